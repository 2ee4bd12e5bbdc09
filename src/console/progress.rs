//! How far a ledger is opened, for a person who waits.

use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::messages::Messages;
use super::stream::Stream;
use crate::model::{Progress, Stage};
use crate::value::counted;

/// Nobody is told of a ledger that is opened sooner.
const WAIT: Duration = Duration::from_millis(500);
/// How often it is told.
const PAUSE: Duration = Duration::from_millis(50);
/// The columns of the bar.
const COLUMNS: usize = 24;

/// A line on the terminal of messages, gone afterwards.
///
/// A thread of its own draws it, so that a step which takes long is shown while it does.
#[derive(Debug)]
pub(crate) struct Bar(Option<(Arc<Told>, JoinHandle<()>)>);

/// What was told, for the thread to draw.
#[derive(Debug, Default)]
struct Told {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    progress: Option<Progress>,
    is_over: bool,
}

impl Bar {
    /// Makes one, which draws nothing where nobody sees it.
    pub(crate) fn new(messages: &Messages) -> Bar {
        Bar::after(WAIT, messages.terminal())
    }

    fn after(wait: Duration, terminal: Option<Stream>) -> Bar {
        let Some(terminal) = terminal else {
            return Bar(None);
        };
        let told = Arc::new(Told::default());
        let own = Arc::clone(&told);
        let thread = thread::Builder::new().name("progress".to_owned());
        // Without a thread nothing is drawn.
        let thread = thread.spawn(move || draw(&own, wait, terminal)).ok();
        Bar(thread.map(|thread| (told, thread)))
    }

    /// Returns what tells it how far it is, from any thread; nobody waits for it to be drawn.
    pub(crate) fn teller(&self) -> Teller {
        Teller(self.0.as_ref().map(|(told, _)| Arc::clone(told)))
    }
}

/// Tells a bar how far it is, as long as it is there.
#[derive(Debug)]
pub(crate) struct Teller(Option<Arc<Told>>);

impl Teller {
    /// Tells it.
    pub(crate) fn tell(&self, progress: Progress) {
        if let Some(told) = &self.0 {
            told.lock().progress = Some(progress);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some((told, thread)) = self.0.take() {
            told.lock().is_over = true;
            told.changed.notify_all();
            // What it has drawn is gone by then.
            let _ = thread.join();
        }
    }
}

impl Told {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits; returns how far it is by then, none where it is over.
    fn after(&self, time: Duration) -> Option<Option<Progress>> {
        let state = self.lock();
        let waited = self
            .changed
            .wait_timeout_while(state, time, |it| !it.is_over);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (!state.is_over).then_some(state.progress)
    }
}

fn draw(told: &Told, wait: Duration, mut terminal: Stream) {
    let (mut wait, mut drawn) = (wait, None);
    while let Some(progress) = told.after(wait) {
        wait = PAUSE;
        let Some(progress) = progress.filter(|now| drawn != Some(*now)) else {
            continue;
        };
        drawn = Some(progress);
        let columns = terminal.size().map_or(80, |size| size.columns);
        let line = line(progress);
        let line: String = line.chars().take(columns.saturating_sub(1)).collect();
        replace_line(&mut terminal, &line);
    }
    if drawn.is_some() {
        replace_line(&mut terminal, "");
    }
}

/// Writes a line in the place of the one that is there, as one piece.
fn replace_line(terminal: &mut Stream, line: &str) {
    let line = format!("\r{line}\u{1B}[K");
    let written = terminal.write_all(line.as_bytes());
    // Where it cannot be drawn nobody misses it.
    let _ = written.and_then(|()| terminal.flush());
}

/// `████░░░░ reading: 3 of 10 files, 1.5 of 4.0 MB`
fn line(progress: Progress) -> String {
    let Progress {
        stage,
        steps,
        of_steps,
        files,
        of_files,
        bytes,
        of_bytes,
    } = progress;
    let (done, of) = match stage {
        Stage::Reading => (bytes, of_bytes),
        Stage::Linking | Stage::Building => (steps, of_steps),
    };
    let full = (done * COLUMNS).checked_div(of).unwrap_or(COLUMNS);
    let bar = "█".repeat(full) + &"░".repeat(COLUMNS - full.min(COLUMNS));
    let tenths = |bytes: usize| bytes / 100_000;
    let megabytes = |bytes| format!("{}.{}", tenths(bytes) / 10, tenths(bytes) % 10);
    match stage {
        Stage::Reading => {
            let (read, all) = (megabytes(bytes), megabytes(of_bytes));
            let of_files = counted(of_files, "file");
            format!("{bar} reading: {files} of {of_files}, {read} of {all} MB")
        }
        Stage::Linking => format!("{bar} linking: {steps} of {of_steps} steps"),
        Stage::Building => format!("{bar} building: {steps} of {of_steps} steps"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::Transcript;
    use crate::console::stream::Size;

    const HALF: Progress = Progress {
        stage: Stage::Reading,
        steps: 3,
        of_steps: 6,
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

    /// Waits for something to be shown.
    fn next(shown: &Transcript) -> String {
        loop {
            let text = shown.take();
            if !text.is_empty() {
                return text;
            }
            thread::yield_now();
        }
    }

    #[test]
    fn what_is_slow_is_told_and_cleared() {
        let (shown, stream) = terminal(80);
        let bar = Bar::after(Duration::ZERO, Some(stream));
        let teller = bar.teller();
        teller.tell(HALF);
        let told = next(&shown);
        assert_eq!(
            told,
            "\r████████████░░░░░░░░░░░░ reading: 3 of 6 files, 1.5 of 3.0 MB\u{1B}[K"
        );
        teller.tell(HALF.at(Stage::Linking, 1, 8));
        let told = next(&shown);
        assert!(
            told.contains("\r███░") && told.contains("linking: 1 of 8 steps"),
            "{told}"
        );
        drop(bar);
        assert_eq!(shown.take(), "\r\u{1B}[K");
        let (narrow, stream) = terminal(10);
        let bar = Bar::after(Duration::ZERO, Some(stream));
        bar.teller().tell(HALF);
        assert_eq!(next(&narrow), "\r█████████\u{1B}[K");
    }

    #[test]
    fn what_is_quick_or_seen_by_nobody_is_not_told() {
        let (shown, stream) = terminal(80);
        let bar = Bar::after(WAIT * 1000, Some(stream));
        bar.teller().tell(HALF);
        drop(bar);
        assert_eq!(shown.take(), "");
        Bar::after(Duration::ZERO, None).teller().tell(HALF);
    }

    #[test]
    fn a_ledger_without_bytes_is_read() {
        let nothing = Progress {
            files: 1,
            of_files: 1,
            bytes: 0,
            of_bytes: 0,
            ..HALF
        };
        assert!(line(nothing).starts_with(&"█".repeat(COLUMNS)));
    }
}
