//! Days and calendar units by jiff, and the dates that queries write.

use jiff::ToSpan;
use jiff::civil::Date;

pub(crate) use whosaid::value::Unit;

use super::Span;

/// Returns the number of a day since 1970-01-01.
pub(crate) fn day_of(year: i32, month: i32, day: i32) -> f64 {
    number(civil(year, month, day))
}

/// Returns the days of the calendar unit that a day lies in; an open end stays open.
pub(crate) fn calendar_unit(unit: Unit, day: f64) -> Span {
    if day.is_infinite() {
        return Span::exactly(day);
    }
    let date = at(day);
    let (year, month) = (i32::from(date.year()), i32::from(date.month()));
    match unit {
        Unit::Day => Span::exactly(day),
        Unit::Week => {
            let monday = day - f64::from(date.weekday().to_monday_zero_offset());
            Span::new(monday, monday + 6.0)
        }
        Unit::Month => months(year, month, 1),
        Unit::Quarter => months(year, (month - 1) / 3 * 3 + 1, 3),
        Unit::Year => months(year, 1, 12),
    }
}

/// Returns the first day of the bucket of so many units that a day lies in, counted from the unit
/// of 1970-01-01, years from the year nought; an open end stays open.
pub(crate) fn bucket_start(day: f64, count: i32, unit: Unit) -> f64 {
    if day.is_infinite() {
        return day;
    }
    let origin = match unit {
        Unit::Year => day_of(0, 1, 1),
        _other => calendar_unit(unit, 0.0).lo,
    };
    // The buckets are walked one by one.
    let mut start = origin;
    while start > day {
        start = shift(start, -count, unit);
    }
    loop {
        let next = shift(start, count, unit);
        if next > day {
            return start;
        }
        start = next;
    }
}

/// Returns the place of a day in its week, from Monday.
pub(crate) fn weekday(day: f64) -> u8 {
    at(day).weekday().to_monday_zero_offset().unsigned_abs()
}

/// Widens an interval of days to whole units.
pub(crate) fn whole_unit(unit: Unit, days: Span) -> Span {
    Span::new(
        calendar_unit(unit, days.lo).lo,
        calendar_unit(unit, days.hi).hi,
    )
}

/// Returns the numbers of the units that an interval of days touches, such that equal units have
/// equal numbers.
pub(crate) fn ordinal(unit: Unit, days: Span) -> Span {
    Span::new(
        calendar_unit(unit, days.lo).lo,
        calendar_unit(unit, days.hi).lo,
    )
}

/// Moves a day by so many units; a day the month has not becomes its last.
pub(crate) fn shift(day: f64, count: i32, unit: Unit) -> f64 {
    if day.is_infinite() {
        return day;
    }
    let span = match unit {
        Unit::Day => count.days(),
        Unit::Week => count.weeks(),
        Unit::Month => count.months(),
        Unit::Quarter => (3 * count).months(),
        Unit::Year => count.years(),
    };
    number(at(day).saturating_add(span))
}

/// Reads a date as queries write it: `2019`, `2019-Q2`, `2019-03`, `2019-03-14`, any of these
/// with `~` behind it, and `A/B` with `..` for an open end.
pub(crate) fn date(text: &str) -> Option<Span> {
    if let Some((from, to)) = text.split_once('/') {
        let lo = if from == ".." {
            f64::NEG_INFINITY
        } else {
            date(from)?.lo
        };
        let hi = if to == ".." {
            f64::INFINITY
        } else {
            date(to)?.hi
        };
        return Some(Span::new(lo, hi));
    }
    let plain = text.trim_end_matches('~');
    let parts: Vec<&str> = plain.split('-').collect();
    let whole = |text: &str| text.parse::<i32>().ok();
    let (span, unit) = match parts[..] {
        [year] => (months(whole(year)?, 1, 12), Unit::Year),
        [year, quarter] if quarter.starts_with('Q') => {
            let first = whole(&quarter[1..])? * 3 - 2;
            (months(whole(year)?, first, 3), Unit::Quarter)
        }
        [year, month] => (months(whole(year)?, whole(month)?, 1), Unit::Month),
        [year, month, day] => {
            let day = day_of(whole(year)?, whole(month)?, whole(day)?);
            (Span::exactly(day), Unit::Day)
        }
        _ => return None,
    };
    if plain == text {
        return Some(span);
    }
    Some(Span::new(
        shift(span.lo, -1, unit),
        shift(span.hi + 1.0, 1, unit) - 1.0,
    ))
}

/// Returns the days of so many months from the first of one.
fn months(year: i32, month: i32, count: i32) -> Span {
    let first = civil(year, month, 1);
    let next = first.saturating_add(count.months());
    Span::new(number(first), number(next) - 1.0)
}

fn civil(year: i32, month: i32, day: i32) -> Date {
    let small = |number: i32| i8::try_from(number).expect("months and days are small");
    let year = i16::try_from(year).expect("the tests stay within four digits");
    Date::constant(year, small(month), small(day))
}

fn at(day: f64) -> Date {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a finite day is a whole number of few digits"
    )]
    let days = day as i64;
    civil(1970, 1, 1).saturating_add(days.days())
}

fn number(date: Date) -> f64 {
    let since = date
        .since(civil(1970, 1, 1))
        .expect("days can be counted between any two dates");
    f64::from(since.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_dates_cover_their_units() {
        let day = day_of;
        for (text, lo, hi) in [
            ("1970-01-02", 1.0, 1.0),
            ("2020", day(2020, 1, 1), day(2020, 12, 31)),
            ("2020-02", day(2020, 2, 1), day(2020, 2, 29)),
            ("2019-Q4", day(2019, 10, 1), day(2019, 12, 31)),
            ("2019~", day(2018, 1, 1), day(2020, 12, 31)),
            ("2019-03~", day(2019, 2, 1), day(2019, 4, 30)),
            ("2019-03-01~", day(2019, 2, 28), day(2019, 3, 2)),
            ("2019-12-14/2020-01", day(2019, 12, 14), day(2020, 1, 31)),
            ("../2019", f64::NEG_INFINITY, day(2019, 12, 31)),
            ("2019/..", day(2019, 1, 1), f64::INFINITY),
        ] {
            assert_eq!(date(text), Some(Span::new(lo, hi)), "{text}");
        }
    }

    #[test]
    fn days_move_by_calendar_units() {
        for (from, count, unit, to) in [
            ((2019, 1, 31), 1, Unit::Month, (2019, 2, 28)),
            ((2019, 12, 31), 1, Unit::Day, (2020, 1, 1)),
            ((2020, 2, 29), -1, Unit::Year, (2019, 2, 28)),
            ((2019, 5, 15), 2, Unit::Week, (2019, 5, 29)),
            ((2019, 11, 30), 1, Unit::Quarter, (2020, 2, 29)),
        ] {
            let of = |(year, month, day)| day_of(year, month, day);
            assert_eq!(shift(of(from), count, unit), of(to), "{from:?} {count}");
        }
        assert_eq!(
            shift(f64::INFINITY, -3, Unit::Month),
            f64::INFINITY,
            "an open end stays open"
        );
    }
}
