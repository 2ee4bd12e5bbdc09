//! Records found by what a person writes: `ID`, or `KIND:ID`.

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, nearest, quoted_list};
use crate::model::Kind;
use crate::store::{Store, row_number};
use crate::value::fold_text;

/// Finds the record that a text names, by its id or by `KIND:ID`.
///
/// A claim and the proposition that it makes share an id; the claim alone stands for it then.
///
/// # Errors
///
/// Returns why it names none, or more than one, and what to write.
pub fn find(store: &Store, text: &str) -> Result<(Kind, u32), Diagnostic> {
    let text = text.trim();
    let kinds = Kind::ALL.into_iter();
    let mut found: Vec<(Kind, u32)> = kinds
        .filter_map(|kind| Some((kind, row(store, kind, text)?)))
        .collect();
    // The ids of assessments have a colon too.
    if found.is_empty()
        && let Some((word, id)) = text.split_once(':')
    {
        let kind = kind(word.trim()).ok_or_else(|| unknown_kind(text, word.trim()))?;
        let row = row(store, kind, id.trim());
        return row
            .map(|row| (kind, row))
            .ok_or_else(|| unknown(store, &[kind], id.trim()));
    }
    if found.iter().any(|(kind, _)| *kind == Kind::Claims) {
        found.retain(|(kind, _)| *kind != Kind::Propositions);
    }
    match found[..] {
        [only] => Ok(only),
        [] => Err(unknown(store, &Kind::ALL, text)),
        [..] => {
            let kinds = found.iter().map(|(kind, _)| kind.schema().singular);
            let written: Vec<String> = kinds.map(|kind| format!("{kind}:{text}")).collect();
            let message = format!("‘{text}’ is the id of {} records", found.len());
            let written = quoted_list(written.iter().map(String::as_str));
            let help = format!("say which one: {written}");
            Err(Diagnostic::error("several-records", message).help(help))
        }
    }
}

/// Returns the kind of that name, singular or plural; case does not count.
fn kind(word: &str) -> Option<Kind> {
    let mut kinds = Kind::ALL.into_iter();
    kinds.find(|kind| {
        let schema = kind.schema();
        let names = [schema.singular, schema.collection];
        names.iter().any(|name| name.eq_ignore_ascii_case(word))
    })
}

/// Returns the row of the record of that id.
pub fn row(store: &Store, kind: Kind, id: &str) -> Option<u32> {
    let code = store.texts().code(id)?;
    let collection = store.collection(kind);
    (0..collection.somebody()).find(|row| collection.id_code(*row) == code)
}

/// Returns records whose ids begin with a text, or else those that have it within, and what names
/// each as [`find`] reads it; of claims first. A text may begin with the kind that is meant.
pub(crate) fn like(store: &Store, text: &str, most: usize) -> Vec<(String, Kind, u32)> {
    let meant = text.split_once(':');
    if let Some((kind, id)) = meant.and_then(|(word, id)| Some((kind(word.trim())?, id))) {
        let rows = beginning(store, kind, id, most).into_iter();
        let named = |row| format!("{}:{}", kind.schema().singular, store.id(kind, row));
        return rows.map(|row| (named(row), kind, row)).collect();
    }
    let kinds = [Kind::Claims].into_iter().chain(Kind::ALL);
    let kinds = kinds
        .enumerate()
        .filter(|(at, kind)| *at == 0 || *kind != Kind::Claims);
    let all = |rows: &dyn Fn(Kind) -> Vec<u32>| {
        let found = kinds
            .clone()
            .flat_map(|(_, kind)| rows(kind).into_iter().map(move |row| (kind, row)));
        let mut of_id: IndexMap<&str, Vec<(Kind, u32)>> = IndexMap::new();
        for (kind, row) in found {
            let same = of_id.entry(store.id(kind, row)).or_default();
            // The claim stands for the proposition that it makes.
            if kind != Kind::Propositions
                || same.first().is_none_or(|(first, _)| *first != Kind::Claims)
            {
                same.push((kind, row));
            }
        }
        of_id
    };
    let mut found = all(&|kind| beginning(store, kind, text, most));
    if found.is_empty() {
        found = all(&|kind| within(store, kind, text, most));
    }
    // What is written out already comes first.
    found.sort_by_cached_key(|id, _| !id.eq_ignore_ascii_case(text));
    let written = found.into_iter().flat_map(|(id, same)| {
        let is_alone = same.len() == 1;
        same.into_iter().map(move |(kind, row)| {
            let singular = kind.schema().singular;
            let written = if is_alone {
                id.to_owned()
            } else {
                format!("{singular}:{id}")
            };
            (written, kind, row)
        })
    });
    written.take(most).collect()
}

/// Returns so many records at most whose ids begin with a text.
fn beginning(store: &Store, kind: Kind, text: &str, most: usize) -> Vec<u32> {
    let ids = store.collection(kind).folded(0, store.texts());
    // Each record has an id of its own, so that they come in the order of the records.
    ids.starting(&fold_text(text))
        .take(most)
        .map(row_number)
        .collect()
}

/// Returns so many records at most whose ids have a text within.
fn within(store: &Store, kind: Kind, text: &str, most: usize) -> Vec<u32> {
    let ids = store.collection(kind).folded(0, store.texts());
    ids.places_with(&fold_text(text))
        .take(most)
        .map(row_number)
        .collect()
}

fn unknown_kind(text: &str, word: &str) -> Diagnostic {
    let kinds = || Kind::ALL.into_iter().map(|kind| kind.schema().singular);
    let message = format!("‘{text}’ names no kind of record");
    let diagnostic = Diagnostic::error("unknown-kind", message);
    match nearest(word, kinds()) {
        Some(near) => diagnostic.near(near),
        None => diagnostic.help(format!("the kinds are {}", quoted_list(kinds()))),
    }
}

fn unknown(store: &Store, kinds: &[Kind], id: &str) -> Diagnostic {
    let what = match kinds {
        [kind] => format!("none of the {} is called ‘{id}’", kind.collection()),
        _ => format!("there is no record ‘{id}’"),
    };
    let diagnostic = Diagnostic::error("unknown-record", what);
    match near(store, kinds, id) {
        Some(near) => diagnostic.near(near),
        None => diagnostic.help("write its id, as a column ‘id’ has it"),
    }
}

/// Returns the id, with its kind before it where ids of several kinds are looked at, of the record
/// that bears a name, or else the id that is nearest.
fn near(store: &Store, kinds: &[Kind], id: &str) -> Option<String> {
    let written = |kind: Kind, row: u32| match kinds {
        [_] => store.id(kind, row).to_owned(),
        _ => format!("{}:{}", kind.schema().singular, store.id(kind, row)),
    };
    let bearer = kinds.iter().find_map(|kind| {
        let mut bearers = store.names(*kind).bearers(id);
        Some(written(*kind, bearers.next()?.row))
    });
    bearer.or_else(|| {
        let rows = |kind: Kind| 0..store.collection(kind).somebody();
        let ids = kinds
            .iter()
            .flat_map(|kind| rows(*kind).map(|row| store.id(*kind, row)));
        nearest(id, ids).map(str::to_owned)
    })
}
