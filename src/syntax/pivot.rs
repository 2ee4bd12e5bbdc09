//! The stage `pivot`, and what other languages write within it.

use nom::combinator::cut;
use nom::sequence::preceded;
use nom::{Err, Parser};

use super::elsewhere;
use super::lex;
use super::reader::{Problem, Read, Reader};
use super::stage::{aggregate, find, lone_item};
use super::token::{keyword, next_word};
use super::tree::{Item, Pivot, StageKind};
use crate::diagnostic::Diagnostic;

/// Reads `item by item aggregate agg`.
pub(super) fn pivot<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, StageKind> {
    let (rest, down) = no_pivot_brackets(r, input, lone_item(r, input, false))?;
    no_second(r, rest, "one value for the rows")?;
    let behind_down = rest;
    let (rest, across) = preceded(keyword(r, "by"), cut(|i| lone_item(r, i, false)))
        .parse(rest)
        .inspect_err(|_| r.advise_first(rest, form()))?;
    no_second(r, rest, "one value for the columns")?;
    let (rest, aggregate) = preceded(keyword(r, "aggregate"), cut(|i| aggregate(r, i)))
        .parse(rest)
        .inspect_err(|_| r.advise_first(rest, without_aggregate(input, behind_down, rest)))?;
    no_second(r, rest, "one aggregate for the cells")?;
    let pivot = Pivot {
        down,
        across,
        aggregate,
    };
    Ok((rest, StageKind::Pivot(Box::new(pivot))))
}

/// How the stage is written.
fn form() -> String {
    find("pivot").map_or_else(String::new, |row| format!("write ‘| {}’", row.usage))
}

/// What to write for a pivot that no aggregate stands in: `count by source.party over year`.
fn without_aggregate(input: &str, behind_down: &str, rest: &str) -> String {
    let text = |from: &str, to: &str| from[..from.len() - to.len()].trim().to_owned();
    let down = text(input, behind_down);
    let across = text(lex::blank(behind_down), rest);
    let across = across.get("by".len()..).unwrap_or_default().trim();
    let next = lex::blank(rest);
    let (down, across) = match lex::word(next) {
        None if next.is_empty() => (down.as_str(), across),
        Some((behind, _)) if down.trim_end_matches("()").eq_ignore_ascii_case("count") => {
            (across, lex::blank(behind).trim_end())
        }
        Some(_) | None => return form(),
    };
    let stage = format!("pivot {down} by {across} aggregate count()");
    match elsewhere::is_stage(&stage) {
        true => format!("to count the rows: ‘| {stage}’"),
        false => form(),
    }
}

/// Refuses `pivot(…)` and `pivot (count(id) for stance in (…))`, unless `by` follows what was read.
fn no_pivot_brackets<'t>(r: &Reader<'_>, input: &'t str, read: Read<'t, Item>) -> Read<'t, Item> {
    let start = lex::blank(input);
    let is_value = match &read {
        Ok((rest, _)) => next_word(rest).is_some_and(|word| word.eq_ignore_ascii_case("by")),
        Err(Err::Error(problem) | Err::Failure(problem)) => *problem == Problem::Told,
        Err(Err::Incomplete(_)) => false,
    };
    match start.strip_prefix('(') {
        Some(behind) if !is_value => {
            let diagnostic = Diagnostic::error("foreign-syntax", "‘pivot’ takes no brackets")
                .help("write ‘| pivot stance by source aggregate count()’");
            Err(r.fail(diagnostic, r.span(start, behind)))
        }
        Some(_) | None => read,
    }
}

/// Refuses a second one behind a comma where a pivot takes one.
fn no_second<'t>(r: &Reader<'_>, rest: &'t str, what: &'static str) -> Read<'t, ()> {
    let start = lex::blank(rest);
    let Some(behind) = start.strip_prefix(',') else {
        return Ok((rest, ()));
    };
    let diagnostic = Diagnostic::error("expected", format!("‘pivot’ takes {what}"))
        .help("for several: ‘| group …, … aggregate …’, which makes a row for each combination");
    Err(r.fail(diagnostic, r.span(start, behind)))
}
