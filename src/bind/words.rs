//! Words that a search looks for and no text has.

use std::sync::Arc;

use indexmap::IndexSet;

use crate::diagnostic::{Diagnostic, Report, Source, did_you_mean, nearest};
use crate::plan::Ranked;
use crate::store::{Store, Words};

/// Reports the words of a search that stand in none of its texts, if a report is given; tells whether there are any.
pub(super) fn report_unborne(
    search: &Ranked,
    store: &Store,
    source: &Arc<Source>,
    report: Option<&mut Report>,
) -> bool {
    let fields = search.texts.iter().filter_map(|text| text.stored_field());
    let texts: Vec<&Words> = fields
        .map(|(kind, field)| store.collection(kind).words(field, store.texts()))
        .collect();
    let wanted = search.wanted.iter().map(|wanted| &wanted.words);
    let asked = wanted.chain(&search.unwanted);
    let mut unborne: Vec<&str> = Vec::new();
    for word in asked.flat_map(|words| words.split(' ')) {
        if !unborne.contains(&word) && !texts.iter().any(|texts| texts.has(word)) {
            unborne.push(word);
        }
    }
    let Some(report) = report else {
        return !unborne.is_empty();
    };
    for word in &unborne {
        let message = format!("the word ‘{word}’ stands in none of the texts");
        let diagnostic = if search.widens {
            Diagnostic::error("unborne-word", message)
                .help("under a negation a word that nothing has would let everything through")
        } else {
            Diagnostic::warning("unborne-word", message)
        };
        let known: IndexSet<&str> = texts.iter().flat_map(|texts| texts.all()).collect();
        let near = nearest(word, known);
        let help = near.map(did_you_mean);
        let diagnostic = diagnostic.at(source, search.span);
        report.diagnostics.push(match help {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        });
    }
    !unborne.is_empty()
}
