//! Ids for records whose files write none, and ids written twice.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::draft::Drafts;
use super::id::Id;
use super::problems::{Place, Problems};
use crate::model::{Kind, Value};

/// Gives every record an id, then drops and reports those whose id is taken.
pub(super) fn give(drafts: &mut Drafts<'_>, problems: &mut Problems<'_>) {
    give_reports(drafts);
    give_owned(drafts, Kind::Figures, &["report", "claim"], "figure-");
    give_owned(drafts, Kind::Names, &["entity"], "");
    give_owned(drafts, Kind::Roles, &["who"], "role-");
    give_assessments(drafts);
    drop_duplicates(drafts, problems);
}

/// Numbers the reports that stand apart from their claim after those that stand in it.
fn give_reports(drafts: &mut Drafts<'_>) {
    let claim = Kind::Reports.place("claim");
    let reports = drafts.of_mut(Kind::Reports);
    let apart = reports.iter().filter(|report| report.id.is_empty());
    let mut made: FxHashMap<Id<'_>, usize> = apart
        .map(|report| (report.sole_id(claim).cloned().unwrap_or("?".into()), 0))
        .collect();
    for report in reports.iter().filter(|report| !report.id.is_empty()) {
        if let Some(number) = report.sole_id(claim).and_then(|id| made.get_mut(id)) {
            *number += 1;
        }
    }
    for report in reports.iter_mut().filter(|report| report.id.is_empty()) {
        let owner = report.sole_id(claim).map_or("?", |id| id);
        let Some(number) = made.get_mut(owner) else {
            continue;
        };
        *number += 1;
        report.id = format!("{owner}/{number}").into();
    }
}

/// Numbers records by the record they belong to, the first of `owners` that is written.
fn give_owned(drafts: &mut Drafts<'_>, kind: Kind, owners: &[&str], word: &str) {
    let mut made: FxHashMap<Id<'_>, usize> = FxHashMap::default();
    let written = drafts.of(kind).iter().filter(|draft| !draft.id.is_empty());
    let taken: FxHashSet<Id<'_>> = written.map(|draft| draft.id.clone()).collect();
    for draft in drafts
        .of_mut(kind)
        .iter_mut()
        .filter(|draft| draft.id.is_empty())
    {
        let owner = owners
            .iter()
            .find_map(|owner| draft.sole_id(kind.place(owner)));
        let owner = owner.cloned().unwrap_or("?".into());
        let number = made.entry(owner.clone()).or_default();
        // Figures written inside a claim have their numbers already.
        loop {
            *number += 1;
            draft.id = format!("{}/{word}{number}", &*owner).into();
            if !taken.contains(&draft.id) {
                break;
            }
        }
    }
}

fn give_assessments(drafts: &mut Drafts<'_>) {
    let target = Kind::Assessments.place("target");
    let mut made: FxHashMap<Id<'_>, usize> = FxHashMap::default();
    for assessment in drafts.of_mut(Kind::Assessments) {
        let target = match assessment.value(target) {
            Some(Value::Text(target)) => Id::Made(Arc::clone(target)),
            Some(_) | None => "?".into(),
        };
        let number = made.entry(target.clone()).or_default();
        *number += 1;
        assessment.id = format!("{}/{number}", &*target).into();
    }
}

/// Drops records whose id is taken.
///
/// An id made from another's clashes only where that one does, and that is reported already; so is
/// a proposition that stands in a claim whose id is taken.
fn drop_duplicates(drafts: &mut Drafts<'_>, problems: &mut Problems<'_>) {
    let mut dropped: FxHashSet<Place> = FxHashSet::default();
    let others = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Claims);
    let claims_first = std::iter::once(Kind::Claims).chain(others);
    let mut lost: Vec<(Id<'_>, u32)> = Vec::new();
    for kind in claims_first {
        let drafts = drafts.of_mut(kind);
        let mut first: FxHashMap<Id<'_>, Place> = FxHashMap::default();
        first.reserve(drafts.len());
        drafts.retain(|draft| {
            let taken = match first.entry(draft.id.clone()) {
                Entry::Occupied(taken) => taken.into_mut(),
                Entry::Vacant(free) => {
                    free.insert(draft.place);
                    return true;
                }
            };
            let is_made = draft.id.contains('/') || dropped.contains(&draft.place);
            if !is_made {
                let (what, all) = (kind.schema().singular, kind.collection());
                let message = format!("there are two {all} with the id ‘{}’", &*draft.id);
                let (here, there) = (format!("this {what} …"), format!("… and this {what}"));
                problems.clash(
                    (draft.place, &here),
                    (*taken, &there),
                    "duplicate-id",
                    message,
                );
            }
            dropped.insert(draft.place);
            lost.push((draft.id.clone(), draft.place.0));
            false
        });
    }
    for (id, file) in lost {
        drafts.lose(&id, file);
    }
}
