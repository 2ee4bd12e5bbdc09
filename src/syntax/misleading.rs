//! Literals that would mislead, and what to type instead.
//!
//! A hyphen, comma or slash glued between digits or letters is never read as an operator, since
//! `2019-3` would be 2016 and `turkish-diplomat-2024` a difference.

use super::lex;
use super::reader::quoted;
use crate::diagnostic::Diagnostic;
use crate::value::Unit;

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
        .or_else(|| slashed(input, glued))
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
        [year, month] if is_year(year) && digits(month) => match month.len() {
            1 if month != "0" => Some(instead(glued, &format!("{year}-0{month}"), "the month")),
            2 => no_month(year, month),
            4 => Some(instead(glued, &format!("{year}..{month}"), "the years")),
            _ => Some(quote_it(glued)),
        },
        [day, month, year] if is_year(year) && digits(day) && digits(month) && day.len() <= 2 => {
            Some(day_first(glued, [day, month, year]))
        }
        [year, month, day] if is_year(year) && digits(month) && digits(day) => {
            match (month.len(), day.len()) {
                (2, 2) => no_month(year, month).or_else(|| no_day(year, month, day)),
                (1 | 2, 1 | 2) => {
                    let (month, day) = (format!("{month:0>2}"), format!("{day:0>2}"));
                    let impossible = no_month(year, &month).or_else(|| no_day(year, &month, &day));
                    let full = format!("{year}-{month}-{day}");
                    Some(impossible.unwrap_or_else(|| instead(glued, &full, "the day")))
                }
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

/// Judges `01-02-2019`, of which no place tells the day.
fn day_first(glued: &str, [day, month, year]: [&str; 3]) -> Diagnostic {
    let sound = |month: &str, day: &str| {
        let is_one = month.len() <= 2 && no_month(year, &format!("{month:0>2}")).is_none();
        is_one && no_day(year, month, day).is_none()
    };
    let shown = |month: &str, day: &str| format!("{year}-{month:0>2}-{day:0>2}");
    let help = match (sound(month, day), sound(day, month)) {
        (true, true) if day != month => {
            format!("{} or {}", shown(month, day), shown(day, month))
        }
        (true, _) => shown(month, day),
        (false, true) => shown(day, month),
        (false, false) => "as 2019-02-01 is written".to_owned(),
    };
    let message = format!("{} is no date: the year stands first", quoted(glued));
    misleading(message).help(format!("write the year, month and day: {help}"))
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

/// Judges `2019/2020`, `14/12/2019`, `2019/12/14`.
fn slashed(input: &str, first: &str) -> Option<(usize, Diagnostic)> {
    let len = input
        .find(|c: char| !c.is_ascii_digit() && c != '/')
        .unwrap_or(input.len());
    let parts: Vec<&str> = input[..len].splitn(4, '/').collect();
    let misread = match parts[..] {
        [from, to] if is_year(from) && is_year(to) => {
            instead(&input[..len], &format!("{from}..{to}"), "the years")
        }
        [day, month, year] if is_year(year) && day.len() <= 2 => {
            let help =
                format!("write the year first, then month and day: {year}-{month:0>2}-{day:0>2}");
            misleading(format!("{} could be two days", quoted(&input[..len]))).help(help)
        }
        [year, month, day] if is_year(year) => instead(
            &input[..len],
            &format!("{year}-{month:0>2}-{day:0>2}"),
            "the day",
        ),
        _ => return None,
    };
    (!first.is_empty()).then_some((len, misread))
}

/// Judges `14.12.2019` and `1.5x`.
fn fraction(input: &str, whole: &str) -> Option<(usize, Diagnostic)> {
    let len = whole.len() + fraction_len(&input[whole.len()..]);
    let after = &input[len..];
    if len == whole.len() || !(fraction_len(after) > 0 || after.starts_with(lex::is_word)) {
        return None;
    }
    let len = lex::chunk_len(input);
    let chunk = &input[..len];
    let parts: Vec<&str> = chunk.splitn(4, '.').collect();
    Some((
        len,
        match parts[..] {
            [day, month, year] if is_year(year) => {
                instead(chunk, &format!("{year}-{month:0>2}-{day:0>2}"), "the day")
            }
            _ => quote_it(chunk),
        },
    ))
}

/// Judges what is glued to a date or a number: `2019-12-14/2019-12-15`, `2019-03~`, `12?`.
fn date_tail(input: &str, glued: &str) -> Option<(usize, Diagnostic)> {
    let after = &input[glued.len()..];
    let interval = after.strip_prefix('/').is_some_and(|rest| {
        glued.contains('-') && rest.starts_with(|c: char| c.is_ascii_digit() || c == '.')
    });
    let qualified =
        after.starts_with(['~', '%']) || (after.starts_with('?') && !after.starts_with("??"));
    if !interval && !qualified {
        return None;
    }
    let len = lex::chunk_len(input);
    Some((len, quote_it(&input[..len])))
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
