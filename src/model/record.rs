//! A loaded ledger: records in ledger order, references resolved.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::Kind;
use crate::diagnostic::{Source, Span};
use crate::value::{Date, Number};

/// A ledger as loaded: every reference resolved, every implied record made.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The records, a table a kind, in the order of [`Kind::ALL`].
    pub tables: [Table; Kind::ALL.len()],
    /// The files, in ledger order (by path).
    pub files: Vec<Arc<Source>>,
}

/// The records of one kind in ledger order (file path, then place), by id.
#[derive(Debug, Default)]
pub struct Table {
    /// Id to record; a record's row is its index.
    pub records: IndexMap<Arc<str>, Record, FxBuildHasher>,
    /// The ids of sources that were merged into another, with that other's row.
    pub merged: BTreeMap<Arc<str>, u32>,
    /// The rows of the records of which it is only possible that they are any: denials in doubt.
    pub possible: BTreeSet<u32>,
}

/// One record: its values by field, and where it stands.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// The value of each field that has one, by the field's place in the kind's table, ascending.
    pub values: Vec<(u8, Value)>,
    /// The file (place in [`Ledger::files`]) and the stretch that made it.
    pub place: (u32, Span),
    /// Where in that file what is written of each field stands, ascending by field; of references
    /// each has its own, in the order written. What nobody wrote has none.
    pub spans: Vec<(u8, Span)>,
}

/// The value of one field of one record.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text.
    Text(Arc<str>),
    /// Several texts.
    Texts(Box<[Arc<str>]>),
    /// A word of the field's vocabulary, by its code.
    Word(u8),
    /// True or false.
    Truth(bool),
    /// A date.
    Date(Box<Date>),
    /// A number.
    Number(Box<Number>),
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

    /// Adds a record as its kind's last row and returns that row; a taken id keeps its record.
    ///
    /// Nothing is implied by it: no source is made for an entity, no name for a spelling. Call
    /// [`Ledger::settle`] once all records are there.
    pub fn push(&mut self, kind: Kind, id: impl Into<Arc<str>>, mut record: Record) -> u32 {
        let id = id.into();
        record.set(0, Value::Text(Arc::clone(&id)));
        let entry = self.tables[kind as usize].records.entry(id);
        let row = u32::try_from(entry.index()).expect("a table has fewer than 2³² records");
        entry.or_insert(record);
        row
    }
}

impl Table {
    /// Returns the record of a row.
    pub fn row(&self, row: u32) -> Option<&Record> {
        Some(self.records.get_index(row as usize)?.1)
    }

    pub(super) fn row_mut(&mut self, row: u32) -> Option<&mut Record> {
        Some(self.records.get_index_mut(row as usize)?.1)
    }
}

impl Record {
    /// Makes a record from values by field name, standing in no file; other names are left out.
    pub fn build<'n>(kind: Kind, values: impl IntoIterator<Item = (&'n str, Value)>) -> Record {
        let place = |name| {
            kind.field(name)
                .and_then(|(place, _)| u8::try_from(place).ok())
        };
        let values = values.into_iter();
        let mut values: Vec<_> = values
            .filter_map(|(name, value)| Some((place(name)?, value)))
            .collect();
        values.sort_by_key(|(place, _)| *place);
        Record {
            values,
            place: (0, Span::default()),
            spans: Vec::new(),
        }
    }

    /// Returns the value of the field at that place in the kind's table.
    pub fn get(&self, field: usize) -> Option<&Value> {
        let at = self
            .values
            .binary_search_by_key(&field, |(place, _)| usize::from(*place));
        at.ok().map(|at| &self.values[at].1)
    }

    /// Returns where what is written of a field stands, or else where the record does.
    pub fn place_of(&self, field: u8) -> (u32, Span) {
        let spans = self.spans_of(field).iter().map(|(_, span)| *span);
        let span = spans.reduce(Span::to);
        (self.place.0, span.unwrap_or(self.place.1))
    }

    /// Returns where a reference in a field is written; where nobody wrote it, as
    /// [`Record::place_of`].
    pub fn place_of_link(&self, field: u8, link: Link) -> (u32, Span) {
        let links = self.links(usize::from(field));
        let number = links.iter().position(|it| it.row == link.row);
        match number.and_then(|number| self.spans_of(field).get(number)) {
            Some((_, span)) => (self.place.0, *span),
            None => self.place_of(field),
        }
    }

    /// Tells whether a reference in a field is written in this record, rather than settled.
    pub fn writes_link(&self, field: u8, link: Link) -> bool {
        let links = self.links(usize::from(field));
        let number = links.iter().position(|it| it.row == link.row);
        number.is_some_and(|number| number < self.spans_of(field).len())
    }

    fn spans_of(&self, field: u8) -> &[(u8, Span)] {
        let start = self.spans.partition_point(|(it, _)| *it < field);
        let end = self.spans.partition_point(|(it, _)| *it <= field);
        &self.spans[start..end]
    }

    /// Returns the references in a field; none where it has no value.
    pub fn links(&self, field: usize) -> &[Link] {
        match self.get(field) {
            Some(Value::Links(links)) => links,
            Some(_) | None => &[],
        }
    }

    /// Puts a value in a field, in the place of what was there.
    pub fn set(&mut self, field: u8, value: Value) {
        match self
            .values
            .binary_search_by_key(&field, |(place, _)| *place)
        {
            Ok(at) => self.values[at].1 = value,
            Err(at) => self.values.insert(at, (field, value)),
        }
    }

    /// Tells whether a field has a value.
    pub(crate) fn has(&self, field: u8) -> bool {
        self.get(usize::from(field)).is_some()
    }

    /// Returns the only reference in a field.
    pub(crate) fn link(&self, field: u8) -> Option<Link> {
        match self.links(usize::from(field)) {
            [link] => Some(*link),
            _ => None,
        }
    }

    /// Returns the text in a field.
    pub(crate) fn text(&self, field: u8) -> Option<&str> {
        match self.get(usize::from(field)) {
            Some(Value::Text(text)) => Some(text),
            Some(_) | None => None,
        }
    }

    /// Returns the text in a field, to be kept.
    pub(super) fn shared_text(&self, field: u8) -> Option<Arc<str>> {
        match self.get(usize::from(field)) {
            Some(Value::Text(text)) => Some(Arc::clone(text)),
            Some(_) | None => None,
        }
    }

    /// Returns the code of the word in a field.
    pub(crate) fn word(&self, field: u8) -> Option<u8> {
        match self.get(usize::from(field)) {
            Some(Value::Word(code)) => Some(*code),
            Some(_) | None => None,
        }
    }

    /// Returns the date in a field.
    pub(crate) fn date(&self, field: u8) -> Option<&Date> {
        match self.get(usize::from(field)) {
            Some(Value::Date(date)) => Some(date),
            Some(_) | None => None,
        }
    }

    /// Tells whether a field says true.
    pub(crate) fn is_true(&self, field: u8) -> bool {
        self.get(usize::from(field)) == Some(&Value::Truth(true))
    }
}

impl Link {
    /// Makes the link doubtful where what led to it is.
    pub(super) fn doubted(self, doubtful: bool) -> Link {
        Link {
            doubtful: self.doubtful || doubtful,
            ..self
        }
    }
}
