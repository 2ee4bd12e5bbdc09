//! Entities: their spellings, wholes, countries, and the parties of sources.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::kinds::{EntityKind, NameKind};
use crate::model::{Kind, Ledger, Link, Record, Table, Value};

/// Lists on each entity the texts of its names.
pub(super) fn spellings(ledger: &mut Ledger) {
    let fields = Kind::Names;
    let (entity, text, kind) = (
        fields.place("entity"),
        fields.place("text"),
        fields.place("kind"),
    );
    let mut listed: BTreeMap<(u32, u8), Vec<Arc<str>>> = BTreeMap::new();
    for name in ledger.table(Kind::Names).records.values() {
        let kind = match name.get(usize::from(kind)) {
            Some(Value::Word(code)) => NameKind::ALL.get(usize::from(*code)).copied(),
            Some(_) | None => Some(NameKind::Aka),
        };
        let field = match kind {
            Some(NameKind::Aka) => "aka",
            Some(NameKind::Hidden) => "hidden",
            Some(NameKind::Weak) => "weak",
            Some(NameKind::Described) => "described",
            Some(NameKind::Name) | None => continue,
        };
        if let (Some(link), Some(text)) = (name.link(entity), name.shared_text(text)) {
            let key = (link.row, Kind::Entities.place(field));
            listed.entry(key).or_default().push(text);
        }
    }
    let entities = &mut ledger.tables[Kind::Entities as usize];
    for ((row, field), texts) in listed {
        if let Some(record) = entities.row_mut(row) {
            record.set(field, Value::Texts(texts.into()));
        }
    }
}

/// Gives entities a country: a state is its own, a part has its whole's.
pub(super) fn countries(ledger: &mut Ledger) {
    let fields = Kind::Entities;
    let (country, part_of) = (fields.place("country"), fields.place("part_of"));
    let entities = &mut ledger.tables[Kind::Entities as usize];
    let found: Vec<Option<Link>> = (0u32..)
        .zip(entities.records.values())
        .map(|(row, _)| {
            climb(entities, row, part_of, |row, record| {
                match record.link(country) {
                    None if is_state(record) => Some(Link {
                        row,
                        doubtful: false,
                    }),
                    written => written,
                }
            })
        })
        .collect();
    for (record, found) in entities.records.values_mut().zip(found) {
        if let (false, Some(link)) = (record.has(country), found) {
            record.set(country, Value::Links(vec![link]));
        }
    }
}

fn is_state(entity: &Record) -> bool {
    entity.get(usize::from(Kind::Entities.place("kind")))
        == Some(&Value::Word(EntityKind::State as u8))
}

/// Gives sources the party and the country of the entity they are.
pub(super) fn parties(ledger: &mut Ledger) {
    let fields = Kind::Sources;
    let (entity, party, country) = (
        fields.place("entity"),
        fields.place("party"),
        fields.place("country"),
    );
    let (part_of, of) = (
        Kind::Entities.place("part_of"),
        Kind::Entities.place("country"),
    );
    let tables = &mut ledger.tables;
    let mut sources = std::mem::take(&mut tables[Kind::Sources as usize]);
    let entities = &tables[Kind::Entities as usize];
    for source in sources.records.values_mut() {
        let Some(own) = source.link(entity) else {
            continue;
        };
        if !source.has(party) {
            let top = climb(entities, own.row, part_of, |row, record| {
                let is_top = !record.has(part_of);
                is_top.then_some(Link {
                    row,
                    doubtful: false,
                })
            });
            let top = if own.row == Link::SOMEBODY {
                Some(own)
            } else {
                top
            };
            if let Some(top) = top {
                source.set(party, Value::Links(vec![top.doubted(own.doubtful)]));
            }
        }
        if !source.has(country) {
            let of = match entities.row(own.row) {
                Some(record) => record.link(of),
                None => Some(own),
            };
            if let Some(of) = of {
                source.set(country, Value::Links(vec![of.doubted(own.doubtful)]));
            }
        }
    }
    tables[Kind::Sources as usize] = sources;
}

/// Climbs from part to whole until `found` answers; doubt on the way makes the answer doubtful.
///
/// Comes to *somebody* where the way leads there, and to nothing where it leads in a circle.
fn climb(
    entities: &Table,
    from: u32,
    part_of: u8,
    found: impl Fn(u32, &Record) -> Option<Link>,
) -> Option<Link> {
    let (mut row, mut doubtful) = (from, false);
    for _ in 0..=entities.records.len() {
        let Some(record) = entities.row(row) else {
            return Some(Link {
                row,
                doubtful: true,
            });
        };
        if let Some(link) = found(row, record) {
            return Some(link.doubted(doubtful));
        }
        let whole = record.link(part_of)?;
        row = whole.row;
        doubtful |= whole.doubtful;
    }
    None
}
