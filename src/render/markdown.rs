//! A table for Markdown pages.

use std::io;

use super::{Options, text};
use crate::answer::{Answer, Digits};
use crate::value::term_safe;

/// Writes a pipe table; what Markdown would read as markup is escaped, and a total is strong.
pub(super) fn write(answer: &Answer, options: &Options, out: &mut dyn io::Write) -> io::Result<()> {
    if answer.columns.is_empty() {
        return Ok(());
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
        for place in 0..answer.columns.len() {
            let text = escape(&text::of(answer, row, place, options, Digits::Few));
            let strong = if text::is_total_key(answer, row, place) {
                "**"
            } else {
                ""
            };
            write!(out, "| {strong}{text}{strong} ")?;
        }
        writeln!(out, "|")?;
    }
    Ok(())
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
