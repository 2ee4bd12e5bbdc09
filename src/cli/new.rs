//! `new`: ledgers and documents to begin with.

mod document;

use std::fs;
use std::path::{Path, PathBuf};

use crate::console::messages::Messages;
use crate::console::options::{New, NewRecord, Options};
use crate::console::stop::Stop;
use crate::diagnostic::Diagnostic;
use crate::files;

/// The files of a new ledger, and the folders they lie in.
const FOLDERS: [&str; 2] = ["queries", "tests"];
const FILES: [(&str, &str); 5] = [
    ("entities.toml", include_str!("new/ledger/entities.toml")),
    ("sources.toml", include_str!("new/ledger/sources.toml")),
    ("library.toml", include_str!("new/ledger/library.toml")),
    (
        "queries/denials.who",
        include_str!("new/ledger/queries/denials.who"),
    ),
    (
        "tests/library.golden",
        include_str!("new/ledger/tests/library.golden"),
    ),
];

/// Starts a ledger, or drafts a document of one.
pub(super) fn run(asked: &New, options: &Options) -> Result<(), Stop> {
    match (&asked.record, &asked.folder) {
        (Some(NewRecord::Document(asked)), _) => document::run(asked, options),
        (None, Some(folder)) => ledger(folder, &Messages::new(options)),
        (None, None) => Ok(()),
    }
}

/// Writes the files of a new ledger into a folder that is empty, or not there yet.
fn ledger(folder: &Path, messages: &Messages) -> Result<(), Stop> {
    let shown = folder.display();
    let usage = |diagnostic: Diagnostic| {
        messages.report(&diagnostic.into());
        Stop::Usage
    };
    if fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some()) {
        let message = format!("‘{shown}’ is not empty, and nothing in it is overwritten");
        let help = "name a folder that is not there yet";
        return Err(usage(Diagnostic::error("not-empty", message).help(help)));
    }
    if folder.exists() && !folder.is_dir() {
        let message = format!("‘{shown}’ is no folder");
        return Err(usage(Diagnostic::error("no-folder", message)));
    }
    let mut made = Made::default();
    if let Err(error) = made.ledger(folder) {
        made.take_back();
        let message = format!("cannot make the ledger ‘{shown}’: {error}");
        messages.error("unwritable", message);
        return Err(Stop::Runtime);
    }
    messages.note(&format!(
        "‘{shown}’ is a ledger with an example in it; in it try"
    ));
    for command in [
        "whosaid -l . check --strict",
        "whosaid -l . run denials",
        "whosaid -l . test",
        "whosaid -l . new document ARTICLE.txt",
    ] {
        messages.note(&format!("  {command}"));
    }
    messages.note(
        "documents of your own may stand beside the example; once it has served, take it out:",
    );
    messages.note("  rm library.toml queries/denials.who tests/library.golden");
    messages.note("  and write your own in entities.toml and sources.toml");
    Ok(())
}

/// What has been made so far, in order.
#[derive(Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    fn ledger(&mut self, folder: &Path) -> std::io::Result<()> {
        if !folder.is_dir() {
            fs::create_dir(folder)?;
            self.folders.push(folder.to_owned());
        }
        for name in FOLDERS {
            let path = folder.join(name);
            fs::create_dir(&path)?;
            self.folders.push(path);
        }
        for (name, text) in FILES {
            let path = folder.join(name);
            files::create(&path, text)?;
            self.files.push(path);
        }
        Ok(())
    }

    /// Removes it all; the error that led here is the one to tell.
    fn take_back(self) {
        for file in self.files.iter().rev() {
            let _ = fs::remove_file(file);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
