//! The text of a cell.

use std::borrow::Cow;

use super::Options;
use crate::answer::{Answer, Cell, Column, Digits};
use crate::value::Type;

/// What stands in the place of the key of a total.
pub(super) const TOTAL: &str = "total";

/// Returns the text of what a row holds in the column at a place.
pub(super) fn of<'a>(
    answer: &'a Answer,
    row: usize,
    place: usize,
    options: &'a Options,
    digits: Digits,
) -> Cow<'a, str> {
    if is_total_key(answer, row, place) {
        return Cow::Borrowed(TOTAL);
    }
    cell(&answer.columns[place].cells[row], options, digits)
}

/// Tells whether it is in the place of the first key of a total.
pub(super) fn is_total_key(answer: &Answer, row: usize, place: usize) -> bool {
    place == 0 && answer.total_row() == Some(row)
}

/// Returns a cell's text: many values joined by commas, a doubtful one with `?` behind it.
fn cell<'a>(cell: &'a Cell, options: &'a Options, digits: Digits) -> Cow<'a, str> {
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
