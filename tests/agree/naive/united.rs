//! Tests of one date, number or length against literals, and uniting them.

use whosaid::model::Kind;
use whosaid::syntax::tree::{Expr, ExprKind, Set as Members};
use whosaid::value::{Comparison, Type};

use super::{Item, Naive, Scope, Table, Val};
use crate::agree::values::{Line, Set, Span, Tri, judge_by_listing};

/// The days that are listed: those of 2013 to 2026, in which all dates of the random ledgers and
/// queries lie.
const LISTED: std::ops::RangeInclusive<i32> = 15706..=20818;

/// A test of one date, number or length against literals.
pub(super) struct Test {
    pub(super) operand: Expr,
    pub(super) set: Set,
    pub(super) line: Line,
}

impl Naive<'_> {
    /// Judges a condition on one date of a kind's records by listing every day that it may mean,
    /// within a window that holds all days named; returns the rows of ids that are left.
    pub(crate) fn by_listing_days(&self, kind: Kind, field: &str, condition: &Expr) -> Table {
        let test = self.united(condition, Scope::of(kind));
        let set = test.expect("the condition is of one date").set;
        let mut rows = Vec::new();
        for row in self.all(kind) {
            let span = match self.field(kind, row, field).as_slice() {
                [
                    Item {
                        val: Val::Date(span, ..),
                        ..
                    },
                ] => *span,
                [
                    Item {
                        val: Val::Unwritten(_),
                        ..
                    },
                ] => Span::UNKNOWN,
                other => panic!("a date, not {other:?}"),
            };
            let truth = judge_by_listing(&set, span, LISTED);
            if truth != Tri::No {
                let id = Item::sure(Val::Text(self.id(kind, row).to_owned()));
                rows.push((truth == Tri::Yes, vec![self.cell(&[id], false)]));
            }
        }
        Table { rows, total: false }
    }

    /// Returns the one test that a condition is, of one single-valued operand.
    pub(super) fn united(&self, expr: &Expr, scope: Scope<'_>) -> Option<Test> {
        let opposite = |test: Test| Test {
            set: Set::Not(Box::new(test.set)),
            ..test
        };
        match &expr.kind {
            ExprKind::Not(inner) => self.united(inner, scope).map(opposite),
            ExprKind::And(parts) => self.all_united(parts, Set::All, scope),
            ExprKind::Or(parts) => self.all_united(parts, Set::Any, scope),
            ExprKind::In { negated, .. } | ExprKind::Between { negated, .. } => {
                let test = self.single_against_literals(expr, scope)?;
                Some(if *negated { opposite(test) } else { test })
            }
            ExprKind::Compare(..) => self.single_against_literals(expr, scope),
            _other => None,
        }
    }

    fn all_united(
        &self,
        parts: &[Expr],
        join: fn(Vec<Set>) -> Set,
        scope: Scope<'_>,
    ) -> Option<Test> {
        let tests = parts.iter().map(|part| self.united(part, scope));
        let tests: Vec<Test> = tests.collect::<Option<_>>()?;
        let keys = tests.iter().map(|test| self.key(&test.operand, scope));
        let keys: Vec<String> = keys.collect();
        if keys.iter().any(|key| *key != keys[0]) {
            return None;
        }
        let (operand, line) = (tests[0].operand.clone(), tests[0].line);
        let set = join(tests.into_iter().map(|test| test.set).collect());
        Some(Test { operand, set, line })
    }

    fn single_against_literals(&self, expr: &Expr, scope: Scope<'_>) -> Option<Test> {
        let test = self.against_literals(expr, scope)?;
        let shape = self.shape(&test.operand, scope)?;
        (!shape.many).then_some(test)
    }

    /// Returns the test that a comparison, an `in` or a `between` is where it compares a date,
    /// number or length with literals; what `not` before `in` or `between` does is left out.
    pub(super) fn against_literals(&self, expr: &Expr, scope: Scope<'_>) -> Option<Test> {
        let leaf = |op: Comparison, literal: &Expr, ty: Type| {
            let (span, unit) = self.literal_span(literal, ty, scope);
            Set::Test(op, span, unit)
        };
        let line = |operand: &Expr| {
            let ty = self.shape(operand, scope)?.ty;
            let line = match ty {
                Type::Date(_) => Line::Days,
                Type::Number | Type::Duration => Line::Reals,
                Type::Text | Type::Word(_) | Type::Truth | Type::Record(_) => return None,
            };
            (!self.is_literal(operand, None, scope)).then_some((ty, line))
        };
        match &expr.kind {
            ExprKind::Compare(op, left, right) => {
                let (op, operand, literal) = if self.is_literal(left, None, scope) {
                    (op.mirrored(), right, left)
                } else {
                    (*op, left, right)
                };
                let (ty, line) = line(operand)?;
                if !self.is_literal(literal, Some(ty), scope) {
                    return None;
                }
                // `!=` is exactly `not (… = …)`.
                let set = match op {
                    Comparison::NotEqual => {
                        Set::Not(Box::new(leaf(Comparison::Equal, literal, ty)))
                    }
                    op => leaf(op, literal, ty),
                };
                let operand = self.whole_date(operand, scope);
                Some(Test { operand, set, line })
            }
            ExprKind::Between {
                operand, low, high, ..
            } => {
                let (ty, line) = line(operand)?;
                let (low, unit) = self.literal_span(low, ty, scope);
                let (high, _) = self.literal_span(high, ty, scope);
                let set = Set::Test(Comparison::Equal, Span::new(low.lo, high.hi), unit);
                let operand = self.whole_date(operand, scope);
                Some(Test { operand, set, line })
            }
            ExprKind::In { operand, set, .. } => {
                let (ty, line) = line(operand)?;
                let members: Vec<&Expr> = match set {
                    Members::List(list) => list.iter().collect(),
                    Members::Value(value) => vec![value],
                    Members::Query(_) => return None,
                };
                let literal = |member: &&Expr| self.is_literal(member, Some(ty), scope);
                if !members.iter().all(literal) {
                    return None;
                }
                let members = members.into_iter();
                let set = members.map(|member| leaf(Comparison::Equal, member, ty));
                let set = Set::Any(set.collect());
                let operand = self.whole_date(operand, scope);
                Some(Test { operand, set, line })
            }
            _other => None,
        }
    }
}
