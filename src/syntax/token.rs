//! The leaf parsers: signs, keywords, names, brackets, lists. Each notes what it wanted in vain.

use nom::multi::separated_list1;
use nom::{Err, Parser};

use super::lex;
use super::reader::{Read, Reader, Wanted, quoted};
use super::slot::Slot;
use super::tree::Name;
use super::words::is_reserved;
use crate::diagnostic::{Diagnostic, Span};

/// Reads a sign.
pub(super) fn sign<'t>(r: &Reader<'_>, sign: &'static str) -> impl Fn(&'t str) -> Read<'t, Span> {
    move |input| maybe_sign(r, input, sign).ok_or_else(|| r.want(input, Wanted::Token(sign)))
}

/// Reads a sign that messages need not name; it must not be the beginning of a longer one.
pub(super) fn maybe_sign<'t>(
    r: &Reader<'_>,
    input: &'t str,
    sign: &'static str,
) -> Option<(&'t str, Span)> {
    let start = lex::blank(input);
    let rest = start.strip_prefix(sign)?;
    if matches!(sign, "|" | "." | "=") && rest.starts_with(sign) {
        return None;
    }
    r.passed(start, rest);
    Some((rest, r.span(start, rest)))
}

/// Reads a keyword, in any case; a word that only begins like it is another word.
pub(super) fn keyword<'t>(
    r: &Reader<'_>,
    keyword: &'static str,
) -> impl Fn(&'t str) -> Read<'t, Span> {
    move |input| {
        let start = lex::blank(input);
        match lex::word(start) {
            Some((rest, word)) if word.eq_ignore_ascii_case(keyword) => {
                r.passed(start, rest);
                Ok((rest, r.span(start, rest)))
            }
            Some(_) | None => Err(r.want(start, Wanted::Token(keyword))),
        }
    }
}

/// Tells which word stands next, without reading it.
pub(super) fn next_word(input: &str) -> Option<&str> {
    lex::word(lex::blank(input)).map(|(_, word)| word)
}

/// Reads a name: a word that is not reserved, or anything in back-quotes.
pub(super) fn name<'t>(r: &Reader<'_>, what: Slot) -> impl Fn(&'t str) -> Read<'t, Name> {
    move |input| {
        let start = lex::blank(input);
        if start.starts_with('`') {
            return quoted_name(r, start);
        }
        match lex::word(start) {
            Some((rest, word)) if !is_reserved(word) => {
                r.passed(start, rest);
                Ok((
                    rest,
                    Name {
                        text: word.to_owned(),
                        span: r.span(start, rest),
                    },
                ))
            }
            Some(_) | None => Err(r.want(start, Wanted::Kind(what))),
        }
    }
}

fn quoted_name<'t>(r: &Reader<'_>, start: &'t str) -> Read<'t, Name> {
    let Some(len) = lex::quoted_name_len(start) else {
        return Err(r.unclosed_quote(start));
    };
    let rest = &start[len..];
    r.passed(start, rest);
    let (text, span) = (start[1..len - 1].trim(), r.span(start, rest));
    if text.is_empty() {
        let message = format!("{} holds no name", quoted(&start[..len]));
        r.report(Diagnostic::error("expected", message), span);
    }
    Ok((
        rest,
        Name {
            text: text.to_owned(),
            span,
        },
    ))
}

/// Reads the end of a bracket that was opened at `open`.
pub(super) fn closing<'t>(
    r: &Reader<'_>,
    open: Span,
    closer: &'static str,
) -> impl Fn(&'t str) -> Read<'t, Span> {
    move |input| sign(r, closer)(input).map_err(|_| r.unclosed(open, input, closer))
}

/// Reads one or more, with commas between.
pub(super) fn list<'t, T>(
    r: &Reader<'_>,
    item: fn(&Reader<'_>, &'t str) -> Read<'t, T>,
) -> impl Fn(&'t str) -> Read<'t, Vec<T>> {
    move |input| {
        let item = |input| item(r, input).inspect_err(|_| r.advise_after_comma(input));
        separated_list1(sign(r, ","), item).parse(input)
    }
}

/// Makes a failure final: what was read before it leaves no other way to read on. It is nom's
/// `cut` without a closure, which would take its share of the stack at every level.
pub(super) fn committed<T>(read: Read<'_, T>) -> Read<'_, T> {
    read.map_err(|failure| match failure {
        Err::Error(problem) => Err::Failure(problem),
        Err::Failure(_) | Err::Incomplete(_) => failure,
    })
}
