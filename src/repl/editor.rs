//! The line editor on a terminal: it reads lines and hands them to a [`Session`].
//!
//! What only helps (colours, hints, completion) runs guarded: a mistake in it loses no session.

mod ahead;
mod completion;
mod external;
mod garbled;
mod guard;
mod highlight;
mod hint;
mod history;
mod lines;
mod news;
mod paging;
mod view;
mod warming;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::line_buffer::LineBuffer;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Changeset, ColorMode, CompletionType, Config, Context, Editor, EventHandler, Helper, KeyCode,
    KeyEvent, Modifiers,
};

use self::guard::guarded;
use self::highlight::Marks;
use self::hint::Suggestion;
use self::history::Entries;
use self::lines::{Discard, Enter, Handed, NewLine};
use self::news::{Bell, Board, Watcher};
use self::paging::Paging;
use self::view::View;
use self::warming::Warming;
use super::commands::{Flow, forbidden};
use super::session::Session;
use crate::console::Stop;
use crate::diagnostic::Diagnostic;

const PROMPT: &str = "whosaid> ";

/// Reads lines and hands them to the session until the person leaves.
pub(crate) fn run(session: &mut Session) -> Result<(), Stop> {
    session.converse().attend();
    session.interrupt.stays_at_prompt();
    let mut terminal = Terminal::open(session)?;
    session.say(&session.opened());
    session.say("Type a query, or .help");
    loop {
        let text = match terminal.read(session) {
            Ok(text) => text,
            // Ctrl-C drops what is being written, unless it is wanted elsewhere.
            Err(ReadlineError::Interrupted) => {
                if let Some(text) = terminal.handed.take() {
                    terminal.edit(session, &text, &text);
                }
                continue;
            }
            // The window has another size.
            Err(ReadlineError::Signal(_)) => continue,
            Err(error) if garbled::is_garbled(&error) => {
                garbled::leave_out(session);
                continue;
            }
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(broken(session, &error)),
        };
        // What went wrong was told, and the next line may do better.
        if session.line(&lines::unaligned(&text)) == Err(Stop::Closed) {
            return Err(Stop::Closed);
        }
        match session.flow().clone() {
            Flow::Leave => return Ok(()),
            Flow::Edit(text) => terminal.edit(session, &text, ""),
            Flow::Next => {}
        }
    }
}

fn broken(session: &Session, error: &ReadlineError) -> Stop {
    let message = format!("cannot read from the terminal: {error}");
    session.wrong(Diagnostic::error("no-terminal", message));
    Stop::Runtime
}

/// Warns of a history that cannot be read or kept.
fn complain(session: &Session, path: &Path, done: &str, error: &io::Error) {
    let message = format!("the history cannot be {done} ‘{}’: {error}", path.display());
    let warning = Diagnostic::warning("no-history", message);
    session.messages.report(&warning.into());
}

/// The terminal, and what it needs between lines.
struct Terminal {
    editor: Editor<Prompt, Entries>,
    /// The text that a key handed over to the person's own editor.
    handed: Handed,
    /// Whether a list of what may be typed is on the screen.
    paging: Paging,
    /// What the next line begins as.
    initial: String,
    /// What makes the editor draw while it waits for a key.
    bell: Option<Bell>,
    /// Where the history is kept.
    history: Option<PathBuf>,
    /// Whether it is: what cannot be read is not written to.
    keeps: bool,
    /// Whether it was told that it can't be.
    has_complained: bool,
    /// The ledger that is being warmed, or was.
    warming: Warming,
}

impl Terminal {
    fn open(session: &Session) -> Result<Terminal, Stop> {
        let config = Config::builder()
            .completion_type(CompletionType::List)
            // There are never more, and who asks for a list wants it.
            .completion_prompt_limit(completion::MOST + 1)
            // Colours are our own matter; without them, too, what is shown must be harmless.
            .color_mode(ColorMode::Forced)
            .build();
        let mut editor = Editor::with_history(config, Entries::default())
            .map_err(|error| broken(session, &error))?;
        let handed = Handed::default();
        let handler = |handler| EventHandler::Conditional(handler);
        editor.bind_sequence(
            KeyEvent(KeyCode::Enter, Modifiers::NONE),
            handler(Box::new(Enter)),
        );
        editor.bind_sequence(
            KeyEvent(KeyCode::Enter, Modifiers::ALT),
            handler(Box::new(NewLine)),
        );
        let paging = Paging::default();
        editor.bind_sequence(
            KeyEvent::ctrl('C'),
            handler(Box::new(Discard(paging.clone()))),
        );
        editor.bind_sequence(rustyline::Event::Any, handler(Box::new(paging.clone())));
        editor.bind_sequence(
            rustyline::Event::KeySeq(vec![KeyEvent::ctrl('X'), KeyEvent::ctrl('E')]),
            handler(Box::new(handed.clone())),
        );
        Ok(Terminal {
            editor,
            handed,
            paging,
            initial: String::new(),
            bell: None,
            history: None,
            keeps: false,
            has_complained: false,
            warming: Warming::default(),
        })
    }

    /// Reads a text, which is kept in the history by then.
    fn read(&mut self, session: &mut Session) -> rustyline::Result<String> {
        // A command may have opened another ledger, and a query said something new.
        let history = history::file(session.location());
        if history != self.history {
            let read = history.as_deref().map(Entries::read).transpose();
            self.keeps = read.is_ok();
            if let (Err(error), Some(path)) = (&read, &history) {
                complain(session, path, "read from", error);
            }
            *self.editor.history_mut() = read.ok().flatten().unwrap_or_default();
            self.history = history;
            let earlier = self.editor.history().lines();
            session.recall(earlier.map(|entry| lines::unaligned(entry)));
        }
        self.warm(session);
        let board = Arc::new(Board::default());
        self.editor.set_helper(Some(Prompt {
            view: RefCell::new(View::of(session)),
            marks: Marks::new(&self.warming),
            is_sole: Cell::new(false),
            typed: RefCell::default(),
            paging: self.paging.clone(),
            board: Arc::clone(&board),
        }));
        let initial = std::mem::take(&mut self.initial);
        let watcher = session.known().and_then(|known| {
            let bell = self.bell()?;
            Watcher::begin(known, board, bell)
        });
        let read = self.editor.readline_with_initial(PROMPT, (&initial, ""));
        let read = read.map(|text| lines::undoubled(&text));
        if let Ok(text) = &read {
            self.remember(session, text);
        }
        if let (Err(error), Some(prompt)) = (&read, self.editor.helper())
            && garbled::is_garbled(error)
        {
            self.initial = prompt.typed.take();
        }
        // A line may put another ledger in the place of the one it looks at, which is freed apart.
        self.editor.set_helper(None);
        match watcher {
            // Who leaves waits for nothing.
            Some(watcher) if matches!(read, Err(ReadlineError::Eof)) => watcher.leave(),
            // What is being read by then is waited for, unless the line is wanted back meanwhile.
            Some(watcher) => match session.apart(move |_| watcher.end()) {
                Ok(Some((fresh, untold))) => session.take(fresh, untold),
                Ok(None) => {}
                Err(_told) => {
                    self.initial = read?;
                    return Err(ReadlineError::Interrupted);
                }
            },
            None => {}
        }
        read
    }

    /// Returns what makes the editor draw; none on a terminal that can't be drawn on.
    fn bell(&mut self) -> Option<Bell> {
        if self.bell.is_none() {
            let printer = self.editor.create_external_printer().ok()?;
            self.bell = Some(Bell::new(printer));
        }
        self.bell.clone()
    }

    /// Has a ledger that was opened warmed while the person types.
    fn warm(&mut self, session: &Session) {
        let ledger = session.ledger();
        if self.warming.is_of(ledger) {
            return;
        }
        self.warming = Warming::begin(ledger);
    }

    /// Keeps a text in the history; where it can't be, that is told once.
    fn remember(&mut self, session: &Session, text: &str) {
        let _ = self.editor.add_history_entry(text);
        let keeps = self.keeps && !session.safe;
        let Some(path) = self.history.clone().filter(|_| keeps) else {
            return;
        };
        if let Err(error) = self.editor.history_mut().write(&path)
            && !self.has_complained
        {
            self.has_complained = true;
            complain(session, &path, "kept in", &error);
        }
    }

    /// Opens a text in the person's own editor; what comes of it begins the next line, or what was
    /// typed where nothing does.
    fn edit(&mut self, session: &Session, text: &str, typed: &str) {
        if session.safe {
            session.wrong(forbidden("an editor"));
            typed.clone_into(&mut self.initial);
            return;
        }
        let edited = session
            .interrupt
            .ignored(|| external::edited(&lines::unaligned(text)));
        let edited = edited.unwrap_or_else(|diagnostic| {
            session.wrong(diagnostic);
            lines::unaligned(typed)
        });
        self.initial = lines::aligned(&edited);
    }
}

/// What the editor asks while a line is typed.
struct Prompt {
    view: RefCell<View>,
    marks: Marks,
    /// Whether what was offered last is one thing alone.
    is_sole: Cell<bool>,
    /// The line as it was drawn last.
    typed: RefCell<String>,
    paging: Paging,
    /// What is told of the ledger's files.
    board: Arc<Board>,
}

impl Validator for Prompt {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = context.input();
        Ok(match guarded(|| lines::is_done(text)) {
            Some(false) => ValidationResult::Incomplete,
            Some(true) | None => ValidationResult::Valid(None),
        })
    }
}

impl Completer for Prompt {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let found =
            guarded(|| completion::candidates(&self.view.borrow(), line, pos, view::columns()));
        let (start, pairs) = found.unwrap_or((pos, Vec::new()));
        self.is_sole.set(pairs.len() == 1);
        self.paging.offer();
        Ok((start, pairs))
    }

    fn update(&self, line: &mut LineBuffer, start: usize, elected: &str, changes: &mut Changeset) {
        let (text, place) = (line.as_str(), (start, line.pos()));
        let is_sole = self.is_sole.get();
        let end = guarded(|| completion::end_of_replaced(text, place, elected, is_sole));
        line.replace(start..end.unwrap_or(place.1), elected, changes);
    }
}

impl Hinter for Prompt {
    type Hint = Suggestion;

    fn hint(&self, line: &str, pos: usize, context: &Context<'_>) -> Option<Suggestion> {
        // Without colours it would look as if it had been typed.
        if !self.view.borrow().colored || line.is_empty() || pos != line.len() {
            return None;
        }
        let missing = guarded(|| hint::of_what_is_missing(line, view::columns())).flatten();
        // Behind a line end that was pasted another would stand where no text does.
        if missing.is_some() || line.ends_with('\n') {
            return missing;
        }
        guarded(|| {
            // To wait for what names are looked up in would hold every key up.
            let is_ready = self.marks.is_ready();
            let runs = |entry: &str| self.view.borrow().would_run(entry, is_ready);
            let before = hint::of_the_history(context.history(), line, runs);
            before.or_else(|| hint::of_the_language(line))
        })?
    }
}

impl Highlighter for Prompt {
    /// Draws what is told of the ledger's files above the prompt; from then on it is that ledger which
    /// what is typed is held against.
    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        self.paging.end();
        let Some((notice, ledger)) = self.board.take_notice() else {
            return Cow::Borrowed(prompt);
        };
        if let Some(ledger) = ledger {
            self.view.borrow_mut().ledger = ledger;
            self.marks.forget();
        }
        Cow::Owned(notice + prompt)
    }

    fn highlight<'l>(&self, line: &'l str, pos: usize) -> Cow<'l, str> {
        line.clone_into(&mut self.typed.borrow_mut());
        let _ = guarded(|| completion::look_ahead(&self.view.borrow(), line, pos));
        let shown = guarded(|| highlight::highlighted(&self.view.borrow(), &self.marks, line, pos));
        shown.unwrap_or_else(|| highlight::harmless(line))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(format!("\x1b[2m{hint}\x1b[0m"))
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        true
    }
}

impl Helper for Prompt {}
