//! Records by their names and ids, of those that go on with what was typed.

use rustc_hash::FxHashMap;

use crate::model::Kind;
use crate::store::{Bearer, Column, Inner, Store, Strength, row_number};
use crate::value::{fold_name, fold_text};

/// A name or an id that stands for records.
pub(super) struct Hit<'s> {
    /// What a query writes.
    pub(super) text: &'s str,
    /// The records that it finds, and whether each is surely meant.
    pub(super) bearers: Bearers,
    /// Where what was typed stands in it, or in what led to it.
    pub(super) inner: Inner,
    /// Another name that led to it.
    pub(super) by: Option<&'s str>,
}

/// The records that a name finds; most find one.
pub(super) enum Bearers {
    One([(u32, bool); 1]),
    Many(Vec<(u32, bool)>),
}

impl Bearers {
    /// Returns each, and whether it is surely meant.
    pub(super) fn as_slice(&self) -> &[(u32, bool)] {
        match self {
            Bearers::One(one) => one,
            Bearers::Many(all) => all,
        }
    }
}

/// Finds the names of a kind's records, and the ids of those whose names are not found.
pub(super) fn names<'s>(
    store: &'s Store,
    kind: Kind,
    typed: &str,
    takes: impl Fn(u32) -> bool,
) -> Vec<Hit<'s>> {
    let by_names = matches!(
        kind,
        Kind::Entities | Kind::Sources | Kind::Documents | Kind::Events
    );
    if !by_names {
        return ids(store, kind, typed, takes).collect();
    }
    let mut hits = Hits {
        store,
        kind,
        hits: Vec::new(),
        places: FxHashMap::default(),
    };
    let len = store.collection(kind).len();
    if fold_name(typed).is_empty() {
        let records = (0..len).map(row_number).filter(|record| takes(*record));
        records.for_each(|record| hits.add(record, (Inner::Begins, None)));
        return hits.hits;
    }
    let best = best_spellings(store, kind, typed);
    for (row, best) in best.iter().enumerate() {
        let record = row_number(row);
        if let Some(best) = best.filter(|_| takes(record)) {
            hits.add(record, best);
        }
    }
    let mut hits = hits.hits;
    let unfound = |record: u32| best[record as usize].is_none() && takes(record);
    let labelled = ids(store, kind, typed, unfound).map(|hit| Hit {
        by: hit
            .bearers
            .as_slice()
            .first()
            .map(|(record, _)| store.label(kind, *record)),
        ..hit
    });
    hits.extend(labelled);
    hits
}

/// Finds records by their ids.
fn ids<'s>(
    store: &'s Store,
    kind: Kind,
    typed: &str,
    takes: impl Fn(u32) -> bool,
) -> impl Iterator<Item = Hit<'s>> {
    let typed = fold_text(typed);
    let folded = store.collection(kind).folded(0, store.texts());
    // Each record has an id of its own, so that they come in the order of the records.
    let ids = folded.iter().enumerate();
    ids.filter_map(move |(row, (code, id))| {
        let record = row_number(row);
        (id.starts_with(&typed) && takes(record)).then(|| Hit {
            text: store.texts().get(code),
            bearers: Bearers::One([(record, true)]),
            inner: Inner::Begins,
            by: None,
        })
    })
}

/// How a record's best spelling goes on with what was typed, and another name that it is.
type Best<'s> = (Inner, Option<&'s str>);

/// Returns the spelling of each record that goes on best with what was typed.
fn best_spellings<'s>(store: &'s Store, kind: Kind, written: &str) -> Vec<Option<Best<'s>>> {
    let names = store.names(kind);
    let spelt = names.spelt(store, kind);
    let mut best: Vec<Option<Best<'_>>> = vec![None; store.collection(kind).len()];
    let of_owner = possessed(written).map(|(owner, thing)| {
        let of = format!(" of {owner}");
        let named = spelt.holding(&thing).into_iter();
        let owned = move |(place, inner): &(usize, Inner)| {
            *inner != Inner::Within && names.spellings()[*place].folded.contains(&of)
        };
        named.filter(owned)
    });
    let plain = spelt.holding(&fold_name(written)).into_iter();
    for (place, inner) in plain.chain(of_owner.into_iter().flatten()) {
        let spelling = &names.spellings()[place];
        let Some(slot) = best.get_mut(spelling.bearer.row as usize) else {
            continue;
        };
        let by = (!spelt.is_own(place)).then_some(&*spelling.text);
        let better = slot.is_none_or(|slot| (by.is_some(), inner) < (slot.1.is_some(), slot.0));
        if better {
            *slot = Some((inner, by));
        }
    }
    best
}

/// Takes `the owner's thing` apart, folded: the thing may be called one of its owner, too.
fn possessed(written: &str) -> Option<(String, String)> {
    let (owner, thing) = ["'s ", "’s "]
        .iter()
        .find_map(|mark| written.split_once(mark))?;
    let (owner, thing) = (fold_name(owner), fold_name(thing));
    (!owner.is_empty() && !thing.is_empty()).then_some((owner, thing))
}

/// The hits so far; records that are called alike are one.
struct Hits<'s> {
    store: &'s Store,
    kind: Kind,
    hits: Vec<Hit<'s>>,
    /// Where the hit of each name is that several records may have, by the code of the name.
    places: FxHashMap<u32, usize>,
}

impl<'s> Hits<'s> {
    fn add(&mut self, record: u32, (inner, by): Best<'s>) {
        let bearers = bearers(self.store, self.kind, record);
        if let Bearers::Many(_) = bearers {
            let code = self.store.label_code(self.kind, record);
            let place = *self.places.entry(code).or_insert(self.hits.len());
            if let Some(hit) = self.hits.get_mut(place) {
                if (by.is_some(), inner) < (hit.by.is_some(), hit.inner) {
                    (hit.by, hit.inner) = (by, inner);
                }
                return;
            }
        }
        self.hits.push(Hit {
            text: self.store.label(self.kind, record),
            bearers,
            inner,
            by,
        });
    }
}

/// Returns the records that what a record is called by finds, itself among them.
fn bearers(store: &Store, kind: Kind, record: u32) -> Bearers {
    let names = store.names(kind);
    let taken = |bearer: Bearer| {
        let resolves = bearer.strength == Strength::Resolving;
        resolves.then_some((bearer.row, !bearer.doubtful))
    };
    let own = names.spelt(store, kind).of_record(record);
    let mut all: Vec<(u32, bool)> = match own.map(|place| &names.spellings()[place]) {
        Some(own) => {
            let mut alike = names.bearers_of(own);
            if let (Some(only), None) = (alike.next(), alike.next()) {
                return Bearers::One([taken(only).unwrap_or((record, true))]);
            }
            names.bearers_of(own).filter_map(taken).collect()
        }
        None => {
            let called = names.bearers(store.label(kind, record));
            called.filter_map(taken).collect()
        }
    };
    if !all.iter().any(|(row, _)| *row == record) {
        all.push((record, true));
    }
    // A record that bears it twice bears it as surely as it does once.
    all.sort_unstable_by_key(|(row, sure)| (*row, !sure));
    all.dedup_by_key(|(row, _)| *row);
    Bearers::Many(all)
}

/// Tells of each entity whether it speaks or publishes, so that a view may leave it out.
pub(super) fn may_be_left_out(store: &Store, kind: Kind, row: u32) -> bool {
    if kind != Kind::Entities {
        return true;
    }
    let entities = store.collection(kind);
    ["sources", "documents"].into_iter().any(|field| {
        let links = kind.field(field).map(|(place, _)| entities.column(place));
        matches!(links, Some(Some(Column::Links(links))) if links.of(row as usize).next().is_some())
    })
}
