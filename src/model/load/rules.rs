//! Forms that some texts must have: ids, locators, hashes, kept words.

use crate::model::{Field, Kind};
use crate::value::{Locator, leads_with_multiplier};

/// How many words of direct speech may be kept.
const WORDS_KEPT: usize = 8;

/// Says what is wrong with a text as the value of a field, and what to do instead.
pub(super) fn broken(kind: Kind, field: &Field, text: &str) -> Option<(String, String)> {
    if text.trim().is_empty() {
        let message = format!("‘{}’ is empty", field.name);
        return Some((
            message,
            "leave the key out where there is nothing to say".into(),
        ));
    }
    let (sound, form, help) = match (kind, field.name) {
        (_, "id") => (
            is_id(text),
            "an id",
            "an id is made of letters, digits, ‘-’ and ‘_’",
        ),
        (Kind::Reports, "at") => (
            Locator::parse(text).is_some(),
            "a place in a document",
            "write paragraphs as \"p9\" or \"p12-p13\", a span as \"p9:198-355\"",
        ),
        (Kind::Reports, "hash") => (
            is_hex(text, 16),
            "a hash",
            "write the first 16 hex digits of the passage's SHA-256",
        ),
        (Kind::Documents, "sha256") => (
            is_hex(text, 64),
            "a SHA-256",
            "write the 64 hex digits of the original file's SHA-256",
        ),
        (Kind::Reports, "words") => (
            text.split_whitespace().count() <= WORDS_KEPT,
            "short enough to keep",
            "keep at most eight words of direct speech",
        ),
        (Kind::Figures, "unit") => (
            !leads_with_multiplier(text),
            "a unit",
            "write the number out, as in \"1200000 GBP\", and the unit alone here",
        ),
        _ => return None,
    };
    (!sound).then(|| (format!("‘{text}’ is not {form}"), help.into()))
}

fn is_id(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
