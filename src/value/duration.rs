//! Lengths of time.

use std::fmt;

use super::{Range, Real, Unit};

/// A count of calendar units, as a query writes it: `30 days`, `1 month`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many.
    pub count: i32,
    /// Of what.
    pub unit: Unit,
}

impl Duration {
    /// Returns the days it may last: a month 28 to 31, a quarter 90 to 92, a year 365 or 366.
    ///
    /// Several units last no longer than they can in a row: twelve months are 365 or 366 days.
    pub fn days(self) -> Range<Real> {
        let count = i64::from(self.count);
        let (least, greatest) = match self.unit {
            Unit::Day => (count, count),
            Unit::Week => (count * 7, count * 7),
            Unit::Month => months(count),
            Unit::Quarter => months(count * 3),
            Unit::Year => months(count * 12),
        };
        Range {
            lo: Real::from_count(least),
            hi: Real::from_count(greatest),
        }
    }
}

impl fmt::Display for Duration {
    /// Writes `3 days`, `1 day`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = self.count.unsigned_abs() == 1;
        let name = if one {
            self.unit.name()
        } else {
            self.unit.plural()
        };
        write!(f, "{} {name}", self.count)
    }
}

/// Writes a length of time in days: `3 days`, `1 day`, `2..5 days`, `2.. days`, or `?`.
pub fn duration_text(days: Range<Real>) -> String {
    if days.is_unknown() {
        return days.to_string();
    }
    let one = days.is_exact() && days.lo.get().abs() == 1.0;
    format!(
        "{days} {}",
        if one {
            Unit::Day.name()
        } else {
            Unit::Day.plural()
        }
    )
}

/// Returns the fewest and the most days that so many months in a row can have.
fn months(count: i64) -> (i64, i64) {
    let (cycles, rest) = (
        count.div_euclid(CYCLE_MONTHS),
        count.rem_euclid(CYCLE_MONTHS),
    );
    let start = |month: i64| {
        let month = i32::try_from(month).expect("two cycles of months are few");
        i64::from(Unit::Month.range(month).lo.0)
    };
    let lengths = (0..CYCLE_MONTHS).map(|first| start(first + rest) - start(first));
    let (least, greatest) = lengths.fold((i64::MAX, i64::MIN), |(least, greatest), length| {
        (least.min(length), greatest.max(length))
    });
    let whole = cycles * (start(CYCLE_MONTHS) - start(0));
    (whole + least, whole + greatest)
}

/// The months after which the calendar repeats: 400 years.
const CYCLE_MONTHS: i64 = 4800;
