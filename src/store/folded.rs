//! The folded texts of one field, laid end to end so that one search reads them all.

use memchr::memmem;

use super::{Bits, Column, NONE, Texts, UNKNOWN};
use crate::value::fold_text_onto;

/// Stands between texts in the arena; folding never leaves one inside a text.
const SEPARATOR: char = '\n';

/// The distinct texts of a field, folded, in order of first use.
#[derive(Debug, Default)]
pub struct FoldedTexts {
    codes: Vec<u32>,
    ends: Vec<usize>,
    arena: String,
}

impl FoldedTexts {
    /// Folds the distinct texts of a column; a column without texts gives none.
    pub fn build(column: Option<&Column>, texts: &Texts) -> Self {
        let codes: &[u32] = match column {
            Some(Column::Text(codes) | Column::Texts(_, codes)) => codes,
            Some(
                Column::Word(_)
                | Column::Truth(_)
                | Column::Date(_)
                | Column::Number(_)
                | Column::Links(_),
            )
            | None => &[],
        };
        let mut seen = Bits::none(texts.len());
        let mut folded = FoldedTexts::default();
        for &code in codes {
            if code == NONE || code == UNKNOWN || seen.get(code as usize) {
                continue;
            }
            seen.set(code as usize);
            folded.codes.push(code);
            fold_text_onto(texts.get(code), &mut folded.arena);
            folded.ends.push(folded.arena.len());
            folded.arena.push(SEPARATOR);
        }
        folded
    }

    /// Returns the number of distinct texts.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Returns the code of each distinct text, and the text folded.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &str)> {
        let starts =
            std::iter::once(0).chain(self.ends.iter().map(|end| end + SEPARATOR.len_utf8()));
        let texts = starts
            .zip(&self.ends)
            .map(|(start, &end)| &self.arena[start..end]);
        self.codes.iter().copied().zip(texts)
    }

    /// Returns the places of the texts that begin with something folded, ascending.
    pub fn starting<'s>(&'s self, start: &'s str) -> impl Iterator<Item = usize> + 's {
        let arena = self.arena.as_bytes();
        let begins = move |at: usize| arena[at..].starts_with(start.as_bytes());
        let starts =
            std::iter::once(0).chain(self.ends.iter().map(|end| end + SEPARATOR.len_utf8()));
        let starts = starts.take(self.codes.len()).enumerate();
        starts
            .filter(move |(_, at)| begins(*at))
            .map(|(place, _)| place)
    }

    /// Returns the places of the texts that hold a folded part, ascending.
    pub fn places_with<'s>(&'s self, part: &'s str) -> impl Iterator<Item = usize> + 's {
        let holds = move |(_, (_, text)): &(usize, (u32, &str))| text.contains(part);
        let texts = self.iter().enumerate();
        texts.filter(holds).map(|(place, _)| place)
    }

    /// Returns the codes of the texts that contain a folded needle, as a set over all codes.
    pub fn containing(&self, needle: &str, texts: &Texts) -> Bits {
        let mut found = Bits::none(texts.len());
        if needle.contains(SEPARATOR) {
            return found;
        }
        // Occurrences ascend, so the text each falls in is found by galloping on from the last.
        let mut place = 0;
        for at in memmem::find_iter(self.arena.as_bytes(), needle.as_bytes()) {
            place += self.ends[place..].partition_point(|&end| end < at);
            if place == self.codes.len() {
                break;
            }
            found.set(self.codes[place] as usize);
        }
        found
    }

    /// Returns the codes of the texts that pass a test of their code and their folded form, as a set
    /// over all codes; the test may end it.
    pub fn passing<E>(
        &self,
        texts: &Texts,
        mut test: impl FnMut(u32, &str) -> Result<bool, E>,
    ) -> Result<Bits, E> {
        let mut found = Bits::none(texts.len());
        for (code, text) in self.iter() {
            if test(code, text)? {
                found.set(code as usize);
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Folds a column of these texts and returns those that contain a needle.
    fn found(texts: &[&str], needle: &str) -> Vec<String> {
        let mut dictionary = Texts::default();
        let codes: Vec<u32> = texts.iter().map(|text| dictionary.intern(text)).collect();
        let codes = codes.into_iter().chain([NONE, UNKNOWN]).collect();
        let folded = FoldedTexts::build(Some(&Column::Text(codes)), &dictionary);
        let found = folded.containing(needle, &dictionary);
        found
            .iter()
            .map(|code| dictionary.get(crate::store::row_number(code)).to_owned())
            .collect()
    }

    #[test]
    fn each_text_is_searched_by_itself() {
        let texts = ["prisoner", "exchange", "a Prisoner  exchange", "prisoner"];
        let cases: &[(&str, &[&str])] = &[
            ("prisoner exchange", &["a Prisoner  exchange"]),
            ("prisonerexchange", &[]),
            ("prisoner\nexchange", &[]),
            ("\n", &[]),
            ("prisoner", &["prisoner", "a Prisoner  exchange"]),
            ("exchange", &["exchange", "a Prisoner  exchange"]),
            ("r e", &["a Prisoner  exchange"]),
            ("", &["prisoner", "exchange", "a Prisoner  exchange"]),
        ];
        for (needle, expected) in cases {
            assert_eq!(found(&texts, needle), *expected, "{needle:?}");
        }
    }

    #[test]
    fn every_text_is_found_by_each_of_its_parts() {
        let texts = ["aa", "aaa", "", "ab", "ba", "abab", "b"];
        for needle in ["", "a", "b", "aa", "ab", "ba", "bab", "aaaa"] {
            let expected: Vec<&str> = texts
                .into_iter()
                .filter(|text| text.contains(needle))
                .collect();
            assert_eq!(found(&texts, needle), expected, "{needle:?}");
        }
    }

    #[test]
    fn texts_are_found_by_how_they_begin_and_by_what_they_hold() {
        let mut dictionary = Texts::default();
        let texts = ["Ankara", "an", "Doha", "", "banan"];
        let codes = texts.map(|text| dictionary.intern(text)).to_vec();
        let folded = FoldedTexts::build(Some(&Column::Text(codes)), &dictionary);
        let starting = |start| folded.starting(start).collect::<Vec<_>>();
        assert_eq!(starting("an"), [0, 1]);
        assert_eq!(starting(""), [0, 1, 2, 3, 4]);
        assert_eq!(starting("banana"), [0; 0]);
        assert_eq!(folded.places_with("an").collect::<Vec<_>>(), [0, 1, 4]);
    }

    #[test]
    fn tests_see_each_distinct_text_once() {
        let mut dictionary = Texts::default();
        let codes: Vec<u32> = ["Ankara", "ankara", "Doha", "Ankara"]
            .into_iter()
            .map(|text| dictionary.intern(text))
            .collect();
        let (ankara, lower) = (codes[0] as usize, codes[1] as usize);
        let ends = vec![2, 2, 4];
        let folded = FoldedTexts::build(Some(&Column::Texts(ends, codes)), &dictionary);
        assert_eq!(folded.len(), 3);
        let passing = |test: fn(u32, &str) -> Result<bool, u32>| {
            let found = folded.passing(&dictionary, test)?;
            Ok::<_, u32>(found.iter().collect::<Vec<_>>())
        };
        assert_eq!(
            passing(|_, text| Ok(text == "ankara")),
            Ok(vec![ankara, lower])
        );
        assert_eq!(passing(|code, _| Ok(code == 1)), Ok(vec![lower]));
        assert_eq!(passing(|code, _| Err(code)), Err(0));
        assert!(FoldedTexts::build(None, &dictionary).is_empty());
    }
}
