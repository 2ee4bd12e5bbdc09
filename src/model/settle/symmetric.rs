//! Links that hold both ways.

use crate::model::{Kind, Ledger, Link, Value};

/// The fields that hold both ways.
const SYMMETRIC: [(Kind, &str); 5] = [
    (Kind::Claims, "contradicts"),
    (Kind::Propositions, "excludes"),
    (Kind::Propositions, "independent"),
    (Kind::Sources, "perhaps"),
    (Kind::Sources, "different"),
];

/// Adds to every such link the one that leads back, with the same doubt.
///
/// Where both are written, one undoubted makes both so. No record is linked to itself.
pub(super) fn both_ways(ledger: &mut Ledger) {
    for (kind, name) in SYMMETRIC {
        let field = kind.place(name);
        let table = &mut ledger.tables[kind as usize];
        let written: Vec<(u32, Link)> = (0u32..)
            .zip(table.records.values())
            .flat_map(|(row, record)| {
                record
                    .links(usize::from(field))
                    .iter()
                    .map(move |link| (row, *link))
            })
            .collect();
        for (row, link) in written {
            let back = Link {
                row,
                doubtful: link.doubtful,
            };
            for (from, to) in [(row, link), (link.row, back)] {
                let Some(record) = table.row_mut(from) else {
                    continue;
                };
                let mut links = record.links(usize::from(field)).to_vec();
                match links.iter_mut().find(|there| there.row == to.row) {
                    Some(there) => there.doubtful &= to.doubtful,
                    None => links.push(to),
                }
                links.retain(|link| link.row != from);
                if !links.is_empty() {
                    record.set(field, Value::Links(links));
                }
            }
        }
    }
}
