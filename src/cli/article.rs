//! The text of an article, read from its file.

use std::fs;
use std::path::Path;

use crate::diagnostic::{Diagnostic, Source};
use crate::originals::{Original, file_hash};

/// The bytes that an article may have.
const MOST_BYTES: u64 = 64 << 20;

/// Reads an article and returns its text and the SHA-256 of its file.
pub(super) fn read(file: &Path) -> Result<(Original, String), Diagnostic> {
    let bytes = bytes(file)?;
    let sha256 = file_hash(&bytes);
    let source = Source::decode(file.display().to_string(), bytes)?;
    let original = Original::new(&source.text);
    if original.paragraphs().is_empty() {
        let message = format!("‘{}’ holds no text", source.name);
        return Err(Diagnostic::error("no-text", message));
    }
    Ok((original, sha256))
}

fn bytes(file: &Path) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |what: &str| {
        let message = format!("cannot read ‘{}’: {what}", file.display());
        Diagnostic::error("unreadable", message).help("name a file of plain text")
    };
    let meta = fs::metadata(file).map_err(|error| unreadable(&error.to_string()))?;
    if !meta.is_file() {
        return Err(unreadable("it is no file"));
    }
    if meta.len() > MOST_BYTES {
        return Err(unreadable("it is too long for an article"));
    }
    fs::read(file).map_err(|error| unreadable(&error.to_string()))
}
