//! Whole queries and stages of other languages, said in this one as far as that is sure.
//!
//! What is said is read by the parser of this language before it is shown: where it would not do,
//! nothing is, and the caller tells how a query is laid out.

mod graph;
mod stage;
mod tables;
mod tokens;

use std::sync::Arc;

use super::lex;
use super::parse;
use crate::diagnostic::Source;

pub(super) use stage::{called, counted, stage};

/// How many bytes are shown: nobody types more than that anew.
const LONG: usize = 400;

/// Says a query that begins with a verb: one of tables, or one of a graph.
pub(super) fn query(text: &str) -> Option<String> {
    let tokens = tokens::tokens(text)?;
    let said = match tokens.first()?.text.to_ascii_lowercase().as_str() {
        "select" | "from" => tables::query(&tokens),
        "match" => graph::query(&tokens),
        "explain" => explained(text),
        "describe" | "desc" => described(text),
        "show" | "list" | "get" | "find" => match &tokens[..] {
            [_, collection] if !is_tables(collection) => Some(collection.text.to_lowercase()),
            _longer => None,
        },
        _other => None,
    };
    said.filter(|said| said.len() <= LONG && is_read(said))
}

/// Tells whether a text asks which collections there are, or for the fields of one.
pub(super) fn asks_for_schema(text: &str) -> bool {
    let tokens = tokens::tokens(text).unwrap_or_default();
    match &tokens[..] {
        [verb, what, ..] if verb.is("show") || verb.is("list") => is_tables(what),
        [verb, ..] => verb.is("describe") || verb.is("desc"),
        [] => false,
    }
}

fn is_tables(token: &tokens::Token<'_>) -> bool {
    const ALL: [&str; 8] = [
        "tables",
        "collections",
        "schema",
        "schemas",
        "columns",
        "fields",
        "databases",
        "database",
    ];
    ALL.iter().any(|word| token.is(word))
}

/// Says `describe claims`.
fn described(text: &str) -> Option<String> {
    let (rest, _) = lex::word(text)?;
    let query = lex::blank(rest);
    let table = lex::word(query).filter(|(_, word)| word.eq_ignore_ascii_case("table"));
    let query = table.map_or(query, |(rest, _)| lex::blank(rest));
    Some(format!("{} | describe", query.trim_end()))
}

/// Says `explain analyze claims`.
fn explained(text: &str) -> Option<String> {
    let (rest, explain) = lex::word(text)?;
    let query = lex::blank(rest);
    let analyze = lex::word(query).filter(|(_, word)| word.eq_ignore_ascii_case("analyze"));
    let (query, how) = analyze.map_or((query, ""), |(rest, _)| (lex::blank(rest), " analyze"));
    let query = query.trim_end();
    Some(format!("{query} | {}{how}", explain.to_ascii_lowercase()))
}

/// Returns how long what is said anew is: up to a bracket that was opened before it.
pub(super) fn extent(text: &str) -> usize {
    let tokens = tokens::tokens(text).unwrap_or_default();
    tokens.last().map_or(0, |last| last.end)
}

/// Tells whether commas stand between what stands up to the end of a bracket.
pub(super) fn is_list(inner: &str) -> bool {
    tokens::tokens(inner).is_some_and(|tokens| tokens::items(&tokens).len() > 1)
}

/// Tells whether a query joins tables.
pub(super) fn joins(text: &str) -> bool {
    let tokens = tokens::tokens(text).unwrap_or_default();
    let mut words = tokens.iter().filter(|token| token.is("join"));
    words.next().is_some()
}

/// Says `df[df.year = 2019]`: rows kept by a condition on a name that stands for them.
pub(super) fn subscript(text: &str) -> Option<String> {
    let tokens = tokens::tokens(text)?;
    let ([frame, open, inner @ ..], "[") = (&tokens[..], tokens.get(1)?.text) else {
        return None;
    };
    let close = inner.iter().rposition(|token| token.text == "]")?;
    let (inner, behind) = (&inner[..close], &inner[close + 1..]);
    let name = inner.first()?;
    let begins = inner
        .get(1)
        .is_some_and(|sign| [".", "["].contains(&sign.text));
    if !behind.is_empty() || open.spaced || !begins {
        return None;
    }
    let is_frame =
        |token: &tokens::Token<'_>| ["df", "frame", "data"].iter().any(|it| token.is(it));
    if !name.is(frame.text) && !is_frame(frame) {
        return None;
    }
    let collection = if is_frame(name) { "claims" } else { name.text };
    let test = tokens::written(&tokens::columns(inner, name), &[(name.text, "")])?;
    Some(format!("{collection} where {test}")).filter(|said| said.len() <= LONG && is_read(said))
}

/// Tells whether a stage can be read that is not too long to be shown.
pub(super) fn is_stage(text: &str) -> bool {
    text.len() <= LONG && is_read(&format!("claims | {text}"))
}

/// Tells whether a text has no error of form.
fn is_read(text: &str) -> bool {
    let source = Arc::new(Source {
        name: String::new(),
        text: text.to_owned(),
    });
    parse(&source).1.is_empty()
}
