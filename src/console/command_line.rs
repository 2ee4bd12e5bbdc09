//! The command line, read.
//!
//! The options that all commands share may stand anywhere. A command that would ignore one refuses
//! it and leaves it out of its `--help`, and a misspelt command is told as that.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, StyledStr};
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, CommandFactory, FromArgMatches};

use super::options::Arguments;
use super::{explain, schema};
use crate::diagnostic::{did_you_mean, nearest, quoted_list};

/// The shared options that choose a ledger.
const LEDGER: &[&str] = &["ledger", "sample"];
/// Those that say where results go.
const RESULTS: &[&str] = &["output"];
/// Those that say how an answer is laid out.
const LAYOUT: &[&str] = &[
    "format", "max_rows", "width", "numbered", "null", "csv_safe",
];
/// Those that say how queries are asked.
const ASKING: &[&str] = &["params", "today", "timeout", "keep_going"];
/// Those that say how evidence is laid out.
const EVIDENCE: &[&str] = &["format", "width"];
/// Those that say how one query is asked.
const ONE: &[&str] = &["params", "today", "timeout"];
/// Those that say how messages are told.
const MESSAGES: &[&str] = &["color", "error_format", "quiet"];

/// Those that only a conversation takes.
const CONVERSING: &[&str] = &["safe", "no_startup"];

/// Which of the shared options each command takes besides those of messages.
const TAKEN: &[(&str, &[&[&str]])] = &[
    ("query", &[LEDGER, RESULTS, LAYOUT, ASKING]),
    ("run", &[LEDGER, RESULTS, LAYOUT, ASKING]),
    ("fmt", &[LEDGER, RESULTS]),
    ("schema", &[RESULTS, LAYOUT]),
    ("check", &[LEDGER, RESULTS, LAYOUT]),
    ("why", &[LEDGER, RESULTS, EVIDENCE, ONE]),
    ("stamp", &[LEDGER, RESULTS]),
    ("locate", &[RESULTS]),
    ("new", &[]),
    ("document", &[LEDGER]),
    ("explain", &[RESULTS, LAYOUT]),
    ("completions", &[RESULTS]),
    ("man", &[RESULTS]),
    ("test", &[LEDGER, RESULTS]),
];

/// Reads a command line, the program's name first.
pub(crate) fn read(words: &[OsString]) -> Result<Arguments, Error> {
    let mut command = command();
    let matches = command
        .try_get_matches_from_mut(words)
        .map_err(|error| match error.kind() {
            ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => {
                let misspelt = of_a_shell(&error)
                    .or_else(|| misspelt(words))
                    .or_else(|| misspelt_topic(&error));
                misspelt.unwrap_or(error)
            }
            _another_mistake => error,
        })?;
    if let Some(refusal) = refusal(&matches) {
        return Err(command.error(ErrorKind::ArgumentConflict, refusal));
    }
    Arguments::from_arg_matches(&matches)
}

/// Returns the command whose name is near.
pub(crate) fn near_command(name: &str) -> Option<String> {
    let names = names();
    nearest(name, names.iter().map(String::as_str)).map(str::to_owned)
}

/// Returns the commands there are.
fn names() -> Vec<String> {
    let mut command = Arguments::command();
    command.build();
    let names = command.get_subcommands().map(clap::Command::get_name);
    names.map(str::to_owned).collect()
}

/// Makes the command line, the shared options in each command as it takes them.
pub(crate) fn command() -> clap::Command {
    with_all_shared(Arguments::command(), brief, |command, option| {
        let takes = takes(command, option.get_id().as_str());
        Some(option.clone().hide(!takes))
    })
}

/// Makes the command line without the options that a command would refuse, hidden as they are.
pub(crate) fn command_to_complete() -> clap::Command {
    let as_it_is = |option| option;
    let command = with_all_shared(Arguments::command(), as_it_is, |command, option| {
        takes(command, option.get_id().as_str()).then(|| option.clone())
    });
    let command = command.mut_args(|option| option.global(false));
    let schema = with_values("name", schema::names());
    let explain = with_values("code", explain::all());
    command
        .mut_subcommand("schema", schema)
        .mut_subcommand("explain", explain)
}

/// Says what an argument may be, for shells to offer.
fn with_values(
    argument: &'static str,
    values: Vec<String>,
) -> impl FnOnce(clap::Command) -> clap::Command {
    let values = PossibleValuesParser::new(values);
    move |command| command.mut_arg(argument, |argument| argument.value_parser(values))
}

/// Gives each command the shared options as they are made for all, and then for it.
fn with_all_shared(
    root: clap::Command,
    made_for_all: fn(Arg) -> Arg,
    made: fn(&str, &Arg) -> Option<Arg>,
) -> clap::Command {
    let shared: Vec<Arg> = root
        .get_arguments()
        .filter(|option| option.is_global_set())
        .cloned()
        .map(made_for_all)
        .collect();
    root.mut_subcommands(|command| with_shared(command, &shared, made))
}

fn with_shared(
    command: clap::Command,
    shared: &[Arg],
    made: fn(&str, &Arg) -> Option<Arg>,
) -> clap::Command {
    let name = command.get_name().to_owned();
    let options: Vec<Arg> = shared
        .iter()
        .filter_map(|option| made(&name, option))
        .collect();
    command
        .args(options)
        .mut_subcommands(|command| with_shared(command, shared, made))
}

/// Makes a shared option take a line in the help of a command.
fn brief(option: Arg) -> Arg {
    let option = option.help_heading("Shared options");
    let values = option.get_possible_values();
    let help = option.get_help().map(StyledStr::to_string);
    let is_choice = option.get_action().takes_values() && !values.is_empty();
    let Some(help) = help.filter(|_| is_choice) else {
        return option;
    };
    let names: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
    let help = format!("{help}: {}", names.join(", "));
    option.hide_possible_values(true).help(help)
}

/// Tells whether a command takes a shared option.
fn takes(command: &str, option: &str) -> bool {
    let taken = TAKEN.iter().find(|(name, _)| *name == command);
    let groups = taken.map_or(&[][..], |(_, groups)| *groups);
    MESSAGES.contains(&option) || groups.iter().any(|group| group.contains(&option))
}

/// Returns what is wrong where an option is given that its command would ignore.
fn refusal(matches: &ArgMatches) -> Option<String> {
    let (name, command) = innermost(matches)?;
    let given = |option: &&&str| matches.value_source(option) == Some(ValueSource::CommandLine);
    if let Some(option) = CONVERSING.iter().find(given) {
        return Some(format!("‘{name}’ takes no ‘{}’", long(option)));
    }
    let groups = [LEDGER, RESULTS, LAYOUT, ASKING];
    let given = groups.into_iter().flatten().copied();
    let given: Vec<&str> = given
        .filter(|option| command.value_source(option) == Some(ValueSource::CommandLine))
        .collect();
    if let Some(option) = given.iter().find(|option| !takes(name, option)) {
        return Some(format!("‘{name}’ takes no ‘{}’", long(option)));
    }
    if name == "run" && !command.contains_id("files") {
        let asking = given.iter().find(|option| ASKING.contains(option))?;
        let asking = long(asking);
        return Some(format!("‘run’ takes ‘{asking}’ only with a query to run"));
    }
    if name == "why" && !command.contains_id("query") {
        let asking = given.iter().find(|option| ASKING.contains(option));
        if let Some(asking) = asking.map(|option| long(option)) {
            return Some(format!("‘why’ takes ‘{asking}’ only with ‘--query’"));
        }
    }
    let laid_out = given.iter().find(|option| LAYOUT.contains(option))?;
    match name {
        "check" if !command.get_flag("list") => Some(format!(
            "‘check’ takes ‘{}’ only with ‘--list’; ‘--error-format json’ lists what is wrong for programs",
            long(laid_out)
        )),
        "explain" if command.contains_id("code") => Some(format!(
            "‘explain’ takes ‘{}’ only where it lists all codes",
            long(laid_out)
        )),
        _always => None,
    }
}

/// Returns the command that was chosen, below the one it belongs to.
fn innermost(matches: &ArgMatches) -> Option<(&str, &ArgMatches)> {
    let (name, command) = matches.subcommand()?;
    Some(innermost(command).unwrap_or((name, command)))
}

/// Writes an option as people do.
fn long(option: &str) -> String {
    let name = if option == "params" { "param" } else { option };
    format!("--{}", name.replace('_', "-"))
}

/// Tells what is written for the options by which shells take a text to run.
fn of_a_shell(error: &Error) -> Option<Error> {
    let ContextValue::String(option) = error.get(ContextKind::InvalidArg)? else {
        return None;
    };
    let of_a_shell = ["-c", "-e", "--command", "--eval", "--execute"];
    let option = of_a_shell.into_iter().find(|own| own == option)?;
    let message =
        format!("there is no option ‘{option}’; a query is asked so: whosaid query 'QUERY'");
    Some(command().error(ErrorKind::UnknownArgument, message))
}

/// Tells that what stands where a command should is none.
fn misspelt(words: &[OsString]) -> Option<Error> {
    let lenient = command().ignore_errors(true);
    let matches = lenient.try_get_matches_from(words).ok()?;
    let folder: &PathBuf = matches.get_one("folder")?;
    if matches.subcommand_name().is_some() || folder.exists() {
        return None;
    }
    Some(no_command(&folder.to_string_lossy()))
}

/// Tells that help was asked for on a command that is none.
fn misspelt_topic(error: &Error) -> Option<Error> {
    match error.get(ContextKind::InvalidSubcommand)? {
        ContextValue::String(name) => Some(no_command(name)),
        _several => None,
    }
}

fn no_command(name: &str) -> Error {
    let help = match near_command(name) {
        Some(near) => did_you_mean(near),
        None => {
            let names = names();
            let names = quoted_list(names.iter().map(String::as_str));
            format!("the commands are {names}")
        }
    };
    let message = format!("there is no command ‘{name}’; {help}");
    command().error(ErrorKind::InvalidSubcommand, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_words(words: &[&str]) -> Result<Arguments, Error> {
        let words: Vec<OsString> = std::iter::once("whosaid")
            .chain(words.iter().copied())
            .map(OsString::from)
            .collect();
        read(&words)
    }

    #[test]
    fn is_a_command_line_that_clap_accepts() {
        command().debug_assert();
    }

    #[test]
    fn every_command_and_every_shared_option_is_in_the_table() {
        let command = command();
        for option in command.get_arguments().filter(|it| it.is_global_set()) {
            let option = option.get_id().as_str();
            let groups = [LEDGER, RESULTS, LAYOUT, ASKING, MESSAGES];
            assert!(groups.concat().contains(&option), "{option}");
        }
        for command in command.get_subcommands() {
            let name = command.get_name();
            assert!(TAKEN.iter().any(|(taken, _)| *taken == name), "{name}");
        }
    }

    #[test]
    fn takes_options_in_any_order() {
        let orders = [
            ["--format", "csv", "query", "claims", "-q"],
            ["-q", "query", "claims", "--format", "csv"],
            ["query", "-q", "--format", "CSV", "claims"],
        ];
        for order in orders {
            let options = read_words(&order).expect("well formed").options;
            assert!(options.quiet);
            let format = options.format.expect("a format");
            assert!(format.eq_ignore_ascii_case("csv"));
        }
    }

    #[test]
    fn refuses_what_a_command_would_ignore() {
        let refused = [
            (&["check", "--format", "csv"][..], "--list"),
            (&["--format", "csv", "check"], "--list"),
            (&["schema", "-l", "x"], "‘schema’ takes no ‘--ledger’"),
            (&["test", "-p", "a=b"], "‘test’ takes no ‘--param’"),
            (&["new", "--sample", "x"], "‘new’ takes no ‘--sample’"),
            (
                &["new", "document", "x", "--today", "2025-01-01"],
                "--today",
            ),
            (&["run", "-p", "a=b"], "only with a query"),
            (&["explain", "todo", "--width", "50"], "lists all codes"),
        ];
        for (words, expected) in refused {
            let error = read_words(words).expect_err("refused").to_string();
            assert!(error.contains(expected), "{words:?} {error}");
        }
        let taken = [
            &["check", "--list", "--format", "csv"][..],
            &["explain", "--format", "csv"],
            &["-l", "x", "new", "document", "y"],
            &["new", "document", "y", "-l", "x"],
        ];
        for words in taken {
            assert!(read_words(words).is_ok(), "{words:?}");
        }
    }

    #[test]
    fn blames_a_misspelt_command_itself() {
        let cases = [
            (&["qurey", "claims"][..], "‘qurey’; did you mean ‘query’?"),
            (&["chekc", "water"], "‘chekc’; did you mean ‘check’?"),
            (&["-q", "chekc", "--strict"], "‘chekc’; did you mean"),
            (&["help", "chekc"], "‘chekc’; did you mean ‘check’?"),
            (&["frobnicate", "x"], "the commands are ‘query’, "),
            (
                &["-c", "claims"],
                "‘-c’; a query is asked so: whosaid query",
            ),
        ];
        for (words, expected) in cases {
            let error = read_words(words).expect_err("wrong").to_string();
            assert!(error.contains(expected), "{words:?} {error}");
        }
    }
}
