//! How far a ledger is read, for a person who waits.

use std::io::Write;
use std::time::{Duration, Instant};

use super::messages::Messages;
use super::stream::Stream;
use crate::model::Progress;
use crate::value::counted;

/// Nobody is told of a ledger that is read sooner.
const WAIT: Duration = Duration::from_millis(500);
/// How often it is told.
const PAUSE: Duration = Duration::from_millis(50);
/// The columns of the bar.
const COLUMNS: usize = 24;

/// A line on the terminal of messages, gone afterwards.
#[derive(Debug)]
pub(crate) struct Bar {
    terminal: Option<Stream>,
    next: Instant,
    is_drawn: bool,
}

impl Bar {
    /// Makes one, which draws nothing where nobody sees it.
    pub(crate) fn new(messages: &Messages) -> Bar {
        Bar::after(WAIT, messages.terminal())
    }

    fn after(wait: Duration, terminal: Option<Stream>) -> Bar {
        Bar {
            terminal,
            next: Instant::now() + wait,
            is_drawn: false,
        }
    }

    /// Tells how far it is, where that is worth it.
    pub(crate) fn tell(&mut self, progress: Progress) {
        let Some(terminal) = &mut self.terminal else {
            return;
        };
        let now = Instant::now();
        if now < self.next {
            return;
        }
        self.next = now + PAUSE;
        self.is_drawn = true;
        let columns = terminal.size().map_or(80, |size| size.columns);
        let line: String = line(progress)
            .chars()
            .take(columns.saturating_sub(1))
            .collect();
        let _ = write!(terminal, "\r{line}\u{1B}[K").and_then(|()| terminal.flush());
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(terminal) = self.terminal.as_mut().filter(|_| self.is_drawn) {
            let _ = write!(terminal, "\r\u{1B}[K").and_then(|()| terminal.flush());
        }
    }
}

/// `████░░░░ 3 of 10 files, 1.5 of 4.0 MB`
fn line(progress: Progress) -> String {
    let Progress {
        files,
        of_files,
        bytes,
        of_bytes,
    } = progress;
    let full = (bytes * COLUMNS).checked_div(of_bytes).unwrap_or(COLUMNS);
    let bar = "█".repeat(full) + &"░".repeat(COLUMNS - full.min(COLUMNS));
    let tenths = |bytes: usize| bytes / 100_000;
    let megabytes = |bytes| format!("{}.{}", tenths(bytes) / 10, tenths(bytes) % 10);
    let (read, all) = (megabytes(bytes), megabytes(of_bytes));
    format!(
        "{bar} {files} of {}, {read} of {all} MB",
        counted(of_files, "file")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::stream::Size;
    use crate::repl::Transcript;

    const HALF: Progress = Progress {
        files: 3,
        of_files: 6,
        bytes: 1_500_000,
        of_bytes: 3_000_000,
    };

    fn terminal(columns: usize) -> (Transcript, Stream) {
        let shown = Transcript::default();
        let mut stream = Stream::given(shown.clone());
        stream.show_on(Size { columns, rows: 24 });
        (shown, stream)
    }

    #[test]
    fn what_is_slow_is_told_and_cleared() {
        let (shown, stream) = terminal(80);
        let mut bar = Bar::after(Duration::ZERO, Some(stream));
        bar.tell(HALF);
        // So soon it is not told again.
        bar.tell(HALF);
        let told = shown.take();
        assert_eq!(
            told,
            "\r████████████░░░░░░░░░░░░ 3 of 6 files, 1.5 of 3.0 MB\u{1B}[K"
        );
        drop(bar);
        assert_eq!(shown.take(), "\r\u{1B}[K");
        let (narrow, stream) = terminal(10);
        Bar::after(Duration::ZERO, Some(stream)).tell(HALF);
        assert_eq!(narrow.take(), "\r█████████\u{1B}[K\r\u{1B}[K");
    }

    #[test]
    fn what_is_quick_or_seen_by_nobody_is_not_told() {
        let (shown, stream) = terminal(80);
        let mut bar = Bar::after(WAIT, Some(stream));
        bar.tell(HALF);
        drop(bar);
        assert_eq!(shown.take(), "");
        Bar::after(Duration::ZERO, None).tell(HALF);
    }

    #[test]
    fn a_ledger_without_bytes_is_read() {
        let nothing = Progress {
            files: 1,
            of_files: 1,
            bytes: 0,
            of_bytes: 0,
        };
        assert!(line(nothing).starts_with(&"█".repeat(COLUMNS)));
    }
}
