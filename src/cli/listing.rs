//! Tables of texts, as answers: every format and option holds of them.

use crate::answer::{Answer, Cell, Column, Data};
use crate::value::Type;

/// Makes the answer with these headings and rows; an empty text is an absent one.
pub(crate) fn listing<const N: usize>(
    names: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Answer {
    let mut columns = names.map(|name| Column {
        name: name.to_owned(),
        ty: Type::Text,
        cells: Vec::new(),
    });
    let mut certain = Vec::new();
    for row in rows {
        for (column, text) in columns.iter_mut().zip(row) {
            let is_empty = text.is_empty();
            let cell = Cell::One(Data::Text(text.into()));
            column.cells.push(if is_empty { Cell::Null } else { cell });
        }
        certain.push(true);
    }
    Answer {
        columns: columns.into(),
        certain,
        total: false,
        notes: Vec::new(),
    }
}
