//! Weeks, as ISO 8601 numbers them.

use super::{Day, Range, Unit};

/// Returns the days of a week as answers print it, `2019-W11`.
pub fn days_of_week(text: &str) -> Option<Range<Day>> {
    let (year, week) = text.split_once('-')?;
    let week = week.strip_prefix(['W', 'w'])?;
    let digits = |text: &str, len| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(year, 4) || !digits(week, 2) {
        return None;
    }
    let (year, week): (i32, u8) = (year.parse().ok()?, week.parse().ok()?);
    // The fourth of January is in the first week.
    let fourth = Day::from_civil(year, 1, 4)?;
    let day = fourth.plus((i64::from(week) - 1) * 7, Unit::Day);
    (day.week() == (year, week)).then(|| Unit::Week.range(Unit::Week.ordinal(day)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_are_those_that_print_so() {
        let days = |text| days_of_week(text).map(|days| format!("{}..{}", days.lo, days.hi));
        assert_eq!(days("2019-W11").as_deref(), Some("2019-03-11..2019-03-17"));
        assert_eq!(days("2020-w53").as_deref(), Some("2020-12-28..2021-01-03"));
        assert_eq!(days("2019-W01").as_deref(), Some("2018-12-31..2019-01-06"));
        for none in ["2019-W53", "2019-W00", "2019-W1", "2019-11", "W11", "2019"] {
            assert_eq!(days(none), None, "{none}");
        }
    }
}
