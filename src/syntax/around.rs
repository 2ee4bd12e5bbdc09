//! What stands around a place in a tree, from the statement down to the place itself.

use std::slice::from_ref;

use super::tree::{
    Aggregate, Expr, ExprKind, File, Head, Item, Query, Set, Stage, StageKind, Statement,
    StatementKind, Tail, View, ViewKind, Which,
};
use crate::diagnostic::Span;

/// One of the things around a place.
#[derive(Clone, Copy, Debug)]
pub enum Node<'t> {
    /// A statement.
    Statement(&'t Statement),
    /// A query, a statement's or one in brackets.
    Query(&'t Query),
    /// A view of a query.
    View(&'t View),
    /// A stage.
    Stage(&'t Stage),
    /// An expression.
    Expr(&'t Expr),
}

/// Returns what stands around a place, the outermost first; nothing where no expression and no
/// name of a collection or field stands there.
pub fn around(file: &File, at: Span) -> Vec<Node<'_>> {
    let mut search = Search {
        at,
        way: Vec::new(),
    };
    let mut statements = file.statements.iter();
    let found = statements.any(|statement| search.statement(statement));
    if found { search.way } else { Vec::new() }
}

struct Search<'t> {
    at: Span,
    way: Vec<Node<'t>>,
}

impl<'t> Search<'t> {
    /// Looks into something; what does not hold the place leaves the way.
    fn within(&mut self, node: Node<'t>, look: impl FnOnce(&mut Self) -> bool) -> bool {
        self.way.push(node);
        let found = look(self);
        if !found {
            self.way.pop();
        }
        found
    }

    fn covers(&self, span: Span) -> bool {
        span.start <= self.at.start && self.at.end <= span.end
    }

    fn statement(&mut self, own: &'t Statement) -> bool {
        self.within(Node::Statement(own), |search| match &own.kind {
            StatementKind::Param(param) => param.default.as_ref().is_some_and(|it| search.expr(it)),
            StatementKind::Let(own) => search.query(&own.query),
            StatementKind::Def(def) => search.expr(&def.body),
            StatementKind::Query(query) => search.query(query),
        })
    }

    fn query(&mut self, own: &'t Query) -> bool {
        self.within(Node::Query(own), |search| {
            let in_head = match &own.head {
                Head::Name(name) => name.span == search.at,
                Head::Query(query) => search.query(query),
            };
            in_head
                || own.tails.iter().any(|tail| match tail {
                    Tail::Field(name) => name.span == search.at,
                    Tail::Filter(test, _) => search.expr(test),
                    Tail::Repeat(..) => false,
                })
                || own.views.iter().any(|view| search.view(view))
                || own.filter.as_ref().is_some_and(|test| search.expr(test))
                || own.stages.iter().any(|stage| search.stage(stage))
        })
    }

    fn view(&mut self, own: &'t View) -> bool {
        self.within(Node::View(own), |search| match &own.kind {
            ViewKind::AsOf(day) => search.expr(day),
            ViewKind::Without(all) => all.iter().any(|which| match which {
                Which::Named(name) => search.expr(name),
                Which::Query(query) => search.query(query),
            }),
        })
    }

    fn stage(&mut self, own: &'t Stage) -> bool {
        if !self.covers(own.span) {
            return false;
        }
        self.within(Node::Stage(own), |search| match &own.kind {
            StageKind::Where(test) | StageKind::Assert(test) => search.expr(test),
            StageKind::Select(items) | StageKind::Count(items) | StageKind::Distinct(items) => {
                search.items(items)
            }
            StageKind::Derive { items, per } => search.items(items) || search.items(per),
            StageKind::Drop(names) => names.iter().any(|name| name.span == search.at),
            StageKind::Group(keys, aggregates) => {
                search.items(keys) || search.aggregates(aggregates)
            }
            StageKind::Aggregate(aggregates) => search.aggregates(aggregates),
            StageKind::Pivot(pivot) => {
                search.expr(&pivot.down.expr)
                    || search.expr(&pivot.across.expr)
                    || search.aggregates(from_ref(&pivot.aggregate))
            }
            StageKind::Sort(keys) => keys.iter().any(|key| search.expr(&key.expr)),
            StageKind::Take { count, per, .. } => search.expr(count) || search.items(per),
            StageKind::Skip(count) => search.expr(count),
            StageKind::Expand { path, .. } => search.expr(path),
            StageKind::Search { words, path } => {
                search.expr(words) || path.as_ref().is_some_and(|path| search.expr(path))
            }
            StageKind::Combine(_, query) => search.query(query),
            StageKind::Totals | StageKind::Describe | StageKind::Explain(_) => false,
        })
    }

    fn items(&mut self, items: &'t [Item]) -> bool {
        items.iter().any(|item| self.expr(&item.expr))
    }

    fn aggregates(&mut self, all: &'t [Aggregate]) -> bool {
        let mut all = all.iter();
        all.any(|one| {
            self.expr(&one.expr) || one.filter.as_ref().is_some_and(|test| self.expr(test))
        })
    }

    fn expr(&mut self, own: &'t Expr) -> bool {
        if !self.covers(own.span) {
            return false;
        }
        self.within(Node::Expr(own), |search| {
            own.span == search.at || search.parts(&own.kind)
        })
    }

    fn parts(&mut self, kind: &'t ExprKind) -> bool {
        match kind {
            ExprKind::Literal(_) | ExprKind::Param(_) | ExprKind::Name(_) | ExprKind::Broken => {
                false
            }
            ExprKind::Field(base, name) => name.span == self.at || self.expr(base),
            ExprKind::Filter(base, test) => self.expr(base) || self.expr(test),
            ExprKind::Repeat(inner, _)
            | ExprKind::Negate(inner)
            | ExprKind::Exists(inner)
            | ExprKind::Not(inner)
            | ExprKind::Possibly(inner)
            | ExprKind::IsNull { operand: inner, .. } => self.expr(inner),
            ExprKind::Call { args: all, .. } | ExprKind::And(all) | ExprKind::Or(all) => {
                all.iter().any(|part| self.expr(part))
            }
            ExprKind::Arithmetic(_, left, right)
            | ExprKind::Coalesce(left, right)
            | ExprKind::Compare(_, left, right)
            | ExprKind::TextTest {
                operand: left,
                pattern: right,
                ..
            } => self.expr(left) || self.expr(right),
            ExprKind::Range(low, high) => {
                let mut ends = [low, high].into_iter().flatten();
                ends.any(|end| self.expr(end))
            }
            ExprKind::In { operand, set, .. } => {
                self.expr(operand)
                    || match set {
                        Set::List(items) => items.iter().any(|item| self.expr(item)),
                        Set::Query(query) => self.query(query),
                        Set::Value(value) => self.expr(value),
                    }
            }
            ExprKind::Between {
                operand, low, high, ..
            } => self.expr(operand) || self.expr(low) || self.expr(high),
            ExprKind::ExistsQuery(query) => self.query(query),
        }
    }
}
