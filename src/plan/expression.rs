//! Expressions as values.

use super::literal::{Loose, Operand};
use super::path::type_name;
use super::scope::{Planner, Scope};
use super::{Constant, Expr, ExprKind, Length};
use crate::diagnostic::Span;
use crate::syntax::tree;
use crate::value::{Duration, Range, Type, Unit};

impl Planner<'_> {
    /// Plans an expression whose value is wanted.
    pub(super) fn value(&mut self, expr: &tree::Expr, scope: &Scope) -> Option<Expr> {
        let operand = self.operand(expr, scope)?;
        let near = match &operand.loose {
            Loose::Bare(name) => self.near_name(name, expr.span, scope),
            Loose::Typed(_)
            | Loose::Text(_)
            | Loose::Number { .. }
            | Loose::Range(..)
            | Loose::Declared { .. } => None,
        };
        near.or_else(|| self.settle(operand, scope))
    }

    /// Plans an expression as far as can be told without knowing what stands beside it.
    pub(super) fn operand(&mut self, expr: &tree::Expr, scope: &Scope) -> Option<Operand> {
        self.pass(expr.span, scope, false);
        let operand = self.deeper(expr.span, |planner| match planner.called(expr, scope) {
            Some(call) => {
                planner.within_call(&call, scope, |planner, body| planner.operand(body, scope))
            }
            None => planner.own_operand(expr, scope),
        })?;
        self.pass_beside(expr.span, |planner| match &operand.loose {
            Loose::Typed(expr) => Some(expr.clone()),
            Loose::Bare(name) => planner.near_name(name, expr.span, scope),
            Loose::Text(_) | Loose::Number { .. } | Loose::Range(..) | Loose::Declared { .. } => {
                None
            }
        });
        Some(operand)
    }

    fn own_operand(&mut self, expr: &tree::Expr, scope: &Scope) -> Option<Operand> {
        let loose = match &expr.kind {
            tree::ExprKind::Literal(literal) => self.literal(literal, expr.span)?,
            tree::ExprKind::Param(name) => return self.parameter(name, expr.span, scope),
            tree::ExprKind::Name(name) if !scope.knows(name) => Loose::Bare(name.clone()),
            tree::ExprKind::Range(low, high) => {
                let mut end = |end: &Option<Box<tree::Expr>>| match end {
                    Some(end) => self
                        .operand(end, scope)
                        .map(|operand| Some(Box::new(operand))),
                    None => Some(None),
                };
                let (low, high) = (end(low), end(high));
                Loose::Range(low?, high?)
            }
            tree::ExprKind::Name(_)
            | tree::ExprKind::Field(..)
            | tree::ExprKind::Filter(..)
            | tree::ExprKind::Repeat(..)
            | tree::ExprKind::Call { .. }
            | tree::ExprKind::Negate(_)
            | tree::ExprKind::Arithmetic(..)
            | tree::ExprKind::Coalesce(..)
            | tree::ExprKind::Compare(..)
            | tree::ExprKind::TextTest { .. }
            | tree::ExprKind::In { .. }
            | tree::ExprKind::Between { .. }
            | tree::ExprKind::IsNull { .. }
            | tree::ExprKind::Exists(_)
            | tree::ExprKind::ExistsQuery(_)
            | tree::ExprKind::Not(_)
            | tree::ExprKind::Possibly(_)
            | tree::ExprKind::And(_)
            | tree::ExprKind::Or(_)
            | tree::ExprKind::Broken => Loose::Typed(self.typed(expr, scope)?),
        };
        Some(Operand {
            loose,
            span: expr.span,
        })
    }

    /// Plans an expression that has a type of its own.
    fn typed(&mut self, expr: &tree::Expr, scope: &Scope) -> Option<Expr> {
        match &expr.kind {
            tree::ExprKind::Name(name) => self.name(name, expr.span, scope),
            tree::ExprKind::Field(base, name) => {
                if let tree::ExprKind::Name(row) = &base.kind
                    && !scope.has(row)
                {
                    self.pass_row(row, name.span, scope);
                    if let Some(column) = scope.column_of_row(row, &name.text) {
                        return Some(column);
                    }
                }
                let base = self.value(base, scope)?;
                self.field(base, name)
            }
            tree::ExprKind::Repeat(base, times) => {
                let place = base.span;
                let base = self.value(base, scope)?;
                self.repeated(base, *times, place)
            }
            tree::ExprKind::Filter(base, filter) => {
                let base = self.value(base, scope)?;
                self.filter(base, filter, scope)
            }
            tree::ExprKind::Call {
                name,
                distinct,
                args,
            } => self.call(name, *distinct, args, expr.span, scope),
            tree::ExprKind::Negate(inner) => {
                let value = self.value(inner, scope)?;
                self.negate(value, inner.span)
            }
            tree::ExprKind::Arithmetic(op, left, right) => {
                let (left_value, right_value) =
                    (self.operand(left, scope), self.operand(right, scope));
                self.arithmetic(*op, left_value?, right_value?, expr.span, scope)
            }
            tree::ExprKind::Coalesce(left, right) => self.coalesce(left, right, scope),
            tree::ExprKind::Broken => None,
            tree::ExprKind::Compare(..)
            | tree::ExprKind::TextTest { .. }
            | tree::ExprKind::In { .. }
            | tree::ExprKind::Between { .. }
            | tree::ExprKind::IsNull { .. }
            | tree::ExprKind::Exists(_)
            | tree::ExprKind::ExistsQuery(_)
            | tree::ExprKind::Not(_)
            | tree::ExprKind::Possibly(_)
            | tree::ExprKind::And(_)
            | tree::ExprKind::Or(_) => self.predicate(expr, scope).map(Expr::condition),
            tree::ExprKind::Literal(_) | tree::ExprKind::Param(_) | tree::ExprKind::Range(..) => {
                unreachable!("an operand without a type of its own is settled by its neighbour")
            }
        }
    }

    fn literal(&mut self, literal: &tree::Literal, span: Span) -> Option<Loose> {
        let days =
            |range| Loose::Typed(Expr::constant(Constant::Days(range), Type::Date(Unit::Day)));
        Some(match literal {
            tree::Literal::Text(text) => Loose::Text(text.clone()),
            tree::Literal::Number { text, value } => {
                self.lint_large_number(text, *value, span);
                Loose::Number {
                    text: text.clone(),
                    value: *value,
                }
            }
            tree::Literal::Date(text) => days(self.date(text, span)?),
            tree::Literal::Duration(duration) => {
                let length = Constant::Duration(Length::Calendar(*duration));
                Loose::Typed(Expr::constant(length, Type::Duration))
            }
            tree::Literal::Ago(Duration { count, unit }) => {
                let day = (self.today)().plus(-i64::from(*count), *unit);
                days(Range::exactly(day))
            }
            tree::Literal::Today => days(Range::exactly((self.today)())),
            tree::Literal::Truth(truth) => {
                Loose::Typed(Expr::constant(Constant::Truth(*truth), Type::Truth))
            }
            tree::Literal::Regex { .. } => {
                let diagnostic = self.error(
                    "regex-elsewhere",
                    span,
                    "a regular expression stands behind ‘matches’ only",
                );
                diagnostic.helps.push("write: field matches /…/".to_owned());
                return None;
            }
        })
    }

    fn coalesce(&mut self, left: &tree::Expr, right: &tree::Expr, scope: &Scope) -> Option<Expr> {
        let (first, second) = (self.value(left, scope), self.operand(right, scope));
        let (first, second) = (first?, second?);
        let second = self.beside(second, first.ty, scope)?;
        let Some(ty) = common_type(first.ty, second.ty) else {
            let message = format!(
                "‘??’ joins values of one type, not {} and {}",
                type_name(first.ty),
                type_name(second.ty)
            );
            self.error("mixed-types", right.span, message);
            return None;
        };
        let many = first.many || second.many;
        Some(Expr {
            kind: ExprKind::Coalesce(Box::new(first), Box::new(second)),
            ty,
            many,
        })
    }
}

/// Tells whether values of two types can stand for each other.
pub(super) fn same_class(a: Type, b: Type) -> bool {
    matches!(
        (a, b),
        (Type::Date(_), Type::Date(_)) | (Type::Text, Type::Word(_)) | (Type::Word(_), Type::Text)
    ) || a == b
}

/// Returns the type that values of both types have; none where they can't stand for each other.
pub(super) fn common_type(a: Type, b: Type) -> Option<Type> {
    match (a, b) {
        (a, b) if a == b => Some(a),
        (Type::Date(_), Type::Date(_)) => Some(Type::Date(Unit::Day)),
        (Type::Text, Type::Word(_)) | (Type::Word(_), Type::Text) => Some(Type::Text),
        (_, _) => None,
    }
}
