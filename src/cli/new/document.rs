//! `new document`: a draft of an article's file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::article;
use crate::cli::ledger;
use crate::cli::messages::Messages;
use crate::cli::options::{NewDocument, Options};
use crate::cli::stop::Stop;
use crate::diagnostic::Diagnostic;
use crate::draft::{Article, Draft, draft};
use crate::files;
use crate::golden::Location;
use crate::model::{self, Kind};
use crate::value::counted;

/// Reads an article and writes a draft of its file into the ledger.
pub(super) fn run(asked: &NewDocument, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    let usage = |diagnostic: Diagnostic| {
        messages.report(&diagnostic.into());
        Stop::Usage
    };
    let Location::Folder(folder) = ledger::chosen(options) else {
        let message = "the sample ledger is part of the program and cannot be added to";
        return Err(usage(Diagnostic::error("sample-ledger", message)));
    };
    let (original, sha256) = article::read(&asked.file).map_err(usage)?;
    let id = id(asked).map_err(usage)?;
    let path = target(&folder, &id, &sha256, &messages)?;
    let draft = draft(&Article {
        id: &id,
        title: asked.title.as_deref(),
        published: asked.published.as_deref(),
        sha256: &sha256,
        text: &original,
    });
    files::create(&path, &draft.toml).map_err(|error| {
        let message = format!("cannot write ‘{}’: {error}", path.display());
        messages.error("unwritable", message);
        Stop::Runtime
    })?;
    if let Err(report) = model::load_folder(&folder) {
        // Ids that the ledger has already; nothing of the kind shall stay.
        let _ = fs::remove_file(&path);
        messages.report(&report);
        return Err(Stop::Ledger);
    }
    messages.note(&summary(&draft, &path));
    if draft.places.iter().all(|place| place.cue.is_none()) {
        let hint = "no reporting verb was found in it; only English ones are known: \
                    write the claims of a text in another language by hand";
        messages.note(hint);
    }
    Ok(())
}

fn summary(draft: &Draft, path: &Path) -> String {
    format!(
        "{}, {} to be written: ‘{}’",
        counted(draft.paragraphs, "paragraph"),
        counted(draft.places.len(), "claim"),
        path.display()
    )
}

/// Returns the id that is asked for, or makes one of the file's name.
fn id(asked: &NewDocument) -> Result<String, Diagnostic> {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if let Some(id) = &asked.id {
        return if !id.is_empty() && id.chars().all(is_plain) {
            Ok(id.clone())
        } else {
            let message = format!("‘{id}’ is no id");
            let help = "an id is made of letters, digits, ‘-’ and ‘_’";
            Err(Diagnostic::error("bad-id", message).help(help))
        };
    }
    let stem = asked.file.file_stem().unwrap_or_default().to_string_lossy();
    let words: Vec<&str> = stem
        .split(|c| !is_plain(c))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        let message = format!("no id can be made of ‘{stem}’");
        return Err(Diagnostic::error("bad-id", message).help("give one: --id NAME"));
    }
    Ok(words.join("-"))
}

/// Returns the file to be written, when neither it nor its document is there yet.
fn target(folder: &Path, id: &str, sha256: &str, messages: &Messages) -> Result<PathBuf, Stop> {
    ledger::expect_ledger(folder, messages)?;
    let usage = |message: String, help: &str| {
        messages.report(&Diagnostic::error("taken", message).help(help).into());
        Err(Stop::Usage)
    };
    if !folder.is_dir() {
        let message = format!("the ledger ‘{}’ is a file, not a folder", folder.display());
        return usage(message, "drafts are written into folders");
    }
    let loaded = model::load_folder(folder).map_err(|report| {
        messages.report(&report);
        Stop::Ledger
    })?;
    let documents = &loaded.ledger.table(Kind::Documents).records;
    let hash = Kind::Documents.place("sha256");
    let same = documents.iter().find(|(_, document)| {
        let known = document.text(hash);
        known.is_some_and(|known| known.eq_ignore_ascii_case(sha256))
    });
    if let Some((known, _)) = same {
        let message = format!("the ledger has this text already, as document ‘{known}’");
        return usage(message, "go on in its file");
    }
    let path = folder.join(format!("{id}.toml"));
    if documents.contains_key(id) || path.exists() {
        let message = format!("the ledger has a document or a file ‘{id}’ already");
        return usage(message, "give another id: --id NAME");
    }
    Ok(path)
}
