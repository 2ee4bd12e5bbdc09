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
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '|' | '\\' | '<' | '*' | '`' | '[') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
