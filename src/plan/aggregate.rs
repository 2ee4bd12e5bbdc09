//! Expressions over the rows of a group: `count(distinct source)`, `max(said) - min(said)`.

use super::rewrite::{self, Rewrite};
use super::scope::{ColumnInfo, Planner, Scope};
use super::{Call, Expr, Output, Predicate};
use crate::operator::{AGGREGATES, AggregateRow};
use crate::syntax::tree;

/// Stands before the number of a call where the call stood; no query can write it.
pub(super) const CALL_MARK: char = '\u{1}';

impl Planner<'_> {
    /// Plans the columns of `group keys aggregate aggs`: the keys, then what the calls make up.
    ///
    /// Returns the calls and the outputs over the frame of keys and calls.
    pub(super) fn aggregates(
        &mut self,
        keys: &[Output],
        aggregates: &[tree::Aggregate],
        scope: &Scope,
    ) -> Option<(Vec<Call>, Vec<Output>)> {
        let mut calls = Vec::new();
        let mut lifted = Vec::new();
        let mut failed = false;
        for aggregate in aggregates {
            let filter = match &aggregate.filter {
                Some(filter) => match self.predicate(filter, scope) {
                    Some(filter) => Some(filter),
                    None => {
                        failed = true;
                        continue;
                    }
                },
                None => None,
            };
            let before = calls.len();
            match self.lift(&aggregate.expr, filter.as_ref(), scope, &mut calls) {
                Some(_) if self.is_foreign_call(&aggregate.expr, scope) => failed = true,
                Some(_) if is_regex(&aggregate.expr) => {
                    failed = self.value(&aggregate.expr, scope).is_none();
                }
                Some(_) if calls.len() == before => {
                    let diagnostic = self.error(
                        "no-aggregate",
                        aggregate.expr.span,
                        "there is no aggregate in this",
                    );
                    diagnostic.helps.push(
                        "each row of a group may differ; take first(…), list(…), min(…) or max(…)"
                            .to_owned(),
                    );
                    failed = true;
                }
                Some(expr) => {
                    lifted.push((expr, self.label(aggregate.label.as_ref(), &aggregate.expr)));
                }
                None => failed = true,
            }
        }
        if failed {
            return None;
        }
        let group = Self::scope_of_calls(keys, &calls);
        let mut outputs: Vec<Output> = keys
            .iter()
            .enumerate()
            .map(|(place, key)| Output {
                name: key.name.clone(),
                expr: Expr::column(place, key.expr.ty, false),
            })
            .collect();
        for (expr, name) in &lifted {
            outputs.push(Output {
                name: name.clone(),
                expr: self.value(expr, &group)?,
            });
        }
        Some((calls, outputs))
    }

    /// Takes the aggregate calls out of an expression and leaves their marks in it.
    pub(super) fn lift(
        &mut self,
        expr: &tree::Expr,
        filter: Option<&Predicate>,
        scope: &Scope,
        calls: &mut Vec<Call>,
    ) -> Option<tree::Expr> {
        let mut lift = Lift {
            planner: self,
            filter,
            scope,
            calls,
            depth: 0,
            sound: true,
        };
        let lifted = rewrite::expr(&mut lift, expr);
        lift.sound.then_some(lifted)
    }

    /// Returns the scope of what aggregates come to, by their marks, behind other columns.
    pub(super) fn scope_of_calls(keys: &[Output], calls: &[Call]) -> Scope {
        let mut scope = Scope::table(keys);
        let marked = |(place, call): (usize, &Call)| ColumnInfo {
            name: Some(format!("{CALL_MARK}{place}")),
            ty: call.ty,
            many: call.many,
        };
        scope.columns.extend(calls.iter().enumerate().map(marked));
        scope
    }
}

/// Tells whether an expression is a pattern by itself.
fn is_regex(expr: &tree::Expr) -> bool {
    let kind = &expr.kind;
    matches!(kind, tree::ExprKind::Literal(tree::Literal::Regex { .. }))
}

/// Puts marks in the places of aggregate calls; those in brackets stay, and are of other rows.
struct Lift<'l, 'a> {
    planner: &'l mut Planner<'a>,
    filter: Option<&'l Predicate>,
    scope: &'l Scope,
    calls: &'l mut Vec<Call>,
    /// How many brackets stand round the place.
    depth: usize,
    sound: bool,
}

impl Lift<'_, '_> {
    /// Returns the mark of an aggregate call; none where something in it is wrong.
    fn mark(
        &mut self,
        row: &AggregateRow,
        distinct: bool,
        args: &[tree::Expr],
        expr: &tree::Expr,
    ) -> Option<tree::Expr> {
        let operand = self
            .planner
            .aggregate_operand(row, distinct, args, expr.span, self.scope)?;
        let (ty, many) = row.result(operand.as_ref().map(|operand| operand.ty));
        self.calls.push(Call {
            aggregate: row.aggregate,
            distinct,
            operand,
            filter: self.filter.cloned(),
            ty,
            many,
        });
        let kind = tree::ExprKind::Name(format!("{CALL_MARK}{}", self.calls.len() - 1));
        Some(tree::Expr {
            kind,
            span: expr.span,
        })
    }
}

impl Rewrite for Lift<'_, '_> {
    fn expr(&mut self, expr: &tree::Expr) -> Option<tree::Expr> {
        if self.depth > 0 {
            return None;
        }
        let lifted = if let Some(call) = self.planner.called(expr, self.scope) {
            let (filter, scope, calls) = (self.filter, self.scope, &mut *self.calls);
            self.planner.within_call(&call, scope, |planner, body| {
                planner.deeper(body.span, |planner| {
                    planner.lift(body, filter, scope, calls)
                })
            })
        } else {
            let tree::ExprKind::Call {
                name,
                distinct,
                args,
            } = &expr.kind
            else {
                return None;
            };
            let row = AGGREGATES.iter().find(|row| name.is(row.name))?;
            self.mark(row, *distinct, args, expr)
        };
        self.sound &= lifted.is_some();
        Some(lifted.unwrap_or_else(|| expr.clone()))
    }

    fn enter(&mut self) {
        self.depth += 1;
    }

    fn leave(&mut self) {
        self.depth -= 1;
    }
}
