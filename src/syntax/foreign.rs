//! What other languages write within a stage, and what to write here.

use super::elsewhere;
use super::habits;
use super::lex;
use super::operand;
use super::reader::{Problem, Read, Reader, Wanted, quoted};
use super::slot::Slot;
use super::stage::STAGES;
use super::token::next_word;
use super::tree::{Expr, ExprKind};
use super::words::foreign_stage;
use crate::diagnostic::{Diagnostic, nearest, quoted_list};
use crate::value::Comparison;

/// Reports the `by` of `sort by` and `group by`, and reads on.
pub(super) fn no_by<'t>(r: &Reader<'_>, stage: &'static str) -> impl Fn(&'t str) -> Read<'t, ()> {
    move |input| {
        let start = lex::blank(input);
        match lex::word(start) {
            Some((rest, word)) if word.eq_ignore_ascii_case("by") && operand::begins(rest) => {
                let message = format!("‘{stage}’ takes no ‘by’");
                let diagnostic = Diagnostic::error("foreign-syntax", message);
                r.report(
                    diagnostic.help(format!("write ‘{stage} …’")),
                    r.span(start, rest),
                );
                r.passed(start, rest);
                Ok((rest, ()))
            }
            Some(_) | None => Ok((input, ())),
        }
    }
}

/// Says the keys of a `group by` without an aggregate as what counts the rows of each.
pub(super) fn keys_alone(input: &str) -> Option<String> {
    let (rest, word) = lex::word(lex::blank(input))?;
    if word.eq_ignore_ascii_case("by") && operand::begins(rest) {
        elsewhere::counted(rest)
    } else {
        None
    }
}

/// Refuses `group by source` with nothing to make of the groups.
pub(super) fn no_keys_alone<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, ()> {
    let Some(counted) = keys_alone(input) else {
        return Ok((input, ()));
    };
    let start = lex::blank(input);
    let by = &start["by".len()..];
    let message = "‘group’ takes no ‘by’, and an aggregate behind its keys";
    let keys = counted.trim_start_matches("count by ");
    let diagnostic = Diagnostic::error("foreign-syntax", message)
        .help(format!("to count the rows of each: ‘| {counted}’"))
        .help(format!(
            "for another aggregate: ‘| group {keys} aggregate count()’"
        ));
    Err(r.fail(diagnostic, r.span(start, by)))
}

/// Refuses `select *`, `select distinct x` and `select top 10 x`.
pub(super) fn no_quantity<'t>(r: &Reader<'_>) -> impl Fn(&'t str) -> Read<'t, ()> {
    move |input| {
        let start = lex::blank(input);
        if let Some(rest) = start.strip_prefix('*') {
            let diagnostic = Diagnostic::error("foreign-syntax", "‘*’ names no column")
                .help("leave ‘select’ out to see the usual columns, or name those you want");
            return Err(r.fail(diagnostic, r.span(start, rest)));
        }
        let Some((rest, word)) = lex::word(start) else {
            return Ok((input, ()));
        };
        let instead = match word.to_ascii_lowercase().as_str() {
            "distinct" => "‘| distinct …’",
            "top" => "‘| take 10’",
            _ => return Ok((input, ())),
        };
        // A column may be called so.
        if !operand::begins(rest) || lex::blank(rest).starts_with(['(', '-']) {
            return Ok((input, ()));
        }
        let message = format!(
            "{} names no column: a stage of its own does it",
            quoted(word)
        );
        let diagnostic = Diagnostic::error("foreign-syntax", message);
        Err(r.fail(
            diagnostic.help(format!("write {instead}")),
            r.span(start, rest),
        ))
    }
}

/// Refuses brackets and `distinct` behind the stage `count`.
pub(super) fn no_argument<'t>(r: &Reader<'_>) -> impl Fn(&'t str) -> Read<'t, ()> {
    move |input| {
        let start = lex::blank(input);
        if let Some((rest, word)) = lex::word(start)
            && word.eq_ignore_ascii_case("distinct")
        {
            let message = "the stage ‘count’ counts rows, and takes no ‘distinct’";
            let diagnostic = Diagnostic::error("foreign-syntax", message);
            let value = lex::blank(rest);
            let value = &value[..habits::operand_len(value)];
            let help = match value {
                "" => "write ‘| distinct | count’".to_owned(),
                value => format!("write ‘| aggregate count(distinct {value})’"),
            };
            return Err(r.fail(diagnostic.help(help), r.span(start, rest)));
        }
        let Some(rest) = start.strip_prefix('(') else {
            return Ok((input, ()));
        };
        let diagnostic = Diagnostic::error("foreign-syntax", "the stage ‘count’ takes no brackets")
            .help("write ‘| count’, or ‘| aggregate count(…)’ to count something of the rows");
        Err(r.fail(diagnostic, r.span(start, rest)))
    }
}

/// Refuses a stage that there is not; one of another language is said in this one.
pub(super) fn unknown_stage(
    r: &Reader<'_>,
    start: &str,
    rest: &str,
    word: &str,
) -> nom::Err<Problem> {
    let (glued, behind) = start.split_at(lex::glued_len(start));
    let (word, rest) = match foreign_stage(glued) {
        Some(_) => (glued, behind),
        None => (word, rest),
    };
    let span = r.span(start, rest);
    r.wanted(start, Wanted::Kind(Slot::Stage));
    if let Some(foreign) = foreign_stage(word) {
        let message = format!("there is no stage {}", quoted(word));
        let diagnostic = Diagnostic::error("foreign-syntax", message);
        let help = match elsewhere::stage(word, rest) {
            Some(stage) => format!("write ‘{stage}’"),
            None => format!("write {}", foreign.instead),
        };
        return r.fail(diagnostic.help(help), span);
    }
    let names = || STAGES.iter().map(|stage| stage.name);
    let mut diagnostic =
        Diagnostic::error("unknown-stage", format!("unknown stage {}", quoted(word)));
    if let Some(near) = nearest(word, names()) {
        diagnostic = diagnostic.near(near);
    }
    r.fail(
        diagnostic.help(format!("the stages are {}", quoted_list(names()))),
        span,
    )
}

/// Refuses a `by` behind aggregates.
pub(super) fn no_keys_behind<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, ()> {
    let start = lex::blank(input);
    match lex::word(start) {
        Some((rest, word)) if word.eq_ignore_ascii_case("by") => {
            let diagnostic = Diagnostic::error("foreign-syntax", "‘aggregate’ takes no ‘by’")
                .help("write ‘| group … aggregate …’");
            Err(r.fail(diagnostic, r.span(start, rest)))
        }
        Some(_) | None => Ok((input, ())),
    }
}

/// Advises about a `group` that is not followed by what to make of the groups.
pub(super) fn advise_to_count(r: &Reader<'_>, from: &str, rest: &str) {
    if next_word(rest).is_none() {
        let keys = &from[..from.len() - rest.len()];
        let counted = elsewhere::counted(keys).unwrap_or_else(|| "count by …".to_owned());
        r.advise(rest, format!("to count the rows of each: ‘| {counted}’"));
    }
}

/// Advises about words to look for that stand without quotes, or behind the path.
pub(super) fn advise_to_quote(r: &Reader<'_>, start: &str) {
    let Some((rest, word)) = lex::word(start) else {
        return;
    };
    let behind = lex::blank(rest);
    let quoted = lex::string_len(behind).map(|len| &behind[..len]);
    let advice = match quoted {
        Some(words) => format!("write ‘search {words} in {word}’"),
        None => format!("write ‘search \"{word}\"’"),
    };
    r.advise(start, advice);
}

/// Reports `ascending` and `descending`; tells which it was.
pub(super) fn direction<'t>(r: &Reader<'_>, input: &'t str) -> Option<(&'t str, bool)> {
    let start = lex::blank(input);
    let (rest, word) = lex::word(start)?;
    let (descending, instead) = match word.to_ascii_lowercase().as_str() {
        "ascending" => (false, "asc"),
        "descending" => (true, "desc"),
        _ => return None,
    };
    let message = format!("{} is not a word here", quoted(word));
    let diagnostic = Diagnostic::error("foreign-syntax", message);
    r.report(
        diagnostic.help(format!("write ‘{instead}’")),
        r.span(start, rest),
    );
    r.passed(start, rest);
    Some((rest, descending))
}

/// Refuses `x = said` and `x: said`, where `said as x` is meant; `rest` is what follows the item.
pub(super) fn no_naming_before<'t>(
    r: &Reader<'_>,
    item: &Expr,
    derived: bool,
    start: &'t str,
    rest: &'t str,
) -> Read<'t, ()> {
    let written = start[..start.len() - rest.len()].trim();
    let (name, value) = match &item.kind {
        ExprKind::Compare(Comparison::Equal, left, right) if derived => {
            let ExprKind::Name(name) = &left.kind else {
                return Ok((rest, ()));
            };
            let len = written.len() - (right.span.range().len()).min(written.len());
            (name.as_str(), written.get(len..).unwrap_or_default())
        }
        ExprKind::Name(name) if lex::blank(rest).starts_with(':') => (name.as_str(), "…"),
        _other => return Ok((rest, ())),
    };
    let diagnostic = Diagnostic::error("foreign-syntax", "a column gets its name behind ‘as’")
        .help(format!("write {}", quoted(&format!("{value} as {name}"))));
    let diagnostic = match derived {
        true => diagnostic.help(format!(
            "for the test: {}",
            quoted(&format!("{written} as name"))
        )),
        false => diagnostic,
    };
    Err(r.fail(diagnostic, r.span(lex::blank(start), rest)))
}
