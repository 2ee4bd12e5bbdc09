//! The text of a cell.

use std::borrow::Cow;

use super::Options;
use crate::answer::{Cell, Column, Data, Digits};
use crate::value::{Type, term_safe};

/// What stands for a label that is absent, where nothing else is said to.
pub const ABSENT: &str = "–";

/// The digits that a person reads.
pub(super) const DIGITS: Digits = Digits::Few;

/// Returns a cell's text: many values joined by commas, or by semicolons where one of them has a
/// comma; a doubtful one with `?` behind it.
pub(super) fn cell<'a>(cell: &'a Cell, options: &'a Options, digits: Digits) -> Cow<'a, str> {
    joined(cell, options, digits, |texts| {
        texts.join(&format!("{} ", separator(texts)))
    })
}

/// Returns a cell's text, many values joined by semicolons.
pub(super) fn field<'a>(cell: &'a Cell, options: &'a Options, digits: Digits) -> Cow<'a, str> {
    joined(cell, options, digits, |texts| texts.join("; "))
}

fn joined<'a>(
    cell: &'a Cell,
    options: &'a Options,
    digits: Digits,
    join: fn(&[Cow<'_, str>]) -> String,
) -> Cow<'a, str> {
    match cell {
        Cell::Null => Cow::Borrowed(&options.null),
        Cell::One(data) => data.text(digits),
        Cell::Many(list) if list.is_empty() => Cow::Borrowed(&options.null),
        Cell::Many(list) => {
            let texts: Vec<Cow<'_, str>> = list.iter().map(|value| value.text(digits)).collect();
            Cow::Owned(join(&texts))
        }
    }
}

/// Returns what parts the values of a list.
fn separator(texts: &[Cow<'_, str>]) -> char {
    match texts.iter().any(|text| text.contains(',')) {
        true if texts.len() > 1 => ';',
        _none_would_mislead => ',',
    }
}

/// Returns a cell's text as it is shown to a person: safe, in the pieces that are kept together.
///
/// Of many values each but the last has its comma or semicolon, and a blank belongs between them.
pub(super) fn pieces<'a>(cell: &'a Cell, options: &'a Options) -> Vec<Cow<'a, str>> {
    let Cell::Many(list) = cell else {
        return vec![shown(self::cell(cell, options, DIGITS))];
    };
    let mut pieces: Vec<Cow<'a, str>> = list.iter().map(|it| shown(it.text(DIGITS))).collect();
    let separator = separator(&pieces);
    let Some((_last, others)) = pieces.split_last_mut() else {
        return vec![term_safe(&options.null)];
    };
    others.iter_mut().for_each(|it| it.to_mut().push(separator));
    pieces
}

/// Returns a cell's text as it is shown to a person.
pub(super) fn line<'a>(cell: &'a Cell, options: &'a Options) -> Cow<'a, str> {
    shown(self::cell(cell, options, DIGITS))
}

/// Makes a text safe for a terminal.
pub(super) fn shown(text: Cow<'_, str>) -> Cow<'_, str> {
    match term_safe(&text) {
        Cow::Owned(safe) => Cow::Owned(safe),
        Cow::Borrowed(_) => text,
    }
}

/// Returns the values of a cell; none where it is absent.
pub(super) fn values(cell: &Cell) -> &[Data] {
    match cell {
        Cell::Null => &[],
        Cell::One(data) => std::slice::from_ref(data),
        Cell::Many(list) => list,
    }
}

/// Tells whether a column holds numbers, which stand to the right and are never formulas.
pub(super) fn is_numeric(column: &Column) -> bool {
    match column.ty {
        Type::Number | Type::Duration => true,
        Type::Text | Type::Word(_) | Type::Truth | Type::Date(_) | Type::Record(_) => false,
    }
}
