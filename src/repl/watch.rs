//! The files of a ledger: read again when they have changed, and what changed told.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::commands::{Refusal, no_files};
use super::session::Session;
use crate::answer::free;
use crate::console::Stop;
use crate::console::messages::Messages;
use crate::engine::{Changes, Ledger};
use crate::files;
use crate::golden::Location;
use crate::model;

/// So many ids of a kind are told.
const MOST_IDS: usize = 5;
/// What is told first.
const CHANGED: &str = "the ledger's files have changed";
/// What is told last of files that can't be read.
const STAYS: &str = "the ledger stays as it is";

/// The files of a ledger as they were seen last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen(Vec<(PathBuf, Option<SystemTime>, u64)>);

impl Seen {
    /// Looks at the files of a ledger.
    pub(super) fn now(location: Option<&Location>) -> Seen {
        match location {
            Some(Location::Folder(folder)) => Seen::of(folder),
            Some(Location::Sample) | None => Seen::default(),
        }
    }

    fn of(folder: &Path) -> Seen {
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

/// A ledger, its files as they were seen last, and how what changed is told.
#[derive(Debug)]
pub(super) struct Known {
    folder: PathBuf,
    ledger: Arc<Ledger>,
    pub(super) seen: Seen,
    /// Whether a query was asked whose answer can be compared.
    has_asked: bool,
    messages: Messages,
}

/// The files of a ledger that were read again.
#[derive(Debug)]
pub(super) struct Fresh {
    /// The ledger; none where they could not be read.
    pub(super) ledger: Option<Arc<Ledger>>,
    /// The files as they were seen last.
    pub(super) seen: Seen,
}

impl Known {
    /// Looks at the files.
    pub(super) fn look(&self) -> Seen {
        Seen::of(&self.folder)
    }

    /// Reads the files; returns the ledger, and what is to be told of it: whole lines, harmless.
    pub(super) fn read_again(&self) -> (Option<Arc<Ledger>>, String) {
        let (messages, told) = self.messages.kept();
        messages.say(CHANGED);
        let ledger = match Ledger::open(&self.folder) {
            Ok(ledger) => {
                messages.report(ledger.warnings());
                tell(
                    &messages,
                    &ledger.changes_from(&self.ledger),
                    self.has_asked,
                );
                Some(Arc::new(ledger))
            }
            Err(error) => {
                messages.failure(&error);
                messages.say(STAYS);
                None
            }
        };
        (ledger, told.take())
    }
}

impl Session {
    /// Returns what a watcher has to know; none where the files are not watched.
    pub(super) fn known(&self) -> Option<Known> {
        let Some(Location::Folder(folder)) = self.location() else {
            return None;
        };
        Some(Known {
            folder: folder.clone(),
            ledger: Arc::clone(&self.ledger),
            seen: self.watched.clone()?,
            has_asked: self.last_asked().is_some(),
            messages: self.messages.clone(),
        })
    }

    /// Takes the files as they were read again, and tells what was not told of them.
    pub(super) fn take(&mut self, fresh: Fresh, untold: Option<String>) {
        if let Some(told) = untold {
            self.messages.say_lines(&told);
        }
        self.watched = Some(fresh.seen);
        let Some(ledger) = fresh.ledger else { return };
        let (before, earlier) = (Arc::clone(&self.ledger), self.previous.clone());
        let (now, then) = (Arc::clone(&ledger), Arc::clone(&before));
        let has_changed = self.apart(move |_| !now.changes_from(&then).is_empty());
        self.adopt(ledger);
        self.keep_before(before, earlier, has_changed.unwrap_or(true));
    }

    /// Reads the ledger's files again, and tells what changed; where that fails the ledger stays.
    pub(super) fn reload(&mut self, location: Location) -> Result<(), Stop> {
        let (before, earlier) = (Arc::clone(&self.ledger), self.previous.clone());
        self.switch(location).inspect_err(|_| self.say(STAYS))?;
        let (now, then) = (Arc::clone(&self.ledger), Arc::clone(&before));
        let changes = self.apart(move |_| now.changes_from(&then));
        if let Ok(changes) = &changes {
            tell(&self.messages, changes, self.last_asked().is_some());
        }
        let has_changed = !changes.as_ref().is_ok_and(Vec::is_empty);
        self.keep_before(before, earlier, has_changed);
        changes.map(|_| ())
    }

    /// Keeps the ledger that was open before where another has come, or else the one before that.
    fn keep_before(
        &mut self,
        before: Arc<Ledger>,
        earlier: Option<Arc<Ledger>>,
        has_changed: bool,
    ) {
        let (kept, gone) = match has_changed {
            true => (Some(before), earlier),
            false => (earlier, Some(before)),
        };
        self.previous = kept;
        free(gone);
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
            self.say(CHANGED);
            // Why it could not be read was told, and the ledger is the one it was.
            let _ = self.interrupt.clone().during(|| self.reload(location));
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

/// Tells what changed, and at a prompt how to see what that does to an answer.
fn tell(messages: &Messages, changes: &[Changes], has_asked: bool) {
    if changes.is_empty() {
        messages.say("no record changed");
        return;
    }
    for own in changes {
        messages.say(&told(own));
    }
    if has_asked && messages.are_brief() {
        messages.say("‘.diff’ shows what that does to the answer");
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
