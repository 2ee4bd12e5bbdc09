//! Days, and the calendar units that divide them.

use super::{Point, Range};

/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
///
/// The least and the greatest number stand for an open end, not for a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Point for Day {
    const MIN: Day = Day(i32::MIN);
    const MAX: Day = Day(i32::MAX);

    fn successor(self) -> Option<Day> {
        self.0.checked_add(1).map(Day)
    }
}

/// A calendar unit, from the finest to the coarsest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// One day.
    Day,
    /// Seven days; ISO 8601 weeks begin on Monday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months.
    Quarter,
    /// A calendar year.
    Year,
}

impl Unit {
    /// Reads the name of a unit, singular or plural, in any case.
    pub fn parse(name: &str) -> Option<Unit> {
        let one = [
            ("day", Unit::Day),
            ("week", Unit::Week),
            ("month", Unit::Month),
            ("quarter", Unit::Quarter),
            ("year", Unit::Year),
        ];
        let name = name.to_ascii_lowercase();
        let singular = name.strip_suffix('s').unwrap_or(&name);
        one.into_iter()
            .find(|(unit, _)| *unit == singular)
            .map(|(_, unit)| unit)
    }
}
