//! Plans written out, a step a line: what it does, and how it is done.

mod condition;
mod lines;
mod literal;
mod pen;
mod stage;
mod test;

use super::{Plan, Predicate, Query, Stage};
use lines::Lines;

/// A line of a plan that is written out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// What is done, indented by what it is part of.
    pub step: String,
    /// How it is done.
    pub how: String,
    /// The part of the plan that it is.
    pub node: Node,
}

/// A part of a plan that an evaluation can tell of.
///
/// Queries, stages and tests are told apart by where they stand: a plan stays where it is while it is
/// run and written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Node {
    /// The collection or the path that a query starts from.
    Head(usize),
    /// A view, by its place in [`Plan::views`].
    View(usize),
    /// A stage.
    Stage(usize),
    /// A condition.
    Test(usize),
    /// The columns of the answer.
    Answer,
}

impl Node {
    /// Returns the head of a query.
    pub fn head(query: &Query) -> Node {
        Node::Head(std::ptr::from_ref(query).addr())
    }

    /// Returns a stage.
    pub fn stage(stage: &Stage) -> Node {
        Node::Stage(std::ptr::from_ref(stage).addr())
    }

    /// Returns a condition.
    pub fn test(predicate: &Predicate) -> Node {
        Node::Test(std::ptr::from_ref(predicate).addr())
    }
}

/// Writes a plan as a person reads it.
pub fn explain(plan: &Plan) -> Vec<Shown> {
    let mut lines = Lines::of(plan);
    lines.whole();
    lines.shown
}
