//! Lines and texts taken, and their queries asked.

use std::ops::Range;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Asked, Session, elapsed};
use crate::answer::{Answer, free};
use crate::console::apart::MANY_CELLS;
use crate::console::stop::Stop;
use crate::diagnostic::{Diagnostic, Report, Severity, Source};
use crate::engine::{self, Error, Timed};
use crate::render;
use crate::repl::commands::{self, Flow};
use crate::repl::script::{self, Led, Piece};
use crate::syntax;
use crate::syntax::tree::StatementKind;

/// How deep texts of commands may read each other.
const MOST_TEXTS: usize = 16;

/// Who asks, by which it is settled how an answer is written and whether it is the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::repl) enum Asker {
    /// Whoever typed the query.
    Person,
    /// A command that stands for a query.
    Command,
    /// A command that asks about the query before, which stays the last, as its answer does.
    Aside,
    /// A command that lists how a query is worked out.
    Plan,
}

impl Session {
    /// Asks the queries of one text.
    pub(in crate::repl) fn ask_for(
        &mut self,
        asker: Asker,
        text: &Arc<Source>,
    ) -> Result<(), Stop> {
        match asker {
            Asker::Person | Asker::Command => self.ask_given(asker, text, Vec::new()),
            Asker::Aside | Asker::Plan => self.ask_alone(asker, text),
        }
    }

    /// Takes a line of the conversation, or several; ends at the first that fails.
    ///
    /// # Errors
    ///
    /// Why it failed; what is wrong has been told. How the conversation goes on all the same,
    /// [`Session::flow`] tells.
    pub fn line(&mut self, line: &str) -> Result<Flow, Stop> {
        self.catch_up();
        if !line.trim().is_empty() && !line.starts_with(char::is_whitespace) {
            let line = line.trim_end();
            self.lines.retain(|earlier| earlier != line);
            self.lines.push(line.to_owned());
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
        let asked = match script::is_refinement(own) {
            true => self.refined(own.trim()),
            // So the lines are counted as they are in the whole text.
            false => "\n".repeat(text.text[..at.start].matches('\n').count()) + own,
        };
        let name = text.name.clone();
        self.ask_for(Asker::Person, &Arc::new(Source { name, text: asked }))?;
        Ok(Flow::Next)
    }

    /// Returns the text that puts the query before through more stages, the first with its pipe.
    pub(in crate::repl) fn refined(&self, stages: &str) -> String {
        let before = self.settings.before.as_ref();
        let refined = before.and_then(|before| before.refined(stages));
        // There is none, which will be told.
        refined.unwrap_or_else(|| Led::new(stages).whole.into_owned())
    }

    /// Asks the queries of one text.
    pub(crate) fn ask(&mut self, text: &Arc<Source>) -> Result<(), Stop> {
        self.ask_alone(Asker::Person, text)
    }

    /// Asks the queries of a text that nothing goes on from.
    fn ask_alone(&mut self, asker: Asker, text: &Arc<Source>) -> Result<(), Stop> {
        let replied = self.replied(asker, text)?;
        self.show_replies(asker, replied, text)
    }

    /// Asks the queries of a text; what was answered is what was asked last from now on, be it shown
    /// or not.
    fn replied(&mut self, asker: Asker, text: &Arc<Source>) -> Result<Replied, Stop> {
        self.expect_open()?;
        let begun = Instant::now();
        let timed = self.timed(text).inspect_err(|_| {
            (self.planning, self.running) = (Duration::ZERO, begun.elapsed());
        });
        let timed = timed?;
        (self.planning, self.running) = (timed.planning, timed.running);
        let error = timed.error.map(|error| match error {
            Error::Query(report) => Error::Query(engine::in_its_own_text(report, text)),
            other => other,
        });
        let replies = timed.replies.into_iter();
        let answers = replies.map(|reply| (Arc::new(reply.answer), reply.warnings));
        let answers: Vec<(Arc<Answer>, Report)> = answers.collect();
        let text = match &error {
            Some(error) => answered(text, answers.len(), error),
            None => Arc::clone(text),
        };
        let is_kept = matches!(asker, Asker::Person | Asker::Command);
        if let Some((answer, _)) = answers.last().filter(|_| is_kept) {
            let asked = Asked {
                answer: Arc::clone(answer),
                text: Arc::clone(&text),
                settings: self.settings.clone(),
                is_current: true,
            };
            if let Some(before) = self.last.replace(asked) {
                free_answer(before.answer);
            }
        }
        Ok(Replied {
            answers,
            text,
            error,
        })
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

    /// Writes what the queries of a text gave, and tells what was wrong.
    fn show_replies(
        &mut self,
        asker: Asker,
        replied: Replied,
        text: &Arc<Source>,
    ) -> Result<(), Stop> {
        let mut result = Ok(());
        let mut answers = replied.answers.into_iter();
        for (answer, warnings) in answers.by_ref() {
            let shown = self.show_reply(asker, &answer, warnings, text);
            free_answer(answer);
            match shown {
                Ok(()) => {}
                Err(Stop::Failed) => result = Err(Stop::Failed),
                Err(stop) => {
                    answers.for_each(|(answer, _)| free_answer(answer));
                    return Err(stop);
                }
            }
        }
        let error = replied.error;
        error.map_or(result, |error| Err(self.failure(&error)))
    }

    /// Writes an answer, and tells what is to be told with it even where it cannot be written.
    fn show_reply(
        &mut self,
        asker: Asker,
        answer: &Arc<Answer>,
        warnings: Report,
        text: &Arc<Source>,
    ) -> Result<(), Stop> {
        let messages = &self.messages;
        let mut result = match asker {
            Asker::Person => self.output.answer(answer, messages),
            Asker::Command | Asker::Aside => self.output.answer_to_command(answer, messages),
            Asker::Plan => self.output.listing(answer, messages),
        };
        if result == Err(Stop::Closed) {
            return result;
        }
        for failure in render::failures(answer) {
            self.messages.error("assertion-failed", failure);
            result = result.and(Err(Stop::Failed));
        }
        let warnings = engine::in_its_own_text(warnings, text);
        self.messages.report(&warnings);
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

    /// Asks the queries of the next text of a conversation and remembers it; the values for its
    /// parameters stay for what goes on from it.
    pub(in crate::repl) fn ask_given(
        &mut self,
        asker: Asker,
        text: &Arc<Source>,
        values: Vec<(String, String)>,
    ) -> Result<(), Stop> {
        let begun = Instant::now();
        let params = self.settings.params.len();
        self.settings.params.extend(values);
        let replied = self.replied(asker, text);
        self.ran = None;
        let values = self.settings.params.split_off(params);
        let result = replied.and_then(|replied| {
            let mut names = Vec::new();
            if replied.error.is_none() || !replied.answers.is_empty() {
                names = self.settings.remember(&replied.text.text);
                let before = self.settings.before.get_or_insert_default();
                before.give(values);
            }
            let asked = Arc::clone(&replied.text);
            let result = self.show_replies(asker, replied, text);
            commands::tell_defined(self, &asked, &names);
            result
        });
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

/// What the queries of a text gave.
struct Replied {
    /// The answers, and what the queries probably did not mean.
    answers: Vec<(Arc<Answer>, Report)>,
    /// The statements that were answered: all of them where nothing was wrong.
    text: Arc<Source>,
    /// What was wrong.
    error: Option<Error>,
}

/// Returns the statements of a text that were answered, so many queries of them.
fn answered(text: &Arc<Source>, queries: usize, error: &Error) -> Arc<Source> {
    let wrong: Vec<usize> = match error {
        Error::Query(report) => {
            let errors = report.diagnostics.iter();
            let errors = errors.filter(|it| it.severity == Severity::Error);
            let places = errors.filter_map(|it| it.labels.first());
            places.map(|label| label.span.range().start).collect()
        }
        _stopped => Vec::new(),
    };
    let (mut kept, mut left) = (Vec::new(), queries);
    for statement in &syntax::parse(text).0.statements {
        let at = statement.span.range();
        let is_query = matches!(statement.kind, StatementKind::Query(_));
        let is_wrong = wrong
            .iter()
            .any(|place| (at.start..=at.end).contains(place));
        if is_wrong || is_query && left == 0 {
            continue;
        }
        left -= usize::from(is_query);
        kept.push(&text.text[at]);
    }
    Arc::new(Source {
        name: text.name.clone(),
        text: kept.join("\n;\n"),
    })
}

/// Frees an answer that nobody else holds; what may take a while is not waited for.
fn free_answer(answer: Arc<Answer>) {
    if answer.len() * answer.columns.len() > MANY_CELLS {
        free(answer);
    }
}
