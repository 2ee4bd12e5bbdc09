//! The file of a draft.

use std::fmt::Write;

use super::Article;
use super::candidate::Candidate;
use super::published::{self, Published};
use super::said::Said;
use super::word::Text;
use crate::originals::passage_hash;

/// How many of an article's words may stand in a row.
pub(super) const FEW: usize = 5;

/// Of how many words a headline is at most.
const HEADLINE: usize = 20;

/// What stands for the text of a claim until somebody writes it.
const TEXT: &str = "…";

/// Words that nearly every English text has.
const ENGLISH: [&str; 5] = ["the", "of", "and", "to", "in"];

/// Writes the file.
pub(super) fn write(
    article: &Article<'_>,
    texts: &[Text],
    published: &Published,
    candidates: &[Candidate],
) -> String {
    let mut toml = document(article, texts, published);
    let mut rest = candidates;
    for (place, text) in texts.iter().enumerate() {
        // Never all of it.
        let most = text.words.len().saturating_sub(1).min(FEW);
        match text.some(0..most, FEW) {
            begins if begins.is_empty() => line(&mut toml, format_args!("\n# p{}", place + 1)),
            begins => line(&mut toml, format_args!("\n# p{}: {begins} …", place + 1)),
        }
        let count = rest.partition_point(|it| it.paragraph <= place);
        let (here, later) = rest.split_at(count);
        rest = later;
        for (number, candidate) in here.iter().enumerate() {
            claim(&mut toml, article, text, published, (number + 1, candidate));
        }
    }
    toml
}

/// Adds a line; writing into a string cannot fail.
fn line(toml: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(toml, "{line}").expect("a string takes what is written");
}

fn document(article: &Article<'_>, texts: &[Text], published: &Published) -> String {
    let mut toml = String::from(
        "# A draft: write what each claim says in words of your own, name its source, and take out\n\
         # ‘todo’; take out whole what is no claim. ‘whosaid check’ lists what is still to do.\n\n\
         [[document]]\n",
    );
    line(&mut toml, format_args!("id = {}", quoted(article.id)));
    match article.title.map(str::to_owned).or_else(|| headline(texts)) {
        Some(title) => line(&mut toml, format_args!("title = {}", quoted(&title))),
        None => line(
            &mut toml,
            format_args!(
                "title = {} # it begins with no headline: find one",
                quoted(&format!("Document {}", article.id))
            ),
        ),
    }
    match published {
        Published::Given(edtf, _) => line(&mut toml, format_args!("published = {}", quoted(edtf))),
        Published::Found(day, place) => {
            line(
                &mut toml,
                format_args!("published = \"{day}\" # stands in p{}", place + 1),
            );
            if let Some(name) = published::name_beside(&texts[*place]) {
                line(&mut toml, format_args!("# outlet = \"…\" # {name}?"));
            }
        }
        Published::Unknown => line(
            &mut toml,
            format_args!(
                "# No date stands at its head. Say what it can be, and why:\n\
                 # published = {{ edtf = \"../2025-01-31\", basis = \"inferred\", why = \"…\" }}"
            ),
        ),
    }
    if is_english(texts) {
        toml.push_str("language = \"en\"\n");
    }
    toml.push_str("held = true\n");
    line(
        &mut toml,
        format_args!("sha256 = {}", quoted(article.sha256)),
    );
    toml
}

fn claim(
    toml: &mut String,
    article: &Article<'_>,
    text: &Text,
    published: &Published,
    (number, candidate): (usize, &Candidate),
) {
    let id = format!("{}-p{}-{number}", article.id, candidate.paragraph + 1);
    line(toml, format_args!("\n[[claim]]\nid = {}", quoted(&id)));
    line(
        toml,
        format_args!("text = {} # in words of your own", quoted(TEXT)),
    );
    let who = text.some(candidate.subject.clone(), FEW);
    let who = if who.is_empty() {
        String::new()
    } else {
        format!(" # who? {who}")
    };
    line(toml, format_args!("source = \"?\"{who}"));
    let stance = quoted(candidate.stance);
    line(toml, format_args!("stance = {stance}"));
    if let Some(said) = &candidate.said {
        self::said(toml, said, text, published);
    }
    let at = candidate.at.to_string();
    line(toml, format_args!("at = {}", quoted(&at)));
    if let Some(relay) = &candidate.relay {
        let name = text.some(relay.clone(), FEW);
        line(toml, format_args!("# via = [\"…\"] # through whom? {name}"));
    }
    let hash = passage_hash(&text.text(candidate.place.clone()));
    line(toml, format_args!("hash = {}", quoted(&hash)));
    let quote = if candidate.direct {
        "direct"
    } else {
        "indirect"
    };
    line(toml, format_args!("quote = {}", quoted(quote)));
    if let Some(cue) = candidate.cue {
        line(toml, format_args!("cue = {}", quoted(cue.base)));
    }
    toml.push_str("todo = true\n");
}

/// Writes when it was said, where a date tells; one that cannot be reckoned yet is a comment.
fn said(toml: &mut String, said: &Said, text: &Text, published: &Published) {
    let words = text.some(said.words.clone(), FEW);
    match (&said.edtf, said.stated, published.day()) {
        (Some(edtf), true, _) => line(toml, format_args!("said = {}", quoted(edtf))),
        (Some(edtf), false, Some(day)) => {
            let why = quoted(&format!("‘{words}’ in a text of {day}"));
            let edtf = quoted(edtf);
            line(
                toml,
                format_args!("said = {{ edtf = {edtf}, basis = \"resolved\", why = {why} }}"),
            );
        }
        (Some(_) | None, ..) => line(
            toml,
            format_args!("# said? ‘{words}’, told from the day of publication"),
        ),
    }
}

/// Returns the first line if it may be a headline: short, and no sentence and no date.
fn headline(texts: &[Text]) -> Option<String> {
    let first = texts.first()?;
    let text = first.text(0..first.chars.len());
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = text.ends_with(['.', ':', ';', ',']);
    let fits = (1..=HEADLINE).contains(&first.words.len()) && texts.len() > 1;
    (fits && !ends && published::date_line(first).is_none()).then_some(text)
}

fn is_english(texts: &[Text]) -> bool {
    let words = || texts.iter().flat_map(|text| &text.words);
    let common = words()
        .filter(|word| ENGLISH.contains(&word.small.as_str()))
        .count();
    common * 12 > words().count()
}

/// Writes a TOML string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
