//! Candidates: the sentences that somebody may be claiming something in.

use std::ops::Range;

use super::cue::{self, Found};
use super::date::{Told, dates};
use super::quotation::Quotations;
use super::said::{Said, said};
use super::sentence::sentences;
use super::verbs::Cue;
use super::word::Text;
use crate::value::{Day, Locator};

/// How many words a quotation has at least that makes a candidate without a verb.
const QUOTED_WORDS: usize = 4;

/// Words that join what follows to what stands before, and name nobody.
const LINKS: &[&str] = &[
    "after", "although", "and", "as", "because", "before", "but", "if", "or", "since", "that",
    "though", "when", "where", "while", "yet",
];

/// The cue behind which its source stands.
pub(super) const ACCORDING: &str = "according to";

/// The cue that says of nobody that they reported.
const REPORTEDLY: &str = "reportedly";

/// What may be a claim.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Its paragraph, counted from 0.
    pub(super) paragraph: usize,
    /// Its sentence.
    pub(super) at: Locator,
    /// Which characters of the paragraph that is.
    pub(super) place: Range<usize>,
    /// The reporting verb.
    pub(super) cue: Option<&'static Cue>,
    /// The stance that the verb shows; of a quotation alone that it asserts.
    pub(super) stance: &'static str,
    /// The words that say through whom it came: `citing The Post`.
    pub(super) relay: Option<Range<usize>>,
    /// Whether a quotation stands in its sentence.
    pub(super) direct: bool,
    /// The words where its subject may stand.
    pub(super) subject: Range<usize>,
    /// When it was said, as far as a date beside the verb tells.
    pub(super) said: Option<Said>,
}

/// Returns the candidates of a paragraph, counted from 0, of an article written on a day.
pub(super) fn candidates(place: usize, text: &Text, written: Option<Day>) -> Vec<Candidate> {
    let quotations = Quotations::of(&text.chars);
    let mut found = Vec::new();
    for sentence in sentences(text, &quotations) {
        let quoted: Vec<Range<usize>> = quotations.within(&sentence).collect();
        let count = |place: &Range<usize>| text.words_in(place).len();
        let direct = quoted.iter().any(|it| count(it) > 0);
        let Some(at) = locator(place, &sentence, text.chars.len(), direct) else {
            continue;
        };
        let cues = cue::cues(text, &sentence, &quotations);
        let within = text.words_in(&sentence);
        let relay = relay(text, &within);
        let mut told = dates(text, within.clone());
        told.retain(|told| {
            let first = text.words[told.words.start].place.start;
            !quoted.iter().any(|it| it.contains(&first))
        });
        let inside = |found: &Found| {
            let first = text.words[found.words.start].place.start;
            quoted.iter().any(|it| it.contains(&first))
        };
        let long = quoted.iter().any(|it| count(it) >= QUOTED_WORDS);
        // A verb within a quotation does not say whose the quotation is.
        if cues.iter().all(inside) && long {
            found.push(Candidate {
                paragraph: place,
                at,
                place: sentence.clone(),
                cue: None,
                stance: "assert",
                relay: relay.clone(),
                direct: true,
                subject: 0..0,
                said: None,
            });
        }
        for cue in &cues {
            let told: &[Told] = if inside(cue) { &[] } else { &told };
            found.push(Candidate {
                paragraph: place,
                at,
                place: sentence.clone(),
                cue: Some(cue.cue),
                stance: cue.stance,
                relay: relay.clone(),
                direct: direct && !inside(cue),
                subject: subject(text, &sentence, cue),
                said: said(text, told, cue, &within, written),
            });
        }
    }
    found
}

/// Returns the place of a sentence; a paragraph that is one without a quotation is named whole.
fn locator(
    paragraph: usize,
    sentence: &Range<usize>,
    length: usize,
    direct: bool,
) -> Option<Locator> {
    let number = u32::try_from(paragraph + 1).ok()?;
    if *sentence == (0..length) && !direct {
        return Some(Locator::Paragraphs {
            first: number,
            last: number,
        });
    }
    Some(Locator::Span {
        paragraph: number,
        start: u32::try_from(sentence.start).ok()?,
        end: u32::try_from(sentence.end).ok()?,
    })
}

/// Returns the words where the subject of a verb may stand: before it, behind it where a quotation
/// stands before it (‘“…,” said a guard’), or else at the beginning of the sentence.
fn subject(text: &Text, sentence: &Range<usize>, found: &Found) -> Range<usize> {
    let (verb, within) = (&found.words, text.words_in(sentence));
    if found.cue.base == REPORTEDLY {
        return 0..0;
    }
    let mut start = verb.start;
    while start > within.start && text.adjoin(start - 1) {
        start -= 1;
    }
    let links = |at: usize| LINKS.contains(&text.words[at].small.as_str());
    while start < verb.start && links(start) {
        start += 1;
    }
    let turned = found.cue.base == ACCORDING;
    if start < verb.start && !turned {
        return start.max(verb.start.saturating_sub(super::page::FEW))..verb.start;
    }
    let before = text.chars[..text.words[verb.start].place.start].iter();
    let mark = before.rev().find(|c| !c.is_whitespace());
    let quoted = mark.is_some_and(|c| matches!(c, '”' | '"' | '’' | '»'));
    let first = if quoted || turned {
        verb.end
    } else {
        within.start
    };
    let mut end = first;
    while end < within.end && (end == first || text.adjoin(end - 1)) && !verb.contains(&end) {
        end += 1;
    }
    first..end
}

/// What stands before the name of who passed something on.
const RELAYS: &[&[&str]] = &[
    &["according", "to"],
    &["citing"],
    &["quoted", "by"],
    &["reported", "by"],
];

/// Returns the words of a name behind `citing` or the like.
fn relay(text: &Text, sentence: &Range<usize>) -> Option<Range<usize>> {
    let word = |at: usize| text.words[at].small.as_str();
    sentence.clone().find_map(|at| {
        let begins = |marks: &&&[&str]| {
            let end = at + marks.len();
            end < sentence.end && (at..end).map(word).eq(marks.iter().copied())
        };
        let first = at + RELAYS.iter().find(begins)?.len();
        let most = sentence.end.min(first + super::page::FEW);
        let named = (first..most).any(|at| text.words[at].capital);
        let mut end = first + 1;
        while end < most && text.adjoin(end - 1) && !LINKS.contains(&word(end)) {
            end += 1;
        }
        named.then_some(first..end)
    })
}
