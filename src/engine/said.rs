//! What is wrong with something that was said before, shown where it was said.

use std::sync::Arc;

use crate::diagnostic::{Report, Source, Span};
use crate::plan::BETWEEN;

/// Shows each place behind the end of a text in the statement that stands there.
///
/// What was said before in a conversation is planned behind the text, where no person wrote it.
pub(crate) fn in_its_own_text(mut report: Report, text: &Source) -> Report {
    let places = report
        .diagnostics
        .iter_mut()
        .flat_map(|diagnostic| &mut diagnostic.labels)
        .filter(|label| label.span.range().start >= text.text.len())
        .filter(|label| label.source.text.len() > text.text.len());
    for label in places {
        let (whole, at) = (&label.source.text, label.span.range());
        let start = whole[..at.start].rfind(BETWEEN);
        let start = start.map_or(0, |found| found + BETWEEN.len());
        let end = whole[at.end..].find(BETWEEN);
        let end = end.map_or(whole.len(), |found| at.end + found);
        let own = Source {
            name: "said before".to_owned(),
            text: whole[start..end].to_owned(),
        };
        label.span = Span::new(at.start - start, at.end - start);
        label.source = Arc::new(own);
    }
    report
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Ledger, Settings};

    #[test]
    fn a_place_in_a_definition_is_shown_in_it() {
        let ledger = Ledger::sample();
        let mut settings = Settings::default();
        settings.remember("let a = claims");
        settings.remember("# of all\nlet b = a\n  where stance = deny; def c = 1 = 1");
        settings.remember("let a = sources");
        let text = Source {
            name: "query".to_owned(),
            text: "b where sorce = \"x\"".to_owned(),
        };
        let query = ledger.query(text.text.clone()).with(settings);
        let report = in_its_own_text(query.diagnose(), &text);
        let drawn = report.render(false);
        assert!(drawn.contains("said before:2:9"), "{drawn}");
        assert!(drawn.contains("where stance = deny"), "{drawn}");
    }
}
