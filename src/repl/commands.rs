//! The commands of the prompt, one row each.
//!
//! To add one: a row of [`COMMANDS`], its function in a file below `commands/`, a test of
//! [`Session::line`] beside it. Help, completion, near names and `docs/prompt.md` read the table.

mod asking;
mod export;
mod general;
mod help;
mod history;
mod keep;
mod ledger;
mod looking;
mod output;
mod param;
mod run;
mod safe;

use super::session::Session;
use super::settings;
use crate::cli::Stop;
use crate::diagnostic::{Diagnostic, nearest};
use crate::value::term_safe;

/// A command.
#[derive(Debug)]
pub struct Command {
    /// Its name, typed behind a `.` or a `\`.
    pub name: &'static str,
    /// What else stands for it, sign and all; such as may be words of another.
    pub aliases: &'static [&'static str],
    /// What it takes; empty for nothing.
    pub takes: &'static str,
    /// What each argument is, for completion.
    pub argument: Argument,
    /// What it does, in one line.
    pub help: &'static str,
    /// Where help lists it.
    pub section: Section,
    /// Does it, with what stands behind its name.
    pub(super) run: Run,
}

type Run = fn(&mut Session, &str) -> Result<Flow, Refusal>;

/// What a command takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// Nothing that is known beforehand.
    Free,
    /// One of these words.
    Word(&'static [&'static str]),
    /// An output mode.
    Mode,
    /// A file or a folder.
    File,
    /// A folder, or the sample.
    Ledger,
    /// A saved query.
    SavedQuery,
    /// A collection, or a field of one.
    Schema,
    /// What help is about.
    Topic,
    /// A name that a setting has.
    Setting,
    /// Text of the language.
    Query,
}

/// A group of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Asking and what was asked.
    Queries,
    /// What is asked.
    Ledger,
    /// Where answers go and how they look.
    Output,
    /// The conversation itself.
    General,
}

/// How a conversation goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flow {
    /// With the next line.
    Next,
    /// With this text, to be edited.
    Edit(String),
    /// Not at all.
    Leave,
}

/// Why a command did nothing.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It was told.
    Told(Stop),
    /// This is wrong.
    Wrong(Diagnostic),
    /// It can't take what it was given; how it is written is told with it.
    Usage(String),
}

impl From<Stop> for Refusal {
    fn from(stop: Stop) -> Refusal {
        Refusal::Told(stop)
    }
}

impl From<Diagnostic> for Refusal {
    fn from(diagnostic: Diagnostic) -> Refusal {
        Refusal::Wrong(diagnostic)
    }
}

impl Section {
    /// Every section, in the order of help.
    pub const ALL: [Section; 4] = [
        Section::Queries,
        Section::Ledger,
        Section::Output,
        Section::General,
    ];

    /// Returns its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Section::Queries => "Queries",
            Section::Ledger => "Ledger",
            Section::Output => "Output",
            Section::General => "General",
        }
    }
}

impl Command {
    /// Returns how it is written: `.open FOLDER`.
    pub fn usage(&self) -> String {
        match self.takes {
            "" => format!(".{}", self.name),
            takes => format!(".{} {takes}", self.name),
        }
    }

    /// Returns what a line has behind this command; none where the line is another.
    fn arguments<'l>(&self, line: &'l str) -> Option<&'l str> {
        let name = line.strip_prefix(['.', '\\']);
        let named = name.and_then(|name| behind(name, self.name));
        let aliases = self.aliases.iter();
        // An alias of two words may begin with that of another command.
        aliases
            .filter_map(|alias| behind(line, alias))
            .chain(named)
            .min_by_key(|rest| rest.len())
    }
}

/// Returns what stands behind a name, where a line begins with it.
fn behind<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let (start, rest) = line.split_at_checked(name.len())?;
    let is_whole = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (is_whole && start.eq_ignore_ascii_case(name)).then(|| rest.trim())
}

/// Returns the command that a line is, and what stands behind its name.
pub fn find(line: &str) -> Option<(&'static Command, &str)> {
    let line = line.trim();
    let found = COMMANDS
        .iter()
        .filter_map(|command| Some((command, command.arguments(line)?)));
    found.min_by_key(|(_, rest)| rest.len())
}

/// Does what a line says.
pub(super) fn run(session: &mut Session, line: &str) -> Result<Flow, Stop> {
    let Some((command, arguments)) = find(line) else {
        return Err(session.wrong(unknown(line)));
    };
    let allowed = safe::expect_allowed(session, command, arguments).map_err(Refusal::from);
    let done = allowed.and_then(|()| (command.run)(session, arguments));
    done.map_err(|refusal| match refusal {
        Refusal::Told(stop) => stop,
        Refusal::Wrong(diagnostic) => session.wrong(diagnostic),
        Refusal::Usage(message) => {
            let diagnostic = Diagnostic::error("command-usage", message);
            session.wrong(diagnostic.help(format!("write: {}", command.usage())))
        }
    })
}

fn unknown(line: &str) -> Diagnostic {
    let word = line.split_whitespace().next().unwrap_or(line);
    let message = format!("there is no command ‘{}’", term_safe(word));
    let diagnostic = Diagnostic::error("unknown-command", message);
    let bare = word.trim_start_matches(['.', '\\']);
    let names = COMMANDS.iter().map(|command| command.name);
    let begun = names.clone().find(|name| {
        let length = bare.len();
        length > 1
            && name
                .get(..length)
                .is_some_and(|it| it.eq_ignore_ascii_case(bare))
    });
    match nearest(bare, names).or(begun) {
        Some(near) => diagnostic.help(format!("did you mean ‘.{near}’?")),
        None => diagnostic.help("‘.help’ lists the commands"),
    }
}

/// Every command, by section.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "last",
        aliases: &["\\p"],
        takes: "",
        argument: Argument::Free,
        help: "shows the query before, which _ stands for and a line of stages goes on from",
        section: Section::Queries,
        run: asking::last,
    },
    Command {
        name: "explain",
        aliases: &[],
        takes: "[QUERY | CODE]",
        argument: Argument::Query,
        help: "shows how a query, or the query before, is worked out; or what a code means",
        section: Section::Queries,
        run: asking::explain,
    },
    Command {
        name: "run",
        aliases: &[],
        takes: "NAME [PARAM=VALUE …]",
        argument: Argument::SavedQuery,
        help: "asks a saved query",
        section: Section::Queries,
        run: run::run,
    },
    Command {
        name: "queries",
        aliases: &[],
        takes: "",
        argument: Argument::Free,
        help: "lists the saved queries",
        section: Section::Queries,
        run: run::queries,
    },
    Command {
        name: "history",
        aliases: &["\\s"],
        takes: "[N | /WORD/]",
        argument: Argument::Free,
        help: "lists the lines typed before: the last N, or those with a word",
        section: Section::Queries,
        run: history::history,
    },
    Command {
        name: "edit",
        aliases: &["\\e"],
        takes: "[NAME]",
        argument: Argument::SavedQuery,
        help: "opens the query before, or a saved query, in $VISUAL or $EDITOR",
        section: Section::Queries,
        run: history::edit,
    },
    Command {
        name: "save",
        aliases: &[],
        takes: "NAME [WHAT IT ANSWERS]",
        argument: Argument::Free,
        help: "saves the query before, with all it uses, as queries/NAME.who",
        section: Section::Queries,
        run: keep::save,
    },
    Command {
        name: "save!",
        aliases: &[],
        takes: "NAME [WHAT IT ANSWERS]",
        argument: Argument::SavedQuery,
        help: "saves it in the place of a saved query",
        section: Section::Queries,
        run: keep::save_over,
    },
    Command {
        name: "pin",
        aliases: &[],
        takes: "NAME [WHAT IT ANSWERS]",
        argument: Argument::Free,
        help: "saves the query before and its answer, for ‘whosaid test’ to hold it to",
        section: Section::Queries,
        run: keep::pin,
    },
    Command {
        name: "pin!",
        aliases: &[],
        takes: "NAME [WHAT IT ANSWERS]",
        argument: Argument::SavedQuery,
        help: "pins it in the place of a saved and pinned query",
        section: Section::Queries,
        run: keep::pin_over,
    },
    Command {
        name: "read",
        aliases: &["\\i", "\\ir", "\\include"],
        takes: "FILE",
        argument: Argument::File,
        help: "does what a file of commands and queries says",
        section: Section::Queries,
        run: run::read,
    },
    Command {
        name: "param",
        aliases: &["\\set", ".parameter"],
        takes: "[NAME=VALUE | -NAME]",
        argument: Argument::Free,
        help: "gives a parameter a value or takes it away; lists them",
        section: Section::Queries,
        run: param::param,
    },
    Command {
        name: "open",
        aliases: &["\\c", "\\connect"],
        takes: "FOLDER | --sample",
        argument: Argument::Ledger,
        help: "opens another ledger",
        section: Section::Ledger,
        run: ledger::open,
    },
    Command {
        name: "reload",
        aliases: &[],
        takes: "",
        argument: Argument::Free,
        help: "reads the ledger's files again",
        section: Section::Ledger,
        run: ledger::reload,
    },
    Command {
        name: "schema",
        aliases: &["\\d", "\\dt", "\\d+"],
        takes: "[COLLECTION[.FIELD]]",
        argument: Argument::Schema,
        help: "lists the collections, the fields of one, or the words of a field",
        section: Section::Ledger,
        run: ledger::schema,
    },
    Command {
        name: "values",
        aliases: &[],
        takes: "FIELD",
        argument: Argument::Schema,
        help: "counts the values of a field (claims.source; source of the query before), most frequent first",
        section: Section::Ledger,
        run: looking::values,
    },
    Command {
        name: "stats",
        aliases: &[".summarize", ".describe"],
        takes: "[COLLECTION]",
        argument: Argument::Schema,
        help: "tells what each field of a collection, or each column of the query before, holds",
        section: Section::Ledger,
        run: looking::stats,
    },
    Command {
        name: "mode",
        aliases: &["\\pset format", ".format"],
        takes: "[MODE | auto]",
        argument: Argument::Mode,
        help: "says how answers are written",
        section: Section::Output,
        run: |session, value| settings::command(session, "mode", value),
    },
    Command {
        name: "vertical",
        aliases: &["\\x"],
        takes: "[on | off]",
        argument: Argument::Word(&["on", "off"]),
        help: "writes each row as a block, a line a column, or no more",
        section: Section::Output,
        run: output::vertical,
    },
    Command {
        name: "width",
        aliases: &["\\pset columns"],
        takes: "[COLUMNS | auto]",
        argument: Argument::Word(&["auto"]),
        help: "says how wide a table may be; 0 for as wide as it needs",
        section: Section::Output,
        run: |session, value| settings::command(session, "width", value),
    },
    Command {
        name: "maxrows",
        aliases: &[],
        takes: "[ROWS | auto]",
        argument: Argument::Word(&["auto"]),
        help: "says how many rows of an answer are shown; 0 for all",
        section: Section::Output,
        run: |session, value| settings::command(session, "maxrows", value),
    },
    Command {
        name: "null",
        aliases: &["\\pset null", ".nullvalue"],
        takes: "[TEXT]",
        argument: Argument::Free,
        help: "says what stands for an absent value; \"\" for nothing",
        section: Section::Output,
        run: |session, value| settings::command(session, "null", value),
    },
    Command {
        name: "timer",
        aliases: &["\\timing"],
        takes: "[on | off]",
        argument: Argument::Word(&["on", "off"]),
        help: "says whether the time a query took is told",
        section: Section::Output,
        run: output::timer,
    },
    Command {
        name: "output",
        aliases: &["\\o", "\\out"],
        takes: "[FILE]",
        argument: Argument::File,
        help: "writes answers to a file from now on; without one, here again",
        section: Section::Output,
        run: output::output,
    },
    Command {
        name: "once",
        aliases: &[],
        takes: "FILE",
        argument: Argument::File,
        help: "writes the next answer to a file",
        section: Section::Output,
        run: output::once,
    },
    Command {
        name: "export",
        aliases: &[],
        takes: "FILE",
        argument: Argument::File,
        help: "writes the last answer to a file: csv, tsv, json, jsonl, md or txt, as its name ends",
        section: Section::Output,
        run: export::export,
    },
    Command {
        name: "export!",
        aliases: &[],
        takes: "FILE",
        argument: Argument::File,
        help: "writes it over a file that is there",
        section: Section::Output,
        run: export::export_over,
    },
    Command {
        name: "errors",
        aliases: &["\\errverbose"],
        takes: "",
        argument: Argument::Free,
        help: "shows all that was wrong with the last query that failed",
        section: Section::General,
        run: general::errors,
    },
    Command {
        name: "config",
        aliases: &["\\pset", ".settings", ".show"],
        takes: "[SETTING [VALUE]]",
        argument: Argument::Setting,
        help: "shows the settings, or sets one",
        section: Section::General,
        run: general::config,
    },
    Command {
        name: "safe",
        aliases: &[],
        takes: "[on]",
        argument: Argument::Word(&["on"]),
        help: "forbids for good to write files, to open others and to start programs",
        section: Section::General,
        run: safe::safe,
    },
    Command {
        name: "help",
        aliases: &["\\?", "\\h"],
        takes: "[TOPIC]",
        argument: Argument::Topic,
        help: "lists the commands, or tells of a command, a stage, a function, a chapter, a code",
        section: Section::General,
        run: help::help,
    },
    Command {
        name: "quit",
        aliases: &["\\q", ".exit", "\\exit"],
        takes: "",
        argument: Argument::Free,
        help: "leaves, as Ctrl-D on an empty line does",
        section: Section::General,
        run: general::quit,
    },
];

#[cfg(test)]
pub(super) mod tests;
