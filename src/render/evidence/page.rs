//! Lines of text, indented and wrapped, safe for a terminal.

use std::borrow::Cow;

use crate::evidence::Place;
use crate::render::Options;
use crate::value::fit::{isolated, width, wrap};
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
    /// Whether it is drawn on a terminal, which may turn text that runs from right to left.
    terminal: bool,
    indent: usize,
}

impl Page {
    pub(super) fn new(options: &Options) -> Page {
        Page {
            text: String::new(),
            width: options.width,
            terminal: options.terminal,
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

    /// Draws names in a row, each behind what leads to it; broken before that where one does not fit.
    pub(super) fn row(&mut self, names: &[(&str, String)]) {
        let room = self.room(INDENT);
        let (mut line, mut taken) = (String::new(), 0);
        for (lead, name) in names {
            let item = [Cow::Owned(format!("{lead}{}", safe(name)))];
            for (place, piece) in wrap(&item, room, usize::MAX).lines.iter().enumerate() {
                let wide = width(piece);
                if place > 0 || taken > 0 && taken + 1 + wide > room {
                    self.push_line(&line);
                    (line, taken) = (" ".repeat(INDENT), 0);
                } else if taken > 0 {
                    line.push(' ');
                    taken += 1;
                }
                // Where nothing of the name has room behind it, the lead ends without its blank.
                let lead = if place == 0 { lead.len() } else { 0 };
                let (lead, name) = piece.split_at(lead.min(piece.len()));
                line.push_str(lead);
                line.push_str(&isolated(name, self.terminal));
                taken += wide;
            }
        }
        self.push_line(&line);
    }

    /// Draws a name and behind it what it is the name of, wrapped beside it.
    pub(super) fn field(&mut self, name: &str, text: &str) {
        let name = name.replace('_', " ");
        let blanks = NAMES.saturating_sub(width(&name)).max(1);
        let lead = format!("{name}{}", " ".repeat(blanks));
        self.wrapped(&lead, text, NAMES);
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

    /// Draws a lead and text behind it, further lines below with `hang` blanks before them.
    fn wrapped(&mut self, lead: &str, text: &str, hang: usize) {
        let mut before = lead.to_owned();
        let item = [Cow::Owned(safe(text))];
        let room = self.room(hang.max(width(lead)));
        for line in wrap(&item, room, usize::MAX).lines {
            let line = isolated(&line, self.terminal);
            self.push_line(&format!("{before}{line}"));
            before = " ".repeat(hang);
        }
    }

    /// Returns what is left of a line beside so many columns.
    fn room(&self, taken: usize) -> usize {
        let room = |most: usize| most.saturating_sub(self.indent + taken).max(LEAST);
        self.width.map_or(usize::MAX, room)
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

/// Makes text safe for a terminal; line ends and tabs are blanks here.
fn safe(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    term_safe(&words.join(" ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: Option<usize>, draw: impl FnOnce(&mut Page)) -> String {
        let options = Options {
            width,
            ..Options::default()
        };
        let mut page = Page::new(&options);
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
    fn what_runs_from_right_to_left_is_shut_off_on_a_terminal() {
        let options = Options {
            terminal: true,
            ..Options::default()
        };
        let mut page = Page::new(&options);
        page.row(&[("", "حماس".to_owned()), ("─→ ", "وفا".to_owned())]);
        page.line("\u{2068}حماس");
        let expected =
            "\u{2068}حماس\u{2069} ─→ \u{2068}وفا\u{2069}\n\u{2068}⟨U+2068⟩حماس\u{2069}\n";
        assert_eq!(page.into_text(), expected);
    }

    #[test]
    fn a_name_of_several_lines_is_shut_off_in_each() {
        let long = "كتائب عز الدين القسام ".repeat(4);
        let latin = "The Times of Israel".to_owned();
        let names = [("", latin.clone()), ("─→ ", long.clone()), ("─→ ", latin)];
        let options = Options {
            terminal: true,
            width: Some(40),
            ..Options::default()
        };
        let mut page = Page::new(&options);
        page.row(&names);
        page.field("source", &long);
        let text = page.into_text();
        let marked: Vec<&str> = text.lines().filter(|it| it.contains('\u{2068}')).collect();
        assert!(marked.len() > 5, "{text}");
        for line in text.lines() {
            let count = |mark: char| line.matches(mark).count();
            assert_eq!(count('\u{2068}'), count('\u{2069}'), "{line:?}");
            assert!(width(line) <= 40, "{line:?}");
        }
        // What leads to a name is not turned with it.
        assert!(text.contains("\n  ─→ \u{2068}كتائب"), "{text}");
    }

    #[test]
    fn a_row_breaks_before_a_piece() {
        let names = [("", "the first"), ("─→ ", "the second"), ("─→ ", "third")];
        let names = names.map(|(lead, name)| (lead, name.to_owned()));
        let text = drawn(Some(25), |page| page.row(&names));
        assert_eq!(text, "the first ─→ the second\n  ─→ third\n");
    }
}
