//! Comma-separated and tab-separated values.

use std::borrow::Cow;
use std::io;

use super::total::labelled;
use super::{Elision, Options, text};
use crate::answer::{Answer, Digits};
use crate::value::term_safe;

/// Writes a heading and a record a row, quoted as RFC 4180 has it.
pub(super) fn write_csv(
    answer: &Answer,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Elision>> {
    let mut writer = csv::Writer::from_writer(out);
    for_each_row(answer, options, &mut |fields| {
        writer
            .write_record(fields.iter().map(|field| field.as_bytes()))
            .map_err(io_error)
    })?;
    writer.flush()?;
    Ok(Elision::of_rows(answer, options))
}

/// Writes a heading and a line a row, with nothing quoted and tabs and line ends escaped.
pub(super) fn write_tsv(
    answer: &Answer,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Elision>> {
    for_each_row(answer, options, &mut |fields| {
        let escaped: Vec<Cow<'_, str>> = fields.iter().map(|field| escape(field)).collect();
        writeln!(out, "{}", escaped.join("\t"))
    })?;
    Ok(Elision::of_rows(answer, options))
}

/// Keeps the kind of an error of the stream, so that a closed pipe is known for one.
fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

type Row<'r> = &'r [Cow<'r, str>];

/// Calls back with the heading, then with the fields of each row.
fn for_each_row(
    answer: &Answer,
    options: &Options,
    each: &mut dyn FnMut(Row<'_>) -> io::Result<()>,
) -> io::Result<()> {
    if answer.columns.is_empty() {
        return Ok(());
    }
    let labelled = labelled(answer);
    let answer = &*labelled;
    let heading = answer.columns.iter();
    let heading: Vec<_> = heading
        .map(|column| field(&column.name, false, options))
        .collect();
    each(&heading)?;
    for row in options.rows(answer) {
        let cells = answer.columns.iter().map(|column| {
            let cell = text::field(&column.cells[row], options, Digits::All);
            match field(&cell, text::is_numeric(column), options) {
                Cow::Borrowed(_) => cell,
                Cow::Owned(changed) => Cow::Owned(changed),
            }
        });
        each(&cells.collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Makes a field safe for where it goes, and for spreadsheets where that is asked for.
fn field<'a>(text: &'a str, numeric: bool, options: &Options) -> Cow<'a, str> {
    let text = if options.terminal {
        term_safe(text)
    } else {
        Cow::Borrowed(text)
    };
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if options.csv_safe && is_formula && !numeric {
        return Cow::Owned(format!("'{text}"));
    }
    text
}

fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['\\', '\t', '\n', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' => escaped.push_str("\\\\"),
            '\t' => escaped.push_str("\\t"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            c => escaped.push(c),
        }
    }
    Cow::Owned(escaped)
}
