//! A paragraph as characters and as words.

use std::ops::Range;

use crate::originals;

/// A paragraph.
#[derive(Debug)]
pub(super) struct Text {
    /// Its characters, by which places are counted.
    pub(super) chars: Vec<char>,
    /// Its words, in order.
    pub(super) words: Vec<Word>,
}

/// A word and its place.
#[derive(Debug)]
pub(super) struct Word {
    /// Its letters, made small, straight apostrophes in it.
    pub(super) small: String,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
    /// Which characters it is.
    pub(super) place: Range<usize>,
}

impl Text {
    pub(super) fn new(paragraph: impl AsRef<str>) -> Text {
        let chars: Vec<char> = paragraph.as_ref().chars().collect();
        let mut words = Vec::new();
        let mut at = 0;
        while at < chars.len() {
            let start = at;
            while at < chars.len() && is_inside(&chars, at) {
                at += 1;
            }
            if at == start {
                at += 1;
                continue;
            }
            words.push(Word::new(&chars, start..at));
        }
        Text { chars, words }
    }

    /// Returns which words begin in a stretch of characters.
    pub(super) fn words_in(&self, place: &Range<usize>) -> Range<usize> {
        let before = |at: usize| self.words.partition_point(|word| word.place.start < at);
        before(place.start)..before(place.end)
    }

    /// Returns a stretch of the paragraph.
    pub(super) fn text(&self, place: Range<usize>) -> String {
        self.chars[place].iter().collect()
    }

    /// Returns the first of some words as they are written, at most so many; one with hyphens in it
    /// counts for each of its parts.
    pub(super) fn some(&self, words: Range<usize>, most: usize) -> String {
        let mut count = 0;
        let words = self.words[words]
            .iter()
            .map(|word| self.text(word.place.clone()));
        let few = words.take_while(|word| {
            count += originals::words(word).len().max(1);
            count <= most
        });
        few.collect::<Vec<_>>().join(" ")
    }

    /// Tells whether nothing but blanks, or the apostrophe of `guards’`, parts two neighbouring words.
    pub(super) fn adjoin(&self, first: usize) -> bool {
        let (Some(one), Some(two)) = (self.words.get(first), self.words.get(first + 1)) else {
            return false;
        };
        let between = &self.chars[one.place.end..two.place.start];
        let joins = |c: &char| c.is_whitespace() || matches!(c, '\'' | '’');
        between.iter().all(joins)
    }
}

impl Word {
    fn new(chars: &[char], place: Range<usize>) -> Word {
        let letters = chars[place.clone()].iter();
        Word {
            small: letters
                .flat_map(|c| if *c == '’' { '\'' } else { *c }.to_lowercase())
                .collect(),
            capital: chars[place.start].is_uppercase(),
            place,
        }
    }
}

/// Tells whether a character is part of a word; apostrophes and hyphens join what they stand between.
fn is_inside(chars: &[char], at: usize) -> bool {
    let letter = |at: usize| chars.get(at).is_some_and(|c| c.is_alphanumeric());
    let joins = matches!(chars[at], '\'' | '’' | '-');
    letter(at) || joins && at > 0 && letter(at - 1) && letter(at + 1)
}
