//! How days and ranges of days are written.

use std::fmt;

use super::{Day, Range, Unit};

impl fmt::Display for Day {
    /// Writes `2019-03-14`, and an open end as `..`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_open() {
            f.write_str("..")
        } else {
            write_unit(f, *self, Unit::Day)
        }
    }
}

impl fmt::Display for Range<Day> {
    /// Writes the shortest form that says the same: `2019`, `2019-Q2`, `2019-03`, `2019-03-14`,
    /// `2018..2019`, `2019-03-14..2019-04-02`, `..2014-11-23`, `2014-11-23..`, or `?`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_range(f, *self, Unit::Day)
    }
}

impl Range<Day> {
    /// Writes it as seen in a coarser unit: 2018-12-30 to 2019-01-02 are the years `2018..2019`.
    pub fn text_at(self, unit: Unit) -> String {
        struct Seen(Range<Day>, Unit);
        impl fmt::Display for Seen {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_range(f, self.0, self.1)
            }
        }
        Seen(self.coarsened(unit), unit).to_string()
    }
}

/// Writes a range made up of whole units.
fn write_range(f: &mut fmt::Formatter<'_>, days: Range<Day>, unit: Unit) -> fmt::Result {
    match (days.lo.is_open(), days.hi.is_open()) {
        (true, true) => return f.write_str("?"),
        (true, false) => {
            f.write_str("..")?;
            return write_unit(f, days.hi, unit);
        }
        (false, true) => {
            write_unit(f, days.lo, unit)?;
            return f.write_str("..");
        }
        (false, false) => {}
    }
    let whole = |unit: &Unit| days.coarsened(*unit) == days;
    let single = |unit: &Unit| unit.ordinal(days.lo) == unit.ordinal(days.hi);
    let (alone, pairs): (&[Unit], &[Unit]) = match unit {
        Unit::Day => (
            &[Unit::Year, Unit::Quarter, Unit::Month],
            &[Unit::Year, Unit::Month],
        ),
        Unit::Week => (&[], &[]),
        Unit::Month => (&[Unit::Year, Unit::Quarter], &[Unit::Year]),
        Unit::Quarter => (&[Unit::Year], &[Unit::Year]),
        Unit::Year => (&[], &[]),
    };
    if let Some(alone) = alone.iter().find(|unit| single(unit) && whole(unit)) {
        return write_unit(f, days.lo, *alone);
    }
    let unit = pairs
        .iter()
        .copied()
        .find(|unit| whole(unit))
        .unwrap_or(unit);
    write_unit(f, days.lo, unit)?;
    if !single(&unit) {
        f.write_str("..")?;
        write_unit(f, days.hi, unit)?;
    }
    Ok(())
}

fn write_unit(f: &mut fmt::Formatter<'_>, day: Day, unit: Unit) -> fmt::Result {
    let (year, month, number) = day.civil();
    match unit {
        Unit::Year => write_year(f, year),
        Unit::Quarter => {
            write_year(f, year)?;
            write!(f, "-Q{}", day.quarter())
        }
        Unit::Month => {
            write_year(f, year)?;
            write!(f, "-{month:02}")
        }
        Unit::Week => {
            let (year, week) = day.week();
            write_year(f, year)?;
            write!(f, "-W{week:02}")
        }
        Unit::Day => {
            write_year(f, year)?;
            write!(f, "-{month:02}-{number:02}")
        }
    }
}

/// Writes four digits, as ISO 8601 has it, and a longer year as EDTF does: `Y12345`.
fn write_year(f: &mut fmt::Formatter<'_>, year: i32) -> fmt::Result {
    match year {
        0..=9999 => write!(f, "{year:04}"),
        -9999..0 => write!(f, "-{:04}", -year),
        _ => write!(f, "Y{year}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Date, Point as _};

    fn days(text: &str) -> Range<Day> {
        Date::parse(text).expect("a date").days
    }

    #[test]
    fn ranges_print_in_their_shortest_form() {
        let cases = [
            ("2019", "2019"),
            ("2019-34", "2019-Q2"),
            ("2019-03", "2019-03"),
            ("2019-03-14", "2019-03-14"),
            ("2018/2019", "2018..2019"),
            ("2019-12~", "2019-11..2020-01"),
            ("2019-03-14/2019-04-02", "2019-03-14..2019-04-02"),
            ("2019-01-02/2019-12-31", "2019-01-02..2019-12-31"),
            ("2019-33/2019-34", "2019-01..2019-06"),
            ("../2014-11-23", "..2014-11-23"),
            ("2014-11-23/..", "2014-11-23.."),
            ("../2014", "..2014-12-31"),
            ("../..", "?"),
            ("0000", "0000"),
            ("-0044-03-15", "-0044-03-15"),
            ("Y12345", "Y12345"),
            ("Y-12345", "Y-12345"),
        ];
        for (text, printed) in cases {
            assert_eq!(days(text).to_string(), printed, "{text}");
        }
    }

    #[test]
    fn ranges_print_as_seen_in_coarser_units() {
        let cases = [
            ("2018-12-30/2019-01-02", Unit::Year, "2018..2019"),
            ("2019-03-14", Unit::Year, "2019"),
            ("2019-03-14", Unit::Quarter, "2019-Q1"),
            ("2019-03-14/2019-04-02", Unit::Quarter, "2019-Q1..2019-Q2"),
            ("2019-03-14", Unit::Month, "2019-03"),
            ("2019-03-14/2019-04-02", Unit::Month, "2019-03..2019-04"),
            ("2019", Unit::Month, "2019"),
            ("2019-12-30", Unit::Week, "2020-W01"),
            ("2019-12-28/2020-01-06", Unit::Week, "2019-W52..2020-W02"),
            ("../2014-11-23", Unit::Year, "..2014"),
            ("../2014-11-23", Unit::Month, "..2014-11"),
            ("2014-11-23/..", Unit::Quarter, "2014-Q4.."),
            ("../..", Unit::Year, "?"),
            ("2019-03-14", Unit::Day, "2019-03-14"),
        ];
        for (text, unit, printed) in cases {
            assert_eq!(days(text).text_at(unit), printed, "{text} in {unit:?}");
        }
    }

    #[test]
    fn single_days_print_alone() {
        assert_eq!(days("2019-03-14").lo.to_string(), "2019-03-14");
        assert_eq!(Day::MAX.to_string(), "..");
    }
}
