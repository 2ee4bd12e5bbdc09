//! The commands of the prompt, one row each.
//!
//! To add one: a row of [`COMMANDS`], in `table.rs`, its function in a file below `commands/`, a test of
//! [`Session::line`] beside it. Help, completion, near names and `docs/prompt.md` read the table.

mod asking;
mod diff;
mod export;
mod general;
mod help;
mod history;
mod keep;
mod ledger;
mod looking;
mod output;
mod param;
mod pin;
mod run;
mod safe;
mod table;
mod why;

pub(super) use param::tell_defined;
pub(super) use safe::forbidden;

pub(super) use ledger::no_files;
pub use table::COMMANDS;

use super::session::Session;
use super::settings;
use crate::console::Stop;
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
    /// Whether a safe session has it: it writes no file, opens no other and starts no program.
    pub is_safe: bool,
    /// Whether it reads the ledger, or writes what it said, and asks no query.
    pub is_of_ledger: bool,
    /// Whether nothing that stands behind it is a comment, or ends it.
    pub takes_all: bool,
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
    /// A saved query, and values for its parameters.
    Run,
    /// A parameter, and a value for it.
    Parameter,
    /// A parameter that has a value.
    GivenParameter,
    /// A field of a collection, or of the query before.
    Field,
    /// A record, by its id.
    Record,
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

    /// Refuses what stands behind a command that takes nothing.
    fn expect_taken(&self, arguments: &str) -> Result<(), Refusal> {
        match self.takes.is_empty() && !arguments.is_empty() {
            true => Err(Refusal::Usage(format!("‘.{}’ takes nothing", self.name))),
            false => Ok(()),
        }
    }

    /// Returns what a line has behind this command; none where the line is another.
    fn arguments<'l>(&self, line: &'l str) -> Option<&'l str> {
        let name = line.strip_prefix(['.', '\\']);
        let named = name.and_then(|name| behind(name, self.name));
        let aliases = self.aliases.iter();
        // An alias of two words may begin with that of another command.
        aliases
            .filter(|alias| !is_letter(alias) || line.starts_with(**alias))
            .filter_map(|alias| behind(line, alias))
            .chain(named)
            .min_by_key(|rest| rest.len())
    }
}

/// Tells whether a name is a sign and a letter, which means something else as a capital.
fn is_letter(name: &str) -> bool {
    name.len() == 2
}

/// Returns what stands behind a name, where a line begins with it.
fn behind<'l>(line: &'l str, name: &str) -> Option<&'l str> {
    let (start, rest) = line.split_at_checked(name.len())?;
    let is_whole = rest.is_empty() || rest.starts_with(char::is_whitespace);
    (is_whole && start.eq_ignore_ascii_case(name)).then(|| rest.trim())
}

/// The commands of other prompts, and what is typed here for them.
const ELSEWHERE: [(&str, &str); 30] = [
    ("l", "‘.open FOLDER’ opens another ledger"),
    ("databases", "‘.open FOLDER’ opens another ledger"),
    ("dn", LISTS_COLLECTIONS),
    ("du", LISTS_COLLECTIONS),
    ("dx", LISTS_COLLECTIONS),
    ("di", LISTS_COLLECTIONS),
    ("dv", LISTS_COLLECTIONS),
    ("df", "‘.help functions’ lists the functions"),
    ("functions", "‘.help functions’ lists the functions"),
    ("do", "‘.help operators’ lists the operators"),
    ("copy", WRITES_A_FILE),
    ("dump", WRITES_A_FILE),
    ("gset", "‘let NAME = _’ names the query before"),
    (
        "gdesc",
        "‘.stats’ tells what the columns of the query before hold",
    ),
    ("gexec", "‘.read FILE’ does what a file says"),
    ("g!", "‘.again’ asks the query before once more"),
    ("r", "Ctrl-C drops what is typed"),
    ("reset", "Ctrl-C drops what is typed"),
    ("a", LISTS_MODES),
    ("t", LISTS_MODES),
    ("f", LISTS_MODES),
    ("H", LISTS_MODES),
    ("html", LISTS_MODES),
    ("headers", LISTS_MODES),
    ("separator", LISTS_MODES),
    ("encoding", "all text is UTF-8"),
    ("!", FOR_A_SHELL),
    ("shell", FOR_A_SHELL),
    ("system", FOR_A_SHELL),
    (
        "cd",
        "‘.open FOLDER’, ‘.read FILE’ and ‘.output FILE’ take any path",
    ),
];

const LISTS_COLLECTIONS: &str = "‘.schema’ lists the collections";
const LISTS_MODES: &str = "‘.mode MODE’ says how answers are written; ‘.help mode’ lists the modes";
const WRITES_A_FILE: &str = "‘.export FILE’ writes the last answer to a file";
const FOR_A_SHELL: &str = "Ctrl-Z leaves for the shell, and ‘fg’ there comes back";

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
    let Some((command, arguments)) = find(line).or_else(|| find(ended(line))) else {
        return Err(session.wrong(unknown(line)));
    };
    let arguments = match command.takes_all {
        true => arguments,
        false => bare(arguments),
    };
    let allowed = safe::expect_allowed(session, command, arguments).map_err(Refusal::from);
    let allowed = allowed.and_then(|()| Ok(ledger::expect_open(session, command)?));
    let allowed = allowed.and_then(|()| command.expect_taken(arguments));
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

/// Leaves out the `;` that ends a line.
fn ended(line: &str) -> &str {
    line.trim_end_matches(|c: char| c == ';' || c.is_whitespace())
}

/// Leaves out a comment behind arguments and the `;` that ends them, where no quotation marks are
/// around these.
fn bare(arguments: &str) -> &str {
    let (mut is_quoted, mut may_begin) = (false, true);
    for (at, c) in arguments.char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            '#' if may_begin && !is_quoted => return ended(&arguments[..at]),
            _other => {}
        }
        may_begin = c.is_whitespace();
    }
    ended(arguments)
}

fn unknown(line: &str) -> Diagnostic {
    let word = ended(line).split_whitespace().next().unwrap_or(line);
    let message = format!("there is no command ‘{}’", term_safe(word));
    let diagnostic = Diagnostic::error("unknown-command", message);
    let bare = word.trim_start_matches(['.', '\\']);
    let elsewhere = ELSEWHERE.iter().find(|(name, _)| bare == *name);
    if let Some((_, help)) = elsewhere {
        return diagnostic.help(*help);
    }
    let small = word.to_ascii_lowercase();
    if find(&small).is_some() {
        return diagnostic.help(format!("did you mean ‘{small}’?"));
    }
    if settings::SETTINGS
        .iter()
        .any(|it| bare.eq_ignore_ascii_case(it.name))
    {
        return diagnostic.help(format!("it is a setting: .config {bare}"));
    }
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

#[cfg(test)]
pub(super) mod tests;
