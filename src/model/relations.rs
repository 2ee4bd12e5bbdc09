//! What propositions are recorded to say of each other, and what follows from it.
//!
//! `implies` is transitive, and what excludes a proposition excludes whatever implies it. Only links
//! that are not in doubt count.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::kinds::Scope;
use super::{Kind, Ledger, Link};

/// How the propositions of a ledger stand to each other.
pub(crate) struct Relations {
    implies: Vec<Vec<u32>>,
    implied_by: Vec<Vec<u32>>,
    /// Both ways round, as `independent`.
    excludes: BTreeSet<(u32, u32)>,
    independent: BTreeSet<(u32, u32)>,
    /// What follows from each proposition asked for, that one included.
    below: RefCell<BTreeMap<u32, Rc<BTreeSet<u32>>>>,
}

/// Why a denial misses what it is said to deny.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Miss {
    /// What is denied may be so whether the other is or not.
    Independent,
    /// What is denied cannot be so if the other is.
    Excluded,
}

impl Relations {
    /// Reads them off a ledger.
    pub(crate) fn new(ledger: &Ledger) -> Self {
        let records = &ledger.table(Kind::Propositions).records;
        let links = |name: &str| -> Vec<Vec<u32>> {
            let field = usize::from(Kind::Propositions.place(name));
            let known = |link: &&Link| !link.doubtful && link.row != Link::SOMEBODY;
            let rows = records.values().map(|record| {
                let links = record.links(field).iter().filter(known);
                links.map(|link| link.row).collect()
            });
            rows.collect()
        };
        let pairs = |name: &str| {
            let each = (0u32..).zip(links(name));
            each.flat_map(|(row, others)| others.into_iter().map(move |other| (row, other)))
                .flat_map(|(a, b)| [(a, b), (b, a)])
                .collect()
        };
        let implies = links("implies");
        let mut implied_by = vec![Vec::new(); implies.len()];
        for (row, others) in (0u32..).zip(&implies) {
            for &other in others {
                implied_by[other as usize].push(row);
            }
        }
        Relations {
            implies,
            implied_by,
            excludes: pairs("excludes"),
            independent: pairs("independent"),
            below: RefCell::default(),
        }
    }

    /// Returns what each proposition is said to imply.
    pub(crate) fn implications(&self) -> &[Vec<u32>] {
        &self.implies
    }

    /// Returns what follows from a proposition, that one included.
    fn below(&self, row: u32) -> Rc<BTreeSet<u32>> {
        let mut below = self.below.borrow_mut();
        let made = || Rc::new(reached(&self.implies, row));
        Rc::clone(below.entry(row).or_insert_with(made))
    }

    /// Tells whether one proposition implies another, or is it.
    pub(crate) fn implies(&self, from: u32, to: u32) -> bool {
        from == to || self.below(from).contains(&to)
    }

    /// Tells whether two propositions cannot both be so, as what they imply excludes each other.
    pub(crate) fn exclude(&self, a: u32, b: u32) -> bool {
        if self.excludes.is_empty() {
            return false;
        }
        let (of_a, of_b) = (self.below(a), self.below(b));
        of_a.iter().any(|a| {
            let mut excluded = self.excludes.range((*a, 0)..=(*a, u32::MAX));
            excluded.any(|(_, other)| of_b.contains(other))
        })
    }

    /// Returns the first proposition that implies both.
    pub(crate) fn common(&self, a: u32, b: u32) -> Option<u32> {
        let of_b = reached(&self.implied_by, b);
        let of_a = reached(&self.implied_by, a);
        of_a.intersection(&of_b).next().copied()
    }

    /// Tells how the denial of one proposition stands to a claim of another.
    pub(crate) fn scope(&self, claimed: u32, denied: u32) -> Scope {
        if self.implies(claimed, denied) {
            Scope::Meets
        } else if self.implies(denied, claimed) {
            Scope::Narrower
        } else if self.miss(claimed, denied).is_some() {
            Scope::Misses
        } else {
            Scope::Unrecorded
        }
    }

    /// Tells why the denial of one proposition misses a claim of another that neither implies.
    pub(crate) fn miss(&self, claimed: u32, denied: u32) -> Option<Miss> {
        if self.independent.contains(&(claimed, denied)) {
            Some(Miss::Independent)
        } else {
            self.exclude(claimed, denied).then_some(Miss::Excluded)
        }
    }
}

/// Returns a row and all that can be reached from it.
fn reached(edges: &[Vec<u32>], start: u32) -> BTreeSet<u32> {
    let mut met = BTreeSet::from([start]);
    let mut open = vec![start];
    while let Some(at) = open.pop() {
        let next = edges[at as usize].iter().copied();
        open.extend(next.filter(|row| met.insert(*row)));
    }
    met
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Record, Value};

    /// Makes the ledger of propositions 0, 1, … with what each implies, excludes, is independent of.
    fn relations(count: u32, links: &[(&str, u32, u32)]) -> Relations {
        let mut ledger = Ledger::default();
        for row in 0..count {
            let of = |name: &str| {
                let own = links
                    .iter()
                    .filter(|(of, from, _)| *of == name && *from == row);
                Value::Links(
                    own.map(|(_, _, to)| Link {
                        row: *to,
                        doubtful: false,
                    })
                    .collect(),
                )
            };
            let fields = ["implies", "excludes", "independent"].map(|name| (name, of(name)));
            let record = Record::build(Kind::Propositions, fields);
            ledger.push(Kind::Propositions, row.to_string(), record);
        }
        Relations::new(&ledger)
    }

    #[test]
    fn scopes_follow_what_is_recorded() {
        // 0 → 1 → 2, 3 excludes 2, 4 → 3, 5 and 0 are independent, 6 stands alone.
        let relations = relations(
            7,
            &[
                ("implies", 0, 1),
                ("implies", 1, 2),
                ("excludes", 3, 2),
                ("implies", 4, 3),
                ("independent", 5, 0),
            ],
        );
        for (claimed, denied, scope) in [
            (0, 0, Scope::Meets),
            (0, 2, Scope::Meets),
            (2, 0, Scope::Narrower),
            (0, 3, Scope::Misses),
            (4, 0, Scope::Misses),
            (0, 4, Scope::Misses),
            (0, 5, Scope::Misses),
            (5, 0, Scope::Misses),
            (1, 5, Scope::Unrecorded),
            (0, 6, Scope::Unrecorded),
        ] {
            assert_eq!(
                relations.scope(claimed, denied),
                scope,
                "{claimed} {denied}"
            );
        }
        assert_eq!(relations.miss(0, 5), Some(Miss::Independent));
        assert_eq!(relations.miss(0, 4), Some(Miss::Excluded));
        assert_eq!(relations.common(2, 1), Some(0));
        assert_eq!(relations.common(2, 3), None);
    }

    #[test]
    fn circles_end() {
        let relations = relations(2, &[("implies", 0, 1), ("implies", 1, 0)]);
        assert_eq!(relations.scope(0, 1), Scope::Meets);
    }
}
