//! What is wrong, where, and how to mend it, drawn under its source.
//!
//! Layers below return a bare message; whoever holds the place makes a [`Diagnostic`] of it.
//! Nothing is printed here: [`Report::render`] gives text, [`Report::json`] a machine's form.

mod lines;
mod near;
mod page;
mod render;

pub(crate) use lines::Lines;
pub(crate) use near::did_you_mean;
pub use near::{nearest, nearest_shaped, quoted_list};
pub use page::{LEDGER_PAGE, Page, QUERY_PAGE, Section};

use std::fmt;
use std::sync::Arc;

/// A stretch of a source text, in bytes, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes the stretch `start..end`.
    pub fn new(start: usize, end: usize) -> Span {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span {
            start: clamp(start),
            end: clamp(end),
        }
    }

    /// Returns the least stretch that covers both.
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Returns the stretch so many bytes further on.
    pub(crate) fn moved(self, by: usize) -> Span {
        let range = self.range();
        Span::new(range.start + by, range.end + by)
    }

    /// Returns the stretch as a range of indexes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A text that diagnostics point into: a query, or a file of the ledger.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The file's path as the user would write it, or `query`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl Source {
    /// Makes a source of a file's bytes, which must be UTF-8; a byte order mark is left out.
    pub fn decode(name: String, bytes: Vec<u8>) -> Result<Arc<Source>, Diagnostic> {
        match String::from_utf8(bytes) {
            Ok(text) => {
                let text = text
                    .strip_prefix('\u{FEFF}')
                    .map(str::to_owned)
                    .unwrap_or(text);
                Ok(Arc::new(Source { name, text }))
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let message = format!("‘{name}’ is not UTF-8 text: byte {at} begins no character");
                Err(Diagnostic::error("not-utf-8", message).help("save it as UTF-8"))
            }
        }
    }

    /// Returns the line and column of a byte, both counted from 1, columns in characters.
    pub fn line_column(&self, at: u32) -> (usize, usize) {
        let at = self
            .text
            .floor_char_boundary((at as usize).min(self.text.len()));
        let before = &self.text[..at];
        // A large file may have many mistakes, and each comes this way.
        let line_start = memchr::memrchr(b'\n', before.as_bytes()).map_or(0, |newline| newline + 1);
        (
            memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1,
            before[line_start..].chars().count() + 1,
        )
    }
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The answer stands, but may not be what was meant.
    Warning,
    /// Nothing was done.
    Error,
}

/// A stretch of source with the words that stand under it.
#[derive(Clone, Debug)]
pub struct Label {
    /// The text it points into.
    pub source: Arc<Source>,
    /// Where.
    pub span: Span,
    /// What is said of it; may be empty.
    pub text: String,
}

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable word for machines and for `explain`: `unknown-field`.
    pub code: &'static str,
    /// One line, without the place.
    pub message: String,
    /// The places, the main one first; none when it is about no text at all.
    pub labels: Vec<Label>,
    /// Ways to mend it, a line each: `did you mean ‘source’?`.
    pub helps: Vec<String>,
}

impl Diagnostic {
    /// Makes an error without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        let message = in_words(message.into());
        Diagnostic {
            severity: Severity::Error,
            code,
            message,
            labels: Vec::new(),
            helps: Vec::new(),
        }
    }

    /// Makes a warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic {
            severity: Severity::Warning,
            ..Self::error(code, message)
        }
    }

    /// Adds a place, with nothing written under it.
    pub fn at(self, source: &Arc<Source>, span: Span) -> Self {
        self.label(source, span, "")
    }

    /// Adds a place and what is said of it.
    pub fn label(mut self, source: &Arc<Source>, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            source: Arc::clone(source),
            span,
            text: text.into(),
        });
        self
    }

    /// Adds a way to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.helps.push(help.into());
        self
    }

    /// Asks whether something near was meant.
    pub fn near(self, near: impl fmt::Display) -> Self {
        self.help(did_you_mean(near))
    }
}

/// Everything that was found wrong, in order of place; what a failed load or query returns.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The diagnostics.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Tells whether anything in it is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

impl From<Diagnostic> for Report {
    fn from(diagnostic: Diagnostic) -> Report {
        Report {
            diagnostics: vec![diagnostic],
        }
    }
}

/// Leaves out the number that the system's errors have behind their words.
fn in_words(message: String) -> String {
    const NUMBER: &str = " (os error ";
    let Some((before, behind)) = message.split_once(NUMBER) else {
        return message;
    };
    match behind
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .strip_prefix(')')
    {
        Some(rest) => format!("{before}{rest}"),
        None => message,
    }
}
