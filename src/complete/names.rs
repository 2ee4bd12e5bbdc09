//! Records by their names and ids, of those that go on with what was typed.

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::likeliest::Likeliest;
use crate::exec::Count;
use crate::model::Kind;
use crate::store::{Bearer, Column, Inner, Links, Names, Spelt, Store, Strength, row_number};
use crate::value::{fold_name, fold_text};

/// A name or an id that stands for records.
pub(super) struct Hit<'s> {
    /// What a query writes.
    pub(super) text: &'s str,
    /// The records that it finds, and whether each is surely meant.
    pub(super) bearers: Bearers,
    /// How likely it is that it is meant.
    pub(super) rank: Rank,
    /// Another name that led to it, or what the record of an id is called.
    pub(super) by: Option<&'s str>,
}

/// How likely it is that a name is meant, from where what was typed stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// It begins with it.
    Begins,
    /// A word of it, or of another name for the same, begins with it.
    BeginsWord,
    /// It stands within a word.
    Within,
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

impl Rank {
    /// Ranks what was typed by where it stands in what a thing is called, or in another name for it.
    pub(super) fn of(inner: Inner, is_own: bool) -> Rank {
        match inner {
            Inner::Begins if is_own => Rank::Begins,
            Inner::Begins | Inner::BeginsWord => Rank::BeginsWord,
            Inner::Within => Rank::Within,
        }
    }
}

/// The likeliest of the names that go on with what was typed, and how many more do.
pub(super) struct Hits<'s> {
    pub(super) hits: Vec<Hit<'s>>,
    pub(super) more: usize,
}

/// Finds the names of a kind's records, and the ids of those whose names are not found: the
/// likeliest, by the rows that each record has; records without a count have none.
pub(super) fn names<'s>(
    store: &'s Store,
    kind: Kind,
    typed: &str,
    takes: impl Fn(u32) -> bool,
    counts: &[Count],
) -> Hits<'s> {
    let rows = |record: u32| {
        let count = counts.get(record as usize);
        count.map_or(0, |count| count.possibly)
    };
    if !has_names(kind) {
        return ids(store, kind, typed, takes, rows);
    }
    let called = Called {
        store,
        kind,
        names: store.names(kind),
        spelt: store.names(kind).spelt(store, kind),
    };
    let best = called.best(typed);
    let mut likeliest = Likeliest::default();
    let mut shared = Shared::new(&called, counts);
    for (record, best) in (0..).zip(&best) {
        let Some(best) = best.filter(|_| takes(record)) else {
            continue;
        };
        if best.by == By::Id || called.spelt.is_alone(record) {
            likeliest.add(best.rank, rows(record), record);
        } else {
            shared.add(best.rank, record);
        }
    }
    shared.finish(&mut likeliest);
    let (records, more) = likeliest.finish();
    let hit = |record: u32| called.hit(record, best[record as usize]);
    Hits {
        hits: records.into_iter().filter_map(hit).collect(),
        more,
    }
}

/// Tells whether records of a kind answer to names besides their ids.
fn has_names(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Entities | Kind::Sources | Kind::Documents | Kind::Events
    )
}

/// Finds records by their ids.
fn ids<'s>(
    store: &'s Store,
    kind: Kind,
    typed: &str,
    takes: impl Fn(u32) -> bool,
    rows: impl Fn(u32) -> u32,
) -> Hits<'s> {
    let mut likeliest = Likeliest::default();
    with_ids(store, kind, typed, |record| {
        if takes(record) {
            likeliest.add(Rank::Begins, rows(record), record);
        }
    });
    let (records, more) = likeliest.finish();
    let hit = |record: u32| Hit {
        text: store.id(kind, record),
        bearers: Bearers::One([(record, true)]),
        rank: Rank::Begins,
        by: None,
    };
    Hits {
        hits: records.into_iter().map(hit).collect(),
        more,
    }
}

/// Goes over the records whose ids begin with what was typed, in order.
fn with_ids(store: &Store, kind: Kind, typed: &str, mut take: impl FnMut(u32)) {
    let collection = store.collection(kind);
    if typed.is_empty() {
        (0..row_number(collection.len())).for_each(take);
        return;
    }
    // Each record has an id of its own, so that they come in the order of the records.
    let ids = collection.folded(0, store.texts());
    let typed = fold_text(typed);
    ids.starting(&typed)
        .for_each(|place| take(row_number(place)));
}

/// How a record's best spelling goes on with what was typed.
#[derive(Clone, Copy)]
struct Best {
    rank: Rank,
    inner: Inner,
    by: By,
}

impl Best {
    /// Returns what is less the better it is.
    fn key(self) -> (Rank, bool, Inner, By) {
        let is_other = matches!(self.by, By::Spelling(_));
        (self.rank, is_other, self.inner, self.by)
    }
}

/// What of a record goes on with what was typed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    /// What it is called by.
    Own,
    /// Its id.
    Id,
    /// The spelling at this place.
    Spelling(u32),
}

/// What the records of a kind are called.
struct Called<'s> {
    store: &'s Store,
    kind: Kind,
    names: &'s Names,
    spelt: &'s Spelt,
}

impl<'s> Called<'s> {
    /// Returns how each record goes on best with what was typed.
    fn best(&self, typed: &str) -> Vec<Option<Best>> {
        let len = self.store.collection(self.kind).len();
        if fold_name(typed).is_empty() {
            let own = Best {
                rank: Rank::Begins,
                inner: Inner::Begins,
                by: By::Own,
            };
            return vec![Some(own); len];
        }
        let mut best: Vec<Option<Best>> = vec![None; len];
        for (place, inner) in self.holding(typed) {
            let spelling = &self.names.spellings()[place];
            let Some(slot) = best.get_mut(spelling.bearer.row as usize) else {
                continue;
            };
            let is_own = self.spelt.is_own(place);
            let by = if is_own {
                By::Own
            } else {
                By::Spelling(row_number(place))
            };
            let rank = Rank::of(inner, is_own);
            let found = Best { rank, inner, by };
            if slot.is_none_or(|slot| found.key() < slot.key()) {
                *slot = Some(found);
            }
        }
        with_ids(self.store, self.kind, typed, |record| {
            if let Some(slot @ None) = best.get_mut(record as usize) {
                *slot = Some(Best {
                    rank: Rank::Begins,
                    inner: Inner::Begins,
                    by: By::Id,
                });
            }
        });
        best
    }

    /// Returns the spellings that go on with what was typed.
    fn holding(&self, typed: &str) -> Vec<(usize, Inner)> {
        let folded = fold_name(typed);
        let mut all = self.spelt.holding(&folded);
        if all.is_empty() {
            all = self.abbreviated(&folded);
        }
        if let Some((owner, thing)) = possessed(typed) {
            let of = format!(" of {owner}");
            let named = self.spelt.holding(&thing).into_iter();
            all.extend(named.filter(|(place, inner)| {
                let folded = &self.names.spellings()[*place].folded;
                *inner != Inner::Within && folded.contains(&of)
            }));
        }
        all
    }

    /// Returns the spellings whose words begin, in this order, with the words that were typed.
    fn abbreviated(&self, typed: &str) -> Vec<(usize, Inner)> {
        let Some((first, _)) = typed.split_once(' ') else {
            return Vec::new();
        };
        let mut all = self.spelt.holding(first);
        all.retain(|(place, inner)| {
            let mut words = self.names.spellings()[*place].folded.split(' ');
            let mut typed = typed.split(' ');
            *inner != Inner::Within && typed.all(|typed| words.any(|word| word.starts_with(typed)))
        });
        all
    }

    fn hit(&self, record: u32, best: Option<Best>) -> Option<Hit<'s>> {
        let Best { rank, by, .. } = best?;
        let label = self.store.label(self.kind, record);
        let (text, bearers, by) = match by {
            By::Own => (label, self.bearers(record), None),
            By::Spelling(place) => {
                let spelling = &self.names.spellings()[place as usize];
                (label, self.bearers(record), Some(&*spelling.text))
            }
            By::Id => {
                let id = self.store.id(self.kind, record);
                (id, Bearers::One([(record, true)]), Some(label))
            }
        };
        Some(Hit {
            text,
            bearers,
            rank,
            by,
        })
    }

    /// Returns the records that what a record is called by finds, itself among them.
    fn bearers(&self, record: u32) -> Bearers {
        let taken = |bearer: Bearer| {
            let resolves = bearer.strength == Strength::Resolving;
            resolves.then_some((bearer.row, !bearer.doubtful))
        };
        let own = self.spelt.of_record(record);
        let mut all: Vec<(u32, bool)> = match own.map(|place| &self.names.spellings()[place]) {
            Some(own) => {
                let mut alike = self.names.bearers_of(own);
                if let (Some(only), None) = (alike.next(), alike.next()) {
                    return Bearers::One([taken(only).unwrap_or((record, true))]);
                }
                self.names.bearers_of(own).filter_map(taken).collect()
            }
            None => {
                let called = self.names.bearers(self.store.label(self.kind, record));
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
}

/// Takes `the owner's thing` apart, folded: the thing may be called one of its owner, too.
fn possessed(written: &str) -> Option<(String, String)> {
    let (owner, thing) = ["'s ", "’s "]
        .iter()
        .find_map(|mark| written.split_once(mark))?;
    let (owner, thing) = (fold_name(owner), fold_name(thing));
    (!owner.is_empty() && !thing.is_empty()).then_some((owner, thing))
}

/// Records that do not alone bear what they are called by; those that are called alike are one.
struct Shared<'c> {
    called: &'c Called<'c>,
    counts: &'c [Count],
    /// The best rank of each name and a record with it, by the code of the name.
    best: IndexMap<u32, (Rank, u32), FxBuildHasher>,
}

impl<'c> Shared<'c> {
    fn new(called: &'c Called<'c>, counts: &'c [Count]) -> Self {
        Shared {
            called,
            counts,
            best: IndexMap::default(),
        }
    }

    fn add(&mut self, rank: Rank, record: u32) {
        let code = self.called.store.label_code(self.called.kind, record);
        let slot = self.best.entry(code).or_insert((rank, record));
        *slot = (*slot).min((rank, record));
    }

    fn finish(self, likeliest: &mut Likeliest<Rank>) {
        if self.best.is_empty() {
            return;
        }
        // So many at most: a row may have several of them.
        let names = self.called.names;
        let mut rows = vec![0u32; names.numbers()];
        for spelling in names.spellings() {
            let count = self.counts.get(spelling.bearer.row as usize);
            let sum = &mut rows[spelling.number as usize];
            *sum = sum.saturating_add(count.map_or(0, |count| count.possibly));
        }
        for (rank, record) in self.best.into_values() {
            let own = self.called.spelt.of_record(record);
            let own = own.map(|place| names.spellings()[place].number as usize);
            likeliest.add(rank, own.map_or(0, |number| rows[number]), record);
        }
    }
}

/// Tells of each record whether a view may leave it out: of entities those that speak or publish.
pub(super) fn may_be_left_out(store: &Store, kind: Kind) -> impl Fn(u32) -> bool {
    let links = ["sources", "documents"]
        .into_iter()
        .filter_map(move |field| {
            let (place, _) = kind.field(field)?;
            match store.collection(kind).column(place) {
                Some(Column::Links(links)) => Some(links),
                Some(_) | None => None,
            }
        });
    let links: Vec<&Links> = links.collect();
    let is_linked = move |row: u32| {
        let mut links = links.iter();
        links.any(|links| !links.range(row as usize).is_empty())
    };
    move |row| kind != Kind::Entities || is_linked(row)
}
