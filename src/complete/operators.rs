//! Operators: those that the parser takes at the place and that may follow what stands there.

use super::{Asked, CandidateKind};
use crate::diagnostic::Span;
use crate::operator::{INFIX, Infix, InfixOperator, Power};
use crate::syntax::tree::{Expr, ExprKind, Literal, StageKind};
use crate::syntax::{Cut, Node, around};
use crate::value::{Type, Unit};

/// What an operator would stand behind.
struct Left {
    span: Span,
    /// Its type, as far as it is known.
    ty: Option<Type>,
    /// Whether it is written out.
    literal: bool,
    /// Whether a condition is of use there.
    test: bool,
}

impl Asked<'_> {
    /// Adds the operators that may stand here.
    pub(super) fn operators(&mut self) {
        for row in self.fitting(&self.cut) {
            self.operator(row);
        }
    }

    /// Adds the operators that go on with the signs which stand right before the place.
    pub(super) fn longer_operators(&mut self) {
        let Some((cut, signs)) = self.cut.before_signs() else {
            return;
        };
        for row in self.fitting(&cut) {
            if let Some(rest) = row.spelling.strip_prefix(signs).filter(|it| !it.is_empty()) {
                let rest = format!("{rest} ");
                let kind = CandidateKind::Operator;
                self.found.written(kind, row.spelling, rest, row.help);
            }
        }
    }

    /// Adds the tests that `not` may stand before.
    pub(super) fn negated_tests(&mut self) {
        let Some(cut) = self.cut.before_last_word() else {
            return;
        };
        for row in self.fitting(&cut).into_iter().filter(|row| row.negatable) {
            self.found
                .word(CandidateKind::Operator, row.spelling, row.help);
        }
    }

    /// Returns the operators that fit what stands before a cut, tests first.
    fn fitting(&self, cut: &Cut) -> Vec<&'static InfixOperator> {
        let mut known: Vec<Left> = Vec::new();
        let (mut power, mut left) = (None, None);
        let mut fitting: Vec<&InfixOperator> = Vec::new();
        for row in INFIX {
            // Operators of one power stand behind the same.
            if power != Some(row.power) {
                power = Some(row.power);
                left = self.left_of(row, cut, &mut known);
            }
            if left.is_some_and(|place: usize| fits(row, &known[place])) {
                fitting.push(row);
            }
        }
        fitting.sort_by_key(|row| match row.power {
            Power::And => 1,
            Power::Or => 2,
            Power::Coalesce | Power::Range | Power::Sum | Power::Product => 3,
            Power::Whole | Power::Not | Power::Test | Power::Sign | Power::Primary => 0,
        });
        fitting
    }

    fn operator(&mut self, row: &InfixOperator) {
        let kind = CandidateKind::Operator;
        if row.op == Infix::Is {
            for word in ["is null", "is not null"] {
                self.found.word(kind, word, row.help);
            }
            return;
        }
        self.found.word(kind, row.spelling, row.help);
        if row.negatable {
            let negated = format!("not {}", row.spelling);
            self.found.word(kind, &negated, row.help);
        }
    }

    /// Tries an operator: returns the place among what is known of what it would stand behind.
    fn left_of(&self, row: &InfixOperator, cut: &Cut, known: &mut Vec<Left>) -> Option<usize> {
        // All tests are alike to the parser, but some need more behind them.
        let spelling = if row.power == Power::Test {
            "="
        } else {
            row.spelling
        };
        let held = cut.held(&format!(" {spelling} "))?;
        let nodes = around(&held.file, held.at);
        let [outer @ .., Node::Expr(whole), Node::Expr(_)] = nodes.as_slice() else {
            return None;
        };
        let left = left(whole, held.at)?;
        let earlier = known.iter().position(|known| known.span == left.span);
        Some(earlier.unwrap_or_else(|| {
            let planned = self.place(&held, Some(left.span));
            let planned = planned.and_then(|place| place.beside);
            known.push(Left {
                span: left.span,
                ty: literal_type(left).or(planned.map(|expr| expr.ty)),
                literal: matches!(left.kind, ExprKind::Literal(_)),
                test: wants_test(outer),
            });
            known.len() - 1
        }))
    }
}

/// Tells whether an operator may follow what stands there, and is of use.
fn fits(row: &InfixOperator, left: &Left) -> bool {
    if row.power <= Power::Test && !left.test {
        return false;
    }
    // Nobody asks for a value in the place of one that is written out, or joins texts.
    let idle = match row.op {
        Infix::Coalesce => left.literal,
        Infix::Range => !left.literal,
        Infix::Add => left.literal && left.ty == Some(Type::Text),
        _another => false,
    };
    if idle {
        return false;
    }
    match left.ty {
        Some(ty) => row.follows(ty),
        None => row.power == Power::Test,
    }
}

/// Returns the operand that an operator with its right operand at a place stands behind.
fn left(whole: &Expr, at: Span) -> Option<&Expr> {
    match &whole.kind {
        ExprKind::And(parts) | ExprKind::Or(parts) => match parts.as_slice() {
            [.., left, right] if right.span == at => Some(left),
            _another => None,
        },
        ExprKind::Compare(_, left, right)
        | ExprKind::Arithmetic(_, left, right)
        | ExprKind::Coalesce(left, right)
        | ExprKind::Range(Some(left), Some(right))
            if right.span == at =>
        {
            Some(left)
        }
        _another => None,
    }
}

/// Tells whether a condition is of use where these things stand around.
fn wants_test(outer: &[Node<'_>]) -> bool {
    match outer.last() {
        Some(Node::Stage(stage)) => matches!(
            stage.kind,
            StageKind::Where(_) | StageKind::Assert(_) | StageKind::Aggregate(_)
        ),
        Some(Node::Expr(_) | Node::Query(_) | Node::Statement(_)) => true,
        Some(Node::View(_)) | None => false,
    }
}

fn literal_type(expr: &Expr) -> Option<Type> {
    let ExprKind::Literal(literal) = &expr.kind else {
        return None;
    };
    Some(match literal {
        Literal::Text(_) | Literal::Regex { .. } => Type::Text,
        Literal::Number { .. } => Type::Number,
        Literal::Date(_) | Literal::Ago(_) | Literal::Today => Type::Date(Unit::Day),
        Literal::Duration(_) => Type::Duration,
        Literal::Truth(_) => Type::Truth,
    })
}
