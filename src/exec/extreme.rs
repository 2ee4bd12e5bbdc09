//! The least and the greatest of values, over every choice of the possible rows and of the uncertain
//! values.

use super::aggregate::Member;
use super::column::Scalar;
use crate::store::{NONE, UNKNOWN};
use crate::value::{Day, Point, Range, Real};

/// The least value of the rows brought so far, or the greatest: its bounds over every choice.
///
/// The outer bound is that of any possible value; the inner bound that of the values that are
/// surely there or, where none is, of the one row or doubtful value that alone goes least far.
#[derive(Clone, Copy)]
pub(super) struct Extreme {
    greatest: bool,
    outer: f64,
    inner: f64,
    loosest: f64,
    like: Option<Scalar>,
    any_sure: bool,
}

impl Extreme {
    /// Makes that of no rows.
    pub(super) fn new(greatest: bool) -> Extreme {
        Extreme {
            greatest,
            outer: f64::INFINITY,
            inner: f64::INFINITY,
            loosest: f64::NEG_INFINITY,
            like: None,
            any_sure: false,
        }
    }

    /// Takes in the values of a row.
    pub(super) fn bring(&mut self, member: &Member) {
        let (mut of_row, mut of_doubtful) = (f64::INFINITY, f64::NEG_INFINITY);
        for item in &member.items {
            if item.value == Scalar::Absent {
                continue;
            }
            let (lo, hi) = bounds(item.value);
            // The greatest is the least with every sign changed.
            let (far, near) = if self.greatest { (-hi, -lo) } else { (lo, hi) };
            self.like = Some(item.value);
            self.outer = self.outer.min(far);
            if item.sure {
                of_row = of_row.min(near);
            } else {
                of_doubtful = of_doubtful.max(near);
            }
        }
        let brings_any = member
            .items
            .iter()
            .any(|item| item.sure && item.value != Scalar::Absent);
        if brings_any && member.sure {
            self.any_sure = true;
            self.inner = self.inner.min(of_row);
        }
        self.loosest = self
            .loosest
            .max(if brings_any { of_row } else { of_doubtful });
    }

    /// Returns the value; none where no row brought any.
    pub(super) fn value(self) -> Option<Scalar> {
        let sign = if self.greatest { -1.0 } else { 1.0 };
        let inner = if self.any_sure {
            self.inner
        } else {
            self.loosest
        };
        let (a, b) = (sign * self.outer, sign * inner);
        Some(scalar_like(self.like?, a.min(b), a.max(b)))
    }
}

/// Returns the bounds of a value as numbers; an open end is infinite.
pub(super) fn bounds(value: Scalar) -> (f64, f64) {
    match value {
        Scalar::Date(days, _) => {
            let lo = if days.lo == Day::MIN {
                f64::NEG_INFINITY
            } else {
                f64::from(days.lo.0)
            };
            let hi = if days.hi == Day::MAX {
                f64::INFINITY
            } else {
                f64::from(days.hi.0)
            };
            (lo, hi)
        }
        Scalar::Number(range, _) | Scalar::Duration(range) => (range.lo.get(), range.hi.get()),
        Scalar::Absent
        | Scalar::Text(_)
        | Scalar::Word(_)
        | Scalar::Truth(_)
        | Scalar::Record(_) => (f64::NAN, f64::NAN),
    }
}

/// Makes a value of the kind of another from bounds as numbers.
fn scalar_like(like: Scalar, lo: f64, hi: f64) -> Scalar {
    let real = |number: f64| Real::new(number).unwrap_or(Real::MIN);
    match like {
        Scalar::Date(..) => {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "bounds of dates are whole days or infinite"
            )]
            let day = |number: f64| {
                if number.is_infinite() {
                    if number < 0.0 { Day::MIN } else { Day::MAX }
                } else {
                    Day(number as i32)
                }
            };
            Scalar::Date(
                Range {
                    lo: day(lo),
                    hi: day(hi),
                },
                NONE,
            )
        }
        Scalar::Duration(_) => Scalar::Duration(Range {
            lo: real(lo),
            hi: real(hi),
        }),
        Scalar::Number(_, unit) => Scalar::Number(
            Range {
                lo: real(lo),
                hi: real(hi),
            },
            if unit == UNKNOWN { NONE } else { unit },
        ),
        Scalar::Absent
        | Scalar::Text(_)
        | Scalar::Word(_)
        | Scalar::Truth(_)
        | Scalar::Record(_) => Scalar::Absent,
    }
}
