//! Lines and texts taken, and their queries asked.

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Asked, Session, elapsed};
use crate::cli::apart::free;
use crate::cli::stop::Stop;
use crate::diagnostic::{Diagnostic, Source};
use crate::engine::{self, Error, Reply, Timed};
use crate::render;
use crate::repl::commands::{self, Flow};
use crate::repl::script::{self, Piece};

/// How deep texts of commands may read each other.
const MOST_TEXTS: usize = 16;

impl Session {
    /// Takes a line of the conversation, or several; ends at the first that fails.
    ///
    /// # Errors
    ///
    /// Why it failed; what is wrong has been told. How the conversation goes on all the same,
    /// [`Session::flow`] tells.
    pub fn line(&mut self, line: &str) -> Result<Flow, Stop> {
        self.catch_up();
        if !line.trim().is_empty() && !line.starts_with(char::is_whitespace) {
            self.lines.push(line.trim_end().to_owned());
        }
        self.output.begin_line();
        self.is_typed = true;
        let result = self.script(&Arc::new(Source {
            name: "query".to_owned(),
            text: line.to_owned(),
        }));
        self.is_typed = false;
        result
    }

    /// Returns how the conversation goes on behind the last line or text, a part of which may have failed.
    pub fn flow(&self) -> &Flow {
        &self.flow
    }

    /// Tells whether what is done was typed, and is in no file.
    pub(in crate::repl) fn is_typed(&self) -> bool {
        self.is_typed && self.texts == 1
    }

    /// Takes a text of commands and statements, as a file has them.
    ///
    /// A line that begins with `.` or `\` where a statement may begin is a command. A statement
    /// ends at a `;`, before a command, or before a line that cannot go on with it. The first that
    /// fails ends it. A session that keeps going does the rest, unless it was interrupted or the
    /// reader has gone; behind an `.open` that failed it asks nothing until another goes well.
    ///
    /// # Errors
    ///
    /// Why the first failed; what is wrong has been told.
    pub fn script(&mut self, text: &Arc<Source>) -> Result<Flow, Stop> {
        if self.texts == MOST_TEXTS {
            let message = format!("more than {MOST_TEXTS} files read each other");
            return Err(self.wrong(Diagnostic::error("too-deep", message)));
        }
        if self.texts == 0 {
            self.flow = Flow::Next;
        }
        self.texts += 1;
        let interrupt = self.interrupt.clone();
        let result = interrupt.during(|| self.pieces(text));
        self.texts -= 1;
        if self.texts == 0 {
            // The next text is meant for the ledger that stayed open.
            self.is_lost = false;
        }
        result
    }

    fn pieces(&mut self, text: &Arc<Source>) -> Result<Flow, Stop> {
        let mut failed = None;
        let mut pieces = script::pieces(&text.text).into_iter().peekable();
        while let Some(piece) = pieces.next() {
            let result = match piece {
                Piece::Command(at) => commands::run(self, &text.text[at]),
                Piece::Statements(at) => self.statements(text, at),
            };
            match result {
                Ok(Flow::Edit(_)) if pieces.peek().is_some() => {
                    let message = "‘.edit’ stands last in a text: what follows it would be lost";
                    failed.get_or_insert(self.wrong(Diagnostic::error("misplaced", message)));
                    if !self.options.keep_going {
                        break;
                    }
                }
                Ok(flow) => self.flow = flow,
                Err(stop) => {
                    failed.get_or_insert(stop);
                    if !self.options.keep_going || !stop.allows_more() {
                        break;
                    }
                }
            }
            // A file that was read may have said so, and failed.
            if self.flow != Flow::Next {
                break;
            }
        }
        failed.map_or_else(|| Ok(self.flow.clone()), Err)
    }

    fn statements(&mut self, text: &Source, at: Range<usize>) -> Result<Flow, Stop> {
        let own = &text.text[at.clone()];
        if let Some(command) = script::bare_command(own) {
            return commands::run(self, &command);
        }
        let before = self.settings.before.as_ref();
        let asked = match script::is_refinement(own) {
            true => before
                .and_then(|before| before.refined(own.trim()))
                // There is none, which will be told.
                .unwrap_or_else(|| format!("_ {}", own.trim())),
            // So the lines are counted as they are in the whole text.
            false => "\n".repeat(text.text[..at.start].matches('\n').count()) + own,
        };
        let name = text.name.clone();
        self.ask_next(&Arc::new(Source { name, text: asked }))?;
        Ok(Flow::Next)
    }

    /// Asks the queries of one text.
    pub(crate) fn ask(&mut self, text: &Arc<Source>) -> Result<(), Stop> {
        self.expect_open()?;
        let begun = Instant::now();
        let timed = self.timed(text).inspect_err(|_| {
            (self.planning, self.running) = (Duration::ZERO, begun.elapsed());
        });
        let Timed {
            replies,
            error,
            planning,
            running,
        } = timed?;
        (self.planning, self.running) = (planning, running);
        let mut result = Ok(());
        let mut replies = replies.into_iter();
        for reply in replies.by_ref() {
            match self.answered(reply, text) {
                Ok(()) => {}
                Err(Stop::Failed) => result = Err(Stop::Failed),
                Err(stop) => {
                    free(replies);
                    return Err(stop);
                }
            }
        }
        let error = error.map(|error| match error {
            Error::Query(report) => Error::Query(engine::in_its_own_text(report, text)),
            other => other,
        });
        error.map_or(result, |error| Err(self.failure(&error)))
    }

    /// Asks the queries of a text.
    fn timed(&self, text: &Arc<Source>) -> Result<Timed, Stop> {
        let (ledger, text) = (Arc::clone(&self.ledger), Arc::clone(text));
        let (settings, keep_going) = (self.settings.clone(), self.options.keep_going);
        self.apart(move |cancel| {
            let query = ledger.query_from(&text).with(settings).cancel(cancel);
            query.ask_timed(keep_going)
        })
    }

    /// Writes the answer of a query of a text, and keeps it.
    fn answered(&mut self, reply: Reply, text: &Arc<Source>) -> Result<(), Stop> {
        let Reply { answer, warnings } = reply;
        let asked = Asked {
            answer: Arc::new(answer),
            text: Arc::clone(text),
            settings: self.settings.clone(),
            is_current: true,
        };
        let written = self.output.answer(&asked.answer, &self.messages);
        if written.is_err() {
            asked.free();
            return written;
        }
        let mut result = Ok(());
        for failure in render::failures(&asked.answer) {
            self.messages.error("assertion-failed", failure);
            result = Err(Stop::Failed);
        }
        let warnings = engine::in_its_own_text(warnings, text);
        self.messages.report(&warnings);
        if let Some(before) = self.last.replace(asked) {
            before.free();
        }
        result
    }

    /// Refuses to ask the ledger that stayed open what is meant for another.
    pub(in crate::repl) fn expect_open(&self) -> Result<(), Stop> {
        if !self.is_lost {
            return Ok(());
        }
        let message = "no ledger is open: the one that this is meant for could not be opened";
        self.wrong(Diagnostic::error("no-ledger", message));
        Err(Stop::Ledger)
    }

    /// Asks the queries of the next text of a conversation and remembers it.
    pub(crate) fn ask_next(&mut self, text: &Arc<Source>) -> Result<(), Stop> {
        self.ask_given(text, Vec::new())
    }

    /// Asks it with values for its parameters, which stay for what goes on from it.
    pub(in crate::repl) fn ask_given(
        &mut self,
        text: &Arc<Source>,
        values: Vec<(String, String)>,
    ) -> Result<(), Stop> {
        let begun = Instant::now();
        let params = self.settings.params.len();
        self.settings.params.extend(values);
        let result = self.ask(text);
        self.ran = None;
        let values = self.settings.params.split_off(params);
        if result.is_ok() || result == Err(Stop::Failed) {
            for name in self.settings.remember(&text.text) {
                self.messages.note(&format!("‘{name}’ is defined"));
            }
            let before = self.settings.before.get_or_insert_default();
            before.give(values);
        }
        if self.timer {
            self.tell_time(begun.elapsed());
        }
        result
    }

    /// Tells how long a text took, part by part.
    fn tell_time(&self, all: Duration) {
        let (planning, running) = (self.planning, self.running);
        let writing = all.saturating_sub(planning + running);
        let [planning, running, writing] = [planning, running, writing].map(elapsed);
        let note = format!("{planning} to plan, {running} to run, {writing} to write");
        self.messages.note(&note);
    }

    /// Asks text after text, up to the first that fails unless the options say otherwise.
    pub(crate) fn ask_all(
        &mut self,
        texts: impl IntoIterator<Item = Result<Arc<Source>, Stop>>,
    ) -> Result<(), Stop> {
        let mut first = Ok(());
        for text in texts {
            let Err(stop) = text.and_then(|text| self.ask(&text)) else {
                continue;
            };
            first = first.and(Err(stop));
            if !self.options.keep_going || !stop.allows_more() {
                break;
            }
        }
        first
    }
}
