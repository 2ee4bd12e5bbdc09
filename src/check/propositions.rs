//! What propositions say of each other, and denials by it.

use std::collections::{BTreeMap, BTreeSet};

use super::claims::{stance, sure_link};
use super::context::{Context, sole, sure};
use super::findings::{Findings, Place};
use super::graph;
use crate::model::Kind;
use crate::model::kinds::{Scope, Side, Stance};
use crate::model::relations::{Miss, Relations};

/// Returns the undoubted pairs of a link that holds both ways, each with where it is written.
fn pairs(context: &Context<'_>, name: &str) -> impl Iterator<Item = (u32, u32, Place)> {
    let pairs = context.pairs(Kind::Propositions, name).into_iter();
    let pairs = pairs.filter(|pair| !pair.doubtful);
    pairs.map(|pair| (pair.rows.0, pair.rows.1, pair.place))
}

/// Finds propositions that imply each other.
pub(super) fn circle(context: &Context<'_>, findings: &mut Findings<'_>) {
    let field = Kind::Propositions.place("implies");
    let relations = Relations::new(context.ledger);
    for circle in graph::circles(relations.implications()) {
        let Some(&first) = circle.first() else {
            continue;
        };
        let Some(proposition) = context.row(Kind::Propositions, first) else {
            continue;
        };
        let second = circle.get(1).copied().unwrap_or(first);
        let ids = circle.iter().chain([&first]);
        let ids: Vec<String> = ids
            .map(|row| format!("‘{}’", context.id(Kind::Propositions, *row)))
            .collect();
        let message = format!("propositions imply each other: {}", ids.join(" implies "));
        findings
            .add(proposition.place_of_link(field, sure_link(second)), message)
            .help("make them one by ‘proposition’ where they say the same; else take one ‘implies’ out");
    }
}

/// Finds propositions that imply two that exclude each other.
pub(super) fn implies_and_excludes(context: &Context<'_>, findings: &mut Findings<'_>) {
    let relations = Relations::new(context.ledger);
    for (a, b, place) in pairs(context, "excludes") {
        let Some(both) = relations.common(a, b) else {
            continue;
        };
        let id = |row| context.id(Kind::Propositions, row);
        let message = if both == a || both == b {
            let other = if both == a { b } else { a };
            format!("‘{}’ both implies and excludes ‘{}’", id(both), id(other))
        } else {
            format!(
                "‘{}’ implies ‘{}’ and ‘{}’, which exclude each other",
                id(both),
                id(a),
                id(b)
            )
        };
        findings
            .add(place, message)
            .help("take out the ‘implies’ or the ‘excludes’ that does not hold");
    }
}

/// Finds propositions recorded as independent of what they imply or exclude.
pub(super) fn independent_and_linked(context: &Context<'_>, findings: &mut Findings<'_>) {
    let relations = Relations::new(context.ledger);
    let excluded: BTreeSet<(u32, u32)> =
        pairs(context, "excludes").map(|(a, b, _)| (a, b)).collect();
    for (a, b, place) in pairs(context, "independent") {
        let id = |row| context.id(Kind::Propositions, row);
        let message = if relations.implies(a, b) {
            format!("‘{}’ implies ‘{}’ and is independent of it", id(a), id(b))
        } else if relations.implies(b, a) {
            format!("‘{}’ implies ‘{}’ and is independent of it", id(b), id(a))
        } else if excluded.contains(&(a, b)) {
            format!("‘{}’ excludes ‘{}’ and is independent of it", id(a), id(b))
        } else {
            continue;
        };
        findings
            .add(place, message)
            .help("take ‘independent’ out, or the link that does not hold");
    }
}

/// Finds denials that do not meet the claim they deny: what was denied is another matter.
pub(super) fn denial_misses(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (denies, proposition) = (
        Kind::Claims.place("denies"),
        Kind::Claims.place("proposition"),
    );
    let relations = Relations::new(context.ledger);
    for (_, claim) in context.rows(Kind::Claims) {
        if stance(claim) != Some(Stance::Deny) {
            continue;
        }
        let Some(denied) = sole(claim, proposition) else {
            continue;
        };
        for target in sure(claim, denies) {
            let told = context.row(Kind::Claims, target);
            let Some(told) = told.and_then(|told| sole(told, proposition)) else {
                continue;
            };
            if relations.scope(told, denied) != Scope::Misses {
                continue;
            }
            let why = match relations.miss(told, denied) {
                Some(Miss::Independent) => "is independent of",
                Some(Miss::Excluded) | None => "excludes",
            };
            let message = format!(
                "the denial misses ‘{}’: what is denied {why} what that claim says",
                context.id(Kind::Claims, target)
            );
            findings
                .add(claim.place_of_link(denies, sure_link(target)), message)
                .help("nothing is to be mended where the page has it so; readers should know");
        }
    }
}

/// Finds sources that stand behind a proposition in one claim and deny it in another.
pub(super) fn both_sides(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (source, updates) = (Kind::Claims.place("source"), Kind::Claims.place("updates"));
    for (row, _) in context.rows(Kind::Propositions) {
        let claims = context.claims_of(row).iter();
        let claims = claims.filter_map(|claim| {
            let record = context.row(Kind::Claims, *claim)?;
            Some((
                *claim,
                record,
                stance(record)?.side(),
                sole(record, source)?,
            ))
        });
        let mut behind: BTreeMap<u32, u32> = BTreeMap::new();
        for (claim, _, side, speaker) in claims.clone() {
            if side == Side::For {
                behind.entry(speaker).or_insert(claim);
            }
        }
        for (claim, denial, side, speaker) in claims {
            let Some(&other) = behind.get(&speaker).filter(|_| side == Side::Against) else {
                continue;
            };
            let Some(asserted) = context.row(Kind::Claims, other) else {
                continue;
            };
            let replaces = sure(denial, updates).any(|it| it == other)
                || sure(asserted, updates).any(|it| it == claim);
            if !replaces {
                let message = format!(
                    "‘{}’ denies here what it stands behind in ‘{}’",
                    context.id(Kind::Sources, speaker),
                    context.id(Kind::Claims, other)
                );
                findings
                    .add(denial.place_of(Kind::Claims.place("stance")), message)
                    .beside(asserted.place, "the other")
                    .help("write ‘updates’ where the later claim takes the place of the earlier");
            }
        }
    }
}

/// Finds propositions whose text nobody has written yet, unless their claims are marked ‘todo’.
pub(super) fn placeholder(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (text, todo) = (Kind::Propositions.place("text"), Kind::Claims.place("todo"));
    for (row, proposition) in context.rows(Kind::Propositions) {
        let Some(written) = proposition.text(text).filter(|it| is_placeholder(it)) else {
            continue;
        };
        let mut claims = context.claims_of(row).iter();
        let marked = claims.any(|claim| {
            let claim = context.row(Kind::Claims, *claim);
            claim.is_some_and(|claim| claim.is_true(todo))
        });
        if !marked {
            let id = context.id(Kind::Propositions, row);
            let message = format!("the text of ‘{id}’ says nothing: ‘{written}’");
            findings.add(proposition.place_of(text), message).help(
                "write what is claimed in words of your own; todo = true until then, \
                 or take the claim out",
            );
        }
    }
}

/// Tells whether a text only keeps the place of one.
pub(super) fn is_placeholder(text: &str) -> bool {
    let word = text.trim().to_lowercase();
    !text.contains(char::is_alphanumeric) || ["todo", "tbd"].contains(&word.as_str())
}
