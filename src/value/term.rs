//! Text from data made safe for a terminal.

use std::borrow::Cow;

/// Makes control characters and bidirectional overrides visible symbols.
pub fn term_safe(text: &str) -> Cow<'_, str> {
    todo!()
}
