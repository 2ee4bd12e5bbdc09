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
use super::slot::Slot;
use super::stage;
use super::token::{closing, committed, keyword, list, name, sign};
use super::tree::{Def, Expr, ExprKind, Let, Name, Param, Query, Statement, StatementKind};
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
    let made = |kind| Statement {
        doc: portion.doc.clone(),
        kind,
        span,
    };
    if begins(r.text(), "param") {
        let what = "a parameter has no stages";
        let read = param(&r, r.text());
        return alone(r, read, later.first(), what, diagnostics)
            .map(StatementKind::Param)
            .map(made);
    }
    if begins(r.text(), "def") {
        let what = "a definition has no stages";
        let read = def(&r, r.text());
        return alone(r, read, later.first(), what, diagnostics)
            .map(StatementKind::Def)
            .map(made);
    }
    let mut name = None;
    let query = if begins(r.text(), "let") {
        opening(r, diagnostics, |r, input, slot| {
            let (rest, own) = let_name(r, input)?;
            name = Some(own);
            open(r, rest, slot)
        })
    } else {
        opening(r, diagnostics, open)
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
    let mut query = query?;
    query.stages.extend(stages);
    query.span = Span {
        end: span.end,
        ..query.span
    };
    Some(made(match name {
        Some(name) => StatementKind::Let(Let { name, query }),
        None => StatementKind::Query(query),
    }))
}

/// Reads the head of a query, its views and `where`, and what stages follow without a pipe; what comes
/// before an error is kept.
fn opening<'s>(
    r: Reader<'s>,
    diagnostics: &mut Vec<Diagnostic>,
    open: impl FnOnce(&Reader<'s>, &'s str, &mut Option<Query>) -> Read<'s, ()>,
) -> Option<Query> {
    let mut query = None;
    let read = open(&r, r.text(), &mut query);
    let (_, found) = r.finish(read);
    diagnostics.extend(found);
    query
}

fn open<'t>(r: &Reader<'_>, input: &'t str, slot: &mut Option<Query>) -> Read<'t, ()> {
    let (rest, (head, tails)) = query::head(r, input)?;
    let span = r.span(lex::blank(input), rest);
    let query = slot.insert(Query {
        head,
        tails,
        views: Vec::new(),
        alias: None,
        filter: None,
        stages: Vec::new(),
        span,
    });
    let (rest, views) = view::views(r, rest)?;
    query.views = views;
    let (rest, alias) = query::alias(r, rest)?;
    query.alias = alias;
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

/// Tells whether a statement begins with this word and what it names: a collection might bear
/// that name too.
fn begins(text: &str, word: &str) -> bool {
    let Some((rest, first)) = lex::word(text) else {
        return false;
    };
    let next = lex::blank(rest);
    let names = match lex::word(next) {
        // A reserved word before ‘=’ was meant as a name too.
        Some((rest, next)) => {
            let meant: &[char] = if word == "def" { &['=', '('] } else { &['='] };
            !is_reserved(next) || lex::blank(rest).starts_with(meant)
        }
        None => next.starts_with(['$', '`']),
    };
    first.eq_ignore_ascii_case(word) && names
}

/// Ends a statement that is no query: a pipe behind it is an error.
fn alone<T>(
    r: Reader<'_>,
    mut read: Read<'_, T>,
    later: Option<&Piece>,
    what: &'static str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<T> {
    if let (Ok(_), Some(piece)) = (&read, later) {
        let diagnostic = Diagnostic::error("expected", what);
        read = Err(r.fail(
            diagnostic.help("end it with ‘;’, then write the query"),
            piece.lead,
        ));
    }
    let (output, found) = r.finish(read);
    diagnostics.extend(found);
    output
}

/// Reads `let name =`.
fn let_name<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Name> {
    let (rest, _) = keyword(r, "let")(input)?;
    let (rest, name) = committed(name(r, Slot::New("a name for the query"))(rest))?;
    let (rest, _) = committed(sign(r, "=")(rest))?;
    Ok((rest, name))
}

/// Reads `def name(a, b) = expr`.
fn def<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Def> {
    let (rest, _) = keyword(r, "def")(input)?;
    let (rest, name) = committed(name(r, Slot::New("a name for the expression"))(rest))?;
    let (rest, params) = match sign(r, "(")(rest) {
        Ok((rest, open)) => {
            let (rest, params) = committed(list(r, param_of_def)(rest))?;
            let (rest, _) = closing(r, open, ")")(rest)?;
            (rest, params)
        }
        Err(_) => (rest, Vec::new()),
    };
    let (rest, _) = committed(sign(r, "=")(rest))?;
    let (rest, body) = committed(expr::expr(r, rest))?;
    r.wanted(rest, Wanted::Token(";"));
    Ok((rest, Def { name, params, body }))
}

fn param_of_def<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Name> {
    name(r, Slot::New("a name for an argument"))(input)
}

/// Reads `param $name: type = literal`.
fn param<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Param> {
    let (rest, _) = keyword(r, "param")(input)?;
    let (rest, name) = param_name(r, rest)?;
    let ty = preceded(sign(r, ":"), cut(self::name(r, Slot::Type)));
    let default = preceded(sign(r, "="), cut(|i| constant(r, i)));
    let (rest, (ty, default)) = (opt(ty), opt(default)).parse(rest)?;
    r.wanted(rest, Wanted::Token(";"));
    Ok((rest, Param { name, ty, default }))
}

/// Reads a literal, which may have a minus before it.
fn constant<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Expr> {
    let start = lex::blank(input);
    if !operand::begins(start) && !start.starts_with('/') {
        return Err(r.want(start, Wanted::Kind(Slot::Literal)));
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
