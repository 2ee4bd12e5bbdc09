//! Views of the ledger, straight after the head of a query: `as of`, `without`.

use super::expr;
use super::lex;
use super::literal::literal;
use super::operand::{self, param_name};
use super::query;
use super::reader::{Read, Reader, Wanted};
use super::slot::Slot;
use super::token::{committed, keyword, list, next_word};
use super::tree::{Arithmetic, Expr, ExprKind, Literal, View, ViewKind, Which};
use crate::diagnostic::Diagnostic;
use crate::operator::Power;

/// Reads views, as many as there are.
pub(super) fn views<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Vec<View>> {
    let (mut rest, mut views) = (input, Vec::new());
    loop {
        let start = lex::blank(rest);
        let (after, kind) = if let Some(after) = as_of(r, start) {
            let (after, day) = committed(day(r, after))?;
            (after, ViewKind::AsOf(day))
        } else if let Ok((after, _)) = keyword(r, "without")(start) {
            let (after, all) = committed(list(r, which)(after))?;
            (after, ViewKind::Without(all))
        } else {
            return Ok((rest, views));
        };
        let span = r.span(start, after);
        views.push(View { kind, span });
        rest = after;
    }
}

/// Passes over `as of`; another word after `as` names something.
fn as_of<'t>(r: &Reader<'_>, start: &'t str) -> Option<&'t str> {
    r.wanted(start, Wanted::Token("as of"));
    let (rest, word) = lex::word(start)?;
    if word.eq_ignore_ascii_case("as") {
        r.may_follow(rest, Wanted::Token("of"));
    }
    let second = next_word(rest)?;
    if !word.eq_ignore_ascii_case("as") || !second.eq_ignore_ascii_case("of") {
        return None;
    }
    let (rest, _) = keyword(r, "as")(start).ok()?;
    let (rest, _) = keyword(r, "of")(rest).ok()?;
    Some(rest)
}

/// Reads a date, a year, a text, a parameter, or today and a length of time.
fn day<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Expr> {
    let start = lex::blank(input);
    if !operand::begins(start) {
        return Err(r.want(start, Wanted::Kind(Slot::Day)));
    }
    let (rest, tall) = expr::over(r, start, Power::Range)?;
    if is_day(&tall.expr) {
        return Ok((rest, tall.expr));
    }
    let diagnostic = Diagnostic::error("expected", "‘as of’ takes a day that is written out").help(
        "write a date: 2019-12-18, 2019-12, 2019, “2019-12-18”, today, today - 2 years, $name",
    );
    Err(r.fail(diagnostic, tall.expr.span))
}

fn is_day(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(
            Literal::Date(_)
            | Literal::Number { .. }
            | Literal::Text(_)
            | Literal::Today
            | Literal::Ago(_),
        )
        | ExprKind::Param(_)
        | ExprKind::Broken => true,
        ExprKind::Arithmetic(Arithmetic::Add | Arithmetic::Subtract, day, length) => {
            is_day(day) && matches!(length.kind, ExprKind::Literal(Literal::Duration(_)))
        }
        _computed => false,
    }
}

/// Reads whom or what is taken away.
fn which<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Which> {
    let start = lex::blank(input);
    match start.chars().next() {
        Some('(') => {
            let (rest, query) = query::inner(r, start)?;
            Ok((rest, Which::Query(Box::new(query))))
        }
        Some('$') => {
            let (rest, name) = param_name(r, start)?;
            let (kind, span) = (ExprKind::Param(name.text), name.span);
            Ok((rest, Which::Named(Expr { kind, span })))
        }
        Some('"' | '“' | '\'' | '‘' | '„' | '«') => {
            let (rest, text) = literal(r, start)?;
            Ok((rest, Which::Named(text)))
        }
        Some(_) | None => Err(r.want(start, Wanted::Kind(Slot::LeftOut))),
    }
}
