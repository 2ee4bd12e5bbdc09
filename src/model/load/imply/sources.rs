//! Sources that no file writes: those made for entities and documents.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::draft::{Draft, Drafts, Given, Reference};
use super::super::id::Id;
use super::author_id;
use crate::model::kinds::{EntityKind, SourceKind};
use crate::model::{Kind, Value};

/// Gives sources the name and kind of the entity they are, where they have none.
pub(super) fn describe(drafts: &mut Drafts<'_>) {
    let fields = Kind::Sources;
    let (entity, name, kind) = (
        fields.place("entity"),
        fields.place("name"),
        fields.place("kind"),
    );
    let named: FxHashSet<&str> = drafts
        .of(Kind::Sources)
        .iter()
        .filter_map(|source| source.sole_id(entity).map(|id| &**id))
        .collect();
    let known: FxHashMap<Id<'_>, (Given<'static>, Given<'static>)> = drafts
        .of(Kind::Entities)
        .iter()
        .filter(|entity| named.contains(&*entity.id))
        .map(|entity| (entity.id.clone(), described(entity)))
        .collect();
    for source in drafts.of_mut(Kind::Sources) {
        let Some((known_name, known_kind)) = source.sole_id(entity).and_then(|id| known.get(id))
        else {
            continue;
        };
        for (field, known) in [(name, known_name), (kind, known_kind)] {
            if !source.has(field) {
                source.add(field, known.clone());
            }
        }
    }
}

/// Returns the name and the source's kind of an entity; what it lacks is reported there.
fn described(entity: &Draft<'_>) -> (Given<'static>, Given<'static>) {
    let kind = match entity.value(Kind::Entities.place("kind")) {
        Some(Value::Word(code)) => EntityKind::ALL.get(usize::from(*code)).copied(),
        Some(_) | None => None,
    };
    let kind = kind.map(|kind| Value::Word(source_kind(kind) as u8));
    let name = entity.value(Kind::Entities.place("name")).cloned();
    let given = |value: Option<Value>| value.map_or(Given::Broken, Given::Value);
    (given(name), given(kind))
}

fn source_kind(kind: EntityKind) -> SourceKind {
    match kind {
        EntityKind::Person => SourceKind::Person,
        EntityKind::Organisation | EntityKind::State => SourceKind::Organisation,
        EntityKind::Outlet => SourceKind::Outlet,
        EntityKind::Office => SourceKind::Office,
        EntityKind::Group => SourceKind::Crowd,
        EntityKind::Place | EntityKind::Other => SourceKind::Unstated,
    }
}

/// Makes the sources that references to entities and documents stand for.
pub(super) fn make(drafts: &mut Drafts<'_>) {
    let written = |kind| ids(drafts, kind);
    let (sources, entities, documents) = (
        written(Kind::Sources),
        written(Kind::Entities),
        written(Kind::Documents),
    );
    let (mut for_entities, mut for_documents) = (FxHashSet::default(), FxHashSet::default());
    for kind in Kind::ALL {
        for (place, field) in (0u8..).zip(kind.schema().fields) {
            if field.ty != Kind::Sources.reference() {
                continue;
            }
            let relays = kind == Kind::Reports;
            for id in references(drafts, kind, place) {
                if sources.contains(&**id) {
                    continue;
                }
                if entities.contains(&**id) {
                    for_entities.insert(id.clone());
                } else if let Some(document) = id.strip_suffix("/author") {
                    for_documents.insert(document.to_owned().into());
                } else if relays && documents.contains(&**id) {
                    for_documents.insert(id.clone());
                    *id = author_id(id);
                }
            }
        }
    }
    let mut made: Vec<Draft<'_>> = Vec::new();
    made.extend(picked(drafts, Kind::Entities, &for_entities).map(for_entity));
    let documents = picked(drafts, Kind::Documents, &for_documents);
    made.extend(documents.map(|document| for_document(document, &entities)));
    drafts.of_mut(Kind::Sources).extend(made);
    drafts.sort();
}

fn ids<'t>(drafts: &Drafts<'t>, kind: Kind) -> FxHashSet<Id<'t>> {
    drafts
        .of(kind)
        .iter()
        .map(|draft| draft.id.clone())
        .collect()
}

/// Returns the ids written in one field of all records of a kind.
fn references<'d, 't>(
    drafts: &'d mut Drafts<'t>,
    kind: Kind,
    field: u8,
) -> impl Iterator<Item = &'d mut Id<'t>> {
    let items = drafts
        .of_mut(kind)
        .iter_mut()
        .flat_map(|draft| &mut draft.items);
    let references = items
        .filter(move |item| item.field == field)
        .flat_map(|item| item.references_mut());
    references.filter_map(|reference| reference.id.as_mut())
}

fn picked<'d, 't>(
    drafts: &'d Drafts<'t>,
    kind: Kind,
    ids: &FxHashSet<Id<'t>>,
) -> impl Iterator<Item = &'d Draft<'t>> {
    drafts
        .of(kind)
        .iter()
        .filter(|draft| ids.contains(&draft.id))
}

fn for_entity<'t>(entity: &Draft<'t>) -> Draft<'t> {
    let mut source = Draft::new(entity.id.clone(), entity.place);
    let (name, kind) = described(entity);
    for (field, given) in [("name", name), ("kind", kind)] {
        source.add(Kind::Sources.place(field), given);
    }
    source.refer(Kind::Sources.place("entity"), entity.id.clone());
    source
}

/// Makes the source that a document is: its author, unnamed unless an outlet stands for it, which is
/// its entity then.
fn for_document<'t>(document: &Draft<'t>, entities: &FxHashSet<Id<'t>>) -> Draft<'t> {
    let mut source = Draft::new(author_id(&document.id), document.place);
    let outlet = document.references(Kind::Documents.place("outlet"));
    let unnamed = outlet.iter().all(|outlet| outlet.id.is_none());
    let title = document.value(Kind::Documents.place("title"));
    let (name, kind) = match title {
        Some(title) if !unnamed => (title.clone(), SourceKind::Outlet),
        Some(_) | None => (
            Value::Text(format!("author of {}", &*document.id).into()),
            SourceKind::Unstated,
        ),
    };
    source.add_value(Kind::Sources.place("name"), name);
    source.add_value(Kind::Sources.place("kind"), Value::Word(kind as u8));
    source.add_value(Kind::Sources.place("anonymous"), Value::Truth(unnamed));
    source.refer(Kind::Sources.place("document"), document.id.clone());
    // An outlet that is not there is told of at the document.
    let is_known = |it: &&Reference<'_>| it.id.as_deref().is_some_and(|id| entities.contains(id));
    if let Some(outlet) = outlet.iter().find(is_known) {
        let outlet = outlet.clone().standing(document.place.1);
        let entity = Given::References(vec![outlet]);
        source.add(Kind::Sources.place("entity"), entity);
    }
    source
}
