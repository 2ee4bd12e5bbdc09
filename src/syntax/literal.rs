//! Values written out: strings, regexes, numbers, dates, lengths of time.

use super::lex;
use super::misleading;
use super::reader::{Read, Reader, Wanted, quoted};
use super::slot::Slot;
use super::token::next_word;
use super::tree::{Expr, ExprKind, Literal};
use crate::diagnostic::{Diagnostic, Span};
use crate::value::{Duration, Unit};

/// Reads any literal but `true`, `false` and `today`, which are words.
pub(super) fn literal<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, Expr> {
    let start = lex::blank(input);
    match start.chars().next() {
        Some('"' | '“') => {
            let (rest, text) = string(r, start)?;
            Ok((rest, made(r, start, rest, Literal::Text(text))))
        }
        Some('/') => regex(r, start),
        Some(c) if c.is_ascii_digit() => numeral(r, start),
        Some('\'' | '‘' | '„' | '«' | '”') => foreign_string(r, start),
        Some(_) | None => Err(r.want(start, Wanted::Kind(Slot::Literal))),
    }
}

/// Reads a string and undoes its escapes.
pub(super) fn string<'t>(r: &Reader<'_>, input: &'t str) -> Read<'t, String> {
    let start = lex::blank(input);
    if !start.starts_with(['"', '“']) {
        return Err(r.want(start, Wanted::Kind(Slot::Text)));
    }
    let Some(len) = lex::string_len(start) else {
        return Err(r.unclosed_quote(start));
    };
    let (body, rest) = (inside(&start[..len]), &start[len..]);
    r.passed(start, rest);
    Ok((
        rest,
        unescaped(r, body, r.at(start) + start[..len].find(body).unwrap_or(0)),
    ))
}

fn made(r: &Reader<'_>, start: &str, rest: &str, literal: Literal) -> Expr {
    Expr {
        kind: ExprKind::Literal(literal),
        span: r.span(start, rest),
    }
}

/// Returns what stands between the first and the last character.
fn inside(quoted: &str) -> &str {
    let mut chars = quoted.chars();
    chars.next();
    chars.next_back();
    chars.as_str()
}

fn unescaped(r: &Reader<'_>, body: &str, at: usize) -> String {
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(slash) = rest.find('\\') {
        text.push_str(&rest[..slash]);
        let escape = &rest[slash + 1..];
        let (c, len) = match escape.chars().next() {
            Some(c @ ('"' | '\\' | '“' | '”')) => (Some(c), c.len_utf8()),
            Some('n') => (Some('\n'), 1),
            Some('t') => (Some('\t'), 1),
            Some('u') => code_point(escape),
            Some(c) => (None, c.len_utf8()),
            None => (None, 0),
        };
        if let Some(c) = c {
            text.push(c);
        } else {
            let start = at + body.len() - rest.len() + slash;
            let message = format!("unknown escape {}", quoted(&rest[slash..slash + 1 + len]));
            let diagnostic = Diagnostic::error("unknown-escape", message)
                .help("the escapes are \\\" \\\\ \\n \\t and \\u{00e9}");
            r.report(diagnostic, Span::new(start, start + 1 + len));
        }
        rest = &escape[len..];
    }
    text.push_str(rest);
    text
}

/// Reads `u{00e9}`; returns the character and how long its spelling is.
fn code_point(escape: &str) -> (Option<char>, usize) {
    let Some(digits) = escape.strip_prefix("u{") else {
        return (None, 1);
    };
    let Some(end) = digits.find('}') else {
        return (None, 1);
    };
    let known = (1..=6).contains(&end) && digits[..end].bytes().all(|b| b.is_ascii_hexdigit());
    let code = known
        .then(|| u32::from_str_radix(&digits[..end], 16).ok())
        .flatten();
    (code.and_then(char::from_u32), "u{".len() + end + 1)
}

fn foreign_string<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Expr> {
    let quote = start.chars().next().map_or(0, char::len_utf8);
    let len = lex::foreign_string_len(start);
    let span = Span::new(r.at(start), r.at(start) + len.unwrap_or(quote));
    let diagnostic = Diagnostic::error("foreign-syntax", "strings are written in double quotes");
    let Some(len) = len else {
        return Err(r.fail(diagnostic.help("write \"…\" or “…”"), span));
    };
    let (text, rest) = (inside(&start[..len]), &start[len..]);
    r.report(
        diagnostic.help(format!("write \"{}\"", text.replace('"', "\\\""))),
        span,
    );
    r.passed(start, rest);
    Ok((rest, made(r, start, rest, Literal::Text(text.to_owned()))))
}

fn regex<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Expr> {
    let Some(len) = lex::regex_len(start) else {
        let at = r.at(start);
        let diagnostic =
            Diagnostic::error("unclosed-regex", "this regex is not closed on its line")
                .help("write ‘/’ where it ends, and \\/ for a slash within it");
        return Err(r.fail(diagnostic, Span::new(at, at + 1)));
    };
    let (body, after) = (inside(&start[..len]), &start[len..]);
    let flags_len = after.find(|c| !lex::is_word(c)).unwrap_or(after.len());
    let (flags, rest) = after.split_at(flags_len);
    if body.is_empty() {
        let diagnostic = Diagnostic::error("expected", "expected a pattern between ‘/’ and ‘/’")
            .help("comments begin with ‘#’");
        r.report(diagnostic, r.span(start, after));
    }
    if !flags.is_empty() && flags != "c" {
        let message = format!("a regex has no flag {}", quoted(flags));
        let diagnostic = Diagnostic::error("expected", message)
            .help("the one flag is ‘c’: upper and lower case differ; without it they do not");
        r.report(diagnostic, r.span(after, rest));
    }
    r.passed(start, rest);
    let literal = Literal::Regex {
        pattern: body.replace("\\/", "/"),
        cased: flags == "c",
    };
    Ok((rest, made(r, start, rest, literal)))
}

/// Reads what begins with a digit: a number, a date, a length of time.
fn numeral<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Expr> {
    if let Some((len, misread)) = misleading::numeral(start) {
        let rest = &start[len..];
        r.report(misread, r.span(start, rest));
        r.passed(start, rest);
        return Ok((
            rest,
            Expr {
                kind: ExprKind::Broken,
                span: r.span(start, rest),
            },
        ));
    }
    let glued = lex::glued_len(start);
    if start[..glued].contains('-') {
        let rest = &start[glued..];
        r.passed(start, rest);
        return Ok((
            rest,
            made(
                r,
                start,
                rest,
                Literal::Date(start[..glued].to_ascii_uppercase()),
            ),
        ));
    }
    let fraction = misleading::fraction_len(&start[glued..]);
    let (text, rest) = start.split_at(glued + fraction);
    r.passed(start, rest);
    if fraction == 0
        && let Some((rest, literal)) = duration(r, start, text, rest)
    {
        return Ok((rest, made(r, start, rest, literal)));
    }
    let value = text.parse::<f64>().unwrap_or(f64::INFINITY);
    if value.is_infinite() {
        return Err(r.fail(too_large(text), r.span(start, rest)));
    }
    Ok((
        rest,
        made(
            r,
            start,
            rest,
            Literal::Number {
                text: text.to_owned(),
                value,
            },
        ),
    ))
}

fn duration<'t>(
    r: &Reader<'_>,
    start: &str,
    count: &str,
    after: &'t str,
) -> Option<(&'t str, Literal)> {
    let (rest, unit) = lex::word(lex::blank(after))?;
    let unit = Unit::parse(unit)?;
    r.passed(after, rest);
    let count = count.parse().unwrap_or_else(|_| {
        r.report(too_large(count), r.span(start, after));
        i32::MAX
    });
    let duration = Duration { count, unit };
    let Some("ago") = next_word(rest).map(str::to_ascii_lowercase).as_deref() else {
        return Some((rest, Literal::Duration(duration)));
    };
    let (rest, ago) = lex::word(lex::blank(rest))?;
    r.passed(ago, rest);
    Some((rest, Literal::Ago(duration)))
}

fn too_large(number: &str) -> Diagnostic {
    Diagnostic::error(
        "misleading-literal",
        format!("the number {} is too large", quoted(number)),
    )
}
