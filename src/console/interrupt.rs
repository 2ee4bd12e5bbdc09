//! Ctrl-C.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::messages::Messages;
use super::stop::Stop;

/// What is cancelled ends long before; a second Ctrl-C as late as this means that it hangs.
const HANGS: Duration = Duration::from_secs(1);

/// Turns Ctrl-C into a flag that a running query looks at.
///
/// Where none is running and nobody is at a prompt, or it still runs a second later and Ctrl-C is
/// pressed again, the program ends at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interrupt {
    running: Arc<AtomicBool>,
    cancelled: Arc<AtomicBool>,
    /// Whether another program has the terminal, whom it is meant for.
    ignored: Arc<AtomicBool>,
    /// Whether a person is at a prompt, who may press it just before or behind a query.
    at_prompt: Arc<AtomicBool>,
}

impl Interrupt {
    /// Begins to watch for it; a program can do so once.
    pub(crate) fn watch(messages: &Messages) -> Result<Interrupt, Stop> {
        let interrupt = Interrupt::default();
        let Interrupt {
            running,
            cancelled,
            ignored,
            at_prompt,
        } = interrupt.clone();
        let first: Mutex<Option<Instant>> = Mutex::new(None);
        ctrlc::set_handler(move || {
            if ignored.load(Ordering::Relaxed) {
                return;
            }
            let now = Instant::now();
            let mut first = first.lock().unwrap_or_else(PoisonError::into_inner);
            if !cancelled.swap(true, Ordering::Relaxed) {
                *first = Some(now);
            }
            let hangs = first.is_some_and(|first| now.duration_since(first) >= HANGS);
            let runs = running.load(Ordering::Relaxed);
            if (runs && hangs) || (!runs && !at_prompt.load(Ordering::Relaxed)) {
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
    pub(crate) fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancelled)
    }

    /// Lets it end no program where nothing runs: the editor takes the key.
    pub(crate) fn stays_at_prompt(&self) {
        self.at_prompt.store(true, Ordering::Relaxed);
    }

    /// Runs what Ctrl-C shall cancel; within such a run, as a part of it.
    pub(crate) fn during<T>(&self, run: impl FnOnce() -> T) -> T {
        if self.running.load(Ordering::Relaxed) {
            return run();
        }
        self.cancelled.store(false, Ordering::Relaxed);
        self.running.store(true, Ordering::Relaxed);
        let result = run();
        self.running.store(false, Ordering::Relaxed);
        self.cancelled.store(false, Ordering::Relaxed);
        result
    }

    /// Runs what has the terminal to itself, another program for one.
    pub(crate) fn ignored<T>(&self, run: impl FnOnce() -> T) -> T {
        let _ignored = self.ignore();
        run()
    }

    /// Leaves Ctrl-C to another program for as long as what it returns is kept.
    pub(crate) fn ignore(&self) -> Ignored {
        self.ignored.store(true, Ordering::Relaxed);
        Ignored(Arc::clone(&self.ignored))
    }
}

/// Another program has the terminal until it is dropped.
#[derive(Debug)]
pub(crate) struct Ignored(Arc<AtomicBool>);

impl Drop for Ignored {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Relaxed);
    }
}
