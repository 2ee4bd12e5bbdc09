//! Dates as EDTF writes them: some day within a range.

mod mend;
mod parse;

use super::{Day, Point, Range, Vocabulary, Word};

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
    ///
    /// Quarters may be written `2019-Q2` as well as the `2019-34` of EDTF.
    pub fn parse(text: &str) -> Result<Date, DateError> {
        let days = parse::days(text).map_err(|message| mend::explain(text, message))?;
        Ok(Date {
            days,
            text: text.to_owned(),
            basis: Basis::Stated,
            why: None,
        })
    }

    /// Makes the date of what happened on a day or before, as derived from a publication.
    pub fn not_after(day: Day) -> Date {
        Date {
            basis: Basis::Derived,
            ..Date::of(Range {
                lo: Day::MIN,
                hi: day,
            })
        }
    }

    /// Makes the stated date that may mean these days.
    pub fn of(days: Range<Day>) -> Date {
        // Between two dates EDTF has a slash where the language has two dots.
        let text = match (days.lo.is_open(), days.hi.is_open()) {
            (true, true) => days.to_string(),
            (true, false) | (false, true) => format!("{}/{}", days.lo, days.hi),
            (false, false) => days.to_string().replace("..", "/"),
        };
        Date {
            days,
            text,
            basis: Basis::Stated,
            why: None,
        }
    }
}

impl Basis {
    /// The words for how a date is known, in the order of the variants.
    pub const VOCABULARY: &'static Vocabulary = &Vocabulary {
        name: "basis",
        words: &[
            Word {
                name: "stated",
                also: &[],
                help: "the document states it",
            },
            Word {
                name: "resolved",
                also: &[],
                help: "worked out from relative words",
            },
            Word {
                name: "inferred",
                also: &[],
                help: "inferred from other evidence",
            },
            Word {
                name: "derived",
                also: &[],
                help: "not after the first report of it",
            },
        ],
        ordered: false,
        origin: "whosaid",
    };

    const ALL: [Basis; 4] = [
        Basis::Stated,
        Basis::Resolved,
        Basis::Inferred,
        Basis::Derived,
    ];

    /// Returns the code of its word in the vocabulary.
    pub fn code(self) -> u8 {
        self as u8
    }

    /// Returns the basis a code of the vocabulary stands for.
    pub fn from_code(code: u8) -> Option<Basis> {
        Basis::ALL.get(usize::from(code)).copied()
    }

    /// Returns its word.
    pub fn word(self) -> &'static str {
        Basis::VOCABULARY.word(self.code())
    }
}
