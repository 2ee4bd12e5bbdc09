//! When an article was published: what the caller says, or a date at the head of one of its lines.

use super::Article;
use super::date::{Told, dates};
use super::word::Text;
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
