//! Dates as EDTF writes them: some day within a range.

use super::{Day, Range};

/// How a date got into the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// The document states it.
    Stated,
    /// Worked out from relative words.
    Resolved,
    /// Inferred from other evidence.
    Inferred,
    /// Nobody wrote it: derived from the publication of the reports.
    Derived,
}

/// A date on a record: an EDTF expression (ISO 8601-2, levels 0 to 2) and the days it may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Date {
    /// The days it may mean, widened by its qualifiers.
    pub days: Range<Day>,
    /// The expression as written.
    pub text: String,
    /// How it is known.
    pub basis: Basis,
    /// The evidence, in words.
    pub why: Option<String>,
}

/// Why a text is no date, with what to write instead where that can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, in a phrase that follows "‘TEXT’ is not a date: ".
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl Date {
    /// Reads an EDTF expression; `~`, `?` and `%` widen by one unit of the part they stand on.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        todo!()
    }
}
