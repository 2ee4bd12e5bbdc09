//! Freeing what is big.

use std::thread;

/// Frees something on a thread of its own, where that may take a while.
pub(crate) fn free<T: Send + 'static>(what: T) {
    // Where there is no thread it has been freed.
    let _ = thread::Builder::new().spawn(move || drop(what));
}
