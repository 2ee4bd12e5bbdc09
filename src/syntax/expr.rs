//! Expressions: a loop over the binding powers of the operator table.

use nom::Err;

use super::condition;
use super::habits;
use super::infix::{self, Found};
use super::operand;
use super::reader::{Problem, Read, Reader, Wanted};
use super::slot::Slot;
use super::token::{committed, sign};
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

/// Reads expressions with commas between; returns them and the height of the tallest.
pub(super) fn exprs<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, (Vec<Expr>, usize)> {
    let (mut rest, mut all, mut height) = (input, Vec::new(), 0);
    loop {
        let (after, tall) = committed(over(r, rest, Power::Whole))?;
        height = height.max(tall.height);
        all.push(tall.expr);
        match sign(r, ",")(after) {
            Ok((next, _)) => rest = next,
            Err(_) => return Ok((after, (all, height))),
        }
    }
}

/// Reads as much as binds tighter than the given power.
///
/// All recursion passes here, so this is where depth is counted; what builds the tree without
/// reading on stands in functions of its own, to keep what a level takes of the stack small.
pub(super) fn over<'t>(r: &Reader<'_>, input: &'t str, power: Power) -> Read<'t, Tall> {
    let start = lex::blank(input);
    r.enter(start)?;
    let result = climb(r, start, power);
    r.leave();
    result
}

fn climb<'t>(r: &Reader<'_>, start: &'t str, power: Power) -> Read<'t, Tall> {
    let (mut input, (mut tall, mut ceiling)) = first(r, start, power)?;
    while let Some(found) = infix::next(input) {
        let row = found.row;
        // What has been read is no operand of an operator above the ceiling: `a is null + 1`.
        if row.power <= power || row.power > ceiling {
            return Ok((input, tall));
        }
        if row.power == ceiling && !row.chains() {
            return Err(chained(r, start, &tall.expr, &found));
        }
        ceiling = row.power;
        found.take(r);
        (input, tall) = join(r, Left { start, tall }, &found)?;
    }
    r.wanted(input, Wanted::Kind(Slot::Operator));
    infix::half(r, input);
    habits::after_number(r, start, input);
    Ok((input, tall))
}

/// Reads the first operand, or what an operator before it makes of it, and what it binds like.
fn first<'t>(r: &Reader<'_>, start: &'t str, power: Power) -> Read<'t, (Tall, Power)> {
    if let Some((rest, row)) = prefix(start) {
        if row.power <= power {
            return Err(misplaced(r, r.span(start, rest), row));
        }
        let (rest, tall) = match row.op {
            Prefix::Exists => condition::exists(r, start, rest),
            Prefix::Not | Prefix::Possibly | Prefix::Negate => prefixed(r, start, row.power),
        }?;
        return Ok((rest, (tall, row.power)));
    }
    if let Some((rest, tall)) = operand::unquoted_date(r, start) {
        return Ok((rest, (tall, Power::Primary)));
    }
    if start.starts_with("..") && power < Power::Range {
        let (rest, _) = sign(r, "..")(start)?;
        let (rest, high) = committed(over(r, rest, Power::Range))?;
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
        // `not-this` is no negation: it is an id that wants quotes.
        _ => lex::word(start).filter(|(_, word)| lex::glued_len(start) == word.len())?,
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
    let (rest, mut tall) = committed(over(r, input, power))?;
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

/// Makes an expression of two; the flag tells whether `not` stood before the operator.
type Make = fn(Box<Expr>, Box<Expr>, bool) -> ExprKind;

/// Reads what stands after an operator, and makes one expression of both sides.
fn join<'t>(r: &Reader<'_>, left: Left<'t>, found: &Found<'t>) -> Read<'t, Tall> {
    let make: Make = match found.row.op {
        Infix::Or => return terms(r, left, found, ExprKind::Or),
        Infix::And => return terms(r, left, found, ExprKind::And),
        Infix::Compare(op) => return condition::compare(r, left, op, found),
        Infix::In => return condition::within(r, left, found),
        Infix::Between => return condition::between(r, left, found),
        Infix::Is => return condition::is_null(r, left, found),
        Infix::Range if !range_goes_on(found.rest) => {
            let span = r.span(left.start, found.rest);
            let open = wrap(r, span, left.tall, |low| ExprKind::Range(Some(low), None))?;
            return Ok((found.rest, open));
        }
        Infix::Contains => |of, text, not| text_test(TextTest::Contains, of, text, not),
        Infix::StartsWith => |of, text, not| text_test(TextTest::StartsWith, of, text, not),
        Infix::EndsWith => |of, text, not| text_test(TextTest::EndsWith, of, text, not),
        Infix::Matches => |of, text, not| text_test(TextTest::Matches, of, text, not),
        Infix::Near => |of, text, _| text_test(TextTest::Near, of, text, false),
        Infix::NotNear => |of, text, _| text_test(TextTest::Near, of, text, true),
        Infix::Coalesce => |left, right, _| ExprKind::Coalesce(left, right),
        Infix::Range => |low, high, _| ExprKind::Range(Some(low), Some(high)),
        Infix::Add => |left, right, _| ExprKind::Arithmetic(Arithmetic::Add, left, right),
        Infix::Subtract => |left, right, _| ExprKind::Arithmetic(Arithmetic::Subtract, left, right),
        Infix::Multiply => |left, right, _| ExprKind::Arithmetic(Arithmetic::Multiply, left, right),
        Infix::Divide => |left, right, _| ExprKind::Arithmetic(Arithmetic::Divide, left, right),
    };
    binary(r, left, found, |left, right| {
        make(left, right, found.negated)
    })
}

/// Tells whether the right end of a range stands here. A regex is read as one, and refused with the
/// types; a range is no operand of a quotient.
fn range_goes_on(input: &str) -> bool {
    operand::begins(input) || lex::blank(input).starts_with('/')
}

fn text_test(op: TextTest, operand: Box<Expr>, pattern: Box<Expr>, negated: bool) -> ExprKind {
    ExprKind::TextTest {
        op,
        negated,
        operand,
        pattern,
    }
}

/// Reads the right operand and makes one expression of both.
pub(super) fn binary<'t>(
    r: &Reader<'_>,
    left: Left<'t>,
    found: &Found<'t>,
    make: impl FnOnce(Box<Expr>, Box<Expr>) -> ExprKind,
) -> Read<'t, Tall> {
    let (rest, right) = committed(over(r, found.rest, found.row.power))?;
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
        let (after, term) = committed(over(r, rest, found.row.power))?;
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

fn chained(r: &Reader<'_>, start: &str, before: &Expr, found: &Found<'_>) -> Err<Problem> {
    let spelling = found.row.spelling;
    let message = format!("‘{spelling}’ cannot follow another test without ‘and’ or ‘or’");
    let test = start[..start.len() - found.start.len()].trim_end();
    let behind = lex::blank(found.rest);
    let bound = &behind[..habits::operand_len(behind)];
    let help = match &before.kind {
        ExprKind::Compare(_, _, middle) if !bound.is_empty() => {
            let from = middle.span.range().start - r.at(start);
            let middle = test.get(from..).unwrap_or_default();
            format!("write ‘{test} and {middle} {spelling} {bound}’")
        }
        _other => "write ‘1 < x and x < 5’, or ‘x between 1 and 5’".to_owned(),
    };
    let diagnostic = if found.row.op == Infix::Range {
        Diagnostic::error("expected", "a range has two ends").help("write ‘2018..2020’")
    } else {
        Diagnostic::error("foreign-syntax", message).help(help)
    };
    r.fail(diagnostic, r.span(found.start, found.rest))
}
