//! Drafts to records: every reference looked up.

use std::sync::Arc;

use super::draft::{Draft, Drafts, Given, Item, Reference};
use super::id::Id;
use super::merge::Merged;
use super::problems::{Place, Problems};
use crate::diagnostic::{Diagnostic, Span, did_you_mean, nearest};
use crate::model::{Field, Kind, Ledger, Link, Record, Table, Value};
use crate::value::Type;

/// Makes the records of a ledger; references that name nothing are reported and left out.
pub(super) fn link<'t>(
    mut drafts: Drafts<'t>,
    merged: &Merged<'t>,
    problems: &mut Problems<'_>,
) -> Ledger {
    let mut ledger = numbered(&drafts, merged);
    let mut unknown = Vec::new();
    for kind in Kind::ALL {
        let written = drafts.take(kind);
        let mut linker = Linker {
            ledger: &ledger,
            drafts: &drafts,
            unknown: &mut unknown,
            problems,
        };
        let ids = ledger.table(kind).records.keys();
        let records: Vec<Record> = ids
            .zip(written)
            .map(|(id, draft)| linker.record(kind, Arc::clone(id), draft))
            .collect();
        let places = ledger.tables[kind as usize].records.values_mut();
        for (place, record) in places.zip(records) {
            *place = record;
        }
    }
    for unknown in unknown {
        report(&unknown, &ledger, problems);
    }
    ledger
}

/// Makes tables whose records have an id and a row, and nothing else yet.
fn numbered(drafts: &Drafts<'_>, merged: &Merged<'_>) -> Ledger {
    let mut ledger = Ledger::default();
    for kind in Kind::ALL {
        let drafts = drafts.of(kind).iter();
        let records = drafts.map(|draft| (draft.id.shared(), Record::default()));
        ledger.tables[kind as usize].records = records.collect();
    }
    let Table {
        records,
        merged: by,
        ..
    } = &mut ledger.tables[Kind::Sources as usize];
    for (id, into) in merged {
        if let Some(row) = records.get_index_of(&**into) {
            by.insert(id.shared(), row_number(row));
        }
    }
    ledger
}

/// What most records of a kind are given once they are settled, at least.
fn settled(kind: Kind) -> usize {
    match kind {
        Kind::Claims => 8,
        Kind::Sources => 6,
        Kind::Reports | Kind::Entities => 2,
        Kind::Documents | Kind::Names | Kind::Figures | Kind::Events => 1,
        Kind::Propositions | Kind::Denials | Kind::Roles | Kind::Assessments => 0,
    }
}

/// A reference that names nothing.
struct Unknown<'t> {
    place: Place,
    id: Id<'t>,
    field: &'static Field,
    target: Kind,
}

/// Makes records of drafts.
struct Linker<'l, 'f, 't> {
    /// Where the ids are.
    ledger: &'l Ledger,
    drafts: &'l Drafts<'t>,
    unknown: &'l mut Vec<Unknown<'t>>,
    problems: &'l mut Problems<'f>,
}

impl<'t> Linker<'_, '_, 't> {
    fn record(&mut self, kind: Kind, id: Arc<str>, draft: Draft<'t>) -> Record {
        let place = draft.place;
        let mut values = Vec::with_capacity(draft.items.len() + 1 + settled(kind));
        let mut spans = Vec::with_capacity(draft.items.len());
        for item in draft.items {
            let Item {
                field: at,
                span,
                given,
            } = item;
            let field = &kind.schema().fields[usize::from(at)];
            match given {
                Given::Value(value) => {
                    spans.push((at, span));
                    values.push((at, value));
                }
                Given::References(references) => {
                    if kind.reference() == field.ty && kind != Kind::Entities {
                        itself(kind, field, (&id, place), &references, self.problems);
                    }
                    let links = self.links(references, (at, field), place.0, &mut spans);
                    if links.is_empty() {
                        spans.push((at, span));
                    } else {
                        values.push((at, Value::Links(links)));
                    }
                }
                Given::Broken => {}
            }
        }
        values.push((0, Value::Text(id)));
        values.sort_by_key(|(field, _)| *field);
        // What stands where the record does is implied.
        spans.retain(|(_, span)| *span != place.1);
        spans.sort_by_key(|(field, _)| *field);
        Record {
            values,
            place,
            spans,
        }
    }

    /// Looks references up, and adds where each is written to the spans of the record; where one
    /// record is named twice, the undoubted reference counts.
    fn links(
        &mut self,
        references: Vec<Reference<'t>>,
        (at, field): (u8, &'static Field),
        file: u32,
        spans: &mut Vec<(u8, Span)>,
    ) -> Vec<Link> {
        let Type::Record(number) = field.ty else {
            return Vec::new();
        };
        let target = Kind::from_number(number);
        let mut links: Vec<Link> = Vec::with_capacity(references.len());
        for Reference { id, doubtful, span } in references {
            let row = match &id {
                None => Some(Link::SOMEBODY),
                Some(id) => row(self.ledger.table(target), id),
            };
            let Some(row) = row else {
                let id = id.unwrap_or_default();
                if !self.drafts.has_lost(&id) {
                    let place = (file, span);
                    self.unknown.push(Unknown {
                        place,
                        id,
                        field,
                        target,
                    });
                }
                continue;
            };
            // That there is somebody is not in doubt, only who it is.
            let doubtful = doubtful && row != Link::SOMEBODY;
            match links.iter_mut().find(|link| link.row == row) {
                Some(link) => link.doubtful &= doubtful,
                None => {
                    links.push(Link { row, doubtful });
                    spans.push((at, span));
                }
            }
        }
        links
    }
}

/// Returns the row of an id, or of the record that it was merged into.
fn row(table: &Table, id: &str) -> Option<u32> {
    let row = table.records.get_index_of(id);
    row.map(row_number)
        .or_else(|| table.merged.get(id).copied())
}

fn row_number(row: usize) -> u32 {
    u32::try_from(row).expect("a table has fewer than 2³² records")
}

/// Reports a reference that names nothing.
fn report(unknown: &Unknown<'_>, ledger: &Ledger, problems: &mut Problems<'_>) {
    let accepted = accepted(unknown.target, unknown.field);
    let names: Vec<&str> = accepted.iter().map(|kind| kind.schema().singular).collect();
    let id = &*unknown.id;
    let message = format!("there is no {} ‘{id}’", names.join(" or "));
    let diagnostic = problems.error(unknown.place, "unknown-id", message);
    suggest_id(diagnostic, id, accepted, ledger);
}

/// Reports references that lead back to the record they stand in.
///
/// A state may be its own country, and a circle of wholes is told as that.
fn itself(
    kind: Kind,
    field: &Field,
    (id, place): (&str, Place),
    references: &[Reference<'_>],
    problems: &mut Problems<'_>,
) {
    if field.name == "part_of" {
        return;
    }
    let own = |it: &&Reference<'_>| it.id.as_deref() == Some(id);
    for reference in references.iter().filter(own) {
        let (name, what) = (field.name, kind.schema().singular);
        let message = format!("‘{name}’ leads from the {what} to itself");
        problems
            .error((place.0, reference.span), "refers-to-itself", message)
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
fn suggest_id(diagnostic: &mut Diagnostic, id: &str, kinds: &[Kind], ledger: &Ledger) {
    let all = || {
        let tables = kinds.iter().map(|kind| (*kind, ledger.table(*kind)));
        tables.flat_map(|(kind, table)| {
            let records = table.records.iter();
            records.map(move |(id, record)| (kind, &**id, record))
        })
    };
    if let Some(near) = nearest(id, all().map(|(_, id, _)| id)) {
        diagnostic.helps.push(did_you_mean(near));
        return;
    }
    let label = |kind: Kind| kind.place(kind.schema().label);
    let named: Vec<(&str, &str)> = all()
        .filter_map(|(kind, id, record)| Some((record.text(label(kind))?, id)))
        .collect();
    let near = nearest(id, named.iter().map(|(name, _)| *name));
    if let Some((name, id)) = named.iter().find(|(name, _)| Some(*name) == near) {
        diagnostic
            .helps
            .push(format!("did you mean ‘{id}’ ({name})?"));
    }
}
