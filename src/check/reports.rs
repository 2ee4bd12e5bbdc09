//! What is still to be entered, and what a reader could not look up.

use std::collections::BTreeMap;

use super::context::{Context, sole};
use super::findings::Findings;
use crate::model::{Kind, Record};

/// Finds claims that no document carries.
pub(super) fn none(context: &Context<'_>, findings: &mut Findings<'_>) {
    let carried = context.inverse(Kind::Reports, "claim", Kind::Claims);
    for (row, claim) in context.rows(Kind::Claims) {
        if carried.get(row as usize).is_some_and(Vec::is_empty) {
            findings
                .add(claim.place, "no report carries the claim")
                .help("write where it stands, as in at = \"p9\", or add a [[claim.report]]");
        }
    }
}

/// Finds reports whose passage has no hash, so that nobody would see it change.
pub(super) fn no_hash(context: &Context<'_>, findings: &mut Findings<'_>) {
    let place = |name| Kind::Reports.place(name);
    let (hash, at, document) = (place("hash"), place("at"), place("document"));
    for (row, report) in context.rows(Kind::Reports) {
        let is_held = sole(report, document).is_some_and(|page| context.is_held(page));
        // What is at hand is `unstamped`.
        let at_hand = context
            .survey()
            .is_some_and(|it| it.passages.contains_key(&row));
        if is_held && !at_hand && !report.has(hash) {
            findings
                .add(report.place_of(at), "the passage has no hash")
                .help("whosaid stamp --originals DIR fills hashes in");
        }
    }
}

/// Finds documents that we read, whose file could not be told from another.
pub(super) fn no_sha256(context: &Context<'_>, findings: &mut Findings<'_>) {
    let sha256 = Kind::Documents.place("sha256");
    for (row, document) in context.rows(Kind::Documents) {
        let at_hand = context
            .survey()
            .is_some_and(|it| it.originals.contains_key(&row));
        if context.is_held(row) && !at_hand && !document.has(sha256) {
            findings
                .add(document.place, "the document has no ‘sha256’")
                .help("write that of its file, or held = false where we have not read it");
        }
    }
}

/// Finds claims with something still to do.
pub(super) fn todo(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (todo, note) = (Kind::Claims.place("todo"), Kind::Claims.place("note"));
    for (row, claim) in context.rows(Kind::Claims) {
        if claim.is_true(todo) {
            let id = context.id(Kind::Claims, row);
            let what = claim.text(note).unwrap_or("it has ‘todo’");
            findings
                .add(
                    claim.place_of(todo),
                    format!("still to do on ‘{id}’: {what}"),
                )
                .help("take ‘todo’ out when it is done");
        }
    }
}

/// Finds passages that are entered twice as reports of one claim.
pub(super) fn twice(context: &Context<'_>, findings: &mut Findings<'_>) {
    let place = |name| Kind::Reports.place(name);
    let (claim, document, at) = (place("claim"), place("document"), place("at"));
    let mut first: BTreeMap<(u32, u32, &str), &Record> = BTreeMap::new();
    for (_, report) in context.rows(Kind::Reports) {
        let (Some(of), Some(page), Some(text)) =
            (sole(report, claim), sole(report, document), report.text(at))
        else {
            continue;
        };
        let Some(other) = first.get(&(of, page, text)) else {
            first.insert((of, page, text), report);
            continue;
        };
        let message = format!(
            "the passage {text} of ‘{}’ is entered twice for ‘{}’",
            context.id(Kind::Documents, page),
            context.id(Kind::Claims, of)
        );
        findings
            .add(report.place_of(at), message)
            .beside(other.place_of(at), "the other")
            .help("take one of them out");
    }
}
