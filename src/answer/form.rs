//! The form that a value has for machines: what an answer serialises to, and `--format json` writes.

use std::borrow::Cow;

use serde::Serialize;

use super::{Cell, Data, DateCell, Digits, NumberCell};
use crate::value::{Day, Range, Real, Truth, Type, Unit};

/// A value of an answer as JSON and its like have it.
///
/// | value | form |
/// |---|---|
/// | absent | `null` |
/// | text, word, record | a string; a record's is its label |
/// | truth | `true`, `false` or `"possible"` |
/// | a date known to its column's unit | a string |
/// | an exact number without a unit, or length of time in days | a number |
/// | any other date, number or length | `{"lo", "hi", "text"}`, and `"unit"` where it has one; an open end is `null` |
/// | a doubtful value | `{"value", "doubtful": true, "text": "X?"}` |
/// | many values | an array |
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Form<'a> {
    /// Nothing.
    Null,
    /// A truth that is certain.
    Truth(bool),
    /// A text.
    Text(Cow<'a, str>),
    /// A whole number.
    Whole(i64),
    /// Another number.
    Real(f64),
    /// A date or number that lies between two ends.
    Uncertain {
        /// The least it may be.
        lo: Box<Form<'a>>,
        /// The greatest.
        hi: Box<Form<'a>>,
        /// The unit of a number.
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<&'a str>,
        /// How it is written.
        text: Cow<'a, str>,
    },
    /// A value reached through a doubtful reference.
    Doubtful {
        /// The value.
        value: Box<Form<'a>>,
        /// Always true.
        doubtful: bool,
        /// How it is written.
        text: Cow<'a, str>,
    },
    /// The values of a path over many.
    Many(Vec<Form<'a>>),
}

impl Cell {
    /// Returns its form in a column of this type.
    pub fn form(&self, ty: Type) -> Form<'_> {
        match self {
            Cell::Null => Form::Null,
            Cell::One(data) => data.form(ty),
            Cell::Many(list) => Form::Many(list.iter().map(|data| data.form(ty)).collect()),
        }
    }
}

impl Data {
    /// Returns its form in a column of this type.
    pub fn form(&self, ty: Type) -> Form<'_> {
        let text = || self.text(Digits::All);
        match self {
            Data::Truth(Truth::Yes) => Form::Truth(true),
            Data::Truth(Truth::No) => Form::Truth(false),
            Data::Text(_) | Data::Word(_) | Data::Record(_) | Data::Truth(Truth::Possible) => {
                Form::Text(text())
            }
            Data::Date(date) if is_known(date, ty) => Form::Text(text()),
            Data::Number(number) if number.range.is_exact() && number.unit.is_none() => {
                Form::number(number.range.lo)
            }
            Data::Duration(days) if days.is_exact() => Form::number(days.lo),
            Data::Date(_) | Data::Number(_) | Data::Duration(_) => {
                self.span().unwrap_or(Form::Null)
            }
            Data::Doubtful(inner) => Form::Doubtful {
                value: Box::new(match inner.is_somebody() {
                    true => Form::Null,
                    false => inner.form(ty),
                }),
                doubtful: true,
                text: text(),
            },
        }
    }

    /// Returns a date, number or length of time as its two ends, exact or not.
    pub(super) fn span(&self) -> Option<Form<'_>> {
        let (lo, hi, unit) = match self {
            Data::Date(date) => (Form::day(date.days.lo), Form::day(date.days.hi), None),
            Data::Number(NumberCell { range, unit }) => (
                Form::number(range.lo),
                Form::number(range.hi),
                unit.as_deref(),
            ),
            Data::Duration(days) => (Form::number(days.lo), Form::number(days.hi), None),
            Data::Text(_)
            | Data::Word(_)
            | Data::Truth(_)
            | Data::Record(_)
            | Data::Doubtful(_) => return None,
        };
        Some(Form::Uncertain {
            lo: Box::new(lo),
            hi: Box::new(hi),
            unit,
            text: self.text(Digits::All),
        })
    }
}

impl Form<'_> {
    fn day<'a>(day: Day) -> Form<'a> {
        if day.is_open() {
            Form::Null
        } else {
            Form::Text(day.to_string().into())
        }
    }

    /// Writes whole numbers without a point; an open end is null.
    fn number<'a>(real: Real) -> Form<'a> {
        let value = real.get();
        if !value.is_finite() {
            Form::Null
        } else if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 {
            Form::Whole(value as i64)
        } else {
            Form::Real(value)
        }
    }
}

/// Tells whether a date is known to the unit that its column is of: a year in a column of years.
fn is_known(date: &DateCell, ty: Type) -> bool {
    let unit = match ty {
        Type::Date(unit) => unit,
        Type::Text
        | Type::Word(_)
        | Type::Truth
        | Type::Number
        | Type::Duration
        | Type::Record(_) => Unit::Day,
    };
    let Range { lo, hi } = date.days;
    !lo.is_open() && !hi.is_open() && date.days == Range::exactly(lo).coarsened(unit)
}
