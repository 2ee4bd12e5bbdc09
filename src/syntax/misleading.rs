//! Literals that would mislead, and what to type instead.
//!
//! A hyphen, comma or slash glued between digits or letters is never read as an operator, since
//! `2019-3` would be 2016 and `turkish-diplomat-2024` a difference.

use super::lex;
use super::reader::quoted;
use crate::diagnostic::Diagnostic;
use crate::value::{Date, Unit, days_of_week};

/// Judges what begins with a digit; returns how long the misleading part is and the error.
pub(super) fn numeral(input: &str) -> Option<(usize, Diagnostic)> {
    let glued = &input[..lex::glued_len(input)];
    let after = &input[glued.len()..];
    if !glued.bytes().all(|b| b.is_ascii_digit()) {
        let clock = clock_len(glued, after);
        if clock > 0 {
            let len = glued.len() + clock;
            return Some((len, quote_it(&input[..len])));
        }
        let parts: Vec<&str> = glued.split('-').collect();
        let misread = hyphenated(&parts, glued).map(|misread| (glued.len(), misread));
        return misread.or_else(|| date_tail(input, glued));
    }
    thousands(glued, after)
        .map(|(len, misread)| (glued.len() + len, misread))
        .or_else(|| slashed(input))
        .or_else(|| fraction(input, glued))
        .or_else(|| date_tail(input, glued))
}

/// Judges a word that begins with a letter: an id with hyphens must be quoted.
pub(super) fn word(input: &str) -> Option<(usize, Diagnostic)> {
    let len = lex::glued_len(input);
    let glued = &input[..len];
    if !glued.contains('-') {
        return None;
    }
    let spaced = glued.replace('-', " - ");
    let help = format!(
        "to subtract, put blanks round the hyphen: {}",
        shown(&spaced)
    );
    Some((len, quote_it(glued).help(help)))
}

/// Judges `../2019-12-18` and `[2018-02,2019-02]`: dates that begin with no digit.
pub(super) fn date(input: &str) -> Option<(usize, Diagnostic)> {
    let len = match input.as_bytes() {
        [b'.', b'.', b'/', ..] => lex::chunk_len(input),
        [b'[', ..] => input.find(']')? + 1,
        [b'{', ..] => input.find('}')? + 1,
        _other => return None,
    };
    let text = &input[..len];
    let is_meant = |c: char| c.is_ascii_digit() || " ,-./~?%XQ[]{}".contains(c);
    let meant = text.chars().all(is_meant) && text.contains(|c: char| c.is_ascii_digit());
    meant.then(|| (len, quote_date(text)))
}

/// Returns how long `.5` is after a number; nothing where the point begins a range or a field.
pub(super) fn fraction_len(after: &str) -> usize {
    let Some(digits) = after.strip_prefix('.') else {
        return 0;
    };
    match digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len())
    {
        0 => 0,
        len => 1 + len,
    }
}

/// Judges digits and letters joined by hyphens; none for a date.
fn hyphenated(parts: &[&str], glued: &str) -> Option<Diagnostic> {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    match *parts {
        [single] => Some(with_letters(single)),
        [year, quarter] if is_year(year) && is_quarter(quarter) => None,
        [year, quarter]
            if is_year(year) && quarter.len() == 2 && quarter.starts_with(['Q', 'q']) =>
        {
            let message = format!("there is no quarter {quarter}");
            let help = format!("the quarters of {year} are {year}-Q1 to {year}-Q4");
            Some(misleading(message).help(help))
        }
        [year, week] if is_year(year) && is_week(week) => Some(match days_of_week(glued) {
            Some(days) => instead(glued, &format!("{}..{}", days.lo, days.hi), "the week"),
            None => misleading(format!("there is no week {week} in {year}"))
                .help("write its first and its last day, as 2019-03-11..2019-03-17"),
        }),
        [year, month] if is_year(year) && digits(month) => match month.len() {
            1 if month != "0" => Some(instead(glued, &format!("{year}-0{month}"), "the month")),
            2 => no_month(year, month),
            4 => Some(instead(glued, &format!("{year}..{month}"), "the years")),
            _ => Some(quote_it(glued)),
        },
        [first, second, year] if is_year(year) && is_short(first) && is_short(second) => {
            Some(day_first(glued, [first, second, year]))
        }
        [year, month, day] if is_year(year) && digits(month) && digits(day) => {
            match (month.len(), day.len()) {
                (2, 2) => no_month(year, month).or_else(|| no_day(year, month, day)),
                (1 | 2, 1 | 2) => Some(year_first(glued, [year, month, day])),
                _ => Some(quote_it(glued)),
            }
        }
        [from, to] if digits(from) && digits(to) => {
            let range = instead(glued, &format!("{from}..{to}"), "the range");
            Some(range.help(format!(
                "to subtract, put blanks round the hyphen: {from} - {to}"
            )))
        }
        _ => Some(quote_it(glued)),
    }
}

/// Returns how long `:30:00` is after `2019-03-14T10`.
fn clock_len(glued: &str, after: &str) -> usize {
    let timed = glued.contains(['T', 't']) && after.starts_with(':');
    if timed { lex::chunk_len(after) } else { 0 }
}

/// Judges a year, a month and a day that are not written as a date is.
fn year_first(written: &str, [year, month, day]: [&str; 3]) -> Diagnostic {
    let (month, day) = (format!("{month:0>2}"), format!("{day:0>2}"));
    let impossible = no_month(year, &month).or_else(|| no_day(year, &month, &day));
    let full = format!("{year}-{month}-{day}");
    impossible.unwrap_or_else(|| instead(written, &full, "the day"))
}

/// Judges `01-02-2019`, of which no place tells the day; only days that there are get shown.
fn day_first(written: &str, [first, second, year]: [&str; 3]) -> Diagnostic {
    let [first, second] = [first, second].map(|part| format!("{part:0>2}"));
    let orders = [[&second, &first], [&first, &second]];
    let sound = orders.into_iter().filter(|[month, day]| {
        no_month(year, month).is_none() && no_day(year, month, day).is_none()
    });
    let mut days: Vec<String> = sound
        .map(|[month, day]| format!("{year}-{month}-{day}"))
        .collect();
    days.dedup();
    let written = quoted(written);
    let help = "write the year, month and day";
    match &days[..] {
        [one] => misleading(format!("{written} is no date: the year stands first"))
            .help(format!("{help}: {one}")),
        [one, other] => misleading(format!("{written} could be two days"))
            .help(format!("{help}: {one} or {other}")),
        _none => orders
            .into_iter()
            .find(|[month, _]| no_month(year, month).is_none())
            .and_then(|[month, day]| no_day(year, month, day))
            .unwrap_or_else(|| {
                misleading(format!("{written} is no date"))
                    .help(format!("{help}, as 2019-02-01 is written"))
            }),
    }
}

fn with_letters(glued: &str) -> Diagnostic {
    let digits = glued
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(glued.len());
    let (count, letters) = glued.split_at(digits);
    if is_year(count) && is_quarter(letters) {
        let better = format!("{count}-{}", letters.to_ascii_uppercase());
        return instead(glued, &better, "the quarter");
    }
    let short = match letters {
        "d" => "days",
        "w" => "weeks",
        "m" | "mo" => "months",
        "q" => "quarters",
        "y" | "yr" => "years",
        _whole => letters,
    };
    match Unit::parse(short) {
        Some(_) => instead(glued, &format!("{count} {short}"), "the length of time"),
        None => quote_it(glued),
    }
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit())
}

fn is_quarter(part: &str) -> bool {
    matches!(part.as_bytes(), [b'Q' | b'q', b'1'..=b'4'])
}

fn is_week(part: &str) -> bool {
    matches!(part.as_bytes(), [b'W' | b'w', one, other] if one.is_ascii_digit() && other.is_ascii_digit())
}

fn no_month(year: &str, month: &str) -> Option<Diagnostic> {
    let number: u32 = month.parse().unwrap_or(0);
    if (1..=12).contains(&number) {
        return None;
    }
    let misread = misleading(format!("there is no month {month}"))
        .help(format!("the months of {year} are {year}-01 to {year}-12"));
    Some(match number {
        21..=41 => misread.help(format!(
            "to mean an EDTF season, quote it: \"{year}-{month}\""
        )),
        _ => misread,
    })
}

fn no_day(year: &str, month: &str, day: &str) -> Option<Diagnostic> {
    let number = |text: &str| text.parse::<u32>().unwrap_or(0);
    let last = last_day(number(year), number(month));
    if (1..=last).contains(&number(day)) {
        return None;
    }
    let message = format!("{year}-{month} has no day {day}");
    Some(misleading(message).help(format!("its last day is {year}-{month}-{last}")))
}

fn last_day(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Judges `20,000`.
fn thousands(first: &str, mut after: &str) -> Option<(usize, Diagnostic)> {
    if first.len() > 3 {
        return None;
    }
    let (mut number, whole) = (first.to_owned(), after.len());
    while let Some(group) = after.strip_prefix(',') {
        let digits = group
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(group.len());
        if digits != 3 {
            break;
        }
        number.push_str(&group[..digits]);
        after = &group[digits..];
    }
    let len = whole - after.len();
    let list = "in a list, put a blank after the comma";
    (len > 0).then(|| {
        (
            len,
            misleading("numbers are written without commas")
                .help(format!("write {}", shown(&number)))
                .help(list),
        )
    })
}

/// Judges `2019/2020`, `12/2019`, `14/12/2019`, `2019/12/14`.
fn slashed(input: &str) -> Option<(usize, Diagnostic)> {
    let len = input
        .find(|c: char| !c.is_ascii_digit() && c != '/')
        .unwrap_or(input.len());
    let text = &input[..len];
    // More of a date follows.
    if input[len..].starts_with(['-', '~', '?', '%']) {
        return None;
    }
    let parts: Vec<&str> = text.splitn(4, '/').collect();
    let misread = match *parts {
        [from, to] if is_year(from) && is_year(to) => {
            let range = instead(text, &format!("{from}..{to}"), "the years");
            range.help(format!("as a date: \"{text}\""))
        }
        [month, year] if is_year(year) && is_short(month) => {
            let month = format!("{month:0>2}");
            if no_month(year, &month).is_some() {
                return None;
            }
            let month = instead(text, &format!("{year}-{month}"), "the month");
            let spaced = text.replace('/', " / ");
            month.help(format!("to divide, put blanks round the slash: {spaced}"))
        }
        _ => day_of(text, &parts)?,
    };
    Some((len, misread))
}

/// Judges the three parts of a day that another mark stands between than hyphens.
fn day_of(text: &str, parts: &[&str]) -> Option<Diagnostic> {
    match *parts {
        [first, second, year] if is_short(first) && is_short(second) && is_year(year) => {
            Some(day_first(text, [first, second, year]))
        }
        [year, month, day] if is_year(year) && is_short(month) && is_short(day) => {
            Some(year_first(text, [year, month, day]))
        }
        _ => None,
    }
}

/// Judges `14.12.2019`, `2019.12.14` and `1.5x`.
fn fraction(input: &str, whole: &str) -> Option<(usize, Diagnostic)> {
    let len = whole.len() + fraction_len(&input[whole.len()..]);
    let after = &input[len..];
    if len == whole.len() || !(fraction_len(after) > 0 || after.starts_with(lex::is_word)) {
        return None;
    }
    let len = lex::chunk_len(input);
    let chunk = &input[..len];
    let parts: Vec<&str> = chunk.splitn(4, '.').collect();
    let misread = day_of(chunk, &parts).unwrap_or_else(|| quote_it(chunk));
    Some((len, misread))
}

/// Judges what is glued to a date or a number: `2019-12-14/2019-12-15`, `2019-03~`, `12?`.
fn date_tail(input: &str, glued: &str) -> Option<(usize, Diagnostic)> {
    let len = lex::chunk_len(input);
    let text = &input[..len];
    let after = &text[glued.len()..];
    let interval = after.strip_prefix('/').is_some_and(|rest| {
        let dated = glued.contains('-') || (is_year(glued) && rest.contains(['-', '.', '?', '~']));
        dated && rest.starts_with(|c: char| c.is_ascii_digit() || c == '.')
    });
    let qualified =
        after.starts_with(['~', '%']) || (after.starts_with('?') && !after.starts_with("??"));
    if !interval && !qualified {
        return None;
    }
    let is_number = glued.bytes().all(|byte| byte.is_ascii_digit()) && !interval;
    let misread = match is_number {
        true => quote_it(text),
        false => quote_date(text),
    };
    Some((len, misread))
}

/// Shows a date in quotes, or tells why it would be none there either.
fn quote_date(text: &str) -> Diagnostic {
    match Date::parse(text) {
        Ok(_) => quote_it(text),
        Err(problem) => {
            let message = format!("{} is not a date: {}", quoted(text), problem.message);
            let mut misread = misleading(message);
            misread.helps.extend(problem.hint);
            misread
        }
    }
}

/// Tells whether a month or a day may be meant.
fn is_short(part: &str) -> bool {
    matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit())
}

fn quote_it(text: &str) -> Diagnostic {
    misleading(format!("{} must be quoted", quoted(text)))
        .help(format!("write {}", shown(&format!("\"{text}\""))))
}

fn instead(written: &str, better: &str, what: &str) -> Diagnostic {
    let message = format!("{} would mislead", quoted(written));
    misleading(message).help(format!("to mean {what}, write {}", shown(better)))
}

fn misleading(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("misleading-literal", message)
}

/// Shortens what is shown without quotes.
fn shown(text: &str) -> String {
    quoted(text).trim_matches(['‘', '’']).to_owned()
}
