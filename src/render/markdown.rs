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
    let (mut before, mut joins) = (' ', false);
    for (at, c) in text.char_indices() {
        if c == '_' && before != '_' {
            joins = before.is_alphanumeric() && begins_word(&text[at..]);
        }
        let is_markup = match c {
            '|' | '\\' | '<' | '*' | '`' | '[' => true,
            '_' => !joins,
            '~' => strikes,
            '&' => begins_character(&text[at + 1..]),
            _ => false,
        };
        if is_markup {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

/// Tells whether a letter or a digit stands behind the underscores here: where one stands before them
/// too, they are themselves.
fn begins_word(text: &str) -> bool {
    let behind = text.trim_start_matches('_');
    behind.starts_with(char::is_alphanumeric)
}

/// Tells whether what stands behind a `&` makes it stand for another character, as `amp;` and `#38;` do.
fn begins_character(behind: &str) -> bool {
    let name = behind.strip_prefix('#').unwrap_or(behind);
    let rest = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    rest.len() < name.len() && rest.starts_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_markup_is_escaped() {
        for (text, escaped) in [
            ("a_b__c", "a_b__c"),
            ("_a_ b_ 1_é", r"\_a\_ b\_ 1_é"),
            ("__ a__", r"\_\_ a\_\_"),
            ("&amp; &#38; &#x26;", r"\&amp; \&#38; \&#x26;"),
            ("&; &#; R&D; A & B; &é;", r"&; &#; R\&D; A & B; &é;"),
            ("~1 | ~2", r"\~1 \| \~2"),
        ] {
            assert_eq!(escape(text), escaped);
        }
    }

    #[test]
    fn a_cell_is_gone_through_once() {
        // To look at all of them again for each would take hours.
        for (text, escaped) in [("_", "\\_"), ("&", "&"), ("&a", "&a")] {
            let many = 1 << 20;
            assert!(escape(&text.repeat(many)) == escaped.repeat(many), "{text}");
        }
    }
}
