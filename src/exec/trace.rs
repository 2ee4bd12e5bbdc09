//! What the steps of an evaluation came to, told where somebody asks.

use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::Run;
use super::frame::{Frame, Rows};
use crate::plan::Node;
use crate::store::{Bits, Truths};

/// What the steps of an evaluation came to, by the parts of the plan that they are.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    steps: FxHashMap<Node, Measured>,
    /// The time that all of it took.
    pub elapsed: Duration,
}

/// What a step came to; of one that was taken several times all together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measured {
    /// The rows it left, certain ones and all; none where it leaves no rows.
    pub rows: Option<(usize, usize)>,
    /// The time it took, with all that is part of it.
    pub elapsed: Duration,
}

impl Trace {
    /// Returns what a step came to; none where it was never taken.
    pub fn of(&self, node: Node) -> Option<Measured> {
        self.steps.get(&node).copied()
    }

    fn add(&mut self, node: Node, rows: Option<(usize, usize)>, elapsed: Duration) {
        let step = self.steps.entry(node).or_default();
        step.elapsed += elapsed;
        step.rows = match (step.rows, rows) {
            (Some((certain, all)), Some((more, more_of_all))) => {
                Some((certain + more, all + more_of_all))
            }
            (rows, None) | (None, rows) => rows,
        };
    }
}

impl Run<'_> {
    /// Returns when a step begins, where steps are traced.
    pub(super) fn begin(&self) -> Option<Instant> {
        self.trace.as_ref().map(|_| Instant::now())
    }

    /// Enters a step that has been taken, with the rows that it left.
    pub(super) fn end(
        &mut self,
        begun: Option<Instant>,
        node: Node,
        rows: impl FnOnce() -> (usize, usize),
    ) {
        if let (Some(begun), Some(trace)) = (begun, &mut self.trace) {
            let elapsed = begun.elapsed();
            trace.add(node, Some(rows()), elapsed);
        }
    }

    /// Enters a step that leaves no rows.
    pub(super) fn end_without_rows(&mut self, begun: Option<Instant>, node: Node) {
        if let (Some(begun), Some(trace)) = (begun, &mut self.trace) {
            trace.add(node, None, begun.elapsed());
        }
    }

    /// Does something that is no step of the plan.
    pub(super) fn untraced<T>(&mut self, run: impl FnOnce(&mut Self) -> T) -> T {
        let trace = self.trace.take();
        let result = run(self);
        self.trace = trace;
        result
    }
}

/// Counts the certain records of a kind and all of them, leaving out somebody not known.
pub(super) fn records(truths: &Truths, somebody: u32) -> (usize, usize) {
    let count = |bits: &Bits| bits.count() - usize::from(bits.get(somebody as usize));
    (count(truths.certain()), count(truths.possible()))
}

impl Rows {
    /// Returns how many rows are certain, and how many there are.
    pub(super) fn measured(&self) -> (usize, usize) {
        match self {
            Rows::Set(_, truths) => (truths.certain().count(), truths.possible().count()),
            Rows::Frame(frame) => frame.measured(),
        }
    }
}

impl Frame {
    /// Returns how many rows are certain, and how many there are.
    pub(super) fn measured(&self) -> (usize, usize) {
        (self.certain.count(), self.len())
    }
}
