//! A ledger seen through views.

use std::sync::OnceLock;

use super::presence::Presence;
use super::ties::{Tie, is_of_claim, tie};
use super::{View, bitmaps};
use crate::model::{Kind, Origin};
use crate::store::{Links, Store, Truths, row_number};
use crate::value::{Truth, Type};

/// A ledger seen through views: which records are there, and which links are left.
///
/// It keeps nothing of the ledger: every question comes with the store that it was made for.
#[derive(Debug)]
pub struct Lens {
    presence: Presence,
    /// The records there, by kind.
    present: [OnceLock<Option<Truths>>; Kind::ALL.len()],
    /// The links left, by kind and field; made when first asked for.
    links: Vec<Vec<OnceLock<Option<Links>>>>,
}

/// How many reports views take away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// All there are.
    pub of: usize,
    /// Those that are surely gone.
    pub surely: usize,
    /// Those that are possibly gone.
    pub possibly: usize,
}

impl Lens {
    /// Looks at a ledger through some views at once.
    pub fn new(store: &Store, views: &[View]) -> Lens {
        let cells = |kind: Kind| {
            let fields = kind.schema().fields.iter();
            fields.map(|_| OnceLock::new()).collect()
        };
        Lens {
            presence: Presence::under(store, views),
            present: Default::default(),
            links: Kind::ALL.into_iter().map(cells).collect(),
        }
    }

    /// Returns how far each record of a kind is there; none where all are.
    pub fn present(&self, store: &Store, kind: Kind) -> Option<&Truths> {
        let made = || self.presence.kind(store, kind).map(bitmaps);
        self.present[kind as usize].get_or_init(made).as_ref()
    }

    /// Returns the links of a field that are left: doubtful where what they lead to is.
    pub fn links<'l>(&'l self, store: &'l Store, kind: Kind, field: usize) -> &'l Links {
        let left = self.links[kind as usize][field].get_or_init(|| self.left(store, kind, field));
        left.as_ref()
            .unwrap_or_else(|| store.collection(kind).links(field))
    }

    /// Tells whether a field has other links than without the views.
    pub fn changes(&self, store: &Store, kind: Kind, field: usize) -> bool {
        let Type::Record(to) = kind.schema().fields[field].ty else {
            return false;
        };
        self.presence.changes(store, kind)
            || self.presence.changes(store, Kind::from_number(to))
            || self.presence.removed.is_some() && speakers(kind, field).is_some()
    }

    fn left(&self, store: &Store, kind: Kind, field: usize) -> Option<Links> {
        if !self.changes(store, kind, field) {
            return None;
        }
        let Type::Record(to) = kind.schema().fields[field].ty else {
            unreachable!("only references have links")
        };
        let to = Kind::from_number(to);
        let (somebody, unknown) = (
            store.collection(kind).len(),
            store.collection(to).somebody(),
        );
        let (speakers, tie) = (speakers(kind, field), tie(kind, field));
        let all = store.collection(kind).links(field);
        let (rows, targets) = (
            self.presence.kind(store, kind),
            self.presence.kind(store, to),
        );
        let there = |row: usize, target: u32| {
            if target == unknown {
                return Truth::Yes;
            }
            let there = targets.map_or(Truth::Yes, |targets| targets[target as usize]);
            match speakers {
                Some(End::Target) => there.and(self.presence.speaks(target)),
                Some(End::Row) => there.and(self.presence.speaks(row_number(row))),
                None => there,
            }
        };
        let is_tied = |row: usize, target: u32| match tie {
            Tie::Always => true,
            Tie::Alone => {
                let others = all.of(row).map(|(other, _)| other);
                let mut left = others.filter(|other| there(row, *other) != Truth::No);
                left.next().is_some() && left.next().is_none()
            }
            Tie::OfClaim => is_of_claim(store, target),
            Tie::OfDocument => self.presence.removed.is_none(),
            Tie::Never => false,
        };
        Some(all.left(|row, target| {
            if row == somebody || rows.is_some_and(|rows| rows[row] == Truth::No) {
                return Truth::from(row == somebody);
            }
            match there(row, target) {
                Truth::Possible if is_tied(row, target) => Truth::Yes,
                there => there,
            }
        }))
    }

    /// Counts the reports that are taken away.
    pub fn taken(&self, store: &Store) -> Taken {
        let of = store.collection(Kind::Reports).len();
        let count = |truth| {
            let present = self.presence.kind(store, Kind::Reports);
            let reports = present.map_or(&[][..], |present| &present[..of]);
            reports.iter().filter(|report| **report == truth).count()
        };
        Taken {
            of,
            surely: count(Truth::No),
            possibly: count(Truth::Possible),
        }
    }
}

/// At which end of a link a source stands that speaks or relays.
#[derive(Clone, Copy)]
enum End {
    Row,
    Target,
}

/// Tells at which end of a field's links a source stands that speaks or relays.
fn speakers(kind: Kind, field: usize) -> Option<End> {
    let field = &kind.schema().fields[field];
    match (kind, field.name, field.origin) {
        (Kind::Claims, "source", _) | (Kind::Reports, "via", _) => Some(End::Target),
        (Kind::Sources, _, Origin::Inverse("source" | "via")) => Some(End::Row),
        (_, _, _) => None,
    }
}
