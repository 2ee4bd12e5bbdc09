//! Where tokens begin and end. Nothing here reports; it is shared by the scanner and the parser.

use nom::branch::alt;
use nom::bytes::complete::{take_till, take_while, take_while1};
use nom::character::complete::char;
use nom::combinator::{recognize, value};
use nom::multi::many0_count;
use nom::sequence::pair;
use nom::{IResult, Parser};

use super::reader::Problem;

/// Skips white space and comments.
pub(super) fn blank(input: &str) -> &str {
    if input.starts_with(|c: char| c.is_ascii_graphic() && c != '#') {
        return input;
    }
    let comment = value((), pair(char::<_, Problem>('#'), take_till(|c| c == '\n')));
    let space = value((), take_while1(is_blank));
    match many0_count(alt((space, comment))).parse(input) {
        Ok((rest, _)) => rest,
        Err(_) => input,
    }
}

/// Reads a whole word: a keyword or a name without back-quotes.
pub(super) fn word(input: &str) -> Option<(&str, &str)> {
    let first = nom::character::complete::satisfy(is_word_start);
    let read: IResult<&str, &str, Problem> =
        recognize(pair(first, take_while(is_word))).parse(input);
    read.ok()
}

/// Returns how long a string is that begins here, both quotes included; none where it never ends.
pub(super) fn string_len(input: &str) -> Option<usize> {
    let mut chars = input.char_indices();
    let close = match chars.next()?.1 {
        '“' => '”',
        _ => '"',
    };
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c == close {
            return Some(at + c.len_utf8());
        }
    }
    None
}

/// Returns how long a regex is that begins here, both slashes included; it ends on its line.
pub(super) fn regex_len(input: &str) -> Option<usize> {
    let mut chars = input.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' => return None,
            '\\' if input[at + 1..].starts_with('\n') => return None,
            '\\' => {
                chars.next();
            }
            '/' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Tells whether the slash at a place is that of a date, as in `../2019-12-18`, and begins no regex.
pub(super) fn is_of_interval(text: &str, at: usize) -> bool {
    text[..at].ends_with("..") && text[at + 1..].starts_with(|c: char| c.is_ascii_digit())
}

/// Returns how long a back-quoted name is that begins here; it ends on its line.
pub(super) fn quoted_name_len(input: &str) -> Option<usize> {
    closed_on_line(input, '`')
}

/// Returns the length of text in quotes that the language does not have: `'a'`, `‘a’`, `„a“`, `«a»`.
pub(super) fn foreign_string_len(input: &str) -> Option<usize> {
    let close = match input.chars().next()? {
        '\'' => '\'',
        '‘' => '’',
        '„' => return closed_on_line(input, '“').or_else(|| closed_on_line(input, '”')),
        '«' => '»',
        '”' => '”',
        _ => return None,
    };
    closed_on_line(input, close)
}

fn closed_on_line(input: &str, close: char) -> Option<usize> {
    let open = input.chars().next()?.len_utf8();
    let stop = |c| c == close || c == '\n';
    let at = input[open..].find(stop).map(|at| open + at)?;
    input[at..]
        .starts_with(close)
        .then(|| at + close.len_utf8())
}

/// Returns how long the run of letters and digits is that begins here, glued hyphens included.
pub(super) fn glued_len(input: &str) -> usize {
    let mut chars = input.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = c == '-' && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !is_word(c) && !joins {
            return at;
        }
    }
    input.len()
}

/// Returns how long the run of characters is that begins here and no bracket, comma or blank ends.
pub(super) fn chunk_len(input: &str) -> usize {
    let stop = |c: char| is_blank(c) || "()[]{},;|\"“”`#".contains(c);
    input.find(stop).unwrap_or(input.len())
}

/// Tells whether a character separates tokens; the mark some editors begin a file with does.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// Tells whether a character may stand in a word.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Tells whether a character may begin a word.
pub(super) fn is_word_start(c: char) -> bool {
    c.is_alphabetic() || c == '_'
}

/// Returns the sign that begins a comment in other languages, if it stands here.
pub(super) fn foreign_comment(start: &str) -> Option<&'static str> {
    // A number may stand behind two signs that turn it round twice.
    let dashes = start
        .strip_prefix("--")
        .map(|rest| rest.starts_with(char::is_whitespace));
    match dashes {
        Some(true) => Some("--"),
        Some(false) | None => ["//", "/*"]
            .into_iter()
            .find(|sign| start.starts_with(sign)),
    }
}
