//! What to write instead of a text that is no date.

use super::DateError;

/// Explains why a text is no date.
pub(super) fn explain(_text: &str, message: &str) -> DateError {
    DateError {
        message: message.to_owned(),
        hint: None,
    }
}
