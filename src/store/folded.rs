//! The folded texts of one field, laid end to end so that one search reads them all.

use memchr::memmem;

use super::{Bits, Column, NONE, Texts, UNKNOWN};
use crate::value::fold_text;

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
            folded.arena.push_str(&fold_text(texts.get(code)));
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

    /// Returns the codes of the texts whose folded form passes a test, as a set over all codes.
    pub fn passing(&self, texts: &Texts, test: impl Fn(&str) -> bool) -> Bits {
        let mut found = Bits::none(texts.len());
        let mut start = 0;
        for (&code, &end) in self.codes.iter().zip(&self.ends) {
            if test(&self.arena[start..end]) {
                found.set(code as usize);
            }
            start = end + SEPARATOR.len_utf8();
        }
        found
    }

    /// Returns the codes that pass a test, as a set over all codes.
    pub fn passing_codes(&self, texts: &Texts, test: impl Fn(u32) -> bool) -> Bits {
        let mut found = Bits::none(texts.len());
        self.codes
            .iter()
            .filter(|code| test(**code))
            .for_each(|&code| found.set(code as usize));
        found
    }
}
