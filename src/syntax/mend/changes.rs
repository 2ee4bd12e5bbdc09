//! What may be changed where the reading of a text was given up.

use std::borrow::Cow;
use std::ops::Range;
use std::slice::from_ref;

use super::{EMPTY, NAMELESS};
use crate::diagnostic::nearest;
use crate::syntax::layout::{GivenUp, Layout};
use crate::syntax::lex;
use crate::syntax::reader::{Wanted, token};
use crate::syntax::slot::Slot;
use crate::syntax::stage::STAGES;
use crate::syntax::tokens::tokens;
use crate::syntax::words::foreign_stage;

/// What is put in the place of something that was not wanted.
const INSTEAD: [&str; 5] = ["=", "!=", "", NAMELESS, "today"];

/// What a condition begins behind.
const BEGINNINGS: [&str; 8] = ["where", "and", "or", "not", "(", "[", "|", ";"];

/// What stands between the parts of conditions, lists and queries.
const JOINTS: [&str; 6] = ["and", "or", ",", ")", "]", "|"];

/// What denies a test, here or elsewhere.
const NEGATIONS: [&str; 6] = ["not", "no", "isnt", "isn't", "aint", "ne"];

/// What operators end with that values stand behind.
const OPERATOR: [char; 4] = ['=', '<', '>', '~'];

/// What is left out of a text, and what is put there.
pub(super) type Change<'c> = (Range<usize>, Cow<'c, str>);

/// Returns changes of a word or two, the likeliest first.
pub(super) fn small<'c>(text: &'c str, broken: &'c GivenUp) -> Vec<Change<'c>> {
    let mut site = Site::new(text, broken);
    site.mistaken_words();
    site.left_out_before();
    site.quotes();
    site.put_in();
    site.instead();
    site.finish(false)
}

/// Returns changes that leave out a whole condition, or what stands before the next.
pub(super) fn large<'c>(text: &'c str, broken: &'c GivenUp) -> Vec<Change<'c>> {
    let mut site = Site::new(text, broken);
    if let Some(joint) = site.next(&JOINTS) {
        if let Some(start) = clause_start(&text[..site.at]) {
            site.add(start..joint.start, NAMELESS);
        }
        site.add(site.at..joint.start, "");
    }
    site.finish(true)
}

/// The place where reading was given up.
struct Site<'c> {
    text: &'c str,
    at: usize,
    /// What stands there.
    own: Range<usize>,
    broken: &'c GivenUp,
    found: Vec<Change<'c>>,
}

impl<'c> Site<'c> {
    fn new(text: &'c str, broken: &'c GivenUp) -> Self {
        let at = broken.at.min(text.len());
        Site {
            text,
            at,
            own: at..at + token(&text[at..]).len(),
            broken,
            found: Vec::new(),
        }
    }

    fn add(&mut self, out: Range<usize>, put: impl Into<Cow<'c, str>>) {
        self.found.push((out, put.into()));
    }

    /// Returns the next of some words, from the place on.
    fn next(&self, words: &[&str]) -> Option<Range<usize>> {
        let rest = &self.text[self.at..];
        let mut tokens = tokens(rest).into_iter().map(|token| token.span);
        let found = tokens.find(|span| is_one(rest, span, words))?;
        Some(self.at + found.start..self.at + found.end)
    }

    /// A word that is nearly one which was wanted, or nearly `not`.
    fn mistaken_words(&mut self) {
        let last = self.broken.last.clone();
        let before = self.text.get(last.clone()).unwrap_or_default();
        if let Some(not) = nearest(before, ["not"]) {
            self.add(last, not);
        }
        let own = self.own.clone();
        for put in meant(&self.text[own.clone()], &self.broken.wanted) {
            self.add(own.clone(), put);
        }
    }

    /// What was forgotten before the place: a bracket before a pipe, a collection before a test.
    fn left_out_before(&mut self) {
        if let Some(pipe) = self.next(&["|"])
            && let Some(put) = closer(&self.text[..pipe.start])
        {
            self.add(pipe.start..pipe.start, put);
        }
        let before = &self.text[..self.at];
        let statement = before.rfind(';').map_or(0, |at| at + 1);
        self.add(statement..statement, "claims where");
        // What SQL has before the collection.
        if let Some(from) = self.next(&["from"]) {
            self.add(self.at..from.end, "");
        }
    }

    /// Names that lack their quotes, and lists in other brackets.
    fn quotes(&mut self) {
        let own = self.own.clone();
        let is_name = self.text[own.clone()].starts_with(char::is_uppercase);
        let both = is_name.then_some(self.broken.last.start..own.end);
        for out in both.into_iter().chain([own.clone()]) {
            if let Some(put) = self.text.get(out.clone()).and_then(quoted) {
                self.add(out, put);
            }
        }
        let refused = self.broken.refused.clone();
        for open in refused.into_iter().chain([own]) {
            let closer = match self.text.get(open.clone()) {
                Some("[") => ']',
                Some("{") => '}',
                Some(_) | None => continue,
            };
            if let Some((inner, _)) = self.text[open.end..].split_once(closer) {
                let end = open.end + inner.len() + closer.len_utf8();
                self.add(open.start..end, format!("({inner})"));
            }
        }
    }

    /// What was wanted, before what stands there or in its place.
    fn put_in(&mut self) {
        let before = &self.text[..self.at];
        let open = closer(before).filter(|_| self.at < self.text.len());
        let wanted = self.broken.wanted.iter().flat_map(puts).copied();
        let puts: Vec<&str> = open.into_iter().chain(wanted).collect();
        let own = self.own.clone();
        puts.iter()
            .for_each(|put| self.add(own.start..own.start, *put));
        self.add(own.clone(), "");
        puts.iter().for_each(|put| self.add(own.clone(), *put));
    }

    /// Something else for what stands there, stands before it or was refused.
    fn instead(&mut self) {
        let (own, last) = (self.own.clone(), self.broken.last.clone());
        let both = last.start..own.end;
        for out in [own, last, both]
            .into_iter()
            .chain(self.broken.refused.clone())
        {
            INSTEAD.iter().for_each(|put| self.add(out.clone(), *put));
        }
    }

    /// Returns what was found, but for what would count what a test denies as what it asserts, and
    /// what would take the operator away that the text ends with.
    fn finish(self, are_clauses: bool) -> Vec<Change<'c>> {
        let text = self.text;
        let end = text.trim_end();
        let end = end.ends_with(OPERATOR).then(|| end.len() - 1);
        let mut found = self.found;
        found.retain(|(out, put)| {
            let denies = matches!(&**put, "not" | "!=") || are_clauses && put == NAMELESS;
            let keeps_end = end.is_none_or(|end| out.end <= end || put.ends_with(OPERATOR));
            let out = text.get(out.clone());
            keeps_end && out.is_some_and(|out| denies || !negates(out))
        });
        found
    }
}

/// Returns where the condition begins that a text ends in.
fn clause_start(text: &str) -> Option<usize> {
    let tokens = tokens(text).into_iter().map(|token| token.span);
    let begins = |span: &Range<usize>| is_one(text, span, &BEGINNINGS);
    tokens.rev().find(begins).map(|span| span.end)
}

/// Tells whether a test may be denied by something in a text.
fn negates(text: &str) -> bool {
    let words = text.split(|c: char| !lex::is_word(c) && c != '\'');
    let signs = ['!', '~', '≠', '¬'];
    text.contains(signs)
        || words
            .into_iter()
            .any(|word| NEGATIONS.iter().any(|one| word.eq_ignore_ascii_case(one)))
}

/// Puts words in quotes, those that have some already together with the others.
fn quoted(words: &str) -> Option<String> {
    let bare = words.replace('"', "");
    let of_name = |c: char| lex::is_word(c) || " -'’.".contains(c);
    let is_name = bare.starts_with(char::is_alphabetic) && bare.chars().all(of_name);
    is_name.then(|| format!("\"{bare}\""))
}

/// Returns what closes the innermost bracket that a text leaves open.
fn closer(text: &str) -> Option<&'static str> {
    let closer = *Layout::scan(text).open.last()?;
    [")", "]", "}"]
        .into_iter()
        .find(|put| put.starts_with(closer))
}

fn is_one(text: &str, span: &Range<usize>, words: &[&str]) -> bool {
    let own = &text[span.clone()];
    words.iter().any(|word| own.eq_ignore_ascii_case(word))
}

/// Returns what may be put where something is wanted.
fn puts(wanted: &Wanted) -> &[&'static str] {
    match wanted {
        Wanted::Token("aggregate") => &["aggregate count()"],
        // Others would take what follows for something else: a day, a name.
        Wanted::Token(token @ ("where" | "as" | "by" | "of" | "and" | ")" | "]" | "}")) => {
            from_ref(token)
        }
        Wanted::Token(_) => &[],
        Wanted::Kind(slot) => match slot {
            Slot::Collection => &["claims"],
            Slot::Stage => &["where"],
            Slot::Operator => &["=", "and"],
            Slot::Day => &["today"],
            Slot::Text | Slot::LeftOut => &[EMPTY],
            Slot::Expression | Slot::Path | Slot::Column | Slot::Literal | Slot::New(_) => {
                &[NAMELESS]
            }
            Slot::Field
            | Slot::RowCount
            | Slot::NegatedTest
            | Slot::Parameter
            | Slot::Type
            | Slot::Times => &[],
        },
    }
}

/// Returns which of the words that are wanted may be meant by one that is not.
fn meant<'w>(word: &str, wanted: &'w [Wanted]) -> impl Iterator<Item = &'w str> {
    let words = wanted.iter().filter_map(|wanted| match wanted {
        Wanted::Token(token) => token.starts_with(char::is_alphabetic).then_some(*token),
        Wanted::Kind(_) => None,
    });
    let stages = STAGES.iter().map(|stage| stage.name);
    let is_stage = wanted.contains(&Wanted::Kind(Slot::Stage));
    let stage = is_stage.then(|| {
        let foreign = foreign_stage(word).and_then(|foreign| {
            let instead = foreign.instead.trim_start_matches(|c| !lex::is_word(c));
            lex::word(instead).map(|(_, stage)| stage)
        });
        foreign.or_else(|| nearest(word, stages))
    });
    nearest(word, words).into_iter().chain(stage.flatten())
}
