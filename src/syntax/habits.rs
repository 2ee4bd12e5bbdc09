//! Advice where something of another language, or of none, stands and reading ends.
//!
//! Each looks at what stands at the place where the parser stopped; it is shown only if that is an error.

use super::elsewhere;
use super::infix;
use super::lex;
use super::operand;
use super::reader::{Problem, Read, Reader, Wanted, quoted};
use super::stage::{self, STAGES};
use super::token::next_word;
use super::tree::{Expr, ExprKind, Item, Name};
use super::words::{foreign_stage, is_reserved};
use crate::diagnostic::{Diagnostic, nearest};
use crate::operator::{Power, WINDOWS};

/// What is told of patterns of nodes and links.
pub(super) const FOLLOW_LINKS: &str =
    "a link is followed by its name: ‘claims where exists denies | select id, denies.source’";

/// What is told to those who ask which collections and fields there are.
pub(super) const SCHEMA: &str = "‘.schema’ at the prompt and ‘whosaid schema’ elsewhere show the collections, and the fields of one";

/// What stands between tests.
const JOINED: &str = "tests are joined by ‘and’ or ‘or’";

/// Advises behind a test: `stance deny`, `stance: deny`, `a = 1, b = 2`, `note exists`.
pub(super) fn after_test(r: &Reader<'_>, test: &Expr, from: &str, rest: &str) {
    let start = lex::blank(rest);
    if start.starts_with(',') || begins_test(start) {
        r.advise_first(rest, JOINED);
    }
    if start.starts_with('?') {
        r.advise_first(
            rest,
            "to choose between two values: ‘if(test, value, otherwise)’",
        );
    }
    if !is_bare(test) || on_a_new_line(rest) {
        return;
    }
    let written = from[..from.len() - rest.len()].trim_end();
    let path = written
        .rsplit(|c| !(lex::is_word(c) || c == '.' || c == '`'))
        .next()
        .unwrap_or_default();
    let next = operand_len(start);
    match next_word(start) {
        Some(word) if word.eq_ignore_ascii_case("exists") => {
            r.advise_first(rest, format!("write ‘exists {path}’"));
        }
        Some(word) if word.eq_ignore_ascii_case("not") => {
            let null = lex::blank(start).get("not".len()..).and_then(next_word);
            if null.is_some_and(|null| null.eq_ignore_ascii_case("null")) {
                r.advise_first(&start["not".len()..], format!("write ‘{path} is not null’"));
            }
        }
        Some(word) if is_reserved(word) || stage::find(word).is_some() => {}
        Some(word) if foreign_stage(word).is_some() => {}
        // A stage was meant.
        Some(word) if nearest(word, STAGES.iter().map(|stage| stage.name)).is_some() => {}
        _value if start.starts_with(':') => {
            let value = lex::blank(&start[1..]);
            let value = &value[..operand_len(value)];
            r.advise_first(rest, format!("to compare: ‘{path} = {value}’"));
        }
        _value if next > 0 => {
            r.advise_first(rest, format!("to compare: ‘{path} = {}’", &start[..next]));
        }
        _other => {}
    }
}

/// Advises about a number with a unit: `value > 500 miles`.
pub(super) fn after_number(r: &Reader<'_>, from: &str, rest: &str) {
    let written = from[..from.len() - rest.len()].trim_end();
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let (before, number) = written.split_at(written.trim_end_matches(is_part).len());
    let number = number.rsplit("..").next().unwrap_or_default();
    let is_glued = before.ends_with(|c: char| lex::is_word(c) || "-\"“$`".contains(c));
    if number.is_empty() || is_glued || on_a_new_line(rest) {
        return;
    }
    let start = lex::blank(rest);
    if begins_test(start) {
        r.advise_first(rest, JOINED);
        return;
    }
    let sign = start.chars().next().filter(|c| "€£¥%°".contains(*c));
    let unit = match sign {
        Some(sign) => sign.to_string(),
        None => words_of_unit(start).join(" "),
    };
    if !unit.is_empty() {
        let help = format!("a number stands with its unit in quotes: \"{number} {unit}\"");
        r.advise_first(rest, help);
    }
}

/// Returns the words that stand here and are none of the language's, three at most.
fn words_of_unit(mut input: &str) -> Vec<&str> {
    let mut words = Vec::new();
    while let Some((rest, word)) = lex::word(lex::blank(input)) {
        let own = ["by", "per", "aggregate", "desc", "ago"];
        let is_own = own.iter().any(|own| word.eq_ignore_ascii_case(own));
        let is_stage = stage::find(word).is_some() || foreign_stage(word).is_some();
        let is_operator = infix::next(lex::blank(input)).is_some();
        if is_own || is_stage || is_operator || is_reserved(word) || words.len() == 3 {
            break;
        }
        // A stage was meant.
        let near = nearest(word, STAGES.iter().map(|stage| stage.name));
        if words.is_empty() && near.is_some() {
            break;
        }
        words.push(word);
        input = rest;
    }
    words
}

/// Tells whether an operand stands here, and the operator of a test behind it.
fn begins_test(start: &str) -> bool {
    let len = operand_len(start);
    let next = infix::next(&start[len..]);
    len > 0 && operand::begins(start) && next.is_some_and(|next| next.row.power == Power::Test)
}

/// Tells whether what stands next begins a line: more likely a statement of its own.
pub(super) fn on_a_new_line(rest: &str) -> bool {
    rest[..rest.len() - lex::blank(rest).len()].contains('\n')
}

/// Tells whether a test ends in a field by itself.
fn is_bare(test: &Expr) -> bool {
    match &test.kind {
        ExprKind::Name(_) | ExprKind::Field(..) => true,
        ExprKind::And(parts) | ExprKind::Or(parts) => parts.last().is_some_and(is_bare),
        ExprKind::Not(inner) | ExprKind::Possibly(inner) => is_bare(inner),
        _test => false,
    }
}

/// Returns how long the word, number or text is that begins here; nought for one too long to be shown.
pub(super) fn operand_len(start: &str) -> usize {
    let len = match start.chars().next() {
        Some('"' | '“') => lex::string_len(start).unwrap_or(0),
        Some(c) if lex::is_word(c) => lex::glued_len(start),
        Some(_) | None => 0,
    };
    if len > 60 { 0 } else { len }
}

/// Advises behind an item: `select id said`, `select said "day"`.
pub(super) fn after_item(r: &Reader<'_>, from: &str, rest: &str) {
    let start = lex::blank(rest);
    let len = operand_len(start);
    let word = next_word(start);
    let goes_on = |word: &str| is_reserved(word) || stage::find(word).is_some();
    if len == 0 || word.is_some_and(goes_on) || on_a_new_line(rest) {
        return;
    }
    let (item, next) = (from[..from.len() - rest.len()].trim(), &start[..len]);
    let label = format!("to give it a name: ‘{item} as {next}’");
    r.advise_first(
        rest,
        match word {
            Some(_) => format!("for a column more: ‘{item}, {next}’; {label}"),
            None => label,
        },
    );
}

/// Advises behind the head of a query: `claims, sources`, `claims stance = deny`, `claims(…)`.
pub(super) fn after_head(r: &Reader<'_>, input: &str) {
    let start = lex::blank(input);
    if start.starts_with("||") {
        r.advise_first(input, "one ‘|’ stands before each stage: ‘claims | count’");
    }
    if start.starts_with(',') {
        r.advise_first(
            input,
            "one collection is asked; follow the link from it to another: ‘source.name’",
        );
    }
    if start.starts_with('(') {
        r.advise_first(
            input,
            "a test stands behind ‘where’, and each stage behind ‘|’: ‘claims where … | take 10’",
        );
    }
    let Some((rest, word)) = lex::word(start) else {
        return;
    };
    let compared = lex::blank(rest).starts_with(['=', '<', '>', '!']);
    if !is_reserved(word) && compared {
        r.advise_first(input, format!("write ‘where {word} …’"));
    }
}

/// Refuses `claims.groupby(stance)`: stages that are called like functions.
pub(super) fn no_method<'t>(r: &Reader<'_>, name: &Name, rest: &'t str) -> Read<'t, ()> {
    let Some(inner) = rest.strip_prefix('(') else {
        return Ok((rest, ()));
    };
    let own = stage::find(&name.text).map(|stage| format!("write ‘| {}’", stage.usage));
    let foreign = || foreign_stage(&name.text).map(|foreign| format!("write {}", foreign.instead));
    let said = elsewhere::called(&name.text, inner);
    let said = said.or_else(|| elsewhere::stage(&name.text, inner));
    let said = said.map(|said| format!("write ‘{said}’"));
    let Some(help) = said.or(own).or_else(foreign) else {
        return Ok((rest, ()));
    };
    let message = format!(
        "{} is no function of rows: stages stand behind ‘|’",
        quoted(&name.text)
    );
    Err(r.fail(
        Diagnostic::error("foreign-syntax", message).help(help),
        name.span,
    ))
}

/// Advises behind a key of `sort`: `said nulls last`.
pub(super) fn after_key(r: &Reader<'_>, from: &str, rest: &str) {
    if next_word(rest).is_some_and(|word| word.eq_ignore_ascii_case("nulls")) {
        let key = from[..from.len() - rest.len()].trim();
        r.wanted(rest, Wanted::Token(","));
        r.advise_first(
            rest,
            format!("rows without a value come last either way: ‘sort {key}’"),
        );
    }
}

/// Advises about columns in braces: `claims { id said }`.
pub(super) fn columns_in_braces(r: &Reader<'_>, inner: &str) {
    let Some((columns, _)) = inner.split_once('}') else {
        return;
    };
    let columns: Vec<&str> = columns
        .split(|c: char| lex::is_blank(c) || c == ',')
        .filter(|column| !column.is_empty())
        .collect();
    let plain = |column: &&str| column.chars().all(lex::is_word) && !is_reserved(column);
    if columns.iter().all(plain) && (1..=12).contains(&columns.len()) {
        r.advise_first(inner, format!("write ‘| select {}’", columns.join(", ")));
    }
}

/// Advises about a query that wants brackets: `union sources`.
pub(super) fn bare_query(r: &Reader<'_>, stage: &str, input: &str) {
    let query = lex::blank(input).trim_end();
    if lex::word(query).is_none() {
        return;
    }
    let shown = if query.chars().count() > 60 {
        "…"
    } else {
        query
    };
    r.advise_first(
        input,
        format!("a query stands in brackets: ‘{stage} ({shown})’"),
    );
}

/// Advises about a point before a field: `.year`, as `jq` has it.
pub(super) fn point_before_field(r: &Reader<'_>, start: &str) {
    let field = start.strip_prefix('.').and_then(lex::word);
    if let Some((_, field)) = field {
        r.advise_first(start, format!("no point stands before a name: ‘{field}’"));
    }
}

/// Advises about a key behind `count` without its `by`.
pub(super) fn key_without_by(r: &Reader<'_>, rest: &str) {
    let start = lex::blank(rest);
    let len = operand_len(start);
    if len > 0 && operand::begins(start) && !on_a_new_line(rest) {
        r.advise_first(
            rest,
            format!("to count the rows of each: ‘count by {}’", &start[..len]),
        );
    }
}

/// Advises about `take 10 by stance`.
pub(super) fn by_for_per(r: &Reader<'_>, rest: &str) {
    if next_word(rest).is_some_and(|word| word.eq_ignore_ascii_case("by")) {
        r.advise_first(
            rest,
            "so many of each: ‘per …’; in an order: ‘| sort …’ before it",
        );
    }
}

/// Advises about `skip 2 per stance`.
pub(super) fn per_behind_skip(r: &Reader<'_>, rest: &str) {
    let start = lex::blank(rest);
    let Some((behind, word)) = lex::word(start) else {
        return;
    };
    let key = lex::blank(behind);
    let key = &key[..operand_len(key)];
    if word.eq_ignore_ascii_case("per") && !key.is_empty() {
        r.wanted(rest, Wanted::Token("|"));
        r.advise_first(
            rest,
            format!(
                "number the rows of each, and keep the later ones: ‘| sort … | derive row() as n per {key} | where n > 2’"
            ),
        );
    }
}

/// Refuses `lag(id) as x per source, lead(id) as y`: what stands behind `per` is what rows are alike in.
pub(super) fn window_behind_per(r: &Reader<'_>, per: &[Item]) -> Result<(), nom::Err<Problem>> {
    let is_window = |item: &&Item| match &item.expr.kind {
        ExprKind::Call { name, .. } => WINDOWS.iter().any(|row| name.is(row.name)),
        _other => false,
    };
    let Some(window) = per.iter().find(is_window) else {
        return Ok(());
    };
    let diagnostic = Diagnostic::error("expected", "‘per’ ends the stage")
        .help("put it behind the last column: ‘derive lag(id) as x, lead(id) as y per source’");
    Err(r.fail(diagnostic, window.expr.span))
}

/// Advises behind the arguments of a call: `cast(x as text)`, `extract(year from said)`, `count(claims where …)`.
pub(super) fn after_arguments(r: &Reader<'_>, name: &Name, argument: Option<&Expr>, rest: &str) {
    let start = lex::blank(rest);
    let Some((behind, word)) = lex::word(start) else {
        return;
    };
    let value = lex::blank(behind);
    let value = &value[..operand_len(value)];
    let called = |function: &str| name.is(function);
    let advice = match (
        word.to_ascii_lowercase().as_str(),
        argument.map(|it| &it.kind),
    ) {
        ("as", _) if called("cast") || called("try_cast") => {
            "a value is of its type already; to make a text of it: ‘text(…)’".to_owned()
        }
        ("from", Some(ExprKind::Name(part))) if called("extract") && !value.is_empty() => {
            format!("write ‘{value}.{}’", part.to_ascii_lowercase())
        }
        ("where", Some(ExprKind::Name(_))) if called("count") => {
            "to count what leads here, take the link that leads back: ‘count(denied_by)’".to_owned()
        }
        _other => return,
    };
    r.advise_first(rest, advice);
}
