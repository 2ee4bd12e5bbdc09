//! What goes to standard error.

use std::io::{self, IsTerminal, Write};

use serde_json::json;

use super::options::{ErrorFormat, Options};
use super::stop::Stop;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::engine;
use crate::golden;
use crate::value::term_safe;

/// Tells a person, or a program, what is wrong and what is worth knowing.
///
/// When standard error is closed there is nobody to tell, so that failures to write are ignored.
#[derive(Clone, Copy, Debug)]
pub(super) struct Messages {
    color: bool,
    format: ErrorFormat,
    quiet: bool,
}

impl Messages {
    pub(super) fn new(options: &Options) -> Messages {
        Messages {
            color: options.color.is_wanted(io::stderr().is_terminal()),
            format: options.error_format,
            quiet: options.quiet,
        }
    }

    /// Draws diagnostics; warnings only unless they are unwanted.
    pub(super) fn report(&self, report: &Report) {
        let wanted =
            |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error || !self.quiet;
        let diagnostics = report.diagnostics.iter().filter(wanted).cloned().collect();
        let report = Report { diagnostics };
        self.write(&match self.format {
            ErrorFormat::Human => report.render(self.color),
            ErrorFormat::Json => report.json(),
        });
    }

    /// Draws one error that is about no text.
    pub(super) fn error(&self, code: &'static str, message: impl Into<String>) {
        self.report(&Report::from(Diagnostic::error(code, message)));
    }

    /// Tells why a ledger was not opened or a query not answered; returns how the program ends.
    pub(super) fn failure(&self, error: &engine::Error) -> Stop {
        self.report(&error.report());
        match error {
            engine::Error::Ledger(_) => Stop::Ledger,
            engine::Error::Query(_) => Stop::Query,
            engine::Error::Cancelled => Stop::Interrupted,
            engine::Error::NoRow { .. } | engine::Error::NoGrounds => Stop::Usage,
            engine::Error::OutOfTime
            | engine::Error::TooManyRows(_)
            | engine::Error::TooManyColumns { .. }
            | engine::Error::NotOne(_)
            | engine::Error::Row(_) => Stop::Runtime,
        }
    }

    /// Prints a line about a result.
    pub(super) fn note(&self, note: &str) {
        if self.quiet {
            return;
        }
        self.write(&match self.format {
            ErrorFormat::Human => golden::notice(&term_safe(note)),
            ErrorFormat::Json => json!({ "severity": "note", "message": note }).to_string() + "\n",
        });
    }

    /// Prints a line to the person at the prompt.
    pub(super) fn say(&self, line: &str) {
        self.write(&format!("{line}\n"));
    }

    fn write(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// Writes a count and what is counted: `1 file`, `2 files`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Indents each line of a text, for it to stand below what it is about.
pub(super) fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}
