//! The naive evaluator's own truth values, intervals, tables of comparison, united tests, days
//! and folding. Nothing here is shared with the engine.

mod calendar;
mod fold;
mod near;
mod united;

pub(crate) use calendar::{Unit, bucket_start, date, day_of, ordinal, shift, weekday, whole_unit};
pub(crate) use fold::{name_folded, text_folded};
pub(crate) use near::{near, near_words};
pub(crate) use united::{Line, Measure, Set, judge, judge_by_listing};

use whosaid::value::Comparison;

/// How far something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tri {
    No,
    Maybe,
    Yes,
}

impl Tri {
    /// Tells the truth of a statement that is surely so, surely not so, or neither.
    pub(crate) fn judged(certain: bool, impossible: bool) -> Tri {
        match (certain, impossible) {
            (true, _) => Tri::Yes,
            (false, true) => Tri::No,
            (false, false) => Tri::Maybe,
        }
    }

    pub(crate) fn of(holds: bool) -> Tri {
        if holds { Tri::Yes } else { Tri::No }
    }

    pub(crate) fn not(self) -> Tri {
        match self {
            Tri::No => Tri::Yes,
            Tri::Maybe => Tri::Maybe,
            Tri::Yes => Tri::No,
        }
    }

    /// Weakens what is only reached through a doubtful reference.
    pub(crate) fn if_doubtful(self, doubtful: bool) -> Tri {
        if doubtful { self.min(Tri::Maybe) } else { self }
    }

    /// Kleene's disjunction: *any*.
    pub(crate) fn any(all: impl IntoIterator<Item = Tri>) -> Tri {
        all.into_iter().max().unwrap_or(Tri::No)
    }

    /// Kleene's conjunction.
    pub(crate) fn all(all: impl IntoIterator<Item = Tri>) -> Tri {
        all.into_iter().min().unwrap_or(Tri::Yes)
    }
}

/// An interval of days (whole numbers since 1970-01-01), of numbers, or of lengths in days; the
/// infinities are open ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span {
    pub(crate) lo: f64,
    pub(crate) hi: f64,
}

impl Span {
    pub(crate) const UNKNOWN: Span = Span {
        lo: f64::NEG_INFINITY,
        hi: f64::INFINITY,
    };

    pub(crate) fn new(lo: f64, hi: f64) -> Span {
        Span { lo, hi }
    }

    pub(crate) fn exactly(value: f64) -> Span {
        Span::new(value, value)
    }

    pub(crate) fn is_exact(self) -> bool {
        self.lo == self.hi
    }

    /// The least interval around the results of an operation on all corners; where a corner has
    /// no result, as with one open end less another, nothing is known.
    pub(crate) fn corners(a: Span, b: Span, op: impl Fn(f64, f64) -> f64) -> Span {
        let results = [
            op(a.lo, b.lo),
            op(a.lo, b.hi),
            op(a.hi, b.lo),
            op(a.hi, b.hi),
        ];
        if results.iter().any(|result| result.is_nan()) {
            return Span::UNKNOWN;
        }
        Span {
            lo: results.iter().copied().fold(f64::INFINITY, f64::min),
            hi: results.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        }
    }
}

/// Compares two uncertain values, by the second table of the language.
pub(crate) fn compare(op: Comparison, a: Span, b: Span) -> Tri {
    let (l, h, m, k) = (a.lo, a.hi, b.lo, b.hi);
    match op {
        Comparison::Equal => {
            let certain = l == h && h == m && m == k;
            Tri::judged(certain, h < m || k < l)
        }
        Comparison::NotEqual => compare(Comparison::Equal, a, b).not(),
        Comparison::Less => Tri::judged(h < m, l >= k),
        Comparison::LessOrEqual => Tri::judged(h <= m, l > k),
        Comparison::Greater => Tri::judged(l > k, h <= m),
        Comparison::GreaterOrEqual => Tri::judged(l >= k, h < m),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_uncertain_values_compare_as_the_table_says() {
        let span = Span::new;
        for (op, a, b, truth) in [
            (Comparison::Equal, span(1.0, 1.0), span(1.0, 1.0), Tri::Yes),
            (
                Comparison::Equal,
                span(1.0, 2.0),
                span(1.0, 2.0),
                Tri::Maybe,
            ),
            (Comparison::Equal, span(1.0, 2.0), span(3.0, 4.0), Tri::No),
            (
                Comparison::NotEqual,
                span(1.0, 2.0),
                span(3.0, 4.0),
                Tri::Yes,
            ),
            (Comparison::Less, span(1.0, 2.0), span(3.0, 4.0), Tri::Yes),
            (Comparison::Less, span(1.0, 3.0), span(3.0, 4.0), Tri::Maybe),
            (Comparison::Less, span(4.0, 5.0), span(3.0, 4.0), Tri::No),
            (
                Comparison::LessOrEqual,
                span(1.0, 3.0),
                span(3.0, 4.0),
                Tri::Yes,
            ),
            (
                Comparison::LessOrEqual,
                span(4.0, 5.0),
                span(3.0, 4.0),
                Tri::Maybe,
            ),
            (
                Comparison::Greater,
                span(5.0, 5.0),
                span(3.0, 4.0),
                Tri::Yes,
            ),
            (Comparison::Greater, span(3.0, 3.0), span(3.0, 4.0), Tri::No),
            (
                Comparison::GreaterOrEqual,
                span(4.0, 9.0),
                span(3.0, 4.0),
                Tri::Yes,
            ),
            (
                Comparison::GreaterOrEqual,
                span(1.0, 2.0),
                span(3.0, 4.0),
                Tri::No,
            ),
        ] {
            assert_eq!(compare(op, a, b), truth, "{op:?} {a:?} {b:?}");
        }
    }
}
