//! What one check found.

use std::sync::Arc;

use super::Check;
use crate::diagnostic::{Diagnostic, Severity, Source, Span};

/// A file of the ledger (its place in ledger order) and a stretch of it.
pub(super) type Place = (u32, Span);

/// Collects the findings of one check.
pub(super) struct Findings<'l> {
    check: &'static Check,
    files: &'l [Arc<Source>],
    found: Vec<Diagnostic>,
}

/// A finding to which more may be added.
pub(super) struct Finding<'f> {
    files: &'f [Arc<Source>],
    diagnostic: &'f mut Diagnostic,
}

impl<'l> Findings<'l> {
    pub(super) fn new(check: &'static Check, files: &'l [Arc<Source>]) -> Self {
        Findings {
            check,
            files,
            found: Vec::new(),
        }
    }

    /// Adds a finding; a record that stands in no file gives it no place.
    pub(super) fn add(&mut self, place: Place, message: impl Into<String>) -> Finding<'_> {
        let code = self.check.code;
        let diagnostic = match self.check.severity {
            Severity::Error => Diagnostic::error(code, message),
            Severity::Warning => Diagnostic::warning(code, message),
        };
        self.found.push(diagnostic);
        let finding = Finding {
            files: self.files,
            diagnostic: self.found.last_mut().expect("one was just added"),
        };
        finding.beside(place, "")
    }

    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.found
    }
}

impl Finding<'_> {
    /// Adds another place and what is said of it.
    pub(super) fn beside(self, place: Place, text: &str) -> Self {
        if let Some(file) = self.files.get(place.0 as usize) {
            let diagnostic = std::mem::replace(self.diagnostic, Diagnostic::error("", ""));
            *self.diagnostic = diagnostic.label(file, place.1, text);
        }
        self
    }

    /// Adds a way to mend it.
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        self.diagnostic.helps.push(help.into());
        self
    }
}
