//! Conditions on a row.

use whosaid::model::{Kind, Link};
use whosaid::syntax::tree::{Expr, ExprKind, Literal, Set as Members, TextTest};
use whosaid::value::{Comparison, Type};

use super::united::Test;
use super::{Item, Naive, Outer, Row, Scope, Val};
use crate::agree::values::{
    Line, Measure, Set, Span, Tri, Unit, compare, judge, name_folded, near, near_words, ordinal,
    text_folded,
};

impl Naive<'_> {
    /// Tells how far a condition holds of a row.
    pub(super) fn test(&self, expr: &Expr, scope: Scope<'_>, row: &Row) -> Tri {
        // Tests of one single-valued date or number are united into one set and judged once.
        if let Some(test) = self.united(expr, scope) {
            return self.judged(&test, scope, row);
        }
        match &expr.kind {
            ExprKind::And(parts) => {
                let mut flat = Vec::new();
                flatten(parts, true, false, &mut flat);
                Tri::all(self.connected(&flat, true, scope, row))
            }
            ExprKind::Or(parts) => {
                let mut flat = Vec::new();
                flatten(parts, false, false, &mut flat);
                Tri::any(self.connected(&flat, false, scope, row))
            }
            ExprKind::Not(inner) => self.test(inner, scope, row).not(),
            ExprKind::Possibly(inner) => Tri::of(self.test(inner, scope, row) != Tri::No),
            ExprKind::Compare(op, left, right) => self.comparison(*op, left, right, scope, row),
            ExprKind::In {
                negated,
                operand,
                set,
            } => negate(*negated, self.member(expr, operand, set, scope, row)),
            ExprKind::Between { negated, .. } => {
                let test = self
                    .against_literals(expr, scope)
                    .expect("only literals are generated here");
                negate(*negated, self.any_judged(&test, scope, row))
            }
            ExprKind::TextTest {
                op,
                negated,
                operand,
                pattern,
            } => negate(*negated, self.text_test(*op, operand, pattern, scope, row)),
            ExprKind::IsNull { negated, operand } => {
                negate(!*negated, self.exists(operand, scope, row))
            }
            ExprKind::Exists(operand) => self.exists(operand, scope, row),
            ExprKind::ExistsQuery(query) => {
                let found = self.query(query, Some(&Outer::of(scope, row)));
                Tri::any(found.rows.iter().map(Row::truth))
            }
            ExprKind::Literal(Literal::Truth(truth)) => Tri::of(*truth),
            _path_of_truths => {
                let items = self.values(expr, scope, row).into_iter();
                Tri::any(items.map(|item| match item.val {
                    Val::Truth(truth) => truth.if_doubtful(item.doubtful),
                    Val::Anything => Tri::Maybe,
                    other => panic!("{other:?} is no condition"),
                }))
            }
        }
    }

    /// Returns the truths that a connective joins: those of tests of one value, united, and those
    /// of the other parts.
    fn connected(
        &self,
        parts: &[(bool, &Expr)],
        and: bool,
        scope: Scope<'_>,
        row: &Row,
    ) -> Vec<Tri> {
        let mut groups: Vec<(String, Vec<Test>)> = Vec::new();
        let mut truths = Vec::new();
        for (negated, part) in parts {
            let united = self.united(part, scope);
            let Some(mut test) = united else {
                truths.push(negate(*negated, self.test(part, scope, row)));
                continue;
            };
            if *negated {
                test.set = Set::Not(Box::new(test.set));
            }
            let key = self.key(&test.operand, scope);
            match groups.iter_mut().find(|(own, _)| *own == key) {
                Some((_, tests)) => tests.push(test),
                None => groups.push((key, vec![test])),
            }
        }
        for (_, tests) in groups {
            let (operand, line) = (tests[0].operand.clone(), tests[0].line);
            let sets = tests.into_iter().map(|test| test.set).collect();
            let set = if and { Set::All(sets) } else { Set::Any(sets) };
            truths.push(self.judged(&Test { operand, set, line }, scope, row));
        }
        truths
    }

    /// Judges the one value of a single-valued operand, or its absence.
    fn judged(&self, test: &Test, scope: Scope<'_>, row: &Row) -> Tri {
        match self.values(&test.operand, scope, row).as_slice() {
            [] => judge(&test.set, test.line, None, false),
            [item] => judge_item(&test.set, test.line, item, item.doubtful),
            several => panic!("one value, not {several:?}"),
        }
    }

    /// Judges a test of a path over many values: any of them, each by itself.
    fn any_judged(&self, test: &Test, scope: Scope<'_>, row: &Row) -> Tri {
        let items = self.values(&test.operand, scope, row);
        Tri::any(
            items.iter().map(|item| {
                judge_item(&test.set, test.line, item, false).if_doubtful(item.doubtful)
            }),
        )
    }

    fn comparison(
        &self,
        op: Comparison,
        left: &Expr,
        right: &Expr,
        scope: Scope<'_>,
        row: &Row,
    ) -> Tri {
        if op == Comparison::NotEqual {
            let equal = self.comparison(Comparison::Equal, left, right, scope, row);
            return equal.not();
        }
        let beside = |other: &Expr| self.shape(other, scope).map(|shape| shape.ty);
        if self.is_literal(left, beside(right), scope) {
            return self.comparison(op.mirrored(), right, left, scope, row);
        }
        let ty = beside(left);
        if !self.is_literal(right, ty, scope) {
            let (lefts, rights) = (
                self.values(left, scope, row),
                self.values(right, scope, row),
            );
            let pairs = lefts
                .iter()
                .flat_map(|a| rights.iter().map(move |b| (a, b)));
            return Tri::any(pairs.map(|(a, b)| pair(op, a, b)));
        }
        let lefts = self.values(&self.whole_date(left, scope), scope, row);
        match ty {
            Some(Type::Date(_) | Type::Number | Type::Duration) => {
                let (span, unit) = self.literal_span(right, ty.expect("just matched"), scope);
                let line = if matches!(ty, Some(Type::Date(_))) {
                    Line::Days
                } else {
                    Line::Reals
                };
                let set = Set::Test(op, span, unit);
                let judged =
                    |item: &Item| judge_item(&set, line, item, false).if_doubtful(item.doubtful);
                Tri::any(lefts.iter().map(judged))
            }
            Some(Type::Record(_)) => {
                let ExprKind::Literal(Literal::Text(text)) = &right.kind else {
                    panic!("records are named by texts")
                };
                Tri::any(lefts.iter().map(|item| match &item.val {
                    Val::Record(kind, to) => {
                        self.bears(*kind, *to, text).if_doubtful(item.doubtful)
                    }
                    _other => Tri::Maybe,
                }))
            }
            ty => {
                let literal = self.literal(right, ty, scope);
                Tri::any(lefts.iter().map(|item| pair(op, item, &literal)))
            }
        }
    }

    fn member(
        &self,
        expr: &Expr,
        operand: &Expr,
        set: &Members,
        scope: Scope<'_>,
        row: &Row,
    ) -> Tri {
        if let Some(test) = self.against_literals(expr, scope) {
            return self.any_judged(&test, scope, row);
        }
        match set {
            Members::List(list) => Tri::any(
                list.iter()
                    .map(|member| self.comparison(Comparison::Equal, operand, member, scope, row)),
            ),
            Members::Value(value) => self.comparison(Comparison::Equal, operand, value, scope, row),
            Members::Query(query) => {
                let frame = self.query(query, Some(&Outer::of(scope, row)));
                let members = frame.rows.iter().flat_map(|member| {
                    let items = match (frame.kind, member.node) {
                        (Some(kind), Some(node)) => vec![Item::sure(Val::Record(kind, node))],
                        _other => self.first_cell(&frame, member),
                    };
                    items
                        .into_iter()
                        .map(move |item| item.doubted_if(!member.certain))
                });
                let members: Vec<Item> = members.collect();
                let items = self.values(operand, scope, row);
                Tri::any(items.iter().map(|item| {
                    // Every predicate on somebody not known is possible.
                    if is_somebodys(&item.val) {
                        return Tri::Maybe;
                    }
                    let equal = members
                        .iter()
                        .map(|member| pair(Comparison::Equal, item, member));
                    Tri::any(equal)
                }))
            }
        }
    }

    /// Tells whether there is a value, and whether it is sure to be there.
    fn exists(&self, operand: &Expr, scope: Scope<'_>, row: &Row) -> Tri {
        let items = self.values(operand, scope, row).into_iter();
        let written = items.filter(Item::is_written);
        Tri::any(written.map(|item| {
            // What somebody not known has is in doubt even where it is a key by itself.
            Tri::Yes.if_doubtful(item.doubtful || item.val == Val::Anything)
        }))
    }

    fn text_test(
        &self,
        op: TextTest,
        operand: &Expr,
        pattern: &Expr,
        scope: Scope<'_>,
        row: &Row,
    ) -> Tri {
        let operand = self.searched(operand, scope);
        let items = self.values(&operand, scope, row).into_iter();
        Tri::any(items.map(|item| {
            let truth = match &item.val {
                Val::Text(text) => Tri::of(finds(op, pattern, text, text_folded)),
                Val::Word(words, code) => {
                    Tri::of(finds(op, pattern, words.word(*code), text_folded))
                }
                Val::Record(_, Link::SOMEBODY) | Val::Anything => Tri::Maybe,
                Val::Record(kind, to) if op == TextTest::Near => self.nearly(*kind, *to, pattern),
                Val::Record(kind, to) => {
                    let names = self.searched_names(*kind, *to).into_iter();
                    Tri::any(names.map(|(name, doubtful)| {
                        Tri::of(finds(op, pattern, &name, name_folded)).if_doubtful(doubtful)
                    }))
                }
                other => panic!("no text: {other:?}"),
            };
            truth.if_doubtful(item.doubtful)
        }))
    }

    /// Tells how far a record bears a name that is near one.
    fn nearly(&self, kind: Kind, row: u32, pattern: &Expr) -> Tri {
        let ExprKind::Literal(Literal::Text(wanted)) = &pattern.kind else {
            panic!("a name is a text")
        };
        if self.id(kind, row) == wanted {
            return Tri::Yes;
        }
        let names = self.searched_names(kind, row).into_iter();
        Tri::any(names.map(|(name, doubtful)| {
            Tri::of(near(&name_folded(&name), &name_folded(wanted))).if_doubtful(doubtful)
        }))
    }

    /// Returns the operand that a text test looks at instead: the content for the text of a claim.
    pub(super) fn searched(&self, operand: &Expr, scope: Scope<'_>) -> Expr {
        let (kind, name) = match &operand.kind {
            ExprKind::Name(name) if scope.column(name).is_none() => (scope.kind, name.clone()),
            ExprKind::Field(base, name) => match self.shape(base, scope).map(|base| base.ty) {
                Some(Type::Record(number)) => (Some(Kind::from_number(number)), name.text.clone()),
                _other => (None, String::new()),
            },
            _computed => (None, String::new()),
        };
        let other = kind.and_then(|kind| kind.field(&name)?.1.searched);
        let mut operand = operand.clone();
        if let Some(other) = other {
            match &mut operand.kind {
                ExprKind::Name(name) => other.clone_into(name),
                ExprKind::Field(_, name) => other.clone_into(&mut name.text),
                _computed => {}
            }
        }
        operand
    }
}

fn negate(negated: bool, truth: Tri) -> Tri {
    if negated { truth.not() } else { truth }
}

/// Lays open what is nested under the same connective, a negation turning one into the other; tells
/// of each part whether it is negated.
fn flatten<'e>(parts: &'e [Expr], and: bool, negated: bool, flat: &mut Vec<(bool, &'e Expr)>) {
    for part in parts {
        let (mut part, mut negated) = (part, negated);
        while let ExprKind::Not(inner) = &part.kind {
            (part, negated) = (inner, !negated);
        }
        match &part.kind {
            ExprKind::And(inner) if and != negated => flatten(inner, and, negated, flat),
            ExprKind::Or(inner) if and == negated => flatten(inner, and, negated, flat),
            _other => flat.push((negated, part)),
        }
    }
}

fn judge_item(set: &Set, line: Line, item: &Item, doubtful: bool) -> Tri {
    match &item.val {
        Val::Anything => Tri::Maybe,
        Val::Unwritten(_) => judge(set, line, Some((Span::UNKNOWN, Measure::Any)), doubtful),
        Val::Date(span, ..) | Val::Length(span) => {
            judge(set, line, Some((*span, Measure::Of(None))), doubtful)
        }
        Val::Number(span, unit) => {
            let measure = Measure::Of(unit.as_deref());
            judge(set, line, Some((*span, measure)), doubtful)
        }
        other => panic!("no interval: {other:?}"),
    }
}

fn is_somebodys(val: &Val) -> bool {
    matches!(val, Val::Anything | Val::Record(_, Link::SOMEBODY))
}

/// Compares two values.
pub(super) fn pair(op: Comparison, a: &Item, b: &Item) -> Tri {
    let ordered = |ordering| Tri::of(op.holds(ordering));
    let truth = match (&a.val, &b.val) {
        (a, b) if is_somebodys(a) || is_somebodys(b) => Tri::Maybe,
        (Val::Text(a), Val::Text(b)) => ordered(text_folded(a).cmp(&text_folded(b))),
        (Val::Text(text), Val::Word(words, code)) => {
            ordered(text_folded(text).cmp(&text_folded(words.word(*code))))
        }
        (Val::Word(words, code), Val::Text(text)) => {
            ordered(text_folded(words.word(*code)).cmp(&text_folded(text)))
        }
        (Val::Word(_, a), Val::Word(_, b)) => ordered(a.cmp(b)),
        (Val::Truth(Tri::Maybe), Val::Truth(_)) | (Val::Truth(_), Val::Truth(Tri::Maybe)) => {
            Tri::Maybe
        }
        (Val::Truth(a), Val::Truth(b)) => ordered(a.cmp(b)),
        // Two dates known to the same unit compare by that unit.
        (Val::Date(a, unit, _), Val::Date(b, other, _)) if unit == other && *unit != Unit::Day => {
            compare(op, ordinal(*unit, *a), ordinal(*unit, *b))
        }
        (Val::Date(a, ..), Val::Date(b, ..)) | (Val::Length(a), Val::Length(b)) => {
            compare(op, *a, *b)
        }
        (
            Val::Unwritten(_),
            Val::Date(..) | Val::Number(..) | Val::Length(_) | Val::Unwritten(_),
        )
        | (Val::Date(..) | Val::Number(..) | Val::Length(_), Val::Unwritten(_)) => Tri::Maybe,
        // A number with a unit of measure meets only that unit.
        (Val::Number(_, unit), Val::Number(_, other)) if unit != other => Tri::No,
        (Val::Number(a, _), Val::Number(b, _)) => compare(op, *a, *b),
        (Val::Record(kind, a), Val::Record(other, b)) => Tri::of(kind == other && a == b),
        (a, b) => panic!("{a:?} and {b:?} do not compare"),
    };
    truth.if_doubtful(a.doubtful || b.doubtful)
}

/// Tells whether a text holds what is looked for.
fn finds(op: TextTest, pattern: &Expr, text: &str, fold: fn(&str) -> String) -> bool {
    match (op, &pattern.kind) {
        (TextTest::Matches, ExprKind::Literal(Literal::Regex { pattern, cased })) => {
            let built = regex::RegexBuilder::new(pattern)
                .case_insensitive(!cased)
                .build();
            built
                .expect("the patterns generated are good")
                .is_match(text)
        }
        (_, ExprKind::Literal(Literal::Text(part))) => {
            let (text, part) = (fold(text), fold(part));
            match op {
                TextTest::Contains => text.contains(&part),
                TextTest::StartsWith => text.starts_with(&part),
                TextTest::EndsWith => text.ends_with(&part),
                TextTest::Near => near_words(&text, &part),
                TextTest::Matches => panic!("matches looks for a regex"),
            }
        }
        _other => panic!("a pattern is a text or a regex"),
    }
}
