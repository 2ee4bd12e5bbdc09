//! The text of a cell.

use std::borrow::Cow;

use super::Options;
use crate::answer::{Cell, Column, Data};
use crate::value::{Range, Real, Truth, Type, duration_text, quantity};

/// How many digits of a number are written.
#[derive(Clone, Copy)]
pub(super) enum Digits {
    /// All that tell it from other numbers.
    All,
    /// Four behind the point, or the first four below one: enough for a reader.
    Few,
}

/// Returns a cell's text: many values joined by commas, a doubtful one with `?` behind it.
pub(super) fn cell<'a>(cell: &'a Cell, options: &'a Options, digits: Digits) -> Cow<'a, str> {
    match cell {
        Cell::Null => Cow::Borrowed(&options.null),
        Cell::One(data) => self::data(data, digits),
        Cell::Many(list) if list.is_empty() => Cow::Borrowed(&options.null),
        Cell::Many(list) => {
            let texts: Vec<Cow<'_, str>> = list.iter().map(|value| data(value, digits)).collect();
            Cow::Owned(texts.join(", "))
        }
    }
}

/// Returns the text of one value.
pub(super) fn data(data: &Data, digits: Digits) -> Cow<'_, str> {
    match data {
        Data::Text(text) => Cow::Borrowed(text),
        Data::Word(word) => Cow::Borrowed(word),
        Data::Truth(Truth::Yes) => Cow::Borrowed("true"),
        Data::Truth(Truth::Possible) => Cow::Borrowed("possible"),
        Data::Truth(Truth::No) => Cow::Borrowed("false"),
        Data::Date(date) => Cow::Borrowed(&date.text),
        Data::Number(number) => {
            let range = match digits {
                Digits::All => number.range,
                Digits::Few => Range {
                    lo: rounded(number.range.lo),
                    hi: rounded(number.range.hi),
                },
            };
            Cow::Owned(quantity(range, number.unit.as_deref()))
        }
        Data::Duration(days) => Cow::Owned(duration_text(*days)),
        Data::Record(record) => Cow::Borrowed(&record.label),
        // Somebody not known prints as `?` already, and what is only possible says so.
        Data::Doubtful(inner) if is_somebody(inner) || **inner == Data::Truth(Truth::Possible) => {
            self::data(inner, digits)
        }
        Data::Doubtful(inner) => Cow::Owned(format!("{}?", self::data(inner, digits))),
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

/// Tells whether it is the record that stands for somebody not known.
pub(super) fn is_somebody(data: &Data) -> bool {
    matches!(data, Data::Record(record) if &*record.id == "?")
}

/// Tells whether a column holds numbers, which stand to the right and are never formulas.
pub(super) fn is_numeric(column: &Column) -> bool {
    match column.ty {
        Type::Number | Type::Duration => true,
        Type::Text | Type::Word(_) | Type::Truth | Type::Date(_) | Type::Record(_) => false,
    }
}
