//! The files of a ledger's folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Text;
use crate::diagnostic::{Diagnostic, Report, Source, Span};

/// How deep folders may lie in each other.
const DEPTH: usize = 64;

/// Reads all TOML files below a folder, and says which cannot be read.
pub(super) fn read(folder: &Path) -> Result<(Vec<Text>, Vec<Diagnostic>), Report> {
    let meta = fs::metadata(folder).map_err(|error| {
        let message = format!(
            "the ledger ‘{}’ cannot be opened: {error}",
            folder.display()
        );
        let help = "name a folder of TOML files; `--sample` opens the one that comes with whosaid";
        Report::from(Diagnostic::error("no-ledger", message).help(help))
    })?;
    let mut walk = Walk::default();
    if meta.is_dir() {
        walk.folder(folder, 0);
    } else {
        walk.files.push(folder.to_owned());
    }
    let mut texts = Vec::with_capacity(walk.files.len());
    for path in &walk.files {
        match fs::read(path).map(String::from_utf8) {
            Ok(Ok(text)) => texts.push(Text {
                name: path.display().to_string(),
                text,
            }),
            Ok(Err(error)) => walk.problems.push(not_utf8(path, &error)),
            Err(error) => walk.problems.push(unreadable(path, &error)),
        }
    }
    Ok((texts, walk.problems))
}

/// A walk through folders, each entered once, whatever links lead back to it.
#[derive(Default)]
struct Walk {
    files: Vec<PathBuf>,
    entered: BTreeSet<PathBuf>,
    problems: Vec<Diagnostic>,
}

impl Walk {
    fn folder(&mut self, folder: &Path, depth: usize) {
        let entries = match fs::canonicalize(folder) {
            Ok(real) if depth <= DEPTH && !self.entered.contains(&real) => {
                self.entered.insert(real);
                fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>)
            }
            Ok(_) => return,
            Err(error) => Err(error),
        };
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push(unreadable(folder, &error));
                return;
            }
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if path.is_dir() {
                self.folder(&path, depth + 1);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                match fs::metadata(&path) {
                    // To read a pipe would be to wait for whoever writes to it.
                    Ok(meta) if !meta.is_file() => self.problems.push(no_file(&path)),
                    Ok(_) | Err(_) => self.files.push(path),
                }
            }
        }
    }
}

fn no_file(path: &Path) -> Diagnostic {
    let message = format!("‘{}’ is no file that can be read whole", path.display());
    Diagnostic::error("unreadable-file", message).help("take it out of the ledger's folder")
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
