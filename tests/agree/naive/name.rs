//! Names: which records a text beside a reference means, and the names a search looks at.

use whosaid::model::{Kind, Link};

use super::{Naive, Tri, Val};
use crate::agree::values::name_folded;

impl Naive<'_> {
    /// Tells how far a record bears a name, or has it as its id; `NAME (ID)` that nothing bears is
    /// the record of that id, if it bears the name.
    pub(super) fn bears(&self, kind: Kind, row: u32, text: &str) -> Tri {
        let shown = text
            .strip_suffix(')')
            .and_then(|text| text.rsplit_once(" ("));
        let is_borne = |text: &str| {
            self.all(kind)
                .any(|row| self.bears_just(kind, row, text) != Tri::No)
        };
        match shown {
            Some((name, id)) if row != Link::SOMEBODY && !is_borne(text) => {
                Tri::of(self.id(kind, row) == id && self.bears_just(kind, row, name) != Tri::No)
            }
            Some(_) | None => self.bears_just(kind, row, text),
        }
    }

    fn bears_just(&self, kind: Kind, row: u32, text: &str) -> Tri {
        // Somebody not known may be anyone.
        if row == Link::SOMEBODY {
            return Tri::Maybe;
        }
        if self.id(kind, row) == text {
            return Tri::Yes;
        }
        let wanted = name_folded(text);
        let own = |field: &str| {
            let texts = self.texts(kind, row, field);
            Tri::of(texts.iter().any(|name| name_folded(name) == wanted))
        };
        match kind {
            Kind::Entities => {
                let weakly = || {
                    let bearers = |kinds: &[&str]| {
                        let bears = |entity: &u32| self.has_name(*entity, &wanted, kinds);
                        self.all(Kind::Entities).filter(bears).collect::<Vec<u32>>()
                    };
                    // A weak name resolves when one entity alone bears it.
                    bearers(&RESOLVING).is_empty() && bearers(&["weak"]) == [row]
                };
                Tri::of(self.has_name(row, &wanted, &RESOLVING) || weakly())
            }
            Kind::Sources => {
                // A source answers to its name and to every name of its entity.
                let entities = self.field(kind, row, "entity");
                let entity = entities.into_iter().map(|link| match link.val {
                    Val::Record(_, Link::SOMEBODY) => Tri::No,
                    Val::Record(_, entity) => Tri::of(self.has_name(entity, &wanted, &RESOLVING))
                        .if_doubtful(link.doubtful),
                    other => panic!("an entity is a record, not {other:?}"),
                });
                Tri::any(entity.chain([own("name")]))
            }
            Kind::Documents => own("title"),
            Kind::Events => own("name"),
            Kind::Names
            | Kind::Propositions
            | Kind::Claims
            | Kind::Reports
            | Kind::Figures
            | Kind::Roles
            | Kind::Denials
            | Kind::Assessments => Tri::No,
        }
    }

    /// Returns all the names of a record, descriptions too, that a search looks at, and whether
    /// each is doubtful.
    pub(super) fn searched_names(&self, kind: Kind, row: u32) -> Vec<(String, bool)> {
        let sure = |texts: Vec<String>| texts.into_iter().map(|text| (text, false)).collect();
        match kind {
            Kind::Entities => sure(
                self.spellings(row)
                    .into_iter()
                    .map(|(text, _)| text)
                    .collect(),
            ),
            Kind::Sources => {
                let mut names: Vec<(String, bool)> = sure(self.texts(kind, row, "name"));
                for link in self.field(kind, row, "entity") {
                    if let Val::Record(_, entity) = link.val
                        && entity != Link::SOMEBODY
                    {
                        let own = self.spellings(entity).into_iter();
                        names.extend(own.map(|(text, _)| (text, link.doubtful)));
                    }
                }
                names
            }
            Kind::Documents => sure(self.texts(kind, row, "title")),
            Kind::Events => sure(self.texts(kind, row, "name")),
            Kind::Names
            | Kind::Propositions
            | Kind::Claims
            | Kind::Reports
            | Kind::Figures
            | Kind::Roles
            | Kind::Denials
            | Kind::Assessments => sure(vec![self.id(kind, row).to_owned()]),
        }
    }

    /// Tells whether an entity has a name of one of these kinds.
    fn has_name(&self, entity: u32, folded: &str, kinds: &[&str]) -> bool {
        let mut names = self.spellings(entity).into_iter();
        names.any(|(text, kind)| kinds.contains(&kind) && name_folded(&text) == folded)
    }

    /// Returns the spellings of an entity and how far each names.
    fn spellings(&self, entity: u32) -> Vec<(String, &'static str)> {
        let mut spellings = Vec::new();
        for row in self.all(Kind::Names) {
            let of = self.field(Kind::Names, row, "entity");
            let here = |link: &super::Item| link.val == Val::Record(Kind::Entities, entity);
            if !of.iter().any(here) {
                continue;
            }
            let kinds = self.field(Kind::Names, row, "kind");
            let kind = match kinds.first().map(|item| &item.val) {
                Some(Val::Word(words, code)) => words.word(*code),
                _other => "aka",
            };
            let texts = self.texts(Kind::Names, row, "text");
            spellings.extend(texts.into_iter().map(|text| (text, kind)));
        }
        spellings
    }

    /// Returns the texts of a field.
    pub(super) fn texts(&self, kind: Kind, row: u32, field: &str) -> Vec<String> {
        let items = self.field(kind, row, field).into_iter();
        let texts = items.filter_map(|item| match item.val {
            Val::Text(text) => Some(text),
            _other => None,
        });
        texts.collect()
    }
}

const RESOLVING: [&str; 3] = ["name", "aka", "hidden"];
