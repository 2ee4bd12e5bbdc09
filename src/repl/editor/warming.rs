//! A ledger made ready while a person types the first line.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Weak};
use std::thread;

use super::guard::guarded;
use crate::engine::Ledger;

/// A ledger that is being warmed on a thread of its own, or was.
#[derive(Clone, Default)]
pub(super) struct Warming {
    ledger: Weak<Ledger>,
    goes_on: Arc<AtomicBool>,
}

impl Warming {
    /// Begins to warm a ledger.
    pub(super) fn begin(ledger: &Arc<Ledger>) -> Warming {
        let warming = Warming {
            ledger: Arc::downgrade(ledger),
            goes_on: Arc::new(AtomicBool::new(true)),
        };
        let (ledger, goes_on) = (Arc::clone(ledger), Arc::clone(&warming.goes_on));
        let warm = move || {
            // What a mistake leaves cold is made when it is needed.
            let _ = guarded(|| ledger.warm());
            goes_on.store(false, Ordering::Relaxed);
        };
        let thread = thread::Builder::new().name("warm".to_owned());
        if thread.spawn(warm).is_err() {
            warming.goes_on.store(false, Ordering::Relaxed);
        }
        warming
    }

    /// Tells whether it is this ledger that is being warmed or was.
    pub(super) fn is_of(&self, ledger: &Arc<Ledger>) -> bool {
        std::ptr::eq(self.ledger.as_ptr(), Arc::as_ptr(ledger))
    }

    /// Tells whether it goes on.
    pub(super) fn goes_on(&self) -> bool {
        self.goes_on.load(Ordering::Relaxed)
    }
}
