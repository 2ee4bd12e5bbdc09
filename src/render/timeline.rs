//! Dates drawn over one axis.

use std::borrow::Cow;
use std::io;

use super::axis::Axis;
use super::chart::{self, Chart};
use super::{Elision, Options, text, total};
use crate::answer::{Answer, Column, Data, Digits};
use crate::value::fit::width;
use crate::value::{Day, Range, Type};

/// The columns that the axis takes where no width is given.
const AXIS: usize = 60;
/// The least that an axis takes.
const LEAST_AXIS: usize = 16;
/// What a mark takes at the least, a blank and the one before all marks.
const BESIDE: usize = 3;
/// The lines that a label takes at most where it may be cut.
const MOST_LINES: usize = 6;

/// Tells whether an answer has a column of dates.
pub(super) fn has_dates(answer: &Answer) -> bool {
    date_column(answer).is_some()
}

/// Returns the least width that has room for the labels and an axis.
pub(super) fn least_width(answer: &Answer) -> usize {
    chart::least_width(answer.columns.len().saturating_sub(1), LEAST_AXIS)
}

/// Writes each row with a mark for the first of its columns that holds dates.
pub(super) fn write(
    answer: &Answer,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Elision>> {
    let options = &chart::with_labels(options);
    let left_out = Elision::of_total(answer);
    let rest = total::without(answer);
    let answer = &*rest;
    let Some(place) = date_column(answer) else {
        return chart::write_lack(answer, options, "dates", out);
    };
    let dates = &answer.columns[place];
    let labels = (0..answer.columns.len()).filter(|column| *column != place);
    let wanted = options.width.map_or(AXIS, |width| {
        let rows = options.rows(answer);
        let texts = rows.filter_map(|row| single_text(dates, row));
        wanted(width, texts.map(|text| text.len()).max().unwrap_or(0))
    });
    let axis = (LEAST_AXIS, wanted);
    let chart = Chart::beside(answer, options, labels, false, axis, MOST_LINES);
    let room = chart.room(AXIS);
    let rows: Vec<usize> = options.rows(answer).collect();
    let spans = rows.iter().flat_map(|row| spans(dates, *row));
    let axis = Axis::over(spans, room);
    let (heading, rule) = match &axis {
        Some(axis) => {
            let (heading, rule) = axis.heading_and_rule();
            (heading, Some(rule))
        }
        None => (String::new(), None),
    };
    let draw = |row: usize| draw(dates, row, axis.as_ref(), room);
    let mut elisions = chart.write(answer, heading, rule, room, Box::new(draw), out)?;
    elisions.extend(left_out);
    Ok(elisions)
}

/// Returns the columns that an axis wants of a width: three tenths, and up to two fifths where dates of
/// this length have room beside their marks there.
fn wanted(width: usize, date: usize) -> usize {
    let (few, many) = (width * 3 / 10, width * 2 / 5);
    let has_room_for_dates = date + BESIDE <= many;
    let wanted = match has_room_for_dates {
        // Then most of them have room on one side, wherever their marks are.
        true => (date * 3 / 2 + BESIDE).clamp(few, many),
        false => few,
    };
    wanted.clamp(LEAST_AXIS, AXIS)
}

fn date_column(answer: &Answer) -> Option<usize> {
    let is_date = |column: &Column| matches!(column.ty, Type::Date(_));
    answer.columns.iter().position(is_date)
}

fn spans(dates: &Column, row: usize) -> impl Iterator<Item = Range<Day>> {
    let values = text::values(&dates.cells[row]).iter();
    values.filter_map(days)
}

fn days(data: &Data) -> Option<Range<Day>> {
    match data {
        Data::Date(date) => Some(date.days),
        Data::Doubtful(inner) => days(inner),
        Data::Text(_)
        | Data::Word(_)
        | Data::Truth(_)
        | Data::Number(_)
        | Data::Duration(_)
        | Data::Record(_) => None,
    }
}

/// Draws the marks of a row, with signs of doubt behind them, and the date where it has room.
fn draw(dates: &Column, row: usize, axis: Option<&Axis>, room: usize) -> String {
    let known = known(dates, row);
    let (Some(axis), false) = (axis, known.is_empty()) else {
        return (if room < "unknown".len() {
            "?"
        } else {
            "unknown"
        })
        .to_owned();
    };
    let mut line = vec![' '; room];
    let (mut first, mut behind) = (0, 0);
    for data in &known {
        let (from, to) = axis.mark(days(data).unwrap_or(Range::unknown()), &mut line);
        (first, behind) = (from, to + 1);
        let written = data.text(Digits::Few);
        for sign in ['~', '?', '%'] {
            if written.contains(sign) && behind < room {
                line[behind] = sign;
                behind += 1;
            }
        }
    }
    if let Some(text) = single_text(dates, row) {
        put_text(&text, first, behind, &mut line);
    }
    line.into_iter().collect()
}

/// Returns the date of a row that has a single one which is known.
fn single_text(dates: &Column, row: usize) -> Option<Cow<'_, str>> {
    match known(dates, row)[..] {
        [data] => Some(text::shown(data.text(Digits::Few))),
        [..] => None,
    }
}

fn known(dates: &Column, row: usize) -> Vec<&Data> {
    let values = text::values(&dates.cells[row]).iter();
    let is_known = |data: &&Data| days(data).is_some_and(|days| !days.is_unknown());
    values.filter(is_known).collect()
}

/// Puts a text behind a mark, else before it, where there is room.
fn put_text(text: &str, first: usize, behind: usize, line: &mut [char]) {
    let wide = width(text);
    let is_plain = text.chars().count() == wide;
    let at = if behind + 1 + wide <= line.len() {
        behind + 1
    } else if first > wide {
        first - 1 - wide
    } else {
        return;
    };
    if is_plain {
        for (place, letter) in line[at..].iter_mut().zip(text.chars()) {
            *place = letter;
        }
    }
}
