//! Tables of two keys: `pivot stance by source.party aggregate count()`.

use std::slice::from_ref;

use super::query::Rows;
use super::scope::Planner;
use super::totals::Ended;
use super::{Call, Expr, Output, Stage};
use crate::syntax::tree;

/// A table of two keys.
#[derive(Debug, Clone)]
pub struct Pivot {
    /// The key whose values are rows, then the one whose values are columns.
    pub keys: [Output; 2],
    /// The aggregates over the rows of both.
    pub calls: Vec<Call>,
    /// What stands in each cell, made of them.
    pub cell: Expr,
    /// Whether there is a row and a column of totals.
    pub totals: bool,
}

impl Planner<'_> {
    /// Plans `pivot down by across aggregate cell`; only the first key is a column that is known.
    pub(super) fn pivot(&mut self, pivot: &tree::Pivot, rows: &mut Rows) -> Option<()> {
        let down = self.items(from_ref(&pivot.down), &rows.scope);
        let across = self.items(from_ref(&pivot.across), &rows.scope);
        let cells = self.aggregates(&[], from_ref(&pivot.aggregate), &rows.scope);
        let (calls, mut cells) = cells?;
        let keys = [down?.pop()?, across?.pop()?];
        let key = Output {
            name: keys[0].name.clone(),
            expr: Expr::column(0, keys[0].expr.ty, false),
        };
        rows.become_table(from_ref(&key));
        rows.ordered = false;
        rows.ended = Some(Ended::Pivot);
        rows.stages.push(Stage::Pivot(Box::new(Pivot {
            keys,
            calls,
            cell: cells.pop()?.expr,
            totals: false,
        })));
        Some(())
    }
}
