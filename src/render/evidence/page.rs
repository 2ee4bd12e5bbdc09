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
        let names = names.iter().map(|(lead, name)| {
            let name = safe(name);
            Cow::Owned(format!("{lead}{}", isolated(&name, self.terminal)))
        });
        let names: Vec<Cow<'_, str>> = names.collect();
        for (place, line) in self.lines(&names, INDENT).into_iter().enumerate() {
            let blanks = if place == 0 { 0 } else { INDENT };
            self.push_line(&format!("{}{line}", " ".repeat(blanks)));
        }
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
        for line in self.lines(&[Cow::Owned(safe(text))], hang.max(width(lead))) {
            let line = isolated(&line, self.terminal);
            self.push_line(&format!("{before}{line}"));
            before = " ".repeat(hang);
        }
    }

    /// Wraps items to what is left of a line beside so many columns.
    fn lines(&self, items: &[Cow<'_, str>], taken: usize) -> Vec<String> {
        let Some(most) = self.width else {
            return vec![items.join(" ")];
        };
        let room = most.saturating_sub(self.indent + taken).max(LEAST);
        let wrapped = wrap(items, room, usize::MAX).lines;
        wrapped.into_iter().map(Cow::into_owned).collect()
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
    fn a_row_breaks_before_a_piece() {
        let names = [("", "the first"), ("─→ ", "the second"), ("─→ ", "third")];
        let names = names.map(|(lead, name)| (lead, name.to_owned()));
        let text = drawn(Some(25), |page| page.row(&names));
        assert_eq!(text, "the first ─→ the second\n  ─→ third\n");
    }
}
