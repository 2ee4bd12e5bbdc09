//! Arithmetic on dates, lengths of time and numbers.

use super::literal::Operand;
use super::path::type_name;
use super::scope::{Planner, Scope};
use super::{Constant, Expr, ExprKind, Length};
use crate::diagnostic::Span;
use crate::syntax::tree::Arithmetic;
use crate::value::{self, Range, Real, Type, Unit};

impl Planner<'_> {
    /// Plans `left op right`; between literals it is worked out here.
    pub(super) fn arithmetic(
        &mut self,
        op: Arithmetic,
        left: Operand,
        right: Operand,
        span: Span,
        scope: &Scope,
    ) -> Option<Expr> {
        // A bare four-digit number beside a date is that year.
        let (left_type, right_type) = (left.own_type(), right.own_type());
        let dated = |ty: Option<Type>| matches!(ty, Some(Type::Date(_)));
        let left = match right_type {
            Some(ty) if dated(right_type) && left_type.is_none() => self.beside(left, ty, scope),
            Some(Type::Duration) if left_type.is_none() => {
                self.beside(left, Type::Date(Unit::Day), scope)
            }
            Some(_) | None => self.settle(left, scope),
        };
        let right = match left_type {
            Some(ty) if dated(left_type) && right_type.is_none() => {
                let written = self.words_at(right.span);
                let planned = self.beside(right, ty, scope);
                if planned.is_none() && written.bytes().all(|byte| byte.is_ascii_digit()) {
                    self.only_help(format!("a length of time has a unit: {written} days"));
                }
                planned
            }
            Some(_) | None => self.settle(right, scope),
        };
        let (left, right) = (left?, right?);
        let Some(ty) = result_type(op, left.ty, right.ty) else {
            let message = format!(
                "‘{}’ does not join {} and {}",
                symbol(op),
                type_name(left.ty),
                type_name(right.ty)
            );
            let diagnostic = self.error("arithmetic-types", span, message);
            diagnostic.helps.push(
                "there are date ± length of time, date - date, numbers with + - * /, and text + text"
                    .to_owned(),
            );
            return None;
        };
        for side in [&left, &right] {
            self.single(side, span)?;
        }
        if let (ExprKind::Constant(a), ExprKind::Constant(b)) = (&left.kind, &right.kind) {
            let Some(constant) = fold(op, a, b) else {
                self.error("no-value", span, "this arithmetic has no value");
                return None;
            };
            return Some(Expr::constant(constant, ty));
        }
        Some(Expr {
            kind: ExprKind::Arithmetic(op, Box::new(left), Box::new(right)),
            ty,
            many: false,
        })
    }

    /// Plans `- value`.
    pub(super) fn negate(&mut self, value: Expr, span: Span) -> Option<Expr> {
        if !matches!(value.ty, Type::Number | Type::Duration) {
            self.error(
                "arithmetic-types",
                span,
                format!("‘-’ does not stand before {}", type_name(value.ty)),
            )
            .helps
            .push("to sort from the last to the first: sort … desc".to_owned());
            return None;
        }
        self.single(&value, span)?;
        let ty = value.ty;
        Some(match value.kind {
            ExprKind::Constant(Constant::Number(range, unit)) => {
                Expr::constant(Constant::Number(value::negate(range), unit), ty)
            }
            ExprKind::Constant(Constant::Duration(length)) => Expr::constant(
                Constant::Duration(Length::Days(value::negate(length.days()))),
                ty,
            ),
            kind => Expr {
                kind: ExprKind::Negate(Box::new(Expr {
                    kind,
                    ty,
                    many: false,
                })),
                ty,
                many: false,
            },
        })
    }

    /// Reports an expression of several values where one is wanted.
    pub(super) fn single(&mut self, value: &Expr, span: Span) -> Option<()> {
        if value.many {
            let diagnostic =
                self.error("many-values", span, "this may have several values in a row");
            diagnostic
                .helps
                .push("take one of them: min(…), max(…), first(…)".to_owned());
            return None;
        }
        Some(())
    }
}

fn result_type(op: Arithmetic, left: Type, right: Type) -> Option<Type> {
    match (op, left, right) {
        (Arithmetic::Add | Arithmetic::Subtract, Type::Date(_), Type::Duration)
        | (Arithmetic::Add, Type::Duration, Type::Date(_)) => Some(Type::Date(Unit::Day)),
        (Arithmetic::Subtract, Type::Date(_), Type::Date(_)) => Some(Type::Duration),
        (Arithmetic::Add | Arithmetic::Subtract, Type::Duration, Type::Duration)
        | (Arithmetic::Multiply | Arithmetic::Divide, Type::Duration, Type::Number)
        | (Arithmetic::Multiply, Type::Number, Type::Duration) => Some(Type::Duration),
        (Arithmetic::Add, Type::Text | Type::Word(_), Type::Text | Type::Word(_)) => {
            Some(Type::Text)
        }
        (_, Type::Number, Type::Number) | (Arithmetic::Divide, Type::Duration, Type::Duration) => {
            Some(Type::Number)
        }
        (_, _, _) => None,
    }
}

/// Works out arithmetic between literals.
fn fold(op: Arithmetic, a: &Constant, b: &Constant) -> Option<Constant> {
    let days = |range| Constant::Duration(Length::Days(range));
    match (op, a, b) {
        (Arithmetic::Add, Constant::Days(date), Constant::Duration(by))
        | (Arithmetic::Add, Constant::Duration(by), Constant::Days(date)) => {
            Some(Constant::Days(shift(*date, *by, 1)))
        }
        (Arithmetic::Subtract, Constant::Days(date), Constant::Duration(by)) => {
            Some(Constant::Days(shift(*date, *by, -1)))
        }
        (Arithmetic::Subtract, Constant::Days(to), Constant::Days(from)) => {
            Some(days(value::days_between(*from, *to)))
        }
        (Arithmetic::Add, Constant::Text(a), Constant::Text(b)) => {
            Some(Constant::Text(format!("{a}{b}")))
        }
        (op, Constant::Duration(a), Constant::Duration(b)) => {
            let range = numbers(op, a.days(), b.days())?;
            Some(if op == Arithmetic::Divide {
                Constant::Number(range, None)
            } else {
                days(range)
            })
        }
        (op, Constant::Duration(a), Constant::Number(b, None)) => {
            numbers(op, a.days(), *b).map(days)
        }
        (op, Constant::Number(a, None), Constant::Duration(b)) => {
            numbers(op, *a, b.days()).map(days)
        }
        (op, Constant::Number(a, unit), Constant::Number(b, other))
            if unit.is_none() || other.is_none() || unit == other =>
        {
            numbers(op, *a, *b)
                .map(|range| Constant::Number(range, unit.clone().or_else(|| other.clone())))
        }
        (_, _, _) => None,
    }
}

/// Works out arithmetic on ranges of numbers.
pub(crate) fn numbers(op: Arithmetic, a: Range<Real>, b: Range<Real>) -> Option<Range<Real>> {
    match op {
        Arithmetic::Add => value::add(a, b),
        Arithmetic::Subtract => value::subtract(a, b),
        Arithmetic::Multiply => value::multiply(a, b),
        Arithmetic::Divide => value::divide(a, b),
    }
}

/// Moves a date by a length of time, forwards or (with `sign` -1) backwards.
pub(crate) fn shift(date: Range<value::Day>, by: Length, sign: i64) -> Range<value::Day> {
    match by {
        Length::Calendar(duration) => date.plus(i64::from(duration.count) * sign, duration.unit),
        Length::Days(days) => {
            value::move_days(date, if sign < 0 { value::negate(days) } else { days })
        }
    }
}

/// Returns the sign of an operation.
pub(super) fn symbol(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
    }
}
