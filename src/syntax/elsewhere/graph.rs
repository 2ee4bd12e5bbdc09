//! `MATCH (c:Claim)-[:DENIES]->(d) WHERE … RETURN …`.

use super::tokens::{Token, items, labelled, written};

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
    let (returned, limit) = match returned {
        [returned @ .., word, number] if word.is("limit") => (returned, Some(number.text)),
        returned => (returned, None),
    };
    if !matches!(returned, [only] if only.is(own)) {
        let mut shown = Vec::new();
        for item in items(returned) {
            let (expr, label) = labelled(item);
            let expr = written(expr)?;
            shown.push(label.map_or(expr.clone(), |label| format!("{expr} as {label}")));
        }
        text = format!("{text} | select {}", shown.join(", "));
    }
    if let Some(limit) = limit {
        text = format!("{text} | take {limit}");
    }
    Some(text)
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
fn collection(label: &str) -> String {
    let label = label.to_ascii_lowercase();
    match label.strip_suffix('y') {
        _whole if label.ends_with('s') => label,
        Some(stem) => format!("{stem}ies"),
        None => format!("{label}s"),
    }
}
