//! Which records of each kind a view leaves.

use super::removed::{Removed, with_somebody};
use super::reports::{both, claims_left, not_through, published_by, standing_in, whole};
use super::{Present, View, rests_on};
use crate::model::Kind;
use crate::store::Store;
use crate::value::Truth;

/// What some views leave together.
pub(super) struct Presence {
    /// By kind; absent where all records of it are there.
    pub(super) kinds: [Present; Kind::ALL.len()],
    /// The sources that speak and relay no more.
    pub(super) removed: Option<Removed>,
}

impl Presence {
    pub(super) fn under(store: &Store, views: &[View]) -> Presence {
        let (mut documents, mut removed): (Present, Option<Removed>) = (None, None);
        for view in views {
            match view {
                View::AsOf(day) => {
                    documents = Some(both(documents, published_by(store, *day)));
                }
                View::Without(more) => match &mut removed {
                    Some(removed) => removed.join(more),
                    None => removed = Some(more.clone()),
                },
            }
        }
        let mut reports = documents
            .as_ref()
            .map(|documents| standing_in(store, documents));
        let mut claims: Present = None;
        if let Some(removed) = &mut removed {
            removed.close(store);
            let through = not_through(store, removed);
            claims = Some(claims_left(store, removed, &through));
            reports = Some(both(reports, through));
            let gone = with_somebody(&removed.documents);
            let left = whole(store, Kind::Documents, |row| !gone.get(row));
            documents = Some(both(documents, left));
        }
        let mut presence = Presence {
            kinds: Default::default(),
            removed,
        };
        presence.kinds[Kind::Documents as usize] = documents;
        presence.kinds[Kind::Claims as usize] = claims;
        presence.kinds[Kind::Reports as usize] = reports;
        for kind in Kind::ALL {
            if let Some(present) = store.collection(kind).present() {
                let rows = 0..present.len();
                let own = rows.map(|row| present.get(row)).collect();
                let earlier = presence.kinds[kind as usize].take();
                presence.kinds[kind as usize] = Some(both(earlier, own));
            }
        }
        presence.follow(store);
        presence
    }

    /// Takes along what rests on what has gone.
    fn follow(&mut self, store: &Store) {
        self.rest(store, Kind::Reports, &["claim"]);
        self.rest(store, Kind::Claims, &["reports"]);
        self.rest(store, Kind::Propositions, &["claims"]);
        // A figure of one report rests on it, another on its claim.
        self.rest(store, Kind::Figures, &["report"]);
        self.rest(store, Kind::Figures, &["claim"]);
        self.rest(store, Kind::Denials, &["denial"]);
        self.rest(store, Kind::Denials, &["target"]);
        self.rest(store, Kind::Roles, &["claims"]);
        let judged = ["document", "claim", "proposition", "report"];
        self.rest(store, Kind::Assessments, &judged);
    }

    /// Takes along the records of a kind that rest on what these fields lead to.
    fn rest(&mut self, store: &Store, kind: Kind, fields: &[&str]) {
        for field in fields {
            let (place, own) = kind.field(field).expect("the table has the field");
            let crate::value::Type::Record(to) = own.ty else {
                unreachable!("a record rests on records")
            };
            let Some(targets) = &self.kinds[usize::from(to)] else {
                continue;
            };
            let links = store.collection(kind).links(place);
            let left = whole(store, kind, |row| {
                rests_on(links, row, |target| targets[target as usize])
            });
            let earlier = self.kinds[kind as usize].take();
            self.kinds[kind as usize] = Some(both(earlier, left));
        }
    }

    /// Returns how far a record of a kind is there.
    pub(super) fn of(&self, kind: Kind, row: u32) -> Truth {
        match &self.kinds[kind as usize] {
            Some(present) => present[row as usize],
            None => Truth::Yes,
        }
    }

    /// Returns how far a source speaks and relays.
    pub(super) fn speaks(&self, source: u32) -> Truth {
        match &self.removed {
            Some(removed) => !removed.sources.get(source as usize),
            None => Truth::Yes,
        }
    }
}
