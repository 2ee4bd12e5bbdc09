//! Dates in a text: those written out, and those told from the day of writing.

use std::ops::Range;

use super::word::Text;
use crate::value::{Day, Point, Range as Days, Unit};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

const COUNTS: [&str; 10] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];

/// A date in a paragraph.
#[derive(Debug)]
pub(super) struct Told {
    /// Which words it is.
    pub(super) words: Range<usize>,
    meaning: Meaning,
}

#[derive(Clone, Copy, Debug)]
enum Meaning {
    /// `19 November 2024`, `November 2024`: these days.
    Stated(Days<Day>),
    /// `20 August`: the last that was.
    DayOfYear { month: u8, day: u8 },
    /// `in August`: the last that was.
    Month(u8),
    /// `Monday`: the last that was, the day of writing included unless it is `last Monday`.
    Weekday { number: u8, last: bool },
    /// `two days ago`; `days ago` has no count.
    Ago { count: Option<i64>, unit: Unit },
    /// `last week`, `this month`: so many before that of the day of writing.
    Whole { before: i64, unit: Unit },
    /// `last weekend`
    Weekend,
}

/// How long a date lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A day.
    Day,
    /// A month of the calendar, behind `in`.
    Month,
    /// Some days, a week or a month told from the day of writing.
    Span,
    /// A year, or what is not over: `this week`.
    Wide,
}

impl Told {
    /// Returns the days it means in a text written on a day; without one only what is written out.
    pub(super) fn days(&self, written: Option<Day>) -> Option<Days<Day>> {
        if let Meaning::Stated(days) = self.meaning {
            return Some(days);
        }
        let written = written?;
        let one = |day: Day| Days { lo: day, hi: day };
        let before = |count: i64| written.plus(-count, Unit::Day);
        let days = match self.meaning {
            Meaning::Stated(days) => days,
            Meaning::DayOfYear { month, day } => {
                let (year, ..) = written.civil();
                let mut years = [year, year.checked_sub(1)?].into_iter();
                let of = |year| Day::from_civil(year, month, day).filter(|day| *day <= written);
                one(years.find_map(of)?)
            }
            Meaning::Month(month) => {
                let (year, now, _) = written.civil();
                let year = if month > now {
                    year.checked_sub(1)?
                } else {
                    year
                };
                whole(Day::from_civil(year, month, 1)?, Unit::Month)
            }
            Meaning::Weekday { number, last } => {
                let since = i64::from((written.weekday() + 7 - number) % 7);
                one(before(if last && since == 0 { 7 } else { since }))
            }
            Meaning::Ago { count: None, .. } => Days {
                lo: before(7),
                hi: before(1),
            },
            Meaning::Ago {
                count: Some(count),
                unit: Unit::Day,
            } => one(before(count)),
            Meaning::Ago {
                count: Some(count),
                unit: Unit::Week,
            } => Days {
                lo: before(count.saturating_mul(7).saturating_add(3)),
                hi: before(count.saturating_mul(7).saturating_sub(3)),
            },
            Meaning::Ago {
                count: Some(count),
                unit,
            } => whole(written.plus(-count, unit), unit),
            Meaning::Whole { before: 0, unit } => Days {
                lo: written.start_of(unit),
                hi: written,
            },
            Meaning::Whole { before, unit } => whole(written.plus(-before, unit), unit),
            Meaning::Weekend => {
                let since_sunday = i64::from(written.weekday() % 7);
                let sunday = before(if since_sunday == 0 { 7 } else { since_sunday });
                Days {
                    lo: sunday.predecessor()?,
                    hi: sunday,
                }
            }
        };
        (!days.lo.is_open() && !days.hi.is_open()).then_some(days)
    }

    /// Returns how long it lasts, as far as that tells what it may stand with.
    pub(super) fn shape(&self) -> Shape {
        match self.meaning {
            Meaning::Stated(days) if days.lo == days.hi => Shape::Day,
            Meaning::Stated(_) | Meaning::Month(_) => Shape::Month,
            Meaning::DayOfYear { .. }
            | Meaning::Weekday { .. }
            | Meaning::Ago {
                count: Some(_),
                unit: Unit::Day,
            } => Shape::Day,
            Meaning::Whole { before: 0, .. }
            | Meaning::Whole {
                unit: Unit::Year, ..
            }
            | Meaning::Ago {
                unit: Unit::Year, ..
            } => Shape::Wide,
            Meaning::Whole { .. } | Meaning::Ago { .. } | Meaning::Weekend => Shape::Span,
        }
    }

    /// Tells whether something is said to be its own: `Monday's strike`.
    pub(super) fn is_owner(&self, text: &Text) -> bool {
        let last = self.words.clone().next_back();
        last.is_some_and(|at| text.words[at].small.ends_with("'s"))
    }

    /// Tells whether it is written out.
    pub(super) fn is_stated(&self) -> bool {
        matches!(self.meaning, Meaning::Stated(_))
    }

    /// Returns the day that it states, if it is one.
    pub(super) fn day(&self) -> Option<Day> {
        self.days(None)
            .filter(|days| days.lo == days.hi)
            .map(|days| days.lo)
    }
}

fn whole(day: Day, unit: Unit) -> Days<Day> {
    Days {
        lo: day.start_of(unit),
        hi: day.end_of(unit),
    }
}

/// Returns the dates among some words of a paragraph, in order.
pub(super) fn dates(text: &Text, words: Range<usize>) -> Vec<Told> {
    let mut found = Vec::new();
    let mut at = words.start;
    while at < words.end {
        let reader = Reader {
            text,
            at,
            end: words.end,
        };
        match reader.told() {
            Some((count, meaning)) => {
                let words = at..at + count;
                at = words.end;
                found.push(Told { words, meaning });
            }
            None => at += 1,
        }
    }
    found
}

/// Reads a date that begins at a word.
struct Reader<'a> {
    text: &'a Text,
    at: usize,
    end: usize,
}

impl Reader<'_> {
    /// Returns a later word, made small.
    fn word(&self, later: usize) -> &str {
        let at = self.at + later;
        if at < self.end {
            &self.text.words[at].small
        } else {
            ""
        }
    }

    fn capital(&self, later: usize) -> bool {
        let word = self.text.words.get(self.at + later);
        word.is_some_and(|word| word.capital)
    }

    /// Returns of how many words a date is that begins here, and what it means.
    fn told(&self) -> Option<(usize, Meaning)> {
        if let Some(day) = Day::parse(self.word(0)) {
            return Some((1, Meaning::Stated(whole(day, Unit::Day))));
        }
        self.calendar().or_else(|| self.relative())
    }

    /// Reads a day or a month of the calendar.
    fn calendar(&self) -> Option<(usize, Meaning)> {
        let (month, day, count) = if let Some(month) = self.month(0) {
            match day_number(self.word(1)) {
                Some(day) => (month, Some(day), 2),
                None => (month, None, 1),
            }
        } else {
            (self.month(1)?, Some(day_number(self.word(0))?), 2)
        };
        let year = year_number(self.word(count));
        match (day, year) {
            (Some(day), Some(year)) => {
                let day = Day::from_civil(year, month, day)?;
                Some((count + 1, Meaning::Stated(whole(day, Unit::Day))))
            }
            (None, Some(year)) => {
                let day = Day::from_civil(year, month, 1)?;
                Some((count + 1, Meaning::Stated(whole(day, Unit::Month))))
            }
            (Some(day), None) => Some((count, Meaning::DayOfYear { month, day })),
            (None, None) => {
                let before = self.at.checked_sub(1).map(|at| &*self.text.words[at].small);
                let is_when = before.is_some_and(|it| {
                    ["in", "since", "last", "early", "late", "mid"].contains(&it)
                });
                is_when.then_some((count, Meaning::Month(month)))
            }
        }
    }

    /// Reads the name of a month, which is capital and may be cut.
    fn month(&self, later: usize) -> Option<u8> {
        let word = self.word(later);
        if !self.capital(later) || word.len() < 3 {
            return None;
        }
        let is = |month: &&str| {
            **month == *word || month[..3] == *word || word == "sept" && **month == *"september"
        };
        let place = MONTHS.iter().position(is)?;
        u8::try_from(place + 1).ok()
    }

    /// Reads a date told from the day of writing.
    fn relative(&self) -> Option<(usize, Meaning)> {
        let last = match self.word(0) {
            "yesterday" => {
                return Some((
                    1,
                    Meaning::Ago {
                        count: Some(1),
                        unit: Unit::Day,
                    },
                ));
            }
            "today" | "tonight" => {
                return Some((
                    1,
                    Meaning::Ago {
                        count: Some(0),
                        unit: Unit::Day,
                    },
                ));
            }
            "last" => Some(1),
            "this" => Some(0),
            _ => None,
        };
        if let Some(before) = last {
            if (before, self.word(1)) == (1, "night") {
                let (count, unit) = (Some(1), Unit::Day);
                return Some((2, Meaning::Ago { count, unit }));
            }
            if self.word(1) == "weekend" {
                return Some((2, Meaning::Weekend));
            }
            if let Some(number) = weekday(self.word(1)) {
                return Some((
                    2,
                    Meaning::Weekday {
                        number,
                        last: before == 1,
                    },
                ));
            }
            let unit = Unit::parse(self.word(1)).filter(|unit| *unit != Unit::Day)?;
            return Some((2, Meaning::Whole { before, unit }));
        }
        if self.word(0) == "the" && self.word(1) == "weekend" {
            return Some((2, Meaning::Weekend));
        }
        if let Some(number) = weekday(self.word(0)).filter(|_| self.capital(0)) {
            return Some((
                1,
                Meaning::Weekday {
                    number,
                    last: false,
                },
            ));
        }
        if self.word(1) == "ago" {
            let unit = Unit::parse(self.word(0)).filter(|unit| *unit == Unit::Day)?;
            return Some((2, Meaning::Ago { count: None, unit }));
        }
        if self.word(2) == "ago" {
            let unit = Unit::parse(self.word(1))?;
            let count = match self.word(0) {
                "a" | "an" => 1,
                word => count(word)?,
            };
            return Some((
                3,
                Meaning::Ago {
                    count: Some(count),
                    unit,
                },
            ));
        }
        None
    }
}

/// Tells whether a word, made small, names a day of the week or a month.
pub(super) fn is_day_or_month(word: &str) -> bool {
    weekday(word).is_some() || MONTHS.contains(&word)
}

fn weekday(word: &str) -> Option<u8> {
    let word = word.strip_suffix("'s").unwrap_or(word);
    let place = WEEKDAYS.iter().position(|day| *day == word)?;
    u8::try_from(place + 1).ok()
}

fn count(word: &str) -> Option<i64> {
    let place = COUNTS.iter().position(|count| *count == word);
    let number = place.map(|place| place + 1).or_else(|| word.parse().ok())?;
    i64::try_from(number).ok().filter(|number| *number <= 1000)
}

/// Reads `19` or `19th`.
fn day_number(word: &str) -> Option<u8> {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let suffix = &word[digits.len()..];
    let plain = digits.len() <= 2 && ["", "st", "nd", "rd", "th"].contains(&suffix);
    digits
        .parse()
        .ok()
        .filter(|day| plain && (1..=31).contains(day))
}

fn year_number(word: &str) -> Option<i32> {
    let year = word.parse().ok().filter(|_| word.len() == 4)?;
    (1000..=2999).contains(&year).then_some(year)
}
