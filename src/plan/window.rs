//! Windows: `lag(said)`, `running(count())`, `row()` in `derive`.

use super::path::type_name;
use super::query::Rows;
use super::rewrite::{Rewrite, items};
use super::scope::{ColumnInfo, Planner};
use super::{Call, Expr, SortKey, Stage};
use crate::diagnostic::Span;
use crate::operator::{self, AGGREGATES, Aggregate, Takes, WINDOWS, WindowRow};
use crate::syntax::tree;
use crate::value::Type;

/// Stands before the number of a window where the window stood; no query can write it.
const WINDOW_MARK: char = '\u{2}';

/// What a row reads from the rows round it.
#[derive(Debug, Clone)]
pub enum Window {
    /// Its place.
    Row,
    /// Its place by these, which the rows are sorted by.
    Rank(Vec<SortKey>),
    /// A value in the row before.
    Lag(Expr),
    /// A value in the row behind.
    Lead(Expr),
    /// An aggregate over the rows down to it.
    Running(Call),
    /// A value's part of all rows' together, in percent.
    Percent(Expr),
}

impl Planner<'_> {
    /// Takes the windows out of items, as columns before them, and leaves their marks in the items.
    pub(super) fn windows(
        &mut self,
        all: &[tree::Item],
        per: &[tree::Item],
        rows: &mut Rows,
    ) -> Option<Vec<tree::Item>> {
        let mut lift = Lift::default();
        let lifted = items(&mut lift, all);
        let found = lift.found;
        if found.is_empty() {
            if let Some(first) = per.first() {
                let diagnostic = self.error(
                    "per-without-window",
                    first.expr.span,
                    "‘per’ divides the rows for a window, and there is none here",
                );
                diagnostic
                    .helps
                    .push(format!("the windows are {}", usages()));
                return None;
            }
            return Some(lifted);
        }
        // Every window is planned, so that every error is found.
        let windows: Vec<_> = found.iter().map(|found| self.window(found, rows)).collect();
        let keys = self.items(per, &rows.scope);
        let (windows, keys) = (windows.into_iter().collect::<Option<Vec<_>>>()?, keys?);
        for (place, (_, ty, many)) in windows.iter().enumerate() {
            rows.scope.columns.push(ColumnInfo {
                name: Some(format!("{WINDOW_MARK}{place}")),
                ty: *ty,
                many: *many,
            });
        }
        rows.stages.push(Stage::Window {
            windows: windows.into_iter().map(|(window, ..)| window).collect(),
            per: keys.into_iter().map(|key| key.expr).collect(),
        });
        Some(lifted)
    }

    /// Plans one window; its type, and whether it may have several values.
    fn window(&mut self, found: &Found, rows: &Rows) -> Option<(Window, Type, bool)> {
        let Found { row, args, span } = found;
        let unsorted = row.ordered && !rows.ordered;
        if unsorted {
            let message = format!("‘{}’ needs rows in an order", row.name);
            self.error("window-unsorted", *span, message)
                .helps
                .push("sort them first: | sort … | derive …".to_owned());
        }
        if args.len() != row.takes {
            let message = match row.takes {
                0 => format!("{} takes no value", row.name),
                _one => format!("{} takes one value, not {}", row.name, args.len()),
            };
            self.error("argument-count", *span, message)
                .helps
                .push(format!("write: {}", row.usage));
            return None;
        }
        let number = (Type::Number, false);
        let (window, (ty, many)) = match row.window {
            operator::Window::Row => (Window::Row, number),
            operator::Window::Rank => {
                if rows.ordered && rows.sorted.is_empty() {
                    self.error(
                        "rank-unsorted",
                        *span,
                        "the columns that the rows were sorted by are gone",
                    )
                    .helps
                    .push("sort them anew, behind ‘select’: | sort … | derive …".to_owned());
                }
                (Window::Rank(rows.sorted.clone()), number)
            }
            operator::Window::Lag | operator::Window::Lead => {
                let value = self.value(&args[0], &rows.scope)?;
                let shape = (value.ty, value.many);
                let window = if row.window == operator::Window::Lag {
                    Window::Lag(value)
                } else {
                    Window::Lead(value)
                };
                (window, shape)
            }
            operator::Window::Running => {
                let call = self.running(row, &args[0], rows)?;
                let shape = (call.ty, call.many);
                (Window::Running(call), shape)
            }
            operator::Window::Percent => {
                (Window::Percent(self.summand(row, &args[0], rows)?), number)
            }
        };
        (!unsorted).then_some((window, ty, many))
    }

    /// Plans the value of which a row has a part.
    fn summand(&mut self, row: &WindowRow, arg: &tree::Expr, rows: &Rows) -> Option<Expr> {
        let value = self.value(arg, &rows.scope)?;
        if !Takes::Summed.accepts(value.ty) {
            let message = format!(
                "{} takes {}, and this is {}",
                row.name,
                Takes::Summed.name(),
                type_name(value.ty)
            );
            self.error("argument-type", arg.span, message)
                .helps
                .push(format!("write: {}", row.usage));
            return None;
        }
        self.single(&value, arg.span)?;
        Some(value)
    }

    /// Plans the aggregate of a running window.
    fn running(&mut self, row: &WindowRow, arg: &tree::Expr, rows: &Rows) -> Option<Call> {
        let aggregate = if let tree::ExprKind::Call {
            name,
            distinct,
            args,
        } = &arg.kind
        {
            let known = AGGREGATES.iter().find(|known| name.is(known.name));
            known.map(|known| (known, *distinct, args))
        } else {
            None
        };
        let runs = |aggregate| {
            matches!(
                aggregate,
                Aggregate::Count | Aggregate::Sum | Aggregate::Min | Aggregate::Max
            )
        };
        let Some((known, false, args)) = aggregate.filter(|(known, ..)| runs(known.aggregate))
        else {
            let message = "‘running’ takes count, sum, min or max over the rows so far";
            self.error("not-running", arg.span, message)
                .helps
                .push(format!("write: {}", row.usage));
            return None;
        };
        let operand = self.aggregate_operand(known, false, args, arg.span, &rows.scope)?;
        let (ty, many) = known.result(operand.as_ref().map(|operand| operand.ty));
        Some(Call {
            aggregate: known.aggregate,
            distinct: false,
            operand,
            filter: None,
            ty,
            many,
        })
    }

    /// Reports a window where there can be none.
    pub(super) fn window_elsewhere(&mut self, row: &WindowRow, span: Span) {
        let (behind, before) = match row.ordered {
            true => (", behind a ‘sort’", "| sort … "),
            false => ("", ""),
        };
        let message = format!("‘{}’ stands in ‘derive’{behind}", row.name);
        let diagnostic = self.error("window-elsewhere", span, message);
        diagnostic.helps.push(format!(
            "give it a name there: {before}| derive {} as name",
            row.usage.split(", ").next().unwrap_or(row.usage)
        ));
    }
}

/// Tells whether there are windows in items.
pub(super) fn has_windows(all: &[tree::Item]) -> bool {
    let mut lift = Lift::default();
    items(&mut lift, all);
    !lift.found.is_empty()
}

/// Returns the window that a name is.
pub(super) fn window_named(name: &tree::Name) -> Option<&'static WindowRow> {
    WINDOWS.iter().find(|row| name.is(row.name))
}

fn usages() -> String {
    let names = WINDOWS.iter().map(|row| row.name);
    crate::diagnostic::quoted_list(names)
}

/// A window as a query writes it.
struct Found {
    row: &'static WindowRow,
    args: Vec<tree::Expr>,
    span: Span,
}

/// Gathers the windows of expressions.
#[derive(Default)]
struct Lift {
    found: Vec<Found>,
    /// In how many brackets of other rows it is.
    inside: usize,
}

impl Rewrite for Lift {
    fn expr(&mut self, expr: &tree::Expr) -> Option<tree::Expr> {
        let tree::ExprKind::Call { name, args, .. } = &expr.kind else {
            return None;
        };
        let row = window_named(name).filter(|_| self.inside == 0)?;
        self.found.push(Found {
            row,
            args: args.clone(),
            span: expr.span,
        });
        Some(tree::Expr {
            kind: tree::ExprKind::Name(format!("{WINDOW_MARK}{}", self.found.len() - 1)),
            span: expr.span,
        })
    }

    fn enter(&mut self) {
        self.inside += 1;
    }

    fn leave(&mut self) {
        self.inside -= 1;
    }
}
