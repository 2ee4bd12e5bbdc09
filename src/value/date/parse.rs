//! Reading EDTF expressions as ranges of days.

use std::borrow::Cow;

use edtf_core::{Bound, Edtf, Interval, IntervalEndpoint, Precision, SetElement, YearKind};

use super::{Day, Point, Range};
use crate::value::Unit;

/// Reads an expression as the days it may mean.
///
/// The grammar and the bounds are edtf-core's; the qualifiers are ours, and as its tree no longer
/// tells which part of a date they stood on, the text of each date is carried beside it.
pub(super) fn days(text: &str) -> Result<Range<Day>, &'static str> {
    if matches!(text, "../.." | "/.." | "../") {
        return Ok(Range::unknown());
    }
    let text = as_edtf_core_reads_it(text);
    if text.starts_with('-') && text.contains('T') {
        return time_before_year_nought(&text);
    }
    if let Some(days) = unspecified_before_year_nought(&text) {
        return Ok(days);
    }
    let days = match Edtf::parse(&text).map_err(|error| error.message)? {
        Edtf::Date(date) => date_days(&text, &date),
        Edtf::DateTime(time) => bounds(&time.date),
        Edtf::Interval(interval) => interval_days(&text, &interval)?,
        Edtf::Set(set) => {
            let parts = text[1..text.len() - 1].split(',');
            let members = set
                .elements
                .iter()
                .zip(parts)
                .map(|(member, part)| member_days(part, member));
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

/// Rewrites what others accept and edtf-core does not: `2019-Q2` is its `2019-34`, blanks round
/// the commas of a set are nothing, and more than four significant digits of four are four.
fn as_edtf_core_reads_it(text: &str) -> Cow<'_, str> {
    if !text.contains(['Q', '[', '{', 'S']) {
        return Cow::Borrowed(text);
    }
    let mut text = text.to_owned();
    for (quarter, code) in [
        ("-Q1", "-33"),
        ("-Q2", "-34"),
        ("-Q3", "-35"),
        ("-Q4", "-36"),
    ] {
        text = text.replace(quarter, code);
    }
    if text.starts_with(['[', '{']) {
        text = text.split(',').map(str::trim).collect::<Vec<_>>().join(",");
    }
    if let Some((year, significant)) = text.split_once('S') {
        let four = year.trim_start_matches('-').len() == 4;
        if four && significant.parse::<u8>().is_ok_and(|digits| digits > 4) {
            text = format!("{year}S4");
        }
    }
    Cow::Owned(text)
}

/// Reads a date and time of a negative year, which edtf-core has for dates alone.
fn time_before_year_nought(text: &str) -> Result<Range<Day>, &'static str> {
    let (date, time) = text.split_once('T').ok_or("a time needs a ‘T’ before it")?;
    Edtf::parse(&format!("2000-01-01T{time}")).map_err(|error| error.message)?;
    match Edtf::parse(date).map_err(|error| error.message)? {
        Edtf::Date(date) if date.precision() == Precision::Day && !date.has_unspecified() => {
            Ok(bounds(&date))
        }
        Edtf::Date(_) | Edtf::DateTime(_) | Edtf::Interval(_) | Edtf::Set(_) => {
            Err("date-times require a complete YYYY-MM-DD date")
        }
    }
}

/// Reads `-20XX`, a negative year whose digits are not all told, as edtf-core does not.
fn unspecified_before_year_nought(text: &str) -> Option<Range<Day>> {
    let unsigned = text
        .strip_prefix('-')
        .filter(|unsigned| unsigned.contains('X'))?;
    let Ok(Edtf::Date(date)) = Edtf::parse(unsigned) else {
        return None;
    };
    let after = bounds(&date);
    let year = |after: Day| Unit::Year.range(-after.year());
    let before = Range {
        lo: year(after.hi).lo,
        hi: year(after.lo).hi,
    };
    (date.precision() == Precision::Year).then(|| widened_as_marked(before, text, &date))
}

/// Returns the days from the first of the start to the last of the end, each widened outward.
fn interval_days(text: &str, interval: &Interval) -> Result<Range<Day>, &'static str> {
    if text.contains('Y') {
        return Err("a year written with ‘Y’ cannot be the end of an interval");
    }
    let (start, end) = text.split_once('/').expect("an interval has a slash");
    if let (IntervalEndpoint::Date(start), IntervalEndpoint::Date(end)) =
        (interval.start, interval.end)
        && bounds(&start).lo > bounds(&end).lo
    {
        return Err(REVERSED);
    }
    let lo = match interval.start {
        IntervalEndpoint::Open | IntervalEndpoint::Unknown | IntervalEndpoint::OnOrBefore(_) => {
            Day::MIN
        }
        IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrAfter(date) => {
            date_days(start, &date).lo
        }
    };
    let hi = match interval.end {
        IntervalEndpoint::Open | IntervalEndpoint::Unknown | IntervalEndpoint::OnOrAfter(_) => {
            Day::MAX
        }
        IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrBefore(date) => {
            date_days(end, &date).hi
        }
    };
    Ok(Range { lo, hi })
}

/// Returns the days of one member of a set.
fn member_days(text: &str, member: &SetElement) -> Range<Day> {
    match member {
        SetElement::Date(date) => date_days(text, date),
        SetElement::OnOrBefore(date) => Range {
            lo: Day::MIN,
            hi: date_days(text, date).hi,
        },
        SetElement::OnOrAfter(date) => Range {
            lo: date_days(text, date).lo,
            hi: Day::MAX,
        },
        // The ends of a range in a set bear no qualifiers.
        SetElement::Range(from, to) => Range {
            lo: bounds(from).lo,
            hi: bounds(to).hi,
        },
    }
}

/// Returns the days a date may mean, widened by the qualifiers in its text.
fn date_days(text: &str, date: &edtf_core::Date) -> Range<Day> {
    widened_as_marked(bounds(date), text, date)
}

fn widened_as_marked(mut days: Range<Day>, text: &str, date: &edtf_core::Date) -> Range<Day> {
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
