//! Sources that are the same: one record under the first id.

use rustc_hash::FxHashMap;

use super::draft::{Draft, Drafts, Given, Item};
use super::id::Id;
use crate::model::{Kind, Value};

/// Ids of records that were merged into another, with that other's id.
pub(super) type Merged<'t> = Vec<(Id<'t>, Id<'t>)>;

/// Merges sources declared the same; what is doubtfully the same is perhaps the same.
pub(super) fn sources<'t>(drafts: &mut Drafts<'t>) -> Merged<'t> {
    let same = Kind::Sources.place("same");
    let perhaps = Kind::Sources.place("perhaps");
    let sources = drafts.of_mut(Kind::Sources);
    let rows: FxHashMap<Id<'_>, usize> = sources
        .iter()
        .enumerate()
        .map(|(row, source)| (source.id.clone(), row))
        .collect();
    let mut first: Vec<usize> = (0..sources.len()).collect();
    for (row, source) in sources.iter().enumerate() {
        for reference in source.references(same).iter().filter(|it| !it.doubtful) {
            if let Some(&other) = reference.id.as_ref().and_then(|id| rows.get(&**id)) {
                let (a, b) = (root(&first, row), root(&first, other));
                first[a.max(b)] = a.min(b);
            }
        }
    }
    let mut merged = Merged::new();
    let mut kept: Vec<Draft<'_>> = Vec::with_capacity(sources.len());
    let mut places = Vec::with_capacity(sources.len());
    for (row, mut source) in std::mem::take(sources).into_iter().enumerate() {
        doubt_same(&mut source, same, perhaps, &rows);
        let root = root(&first, row);
        if root == row {
            places.push(kept.len());
            kept.push(source);
        } else {
            places.push(places[root]);
            let into = &mut kept[places[root]];
            merged.push((source.id.clone(), into.id.clone()));
            absorb(into, source);
        }
    }
    *sources = kept;
    merged
}

fn root(first: &[usize], mut row: usize) -> usize {
    while first[row] != row {
        row = first[row];
    }
    row
}

/// Takes what is settled by merging out of `same`, and moves what is doubtful to `perhaps`.
fn doubt_same(source: &mut Draft<'_>, same: u8, perhaps: u8, rows: &FxHashMap<Id<'_>, usize>) {
    let Some(at) = source.items.iter().position(|item| item.field == same) else {
        return;
    };
    let Item { span, given, .. } = source.items.swap_remove(at);
    let Given::References(references) = given else {
        return;
    };
    let known = |id: &str| rows.contains_key(id);
    let (doubtful, rest): (Vec<_>, Vec<_>) = references.into_iter().partition(|it| it.doubtful);
    // What names no source stays, so that it is reported where references are looked up.
    let unknown: Vec<_> = rest
        .into_iter()
        .filter(|it| !it.id.as_deref().is_some_and(known))
        .collect();
    for (field, references) in [(perhaps, doubtful), (same, unknown)] {
        // That it is merged stays told, and where.
        if field == same || !references.is_empty() {
            let given = Given::References(references);
            join(source, Item { field, span, given });
        }
    }
}

/// Adds what is known of a merged source to the one it is.
fn absorb<'t>(into: &mut Draft<'t>, from: Draft<'t>) {
    let (name, aka) = (Kind::Sources.place("name"), Kind::Sources.place("aka"));
    let other = from.value(name).cloned();
    if let Some(Value::Text(text)) = other.filter(|other| into.value(name) != Some(other)) {
        match into
            .items
            .iter_mut()
            .find(|item| item.field == aka)
            .map(|item| &mut item.given)
        {
            Some(Given::Value(Value::Texts(texts))) => {
                *texts = texts.iter().cloned().chain([text]).collect();
            }
            Some(_) | None => into.add_value(aka, Value::Texts([text].into())),
        }
    }
    let elsewhere = (into.place.0 != from.place.0).then_some(into.place.1);
    for mut item in from.items {
        // Places are those of one file.
        if let Some(span) = elsewhere {
            item.span = span;
            item.references_mut()
                .iter_mut()
                .for_each(|it| it.span = span);
        }
        join(into, item);
    }
}

/// Adds an item; lists are joined, and of two single values the first stays.
fn join<'t>(into: &mut Draft<'t>, item: Item<'t>) {
    let many = Kind::Sources.schema().fields[usize::from(item.field)].many;
    match into
        .items
        .iter_mut()
        .find(|there| there.field == item.field)
    {
        None => into.items.push(item),
        Some(there) => {
            if let (true, Given::References(all), Given::References(more)) =
                (many, &mut there.given, item.given)
            {
                all.extend(more);
            }
        }
    }
}
