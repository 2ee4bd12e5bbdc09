//! When an article was published: what the caller says, or a date at the head of one of its lines.

use std::ops::Range;

use super::Article;
use super::date::{Told, dates, is_day_or_month};
use super::word::{Text, Word};
use crate::value::{Date, Day};

/// How many paragraphs may stand before the date, and how many words before it in its own.
const HEAD: usize = 5;
const WORDS: usize = 2;

/// Of how many words a line may be that is nothing but a date and who wrote it.
const DATE_LINE: usize = 8;

/// When an article was published.
#[derive(Debug)]
pub(super) enum Published {
    /// The caller says so, in EDTF.
    Given(String, Option<Day>),
    /// A paragraph, counted from 0, has it.
    Found(Day, usize),
    /// Nobody knows yet.
    Unknown,
}

impl Published {
    /// Returns the day from which relative dates are told.
    pub(super) fn day(&self) -> Option<Day> {
        match self {
            Published::Given(_, day) => *day,
            Published::Found(day, _) => Some(*day),
            Published::Unknown => None,
        }
    }
}

/// Finds out when an article was published.
pub(super) fn of(article: &Article<'_>, texts: &[Text]) -> Published {
    if let Some(given) = article.published {
        let days = Date::parse(given).ok().map(|date| date.days);
        let day = days.filter(|days| days.lo == days.hi).map(|days| days.lo);
        return Published::Given(given.to_owned(), day);
    }
    let heads = texts.iter().enumerate().take(HEAD);
    let mut found = heads.filter_map(|(place, text)| date_line(text).map(|day| (day, place)));
    found.next().map_or(Published::Unknown, |(day, place)| {
        Published::Found(day, place)
    })
}

/// Returns the day that stands at the head of a paragraph, or is all that it says.
pub(super) fn date_line(text: &Text) -> Option<Day> {
    let short = text.words.len() <= DATE_LINE;
    let head = if short {
        text.words.len()
    } else {
        text.words.len().min(WORDS + 3)
    };
    if let Some((words, day)) = numbers(text, head)
        && (short || words.start < WORDS)
    {
        return Some(day);
    }
    let is_near = |told: &Told| short || told.words.start < WORDS && !begins_sentence(text, told);
    let told = dates(text, 0..head)
        .into_iter()
        .find(|told| told.day().is_some())?;
    told.day().filter(|_| is_near(&told))
}

/// Tells whether a date is part of a sentence: `On 3 May 2019 he …`.
fn begins_sentence(text: &Text, told: &Told) -> bool {
    let words = text.words[..told.words.start].iter();
    words
        .into_iter()
        .any(|word| ["on", "in", "since", "by", "before", "after"].contains(&&*word.small))
}

/// Finds a day written in numbers, `14.10.2025`, `14/10/2025` or `2025/10/14`; none where day and month
/// may be either.
fn numbers(text: &Text, head: usize) -> Option<(Range<usize>, Day)> {
    (0..head.saturating_sub(2)).find_map(|at| {
        let words = &text.words[at..at + 3];
        let marks = [0, 1].map(|it| {
            let between = &text.chars[words[it].place.end..words[it + 1].place.start];
            <[char; 1]>::try_from(between).map_or(' ', |[mark]| mark)
        });
        let is_mark = matches!(marks[0], '.' | '/') && marks[0] == marks[1];
        let parts = [0, 1, 2].map(|it| {
            let word = words[it].small.as_str();
            let digits = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
            word.parse::<u16>().ok().filter(|_| digits)
        });
        let [Some(first), Some(month), Some(last)] = parts else {
            return None;
        };
        let (year, day) = if first > 31 {
            (first, last)
        } else {
            (last, first)
        };
        // With stops the day comes first everywhere.
        let is_clear = first > 12 || first == month || marks[0] == '.';
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let found = Day::from_civil(i32::from(year), month, day)?;
        (is_mark && is_clear && year >= 1000).then_some((at..at + 3, found))
    })
}

/// Words beside a date that are no name of an outlet.
const NO_NAMES: &[&str] = &["by", "on", "posted", "published", "updated", "written"];

/// Returns the words of a line with a date that may name its outlet.
pub(super) fn name_beside(text: &Text) -> Option<String> {
    if text.words.len() > DATE_LINE {
        return None;
    }
    let date = dates(text, 0..text.words.len()).into_iter();
    let mut date = date.filter(|told| told.day().is_some());
    let date = match (date.next(), numbers(text, text.words.len())) {
        (Some(told), _) => told.words,
        (None, numbers) => numbers?.0,
    };
    let sides = [0..date.start, date.end..text.words.len()];
    let is_name = |words: &Range<usize>| {
        let mut words = text.words[words.clone()].iter();
        let plain = |word: &Word| {
            let small = word.small.as_str();
            !NO_NAMES.contains(&small) && !is_day_or_month(small)
        };
        let first = words.clone().next();
        first.is_some_and(|word| word.capital) && words.all(plain)
    };
    let name = sides.into_iter().find(is_name)?;
    Some(text.some(name, super::page::FEW))
}
