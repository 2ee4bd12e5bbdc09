//! Queries: a head, its tails, views, one `where`, and stages.

use super::elsewhere;
use super::expr;
use super::habits;
use super::lex;
use super::operand;
use super::reader::{Read, Reader};
use super::slot::Slot;
use super::stage;
use super::token::{closing, committed, keyword, name, next_word, sign};
use super::tree::{Expr, Head, Name, Query, Tail};
use super::view;
use super::words::{foreign_stage, is_reserved};
use crate::diagnostic::Diagnostic;

/// Reads a query in brackets, and how tall its tallest expression is.
pub(super) fn bracketed<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, (Query, usize)> {
    let (rest, open) = sign(r, "(")(start)?;
    let (rest, query) = r.measured(rest, |rest| committed(query(r, rest)))?;
    let (rest, _) = closing(r, open, ")")(rest)?;
    Ok((rest, query))
}

/// Reads a query with all its stages.
fn query<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Query> {
    let start = lex::blank(input);
    let (rest, (head, tails)) = head(r, start)?;
    let (rest, views) = view::views(r, rest)?;
    let (rest, alias) = alias(r, rest)?;
    let (rest, filter) = filter(r, rest)?;
    let (rest, stages) = stage::stages(r, rest)?;
    Ok((
        rest,
        Query {
            head,
            tails,
            views,
            alias,
            filter,
            stages,
            span: r.span(start, rest),
        },
    ))
}

/// Reads what a query starts from.
pub(super) fn head<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, (Head, Vec<Tail>)> {
    let start = lex::blank(input);
    let (rest, head) = if start.starts_with('(') {
        let (rest, query) = inner(r, start)?;
        (rest, Head::Query(Box::new(query)))
    } else {
        let (rest, name) = name(r, Slot::Collection)(start).inspect_err(|_| headless(r, start))?;
        backward(r, start, rest, &name.text)?;
        subscripted(r, start, rest)?;
        (rest, Head::Name(name))
    };
    let (rest, tails) = operand::tails(r, rest)?;
    Ok((rest, (head, tails)))
}

/// Reads a query in brackets that is a head or stands in a stage: the recursion that passes no
/// expression.
pub(super) fn inner<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Query> {
    r.enter(lex::blank(input))?;
    let read = bracketed(r, input);
    r.leave();
    let (rest, (query, height)) = read?;
    r.stands(height + 1);
    Ok((rest, query))
}

/// Reads what the row is called, if it is called anything.
pub(super) fn alias<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Option<Name>> {
    match keyword(r, "as")(input) {
        Ok((rest, _)) => committed(name(r, Slot::New("a name for the row"))(rest))
            .map(|(rest, name)| (rest, Some(name))),
        Err(_) => Ok((input, None)),
    }
}

/// Reads the `where` straight after the head and its views.
pub(super) fn filter<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Option<Expr>> {
    match keyword(r, "where")(input) {
        Ok((from, _)) => {
            let (rest, test) = committed(expr::expr(r, from))?;
            habits::after_test(r, &test, from, rest);
            Ok((rest, Some(test)))
        }
        Err(_) => {
            habits::after_head(r, input);
            Ok((input, None))
        }
    }
}

/// Reports a query that begins with a verb: `select a from claims`, `from claims`.
fn backward<'t>(r: &Reader<'_>, start: &'t str, rest: &'t str, word: &str) -> Read<'t, ()> {
    let verb = stage::find(word).is_some()
        || foreign_stage(word).is_some()
        || ["from", "show", "find", "get", "list"]
            .iter()
            .any(|verb| verb.eq_ignore_ascii_case(word));
    let goes_on = next_word(rest).is_some_and(|next| !is_reserved(next))
        || lex::blank(rest).starts_with(['*', '"', '$', '(']);
    let changes = ["insert", "update", "delete", "create"]
        .iter()
        .any(|verb| verb.eq_ignore_ascii_case(word));
    if changes && goes_on {
        let diagnostic = Diagnostic::error("foreign-syntax", "a query changes nothing")
            .help("write what is to be known in the files of the ledger");
        return Err(r.fail(diagnostic, r.span(start, rest)));
    }
    if !verb || !goes_on {
        return Ok((rest, ()));
    }
    let collection = if word.eq_ignore_ascii_case("from") {
        next_word(rest)
    } else {
        after_from(rest)
    };
    let message = "a query begins with the collection it asks";
    let explains = word.eq_ignore_ascii_case("explain");
    let said = elsewhere::query(start).filter(|_| !(explains && r.goes_on()));
    // What is said anew is said anew whole.
    let end = match &said {
        Some(_) => &start[elsewhere::extent(start)..],
        None => rest,
    };
    let schema = elsewhere::asks_for_schema(start);
    let mut diagnostic = Diagnostic::error("foreign-syntax", message);
    if schema && let Some(query) = &said {
        diagnostic = diagnostic.help(format!("write: {query}"));
    }
    let help = match (said, collection) {
        _ if schema => habits::SCHEMA.to_owned(),
        (Some(query), _) => format!("write: {query}"),
        (None, _) if explains => {
            "‘explain’ is the last stage: ‘claims where … | explain’".to_owned()
        }
        (None, Some(collection)) if elsewhere::joins(start) => {
            format!(
                "nothing is joined, a link is followed by a dot: ‘{collection} where source.party = \"…\" | select id, source.name’"
            )
        }
        (None, _) if word.eq_ignore_ascii_case("match") && start.contains('[') => {
            habits::FOLLOW_LINKS.to_owned()
        }
        (None, Some(collection)) => format!("write ‘{collection} where … | select …’"),
        (None, None) => "write ‘claims where … | select …’".to_owned(),
    };
    Err(r.fail(diagnostic.help(help), r.span(start, end)))
}

/// Reports rows kept by a condition in brackets as tables of other languages have it.
fn subscripted<'t>(r: &Reader<'_>, start: &'t str, rest: &'t str) -> Read<'t, ()> {
    let said = Some(start)
        .filter(|_| rest.starts_with('['))
        .and_then(elsewhere::subscript);
    let Some(said) = said else {
        return Ok((rest, ()));
    };
    let diagnostic = Diagnostic::error("foreign-syntax", "rows are kept by a test behind ‘where’");
    Err(r.fail(
        diagnostic.help(format!("write: {said}")),
        r.span(start, &start[elsewhere::extent(start)..]),
    ))
}

/// Advises about a test that no collection stands before.
fn headless(r: &Reader<'_>, start: &str) {
    habits::point_before_field(r, start);
    if start.starts_with(['=', '{']) {
        r.advise(
            start,
            "write ‘claims where … | select …’, without a sign before it".to_owned(),
        );
    }
    match next_word(start) {
        Some(word) if word.eq_ignore_ascii_case("where") => {
            r.advise(
                start,
                "write the collection before it: ‘claims where …’".to_owned(),
            );
        }
        Some(word) if word.eq_ignore_ascii_case("exists") => {
            r.advise(start, "write ‘claims where exists …’".to_owned());
        }
        Some(word) if word.eq_ignore_ascii_case("desc") => {
            if let Some(query) = elsewhere::query(start) {
                r.advise(start, format!("write: {query}"));
            }
            r.advise(start, habits::SCHEMA.to_owned());
        }
        Some(_) | None => {}
    }
}

/// Finds the word after `from`.
fn after_from(input: &str) -> Option<&str> {
    let mut words = input
        .split(|c| !lex::is_word(c))
        .filter(|word| !word.is_empty());
    words.find(|word| word.eq_ignore_ascii_case("from"))?;
    words.next()
}
