//! The tokens of a text of another language, and how they are written here.

use crate::syntax::lex;

/// How many tokens are looked at: a longer query is nobody's slip.
const MANY: usize = 200;

/// One token, where it ends, and whether a blank stands before it.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub(super) text: &'t str,
    pub(super) spaced: bool,
    pub(super) end: usize,
}

impl Token<'_> {
    pub(super) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }
}

/// Cuts a text into tokens, up to a bracket that was opened before it; none where it is too long.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let (mut rest, mut tokens, mut open) = (text, Vec::new(), 0_usize);
    loop {
        let start = lex::blank(rest);
        let Some(first) = start.chars().next() else {
            return Some(tokens);
        };
        match first {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' if open == 0 => return Some(tokens),
            ')' | ']' | '}' => open -= 1,
            _other => {}
        }
        let (len, spaced) = (len(start, first), start.len() < rest.len());
        tokens.push(Token {
            text: &start[..len],
            spaced,
            end: text.len() - start.len() + len,
        });
        if tokens.len() > MANY {
            return None;
        }
        rest = &start[len..];
    }
}

fn len(start: &str, first: char) -> usize {
    const SIGNS: [&str; 8] = ["<=", ">=", "<>", "!=", "==", "..", "??", "||"];
    let string = match first {
        '"' | '“' => lex::string_len(start),
        '\'' | '‘' => lex::foreign_string_len(start),
        '`' => lex::quoted_name_len(start),
        _other => None,
    };
    let sign = || SIGNS.iter().find(|sign| start.starts_with(**sign));
    match string {
        Some(len) => len,
        None if lex::is_word(first) => lex::glued_len(start).max(first.len_utf8()),
        None => sign().map_or(first.len_utf8(), |sign| sign.len()),
    }
}

/// Cuts tokens at the commas that stand in no bracket.
pub(super) fn items<'a, 't>(tokens: &'a [Token<'t>]) -> Vec<&'a [Token<'t>]> {
    let mut open = 0_i32;
    let commas = tokens.split(move |token| {
        open += match token.text {
            "(" | "[" | "{" => 1,
            ")" | "]" | "}" => -1,
            _other => 0,
        };
        open == 0 && token.text == ","
    });
    commas.collect()
}

/// Takes `df["year"]` for the column that it is, where `frame` is what stands for the rows.
pub(super) fn columns<'t>(tokens: &[Token<'t>], frame: &Token<'_>) -> Vec<Token<'t>> {
    let (mut left, mut written) = (tokens, Vec::new());
    while let [first, rest @ ..] = left {
        left = rest;
        let mut token = first.clone();
        if token.is(frame.text)
            && let [open, name, close, behind @ ..] = rest
            && (open.text, close.text) == ("[", "]")
            && name.text.starts_with(['"', '\''])
        {
            token.text = name.text.trim_matches(['"', '\'']);
            left = behind;
        }
        written.push(token);
    }
    written
}

/// Writes tokens as this language does. `prefixes` are names before a dot and what stands in their
/// place: nothing, where the row itself is meant.
pub(super) fn written(tokens: &[Token<'_>], prefixes: &[(&str, &str)]) -> Option<String> {
    let mut text = String::new();
    let mut place = 0;
    while let Some(token) = tokens.get(place) {
        let next = tokens.get(place + 1).map_or("", |next| next.text);
        place += 1;
        if let Some((test, read)) = like(&tokens[place - 1..]) {
            text.push_str(&format!(" {test}"));
            place += read - 1;
            continue;
        }
        let prefix = prefixes.iter().find(|(name, _)| token.is(name));
        let mut word = match (prefix, next) {
            (Some((_, "")), ".") => {
                if token.spaced && !text.is_empty() {
                    text.push(' ');
                }
                place += 1;
                continue;
            }
            (Some((_, "")), _) => "id".to_owned(),
            (Some((_, path)), _) => (*path).to_owned(),
            (None, _) => one(token, next)?,
        };
        if token.text == "*" && text.ends_with('(') && next == ")" {
            word.clear();
        }
        // What a prefix stood before has its blank already.
        if token.spaced && !text.is_empty() && !text.ends_with([' ', '(']) && !word.is_empty() {
            text.push(' ');
        }
        text.push_str(&word);
    }
    Some(text.trim().to_owned())
}

/// Says `like "%x%"`; returns how many tokens it is.
fn like(tokens: &[Token<'_>]) -> Option<(String, usize)> {
    let (not, after) = match tokens {
        [not, after @ ..] if not.is("not") => ("not ", after),
        all => ("", all),
    };
    let [word, pattern, ..] = after else {
        return None;
    };
    let is_like = word.is("like") || word.is("ilike");
    if !is_like || !pattern.text.starts_with(['"', '\'']) {
        return None;
    }
    let pattern = pattern.text.trim_matches(['"', '\'']);
    let (behind, ahead) = (pattern.starts_with('%'), pattern.ends_with('%'));
    let inner = pattern.trim_matches('%');
    let plain = !inner.contains(['%', '_', '"', '\\', '/']);
    let test = match (behind, ahead) {
        _ if inner.is_empty() => return None,
        _ if !plain => format!("{not}matches {}", regex(pattern)?),
        (true, true) => format!("{not}contains \"{inner}\""),
        (false, true) => format!("{not}starts with \"{inner}\""),
        (true, false) => format!("{not}ends with \"{inner}\""),
        (false, false) if not.is_empty() => format!("= \"{inner}\""),
        (false, false) => format!("!= \"{inner}\""),
    };
    Some((test, tokens.len() - after.len() + 2))
}

/// Writes a pattern of `like` as a regex.
fn regex(pattern: &str) -> Option<String> {
    let is_plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "%_-'".contains(c);
    if !pattern.chars().all(is_plain) {
        return None;
    }
    let start = if pattern.starts_with('%') { "" } else { "^" };
    let end = if pattern.ends_with('%') { "" } else { "$" };
    let inner = pattern.trim_matches('%');
    Some(format!(
        "/{start}{}{end}/",
        inner.replace('%', ".*").replace('_', ".")
    ))
}

fn one(token: &Token<'_>, next: &str) -> Option<String> {
    if token.text.starts_with(['\'', '‘']) {
        let inner: String = token.text.chars().skip(1).collect();
        let inner = &inner[..inner.len() - inner.chars().next_back()?.len_utf8()];
        return (!inner.contains(['"', '\\', '\'', '’'])).then(|| format!("\"{inner}\""));
    }
    const WORDS: [&str; 14] = [
        "and", "or", "not", "in", "is", "null", "between", "as", "asc", "desc", "true", "false",
        "distinct", "exists",
    ];
    let lower = token.text.to_ascii_lowercase();
    Some(match token.text {
        "<>" => "!=".to_owned(),
        "==" => "=".to_owned(),
        _function if next == "(" => match lower.as_str() {
            "avg" => "mean".to_owned(),
            "make_list" => "list".to_owned(),
            _other => lower,
        },
        _word if WORDS.contains(&lower.as_str()) => lower,
        other => other.to_owned(),
    })
}

/// Takes `as name` off the end of an item.
pub(super) fn labelled<'a, 't>(item: &'a [Token<'t>]) -> (&'a [Token<'t>], Option<&'t str>) {
    match item {
        [expr @ .., word, label] if word.is("as") && !expr.is_empty() => (expr, Some(label.text)),
        _bare => (item, None),
    }
}

/// Tells whether an item makes one value of many rows.
pub(super) fn is_aggregate(item: &[Token<'_>]) -> bool {
    const ALL: [&str; 7] = ["count", "sum", "avg", "mean", "min", "max", "list"];
    match item {
        [function, bracket, ..] => bracket.text == "(" && ALL.iter().any(|name| function.is(name)),
        _short => false,
    }
}
