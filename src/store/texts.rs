//! The dictionary of texts.

use std::sync::Arc;

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::{NONE, UNKNOWN, row_number};

/// Every text of the ledger, once; its code is its place.
#[derive(Debug, Default, Clone)]
pub struct Texts {
    entries: IndexSet<Arc<str>, FxBuildHasher>,
}

impl Texts {
    /// Returns the code of a text, entering it where it is new.
    pub fn intern(&mut self, text: &str) -> u32 {
        match self.entries.get_index_of(text) {
            Some(code) => row_number(code),
            None => row_number(self.entries.insert_full(text.into()).0),
        }
    }

    /// Returns the code of a text, sharing it where it is new.
    pub fn intern_shared(&mut self, text: &Arc<str>) -> u32 {
        match self.entries.get_index_of(text) {
            Some(code) => row_number(code),
            None => row_number(self.entries.insert_full(Arc::clone(text)).0),
        }
    }

    /// Returns the code of a text that is there.
    pub fn code(&self, text: &str) -> Option<u32> {
        self.entries.get_index_of(text).map(row_number)
    }

    /// Returns the text of a code: empty for none, `?` for one nobody knows.
    pub fn get(&self, code: u32) -> &str {
        match code {
            NONE => "",
            UNKNOWN => "?",
            code => &self.entries[code as usize],
        }
    }

    /// Returns the text of a code to be kept for longer than the ledger.
    pub fn shared(&self, code: u32) -> Arc<str> {
        match code {
            NONE | UNKNOWN => self.get(code).into(),
            code => Arc::clone(&self.entries[code as usize]),
        }
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_code_and_comes_back() {
        let mut texts = Texts::default();
        let codes = ["b", "a", "b", "", "a"].map(|text| texts.intern(text));
        assert_eq!(codes, [0, 1, 0, 2, 1]);
        assert_eq!(texts.len(), 3);
        let shared = ["c", "b"].map(|text| texts.intern_shared(&text.into()));
        assert_eq!(shared, [3, 0]);
        for (text, code) in [("b", Some(0)), ("", Some(2)), ("c", Some(3)), ("d", None)] {
            assert_eq!(texts.code(text), code);
        }
        for (code, text) in [(0, "b"), (2, ""), (NONE, ""), (UNKNOWN, "?")] {
            assert_eq!(texts.get(code), text);
            assert_eq!(&*texts.shared(code), text);
        }
    }
}
