//! When something was said: a date that stands with its reporting verb, or none.
//!
//! Most dates of a sentence are part of what is reported. Only those are taken that cannot be: right
//! behind the verb (`said on Monday`, `told the paper on Monday`), right before it (`the mayor on
//! Monday said`), or at the head of the sentence (`On Monday the mayor said`).

use std::ops::Range;

use super::cue::{Found, SPEAKERS};
use super::date::{Shape, Told, is_day_or_month};
use super::word::Text;
use crate::value::{Date, Day};

/// A date beside a verb.
#[derive(Debug)]
pub(super) struct Said {
    /// Which words it is.
    pub(super) words: Range<usize>,
    /// What it means, as EDTF; none where that depends on a day that is not known.
    pub(super) edtf: Option<String>,
    /// Whether it is written out.
    pub(super) stated: bool,
}

/// Verbs whose object is who hears it.
const ADDRESSING: &[&str] = &[
    "advise", "ask", "assure", "brief", "inform", "notify", "remind", "tell", "urge", "warn",
];

/// Occasions of saying something: `in a statement`.
const OCCASIONS: &[&str] = &[
    "address",
    "article",
    "briefing",
    "broadcast",
    "call",
    "column",
    "conference",
    "court",
    "debate",
    "email",
    "e-mail",
    "filing",
    "hearing",
    "interview",
    "letter",
    "meeting",
    "memo",
    "message",
    "note",
    "parliament",
    "post",
    "release",
    "report",
    "session",
    "speech",
    "statement",
    "testimony",
    "tweet",
    "video",
];

/// Words between a verb and its date that change nothing.
const FILLERS: &[&str] = &["again", "also", "early", "earlier", "late", "later", "only"];

/// Words that show that what stands before them is the subject of what is reported.
const FINITE: &[&str] = &[
    "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must",
    "of", "next", "or", "shall", "should", "through", "till", "to", "until", "was", "were", "will",
    "would",
];

/// Words before a verb that has not been said yet.
const TO_COME: &[&str] = &[
    "can", "could", "may", "might", "must", "shall", "should", "to", "will", "would",
];

/// Words that begin another clause, where a subject stands before a verb.
const CLAUSES: &[&str] = &[
    "after", "although", "and", "as", "because", "before", "but", "if", "or", "since", "that",
    "though", "when", "where", "which", "while", "who", "whom", "whose", "yet",
];

const ARTICLES: &[&str] = &[
    "a", "an", "the", "its", "his", "her", "their", "this", "our",
];

/// Words that begin what is reported, where no `that` does.
const SUBJECTS: &[&str] = &[
    "a", "an", "he", "her", "his", "i", "it", "its", "no", "she", "that", "the", "their", "there",
    "they", "we",
];

/// Subjects of one word.
const PRONOUNS: &[&str] = &["he", "i", "it", "she", "there", "they", "we", "you"];

/// What a document does when it comes out.
const PUBLISHED: &[&str] = &["issued", "posted", "printed", "published", "released"];

const PARTS_OF_DAY: &[&str] = &["morning", "afternoon", "evening", "night"];

/// Of how many words a subject or an addressee is at most.
const MOST: usize = 5;

/// Takes the date that stands with a verb.
pub(super) fn said(
    text: &Text,
    told: &[Told],
    found: &Found,
    sentence: &Range<usize>,
    written: Option<Day>,
) -> Option<Said> {
    let verb = Verb {
        text,
        found,
        sentence,
    };
    if verb.is_to_come() || verb.found.cue.base == super::candidate::ACCORDING {
        return None;
    }
    let stands =
        |told: &&Told| verb.has_behind(told) || verb.has_before(told) || verb.has_at_head(told);
    let date = told.iter().find(stands)?;
    Some(Said {
        words: date.words.clone(),
        edtf: date.days(written).map(|days| Date::of(days).text),
        stated: date.is_stated(),
    })
}

/// A reporting verb in its sentence.
struct Verb<'a> {
    text: &'a Text,
    found: &'a Found,
    /// Which words the sentence is.
    sentence: &'a Range<usize>,
}

impl Verb<'_> {
    fn small(&self, at: usize) -> &str {
        if self.sentence.contains(&at) {
            &self.text.words[at].small
        } else {
            ""
        }
    }

    /// Tells whether nothing but blanks parts these words from each other.
    fn is_one_piece(&self, words: Range<usize>) -> bool {
        words.end <= words.start + 1 || (words.start..words.end - 1).all(|at| self.text.adjoin(at))
    }

    /// Tells whether it says what will be said.
    fn is_to_come(&self) -> bool {
        let start = self.found.words.start;
        let before = start.saturating_sub(2).max(self.sentence.start)..start;
        self.is_one_piece(before.start..start + 1)
            && before
                .into_iter()
                .any(|at| TO_COME.contains(&self.small(at)))
    }

    /// Tells whether a date stands right behind it: `said on Monday`.
    fn has_behind(&self, told: &Told) -> bool {
        let (verb, date) = (&self.found.words, &told.words);
        if date.start < verb.end || !self.is_one_piece(verb.end - 1..date.start + 1) {
            return false;
        }
        let Some((preposition, until)) = self.preposition(told) else {
            return false;
        };
        let mut between = verb.end..until;
        while between.start < between.end && self.is_filler(between.start) {
            between.start += 1;
        }
        while between.start < between.end && self.is_filler(between.end - 1) {
            between.end -= 1;
        }
        let next = self.next(told);
        let ends = matches!(next, Next::End | Next::Mark);
        let fits = between.is_empty()
            || self.is_occasion(&between)
            || self.is_addressee(&between)
            || ends && (self.is_pronoun(&between) || self.is_subject_behind(&between));
        fits && match next {
            Next::End => true,
            Next::Mark => told.shape() == Shape::Day,
            Next::Word("that") => true,
            // ‘said on Monday and Tuesday’ is no one day.
            Next::Word("and") if is_day_or_month(self.small(date.end + 1)) => false,
            Next::Word(word) if FINITE.contains(&word) => false,
            // ‘said last year sales fell’ may be either.
            Next::Word(word) => {
                told.shape() == Shape::Day && (preposition || SUBJECTS.contains(&word))
            }
        }
    }

    /// Tells whether a date stands right before it: `the mayor on Monday said`.
    fn has_before(&self, told: &Told) -> bool {
        let (verb, date) = (&self.found.words, &told.words);
        // ‘The ferry on Monday said to be late’ says nothing.
        let is_said_of = self.small(verb.end) == "to";
        if date.end != verb.start || told.shape() != Shape::Day || is_said_of {
            return false;
        }
        let Some((_, until)) = self.preposition(told) else {
            return false;
        };
        let mut start = until;
        while start > self.sentence.start && self.text.adjoin(start - 1) {
            start -= 1;
        }
        let subject = start..until;
        let Some(last) = until.checked_sub(1).filter(|_| !subject.is_empty()) else {
            return false;
        };
        let word = &self.text.words[last];
        let small = word.small.as_str();
        let plain = subject.len() == 2 && ARTICLES.contains(&self.small(start));
        let known = word.capital || SPEAKERS.contains(&small) || PUBLISHED.contains(&small);
        self.is_one_piece(start..verb.start + 1)
            && !subject.clone().any(|at| CLAUSES.contains(&self.small(at)))
            && !told.is_owner(self.text)
            && (plain || known)
    }

    /// Tells whether a date stands at the head of the sentence, and the verb and its subject follow.
    fn has_at_head(&self, told: &Told) -> bool {
        let (verb, date) = (&self.found.words, &told.words);
        if date.end > verb.start || told.is_owner(self.text) || told.shape() == Shape::Wide {
            return false;
        }
        let Some((_, until)) = self.preposition(told) else {
            return false;
        };
        let mut head = self.sentence.start..until;
        if head.len() == 1 && ["and", "but", "late", "early"].contains(&self.small(head.start)) {
            head.start += 1;
        }
        let mut subject = date.end..verb.start;
        if PARTS_OF_DAY.contains(&self.small(subject.start)) {
            subject.start += 1;
        }
        let is_plain = |at: usize| {
            let word = self.small(at);
            !CLAUSES.contains(&word) && !FINITE.contains(&word) && !word.ends_with("ed")
        };
        head.is_empty()
            && (1..=MOST).contains(&subject.len())
            && self.is_one_piece(subject.start..verb.start + 1)
            && subject
                .clone()
                .all(|at| is_plain(at) || at + 1 == verb.start && self.is_helper(at))
            && !self.is_aside()
    }

    /// Tells whether a word helps the verb: `the mayor had said`.
    fn is_helper(&self, at: usize) -> bool {
        ["had", "has", "have"].contains(&self.small(at))
    }

    /// Tells whether the verb stands in an aside of what is reported: `On Monday, he said, it rained`.
    fn is_aside(&self) -> bool {
        let end = self.text.words[self.found.words.end - 1].place.end;
        let mut rest = self.text.chars[end..].iter().filter(|c| !c.is_whitespace());
        let quotes = |c: Option<&char>| c.is_some_and(|c| matches!(c, '“' | '"' | '‘' | '«'));
        rest.next() == Some(&',') && !quotes(rest.next())
    }

    /// Tells whether a date has a preposition that goes with it, and where the words before it end;
    /// none where another stands there.
    fn preposition(&self, told: &Told) -> Option<(bool, usize)> {
        if told.is_owner(self.text) {
            return None;
        }
        let start = told.words.start;
        let before = start.checked_sub(1).filter(|at| *at >= self.sentence.start);
        let goes: &[&str] = match told.shape() {
            Shape::Day => &["on"],
            Shape::Month => &["in"],
            Shape::Span | Shape::Wide => &["at", "over"],
        };
        match before.map(|at| (at, self.small(at))) {
            Some((at, word)) if goes.contains(&word) => Some((true, at)),
            // A month alone has its preposition always.
            Some(_) | None if told.shape() == Shape::Month => None,
            Some(_) | None => Some((false, start)),
        }
    }

    /// Returns what follows a date, the part of the day left out.
    fn next(&self, told: &Told) -> Next<'_> {
        let mut end = told.words.end;
        let part = self.small(end);
        if self.text.adjoin(end - 1) && PARTS_OF_DAY.contains(&part) {
            end += 1;
        }
        if end >= self.sentence.end {
            Next::End
        } else if self.text.adjoin(end - 1) {
            Next::Word(self.small(end))
        } else {
            Next::Mark
        }
    }

    fn is_filler(&self, at: usize) -> bool {
        let word = self.small(at);
        FILLERS.contains(&word)
            || word.len() > 4 && word.ends_with("ly") && !self.text.words[at].capital
    }

    /// Tells whether words are `in a statement`.
    fn is_occasion(&self, words: &Range<usize>) -> bool {
        let (first, last) = (self.small(words.start), self.small(words.end - 1));
        (2..=MOST).contains(&words.len())
            && ["at", "during", "in", "to"].contains(&first)
            && OCCASIONS.contains(&last)
            && !words.clone().any(|at| self.is_clause(at))
    }

    /// Tells whether words are who hears it: `told reporters`, `told the news agency`, `told The Post`.
    fn is_addressee(&self, words: &Range<usize>) -> bool {
        if !ADDRESSING.contains(&self.found.cue.base) {
            return false;
        }
        let article = ARTICLES.contains(&self.small(words.start));
        let rest = words.start + usize::from(article)..words.end;
        let named = |at: usize| self.text.words[at].capital || self.small(at) == "of";
        let plain = !rest
            .clone()
            .any(|at| self.is_clause(at) || ARTICLES.contains(&self.small(at)));
        let few = rest.len() <= 1 + usize::from(article);
        plain && !rest.is_empty() && (few || rest.len() <= MOST && rest.clone().all(named))
    }

    /// Tells whether words are `it`, as in `denied it on Monday`.
    fn is_pronoun(&self, words: &Range<usize>) -> bool {
        words.len() == 1
            && ["it", "so", "this", "them", "him", "her"].contains(&self.small(words.start))
    }

    /// Tells whether words are the subject of a verb that stands before it: `“…,” said the mayor`.
    fn is_subject_behind(&self, words: &Range<usize>) -> bool {
        let start = self.text.words[self.found.words.start].place.start;
        let mut before = self.text.chars[..start].iter().rev();
        let mark = before.find(|c| !c.is_whitespace());
        let turned = mark.is_some_and(|c| matches!(c, '”' | '"' | '’' | '»' | ','));
        turned && words.len() <= MOST && !words.clone().any(|at| self.is_clause(at))
    }

    /// Tells whether a word belongs to what is reported.
    fn is_clause(&self, at: usize) -> bool {
        let word = self.small(at);
        let joins = ["and", "of", "to"].contains(&word);
        !joins && (CLAUSES.contains(&word) || FINITE.contains(&word) || PRONOUNS.contains(&word))
    }
}

/// What follows a date.
#[derive(Clone, Copy)]
enum Next<'a> {
    /// Nothing: the sentence ends.
    End,
    /// A mark, such as a comma.
    Mark,
    /// A word.
    Word(&'a str),
}
