//! The columns of a collection.

use super::Links;
use crate::value::{Day, Range, Real};

/// The code of a text, and the row of a record, that is not there.
pub const NONE: u32 = u32::MAX;
/// The code of a text that is there but that nobody knows: somebody's name.
pub const UNKNOWN: u32 = u32::MAX - 1;
/// The code of a word or truth that is not there.
pub const WORD_NONE: u8 = u8::MAX;
/// The code of a word or truth that is there but that nobody knows.
pub const UNKNOWN_WORD: u8 = u8::MAX - 1;

/// The values of one field, a row each and one more for somebody not known.
#[derive(Debug)]
pub enum Column {
    /// Codes of texts.
    Text(Vec<u32>),
    /// Several codes of texts a row: where each row's end, and the codes.
    Texts(Vec<u32>, Vec<u32>),
    /// Codes of words in the field's vocabulary.
    Word(Vec<u8>),
    /// Truths: 0 or 1.
    Truth(Vec<u8>),
    /// Dates.
    Date(DateColumn),
    /// Numbers.
    Number(NumberColumn),
    /// References, stored or inverse.
    Links(Links),
}

/// Dates as two columns of days.
#[derive(Debug, Default)]
pub struct DateColumn {
    /// The first day of each.
    pub lo: Vec<Day>,
    /// The last day of each.
    pub hi: Vec<Day>,
    /// Each as written; [`NONE`] where nobody wrote or derived one.
    pub text: Vec<u32>,
    /// The code of each one's basis in [`Basis::VOCABULARY`](crate::value::Basis::VOCABULARY).
    pub basis: Vec<u8>,
    /// The evidence for each.
    pub why: Vec<u32>,
    /// The first and the last day that any of them begins or ends on, open ends apart.
    pub span: Option<Range<Day>>,
}

impl DateColumn {
    /// Finds the span of the dates.
    pub(crate) fn measure(&mut self) {
        let ends = self.lo.iter().chain(&self.hi);
        self.span = ends
            .filter(|day| !day.is_open())
            .map(|day| Range::exactly(*day))
            .reduce(Range::hull);
    }

    /// Returns the days a row's date may mean.
    pub fn range(&self, row: usize) -> Range<Day> {
        Range {
            lo: self.lo[row],
            hi: self.hi[row],
        }
    }
}

/// Numbers as two columns of bounds.
#[derive(Debug, Default)]
pub struct NumberColumn {
    /// The least each may be.
    pub lo: Vec<Real>,
    /// The greatest each may be.
    pub hi: Vec<Real>,
    /// The unit of each.
    pub unit: Vec<u32>,
}

impl NumberColumn {
    /// Returns what a row's number may be.
    pub fn range(&self, row: usize) -> Range<Real> {
        Range {
            lo: self.lo[row],
            hi: self.hi[row],
        }
    }
}
