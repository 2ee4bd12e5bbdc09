//! The total of groups, as it stands in what is written.

use std::borrow::Cow;

use crate::answer::{Answer, Cell, Data};

/// What stands in the place of the first key of a total.
const TOTAL: &str = "total";

/// Returns an answer with the word for its total in the place of the total's first key.
pub(super) fn labelled(answer: &Answer) -> Cow<'_, Answer> {
    let Some(row) = answer.total_row() else {
        return Cow::Borrowed(answer);
    };
    let mut labelled = answer.clone();
    let first = labelled.columns.first_mut();
    if let Some(cell) = first.and_then(|column| column.cells.get_mut(row)) {
        *cell = Cell::One(Data::Text(TOTAL.into()));
    }
    Cow::Owned(labelled)
}

/// Returns an answer without its total, for what is drawn to a scale.
pub(super) fn without(answer: &Answer) -> Cow<'_, Answer> {
    let Some(row) = answer.total_row() else {
        return Cow::Borrowed(answer);
    };
    let mut rest = answer.clone();
    rest.total = false;
    rest.certain.truncate(row);
    let columns = rest.columns.iter_mut();
    columns.for_each(|column| column.cells.truncate(row));
    Cow::Owned(rest)
}
