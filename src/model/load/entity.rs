//! Entities with their spellings.

use toml::de::{DeTable, DeValue};

use super::draft::{Draft, Given};
use super::read::{Reader, TomlValue, at, one_or_many, written, written_names};
use crate::diagnostic::Span;
use crate::model::kinds::NameKind;
use crate::model::{Kind, Value};

/// Reads an `[[entity]]`; each of its spellings becomes a name.
pub(super) fn read<'t>(reader: &mut Reader<'_, '_, 't>, span: Span, table: DeTable<'t>) {
    let mut entity = Draft::new("", (reader.file, span));
    let mut names = Vec::new();
    for (key, value) in table {
        let Some((place, field)) = written(Kind::Entities, key.get_ref()) else {
            reader.unknown_key(Kind::Entities, &key, written_names(Kind::Entities));
            continue;
        };
        if let Some(kind) = spelling_kind(field.name) {
            names.extend(
                spellings(reader, value)
                    .into_iter()
                    .map(|name| (kind, name)),
            );
            continue;
        }
        if field.name == "name" && matches!(value.get_ref(), DeValue::Table(_)) {
            for name in spellings(reader, value) {
                let text = name.value(Kind::Names.place("text")).cloned();
                entity.add(place, text.map_or(Given::Broken, Given::Value));
                names.push((NameKind::Name, name));
            }
            continue;
        }
        reader.field(Kind::Entities, place, field, value, &mut entity);
        if field.name == "name"
            && let Some(text) = entity.value(place)
        {
            let mut name = Draft::new("", entity.place_of(place));
            name.add_value(Kind::Names.place("text"), text.clone());
            names.push((NameKind::Name, name));
        }
    }
    for (kind, mut name) in names {
        name.add_value(Kind::Names.place("kind"), Value::Word(kind as u8));
        name.refer(Kind::Names.place("entity"), entity.id.clone());
        if !entity.id.is_empty() {
            reader.push(Kind::Names, name);
        }
    }
    reader.push(Kind::Entities, entity);
}

/// Returns the kind of name that a key of an entity lists.
fn spelling_kind(key: &str) -> Option<NameKind> {
    match key {
        "aka" => Some(NameKind::Aka),
        "hidden" => Some(NameKind::Hidden),
        "weak" => Some(NameKind::Weak),
        "described" => Some(NameKind::Described),
        _ => None,
    }
}

/// Reads spellings: each a text, or `{ text, in }`.
fn spellings<'t>(reader: &mut Reader<'_, '_, 't>, value: TomlValue<'t>) -> Vec<Draft<'t>> {
    let mut names = Vec::new();
    for item in one_or_many(value) {
        let span = at(&item.span());
        let mut name = Draft::new("", (reader.file, span));
        if let DeValue::Table(_) = item.get_ref() {
            let DeValue::Table(table) = item.into_inner() else {
                continue;
            };
            spelling_table(reader, table, &mut name);
        } else {
            let (place, field) = written(Kind::Names, "text").expect("names have a text");
            reader.field(Kind::Names, place, field, item, &mut name);
        }
        names.push(name);
    }
    names
}

/// Reads `{ text, in }`.
fn spelling_table<'t>(reader: &mut Reader<'_, '_, 't>, table: DeTable<'t>, name: &mut Draft<'t>) {
    for (key, value) in table {
        let field = match &**key.get_ref() {
            "text" => written(Kind::Names, "text"),
            "in" => written(Kind::Names, "documents"),
            _ => None,
        };
        match field {
            Some((place, field)) => reader.field(Kind::Names, place, field, value, name),
            None => reader.unknown_key(Kind::Names, &key, ["text", "in"].into_iter()),
        }
    }
}
