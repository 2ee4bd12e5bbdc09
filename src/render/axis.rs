//! An axis of days, its ticks, and marks on it.

use crate::value::{Day, Range, Unit};

/// An axis of fewer columns has none to spare for arrows and signs at its ends.
const LEAST_WITH_ENDS: usize = 8;
/// An arrow stands before the days, an arrow and a sign behind them.
const ENDS: usize = 3;
/// The days on each side of a day that is alone on its axis.
const AROUND: i32 = 15;
/// What lies between two ticks, the finest first.
const STEPS: [(Unit, i32); 17] = [
    (Unit::Day, 1),
    (Unit::Week, 1),
    (Unit::Month, 1),
    (Unit::Month, 3),
    (Unit::Month, 6),
    (Unit::Year, 1),
    (Unit::Year, 2),
    (Unit::Year, 5),
    (Unit::Year, 10),
    (Unit::Year, 20),
    (Unit::Year, 50),
    (Unit::Year, 100),
    (Unit::Year, 500),
    (Unit::Year, 1_000),
    (Unit::Year, 10_000),
    (Unit::Year, 100_000),
    (Unit::Year, 2_000_000),
];

/// An axis of days over so many columns.
#[derive(Debug)]
pub(super) struct Axis {
    lo: Day,
    hi: Day,
    width: usize,
    step: (Unit, i32),
}

impl Axis {
    /// Makes the axis that has room for all that is known of these days; none where nothing is.
    pub(super) fn over(spans: impl Iterator<Item = Range<Day>>, width: usize) -> Option<Axis> {
        let ends = spans.flat_map(|span| [span.lo, span.hi]);
        let known: Vec<Day> = ends.filter(|day| !day.is_open()).collect();
        let (mut lo, mut hi) = (*known.iter().min()?, *known.iter().max()?);
        if lo == hi {
            (lo, hi) = (moved(lo, -AROUND), moved(hi, AROUND));
        }
        let step = step(lo, hi, width);
        // The first tick stands at the beginning.
        let first = Self::tick_before(lo, step);
        Some(Axis {
            lo: if first.is_open() { lo } else { first },
            hi,
            width,
            step,
        })
    }

    fn tick_before(day: Day, (unit, count): (Unit, i32)) -> Day {
        let ordinal = unit.ordinal(day);
        unit.range(ordinal - ordinal.rem_euclid(count)).lo
    }

    /// Returns the columns that days have, the first and how many.
    fn inner(&self) -> (usize, usize) {
        if self.width < LEAST_WITH_ENDS {
            (0, self.width.max(1))
        } else {
            (1, self.width - ENDS)
        }
    }

    /// Returns the column of a day.
    fn column(&self, day: Day) -> usize {
        let (first, count) = self.inner();
        let days = i64::from(self.hi.0) - i64::from(self.lo.0);
        let day = i64::from(day.0.clamp(self.lo.0, self.hi.0)) - i64::from(self.lo.0);
        let columns = i64::try_from(count - 1).unwrap_or(i64::MAX);
        first + usize::try_from(day * columns / days.max(1)).unwrap_or_default()
    }

    /// Returns the columns of the ticks and what they say.
    fn ticks(&self) -> Vec<(usize, String)> {
        let (unit, count) = self.step;
        let mut ordinal = unit.ordinal(Self::tick_before(self.lo, self.step));
        let mut ticks = Vec::new();
        loop {
            let days = unit.range(ordinal);
            if days.lo > self.hi || days.lo.is_open() && ordinal > 0 {
                return ticks;
            }
            if days.lo >= self.lo {
                ticks.push((self.column(days.lo), label(days, unit)));
            }
            let Some(next) = ordinal.checked_add(count) else {
                return ticks;
            };
            ordinal = next;
        }
    }

    /// Returns what stands above the axis, and the axis.
    pub(super) fn heading_and_rule(&self) -> (String, String) {
        let mut rule = vec!['─'; self.width];
        let mut heading = String::new();
        let mut taken = 0;
        for (column, label) in self.ticks() {
            if let Some(tick) = rule.get_mut(column) {
                *tick = '┴';
            }
            let is_free = taken == 0 || column > taken;
            if is_free && column + label.len() <= self.width {
                heading.extend(std::iter::repeat_n(' ', column - taken));
                heading.push_str(&label);
                taken = column + label.len();
            }
        }
        (heading, rule.into_iter().collect())
    }

    /// Marks days on a line; returns the first and the last column that the mark takes.
    ///
    /// `●` is a day, `○` days too few to be told apart, `├──┤` days in between, and an arrow an end
    /// that is open.
    pub(super) fn mark(&self, span: Range<Day>, line: &mut [char]) -> (usize, usize) {
        let (inner, count) = self.inner();
        let has_ends = inner > 0;
        let end = (inner + count).min(line.len()) - usize::from(!has_ends);
        let (from, left) = match span.lo.is_open() {
            true => (0, '◄'),
            false => (self.column(span.lo), '├'),
        };
        let (to, right) = match span.hi.is_open() {
            true => (end, '►'),
            false => (self.column(span.hi), '┤'),
        };
        if span.is_exact() {
            line[from] = '●';
        } else if from == to {
            line[from] = match (left, right) {
                ('◄', '┤') => '◄',
                ('├', '►') => '►',
                _within_one_column => '○',
            };
        } else {
            line[from..=to].fill('─');
            (line[from], line[to]) = (left, right);
        }
        (from, to)
    }
}

/// Returns the finest step whose labels have room.
fn step(lo: Day, hi: Day, width: usize) -> (Unit, i32) {
    let has_room = |(unit, count): &(Unit, i32)| {
        let steps = [lo, hi].map(|day| i64::from(unit.ordinal(day).div_euclid(*count)));
        let ticks = steps[1] - steps[0] + 1;
        let ends = [lo, hi].map(|day| label(unit.range(unit.ordinal(day)), *unit).len());
        let label = ends.into_iter().max().unwrap_or_default() + 2;
        usize::try_from(ticks)
            .is_ok_and(|ticks| ticks.saturating_mul(label) <= width.saturating_sub(ENDS))
    };
    let last = STEPS[STEPS.len() - 1];
    STEPS.into_iter().find(has_room).unwrap_or(last)
}

fn label(days: Range<Day>, unit: Unit) -> String {
    match unit {
        Unit::Day | Unit::Week => days.lo.to_string(),
        Unit::Month | Unit::Quarter | Unit::Year => days.to_string(),
    }
}

fn moved(day: Day, count: i32) -> Day {
    let moved = Day(day.0.saturating_add(count));
    if moved.is_open() { day } else { moved }
}
