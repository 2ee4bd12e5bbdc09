//! A ledger made ready while a person types the first line.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use super::guard::guarded;
use crate::engine::Ledger;

/// A ledger that is being warmed on a thread of its own, or was.
#[derive(Clone, Default)]
pub(super) struct Warming {
    ledger: Option<Arc<Ledger>>,
    is_done: Arc<AtomicBool>,
}

impl Warming {
    /// Begins to warm a ledger.
    pub(super) fn begin(ledger: &Arc<Ledger>) -> Warming {
        let warming = Warming {
            ledger: Some(Arc::clone(ledger)),
            is_done: Arc::default(),
        };
        let (ledger, is_done) = (Arc::clone(ledger), Arc::clone(&warming.is_done));
        let warm = move || {
            // What a mistake leaves cold is made when it is needed.
            let _ = guarded(|| ledger.warm());
            is_done.store(true, Ordering::Relaxed);
        };
        if thread::Builder::new().spawn(warm).is_err() {
            warming.is_done.store(true, Ordering::Relaxed);
        }
        warming
    }

    /// Tells whether it is this ledger that is being warmed or was.
    pub(super) fn is_of(&self, ledger: &Arc<Ledger>) -> bool {
        let own = self.ledger.as_ref();
        own.is_some_and(|own| Arc::ptr_eq(own, ledger))
    }

    /// Tells whether it goes on.
    pub(super) fn goes_on(&self) -> bool {
        self.ledger.is_some() && !self.is_done.load(Ordering::Relaxed)
    }
}
