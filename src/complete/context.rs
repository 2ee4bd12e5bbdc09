//! What a place stands in, told from the tree around it.

use std::slice::from_ref;

use crate::operator::AGGREGATES;
use crate::syntax::tree::{
    Expr, ExprKind, Param, Set, StageKind, StatementKind, Tail, TextTest, ViewKind,
};
use crate::syntax::{Held, Node, around};

/// What stands at a place.
pub(super) enum Stands<'t> {
    /// Nothing that is known.
    Nowhere,
    /// The collection that a query starts from.
    Head,
    /// A value that is held against another expression, by a test of text if one is given.
    Beside(&'t Expr, Option<TextTest>),
    /// A field, behind a dot.
    Field,
    /// A column that is shown.
    Column,
    /// What `without` leaves out.
    LeftOut,
    /// The day of `as of`.
    Day,
    /// The value that a parameter has where none is given.
    Default(&'t Param),
    /// A number of rows.
    RowCount,
    /// Any expression.
    Free(Free),
}

/// Where an expression stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Free {
    /// Whether windows may stand there.
    pub(super) windows: bool,
    /// Whether an aggregate is wanted there.
    pub(super) aggregates: bool,
    /// Whether `distinct` may stand before it.
    pub(super) distinct: bool,
}

/// Tells what stands at a place.
pub(super) fn stands(held: &Held) -> Stands<'_> {
    let nodes = around(&held.file, held.at);
    let Some((last, outer)) = nodes.split_last() else {
        return Stands::Nowhere;
    };
    let own = match last {
        Node::Expr(own) if own.span == held.at => own,
        Node::Expr(_) => return Stands::Field,
        Node::Query(query) => {
            let in_tail = query.tails.iter().any(|tail| match tail {
                Tail::Field(name) => name.span == held.at,
                Tail::Filter(..) | Tail::Repeat(..) => false,
            });
            return if in_tail { Stands::Field } else { Stands::Head };
        }
        Node::Stage(_) => return Stands::Column,
        Node::Statement(_) | Node::View(_) => return Stands::Nowhere,
    };
    match outer.last() {
        Some(Node::View(view)) => match view.kind {
            ViewKind::AsOf(_) => Stands::Day,
            ViewKind::Without(_) => Stands::LeftOut,
        },
        Some(Node::Statement(statement)) => match &statement.kind {
            StatementKind::Param(param) => Stands::Default(param),
            StatementKind::Let(_) | StatementKind::Def(_) | StatementKind::Query(_) => {
                Stands::Free(Free::default())
            }
        },
        Some(Node::Stage(stage)) if counts_rows(&stage.kind, own) => Stands::RowCount,
        Some(Node::Expr(_) | Node::Stage(_) | Node::Query(_)) | None => beside(own, outer)
            .unwrap_or_else(|| {
                Stands::Free(Free {
                    windows: outer.iter().any(is_derive),
                    aggregates: outer.last().is_some_and(|node| aggregates(node, own)),
                    distinct: outer.last().is_some_and(|node| takes_distinct(node, own)),
                })
            }),
    }
}

/// Tells whether a place stands first in a list in brackets, where a query may stand too.
pub(super) fn opens_list(held: &Held) -> bool {
    let nodes = around(&held.file, held.at);
    nodes.iter().any(|node| match node {
        Node::Expr(Expr {
            kind:
                ExprKind::In {
                    set: Set::List(items),
                    ..
                },
            ..
        }) => matches!(items.as_slice(), [only] if only.span == held.at),
        Node::Expr(_) | Node::Statement(_) | Node::Query(_) | Node::View(_) | Node::Stage(_) => {
            false
        }
    })
}

/// Returns what the rows around a place are called, the nearest first.
pub(super) fn aliases(held: &Held) -> Vec<String> {
    let nodes = around(&held.file, held.at);
    let queries = nodes.iter().rev().filter_map(|node| match node {
        Node::Query(query) => query.alias.as_ref(),
        Node::Expr(_) | Node::Statement(_) | Node::View(_) | Node::Stage(_) => None,
    });
    queries.map(|name| name.text.clone()).collect()
}

/// Finds what a value is held against, through the ends of ranges.
fn beside<'t>(own: &Expr, outer: &[Node<'t>]) -> Option<Stands<'t>> {
    let mut inner = own.span;
    for node in outer.iter().rev() {
        let Node::Expr(expr) = node else {
            return None;
        };
        match &expr.kind {
            ExprKind::Range(..) => inner = expr.span,
            ExprKind::Compare(_, left, right) => {
                let other = if right.span == inner { left } else { right };
                return Some(Stands::Beside(other, None));
            }
            ExprKind::TextTest {
                op,
                operand,
                pattern,
                ..
            } if pattern.span == inner => return Some(Stands::Beside(operand, Some(*op))),
            ExprKind::In { operand, .. } | ExprKind::Between { operand, .. }
                if operand.span != inner =>
            {
                return Some(Stands::Beside(operand, None));
            }
            _another => return None,
        }
    }
    None
}

fn counts_rows(stage: &StageKind, own: &Expr) -> bool {
    match stage {
        StageKind::Take { count, .. } | StageKind::Skip(count) => count.span == own.span,
        _another => false,
    }
}

fn is_derive(node: &Node<'_>) -> bool {
    matches!(node, Node::Stage(stage) if matches!(stage.kind, StageKind::Derive { .. }))
}

/// Tells whether an expression is an aggregate of a stage.
fn aggregates(node: &Node<'_>, own: &Expr) -> bool {
    let Node::Stage(stage) = node else {
        return false;
    };
    let all = match &stage.kind {
        StageKind::Aggregate(all) | StageKind::Group(_, all) => all.as_slice(),
        StageKind::Pivot(pivot) => from_ref(&pivot.aggregate),
        _another => return false,
    };
    all.iter().any(|one| one.expr.span == own.span)
}

/// Tells whether an expression is all that stands in an aggregate which takes `distinct`.
fn takes_distinct(node: &Node<'_>, own: &Expr) -> bool {
    let Node::Expr(Expr {
        kind:
            ExprKind::Call {
                name,
                distinct: false,
                args,
            },
        ..
    }) = node
    else {
        return false;
    };
    let takes = AGGREGATES
        .iter()
        .any(|row| row.distinct && name.is(row.name));
    takes && matches!(args.as_slice(), [only] if only.span == own.span)
}
