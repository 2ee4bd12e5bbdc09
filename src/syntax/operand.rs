//! Operands: literals, names, calls, brackets, and the tails after them.

use nom::Parser;
use nom::combinator::cut;

use super::expr::{self, Tall, above, wrap};
use super::lex;
use super::literal::literal;
use super::misleading;
use super::reader::{Read, Reader, Wanted};
use super::token::{closing, list, maybe_sign, name, sign};
use super::tree::{Expr, ExprKind, Literal, Name, Tail};
use super::words::{is_reserved, is_value_word};
use crate::diagnostic::{Diagnostic, Span};
use crate::operator::Power;

const EXPRESSION: Wanted = Wanted::Kind("an expression");

/// Reads an operand and its tails.
pub(super) fn operand<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Tall> {
    let start = lex::blank(input);
    let (rest, tall) = primary(r, start)?;
    tailed(r, start, rest, tall)
}

/// Reads a name and its tails.
pub(super) fn path<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Tall> {
    let start = lex::blank(input);
    let (rest, name) = name(r, "a path or a query in brackets")(start)?;
    tailed(
        r,
        start,
        rest,
        leaf(Expr {
            span: name.span,
            kind: ExprKind::Name(name.text),
        }),
    )
}

fn tailed<'t>(r: &Reader<'_>, start: &'t str, mut rest: &'t str, mut tall: Tall) -> Read<'t, Tall> {
    while let Some(read) = tail(r, rest) {
        let (after, tail) = read?;
        rest = after;
        let span = r.span(start, rest);
        tall = match tail {
            Link::Field(name) => wrap(r, span, tall, |of| ExprKind::Field(of, name))?,
            Link::Filter(filter, _) => {
                let height = tall.height.max(filter.height);
                let filter = Box::new(filter.expr);
                wrap(r, span, Tall { height, ..tall }, |of| {
                    ExprKind::Filter(of, filter)
                })?
            }
        };
    }
    Ok((rest, tall))
}

/// Tells whether an operand may begin here.
pub(super) fn begins(input: &str) -> bool {
    let start = lex::blank(input);
    match lex::word(start) {
        Some((_, word)) => !is_reserved(word) || is_value_word(word),
        None => start.starts_with(|c: char| c.is_ascii_digit() || "\"“$(`-'‘".contains(c)),
    }
}

/// Reads the tails of the head of a query.
pub(super) fn tails<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Vec<Tail>> {
    let mut tails = Vec::new();
    let mut rest = input;
    while let Some(read) = tail(r, rest) {
        let (after, link) = read?;
        rest = after;
        tails.push(match link {
            Link::Field(name) => Tail::Field(name),
            Link::Filter(filter, span) => {
                r.stands(filter.height);
                Tail::Filter(Box::new(filter.expr), span)
            }
        });
    }
    Ok((rest, tails))
}

/// One tail, before it is hung on an operand or a head.
enum Link {
    Field(Name),
    Filter(Tall, Span),
}

fn tail<'t>(r: &Reader<'_>, input: &'t str) -> Option<Read<'t, Link>> {
    if let Some((rest, _)) = maybe_sign(r, input, ".") {
        return Some(cut(name(r, "a field name")).map(Link::Field).parse(rest));
    }
    let (rest, open) = maybe_sign(r, input, "[")?;
    Some(r.nested(open, rest, |rest| {
        let (rest, filter) = cut(|i| expr::over(r, i, Power::Whole)).parse(rest)?;
        let (rest, close) = closing(r, open, "]")(rest)?;
        Ok((rest, Link::Filter(filter, open.to(close))))
    }))
}

fn primary<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Tall> {
    match start.chars().next() {
        Some('(') => brackets(r, start),
        Some('$') => param(r, start),
        Some('`') => named(r, start),
        Some(c) if lex::is_word_start(c) => word(r, start),
        Some(c) if c.is_ascii_digit() || "\"“/'‘„«”".contains(c) => {
            let (rest, expr) = literal(r, start)?;
            Ok((rest, leaf(expr)))
        }
        Some(_) | None => Err(r.want(start, EXPRESSION)),
    }
}

fn leaf(expr: Expr) -> Tall {
    Tall { expr, height: 1 }
}

fn brackets<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Tall> {
    let (rest, open) = sign(r, "(")(start)?;
    if r.holds_query(start) {
        let diagnostic = Diagnostic::error("expected", "a query cannot stand here")
            .help("a query in brackets stands after ‘in’ or ‘exists’, or where a query begins");
        return Err(r.fail(diagnostic, open));
    }
    r.nested(open, rest, |rest| {
        let (rest, inner) = cut(|i| expr::over(r, i, Power::Whole)).parse(rest)?;
        let (rest, _) = closing(r, open, ")")(rest)?;
        Ok((rest, inner))
    })
}

fn param<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Tall> {
    let (rest, name) = param_name(r, start)?;
    let kind = ExprKind::Param(name.text);
    Ok((
        rest,
        leaf(Expr {
            kind,
            span: name.span,
        }),
    ))
}

/// Reads `$name`; the name is without the `$`, its place with it.
pub(super) fn param_name<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Name> {
    let start = lex::blank(input);
    match start
        .strip_prefix('$')
        .map(|after| (after, lex::word(after)))
    {
        Some((_, Some((rest, name)))) => {
            r.passed(start, rest);
            Ok((
                rest,
                Name {
                    text: name.to_owned(),
                    span: r.span(start, rest),
                },
            ))
        }
        Some((after, None)) => {
            r.passed(start, after);
            Err(r.want(after, Wanted::Kind("the name of a parameter")))
        }
        None => Err(r.want(start, Wanted::Kind("a parameter like ‘$name’"))),
    }
}

/// Reads what begins with a word.
fn word<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Tall> {
    let Some((rest, word)) = lex::word(start) else {
        return Err(r.want(start, EXPRESSION));
    };
    let span = r.span(start, rest);
    let made = |literal| {
        r.passed(start, rest);
        Ok((
            rest,
            leaf(Expr {
                kind: ExprKind::Literal(literal),
                span,
            }),
        ))
    };
    if word.eq_ignore_ascii_case("true") {
        return made(Literal::Truth(true));
    }
    if word.eq_ignore_ascii_case("false") {
        return made(Literal::Truth(false));
    }
    if word.eq_ignore_ascii_case("null") {
        let diagnostic = Diagnostic::error("foreign-syntax", "‘null’ is not a value here")
            .help("write ‘is null’ or ‘is not null’");
        return Err(r.fail(diagnostic, span));
    }
    if is_reserved(word) {
        return Err(r.want(start, EXPRESSION));
    }
    if word.eq_ignore_ascii_case("today") && !lex::blank(rest).starts_with('(') {
        return made(Literal::Today);
    }
    if let Some((len, misread)) = misleading::word(start) {
        let rest = &start[len..];
        let span = r.span(start, rest);
        r.report(misread, span);
        r.passed(start, rest);
        return Ok((
            rest,
            leaf(Expr {
                kind: ExprKind::Broken,
                span,
            }),
        ));
    }
    named(r, start)
}

/// Reads a name, or a call where a bracket follows.
fn named<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Tall> {
    let (rest, name) = name(r, "an expression")(start)?;
    let Some((rest, open)) = maybe_sign(r, rest, "(") else {
        return Ok((
            rest,
            leaf(Expr {
                span: name.span,
                kind: ExprKind::Name(name.text),
            }),
        ));
    };
    r.nested(open, rest, |rest| {
        let (rest, distinct) = distinct(r, rest);
        let (rest, (args, height)) = arguments(r, rest, distinct, &name)?;
        let (rest, _) = closing(r, open, ")")(rest)?;
        let span = r.span(start, rest);
        let height = above(r, span, height)?;
        Ok((
            rest,
            Tall {
                expr: Expr {
                    kind: ExprKind::Call {
                        name,
                        distinct,
                        args,
                    },
                    span,
                },
                height,
            },
        ))
    })
}

/// Reads `distinct` before an argument; elsewhere it is a name.
fn distinct<'t>(r: &Reader<'_>, input: &'t str) -> (&'t str, bool) {
    let start = lex::blank(input);
    match lex::word(start) {
        Some((rest, word)) if word.eq_ignore_ascii_case("distinct") && begins(rest) => {
            r.passed(start, rest);
            (rest, true)
        }
        Some(_) | None => (input, false),
    }
}

type Arguments = (Vec<Expr>, usize);

fn arguments<'t>(
    r: &Reader<'_>,
    input: &'t str,
    distinct: bool,
    name: &Name,
) -> Read<'t, Arguments> {
    let start = lex::blank(input);
    if start.starts_with(')') && !distinct {
        return Ok((input, (Vec::new(), 0)));
    }
    if let Some(rest) = start.strip_prefix('*')
        && lex::blank(rest).starts_with(')')
    {
        let diagnostic = Diagnostic::error("foreign-syntax", "‘*’ is no argument here");
        r.report(
            diagnostic.help(format!("write ‘{}()’", name.text)),
            r.span(start, rest),
        );
        return Ok((rest, (Vec::new(), 0)));
    }
    r.measured(input, |input| cut(list(r, expr::expr)).parse(input))
}
