//! Links followed again and again: each record is visited once, so that it always ends.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Run;
use super::column::{Col, Scalar};
use super::detours::Detours;
use super::eval::{once_each, spread};
use super::view::links;
use crate::model::Kind;
use crate::plan::Repeat;
use crate::store::{Bits, Links, Truths};
use crate::value::Truth;

/// The links of one field between records of one kind, to be followed so often.
struct Walk<'s> {
    links: &'s Links,
    somebody: u32,
    times: Repeat,
}

/// How near a record is: over all links, and over those without doubt.
#[derive(Clone, Copy)]
struct Distance {
    least: u32,
    /// None where every way to it is in doubt.
    sure: Option<u32>,
}

impl Run<'_> {
    /// Follows a field so often from every record of a column.
    pub(super) fn repeat(&self, column: &Col, kind: Kind, field: usize, times: Repeat) -> Col {
        let lens = self.sight.1.clone();
        let walk = Walk {
            links: links(self.store, lens.as_ref(), kind, field),
            somebody: self.store.collection(kind).somebody(),
            times,
        };
        let each = |value: Scalar, emit: &mut dyn FnMut(Scalar, bool)| {
            if let Scalar::Record(row) = value {
                for (record, doubtful) in walk.from(row) {
                    emit(Scalar::Record(record), doubtful);
                }
            }
        };
        once_each(spread(column, each, kind.reference()), walk.somebody)
    }

    /// Carries truths back to the records of a domain from which such links lead there: *any* of
    /// those reached.
    pub(super) fn carry_repeated(
        &self,
        (kind, field, times): (Kind, usize, Repeat),
        targets: &Truths,
        domain: &Bits,
    ) -> Truths {
        let lens = self.sight.1.clone();
        let walk = Walk {
            links: links(self.store, lens.as_ref(), kind, field),
            somebody: self.store.collection(kind).somebody(),
            times,
        };
        Truths::judge(domain, |row| {
            let reached = walk.from(crate::store::row_number(row)).into_iter();
            reached.fold(Truth::No, |sofar, (record, doubtful)| {
                let truth = targets.get(record as usize);
                sofar.or(if doubtful { truth.doubted() } else { truth })
            })
        })
    }
}

impl Walk<'_> {
    /// Returns the records that are so far from one, the nearest first, and whether it is in doubt
    /// that each is.
    ///
    /// Links that are there bring records nearer, so that one is surely so far where it is over all
    /// links and over the sure ones alone, and possibly where it is over either or some choice of
    /// the doubtful links puts it there.
    fn from(&self, start: u32) -> Vec<(u32, bool)> {
        let Repeat { least, most } = self.times;
        let within = |distance: u32| distance >= least && most.is_none_or(|most| distance <= most);
        if start == self.somebody {
            return vec![(start, least > 0)];
        }
        let distances = self.distances(start);
        let nowhere = self.never_so_far(start, &distances);
        let mut found = Vec::new();
        for (record, distance) in distances {
            let sure = distance.sure.is_some_and(within);
            if record == self.somebody {
                // Whoever it is may lead on to others, whom nobody knows either.
                found.push((record, !sure));
            } else if within(distance.least) && sure {
                found.push((record, false));
            } else if distance.sure.is_none_or(|sure| sure >= least) && !nowhere.contains(&record) {
                found.push((record, true));
            }
        }
        found
    }

    /// Finds the records that all links bring too near and sure ones not near enough, and that no
    /// choice of the doubtful links puts between.
    fn never_so_far(&self, start: u32, distances: &[(u32, Distance)]) -> FxHashSet<u32> {
        let Repeat { least, most } = self.times;
        let is_open = |distance: &Distance| {
            let beyond = |sure: u32| most.is_some_and(|most| sure > most);
            distance.least < least && distance.sure.is_none_or(beyond)
        };
        let known = distances.iter().filter(|(own, _)| *own != self.somebody);
        let sought: FxHashSet<u32> = known
            .clone()
            .filter(|(_, distance)| is_open(distance))
            .map(|(record, _)| *record)
            .collect();
        if sought.is_empty() {
            return sought;
        }
        let leading_on: Vec<u32> = known.map(|(record, _)| *record).collect();
        Detours::new(self.links, self.times, &leading_on, sought).unreached(start)
    }

    /// Measures how near each record is that can be reached within the most steps.
    fn distances(&self, start: u32) -> Vec<(u32, Distance)> {
        let mut found = vec![(
            start,
            Distance {
                least: 0,
                sure: Some(0),
            },
        )];
        let mut places: FxHashMap<u32, usize> = FxHashMap::from_iter([(start, 0)]);
        let mut next = 0;
        while next < found.len() {
            let (record, distance) = found[next];
            next += 1;
            let step = distance.least.saturating_add(1);
            if record == self.somebody || self.times.most.is_some_and(|most| step > most) {
                continue;
            }
            for (target, _) in self.links.of(record as usize) {
                places.entry(target).or_insert_with(|| {
                    let distance = Distance {
                        least: step,
                        sure: None,
                    };
                    found.push((target, distance));
                    found.len() - 1
                });
            }
        }
        if !self.links.has_doubts() {
            for (_, distance) in &mut found {
                distance.sure = Some(distance.least);
            }
            return found;
        }
        let mut open = vec![start];
        let mut step = 0u32;
        while !open.is_empty() && self.times.most.is_none_or(|most| step < most) {
            step = step.saturating_add(1);
            let mut reached = Vec::new();
            for record in open {
                if record == self.somebody {
                    continue;
                }
                for (target, doubtful) in self.links.of(record as usize) {
                    let distance = &mut found[places[&target]].1;
                    if !doubtful && distance.sure.is_none() {
                        distance.sure = Some(step);
                        reached.push(target);
                    }
                }
            }
            open = reached;
        }
        found
    }
}
