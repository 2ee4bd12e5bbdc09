//! Tables of texts, as answers: every format and option holds of them.

use crate::answer::{Answer, Cell, Column, Data};
use crate::value::Type;

/// Makes the answer with these headings and rows; an empty text is an absent one.
pub(crate) fn listing<const N: usize>(
    names: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Answer {
    let names = names.map(str::to_owned);
    table(names.into(), rows.into_iter().map(Vec::from))
}

/// Makes the answer with any number of headings, and rows as long.
pub(crate) fn table(names: Vec<String>, rows: impl IntoIterator<Item = Vec<String>>) -> Answer {
    let columns = names.into_iter().map(|name| Column {
        name,
        ty: Type::Text,
        cells: Vec::new(),
    });
    let mut columns: Vec<Column> = columns.collect();
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
        columns,
        certain,
        total: false,
        notes: Vec::new(),
    }
}
