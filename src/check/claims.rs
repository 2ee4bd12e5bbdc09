//! What claims say of other claims.

use std::collections::BTreeMap;

use super::context::{Context, days, sole, sure};
use super::findings::Findings;
use super::graph;
use crate::diagnostic::quoted_list;
use crate::model::kinds::Stance;
use crate::model::{Kind, Link, Record};
use crate::value::{Day, Range};

/// Returns what a claim does with its proposition.
pub(super) fn stance(claim: &Record) -> Option<Stance> {
    let code = claim.word(Kind::Claims.place("stance"))?;
    Stance::ALL.get(usize::from(code)).copied()
}

/// Finds circles of claims that retell, or take the place of, each other.
pub(super) fn circle(context: &Context<'_>, findings: &mut Findings<'_>) {
    for name in ["repeats", "updates"] {
        let field = Kind::Claims.place(name);
        let edges: Vec<Vec<u32>> = context
            .rows(Kind::Claims)
            .map(|(_, claim)| sure(claim, field).collect())
            .collect();
        for circle in graph::circles(&edges) {
            // The loader refuses what refers to itself.
            let &[first, second, ..] = &circle[..] else {
                continue;
            };
            let Some(claim) = context.row(Kind::Claims, first) else {
                continue;
            };
            let ids = circle.iter().chain([&first]);
            let ids: Vec<String> = ids
                .map(|row| format!("‘{}’", context.id(Kind::Claims, *row)))
                .collect();
            let message = format!(
                "claims go round in a circle: {}",
                ids.join(&format!(" {name} "))
            );
            let link = Link {
                row: second,
                doubtful: false,
            };
            findings
                .add(claim.place_of_link(field, link), message)
                .help("leave out the reference that leads from the earlier claim to the later");
        }
    }
}

/// Finds claims that retell, answer or update what was said later.
pub(super) fn later(context: &Context<'_>, findings: &mut Findings<'_>) {
    for name in ["repeats", "answers", "updates"] {
        said_later(context, name, findings);
    }
}

/// Finds denials of what was said later.
pub(super) fn denied_before_said(context: &Context<'_>, findings: &mut Findings<'_>) {
    said_later(context, "denies", findings);
}

fn said_later(context: &Context<'_>, name: &str, findings: &mut Findings<'_>) {
    let (field, said) = (Kind::Claims.place(name), Kind::Claims.place("said"));
    for (_, claim) in context.rows(Kind::Claims) {
        let Some(spoken) = days(claim, said) else {
            continue;
        };
        for target in sure(claim, field) {
            let other = context.row(Kind::Claims, target);
            let Some(after) = other.and_then(|other| days(other, said)) else {
                continue;
            };
            if after.lo > spoken.hi {
                let id = context.id(Kind::Claims, target);
                let message =
                    format!("the claim, said on {spoken}, {name} ‘{id}’, said on {after}");
                findings
                    .add(claim.place_of_link(field, sure_link(target)), message)
                    .beside(claim.place_of(said), "said")
                    .help("change ‘said’ in one of them, or refer to what was said before");
            }
        }
    }
}

/// Finds claims that name what they deny and do not deny.
pub(super) fn denies_without_denying(context: &Context<'_>, findings: &mut Findings<'_>) {
    let denies = Kind::Claims.place("denies");
    for (_, claim) in context.rows(Kind::Claims) {
        if claim.has(denies) && stance(claim).is_some_and(|it| it != Stance::Deny) {
            findings
                .add(
                    claim.place_of(denies),
                    "the claim has ‘denies’, and its stance is another",
                )
                .help("write stance = \"deny\" with the proposition that is denied, or ‘contradicts’ for ‘denies’");
        }
    }
}

/// Finds denials that name no claim they deny.
pub(super) fn denies_nothing(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (denies, proposition) = (
        Kind::Claims.place("denies"),
        Kind::Claims.place("proposition"),
    );
    for (_, claim) in context.rows(Kind::Claims) {
        if stance(claim) != Some(Stance::Deny) || claim.has(denies) {
            continue;
        }
        let stance_place = claim.place_of(Kind::Claims.place("stance"));
        let finding = findings.add(stance_place, "the denial denies no claim of the ledger");
        let told = sole(claim, proposition).map_or(&[][..], |row| context.claims_of(row));
        let told = told.iter().filter(|row| {
            let other = context.row(Kind::Claims, **row).and_then(stance);
            other.is_some_and(|it| it != Stance::Deny)
        });
        let ids: Vec<&str> = told.map(|row| context.id(Kind::Claims, *row)).collect();
        if ids.is_empty() {
            finding.help("enter the claim that it denies, and refer to it by ‘denies’");
        } else {
            finding.help(format!("refer by ‘denies’ to {}", quoted_list(ids)));
        }
    }
}

/// Finds claims that both bear out a claim and deny or contradict it.
pub(super) fn both_ways(context: &Context<'_>, findings: &mut Findings<'_>) {
    let corroborates = Kind::Claims.place("corroborates");
    for name in ["denies", "contradicts"] {
        let field = Kind::Claims.place(name);
        for (_, claim) in context.rows(Kind::Claims) {
            let against: Vec<u32> = sure(claim, field).collect();
            for target in sure(claim, corroborates).filter(|row| against.contains(row)) {
                let id = context.id(Kind::Claims, target);
                let message = format!("the claim both corroborates and {name} ‘{id}’");
                findings
                    .add(
                        claim.place_of_link(corroborates, sure_link(target)),
                        message,
                    )
                    .beside(claim.place_of(field), name)
                    .help("keep the one that is meant");
            }
        }
    }
}

/// Finds claims said to bear out what the same source said, or what they retell.
pub(super) fn one_origin(context: &Context<'_>, findings: &mut Findings<'_>) {
    let place = |name| Kind::Claims.place(name);
    let (corroborates, repeats, source) =
        (place("corroborates"), place("repeats"), place("source"));
    for (_, claim) in context.rows(Kind::Claims) {
        for target in sure(claim, corroborates) {
            let Some(other) = context.row(Kind::Claims, target) else {
                continue;
            };
            let speaker = sole(claim, source);
            let message = if speaker.is_some() && speaker == sole(other, source) {
                let speaker = speaker.map_or("?", |row| context.id(Kind::Sources, row));
                format!("the claim corroborates another of its own source, ‘{speaker}’")
            } else if sure(claim, repeats).any(|row| row == target) {
                "the claim corroborates what it repeats".to_owned()
            } else {
                continue;
            };
            findings
                .add(
                    claim.place_of_link(corroborates, sure_link(target)),
                    message,
                )
                .beside(other.place, "this one")
                .help("write ‘repeats’: nobody bears out themselves");
        }
    }
}

/// Finds retractions with nothing to take back.
pub(super) fn retracts_nothing(context: &Context<'_>, findings: &mut Findings<'_>) {
    let place = |name| Kind::Claims.place(name);
    let (updates, proposition) = (place("updates"), place("proposition"));
    let (source, said) = (place("source"), place("said"));
    for (row, claim) in context.rows(Kind::Claims) {
        if stance(claim) != Some(Stance::Retract) || claim.has(updates) {
            continue;
        }
        let speakers: Vec<u32> = sure(claim, source).collect();
        let told = sole(claim, proposition).map_or(&[][..], |row| context.claims_of(row));
        let takes_back = told.iter().filter(|other| **other != row).any(|other| {
            context.row(Kind::Claims, *other).is_some_and(|other| {
                let later = days(other, said)
                    .zip(days(claim, said))
                    .is_some_and(|(other, own)| other.lo > own.hi);
                !later && sure(other, source).any(|it| speakers.contains(&it))
            })
        });
        if !takes_back {
            let message = "the claim retracts, and its source said nothing of the kind before";
            findings
                .add(claim.place_of(place("stance")), message)
                .help("name by ‘updates’ the claim that is taken back");
        }
    }
}

/// Returns the undoubted reference to a row.
pub(super) fn sure_link(row: u32) -> Link {
    Link {
        row,
        doubtful: false,
    }
}

/// Finds claims that were entered twice: one source, one proposition, one act, one date.
pub(super) fn twice(context: &Context<'_>, findings: &mut Findings<'_>) {
    let place = |name| Kind::Claims.place(name);
    let (source, said) = (place("source"), place("said"));
    let (repeats, updates) = (place("repeats"), place("updates"));
    for (proposition, _) in context.rows(Kind::Propositions) {
        let mut first: BTreeMap<(u32, u8, Range<Day>), (u32, &Record)> = BTreeMap::new();
        for &row in context.claims_of(proposition) {
            let Some(claim) = context.row(Kind::Claims, row) else {
                continue;
            };
            let (Some(speaker), Some(act), Some(spoken)) =
                (sole(claim, source), stance(claim), days(claim, said))
            else {
                continue;
            };
            let (other, twin) = *first
                .entry((speaker, act as u8, spoken))
                .or_insert((row, claim));
            let linked = [repeats, updates].into_iter().any(|field| {
                sure(claim, field).any(|it| it == other) || sure(twin, field).any(|it| it == row)
            });
            if other != row && !linked {
                let message = format!(
                    "‘{}’ says here again what it says in ‘{}’, on {spoken}",
                    context.id(Kind::Sources, speaker),
                    context.id(Kind::Claims, other)
                );
                findings
                    .add(claim.place, message)
                    .beside(twin.place, "the other")
                    .help("make one claim of them, with a [[claim.report]] for each page; or write ‘repeats’");
            }
        }
    }
}
