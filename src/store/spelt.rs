//! The folded spellings of one kind's names, laid end to end so that one search reads them all.

use memchr::memmem;

use super::{Bits, NONE, Names, Store, row_number};
use crate::model::Kind;

/// Stands between spellings; folding never leaves one inside.
const SEPARATOR: char = '\n';

/// So many that hold a part are looked at.
const MOST_LOOKED_AT: usize = 1000;

/// The spellings of one kind's records as they are searched.
#[derive(Debug, Default)]
pub struct Spelt {
    ends: Vec<usize>,
    arena: String,
    /// Which spellings are what their record is called by in an answer.
    own: Bits,
    /// The place of the spelling that each record is called by; [`NONE`] without one.
    of_record: Vec<u32>,
    /// Which records alone bear the name they are called by.
    alone: Bits,
}

/// Where something typed stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Inner {
    /// At its beginning.
    Begins,
    /// At the beginning of a word within it.
    BeginsWord,
    /// Within a word.
    Within,
}

impl Inner {
    /// Tells where something typed stands in a text, both folded.
    pub fn of(folded: &str, typed: &str) -> Option<Inner> {
        if folded.starts_with(typed) {
            return Some(Inner::Begins);
        }
        let found = memmem::find_iter(folded.as_bytes(), typed.as_bytes());
        found.map(|at| Inner::at(folded, at)).min()
    }

    fn at(folded: &str, at: usize) -> Inner {
        match folded[..at].chars().next_back() {
            None => Inner::Begins,
            Some(before) if before.is_alphanumeric() => Inner::Within,
            Some(_) => Inner::BeginsWord,
        }
    }
}

impl Spelt {
    pub(super) fn build(names: &Names, store: &Store, kind: Kind) -> Self {
        let spellings = names.spellings();
        let rows = store.collection(kind).rows();
        let bytes = spellings.iter().map(|spelling| spelling.folded.len() + 1);
        let mut spelt = Spelt {
            ends: Vec::with_capacity(spellings.len()),
            arena: String::with_capacity(bytes.sum()),
            own: Bits::none(spellings.len()),
            of_record: vec![NONE; rows],
            alone: Bits::none(rows),
        };
        for (place, spelling) in spellings.iter().enumerate() {
            spelt.arena.push_str(&spelling.folded);
            spelt.ends.push(spelt.arena.len());
            spelt.arena.push(SEPARATOR);
            let row = spelling.bearer.row;
            if *spelling.text == *store.label(kind, row) {
                spelt.own.set(place);
                let first = &mut spelt.of_record[row as usize];
                if *first == NONE {
                    *first = row_number(place);
                    if names.numbered(spelling.number).len() == 1 {
                        spelt.alone.set(row as usize);
                    }
                }
            }
        }
        spelt
    }

    /// Tells whether a spelling is what its record is called by in an answer.
    pub fn is_own(&self, place: usize) -> bool {
        self.own.get(place)
    }

    /// Returns the place of the spelling that a record is called by.
    pub fn of_record(&self, row: u32) -> Option<usize> {
        let place = self.of_record.get(row as usize).copied();
        place
            .filter(|place| *place != NONE)
            .map(|place| place as usize)
    }

    /// Tells whether a record alone bears the name it is called by.
    pub fn is_alone(&self, row: u32) -> bool {
        self.alone.get(row as usize)
    }

    /// Finds the spelling that has the least besides a part, folded, of the first that hold it.
    pub fn least_holding(&self, part: &str) -> Option<usize> {
        if part.is_empty() || part.contains(SEPARATOR) {
            return None;
        }
        let found = memmem::find_iter(self.arena.as_bytes(), part.as_bytes());
        let found = found.take(MOST_LOOKED_AT).map(|at| {
            let place = self.ends.partition_point(|&end| end < at);
            let own = self.spelling(place);
            let inner = Inner::at(own, at + own.len() - self.ends[place]);
            (inner, own.len(), place)
        });
        found.min().map(|(.., place)| place)
    }

    /// Returns a spelling, folded.
    fn spelling(&self, place: usize) -> &str {
        let before = place.checked_sub(1).map(|before| self.ends[before]);
        let start = before.map_or(0, |end| end + SEPARATOR.len_utf8());
        &self.arena[start..self.ends[place]]
    }

    /// Finds the spellings that hold something typed, folded; each comes with where it stands best.
    pub fn holding(&self, typed: &str) -> Vec<(usize, Inner)> {
        let mut found: Vec<(usize, Inner)> = Vec::new();
        if typed.is_empty() || typed.contains(SEPARATOR) {
            return found;
        }
        let mut place = 0;
        for at in memmem::find_iter(self.arena.as_bytes(), typed.as_bytes()) {
            place += self.ends[place..].partition_point(|&end| end < at);
            let own = self.spelling(place);
            let inner = Inner::at(own, at + own.len() - self.ends[place]);
            match found.last_mut() {
                Some((last, best)) if *last == place => *best = inner.min(*best),
                Some(_) | None => found.push((place, inner)),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_stands_where_it_stands_best() {
        let cases = [
            ("saleh al arouri", "saleh", Some(Inner::Begins)),
            ("saleh al arouri", "arouri", Some(Inner::BeginsWord)),
            ("saleh al arouri", "rouri", Some(Inner::Within)),
            ("banana ana", "ana", Some(Inner::BeginsWord)),
            ("saleh", "hamas", None),
            ("", "a", None),
        ];
        for (text, typed, expected) in cases {
            assert_eq!(Inner::of(text, typed), expected, "{typed} in {text}");
            let mut spelt = Spelt::default();
            for text in ["other", text, "another"] {
                spelt.arena.push_str(text);
                spelt.ends.push(spelt.arena.len());
                spelt.arena.push(SEPARATOR);
            }
            let found = spelt.holding(typed);
            let own = found.iter().find(|(place, _)| *place == 1);
            assert_eq!(own.map(|(_, inner)| *inner), expected, "{typed} in {text}");
        }
    }

    #[test]
    fn nothing_is_found_across_two_spellings() {
        let spelt = Spelt {
            ends: vec![2, 5],
            arena: "ab\ncd\n".to_owned(),
            ..Spelt::default()
        };
        assert!(spelt.holding("b\nc").is_empty() && spelt.holding("bc").is_empty());
        assert_eq!(spelt.holding("c"), [(1, Inner::Begins)]);
        let least = |part: &str| spelt.least_holding(part);
        assert_eq!(
            (least("d"), least("b\nc"), least("x")),
            (Some(1), None, None)
        );
    }
}
