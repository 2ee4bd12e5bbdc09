//! `SELECT … FROM … WHERE …`.

use super::tokens::{Token, is_aggregate, items, labelled, written};

/// The clauses, by the words they begin with.
const CLAUSES: [&str; 8] = [
    "select", "from", "where", "group", "having", "order", "limit", "offset",
];

/// What cannot be said by putting clauses in another order.
const OTHER: [&str; 8] = [
    "union",
    "over",
    "case",
    "using",
    "with",
    "fetch",
    "except",
    "intersect",
];

struct Clauses<'a, 't> {
    found: Vec<(&'static str, &'a [Token<'t>])>,
}

/// What stands between commas behind `select`.
struct Item {
    text: String,
    label: Option<String>,
    aggregate: bool,
}

impl Item {
    fn shown(&self) -> String {
        match &self.label {
            Some(label) => format!("{} as {label}", self.text),
            None => self.text.clone(),
        }
    }
}

/// Says such a query.
pub(super) fn query(tokens: &[Token<'_>]) -> Option<String> {
    let clauses = Clauses::cut(tokens)?;
    let (collection, own) = source(clauses.get("from"))?;
    let prefixes: Vec<(&str, &str)> = own.iter().map(|(name, path)| (*name, &**path)).collect();
    let written = |tokens: &[Token<'_>]| written(tokens, &prefixes);
    let mut selected = clauses.get("select");
    let mut most = clauses.number("limit")?;
    if let [top, number, rest @ ..] = selected
        && top.is("top")
    {
        (most, selected) = (Some(number.text), rest);
    }
    let distinct = selected.first().is_some_and(|first| first.is("distinct"));
    if distinct {
        selected = &selected[1..];
    }
    let mut text = collection.to_ascii_lowercase();
    if !clauses.get("where").is_empty() {
        text = format!("{text} where {}", written(clauses.get("where"))?);
    }
    let all = matches!(selected, [star] if star.text == "*");
    let mut picked = Vec::new();
    for item in items(selected) {
        let (expr, label) = labelled(item);
        picked.push(Item {
            text: written(expr)?,
            label: label.map(str::to_owned),
            aggregate: is_aggregate(item),
        });
    }
    let keys: Vec<String> = match clauses.get("group") {
        [] => Vec::new(),
        keys => items(keys)
            .into_iter()
            .map(&written)
            .collect::<Option<_>>()?,
    };
    let order = written(clauses.get("order"))?;
    let having = written(clauses.get("having"))?;
    let mut stages = Vec::new();
    if !keys.is_empty() || picked.iter().any(|item| item.aggregate) {
        stages = grouped(&mut picked, &keys, [having, order])?;
    } else if !having.is_empty() || (distinct && all) {
        return None;
    } else {
        let shown: Vec<String> = picked.iter().map(Item::shown).collect();
        let select = match (all, distinct) {
            (true, _) => String::new(),
            (false, true) => format!("distinct {}", shown.join(", ")),
            (false, false) => format!("select {}", shown.join(", ")),
        };
        let sort = prefixed("sort ", &order);
        // A name that `select` gives is known only behind it.
        let named = |item: &Item| {
            item.label
                .as_ref()
                .is_some_and(|label| order.contains(label))
        };
        stages.extend(if distinct || picked.iter().any(named) {
            [select, sort]
        } else {
            [sort, select]
        });
    }
    stages.push(prefixed("skip ", clauses.number("offset")?.unwrap_or("")));
    stages.push(prefixed("take ", most.unwrap_or("")));
    stages.retain(|stage| !stage.is_empty());
    let stages: Vec<String> = stages.iter().map(|stage| format!(" | {stage}")).collect();
    Some(text + &stages.concat())
}

/// Says groups, what is asked of them, and their order.
fn grouped(picked: &mut [Item], keys: &[String], rest: [String; 2]) -> Option<Vec<String>> {
    let plain: Vec<&Item> = picked.iter().filter(|item| !item.aggregate).collect();
    if !plain.iter().all(|item| keys.contains(&item.text)) {
        return None;
    }
    // What makes the groups stands before them, selected or not.
    let selected = |key: &&String| plain.iter().any(|item| item.text == **key);
    let unselected = keys.iter().filter(|key| !selected(key)).cloned();
    let plain: Vec<String> = unselected
        .chain(plain.iter().map(|item| item.shown()))
        .collect();
    let mut aggregates: Vec<&mut Item> = picked.iter_mut().filter(|item| item.aggregate).collect();
    let counted = match &aggregates[..] {
        [only] => only.text == "count()" && only.label.as_ref().is_none_or(|name| name == "count"),
        _several => false,
    };
    let mut rest = rest;
    for item in &mut aggregates {
        let mentioned = rest.iter().any(|text| text.contains(&item.text));
        if mentioned && item.label.is_none() {
            let name = item.text.split('(').next().unwrap_or_default();
            item.label = Some(name.to_owned());
        }
        if let Some(label) = &item.label {
            rest = rest.map(|text| text.replace(&item.text, label));
        }
    }
    let aggregates: Vec<String> = aggregates.iter().map(|item| item.shown()).collect();
    let (plain, aggregates) = (plain.join(", "), aggregates.join(", "));
    let group = match (counted, plain.is_empty()) {
        (true, true) => "count".to_owned(),
        (true, false) => format!("count by {plain}"),
        (false, true) => format!("aggregate {aggregates}"),
        (false, false) if aggregates.is_empty() => format!("distinct {plain}"),
        (false, false) => format!("group {plain} aggregate {aggregates}"),
    };
    let [having, order] = rest;
    Some(vec![
        group,
        prefixed("where ", &having),
        prefixed("sort ", &order),
    ])
}

fn prefixed(word: &str, text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!("{word}{text}")
    }
}

/// The names that stand before fields, each with the path that it stands for: none for the row itself.
type Prefixes<'t> = Vec<(&'t str, String)>;

/// Reads `claims`, `claims c`, `claims as c`, and what is joined to it: the collection, and what
/// stands before its fields.
fn source<'t>(tokens: &[Token<'t>]) -> Option<(&'t str, Prefixes<'t>)> {
    let mut parts = tokens.split(|token| token.is("join"));
    let mut prefixes = Vec::new();
    let first = parts.next()?;
    let outer = ["inner", "left", "outer"];
    let unmarked = |mut part: &'_ [Token<'t>]| {
        while let [before @ .., word] = part
            && outer.iter().any(|mark| word.is(mark))
        {
            part = before;
        }
        part.to_vec()
    };
    let collection = named(&unmarked(first), "", &mut prefixes)?;
    for part in parts {
        joined(&unmarked(part), &mut prefixes)?;
    }
    Some((collection, prefixes))
}

/// Enters the names of a table, and returns the first.
fn named<'t>(tokens: &[Token<'t>], path: &str, prefixes: &mut Prefixes<'t>) -> Option<&'t str> {
    let (name, own) = match tokens {
        [name] => (name, name),
        [name, own] => (name, own),
        [name, word, own] if word.is("as") => (name, own),
        _other => return None,
    };
    let mut names = vec![name.text, own.text];
    names.dedup();
    prefixes.extend(names.into_iter().map(|name| (name, path.to_owned())));
    Some(name.text)
}

/// Enters a table that is joined by its ids to a link: `sources s on c.source = s.id`.
fn joined<'t>(tokens: &[Token<'t>], prefixes: &mut Prefixes<'t>) -> Option<()> {
    let on = tokens.iter().position(|token| token.is("on"))?;
    let (table, on) = (&tokens[..on], &tokens[on + 1..]);
    let texts: Vec<&str> = on.iter().map(|token| token.text).collect();
    let [one, ".", of_one, "=", other, ".", of_other] = texts[..] else {
        return None;
    };
    let is_own = |name: &str| table.iter().any(|token| token.is(name));
    let (from, link) = match (is_own(one), is_own(other)) {
        (false, true) if of_other.eq_ignore_ascii_case("id") => (one, of_one),
        (true, false) if of_one.eq_ignore_ascii_case("id") => (other, of_other),
        _neither => return None,
    };
    let known = prefixes
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(from))?;
    let path = match &*known.1 {
        "" => link.to_ascii_lowercase(),
        path => format!("{path}.{}", link.to_ascii_lowercase()),
    };
    named(table, &path, prefixes).map(|_| ())
}

impl<'a, 't> Clauses<'a, 't> {
    fn cut(tokens: &'a [Token<'t>]) -> Option<Self> {
        if OTHER
            .iter()
            .any(|word| tokens.iter().any(|token| token.is(word)))
        {
            return None;
        }
        let clause = |token: &Token<'_>| CLAUSES.into_iter().find(|clause| token.is(clause));
        let starts: Vec<usize> = (0..tokens.len())
            .filter(|place| clause(&tokens[*place]).is_some())
            .collect();
        let mut found: Vec<(&'static str, &[Token<'t>])> = Vec::new();
        for (number, start) in starts.iter().enumerate() {
            let end = starts.get(number + 1).copied().unwrap_or(tokens.len());
            let name = clause(&tokens[*start])?;
            let mut body = &tokens[start + 1..end];
            if let [by, rest @ ..] = body
                && by.is("by")
                && (name == "group" || name == "order")
            {
                body = rest;
            }
            // A clause twice is a query in another.
            if body.is_empty() || found.iter().any(|(own, _)| *own == name) {
                return None;
            }
            found.push((name, body));
        }
        Some(Clauses { found })
    }

    fn get(&self, clause: &str) -> &'a [Token<'t>] {
        let found = self.found.iter().find(|(name, _)| *name == clause);
        found.map_or(&[], |(_, body)| body)
    }

    /// Returns the one number of a clause; none where it holds something else.
    fn number(&self, clause: &str) -> Option<Option<&'t str>> {
        match self.get(clause) {
            [] => Some(None),
            [number] => Some(Some(number.text)),
            _several => None,
        }
    }
}
