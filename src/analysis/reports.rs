//! Reports under a view: what they stand in and came through decides, and whether their claim stays.

use super::removed::{Removed, any, with_somebody};
use super::{Present, leading_to, links, rests_on};
use crate::model::Kind;
use crate::store::{Bits, Column, Store, row_number};
use crate::value::{Day, Range, Truth};

/// Tells how far each document was published by a day; that of nobody knows which is possible.
pub(super) fn published_by(store: &Store, day: Range<Day>) -> Vec<Truth> {
    let documents = store.collection(Kind::Documents);
    let (field, _) = Kind::Documents
        .field("published")
        .expect("documents are published");
    let Some(Column::Date(published)) = documents.column(field) else {
        unreachable!("a stored date has a column of dates")
    };
    let judge = |row| {
        let days = published.range(row);
        if row == documents.len() {
            Truth::Possible
        } else if days.hi <= day.hi {
            Truth::Yes
        } else if days.lo > day.hi {
            Truth::No
        } else {
            Truth::Possible
        }
    };
    (0..documents.rows()).map(judge).collect()
}

/// Tells how far each report stands in a document that is there.
pub(super) fn standing_in(store: &Store, documents: &[Truth]) -> Vec<Truth> {
    let document = links(store, Kind::Reports, "document");
    let there = |row| any(document.of(row), |target| documents[target as usize]);
    whole(store, Kind::Reports, there)
}

/// Tells how far each report came neither in nor through what is removed.
pub(super) fn not_through(store: &Store, removed: &Removed) -> Vec<Truth> {
    let (document, via) = (
        links(store, Kind::Reports, "document"),
        links(store, Kind::Reports, "via"),
    );
    let (documents, sources) = (
        with_somebody(&removed.documents),
        with_somebody(&removed.sources),
    );
    let mut some = leading_to(store, (Kind::Reports, "document"), documents.possible());
    some.or(&leading_to(
        store,
        (Kind::Reports, "via"),
        sources.possible(),
    ));
    all_but(store, Kind::Reports, &some, |row| {
        let within = any(document.of(row), |target| documents.get(target as usize));
        let through = any(via.of(row), |target| sources.get(target as usize));
        !within.or(through)
    })
}

/// Tells how far each claim is left: somebody left speaks, a passage left carries it, and not all
/// that it repeats has gone.
pub(super) fn claims_left(store: &Store, removed: &Removed, reports: &[Truth]) -> Vec<Truth> {
    let claims = Kind::Claims;
    let (repeats, repeated_by) = (
        links(store, claims, "repeats"),
        links(store, claims, "repeated_by"),
    );
    let sources = with_somebody(&removed.sources);
    let speak: Vec<Truth> = (0..sources.len()).map(|row| !sources.get(row)).collect();
    let spoken = resting(store, (claims, "source"), &speak);
    let mut left = both(Some(spoken), resting(store, (claims, "reports"), reports));
    // Each claim is asked again whenever one that it repeats has become less sure.
    let mut open: Vec<u32> = (0..store.collection(claims).len())
        .filter(|row| repeats.of(*row).next().is_some())
        .map(row_number)
        .collect();
    while let Some(claim) = open.pop() {
        let row = claim as usize;
        let now = left[row].and(rests_on(repeats, row, |target| left[target as usize]));
        if now != left[row] {
            left[row] = now;
            open.extend(repeated_by.of(row).map(|(repeating, _)| repeating));
        }
    }
    left
}

/// Tells how far each record of a kind is there that rests on what a field leads to.
pub(super) fn resting(store: &Store, (kind, field): (Kind, &str), targets: &[Truth]) -> Vec<Truth> {
    // What rests on what is there is there itself.
    let gone = Bits::from_fn(targets.len(), |target| targets[target] != Truth::Yes);
    let some = leading_to(store, (kind, field), &gone);
    let links = links(store, kind, field);
    all_but(store, kind, &some, |row| {
        rests_on(links, row, |target| targets[target as usize])
    })
}

/// Judges some records of a kind, the others being there; somebody not known is possible.
fn all_but(store: &Store, kind: Kind, some: &Bits, judge: impl Fn(usize) -> Truth) -> Vec<Truth> {
    let collection = store.collection(kind);
    let mut judged = vec![Truth::Yes; collection.rows()];
    for row in some.iter() {
        judged[row] = judge(row);
    }
    judged[collection.len()] = Truth::Possible;
    judged
}

/// Judges every record of a kind; somebody not known is possible.
pub(super) fn whole(store: &Store, kind: Kind, judge: impl Fn(usize) -> Truth) -> Vec<Truth> {
    let records = (0..store.collection(kind).len()).map(judge);
    records.chain([Truth::Possible]).collect()
}

/// Joins what two views leave of a kind.
pub(super) fn both(one: Present, other: Vec<Truth>) -> Vec<Truth> {
    match one {
        None => other,
        Some(one) => one.into_iter().zip(other).map(|(a, b)| a.and(b)).collect(),
    }
}
