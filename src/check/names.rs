//! Spellings of entities.

use std::collections::BTreeMap;

use super::context::{Context, sole};
use super::findings::Findings;
use crate::model::kinds::NameKind;
use crate::model::{Kind, Record};
use crate::value::fold_name;

/// Finds names that stand for two entities, compared as names are looked up.
pub(super) fn shared(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut bearers: BTreeMap<String, (u32, &Record)> = BTreeMap::new();
    let mut told: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for (entity, name, text) in spellings(context) {
        let resolves = match kind(name) {
            Some(NameKind::Name | NameKind::Aka | NameKind::Hidden) => true,
            Some(NameKind::Weak | NameKind::Described) | None => false,
        };
        let folded = fold_name(text);
        if !resolves || folded.is_empty() {
            continue;
        }
        let (first, other) = *bearers.entry(folded.clone()).or_insert((entity, name));
        let told = told.entry(folded).or_default();
        if first == entity || told.contains(&entity) {
            continue;
        }
        told.push(entity);
        let id = |row| context.id(Kind::Entities, row);
        let message = format!("‘{text}’ names both ‘{}’ and ‘{}’", id(entity), id(first));
        findings
            .add(name.place, message)
            .beside(other.place, "the other")
            .help("make it ‘weak’ where others bear it too, or one entity of the two");
    }
}

/// Finds spellings that one entity has twice.
pub(super) fn twice(context: &Context<'_>, findings: &mut Findings<'_>) {
    let mut seen: BTreeMap<(u32, &str), &Record> = BTreeMap::new();
    for (entity, name, text) in spellings(context) {
        let Some(first) = seen.get(&(entity, text)) else {
            seen.insert((entity, text), name);
            continue;
        };
        let word = |name| kind(name).map_or("aka", word);
        let (one, other) = (word(first), word(name));
        let message = if one == other {
            format!("‘{text}’ is written twice as ‘{one}’")
        } else {
            format!("‘{text}’ is both ‘{one}’ and ‘{other}’")
        };
        findings
            .add(name.place, message)
            .beside(first.place, "the other")
            .help("keep one; { text = \"…\", in = [\"…\"] } tells the documents it stands in");
    }
}

/// Returns every spelling with its entity.
fn spellings<'l>(context: &Context<'l>) -> impl Iterator<Item = (u32, &'l Record, &'l str)> {
    let (entity, text) = (Kind::Names.place("entity"), Kind::Names.place("text"));
    context
        .rows(Kind::Names)
        .filter_map(move |(_, name)| Some((sole(name, entity)?, name, name.text(text)?)))
}

fn kind(name: &Record) -> Option<NameKind> {
    let code = name.word(Kind::Names.place("kind"))?;
    NameKind::ALL.get(usize::from(code)).copied()
}

fn word(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Name => "name",
        NameKind::Aka => "aka",
        NameKind::Hidden => "hidden",
        NameKind::Weak => "weak",
        NameKind::Described => "described",
    }
}
