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
    /// What a program or a test gave, and the screen that shows it, if there is one.
    Given(Arc<Mutex<dyn Write + Send>>, Option<Size>),
}

/// The size of a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

impl Stream {
    /// Makes it of something to write to.
    pub(crate) fn given(stream: impl Write + Send + 'static) -> Stream {
        Stream::Given(Arc::new(Mutex::new(stream)), None)
    }

    /// Tells whether a terminal shows it.
    pub(crate) fn is_terminal(&self) -> bool {
        match self {
            Stream::Output => io::stdout().is_terminal(),
            Stream::Error => io::stderr().is_terminal(),
            Stream::Given(_, screen) => screen.is_some(),
        }
    }

    /// Shows what was given on a screen of this size.
    pub(crate) fn show_on(&mut self, size: Size) {
        if let Stream::Given(_, screen) = self {
            *screen = Some(size);
        }
    }

    /// Returns the size of the terminal that shows it.
    pub(crate) fn size(&self) -> Option<Size> {
        let size = match self {
            Stream::Output => terminal_size::terminal_size_of(io::stdout()),
            Stream::Error => terminal_size::terminal_size_of(io::stderr()),
            Stream::Given(_, screen) => return *screen,
        };
        size.map(|(width, height)| Size {
            columns: usize::from(width.0),
            rows: usize::from(height.0),
        })
    }
}

impl Write for Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Stream::Output => io::stdout().lock().write(bytes),
            Stream::Error => io::stderr().lock().write(bytes),
            Stream::Given(stream, _) => stream
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Stream::Output => io::stdout().lock().flush(),
            Stream::Error => io::stderr().lock().flush(),
            Stream::Given(stream, _) => stream
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
            Stream::Given(..) => "Given",
        })
    }
}
