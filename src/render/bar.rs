//! Numbers drawn as bars.

use std::io;
use std::sync::Arc;

use indexmap::IndexMap;

use super::chart::{self, Chart};
use super::{Elision, Options, text, total};
use crate::answer::{Answer, Cell, Column, Data};
use crate::value::{Point, Range, Real};

/// The columns that bars take where no width is given.
const BARS: usize = 40;
/// The least that bars take.
const LEAST_BARS: usize = 8;
/// Blocks that fill a column from the left, by eighths.
const EIGHTHS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// Tells whether an answer has a column of numbers.
pub(super) fn has_numbers(answer: &Answer) -> bool {
    number_column(answer).is_some()
}

/// Returns the place of the first column of numbers.
pub(super) fn number_column(answer: &Answer) -> Option<usize> {
    answer.columns.iter().position(text::is_numeric)
}

/// Returns the least width that has room for the labels and bars.
pub(super) fn least_width(answer: &Answer) -> usize {
    chart::least_width(answer.columns.len(), LEAST_BARS)
}

/// Writes each row with a bar for the first of its columns that holds numbers.
pub(super) fn write(
    answer: &Answer,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Elision>> {
    let options = &chart::with_labels(options);
    let left_out = Elision::of_total(answer);
    let rest = total::without(answer);
    let answer = &*rest;
    let Some(place) = number_column(answer) else {
        return chart::write_lack(answer, options, "numbers", out);
    };
    let numbers = &answer.columns[place];
    let labels = (0..answer.columns.len()).filter(|column| *column != place);
    let chart = Chart::beside(
        answer,
        options,
        labels.chain([place]),
        true,
        (LEAST_BARS, BARS),
        1,
    );
    let room = chart.room(BARS);
    let rows: Vec<usize> = options.rows(answer).collect();
    let unit = usual_unit(numbers, &rows);
    let value = |row: usize| value(&numbers.cells[row], unit.as_ref());
    let scale = Scale::over(rows.iter().filter_map(|row| value(*row)), room);
    let others = rows
        .iter()
        .map(|row| others(&numbers.cells[*row], unit.as_ref()));
    let others = others.sum();
    let draw = |row: usize| value(row).map_or_else(String::new, |value| scale.bar(value));
    let mut elisions = chart.write(answer, String::new(), None, room, Box::new(draw), out)?;
    elisions.extend(left_out);
    if others > 0 {
        elisions.push(Elision::OtherUnits(others));
    }
    Ok(elisions)
}

/// What a number is counted in.
type Unit = Option<Arc<str>>;

/// Returns the unit that most values of these rows have, the first of those that as many have.
pub(super) fn usual_unit(numbers: &Column, rows: &[usize]) -> Option<Unit> {
    let mut counts: IndexMap<Unit, usize> = IndexMap::new();
    for row in rows {
        let values = text::values(&numbers.cells[*row]).iter();
        for (_, unit) in values.filter_map(number) {
            *counts.entry(unit).or_default() += 1;
        }
    }
    let most = counts.values().copied().max()?;
    let mut counts = counts.into_iter();
    counts.find(|(_, count)| *count == most).map(|it| it.0)
}

/// Counts the numbers of a cell that have another unit.
pub(super) fn others(cell: &Cell, wanted: Option<&Unit>) -> usize {
    let numbers = text::values(cell).iter().filter_map(number);
    numbers.filter(|(_, unit)| Some(unit) != wanted).count()
}

/// Returns what a cell's numbers of a unit may be, from the least to the greatest; none where it
/// has none.
pub(super) fn value(cell: &Cell, wanted: Option<&Unit>) -> Option<Range<Real>> {
    let numbers = text::values(cell).iter().filter_map(number);
    let ranges = numbers.filter(|(_, unit)| Some(unit) == wanted);
    ranges.map(|(range, _)| range).reduce(Range::hull)
}

fn number(data: &Data) -> Option<(Range<Real>, Unit)> {
    match data {
        Data::Number(number) => Some((number.range, number.unit.clone())),
        Data::Duration(days) => Some((*days, None)),
        Data::Doubtful(inner) => number(inner),
        Data::Text(_) | Data::Word(_) | Data::Truth(_) | Data::Date(_) | Data::Record(_) => None,
    }
}

/// The columns on each side of nought, and how numbers are laid over them.
struct Scale {
    left: usize,
    right: usize,
    greatest: f64,
    /// The columns that a bar of the greatest number has.
    columns: f64,
}

impl Scale {
    fn over(values: impl Iterator<Item = Range<Real>>, room: usize) -> Scale {
        let ends = values.flat_map(|value| [value.lo, value.hi]);
        let known = ends.filter(|end| *end != Real::MIN && *end != Real::MAX);
        let (below, above) = known.fold((0.0_f64, 0.0_f64), |(below, above), end| {
            (below.max(-end.get()), above.max(end.get()))
        });
        let greatest = below.max(above);
        // A line stands at nought where there is something on both sides of it.
        let room = room.saturating_sub(usize::from(below > 0.0)).max(1);
        let share = match below > 0.0 {
            true => (below / greatest) / (below / greatest + above / greatest),
            false => 0.0,
        };
        let columns = match greatest > 0.0 {
            true => as_float(room) / (below / greatest + above / greatest),
            false => 0.0,
        };
        let left = as_columns(as_float(room) * share).min(room);
        Scale {
            left,
            right: room - left,
            greatest,
            columns,
        }
    }

    fn bar(&self, value: Range<Real>) -> String {
        let (lo, hi) = (value.lo.get(), value.hi.get());
        if value.is_unknown() {
            let mut bar = " ".repeat(self.left);
            bar.push(if self.left > 0 { '│' } else { '?' });
            bar.push_str(if self.left > 0 && self.right > 0 {
                "?"
            } else {
                ""
            });
            return bar;
        }
        let right = self.side(lo.max(0.0), hi.max(0.0), self.right, true);
        if self.left == 0 {
            return right.into_iter().collect();
        }
        let left = self.side((-hi).max(0.0), (-lo).max(0.0), self.left, false);
        let pad = std::iter::repeat_n(' ', self.left - left.len());
        let left = pad.chain(left.into_iter().rev());
        left.chain(['│']).chain(right).collect()
    }

    /// Draws what lies on one side of nought, outwards: solid as far as it surely goes, light as far
    /// as it may go.
    fn side(&self, surely: f64, perhaps: f64, room: usize, is_right: bool) -> Vec<char> {
        let length = |number: f64| match number > 0.0 {
            true if number.is_finite() => {
                (number / self.greatest * self.columns).min(as_float(room))
            }
            true => as_float(room),
            false => 0.0,
        };
        let solid = length(surely);
        let mut bar = vec!['█'; as_columns(solid.floor())];
        if surely < perhaps {
            let light = as_columns(length(perhaps).round())
                .max(bar.len() + 1)
                .min(room);
            bar.resize(light.max(bar.len()), '░');
            if perhaps.is_infinite() && room > 0 {
                bar.truncate(room);
                *bar.last_mut().expect("it goes as far as there is room") =
                    if is_right { '►' } else { '◄' };
            }
            return bar;
        }
        let eighths = as_columns(((solid - solid.floor()) * 8.0).round());
        let last = match (is_right, eighths) {
            (_, 8) => Some('█'),
            (true, 0) if bar.is_empty() && solid > 0.0 => Some(EIGHTHS[1]),
            (true, 1..) => Some(EIGHTHS[eighths]),
            (false, 4..) => Some('█'),
            (false, _) if bar.is_empty() && solid > 0.0 => Some('▐'),
            (true | false, _) => None,
        };
        bar.extend(last.filter(|_| bar.len() < room));
        bar
    }
}

/// Columns are few, so that nothing is lost.
fn as_float(columns: usize) -> f64 {
    f64::from(u32::try_from(columns).unwrap_or(u32::MAX))
}

/// Returns a length in whole columns.
fn as_columns(length: f64) -> usize {
    length as usize
}
