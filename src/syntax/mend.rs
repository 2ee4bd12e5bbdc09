//! Mends a text that is broken before a place, so that what stands at the place can be completed.
//!
//! Where the parser gives up, small changes are tried: a word or sign that it wanted is put there or
//! in the place of what stands there, or something is left out. The change with which it comes
//! furthest is kept, as in M. G. Burke and G. A. Fisher, “A practical method for LR and LL
//! syntactic error diagnosis and recovery”, ACM TOPLAS 9 (2), 1987. What no change helps stays.

use std::ops::Range;
use std::sync::Arc;

use super::layout::{GivenUp, Layout};
use super::reader::{Wanted, token};
use super::slot::Slot;
use super::stage::STAGES;
use super::tokens::tokens;
use super::words::foreign_stage;
use super::{lex, read};
use crate::diagnostic::{Source, nearest};

/// How many bytes are read in all, and how many at a time.
const MAX_READ: usize = 1 << 17;
const MAX_LEN: usize = MAX_READ >> 5;

/// A name that nothing bears.
pub(super) const NAMELESS: &str = "here";

/// An empty text.
pub(super) const EMPTY: &str = "\"\"";

/// What stands between the parts of conditions, lists and queries.
const JOINTS: [&str; 6] = ["and", "or", ",", ")", "]", "|"];

/// What is put in the place of something that was not wanted.
const INSTEAD: [&str; 4] = ["=", "", NAMELESS, "today"];

/// What is left out of a text, and what is put there.
type Change<'c> = (Range<usize>, &'c str);

/// Mends a text behind which something holds a place; none where nothing can be mended.
pub(super) fn mended(text: &str, holder: &str) -> Option<String> {
    if text.len() > MAX_LEN {
        return None;
    }
    let mut mender = Mender {
        holder,
        left: MAX_READ,
    };
    let mut mended = None;
    let mut less = usize::MAX;
    loop {
        let now = mended.as_deref().unwrap_or(text);
        let Some(broken) = mender.broken(now, less) else {
            return mended;
        };
        match mender.better(now, &broken, less) {
            Some(better) => mended = Some(better),
            None => less = behind(now, &broken),
        }
    }
}

/// Returns how many bytes of a text stand behind a place where reading was given up.
fn behind(text: &str, broken: &GivenUp) -> usize {
    text.len().saturating_sub(broken.at)
}

struct Mender<'a> {
    /// What holds the place behind the text.
    holder: &'a str,
    /// How many bytes may still be read.
    left: usize,
}

impl Mender<'_> {
    /// Returns the first place where reading is given up, of those with less than so much behind them.
    fn broken(&mut self, text: &str, less: usize) -> Option<GivenUp> {
        self.left = self.left.checked_sub(text.len())?;
        let closers: String = Layout::scan(text).open.iter().rev().collect();
        let whole = format!("{text}{}{closers}", self.holder);
        let layout = Layout::scan(&whole);
        let name = String::new();
        read(&Arc::new(Source { name, text: whole }), &layout);
        // What may stand nearly everywhere and is not taken shows that something is broken; the
        // place of something else may only lack what comes behind it.
        let end = text.len() + usize::from(self.holder == EMPTY);
        let mut all = layout.given_up().into_iter();
        all.find(|broken| broken.at < end && behind(text, broken) < less)
    }

    /// Returns the text with the change after which the parser comes furthest.
    fn better(&mut self, text: &str, broken: &GivenUp, less: usize) -> Option<String> {
        let mut best = None;
        let mut least = behind(text, broken) + 1;
        for (out, put) in changes(text, broken) {
            let mut changed = text.to_owned();
            changed.replace_range(out, &format!(" {put} "));
            let left = self.broken(&changed, less);
            let left = left.map_or(0, |broken| behind(&changed, &broken) + 1);
            if left < least {
                least = left;
                best = Some(changed);
            }
            if least == 0 {
                break;
            }
        }
        best
    }
}

/// Returns what may be changed where reading was given up, the likeliest first.
fn changes<'c>(text: &str, broken: &'c GivenUp) -> Vec<Change<'c>> {
    let at = broken.at.min(text.len());
    let rest = &text[at..];
    let (here, own) = (at..at, at..at + token(rest).len());
    let wanted = broken.wanted.iter().flat_map(puts).copied();
    let open = closer(&text[..at]).filter(|_| !rest.is_empty());
    let puts: Vec<&str> = open.into_iter().chain(wanted).collect();
    let mut all: Vec<Change<'c>> = Vec::new();
    all.extend(meant(&text[own.clone()], &broken.wanted).map(|put| (own.clone(), put)));
    all.extend(puts.iter().map(|put| (here.clone(), *put)));
    all.push((own.clone(), ""));
    all.extend(puts.iter().map(|put| (own.clone(), *put)));
    for out in [&own, &broken.last].into_iter().chain(&broken.refused) {
        all.extend(INSTEAD.map(|put| (out.clone(), put)));
    }
    let tokens = tokens(rest).into_iter().map(|token| token.span);
    let next = |words: &[&str]| tokens.clone().find(|span| is_one(rest, span, words));
    if let Some(joint) = next(&JOINTS) {
        let clause = at..at + joint.start;
        all.extend([(clause.clone(), NAMELESS), (clause, "")]);
    }
    if let Some(pipe) = next(&["|"]) {
        let before = at + pipe.start;
        all.extend(closer(&text[..before]).map(|put| (before..before, put)));
    }
    // What SQL has before the collection.
    all.extend(next(&["from"]).map(|from| (at..at + from.end, "")));
    all.retain(|(out, _)| out.end <= text.len());
    all
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
        Wanted::Token(token) => std::slice::from_ref(token),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_broken_is_mended_with_the_least_change() {
        let cases = [
            (
                "claims whre stance = deny and source = ",
                "claims where stance = deny and source =",
            ),
            (
                "claims where stance = deny source = ",
                "claims where stance = deny and source =",
            ),
            (
                "claims where stance = deny & source = ",
                "claims where stance = deny and source =",
            ),
            (
                "claims where (year >= and source = ",
                "claims where (year >= here and source =",
            ),
            (
                "claims where stance = deny ) ) and ] source = ",
                "claims where stance = deny and source =",
            ),
            (
                "claims | where nosuch( and source = ",
                "claims | where nosuch( ) and source =",
            ),
            (
                "claims | filter year = 2019 | where source = ",
                "claims | where year = 2019 | where source =",
            ),
            ("where source is ", "claims where source ="),
            (
                "select source from claims where source = ",
                "claims where source =",
            ),
        ];
        for (broken, sound) in cases {
            let mended = mended(broken, EMPTY).unwrap_or_default();
            let words: Vec<&str> = mended.split_whitespace().collect();
            assert_eq!(words.join(" "), sound, "{broken}");
        }
    }

    #[test]
    fn what_is_sound_and_what_nothing_mends_stays() {
        for sound in [
            "claims where source = ",
            "claims where stance = deny | group ",
            "",
        ] {
            assert_eq!(mended(sound, NAMELESS), None, "{sound}");
        }
        let long = "? ".repeat(1 << 16);
        assert!(
            mended(&long, NAMELESS).is_none(),
            "too much is to be mended"
        );
    }
}
