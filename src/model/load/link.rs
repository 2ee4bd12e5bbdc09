//! Drafts to records: every reference looked up.

use std::collections::HashMap;

use super::draft::{Draft, Drafts, Given, Reference};
use super::merge::Merged;
use super::problems::Problems;
use crate::diagnostic::{Diagnostic, Span, did_you_mean, nearest};
use crate::model::{Field, Kind, Ledger, Link, Record, Value};
use crate::value::Type;

/// Makes the records of a ledger; references that name nothing are reported and left out.
pub(super) fn link(drafts: Drafts<'_>, merged: &Merged, problems: &mut Problems<'_>) -> Ledger {
    let ids = Ids::new(&drafts, merged);
    let mut ledger = Ledger::default();
    for kind in Kind::ALL {
        for draft in drafts.of(kind) {
            let mut values = Vec::with_capacity(draft.items.len() + 1);
            values.push((0, Value::Text(draft.id.clone())));
            let mut spans = Vec::with_capacity(draft.items.len());
            for item in &draft.items {
                let field = &kind.schema().fields[usize::from(item.field)];
                let value = match &item.given {
                    Given::Value(value) => {
                        spans.push((item.field, item.span));
                        value.clone()
                    }
                    Given::References(references) => {
                        if kind.reference() == field.ty && kind != Kind::Entities {
                            itself(kind, field, draft, references, problems);
                        }
                        let (links, places) =
                            links(references, field, draft, &ids, &drafts, problems);
                        spans.extend(places.into_iter().map(|span| (item.field, span)));
                        if links.is_empty() {
                            spans.push((item.field, item.span));
                            continue;
                        }
                        Value::Links(links)
                    }
                    Given::Broken => continue,
                };
                values.push((item.field, value));
            }
            values.sort_by_key(|(field, _)| *field);
            // What stands where the record does is implied.
            spans.retain(|(_, span)| *span != draft.place.1);
            spans.sort_by_key(|(field, _)| *field);
            let place = draft.place;
            let record = Record {
                values,
                place,
                spans,
            };
            ledger.tables[kind as usize]
                .records
                .insert(draft.id.clone(), record);
        }
    }
    for (id, into) in merged {
        if let Some(row) = ids.row(Kind::Sources, into) {
            ledger.tables[Kind::Sources as usize]
                .merged
                .insert(id.clone(), row);
        }
    }
    ledger
}

/// The row of every id, by kind.
struct Ids<'d> {
    kinds: [HashMap<&'d str, u32>; Kind::ALL.len()],
}

impl<'d> Ids<'d> {
    fn new(drafts: &'d Drafts<'_>, merged: &'d Merged) -> Self {
        let mut kinds: [HashMap<&str, u32>; Kind::ALL.len()] = Kind::ALL.map(|kind| {
            drafts
                .of(kind)
                .iter()
                .map(|draft| &*draft.id)
                .zip(0..)
                .collect()
        });
        let sources = &mut kinds[Kind::Sources as usize];
        for (id, into) in merged {
            if let Some(&row) = sources.get(&**into) {
                sources.insert(id, row);
            }
        }
        Ids { kinds }
    }

    fn row(&self, kind: Kind, id: &str) -> Option<u32> {
        self.kinds[kind as usize].get(id).copied()
    }
}

/// Looks references up, and returns where each is written; where one record is named twice, the
/// undoubted reference counts.
fn links(
    references: &[Reference<'_>],
    field: &Field,
    draft: &Draft<'_>,
    ids: &Ids<'_>,
    drafts: &Drafts<'_>,
    problems: &mut Problems<'_>,
) -> (Vec<Link>, Vec<Span>) {
    let Type::Record(number) = field.ty else {
        return (Vec::new(), Vec::new());
    };
    let target = Kind::from_number(number);
    let mut links: Vec<Link> = Vec::with_capacity(references.len());
    let mut spans = Vec::with_capacity(references.len());
    for reference in references {
        let row = match &reference.id {
            None => Some(Link::SOMEBODY),
            Some(id) => ids.row(target, id),
        };
        let Some(row) = row else {
            let id = reference.id.as_deref().unwrap_or_default();
            if drafts.has_lost(id) {
                continue;
            }
            let accepted = accepted(target, field);
            let names: Vec<&str> = accepted.iter().map(|kind| kind.schema().singular).collect();
            let message = format!("there is no {} ‘{id}’", names.join(" or "));
            let place = (draft.place.0, reference.span);
            let diagnostic = problems.error(place, "unknown-id", message);
            suggest_id(diagnostic, id, accepted, drafts);
            continue;
        };
        // That there is somebody is not in doubt, only who it is.
        let doubtful = reference.doubtful && row != Link::SOMEBODY;
        match links.iter_mut().find(|link| link.row == row) {
            Some(link) => link.doubtful &= doubtful,
            None => {
                links.push(Link { row, doubtful });
                spans.push(reference.span);
            }
        }
    }
    (links, spans)
}

/// Reports references that lead back to the record they stand in.
///
/// A state may be its own country, and a circle of wholes is told as that.
fn itself(
    kind: Kind,
    field: &Field,
    draft: &Draft<'_>,
    references: &[Reference<'_>],
    problems: &mut Problems<'_>,
) {
    if field.name == "part_of" {
        return;
    }
    let own = |it: &&Reference<'_>| it.id.as_deref() == Some(&*draft.id);
    for reference in references.iter().filter(own) {
        let (name, what) = (field.name, kind.schema().singular);
        let message = format!("‘{name}’ leads from the {what} to itself");
        problems
            .error((draft.place.0, reference.span), "refers-to-itself", message)
            .helps
            .push(format!("write the id of the {what} that was meant"));
    }
}

/// Returns the kinds of record that a reference may name.
fn accepted(target: Kind, field: &Field) -> &'static [Kind] {
    match target {
        Kind::Sources if field.name == "via" => &[Kind::Sources, Kind::Entities, Kind::Documents],
        Kind::Sources => &[Kind::Sources, Kind::Entities],
        other => &Kind::ALL[other as usize..=other as usize],
    }
}

/// Adds the id that is near, or that of the record whose name is.
fn suggest_id(diagnostic: &mut Diagnostic, id: &str, kinds: &[Kind], drafts: &Drafts<'_>) {
    let all = || kinds.iter().flat_map(|kind| drafts.of(*kind));
    if let Some(near) = nearest(id, all().map(|draft| &*draft.id)) {
        diagnostic.helps.push(did_you_mean(near));
        return;
    }
    let named: Vec<(&str, &str)> = kinds
        .iter()
        .flat_map(|kind| {
            let label = kind.place(kind.schema().label);
            drafts
                .of(*kind)
                .iter()
                .filter_map(move |draft| match draft.value(label) {
                    Some(Value::Text(name)) => Some((name.as_str(), draft.id.as_str())),
                    Some(_) | None => None,
                })
        })
        .collect();
    let near = nearest(id, named.iter().map(|(name, _)| *name));
    if let Some((name, id)) = named.iter().find(|(name, _)| Some(*name) == near) {
        diagnostic
            .helps
            .push(format!("did you mean ‘{id}’ ({name})?"));
    }
}
