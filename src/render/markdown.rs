//! A table for Markdown pages.

use std::io;

use super::total::labelled;
use super::{Elision, Options, text};
use crate::answer::{Answer, Digits};
use crate::value::term_safe;

/// Writes a pipe table; what Markdown would read as markup is escaped, and a total is strong.
pub(super) fn write(
    answer: &Answer,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Elision>> {
    if answer.columns.is_empty() {
        return Ok(Vec::new());
    }
    let labelled = labelled(answer);
    let answer = &*labelled;
    for column in &answer.columns {
        write!(out, "| {} ", escape(&column.name))?;
    }
    writeln!(out, "|")?;
    for column in &answer.columns {
        write!(
            out,
            "{}",
            if text::is_numeric(column) {
                "| ---: "
            } else {
                "| --- "
            }
        )?;
    }
    writeln!(out, "|")?;
    for row in options.rows(answer) {
        for (place, column) in answer.columns.iter().enumerate() {
            let text = escape(&text::cell(&column.cells[row], options, Digits::Few));
            let is_total = place == 0 && answer.total_row() == Some(row);
            let strong = if is_total { "**" } else { "" };
            write!(out, "| {strong}{text}{strong} ")?;
        }
        writeln!(out, "|")?;
    }
    Ok(Elision::of_rows(answer, options))
}

fn escape(text: &str) -> String {
    let text = term_safe(text);
    // One alone strikes nothing out.
    let strikes = text.matches('~').count() > 1;
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let is_markup = match c {
            '|' | '\\' | '<' | '*' | '`' | '[' => true,
            '_' => !is_within_word(&text, at),
            '~' => strikes,
            '&' => begins_character(&text[at + 1..]),
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Tells whether letters or digits stand on both sides of the underscores here, which then are themselves.
fn is_within_word(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches('_');
    let behind = text[at..].trim_start_matches('_');
    before.ends_with(char::is_alphanumeric) && behind.starts_with(char::is_alphanumeric)
}

/// Tells whether what stands behind a `&` makes it stand for another character, as `amp;` and `#38;` do.
fn begins_character(behind: &str) -> bool {
    let name = behind.split_once(';').map_or("", |(name, _)| name);
    let digits = name.strip_prefix('#').unwrap_or(name);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_alphanumeric())
}
