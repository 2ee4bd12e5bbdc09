//! A loaded ledger: records in ledger order, references resolved.

use std::sync::Arc;

use indexmap::IndexMap;

use super::Kind;
use crate::diagnostic::{Source, Span};
use crate::value::{Date, Number};

/// A ledger as loaded: every reference resolved, every implied record made.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The records, a table a kind, in the order of [`Kind::ALL`].
    pub tables: [Table; 11],
    /// The files, in ledger order (by path).
    pub files: Vec<Arc<Source>>,
}

/// The records of one kind in ledger order (file path, then place), by id.
#[derive(Debug, Default)]
pub struct Table {
    /// Id to record; a record's row is its index.
    pub records: IndexMap<String, Record>,
}

/// One record: its values by field, and where it stands.
#[derive(Debug, Clone)]
pub struct Record {
    /// The value of each field that has one, by the field's place in the kind's table, ascending.
    pub values: Vec<(u8, Value)>,
    /// The file (place in [`Ledger::files`]) and the stretch that made it.
    pub place: (u32, Span),
}

/// The value of one field of one record.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
    /// A word of the field's vocabulary, by its code.
    Word(u8),
    /// True or false.
    Truth(bool),
    /// A date.
    Date(Date),
    /// A number.
    Number(Number),
    /// A reference, or several.
    Links(Vec<Link>),
}

/// A reference to a record of the field's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Link {
    /// The record's row; [`Link::SOMEBODY`] where the file says `"?"`.
    pub row: u32,
    /// Whether the reference is doubtful: `"id?"`.
    pub doubtful: bool,
}

impl Link {
    /// The row that stands for *somebody, not known*.
    pub const SOMEBODY: u32 = u32::MAX;
}

impl Ledger {
    /// Returns the table of a kind.
    pub fn table(&self, kind: Kind) -> &Table {
        &self.tables[kind as usize]
    }
}

impl Record {
    /// Returns the value of the field at that place in the kind's table.
    pub fn get(&self, field: usize) -> Option<&Value> {
        let at = self
            .values
            .binary_search_by_key(&field, |(place, _)| usize::from(*place));
        at.ok().map(|at| &self.values[at].1)
    }
}
