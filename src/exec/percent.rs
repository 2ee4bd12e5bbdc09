//! What part of all rows together a row has, in percent.

use rustc_hash::FxHashMap;

use super::aggregate::unit_of;
use super::column::{Col, Scalar, Values};
use super::extreme::bounds;
use super::frame::Frame;
use crate::store::NONE;
use crate::value::{Range, Real, Type};

/// To which whole number another goes.
type Rounding = fn(f64) -> f64;

/// Computes each row's part of its group; also tells how many values have none.
///
/// There is no part of values that may lie below nought or are of different units, nor of nought.
pub(super) fn percents(column: &Col, groups: &[usize], frame: &Frame) -> (Col, usize) {
    let mut wholes: FxHashMap<usize, Whole> = FxHashMap::default();
    for (row, group) in groups.iter().enumerate() {
        for (value, doubtful) in column.of(row) {
            let certain = frame.certain.get(row) && !doubtful;
            wholes.entry(*group).or_default().bring(value, certain);
        }
    }
    let mut values = Values::with_capacity(Type::Number, groups.len());
    let mut valueless = 0;
    for (row, group) in groups.iter().enumerate() {
        let Some((value, doubtful)) = column.of(row).next() else {
            values.push(Scalar::Absent);
            continue;
        };
        let part = wholes[group].part(value, frame.certain.get(row) && !doubtful);
        valueless += usize::from(part.is_none());
        values.push(part.map_or(Scalar::Absent, |part| Scalar::Number(part, NONE)));
    }
    let parts = Col {
        doubt: column.doubt.clone(),
        ..Col::single(values)
    };
    (parts, valueless)
}

/// What the values of a group come to.
#[derive(Default)]
struct Whole {
    /// The least of the certain ones together.
    least: f64,
    /// The greatest of all that have an end.
    greatest: f64,
    /// How many have none.
    open: usize,
    unit: Option<u32>,
    /// Whether units differ or a value may lie below nought.
    senseless: bool,
}

impl Whole {
    fn bring(&mut self, value: Scalar, certain: bool) {
        let (lo, hi) = bounds(value);
        self.senseless |= lo < 0.0;
        if certain {
            self.least += lo;
        }
        if hi.is_finite() {
            self.greatest += hi;
        } else {
            self.open += 1;
        }
        if let Some(unit) = unit_of(value) {
            self.senseless |= self.unit.is_some_and(|own| own != unit);
            self.unit = Some(unit);
        }
    }

    /// Returns the part of a value that was brought: the greater it is, and the less the others
    /// are, the greater.
    fn part(&self, value: Scalar, certain: bool) -> Option<Range<Real>> {
        if self.senseless {
            return None;
        }
        let (lo, hi) = bounds(value);
        let least = (self.least - if certain { lo } else { 0.0 }).max(0.0);
        let greatest = match (hi.is_finite(), self.open) {
            (true, 0) => (self.greatest - hi).max(0.0),
            (false, 1) => self.greatest,
            (_, _) => f64::INFINITY,
        };
        // Where one choice has no part, the others have.
        let (from, to) = (percent(lo, greatest), percent(hi, least));
        let (from, to) = (from.or(to)?, to.or(from)?);
        let (down, up): (Rounding, Rounding) = if from < to {
            (f64::floor, f64::ceil)
        } else {
            (f64::round, f64::round)
        };
        Some(Range {
            lo: Real::new(rounded(from, down))?,
            hi: Real::new(rounded(to, up))?,
        })
    }
}

/// Returns the part of a value beside others; none of nought.
fn percent(value: f64, others: f64) -> Option<f64> {
    if value.is_infinite() {
        return Some(100.0);
    }
    (value + others > 0.0).then(|| 100.0 * value / (value + others))
}

/// Rounds to one place behind the point, or to the first two digits of what is below one.
fn rounded(percent: f64, round: Rounding) -> f64 {
    let places = if percent > 0.0 && percent < 1.0 {
        1.0 - percent.log10().floor()
    } else {
        1.0
    };
    let unit = 10f64.powf(places);
    let (exact, nearest) = (percent * unit, (percent * unit).round());
    // Adding up in another order may miss a round number by a hair.
    let is_round = (exact - nearest).abs() < 1e-6;
    (if is_round { nearest } else { round(exact) }) / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_rounded_and_ranges_outwards() {
        for (percent, round, expected) in [
            (100.0 / 3.0, f64::round as Rounding, 33.3),
            (28.3, f64::ceil, 28.3),
            (28.301, f64::ceil, 28.4),
            (28.399, f64::floor, 28.3),
            (0.0267, f64::round, 0.027),
            (0.1, f64::floor, 0.1),
            (99.98, f64::round, 100.0),
            (0.0, f64::ceil, 0.0),
        ] {
            assert!(
                (rounded(percent, round) - expected).abs() < 1e-12,
                "{percent}"
            );
        }
    }
}
