//! An open ledger, how it is asked, and the streams that answers go to.

use std::io::Write;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::commands::{self, Flow};
use super::memory::Ran;
use super::script::{self, Piece};
use super::watch::Seen;
use crate::answer::Answer;
use crate::cli::interrupt::Interrupt;
use crate::cli::messages::Messages;
use crate::cli::options::Options;
use crate::cli::output::Output;
use crate::cli::progress::Bar;
use crate::cli::stop::Stop;
use crate::cli::stream::{Size, Stream};
use crate::cli::{ledger, schema};
use crate::diagnostic::{Diagnostic, Report, Source};
use crate::engine::{self, Error, Ledger, Reply, Settings};
use crate::evidence::Originals;
use crate::golden::Location;
use crate::render;

/// How deep texts of commands may read each other.
const MOST_TEXTS: usize = 16;

/// A ledger in conversation: it takes lines as a prompt does, and writes to two streams.
///
/// A line is a command (`.help` lists them), more stages for the query before (`| where …`), or
/// statements of the language. What `let`, `def` and `param` define stays for later lines, and `_`
/// is the query before.
///
/// ```
/// use whosaid::Ledger;
/// use whosaid::repl::{Flow, Session, Transcript};
///
/// let (results, messages) = (Transcript::default(), Transcript::default());
/// let mut session = Session::over(Ledger::sample(), results.clone(), messages.clone());
/// session.line(".mode csv")?;
/// session.line("let denied = claims where stance = deny")?;
/// session.line("denied | count by source")?;
/// results.take();
/// session.line("| take 1")?;
/// assert_eq!(results.take(), "\nsource,count\nHamas,3\n");
///
/// assert!(session.line("claims where sorce = \"Hamas\"").is_err());
/// assert!(messages.take().contains("did you mean ‘source’?"));
/// assert_eq!(session.line(".quit"), Ok(Flow::Leave));
/// # Ok::<(), whosaid::repl::Stop>(())
/// ```
#[derive(Debug)]
pub struct Session {
    pub(crate) ledger: Arc<Ledger>,
    /// Where it was opened; none where it was handed over.
    location: Option<Location>,
    /// How queries are asked, what was said before among it.
    pub(crate) settings: Settings,
    pub(crate) interrupt: Interrupt,
    pub(crate) output: Output,
    pub(crate) messages: Messages,
    /// What the command line said.
    pub(super) options: Options,
    /// What was asked last.
    last: Option<Asked>,
    /// The original texts that evidence is held against.
    pub(crate) originals: Option<Originals>,
    /// The folder that they were read from.
    pub(crate) originals_folder: Option<PathBuf>,
    /// Whether the time that a text took is told.
    pub(super) timer: bool,
    /// How long the text asked last took to be answered.
    answering: Duration,
    /// The ledger before its files were read again and found changed.
    pub(super) previous: Option<Arc<Ledger>>,
    /// The ledger's files as they were seen last, where they are watched.
    pub(super) watched: Option<Seen>,
    /// The saved query asked last, where nothing else was asked since.
    pub(super) ran: Option<Ran>,
    /// Whether it writes no file and opens no other; it stays so.
    pub(super) safe: bool,
    /// The lines that were typed, each text as a whole.
    pub(super) lines: Vec<String>,
    /// How many texts are being read, each by a command of the one before.
    texts: usize,
}

/// A text of queries that was answered.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The answer of the last of them.
    pub(super) answer: Arc<Answer>,
    pub(super) text: Arc<Source>,
    /// How it was asked.
    pub(super) settings: Settings,
    /// Whether the ledger is still the one that answered.
    pub(super) is_current: bool,
}

impl Session {
    /// Begins a conversation over a ledger; colours and the terminal's width are left alone.
    pub fn over(
        ledger: Ledger,
        results: impl Write + Send + 'static,
        messages: impl Write + Send + 'static,
    ) -> Session {
        let options = Options::default();
        let output = Output::to(Stream::given(results), &options);
        let messages = Messages::to(Stream::given(messages), &options);
        let interrupt = Interrupt::default();
        let mut session = Session::new(ledger, None, options, output, messages, interrupt);
        session.converse();
        session
    }

    /// Shows results as a terminal of this size does: rows are numbered and fitted to it, and what
    /// is longer goes through a pager.
    ///
    /// ```
    /// use whosaid::Ledger;
    /// use whosaid::repl::{Session, Transcript};
    ///
    /// let (results, messages) = (Transcript::default(), Transcript::default());
    /// let session = Session::over(Ledger::sample(), results.clone(), messages);
    /// let mut session = session.on_screen(40, 24);
    /// session.line("claims where stance = deny | count by source.party | take 1")?;
    /// assert!(results.take().starts_with("# │ source.party"));
    /// # Ok::<(), whosaid::repl::Stop>(())
    /// ```
    #[must_use]
    pub fn on_screen(mut self, columns: usize, rows: usize) -> Session {
        let size = Size { columns, rows };
        self.output.show_on(size);
        self.messages.show_on(size);
        self.attend();
        self
    }

    /// Talks to a person at a prompt from now on.
    pub(super) fn attend(&mut self) {
        self.messages.be_brief();
        self.output.attend();
    }

    /// Opens the ledger that the options name; what is wrong with it is told.
    pub(crate) fn open(options: &Options) -> Result<Session, Stop> {
        let messages = Messages::new(options);
        let interrupt = Interrupt::watch(&messages)?;
        let location = ledger::chosen(options);
        let ledger = opened(&location, &messages)?;
        let (output, options) = (Output::new(options), options.clone());
        let location = Some(location);
        Ok(Session::new(
            ledger, location, options, output, messages, interrupt,
        ))
    }

    fn new(
        ledger: Ledger,
        location: Option<Location>,
        options: Options,
        mut output: Output,
        messages: Messages,
        interrupt: Interrupt,
    ) -> Session {
        output.interrupt_with(interrupt.clone());
        let safe = options.safe;
        let settings = Settings {
            today: options.today,
            params: options.params.clone(),
            timeout: options.timeout,
            cancel: Some(interrupt.flag()),
            ..Settings::default()
        };
        let mut session = Session {
            ledger: Arc::new(ledger),
            location,
            settings,
            interrupt,
            output,
            messages,
            options,
            last: None,
            originals: None,
            originals_folder: None,
            timer: false,
            answering: Duration::ZERO,
            previous: None,
            watched: None,
            ran: None,
            safe: false,
            lines: Vec::new(),
            texts: 0,
        };
        if safe {
            session.become_safe();
        }
        session
    }

    /// Lets each text build on those before it.
    pub(crate) fn converse(&mut self) -> &mut Session {
        self.settings.before.get_or_insert_default();
        self
    }

    /// Takes a line of the conversation, or several; ends at the first that fails.
    ///
    /// # Errors
    ///
    /// Why it failed; what is wrong has been told.
    pub fn line(&mut self, line: &str) -> Result<Flow, Stop> {
        self.catch_up();
        if !line.trim().is_empty() && !line.starts_with(char::is_whitespace) {
            self.lines.push(line.trim_end().to_owned());
        }
        self.output.begin_line();
        self.script(&Arc::new(Source {
            name: "query".to_owned(),
            text: line.to_owned(),
        }))
    }

    /// Takes a text of commands and statements, as a file has them.
    ///
    /// A line that begins with `.` or `\` where a statement may begin is a command. A statement
    /// ends at a `;`, before a command, or before a line that cannot go on with it. Unless the
    /// session keeps going, the first that fails ends it.
    ///
    /// # Errors
    ///
    /// Why the first failed; what is wrong has been told.
    pub fn script(&mut self, text: &Arc<Source>) -> Result<Flow, Stop> {
        if self.texts == MOST_TEXTS {
            let message = format!("more than {MOST_TEXTS} files read each other");
            return Err(self.wrong(Diagnostic::error("too-deep", message)));
        }
        self.texts += 1;
        let interrupt = self.interrupt.clone();
        let result = interrupt.during(|| self.pieces(text));
        self.texts -= 1;
        result
    }

    fn pieces(&mut self, text: &Arc<Source>) -> Result<Flow, Stop> {
        let mut failed = None;
        for piece in script::pieces(&text.text) {
            let result = match piece {
                Piece::Command(at) => commands::run(self, &text.text[at]),
                Piece::Statements(at) => self.statements(text, at),
            };
            match result {
                Ok(Flow::Next) => {}
                Ok(flow) => return failed.map_or(Ok(flow), Err),
                Err(stop) => {
                    failed.get_or_insert(stop);
                    if !self.options.keep_going || !stop.allows_more() {
                        break;
                    }
                }
            }
        }
        failed.map_or(Ok(Flow::Next), Err)
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
        let query = self.ledger.query_from(text).with(self.settings.clone());
        let keep_going = self.options.keep_going;
        let begun = Instant::now();
        let (replies, error) = self.interrupt.during(|| match keep_going {
            true => query.ask_sound(),
            false => match query.ask_all() {
                Ok(replies) => (replies, None),
                Err(error) => (Vec::new(), Some(error)),
            },
        });
        self.answering = begun.elapsed();
        let mut result = Ok(());
        for Reply { answer, warnings } in replies {
            self.output.answer(&answer, &self.messages)?;
            for failure in render::failures(&answer) {
                self.messages.error("assertion-failed", failure);
                result = Err(Stop::Failed);
            }
            let warnings = engine::in_its_own_text(warnings, text);
            self.messages.report(&warnings);
            self.last = Some(Asked {
                answer: Arc::new(answer),
                text: Arc::clone(text),
                settings: self.settings.clone(),
                is_current: true,
            });
        }
        let error = error.map(|error| match error {
            Error::Query(report) => Error::Query(engine::in_its_own_text(report, text)),
            other => other,
        });
        error.map_or(result, |error| Err(self.failure(&error)))
    }

    /// Asks the queries of the next text of a conversation and remembers it.
    pub(crate) fn ask_next(&mut self, text: &Arc<Source>) -> Result<(), Stop> {
        self.ask_given(text, Vec::new())
    }

    /// Asks it with values for its parameters, which stay for what goes on from it.
    pub(super) fn ask_given(
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
            let writing = begun.elapsed().saturating_sub(self.answering);
            let (answering, writing) = (elapsed(self.answering), elapsed(writing));
            let note = format!("{answering} to answer, {writing} to write");
            self.messages.note(&note);
        }
        result
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

    /// Opens another ledger; where that fails the one that is open stays.
    pub(super) fn switch(&mut self, location: Location) -> Result<(), Stop> {
        let begun = Instant::now();
        let seen = Seen::now(Some(&location));
        self.ledger = Arc::new(opened(&location, &self.messages)?);
        if self.timer {
            let note = format!("{} to load", elapsed(begun.elapsed()));
            self.messages.note(&note);
        }
        if let Some(last) = &mut self.last {
            last.is_current = false;
        }
        self.watched = self.watched.is_some().then_some(seen);
        self.previous = None;
        self.originals = None;
        let folder = self.originals_folder.take();
        if let Some(folder) = folder.filter(|_| self.location.as_ref() == Some(&location)) {
            // What is wrong with it is told, and the ledger is open all the same.
            let _ = self.hold_against(&folder);
        }
        self.options.sample = location == Location::Sample;
        if let Location::Folder(folder) = &location {
            self.options.ledger = Some(folder.clone());
        }
        self.location = Some(location);
        Ok(())
    }

    /// Returns the ledger.
    pub fn ledger(&self) -> &Arc<Ledger> {
        &self.ledger
    }

    /// Returns where the ledger was opened; none where it was handed over.
    pub(super) fn location(&self) -> Option<&Location> {
        self.location.as_ref()
    }

    /// Returns the answer of the query asked last.
    pub fn last_answer(&self) -> Option<&Arc<Answer>> {
        self.last.as_ref().map(|last| &last.answer)
    }

    /// Returns what was asked last.
    pub(super) fn last_asked(&self) -> Option<&Asked> {
        self.last.as_ref()
    }

    /// Returns the query asked last, with those that it asks for before it.
    pub fn last_query(&self) -> Option<String> {
        self.settings.before.as_ref()?.last()
    }

    /// Returns the flag that ends what is running, as Ctrl-C does.
    pub fn cancel(&self) -> Arc<AtomicBool> {
        self.interrupt.flag()
    }

    /// Tells whether what is typed is coloured.
    pub(super) fn colors_what_is_typed(&self) -> bool {
        self.options.color.is_wanted(Stream::Output.is_terminal())
    }

    /// Lists what is no answer from the ledger.
    pub(super) fn listing(&mut self, answer: &Answer) -> Result<(), Stop> {
        self.output.listing(answer, &self.messages)
    }

    /// Lists collections, fields or words.
    pub(super) fn schema(&mut self, name: Option<&str>) -> Result<(), Stop> {
        schema::run(name, &mut self.output, &self.messages)
    }

    /// Prints a line to the person at the prompt.
    pub(crate) fn say(&self, line: &str) {
        self.messages.say(line);
    }

    /// Tells an error that is about no text, or about one of its own.
    pub(crate) fn wrong(&self, diagnostic: Diagnostic) -> Stop {
        self.messages.report(&Report::from(diagnostic));
        Stop::Usage
    }

    /// Tells why a query was not answered.
    pub(super) fn failure(&self, error: &Error) -> Stop {
        self.messages.failure(error)
    }
}

/// Opens a ledger and tells what is wrong with it.
fn opened(location: &Location, messages: &Messages) -> Result<Ledger, Stop> {
    if let Location::Folder(folder) = location {
        ledger::expect_ledger(folder, messages)?;
    }
    let ledger = match location {
        Location::Sample => Ok(Ledger::sample()),
        Location::Folder(folder) => {
            let mut bar = Bar::new(messages);
            Ledger::open_telling(folder, |progress| bar.tell(progress))
        }
    };
    let ledger = ledger.map_err(|error| messages.failure(&error))?;
    messages.report(ledger.warnings());
    Ok(ledger)
}

/// Writes how long something took: `12.3 ms`.
fn elapsed(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds < 1.0 => format!("{:.1} ms", seconds * 1000.0),
        seconds => format!("{seconds:.2} s"),
    }
}

/// Writes where a ledger lies.
pub(super) fn shown_location(location: Option<&Location>) -> String {
    match location {
        Some(Location::Sample) => "--sample".to_owned(),
        Some(Location::Folder(folder)) => folder.display().to_string(),
        None => String::new(),
    }
}
