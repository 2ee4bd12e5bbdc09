//! Ctrl-C.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::messages::Messages;
use super::stop::Stop;

/// Turns Ctrl-C into a flag that a running query looks at.
///
/// Where none is running, or it is pressed a second time, the program ends at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Interrupt {
    running: Arc<AtomicBool>,
    cancelled: Arc<AtomicBool>,
}

impl Interrupt {
    /// Begins to watch for it; a program can do so once.
    pub(super) fn watch(messages: &Messages) -> Result<Interrupt, Stop> {
        let interrupt = Interrupt::default();
        let Interrupt { running, cancelled } = interrupt.clone();
        ctrlc::set_handler(move || {
            let is_first = !cancelled.swap(true, Ordering::Relaxed);
            if !(is_first && running.load(Ordering::Relaxed)) {
                std::process::exit(i32::from(Stop::INTERRUPTED));
            }
        })
        .map_err(|error| {
            messages.error("no-interrupt", format!("cannot watch for Ctrl-C: {error}"));
            Stop::Runtime
        })?;
        Ok(interrupt)
    }

    /// Returns the flag that ends a query.
    pub(super) fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancelled)
    }

    /// Runs what Ctrl-C shall cancel.
    pub(super) fn during<T>(&self, run: impl FnOnce() -> T) -> T {
        self.cancelled.store(false, Ordering::Relaxed);
        self.running.store(true, Ordering::Relaxed);
        let result = run();
        self.running.store(false, Ordering::Relaxed);
        result
    }
}
