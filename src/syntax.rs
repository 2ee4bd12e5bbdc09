//! Text to a spanned tree. Knows no collection and no field.

pub mod tree;

/// Whether a text can be run as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// It can, or more text would not mend it.
    Complete,
    /// It goes on.
    Incomplete,
}

/// Tells whether a text goes on.
pub fn completeness(text: &str) -> Completeness {
    if text.trim_end().ends_with('|') { Completeness::Incomplete } else { Completeness::Complete }
}
