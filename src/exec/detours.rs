//! Longer ways to a record: those that are the nearest one in some choice of the doubtful links.
//!
//! A way is the nearest one where just its own doubtful links are there and no sure links join two
//! of its records sooner. Between two doubtful links it follows sure ones, so that it is enough to
//! hold the records where such a stretch begins against those where one ends.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::plan::Repeat;
use crate::store::Links;

/// How many doubtful links are tried from one record; where that is not enough, what is still
/// sought counts as found.
const TRIED: usize = 2_000;

/// The search for longer ways from one record.
pub(super) struct Detours<'s> {
    links: &'s Links,
    times: Repeat,
    sought: FxHashSet<u32>,
    /// The records from which one that is sought can be reached.
    leading: FxHashSet<u32>,
    nearest: FxHashMap<u32, Rc<Nearest>>,
    /// Where the stretches of sure links begin on the way so far, and after how many links.
    begun: Vec<(u32, u32)>,
    left: usize,
}

/// How far records are from one over sure links alone, the nearest first.
struct Nearest {
    order: Vec<(u32, u32)>,
    far: FxHashMap<u32, u32>,
}

impl<'s> Detours<'s> {
    /// Prepares a search among records, of which only those in a set lead on, for some of them.
    pub(super) fn new(
        links: &'s Links,
        times: Repeat,
        leading_on: &[u32],
        sought: FxHashSet<u32>,
    ) -> Detours<'s> {
        let mut before: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for record in leading_on {
            for (target, _) in links.of(*record as usize) {
                before.entry(target).or_default().push(*record);
            }
        }
        let mut leading = sought.clone();
        let mut open: Vec<u32> = sought.iter().copied().collect();
        while let Some(record) = open.pop() {
            for earlier in before.get(&record).into_iter().flatten() {
                if leading.insert(*earlier) {
                    open.push(*earlier);
                }
            }
        }
        Detours {
            links,
            times,
            sought,
            leading,
            nearest: FxHashMap::default(),
            begun: Vec::new(),
            left: TRIED,
        }
    }

    /// Returns those of the records sought that no choice puts so far from the start.
    pub(super) fn unreached(mut self, start: u32) -> FxHashSet<u32> {
        self.follow(start, 0);
        if self.left == 0 {
            self.sought.clear();
        }
        self.sought
    }

    /// Goes on from a record that stands so many links from the start.
    fn follow(&mut self, from: u32, at: u32) {
        self.begun.push((from, at));
        let nearest = self.nearest(from);
        for (record, further) in &nearest.order {
            let at = at.saturating_add(*further);
            if self.is_too_far(at) || self.sought.is_empty() {
                break;
            }
            if self.is_cut_short(*record, at) {
                continue;
            }
            if at >= self.times.least {
                self.sought.remove(record);
            }
            let next = at.saturating_add(1);
            for (target, doubtful) in self.links.of(*record as usize) {
                let leads = doubtful && self.leading.contains(&target);
                if !leads || self.is_too_far(next) || self.is_cut_short(target, next) {
                    continue;
                }
                if self.left == 0 {
                    break;
                }
                self.left -= 1;
                self.follow(target, next);
            }
        }
        self.begun.pop();
    }

    fn is_too_far(&self, at: u32) -> bool {
        self.times.most.is_some_and(|most| at > most)
    }

    /// Tells whether sure links lead to a record sooner than the way does.
    fn is_cut_short(&self, record: u32, at: u32) -> bool {
        self.begun.iter().any(|(begin, begun)| {
            let sooner = self.nearest[begin].far.get(&record);
            sooner.is_some_and(|sure| *sure < at - begun)
        })
    }

    fn nearest(&mut self, from: u32) -> Rc<Nearest> {
        if let Some(known) = self.nearest.get(&from) {
            return Rc::clone(known);
        }
        let mut order = vec![(from, 0)];
        let mut far = FxHashMap::from_iter([(from, 0)]);
        let mut next = 0;
        while next < order.len() {
            let (record, step) = order[next];
            next += 1;
            for (target, doubtful) in self.links.of(record as usize) {
                if !doubtful && self.leading.contains(&target) && !far.contains_key(&target) {
                    far.insert(target, step + 1);
                    order.push((target, step + 1));
                }
            }
        }
        let nearest = Rc::new(Nearest { order, far });
        self.nearest.insert(from, Rc::clone(&nearest));
        nearest
    }
}
