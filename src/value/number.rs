//! Numbers that may be uncertain and may carry a unit.

use super::{Point, Range};

/// A real number that is never NaN, ordered.
#[derive(Clone, Copy, Debug)]
pub struct Real(f64);

/// A number on a record, `12`, `"12~"`, `"11.."`, `"10..14"` or `"20000 USD"`.
#[derive(Clone, Debug)]
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
    /// Makes a real number; NaN is refused.
    pub fn new(value: f64) -> Option<Real> {
        (!value.is_nan()).then_some(Real(value))
    }

    /// Returns the number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl Number {
    /// Reads a number as files and quoted literals write it.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        todo!()
    }
}
