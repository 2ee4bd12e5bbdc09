//! What to write instead of a text that is no date.

use super::{DateError, parse};
use crate::value::{Day, Unit, days_of_week};

/// Explains why a text is no date, and shows the date that was probably meant.
pub(super) fn explain(text: &str, message: &str) -> DateError {
    let bare = text.trim();
    if bare.is_empty() {
        return error("it is empty", format!("write {FORMS}"));
    }
    if bare.len() > LONGEST {
        return error("it is too long for a date", format!("write {FORMS}"));
    }
    if bare != text && is_date(bare) {
        return error("there are blanks round it", format!("write ‘{bare}’"));
    }
    if message == parse::REVERSED {
        let turned = bare
            .split_once('/')
            .map(|(start, end)| format!("{end}/{start}"));
        let turned = turned.filter(|turned| is_date(turned));
        let hint = turned.map(|turned| format!("write ‘{turned}’"));
        return DateError {
            message: "the interval ends before it begins".to_owned(),
            hint,
        };
    }
    no_such_day(bare)
        .or_else(|| other_notation(bare))
        .or_else(|| other_order(bare))
        .or_else(|| wrong_end(bare))
        .or_else(|| in_words(bare))
        .unwrap_or_else(|| error(message, format!("write {FORMS}")))
}

/// `2019-3/2020`: an interval, one end of which is no date.
fn wrong_end(text: &str) -> Option<DateError> {
    let (start, end) = text.split_once('/')?;
    let wrong = |end: &&str| {
        parse::days(end).is_err_and(|_| !matches!(*end, "" | "..")) && !end.contains('/')
    };
    let end = [start, end].into_iter().find(wrong)?;
    let message = parse::days(end).err()?;
    Some(explain(end, message))
}

const FORMS: &str =
    "‘2019’, ‘2019-03’, ‘2019-03-14’, ‘2019-03~’ (about then) or ‘2018/2019’ (between them)";

/// No expression that anybody means is as long; explaining stops here.
const LONGEST: usize = 200;

fn error(message: impl Into<String>, hint: impl Into<String>) -> DateError {
    DateError {
        message: message.into(),
        hint: Some(hint.into()),
    }
}

/// Asks the reader itself, not [`super::Date::parse`], which would explain and so ask again.
fn is_date(text: &str) -> bool {
    parse::days(text).is_ok()
}

/// Makes the error whose hint is another spelling, where that is a date.
fn instead(message: &str, spelling: &str) -> Option<DateError> {
    is_date(spelling).then(|| error(message, format!("write ‘{spelling}’")))
}

/// `2019-13`, `2019-02-30`, `2019-Q5`: well written, but the calendar has no such thing.
fn no_such_day(text: &str) -> Option<DateError> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |text: &str| (text.len() == 2).then(|| numeral(text)).flatten();
    let year = numeral(parts[0]).filter(|_| parts[0].len() == 4)?;
    if let [_, quarter] = parts[..]
        && let Some(quarter) = quarter.strip_prefix('Q').and_then(numeral)
    {
        return Some(error(
            format!("there is no quarter {quarter}"),
            "quarters run from Q1 to Q4",
        ));
    }
    let month = number(parts.get(1)?)?;
    let month_days = u8::try_from(month)
        .ok()
        .and_then(|month| Day::from_civil(year, month, 1));
    let Some(first) = month_days else {
        return Some(error(
            format!("there is no month {month:02}"),
            "months run from 01 to 12",
        ));
    };
    let day = number(parts.get(2)?).filter(|_| parts.len() == 3)?;
    let days = first.end_of(Unit::Month).civil().2;
    let name = MONTHS[usize::from(first.month()) - 1];
    let last = first.end_of(Unit::Month);
    let runs = format!("{name} {year} runs from {first} to {last}");
    (day < 1 || day > i32::from(days)).then(|| error(format!("there is no day {day:02}"), runs))
}

/// `2019-3`, `2019/3`, `20190314`, `2018..2019`, `2018-2019`, `1990s`, `199x`, `Q2 2019`.
fn other_notation(text: &str) -> Option<DateError> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        let dashed = [text.get(0..4), text.get(4..6), text.get(6..)]
            .map(Option::unwrap_or_default)
            .join("-");
        return match text.len() {
            1..4 => instead("a year has four digits", &format!("{text:0>4}")),
            8 => instead("dashes are missing", &dashed),
            _ => instead(
                "a year of more than four digits needs a ‘Y’",
                &format!("Y{text}"),
            ),
        };
    }
    if let Some(days) = days_of_week(text) {
        let message = "a week is written by its first and its last day";
        return instead(message, &format!("{}/{}", days.lo, days.hi));
    }
    if let Some((from, to)) = text.split_once("..") {
        return instead(
            "an interval is written with a slash",
            &format!("{from}/{to}"),
        );
    }
    if let Some((from, to)) = text.split_once(['-', '–']) {
        let years = [from, to]
            .iter()
            .all(|year| year.len() == 4 && numeral(year).is_some());
        if years {
            return instead(
                "an interval is written with a slash",
                &format!("{from}/{to}"),
            );
        }
    }
    let upper = text.to_ascii_uppercase();
    if upper != text
        && let Some(error) = instead("its letters are written large", &upper)
    {
        return Some(error);
    }
    if let Some(decade) = text.strip_suffix("0s") {
        return instead("a decade is written with an ‘X’", &format!("{decade}X"));
    }
    let words: Vec<&str> = upper
        .split([' ', '-', '/'])
        .filter(|word| !word.is_empty())
        .collect();
    if let [one, other] = words[..] {
        let (year, quarter) = if one.starts_with('Q') {
            (other, one)
        } else {
            (one, other)
        };
        if let Some(error) = instead(
            "a quarter is written behind its year",
            &format!("{year}-{quarter}"),
        ) {
            return Some(error);
        }
    }
    if let Some((year, quarter)) = upper.split_once('Q') {
        return instead(
            "a quarter is parted from its year by a dash",
            &format!("{year}-Q{quarter}"),
        );
    }
    None
}

/// `2019-3`, `12/2019`, `14.03.2019`, `03/14/2019`: numbers in another order, or too short.
fn other_order(text: &str) -> Option<DateError> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let numbers: Vec<i32> = parts.iter().copied().map(numeral).collect::<Option<_>>()?;
    let four = |at: usize| parts[at].len() == 4;
    match numbers[..] {
        [year, month] if four(0) => instead(TWO_DIGITS, &format!("{year:04}-{month:02}")),
        [month, year] if four(1) => instead(YEAR_FIRST, &format!("{year:04}-{month:02}")),
        [year, month, day] if four(0) => {
            let message = if text.contains(['/', '.']) {
                "its parts are joined by dashes"
            } else {
                TWO_DIGITS
            };
            instead(message, &format!("{year:04}-{month:02}-{day:02}"))
        }
        [one, other, year] if four(2) => {
            let day_first = format!("{year:04}-{other:02}-{one:02}");
            let month_first = format!("{year:04}-{one:02}-{other:02}");
            match (Day::parse(&day_first), Day::parse(&month_first)) {
                (Some(one), Some(other)) if one != other => Some(error(
                    YEAR_FIRST,
                    format!("write ‘{day_first}’ or ‘{month_first}’"),
                )),
                (Some(day), _) | (None, Some(day)) => instead(YEAR_FIRST, &day.to_string()),
                (None, None) => {
                    let is_month = |month: &i32| (1..=12).contains(month);
                    let day = if is_month(&other) {
                        day_first
                    } else {
                        month_first
                    };
                    let meant = [one, other].iter().any(is_month);
                    let none = meant.then(|| no_such_day(&day)).flatten();
                    none.or_else(|| Some(error(YEAR_FIRST, format!("write {FORMS}"))))
                }
            }
        }
        _ => None,
    }
}

const TWO_DIGITS: &str = "months and days have two digits";
const YEAR_FIRST: &str = "the year comes first, then month and day";

/// `March 2019`, `14 March 2019`, `Mar. 14, 2019`, `c. 2019`, `before 2019`.
fn in_words(text: &str) -> Option<DateError> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.'))
        .filter(|word| !word.is_empty())
        .collect();
    if let Some((first, rest)) = words.split_first()
        && let Some((message, before, behind)) = wording(first)
    {
        let rest = date_of_words(rest).unwrap_or_else(|| rest.join(" "));
        return instead(message, &format!("{before}{rest}{behind}"));
    }
    instead(
        "months are written as numbers, the year first",
        &date_of_words(&words)?,
    )
}

/// Returns what a word before a date says in EDTF: what to tell, what stands before and behind.
fn wording(word: &str) -> Option<(&'static str, &'static str, &'static str)> {
    match word {
        "c" | "ca" | "circa" | "about" | "around" => Some(("‘about’ is written ‘~’", "", "~")),
        "before" | "until" | "by" => Some(("an open start is written ‘..’", "../", "")),
        "after" | "since" | "from" => Some(("an open end is written ‘..’", "", "/..")),
        _ => None,
    }
}

/// Reads `march 2019`, `14 march 2019`, `march 14th 2019`.
fn date_of_words(words: &[&str]) -> Option<String> {
    let months: Vec<usize> = words.iter().filter_map(|word| month_of(word)).collect();
    let [month] = months[..] else { return None };
    let mut year = None;
    let mut day = None;
    for word in words.iter().filter(|word| month_of(word).is_none()) {
        let digits = word.trim_end_matches(['s', 't', 'h', 'n', 'd', 'r']);
        let slot = if digits.len() == 4 {
            &mut year
        } else {
            &mut day
        };
        if slot.replace(numeral(digits)?).is_some() {
            return None;
        }
    }
    let day = day.map(|day| format!("-{day:02}")).unwrap_or_default();
    Some(format!("{:04}-{month:02}{day}", year?))
}

/// Returns the number of a month by its name or the first three or four letters of it.
fn month_of(word: &str) -> Option<usize> {
    let names = |name: &&str| {
        let name = name.to_ascii_lowercase();
        word == name || (matches!(word.len(), 3 | 4) && name.starts_with(word))
    };
    MONTHS.iter().position(names).map(|place| place + 1)
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Reads a few digits.
fn numeral(text: &str) -> Option<i32> {
    let plain = matches!(text.len(), 1..=6) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}
