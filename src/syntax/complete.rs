//! Whether a text is done, for a prompt that runs what is complete when Enter is pressed.

use std::sync::Arc;

use super::layout::Layout;
use super::{parse, too_long};
use crate::diagnostic::{Diagnostic, Source};

/// How far a text has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// It can be run; an empty text can too.
    Complete,
    /// Nothing in it is wrong but that it ends too early.
    NeedsMore,
    /// More text cannot mend it.
    Broken,
}

/// Tells whether a text is complete, as the parser sees it.
pub fn completeness(text: &str) -> Completeness {
    if too_long(text).is_some() {
        return Completeness::Broken;
    }
    let end = Layout::scan(text).whole().end;
    let source = Arc::new(Source {
        name: String::new(),
        text: text.to_owned(),
    });
    let (_, diagnostics) = parse(&source);
    if diagnostics.is_empty() {
        Completeness::Complete
    } else if diagnostics
        .iter()
        .all(|diagnostic| ends_early(diagnostic, end))
    {
        Completeness::NeedsMore
    } else {
        Completeness::Broken
    }
}

fn ends_early(diagnostic: &Diagnostic, end: usize) -> bool {
    let at_end = || {
        diagnostic
            .labels
            .first()
            .is_some_and(|label| label.span.range().start >= end)
    };
    match diagnostic.code {
        "unclosed-string" | "unclosed-bracket" => true,
        "expected" => at_end(),
        _ => false,
    }
}
