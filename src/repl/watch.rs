//! The files of a ledger: read again when they have changed, and what changed told.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use super::commands::{Refusal, no_files};
use super::session::Session;
use crate::cli::Stop;
use crate::engine::{Changes, Ledger};
use crate::files;
use crate::golden::Location;
use crate::model;

/// So many ids of a kind are told.
const MOST_IDS: usize = 5;

/// The files of a ledger as they were seen last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen(Vec<(PathBuf, Option<SystemTime>, u64)>);

impl Seen {
    /// Looks at the files of a ledger.
    pub(super) fn now(location: Option<&Location>) -> Seen {
        let Some(Location::Folder(folder)) = location else {
            return Seen::default();
        };
        let files::Found { files, problems } = model::ledger_files(folder);
        // What cannot be read may be, once it has changed.
        let paths = files
            .into_iter()
            .chain(problems.into_iter().map(|(path, _)| path));
        let look = |path: PathBuf| {
            let meta = fs::metadata(&path).ok();
            let length = meta.as_ref().map_or(0, fs::Metadata::len);
            (path, meta.and_then(|meta| meta.modified().ok()), length)
        };
        Seen(paths.map(look).collect())
    }
}

impl Session {
    /// Reads the ledger's files again, and tells what changed; where that fails the ledger stays.
    pub(super) fn reload(&mut self, location: Location) -> Result<(), Stop> {
        let (before, earlier) = (Arc::clone(&self.ledger), self.previous.clone());
        self.switch(location)?;
        let changes = self.ledger.changes_from(&before);
        if changes.is_empty() {
            self.previous = earlier;
            self.say("no record changed");
            return Ok(());
        }
        for own in &changes {
            self.say(&told(own));
        }
        self.previous = Some(before);
        Ok(())
    }

    /// Reads the ledger's files again where they are watched and have changed.
    ///
    /// Nothing is told twice: what is wrong with the files is told when they have changed again.
    pub(super) fn catch_up(&mut self) {
        if self.watched.is_none() {
            return;
        }
        let seen = Seen::now(self.location());
        if self.watched.as_ref() == Some(&seen) {
            return;
        }
        self.watched = Some(seen);
        if let Some(location) = self.location().cloned() {
            self.say("the ledger's files have changed");
            // Why it could not be read was told, and the ledger is the one it was.
            let _ = self.reload(location);
        }
    }

    /// Watches the ledger's files from now on, or no more.
    pub(super) fn watch(&mut self, wanted: bool) -> Result<(), Refusal> {
        let seen = match self.location() {
            Some(Location::Folder(_)) => Seen::now(self.location()),
            Some(Location::Sample) | None if wanted => return Err(no_files()),
            Some(Location::Sample) | None => Seen::default(),
        };
        self.watched = wanted.then_some(seen);
        Ok(())
    }

    /// Tells whether the ledger's files are watched.
    pub(super) fn is_watching(&self) -> bool {
        self.watched.is_some()
    }

    /// Returns the ledger as it was before its files were read again with a change.
    pub(super) fn ledger_before(&self) -> Option<&Arc<Ledger>> {
        self.previous.as_ref()
    }
}

/// Writes what changed of a kind: `claims: 1 changed (003-moved-denied), 2 new (a, b)`.
fn told(changes: &Changes) -> String {
    let parts = [
        ("changed", &changes.changed),
        ("new", &changes.added),
        ("gone", &changes.removed),
    ];
    let parts = parts.into_iter().filter(|(_, ids)| !ids.is_empty());
    let parts: Vec<String> = parts
        .map(|(what, ids)| {
            let mut shown: Vec<&str> = ids.iter().take(MOST_IDS).map(String::as_str).collect();
            if ids.len() > MOST_IDS {
                shown.push("…");
            }
            format!("{} {what} ({})", ids.len(), shown.join(", "))
        })
        .collect();
    let kind = changes.kind.collection();
    format!("{kind}: {}", parts.join(", "))
}
