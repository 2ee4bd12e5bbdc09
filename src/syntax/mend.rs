//! Mends a text that is broken before a place, so that what stands at the place can be completed.
//!
//! Where the parser gives up, small changes are tried: a word or sign that it wanted is put there or
//! in the place of what stands there, or something is left out. The change with which it comes
//! furthest is kept, as in M. G. Burke and G. A. Fisher, “A practical method for LR and LL
//! syntactic error diagnosis and recovery”, ACM TOPLAS 9 (2), 1987. What no change helps stays.

mod changes;

use std::sync::Arc;

use super::layout::{GivenUp, Layout};
use super::read;
use crate::diagnostic::Source;
use changes::Change;

/// How many bytes are read in all, and how many at a time.
const MAX_READ: usize = 1 << 16;
const MAX_LEN: usize = MAX_READ >> 5;

/// A name that nothing bears, put where something is missing or is to be completed.
pub const NAMELESS: &str = "here";

/// An empty text.
pub(super) const EMPTY: &str = "\"\"";

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
        let small = changes::small(text, broken);
        let best = self.best(text, broken, less, small);
        best.or_else(|| self.best(text, broken, less, changes::large(text, broken)))
    }

    fn best(
        &mut self,
        text: &str,
        broken: &GivenUp,
        less: usize,
        changes: Vec<Change<'_>>,
    ) -> Option<String> {
        let mut best = None;
        let mut least = behind(text, broken) + 1;
        for (out, put) in changes {
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
                "claims where stance is not deny and source = ",
                "claims where stance != deny and source =",
            ),
            (
                "claims where nto stance = deny and source = ",
                "claims where not stance = deny and source =",
            ),
            (
                "claims where ~ stance = deny and source = ",
                "claims where here and source =",
            ),
            (
                "claims where year in (2019 | where source = ",
                "claims where year in (2019 ) | where source =",
            ),
            (
                "claims where stance in [deny] and source = ",
                "claims where stance in (deny) and source =",
            ),
            (
                "claims without Reuters where source = ",
                "claims without \"Reuters\" where source =",
            ),
            (
                "stance = deny and source = ",
                "claims where stance = deny and source =",
            ),
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
