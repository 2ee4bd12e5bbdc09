//! What runs on a thread of its own, so that nobody at a prompt waits for it once it is cancelled.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use super::interrupt::Interrupt;

/// How long what is cancelled may take to end by itself before it is left behind.
const GRACE: Duration = Duration::from_millis(30);
/// How often Ctrl-C is looked for.
const PAUSE: Duration = Duration::from_millis(5);
/// As much as the first thread of a program has.
const STACK: usize = 8 << 20;

/// An answer of more cells than this takes a while to be freed.
pub(crate) const MANY_CELLS: usize = 1 << 14;

/// Why there is no result.
#[derive(Debug)]
pub(crate) enum Lost {
    /// It was cancelled, and ends by itself.
    Cancelled,
    /// It panicked, as its thread told.
    Panicked,
    /// It has not begun.
    NoThread(io::Error),
}

impl From<Lost> for io::Error {
    fn from(lost: Lost) -> io::Error {
        match lost {
            Lost::Cancelled => io::Error::other("interrupted"),
            Lost::Panicked => io::Error::other("this is a mistake in whosaid"),
            Lost::NoThread(error) => error,
        }
    }
}

/// What a thread knows of the one that waits for it.
pub(crate) struct Away<'a, M> {
    cancel: Arc<AtomicBool>,
    send: &'a dyn Fn(M) -> bool,
}

impl<M> Away<'_, M> {
    /// Returns the flag that ends what the thread does; it stays raised when another may begin.
    pub(crate) fn cancel(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancel)
    }

    /// Tells whether it shall end.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancel.load(Ordering::Relaxed)
    }

    /// Hands something over; tells whether anybody wants more.
    pub(crate) fn tell(&self, what: M) -> bool {
        (self.send)(what)
    }
}

/// Bytes are handed over as they are written.
impl Write for Away<'_, Vec<u8>> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_cancelled() || !self.tell(bytes.to_vec()) {
            return Err(io::Error::other("interrupted"));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

enum Sent<M, T> {
    Told(M),
    Done(T),
}

impl Interrupt {
    /// Runs something on a thread of its own and waits for it, or for Ctrl-C.
    ///
    /// What it hands over meanwhile is taken here; when it is not wanted any more, nothing is waited
    /// for. What is left behind owns all it needs, and frees what it holds.
    pub(crate) fn apart<M: Send + 'static, T: Send + 'static>(
        &self,
        run: impl FnOnce(&mut Away<'_, M>) -> T + Send + 'static,
        mut take: impl FnMut(M) -> bool,
    ) -> Result<T, Lost> {
        let raised = self.flag();
        let cancel = Arc::new(AtomicBool::new(false));
        let away = Arc::clone(&cancel);
        // Nothing lies between the two threads that this one would have to free.
        let (sender, receiver) = mpsc::sync_channel(0);
        let thread = thread::Builder::new().name("query".to_owned());
        let thread = thread.stack_size(STACK).spawn(move || {
            let send = |what| sender.send(Sent::Told(what)).is_ok();
            let result = run(&mut Away {
                cancel: away,
                send: &send,
            });
            // Where nobody waits any more it is freed here.
            let _ = sender.send(Sent::Done(result));
        });
        thread.map_err(Lost::NoThread)?;
        let mut end: Option<Instant> = None;
        loop {
            if end.is_none() && raised.load(Ordering::Relaxed) {
                cancel.store(true, Ordering::Relaxed);
                end = Some(Instant::now() + GRACE);
            }
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            if left == Some(Duration::ZERO) {
                return Err(Lost::Cancelled);
            }
            match receiver.recv_timeout(left.unwrap_or(PAUSE)) {
                Ok(Sent::Done(result)) => return Ok(result),
                Ok(Sent::Told(what)) => {
                    // Without this its result would pass for whole.
                    if end.is_some() || !take(what) {
                        cancel.store(true, Ordering::Relaxed);
                        return Err(Lost::Cancelled);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Lost::Panicked),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raised(interrupt: &Interrupt) {
        interrupt.flag().store(true, Ordering::Relaxed);
    }

    #[test]
    fn what_is_handed_over_comes_before_the_result() {
        let mut taken = Vec::new();
        let result = Interrupt::default().apart(
            |away| (1..4).all(|n| away.tell(n)),
            |n: u8| {
                taken.push(n);
                true
            },
        );
        assert!(matches!(result, Ok(true)));
        assert_eq!(taken, [1, 2, 3]);
    }

    #[test]
    fn what_does_not_look_at_its_flag_is_left_behind() {
        let (interrupt, gone) = (Interrupt::default(), Arc::new(AtomicBool::new(false)));
        let (other, go_on) = (Arc::clone(&gone), mpsc::channel::<()>());
        raised(&interrupt);
        let result = interrupt.apart(
            move |away| {
                let _ = go_on.1.recv();
                other.store(away.is_cancelled(), Ordering::Relaxed);
            },
            |()| true,
        );
        assert!(matches!(result, Err(Lost::Cancelled)));
        // Another begins and ends while it still runs, and its flag stays as it is.
        interrupt.flag().store(false, Ordering::Relaxed);
        assert!(matches!(interrupt.apart(|_| 1, |()| true), Ok(1)));
        drop(go_on.0);
        while !gone.load(Ordering::Relaxed) {
            thread::yield_now();
        }
    }

    #[test]
    fn what_is_not_wanted_ends_it() {
        let write =
            |away: &mut Away<'_, Vec<u8>>| away.write_all(b"some").and(away.write_all(b"more"));
        let result = Interrupt::default().apart(write, |bytes| bytes != b"some");
        assert!(matches!(result, Err(Lost::Cancelled)));
    }

    #[test]
    fn what_was_cancelled_has_no_result_without_all_that_it_handed_over() {
        let interrupt = Interrupt::default();
        let result = interrupt.apart(
            |away| {
                // It does not look whether anybody wants more, and ends in time.
                away.tell(1);
                away.tell(2);
            },
            |_: u8| {
                raised(&interrupt);
                true
            },
        );
        assert!(matches!(result, Err(Lost::Cancelled)));
    }

    #[test]
    fn a_panic_gives_nothing() {
        let result = Interrupt::default().apart(|_| panic!("a mistake"), |()| true);
        assert!(matches!(result, Err::<(), _>(Lost::Panicked)));
    }
}
