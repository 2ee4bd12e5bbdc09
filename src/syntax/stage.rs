//! The stages: one row of [`STAGES`] each, with the function that reads what follows its word.

use nom::Parser;
use nom::branch::alt;
use nom::combinator::{cut, map, opt};
use nom::sequence::{pair, preceded};

use super::expr::expr;
use super::foreign::{
    advise_to_count, advise_to_quote, direction, keys_alone, no_argument, no_by, no_keys_alone,
    no_keys_behind, no_naming_before, no_quantity, unknown_stage,
};
use super::habits;
use super::lex;
use super::literal::{literal, string};
use super::operand;
use super::pivot;
use super::query;
use super::reader::{Read, Reader, Wanted, quoted};
use super::slot::Slot;
use super::token::{committed, keyword, list, name, next_word, sign};
use super::tree::{
    Aggregate, Combination, Explain, Expr, ExprKind, Item, Key, Literal, Name, Stage, StageKind,
};
use super::words::{foreign_stage, is_reserved};
use crate::diagnostic::{Diagnostic, nearest};

/// One stage, as help, completion and the documentation name it.
#[derive(Debug)]
pub struct StageWord {
    /// The word it begins with.
    pub name: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
    read: ReadStage,
}

type ReadStage = for<'t> fn(&Reader<'_>, &'t str) -> Read<'t, StageKind>;

/// The stages, in the order the documentation has them.
pub const STAGES: &[StageWord] = &[
    StageWord {
        name: "where",
        usage: "where TEST",
        help: "keeps the rows the test holds for",
        read: |r, i| {
            let (rest, test) = expr(r, i)?;
            habits::after_test(r, &test, i, rest);
            Ok((rest, StageKind::Where(test)))
        },
    },
    StageWord {
        name: "select",
        usage: "select EXPR [as NAME], …",
        help: "makes these the columns",
        read: |r, i| preceded(no_quantity(r), map(list(r, item), StageKind::Select)).parse(i),
    },
    StageWord {
        name: "derive",
        usage: "derive EXPR as NAME, … [per EXPR, …]",
        help: "adds columns",
        read: derive,
    },
    StageWord {
        name: "drop",
        usage: "drop NAME, …",
        help: "takes columns away",
        read: |r, i| map(list(r, column), StageKind::Drop).parse(i),
    },
    StageWord {
        name: "group",
        usage: "group EXPR [as NAME], … aggregate AGGREGATE [where TEST] [as NAME], …",
        help: "makes one row of all that are alike in these",
        read: group,
    },
    StageWord {
        name: "aggregate",
        usage: "aggregate AGGREGATE [where TEST] [as NAME], …",
        help: "makes one row of all",
        read: |r, i| map(|i| aggregates(r, i), StageKind::Aggregate).parse(i),
    },
    StageWord {
        name: "count",
        usage: "count [by EXPR, …]",
        help: "counts the rows, or those that are alike in these",
        read: |r, i| {
            let by = opt(preceded(keyword(r, "by"), cut(list(r, item))));
            map(preceded(no_argument(r), by), |by| {
                StageKind::Count(by.unwrap_or_default())
            })
            .parse(i)
            .inspect(|(rest, _)| habits::key_without_by(r, rest))
        },
    },
    StageWord {
        name: "pivot",
        usage: "pivot EXPR [as NAME] by EXPR aggregate AGGREGATE [where TEST]",
        help: "makes a row for each value of one thing, and a column for each of another",
        read: pivot::pivot,
    },
    StageWord {
        name: "totals",
        usage: "totals",
        help: "adds a row of the aggregates over all rows, behind groups",
        read: |_, i| Ok((i, StageKind::Totals)),
    },
    StageWord {
        name: "sort",
        usage: "sort EXPR [asc | desc], …",
        help: "puts the rows in order",
        read: |r, i| preceded(no_by(r, "sort"), map(list(r, key), StageKind::Sort)).parse(i),
    },
    StageWord {
        name: "take",
        usage: "take NUMBER [with ties] [per EXPR, …]",
        help: "keeps the first rows, of all or for each of these",
        read: take,
    },
    StageWord {
        name: "skip",
        usage: "skip NUMBER",
        help: "leaves the first rows out",
        read: |r, i| {
            let (rest, count) = number(r, i)?;
            habits::per_behind_skip(r, rest);
            Ok((rest, StageKind::Skip(count)))
        },
    },
    StageWord {
        name: "distinct",
        usage: "distinct [EXPR, …]",
        help: "keeps one of the rows that are alike",
        read: |r, i| {
            let items = preceded(no_by(r, "distinct"), opt(list(r, item)));
            map(items, |items| {
                StageKind::Distinct(items.unwrap_or_default())
            })
            .parse(i)
        },
    },
    StageWord {
        name: "expand",
        usage: "expand [optional] PATH [as NAME]",
        help: "makes a row of each value of a path",
        read: expand,
    },
    StageWord {
        name: "search",
        usage: "search \"WORDS\" [in PATH]",
        help: "keeps the rows in whose texts a word stands, the best first, with a score",
        read: search,
    },
    StageWord {
        name: "union",
        usage: "union (QUERY)",
        help: "adds the rows of another query",
        read: |r, i| combine(r, i, Combination::Union),
    },
    StageWord {
        name: "except",
        usage: "except (QUERY)",
        help: "leaves out the rows of another query",
        read: |r, i| combine(r, i, Combination::Except),
    },
    StageWord {
        name: "intersect",
        usage: "intersect (QUERY)",
        help: "keeps the rows that another query has too",
        read: |r, i| combine(r, i, Combination::Intersect),
    },
    StageWord {
        name: "assert",
        usage: "assert TEST",
        help: "fails unless the test holds, of every row or of all together",
        read: |r, i| map(|i| expr(r, i), StageKind::Assert).parse(i),
    },
    StageWord {
        name: "describe",
        usage: "describe",
        help: "gives a row for each column: its type, how many values, the commonest, its range",
        read: |_, i| Ok((i, StageKind::Describe)),
    },
    StageWord {
        name: "explain",
        usage: "explain [analyze]",
        help: "shows how the query would be answered, or was",
        read: |r, i| {
            map(opt(keyword(r, "analyze")), |analyze| {
                StageKind::Explain(match analyze {
                    Some(_) => Explain::Analyze,
                    None => Explain::Plan,
                })
            })
            .parse(i)
        },
    },
];

/// Finds a stage by its word; case does not count.
pub(super) fn find(word: &str) -> Option<&'static StageWord> {
    STAGES
        .iter()
        .find(|stage| stage.name.eq_ignore_ascii_case(word))
}

/// Reads stages with a pipe before each; a pipe that was forgotten is reported.
pub(super) fn stages<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Vec<Stage>> {
    let (mut rest, mut stages) = (input, Vec::new());
    loop {
        let next = match sign(r, "|")(rest) {
            Ok((after, _)) => committed(stage(r, after)),
            Err(_) if forgotten_pipe(r, rest) => committed(stage(r, rest)),
            Err(_) => return Ok((rest, stages)),
        };
        let (after, stage) = next?;
        stages.push(stage);
        rest = after;
    }
}

/// Tells whether a stage stands here without its pipe.
fn forgotten_pipe(r: &Reader<'_>, input: &str) -> bool {
    let start = lex::blank(input);
    let Some((rest, word)) = lex::word(start) else {
        return false;
    };
    if let Some(stage) = find(word) {
        // One error tells all of `group by`.
        if stage.name == "group" && keys_alone(rest).is_some() {
            return true;
        }
        let diagnostic =
            Diagnostic::error("expected", format!("expected ‘|’ before ‘{}’", stage.name));
        r.report(
            diagnostic.help(format!("write ‘| {}’", stage.usage)),
            r.span(start, rest),
        );
        return true;
    }
    let view = next_word(rest).is_some_and(|next| next.eq_ignore_ascii_case("of"));
    if view && word.eq_ignore_ascii_case("as") {
        let place = "‘as of’ stands straight after the collection: ‘claims as of 2019 where …’";
        r.advise(input, place.to_owned());
    }
    let named = next_word(rest).is_some_and(|next| next.eq_ignore_ascii_case("where"));
    let is_name = !is_reserved(word) && !word.starts_with(|c: char| c.is_ascii_digit());
    if named && is_name && !habits::on_a_new_line(input) {
        r.advise(input, format!("to give the row a name: ‘as {word}’"));
    } else if let Some(stage) = nearest(word, STAGES.iter().map(|stage| stage.name)) {
        r.advise(input, format!("did you mean ‘| {stage}’?"));
    } else if is_name && habits::on_a_new_line(input) {
        r.advise(input, "a query before another ends with ‘;’".to_owned());
    }
    foreign_stage(word).is_some()
}

/// Reads one stage.
pub(super) fn stage<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Stage> {
    let start = lex::blank(input);
    let Some((rest, word)) = lex::word(start) else {
        let failure = r.want(start, Wanted::Kind(Slot::Stage));
        habits::point_before_field(r, start);
        return Err(failure);
    };
    let Some(row) = find(word) else {
        return Err(unknown_stage(r, start, rest, word));
    };
    r.passed(start, rest);
    let (rest, kind) = committed((row.read)(r, rest))?;
    Ok((
        rest,
        Stage {
            kind,
            span: r.span(start, rest),
        },
    ))
}

fn group<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, StageKind> {
    no_keys_alone(r, input)?;
    let (rest, items) = preceded(no_by(r, "group"), list(r, item)).parse(input)?;
    let read = preceded(keyword(r, "aggregate"), |i| aggregates(r, i)).parse(rest);
    let (rest, aggregates) = read.inspect_err(|_| advise_to_count(r, input, rest))?;
    Ok((rest, StageKind::Group(items, aggregates)))
}

fn derive<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, StageKind> {
    let (rest, items) = list(r, derived)(input)?;
    let (rest, per) = per(r, rest)?;
    habits::window_behind_per(r, &per)?;
    Ok((rest, StageKind::Derive { items, per }))
}

/// Reads `per items`, if it is there.
fn per<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Vec<Item>> {
    let (rest, per) = opt(preceded(keyword(r, "per"), cut(list(r, item)))).parse(input)?;
    Ok((rest, per.unwrap_or_default()))
}

fn take<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, StageKind> {
    let (rest, count) = number(r, input)?;
    let (rest, ties) = opt(pair(keyword(r, "with"), cut(keyword(r, "ties")))).parse(rest)?;
    let (rest, per) = per(r, rest)?;
    habits::by_for_per(r, rest);
    Ok((
        rest,
        StageKind::Take {
            count,
            ties: ties.is_some(),
            per,
        },
    ))
}

/// Reads `optional path as name`; `optional` alone is a path.
fn expand<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, StageKind> {
    let start = lex::blank(input);
    let (rest, optional) = match lex::word(start) {
        Some((rest, word)) if word.eq_ignore_ascii_case("optional") && operand::begins(rest) => {
            r.passed(start, rest);
            (rest, true)
        }
        Some(_) | None => (input, false),
    };
    let (rest, path) = operand::operand(r, rest)?;
    r.stands(path.height);
    let (rest, label) = label(r, rest)?;
    let path = path.expr;
    Ok((
        rest,
        StageKind::Expand {
            optional,
            path,
            label,
        },
    ))
}

/// Reads `"words" in path`.
fn search<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, StageKind> {
    let start = lex::blank(input);
    let (rest, words) = if start.starts_with('$') {
        param(r, start)?
    } else if start.starts_with(['"', '“']) {
        literal(r, start)?
    } else {
        let wanted = r.want(start, Wanted::Kind(Slot::New("words in quotes")));
        advise_to_quote(r, start);
        return Err(wanted);
    };
    let within = preceded(keyword(r, "in"), cut(|i| operand::operand(r, i)));
    let (rest, path) = opt(within).parse(rest)?;
    let path = path.map(|path| {
        r.stands(path.height);
        path.expr
    });
    Ok((rest, StageKind::Search { words, path }))
}

/// Reads a parameter.
fn param<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Expr> {
    let (rest, param) = operand::param_name(r, input)?;
    let kind = ExprKind::Param(param.text);
    Ok((
        rest,
        Expr {
            kind,
            span: param.span,
        },
    ))
}

fn combine<'t>(r: &Reader<'_>, input: &'t str, how: Combination) -> Read<'t, StageKind> {
    let (rest, query) =
        query::inner(r, input).inspect_err(|_| habits::bare_query(r, how.name(), input))?;
    Ok((rest, StageKind::Combine(how, Box::new(query))))
}

/// Reads how many rows: a whole number or a parameter.
fn number<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Expr> {
    let start = lex::blank(input);
    if start.starts_with('$') {
        return param(r, start);
    }
    if !start.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(r.want(start, Wanted::Kind(Slot::RowCount)));
    }
    let (rest, count) = literal(r, start)?;
    let whole = |literal: &Literal| matches!(literal, Literal::Number { value, .. } if value.fract() == 0.0);
    if let ExprKind::Literal(literal) = &count.kind
        && !whole(literal)
    {
        let written = quoted(&start[..start.len() - rest.len()]);
        let message = format!("{written} is not a whole number");
        let diagnostic = Diagnostic::error("expected", message);
        return Err(r.fail(
            diagnostic.help("write how many rows: ‘take 10’"),
            count.span,
        ));
    }
    Ok((rest, count))
}

pub(super) fn item<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Item> {
    named(r, input, false)
}

/// Reads an item that needs a name.
fn derived<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Item> {
    named(r, input, true)
}

fn named<'t>(r: &Reader<'_>, input: &'t str, derived: bool) -> Read<'t, Item> {
    let (rest, item) = lone_item(r, input, derived)?;
    if item.label.is_none() {
        habits::after_item(r, input, rest);
    }
    Ok((rest, item))
}

/// Reads an item behind which no other stands.
pub(super) fn lone_item<'t>(r: &Reader<'_>, input: &'t str, derived: bool) -> Read<'t, Item> {
    let (rest, (expr, label)) = pair(|i| expr(r, i), |i| label(r, i)).parse(input)?;
    if label.is_none() {
        no_naming_before(r, &expr, derived, input, rest)?;
    }
    Ok((rest, Item { expr, label }))
}

fn aggregates<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Vec<Aggregate>> {
    let (rest, aggregates) = list(r, aggregate)(input)?;
    no_keys_behind(r, rest)?;
    Ok((rest, aggregates))
}

pub(super) fn aggregate<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Aggregate> {
    let condition = preceded(keyword(r, "where"), cut(|i| expr(r, i)));
    let (rest, (expr, filter, label)) =
        (|i| expr(r, i), opt(condition), |i| label(r, i)).parse(input)?;
    Ok((
        rest,
        Aggregate {
            expr,
            filter,
            label,
        },
    ))
}

fn key<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Key> {
    let ascending = map(keyword(r, "asc"), |_| false);
    let descending = map(keyword(r, "desc"), |_| true);
    let (rest, expr) = expr(r, input)?;
    let (rest, descending) = match direction(r, rest) {
        Some((rest, descending)) => (rest, Some(descending)),
        None => opt(alt((ascending, descending))).parse(rest)?,
    };
    habits::after_key(r, input, rest);
    Ok((
        rest,
        Key {
            expr,
            descending: descending.unwrap_or(false),
        },
    ))
}

fn column<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Name> {
    name(r, Slot::Column)(input)
}

/// Reads `as name` or `as "text"`, if it is there.
fn label<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Option<Name>> {
    opt(preceded(
        keyword(r, "as"),
        cut(alt((name(r, Slot::New("a name")), |i| text(r, i)))),
    ))
    .parse(input)
}

fn text<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Name> {
    let start = lex::blank(input);
    let (rest, text) = string(r, start)?;
    Ok((
        rest,
        Name {
            text,
            span: r.span(start, rest),
        },
    ))
}
