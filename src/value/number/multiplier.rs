//! Words for powers of ten, which a number is written without: `1.2m GBP`, `5 million`.

use std::ops::Range;

/// The words, each with the noughts that it stands for.
const WORDS: &[(&str, usize)] = &[
    ("k", 3),
    ("thousand", 3),
    ("thousands", 3),
    ("m", 6),
    ("mn", 6),
    ("mln", 6),
    ("mio", 6),
    ("million", 6),
    ("millions", 6),
    ("b", 9),
    ("bn", 9),
    ("billion", 9),
    ("billions", 9),
    ("tn", 12),
    ("trn", 12),
    ("trillion", 12),
    ("trillions", 12),
];

/// The unit that is a word for a power of ten too, where it stands alone.
const METRES: &str = "m";

/// Tells whether what stands as a unit begins with such a word; `m` alone is metres.
pub fn leads_with_multiplier(unit: &str) -> bool {
    let first = unit.split_whitespace().next().unwrap_or_default();
    unit.trim() != METRES && noughts(first.trim_end_matches(ENDS)).is_some()
}

/// What may stand right behind such a word.
const ENDS: [char; 2] = ['.', '~'];

fn noughts(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    let found = WORDS.iter().find(|(it, _)| *it == word);
    found.map(|(_, noughts)| *noughts)
}

/// Writes out the numbers before such a word and leaves the word out; none where there is no such.
pub(super) fn written_out(text: &str) -> Option<String> {
    let (word, noughts) = first_word(text)?;
    let mut out = String::new();
    let mut rest = &text[..word.start];
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        out.push_str(&rest[..start]);
        let number = decimal(&rest[start..]);
        out.push_str(&shifted(number, noughts));
        rest = &rest[start + number.len()..];
    }
    out.push_str(rest.trim_end());
    let behind = text[word.end..].trim_start_matches('.').trim();
    if !behind.is_empty() && behind != "~" {
        out.push(' ');
    }
    out.push_str(behind);
    Some(out)
}

/// Finds the first such word that stands behind a number, and its noughts.
fn first_word(text: &str) -> Option<(Range<usize>, usize)> {
    let mut from = 0;
    while let Some(start) = text[from..].find(char::is_alphabetic).map(|at| from + at) {
        let rest = &text[start..];
        let length = rest.find(|c: char| !c.is_alphabetic());
        let end = length.map_or(text.len(), |length| start + length);
        let before = text[..start].trim_end();
        let counts = before.ends_with(|c: char| c.is_ascii_digit() || ENDS.contains(&c));
        let next = text[end..].chars().next();
        let is_whole = next.is_none_or(|c| c.is_whitespace() || ENDS.contains(&c));
        let is_metres = &text[before.len()..] == " m";
        let counts = counts && is_whole && !is_metres;
        if let Some(noughts) = noughts(&text[start..end]).filter(|_| counts) {
            return Some((start..end, noughts));
        }
        from = end;
    }
    None
}

/// Returns the digits that a text begins with, and those behind a point.
fn decimal(text: &str) -> &str {
    let digits = |from: usize| {
        let rest = &text[from..];
        let count = rest.find(|c: char| !c.is_ascii_digit());
        count.map_or(text.len(), |count| from + count)
    };
    let whole = digits(0);
    let point = text[whole..].starts_with('.');
    let end = if point { digits(whole + 1) } else { whole };
    &text[..if end > whole + 1 { end } else { whole }]
}

/// Moves the point of a number by so many digits.
fn shifted(number: &str, noughts: usize) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let padded = format!("{fraction:0<noughts$}");
    let (moved, rest) = padded.split_at(noughts);
    let digits = format!("{whole}{moved}");
    let digits = digits.trim_start_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    match rest {
        "" => digits.to_owned(),
        rest => format!("{digits}.{rest}"),
    }
}
