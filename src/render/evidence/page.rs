//! Lines of text, indented and wrapped, safe for a terminal.

use unicode_width::UnicodeWidthStr;

use crate::evidence::Place;
use crate::value::term_safe;

/// How far what stands below a heading is indented.
const INDENT: usize = 2;
/// How wide the names of fields are.
const NAMES: usize = 13;
/// The least that a wrapped line takes, however narrow the screen is.
const LEAST: usize = 20;

/// A page that is being drawn.
pub(super) struct Page {
    text: String,
    width: Option<usize>,
    indent: usize,
}

impl Page {
    pub(super) fn new(width: Option<usize>) -> Page {
        Page {
            text: String::new(),
            width,
            indent: 0,
        }
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Tells whether the last line is one that something else would run into.
    pub(super) fn ends_block(&self) -> bool {
        !self.text.is_empty() && !self.text.ends_with("\n\n")
    }

    /// Draws an empty line.
    pub(super) fn gap(&mut self) {
        if self.ends_block() {
            self.text.push('\n');
        }
    }

    /// Draws something indented.
    pub(super) fn inside(&mut self, draw: impl FnOnce(&mut Page)) {
        self.indent += INDENT;
        draw(self);
        self.indent -= INDENT;
    }

    /// Draws what a block is about, and where that is written.
    pub(super) fn heading(&mut self, title: &str, place: Option<&Place>) {
        match place {
            Some(place) => self.line(&format!("{title} · {place}")),
            None => self.line(title),
        }
    }

    /// Draws text, wrapped.
    pub(super) fn line(&mut self, text: &str) {
        self.wrapped("", text, 0);
    }

    /// Draws text, further lines of which are indented.
    pub(super) fn hanging(&mut self, text: &str) {
        self.wrapped("", text, INDENT);
    }

    /// Draws a name and behind it what it is the name of, wrapped beside it.
    pub(super) fn field(&mut self, name: &str, text: &str) {
        let name = name.replace('_', " ");
        let blanks = NAMES.saturating_sub(name.width()).max(1);
        let lead = format!("{name}{}", " ".repeat(blanks));
        let hang = lead.width();
        self.wrapped(&lead, text, hang);
    }

    /// Draws a field unless there is nothing in it.
    pub(super) fn field_if(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            self.field(name, text);
        }
    }

    /// Draws a field of several lines, the name before the first of them.
    pub(super) fn fields(&mut self, name: &str, texts: impl IntoIterator<Item = String>) {
        let mut name = name;
        for text in texts {
            self.field(name, &text);
            name = "";
        }
    }

    /// Draws pieces in a row, broken before a piece where they do not fit.
    pub(super) fn row(&mut self, pieces: &[String]) {
        let mut line = String::new();
        let mut started = false;
        for piece in pieces {
            let fits = self
                .room(if started { INDENT } else { 0 })
                .is_none_or(|room| line.width() + 1 + piece.width() <= room);
            if !line.is_empty() && !fits {
                self.piece(&line, started);
                (line, started) = (String::new(), true);
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(piece);
        }
        self.piece(&line, started);
    }

    fn piece(&mut self, line: &str, indented: bool) {
        let blanks = if indented { INDENT } else { 0 };
        let lead = " ".repeat(blanks);
        self.wrapped(&lead, line, blanks + INDENT);
    }

    /// Returns the columns that a line may take; none where it may take any.
    fn room(&self, hang: usize) -> Option<usize> {
        let width = self.width?;
        Some(width.saturating_sub(self.indent + hang).max(LEAST))
    }

    /// Draws a lead and text behind it, further lines below with `hang` blanks before them.
    fn wrapped(&mut self, lead: &str, text: &str, hang: usize) {
        let room = self.room(hang);
        let mut line = lead.to_owned();
        let (mut taken, mut has_word) = (lead.width().saturating_sub(hang), false);
        for word in text.split_whitespace() {
            for part in parts(&term_safe(word), room) {
                let width = part.width();
                let blank = usize::from(has_word);
                if has_word && room.is_some_and(|room| taken + blank + width > room) {
                    self.push_line(&line);
                    line = " ".repeat(hang);
                    (taken, has_word) = (0, false);
                }
                if has_word {
                    line.push(' ');
                    taken += 1;
                }
                line.push_str(&part);
                taken += width;
                has_word = true;
            }
        }
        self.push_line(&line);
    }

    fn push_line(&mut self, line: &str) {
        let line = line.trim_end();
        if !line.is_empty() {
            self.text.push_str(&" ".repeat(self.indent));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }
}

/// Cuts a word that is wider than a line.
fn parts(word: &str, room: Option<usize>) -> Vec<String> {
    let Some(room) = room.filter(|room| word.width() > *room) else {
        return vec![word.to_owned()];
    };
    let mut parts = vec![String::new()];
    for c in word.chars() {
        let last = parts.last_mut().expect("there is always a part");
        let mut longer = last.clone();
        longer.push(c);
        if longer.width() > room && !last.is_empty() {
            parts.push(c.to_string());
        } else {
            *last = longer;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: Option<usize>, draw: impl FnOnce(&mut Page)) -> String {
        let mut page = Page::new(width);
        draw(&mut page);
        page.into_text()
    }

    #[test]
    fn text_is_wrapped_beside_its_name() {
        let draw = |page: &mut Page| page.field("said", "one two three four five six");
        let text = drawn(Some(33), draw);
        let blanks = " ".repeat(NAMES);
        assert_eq!(
            text,
            format!("said         one two three four\n{blanks}five six\n")
        );
        let text = drawn(None, draw);
        assert_eq!(text, "said         one two three four five six\n");
    }

    #[test]
    fn long_words_are_cut_and_controls_are_seen() {
        let word = "x".repeat(45);
        let text = drawn(Some(5), |page| page.line(&word));
        let widths: Vec<usize> = text.lines().map(str::len).collect();
        assert_eq!(widths, [20, 20, 5]);
        let text = drawn(None, |page| page.line("a\u{1B}[2J b\nc\u{202E}"));
        assert_eq!(text, "a␛[2J b c⟨U+202E⟩\n");
    }

    #[test]
    fn a_row_breaks_before_a_piece() {
        let pieces = ["the first", "─→ the second", "─→ third"].map(str::to_owned);
        let text = drawn(Some(24), |page| page.row(&pieces));
        assert_eq!(text, "the first ─→ the second\n  ─→ third\n");
    }
}
