//! Days, and the calendar units that divide them.

mod print;
mod read;
mod week;
mod weekday;

pub use week::days_of_week;

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

    fn predecessor(self) -> Option<Day> {
        self.0.checked_sub(1).map(Day)
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

impl Day {
    /// Returns the day it is where the machine stands.
    pub fn today() -> Day {
        let date = jiff::ZonedDateTime::now().date();
        let civil = Day::from_civil(
            i32::from(date.year()),
            date.month().unsigned_abs(),
            date.day().unsigned_abs(),
        );
        civil.expect("the calendar's own date exists")
    }

    /// Makes the day of a calendar date; none where there is no such date, or where it lies
    /// beyond the days that can be counted (five million years either way).
    pub fn from_civil(year: i32, month: u8, day: u8) -> Option<Day> {
        let exists = (1..=12).contains(&month) && (1..=month_length(year, month)).contains(&day);
        if !exists {
            return None;
        }
        let count = count_days(i64::from(year), i64::from(month), i64::from(day));
        i32::try_from(count)
            .ok()
            .map(Day)
            .filter(|day| !day.is_open())
    }

    /// Reads `2019-03-14`, with exactly four, two and two digits.
    pub fn parse(text: &str) -> Option<Day> {
        let number = |digits: &str| -> Option<u16> {
            digits
                .bytes()
                .all(|byte| byte.is_ascii_digit())
                .then(|| digits.parse().ok())
                .flatten()
        };
        let part = |range: std::ops::Range<usize>| text.get(range).and_then(number);
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let (year, month, day) = (part(0..4)?, part(5..7)?, part(8..10)?);
        Day::from_civil(
            i32::from(year),
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }

    /// Tells whether it stands for an open end.
    pub fn is_open(self) -> bool {
        self == Day::MIN || self == Day::MAX
    }

    /// Returns year, month and day of the month; of an open end, those of the last day there is.
    pub fn civil(self) -> (i32, u8, u8) {
        let (year, month, day) = civil_of(i64::from(self.0));
        let small = |number: i64| u8::try_from(number).expect("months and days are below 32");
        (year_number(year), small(month), small(day))
    }

    /// Returns the year.
    pub fn year(self) -> i32 {
        self.civil().0
    }

    /// Returns the month, 1 to 12.
    pub fn month(self) -> u8 {
        self.civil().1
    }

    /// Returns the quarter, 1 to 4.
    pub fn quarter(self) -> u8 {
        (self.month() - 1) / 3 + 1
    }

    /// Returns the year an ISO 8601 week belongs to, and its number there, 1 to 53.
    pub fn week(self) -> (i32, u8) {
        let thursday = i64::from(self.0) - i64::from(self.weekday()) + 4;
        let (year, _, _) = civil_of(thursday);
        let week = (thursday - count_days(year, 1, 1)) / 7 + 1;
        (
            year_number(year),
            u8::try_from(week).expect("a year has at most 53 weeks"),
        )
    }

    /// Returns the day of the week, 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        let since_monday = (i64::from(self.0) + 3).rem_euclid(7);
        u8::try_from(since_monday + 1).expect("a week has seven days")
    }

    /// Returns the first day of the unit it lies in; an open end stays open.
    pub fn start_of(self, unit: Unit) -> Day {
        unit.range(unit.ordinal(self)).lo
    }

    /// Returns the last day of the unit it lies in; an open end stays open.
    pub fn end_of(self, unit: Unit) -> Day {
        unit.range(unit.ordinal(self)).hi
    }

    /// Adds so many units; a day the month has not becomes its last (2019-01-31 and a month are
    /// 2019-02-28). An open end stays open, and what lies beyond all days becomes one.
    pub fn plus(self, count: i64, unit: Unit) -> Day {
        if self.is_open() {
            return self;
        }
        match unit {
            Unit::Day => saturated(i64::from(self.0).saturating_add(count)),
            Unit::Week => saturated(i64::from(self.0).saturating_add(count.saturating_mul(7))),
            Unit::Month => self.plus_months(count),
            Unit::Quarter => self.plus_months(count.saturating_mul(3)),
            Unit::Year => self.plus_months(count.saturating_mul(12)),
        }
    }

    fn plus_months(self, count: i64) -> Day {
        // Nothing within the days that can be counted is a billion months away.
        let count = count.clamp(-1_000_000_000, 1_000_000_000);
        let (year, month, day) = civil_of(i64::from(self.0));
        let months = year * 12 + month - 1 + count;
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        let length = count_days(year, month + 1, 1) - count_days(year, month, 1);
        saturated(count_days(year, month, day.min(length)))
    }
}

impl Unit {
    /// All units, the finest first.
    pub const ALL: [Unit; 5] = [
        Unit::Day,
        Unit::Week,
        Unit::Month,
        Unit::Quarter,
        Unit::Year,
    ];

    /// Reads a unit's name, `day` or `days`; case does not count.
    pub fn parse(text: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| {
            text.eq_ignore_ascii_case(unit.name()) || text.eq_ignore_ascii_case(unit.plural())
        })
    }

    /// Returns its name: `day`.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Year => "year",
        }
    }

    /// Returns the name of several: `days`.
    pub fn plural(self) -> &'static str {
        match self {
            Unit::Day => "days",
            Unit::Week => "weeks",
            Unit::Month => "months",
            Unit::Quarter => "quarters",
            Unit::Year => "years",
        }
    }

    /// Returns the number of the unit a day lies in: the year itself, or the days, weeks, months
    /// or quarters since those of 1970-01-01. An open end gives the least or greatest number.
    pub fn ordinal(self, day: Day) -> i32 {
        if day.is_open() || self == Unit::Day {
            return day.0;
        }
        if self == Unit::Week {
            // The week of 1970-01-01 began three days before.
            let weeks = (i64::from(day.0) + 3).div_euclid(7);
            return i32::try_from(weeks).expect("there are fewer weeks than days");
        }
        let (year, month, _) = day.civil();
        let months = (year - EPOCH_YEAR) * 12 + i32::from(month) - 1;
        match self {
            Unit::Quarter => months.div_euclid(3),
            Unit::Year => year,
            Unit::Day | Unit::Week | Unit::Month => months,
        }
    }

    /// Returns the days of the unit with that number, the reverse of [`Unit::ordinal`].
    pub fn range(self, ordinal: i32) -> Range<Day> {
        if ordinal == i32::MIN || ordinal == i32::MAX {
            return Range::exactly(Day(ordinal));
        }
        let ordinal = i64::from(ordinal);
        let month_start = |months: i64| {
            let months = months + i64::from(EPOCH_YEAR) * 12;
            count_days(months.div_euclid(12), months.rem_euclid(12) + 1, 1)
        };
        let start = |ordinal: i64| match self {
            Unit::Day => ordinal,
            Unit::Week => ordinal * 7 - 3,
            Unit::Month => month_start(ordinal),
            Unit::Quarter => month_start(ordinal * 3),
            Unit::Year => count_days(ordinal, 1, 1),
        };
        Range {
            lo: saturated(start(ordinal)),
            hi: saturated(start(ordinal + 1) - 1),
        }
    }
}

impl Range<Day> {
    /// Adds so many units to both ends; open ends stay open.
    pub fn plus(self, count: i64, unit: Unit) -> Range<Day> {
        Range {
            lo: self.lo.plus(count, unit),
            hi: self.hi.plus(count, unit),
        }
    }

    /// Widens it to whole units; open ends stay open.
    pub fn coarsened(self, unit: Unit) -> Range<Day> {
        Range {
            lo: self.lo.start_of(unit),
            hi: self.hi.end_of(unit),
        }
    }
}

const EPOCH_YEAR: i32 = 1970;

/// Counts the days from 1970-01-01 to a date; month 13 is the next January.
///
/// The year is taken to begin in March, so that the leap day comes last. This is our own and not
/// jiff's because it has to hold beyond the year 9999 and to cost a few divisions; the tests hold
/// it against jiff wherever that reaches.
fn count_days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let months_since_march = (month + 9) % 12;
    let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * months_since_march + 2) / 5 + day - 1;
    cycle * CYCLE_DAYS + year * 365 + year / 4 - year / 100 + day_of_year - EPOCH_IN_CYCLE
}

/// Returns year, month and day of a day counted from 1970-01-01.
fn civil_of(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH_IN_CYCLE;
    let (cycle, day) = (days.div_euclid(CYCLE_DAYS), days.rem_euclid(CYCLE_DAYS));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let months_since_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * months_since_march + 2) / 5 + 1;
    let month = (months_since_march + 2) % 12 + 1;
    let year = cycle * 400 + year + i64::from(month <= 2);
    (year, month, day)
}

/// The days of the 400 years after which the calendar repeats.
const CYCLE_DAYS: i64 = 146_097;

/// The days from 0000-03-01 to 1970-01-01.
const EPOCH_IN_CYCLE: i64 = 719_468;

fn month_length(year: i32, month: u8) -> u8 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn saturated(days: i64) -> Day {
    Day(i32::try_from(days).unwrap_or(if days < 0 { i32::MIN } else { i32::MAX }))
}

fn year_number(year: i64) -> i32 {
    i32::try_from(year).expect("a day has fewer years than days")
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    #[test]
    fn every_month_jiff_knows_has_the_same_days() {
        let small = |number: i8| u8::try_from(number).expect("small");
        let mut first = Day::from_civil(-9999, 1, 1).expect("a day");
        for (year, month) in
            (-9999..=9999).flat_map(|year| (1..=12).map(move |month| (year, month)))
        {
            let length = Date::new(year, month, 1).expect("a date").days_in_month();
            for number in [1, 15, length] {
                let (date, day) = (
                    Date::new(year, month, number).expect("a date"),
                    Day(first.0 + i32::from(number) - 1),
                );
                let civil = (i32::from(year), small(month), small(number));
                assert_eq!(day.civil(), civil);
                assert_eq!(Day::from_civil(civil.0, civil.1, civil.2), Some(day));
                let week = date.iso_week_date();
                assert_eq!(
                    day.week(),
                    (week.year().into(), small(week.week())),
                    "{day}"
                );
                assert_eq!(
                    day.weekday(),
                    small(date.weekday().to_monday_one_offset()),
                    "{day}"
                );
            }
            assert_eq!(
                Day::from_civil(year.into(), small(month), small(length) + 1),
                None
            );
            first = Day(first.0 + i32::from(length));
        }
        assert_eq!(Day::from_civil(1970, 1, 1), Some(Day(0)));
    }

    #[test]
    fn days_are_read_strictly() {
        assert_eq!(day("2019-03-14").civil(), (2019, 3, 14));
        let wrong = [
            "2019-3-14",
            "2019-02-29",
            "2019-13-01",
            "2019-00-01",
            "2019-01-00",
            "+019-01-01",
            "",
            "2019-03-1é",
        ];
        for text in wrong {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn months_end_where_they_end() {
        let cases = [
            ("2019-01-31", 1, Unit::Month, "2019-02-28"),
            ("2020-01-31", 1, Unit::Month, "2020-02-29"),
            ("2019-03-31", -1, Unit::Month, "2019-02-28"),
            ("2019-11-30", 1, Unit::Quarter, "2020-02-29"),
            ("2020-02-29", 1, Unit::Year, "2021-02-28"),
            ("2020-02-29", -4, Unit::Year, "2016-02-29"),
            ("2019-12-31", 1, Unit::Day, "2020-01-01"),
            ("2019-12-31", -2, Unit::Week, "2019-12-17"),
            ("2019-01-15", -13, Unit::Month, "2017-12-15"),
        ];
        for (from, count, unit, to) in cases {
            assert_eq!(
                day(from).plus(count, unit).to_string(),
                to,
                "{from} and {count} {unit:?}"
            );
        }
    }

    #[test]
    fn beyond_all_days_lies_an_open_end() {
        for unit in Unit::ALL {
            assert_eq!(Day(0).plus(i64::MAX, unit), Day::MAX);
            assert_eq!(Day(0).plus(i64::MIN, unit), Day::MIN);
            assert_eq!(Day::MAX.plus(-1, unit), Day::MAX);
            assert_eq!(Day::MIN.plus(1, unit), Day::MIN);
            assert_eq!(Range::unknown().coarsened(unit), Range::<Day>::unknown());
            for end in [Day::MIN, Day::MAX] {
                assert_eq!(unit.range(unit.ordinal(end)), Range::exactly(end));
            }
            assert_eq!(unit.range(i32::MAX - 1).hi.is_open(), unit != Unit::Day);
        }
        assert_eq!(Day::from_civil(i32::MAX, 1, 1), None);
    }

    #[test]
    fn ordinals_count_from_the_epoch() {
        let epoch = Unit::ALL.map(|unit| unit.ordinal(Day(0)));
        assert_eq!(epoch, [0, 0, 0, 0, 1970]);
        let before = Unit::ALL.map(|unit| unit.ordinal(day("1969-12-28")));
        assert_eq!(before, [-4, -1, -1, -1, 1969]);
    }

    #[test]
    fn units_have_names_in_singular_and_plural() {
        for unit in Unit::ALL {
            assert_eq!(Unit::parse(unit.name()), Some(unit));
            assert_eq!(Unit::parse(&unit.plural().to_uppercase()), Some(unit));
        }
        assert_eq!(Unit::parse("fortnight"), None);
    }

    proptest! {
        #[test]
        fn a_unit_holds_its_days_and_no_others(days: i32, unit in proptest::sample::select(&Unit::ALL[..])) {
            let day = Day(days);
            let range = unit.range(unit.ordinal(day));
            prop_assert!(range.lo <= day && day <= range.hi);
            if !range.lo.is_open() {
                prop_assert_eq!(unit.ordinal(range.lo), unit.ordinal(day));
                let before = Day(range.lo.0 - 1);
                prop_assert!(before.is_open() || unit.ordinal(before) == unit.ordinal(day) - 1);
            }
            if !range.hi.is_open() {
                prop_assert_eq!(unit.ordinal(range.hi), unit.ordinal(day));
            }
        }

        #[test]
        fn dates_far_off_come_back(days: i32) {
            let day = Day(days);
            let (year, month, number) = day.civil();
            prop_assert!(day.is_open() || Day::from_civil(year, month, number) == Some(day));
        }

        #[test]
        fn later_days_stay_later(a: i32, b: i32, count in -100_000_i64..100_000, unit in proptest::sample::select(&Unit::ALL[..])) {
            let (a, b) = (Day(a.min(b)), Day(a.max(b)));
            prop_assert!(a.plus(count, unit) <= b.plus(count, unit));
        }
    }
}
