//! A result: plain typed columns, which rows are certain, and notes as typed facts.
//!
//! An answer borrows nothing from the ledger it came from; texts of the ledger are shared with it.

mod cell;
mod compare;
mod form;
mod free;
mod note;
mod read;
mod row;
mod text;

pub use cell::{Cell, Column, Data, DateCell, NumberCell, RecordCell};
pub use compare::RowChange;
pub use form::Form;
pub(crate) use free::free;
pub use note::{Condition, Failure, NearName, Note, Within};
pub use read::{Doubtful, RowError, Uncertain};
pub use row::Row;
pub use text::Digits;

/// The rows of a result, the certain ones within the possible ones.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// The columns, all of the same length.
    pub columns: Vec<Column>,
    /// Whether each row is certain; the others are only possible.
    pub certain: Vec<bool>,
    /// Whether the last row is the total of all that those before it were made of.
    pub total: bool,
    /// What a reader should know about it, in order of weight.
    pub notes: Vec<Note>,
}

impl Answer {
    /// Returns the number of rows, possible ones and a total included.
    pub fn len(&self) -> usize {
        self.certain.len()
    }

    /// Tells whether there is no row, not even a possible one.
    pub fn is_empty(&self) -> bool {
        self.certain.is_empty()
    }

    /// Returns the column of this name; none where there is no such column.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Returns the index of the row that is the total of the others; none where there is no total.
    pub fn total_row(&self) -> Option<usize> {
        self.total.then(|| self.len().checked_sub(1)).flatten()
    }

    /// Returns the indexes of the certain rows, in order: the rows that are shown, without a total.
    pub fn certain_rows(&self) -> impl Iterator<Item = usize> {
        let rows = self.total_row().unwrap_or(self.len());
        self.certain[..rows]
            .iter()
            .enumerate()
            .filter(|(_, certain)| **certain)
            .map(|(row, _)| row)
    }
}
