//! Records found by what a person writes: `ID`, or `KIND:ID`.

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, nearest, quoted_list};
use crate::model::Kind;
use crate::store::Store;

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

/// Returns records whose ids begin with a text, or else those that have it within; each id once, of
/// claims first.
pub(crate) fn like(store: &Store, text: &str, most: usize) -> Vec<(Kind, u32)> {
    let text = text.to_lowercase();
    let kinds = [Kind::Claims].into_iter().chain(Kind::ALL);
    let rows = |kind: Kind| (0..store.collection(kind).somebody()).map(move |row| (kind, row));
    let found = |fits: &dyn Fn(&str) -> bool| {
        let mut seen = HashSet::new();
        let all = kinds.clone().flat_map(rows);
        let fitting = all.filter(|(kind, row)| {
            let id = store.id(*kind, *row);
            fits(&id.to_lowercase()) && seen.insert(id)
        });
        fitting.take(most).collect::<Vec<_>>()
    };
    let beginning = found(&|id| id.starts_with(&text));
    if beginning.is_empty() {
        return found(&|id| id.contains(&text));
    }
    beginning
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
