//! JSON: an array of objects, or one object a line; [`Form`](crate::answer::Form) has the values.

use std::borrow::Cow;
use std::io;

use serde::Serialize;

use super::{Elision, Options};
use crate::answer::Answer;
use crate::value::term_safe;

/// Writes an array of objects, one a row.
pub(super) fn write_array(
    answer: &Answer,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Elision>> {
    write_objects(options.rows(answer).map(|row| answer.row(row)), out)?;
    Ok(Elision::of_rows(answer, options))
}

/// Writes an array of objects, one a line.
pub(super) fn write_objects(
    objects: impl IntoIterator<Item = impl Serialize>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut between = "[\n  ";
    for object in objects {
        out.write_all(between.as_bytes())?;
        write_json(&object, out)?;
        between = ",\n  ";
    }
    let is_empty = between.starts_with('[');
    out.write_all(if is_empty { b"[]\n" } else { b"\n]\n" })
}

/// Writes the objects of [`write_array`], one a line.
pub(super) fn write_lines(
    answer: &Answer,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Elision>> {
    for row in options.rows(answer) {
        write_json(&answer.row(row), out)?;
        out.write_all(b"\n")?;
    }
    Ok(Elision::of_rows(answer, options))
}

/// Writes a value so that a terminal can show it too: what it must not see is escaped as `\u202e`.
fn write_json(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    let json = serde_json::to_string(value)?;
    if let Cow::Borrowed(safe) = term_safe(&json) {
        return out.write_all(safe.as_bytes());
    }
    // What is unsafe stands inside strings: outside them JSON is ASCII.
    let mut buffer = [0; 4];
    for c in json.chars() {
        let text = c.encode_utf8(&mut buffer);
        if matches!(term_safe(text), Cow::Borrowed(_)) {
            out.write_all(text.as_bytes())?;
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            write!(out, "\\u{unit:04x}")?;
        }
    }
    Ok(())
}
