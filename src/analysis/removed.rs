//! What `without` takes away: sources, outlets and documents, each standing for the others.

use super::links;
use crate::model::Kind;
use crate::model::kinds::SourceKind;
use crate::store::{Bits, Column, Store, Truths};
use crate::value::{Truth, fold_name};

/// How far each source, outlet and document is taken away.
#[derive(Debug, Clone, PartialEq)]
pub struct Removed {
    /// By row among the sources.
    pub sources: Truths,
    /// By row among the entities.
    pub entities: Truths,
    /// By row among the documents.
    pub documents: Truths,
}

impl Removed {
    /// Makes what takes nothing away.
    pub fn nothing(store: &Store) -> Removed {
        let none = |kind| Truths::sure(Bits::none(store.collection(kind).rows()));
        Removed {
            sources: none(Kind::Sources),
            entities: none(Kind::Entities),
            documents: none(Kind::Documents),
        }
    }

    /// Takes a record away as well; records of other kinds cannot be.
    pub fn add(&mut self, kind: Kind, row: u32, truth: Truth) {
        let set = match kind {
            Kind::Sources => &mut self.sources,
            Kind::Entities => &mut self.entities,
            Kind::Documents => &mut self.documents,
            Kind::Names
            | Kind::Propositions
            | Kind::Claims
            | Kind::Reports
            | Kind::Figures
            | Kind::Events
            | Kind::Roles
            | Kind::Denials
            | Kind::Assessments => return,
        };
        let row = row as usize;
        set.set(row, set.get(row).or(truth));
    }

    /// Takes away all that another takes away.
    pub(super) fn join(&mut self, other: &Removed) {
        self.sources.or(&other.sources);
        self.entities.or(&other.entities);
        self.documents.or(&other.documents);
    }

    /// Adds what these records stand for: the outlet or document that a source is, the documents of
    /// an outlet, the sources that an outlet or a document is.
    ///
    /// Those who speak for an entity are not it, nor are its parts.
    pub(super) fn close(&mut self, store: &Store) {
        let sources = 0..store.collection(Kind::Sources).len();
        let (entity, document) = (
            links(store, Kind::Sources, "entity"),
            links(store, Kind::Sources, "document"),
        );
        let somebody = store.collection(Kind::Entities).somebody();
        for source in sources.clone() {
            let own = self.sources.get(source);
            if own == Truth::No {
                continue;
            }
            // One document gone does not take its outlet along.
            let is_document = document.of(source).next().is_some();
            for (target, doubtful) in entity.of(source).filter(|_| !is_document) {
                if target != somebody && is_itself(store, source, target) {
                    self.add(Kind::Entities, target, doubted(own, doubtful));
                }
            }
            for (target, doubtful) in document.of(source) {
                if target != store.collection(Kind::Documents).somebody() {
                    self.add(Kind::Documents, target, doubted(own, doubtful));
                }
            }
        }
        let outlets = with_somebody(&self.entities);
        let outlet = links(store, Kind::Documents, "outlet");
        for row in 0..store.collection(Kind::Documents).len() {
            let gone = any(outlet.of(row), |target| outlets.get(target as usize));
            self.add(Kind::Documents, crate::store::row_number(row), gone);
        }
        let documents = with_somebody(&self.documents);
        for source in sources {
            let as_entity = any(entity.of(source), |target| {
                if is_itself(store, source, target) {
                    outlets.get(target as usize)
                } else {
                    Truth::No
                }
            });
            let as_document = any(document.of(source), |target| documents.get(target as usize));
            let row = crate::store::row_number(source);
            self.add(Kind::Sources, row, as_entity.or(as_document));
        }
    }
}

/// Returns a set in which somebody not known, whose row is the last, is possible.
pub(super) fn with_somebody(set: &Truths) -> Truths {
    let mut set = set.clone();
    set.doubt_at(set.len() - 1);
    set
}

/// Tells whether a source is an entity itself, not one who speaks for it: the source made for it,
/// one of its name, or an outlet.
fn is_itself(store: &Store, source: usize, entity: u32) -> bool {
    let row = crate::store::row_number(source);
    let (kind, _) = Kind::Sources.field("kind").expect("sources have a kind");
    if let Some(Column::Word(kinds)) = store.collection(Kind::Sources).column(kind)
        && kinds[source] == SourceKind::Outlet as u8
    {
        return true;
    }
    if entity == store.collection(Kind::Entities).somebody() {
        return false;
    }
    store.id(Kind::Sources, row) == store.id(Kind::Entities, entity)
        || fold_name(store.label(Kind::Sources, row))
            == fold_name(store.label(Kind::Entities, entity))
}

/// Tells how far any of some links leads to what a test holds of.
pub(super) fn any(links: impl Iterator<Item = (u32, bool)>, test: impl Fn(u32) -> Truth) -> Truth {
    links.fold(Truth::No, |any, (target, doubtful)| {
        any.or(doubted(test(target), doubtful))
    })
}

fn doubted(truth: Truth, doubtful: bool) -> Truth {
    if doubtful { truth.doubted() } else { truth }
}
