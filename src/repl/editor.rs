//! The line editor on a terminal.

use std::path::PathBuf;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Config, Editor, Helper};

use super::commands::Flow;
use super::script;
use super::session::Session;
use crate::cli::Stop;
use crate::diagnostic::Diagnostic;
use crate::syntax::Completeness;

const PROMPT: &str = "whosaid> ";
const HISTORY: usize = 10_000;

/// Reads lines and hands them to the session until the person leaves.
pub(crate) fn run(session: &mut Session) -> Result<(), Stop> {
    let config = Config::builder()
        .auto_add_history(true)
        .max_history_size(HISTORY);
    let editor =
        config.and_then(|config| Editor::<Prompt, DefaultHistory>::with_config(config.build()));
    let mut editor = editor.map_err(|error| broken(session, &error))?;
    editor.set_helper(Some(Prompt));
    let history = history_file();
    if let Some(path) = &history {
        // The first time there is none.
        let _ = editor.load_history(path);
    }
    session.converse().messages.be_brief();
    session.say("Type a query, or .help");
    let result = converse(&mut editor, session);
    if let Some(path) = &history {
        // A history that cannot be kept is no reason to trouble anybody.
        let _ = editor.append_history(path);
    }
    result
}

fn converse(
    editor: &mut Editor<Prompt, DefaultHistory>,
    session: &mut Session,
) -> Result<(), Stop> {
    let mut initial = String::new();
    loop {
        let initial = std::mem::take(&mut initial);
        let text = match editor.readline_with_initial(PROMPT, (&initial, "")) {
            Ok(text) => text,
            // Ctrl-C drops what is being written.
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(broken(session, &error)),
        };
        match session.line(&text) {
            Ok(Flow::Leave) => return Ok(()),
            Err(Stop::Closed) => return Err(Stop::Closed),
            // Anything else was told, and the next line may do better.
            Ok(Flow::Next | Flow::Edit(_)) | Err(_) => {}
        }
    }
}

fn broken(session: &Session, error: &ReadlineError) -> Stop {
    let message = format!("cannot read from the terminal: {error}");
    session.wrong(Diagnostic::error("no-terminal", message));
    Stop::Runtime
}

/// Returns the file that keeps the history, below `$XDG_STATE_HOME` or `~/.local/state`.
fn history_file() -> Option<PathBuf> {
    let absolute = |name| {
        std::env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let state = absolute("XDG_STATE_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local/state")))?;
    let folder = state.join("whosaid");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}

/// Goes to a new line while what is written is incomplete.
struct Prompt;

impl Validator for Prompt {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let text = context.input();
        // An empty line at the end runs it as it is, to show what is wrong.
        let is_forced = text.ends_with('\n') || script::is_command(text);
        Ok(match script::completeness(text) {
            Completeness::NeedsMore if !is_forced => ValidationResult::Incomplete,
            Completeness::NeedsMore | Completeness::Complete | Completeness::Broken => {
                ValidationResult::Valid(None)
            }
        })
    }
}

impl Completer for Prompt {
    type Candidate = String;
}

impl Hinter for Prompt {
    type Hint = String;
}

impl Highlighter for Prompt {}

impl Helper for Prompt {}
