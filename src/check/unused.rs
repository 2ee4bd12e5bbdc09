//! Records that nothing refers to.

use std::collections::BTreeSet;

use super::context::{Context, sole};
use super::findings::Findings;
use crate::model::{Kind, Record};
use crate::value::Type;

/// References that are no use of what they lead to: they hold both ways, or are part of it.
const NO_USE: [(Kind, &str); 5] = [
    (Kind::Sources, "perhaps"),
    (Kind::Sources, "different"),
    (Kind::Propositions, "excludes"),
    (Kind::Propositions, "independent"),
    (Kind::Names, "entity"),
];

/// Finds documents without reports that nothing else refers to either.
pub(super) fn documents(context: &Context<'_>, findings: &mut Findings<'_>) {
    let relaying = relaying_outlets(context);
    let outlet = Kind::Documents.place("outlet");
    find_but(context, Kind::Documents, findings, |row, document| {
        // One that we know through others alone tells when its outlet printed what it relays.
        !context.is_held(row) && sole(document, outlet).is_some_and(|it| relaying.contains(&it))
    });
}

/// Finds entities that nothing refers to.
pub(super) fn entities(context: &Context<'_>, findings: &mut Findings<'_>) {
    find(context, Kind::Entities, findings);
}

/// Finds sources that neither claim nor relay anything.
pub(super) fn sources(context: &Context<'_>, findings: &mut Findings<'_>) {
    find(context, Kind::Sources, findings);
}

/// Finds events that nothing refers to.
pub(super) fn events(context: &Context<'_>, findings: &mut Findings<'_>) {
    find(context, Kind::Events, findings);
}

/// Finds propositions that nobody speaks of.
pub(super) fn propositions(context: &Context<'_>, findings: &mut Findings<'_>) {
    find(context, Kind::Propositions, findings);
}

/// Returns the outlets through which some report came, be it doubtful.
fn relaying_outlets(context: &Context<'_>) -> BTreeSet<u32> {
    let (via, entity) = (Kind::Reports.place("via"), Kind::Sources.place("entity"));
    let relays = context
        .rows(Kind::Reports)
        .flat_map(|(_, report)| links(report, via));
    relays
        .filter_map(|row| sole(context.row(Kind::Sources, row)?, entity))
        .collect()
}

fn find(context: &Context<'_>, kind: Kind, findings: &mut Findings<'_>) {
    find_but(context, kind, findings, |_, _| false);
}

fn find_but(
    context: &Context<'_>,
    kind: Kind,
    findings: &mut Findings<'_>,
    is_excepted: impl Fn(u32, &Record) -> bool,
) {
    let used = used(context, kind);
    for (row, record) in context.rows(kind) {
        if used.get(row as usize) == Some(&false) && !is_excepted(row, record) {
            let message = format!(
                "nothing refers to the {} ‘{}’",
                kind.schema().singular,
                context.id(kind, row)
            );
            findings
                .add(record.place, message)
                .help("refer to it, or take it out");
        }
    }
}

/// Tells of each record of a kind whether another refers to it, in doubt or without.
fn used(context: &Context<'_>, kind: Kind) -> Vec<bool> {
    let mut used = vec![false; context.count(kind)];
    for from in Kind::ALL {
        let fields = (0u8..).zip(from.schema().fields);
        let fields: Vec<u8> = fields
            .filter(|(_, field)| field.ty == Type::Record(kind as u8))
            .filter(|(_, field)| !NO_USE.contains(&(from, field.name)))
            .map(|(place, _)| place)
            .collect();
        for (row, record) in context.rows(from) {
            for link in fields.iter().flat_map(|it| links(record, *it)) {
                if let Some(used) = used.get_mut(link as usize)
                    && (from != kind || link != row)
                {
                    *used = true;
                }
            }
        }
    }
    used
}

fn links(record: &Record, field: u8) -> impl Iterator<Item = u32> {
    record.links(usize::from(field)).iter().map(|link| link.row)
}
