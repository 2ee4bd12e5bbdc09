//! Expressions over the rows of a group: `count(distinct source)`, `max(said) - min(said)`.

use super::scope::{ColumnInfo, Planner, Scope};
use super::{Call, Expr, Output, Predicate};
use crate::operator::AGGREGATES;
use crate::syntax::tree;

/// Stands before the number of a call where the call stood; no query can write it.
const CALL_MARK: char = '\u{1}';

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
        let mut group = Scope::table(keys);
        let marked = |(place, call): (usize, &Call)| ColumnInfo {
            name: Some(format!("{CALL_MARK}{place}")),
            ty: call.ty,
            many: call.many,
        };
        group.columns.extend(calls.iter().enumerate().map(marked));
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
    fn lift(
        &mut self,
        expr: &tree::Expr,
        filter: Option<&Predicate>,
        scope: &Scope,
        calls: &mut Vec<Call>,
    ) -> Option<tree::Expr> {
        if let Some(call) = self.called(expr, scope) {
            return self.within_call(&call, scope, |planner, body| {
                planner.deeper(body.span, |planner| {
                    planner.lift(body, filter, scope, calls)
                })
            });
        }
        let mut inner = |inner: &tree::Expr| self.lift(inner, filter, scope, calls).map(Box::new);
        let kind = match &expr.kind {
            tree::ExprKind::Call {
                name,
                distinct,
                args,
            } => {
                let Some(row) = AGGREGATES.iter().find(|row| name.is(row.name)) else {
                    let kind = tree::ExprKind::Call {
                        name: name.clone(),
                        distinct: *distinct,
                        args: each(args, inner)?,
                    };
                    return Some(tree::Expr {
                        kind,
                        span: expr.span,
                    });
                };
                let operand = self.aggregate_operand(row, *distinct, args, expr.span, scope)?;
                let (ty, many) = row.result(operand.as_ref().map(|operand| operand.ty));
                let filter = filter.cloned();
                calls.push(Call {
                    aggregate: row.aggregate,
                    distinct: *distinct,
                    operand,
                    filter,
                    ty,
                    many,
                });
                tree::ExprKind::Name(format!("{CALL_MARK}{}", calls.len() - 1))
            }
            tree::ExprKind::Negate(value) => tree::ExprKind::Negate(inner(value)?),
            tree::ExprKind::Arithmetic(op, left, right) => {
                tree::ExprKind::Arithmetic(*op, inner(left)?, inner(right)?)
            }
            tree::ExprKind::Coalesce(left, right) => {
                tree::ExprKind::Coalesce(inner(left)?, inner(right)?)
            }
            tree::ExprKind::Compare(op, left, right) => {
                tree::ExprKind::Compare(*op, inner(left)?, inner(right)?)
            }
            tree::ExprKind::Field(base, name) => tree::ExprKind::Field(inner(base)?, name.clone()),
            tree::ExprKind::Not(test) => tree::ExprKind::Not(inner(test)?),
            tree::ExprKind::Possibly(test) => tree::ExprKind::Possibly(inner(test)?),
            tree::ExprKind::And(parts) => tree::ExprKind::And(each(parts, inner)?),
            tree::ExprKind::Or(parts) => tree::ExprKind::Or(each(parts, inner)?),
            tree::ExprKind::In {
                negated,
                operand,
                set,
            } => tree::ExprKind::In {
                negated: *negated,
                operand: inner(operand)?,
                set: set.clone(),
            },
            tree::ExprKind::Between {
                negated,
                operand,
                low,
                high,
            } => tree::ExprKind::Between {
                negated: *negated,
                operand: inner(operand)?,
                low: inner(low)?,
                high: inner(high)?,
            },
            tree::ExprKind::IsNull { negated, operand } => tree::ExprKind::IsNull {
                negated: *negated,
                operand: inner(operand)?,
            },
            kind @ (tree::ExprKind::Literal(_)
            | tree::ExprKind::Param(_)
            | tree::ExprKind::Name(_)
            | tree::ExprKind::Filter(..)
            | tree::ExprKind::Range(..)
            | tree::ExprKind::TextTest { .. }
            | tree::ExprKind::Exists(_)
            | tree::ExprKind::ExistsQuery(_)
            | tree::ExprKind::Broken) => kind.clone(),
        };
        Some(tree::Expr {
            kind,
            span: expr.span,
        })
    }
}

/// Does the same with each of several expressions, so that every error in them is found.
fn each(
    exprs: &[tree::Expr],
    mut lift: impl FnMut(&tree::Expr) -> Option<Box<tree::Expr>>,
) -> Option<Vec<tree::Expr>> {
    let lifted: Vec<_> = exprs
        .iter()
        .map(|expr| lift(expr).map(|expr| *expr))
        .collect();
    lifted.into_iter().collect()
}
