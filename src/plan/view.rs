//! Views of the ledger, and the query before.

use super::literal::Loose;
use super::query::Rows;
use super::scope::{Planner, Scope};
use super::{Constant, Query};
use crate::diagnostic::Span;
use crate::model::Kind;
use crate::syntax::tree;
use crate::value::{Day, Range, Type, Unit};

/// A view of the ledger.
#[derive(Debug, Clone)]
pub enum View {
    /// As it was on a day.
    AsOf(Range<Day>),
    /// Without some sources, outlets and documents, and what came through them alone.
    Without(Vec<LeftOut>),
}

/// Who or what a view leaves out.
#[derive(Debug, Clone)]
pub enum LeftOut {
    /// Whatever source, outlet or document bears this name.
    Named {
        /// As the query writes it.
        text: String,
        /// Where it does.
        span: Span,
    },
    /// The records of a query, asked of the ledger without views.
    Query {
        /// The query.
        query: Box<Query>,
        /// The kind of its records.
        kind: Kind,
        /// As it is written.
        text: String,
    },
}

/// The name of the query before.
pub(super) const BEFORE: &str = "_";

impl Planner<'_> {
    /// Plans the views of a query, which hold for its rows and all that is asked of them.
    pub(super) fn views(&mut self, views: &[tree::View], rows: &mut Rows) -> Option<()> {
        let planned: Vec<_> = views.iter().map(|view| self.view(view)).collect();
        let all = planned.iter().all(Option::is_some);
        for view in planned.into_iter().flatten() {
            rows.views.push(self.views.len());
            self.views.push(view);
        }
        all.then_some(())
    }

    fn view(&mut self, view: &tree::View) -> Option<View> {
        match &view.kind {
            tree::ViewKind::AsOf(day) => self.day(day).map(View::AsOf),
            tree::ViewKind::Without(all) => {
                let planned: Vec<_> = all.iter().map(|which| self.left_out(which)).collect();
                let all: Option<Vec<LeftOut>> = planned.into_iter().collect();
                all.map(View::Without)
            }
        }
    }

    /// Plans the day of `as of`; where it is more than one day, its last counts.
    fn day(&mut self, expr: &tree::Expr) -> Option<Range<Day>> {
        let nothing = Scope::table(&[]);
        let operand = self.operand(expr, &nothing)?;
        let day = self.constant(&operand, Type::Date(Unit::Day), &nothing)?;
        match day {
            Constant::Days(days) if !days.hi.is_open() => Some(days),
            Constant::Days(_)
            | Constant::Text(_)
            | Constant::Word(_)
            | Constant::Number(..)
            | Constant::Duration(_)
            | Constant::Truth(_) => {
                self.error("no-day", expr.span, "‘as of’ needs a day that has an end")
                    .helps
                    .push("write: as of 2019-12-18, or as of 2019".to_owned());
                None
            }
        }
    }

    fn left_out(&mut self, which: &tree::Which) -> Option<LeftOut> {
        match which {
            tree::Which::Named(name) => {
                let operand = self.operand(name, &Scope::table(&[]))?;
                if self.holds_watched(name.span) {
                    return None;
                }
                let named = match &operand.loose {
                    Loose::Declared { text, ty } if of_left_out(*ty) => Some(text.as_str()),
                    _text_or_no_name => operand.as_text(),
                };
                let Some(text) = named.map(str::to_owned) else {
                    let (message, help) = if let Loose::Declared { ty, .. } = operand.loose {
                        let what = self.parameter_is(ty, name.span);
                        (
                            format!("‘without’ takes sources, outlets and documents; {what}"),
                            self.declared_so("sources", name.span),
                        )
                    } else {
                        (
                            "‘without’ takes a name, which is a text".to_owned(),
                            "write: without \"The Telegraph\"".to_owned(),
                        )
                    };
                    let diagnostic = self.error("not-a-name", name.span, message);
                    diagnostic.helps.push(help);
                    return None;
                };
                let span = self.place(name.span);
                Some(LeftOut::Named { text, span })
            }
            tree::Which::Query(query) => {
                // What is not taken away widens the answer.
                self.negations += 1;
                let planned = self.lone_query(query);
                self.negations -= 1;
                let planned = planned?;
                let Some(kind) = planned.node.filter(|kind| may_be_left_out(*kind)) else {
                    let found = match planned.node {
                        Some(kind) => kind.collection(),
                        None => "rows that are records no more",
                    };
                    let message =
                        format!("‘without’ takes sources, outlets and documents, not {found}");
                    self.error("not-left-out", query.span, message)
                        .helps
                        .push("write: without (sources where …)".to_owned());
                    return None;
                };
                Some(LeftOut::Query {
                    query: Box::new(planned),
                    kind,
                    text: self.words_at(query.span),
                })
            }
        }
    }

    /// Plans the query before the statement that asks for it, which stands in the place of its name.
    pub(super) fn before(&mut self, span: Span) -> Option<Rows> {
        let holds = |statement: &tree::Statement| {
            let whole = statement.span.range();
            whole.start <= span.range().start && span.range().end <= whole.end
        };
        let place = self.statements.iter().position(holds);
        let Some(before) = place.and_then(|place| self.previous[place]) else {
            self.error("no-query-before", span, "there is no query before this one")
                .helps
                .push("‘_’ is the query statement before it, or the one asked last".to_owned());
            return None;
        };
        let tree::StatementKind::Query(query) = &self.statements[before].kind else {
            unreachable!("only queries stand before")
        };
        if !self.affords(query.span.range().len(), span) {
            return None;
        }
        let asked = match query.stages.split_last() {
            Some((last, before)) if matches!(last.kind, tree::StageKind::Explain(_)) => {
                &tree::Query {
                    stages: before.to_vec(),
                    ..query.clone()
                }
            }
            Some(_) | None => query,
        };
        self.deeper(span, |planner| planner.rows(asked, None))
    }
}

/// Tells whether a view may leave out records of a kind.
fn may_be_left_out(kind: Kind) -> bool {
    matches!(kind, Kind::Sources | Kind::Entities | Kind::Documents)
}

/// Tells whether values of a type are records that a view may leave out.
fn of_left_out(ty: Type) -> bool {
    let mut kinds = Kind::ALL.into_iter().filter(|kind| may_be_left_out(*kind));
    kinds.any(|kind| kind.reference() == ty)
}

/// Returns for each statement of a text the query before it; what stands behind `end` was asked
/// before the text.
pub(super) fn previous(statements: &[tree::Statement], end: usize) -> Vec<Option<usize>> {
    let is_before = |statement: &tree::Statement| statement.span.range().start >= end;
    let is_query = |place: &usize| matches!(statements[*place].kind, tree::StatementKind::Query(_));
    let earlier = (0..statements.len())
        .rev()
        .find(|place| is_query(place) && is_before(&statements[*place]));
    let before = |place: usize| {
        let own = is_before(&statements[place]);
        let found = (0..place).rev().filter(is_query);
        let mut found = found.filter(|other| is_before(&statements[*other]) == own);
        found.next().or(earlier.filter(|_| !own))
    };
    (0..statements.len()).map(before).collect()
}
