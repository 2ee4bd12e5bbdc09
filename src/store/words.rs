//! The words of one field, laid end to end so that one search finds all their places.

use std::sync::OnceLock;

use indexmap::IndexSet;
use memchr::memmem;
use rustc_hash::FxBuildHasher;

use super::{FoldedTexts, Texts};
use crate::value::words;

/// Stands between the texts; no word has one.
const SEPARATOR: char = '\n';

/// The words of the distinct texts of a field, folded, a blank before and behind each.
#[derive(Debug, Default)]
pub struct Words {
    codes: Vec<u32>,
    ends: Vec<usize>,
    arena: String,
    /// How many words each text has, by its code in the dictionary.
    counts: Vec<u32>,
    /// Every word, once.
    known: OnceLock<IndexSet<Box<str>, FxBuildHasher>>,
}

impl Words {
    /// Takes the distinct texts of a field apart.
    pub fn build(folded: &FoldedTexts, texts: &Texts) -> Self {
        let mut own = Words {
            counts: vec![0; texts.len()],
            ..Words::default()
        };
        for (code, text) in folded.iter() {
            own.arena.push(' ');
            for word in words(text) {
                own.arena.push_str(word);
                own.arena.push(' ');
                own.counts[code as usize] += 1;
            }
            own.codes.push(code);
            own.ends.push(own.arena.len());
            own.arena.push(SEPARATOR);
        }
        own
    }

    /// Returns how many words a text of the field has.
    pub fn count(&self, code: u32) -> u32 {
        self.counts.get(code as usize).copied().unwrap_or_default()
    }

    /// Returns the texts in which folded words stand right behind each other, by their codes, with
    /// how often they do.
    pub fn holding(&self, phrase: &str) -> Vec<(u32, u32)> {
        let needle = format!(" {phrase} ");
        let finder = memmem::Finder::new(&needle);
        let mut found: Vec<(u32, u32)> = Vec::new();
        let (mut from, mut place) = (0, 0);
        while let Some(at) = finder.find(&self.arena.as_bytes()[from..]) {
            let at = from + at;
            place += self.ends[place..].partition_point(|&end| end <= at);
            let code = self.codes[place];
            match found.last_mut() {
                Some((last, times)) if *last == code => *times += 1,
                Some(_) | None => found.push((code, 1)),
            }
            // The next may begin within this one: `a a` stands twice in `a a a`.
            from = at + 1;
        }
        found
    }

    /// Tells whether a folded word stands in any text.
    pub fn has(&self, word: &str) -> bool {
        self.known().contains(word)
    }

    /// Returns every word, once.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.known().iter().map(|word| &**word)
    }

    /// Returns every word, put together when first asked for.
    pub(super) fn known(&self) -> &IndexSet<Box<str>, FxBuildHasher> {
        self.known.get_or_init(|| {
            let mut known = IndexSet::default();
            for word in self.arena.split_ascii_whitespace() {
                if !known.contains(word) {
                    known.insert(word.into());
                }
            }
            known
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Column, NONE, UNKNOWN};

    fn build(texts: &[&str]) -> (Texts, Words) {
        let mut dictionary = Texts::default();
        let codes: Vec<u32> = texts.iter().map(|text| dictionary.intern(text)).collect();
        let codes = codes.into_iter().chain([NONE, UNKNOWN]).collect();
        let folded = FoldedTexts::build(Some(&Column::Text(codes)), &dictionary);
        let words = Words::build(&folded, &dictionary);
        (dictionary, words)
    }

    #[test]
    fn words_in_a_row_are_found_where_they_stand() {
        let texts = [
            "Prisoner exchange",
            "the prisoner-exchange: prisoner, exchange",
            "exchange",
            "",
            "prisoners exchange",
            "exchange exchange exchange",
            "Prisoner exchange",
        ];
        let (dictionary, words) = build(&texts);
        let cases: &[(&str, &[(u32, u32)])] = &[
            ("prisoner exchange", &[(0, 1), (1, 2)]),
            ("exchange", &[(0, 1), (1, 2), (2, 1), (4, 1), (5, 3)]),
            ("exchange exchange", &[(5, 2)]),
            ("exchange prisoner", &[(1, 1)]),
            ("prison", &[]),
        ];
        for (phrase, expected) in cases {
            assert_eq!(words.holding(phrase), *expected, "{phrase}");
        }
        let counts: Vec<u32> = (0..6).map(|code| words.count(code)).collect();
        assert_eq!(counts, [2, 5, 1, 0, 2, 3]);
        assert_eq!(words.count(NONE) + words.count(UNKNOWN), 0);
        assert_eq!(dictionary.len(), 6);
        assert!(words.has("prisoners") && !words.has("prison"));
        assert_eq!(
            words.all().take(3).collect::<Vec<_>>(),
            ["prisoner", "exchange", "the"]
        );
    }
}
