//! Cues: the reporting verbs of a sentence.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::date::is_day_or_month;
use super::quotation::Quotations;
use super::verbs::{CUES, Cue, NOUNS, Needs};
use super::word::Text;

static BY_FORM: LazyLock<BTreeMap<&'static str, &'static Cue>> = LazyLock::new(|| {
    let forms = CUES
        .iter()
        .flat_map(|cue| cue.forms.iter().map(move |form| (*form, cue)));
    forms.collect()
});

/// Words behind which no verb stands.
const DETERMINERS: &[&str] = &[
    "a",
    "an",
    "the",
    "this",
    "these",
    "those",
    "its",
    "his",
    "their",
    "our",
    "my",
    "your",
    "any",
    "some",
    "such",
    "of",
    "former",
    "so-called",
];

/// Words between a subject and its verb, or before any verb.
const BEFORE_VERBS: &[&str] = &[
    "to", "will", "would", "may", "might", "must", "can", "could", "should", "not", "did", "does",
    "do", "he", "she", "it", "they", "we", "i", "you", "who", "which", "has", "have", "had",
];

/// Those who report, where their name is a small word.
pub(super) const SPEAKERS: &[&str] = &[
    "agency",
    "analysts",
    "army",
    "article",
    "authorities",
    "court",
    "critics",
    "diplomat",
    "diplomats",
    "document",
    "documents",
    "experts",
    "government",
    "group",
    "military",
    "militants",
    "minister",
    "ministry",
    "newspaper",
    "observers",
    "office",
    "official",
    "officials",
    "opponents",
    "organisation",
    "organization",
    "outlet",
    "paper",
    "people",
    "police",
    "president",
    "prosecutor",
    "prosecutors",
    "records",
    "report",
    "reporter",
    "reporters",
    "residents",
    "source",
    "sources",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "statement",
    "study",
    "supporters",
    "transcripts",
    "website",
    "witnesses",
];

/// How many words may part a verb from what shows that it reports.
const NEAR: usize = 6;

/// A reporting verb at its place.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) cue: &'static Cue,
    /// The stance that it shows here.
    pub(super) stance: &'static str,
    /// Which words of the paragraph it is.
    pub(super) words: Range<usize>,
}

/// Returns the reporting verbs of a sentence, each once.
pub(super) fn cues(text: &Text, sentence: &Range<usize>, quotations: &Quotations) -> Vec<Found> {
    let within = text.words_in(sentence);
    let mut found: Vec<Found> = Vec::new();
    let mut at = within.start;
    while at < within.end {
        let Some((cue, count)) = cue_at(text, at, &within) else {
            at += 1;
            continue;
        };
        let place = Place {
            text,
            sentence: &within,
            words: at..at + count,
            quotations,
        };
        at += count;
        if !place.reports(cue) {
            continue;
        }
        let stance = place.stance(cue);
        // Who declines to comment makes one claim.
        if stance == "decline" {
            at = place.end_of_what_is_declined();
        }
        if found.iter().all(|other| other.cue != cue) {
            let words = place.words.clone();
            found.push(Found { cue, stance, words });
        }
    }
    found
}

/// Finds the verb that begins here, and of how many words it is.
fn cue_at(text: &Text, at: usize, within: &Range<usize>) -> Option<(&'static Cue, usize)> {
    let word = text.words[at].small.as_str();
    if at + 1 < within.end && text.adjoin(at) {
        let two = format!("{word} {}", text.words[at + 1].small);
        if let Some(cue) = BY_FORM.get(two.as_str()) {
            return Some((cue, 2));
        }
    }
    BY_FORM.get(word).map(|cue| (*cue, 1))
}

/// A form of a verb in its sentence.
struct Place<'a> {
    text: &'a Text,
    /// Which words the sentence is.
    sentence: &'a Range<usize>,
    words: Range<usize>,
    quotations: &'a Quotations,
}

impl Place<'_> {
    /// Returns the stance of a verb here: who asks that something be done demands it.
    fn stance(&self, cue: &Cue) -> &'static str {
        // ‘asked not to be named’ and ‘asked for a day off’ say nothing of the matter.
        let of_others = self.follows(4, &["to"]) && !self.follows(1, &["to", "not", "for"]);
        let demands = self.follows(1, &["that"]) || of_others;
        if cue.base == "ask" && demands && !self.follows(3, &["whether", "if", "how", "why"]) {
            "demand"
        } else {
            cue.stance
        }
    }

    /// Returns where the verbs end that somebody declines to do: `to comment`, `to confirm or deny`.
    fn end_of_what_is_declined(&self) -> usize {
        let is = |at: usize, words: &[&str]| {
            at < self.sentence.end && words.contains(&self.text.words[at].small.as_str())
        };
        let mut end = self.words.end;
        if is(end, &["to"]) {
            end += 2;
            while is(end, &["and", "or", "nor"]) {
                end += 2;
            }
        }
        end.min(self.sentence.end)
    }

    /// Tells whether a verb reports here.
    fn reports(&self, cue: &Cue) -> bool {
        let form = self.text.words[self.words.start].small.as_str();
        let before = self.before(1);
        if before.is_some_and(|word| DETERMINERS.contains(&word)) {
            return false;
        }
        if self.words.len() == 1 && NOUNS.contains(&form) && !self.is_verb() {
            return false;
        }
        match cue.needs {
            Needs::Nothing => true,
            Needs::Content => self.has_content(cue),
            Needs::Name => {
                self.follows(NEAR + 2, &["as"])
                    || self.follows(NEAR, &["by"])
                    || self.follows(NEAR / 2, &["a", "an"])
                    || self.is_by_quotation()
            }
        }
    }

    /// Tells whether a form that may be a noun stands where a verb does.
    fn is_verb(&self) -> bool {
        let Some(mut before) = self.words.start.checked_sub(1) else {
            return false;
        };
        if self.text.words[before].small.ends_with("ly") || self.text.words[before].small == "also"
        {
            before = before.saturating_sub(1);
        }
        if before < self.sentence.start || !self.text.adjoin(before) {
            return false;
        }
        let word = &self.text.words[before];
        let small = word.small.as_str();
        let owns = small.ends_with("'s") || small.ends_with("s'");
        let first = before == self.sentence.start;
        let named =
            word.capital && !owns && !is_day_or_month(small) && (!first || !is_common(small));
        let followed_by_of = self.follows(1, &["of", "by", "from", "against"]);
        (named || BEFORE_VERBS.contains(&small) || SPEAKERS.contains(&small) && !first)
            && !followed_by_of
    }

    /// Tells whether something said stands by the verb.
    fn has_content(&self, cue: &Cue) -> bool {
        let asks = matches!(self.stance(cue), "demand" | "pledge" | "decline");
        self.is_by_quotation()
            || self.follows(NEAR - 1, &["that", "how", "why", "whether", "what"])
            || asks && self.follows(NEAR - 1, &["to", "not"])
            || self.ends_behind_a_comma()
    }

    /// Returns a word before, if it adjoins.
    fn before(&self, count: usize) -> Option<&str> {
        let at = self.words.start.checked_sub(count)?;
        let inside = at >= self.sentence.start && self.text.adjoin(at);
        inside.then(|| self.text.words[at].small.as_str())
    }

    /// Tells whether one of these stands among the next words.
    fn follows(&self, most: usize, wanted: &[&str]) -> bool {
        let end = self.sentence.end.min(self.words.end + most);
        let next = self.text.words[self.words.end..end].iter();
        next.into_iter()
            .any(|word| wanted.contains(&word.small.as_str()))
    }

    /// Tells whether a quotation of some words begins soon after or ended soon before.
    fn is_by_quotation(&self) -> bool {
        let words = &self.text.words;
        let first = self.words.start.saturating_sub(NEAR + 1);
        let first = first.max(self.sentence.start);
        let last = self.sentence.end.min(self.words.end + NEAR + 2) - 1;
        let verb = words[self.words.start].place.start;
        let near = words[first].place.start..words[last].place.end;
        let mut quoted = self.quotations.within(&near).map(|place| {
            let apart = place.end <= verb || place.start > verb;
            (apart, self.text.words_in(&place).len())
        });
        quoted.any(|(apart, count)| apart && count > 1)
    }

    /// Tells whether it ends the sentence as in ‘…, an inquiry has found.’
    fn ends_behind_a_comma(&self) -> bool {
        if self.words.end != self.sentence.end {
            return false;
        }
        let from = self.words.start.saturating_sub(NEAR + 2);
        let from = from.max(self.sentence.start);
        let start = self.text.words[from].place.end;
        let end = self.text.words[self.words.start].place.start;
        self.text.chars[start.min(end)..end].contains(&',')
    }
}

/// Tells whether a word is capital only because it begins a sentence.
fn is_common(small: &str) -> bool {
    let plural = small.ends_with('s') && !small.ends_with("ss");
    plural || SPEAKERS.contains(&small) || DETERMINERS.contains(&small) || small.len() < 3
}
