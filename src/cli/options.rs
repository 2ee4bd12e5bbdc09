//! What the command line may say.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

use crate::render;
use crate::value::{Date, DateError, Day};

/// Asks who said what, about whom, when, and through whom it reached the page.
///
/// Without a command it reads queries from standard input, or prompts for them on a terminal.
#[derive(Debug, Parser)]
#[command(name = "whosaid", version)]
pub(super) struct Arguments {
    /// The ledger's folder, as with --ledger
    #[arg(value_name = "LEDGER", value_hint = ValueHint::DirPath, conflicts_with_all = ["ledger", "sample"])]
    pub(super) folder: Option<PathBuf>,

    #[command(subcommand)]
    pub(super) command: Option<Command>,

    #[command(flatten)]
    pub(super) options: Options,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Asks queries given on the command line
    Query {
        /// The queries
        #[arg(required = true, value_name = "QUERY")]
        queries: Vec<String>,
    },
    /// Asks saved queries
    Run {
        /// Query files, or names of them: NAME is queries/NAME.who, here, in the ledger or beside it; - is standard input; lists the saved queries without any
        #[arg(value_name = "FILE|NAME")]
        files: Vec<PathBuf>,
    },
    /// Lays query files out in the one canonical way
    Fmt {
        /// Query files, names of them, or folders of them; - is standard input, laid out to standard output
        #[arg(required = true, value_name = "FILE|NAME|DIR")]
        files: Vec<PathBuf>,
        /// Shows what would change and changes nothing; fails if anything would
        #[arg(long)]
        check: bool,
    },
    /// Lists the collections, the fields of one, or the words of a field
    Schema {
        /// Lists all collections without it
        #[arg(value_name = "COLLECTION[.FIELD]")]
        name: Option<String>,
    },
    /// Lists what is wrong in a ledger, one line each
    Check(Check),
    /// Draws the evidence for records, or for a row of an answer, down to the passage
    Why(Why),
    /// Fills in the hashes of passages, and finds passages that moved
    Stamp(Stamp),
    /// Writes the place and the hash of words in a text, as a report has them
    Locate(Locate),
    /// Starts a ledger, or drafts a document of one
    New(New),
    /// Explains a code of an error or a check, with an example
    Explain {
        /// The code; lists all codes without it
        #[arg(value_name = "CODE")]
        code: Option<String>,
    },
    /// Writes the script by which a shell completes the command line
    Completions {
        /// The shell
        #[arg(value_name = "SHELL", value_enum, ignore_case = true)]
        shell: Shell,
    },
    /// Writes the manual page, in the form that `man` reads
    Man {
        /// The page of this command, as `check` or `new document`; the program's own without it
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
    },
    /// Compares the answers of cases with those recorded in golden files
    Test {
        /// Golden files and folders of them
        #[arg(default_value = "tests", value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Records the answers that differ instead of failing
        #[arg(long)]
        update: bool,
    },
}

/// What `check` takes.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// The ledger's folder, as with --ledger
    #[arg(value_name = "LEDGER", value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
    /// Runs the strict checks too, and fails on warnings
    #[arg(long)]
    pub(super) strict: bool,
    /// Runs this check too; `all` for every one
    #[arg(long, value_name = "CODE")]
    pub(super) also: Vec<String>,
    /// Runs this check and no other but those named so
    #[arg(long, value_name = "CODE", conflicts_with_all = ["strict", "also"])]
    pub(super) only: Vec<String>,
    /// Compares passages with the original texts in this folder
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) originals: Option<PathBuf>,
    /// Lists the checks instead
    #[arg(long)]
    pub(super) list: bool,
}

/// What `new` takes.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct New {
    /// The folder of the ledger; it must be new, or empty
    #[arg(required = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
    #[command(subcommand)]
    pub(super) record: Option<NewRecord>,
}

#[derive(Debug, Subcommand)]
pub(super) enum NewRecord {
    /// Drafts a document of an article: a claim to be written for each reporting verb and quotation
    Document(NewDocument),
}

/// What `new document` takes.
#[derive(Debug, Args)]
pub(super) struct NewDocument {
    /// The article, as plain text
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// The id of the document [default: made of the file's name]
    #[arg(long)]
    pub(super) id: Option<String>,
    /// Its title [default: the first line, if it looks like a headline]
    #[arg(long)]
    pub(super) title: Option<String>,
    /// When it was published, as EDTF [default: the date at the head of the text, if there is one]
    #[arg(long, value_name = "DATE", value_parser = edtf)]
    pub(super) published: Option<String>,
}

/// What `locate` takes.
#[derive(Debug, Args)]
pub(super) struct Locate {
    /// The article, as plain text
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Words of one paragraph; … stands for those left out
    #[arg(value_name = "WORDS")]
    pub(super) words: String,
}

/// What `why` takes.
#[derive(Debug, Args)]
pub(super) struct Why {
    /// The records: their ids, with the kind before it where several kinds have one of that id
    #[arg(value_name = "ID|KIND:ID", required_unless_present = "query")]
    pub(super) records: Vec<String>,
    /// Draws it for what a row of this query's answer rests on
    #[arg(long, value_name = "QUERY", conflicts_with = "records")]
    pub(super) query: Option<String>,
    /// The row, from 1, as it is shown
    #[arg(long, value_name = "N", requires = "query", default_value_t = 1)]
    pub(super) row: usize,
    /// Shows the passages as the original texts in this folder have them
    #[arg(long, value_name = "DIR")]
    pub(super) originals: Option<PathBuf>,
}

/// What `stamp` takes.
#[derive(Debug, Args)]
pub(super) struct Stamp {
    /// The ledger's folder, as with --ledger
    #[arg(value_name = "LEDGER", value_hint = ValueHint::DirPath)]
    pub(super) folder: Option<PathBuf>,
    /// The folder of the original texts
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) originals: PathBuf,
    /// Lists what would be changed, and writes nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Writes nothing, and fails if anything would be changed
    #[arg(long)]
    pub(super) check: bool,
    /// Writes the hashes of texts and passages that have changed anew
    #[arg(long)]
    pub(super) force: bool,
}

/// The options that every command takes, before it or behind it.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Options {
    #[arg(short, long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    #[arg(help = "The ledger's folder [default: $WHOSAID_LEDGER, or ./seeds]")]
    pub(crate) ledger: Option<PathBuf>,

    /// Opens the sample ledger built into the program
    #[arg(long, global = true, conflicts_with = "ledger")]
    pub(crate) sample: bool,

    /// Gives a parameter of the query its value
    #[arg(short, long = "param", global = true, value_name = "NAME=VALUE", value_parser = param)]
    pub(crate) params: Vec<(String, String)>,

    /// Writes the results to a file, in the form that its name ends in
    #[arg(short, long, global = true, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// How the results are written
    #[arg(long, global = true, value_name = "MODE", value_parser = modes(), ignore_case = true)]
    pub(crate) format: Option<String>,

    /// The most rows to show of one answer; 0 for all [default: 1000 on a terminal, else all]
    #[arg(long, global = true, value_name = "ROWS")]
    pub(crate) max_rows: Option<usize>,

    /// The columns a table may take; 0 for as many as it needs [default: the terminal's]
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = width)]
    pub(crate) width: Option<usize>,

    /// Begins each row of a table or a block with its number
    #[arg(long, global = true)]
    pub(crate) numbered: bool,

    /// What stands for an absent value
    #[arg(long, global = true, value_name = "TEXT")]
    pub(crate) null: Option<String>,

    /// Puts a ' before text in csv and tsv that a spreadsheet would run as a formula
    #[arg(long, global = true)]
    pub(crate) csv_safe: bool,

    /// When messages are coloured, and headings on a terminal
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub(crate) color: Color,

    /// The day that `today` is in queries
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    pub(crate) today: Option<Day>,

    /// The longest that one text of queries may take
    #[arg(long, global = true, value_name = "SECONDS", value_parser = seconds)]
    pub(crate) timeout: Option<Duration>,

    /// Goes on behind a query or a command that fails
    #[arg(long, global = true)]
    pub(crate) keep_going: bool,

    /// How errors are written
    #[arg(long, global = true, value_name = "FORM", value_enum, default_value_t = ErrorFormat::Human)]
    pub(crate) error_format: ErrorFormat,

    /// Forbids commands to write files, to open others and to start programs
    #[arg(long, conflicts_with = "output")]
    pub(crate) safe: bool,

    /// Begins the prompt without the person's own config.toml and startup.who
    #[arg(long)]
    pub(crate) no_startup: bool,

    /// Prints no notes and no warnings
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    #[default]
    #[value(help = "On a terminal, unless $NO_COLOR is set")]
    Auto,
    Always,
    Never,
}

impl Color {
    /// Tells whether what goes to a terminal, or to none, is coloured.
    pub(crate) fn is_wanted(self, terminal: bool) -> bool {
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !colors_are_unwanted(),
        }
    }
}

fn colors_are_unwanted() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("NO_COLOR") || std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ErrorFormat {
    /// Drawn under the source line
    #[default]
    Human,
    /// A JSON object a line
    Json,
}

fn modes() -> PossibleValuesParser {
    let modes = render::MODES
        .iter()
        .map(|mode| PossibleValue::new(mode.name).help(mode.help));
    PossibleValuesParser::new(modes)
}

fn param(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim_matches('$').is_empty() => {
            Ok((name.trim_start_matches('$').to_owned(), value.to_owned()))
        }
        Some(_) | None => Err("write it as NAME=VALUE".to_owned()),
    }
}

fn edtf(text: &str) -> Result<String, String> {
    let wrong = |error: DateError| match error.hint {
        Some(hint) => format!("{}; {hint}", error.message),
        None => error.message,
    };
    Date::parse(text).map(|date| date.text).map_err(wrong)
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "write a day, as in 2025-01-31".to_owned())
}

fn width(text: &str) -> Result<usize, String> {
    let width = text.parse();
    width.map_err(|_| {
        "write a number of columns, as in 100, or 0 for as many as it takes".to_owned()
    })
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse::<f64>().ok().filter(|seconds| *seconds > 0.0);
    let duration = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    duration.ok_or_else(|| "write a number of seconds, as in 10 or 0.5".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_values_or_says_what_to_write() {
        let pair = |name: &str, value: &str| Ok((name.to_owned(), value.to_owned()));
        assert_eq!(param("who=a=b"), pair("who", "a=b"));
        assert_eq!(param("$who="), pair("who", ""));
        assert!(param("who").is_err() && param("=x").is_err() && param("$=x").is_err());
        assert_eq!(seconds("0.5"), Ok(Duration::from_millis(500)));
        for wrong in ["0", "-1", "NaN", "inf", "1e300", "x"] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
        assert!(day("2025-01-31").is_ok() && day("2025").is_err());
    }
}
