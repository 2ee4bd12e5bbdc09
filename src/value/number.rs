//! Numbers that may be uncertain and may carry a unit.

mod parse;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::{Point, Range};

/// A real number that is never NaN, ordered; the infinities stand for open ends.
#[derive(Clone, Copy, Debug)]
pub struct Real(f64);

/// A number on a record, `12`, `"12~"`, `"11.."`, `"10..14"` or `"20000 USD"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// What it may be.
    pub range: Range<Real>,
    /// The unit of measure, as written.
    pub unit: Option<String>,
    /// The number as written, without its unit.
    pub text: String,
}

/// Why a text is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError {
    /// What is wrong, in a phrase that follows "‘TEXT’ is not a number: ".
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl Real {
    /// Makes a real number; NaN is refused, and minus nought is nought.
    pub fn new(value: f64) -> Option<Real> {
        (!value.is_nan()).then_some(Real(value + 0.0))
    }

    /// Makes the real number of a count; beyond 2⁵³ the nearest there is.
    pub fn from_count(count: i64) -> Real {
        Real(count as f64)
    }

    /// Returns the number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl PartialEq for Real {
    fn eq(&self, other: &Real) -> bool {
        self.0 == other.0
    }
}

impl Eq for Real {}

impl PartialOrd for Real {
    fn partial_cmp(&self, other: &Real) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Real {
    fn cmp(&self, other: &Real) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Real {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl Point for Real {
    const MIN: Real = Real(f64::NEG_INFINITY);
    const MAX: Real = Real(f64::INFINITY);

    fn successor(self) -> Option<Real> {
        None
    }
}

impl Number {
    /// Makes the number that a range holds, written in its shortest form.
    pub fn of(range: Range<Real>, unit: Option<String>) -> Number {
        Number {
            range,
            unit,
            text: range.to_string(),
        }
    }

    /// Reads a number as files and quoted literals write it.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        parse::number(text)
    }
}

impl fmt::Display for Real {
    /// Writes the shortest form that reads as the same number, an open end as `..`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_infinite() {
            f.write_str("..")
        } else {
            write!(f, "{}", self.0)
        }
    }
}

impl fmt::Display for Range<Real> {
    /// Writes `12`, `11..13`, `11..`, `..5`, or `?`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.lo == Real::MIN, self.hi == Real::MAX) {
            (true, true) => f.write_str("?"),
            (true, false) => write!(f, "..{}", self.hi),
            (false, true) => write!(f, "{}..", self.lo),
            (false, false) if self.is_exact() => write!(f, "{}", self.lo),
            (false, false) => write!(f, "{}..{}", self.lo, self.hi),
        }
    }
}

/// Writes a number and its unit: `10..14 km`, `40%`.
pub fn quantity(range: Range<Real>, unit: Option<&str>) -> String {
    match unit {
        None => range.to_string(),
        Some("%") => format!("{range}%"),
        Some(unit) => format!("{range} {unit}"),
    }
}
