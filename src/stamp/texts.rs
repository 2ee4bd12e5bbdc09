//! Which file of a folder is the original of which document.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, quoted_list};
use crate::model::{Kind, Ledger, Record};
use crate::originals::Folder;

/// Where the original text of a document is.
#[derive(Clone, Debug)]
pub enum Text {
    /// In the file that has the document's `sha256`.
    Known(PathBuf),
    /// In this file, while the document has no `sha256` yet.
    New {
        /// The file.
        path: PathBuf,
        /// Its SHA-256.
        sha256: String,
    },
    /// In a file that bears the document's id, while none has its `sha256`.
    Changed {
        /// The file.
        path: PathBuf,
        /// Its SHA-256.
        sha256: String,
    },
    /// In any of several files that bear the document's id.
    Unclear(Vec<PathBuf>),
    /// In a file that cannot be read as text.
    Unreadable(Diagnostic),
    /// Nowhere in the folder.
    Missing,
}

impl Text {
    /// Says what is wrong with the text of a document; nothing where it is there.
    pub fn objection(&self, id: &str) -> Option<String> {
        match self {
            Text::Known(_) | Text::New { .. } => None,
            Text::Changed { path, .. } => Some(format!(
                "‘{}’ has changed since document ‘{id}’ was read: its SHA-256 is another",
                path.display()
            )),
            Text::Unclear(paths) => {
                let names: Vec<String> = paths.iter().map(|it| it.display().to_string()).collect();
                let names = quoted_list(names.iter().map(String::as_str));
                Some(format!(
                    "the original text of document ‘{id}’ may be any of {names}"
                ))
            }
            Text::Unreadable(diagnostic) => Some(diagnostic.message.clone()),
            Text::Missing => Some(format!(
                "the original text of document ‘{id}’ is not in the folder"
            )),
        }
    }
}

/// Finds the text of every document that we hold, by its row.
pub(super) fn find(ledger: &Ledger, folder: &Folder) -> BTreeMap<u32, Text> {
    let documents = &ledger.table(Kind::Documents).records;
    let (held, sha256) = (
        Kind::Documents.place("held"),
        Kind::Documents.place("sha256"),
    );
    let is_ours = |document: &Record| document.is_true(held) || document.has(sha256);
    let hash = |document: &Record| document.text(sha256).map(str::to_ascii_lowercase);
    let claimed: BTreeSet<String> = documents.values().filter_map(hash).collect();
    let mut named: BTreeMap<&str, Vec<(&Path, &str)>> = BTreeMap::new();
    let mut nameless = Vec::new();
    for (path, sha256) in folder.files().filter(|(_, it)| !claimed.contains(*it)) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let mut ids = beginnings(&name).filter_map(|id| documents.get_key_value(id));
        match ids.find(|(_, document)| is_ours(document)) {
            Some((id, _)) => named.entry(&**id).or_default().push((path, sha256)),
            None if name.starts_with('.') => {}
            None => nameless.push((path, sha256)),
        }
    }
    let is_unknown = |(id, document): (&Arc<str>, &Record)| {
        is_ours(document) && !document.has(sha256) && !named.contains_key(&**id)
    };
    // One document and one file that are left over belong together.
    if documents.iter().filter(|it| is_unknown(*it)).count() > 1 || nameless.len() > 1 {
        nameless.clear();
    }
    let rows = (0u32..).zip(documents);
    rows.filter(|(_, (_, document))| is_ours(document))
        .map(|(row, (id, document))| {
            let known = document.text(sha256);
            let files = match named.get(&**id) {
                Some(files) => files,
                None if known.is_none() => &nameless,
                None => &Vec::new(),
            };
            let path = known.and_then(|known| folder.find(known));
            let text = match (path, files.as_slice()) {
                (Some(path), _) => Text::Known(path.to_owned()),
                (None, []) => Text::Missing,
                (None, [(path, new)]) => {
                    let (path, sha256) = (path.to_path_buf(), (*new).to_owned());
                    match known {
                        Some(_) => Text::Changed { path, sha256 },
                        None => Text::New { path, sha256 },
                    }
                }
                (None, several) => {
                    let paths = several.iter().map(|(path, _)| path.to_path_buf());
                    Text::Unclear(paths.collect())
                }
            };
            (row, text)
        })
        .collect()
}

/// Lists what a file's name begins with, up to where a letter or digit ends; the longest first.
fn beginnings(name: &str) -> impl Iterator<Item = &str> {
    let ends = name.char_indices().map(|(at, _)| at).chain([name.len()]);
    let ends: Vec<usize> = ends
        .filter(|at| {
            let after = name[*at..].chars().next();
            !after.is_some_and(char::is_alphanumeric)
        })
        .collect();
    ends.into_iter().rev().map(|end| &name[..end])
}
