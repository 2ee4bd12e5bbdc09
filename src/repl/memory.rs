//! What a session remembers of what was typed, and that it is safe.

use std::path::PathBuf;

use super::session::Session;
use crate::console::pager::Pager;

/// A saved query that was asked.
#[derive(Clone, Debug)]
pub(super) struct Ran {
    /// Its file.
    pub(super) path: PathBuf,
    /// The values that parameters were given.
    pub(super) params: Vec<(String, String)>,
}

impl Session {
    /// Takes note of the saved query that was asked.
    pub(super) fn has_run(&mut self, ran: Ran) {
        self.ran = Some(ran);
    }

    /// Returns the saved query asked last; none where something else was asked since.
    pub(super) fn ran(&self) -> Option<&Ran> {
        self.ran.as_ref()
    }

    /// Returns the query asked last, in the text that it was asked in where asking that asks the same.
    pub(super) fn last_text(&self) -> Option<String> {
        let before = self.settings.before.as_ref()?;
        let alone = before.alone(&self.settings.params, self.ran.is_some())?;
        match alone.given.is_empty() {
            true => Some(alone.lead + &alone.text),
            false => before.chain(),
        }
    }

    /// Tells whether it begins with what the person keeps for every session.
    pub(super) fn starts_up(&self) -> bool {
        !self.options.no_startup
    }

    /// Returns the lines typed so far, the latest last.
    pub(super) fn earlier_lines(&self) -> &[String] {
        &self.lines
    }

    /// Takes the lines that were typed in earlier sessions, in the place of those known.
    pub(super) fn recall(&mut self, lines: impl Iterator<Item = String>) {
        self.lines = lines.collect();
    }

    /// Writes no file and opens no other from now on.
    pub(super) fn become_safe(&mut self) {
        self.safe = true;
        self.output.redirect(None);
        self.output.pager = Pager::Off;
    }
}
