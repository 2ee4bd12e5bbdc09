//! Expressions, with the brackets their author wrote.

use super::Formatter;
use super::doc::Doc;
use super::query::{INDENT, repeat};
use crate::operator::{INFIX, Infix};
use crate::syntax::lex;
use crate::syntax::tree::{Arithmetic, Expr, ExprKind, Literal, Name, Set, TextTest};

impl Formatter<'_> {
    /// Writes an expression and a bracket round it where there are any.
    pub(super) fn operand(&mut self, docs: &mut Vec<Doc>, expr: &Expr) {
        let brackets = self.opened(expr.span.range().start);
        self.in_brackets(docs, expr, brackets > 0);
    }

    /// Writes the first expression within a bracket that has been opened already.
    fn first(&mut self, docs: &mut Vec<Doc>, expr: &Expr) {
        let brackets = self.opened(expr.span.range().start);
        self.in_brackets(docs, expr, brackets > 1);
    }

    fn in_brackets(&mut self, docs: &mut Vec<Doc>, expr: &Expr, bracketed: bool) {
        if bracketed {
            docs.push(Doc::text("("));
        }
        self.expr(docs, expr);
        if bracketed {
            docs.push(Doc::text(")"));
        }
    }

    /// Writes an expression without the brackets round it.
    pub(super) fn expr(&mut self, docs: &mut Vec<Doc>, expr: &Expr) {
        self.at = expr.span.range().start;
        match &expr.kind {
            ExprKind::Literal(literal) => docs.push(Doc::text(self.literal(literal, expr))),
            ExprKind::Param(_) | ExprKind::Name(_) | ExprKind::Broken => {
                docs.push(Doc::text(self.raw(expr.span)));
            }
            ExprKind::Field(of, name) => {
                self.operand(docs, of);
                docs.push(Doc::text(format!(".{}", self.raw(name.span))));
            }
            ExprKind::Filter(of, test) => {
                self.operand(docs, of);
                self.filter(docs, test);
            }
            ExprKind::Repeat(of, times) => {
                self.operand(docs, of);
                docs.push(repeat(*times));
            }
            ExprKind::Call {
                name,
                distinct,
                args,
            } => self.call(docs, name, *distinct, args),
            ExprKind::Negate(of) => self.prefixed(docs, "-", of),
            ExprKind::Arithmetic(op, left, right) => {
                let op = match op {
                    Arithmetic::Add => Infix::Add,
                    Arithmetic::Subtract => Infix::Subtract,
                    Arithmetic::Multiply => Infix::Multiply,
                    Arithmetic::Divide => Infix::Divide,
                };
                self.two(docs, left, op, false, right);
            }
            ExprKind::Range(low, high) => {
                if let Some(low) = low {
                    self.operand(docs, low);
                }
                docs.push(Doc::text(".."));
                if let Some(high) = high {
                    self.operand(docs, high);
                }
            }
            ExprKind::Coalesce(left, right) => {
                self.two(docs, left, Infix::Coalesce, false, right);
            }
            ExprKind::Compare(op, left, right) => {
                self.two(docs, left, Infix::Compare(*op), false, right);
            }
            ExprKind::TextTest {
                op,
                negated,
                operand,
                pattern,
            } => {
                let (op, not) = match op {
                    TextTest::Contains => (Infix::Contains, *negated),
                    TextTest::StartsWith => (Infix::StartsWith, *negated),
                    TextTest::EndsWith => (Infix::EndsWith, *negated),
                    TextTest::Matches => (Infix::Matches, *negated),
                    TextTest::Near if *negated => (Infix::NotNear, false),
                    TextTest::Near => (Infix::Near, false),
                };
                self.two(docs, operand, op, not, pattern);
            }
            ExprKind::In {
                negated,
                operand,
                set,
            } => {
                self.operand(docs, operand);
                docs.push(infix(Infix::In, *negated));
                self.set(docs, set);
            }
            ExprKind::Between {
                negated,
                operand,
                low,
                high,
            } => {
                self.two(docs, operand, Infix::Between, *negated, low);
                docs.push(infix(Infix::And, false));
                self.operand(docs, high);
            }
            ExprKind::IsNull { negated, operand } => {
                self.operand(docs, operand);
                docs.push(infix(Infix::Is, false));
                docs.push(Doc::text(if *negated { "not null" } else { "null" }));
            }
            ExprKind::Exists(path) => self.prefixed(docs, "exists ", path),
            ExprKind::ExistsQuery(query) => {
                docs.push(Doc::text("exists "));
                self.subquery(docs, query);
            }
            ExprKind::Not(of) => self.prefixed(docs, "not ", of),
            ExprKind::Possibly(of) => self.prefixed(docs, "possibly ", of),
            ExprKind::And(terms) => self.terms(docs, terms, Infix::And),
            ExprKind::Or(terms) => self.terms(docs, terms, Infix::Or),
        }
        self.at = expr.span.range().end;
    }

    /// Writes a condition in square brackets.
    pub(super) fn filter(&mut self, docs: &mut Vec<Doc>, test: &Expr) {
        docs.push(Doc::text("["));
        self.expr(docs, test);
        docs.push(Doc::text("]"));
    }

    fn prefixed(&mut self, docs: &mut Vec<Doc>, prefix: &str, of: &Expr) {
        docs.push(Doc::text(prefix));
        self.operand(docs, of);
    }

    fn two(&mut self, docs: &mut Vec<Doc>, left: &Expr, op: Infix, negated: bool, right: &Expr) {
        self.operand(docs, left);
        docs.push(infix(op, negated));
        self.operand(docs, right);
    }

    /// Writes the terms of a connective; it breaks before each but the first.
    fn terms(&mut self, docs: &mut Vec<Doc>, terms: &[Expr], op: Infix) {
        let mut group = Vec::new();
        let mut further = Vec::new();
        for (place, term) in terms.iter().enumerate() {
            if place == 0 {
                self.operand(&mut group, term);
            } else {
                self.gap(&mut further, term.span.range().start);
                further.push(Doc::text(format!("{} ", spelling(op))));
                self.operand(&mut further, term);
            }
        }
        group.push(Doc::Nest(INDENT, further));
        docs.push(Doc::Group(group));
    }

    fn call(&mut self, docs: &mut Vec<Doc>, name: &Name, distinct: bool, args: &[Expr]) {
        let distinct = if distinct { "distinct " } else { "" };
        docs.push(Doc::text(format!("{}({distinct}", self.raw(name.span))));
        self.listed(docs, args);
        docs.push(Doc::text(")"));
    }

    fn set(&mut self, docs: &mut Vec<Doc>, set: &Set) {
        match set {
            Set::List(items) => {
                docs.push(Doc::text("("));
                self.listed(docs, items);
                docs.push(Doc::text(")"));
            }
            Set::Query(query) => self.subquery(docs, query),
            Set::Value(value) => self.operand(docs, value),
        }
    }

    /// Writes what stands in the bracket of a call or of a list; it breaks after commas.
    fn listed(&mut self, docs: &mut Vec<Doc>, all: &[Expr]) {
        let mut list = Vec::new();
        for (place, expr) in all.iter().enumerate() {
            if place == 0 {
                self.first(&mut list, expr);
            } else {
                list.push(Doc::text(","));
                self.gap(&mut list, expr.span.range().start);
                self.operand(&mut list, expr);
            }
        }
        docs.push(Doc::Group(vec![Doc::Nest(INDENT, list)]));
    }

    /// Returns a literal as it was spelled; its words are written small.
    fn literal(&self, literal: &Literal, expr: &Expr) -> String {
        let raw = self.raw(expr.span);
        match literal {
            Literal::Text(_)
            | Literal::Regex { .. }
            | Literal::Number { .. }
            | Literal::Date(_) => raw.to_owned(),
            Literal::Today | Literal::Truth(_) => raw.to_ascii_lowercase(),
            Literal::Duration(_) | Literal::Ago(_) => {
                let mut words = Vec::new();
                let mut rest = raw;
                while !rest.is_empty() {
                    let (word, after) = rest.split_at(lex::glued_len(rest));
                    words.push(word.to_ascii_lowercase());
                    rest = lex::blank(after);
                }
                words.join(" ")
            }
        }
    }
}

/// Writes an operator between two operands, blanks round it.
fn infix(op: Infix, negated: bool) -> Doc {
    let not = if negated { "not " } else { "" };
    Doc::text(format!(" {not}{} ", spelling(op)))
}

fn spelling(op: Infix) -> &'static str {
    let row = INFIX.iter().find(|row| row.op == op);
    row.expect("every operator has a row").spelling
}
