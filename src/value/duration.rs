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
            Unit::Month => months(count, 1),
            Unit::Quarter => months(count, 3),
            Unit::Year => months(count, 12),
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

/// Returns the fewest and the most days that so many units in a row can have, each of so many
/// calendar months.
fn months(count: i64, each: i64) -> (i64, i64) {
    let months = count * each;
    let (cycles, rest) = (
        months.div_euclid(CYCLE_MONTHS),
        months.rem_euclid(CYCLE_MONTHS),
    );
    let start = |month: i64| {
        let month = i32::try_from(month).expect("two cycles of months are few");
        i64::from(Unit::Month.range(month).lo.0)
    };
    let lengths =
        (0..CYCLE_MONTHS / each).map(|first| start(first * each + rest) - start(first * each));
    let (least, greatest) = lengths.fold((i64::MAX, i64::MIN), |(least, greatest), length| {
        (least.min(length), greatest.max(length))
    });
    let whole = cycles * (start(CYCLE_MONTHS) - start(0));
    (whole + least, whole + greatest)
}

/// The months after which the calendar repeats: 400 years.
const CYCLE_MONTHS: i64 = 4800;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Day, Point as _};

    #[test]
    fn durations_last_from_the_fewest_days_to_the_most() {
        let cases = [
            (3, Unit::Day, "3 days"),
            (1, Unit::Day, "1 day"),
            (2, Unit::Week, "14 days"),
            (1, Unit::Month, "28..31 days"),
            (2, Unit::Month, "59..62 days"),
            (1, Unit::Quarter, "90..92 days"),
            (1, Unit::Year, "365..366 days"),
            (12, Unit::Month, "365..366 days"),
            (4, Unit::Year, "1460..1461 days"),
            (400, Unit::Year, "146097 days"),
            (0, Unit::Month, "0 days"),
            (-1, Unit::Month, "-31..-28 days"),
            (-1, Unit::Day, "-1 day"),
        ];
        for (count, unit, printed) in cases {
            assert_eq!(
                duration_text(Duration { count, unit }.days()),
                printed,
                "{count} {unit:?}"
            );
        }
    }

    #[test]
    fn adding_a_duration_to_a_unit_moves_by_a_length_it_may_have() {
        for unit in Unit::ALL {
            for count in [1, 2, 5, 13] {
                let length = Duration { count, unit }.days();
                for day in (17_000..18_600).map(|day| Day(day).start_of(unit)) {
                    let moved = Real::from_count(i64::from(day.plus(count.into(), unit).0 - day.0));
                    assert!(
                        length.lo <= moved && moved <= length.hi,
                        "{day} and {count} {unit:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn durations_print_as_queries_write_them() {
        let text = |count, unit| Duration { count, unit }.to_string();
        assert_eq!(text(30, Unit::Day), "30 days");
        assert_eq!(text(1, Unit::Month), "1 month");
        assert_eq!(text(-2, Unit::Week), "-2 weeks");
    }

    #[test]
    fn lengths_may_be_open() {
        let text = |lo, hi| duration_text(Range { lo, hi });
        let (two, five) = (Real::from_count(2), Real::from_count(5));
        assert_eq!(text(two, five), "2..5 days");
        assert_eq!(text(two, Real::MAX), "2.. days");
        assert_eq!(text(Real::MIN, five), "..5 days");
        assert_eq!(text(Real::MIN, Real::MAX), "?");
    }
}
