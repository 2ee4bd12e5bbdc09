//! What may be typed next, looked for apart from the keyboard, so that no key waits for long.
//!
//! How many rows have each value takes the longer the more there is to compute before: a view, a
//! pipeline. Where a value begins it is computed at once, apart; Tab waits for it, but not for
//! long, and then offers values without numbers. What is computed meanwhile the ledger keeps for the
//! Tab after it.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use super::guard::guarded;
use super::view::View;
use crate::complete::Completions;
use crate::engine::{Ledger, Settings};
use crate::model::Kind;

/// So long Tab waits for the numbers.
const PATIENCE: Duration = Duration::from_millis(35);
/// A ledger of fewer claims has counted them before anybody would notice.
const FEW: usize = 20_000;

/// Looks for what may be typed next, one place at a time.
pub(super) struct Ahead {
    going: RefCell<Option<Going>>,
    patience: Duration,
    few: usize,
}

/// A place that is looked into.
struct Going {
    ledger: Arc<Ledger>,
    /// The text up to the cursor.
    typed: String,
    found: Receiver<Completions>,
    goes_on: Arc<AtomicBool>,
    cancel: Arc<AtomicBool>,
}

impl Default for Ahead {
    fn default() -> Self {
        Ahead {
            going: RefCell::default(),
            patience: PATIENCE,
            few: FEW,
        }
    }
}

impl Ahead {
    /// Begins to look for what may stand at the cursor.
    pub(super) fn begin(&self, view: &View, text: &str, cursor: usize) {
        let mut going = self.going.borrow_mut();
        let leads = |going: &Going| going.goes_on() && going.leads_to(view, &text[..cursor]);
        if !self.is_at_once(view) && !going.as_ref().is_some_and(leads) {
            *going = Going::begin(view, text, cursor);
        }
    }

    /// Returns what may stand at the cursor; without the numbers that it would have to wait for.
    pub(super) fn complete(&self, view: &View, text: &str, cursor: usize) -> Completions {
        if self.is_at_once(view) {
            return view.ledger.complete(text, cursor, &view.settings);
        }
        let end = Instant::now() + self.patience;
        let mut going = self.going.borrow_mut();
        let leads = |going: &Going| going.goes_on() && going.leads_to(view, &text[..cursor]);
        if let Some(earlier) = going.as_ref().filter(|going| leads(going)) {
            // What it comes to the ledger keeps, and it is of use here.
            let _ = earlier.wait(end);
        }
        if !going.as_ref().is_some_and(leads) {
            *going = Going::begin(view, text, cursor);
            if let Some(found) = going.as_ref().and_then(|going| going.wait(end)) {
                return found;
            }
        }
        let settings = Settings {
            timeout: Some(Duration::ZERO),
            ..view.settings.clone()
        };
        view.ledger.complete(text, cursor, &settings)
    }

    fn is_at_once(&self, view: &View) -> bool {
        view.ledger.count(Kind::Claims) < self.few
    }
}

impl Going {
    /// Begins on a thread of its own; none where there can be none.
    fn begin(view: &View, text: &str, cursor: usize) -> Option<Going> {
        let (sender, found) = mpsc::channel();
        let going = Going {
            ledger: Arc::clone(&view.ledger),
            typed: text[..cursor].to_owned(),
            found,
            goes_on: Arc::new(AtomicBool::new(true)),
            cancel: Arc::default(),
        };
        let settings = Settings {
            cancel: Some(Arc::clone(&going.cancel)),
            ..view.settings.clone()
        };
        let (ledger, goes_on) = (Arc::clone(&going.ledger), Arc::clone(&going.goes_on));
        let text = text.to_owned();
        let look = move || {
            let found = guarded(|| ledger.complete(&text, cursor, &settings));
            // Whoever asked may be gone.
            let _ = found.map(|found| sender.send(found));
            goes_on.store(false, Ordering::Relaxed);
        };
        let thread = thread::Builder::new().name("ahead".to_owned());
        thread.spawn(look).is_ok().then_some(going)
    }

    fn goes_on(&self) -> bool {
        self.goes_on.load(Ordering::Relaxed)
    }

    /// Tells whether it looks into the place of a text, where perhaps more has been typed.
    fn leads_to(&self, view: &View, typed: &str) -> bool {
        let is_same = Arc::ptr_eq(&self.ledger, &view.ledger);
        let more = typed.strip_prefix(&self.typed).filter(|_| is_same);
        more.is_some_and(|more| {
            let value = more.trim_start_matches(['"', '“']);
            !value.contains(['"', '”', '=', '|'])
        })
    }

    /// Waits for what it finds, up to a moment.
    fn wait(&self, end: Instant) -> Option<Completions> {
        let left = end.saturating_duration_since(Instant::now());
        self.found.recv_timeout(left).ok()
    }
}

impl Drop for Going {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repl::commands::tests::Talk;

    const TEXT: &str = "claims | count by source | where source = \"";

    /// Returns what is offered first.
    fn first(ahead: &Ahead, view: &View, text: &str) -> (String, String) {
        let found = ahead.complete(view, text, text.len());
        let first = found.candidates.into_iter().next().expect("there are");
        (first.label, first.detail)
    }

    #[test]
    fn numbers_that_are_late_come_with_the_next_key() {
        let talk = Talk::new();
        let view = View::of(&talk.session);
        let (whole, detail) = first(&view.ahead, &view, "claims where source = \"");
        assert!(detail.ends_with("claims"), "{whole} {detail}");
        let ahead = Ahead {
            patience: Duration::ZERO,
            few: 0,
            ..Ahead::default()
        };
        let view = View {
            ledger: Arc::new(Ledger::sample()),
            ..view
        };
        let (whole, _) = first(&ahead, &view, TEXT);
        assert_ne!(whole, "");
        while ahead.going.borrow().as_ref().is_some_and(Going::goes_on) {
            thread::yield_now();
        }
        let text = format!("{TEXT}ha");
        let (_, detail) = first(&ahead, &view, &text);
        assert!(
            detail.ends_with("rows") || detail.ends_with("row"),
            "{detail}"
        );
    }

    #[test]
    fn a_place_is_that_of_the_value_which_is_begun() {
        let talk = Talk::new();
        let view = View::of(&talk.session);
        let going = Going::begin(&view, TEXT, TEXT.len()).expect("a thread");
        for (more, expected) in [
            ("", true),
            ("Hamas (the", true),
            ("Hamas\" and about = \"", false),
            ("Hamas\" |", false),
        ] {
            let leads = going.leads_to(&view, &format!("{TEXT}{more}"));
            assert_eq!(leads, expected, "{more}");
        }
        assert!(!going.leads_to(&view, "claims where "));
        let other = View {
            ledger: Arc::new(Ledger::sample()),
            ..View::of(&talk.session)
        };
        assert!(!going.leads_to(&other, TEXT));
    }

    #[test]
    fn what_nobody_waits_for_is_ended() {
        let talk = Talk::new();
        let view = View::of(&talk.session);
        let going = Going::begin(&view, TEXT, TEXT.len()).expect("a thread");
        let cancel = Arc::clone(&going.cancel);
        drop(going);
        assert!(cancel.load(Ordering::Relaxed));
    }
}
