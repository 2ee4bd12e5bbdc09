//! A folder of original files.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Original, file_hash};
use crate::diagnostic::{Diagnostic, Source};

/// The files right in a folder, known by the SHA-256 of their bytes.
///
/// What is no plain file is passed over, as is a file that cannot be read: it is not found then.
#[derive(Clone, Debug)]
pub struct Folder {
    /// By path, each with its SHA-256.
    files: BTreeMap<PathBuf, String>,
    paths: BTreeMap<String, PathBuf>,
}

impl Folder {
    /// Reads which files a folder holds; of several with the same bytes the first by name is found.
    ///
    /// # Errors
    ///
    /// Returns why the folder cannot be read.
    pub fn open(path: &Path) -> Result<Folder, Diagnostic> {
        let entries = fs::read_dir(path).map_err(|error| unreadable(path, &error))?;
        let paths = entries.flatten().map(|entry| entry.path());
        let mut files = BTreeMap::new();
        for path in paths.filter(|path| path.is_file()) {
            if let Ok(bytes) = fs::read(&path) {
                files.insert(path, file_hash(&bytes));
            }
        }
        let by_name = files.iter().rev();
        let paths = by_name.map(|(path, sha256)| (sha256.clone(), path.clone()));
        Ok(Folder {
            paths: paths.collect(),
            files,
        })
    }

    /// Lists the files in order of their names, each with the SHA-256 of its bytes.
    pub fn files(&self) -> impl Iterator<Item = (&Path, &str)> {
        let files = self.files.iter();
        files.map(|(path, sha256)| (path.as_path(), sha256.as_str()))
    }

    /// Returns the file whose bytes have that SHA-256, in hex digits of either case.
    pub fn find(&self, sha256: &str) -> Option<&Path> {
        let path = self.paths.get(&sha256.to_ascii_lowercase());
        path.map(PathBuf::as_path)
    }

    /// Reads the text of the document whose file has that SHA-256; none where the folder lacks it.
    ///
    /// # Errors
    ///
    /// Returns why the file that is there cannot be read as text.
    pub fn read(&self, sha256: &str) -> Result<Option<Original>, Diagnostic> {
        let Some(path) = self.find(sha256) else {
            return Ok(None);
        };
        let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
        let source = Source::decode(path.display().to_string(), bytes)?;
        Ok(Some(Original::new(&source.text)))
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("‘{}’ cannot be read: {error}", path.display());
    Diagnostic::error("unreadable-file", message)
        .help("name the folder that holds the original texts")
}
