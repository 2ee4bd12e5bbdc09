//! An open ledger, how it is asked, and the streams that answers go to.

mod asking;
mod evidence;
mod opening;

pub(super) use asking::Asker;
pub(super) use opening::shown_location;

use std::convert::Infallible;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use super::commands::Flow;
use super::memory::Ran;
use super::watch::Seen;
use crate::answer::Answer;
use crate::console::apart::Away;
use crate::console::interrupt::Interrupt;
use crate::console::messages::Messages;
use crate::console::options::Options;
use crate::console::output::Output;
use crate::console::schema;
use crate::console::stop::Stop;
use crate::console::stream::{Size, Stream};
use crate::diagnostic::{Diagnostic, Report, Source};
use crate::engine::{Error, Ledger, Settings};
use crate::evidence::Originals;
use crate::golden::Location;

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
    pub(crate) originals: Option<Arc<Originals>>,
    /// The folder that they were read from.
    pub(crate) originals_folder: Option<PathBuf>,
    /// Whether the time that a text took is told.
    pub(super) timer: bool,
    /// How long the text asked last took to be planned, and how long it ran.
    planning: Duration,
    running: Duration,
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
    /// How the conversation goes on.
    flow: Flow,
    /// Whether the text was typed, for a person who may go on with it.
    is_typed: bool,
    /// Whether what follows in the text is meant for a ledger that could not be opened.
    pub(super) is_lost: bool,
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
            giving: Some("--param".to_owned()),
            listing: Some("whosaid schema".to_owned()),
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
            planning: Duration::ZERO,
            running: Duration::ZERO,
            previous: None,
            watched: None,
            ran: None,
            safe: false,
            lines: Vec::new(),
            texts: 0,
            flow: Flow::Next,
            is_typed: false,
            is_lost: false,
        };
        if safe {
            session.become_safe();
        }
        session
    }

    /// Lets each text build on those before it.
    pub(crate) fn converse(&mut self) -> &mut Session {
        self.settings.before.get_or_insert_default();
        self.settings.giving = Some(".param".to_owned());
        self.settings.listing = Some(".schema".to_owned());
        self
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

    /// Returns the query asked last, with those written out that it asks as the query before.
    pub fn last_query(&self) -> Option<String> {
        self.settings.before.as_ref()?.chain()
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
    pub(super) fn listing(&mut self, answer: Answer) -> Result<(), Stop> {
        self.output.listing(&Arc::new(answer), &self.messages)
    }

    /// Lists what is told of the session, wherever answers go.
    pub(super) fn listing_here(&mut self, answer: Answer) -> Result<(), Stop> {
        let messages = &self.messages;
        self.output
            .here(|output| output.listing(&Arc::new(answer), messages))
    }

    /// Lists collections, fields or words.
    pub(super) fn schema(&mut self, name: Option<&str>) -> Result<(), Stop> {
        let listed = schema::listed(name);
        let (answer, notes) = listed.map_err(|diagnostic| self.wrong(diagnostic))?;
        self.listing(answer)?;
        notes.iter().for_each(|note| self.messages.note(note));
        Ok(())
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

    /// Runs something on a thread of its own, which nobody waits for behind Ctrl-C; it is given the
    /// flag that shall end it.
    pub(crate) fn apart<T: Send + 'static>(
        &self,
        run: impl FnOnce(Arc<AtomicBool>) -> T + Send + 'static,
    ) -> Result<T, Stop> {
        let run = |away: &mut Away<'_, Infallible>| run(away.cancel());
        let result = self
            .interrupt
            .during(|| self.interrupt.apart(run, |_| true));
        result.map_err(|lost| self.messages.lost(&lost))
    }

    /// Tells why a query was not answered.
    pub(super) fn failure(&self, error: &Error) -> Stop {
        self.messages.failure(error)
    }
}

/// Writes how long something took: `12.3 ms`.
fn elapsed(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds < 1.0 => format!("{:.1} ms", seconds * 1000.0),
        seconds => format!("{seconds:.2} s"),
    }
}

#[cfg(test)]
mod tests;
