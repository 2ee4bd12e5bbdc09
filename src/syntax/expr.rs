//! Expressions: a loop over the binding powers of the operator table.

use nom::combinator::cut;
use nom::{Err, Parser};

use super::infix::{self, Found};
use super::operand;
use super::reader::{Problem, Read, Reader, Wanted};
use super::test;
use super::token::sign;
use super::tree::{Arithmetic, Expr, ExprKind, TextTest};
use super::{MAX_DEPTH, lex};
use crate::diagnostic::{Diagnostic, Span};
use crate::operator::{Infix, PREFIX, Power, Prefix, PrefixOperator};

/// An expression and the height of its tree, which is limited like its depth in brackets.
pub(super) struct Tall {
    pub(super) expr: Expr,
    pub(super) height: usize,
}

/// The operand before an operator, and the text from its first bracket on.
pub(super) struct Left<'t> {
    pub(super) start: &'t str,
    pub(super) tall: Tall,
}

/// Reads a whole expression.
pub(super) fn expr<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Expr> {
    let (rest, tall) = over(r, input, Power::Whole)?;
    r.stands(tall.height);
    Ok((rest, tall.expr))
}

/// Reads as much as binds tighter than the given power.
pub(super) fn over<'t>(r: &Reader<'_>, input: &'t str, power: Power) -> Read<'t, Tall> {
    let start = lex::blank(input);
    let (mut input, (mut tall, mut ceiling)) = first(r, start, power)?;
    while let Some(found) = infix::next(input) {
        let row = found.row;
        // What has been read is no operand of an operator above the ceiling: `a is null + 1`.
        if row.power <= power || row.power > ceiling {
            return Ok((input, tall));
        }
        if row.power == ceiling && !row.chains() {
            return Err(chained(r, &found));
        }
        ceiling = row.power;
        found.take(r);
        (input, tall) = join(r, Left { start, tall }, &found)?;
    }
    r.wanted(input, Wanted::Kind("an operator"));
    infix::half(r, input);
    Ok((input, tall))
}

/// Reads the first operand, or what an operator before it makes of it, and what it binds like.
fn first<'t>(r: &Reader<'_>, start: &'t str, power: Power) -> Read<'t, (Tall, Power)> {
    if let Some((rest, row)) = prefix(start) {
        if row.power <= power {
            return Err(misplaced(r, r.span(start, rest), row));
        }
        let (rest, tall) = match row.op {
            Prefix::Exists => test::exists(r, start, rest),
            Prefix::Not | Prefix::Possibly | Prefix::Negate => prefixed(r, start, row.power),
        }?;
        return Ok((rest, (tall, row.power)));
    }
    if start.starts_with("..") && power < Power::Range {
        let (rest, _) = sign(r, "..")(start)?;
        let (rest, high) = cut(|i| over(r, i, Power::Range)).parse(rest)?;
        let range = |high| ExprKind::Range(None, Some(high));
        return Ok((
            rest,
            (wrap(r, r.span(start, rest), high, range)?, Power::Range),
        ));
    }
    let (rest, tall) = operand::operand(r, start)?;
    Ok((rest, (tall, Power::Primary)))
}

/// Finds the operator before an operand; `!` is taken for `not`.
fn prefix(start: &str) -> Option<(&str, &'static PrefixOperator)> {
    let (rest, spelling) = match start.as_bytes() {
        [b'!', b'=', ..] => return None,
        [b'!', ..] => (&start[1..], "not"),
        [b'-', ..] => (&start[1..], "-"),
        _ => lex::word(start)?,
    };
    let row = PREFIX
        .iter()
        .find(|row| row.spelling.eq_ignore_ascii_case(spelling))?;
    Some((rest, row))
}

/// Reads a run of operators of one power and what they reach over, without recursion.
fn prefixed<'t>(r: &Reader<'_>, start: &'t str, power: Power) -> Read<'t, Tall> {
    let mut run = Vec::new();
    let mut input = start;
    while let Some((rest, row)) = prefix(input)
        && row.power == power
    {
        if input.starts_with('!') {
            let diagnostic = Diagnostic::error("foreign-syntax", "‘!’ is written ‘not’ here");
            r.report(diagnostic.help("write ‘not …’"), r.span(input, rest));
        }
        if run.len() == MAX_DEPTH {
            return Err(r.too_deep(r.span(input, rest)));
        }
        r.passed(input, rest);
        run.push((row.op, input));
        input = lex::blank(rest);
    }
    let (rest, mut tall) = cut(|i| over(r, i, power)).parse(input)?;
    for (op, from) in run.into_iter().rev() {
        tall = wrap(r, r.span(from, rest), tall, |operand| match op {
            Prefix::Not => ExprKind::Not(operand),
            Prefix::Possibly => ExprKind::Possibly(operand),
            Prefix::Negate => ExprKind::Negate(operand),
            Prefix::Exists => ExprKind::Exists(operand),
        })?;
    }
    Ok((rest, tall))
}

/// Reads what stands after an operator, and makes one expression of both sides.
fn join<'t>(r: &Reader<'_>, left: Left<'t>, found: &Found<'t>) -> Read<'t, Tall> {
    let arithmetic = |op| move |left, right| ExprKind::Arithmetic(op, left, right);
    let text = |op| {
        let negated = found.negated;
        move |operand, pattern| ExprKind::TextTest {
            op,
            negated,
            operand,
            pattern,
        }
    };
    match found.row.op {
        Infix::Or => terms(r, left, found, ExprKind::Or),
        Infix::And => terms(r, left, found, ExprKind::And),
        Infix::Compare(op) => test::compare(r, left, op, found),
        Infix::In => test::within(r, left, found),
        Infix::Between => test::between(r, left, found),
        Infix::Is => test::is_null(r, left, found),
        Infix::Contains => binary(r, left, found, text(TextTest::Contains)),
        Infix::StartsWith => binary(r, left, found, text(TextTest::StartsWith)),
        Infix::EndsWith => binary(r, left, found, text(TextTest::EndsWith)),
        Infix::Matches => binary(r, left, found, text(TextTest::Matches)),
        Infix::Coalesce => binary(r, left, found, ExprKind::Coalesce),
        Infix::Range if !operand::begins(found.rest) => {
            let span = r.span(left.start, found.rest);
            let open = |low| ExprKind::Range(Some(low), None);
            Ok((found.rest, wrap(r, span, left.tall, open)?))
        }
        Infix::Range => binary(r, left, found, |low, high| {
            ExprKind::Range(Some(low), Some(high))
        }),
        Infix::Add => binary(r, left, found, arithmetic(Arithmetic::Add)),
        Infix::Subtract => binary(r, left, found, arithmetic(Arithmetic::Subtract)),
        Infix::Multiply => binary(r, left, found, arithmetic(Arithmetic::Multiply)),
        Infix::Divide => binary(r, left, found, arithmetic(Arithmetic::Divide)),
    }
}

/// Reads the right operand and makes one expression of both.
pub(super) fn binary<'t>(
    r: &Reader<'_>,
    left: Left<'t>,
    found: &Found<'t>,
    make: impl FnOnce(Box<Expr>, Box<Expr>) -> ExprKind,
) -> Read<'t, Tall> {
    let (rest, right) = cut(|i| over(r, i, found.row.power)).parse(found.rest)?;
    let height = left.tall.height.max(right.height);
    let tall = Tall {
        height,
        ..left.tall
    };
    let make = |left| make(left, Box::new(right.expr));
    Ok((rest, wrap(r, r.span(left.start, rest), tall, make)?))
}

/// Makes an expression of a smaller one, if it does not grow too tall.
pub(super) fn wrap(
    r: &Reader<'_>,
    span: Span,
    inner: Tall,
    make: impl FnOnce(Box<Expr>) -> ExprKind,
) -> Result<Tall, Err<Problem>> {
    let height = above(r, span, inner.height)?;
    Ok(Tall {
        expr: Expr {
            kind: make(Box::new(inner.expr)),
            span,
        },
        height,
    })
}

/// Returns the height of an expression over parts of this height, if it is not too tall.
pub(super) fn above(r: &Reader<'_>, span: Span, height: usize) -> Result<usize, Err<Problem>> {
    if height >= MAX_DEPTH {
        return Err(r.too_deep(span));
    }
    Ok(height + 1)
}

/// Reads the further terms of `a and b and c`, which become one flat expression.
fn terms<'t>(
    r: &Reader<'_>,
    left: Left<'t>,
    found: &Found<'t>,
    make: fn(Vec<Expr>) -> ExprKind,
) -> Read<'t, Tall> {
    let (mut rest, mut height) = (found.rest, left.tall.height);
    let mut all = vec![left.tall.expr];
    loop {
        let (after, term) = cut(|i| over(r, i, found.row.power)).parse(rest)?;
        rest = after;
        height = height.max(term.height);
        all.push(term.expr);
        match infix::next(rest) {
            Some(next) if next.row.op == found.row.op => {
                next.take(r);
                rest = next.rest;
            }
            Some(_) | None => break,
        }
    }
    let span = r.span(left.start, rest);
    let height = above(r, span, height)?;
    Ok((
        rest,
        Tall {
            expr: Expr {
                kind: make(all),
                span,
            },
            height,
        },
    ))
}

fn misplaced(r: &Reader<'_>, span: Span, row: &PrefixOperator) -> Err<Problem> {
    let message = format!("‘{}’ cannot stand here", row.spelling);
    let help = "put brackets round it and what it reaches over";
    r.fail(Diagnostic::error("expected", message).help(help), span)
}

fn chained(r: &Reader<'_>, found: &Found<'_>) -> Err<Problem> {
    let spelling = found.row.spelling;
    let message = format!("‘{spelling}’ cannot follow another test without ‘and’ or ‘or’");
    let help = "write ‘1 < x and x < 5’, or ‘x between 1 and 5’";
    let diagnostic = if found.row.op == Infix::Range {
        Diagnostic::error("expected", "a range has two ends").help("write ‘2018..2020’")
    } else {
        Diagnostic::error("foreign-syntax", message).help(help)
    };
    r.fail(diagnostic, r.span(found.start, found.rest))
}
