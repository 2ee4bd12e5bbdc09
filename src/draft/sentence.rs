//! Sentences: where one ends and the next begins.

use std::ops::Range;

use super::quotation::Quotations;
use super::word::Text;

/// Capitalised words with a stop behind them that ends no sentence: they stand before a name or a number.
const BEFORE_NAMES: &[&str] = &[
    "adm", "amb", "brig", "capt", "cmdr", "col", "cpl", "dr", "fr", "gen", "gov", "hon", "lt",
    "maj", "messrs", "mr", "mrs", "ms", "mt", "no", "nos", "pfc", "pres", "prof", "pvt", "rep",
    "reps", "rev", "sen", "sens", "sgt", "st", "ste", "supt", "art", "fig", "vol", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "tues",
    "wed", "thu", "thur", "thurs", "fri",
];

/// Small words of which that holds.
const BETWEEN: &[&str] = &["vs", "v", "cf", "viz", "approx", "pp"];

/// Capitalised words with a stop behind them that may or may not end a sentence.
const BEHIND_NAMES: &[&str] = &[
    "jr", "sr", "inc", "co", "corp", "ltd", "llc", "plc", "dept", "univ", "assn", "bros", "esq",
    "ave", "blvd", "rd", "calif", "conn", "fla", "mass", "mich", "minn", "pa", "tenn", "va",
    "wash", "wis", "ph",
];

/// Small words of which that holds.
const AT_ENDS: &[&str] = &["etc", "al", "est"];

/// Words that begin sentences more often than names.
const BEGINNERS: &[&str] = &[
    "a",
    "after",
    "all",
    "although",
    "an",
    "and",
    "as",
    "at",
    "before",
    "both",
    "but",
    "by",
    "during",
    "each",
    "even",
    "for",
    "from",
    "he",
    "her",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "it",
    "its",
    "last",
    "many",
    "meanwhile",
    "most",
    "no",
    "not",
    "on",
    "one",
    "only",
    "other",
    "our",
    "she",
    "since",
    "so",
    "some",
    "such",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "to",
    "under",
    "we",
    "what",
    "when",
    "where",
    "while",
    "who",
    "with",
    "yet",
    "you",
];

/// Returns the sentences of a paragraph: blanks at their ends left out, quotations whole.
pub(super) fn sentences(text: &Text, quotations: &Quotations) -> Vec<Range<usize>> {
    let chars = &text.chars;
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let mut quotations = quotations.closed.iter();
    let mut quotation = quotations.next();
    while at < chars.len() {
        let Some(end) = end_at(text, at) else {
            at += 1;
            continue;
        };
        while quotation.is_some_and(|place| place.end <= at) {
            quotation = quotations.next();
        }
        let inside = quotation.is_some_and(|place| place.start <= at && end < place.end);
        if !inside {
            push(&mut found, chars, start..end);
            start = end;
        }
        at = end;
    }
    push(&mut found, chars, start..chars.len());
    found
}

fn push(found: &mut Vec<Range<usize>>, chars: &[char], place: Range<usize>) {
    let is_said = |at: &usize| !chars[*at].is_whitespace();
    let first = place.clone().find(is_said);
    let last = place.rev().find(is_said);
    if let (Some(first), Some(last)) = (first, last) {
        found.push(first..last + 1);
    }
}

/// Returns where a sentence ends of which this may be the stop, marks behind it included.
fn end_at(text: &Text, at: usize) -> Option<usize> {
    let chars = &text.chars;
    if !is_stop(chars[at]) {
        return None;
    }
    let mut end = at + 1;
    while chars.get(end).is_some_and(|c| is_stop(*c) || is_closer(*c)) {
        end += 1;
    }
    if end == chars.len() {
        return Some(end);
    }
    if !chars[end].is_whitespace() {
        return None;
    }
    let next = chars[end..].iter().find(|c| !c.is_whitespace());
    // A small letter goes on: “Why?” he asked.
    if next.is_some_and(|c| c.is_lowercase()) {
        return None;
    }
    let is_short = chars[at] == '.' && end == at + 1 && is_abbreviation(text, at);
    (!is_short).then_some(end)
}

/// Tells whether the stop here belongs to the word before it, and ends no sentence.
fn is_abbreviation(text: &Text, stop: usize) -> bool {
    let before = text.words.partition_point(|word| word.place.end <= stop);
    let Some(word) = before.checked_sub(1).map(|last| &text.words[last]) else {
        return false;
    };
    if word.place.end != stop {
        return false;
    }
    let next = text
        .words
        .get(before)
        .map_or("", |word| word.small.as_str());
    let begins = BEGINNERS.contains(&next);
    let is_letter = word.place.len() == 1 && text.chars[word.place.start].is_alphabetic();
    if is_letter {
        // An initial stands before a name, `U.S.` may stand at the end.
        let dotted = word.place.start > 0 && text.chars[word.place.start - 1] == '.';
        let initial = word.capital && !dotted && word.small != "i";
        return initial || dotted && !begins;
    }
    let is_one_of = |words: &[&str]| words.contains(&word.small.as_str());
    if word.capital {
        is_one_of(BEFORE_NAMES) || is_one_of(BEHIND_NAMES) && !begins
    } else {
        is_one_of(BETWEEN) || is_one_of(AT_ENDS) && !begins
    }
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

fn is_closer(c: char) -> bool {
    matches!(c, '”' | '"' | '’' | '\'' | '»' | ')' | ']')
}
