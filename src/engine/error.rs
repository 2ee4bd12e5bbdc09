//! What can go wrong for a program that opens a ledger and asks it.

use std::fmt;

use crate::answer::RowError;
use crate::diagnostic::{Diagnostic, Report};
use crate::exec::Stopped;

/// Why there is no ledger, no answer, or no value of a row.
///
/// It prints a line for each thing that is wrong; [`Report::render`] draws them under the text.
///
/// ```
/// use whosaid::{Error, Ledger};
///
/// let ledger = Ledger::sample();
/// let error = ledger.query("claims where sorce = \"Hamas\"").ask().expect_err("a slip");
/// assert!(error.to_string().starts_with("query:1:14: claims have no field ‘sorce’"));
/// let report = error.report();
/// assert_eq!(report.diagnostics[0].code, "unknown-field");
/// assert!(report.render(false).contains("did you mean ‘source’?"));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Error {
    /// The ledger cannot be opened; nothing of it was.
    Ledger(Report),
    /// The query is wrong; nothing was evaluated.
    Query(Report),
    /// The text has so many queries where there should be one.
    NotOne(usize),
    /// Another thread cancelled it.
    Cancelled,
    /// It took longer than it may.
    OutOfTime,
    /// It came to more rows than this, the most it may.
    TooManyRows(usize),
    /// A pivot came to so many columns, and may have fewer.
    TooManyColumns {
        /// How many it came to.
        columns: usize,
        /// How many it may have.
        limit: usize,
    },
    /// The answer has no row of that number, but only so many.
    NoRow {
        /// The number asked for, from 1.
        row: usize,
        /// How many rows there are.
        rows: usize,
    },
    /// What was asked for is no answer from the ledger, so that its rows rest on no records.
    NoGrounds,
    /// A row does not fit the type that it was read into.
    Row(RowError),
}

impl Error {
    /// Returns what is wrong, place by place where it is about a text.
    pub fn report(&self) -> Report {
        let code = match self {
            Error::Ledger(report) | Error::Query(report) => return report.clone(),
            Error::NotOne(_) => "not-one-query",
            Error::Cancelled => "interrupted",
            Error::OutOfTime | Error::TooManyRows(_) | Error::TooManyColumns { .. } => "over-limit",
            Error::NoRow { .. } => "no-row",
            Error::NoGrounds => "no-grounds",
            Error::Row(_) => "unfit-row",
        };
        let diagnostic = Diagnostic::error(code, self.to_string());
        match self {
            Error::TooManyColumns { .. } => diagnostic
                .help("keep fewer values with ‘where’, or let the other key make the columns")
                .help("for a row in the place of each cell: | group …, … aggregate …"),
            _no_help => diagnostic,
        }
        .into()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Ledger(report) | Error::Query(report) => {
                f.write_str(report.lines().trim_end_matches('\n'))
            }
            Error::NotOne(queries) => write!(f, "the text has {queries} queries, not one"),
            Error::Cancelled => f.write_str("interrupted"),
            Error::OutOfTime => f.write_str("the time allowed for the query is over"),
            Error::TooManyRows(limit) => write!(f, "the query came to more than {limit} rows"),
            Error::TooManyColumns { columns, limit } => write!(
                f,
                "the pivot came to {columns} columns, and {limit} are the most it may have"
            ),
            Error::NoRow { row, rows } => match rows {
                0 => write!(f, "there is no row {row}: the answer has none"),
                1 => write!(f, "there is no row {row}: the answer has one"),
                _ => write!(f, "there is no row {row}: the answer has {rows}"),
            },
            Error::NoGrounds => f.write_str("a plan rests on no records: leave ‘explain’ out"),
            Error::Row(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Error {}

impl From<RowError> for Error {
    fn from(error: RowError) -> Error {
        Error::Row(error)
    }
}

impl From<Stopped> for Error {
    fn from(stopped: Stopped) -> Error {
        match stopped {
            Stopped::Cancelled => Error::Cancelled,
            Stopped::OutOfTime => Error::OutOfTime,
            Stopped::TooManyRows(limit) => Error::TooManyRows(limit),
            Stopped::TooManyColumns { columns, limit } => Error::TooManyColumns { columns, limit },
        }
    }
}
