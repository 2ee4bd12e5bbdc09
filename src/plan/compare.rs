//! Comparisons: tests of one value against literals, and comparisons of two values.

use super::expression::same_class;
use super::literal::{Loose, Operand};
use super::path::type_name;
use super::scope::{Planner, Scope};
use super::{AskedText, Constant, Expr, ExprKind, Length, Predicate, Test};
use crate::diagnostic::Span;
use crate::model::Kind;
use crate::operator::Part;
use crate::syntax::tree;
use crate::value::{Comparison, Range, RangeSet, Real, Truth, Type, Vocabulary, fold_text};

impl Planner<'_> {
    /// Plans `left op right`.
    pub(super) fn comparison(
        &mut self,
        op: Comparison,
        left: &tree::Expr,
        right: &tree::Expr,
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        let negated = usize::from(op == Comparison::NotEqual);
        self.negations += negated;
        let predicate = self.positive_comparison(op, left, right, span, scope);
        self.negations -= negated;
        predicate
    }

    fn positive_comparison(
        &mut self,
        op: Comparison,
        left: &tree::Expr,
        right: &tree::Expr,
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        let (left_operand, right_operand) = (self.operand(left, scope), self.operand(right, scope));
        let (mut left_operand, mut right_operand) = (left_operand?, right_operand?);
        // A word of the neighbour's vocabulary is that word, even where a field has its name.
        prefer_word(&mut right_operand, right, left_operand.own_type());
        prefer_word(&mut left_operand, left, right_operand.own_type());
        match (left_operand.is_literal(), right_operand.is_literal()) {
            (false, true) => {
                let value = self.settle(left_operand, scope)?;
                self.test(op, value, &right_operand, span, scope)
            }
            (true, false) => {
                let value = self.settle(right_operand, scope)?;
                self.test(op.mirrored(), value, &left_operand, span, scope)
            }
            (true, true) => {
                self.lint_quoted_name(left, scope);
                self.literals(op, left_operand, &right_operand, span, scope)
            }
            (false, false) => self.two_values(op, left_operand, right_operand, span, scope),
        }
    }

    /// Plans a test of a value against one literal.
    pub(super) fn test(
        &mut self,
        op: Comparison,
        value: Expr,
        literal: &Operand,
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        // `!=` is exactly `not (… = …)`, so that over many values it means *none*.
        let equality = if op == Comparison::NotEqual {
            Comparison::Equal
        } else {
            op
        };
        let value = whole_date(value);
        let test = match value.ty {
            Type::Record(kind) => {
                let named = self.named(literal, Kind::from_number(kind), false, scope)?;
                if equality != Comparison::Equal {
                    self.unordered(value.ty, span);
                    return None;
                }
                Test::Named(vec![named])
            }
            ty => {
                let constant = self.constant(literal, ty, scope)?;
                self.constant_test(equality, ty, constant, span)?
            }
        };
        let predicate =
            if let (ExprKind::Condition(inner), Test::Truth(truth)) = (&value.kind, &test) {
                if *truth {
                    (**inner).clone()
                } else {
                    Predicate::Not(inner.clone())
                }
            } else {
                Predicate::Test(value, test, self.place(span))
            };
        Some(if op == Comparison::NotEqual {
            Predicate::Not(Box::new(predicate))
        } else {
            predicate
        })
    }

    /// Makes the test that a value of a type compares so with a constant.
    pub(super) fn constant_test(
        &mut self,
        op: Comparison,
        ty: Type,
        constant: Constant,
        span: Span,
    ) -> Option<Test> {
        Some(match constant {
            Constant::Days(days) => Test::Days(RangeSet::comparing(op, days)),
            Constant::Number(range, unit) => Test::Numbers(RangeSet::comparing(op, range), unit),
            Constant::Duration(length) => Test::Durations(RangeSet::comparing(op, length.days())),
            Constant::Text(text) => Test::Texts(op, vec![AskedText::new(text)]),
            Constant::Truth(_) | Constant::Word(_)
                if op != Comparison::Equal && !is_ordered(ty) =>
            {
                self.unordered(ty, span);
                return None;
            }
            Constant::Truth(truth) => Test::Truth(truth),
            Constant::Word(code) => Test::Words(words_comparing(op, code, ty)),
        })
    }

    fn literals(
        &mut self,
        op: Comparison,
        left: Operand,
        right: &Operand,
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        let left = match right.own_type() {
            Some(ty) => self.beside(left, ty, scope)?,
            None => self.settle(left, scope)?,
        };
        let test = self.constant(right, left.ty, scope)?;
        let test = self.constant_test(op, left.ty, test, span)?;
        let ExprKind::Constant(constant) = left.kind else {
            unreachable!("a settled literal is a constant")
        };
        Some(Predicate::Constant(judge(&constant, &test)))
    }

    fn two_values(
        &mut self,
        op: Comparison,
        left: Operand,
        right: Operand,
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        if let Loose::Range(low, high) = &right.loose {
            return self.within(op, left, low.as_deref(), high.as_deref(), span, scope);
        }
        if matches!(left.loose, Loose::Range(..)) {
            return self.two_values(op.mirrored(), right, left, span, scope);
        }
        let (left, right) = (self.settle(left, scope)?, self.settle(right, scope)?);
        if !same_class(left.ty, right.ty) {
            self.mismatch(right.ty, left.ty, span);
            return None;
        }
        let unordered = match left.ty {
            Type::Record(_) | Type::Truth => true,
            Type::Word(_) => !is_ordered(left.ty),
            Type::Text | Type::Date(_) | Type::Number | Type::Duration => false,
        };
        if unordered && !matches!(op, Comparison::Equal | Comparison::NotEqual) {
            self.unordered(left.ty, span);
            return None;
        }
        let place = self.place(span);
        let compare = |op| Predicate::Compare(op, left, right, place);
        Some(match op {
            Comparison::NotEqual => Predicate::Not(Box::new(compare(Comparison::Equal))),
            op => compare(op),
        })
    }

    /// Plans a comparison with a range whose ends read fields: from one end to the other.
    fn within(
        &mut self,
        op: Comparison,
        value: Operand,
        low: Option<&Operand>,
        high: Option<&Operand>,
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
            self.error(
                "range-order",
                span,
                "a range with fields in it compares by ‘=’, ‘!=’ and ‘in’ only",
            );
            return None;
        }
        let ends = [
            (Comparison::GreaterOrEqual, low),
            (Comparison::LessOrEqual, high),
        ];
        let mut parts = Vec::new();
        for (op, end) in ends {
            if let Some(end) = end {
                parts.push(self.one_end(op, value.clone(), end.clone(), span, scope)?);
            }
        }
        let both = Predicate::And(parts);
        Some(if op == Comparison::NotEqual {
            Predicate::Not(Box::new(both))
        } else {
            both
        })
    }

    /// Plans a comparison with one end of a range.
    pub(super) fn one_end(
        &mut self,
        op: Comparison,
        value: Operand,
        end: Operand,
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        match (value.is_literal(), end.is_literal()) {
            (false, true) => {
                let value = self.settle(value, scope)?;
                self.test(op, value, &end, span, scope)
            }
            (true, false) => {
                let end = self.settle(end, scope)?;
                self.test(op.mirrored(), end, &value, span, scope)
            }
            (true, true) => self.literals(op, value, &end, span, scope),
            (false, false) => self.two_values(op, value, end, span, scope),
        }
    }

    fn unordered(&mut self, ty: Type, span: Span) {
        let message = format!(
            "{} has no order; it compares by ‘=’ and ‘!=’",
            type_name(ty)
        );
        self.error("no-order", span, message);
    }
}

/// Makes an operand a word where its neighbour's vocabulary has it.
pub(super) fn prefer_word(operand: &mut Operand, written: &tree::Expr, beside: Option<Type>) {
    if let (tree::ExprKind::Name(name), Some(Type::Word(vocabulary))) = (&written.kind, beside)
        && vocabulary.code(name).is_some()
    {
        operand.loose = Loose::Bare(name.clone());
    }
}

/// Takes the unit part off a date: a test of it against literals is a test of its date.
fn whole_date(value: Expr) -> Expr {
    match value.kind {
        ExprKind::Part(Part::Unit(_), inner) => whole_date(*inner),
        kind => Expr { kind, ..value },
    }
}

fn is_ordered(ty: Type) -> bool {
    matches!(ty, Type::Word(Vocabulary { ordered: true, .. }))
}

/// Returns the codes of the words that compare so with one, in the order of the vocabulary.
fn words_comparing(op: Comparison, code: u8, ty: Type) -> Vec<u8> {
    let Type::Word(vocabulary) = ty else {
        unreachable!("a word stands beside words")
    };
    let codes = (0u8..).take(vocabulary.words.len());
    codes.filter(|other| op.holds(other.cmp(&code))).collect()
}

/// Judges a constant by a test against another.
fn judge(constant: &Constant, test: &Test) -> Truth {
    let ranged = |set: &RangeSet<Real>, range: &Range<Real>| set.judge(*range);
    match (constant, test) {
        (Constant::Days(days), Test::Days(set)) => set.judge(*days),
        (Constant::Number(range, unit), Test::Numbers(set, wanted)) if unit == wanted => {
            ranged(set, range)
        }
        (Constant::Duration(Length::Days(days)), Test::Durations(set)) => ranged(set, days),
        (Constant::Duration(length @ Length::Calendar(_)), Test::Durations(set)) => {
            ranged(set, &length.days())
        }
        (Constant::Text(text), Test::Texts(op, texts)) => {
            let folded = fold_text(text);
            Truth::from(
                texts
                    .iter()
                    .any(|other| op.holds(folded.cmp(&other.folded))),
            )
        }
        (Constant::Truth(truth), Test::Truth(wanted)) => Truth::from(truth == wanted),
        (Constant::Word(code), Test::Words(codes)) => Truth::from(codes.contains(code)),
        (_, _) => Truth::No,
    }
}
