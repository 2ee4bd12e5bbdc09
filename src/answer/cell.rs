//! Columns and their cells.

use std::sync::Arc;

use serde::Deserialize;

use crate::value::{Day, Range, Real, Truth, Type};

/// One column of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The heading.
    pub name: String,
    /// The type of its cells' values.
    pub ty: Type,
    /// The cells, a row each.
    pub cells: Vec<Cell>,
}

/// What one row holds in one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing: the value is absent, or not known.
    Null,
    /// One value.
    One(Data),
    /// The values of a path over many, in their order; may be empty.
    Many(Vec<Data>),
}

/// One value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// Text.
    Text(Arc<str>),
    /// A word of a vocabulary.
    Word(&'static str),
    /// A truth, which may be only possible.
    Truth(Truth),
    /// A date.
    Date(DateCell),
    /// A number.
    Number(NumberCell),
    /// A length of time in days.
    Duration(Range<Real>),
    /// A record.
    Record(RecordCell),
    /// A value that is this one or another: it was reached through a doubtful reference.
    Doubtful(Box<Data>),
}

/// A date in an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct DateCell {
    /// The days it may mean.
    pub days: Range<Day>,
    /// As the ledger writes it, or in the shortest form that says the same.
    pub text: Arc<str>,
}

/// A number in an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberCell {
    /// What it may be.
    pub range: Range<Real>,
    /// Its unit of measure.
    pub unit: Option<Arc<str>>,
}

/// A record in an answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RecordCell {
    /// Its id; `?` for somebody not known.
    pub id: Arc<str>,
    /// The text that stands for it; where different records share one, with the id behind it.
    pub label: Arc<str>,
}
