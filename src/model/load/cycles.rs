//! Wholes that are part of themselves.

use super::problems::Problems;
use crate::model::{Kind, Ledger};

/// Reports every circle of `part_of` once, at the first of its records.
pub(super) fn check(ledger: &Ledger, problems: &mut Problems<'_>) {
    for kind in [Kind::Entities, Kind::Events] {
        let part_of = kind.place("part_of");
        let table = ledger.table(kind);
        // The walk on which a record was met, so that each is walked over once.
        let mut met = vec![None; table.records.len()];
        for start in 0..table.records.len() {
            let mut at = start;
            while met[at].is_none() {
                met[at] = Some(start);
                let whole = table.records[at]
                    .link(part_of)
                    .map(|link| link.row as usize);
                match whole.filter(|whole| *whole < met.len()) {
                    Some(whole) => at = whole,
                    None => break,
                }
                if met[at] == Some(start) {
                    report(table, kind, part_of, at, problems);
                }
            }
        }
    }
}

fn report(
    table: &crate::model::Table,
    kind: Kind,
    part_of: u8,
    start: usize,
    problems: &mut Problems<'_>,
) {
    let mut way = Vec::new();
    let mut at = start;
    loop {
        way.extend(table.records.get_index(at).map(|(id, _)| format!("‘{id}’")));
        at = table.records[at]
            .link(part_of)
            .map_or(start, |link| link.row as usize);
        if at == start {
            break;
        }
    }
    way.push(way[0].clone());
    let message = format!(
        "the {} is part of itself: {}",
        kind.schema().singular,
        way.join(" in ")
    );
    problems.error(table.records[start].place, "part-of-itself", message);
}
