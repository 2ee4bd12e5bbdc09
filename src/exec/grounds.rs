//! Which records rows rest on; kept only where somebody asks.

use indexmap::IndexMap;

use super::column::{Col, Scalar};
use super::frame::Frame;
use super::groups::Groups;
use crate::model::Kind;
use crate::store::Store;
use crate::value::Type;

/// A record that a row rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// Its kind.
    pub kind: Kind,
    /// Its row in its collection.
    pub row: u32,
    /// Whether the row rests on it for certain.
    pub certain: bool,
}

/// What the rows of an answer rest on.
#[derive(Debug, Clone, Default)]
pub struct Grounded {
    /// The records below each certain row, in the order of the answer.
    pub rows: Vec<Vec<Ground>>,
    /// The reports that the views of the query leave; none where it has no views.
    pub seen: Option<Vec<u32>>,
}

impl Frame {
    /// Returns the records that a row rests on: itself while it still is one.
    pub(super) fn grounds(&self, row: usize) -> Vec<Ground> {
        match (&self.grounds, self.kind) {
            (Some(grounds), _) => grounds[row].clone(),
            (None, Some(kind)) => vec![Ground {
                kind,
                row: self.records[row],
                certain: true,
            }],
            (None, None) => Vec::new(),
        }
    }

    /// Returns the records that every row rests on.
    pub(super) fn all_grounds(&self) -> Vec<Vec<Ground>> {
        (0..self.len()).map(|row| self.grounds(row)).collect()
    }

    /// Returns what these rows rest on together, for certain where any certain row does.
    pub(super) fn grounds_of(&self, rows: impl IntoIterator<Item = usize>) -> Vec<Ground> {
        let mut met: IndexMap<(Kind, u32), bool> = IndexMap::new();
        for row in rows {
            for ground in self.grounds(row) {
                let certain = ground.certain && self.certain.get(row);
                *met.entry((ground.kind, ground.row)).or_default() |= certain;
            }
        }
        let ground = |((kind, row), certain)| Ground { kind, row, certain };
        met.into_iter().map(ground).collect()
    }

    /// Returns what the rows of each of these groups rest on together.
    pub(super) fn grounds_of_groups(&self, groups: &Groups, order: &[usize]) -> Vec<Vec<Ground>> {
        let mut rows = vec![Vec::new(); groups.count];
        for (row, group) in groups.members() {
            rows[group].push(row);
        }
        let rows = order.iter().map(|group| std::mem::take(&mut rows[*group]));
        rows.map(|rows| self.grounds_of(rows)).collect()
    }

    /// Lets every row rest on the record in a column too.
    pub(super) fn grounds_with(&self, column: &Col, ty: Type, store: &Store) -> Vec<Vec<Ground>> {
        let mut grounds = self.all_grounds();
        let Type::Record(kind) = ty else {
            return grounds;
        };
        let kind = Kind::from_number(kind);
        let somebody = store.collection(kind).somebody();
        for (row, grounds) in grounds.iter_mut().enumerate() {
            for (value, doubtful) in column.of(row) {
                let Scalar::Record(record) = value else {
                    continue;
                };
                let is_met = |it: &Ground| (it.kind, it.row) == (kind, record);
                if record != somebody && !grounds.iter().any(is_met) {
                    grounds.push(Ground {
                        kind,
                        row: record,
                        certain: !doubtful,
                    });
                }
            }
        }
        grounds
    }
}
