//! A stream that results or messages go to.

use std::fmt;
use std::io::{self, IsTerminal, Write};
use std::sync::{Arc, Mutex, PoisonError};

/// Where bytes go: a stream of the process, or one that was given.
#[derive(Clone)]
pub(crate) enum Stream {
    /// Standard output.
    Output,
    /// Standard error.
    Error,
    /// What a program or a test gave.
    Given(Arc<Mutex<dyn Write + Send>>),
}

impl Stream {
    /// Makes it of something to write to.
    pub(crate) fn given(stream: impl Write + Send + 'static) -> Stream {
        Stream::Given(Arc::new(Mutex::new(stream)))
    }

    /// Tells whether a terminal shows it.
    pub(crate) fn is_terminal(&self) -> bool {
        match self {
            Stream::Output => io::stdout().is_terminal(),
            Stream::Error => io::stderr().is_terminal(),
            Stream::Given(_) => false,
        }
    }

    /// Returns the columns of the terminal that shows it.
    pub(crate) fn width(&self) -> Option<usize> {
        let size = match self {
            Stream::Output => terminal_size::terminal_size_of(io::stdout()),
            Stream::Error => terminal_size::terminal_size_of(io::stderr()),
            Stream::Given(_) => None,
        };
        size.map(|(width, _)| usize::from(width.0))
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Stream::Output => io::stdout().lock().write(bytes),
            Stream::Error => io::stderr().lock().write(bytes),
            Stream::Given(stream) => stream
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Stream::Output => io::stdout().lock().flush(),
            Stream::Error => io::stderr().lock().flush(),
            Stream::Given(stream) => stream
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .flush(),
        }
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stream::Output => "Output",
            Stream::Error => "Error",
            Stream::Given(_) => "Given",
        })
    }
}
