//! Which ledger is opened.

use std::path::{Path, PathBuf};

use super::messages::Messages;
use super::options::{Options, near_command};
use super::stop::Stop;
use crate::diagnostic::Diagnostic;
use crate::golden::Location;

/// Returns the ledger in a folder, or without one that which the options name.
pub(super) fn named(folder: Option<&Path>, options: &Options) -> Location {
    match folder {
        Some(folder) => Location::Folder(folder.to_owned()),
        None => chosen(options),
    }
}

/// Returns the ledger that the options name, or else the environment, or else `./seeds`.
pub(super) fn chosen(options: &Options) -> Location {
    if options.sample {
        return Location::Sample;
    }
    let given = options.ledger.clone().or_else(|| {
        let from_environment = std::env::var_os("WHOSAID_LEDGER")?;
        (!from_environment.is_empty()).then(|| PathBuf::from(from_environment))
    });
    Location::Folder(given.unwrap_or_else(|| PathBuf::from("seeds")))
}

/// Tells what to do where there is no such folder, nor file.
pub(super) fn expect_ledger(path: &Path, messages: &Messages) -> Result<(), Stop> {
    if path.exists() {
        return Ok(());
    }
    let message = format!("the ledger ‘{}’ does not exist", path.display());
    let diagnostic = Diagnostic::error("no-ledger", message);
    let diagnostic = match path.to_str().and_then(near_command) {
        Some(command) => diagnostic.help(format!("did you mean the command ‘{command}’?")),
        None => diagnostic,
    };
    let diagnostic =
        diagnostic.help("name its folder with --ledger DIR or $WHOSAID_LEDGER, or try --sample");
    messages.report(&diagnostic.into());
    Err(Stop::Ledger)
}
