//! Text that a person asked for, laid out for the screen.

use unicode_width::UnicodeWidthStr;

use super::session::Session;
use crate::console::Stop;
use crate::value::fit::broken;
use crate::value::term_safe;

/// Longer lines are hard to read, however wide the screen is.
const MOST_COLUMNS: usize = 100;
/// The blanks before the lines of an example.
const EXAMPLE: &str = "    ";

impl Session {
    /// Shows text to the person who asked for it, on a terminal through the pager where it is long.
    pub(super) fn present(&mut self, text: &str) -> Result<(), Stop> {
        let lines = text.lines().map(|line| format!("{}\n", term_safe(line)));
        self.output.show(&lines.collect::<String>(), &self.messages)
    }

    /// Returns the columns that text may take; none where no screen shows it.
    pub(super) fn columns(&self) -> Option<usize> {
        let columns = self.output.screen()?.columns;
        (columns > 0).then_some(columns.min(MOST_COLUMNS))
    }
}

/// Wraps each line of a text, below its own first word.
pub(super) fn rows(text: &str, columns: Option<usize>) -> String {
    let row = |line: &str| {
        let words = line.trim_start();
        let blanks = line.len() - words.len();
        hanging(&line[..blanks], blanks, words, columns)
    };
    text.lines().map(row).collect()
}

/// Writes what leads to a text and the text beside it, its further lines below its first.
pub(super) fn hanging(lead: &str, margin: usize, text: &str, columns: Option<usize>) -> String {
    let most = columns.map_or(usize::MAX, |columns| columns.saturating_sub(margin));
    let shown = format!("{lead}{}", broken(text, most, margin));
    format!("{}\n", shown.trim_end())
}

/// Lays out a part of a page: paragraphs are filled, tables drawn, examples stand apart.
pub(super) fn chapter(text: &str, columns: Option<usize>) -> String {
    let mut page = Chapter {
        columns,
        shown: String::new(),
        paragraph: String::new(),
        table: Vec::new(),
        after_wrong: false,
    };
    let mut is_example = false;
    for line in text.lines().filter(|line| !line.starts_with("<!--")) {
        if let Some(info) = line.strip_prefix("```") {
            is_example = !is_example;
            page.end_block();
            page.label(is_example.then_some(info));
        } else if is_example {
            page.line(&format!("{EXAMPLE}{line}"));
        } else {
            page.prose(line);
        }
    }
    page.end_block();
    page.shown
}

struct Chapter {
    columns: Option<usize>,
    shown: String,
    /// What is to be filled.
    paragraph: String,
    /// The rows of a table that is to be drawn.
    table: Vec<Vec<String>>,
    /// Whether the last example was one of what is wrong.
    after_wrong: bool,
}

impl Chapter {
    /// Says of an example that begins what it is one of, where the page says so.
    fn label(&mut self, info: Option<&str>) {
        let Some(info) = info else { return };
        let is_wrong = info.ends_with(" error");
        match (is_wrong, self.after_wrong) {
            (true, _) => self.line("wrong:"),
            (false, true) => self.line("right:"),
            (false, false) => {}
        }
        self.after_wrong = is_wrong;
    }

    fn prose(&mut self, line: &str) {
        let line = &plain(line);
        let is_item = line.trim_start().starts_with("- ");
        if line.starts_with('|') {
            self.end_paragraph();
            self.table.push(cells(line));
            return;
        }
        if line.trim().is_empty() || line.starts_with('#') {
            self.end_block();
            self.line(line);
            return;
        }
        if is_item || self.columns.is_none() {
            self.end_block();
        }
        if self.paragraph.is_empty() {
            line.clone_into(&mut self.paragraph);
        } else {
            self.paragraph.push(' ');
            self.paragraph.push_str(line.trim());
        }
    }

    fn end_block(&mut self) {
        self.end_paragraph();
        self.end_table();
    }

    /// Draws a table, its last column wrapped.
    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.table);
        let is_rule = |row: &Vec<String>| row.iter().all(|cell| cell.trim_matches('-').is_empty());
        let rows: Vec<_> = rows.into_iter().filter(|row| !is_rule(row)).collect();
        let width = |place: usize| {
            let cells = rows.iter().filter_map(|row| row.get(place));
            cells.map(|cell| cell.width()).max().unwrap_or_default()
        };
        for row in &rows {
            let Some((last, others)) = row.split_last() else {
                continue;
            };
            let mut lead = String::from("  ");
            for (place, cell) in others.iter().enumerate() {
                let blanks = width(place).saturating_sub(cell.width()) + 2;
                lead.push_str(cell);
                lead.push_str(&" ".repeat(blanks));
            }
            let drawn = hanging(&lead, lead.width(), last, self.columns);
            self.shown.push_str(&drawn);
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.is_empty() {
            return;
        }
        let words = paragraph.trim_start();
        let (lead, words) = match words.strip_prefix("- ") {
            Some(rest) => (format!("{}- ", blanks(&paragraph)), rest),
            None => (blanks(&paragraph).to_owned(), words),
        };
        let filled = hanging(&lead, lead.width(), words, self.columns);
        self.shown.push_str(&filled);
    }

    /// Writes a line as it is; one empty line is enough.
    fn line(&mut self, line: &str) {
        let line = line.trim_end();
        if line.is_empty() && self.shown.ends_with("\n\n") {
            return;
        }
        self.shown.push_str(line);
        self.shown.push('\n');
    }
}

/// Cuts a row of a table into its cells.
fn cells(line: &str) -> Vec<String> {
    // A bar that belongs to a cell stands behind a stroke.
    let own = line.replace("\\|", "\u{0}");
    let cells = own.trim().trim_matches('|').split('|');
    cells
        .map(|cell| cell.trim().replace('\u{0}', "|"))
        .collect()
}

/// Takes out the stars around what a page stresses; those in code are its own.
fn plain(line: &str) -> String {
    let parts = line.split('`').enumerate();
    let parts = parts.map(|(place, part)| {
        let stars = part.matches('*').count();
        match place % 2 == 0 && stars > 0 && stars % 2 == 0 && !part.contains(" * ") {
            true => part.replace('*', ""),
            false => part.to_owned(),
        }
    });
    parts.collect::<Vec<_>>().join("`")
}

fn blanks(line: &str) -> &str {
    &line[..line.len() - line.trim_start().len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_filled_tables_drawn_and_examples_left() {
        let text = "## Dates\n\nA date is quoted,\nor is not.\n- one that\n  is long\n- two\n\n\
            | a | b |\n|---|---|\n| `on \\| off` | c d e |\n```whosaid error\nclaims where  year\n```\n\n```whosaid\nclaims\n```\nEnd.";
        let shown = "## Dates\n\nA date is quoted,\nor is not.\n- one that is\n  long\n- two\n\n\
            \x20 a           b\n  `on | off`  c d\n              e\nwrong:\n    claims where  year\n\nright:\n    claims\nEnd.\n";
        assert_eq!(chapter(text, Some(17)), shown);
        let as_it_is = chapter(text, None);
        assert!(
            as_it_is.contains("A date is quoted,\nor is not.\n- one that\n  is long\n"),
            "{as_it_is}"
        );
    }

    #[test]
    fn what_is_stressed_has_no_stars() {
        for (line, expected) in [
            ("*any* of `a * b`, **not** all", "any of `a * b`, not all"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("a*", "a*"),
        ] {
            assert_eq!(plain(line), expected);
        }
    }

    #[test]
    fn lines_are_wrapped_below_their_first_word() {
        let text = "command .x\n    does one thing and another\n";
        assert_eq!(
            rows(text, Some(20)),
            "command .x\n    does one thing\n    and another\n"
        );
        assert_eq!(rows(text, None), text);
        assert_eq!(hanging("a  ", 3, "b c", Some(4)), "a  b\n   c\n");
        assert_eq!(hanging("a", 3, "", None), "a\n");
    }
}
