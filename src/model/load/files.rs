//! The files of a ledger's folder.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::Text;
use crate::diagnostic::{Diagnostic, Report, Source, Span};
use crate::files::{self, Found};

/// What the names of a ledger's files end in.
const EXTENSION: &str = "toml";

/// Finds the files of the ledger in a folder; a file is a ledger by itself.
pub fn ledger_files(folder: &Path) -> Found {
    files::below(folder, EXTENSION)
}

/// Finds those that lie in a folder itself.
pub fn ledger_files_within(folder: &Path) -> Found {
    files::within(folder, EXTENSION)
}

/// Reads all TOML files below a folder, and says which cannot be read.
pub(super) fn read(folder: &Path) -> Result<(Vec<Text>, Vec<Diagnostic>), Report> {
    fs::metadata(folder).map_err(|error| {
        let message = format!(
            "the ledger ‘{}’ cannot be opened: {error}",
            folder.display()
        );
        let help = "name a folder of TOML files; `--sample` opens the one that comes with whosaid";
        Report::from(Diagnostic::error("no-ledger", message).help(help))
    })?;
    let Found { files, problems } = ledger_files(folder);
    let problems = problems.iter().map(|(path, error)| {
        let diagnostic = unreadable(path, error);
        diagnostic.help("take it out of the ledger's folder")
    });
    let mut problems: Vec<Diagnostic> = problems.collect();
    let mut texts = Vec::with_capacity(files.len());
    for path in &files {
        match fs::read(path).map(String::from_utf8) {
            Ok(Ok(text)) => texts.push(Text {
                name: path.display().to_string(),
                text,
            }),
            Ok(Err(error)) => problems.push(not_utf8(path, &error)),
            Err(error) => problems.push(unreadable(path, &error)),
        }
    }
    Ok((texts, problems))
}

fn unreadable(path: &Path, error: &std::io::Error) -> Diagnostic {
    let message = format!("‘{}’ cannot be read: {error}", path.display());
    Diagnostic::error("unreadable-file", message)
}

fn not_utf8(path: &Path, error: &std::string::FromUtf8Error) -> Diagnostic {
    let at = error.utf8_error().valid_up_to();
    let source = Arc::new(Source {
        name: path.display().to_string(),
        text: String::from_utf8_lossy(error.as_bytes()).into_owned(),
    });
    let message = format!("‘{}’ is not UTF-8 text: byte {at} is wrong", path.display());
    Diagnostic::error("not-utf8", message)
        .at(
            &source,
            Span::new(at, at + char::REPLACEMENT_CHARACTER.len_utf8()),
        )
        .help("save the file as UTF-8")
}
