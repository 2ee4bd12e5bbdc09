//! Records by their names and ids, of those that go on with what was typed.

use indexmap::IndexMap;

use crate::model::Kind;
use crate::store::{Column, Store, Strength};
use crate::value::fold_name;

/// A name or an id that stands for records.
pub(super) struct Hit<'s> {
    /// What a query writes.
    pub(super) text: &'s str,
    /// The records that it finds, and whether each is surely meant.
    pub(super) bearers: Vec<(u32, bool)>,
    /// Where what was typed stands in it, or in what led to it.
    pub(super) inner: Inner,
    /// Another name that led to it.
    pub(super) by: Option<&'s str>,
}

/// Where something typed stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Inner {
    /// At its beginning.
    Begins,
    /// At the beginning of a word within it.
    BeginsWord,
    /// Within a word.
    Within,
}

/// Tells where something typed stands in a text, both folded.
pub(super) fn stands_in(folded: &str, typed: &str) -> Option<Inner> {
    if folded.starts_with(typed) {
        return Some(Inner::Begins);
    }
    let mut found = folded.match_indices(typed).peekable();
    found.peek()?;
    let begins = |(at, _): (usize, &str)| {
        let before = folded[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric())
    };
    Some(if found.any(begins) {
        Inner::BeginsWord
    } else {
        Inner::Within
    })
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
    let mut hits: IndexMap<&str, Hit<'_>> = IndexMap::new();
    let mut found = vec![false; store.collection(kind).rows()];
    if by_names {
        for (row, best) in best_spellings(store, kind, typed).into_iter().enumerate() {
            let record = crate::store::row_number(row);
            let Some(best) = best.filter(|_| takes(record)) else {
                continue;
            };
            found[row] = true;
            let label = store.label(kind, record);
            let hit = hits.entry(label).or_insert_with(|| Hit {
                text: label,
                bearers: bearers(store, kind, label, record),
                inner: best.inner,
                by: best.by,
            });
            if (best.by.is_some(), best.inner) < (hit.by.is_some(), hit.inner) {
                (hit.by, hit.inner) = (best.by, best.inner);
            }
        }
    }
    let mut hits: Vec<Hit<'_>> = hits.into_values().collect();
    let typed = typed.to_ascii_lowercase();
    found.pop();
    for (row, found) in found.into_iter().enumerate() {
        let record = crate::store::row_number(row);
        if found || by_names && typed.is_empty() || !takes(record) {
            continue;
        }
        let id = store.id(kind, record);
        let begins = id
            .get(..typed.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(&typed));
        if begins {
            hits.push(Hit {
                text: id,
                bearers: vec![(record, true)],
                inner: Inner::Begins,
                by: by_names.then(|| store.label(kind, record)),
            });
        }
    }
    hits
}

/// The spelling of a record that goes on best with what was typed.
#[derive(Clone, Copy)]
struct Best<'s> {
    inner: Inner,
    by: Option<&'s str>,
}

fn best_spellings<'s>(store: &'s Store, kind: Kind, typed: &str) -> Vec<Option<Best<'s>>> {
    let typed = fold_name(typed);
    let mut best: Vec<Option<Best<'_>>> = vec![None; store.collection(kind).rows()];
    best.pop();
    if typed.is_empty() {
        best.fill(Some(Best {
            inner: Inner::Begins,
            by: None,
        }));
        return best;
    }
    for spelling in store.names(kind).spellings() {
        let Some(inner) = stands_in(&spelling.folded, &typed) else {
            continue;
        };
        let row = spelling.bearer.row;
        let Some(slot) = best.get_mut(row as usize) else {
            continue;
        };
        let own = *spelling.text == *store.label(kind, row);
        let by = (!own).then_some(&*spelling.text);
        let better = slot
            .as_ref()
            .is_none_or(|slot| (by.is_some(), inner) < (slot.by.is_some(), slot.inner));
        if better {
            *slot = Some(Best { inner, by });
        }
    }
    best
}

/// Returns the records that a name finds, the one that it was taken from among them.
fn bearers(store: &Store, kind: Kind, name: &str, record: u32) -> Vec<(u32, bool)> {
    let mut all: Vec<(u32, bool)> = store
        .names(kind)
        .bearers(name)
        .filter(|bearer| bearer.strength == Strength::Resolving)
        .map(|bearer| (bearer.row, !bearer.doubtful))
        .collect();
    if !all.iter().any(|(row, _)| *row == record) {
        all.push((record, true));
    }
    // A record that bears it twice bears it as surely as it does once.
    all.sort_unstable_by_key(|(row, sure)| (*row, !sure));
    all.dedup_by_key(|(row, _)| *row);
    all
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
