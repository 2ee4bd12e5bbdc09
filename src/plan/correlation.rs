//! A query that speaks of the row around it, taken apart: what is the same for every such row,
//! and what is compared with it.

use super::{Expr, Predicate, Query, Stage};
use crate::value::Comparison;

/// A query that speaks of the row around it.
#[derive(Debug)]
pub(crate) struct Correlation<'q> {
    /// The stages that are the same for every row around.
    pub(crate) alone: &'q [Stage],
    /// The stage after them where rows are judged.
    pub(crate) judged: Option<&'q Stage>,
    /// The conditions there that are the same, too.
    pub(crate) own: Vec<&'q Predicate>,
    /// The conditions that speak of the row around.
    pub(crate) conditions: Vec<&'q Predicate>,
    /// The stages after these.
    pub(crate) rest: &'q [Stage],
}

/// A comparison with the row around.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Join<'q> {
    /// How the value of the row around compares with the query's.
    pub(crate) op: Comparison,
    /// What is read of the row around, and of nothing else.
    pub(crate) outer: &'q Expr,
    /// What is read of the query's own rows, and of nothing else.
    pub(crate) inner: &'q Expr,
}

impl Query {
    /// Takes a query that speaks of the row around it apart.
    pub(crate) fn correlation(&self) -> Correlation<'_> {
        let first = match self.start {
            Some(_) => 0,
            None => {
                let first = self.stages.iter().position(Stage::reads_outer);
                first.unwrap_or(self.stages.len())
            }
        };
        let (alone, stages) = self.stages.split_at(first);
        let (mut own, mut conditions, mut rest) = (Vec::new(), Vec::new(), stages);
        let mut judged = None;
        if let Some((stage @ Stage::Where(predicate, _), after)) = stages.split_first() {
            let parts = if let Predicate::And(parts) = predicate {
                parts.as_slice()
            } else {
                std::slice::from_ref(predicate)
            };
            (conditions, own) = parts.iter().partition(|part| part.reads().outer);
            (judged, rest) = (Some(stage), after);
        }
        Correlation {
            alone,
            judged,
            own,
            conditions,
            rest,
        }
    }
}

impl<'q> Correlation<'q> {
    /// Returns the comparison by which rows are best found: an equality where there is one.
    pub(crate) fn join(&self) -> Option<Join<'q>> {
        let joins = || self.conditions.iter().filter_map(|part| part.join());
        let equal = joins().find(|join| join.op == Comparison::Equal);
        equal.or_else(|| joins().next())
    }

    /// Returns the comparison that alone decides whether there is a row.
    pub(crate) fn semi_join(&self) -> Option<Join<'q>> {
        let keeps_rows = |stage: &Stage| match stage {
            Stage::Select(_) | Stage::Derive(_) | Stage::Sort(_) | Stage::Distinct(_) => true,
            Stage::Where(..)
            | Stage::Reach(..)
            | Stage::Window { .. }
            | Stage::Group { .. }
            | Stage::Totals(_)
            | Stage::Pivot(_)
            | Stage::Take { .. }
            | Stage::Skip(_)
            | Stage::Expand { .. }
            | Stage::Search(_)
            | Stage::Combine(..)
            | Stage::Assert(_)
            | Stage::Describe(_) => false,
        };
        match self.conditions.as_slice() {
            [only] if self.rest.iter().all(keeps_rows) => only.join(),
            _several => None,
        }
    }
}

impl Predicate {
    /// Returns the comparison with the row around that it is.
    fn join(&self) -> Option<Join<'_>> {
        let Predicate::Compare(op, left, right, _) = self else {
            return None;
        };
        let of_outer = |expr: &Expr| {
            let reads = expr.reads();
            reads.outer && !reads.row && !reads.columns
        };
        let (op, outer, inner) = if of_outer(left) {
            (*op, left, right)
        } else {
            (op.mirrored(), right, left)
        };
        (of_outer(outer) && !inner.reads().outer).then_some(Join { op, outer, inner })
    }
}
