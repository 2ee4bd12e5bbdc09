//! The order of values.

use std::cmp::Ordering;

use whosaid::model::Link;

use super::{Item, Naive, Val};
use crate::agree::values::{Span, text_folded};

/// What one value is put in order by.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum SortKey {
    /// Dates by their first day, then their last; numbers by unit, then their ends.
    Ends(String, f64, f64),
    /// Words by their place in the vocabulary, truths from no to yes.
    Code(u8),
    /// Texts by fold, then spelling; records by their labels.
    Text(String, String),
    /// There, but not known: last either way.
    Unknown,
    /// Nothing there: behind even those.
    Absent,
}

impl SortKey {
    /// Compares two keys; `descending` turns round what is known.
    pub(super) fn order(&self, other: &SortKey, descending: bool) -> Ordering {
        let ordering = match (self, other) {
            (SortKey::Ends(unit, a, b), SortKey::Ends(other, c, d)) => {
                unit.cmp(other).then(a.total_cmp(c)).then(b.total_cmp(d))
            }
            (SortKey::Code(a), SortKey::Code(b)) => a.cmp(b),
            (SortKey::Text(a, b), SortKey::Text(c, d)) => (a, b).cmp(&(c, d)),
            (a, b) => return a.last().cmp(&b.last()),
        };
        if descending {
            ordering.reverse()
        } else {
            ordering
        }
    }

    fn last(&self) -> u8 {
        match self {
            SortKey::Ends(..) | SortKey::Code(_) | SortKey::Text(..) => 0,
            SortKey::Unknown => 1,
            SortKey::Absent => 2,
        }
    }
}

impl Naive<'_> {
    /// Returns what a row is put in order by: the least of its values, descending the greatest.
    pub(super) fn sort_key(&self, items: &[Item], descending: bool) -> SortKey {
        let keys = items.iter().map(|item| self.key_of(&item.val));
        keys.min_by(|a, b| a.order(b, descending))
            .unwrap_or(SortKey::Absent)
    }

    fn key_of(&self, val: &Val) -> SortKey {
        let text = |text: &str| SortKey::Text(text_folded(text), text.to_owned());
        match val {
            Val::Unwritten(_) | Val::Anything | Val::Record(_, Link::SOMEBODY) => SortKey::Unknown,
            Val::Date(days, ..) => {
                // What is open to the left stands where it ends.
                let lo = if days.lo == f64::NEG_INFINITY {
                    days.hi
                } else {
                    days.lo
                };
                ends("", *days, lo)
            }
            Val::Number(span, unit) => ends(unit.as_deref().unwrap_or_default(), *span, span.lo),
            Val::Length(span) => ends("", *span, span.lo),
            Val::Word(_, code) => SortKey::Code(*code),
            Val::Truth(truth) => SortKey::Code(*truth as u8),
            Val::Text(own) => text(own),
            Val::Record(kind, row) => text(&self.label(*kind, *row)),
        }
    }
}

fn ends(unit: &str, span: Span, lo: f64) -> SortKey {
    if span == Span::UNKNOWN {
        SortKey::Unknown
    } else {
        SortKey::Ends(unit.to_owned(), lo, span.hi)
    }
}
