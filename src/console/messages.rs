//! What goes to standard error.

use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;

use super::apart::Lost;
use super::options::{ErrorFormat, Options};
use super::stop::Stop;
use super::stream::{Size, Stream};
use crate::console::Transcript;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::engine;
use crate::golden;
use crate::value::fit::broken;
use crate::value::{json_safe, term_safe};

/// Tells a person, or a program, what is wrong and what is worth knowing.
///
/// When standard error is closed there is nobody to tell, so that failures to write are ignored.
#[derive(Clone, Debug)]
pub(crate) struct Messages {
    stream: Stream,
    color: bool,
    format: ErrorFormat,
    quiet: bool,
    /// The diagnostics of one report that are drawn at most.
    most: usize,
    /// The last report of an error, whole.
    last: Arc<Mutex<Report>>,
}

/// The diagnostics that a person at the prompt is shown at once.
const MOST_AT_PROMPT: usize = 3;

impl Messages {
    pub(crate) fn new(options: &Options) -> Messages {
        Messages::to(Stream::Error, options)
    }

    /// Tells them to a stream.
    pub(crate) fn to(stream: Stream, options: &Options) -> Messages {
        Messages {
            color: options.color.is_wanted(stream.is_terminal()),
            stream,
            format: options.error_format,
            quiet: options.quiet,
            most: usize::MAX,
            last: Arc::default(),
        }
    }

    /// Returns messages that are kept, as wide as these, and what keeps them.
    pub(crate) fn kept(&self) -> (Messages, Transcript) {
        let (mut messages, kept) = (self.clone(), Transcript::default());
        messages.stream = Stream::given(kept.clone());
        if let Some(size) = self.stream.size() {
            messages.stream.show_on(size);
        }
        (messages, kept)
    }

    /// Shows what was given on a screen of this size.
    pub(crate) fn show_on(&mut self, size: Size) {
        self.stream.show_on(size);
    }

    /// Keeps reports to what a person at a prompt reads; [`Messages::last`] has all of the last.
    pub(crate) fn be_brief(&mut self) {
        self.most = MOST_AT_PROMPT;
    }

    /// Tells whether a person at a prompt reads them, who has commands in the place of options.
    pub(crate) fn are_brief(&self) -> bool {
        self.most == MOST_AT_PROMPT
    }

    /// Returns the terminal that shows them to a person who wants more than errors.
    pub(crate) fn terminal(&self) -> Option<Stream> {
        let shows = self.format == ErrorFormat::Human && !self.quiet;
        (shows && self.stream.is_terminal()).then(|| self.stream.clone())
    }

    /// Returns the last report of an error, whole.
    pub(crate) fn last(&self) -> Report {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.clone()
    }

    /// Draws diagnostics; warnings only unless they are unwanted.
    pub(crate) fn report(&self, report: &Report) {
        let wanted =
            |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error || !self.quiet;
        let mut diagnostics: Vec<_> = report.diagnostics.iter().filter(wanted).cloned().collect();
        let more = diagnostics.len().saturating_sub(self.most);
        diagnostics.truncate(self.most);
        // Where some are not drawn they are to be seen there.
        if more > 0 || report.has_errors() {
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = report.clone();
        }
        self.write(&self.drawn(&Report { diagnostics }));
        if more > 0 {
            self.note(&format!("{more} more; ‘.errors’ shows all"));
        }
    }

    /// Returns every diagnostic of a report as it is shown.
    pub(crate) fn drawn(&self, report: &Report) -> String {
        match self.format {
            ErrorFormat::Human => match self.stream.size() {
                Some(size) => report.render_within(size.columns, self.color),
                None => report.render(self.color),
            },
            ErrorFormat::Json => report.json(),
        }
    }

    /// Draws one error that is about no text.
    pub(crate) fn error(&self, code: &'static str, message: impl Into<String>) {
        self.report(&Report::from(Diagnostic::error(code, message)));
    }

    /// Tells why a ledger was not opened or a query not answered; returns how the program ends.
    pub(crate) fn failure(&self, error: &engine::Error) -> Stop {
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

    /// Tells why what ran on a thread of its own has no result.
    pub(crate) fn lost(&self, lost: &Lost) -> Stop {
        match lost {
            Lost::Cancelled => return self.failure(&engine::Error::Cancelled),
            Lost::Panicked => self.error("panicked", "this is a mistake in whosaid"),
            Lost::NoThread(error) => {
                self.error("no-thread", format!("no thread can be started: {error}"));
            }
        }
        Stop::Runtime
    }

    /// Prints a line about a result.
    pub(crate) fn note(&self, note: &str) {
        self.write(&self.noted(note));
    }

    /// Returns a line about a result as it is printed; none where it is unwanted.
    pub(crate) fn noted(&self, note: &str) -> String {
        if self.quiet {
            return String::new();
        }
        match self.format {
            ErrorFormat::Human => golden::notice(&self.fitted(note, golden::notice("").len() - 1)),
            ErrorFormat::Json => object(note),
        }
    }

    /// Prints what was told to messages that were kept: whole lines, harmless.
    pub(crate) fn say_lines(&self, lines: &str) {
        self.write(lines);
    }

    /// Prints a text of whole lines that is harmless already.
    pub(crate) fn say_text(&self, text: &str) {
        match self.format {
            ErrorFormat::Human => self.write(text),
            ErrorFormat::Json => self.write(&object(text.trim_end())),
        }
    }

    /// Prints a line to the person at the prompt.
    pub(crate) fn say(&self, line: &str) {
        self.write(&match self.format {
            ErrorFormat::Human => format!("{}\n", self.fitted(line, 0)),
            ErrorFormat::Json => object(line),
        });
    }

    /// Makes a line safe, and breaks it between words where it is wider than a terminal has room
    /// behind a margin.
    fn fitted(&self, line: &str, margin: usize) -> String {
        let safe = term_safe(line);
        match self.stream.size() {
            Some(size) => broken(&safe, size.columns.saturating_sub(margin), margin).into_owned(),
            None => safe.into_owned(),
        }
    }

    fn write(&self, text: &str) {
        let _ = self.stream.clone().write_all(text.as_bytes());
    }
}

/// Writes a message for a program to read, in a line of its own.
fn object(message: &str) -> String {
    let json = json!({ "severity": "note", "message": message }).to_string();
    json_safe(&json).into_owned() + "\n"
}

/// Indents each line of a text, for it to stand below what it is about.
pub(crate) fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}\n")).collect()
}
