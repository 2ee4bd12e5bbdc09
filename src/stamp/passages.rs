//! How the passages of reports stand to a text.

use crate::originals::{Finder, OutOfRange, Standing, passage_hash};
use crate::value::Locator;

/// How the passage of a report stands to the original text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passage {
    /// It is where the report says.
    There,
    /// It is elsewhere.
    Moved {
        /// Where; of several places the nearest to the old one.
        to: Locator,
        /// In how many places the text has it.
        times: usize,
    },
    /// Another stands in its place, and it is nowhere.
    Changed {
        /// The hash of what stands there.
        hash: String,
    },
    /// The report has no hash.
    Unstamped {
        /// The hash of what stands where it says.
        hash: String,
    },
    /// The text has no such place, and the passage is nowhere.
    OutOfRange(OutOfRange),
}

impl Passage {
    /// Says what is wrong with the place or the hash of a report; nothing where both hold.
    pub fn objection(&self, report: &str, at: &str) -> Option<String> {
        match self {
            Passage::There => None,
            Passage::Moved { to, times } => Some(format!(
                "the passage of report ‘{report}’ is no longer at {at} but at {}",
                moved(*to, *times)
            )),
            Passage::Changed { .. } => Some(format!(
                "the passage of report ‘{report}’ is no longer at {at}, nor anywhere in the text"
            )),
            Passage::Unstamped { .. } => Some(format!("report ‘{report}’ has no hash")),
            Passage::OutOfRange(beyond) => Some(format!(
                "report ‘{report}’ is said to be at {at}, but {beyond}"
            )),
        }
    }

    /// Compares a report's place and hash with a text.
    pub(super) fn of(at: Locator, hash: Option<&str>, finder: &mut Finder<'_>) -> Passage {
        let there = finder.original().passage(at);
        let standing = hash.map(|hash| finder.find(at, hash));
        match (standing, there) {
            (Some(Standing::There), _) => Passage::There,
            (Some(Standing::Moved { to, times }), _) => Passage::Moved { to, times },
            (_, Err(beyond)) => Passage::OutOfRange(beyond),
            (Some(Standing::Gone), Ok(there)) => Passage::Changed {
                hash: passage_hash(&there),
            },
            (None, Ok(there)) => Passage::Unstamped {
                hash: passage_hash(&there),
            },
        }
    }
}

/// Names the place that a passage moved to, and says where it is one of several.
pub(super) fn moved(to: Locator, times: usize) -> String {
    match times {
        1 => to.to_string(),
        _ => format!("{to}, the nearest of {times} places that have it"),
    }
}
