//! The text of a cell.

use std::borrow::Cow;

use super::Options;
use crate::answer::{Cell, Column, Digits};
use crate::value::Type;

/// Returns a cell's text: many values joined by commas, a doubtful one with `?` behind it.
pub(super) fn cell<'a>(cell: &'a Cell, options: &'a Options, digits: Digits) -> Cow<'a, str> {
    match cell {
        Cell::Null => Cow::Borrowed(&options.null),
        Cell::One(data) => data.text(digits),
        Cell::Many(list) if list.is_empty() => Cow::Borrowed(&options.null),
        Cell::Many(list) => {
            let texts: Vec<Cow<'_, str>> = list.iter().map(|value| value.text(digits)).collect();
            Cow::Owned(texts.join(", "))
        }
    }
}

/// Tells whether a column holds numbers, which stand to the right and are never formulas.
pub(super) fn is_numeric(column: &Column) -> bool {
    match column.ty {
        Type::Number | Type::Duration => true,
        Type::Text | Type::Word(_) | Type::Truth | Type::Date(_) | Type::Record(_) => false,
    }
}
