//! Conditions.

use super::compare::prefer_word;
use super::literal::{Loose, Operand};
use super::path::type_name;
use super::scope::{Planner, Scope};
use super::unite::unite;
use super::{Constant, Expr, ExprKind, Leaf, Path, Predicate, Root, Test};
use crate::diagnostic::Span;
use crate::syntax::tree::{self};
use crate::value::{Comparison, Point, RangeSet, Truth, Type};

impl Planner<'_> {
    /// Plans a condition; tests of one date or number in it are united.
    pub(super) fn predicate(&mut self, expr: &tree::Expr, scope: &Scope) -> Option<Predicate> {
        let predicate = self.condition(expr, scope)?;
        Some(unite(predicate))
    }

    /// Plans a condition as it is written.
    fn condition(&mut self, expr: &tree::Expr, scope: &Scope) -> Option<Predicate> {
        self.pass(expr.span, scope, true);
        let predicate = self.deeper(expr.span, |planner| match planner.called(expr, scope) {
            Some(call) => {
                planner.within_call(&call, scope, |planner, body| planner.condition(body, scope))
            }
            None => planner.own_condition(expr, scope),
        })?;
        self.pass_beside(expr.span, |_| Some(Expr::condition(predicate.clone())));
        Some(predicate)
    }

    fn own_condition(&mut self, expr: &tree::Expr, scope: &Scope) -> Option<Predicate> {
        match &expr.kind {
            tree::ExprKind::And(parts) => {
                let mut planned = self.parts(parts, scope);
                self.narrow(expr.span, parts, &planned);
                self.without_broken(&mut planned);
                planned
                    .into_iter()
                    .collect::<Option<_>>()
                    .map(Predicate::And)
            }
            tree::ExprKind::Or(parts) => {
                let planned = self.alternatives(parts, scope);
                planned
                    .into_iter()
                    .collect::<Option<_>>()
                    .map(Predicate::Or)
            }
            tree::ExprKind::Not(inner) => {
                self.negated(true, |planner| planner.condition(inner, scope))
            }
            tree::ExprKind::Possibly(inner) => self
                .condition(inner, scope)
                .map(|inner| Predicate::Possibly(Box::new(inner))),
            tree::ExprKind::Compare(op, left, right) => {
                self.comparison(*op, left, right, expr.span, scope)
            }
            tree::ExprKind::TextTest {
                op,
                negated,
                operand,
                pattern,
            } => self.negated(*negated, |planner| {
                planner.text_test(*op, operand, pattern, expr.span, scope)
            }),
            tree::ExprKind::In {
                negated,
                operand,
                set,
            } => self.negated(*negated, |planner| {
                planner.member(operand, set, expr.span, scope)
            }),
            tree::ExprKind::Between {
                negated,
                operand,
                low,
                high,
            } => self.negated(*negated, |planner| {
                planner.between(operand, low, high, expr.span, scope)
            }),
            tree::ExprKind::IsNull { negated, operand } => {
                let exists = self.exists(operand, expr.span, scope)?;
                Some(if *negated {
                    exists
                } else {
                    Predicate::Not(Box::new(exists))
                })
            }
            tree::ExprKind::Exists(operand) => self.exists(operand, expr.span, scope),
            tree::ExprKind::ExistsQuery(query) => {
                self.path_in_brackets(query, scope)?;
                let planned = self.subquery(query, scope)?;
                self.lint_whole_collection(query, &planned, scope);
                Some(Predicate::ExistsQuery(Box::new(planned)))
            }
            tree::ExprKind::Literal(_)
            | tree::ExprKind::Param(_)
            | tree::ExprKind::Name(_)
            | tree::ExprKind::Field(..)
            | tree::ExprKind::Filter(..)
            | tree::ExprKind::Repeat(..)
            | tree::ExprKind::Call { .. }
            | tree::ExprKind::Negate(_)
            | tree::ExprKind::Arithmetic(..)
            | tree::ExprKind::Range(..)
            | tree::ExprKind::Coalesce(..)
            | tree::ExprKind::Broken => {
                let value = self.value(expr, scope)?;
                self.holds(value, expr.span)
            }
        }
    }

    /// Plans the parts of an `or`; a word that stands alone behind a comparison is told where it belongs.
    fn alternatives(&mut self, parts: &[tree::Expr], scope: &Scope) -> Vec<Option<Predicate>> {
        let mut planned = Vec::with_capacity(parts.len());
        for (place, part) in parts.iter().enumerate() {
            let test = self.condition(part, scope);
            if test.is_none()
                && is_unknown(part, scope)
                && let Some(compared) = compared_before(&parts[..place], scope)
            {
                let tree::ExprKind::Compare(_, left, right) = &parts[compared].kind else {
                    continue;
                };
                let values = std::iter::once(&**right).chain(&parts[compared + 1..=place]);
                let values: Vec<String> = values.map(|value| self.words_at(value.span)).collect();
                let help = format!(
                    "write: {} in ({})",
                    self.words_at(left.span),
                    values.join(", ")
                );
                self.only_help(help);
            }
            planned.push(test);
        }
        planned
    }

    /// Plans every part, so that every error is found.
    fn parts(&mut self, parts: &[tree::Expr], scope: &Scope) -> Vec<Option<Predicate>> {
        let parts = parts.iter();
        parts.map(|part| self.condition(part, scope)).collect()
    }

    fn negated(
        &mut self,
        negated: bool,
        plan: impl FnOnce(&mut Self) -> Option<Predicate>,
    ) -> Option<Predicate> {
        self.negations += usize::from(negated);
        let predicate = plan(self);
        self.negations -= usize::from(negated);
        predicate.map(|predicate| {
            if negated {
                Predicate::Not(Box::new(predicate))
            } else {
                predicate
            }
        })
    }

    /// Makes a condition of a value.
    fn holds(&mut self, value: Expr, span: Span) -> Option<Predicate> {
        match (value.kind, value.ty) {
            (ExprKind::Condition(predicate), _) => Some(*predicate),
            // A condition on the records that a path leads to is judged where they are.
            (
                ExprKind::Path(Path {
                    root: root @ Root::Row(_),
                    steps,
                    leaf: Leaf::Computed(_, condition),
                }),
                _,
            ) if matches!(condition.kind, ExprKind::Condition(_)) => {
                let ExprKind::Condition(predicate) = condition.kind else {
                    unreachable!("just matched")
                };
                Some(Predicate::Any(root, steps, predicate))
            }
            (ExprKind::Constant(Constant::Truth(truth)), _) => {
                Some(Predicate::Constant(Truth::from(truth)))
            }
            (kind, Type::Truth) => {
                let value = Expr {
                    kind,
                    ty: Type::Truth,
                    many: value.many,
                };
                Some(Predicate::Test(value, Test::Truth(true), self.place(span)))
            }
            (kind, ty) => {
                let written = self.words_at(self.place(span));
                let message = format!("this is {}, not a condition", type_name(ty));
                let help = match kind {
                    ExprKind::Constant(_) => {
                        format!(
                            "compare it too: … = {written}, or ask for one of several: … in (…, {written})"
                        )
                    }
                    _read_from_the_row => {
                        "compare it: … = …, or ask whether it is there: exists …".to_owned()
                    }
                };
                self.error("not-a-condition", span, message)
                    .helps
                    .push(help);
                None
            }
        }
    }

    fn exists(&mut self, operand: &tree::Expr, span: Span, scope: &Scope) -> Option<Predicate> {
        let value = self.value(operand, scope)?;
        Some(Predicate::Exists(value, self.place(span)))
    }

    fn between(
        &mut self,
        operand: &tree::Expr,
        low: &tree::Expr,
        high: &tree::Expr,
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        let (value, low, high) = (
            self.operand(operand, scope),
            self.operand(low, scope),
            self.operand(high, scope),
        );
        let (value, low, high) = (value?, low?, high?);
        if low.is_literal() && high.is_literal() && !value.is_literal() {
            let range = Operand {
                loose: Loose::Range(Some(Box::new(low)), Some(Box::new(high))),
                span,
            };
            let value = self.settle(value, scope)?;
            return self.test(Comparison::Equal, value, &range, span, scope);
        }
        let from = self.one_end(Comparison::GreaterOrEqual, value.clone(), low, span, scope)?;
        let to = self.one_end(Comparison::LessOrEqual, value, high, span, scope)?;
        Some(Predicate::And(vec![from, to]))
    }

    fn member(
        &mut self,
        operand: &tree::Expr,
        set: &tree::Set,
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        match set {
            tree::Set::Value(value) => {
                self.comparison(Comparison::Equal, operand, value, span, scope)
            }
            tree::Set::Query(query) => self.member_of_query(operand, query, span, scope),
            tree::Set::List(items) => {
                if let [item] = items.as_slice()
                    && let Some(query) = self.collection_in_brackets(item, scope)
                {
                    return self.member_of_query(operand, &query, span, scope);
                }
                self.member_of_list(operand, items, span, scope)
            }
        }
    }

    /// Reads a lone path in brackets as a query where it starts from a collection.
    fn collection_in_brackets(&self, item: &tree::Expr, scope: &Scope) -> Option<tree::Query> {
        let (head, tails) = as_query(item)?;
        let is_head =
            super::head::is_collection(&head.text) || self.definitions.has_query(&head.text);
        let known = scope.knows(&head.text) || !is_head;
        let query = tree::Query {
            head: tree::Head::Name(head),
            tails,
            views: Vec::new(),
            alias: None,
            filter: None,
            stages: Vec::new(),
            span: item.span,
        };
        (!known).then_some(query)
    }

    fn member_of_query(
        &mut self,
        operand: &tree::Expr,
        query: &tree::Query,
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        let (value, query_plan) = (self.value(operand, scope), self.subquery(query, scope));
        let (value, query_plan) = (value?, query_plan?);
        let found = match (query_plan.node, query_plan.output.as_slice()) {
            (Some(kind), _) => kind.reference(),
            (None, [output]) => output.expr.ty,
            (None, outputs) => {
                let message = format!(
                    "a set has one column, and this query gives {}",
                    outputs.len()
                );
                self.error("set-columns", query.span, message)
                    .helps
                    .push("end it with: | select field".to_owned());
                return None;
            }
        };
        if !super::expression::same_class(value.ty, found) {
            self.mismatch(found, value.ty, query.span);
            let help = "let the query give such values: | select field";
            self.help_last(help);
            return None;
        }
        Some(Predicate::Member(
            value,
            Box::new(query_plan),
            self.place(span),
        ))
    }

    fn member_of_list(
        &mut self,
        operand: &tree::Expr,
        items: &[tree::Expr],
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        let planned = self.operand(operand, scope)?;
        let beside = planned.own_type();
        let mut tests = Vec::with_capacity(items.len());
        let mut failed = false;
        for item in items {
            let Some(mut element) = self.operand(item, scope) else {
                failed = true;
                continue;
            };
            prefer_word(&mut element, item, beside);
            match self.one_end(Comparison::Equal, planned.clone(), element, span, scope) {
                Some(test) => tests.push(test),
                None => failed = true,
            }
        }
        if failed {
            return None;
        }
        Some(merge_equalities(tests))
    }
}

/// Makes one test of several that a value equals something, where they are of a kind.
fn merge_equalities(tests: Vec<Predicate>) -> Predicate {
    let mut merged = merge(tests);
    match merged.len() {
        1 => merged.remove(0),
        _ => Predicate::Or(merged),
    }
}

/// Tells whether a part is a word that means nothing.
fn is_unknown(part: &tree::Expr, scope: &Scope) -> bool {
    matches!(&part.kind, tree::ExprKind::Name(name) if !scope.knows(name))
}

/// Finds the comparison for equality behind which only such words stand.
fn compared_before(parts: &[tree::Expr], scope: &Scope) -> Option<usize> {
    let place = parts.iter().rposition(|part| !is_unknown(part, scope))?;
    let is_equality = matches!(
        parts[place].kind,
        tree::ExprKind::Compare(Comparison::Equal, ..)
    );
    is_equality.then_some(place)
}

/// Joins tests by halves, so that a long list costs little more than sorting it.
fn merge(mut tests: Vec<Predicate>) -> Vec<Predicate> {
    if tests.len() < 2 {
        return tests;
    }
    let second = merge(tests.split_off(tests.len() / 2));
    let mut merged = merge(tests);
    for predicate in second {
        let joins = |earlier: &mut Predicate| match (earlier, &predicate) {
            (Predicate::Test(_, earlier, _), Predicate::Test(_, test, _)) => join(earlier, test),
            (_, _) => false,
        };
        let joined = merged.iter_mut().any(joins);
        if !joined {
            merged.push(predicate);
        }
    }
    merged
}

/// Widens a test by another of the same value; tells whether it could.
fn join(test: &mut Test, other: &Test) -> bool {
    fn unite<T: Point>(set: &mut RangeSet<T>, other: &RangeSet<T>) -> bool {
        *set = set.union(other);
        true
    }
    match (test, other) {
        (Test::Days(set), Test::Days(other)) => unite(set, other),
        (Test::Numbers(set, unit), Test::Numbers(other, other_unit)) if unit == other_unit => {
            unite(set, other)
        }
        (Test::Durations(set), Test::Durations(other)) => unite(set, other),
        (Test::Texts(Comparison::Equal, texts), Test::Texts(Comparison::Equal, others)) => {
            texts.extend(others.iter().cloned());
            true
        }
        (Test::Words(codes), Test::Words(others)) => {
            codes.extend(others);
            true
        }
        (Test::Named(names), Test::Named(others)) => {
            names.extend(others.iter().cloned());
            true
        }
        (_, _) => false,
    }
}

/// Reads an expression as the head and tails of a query.
fn as_query(expr: &tree::Expr) -> Option<(tree::Name, Vec<tree::Tail>)> {
    match &expr.kind {
        tree::ExprKind::Name(name) => Some((
            tree::Name {
                text: name.clone(),
                span: expr.span,
            },
            Vec::new(),
        )),
        tree::ExprKind::Field(base, name) => {
            let (head, mut tails) = as_query(base)?;
            tails.push(tree::Tail::Field(name.clone()));
            Some((head, tails))
        }
        tree::ExprKind::Repeat(base, times) => {
            let (head, mut tails) = as_query(base)?;
            tails.push(tree::Tail::Repeat(*times, expr.span));
            Some((head, tails))
        }
        tree::ExprKind::Filter(base, filter) => {
            let (head, mut tails) = as_query(base)?;
            tails.push(tree::Tail::Filter(filter.clone(), filter.span));
            Some((head, tails))
        }
        _not_a_path => None,
    }
}
