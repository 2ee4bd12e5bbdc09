//! The page of the language: its chapters, and what it says of a word.

/// The page.
const PAGE: &str = include_str!("../../../grammar.md");

/// The chapter that names words without telling of them.
const LISTS_WORDS: &str = "Grammar";

/// What stands before and behind an example.
const FENCE: &str = "```";

/// Returns the headings of the page's chapters.
pub(in crate::repl) fn chapters() -> impl Iterator<Item = &'static str> {
    headings().filter(|(level, ..)| *level == 2).map(|it| it.1)
}

/// Returns the part of the page under a heading that begins with these words, down to the next that
/// stands as high.
pub(super) fn chapter(topic: &str) -> Option<&'static str> {
    let begins = |heading: &str| {
        let (start, rest) = heading.split_at_checked(topic.len())?;
        let is_whole = !rest.starts_with(char::is_alphanumeric);
        (is_whole && start.eq_ignore_ascii_case(topic)).then_some(())
    };
    let (level, _, start) = headings().find(|(_, heading, _)| begins(heading).is_some())?;
    let next = headings().find(|(other, _, at)| *at > start && *other <= level);
    let end = next.map_or(PAGE.len(), |(.., at)| at);
    Some(PAGE[start..end].trim_end())
}

/// Returns the heading of the chapter that tells of a word of the language, and the paragraph in it that
/// does, with the examples behind that.
pub(super) fn passage(word: &str) -> Option<(&'static str, &'static str)> {
    let word = format!("`{}`", word.to_ascii_lowercase());
    let mut heading = "";
    let told = blocks().filter_map(|block| {
        if let Some((2, own)) = heading_of(block) {
            heading = own;
        }
        let tells = tells(block, &word).filter(|_| heading != LISTS_WORDS)?;
        Some((tells, place(block), heading))
    });
    let (_, start, heading) = told.min()?;
    let mut behind = blocks().skip_while(|block| place(block) < start);
    let paragraph = behind.next()?;
    let last = behind.take_while(|block| block.starts_with(FENCE)).last();
    let last = last.unwrap_or(paragraph);
    Some((heading, &PAGE[start..place(last) + last.len()]))
}

/// How a paragraph tells of a word, the plainest first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Telling {
    /// It is what the paragraph is about.
    Leads,
    /// A sentence begins with it.
    Begins,
    /// It is named there.
    Names,
}

/// Returns how a paragraph tells of a word in back-quotes, if it does.
fn tells(block: &str, word: &str) -> Option<Telling> {
    let is_paragraph = !block.starts_with(FENCE) && !block.starts_with(['#', '|', '<', '-']);
    if !is_paragraph || !block.contains(word) {
        return None;
    }
    let about = block.split([':', '.']).next()?;
    let begins = [". ", ".\n"].map(|end| format!("{end}{word}"));
    Some(if about.starts_with('`') && about.contains(word) {
        Telling::Leads
    } else if begins.iter().any(|begins| block.contains(begins)) {
        Telling::Begins
    } else {
        Telling::Names
    })
}

/// Returns the parts of the page between empty lines; an example is one part.
fn blocks() -> impl Iterator<Item = &'static str> {
    let mut rest = PAGE;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches('\n');
        let end = match rest.strip_prefix(FENCE) {
            Some(inner) => inner.find(FENCE)? + 2 * FENCE.len(),
            None => rest.find("\n\n").unwrap_or(rest.len()),
        };
        let (block, behind) = rest.split_at(end);
        rest = behind;
        (!block.is_empty()).then_some(block)
    })
}

/// Returns where a part of the page stands on it.
fn place(part: &str) -> usize {
    part.as_ptr().addr() - PAGE.as_ptr().addr()
}

/// Returns the level, the text and the place of each heading of the page.
fn headings() -> impl Iterator<Item = (usize, &'static str, usize)> {
    blocks().filter_map(|block| {
        let (level, text) = heading_of(block)?;
        Some((level, text, place(block)))
    })
}

/// Returns the level and the text of the heading that a part of the page begins with.
fn heading_of(block: &'static str) -> Option<(usize, &'static str)> {
    let line = block.lines().next()?;
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let is_heading = level > 0 && text.starts_with(' ');
    is_heading.then(|| (level, text.trim()))
}
