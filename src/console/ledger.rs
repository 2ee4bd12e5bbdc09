//! Which ledger is opened.

use std::path::{Path, PathBuf};

use super::command_line::near_command;
use super::messages::Messages;
use super::options::Options;
use super::stop::Stop;
use crate::diagnostic::Diagnostic;
use crate::files;
use crate::golden::Location;
use crate::model::{self, Kind};
use crate::syntax::{self, Completeness};

/// The ledger that is opened where none is named.
const DEFAULT: &str = "seeds";
/// The bytes of a file that are looked at to tell whether it is one of a ledger.
const MOST_BYTES: u64 = 1 << 16;

/// Returns the ledger in a folder, or without one that which the options name.
pub(crate) fn named(folder: Option<&Path>, options: &Options) -> Location {
    match folder {
        Some(folder) => Location::Folder(folder.to_owned()),
        None => chosen(options),
    }
}

/// Returns the ledger that the options name, or else the environment, or else `./seeds`.
pub(crate) fn chosen(options: &Options) -> Location {
    if options.sample {
        return Location::Sample;
    }
    let given = options.ledger.clone().or_else(|| {
        let from_environment = std::env::var_os("WHOSAID_LEDGER")?;
        (!from_environment.is_empty()).then(|| PathBuf::from(from_environment))
    });
    Location::Folder(given.unwrap_or_else(|| PathBuf::from(DEFAULT)))
}

/// Tells what to do where there is no such folder, nor file.
pub(crate) fn expect_ledger(path: &Path, messages: &Messages) -> Result<(), Stop> {
    if path.exists() {
        return Ok(());
    }
    let message = format!("the ledger ‘{}’ does not exist", path.display());
    let diagnostic = Diagnostic::error("no-ledger", message);
    let diagnostic = match path.to_str().and_then(near_command) {
        Some(command) => diagnostic.help(format!("did you mean the command ‘{command}’?")),
        None => diagnostic,
    };
    let diagnostic = match path.to_str().filter(|text| is_query(text)) {
        Some(query) => {
            let query = query.replace('\'', "'\\''");
            diagnostic.help(format!("to ask a query write: whosaid query '{query}'"))
        }
        None => diagnostic,
    };
    let hint = if messages.are_brief() {
        "‘.open FOLDER’ opens one; ‘.open --sample’ opens the one that comes with whosaid"
    } else {
        let elsewhere = "name its folder with --ledger DIR or $WHOSAID_LEDGER, or try --sample";
        here(path).unwrap_or(elsewhere)
    };
    messages.report(&diagnostic.help(hint).into());
    Err(Stop::Ledger)
}

/// Tells whether a text reads as a query of a collection.
fn is_query(text: &str) -> bool {
    let word = text
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    Kind::named(word).is_some() && syntax::completeness(text) == Completeness::Complete
}

/// Says how to open the ledger that somebody stands in, where the one to be opened is not there.
pub(crate) fn hint(options: &Options) -> Option<&'static str> {
    match chosen(options) {
        Location::Folder(folder) if !folder.exists() => here(&folder),
        Location::Folder(_) | Location::Sample => None,
    }
}

fn here(wanted: &Path) -> Option<&'static str> {
    let is_default = wanted == Path::new(DEFAULT);
    (is_default && is_ledger(Path::new("."))).then_some("this folder is a ledger: write ‘-l .’")
}

/// Tells whether a folder has a file of a ledger.
pub(crate) fn is_ledger(folder: &Path) -> bool {
    let headings: Vec<String> = Kind::ALL
        .into_iter()
        .filter(|kind| kind.is_written())
        .map(|kind| format!("[[{}]]", kind.schema().singular))
        .collect();
    let files = model::ledger_files_within(folder).files;
    files.iter().any(|path| {
        let text = files::beginning(path, MOST_BYTES).unwrap_or_default();
        let mut lines = text.lines().map(str::trim);
        lines.any(|line| headings.iter().any(|heading| line.starts_with(heading)))
    })
}
