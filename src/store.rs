//! Records as immutable columns, links as offset arrays with doubt bits, names, bitmap pairs.
//!
//! A collection is columns of codes: texts are dictionary-coded, references are rows, dates are
//! two day columns. Every collection has one row more than it has records: the last stands for
//! *somebody, not known*, the target of a `"?"` reference. A predicate on that row, and its
//! negation, is possible; see [`Truths::doubt_at`].

mod bits;
mod build;
mod changes;
mod column;
mod folded;
mod links;
mod names;
mod spelt;
mod texts;
mod words;

pub use bits::{Bits, Truths};
pub use changes::Changes;
pub use column::{Column, DateColumn, NONE, NumberColumn, UNKNOWN, UNKNOWN_WORD, WORD_NONE};
pub use folded::FoldedTexts;
pub use links::Links;
pub use names::{Bearer, Names, Spelling, Strength};
pub use spelt::{Inner, Spelt};
pub use texts::Texts;
pub use words::Words;

use std::sync::OnceLock;

use crate::model::Kind;

/// A ledger in columns: built once, read by any number of queries.
#[derive(Debug)]
pub struct Store {
    collections: Vec<Collection>,
    texts: Texts,
    names: [OnceLock<Names>; Kind::ALL.len()],
}

/// The columns of one record kind.
#[derive(Debug)]
pub struct Collection {
    kind: Kind,
    len: usize,
    /// The place of the field whose text stands for a record.
    label: usize,
    columns: Vec<Option<Column>>,
    folded: Vec<OnceLock<FoldedTexts>>,
    words: Vec<OnceLock<Words>>,
    reached_by_somebody: bool,
    /// How far each record is one; absent where all are.
    present: Option<Truths>,
}

impl Store {
    /// Returns the columns of a kind.
    pub fn collection(&self, kind: Kind) -> &Collection {
        &self.collections[kind as usize]
    }

    /// Returns the dictionary of all texts.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Returns what the records of a kind answer to, made when first asked for.
    pub fn names(&self, kind: Kind) -> &Names {
        self.names[kind as usize].get_or_init(|| Names::build(self, kind))
    }

    /// Makes what is made when first asked for of names, ids and searched texts, the smaller first.
    pub fn warm(&self) {
        for kind in [Kind::Entities, Kind::Sources, Kind::Events, Kind::Documents] {
            let names = self.names(kind);
            names.spelt(self, kind);
            names.shapes();
        }
        let mut kinds = Kind::ALL;
        kinds.sort_by_key(|kind| self.collection(*kind).len());
        for kind in kinds {
            self.collection(kind).folded(0, &self.texts);
        }
        for (kind, field) in [(Kind::Documents, "title"), (Kind::Propositions, "text")] {
            if let Some((field, _)) = kind.field(field) {
                self.collection(kind).words(field, &self.texts).known();
            }
        }
    }

    /// Returns the id of a record; `?` for somebody not known.
    pub fn id(&self, kind: Kind, row: u32) -> &str {
        self.texts.get(self.collection(kind).id_code(row))
    }

    /// Returns the text that stands for a record in an answer; `?` for somebody not known.
    pub fn label(&self, kind: Kind, row: u32) -> &str {
        self.texts.get(self.label_code(kind, row))
    }

    /// Returns the code of the text that stands for a record: its id where it has no other.
    pub fn label_code(&self, kind: Kind, row: u32) -> u32 {
        let collection = self.collection(kind);
        let code = collection.text_code(collection.label, row);
        if self.texts.get(code).is_empty() {
            collection.id_code(row)
        } else {
            code
        }
    }
}

impl Collection {
    /// Returns the kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Returns the code of a record's id.
    pub fn id_code(&self, row: u32) -> u32 {
        self.text_code(0, row)
    }

    fn text_code(&self, field: usize, row: u32) -> u32 {
        match &self.columns[field] {
            Some(Column::Text(codes)) => codes[row as usize],
            Some(_) | None => NONE,
        }
    }

    /// Returns the number of records.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns the number of rows: the records and the one that stands for somebody not known.
    pub fn rows(&self) -> usize {
        self.len + 1
    }

    /// Returns the row that stands for somebody not known.
    pub fn somebody(&self) -> u32 {
        row_number(self.len)
    }

    /// Tells whether any reference of the ledger is to somebody not known of this kind.
    pub fn has_somebody(&self) -> bool {
        self.reached_by_somebody
    }

    /// Returns how far each record is one; none where none is in doubt.
    pub fn present(&self) -> Option<&Truths> {
        self.present.as_ref()
    }

    /// Returns the column of the field at that place in the kind's table; none for a field that
    /// stands for an expression.
    pub fn column(&self, field: usize) -> Option<&Column> {
        self.columns[field].as_ref()
    }

    /// Returns the links of a reference field, stored or inverse.
    pub fn links(&self, field: usize) -> &Links {
        match self.column(field) {
            Some(Column::Links(links)) => links,
            Some(_) | None => unreachable!("plan follows reference fields only"),
        }
    }

    /// Returns the folded texts of a text field, made when first asked for.
    pub fn folded(&self, field: usize, texts: &Texts) -> &FoldedTexts {
        self.folded[field].get_or_init(|| FoldedTexts::build(self.column(field), texts))
    }

    /// Returns the words of a text field, made when first asked for.
    pub fn words(&self, field: usize, texts: &Texts) -> &Words {
        self.words[field].get_or_init(|| Words::build(self.folded(field, texts), texts))
    }
}

/// Narrows a row number; the loader refuses ledgers with more rows than fit.
pub(crate) fn row_number(row: usize) -> u32 {
    u32::try_from(row).expect("a collection holds fewer than 2^32 - 2 rows")
}
