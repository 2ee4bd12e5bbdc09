//! What each record answers to.

use std::sync::{Arc, OnceLock};

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::spelt::Spelt;
use super::{Column, NONE, Store, row_number};
use crate::model::Kind;
use crate::model::kinds::NameKind;
use crate::value::{Shape, fold_name};

/// The names of one kind's records, folded.
#[derive(Debug, Default)]
pub struct Names {
    /// Every spelling and its bearer, in row order.
    spellings: Vec<Spelling>,
    /// The folded names, each once; its number is its place.
    folded: IndexSet<Arc<str>, FxBuildHasher>,
    /// The places in `spellings` of each folded name, one name behind the other.
    places: Vec<u32>,
    /// Where the places of each folded name end, by its number.
    ends: Vec<u32>,
    shapes: OnceLock<Vec<Shape>>,
    spelt: OnceLock<Spelt>,
}

/// One spelling of a name, and a record that bears it.
#[derive(Debug)]
pub struct Spelling {
    /// As written.
    pub text: Arc<str>,
    /// Folded.
    pub folded: Arc<str>,
    /// The number of the folded name.
    pub number: u32,
    /// Who bears it.
    pub bearer: Bearer,
}

/// A record that bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bearer {
    /// The record's row.
    pub row: u32,
    /// How far the name stands for it.
    pub strength: Strength,
    /// Whether it bears the name only through a doubtful reference.
    pub doubtful: bool,
}

/// How far a name stands for its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// It resolves: a name, an alias, a known misspelling.
    Resolving,
    /// It resolves where one entity alone bears it: a bare surname.
    Weak,
    /// It describes and never resolves.
    Described,
}

impl Names {
    pub(super) fn build(store: &Store, kind: Kind) -> Self {
        let mut names = Names::default();
        match kind {
            Kind::Entities => names.add_entities(store),
            Kind::Sources => names.add_sources(store),
            Kind::Documents => names.add_field(store, kind, "title"),
            Kind::Events => names.add_field(store, kind, "name"),
            Kind::Names
            | Kind::Propositions
            | Kind::Claims
            | Kind::Reports
            | Kind::Figures
            | Kind::Roles
            | Kind::Denials
            | Kind::Assessments => names.add_field(store, kind, "id"),
        }
        names.place();
        names
    }

    /// Lays the places of each folded name out.
    fn place(&mut self) {
        let mut counts = vec![0u32; self.folded.len()];
        for spelling in &self.spellings {
            counts[spelling.number as usize] += 1;
        }
        let mut sum = 0;
        // Starts for now; filling moves each to its end.
        self.ends = counts
            .iter()
            .map(|count| {
                sum += count;
                sum - count
            })
            .collect();
        self.places = vec![0; self.spellings.len()];
        for (place, spelling) in self.spellings.iter().enumerate() {
            let end = &mut self.ends[spelling.number as usize];
            self.places[*end as usize] = row_number(place);
            *end += 1;
        }
    }

    /// Returns every spelling with its bearer.
    pub fn spellings(&self) -> &[Spelling] {
        &self.spellings
    }

    /// Returns the bearers of a name, whatever its strength; the name is folded first.
    pub fn bearers(&self, name: &str) -> impl Iterator<Item = Bearer> {
        let places = self.places(fold_name(name).as_str());
        places
            .iter()
            .map(|&place| self.spellings[place as usize].bearer)
    }

    /// Returns the places among the spellings of a name that is folded already.
    pub fn places(&self, folded: &str) -> &[u32] {
        let number = self.folded.get_index_of(folded);
        number.map_or(&[], |number| self.numbered(row_number(number)))
    }

    /// Returns the places among the spellings of the folded name of a number.
    pub fn numbered(&self, number: u32) -> &[u32] {
        let number = number as usize;
        let start = if number == 0 {
            0
        } else {
            self.ends[number - 1]
        };
        &self.places[start as usize..self.ends[number] as usize]
    }

    /// Returns how many different folded names there are.
    pub fn numbers(&self) -> usize {
        self.folded.len()
    }

    /// Returns every folded name once, in the order of their numbers, with its shape.
    pub fn shaped(&self) -> impl Iterator<Item = (&str, Shape)> {
        let folded = self.folded.iter().map(|folded| &**folded);
        folded.zip(self.shapes().iter().copied())
    }

    /// Returns the shape of every folded name, made when first asked for.
    pub(super) fn shapes(&self) -> &[Shape] {
        self.shapes.get_or_init(|| {
            let folded = self.folded.iter();
            folded.map(|folded| Shape::of(folded)).collect()
        })
    }

    /// Returns the bearers of a spelling, and of those that fold alike, whatever their strength.
    pub fn bearers_of(&self, spelling: &Spelling) -> impl Iterator<Item = Bearer> {
        let places = self.numbered(spelling.number).iter();
        places.map(|&place| self.spellings[place as usize].bearer)
    }

    /// Returns the spellings of a kind's records as they are searched, made when first asked for.
    pub fn spelt(&self, store: &Store, kind: Kind) -> &Spelt {
        self.spelt.get_or_init(|| Spelt::build(self, store, kind))
    }

    /// Enters a folded name, and returns its number.
    fn number(&mut self, folded: &str) -> u32 {
        row_number(match self.folded.get_index_of(folded) {
            Some(number) => number,
            None => self.folded.insert_full(folded.into()).0,
        })
    }

    fn add(&mut self, text: Arc<str>, bearer: Bearer) {
        let number = self.number(&fold_name(&text));
        let folded = Arc::clone(&self.folded[number as usize]);
        self.spellings.push(Spelling {
            text,
            folded,
            number,
            bearer,
        });
    }

    fn add_field(&mut self, store: &Store, kind: Kind, field: &str) {
        for (row, text) in texts_of(store, kind, field) {
            self.add(
                text,
                Bearer {
                    row,
                    strength: Strength::Resolving,
                    doubtful: false,
                },
            );
        }
    }

    fn add_entities(&mut self, store: &Store) {
        let names = store.collection(Kind::Names);
        let entity = names.links(place_of(Kind::Names, "entity"));
        let strength = strengths(store);
        for (row, text) in texts_of(store, Kind::Names, "text") {
            for (bearer, doubtful) in entity.of(row as usize) {
                self.add(
                    Arc::clone(&text),
                    Bearer {
                        row: bearer,
                        strength: strength[row as usize],
                        doubtful,
                    },
                );
            }
        }
    }

    fn add_sources(&mut self, store: &Store) {
        self.add_field(store, Kind::Sources, "name");
        self.add_field(store, Kind::Sources, "aka");
        let entities = store.names(Kind::Entities);
        let mut of_entity: Vec<Vec<u32>> =
            vec![Vec::new(); store.collection(Kind::Entities).rows()];
        for (place, spelling) in entities.spellings.iter().enumerate() {
            of_entity[spelling.bearer.row as usize].push(row_number(place));
        }
        let sources = store.collection(Kind::Sources);
        let entity = sources.links(place_of(Kind::Sources, "entity"));
        for row in 0..sources.len() {
            for (entity, doubtful) in entity.of(row) {
                for &place in &of_entity[entity as usize] {
                    let spelling = &entities.spellings[place as usize];
                    let bearer = Bearer {
                        row: row_number(row),
                        strength: spelling.bearer.strength,
                        doubtful: doubtful || spelling.bearer.doubtful,
                    };
                    let number = self.number(&spelling.folded);
                    self.spellings.push(Spelling {
                        text: Arc::clone(&spelling.text),
                        folded: Arc::clone(&spelling.folded),
                        number,
                        bearer,
                    });
                }
            }
        }
    }
}

/// Returns the strength of each row of the names collection, somebody's included.
fn strengths(store: &Store) -> Vec<Strength> {
    let Some(Column::Word(codes)) = store
        .collection(Kind::Names)
        .column(place_of(Kind::Names, "kind"))
    else {
        unreachable!("a stored word field has a column of words")
    };
    let strength = |code: &u8| match NameKind::ALL.get(usize::from(*code)) {
        Some(NameKind::Weak) => Strength::Weak,
        Some(NameKind::Described) => Strength::Described,
        Some(NameKind::Name | NameKind::Aka | NameKind::Hidden) | None => Strength::Resolving,
    };
    codes.iter().map(strength).collect()
}

/// Returns the texts of a field, each with its record's row.
fn texts_of<'s>(
    store: &'s Store,
    kind: Kind,
    field: &str,
) -> impl Iterator<Item = (u32, Arc<str>)> + use<'s> {
    let collection = store.collection(kind);
    let column = collection.column(place_of(kind, field));
    (0..collection.len()).flat_map(move |row| {
        let codes = match column {
            Some(Column::Text(codes)) => &codes[row..=row],
            Some(Column::Texts(ends, codes)) => {
                &codes[if row == 0 { 0 } else { ends[row - 1] } as usize..ends[row] as usize]
            }
            Some(_) | None => &[],
        };
        let known = codes.iter().filter(|code| **code != NONE);
        known.map(move |&code| (row_number(row), store.texts().shared(code)))
    })
}

fn place_of(kind: Kind, field: &str) -> usize {
    kind.field(field)
        .expect("the schema has the fields that names are made of")
        .0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Text, load_texts};

    const LEDGER: &str = r#"
[[entity]]
id = "turkey"
name = "Türkiye"
kind = "state"
aka = ["Turkey"]

[[entity]]
id = "arouri"
name = "Saleh al-Arouri"
kind = "person"
weak = ["Arouri"]
described = ["a founder"]

[[entity]]
id = "aouri-street"
name = "Saleh Arouri"
kind = "place"

[[source]]
id = "s"
name = "diplomat"
kind = "office"
entity = "turkey?"

[[source]]
id = "t"
name = "Diplomat"
kind = "office"
"#;

    /// Returns who bears a name, how strongly, and whether in doubt (`?`).
    fn bearers(kind: Kind, name: &str) -> Vec<String> {
        let text = Text {
            name: "ledger.toml".to_owned(),
            text: LEDGER.to_owned(),
        };
        let loaded = load_texts([text]).expect("the ledger is sound");
        let store = Store::build(&loaded.ledger);
        let bearer = |bearer: Bearer| {
            let strength = match bearer.strength {
                Strength::Resolving => "",
                Strength::Weak => " weakly",
                Strength::Described => " as described",
            };
            let doubt = if bearer.doubtful { "?" } else { "" };
            format!("{}{doubt}{strength}", store.id(kind, bearer.row))
        };
        store.names(kind).bearers(name).map(bearer).collect()
    }

    #[test]
    fn names_are_met_folded_and_nobody_is_merged() {
        let cases: &[(Kind, &str, &[&str])] = &[
            (Kind::Entities, "turkiye", &["turkey"]),
            (Kind::Entities, "TURKEY", &["turkey"]),
            (
                Kind::Entities,
                "Saleh Al Arouri",
                &["arouri", "aouri-street"],
            ),
            (Kind::Entities, "al-arouri", &["arouri weakly"]),
            (Kind::Entities, "a founder", &["arouri as described"]),
            (Kind::Entities, "founder", &[]),
            (Kind::Sources, " DIPLOMAT ", &["s", "t"]),
            (Kind::Sources, "Turkey", &["s?"]),
        ];
        for (kind, name, expected) in cases {
            assert_eq!(bearers(*kind, name), *expected, "{name}");
        }
    }
}
