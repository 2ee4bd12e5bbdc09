//! The days of the week, by name.

use super::Day;
use crate::value::{Vocabulary, Word};

impl Day {
    /// The days of the week in their order, the code of each one less than its
    /// [number](Day::weekday).
    pub const WEEKDAYS: &'static Vocabulary = &Vocabulary {
        name: "weekday",
        words: &[
            word("monday", &["mon"], "the first day of the week"),
            word("tuesday", &["tue"], "the second day of the week"),
            word("wednesday", &["wed"], "the third day of the week"),
            word("thursday", &["thu"], "the fourth day of the week"),
            word("friday", &["fri"], "the fifth day of the week"),
            word("saturday", &["sat"], "the sixth day of the week"),
            word("sunday", &["sun"], "the last day of the week"),
        ],
        ordered: true,
        origin: "ISO 8601",
    };
}

const fn word(name: &'static str, also: &'static [&'static str], help: &'static str) -> Word {
    Word { name, also, help }
}
