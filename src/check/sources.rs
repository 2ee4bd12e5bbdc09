//! Who the sources are, and who spoke together.

use std::collections::BTreeSet;

use super::context::{Context, is_word, sole};
use super::findings::Findings;
use crate::model::kinds::{EntityKind, SourceKind};
use crate::model::{Kind, Record};

/// Finds claims of several who speak together, with fewer than two who surely did.
pub(super) fn joint_alone(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (joint, source) = (Kind::Claims.place("joint"), Kind::Claims.place("source"));
    for (_, claim) in context.rows(Kind::Claims) {
        if !claim.is_true(joint) {
            continue;
        }
        let links = claim.links(usize::from(source));
        let message = if links.iter().any(|link| link.doubtful) {
            "the claim is joint, and one of its sources is doubtful"
        } else if links.len() < 2 {
            "the claim is joint, and it has one source"
        } else {
            continue;
        };
        findings.add(claim.place_of(joint), message).help(
            "joint = true is for several who surely spoke together; leave it out for \"one?\" or \"other?\"",
        );
    }
}

/// Finds sources that are another, perhaps, and surely not.
pub(super) fn perhaps_and_different(context: &Context<'_>, findings: &mut Findings<'_>) {
    let apart = context.pairs(Kind::Sources, "different").into_iter();
    let apart: BTreeSet<(u32, u32)> = apart
        .filter(|pair| !pair.doubtful)
        .map(|pair| pair.rows)
        .collect();
    for pair in context.pairs(Kind::Sources, "perhaps") {
        if apart.contains(&pair.rows) {
            let id = |row| context.id(Kind::Sources, row);
            let (a, b) = pair.rows;
            let message = format!("‘{}’ is perhaps ‘{}’, and surely another", id(a), id(b));
            findings
                .add(pair.place, message)
                .help("keep ‘perhaps’ or ‘different’; \"id?\" makes ‘different’ doubtful");
        }
    }
}

/// Finds unnamed sources of several documents that were made one.
pub(super) fn unnamed_merged(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (anonymous, same) = (
        Kind::Sources.place("anonymous"),
        Kind::Sources.place("same"),
    );
    let document = Kind::Reports.place("document");
    let merged: BTreeSet<u32> = context
        .ledger
        .table(Kind::Sources)
        .merged
        .values()
        .copied()
        .collect();
    if merged.is_empty() {
        return;
    }
    let claims = context.inverse(Kind::Claims, "source", Kind::Sources);
    for row in merged {
        let Some(source) = context.row(Kind::Sources, row) else {
            continue;
        };
        if !source.is_true(anonymous) {
            continue;
        }
        let claims = claims.get(row as usize).into_iter().flatten();
        let reports = claims.flat_map(|claim| context.reports_of(*claim));
        let pages: BTreeSet<u32> = reports
            .filter_map(|report| sole(context.row(Kind::Reports, *report)?, document))
            .collect();
        if pages.len() > 1 {
            let message = format!(
                "an unnamed source of {} documents is held to be one",
                pages.len()
            );
            findings
                .add(source.place_of(same), message)
                .help("write ‘perhaps’ for ‘same’, unless a page says that it is the same person");
        }
    }
}

/// Finds persons who are named as sources and who are no entity.
pub(super) fn person_without_entity(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (anonymous, entity) = (
        Kind::Sources.place("anonymous"),
        Kind::Sources.place("entity"),
    );
    for (_, source) in context.rows(Kind::Sources) {
        let is_person = source_kind(source) == Some(SourceKind::Person);
        if is_person && !source.is_true(anonymous) && !source.has(entity) {
            findings
                .add(source.place, "the source is a named person and no entity")
                .help("write an [[entity]] and entity = \"ID\", so that every spelling finds it; or anonymous = true");
        }
    }
}

/// Finds sources that are left unnamed and are a person all the same.
pub(super) fn unnamed_person(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (anonymous, entity) = (
        Kind::Sources.place("anonymous"),
        Kind::Sources.place("entity"),
    );
    let kind = Kind::Entities.place("kind");
    for (_, source) in context.rows(Kind::Sources) {
        let Some(person) = sole(source, entity).filter(|_| source.is_true(anonymous)) else {
            continue;
        };
        let record = context.row(Kind::Entities, person);
        let is_person = record.and_then(|it| it.word(kind)) == Some(EntityKind::Person as u8);
        if is_person {
            let id = context.id(Kind::Entities, person);
            let message = format!("the source is left unnamed and is ‘{id}’");
            findings.add(source.place_of(entity), message).help(
                "where one page leaves a known speaker unnamed, write unnamed = true on its report",
            );
        }
    }
}

/// Finds sources that spoke so as not to be named, and are.
pub(super) fn anonymity_broken(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (anonymous, condition) = (
        Kind::Sources.place("anonymous"),
        Kind::Sources.place("condition"),
    );
    let asked = is_word(Kind::Sources, "condition", "anonymity");
    for (_, source) in context.rows(Kind::Sources) {
        if asked(source) && !source.is_true(anonymous) {
            findings
                .add(
                    source.place_of(condition),
                    "the source asked not to be named, and is not anonymous",
                )
                .help("write anonymous = true, or the condition that the page states");
        }
    }
}

/// Finds unnamed sources of whom nothing tells why they are.
pub(super) fn no_condition(context: &Context<'_>, findings: &mut Findings<'_>) {
    let anonymous = Kind::Sources.place("anonymous");
    let is_unstated = is_word(Kind::Sources, "condition", "unstated");
    for (_, source) in context.rows(Kind::Sources) {
        let is_written = source.place_of(anonymous) != source.place;
        if source.is_true(anonymous) && is_written && is_unstated(source) {
            findings
                .add(
                    source.place_of(anonymous),
                    "no page tells why the source is unnamed",
                )
                .help("write ‘condition’ where a page states it");
        }
    }
}

fn source_kind(source: &Record) -> Option<SourceKind> {
    let code = source.word(Kind::Sources.place("kind"))?;
    SourceKind::ALL.get(usize::from(code)).copied()
}
