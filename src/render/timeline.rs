//! Dates drawn over one axis.

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
    let chart = Chart::beside(answer, options, labels, false, (LEAST_AXIS, AXIS));
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
    let values = text::values(&dates.cells[row]);
    let known = |data: &&Data| days(data).is_some_and(|days| !days.is_unknown());
    let known: Vec<&Data> = values.iter().filter(known).collect();
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
    if let [data] = known[..] {
        put_text(
            &text::shown(data.text(Digits::Few)),
            first,
            behind,
            &mut line,
        );
    }
    line.into_iter().collect()
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
