//! The command line: talks to a script.
//!
//! Results go to standard output, everything else to standard error. The exit code is 0 when all
//! is well, 1 when a test or a check failed, 2 for a wrong command line, 3 for a wrong query,
//! 4 for a ledger that cannot be opened, 5 when something failed while it ran, 130 when it was
//! interrupted. A reader that closes the pipe ends it quietly, with 0.

mod article;
mod check;
mod fmt;
mod locate;
mod man;
mod new;
mod query;
mod shell;
mod stamp;
mod test;
mod why;

pub use crate::console::Stop;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::console::messages::Messages;
use crate::console::options::{Arguments, Command, Options};
use crate::console::output::Output;
use crate::console::{command_line, explain, input, params, saved, schema};
use crate::repl::{self, Session, script};

/// Does what the command line says and returns the exit code.
pub fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let arguments = match command_line::read(&words) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too. Nobody is left to tell when printing fails.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Stop::USAGE));
        }
    };
    match dispatch(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => ExitCode::from(stop.code()),
    }
}

fn dispatch(arguments: Arguments) -> Result<(), Stop> {
    let Arguments {
        folder,
        command,
        mut options,
    } = arguments;
    options.ledger = folder.or(options.ledger);
    let options = &options;
    match command {
        None if on_terminal() => in_session(options, repl::run),
        None => {
            let messages = Messages::new(options);
            let source = input::standard_input(&messages)?;
            if script::has_commands(&source.text) {
                return in_session(options, |session| {
                    session.converse().script(&source).map(|_| ())
                });
            }
            params::expect_declared(std::slice::from_ref(&source), options, &messages)?;
            in_session(options, |session| session.ask(&source))
        }
        Some(Command::Query { queries }) => {
            query::expect_quoted(&queries, &Messages::new(options))?;
            let sources = input::queries(&queries);
            params::expect_declared(&sources, options, &Messages::new(options))?;
            in_session(options, |session| {
                session.ask_all(sources.into_iter().map(Ok))
            })
        }
        Some(Command::Run { files }) if files.is_empty() => {
            saved::list(options, &Messages::new(options))
        }
        Some(Command::Run { files }) => run(&files, options),
        Some(Command::Fmt { files, check }) => fmt::run(&files, check, options),
        Some(Command::Schema { name }) => schema::run(
            name.as_deref(),
            &mut Output::new(options),
            &Messages::new(options),
        ),
        Some(Command::Why(asked)) => why::run(&asked, options),
        Some(Command::Check(asked)) => check::run(&asked, options),
        Some(Command::Stamp(asked)) => stamp::run(&asked, options),
        Some(Command::Locate(asked)) => locate::run(&asked, options),
        Some(Command::New(asked)) => new::run(&asked, options),
        Some(Command::Explain { code }) => explain::run(code.as_deref(), options),
        Some(Command::Completions { shell }) => shell::run(shell, options),
        Some(Command::Man { command }) => man::run(&command, options),
        Some(Command::Test { paths, update }) => test::run(&paths, update, options),
    }
}

/// Asks the queries of files.
fn run(files: &[PathBuf], options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    // A missing file is told before the ledger is read, unless the rest shall run.
    let sources: Vec<_> = files
        .iter()
        .map(|file| saved::read(file, options, &messages))
        .collect();
    let missing = sources.iter().find_map(|source| source.as_ref().err());
    if let Some(stop) = missing.filter(|_| !options.keep_going) {
        return Err(*stop);
    }
    let found: Vec<_> = sources.iter().flatten().cloned().collect();
    params::expect_declared(&found, options, &messages)?;
    in_session(options, |session| session.ask_all(sources))
}

/// Opens a session, which ends with the program.
fn in_session(
    options: &Options,
    run: impl FnOnce(&mut Session) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let mut session = Session::open(options)?;
    let result = run(&mut session);
    session.leave();
    result
}

/// Tells whether there is a person at both ends.
fn on_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stdout().is_terminal()
}
