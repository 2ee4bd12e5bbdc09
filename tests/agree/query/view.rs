//! Views of the ledger.

use whosaid::model::Kind;

use super::{Scope, Writer};

const DAYS: [&str; 8] = [
    "2019",
    "2018",
    "2019-03",
    "2018-12-31",
    "\"2020-01-01\"",
    "today - 1 year",
    "14 months ago",
    "today",
];

/// Names of sources, outlets and documents.
const NAMES: [&str; 12] = [
    "The Telegraph",
    "telegraph",
    "Reuters",
    "Turkish diplomatic source",
    "HAMAS SPOKESMAN",
    "spokesman",
    "Residents of Doha",
    "transcript",
    "001",
    "turkey's guests",
    "003",
    "Did the bureau move?",
];

/// Names of entities that are sources in some ledgers only; others speak for some of them.
const SPEAKERS: [&str; 5] = ["Hamas", "al-haraka", "Saleh al-Arouri", "arouri", "Haniyeh"];

impl Writer<'_, '_, '_> {
    /// Writes views, as they stand behind the head of a query; most often none.
    pub(super) fn views(&mut self) -> String {
        let mut views = String::new();
        if self.dice.once_in(5) {
            views = format!(" as of {}", self.dice.pick(&DAYS));
        }
        while self.dice.once_in(5) {
            let first = self.left_out();
            views = match self.dice.below(3) {
                2 => format!("{views} without {first}, {}", self.left_out()),
                _ => format!("{views} without {first}"),
            };
        }
        views
    }

    fn left_out(&mut self) -> String {
        if self.dice.once_in(4) {
            let kind = *self
                .dice
                .pick(&[Kind::Sources, Kind::Entities, Kind::Documents]);
            let condition = self.test(&Scope::of(kind), 0);
            return format!("({} where {condition})", kind.collection());
        }
        let names = if self.dice.once_in(12) {
            &SPEAKERS[..]
        } else {
            &NAMES[..]
        };
        format!("\"{}\"", self.dice.pick(names))
    }
}
