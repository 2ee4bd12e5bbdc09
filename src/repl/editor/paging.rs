//! Long lists of what may be typed, which the editor shows page by page, and how a search is left.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rustyline::{
    Cmd, ConditionalEventHandler, Event, EventContext, KeyCode, KeyEvent, Modifiers, Movement,
    RepeatCount,
};

/// What leaves a list, as Backspace does, at whatever the editor asks there.
const LEAVE: Cmd = Cmd::Kill(Movement::BackwardChar(1));
/// What changes nothing, and ends a search with what it found.
const STAY: Cmd = Cmd::Move(Movement::ForwardChar(0));
/// The keys that the editor itself knows there.
const KNOWN: [char; 7] = [' ', 'y', 'Y', 'n', 'N', 'q', 'Q'];

/// Makes any key that the editor does not know at a list leave it, and Esc a search.
#[derive(Clone, Debug, Default)]
pub(super) struct Paging(Arc<State>);

#[derive(Debug, Default)]
struct State {
    /// Whether something was offered, which Tab lists.
    is_offered: AtomicBool,
    /// Whether a list was begun, and the line not drawn since.
    is_listed: AtomicBool,
}

impl Paging {
    /// Something is offered, and not yet listed.
    pub(super) fn offer(&self) {
        self.0.is_offered.store(true, Ordering::Relaxed);
        self.end();
    }

    /// The line is drawn, as it is behind a list.
    pub(super) fn end(&self) {
        self.0.is_listed.store(false, Ordering::Relaxed);
    }

    /// Returns what leaves a list, where there is one.
    pub(super) fn leave(&self) -> Option<Cmd> {
        self.0.is_listed.load(Ordering::Relaxed).then_some(LEAVE)
    }
}

impl ConditionalEventHandler for Paging {
    fn handle(&self, event: &Event, _: RepeatCount, _: bool, _: &EventContext) -> Option<Cmd> {
        match event.get(0)? {
            KeyEvent(KeyCode::Tab, _) => {
                let is_offered = self.0.is_offered.load(Ordering::Relaxed);
                self.0.is_listed.store(is_offered, Ordering::Relaxed);
                None
            }
            KeyEvent(KeyCode::Char(key), Modifiers::NONE) if KNOWN.contains(key) => None,
            KeyEvent(KeyCode::Enter | KeyCode::Backspace, _) => None,
            // A search that is left keeps what it found.
            KeyEvent(KeyCode::Esc, Modifiers::NONE) => self.leave().or(Some(STAY)),
            _other => self.leave(),
        }
    }
}
