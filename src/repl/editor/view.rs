//! What the editor sees of a session while a line is typed.

use std::sync::Arc;

use super::ahead::Ahead;
use crate::answer::Answer;
use crate::console::options::Options;
use crate::console::stream::Stream;
use crate::engine::{Ledger, Settings};
use crate::repl::commands;
use crate::repl::script::{self, Led, Piece};
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
    /// The answer whose rows are asked about by their numbers.
    pub(super) answer: Option<Arc<Answer>>,
    /// Whether what is typed is coloured.
    pub(super) colored: bool,
    /// What may be typed next, as far as somebody looks for it.
    pub(super) ahead: Ahead,
}

impl View {
    /// Looks at a session.
    pub(super) fn of(session: &Session) -> View {
        View {
            ledger: Arc::clone(session.ledger()),
            settings: session.settings.clone(),
            options: session.options.clone(),
            answer: session
                .last_asked()
                .filter(|asked| asked.is_current)
                .map(|asked| Arc::clone(&asked.answer)),
            colored: session.colors_what_is_typed(),
            ahead: Ahead::default(),
        }
    }

    #[cfg(test)]
    pub(super) fn colored(session: &Session) -> View {
        View {
            colored: true,
            ..View::of(session)
        }
    }

    /// Tells whether nothing is wrong with what a text begins with, a command or statements; names are
    /// looked up in a ledger that is ready for it.
    pub(super) fn would_run(&self, text: &str, is_ready: bool) -> bool {
        match script::pieces(text).into_iter().next() {
            None => false,
            Some(Piece::Command(at)) => commands::find(&text[at]).is_some(),
            Some(Piece::Statements(at)) => {
                let own = &text[at];
                if script::bare_command(own).is_some() {
                    return true;
                }
                let query = self.ledger.query(&*Led::new(own).whole);
                let query = query.with(self.settings.clone());
                match is_ready {
                    true => query.is_sound(),
                    false => query.has_form(),
                }
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repl::commands::tests::Talk;

    #[test]
    fn what_would_fail_is_known() {
        let mut talk = Talk::new();
        let runs = |talk: &Talk, text: &str| View::of(&talk.session).would_run(text, true);
        for (text, expected) in [
            ("claims | select id", true),
            ("claims | select source.name, nope.x", false),
            ("claims where", false),
            ("| count", false),
            ("let x = claims", true),
            ("help", true),
            (".mode csv", true),
            (".mod csv", false),
            ("", false),
            ("claims where source = \"Nobody at all\"", true),
            ("claims where not source = \"Nobody at all\"", false),
            ("claims without \"Nobody at all\"", false),
            ("claims | search \"-nothingatall\"", false),
            ("documents | search \"nothingatall\"", true),
        ] {
            assert_eq!(runs(&talk, text), expected, "{text}");
        }
        let view = View::of(&talk.session);
        assert!(view.would_run("claims without \"Nobody at all\"", false));
        assert!(!view.would_run("claims where", false));
        talk.line("claims");
        assert!(runs(&talk, "| count"));
        assert!(runs(&talk, "_ | count"));
    }
}
