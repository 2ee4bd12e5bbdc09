//! The stage `pivot`, and what other languages write within it.

use nom::combinator::cut;
use nom::sequence::preceded;
use nom::{Err, Parser};

use super::lex;
use super::reader::{Problem, Read, Reader};
use super::stage::{aggregate, item};
use super::token::{keyword, next_word};
use super::tree::{Item, Pivot, StageKind};
use crate::diagnostic::Diagnostic;

/// Reads `item by item aggregate agg`.
pub(super) fn pivot<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, StageKind> {
    let (rest, down) = no_pivot_brackets(r, input, item(r, input))?;
    no_second(r, rest, "one value for the rows")?;
    let (rest, across) = preceded(keyword(r, "by"), cut(|i| item(r, i))).parse(rest)?;
    no_second(r, rest, "one value for the columns")?;
    let (rest, aggregate) = preceded(keyword(r, "aggregate"), cut(|i| aggregate(r, i)))
        .parse(rest)
        .inspect_err(|_| r.advise(rest, "to count the rows: ‘aggregate count()’".to_owned()))?;
    no_second(r, rest, "one aggregate for the cells")?;
    let pivot = Pivot {
        down,
        across,
        aggregate,
    };
    Ok((rest, StageKind::Pivot(Box::new(pivot))))
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
