//! Reading EDTF expressions as ranges of days.

use edtf_core::{Bound, Edtf, IntervalEndpoint, SetElement, YearKind};

use super::{Day, Point, Range};
use crate::value::Unit;

/// Reads an expression as the days it may mean.
///
/// The grammar and the bounds are edtf-core's; the qualifiers are ours, and as its tree no longer
/// tells which part of a date they stood on, the text of each date is carried beside it.
pub(super) fn days(text: &str) -> Result<Range<Day>, &'static str> {
    let text = with_quarter_codes(text);
    let days = match Edtf::parse(&text).map_err(|error| error.message)? {
        Edtf::Date(date) => date_days(&text, &date),
        Edtf::DateTime(time) => date_days("", &time.date),
        Edtf::Interval(interval) => {
            let (from, to) = text.split_once('/').expect("an interval has a slash");
            let from = match interval.start {
                IntervalEndpoint::Open
                | IntervalEndpoint::Unknown
                | IntervalEndpoint::OnOrBefore(_) => Day::MIN,
                IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrAfter(date) => {
                    date_days(from, &date).lo
                }
            };
            let to = match interval.end {
                IntervalEndpoint::Open
                | IntervalEndpoint::Unknown
                | IntervalEndpoint::OnOrAfter(_) => Day::MAX,
                IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrBefore(date) => {
                    date_days(to, &date).hi
                }
            };
            Range { lo: from, hi: to }
        }
        Edtf::Set(set) => {
            let parts = text[1..text.len() - 1].split(',');
            let members = set
                .elements
                .iter()
                .zip(parts)
                .map(|(element, part)| match element {
                    SetElement::Date(date) => date_days(part, date),
                    SetElement::OnOrBefore(date) => Range {
                        lo: Day::MIN,
                        hi: date_days(part, date).hi,
                    },
                    SetElement::OnOrAfter(date) => Range {
                        lo: date_days(part, date).lo,
                        hi: Day::MAX,
                    },
                    SetElement::Range(from, to) => Range {
                        lo: date_days("", from).lo,
                        hi: date_days("", to).hi,
                    },
                });
            members.reduce(Range::hull).expect("a set has members")
        }
    };
    if days.lo > days.hi {
        Err(REVERSED)
    } else {
        Ok(days)
    }
}

/// What edtf-core says of an interval that runs backwards.
pub(super) const REVERSED: &str = "interval end precedes interval start";

/// Writes `2019-Q2` as the `2019-34` of EDTF; no byte moves.
fn with_quarter_codes(text: &str) -> String {
    let mut text = text.to_owned();
    for (quarter, code) in [
        ("-Q1", "-33"),
        ("-Q2", "-34"),
        ("-Q3", "-35"),
        ("-Q4", "-36"),
    ] {
        text = text.replace(quarter, code);
    }
    text
}

/// Returns the days a date may mean, widened by the qualifiers in its text.
fn date_days(text: &str, date: &edtf_core::Date) -> Range<Day> {
    let mut days = bounds(date);
    let marked = Marked::of(text);
    if marked.year {
        days = widened(days, year_step(&date.year), Unit::Year, date.day.is_some());
    }
    if marked.month {
        let code = date.month.and_then(edtf_core::DateField::value);
        days = widened(days, month_step(code), Unit::Month, date.day.is_some());
    }
    if marked.day {
        days = widened(days, 1, Unit::Day, true);
    }
    days
}

/// Widens by so many units to either side.
fn widened(days: Range<Day>, count: i64, unit: Unit, to_the_day: bool) -> Range<Day> {
    let hi = if to_the_day {
        days.hi.plus(count, unit)
    } else {
        // The last day of a month is not the same number in the next: move the day after it.
        days.hi
            .plus(1, Unit::Day)
            .plus(count, unit)
            .plus(-1, Unit::Day)
    };
    Range {
        lo: days.lo.plus(-count, unit),
        hi,
    }
}

/// Which parts of a date a qualifier stands on, before or behind.
#[derive(Default)]
struct Marked {
    year: bool,
    month: bool,
    day: bool,
}

impl Marked {
    fn of(text: &str) -> Marked {
        let mut marked = Marked::default();
        let mut part = 0;
        let mut begun = false;
        for byte in text.bytes() {
            match byte {
                b'-' if begun => part += 1,
                b'?' | b'~' | b'%' => match part {
                    0 => marked.year = true,
                    1 => marked.month = true,
                    _ => marked.day = true,
                },
                _ => {}
            }
            begun |= byte.is_ascii_digit() || byte == b'X';
        }
        marked
    }
}

/// Returns the years that one unit of a year is: 10 where its last digit is not told, as in
/// `199X`, and where it is one of three significant digits.
fn year_step(year: &edtf_core::Year) -> i64 {
    let untold = match year.kind {
        YearKind::Standard { digits, .. } => digits
            .iter()
            .rev()
            .take_while(|digit| digit.is_none())
            .count(),
        YearKind::Big { .. } | YearKind::Exponential { .. } => 0,
    };
    let insignificant = match (year.significant_digits, year.value()) {
        (Some(digits), Some(value)) => {
            let width = value
                .unsigned_abs()
                .checked_ilog10()
                .map_or(1, |log| log + 1)
                .max(4);
            width.saturating_sub(digits)
        }
        (None, _) | (_, None) => 0,
    };
    let untold = u32::try_from(untold).expect("a year has few digits");
    10_i64.saturating_pow(untold.max(insignificant))
}

/// Returns the months that one unit of a month is; in its place may stand the code of a season,
/// a quarter, a third or a half of a year.
fn month_step(code: Option<u8>) -> i64 {
    match code {
        Some(21..=36) => 3,
        Some(37..=39) => 4,
        Some(40..) => 6,
        Some(_) | None => 1,
    }
}

/// Returns edtf-core's bounds as days; a year too far off to count lies at the end of all days.
fn bounds(date: &edtf_core::Date) -> Range<Day> {
    let bounds = Edtf::Date(*date).bounds();
    let before_all = match date.year.kind {
        YearKind::Standard { negative, .. } => negative,
        YearKind::Big { value } => value < 0,
        YearKind::Exponential { significand, .. } => significand < 0,
    };
    let day = |bound: Bound| match bound {
        Bound::NegativeInfinity => Day::MIN,
        Bound::PositiveInfinity => Day::MAX,
        Bound::Unknown => far(before_all),
        Bound::Date(date) => i32::try_from(date.year)
            .ok()
            .and_then(|year| Day::from_civil(year, date.month, date.day))
            .unwrap_or(far(date.year < 0)),
    };
    let (lo, hi) = (day(bounds.earliest), day(bounds.latest));
    // No date lies wholly at an open end.
    Range {
        lo: lo.min(Day(i32::MAX - 1)),
        hi: hi.max(Day(i32::MIN + 1)),
    }
}

fn far(before_all: bool) -> Day {
    if before_all { Day::MIN } else { Day::MAX }
}
