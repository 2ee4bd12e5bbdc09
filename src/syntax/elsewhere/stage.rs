//! Stages of other languages that have pipes.

use super::tokens::{Token, is_aggregate, items, labelled, tokens, written};
use super::{graph, is_stage};
use crate::syntax::stage::find;

/// Says `select(id)`: a stage called as a function, with what stands behind its bracket.
pub(in crate::syntax) fn called(word: &str, inner: &str) -> Option<String> {
    let own = find(word)?.name;
    let text = format!("{own} {}", written(&tokens(inner)?, &[])?);
    let text = text.trim_end();
    is_stage(text).then(|| format!("| {text}"))
}

/// Says keys as what counts the rows of each; none where an aggregate stands behind them.
pub(in crate::syntax) fn counted(keys: &str) -> Option<String> {
    let tokens = tokens(keys)?;
    if tokens.iter().any(|token| token.is("aggregate")) {
        return None;
    }
    let text = format!("count by {}", named(&tokens)?);
    is_stage(&text).then_some(text)
}

/// Says a stage that begins with this word; `rest` is what stands behind it.
pub(in crate::syntax) fn stage(word: &str, rest: &str) -> Option<String> {
    let tokens = tokens(rest)?;
    let text = match word.to_ascii_lowercase().replace('-', "_").as_str() {
        "summarize" | "summarise" | "stats" => summary(&tokens),
        "project" | "return" => Some(format!("select {}", named(&tokens)?)),
        "extend" | "mutate" | "eval" | "let" => Some(format!("derive {}", named(&tokens)?)),
        "top" => top(&tokens),
        "order" | "orderby" | "arrange" => {
            Some(format!("sort {}", written(behind_by(&tokens), &[])?))
        }
        "limit" | "head" | "fetch" | "first" => limit(&tokens),
        "tail" | "last" => match &tokens[..] {
            [number] => Some(format!("sort said desc | take {}", number.text)),
            _other => None,
        },
        "nlargest" => largest(&tokens, " desc"),
        "nsmallest" => largest(&tokens, ""),
        "unwind" | "mv_expand" | "mvexpand" | "unnest" | "explode" => {
            Some(format!("expand {}", written(&tokens, &[])?))
        }
        "project_away" => Some(format!("drop {}", written(&tokens, &[])?)),
        "join" | "inner" | "merge" => joined(&tokens),
        "agg" => summary(unbracketed(&tokens)),
        "offset" => Some(format!("skip {}", written(&tokens, &[])?)),
        "groupby" => {
            let keys = named(behind_by(&tokens))?;
            Some(format!("group {keys} aggregate count()"))
        }
        "filter" | "having" | "query" => Some(format!("where {}", written(&tokens, &[])?)),
        _other => None,
    }?;
    is_stage(&text).then(|| format!("| {text}"))
}

/// Says `5 offset 2`.
fn limit(tokens: &[Token<'_>]) -> Option<String> {
    match tokens {
        [most, word, first] if word.is("offset") || word.is("skip") => {
            Some(format!("skip {} | take {}", first.text, most.text))
        }
        all => Some(format!("take {}", written(all, &[])?)),
    }
}

/// Takes brackets off that stand round all.
fn unbracketed<'a, 't>(tokens: &'a [Token<'t>]) -> &'a [Token<'t>] {
    match tokens {
        [open, inner @ .., close] if (open.text, close.text) == ("(", ")") => inner,
        all => all,
    }
}

/// Says `(5, "said")` and `5 said`.
fn largest(tokens: &[Token<'_>], way: &str) -> Option<String> {
    let (number, key) = match unbracketed(tokens) {
        [number, comma, key] if comma.text == "," => (number, key),
        [number, key] => (number, key),
        _other => return None,
    };
    let key = key.text.trim_matches(['"', '\'']);
    Some(format!("sort {key}{way} | take {}", number.text))
}

/// Says `sources on source`, where the key is called as one of the collection is.
fn joined(tokens: &[Token<'_>]) -> Option<String> {
    let on = tokens.iter().position(|token| token.is("on"))?;
    let (collection, [key]) = (tokens[..on].last()?, &tokens[on + 1..]) else {
        return None;
    };
    let kind = key.text.to_ascii_lowercase();
    (graph::collection(&kind) == collection.text.to_ascii_lowercase())
        .then(|| format!("where {kind} in ({})", graph::collection(&kind)))
}

fn behind_by<'a, 't>(tokens: &'a [Token<'t>]) -> &'a [Token<'t>] {
    match tokens {
        [by, rest @ ..] if by.is("by") => rest,
        all => all,
    }
}

/// Says `x = said, id` as `said as x, id`.
fn named(tokens: &[Token<'_>]) -> Option<String> {
    let all = items(tokens).into_iter().map(|item| match item {
        [name, sign, expr @ ..] if sign.text == "=" || sign.text == ":" => {
            Some(format!("{} as {}", written(expr, &[])?, name.text))
        }
        _bare => written(item, &[]),
    });
    let all: Vec<String> = all.collect::<Option<_>>()?;
    Some(all.join(", "))
}

/// Says `n = count() by stance`.
fn summary(tokens: &[Token<'_>]) -> Option<String> {
    let by = tokens.iter().position(|token| token.is("by"));
    let (aggregates, keys) = match by {
        Some(by) => (&tokens[..by], &tokens[by + 1..]),
        None => (tokens, &[][..]),
    };
    let made = |item: &[Token<'_>]| match item {
        [_, sign, expr @ ..] if sign.text == "=" => is_aggregate(expr),
        item => is_aggregate(labelled(item).0),
    };
    if !items(aggregates).into_iter().all(made) {
        return None;
    }
    let aggregates = named(aggregates)?;
    let keys = if keys.is_empty() {
        String::new()
    } else {
        named(keys)?
    };
    Some(match (aggregates.as_str(), keys.as_str()) {
        ("count()", "") => "count".to_owned(),
        ("count()", keys) => format!("count by {keys}"),
        (aggregates, "") => format!("aggregate {aggregates}"),
        (aggregates, keys) => format!("group {keys} aggregate {aggregates}"),
    })
}

/// Says `10 by said`: the greatest stand first there.
fn top(tokens: &[Token<'_>]) -> Option<String> {
    match tokens {
        [number] => Some(format!("take {}", number.text)),
        [number, by, key @ ..] if by.is("by") => {
            let way = match key.last()? {
                last if last.is("asc") || last.is("desc") => "",
                _without => " desc",
            };
            let key = written(key, &[])?;
            Some(format!("sort {key}{way} | take {}", number.text))
        }
        _other => None,
    }
}
