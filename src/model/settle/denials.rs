//! Denials: the pairs of claims that deny and are denied.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::kinds::Scope;
use crate::model::relations::Relations;
use crate::model::{Kind, Ledger, Link, Record, Table, Value};

/// Makes a record of each claim and each claim it denies; one that it may deny is only possibly one.
pub(super) fn pairs(ledger: &mut Ledger) {
    let (denies, proposition) = (
        usize::from(Kind::Claims.place("denies")),
        Kind::Claims.place("proposition"),
    );
    let claims = ledger.table(Kind::Claims);
    let relations = Relations::new(ledger);
    let content = |row: u32| {
        let link = claims.row(row)?.link(proposition)?;
        (!link.doubtful && link.row != Link::SOMEBODY).then_some(link.row)
    };
    let mut denials = Table::default();
    let mut possible = BTreeSet::new();
    for (row, (id, claim)) in (0u32..).zip(&claims.records) {
        for link in claim.links(denies) {
            let scope = match (content(link.row), content(row)) {
                (Some(claimed), Some(denied)) => relations.scope(claimed, denied),
                (_, _) => Scope::Unrecorded,
            };
            let known = link.row != Link::SOMEBODY;
            let target = claims.records.get_index(link.row as usize);
            let id: Arc<str> = format!("{id}/{}", target.map_or("?", |(id, _)| id)).into();
            let sure = Link {
                row,
                doubtful: false,
            };
            // That the claim denied is nobody's known is no doubt that one is.
            let target = Link {
                doubtful: !known,
                ..*link
            };
            let mut record = Record::build(
                Kind::Denials,
                [
                    ("id", Value::Text(Arc::clone(&id))),
                    ("denial", Value::Links(vec![sure])),
                    ("target", Value::Links(vec![target])),
                    ("scope", Value::Word(scope as u8)),
                ],
            );
            record.place = claim.place;
            let (place, _) = denials.records.insert_full(id, record);
            if known && link.doubtful {
                possible.insert(u32::try_from(place).expect("a table has fewer than 2³² records"));
            }
        }
    }
    denials.possible = possible;
    ledger.tables[Kind::Denials as usize] = denials;
}
