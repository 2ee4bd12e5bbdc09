//! JSON: an array of objects, or one object a line; [`Form`](crate::answer::Form) has the values.

use std::io;

use serde::Serialize;

use super::{Elision, Options};
use crate::answer::Answer;
use crate::value::json_safe;

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
    out.write_all(json_safe(&json).as_bytes())
}
