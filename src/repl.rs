//! A prompt: talks to a person.

use std::path::PathBuf;
use std::sync::Arc;

use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{Config, Editor, Helper};

use crate::cli::{Session, Stop};
use crate::diagnostic::{Diagnostic, Source};
use crate::syntax::{self, Completeness};

const PROMPT: &str = "whosaid> ";
const HISTORY: usize = 10_000;

/// Reads and asks queries until the person leaves.
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
    loop {
        let text = match editor.readline(PROMPT) {
            Ok(text) => text,
            // Ctrl-C drops what is being written.
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(broken(session, &error)),
        };
        let result = match command(text.trim()) {
            Some(command) => match meta(command, session) {
                Some(result) => result,
                None => return Ok(()),
            },
            None => session.ask_next(&Arc::new(Source {
                name: "query".to_owned(),
                text,
            })),
        };
        // Anything else was told, and the next query may do better.
        if result == Err(Stop::Closed) {
            return result;
        }
    }
}

/// Returns the command that a line is, with its dot or, where it stands alone, without.
fn command(line: &str) -> Option<&str> {
    let mut bare = ["help", "quit", "exit"].into_iter();
    let bare = bare.find(|word| line.eq_ignore_ascii_case(word));
    line.strip_prefix('.').or(bare)
}

/// Does what a line with a dot says; none when it says to leave.
fn meta(command: &str, session: &mut Session) -> Option<Result<(), Stop>> {
    let mut words = command.split_whitespace();
    match words.next().unwrap_or_default() {
        "quit" | "exit" => return None,
        "schema" => return Some(session.schema(words.next())),
        "help" => HELP.lines().for_each(|line| session.say(line)),
        other => session.error(
            Diagnostic::error("unknown-command", format!("there is no command ‘.{other}’"))
                .help("the commands are ‘.help’, ‘.schema’ and ‘.quit’"),
        ),
    }
    Some(Ok(()))
}

const HELP: &str = "\
claims where source = \"NAME\" and year >= 2019   asks; Enter runs what is complete
an empty line runs what is not
_ without \"NAME\"                                asks the last query again, with a view or a stage
.schema [COLLECTION[.FIELD]]                    lists collections, fields, words
.quit                                           leaves, as Ctrl-D does";

fn broken(session: &Session, error: &ReadlineError) -> Stop {
    let message = format!("cannot read from the terminal: {error}");
    session.error(Diagnostic::error("no-terminal", message));
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
        let is_forced = text.ends_with('\n') || command(text.trim()).is_some();
        Ok(match syntax::completeness(text) {
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

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn knows_commands_from_queries() {
        assert_eq!(command(".schema claims"), Some("schema claims"));
        assert_eq!(command("quit"), Some("quit"));
        assert_eq!(command("Help"), Some("help"));
        assert_eq!(command("exits"), None);
        assert_eq!(command("claims"), None);
    }
}
