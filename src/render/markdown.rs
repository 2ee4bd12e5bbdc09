//! A table for Markdown pages.

use std::io;

use super::{Elision, Options, text};
use crate::answer::{Answer, Digits};
use crate::value::term_safe;

/// Writes a pipe table; what Markdown would read as markup is escaped.
pub(super) fn write(
    answer: &Answer,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Elision>> {
    if answer.columns.is_empty() {
        return Ok(Vec::new());
    }
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
        for column in &answer.columns {
            write!(
                out,
                "| {} ",
                escape(&text::cell(&column.cells[row], options, Digits::Few))
            )?;
        }
        writeln!(out, "|")?;
    }
    Ok(Elision::of_rows(answer, options))
}

fn escape(text: &str) -> String {
    let text = term_safe(text);
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '|' | '\\' | '<' | '*' | '`' | '[') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
