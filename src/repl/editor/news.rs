//! The ledger's files watched while a person is at the prompt, and what is told of them above it.
//!
//! A thread looks at the files about once a second. When they have changed and then been left alone
//! for a moment it reads them, and what is to be told stands on the [`Board`]. The editor draws that
//! above the prompt with the next thing that it draws; the [`Bell`] makes it draw at once.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rustyline::ExternalPrinter;

use crate::engine::Ledger;
use crate::repl::watch::{Fresh, Known, Seen};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_secs(1);
/// Looking at them takes no more than this part of the time.
const SHARE: u32 = 20;
/// How long they must be left alone before they are read.
const QUIET: Duration = Duration::from_millis(250);
/// What rings: it leaves the cursor where it is. The editor wants a line that ends.
const RING: &str = "\x1b[A\n";

/// What is told of the files, and read from them.
#[derive(Default)]
pub(super) struct Board {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    /// What is to be told and was not yet: whole lines, harmless.
    notice: Option<String>,
    /// What was read.
    fresh: Option<Fresh>,
    /// Whether nobody is at the prompt any more.
    is_over: bool,
}

impl Board {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes what is to be told, and the ledger that it tells of.
    pub(super) fn take_notice(&self) -> Option<(String, Option<Arc<Ledger>>)> {
        let mut state = self.lock();
        let notice = state.notice.take()?;
        let ledger = state.fresh.as_ref().and_then(|fresh| fresh.ledger.clone());
        Some((notice, ledger))
    }

    /// Waits; tells whether it is over by then.
    fn is_over_within(&self, time: Duration) -> bool {
        let state = self.lock();
        let waited = self
            .changed
            .wait_timeout_while(state, time, |it| !it.is_over);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.is_over
    }

    /// Puts up what was read; a ledger that was read before stays where this is none, and what is to
    /// be told of it, too.
    fn put(&self, ledger: Option<Arc<Ledger>>, seen: Seen, notice: String) {
        let mut state = self.lock();
        let before = state.fresh.take().and_then(|fresh| fresh.ledger);
        let untold = state.notice.take();
        let untold = untold.filter(|_| ledger.is_none() && before.is_some());
        let ledger = ledger.or(before);
        state.fresh = Some(Fresh { ledger, seen });
        state.notice = Some(untold.unwrap_or_default() + &notice);
    }
}

/// A thread that watches the files for as long as a person is at the prompt.
pub(super) struct Watcher {
    board: Arc<Board>,
    thread: JoinHandle<()>,
}

impl Watcher {
    /// Begins to watch; without a thread nobody does.
    pub(super) fn begin(known: Known, board: Arc<Board>, bell: Bell) -> Option<Watcher> {
        let own = Arc::clone(&board);
        let thread = thread::Builder::new().name("watch".to_owned());
        let thread = thread.spawn(move || watch(known, &own, &bell)).ok()?;
        Some(Watcher { board, thread })
    }

    /// Ends it: returns what was read, and what of it was not told. What is being read by then is
    /// waited for.
    pub(super) fn end(self) -> Option<(Fresh, Option<String>)> {
        self.leave();
        // Where it panicked, the files are looked at before the next line as ever.
        let _ = self.thread.join();
        let mut state = self.board.lock();
        let fresh = state.fresh.take()?;
        Some((fresh, state.notice.take()))
    }

    /// Lets it end by itself.
    pub(super) fn leave(&self) {
        self.board.lock().is_over = true;
        self.board.changed.notify_all();
    }
}

fn watch(mut known: Known, board: &Board, bell: &Bell) {
    let mut pause = PAUSE;
    while !board.is_over_within(pause) {
        let begun = Instant::now();
        let mut seen = known.look();
        pause = PAUSE.max(begun.elapsed() * SHARE);
        if seen == known.seen {
            continue;
        }
        loop {
            if board.is_over_within(QUIET) {
                return;
            }
            let later = known.look();
            if later == seen {
                break;
            }
            seen = later;
        }
        known.seen = seen.clone();
        let (ledger, notice) = known.read_again();
        board.put(ledger, seen, notice);
        bell.ring();
    }
}

/// Makes the editor draw, from any thread.
#[derive(Clone)]
pub(super) struct Bell {
    sender: Sender<()>,
    rings: Arc<AtomicBool>,
}

impl Bell {
    /// Makes one; it never waits for an editor that is busy otherwise.
    pub(super) fn new(mut printer: impl ExternalPrinter + Send + 'static) -> Bell {
        let (sender, receiver) = mpsc::channel();
        let rings = Arc::new(AtomicBool::new(false));
        let own = Arc::clone(&rings);
        thread::spawn(move || {
            while receiver.recv().is_ok() {
                let printed = printer.print(RING.to_owned());
                own.store(false, Ordering::Relaxed);
                if printed.is_err() {
                    break;
                }
            }
        });
        Bell { sender, rings }
    }

    fn ring(&self) {
        // One that was not heard yet will do.
        if !self.rings.swap(true, Ordering::Relaxed) {
            let _ = self.sender.send(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_that_was_read_stays_where_the_next_cannot_be() {
        let board = Board::default();
        assert!(board.take_notice().is_none());
        let ledger = Arc::new(Ledger::sample());
        board.put(Some(Arc::clone(&ledger)), Seen::default(), "a\n".to_owned());
        board.put(None, Seen::default(), "b\n".to_owned());
        let (notice, kept) = board.take_notice().expect("it was not told");
        assert_eq!(notice, "a\nb\n", "what it has is told");
        assert!(kept.is_some_and(|kept| Arc::ptr_eq(&kept, &ledger)));
        assert!(board.take_notice().is_none(), "it is told once");
        board.put(None, Seen::default(), "c\n".to_owned());
        let (notice, _) = board.take_notice().expect("it was not told");
        assert_eq!(notice, "c\n");
        // What can be read is told against the ledger that is open.
        board.put(Some(Arc::clone(&ledger)), Seen::default(), "d\n".to_owned());
        board.put(Some(ledger), Seen::default(), "e\n".to_owned());
        let told = board.take_notice().map(|(notice, _)| notice);
        assert_eq!(told.as_deref(), Some("e\n"));
        assert!(!board.is_over_within(Duration::ZERO));
    }

    /// Counts what it prints, each time when it is let.
    struct Printer(mpsc::Receiver<()>, mpsc::Sender<String>);

    impl ExternalPrinter for Printer {
        fn print(&mut self, message: String) -> rustyline::Result<()> {
            self.0.recv().expect("the test lets it");
            self.1.send(message).expect("the test takes it");
            Ok(())
        }
    }

    #[test]
    fn a_bell_that_was_not_heard_is_not_rung_again() {
        let ((lets, let_on), (prints, printed)) = (mpsc::channel(), mpsc::channel());
        let bell = Bell::new(Printer(let_on, prints));
        for _ in 0..3 {
            bell.clone().ring();
        }
        for _ in 0..3 {
            lets.send(()).expect("it waits");
        }
        drop(bell);
        // It is gone when all that was rung has been printed.
        assert_eq!(printed.iter().collect::<Vec<_>>(), [RING]);
    }
}
