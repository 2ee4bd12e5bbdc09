//! What is wrong with the files, collected.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Report, Source, Span, did_you_mean, nearest, quoted_list};

/// A file of the ledger (its place in ledger order) and a stretch of it.
pub(super) type Place = (u32, Span);

/// Collects everything that is wrong with the files of one load.
pub(super) struct Problems<'f> {
    files: &'f [Arc<Source>],
    found: Vec<Diagnostic>,
}

impl<'f> Problems<'f> {
    pub(super) fn new(files: &'f [Arc<Source>], found: Vec<Diagnostic>) -> Self {
        Problems { files, found }
    }

    /// Adds an error at a place and lets the caller add labels and helps to it.
    pub(super) fn error(
        &mut self,
        place: Place,
        code: &'static str,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let diagnostic = Diagnostic::error(code, message).at(self.file(place), place.1);
        self.found.push(diagnostic);
        self.found.last_mut().expect("one was just added")
    }

    /// Adds an error about two places: the later one, and the one it runs against.
    pub(super) fn clash(
        &mut self,
        (place, words): (Place, &str),
        (other, other_words): (Place, &str),
        code: &'static str,
        message: impl Into<String>,
    ) {
        let diagnostic = Diagnostic::error(code, message)
            .label(self.file(place), place.1, words)
            .label(self.file(other), other.1, other_words);
        self.found.push(diagnostic);
    }

    /// Adds what is wrong with the next file.
    pub(super) fn append(&mut self, next: Problems<'f>) {
        self.found.extend(next.found);
    }

    /// Returns the file a place is in.
    fn file(&self, place: Place) -> &'f Arc<Source> {
        &self.files[place.0 as usize]
    }

    /// Tells whether nothing was found.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Returns everything found, in order of file and place.
    pub(super) fn into_report(self) -> Report {
        let mut diagnostics = self.found;
        diagnostics.sort_by_cached_key(|diagnostic| {
            let label = diagnostic.labels.first();
            label.map(|label| (label.source.name.clone(), label.span.start))
        });
        Report { diagnostics }
    }
}

/// Adds the near name, where there is one, and the list of the names there are.
pub(super) fn suggest<'a>(
    diagnostic: &mut Diagnostic,
    name: &str,
    what: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) {
    suggest_near(diagnostic, name, names.clone());
    let list = format!("the {what} are {}", quoted_list(names));
    diagnostic.helps.push(list);
}

/// Adds the near name, where there is one.
pub(super) fn suggest_near<'a>(
    diagnostic: &mut Diagnostic,
    name: &str,
    names: impl Iterator<Item = &'a str>,
) {
    if let Some(near) = nearest(name, names) {
        diagnostic.helps.push(did_you_mean(near));
    }
}
