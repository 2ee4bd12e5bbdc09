//! The types an expression can have, and the closed vocabularies among them.

use super::Unit;

/// The type of a value. A record kind is an opaque number here; the model gives it a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Free text.
    Text,
    /// One of a closed list of words.
    Word(&'static Vocabulary),
    /// True or false.
    Truth,
    /// Some day, known to the given unit (`said` is of days, `said.year` of years).
    Date(Unit),
    /// A number, perhaps uncertain, perhaps with a unit of measure.
    Number,
    /// A length of time in days, perhaps uncertain.
    Duration,
    /// A reference to a record of the numbered kind.
    Record(u8),
}

/// A closed list of words that a field may hold, with where the list comes from.
#[derive(Debug)]
pub struct Vocabulary {
    /// What the list is of, in the singular: `stance`.
    pub name: &'static str,
    /// The words, in their order; a word's code is its place here. At most 250.
    pub words: &'static [Word],
    /// Whether `<` and `>` compare by that order; otherwise they are errors.
    pub ordered: bool,
    /// The standard or study the list is taken from.
    pub origin: &'static str,
}

/// One word of a [`Vocabulary`].
#[derive(Debug)]
pub struct Word {
    /// The word as files and answers write it.
    pub name: &'static str,
    /// Other forms a query may use: `denied` for `deny`.
    pub also: &'static [&'static str],
    /// What it means, in one phrase.
    pub help: &'static str,
}

impl Vocabulary {
    /// Returns the code of a word, given in any of its forms, ignoring ASCII case.
    pub fn code(&self, text: &str) -> Option<u8> {
        let is = |word: &Word| {
            word.name.eq_ignore_ascii_case(text)
                || word.also.iter().any(|form| form.eq_ignore_ascii_case(text))
        };
        self.words
            .iter()
            .position(is)
            .map(|code| u8::try_from(code).expect("at most 250 words"))
    }

    /// Returns the word a code stands for.
    pub fn word(&self, code: u8) -> &'static str {
        self.words[usize::from(code)].name
    }
}

impl PartialEq for Vocabulary {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Vocabulary {}

#[cfg(test)]
mod tests {
    use crate::value::Basis;

    #[test]
    fn words_are_found_in_any_case_and_printed_in_one() {
        let vocabulary = Basis::VOCABULARY;
        assert_eq!(vocabulary.code("Inferred"), Some(2));
        assert_eq!(vocabulary.code("guessed"), None);
        assert_eq!(vocabulary.word(2), "inferred");
    }
}
