//! Tests that are more than two operands: `in`, `between`, `is null`, `exists`.

use nom::Parser;
use nom::combinator::opt;

use super::elsewhere;
use super::expr::{self, Left, Tall, above, binary, over, wrap};
use super::habits;
use super::infix::Found;
use super::lex;
use super::operand;
use super::query;
use super::reader::{Read, Reader, Wanted, quoted};
use super::slot::Slot;
use super::token::{closing, committed, keyword, next_word, sign};
use super::tree::{Expr, ExprKind, Set};
use crate::diagnostic::Diagnostic;
use crate::operator::Power;
use crate::value::Comparison;

/// Reads the right side of a comparison; one with `null` is reported and taken for `is null`.
pub(super) fn compare<'t>(
    r: &Reader<'_>,
    left: Left<'t>,
    op: Comparison,
    found: &Found<'t>,
) -> Read<'t, Tall> {
    let start = lex::blank(found.rest);
    match lex::word(start) {
        Some((rest, word)) if word.eq_ignore_ascii_case("null") => {
            r.passed(start, rest);
            let negated = op != Comparison::Equal;
            let instead = if negated { "is not null" } else { "is null" };
            let diagnostic = Diagnostic::error("foreign-syntax", "nothing compares with ‘null’");
            r.report(
                diagnostic.help(format!("write ‘{instead}’")),
                r.span(found.start, rest),
            );
            let make = |operand| ExprKind::IsNull { negated, operand };
            Ok((rest, wrap(r, r.span(left.start, rest), left.tall, make)?))
        }
        Some(_) | None if is_list(start) => compare_list(r, left, op, found),
        Some(_) | None => binary(r, left, found, |left, right| {
            ExprKind::Compare(op, left, right)
        }),
    }
}

/// Tells whether values in brackets, with commas between them, stand here.
fn is_list(start: &str) -> bool {
    start.strip_prefix('(').is_some_and(elsewhere::is_list)
}

/// Reports a list behind `=`, and takes it for one behind `in`.
fn compare_list<'t>(
    r: &Reader<'_>,
    left: Left<'t>,
    op: Comparison,
    found: &Found<'t>,
) -> Read<'t, Tall> {
    let start = lex::blank(found.rest);
    let (rest, (set, height)) = listed(r, start)?;
    let word = match op {
        Comparison::Equal => Some((false, "in")),
        Comparison::NotEqual => Some((true, "not in")),
        Comparison::Less
        | Comparison::LessOrEqual
        | Comparison::Greater
        | Comparison::GreaterOrEqual => None,
    };
    let message = format!("{} compares with one value", quoted(found.row.spelling));
    let diagnostic = Diagnostic::error("foreign-syntax", message);
    let own = left.start[..left.start.len() - found.start.len()].trim_end();
    let list = &start[..start.len() - rest.len()];
    let help = match word {
        Some((_, word)) => format!("write: {own} {word} {list}"),
        None => "a list stands behind ‘in’; the least and the greatest of one are ‘least(…)’ and ‘greatest(…)’".to_owned(),
    };
    r.report(diagnostic.help(help), r.span(found.start, rest));
    let operand = Tall {
        height: height.max(left.tall.height),
        ..left.tall
    };
    let make = |operand| ExprKind::In {
        negated: word.is_some_and(|(negated, _)| negated),
        operand,
        set,
    };
    Ok((rest, wrap(r, r.span(left.start, rest), operand, make)?))
}

/// Reads `null` or `not null` after `is`.
pub(super) fn is_null<'t>(r: &Reader<'_>, left: Left<'t>, found: &Found<'t>) -> Read<'t, Tall> {
    let (rest, not) = opt(keyword(r, "not")).parse(found.rest)?;
    let value = lex::blank(rest);
    let is_null = next_word(value).is_some_and(|word| word.eq_ignore_ascii_case("null"));
    if operand::begins(value) && !is_null {
        let empty = ["empty", "none", "nothing", "missing", "unknown"];
        let is_empty = |word: &str| empty.iter().any(|empty| word.eq_ignore_ascii_case(empty));
        let instead = match (next_word(value).is_some_and(is_empty), not) {
            (true, None) => "is null",
            (true, Some(_)) => "is not null",
            (false, None) => "=",
            (false, Some(_)) => "!=",
        };
        let diagnostic = Diagnostic::error("foreign-syntax", "‘is’ asks for ‘null’ only");
        return Err(r.fail(
            diagnostic.help(format!("write ‘{instead}’")),
            r.span(found.start, rest),
        ));
    }
    let (rest, _) = committed(keyword(r, "null")(rest))?;
    let make = |operand| ExprKind::IsNull {
        negated: not.is_some(),
        operand,
    };
    Ok((rest, wrap(r, r.span(left.start, rest), left.tall, make)?))
}

/// Reads the two ends after `between`.
pub(super) fn between<'t>(r: &Reader<'_>, left: Left<'t>, found: &Found<'t>) -> Read<'t, Tall> {
    let end = |input| committed(over(r, input, Power::Range));
    let (rest, low) = end(found.rest)?;
    let (rest, _) = committed(keyword(r, "and")(rest)).inspect_err(|_| {
        if let Some([low, high]) = ends_of_range(found.rest, rest) {
            let help = format!("write ‘between {low} and {high}’, or ‘in {low}..{high}’");
            r.advise_first(rest, help);
        }
    })?;
    let (rest, high) = end(rest)?;
    let height = left.tall.height.max(low.height).max(high.height);
    let make = |operand| ExprKind::Between {
        negated: found.negated,
        operand,
        low: Box::new(low.expr),
        high: Box::new(high.expr),
    };
    let operand = Tall {
        height,
        ..left.tall
    };
    Ok((rest, wrap(r, r.span(left.start, rest), operand, make)?))
}

/// Finds the ends in `2018 .. 2019` and `(2018 .. 2019)`, where `rest` stands behind what was read of it.
fn ends_of_range<'t>(input: &'t str, rest: &'t str) -> Option<[&'t str; 2]> {
    let read = input[..input.len() - rest.len()].trim();
    let [low, high] = match read.strip_prefix('(') {
        Some(inner) => {
            let (low, high) = inner.strip_suffix(')')?.split_once("..")?;
            [low.trim(), high.trim()]
        }
        None => {
            let high = lex::blank(lex::blank(rest).strip_prefix("..")?);
            [read, &high[..habits::operand_len(high)]]
        }
    };
    (!low.is_empty() && !high.is_empty()).then_some([low, high])
}

/// Reads the list, query or value after `in`.
pub(super) fn within<'t>(r: &Reader<'_>, left: Left<'t>, found: &Found<'t>) -> Read<'t, Tall> {
    let start = lex::blank(found.rest);
    if let Some(bracket) = ["[", "{"].into_iter().find(|it| start.starts_with(it)) {
        let diagnostic = Diagnostic::error("foreign-syntax", "a list stands in round brackets");
        let help = "write ‘in (…, …)’";
        return Err(r.fail(
            diagnostic.help(help),
            r.span(start, &start[bracket.len()..]),
        ));
    }
    let (rest, (set, height)) = if !start.starts_with('(') {
        let (rest, value) = committed(over(r, start, found.row.power))?;
        if lex::blank(rest).starts_with(',') {
            r.wanted(rest, Wanted::Kind(Slot::Operator));
            r.advise(rest, "a list stands in brackets: ‘in (…, …)’".to_owned());
        }
        (rest, (Set::Value(Box::new(value.expr)), value.height))
    } else if r.holds_query(start) {
        let (rest, (query, height)) = query::bracketed(r, start)?;
        (rest, (Set::Query(Box::new(query)), height))
    } else {
        listed(r, start)?
    };
    let operand = Tall {
        height: height.max(left.tall.height),
        ..left.tall
    };
    let make = |operand| ExprKind::In {
        negated: found.negated,
        operand,
        set,
    };
    Ok((rest, wrap(r, r.span(left.start, rest), operand, make)?))
}

fn listed<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, (Set, usize)> {
    let (rest, open) = sign(r, "(")(start)?;
    let (rest, (items, height)) = expr::exprs(r, rest)?;
    let (rest, _) = closing(r, open, ")")(rest)?;
    Ok((rest, (Set::List(items), height)))
}

/// Reads the path or query after `exists`.
pub(super) fn exists<'t>(r: &Reader<'_>, start: &'t str, after: &'t str) -> Read<'t, Tall> {
    r.passed(start, after);
    let inner = lex::blank(after);
    if inner.starts_with('(') {
        let (rest, (query, height)) = query::bracketed(r, inner)?;
        let (kind, span) = (ExprKind::ExistsQuery(Box::new(query)), r.span(start, rest));
        let height = above(r, span, height)?;
        return Ok((
            rest,
            Tall {
                expr: Expr { kind, span },
                height,
            },
        ));
    }
    let (rest, path) = committed(operand::path(r, inner))?;
    if next_word(rest).is_some_and(|word| word.eq_ignore_ascii_case("where")) {
        let written = quoted(&inner[..inner.len() - rest.len()]);
        let message = format!("what is asked of {written} stands in brackets");
        let help = format!("write ‘exists {}[…]’", written.trim_matches(['‘', '’']));
        let (from, to) = (lex::blank(rest), &lex::blank(rest)["where".len()..]);
        let diagnostic = Diagnostic::error("foreign-syntax", message);
        return Err(r.fail(diagnostic.help(help), r.span(from, to)));
    }
    Ok((rest, wrap(r, r.span(start, rest), path, ExprKind::Exists)?))
}
