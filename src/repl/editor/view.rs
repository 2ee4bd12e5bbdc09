//! What the editor sees of a session while a line is typed.

use std::sync::Arc;

use crate::cli::options::Options;
use crate::cli::stream::Stream;
use crate::engine::{Ledger, Settings};
use crate::repl::session::Session;

/// What a terminal has that does not tell its size.
const COLUMNS: usize = 80;

/// Returns the columns of the terminal.
pub(super) fn columns() -> usize {
    let width = Stream::Output.size().map(|size| size.columns);
    width.filter(|width| *width > 0).unwrap_or(COLUMNS)
}

/// The ledger, how it is asked, and what was said before.
pub(super) struct View {
    /// The ledger.
    pub(super) ledger: Arc<Ledger>,
    /// How it is asked.
    pub(super) settings: Settings,
    /// What the command line said, and commands since.
    pub(super) options: Options,
    /// Whether what is typed is coloured.
    pub(super) colored: bool,
}

impl View {
    /// Looks at a session.
    pub(super) fn of(session: &Session) -> View {
        View {
            ledger: Arc::clone(session.ledger()),
            settings: session.settings.clone(),
            options: session.options.clone(),
            colored: session.colors_what_is_typed(),
        }
    }

    #[cfg(test)]
    pub(super) fn colored(session: &Session) -> View {
        View {
            colored: true,
            ..View::of(session)
        }
    }

    /// Tells whether a name was defined before, or stands for the query before.
    pub(super) fn knows(&self, name: &str) -> bool {
        let before = self.settings.before.as_ref();
        before.is_some_and(|before| {
            let mut names = before.names();
            let is_last = name == "_" && before.last().is_some();
            is_last || names.any(|known| known.eq_ignore_ascii_case(name))
        })
    }
}
