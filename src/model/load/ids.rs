//! Ids for records whose files write none, and ids written twice.

use std::collections::{HashMap, HashSet};

use super::draft::Drafts;
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
    let mut made: HashMap<String, usize> = HashMap::new();
    for report in reports.iter().filter(|report| !report.id.is_empty()) {
        if let Some(id) = report.sole_id(claim) {
            *made.entry(id.to_owned()).or_default() += 1;
        }
    }
    for report in reports.iter_mut().filter(|report| report.id.is_empty()) {
        let owner = report.sole_id(claim).unwrap_or("?").to_owned();
        let number = made.entry(owner.clone()).or_default();
        *number += 1;
        report.id = format!("{owner}/{number}");
    }
}

/// Numbers records by the record they belong to, the first of `owners` that is written.
fn give_owned(drafts: &mut Drafts<'_>, kind: Kind, owners: &[&str], word: &str) {
    let mut made: HashMap<String, usize> = HashMap::new();
    let taken: HashSet<String> = drafts
        .of(kind)
        .iter()
        .map(|draft| draft.id.clone())
        .collect();
    for draft in drafts
        .of_mut(kind)
        .iter_mut()
        .filter(|draft| draft.id.is_empty())
    {
        let owner = owners
            .iter()
            .find_map(|owner| draft.sole_id(kind.place(owner)));
        let owner = owner.unwrap_or("?").to_owned();
        let number = made.entry(owner.clone()).or_default();
        // Figures written inside a claim have their numbers already.
        loop {
            *number += 1;
            draft.id = format!("{owner}/{word}{number}");
            if !taken.contains(&draft.id) {
                break;
            }
        }
    }
}

fn give_assessments(drafts: &mut Drafts<'_>) {
    let target = Kind::Assessments.place("target");
    let mut made: HashMap<String, usize> = HashMap::new();
    for assessment in drafts.of_mut(Kind::Assessments) {
        let target = match assessment.value(target) {
            Some(Value::Text(target)) => target.clone(),
            Some(_) | None => "?".to_owned(),
        };
        let number = made.entry(target.clone()).or_default();
        *number += 1;
        assessment.id = format!("{target}/{number}");
    }
}

/// Drops records whose id is taken.
///
/// An id made from another's clashes only where that one does, and that is reported already; so is
/// a proposition that stands in a claim whose id is taken.
fn drop_duplicates(drafts: &mut Drafts<'_>, problems: &mut Problems<'_>) {
    let mut dropped: HashSet<Place> = HashSet::new();
    let claims_first = std::iter::once(Kind::Claims).chain(Kind::ALL);
    let mut lost: Vec<(String, u32)> = Vec::new();
    for kind in claims_first {
        let mut first: HashMap<String, Place> = HashMap::new();
        drafts.of_mut(kind).retain(|draft| {
            let Some(taken) = first.get(&draft.id) else {
                first.insert(draft.id.clone(), draft.place);
                return true;
            };
            let is_made = draft.id.contains('/') || dropped.contains(&draft.place);
            if !is_made {
                let (what, all) = (kind.schema().singular, kind.collection());
                let message = format!("there are two {all} with the id ‘{}’", draft.id);
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
        drafts.lose(id, file);
    }
}
