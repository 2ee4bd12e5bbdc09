//! Numbers over a key as one line of marks.

use std::io;
use std::sync::Arc;

use indexmap::IndexMap;

use super::bar::{number_column, others, usual_unit, value};
use super::chart::{self, Chart};
use super::grid::Grid;
use super::{Elision, Options, text, total};
use crate::answer::{Answer, Cell, Column, Data, Digits};
use crate::value::{Point, Range, Real, Type};

/// The marks that a line has at most where no width is given.
const MARKS: usize = 1000;
/// The least that a line of marks takes.
const LEAST_MARKS: usize = 8;
const LEVELS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Returns the least width that has room for the labels and a line.
pub(super) fn least_width(answer: &Answer) -> usize {
    let keys = number_column(answer).unwrap_or_default();
    chart::least_width(keys.saturating_sub(1), LEAST_MARKS)
}

/// Writes a line of marks for each series: a mark for each value of the last key before the first
/// column of numbers, a series for each value of the keys before that.
pub(super) fn write(
    answer: &Answer,
    options: &Options,
    out: &mut dyn io::Write,
) -> io::Result<Vec<Elision>> {
    let options = &chart::with_labels(options);
    let left_out = Elision::of_total(answer);
    let rest = total::without(answer);
    let answer = &*rest;
    let Some(numbers) = number_column(answer) else {
        return chart::write_lack(answer, options, "numbers", out);
    };
    let points = Points::of(answer, numbers, options);
    let summary = points.summary(answer);
    let all_rows = Options {
        max_rows: None,
        numbered: false,
        ..options.clone()
    };
    let wanted = points.span().max(LEAST_MARKS);
    let (labels, left_away) = labels(&summary, options, wanted);
    let chart = Chart::beside(
        &summary,
        &all_rows,
        0..labels,
        false,
        (LEAST_MARKS, wanted),
        1,
    );
    let room = chart.room(MARKS);
    let line = Marks::over(&points, room.min(MARKS));
    let width = line.count.max(1);
    let draw = |series: usize| line.draw(&points.series[series]);
    let heading = points.heading(answer);
    let width = width.max(crate::value::fit::width(&heading).min(room));
    let mut elisions = chart.write(&summary, heading, None, width, Box::new(draw), out)?;
    elisions.extend(left_away);
    elisions.extend(left_out);
    elisions.extend(points.elisions(&line));
    elisions.extend(Elision::of_rows(answer, options));
    Ok(elisions)
}

/// Returns how many columns stand before the marks: where all have to, no more of what is told of
/// the series than there is room for, and what is not told then.
fn labels(summary: &Answer, options: &Options, wanted: usize) -> (usize, Option<Elision>) {
    let all = summary.columns.len();
    let Some(width) = options.width.filter(|_| !options.elide) else {
        return (all, None);
    };
    let keys = all - SUMMARIES.len();
    let room = chart::room_for_labels(width, wanted);
    let fits = |labels: &usize| {
        let grid = Grid::measure(summary, options, 0..*labels);
        grid.wrapped_width(keys) <= room
    };
    let labels = (keys..=all).rev().find(fits).unwrap_or(keys);
    let names = summary.columns[labels..].iter().map(|it| it.name.clone());
    let names: Vec<String> = names.collect();
    (
        labels,
        (!names.is_empty()).then_some(Elision::Columns(names)),
    )
}

/// What is told of a series beside its marks.
const SUMMARIES: [&str; 4] = ["first", "last", "least", "most"];

/// One value of a series.
struct At {
    /// Its place in the order of the key.
    place: i64,
    row: usize,
    /// The height of its mark: the least that the number may be.
    height: f64,
}

/// The values of an answer, by series.
struct Points {
    numbers: usize,
    key: Option<usize>,
    /// What lies between two values of the key.
    step: &'static str,
    series: Vec<Vec<At>>,
    /// Rows whose key has no one place, or whose number is of another unit.
    unplaced: usize,
    others: usize,
    /// Rows whose number is not known at either end.
    endless: usize,
    /// A row of each series.
    heads: Vec<usize>,
}

impl Points {
    fn of(answer: &Answer, numbers: usize, options: &Options) -> Points {
        let key = numbers.checked_sub(1);
        let column = &answer.columns[numbers];
        let rows: Vec<usize> = options.rows(answer).collect();
        let wanted = usual_unit(column, &rows);
        let mut points = Points {
            numbers,
            key,
            step: match key.map(|key| answer.columns[key].ty) {
                Some(Type::Date(unit)) => unit.name(),
                _no_calendar => "value",
            },
            series: Vec::new(),
            unplaced: 0,
            others: 0,
            endless: 0,
            heads: Vec::new(),
        };
        let mut names: IndexMap<String, usize> = IndexMap::new();
        let mut order: IndexMap<String, i64> = IndexMap::new();
        for row in rows {
            let cell = &column.cells[row];
            points.others += others(cell, wanted.as_ref());
            let Some(number) = value(cell, wanted.as_ref()) else {
                continue;
            };
            let Some(place) = place(answer, key, row, &mut order) else {
                points.unplaced += 1;
                continue;
            };
            let Some(height) = height(number) else {
                points.endless += 1;
                continue;
            };
            let name = name(answer, key.unwrap_or_default(), row);
            let next = names.len();
            let series = *names.entry(name).or_insert(next);
            if series == next {
                points.heads.push(row);
                points.series.push(Vec::new());
            }
            points.series[series].push(At { place, row, height });
        }
        for series in &mut points.series {
            series.sort_by_key(|at| at.place);
        }
        points
    }

    /// Returns the steps of the key from the first place to the last.
    fn span(&self) -> usize {
        let places = self.series.iter().flatten().map(|at| at.place);
        let (first, last) = (places.clone().min(), places.max());
        let span = last.unwrap_or_default() - first.unwrap_or_default() + 1;
        usize::try_from(span).unwrap_or(usize::MAX)
    }

    /// Makes the answer that stands beside the marks: the keys of each series, and its summaries.
    fn summary(&self, answer: &Answer) -> Answer {
        let keys = &answer.columns[..self.key.unwrap_or_default()];
        let keys = keys.iter().map(|column| Column {
            name: column.name.clone(),
            ty: column.ty,
            cells: self
                .heads
                .iter()
                .map(|row| column.cells[*row].clone())
                .collect(),
        });
        let summaries = SUMMARIES.iter().enumerate().map(|(which, name)| Column {
            name: (*name).to_owned(),
            ty: Type::Text,
            cells: self
                .series
                .iter()
                .map(|series| self.told(answer, series, which))
                .collect(),
        });
        Answer {
            columns: keys.chain(summaries).collect(),
            certain: vec![true; self.series.len()],
            total: false,
            notes: Vec::new(),
        }
    }

    /// Returns the first, the last, the least or the greatest value of a series, and where it is.
    fn told(&self, answer: &Answer, series: &[At], which: usize) -> Cell {
        let height = |a: &&At, b: &&At| a.height.total_cmp(&b.height);
        let at = match which {
            0 => series.first(),
            1 => series.last(),
            2 => series.iter().min_by(height),
            _the_greatest => series.iter().rev().max_by(height),
        };
        at.map_or(Cell::Null, |at| {
            let value = written(&answer.columns[self.numbers].cells[at.row]);
            let text = match self.key {
                Some(key) if which > 1 => {
                    format!("{value} ({})", written(&answer.columns[key].cells[at.row]))
                }
                Some(_) | None => value,
            };
            Cell::One(Data::Text(Arc::from(text)))
        })
    }

    /// `2014 … 2025`
    fn heading(&self, answer: &Answer) -> String {
        let points = self.series.iter().flatten();
        let key = |at: &At| {
            self.key
                .map(|key| written(&answer.columns[key].cells[at.row]))
        };
        let first = points.clone().min_by_key(|at| at.place).and_then(key);
        let last = points.max_by_key(|at| at.place).and_then(key);
        match (first, last) {
            (Some(first), Some(last)) if first != last => {
                text::shown(format!("{first} … {last}").into()).into_owned()
            }
            (first, _) => text::shown(first.unwrap_or_default().into()).into_owned(),
        }
    }

    fn elisions(&self, marks: &Marks) -> Vec<Elision> {
        let unplaced = (self.unplaced > 0).then_some(Elision::Unplaced {
            rows: self.unplaced,
            step: self.step,
        });
        let others = (self.others > 0).then_some(Elision::OtherUnits(self.others));
        let endless = (self.endless > 0).then_some(Elision::NoEnds(self.endless));
        let hidden = self.hidden();
        let hidden = (hidden > 0).then_some(Elision::Hidden(hidden));
        let merged = (marks.steps > 1).then_some(Elision::Merged {
            steps: usize::try_from(marks.steps).unwrap_or(usize::MAX),
            step: self.step,
        });
        let all = [unplaced, others, endless, hidden, merged];
        all.into_iter().flatten().collect()
    }

    /// Counts the rows that have the key of another of their series.
    fn hidden(&self) -> usize {
        let series = self.series.iter();
        let same = series.map(|series| {
            let pairs = series.windows(2);
            pairs.filter(|two| two[0].place == two[1].place).count()
        });
        same.sum()
    }
}

/// Where the marks of all series stand, and how high.
struct Marks {
    first: i64,
    /// The steps of the key that one mark stands for.
    steps: i64,
    count: usize,
    low: f64,
    high: f64,
}

impl Marks {
    fn over(points: &Points, room: usize) -> Marks {
        let all = points.series.iter().flatten();
        let first = all.clone().map(|at| at.place).min().unwrap_or_default();
        let span = i64::try_from(points.span()).unwrap_or(i64::MAX);
        let room = i64::try_from(room.max(1)).unwrap_or(i64::MAX);
        let steps = span.div_euclid(room) + i64::from(span % room > 0);
        let count = span.div_euclid(steps) + i64::from(span % steps > 0);
        // Marks stand on nought, unless something is below it.
        let low = all.clone().map(|at| at.height).fold(0.0, f64::min);
        Marks {
            first,
            steps,
            count: usize::try_from(count).unwrap_or(1),
            low,
            high: all.map(|at| at.height).fold(low, f64::max),
        }
    }

    fn draw(&self, series: &[At]) -> String {
        let mut heights: Vec<Option<f64>> = vec![None; self.count];
        for at in series {
            let place = usize::try_from((at.place - self.first) / self.steps).unwrap_or_default();
            let height = heights[place].map_or(at.height, |other| other.max(at.height));
            heights[place] = Some(height);
        }
        let marks = heights.into_iter();
        marks
            .map(|height| height.map_or(' ', |height| self.mark(height)))
            .collect()
    }

    fn mark(&self, height: f64) -> char {
        let span = self.high / 2.0 - self.low / 2.0;
        let share = match span > 0.0 {
            true => (height / 2.0 - self.low / 2.0) / span,
            false => 0.5,
        };
        let level = (share * (LEVELS.len() - 1) as f64).round();
        LEVELS[(level as usize).min(LEVELS.len() - 1)]
    }
}

/// Returns the place of a row in the order of its key: that of its calendar unit, or of its first
/// appearance.
fn place(
    answer: &Answer,
    key: Option<usize>,
    row: usize,
    order: &mut IndexMap<String, i64>,
) -> Option<i64> {
    let next = i64::try_from(order.len()).unwrap_or(i64::MAX);
    let Some(key) = key else {
        return Some(*order.entry(row.to_string()).or_insert(next));
    };
    let column = &answer.columns[key];
    let Type::Date(step) = column.ty else {
        let name = written(&column.cells[row]);
        return Some(*order.entry(name).or_insert(next));
    };
    let Cell::One(Data::Date(date)) = &column.cells[row] else {
        return None;
    };
    let Range { lo, hi } = date.days;
    let is_one = !lo.is_open() && !hi.is_open() && step.ordinal(lo) == step.ordinal(hi);
    is_one.then(|| i64::from(step.ordinal(lo)))
}

/// Returns the least that a number may be, or the most where that is all that is known.
fn height(number: Range<Real>) -> Option<f64> {
    let ends = [number.lo, number.hi].into_iter();
    let mut known = ends.filter(|end| *end != Real::MIN && *end != Real::MAX);
    known.next().map(Real::get)
}

/// Returns what tells the series of a row from others.
fn name(answer: &Answer, keys: usize, row: usize) -> String {
    let keys = answer.columns[..keys].iter();
    keys.map(|column| format!("{}\n", written(&column.cells[row])))
        .collect()
}

fn written(cell: &Cell) -> String {
    let values = text::values(cell).iter();
    let texts: Vec<_> = values.map(|value| value.text(Digits::Few)).collect();
    match texts.is_empty() {
        true => text::ABSENT.to_owned(),
        false => texts.join(", "),
    }
}
