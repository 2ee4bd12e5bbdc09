//! An answer as bytes, one function a mode; and the evidence for a record.
//!
//! Only certain rows are written; the possible ones are counted in the [`notes`]. A total stands
//! behind them with the word `total` in the place of its key, which JSON marks as the
//! [row](crate::answer::Row) does. All modes but `table` are streamed.

mod delimited;
mod evidence;
mod json;
mod markdown;
mod notes;
mod table;
mod text;

pub use evidence::{evidence, evidence_json, evidence_of_row};
pub use notes::{elision, failures, notes};

use std::io;

use crate::answer::Answer;

/// A way to write an answer.
#[derive(Debug)]
pub struct Mode {
    /// As `--format` takes it.
    pub name: &'static str,
    /// One phrase for help.
    pub help: &'static str,
    /// Whether it is meant for a person, so that rows beyond what is read may be left out.
    pub elides: bool,
    /// Whether an empty line stands between two answers.
    pub separated: bool,
    /// The least width that it can wrap an answer to, where it wraps at all.
    pub least_width: Option<fn(&Answer) -> usize>,
    /// Writes it.
    pub write: Write,
}

/// The function of a [`Mode`].
pub type Write = fn(&Answer, &Options, &mut dyn io::Write) -> io::Result<()>;

/// Every mode there is; the first is the default.
pub const MODES: &[Mode] = &[
    Mode {
        name: "table",
        help: "aligned columns for a person",
        elides: true,
        separated: true,
        least_width: Some(table::least_width),
        write: table::write,
    },
    Mode {
        name: "csv",
        help: "comma-separated values, quoted where needed",
        elides: false,
        separated: true,
        least_width: None,
        write: delimited::write_csv,
    },
    Mode {
        name: "tsv",
        help: "tab-separated values; tab, newline and backslash are written \\t, \\n, \\\\",
        elides: false,
        separated: true,
        least_width: None,
        write: delimited::write_tsv,
    },
    Mode {
        name: "json",
        help: "an array of objects; uncertain values as {\"lo\", \"hi\", \"text\"}",
        elides: false,
        separated: false,
        least_width: None,
        write: json::write_array,
    },
    Mode {
        name: "jsonl",
        help: "the objects of json, one a line",
        elides: false,
        separated: false,
        least_width: None,
        write: json::write_lines,
    },
    Mode {
        name: "markdown",
        help: "a table for Markdown pages",
        elides: false,
        separated: true,
        least_width: None,
        write: markdown::write,
    },
];

/// Finds a mode by its name; case does not count.
pub fn mode(name: &str) -> Option<&'static Mode> {
    MODES
        .iter()
        .find(|mode| mode.name.eq_ignore_ascii_case(name))
}

/// How an answer is written, in every mode.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The columns of the screen that a table is wrapped to; as wide as it needs without.
    pub width: Option<usize>,
    /// The rows that are written at most; a total is written too.
    pub max_rows: Option<usize>,
    /// What stands for an absent value outside JSON.
    pub null: String,
    /// Whether text that a spreadsheet would run as a formula gets a `'` before it.
    pub csv_safe: bool,
    /// Whether the bytes go to a terminal, so that csv and tsv too must keep its controls out.
    pub terminal: bool,
}

impl Options {
    /// Returns the indexes of the rows to write.
    fn rows<'a>(&self, answer: &'a Answer) -> impl Iterator<Item = usize> + use<'a> {
        answer
            .certain_rows()
            .take(self.max_rows.unwrap_or(usize::MAX))
            .chain(answer.total_row())
    }
}

#[cfg(test)]
mod tests;
