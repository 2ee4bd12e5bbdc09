//! The text of a value.

use std::borrow::Cow;
use std::fmt;

use super::Data;
use crate::value::{Range, Real, Truth, duration_text, quantity};

/// How many digits of a number are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// All that tell it from other numbers.
    All,
    /// Four behind the point, or the first four below one: enough for a reader.
    Few,
}

impl Digits {
    /// Leaves so many digits to both ends of a range.
    fn of(self, range: Range<Real>) -> Range<Real> {
        match self {
            Digits::All => range,
            Digits::Few => Range {
                lo: rounded(range.lo),
                hi: rounded(range.hi),
            },
        }
    }
}

impl Data {
    /// Returns its text, a doubtful value with `?` behind it.
    pub fn text(&self, digits: Digits) -> Cow<'_, str> {
        match self {
            Data::Text(text) => Cow::Borrowed(text),
            Data::Word(word) => Cow::Borrowed(word),
            Data::Truth(Truth::Yes) => Cow::Borrowed("true"),
            Data::Truth(Truth::Possible) => Cow::Borrowed("possible"),
            Data::Truth(Truth::No) => Cow::Borrowed("false"),
            Data::Date(date) => Cow::Borrowed(&date.text),
            Data::Number(number) => {
                let range = digits.of(number.range);
                Cow::Owned(quantity(range, number.unit.as_deref()))
            }
            Data::Duration(days) => Cow::Owned(duration_text(digits.of(*days))),
            Data::Record(record) => Cow::Borrowed(&record.label),
            // Somebody not known prints as `?` already, and what is only possible says so.
            Data::Doubtful(inner)
                if inner.is_somebody() || **inner == Data::Truth(Truth::Possible) =>
            {
                inner.text(digits)
            }
            Data::Doubtful(inner) => Cow::Owned(format!("{}?", inner.text(digits))),
        }
    }

    /// Tells whether it is the record that stands for somebody not known.
    pub fn is_somebody(&self) -> bool {
        matches!(self, Data::Record(record) if &*record.id == "?")
    }
}

impl fmt::Display for Data {
    /// Writes its text with all digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text(Digits::All))
    }
}

/// Cuts the tail off a number that arithmetic made; very great and very small ones stay whole.
fn rounded(real: Real) -> Real {
    let number = real.get();
    let size = number.abs();
    if !(1e-9..1e9).contains(&size) {
        return real;
    }
    let digits = if size >= 1.0 {
        4.0
    } else {
        3.0 - size.log10().floor()
    };
    let unit = 10f64.powf(digits);
    Real::new((number * unit).round() / unit).unwrap_or(real)
}
