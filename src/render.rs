//! An answer as bytes, one function a mode; and the evidence for a record.
//!
//! Only certain rows are written; the possible ones are counted in the [`notes`]. A total stands behind
//! them with `total` in the place of its key, which JSON marks as its [row](crate::answer::Row) does;
//! what is drawn to a scale leaves it out. What a width has no
//! room for is told as [`Elision`]s. Modes for programs look at a row once; those for a person look
//! at all of them first, and then write row by row.

mod axis;
mod bar;
mod chart;
mod delimited;
mod elision;
mod evidence;
mod grid;
mod json;
mod line;
mod markdown;
mod notes;
mod spark;
mod table;
mod text;
mod timeline;
mod total;
mod tree;
mod vertical;

pub use elision::Elision;
pub use evidence::{Listing, MOST_RECORDS, evidence, evidence_json, evidence_of_row};
pub use notes::{failures, notes};
pub use text::ABSENT;

use std::io;
use std::path::Path;

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
    /// The least width that it can wrap an answer to with nothing left out, where that depends on it.
    pub least_width: Option<fn(&Answer) -> usize>,
    /// What an answer must have to be written so.
    pub needs: Option<Need>,
    /// Writes it.
    pub write: Write,
}

/// What an answer must have to be drawn.
#[derive(Debug)]
pub struct Need {
    /// In words: `a column of dates`.
    pub what: &'static str,
    /// Tells whether an answer has it.
    pub is_met: fn(&Answer) -> bool,
}

/// The function of a [`Mode`]; it returns what was left out of what it wrote.
pub type Write = fn(&Answer, &Options, &mut dyn io::Write) -> io::Result<Vec<Elision>>;

/// Every mode there is; the first is the default.
pub const MODES: &[Mode] = &[
    Mode {
        name: "table",
        help: "aligned columns for a person",
        elides: true,
        separated: true,
        least_width: Some(table::least_width),
        needs: None,
        write: table::write,
    },
    Mode {
        name: "vertical",
        help: "a block of lines a row, a value each",
        elides: true,
        separated: true,
        least_width: None,
        needs: None,
        write: vertical::write,
    },
    Mode {
        name: "timeline",
        help: "dates as marks over an axis",
        elides: true,
        separated: true,
        least_width: Some(timeline::least_width),
        needs: Some(DATES),
        write: timeline::write,
    },
    Mode {
        name: "bar",
        help: "numbers as bars",
        elides: true,
        separated: true,
        least_width: Some(bar::least_width),
        needs: Some(NUMBERS),
        write: bar::write,
    },
    Mode {
        name: "spark",
        help: "numbers over a key as one line of marks",
        elides: true,
        separated: true,
        least_width: Some(spark::least_width),
        needs: Some(NUMBERS),
        write: spark::write,
    },
    Mode {
        name: "tree",
        help: "rows as branches, with what they share written once",
        elides: true,
        separated: true,
        least_width: None,
        needs: None,
        write: tree::write,
    },
    Mode {
        name: "csv",
        help: "comma-separated values, quoted where needed",
        elides: false,
        separated: true,
        least_width: None,
        needs: None,
        write: delimited::write_csv,
    },
    Mode {
        name: "tsv",
        help: "tab-separated values; tab, newline and backslash are written \\t, \\n, \\\\",
        elides: false,
        separated: true,
        least_width: None,
        needs: None,
        write: delimited::write_tsv,
    },
    Mode {
        name: "json",
        help: "an array of objects; uncertain values as {\"lo\", \"hi\", \"text\"}",
        elides: false,
        separated: false,
        least_width: None,
        needs: None,
        write: json::write_array,
    },
    Mode {
        name: "jsonl",
        help: "the objects of json, one a line",
        elides: false,
        separated: false,
        least_width: None,
        needs: None,
        write: json::write_lines,
    },
    Mode {
        name: "markdown",
        help: "a table for Markdown pages",
        elides: false,
        separated: true,
        least_width: None,
        needs: None,
        write: markdown::write,
    },
];

const DATES: Need = Need {
    what: "a column of dates",
    is_met: timeline::has_dates,
};

const NUMBERS: Need = Need {
    what: "a column of numbers",
    is_met: bar::has_numbers,
};

/// The modes for people that suit listings.
pub const LISTS: [&str; 2] = ["table", "vertical"];

/// Finds a mode by its name; case does not count.
pub fn mode(name: &str) -> Option<&'static Mode> {
    MODES
        .iter()
        .find(|mode| mode.name.eq_ignore_ascii_case(name))
}

/// What the names of files end in, and the mode of each.
pub const ENDINGS: [(&str, &str); 7] = [
    ("csv", "csv"),
    ("tsv", "tsv"),
    ("json", "json"),
    ("jsonl", "jsonl"),
    ("md", "markdown"),
    ("markdown", "markdown"),
    ("txt", "table"),
];

/// Returns the mode that the name of a file asks for by its ending.
pub fn mode_of_file(path: &Path) -> Option<&'static Mode> {
    let extension = path.extension()?;
    let mut endings = ENDINGS.iter();
    let (_, name) = endings.find(|(own, _)| extension.eq_ignore_ascii_case(own))?;
    mode(name)
}

/// How an answer is written, in every mode.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The columns of the screen that a table is wrapped to; as wide as it needs without.
    pub width: Option<usize>,
    /// Whether columns, and parts of long values, may be left out where the width has no room.
    pub elide: bool,
    /// Whether a table becomes blocks of lines: of one row where it is wider than the width, of more
    /// where much would have to be left out, unless it is a listing.
    pub auto: bool,
    /// The leading columns that are never left out, in a listing; none where it is the first that tells
    /// rows apart.
    pub kept: usize,
    /// Whether tables and blocks begin with the number of the row, from 1.
    pub numbered: bool,
    /// Whether headings are bold and rules dim, by the sequences that terminals know.
    pub color: bool,
    /// The rows that are written at most, besides a total.
    pub max_rows: Option<usize>,
    /// What stands for an absent value outside JSON.
    pub null: String,
    /// Whether text that a spreadsheet would run as a formula gets a `'` before it.
    pub csv_safe: bool,
    /// Whether the bytes go to a terminal, so that csv and tsv too must keep its controls out, and
    /// text from right to left is isolated.
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
