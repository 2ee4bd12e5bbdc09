//! Statements: each piece between pipes is read by itself, so that every error is found.

use std::sync::Arc;

use nom::Parser;
use nom::combinator::{cut, opt};
use nom::sequence::preceded;

use super::expr;
use super::layout::{Layout, Piece, Portion};
use super::lex;
use super::operand::{self, param_name};
use super::query;
use super::reader::{Read, Reader, Wanted};
use super::stage;
use super::token::{keyword, name, sign};
use super::tree::{Expr, ExprKind, Param, Query, Statement, StatementKind};
use super::view;
use super::words::is_reserved;
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::operator::Power;

/// Reads one statement; none where not even its beginning can be read.
pub(super) fn statement(
    source: &Arc<Source>,
    layout: &Layout,
    portion: &Portion,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Statement> {
    let (first, later) = portion.pieces.split_first()?;
    let last = later.last().unwrap_or(first);
    let span = Span::new(first.start, last.end.max(last.lead.range().end));
    let r = Reader::new(source, layout, *first);
    let kind = if is_param(r.text()) {
        let param = whole_param(r, later.first(), diagnostics).map(StatementKind::Param);
        return Some(Statement {
            doc: portion.doc.clone(),
            kind: param?,
            span,
        });
    } else {
        opening(r, diagnostics)
    };
    let mut stages = Vec::new();
    for piece in later {
        let r = Reader::new(source, layout, *piece);
        let read = stage::stage(&r, r.text()).and_then(|(rest, first)| {
            let (rest, more) = stage::stages(&r, rest)?;
            Ok((rest, std::iter::once(first).chain(more)))
        });
        let (read, found) = r.finish(read);
        diagnostics.extend(found);
        stages.extend(read.into_iter().flatten());
    }
    let mut query = kind?;
    query.stages.extend(stages);
    query.span = span;
    Some(Statement {
        doc: portion.doc.clone(),
        kind: StatementKind::Query(query),
        span,
    })
}

/// Reads the head of a query, its views and `where`, and what stages follow without a pipe; what comes
/// before an error is kept.
fn opening(r: Reader<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Query> {
    let mut query = None;
    let read = open(&r, r.text(), &mut query);
    let (_, found) = r.finish(read);
    diagnostics.extend(found);
    query
}

fn open<'t>(r: &Reader<'_>, input: &'t str, slot: &mut Option<Query>) -> Read<'t, ()> {
    let (rest, (head, tails)) = query::head(r, input)?;
    let span = r.span(input, rest);
    let query = slot.insert(Query {
        head,
        tails,
        views: Vec::new(),
        filter: None,
        stages: Vec::new(),
        span,
    });
    let (rest, views) = view::views(r, rest)?;
    query.views = views;
    if keyword(r, "where")(rest).is_ok() {
        let span = r.span(lex::blank(rest), "");
        query.filter = Some(Expr {
            kind: ExprKind::Broken,
            span,
        });
    }
    let (rest, filter) = query::filter(r, rest)?;
    query.filter = filter;
    let (rest, stages) = stage::stages(r, rest)?;
    query.stages = stages;
    Ok((rest, ()))
}

/// Tells whether a statement declares a parameter: a collection might bear that name too.
fn is_param(text: &str) -> bool {
    let Some((rest, word)) = lex::word(text) else {
        return false;
    };
    let next = lex::blank(rest);
    let names =
        next.starts_with('$') || lex::word(next).is_some_and(|(_, next)| !is_reserved(next));
    word.eq_ignore_ascii_case("param") && names
}

fn whole_param(
    r: Reader<'_>,
    later: Option<&Piece>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Param> {
    let mut read = param(&r, r.text());
    if let (Ok(_), Some(piece)) = (&read, later) {
        let diagnostic = Diagnostic::error("expected", "a parameter has no stages");
        read = Err(r.fail(
            diagnostic.help("end it with ‘;’, then write the query"),
            piece.lead,
        ));
    }
    let (param, found) = r.finish(read);
    diagnostics.extend(found);
    param
}

/// Reads `param $name: type = literal`.
fn param<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Param> {
    let (rest, _) = keyword(r, "param")(input)?;
    let (rest, name) = param_name(r, rest)?;
    let ty = preceded(sign(r, ":"), cut(self::name(r, "a type")));
    let default = preceded(sign(r, "="), cut(|i| constant(r, i)));
    let (rest, (ty, default)) = (opt(ty), opt(default)).parse(rest)?;
    r.wanted(rest, Wanted::Token(";"));
    Ok((rest, Param { name, ty, default }))
}

/// Reads a literal, which may have a minus before it.
fn constant<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Expr> {
    let start = lex::blank(input);
    if !operand::begins(start) && !start.starts_with('/') {
        return Err(r.want(start, Wanted::Kind("a literal")));
    }
    let (rest, tall) = expr::over(r, start, Power::Product)?;
    if is_constant(&tall.expr) {
        return Ok((rest, tall.expr));
    }
    let diagnostic = Diagnostic::error("expected", "the value of a parameter must be a literal")
        .help("write a \"text\", a number, a date, ‘30 days’, ‘today’, ‘true’ or ‘false’");
    Err(r.fail(diagnostic, tall.expr.span))
}

fn is_constant(expr: &Expr) -> bool {
    if let ExprKind::Negate(inner) = &expr.kind {
        return is_constant(inner);
    }
    matches!(expr.kind, ExprKind::Literal(_) | ExprKind::Broken)
}
