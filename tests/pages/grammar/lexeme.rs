//! The tokens that the grammar only describes: where one ends, and some of each.

use whosaid::syntax::RESERVED;

/// Returns how long the token of this name is that a text begins with; none where there is none.
pub(super) fn length(name: &str, text: &str) -> Option<usize> {
    match name {
        "name" => named(text),
        "string" => string(text),
        "regex" => regex(text),
        "number" => number(text),
        "digits" => digits(text).filter(|&len| ends_word(&text[len..])),
        "date" => date(text),
        "param" => word(text.strip_prefix('$')?).map(|len| len + 1),
        other => panic!("‘{other}’ is no token"),
    }
}

/// Returns tokens of this name to write.
pub(super) fn samples(name: &str) -> &'static [&'static str] {
    match name {
        "name" => &["claims", "source", "said", "x", "`odd name`", "year", "É_1"],
        "string" => &["\"Wire\"", "“a \\\" b”", "\"\""],
        "regex" => &["/a|b/", "/a \\/ b/c"],
        "number" => &["12", "1.5", "2019"],
        "digits" => &["2"],
        "date" => &["2019-03", "2019-03-14", "2019-Q2"],
        "param" => &["$who", "$where"],
        other => panic!("‘{other}’ is no token"),
    }
}

/// Tells whether the word before ends here.
pub(super) fn ends_word(rest: &str) -> bool {
    !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

fn named(text: &str) -> Option<usize> {
    if let Some(quoted) = text.strip_prefix('`') {
        return quoted.find(['`', '\n']).map(|at| at + 2);
    }
    let word = &text[..word(text)?];
    let is_reserved = RESERVED.iter().any(|it| it.eq_ignore_ascii_case(word));
    (!is_reserved).then_some(word.len())
}

fn word(text: &str) -> Option<usize> {
    let begins = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    begins.then_some(end.unwrap_or(text.len()))
}

fn string(text: &str) -> Option<usize> {
    let close = match text.chars().next()? {
        '"' => '"',
        '“' => '”',
        _other => return None,
    };
    closed(text, close)
}

/// Returns how long the text is to the sign that closes it; what stands behind `\` closes nothing.
fn closed(text: &str, close: char) -> Option<usize> {
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c == close {
            return Some(at + c.len_utf8());
        }
    }
    None
}

fn regex(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    let len = closed(line.strip_prefix('/').map(|_| line)?, '/')?;
    let cased = line[len..].starts_with('c') && ends_word(&line[len + 1..]);
    Some(len + usize::from(cased))
}

fn digits(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_digit());
    Some(end.unwrap_or(text.len())).filter(|&len| len > 0)
}

fn number(text: &str) -> Option<usize> {
    let whole = digits(text)?;
    let fraction = text[whole..].strip_prefix('.').and_then(digits);
    let len = whole + fraction.map_or(0, |len| len + 1);
    let glued = text[len..]
        .strip_prefix('-')
        .is_some_and(|it| !ends_word(it));
    (ends_word(&text[len..]) && !glued).then_some(len)
}

fn date(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '-');
    let token = &text[..end.unwrap_or(text.len())];
    let of = |part: &str, count: usize| part.len() == count && digits(part) == Some(count);
    let quarter = |part: &str| part.len() == 2 && part.starts_with(['Q', 'q']);
    let parts: Vec<&str> = token.split('-').collect();
    let is_date = match parts[..] {
        [year, part] => of(year, 4) && (of(part, 2) || quarter(part)),
        [year, month, day] => of(year, 4) && of(month, 2) && of(day, 2),
        _ => false,
    };
    is_date.then_some(token.len())
}
