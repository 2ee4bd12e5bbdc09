//! `MATCH (c:Claim)-[:DENIES]->(d) WHERE … RETURN …`.

use super::tokens::{Token, is_aggregate, items, labelled, written};

/// Says a pattern of one node, or of two with a link between them.
pub(super) fn query(tokens: &[Token<'_>]) -> Option<String> {
    let place = tokens
        .iter()
        .position(|token| ["where", "return"].iter().any(|word| token.is(word)))?;
    let (pattern, rest) = tokens.split_at(place);
    let texts: Vec<&str> = pattern.iter().map(|token| token.text).collect();
    let (first, texts) = node(texts.get(1..)?)?;
    let (own, label) = (first.name?, first.label?);
    let mut prefixes = vec![(own, String::new())];
    let mut tests = Vec::new();
    match texts {
        [] => {}
        ["-", "[", link @ .., "]", "-", ">", "(", _, ")"]
        | ["-", "[", link @ .., "]", "-", ">", "(", _, ":", _, ")"] => {
            let ([":", link] | [_, ":", link]) = link else {
                return None;
            };
            let link = link.to_ascii_lowercase();
            let bracket = texts.iter().rposition(|text| *text == "(")?;
            prefixes.push((texts.get(bracket + 1)?, link.clone()));
            tests.push(format!("exists {link}"));
        }
        _longer => return None,
    }
    let prefixes: Vec<(&str, &str)> = prefixes
        .iter()
        .map(|(name, path)| (*name, path.as_str()))
        .collect();
    let written = |tokens: &[Token<'_>]| written(tokens, &prefixes);
    let returned = rest.iter().position(|token| token.is("return"))?;
    let (filter, returned) = (&rest[..returned], &rest[returned + 1..]);
    if let [_, filter @ ..] = filter {
        let test = written(filter)?;
        let either = filter.iter().any(|token| token.is("or"));
        tests.push(if either { format!("({test})") } else { test });
    }
    let mut text = collection(label);
    if !tests.is_empty() {
        text = format!("{text} where {}", tests.join(" and "));
    }
    for stage in stages(returned, own, written)? {
        text = format!("{text} | {stage}");
    }
    Some(text)
}

/// Says what is returned, in which order, and how many rows of it.
fn stages(
    returned: &[Token<'_>],
    own: &str,
    written: impl Fn(&[Token<'_>]) -> Option<String>,
) -> Option<Vec<String>> {
    let (returned, limit) = number_behind("limit", returned);
    let (returned, skip) = number_behind("skip", returned);
    let order = returned.iter().position(|token| token.is("order"));
    let (returned, order) = match order.map(|order| (&returned[..order], &returned[order + 1..])) {
        Some((returned, [by, order @ ..])) if by.is("by") => (returned, written(order)?),
        Some(_) => return None,
        None => (returned, String::new()),
    };
    let (returned, distinct) = match returned {
        [word, returned @ ..] if word.is("distinct") => (returned, true),
        returned => (returned, false),
    };
    let (mut keys, mut aggregates) = (Vec::new(), Vec::new());
    for item in items(returned) {
        let (expr, label) = labelled(item);
        let text = written(expr)?;
        let text = label.map_or(text.clone(), |label| format!("{text} as {label}"));
        let list = if is_aggregate(expr) {
            &mut aggregates
        } else {
            &mut keys
        };
        list.push(text);
    }
    let whole = matches!(returned, [only] if only.is(own));
    let (keys, aggregates) = (keys.join(", "), aggregates.join(", "));
    let made = match (aggregates.as_str(), keys.as_str()) {
        ("", _) if whole => String::new(),
        ("", keys) if distinct => format!("distinct {keys}"),
        ("", keys) => format!("select {keys}"),
        ("count()", "") => "count".to_owned(),
        ("count()", keys) => format!("count by {keys}"),
        (aggregates, "") => format!("aggregate {aggregates}"),
        (aggregates, keys) => format!("group {keys} aggregate {aggregates}"),
    };
    let sort = match order.as_str() {
        "" => String::new(),
        order => format!("sort {order}"),
    };
    let mut stages = if made.starts_with("select") {
        vec![sort, made]
    } else {
        // What is not among the columns is known no more behind them.
        let key = order.split(' ').next().unwrap_or_default();
        if !whole && !key.is_empty() && !keys.split(", ").any(|own| own == key) {
            return None;
        }
        vec![made, sort]
    };
    stages.extend(skip.map(|number| format!("skip {number}")));
    stages.extend(limit.map(|number| format!("take {number}")));
    stages.retain(|stage| !stage.is_empty());
    Some(stages)
}

/// Takes a clause of one number off the end.
fn number_behind<'a, 't>(
    clause: &str,
    tokens: &'a [Token<'t>],
) -> (&'a [Token<'t>], Option<&'t str>) {
    match tokens {
        [before @ .., word, number] if word.is(clause) => (before, Some(number.text)),
        all => (all, None),
    }
}

struct Node<'t> {
    name: Option<&'t str>,
    label: Option<&'t str>,
}

/// Reads `(c:Claim)`.
fn node<'a, 't>(texts: &'a [&'t str]) -> Option<(Node<'t>, &'a [&'t str])> {
    let (name, label, rest) = match texts {
        ["(", name, ":", label, ")", rest @ ..] => (Some(*name), Some(*label), rest),
        ["(", ":", label, ")", rest @ ..] => (None, Some(*label), rest),
        _other => return None,
    };
    Some((Node { name, label }, rest))
}

/// Names the collection of a kind: `Claim` is one of the claims.
pub(super) fn collection(label: &str) -> String {
    let label = label.to_ascii_lowercase();
    match label.strip_suffix('y') {
        _whole if label.ends_with('s') => label,
        Some(stem) => format!("{stem}ies"),
        None => format!("{label}s"),
    }
}
