//! JSON: an array of objects, or one object a line.
//!
//! | value | JSON |
//! |---|---|
//! | absent | `null` |
//! | text, word, record | a string; a record's is its label |
//! | truth | `true`, `false` or `"possible"` |
//! | a date known to its column's unit | a string |
//! | an exact number without a unit, or length of time in days | a number |
//! | any other date, number or length | `{"lo", "hi", "text"}`, and `"unit"` where it has one; an open end is `null` |
//! | a doubtful value | `{"value", "doubtful": true, "text": "X?"}` |
//! | many values | an array |

use std::borrow::Cow;
use std::io;

use serde::Serialize;

use super::{Options, text};
use crate::answer::{Answer, Cell, Column, Data, DateCell};
use crate::value::{Day, Range, Real, Truth, Type, Unit, term_safe};

/// Writes an array of objects, one a row.
pub(super) fn write_array(
    answer: &Answer,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut between = "[\n  ";
    for row in options.rows(answer) {
        out.write_all(between.as_bytes())?;
        write_object(answer, row, out)?;
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
) -> io::Result<()> {
    for row in options.rows(answer) {
        write_object(answer, row, out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn write_object(answer: &Answer, row: usize, out: &mut dyn io::Write) -> io::Result<()> {
    let mut between = "{";
    for column in &answer.columns {
        out.write_all(between.as_bytes())?;
        write_json(&column.name, out)?;
        out.write_all(b":")?;
        write_json(&cell(&column.cells[row], column), out)?;
        between = ",";
    }
    out.write_all(if answer.columns.is_empty() {
        b"{}"
    } else {
        b"}"
    })
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

/// A cell as JSON has it.
#[derive(Serialize)]
#[serde(untagged)]
enum Json<'a> {
    Null,
    Truth(bool),
    Text(Cow<'a, str>),
    Whole(i64),
    Real(f64),
    Uncertain {
        lo: Box<Json<'a>>,
        hi: Box<Json<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<&'a str>,
        text: Cow<'a, str>,
    },
    Doubtful {
        value: Box<Json<'a>>,
        doubtful: bool,
        text: Cow<'a, str>,
    },
    Many(Vec<Json<'a>>),
}

fn cell<'a>(cell: &'a Cell, column: &Column) -> Json<'a> {
    match cell {
        Cell::Null => Json::Null,
        Cell::One(data) => self::data(data, column),
        Cell::Many(list) => Json::Many(list.iter().map(|data| self::data(data, column)).collect()),
    }
}

fn data<'a>(data: &'a Data, column: &Column) -> Json<'a> {
    let text = || text::data(data, text::Digits::All);
    match data {
        Data::Truth(Truth::Yes) => Json::Truth(true),
        Data::Truth(Truth::No) => Json::Truth(false),
        Data::Text(_) | Data::Word(_) | Data::Record(_) | Data::Truth(Truth::Possible) => {
            Json::Text(text())
        }
        Data::Date(date) if is_known(date, column) => Json::Text(text()),
        Data::Date(date) => Json::Uncertain {
            lo: Box::new(day(date.days.lo)),
            hi: Box::new(day(date.days.hi)),
            unit: None,
            text: text(),
        },
        Data::Number(number) => quantity(number.range, number.unit.as_deref(), text()),
        Data::Duration(days) => quantity(*days, None, text()),
        Data::Doubtful(inner) => Json::Doubtful {
            value: Box::new(match text::is_somebody(inner) {
                true => Json::Null,
                false => self::data(inner, column),
            }),
            doubtful: true,
            text: text(),
        },
    }
}

/// Tells whether a date is known to the unit that its column is of: a year in a column of years.
fn is_known(date: &DateCell, column: &Column) -> bool {
    let unit = match column.ty {
        Type::Date(unit) => unit,
        Type::Text
        | Type::Word(_)
        | Type::Truth
        | Type::Number
        | Type::Duration
        | Type::Record(_) => Unit::Day,
    };
    let Range { lo, hi } = date.days;
    !lo.is_open() && !hi.is_open() && date.days == Range::exactly(lo).coarsened(unit)
}

fn day<'a>(day: Day) -> Json<'a> {
    if day.is_open() {
        Json::Null
    } else {
        Json::Text(day.to_string().into())
    }
}

fn quantity<'a>(range: Range<Real>, unit: Option<&'a str>, text: Cow<'a, str>) -> Json<'a> {
    if range.is_exact() && unit.is_none() {
        return number(range.lo);
    }
    Json::Uncertain {
        lo: Box::new(number(range.lo)),
        hi: Box::new(number(range.hi)),
        unit,
        text,
    }
}

/// Writes whole numbers without a point; an open end is null.
fn number<'a>(real: Real) -> Json<'a> {
    let value = real.get();
    if !value.is_finite() {
        Json::Null
    } else if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 {
        Json::Whole(value as i64)
    } else {
        Json::Real(value)
    }
}
