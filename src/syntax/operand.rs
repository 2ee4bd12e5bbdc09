//! Operands: literals, names, calls, brackets, and the tails after them.

use super::expr::{self, Tall, above, wrap};
use super::habits;
use super::lex;
use super::literal::literal;
use super::misleading;
use super::reader::{Read, Reader, Wanted, quoted};
use super::slot::Slot;
use super::token::{closing, committed, maybe_sign, name, next_word, sign};
use super::tree::{Expr, ExprKind, Literal, Name, Repeat, Tail};
use super::words::{is_reserved, is_value_word};
use crate::diagnostic::{Diagnostic, Span};
use crate::operator::Power;

const EXPRESSION: Wanted = Wanted::Kind(Slot::Expression);

/// Reads an operand and its tails.
pub(super) fn operand<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Tall> {
    let start = lex::blank(input);
    let (rest, tall) = primary(r, start)?;
    tailed(r, start, rest, tall)
}

/// Reads a name and its tails.
pub(super) fn path<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Tall> {
    let start = lex::blank(input);
    let (rest, name) = name(r, Slot::Path)(start)?;
    tailed(r, start, rest, leaf(ExprKind::Name(name.text), name.span))
}

fn tailed<'t>(r: &Reader<'_>, start: &'t str, mut rest: &'t str, mut tall: Tall) -> Read<'t, Tall> {
    while let Some(read) = tail(r, rest) {
        let (after, tail) = read?;
        rest = after;
        let span = r.span(start, rest);
        tall = match tail {
            Link::Field(name) => wrap(r, span, tall, |of| ExprKind::Field(of, name))?,
            Link::Repeat(repeat, _) => wrap(r, span, tall, |of| ExprKind::Repeat(of, repeat))?,
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
            Link::Field(name) => {
                habits::no_method(r, &name, rest)?;
                Tail::Field(name)
            }
            Link::Repeat(repeat, span) => Tail::Repeat(repeat, span),
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
    Repeat(Repeat, Span),
}

fn tail<'t>(r: &Reader<'_>, input: &'t str) -> Option<Read<'t, Link>> {
    if let Some((rest, _)) = maybe_sign(r, input, ".") {
        let name = committed(name(r, Slot::Field)(rest));
        if name.is_err() {
            advise_between(r, rest);
        }
        return Some(name.map(|(rest, name)| (rest, Link::Field(name))));
    }
    if let Some((rest, open)) = maybe_sign(r, input, "{") {
        return Some(committed(repeat(r, open, rest)));
    }
    let (rest, open) = maybe_sign(r, input, "[")?;
    Some(filter(r, open, rest))
}

/// Reads how often a link is followed, behind the bracket that was opened.
fn repeat<'t>(r: &Reader<'_>, open: Span, input: &'t str) -> Read<'t, Link> {
    let (rest, least) = times(r, input)?;
    let (rest, most) = match maybe_sign(r, rest, "..") {
        Some((rest, _)) if !lex::blank(rest).starts_with(|c: char| c.is_ascii_digit()) => {
            (rest, None)
        }
        Some((rest, _)) => {
            let (rest, most) = times(r, rest)?;
            (rest, Some(most))
        }
        None => (rest, Some(least)),
    };
    let (rest, close) = closing(r, open, "}")(rest)?;
    let span = open.to(close);
    if most.is_some_and(|most| most < least) {
        let diagnostic = Diagnostic::error("reversed-range", "this runs from more to less");
        r.report(diagnostic.help("exchange its ends"), span);
    }
    Ok((rest, Link::Repeat(Repeat { least, most }, span)))
}

/// Reads how many times.
fn times<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, u32> {
    let start = lex::blank(input);
    let digits = start.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = start.split_at(digits);
    match number.parse() {
        Ok(times) => {
            r.passed(start, rest);
            Ok((rest, times))
        }
        Err(_) if digits > 0 => {
            let message = format!("{} is too often", quoted(number));
            let diagnostic = Diagnostic::error("expected", message);
            Err(r.fail(
                diagnostic.help("without an end: {1..}"),
                r.span(start, rest),
            ))
        }
        Err(_) => {
            let failure = r.want(start, Wanted::Kind(Slot::Times));
            habits::columns_in_braces(r, start);
            Err(failure)
        }
    }
}

fn filter<'t>(r: &Reader<'_>, open: Span, rest: &'t str) -> Read<'t, Link> {
    let (rest, filter) = within(r, open, "]", rest)?;
    Ok((rest, Link::Filter(filter, open.to(r.span(rest, rest)))))
}

fn primary<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Tall> {
    match start.chars().next() {
        Some('(') => brackets(r, start),
        Some('$') => param(r, start),
        Some('`') => named(r, start),
        Some(c) if lex::is_word_start(c) => word(r, start),
        Some(c) if c.is_ascii_digit() || "\"“/'‘„«”".contains(c) => {
            let (rest, expr) = literal(r, start)?;
            Ok((rest, leaf(expr.kind, expr.span)))
        }
        Some(c) => {
            let failure = r.want(start, EXPRESSION);
            if "<>".contains(c) {
                r.advise(
                    start,
                    "a test has two sides: ‘x >= 1 and x <= 5’".to_owned(),
                );
            }
            habits::point_before_field(r, start);
            Err(failure)
        }
        None => Err(r.want(start, EXPRESSION)),
    }
}

fn leaf(kind: ExprKind, span: Span) -> Tall {
    let expr = Expr { kind, span };
    Tall { expr, height: 1 }
}

fn brackets<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Tall> {
    let (rest, open) = sign(r, "(")(start)?;
    if r.holds_query(start) {
        let diagnostic = Diagnostic::error("expected", "a query cannot stand here")
            .help("a query in brackets stands after ‘in’ or ‘exists’, or where a query begins");
        return Err(r.fail(diagnostic, open));
    }
    within(r, open, ")", rest)
}

/// Reads the expression in a bracket and the bracket's end.
fn within<'t>(r: &Reader<'_>, open: Span, closer: &'static str, rest: &'t str) -> Read<'t, Tall> {
    let (rest, inner) = committed(expr::over(r, rest, Power::Whole))?;
    let (rest, _) = closing(r, open, closer)(rest)?;
    Ok((rest, inner))
}

fn param<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Tall> {
    let (rest, name) = param_name(r, start)?;
    Ok((rest, leaf(ExprKind::Param(name.text), name.span)))
}

/// Reads `$name`; the name is without the `$`, its place with it.
pub(super) fn param_name<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Name> {
    let start = lex::blank(input);
    let Some(after) = start.strip_prefix('$') else {
        return Err(r.want(start, Wanted::Kind(Slot::Parameter)));
    };
    let Some((rest, word)) = lex::word(after) else {
        r.passed(start, after);
        return Err(r.want(after, Wanted::Kind(Slot::New("the name of a parameter"))));
    };
    r.passed(start, rest);
    let (text, span) = (word.to_owned(), r.span(start, rest));
    Ok((rest, Name { text, span }))
}

/// Reads what begins with a word.
fn word<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Tall> {
    // An id with hyphens.
    if let Some(found) = misleading::word(start) {
        return Ok(misread(r, start, found));
    }
    match value_word(r, start) {
        Some(read) => read,
        None => named(r, start),
    }
}

/// Reads `true`, `false`, `today`, and refuses `null`.
fn value_word<'t>(r: &Reader<'_>, start: &'t str) -> Option<Read<'t, Tall>> {
    let (rest, word) = lex::word(start)?;
    let span = r.span(start, rest);
    let literal = match word.to_ascii_lowercase().as_str() {
        "true" => Literal::Truth(true),
        "false" => Literal::Truth(false),
        "today" if !lex::blank(rest).starts_with('(') => Literal::Today,
        "case" if next_word(rest).is_some_and(|next| next.eq_ignore_ascii_case("when")) => {
            let diagnostic = Diagnostic::error("foreign-syntax", "‘case’ is written ‘if’ here")
                .help("write ‘if(test, value, otherwise)’");
            return Some(Err(r.fail(diagnostic, span)));
        }
        "date" if lex::blank(rest).starts_with(['\'', '"']) => {
            let diagnostic = Diagnostic::error("foreign-syntax", "a date needs no word before it")
                .help("write it as it is: 2019-03-14");
            return Some(Err(r.fail(diagnostic, span)));
        }
        "null" => {
            let diagnostic = Diagnostic::error("foreign-syntax", "‘null’ is not a value here")
                .help("write ‘is null’ or ‘is not null’");
            return Some(Err(r.fail(diagnostic, span)));
        }
        _ => return None,
    };
    r.passed(start, rest);
    Some(Ok((rest, leaf(ExprKind::Literal(literal), span))))
}

/// Reports what would mislead, and reads on behind it.
fn misread<'t>(
    r: &Reader<'_>,
    start: &'t str,
    (len, misread): (usize, Diagnostic),
) -> (&'t str, Tall) {
    let rest = &start[len..];
    let span = r.span(start, rest);
    r.report(misread, span);
    r.passed(start, rest);
    (rest, leaf(ExprKind::Broken, span))
}

/// Reports a date that is not quoted and begins with no digit.
pub(super) fn unquoted_date<'t>(r: &Reader<'_>, start: &'t str) -> Option<(&'t str, Tall)> {
    misleading::date(start).map(|found| misread(r, start, found))
}

/// Advises about a word that stands between operands and is written like a function.
fn advise_between(r: &Reader<'_>, input: &str) {
    let Some((rest, word)) = lex::word(lex::blank(input)) else {
        return;
    };
    if !lex::blank(rest).starts_with('(') {
        return;
    }
    let word = word.to_ascii_lowercase();
    let help = match word.as_str() {
        "contains" | "matches" => format!("write ‘text {word} …’"),
        "starts" | "ends" => format!("write ‘text {word} with …’"),
        "where" => "write ‘claims where …’".to_owned(),
        _ => return,
    };
    r.advise(input, help);
}

/// Reads a name, or a call where a bracket follows.
fn named<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Tall> {
    let (rest, name) =
        name(r, Slot::Expression)(start).inspect_err(|_| advise_between(r, start))?;
    match maybe_sign(r, rest, "(") {
        Some((rest, open)) => call(r, name, open, rest),
        None => Ok((rest, leaf(ExprKind::Name(name.text), name.span))),
    }
}

fn call<'t>(r: &Reader<'_>, name: Name, open: Span, rest: &'t str) -> Read<'t, Tall> {
    let (rest, distinct) = distinct(r, rest);
    let (rest, (args, height)) = match no_arguments(r, rest) {
        Some(rest) if !distinct => (rest, (Vec::new(), 0)),
        Some(_) | None => expr::exprs(r, rest)?,
    };
    habits::after_arguments(r, &name, args.first(), rest);
    let (rest, close) = closing(r, open, ")")(rest)?;
    let span = name.span.to(close);
    let height = above(r, span, height)?;
    let kind = ExprKind::Call {
        name,
        distinct,
        args,
    };
    Ok((
        rest,
        Tall {
            expr: Expr { kind, span },
            height,
        },
    ))
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

/// Passes over nothing, or over the `*` of `count(*)`, before the bracket that ends a call.
fn no_arguments<'t>(r: &Reader<'_>, input: &'t str) -> Option<&'t str> {
    let start = lex::blank(input);
    if start.starts_with(')') {
        return Some(start);
    }
    let rest = start.strip_prefix('*')?;
    if !lex::blank(rest).starts_with(')') {
        return None;
    }
    let diagnostic = Diagnostic::error("foreign-syntax", "‘*’ is no argument here");
    r.report(diagnostic.help("write ‘count()’"), r.span(start, rest));
    Some(rest)
}
