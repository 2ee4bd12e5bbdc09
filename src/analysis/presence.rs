//! Which records of each kind a view leaves.

use super::removed::{Removed, with_somebody};
use super::reports::{both, claims_left, not_through, published_by, resting, standing_in, whole};
use std::sync::OnceLock;

use super::{Present, View};
use crate::model::Kind;
use crate::store::Store;
use crate::value::{Truth, Type};

/// What some views leave together.
#[derive(Debug)]
pub(super) struct Presence {
    /// By kind: absent where all records of it are there. Made when first asked for, but for those
    /// that decide about all others: documents, reports and claims.
    kinds: [OnceLock<Present>; Kind::ALL.len()],
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
        let documents = own(store, Kind::Documents, documents);
        let (claims, reports) = (
            own(store, Kind::Claims, claims),
            own(store, Kind::Reports, reports),
        );
        let reports = left(store, (Kind::Reports, "claim"), reports, claims.as_deref());
        let claims = left(store, (Kind::Claims, "reports"), claims, reports.as_deref());
        let mut kinds: [OnceLock<Present>; Kind::ALL.len()] = Default::default();
        kinds[Kind::Documents as usize] = documents.into();
        kinds[Kind::Claims as usize] = claims.into();
        kinds[Kind::Reports as usize] = reports.into();
        Presence { kinds, removed }
    }

    /// Returns how far the records of a kind are there; none where all are.
    pub(super) fn kind(&self, store: &Store, kind: Kind) -> Option<&[Truth]> {
        let made = || {
            let fields = rests_on_what(kind).iter();
            fields.fold(own(store, kind, None), |earlier, field| {
                let targets = self.kind(store, target(kind, field));
                left(store, (kind, field), earlier, targets)
            })
        };
        self.kinds[kind as usize].get_or_init(made).as_deref()
    }

    /// Tells whether a kind has records that are not there, or possibly not.
    pub(super) fn changes(&self, store: &Store, kind: Kind) -> bool {
        self.kind(store, kind).is_some()
    }

    /// Returns how far a source speaks and relays.
    pub(super) fn speaks(&self, source: u32) -> Truth {
        match &self.removed {
            Some(removed) => !removed.sources.get(source as usize),
            None => Truth::Yes,
        }
    }
}

/// Returns the fields that lead to what the records of a kind rest on, besides documents, reports and
/// claims, which rest on each other.
fn rests_on_what(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Propositions | Kind::Roles => &["claims"],
        // A figure of one report rests on it, another on its claim.
        Kind::Figures => &["report", "claim"],
        Kind::Denials => &["denial", "target"],
        Kind::Assessments => &["document", "claim", "proposition", "report"],
        Kind::Documents
        | Kind::Reports
        | Kind::Claims
        | Kind::Entities
        | Kind::Names
        | Kind::Sources
        | Kind::Events => &[],
    }
}

/// Returns the kind that a field leads to.
fn target(kind: Kind, field: &str) -> Kind {
    match kind.field(field) {
        Some((_, own)) => match own.ty {
            Type::Record(to) => Kind::from_number(to),
            _no_record => unreachable!("a record rests on records"),
        },
        None => unreachable!("the table has the field"),
    }
}

/// Takes away the records that are none, or doubts them, as the store has it.
fn own(store: &Store, kind: Kind, earlier: Present) -> Present {
    let Some(present) = store.collection(kind).present() else {
        return earlier;
    };
    let rows = 0..present.len();
    Some(both(earlier, rows.map(|row| present.get(row)).collect()))
}

/// Takes along the records of a kind that rest on what a field leads to.
fn left(
    store: &Store,
    (kind, field): (Kind, &str),
    earlier: Present,
    targets: Option<&[Truth]>,
) -> Present {
    let Some(targets) = targets else {
        return earlier;
    };
    Some(both(earlier, resting(store, (kind, field), targets)))
}
