//! Where results go, and how they are laid out.

mod kinds;
mod target;

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use self::kinds::remedy;
use self::target::Target;
use super::apart::Away;
use super::interrupt::Interrupt;
use super::messages::Messages;
use super::options::{Color, Options};
use super::pager::{Paged, Pager};
use super::stop::Stop;
use super::stream::{Size, Stream};
use crate::answer::Answer;
use crate::evidence::Evidence;
use crate::render::{self, Elision};

/// The rows of an answer that a terminal shows at most.
const ROWS_ON_TERMINAL: usize = 1000;
/// The bytes that are written at once.
const AT_A_TIME: usize = 1 << 16;

/// What writes to a stream; what it returns stands behind that in a pager alone.
type Writing<'w> = &'w mut dyn FnMut(&mut dyn Write) -> io::Result<String>;

/// The stream of results and how they are written to it.
#[derive(Debug)]
pub(crate) struct Output {
    stream: Stream,
    /// Where answers go in the place of the stream.
    file: Option<Target>,
    /// Where the next answer goes in the place of both.
    once: Option<Target>,
    /// How they are written.
    pub(crate) layout: Layout,
    /// The program that shows long answers to a person at a prompt.
    pub(crate) pager: Pager,
    /// Whether a person at a prompt reads them.
    is_attended: bool,
    written: usize,
    /// Ctrl-C ends what is written.
    interrupt: Interrupt,
}

/// How answers are written, as far as it was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// The mode; none for a table, or what serves better on a narrow terminal.
    pub(crate) mode: Option<&'static render::Mode>,
    /// Whether rows are numbered; none for where a person at a prompt reads them.
    pub(crate) numbered: Option<bool>,
    /// When answers are coloured.
    pub(crate) color: Color,
    /// The columns a table may take; 0 for as many as it needs.
    pub(crate) width: Option<usize>,
    /// The most rows to show; 0 for all.
    pub(crate) max_rows: Option<usize>,
    /// What stands for an absent value.
    pub(crate) null: String,
    /// Whether text that a spreadsheet would run as a formula gets a `'` before it.
    pub(crate) csv_safe: bool,
}

impl Layout {
    /// Returns the mode.
    pub(crate) fn mode(&self) -> &'static render::Mode {
        self.mode.unwrap_or(&render::MODES[0])
    }
}

impl Output {
    /// Writes to standard output, or to the file that the options name.
    pub(crate) fn new(options: &Options) -> Output {
        Output::to(Stream::Output, options)
    }

    /// Writes to a stream, or to the file that the options name.
    pub(crate) fn to(stream: Stream, options: &Options) -> Output {
        Output {
            stream,
            file: options.output.clone().map(Target::new),
            once: None,
            layout: Layout {
                mode: options.format.as_deref().and_then(render::mode),
                numbered: options.numbered.then_some(true),
                color: options.color,
                width: options.width,
                max_rows: options.max_rows,
                null: options.null.clone().unwrap_or_default(),
                csv_safe: options.csv_safe,
            },
            pager: Pager::default(),
            is_attended: false,
            written: 0,
            interrupt: Interrupt::default(),
        }
    }

    /// Stops writing where a person presses Ctrl-C.
    pub(crate) fn interrupt_with(&mut self, interrupt: Interrupt) {
        self.interrupt = interrupt;
    }

    /// Writes for a person at a prompt, who sees what a terminal shows.
    pub(crate) fn attend(&mut self) {
        self.is_attended = true;
    }

    /// Takes what is written next for the answer to another line; at a prompt the line itself parts
    /// it from those before.
    pub(crate) fn begin_line(&mut self) {
        if self.is_attended && self.goes_to_terminal() {
            self.written = 0;
        }
    }

    /// Shows what is written on a screen of this size, without colours.
    pub(crate) fn show_on(&mut self, size: Size) {
        self.stream.show_on(size);
        self.layout.color = Color::Never;
    }

    /// Sends answers to a file from now on; without one to the stream again.
    pub(crate) fn redirect(&mut self, path: Option<PathBuf>) {
        self.file = path.map(Target::new);
        self.once = None;
    }

    /// Sends the next answer alone to a file.
    pub(crate) fn redirect_once(&mut self, path: PathBuf) {
        self.once = Some(Target::new(path));
    }

    /// Returns the file that answers go to.
    pub(crate) fn path(&self) -> Option<&PathBuf> {
        let target = self.once.as_ref().or(self.file.as_ref());
        target.map(|target| &target.path)
    }

    /// Returns the mode of the next answer: where none was asked for, that which the name of its file
    /// ends in.
    fn mode(&self) -> &'static render::Mode {
        let of_file = || self.path().and_then(|path| render::mode_of_file(path));
        let asked = self.layout.mode.or_else(of_file);
        asked.unwrap_or_else(|| self.layout.mode())
    }

    /// Returns how the next answer is written, all that was not asked for settled.
    pub(crate) fn options(&self) -> render::Options {
        let terminal = self.goes_to_terminal();
        let mode = self.mode();
        // A pager shows all of them.
        let cuts = terminal && mode.elides && self.paging().is_none();
        let most = cuts.then_some(ROWS_ON_TERMINAL);
        // Nought means no limit.
        let limit =
            |given: Option<usize>, default| given.map_or(default, |n| Some(n).filter(|n| *n > 0));
        let columns = |size: Size| Some(size.columns).filter(|columns| *columns > 0);
        let width = || self.stream.size().filter(|_| terminal).and_then(columns);
        render::Options {
            width: limit(
                self.layout.width,
                self.layout.width.map_or_else(width, |_| None),
            ),
            elide: terminal && mode.elides,
            auto: terminal && self.layout.mode.is_none(),
            kept: 0,
            numbered: (self.layout.numbered).unwrap_or(self.is_attended && terminal),
            color: terminal && self.layout.color.is_wanted(terminal),
            max_rows: limit(self.layout.max_rows, most),
            null: self.layout.null.clone(),
            csv_safe: self.layout.csv_safe,
            terminal,
        }
    }

    fn goes_to_terminal(&self) -> bool {
        self.path().is_none() && self.stream.is_terminal()
    }

    /// Returns the command of the pager that the next answer may go through, and the screen's size.
    fn paging(&self) -> Option<(String, Size)> {
        let wanted = self.is_attended && self.goes_to_terminal();
        let command = self.pager.command().filter(|_| wanted)?;
        Some((command, self.stream.size()?))
    }

    /// Writes an answer, and tells its notes when all of it is out.
    pub(crate) fn answer(&mut self, answer: &Arc<Answer>, messages: &Messages) -> Result<(), Stop> {
        self.answer_as(answer, &self.options(), messages)
    }

    fn answer_as(
        &mut self,
        answer: &Arc<Answer>,
        options: &render::Options,
        messages: &Messages,
    ) -> Result<(), Stop> {
        self.expect_needed(answer, messages)?;
        self.expect_room(answer, messages)?;
        let mode = self.mode();
        // A file of its own begins with its answer.
        let is_once = self.once.is_some();
        let separates = !is_once && self.written > 0 && mode.separated;
        let (mut left_out, interrupt) = (Vec::new(), self.interrupt.clone());
        let result = self.write(messages, &mut |out| {
            if separates {
                out.write_all(b"\n")?;
            }
            let elisions = draw(answer, mode, options, &interrupt, out)?;
            let notes = elisions.iter().map(|elision| {
                let remedy = remedy(elision, messages.are_brief());
                format!("{}{remedy}", elision.text())
            });
            left_out = notes.collect();
            Ok(left_out.iter().map(|note| messages.noted(note)).collect())
        });
        result?;
        self.written += usize::from(!is_once);
        left_out.iter().for_each(|note| messages.note(note));
        render::notes(answer)
            .iter()
            .for_each(|note| messages.note(note));
        Ok(())
    }

    /// Tells whether results are written as one JSON array.
    pub(crate) fn writes_json(&self) -> bool {
        self.mode().name == "json"
    }

    /// Writes evidence as a function draws it, or as JSON.
    pub(crate) fn evidence(
        &mut self,
        all: &[Evidence],
        draw: impl FnOnce(&[Evidence], &render::Options) -> String,
        messages: &Messages,
    ) -> Result<(), Stop> {
        if self.writes_json() {
            return self.write(messages, &mut |out| {
                render::evidence_json(all, out).map(|()| String::new())
            });
        }
        let drawn = draw(all, &self.options());
        self.text(&drawn, messages)
    }

    /// Writes text as it is.
    pub(crate) fn text(&mut self, text: &str, messages: &Messages) -> Result<(), Stop> {
        self.write(messages, &mut |out| {
            out.write_all(text.as_bytes()).map(|()| String::new())
        })
    }

    /// Shows text, harmless already, to a person at a prompt wherever answers go; where there is
    /// none it stands with the messages.
    pub(crate) fn show(&mut self, text: &str, messages: &Messages) -> Result<(), Stop> {
        if self.screen().is_none() {
            messages.say_text(text);
            return Ok(());
        }
        self.here(|output| output.text(text, messages))
    }

    /// Writes to the stream, wherever answers go.
    pub(crate) fn here<T>(&mut self, write: impl FnOnce(&mut Output) -> T) -> T {
        let (file, once) = (self.file.take(), self.once.take());
        let result = write(self);
        (self.file, self.once) = (file, once);
        result
    }

    /// Returns the size of the screen of a person at a prompt; none where there is none.
    pub(crate) fn screen(&self) -> Option<Size> {
        let is_seen = self.is_attended && self.stream.is_terminal();
        is_seen.then(|| self.stream.size()).flatten()
    }

    fn write(&mut self, messages: &Messages, write: Writing<'_>) -> Result<(), Stop> {
        let result = match self.paged() {
            Some(mut paged) => {
                let result = write(&mut paged).and_then(|behind| paged.add(&behind));
                let ended = paged.end(result);
                if let Ok(Some(objection)) = &ended {
                    messages.note(objection);
                    self.pager = Pager::Off;
                    return self.write(messages, write);
                }
                ended.map(|_| ())
            }
            None => self.write_plain(write),
        };
        let result = result.map_err(|error| self.told(&error, messages));
        // What was written, or could not be, was the one thing meant for it.
        self.once = None;
        result
    }

    /// Makes the stream that becomes a pager's where there is more than the screen takes.
    fn paged(&self) -> Option<Paged> {
        let (command, size) = self.paging()?;
        let never_wraps = self.layout.width == Some(0);
        let (stream, interrupt) = (self.stream.clone(), self.interrupt.clone());
        Some(Paged::new(command, stream, size, never_wraps, interrupt))
    }

    fn write_plain(&mut self, write: Writing<'_>) -> io::Result<()> {
        let cancel = self.interrupt.flag();
        if let Some(target) = self.once.as_mut().or(self.file.as_mut()) {
            return target.add(&mut |file| {
                let cancel = Arc::clone(&cancel);
                in_chunks(&mut Cancellable::new(Box::new(file), cancel), write)
            });
        }
        let mut stream = Cancellable::new(Box::new(self.stream.clone()), cancel);
        in_chunks(&mut stream, write).inspect_err(|_| {
            if self.stream.is_terminal() {
                stream.end_line(self.layout.color.is_wanted(true));
            }
        })
    }

    fn told(&self, error: &io::Error, messages: &Messages) -> Stop {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Stop::Closed;
        }
        if self.interrupt.flag().load(Ordering::Relaxed) {
            messages.error("interrupted", "interrupted");
            return Stop::Interrupted;
        }
        let target = match self.path() {
            Some(path) => format!("‘{}’", path.display()),
            None => "standard output".to_owned(),
        };
        messages.error("unwritable", format!("cannot write to {target}: {error}"));
        Stop::Runtime
    }
}

/// Lets something write to a stream, many bytes at a time.
fn in_chunks(stream: &mut Cancellable<'_>, write: Writing<'_>) -> io::Result<()> {
    let mut stream = BufWriter::with_capacity(AT_A_TIME, stream);
    let result = write(&mut stream).and_then(|_behind| stream.flush());
    // What has not gone out by then stays in.
    let _ = stream.into_parts();
    result
}

/// Writes an answer, which is drawn on a thread of its own, so that Ctrl-C does not wait until all of
/// it is laid out: few cells may hold much.
fn draw(
    answer: &Arc<Answer>,
    mode: &'static render::Mode,
    options: &render::Options,
    interrupt: &Interrupt,
    out: &mut dyn Write,
) -> io::Result<Vec<Elision>> {
    let (answer, options) = (Arc::clone(answer), options.clone());
    let draw = move |away: &mut Away<'_, Vec<u8>>| {
        let mut out = BufWriter::with_capacity(AT_A_TIME, away);
        let elisions = (mode.write)(&answer, &options, &mut out)?;
        out.flush()?;
        Ok(elisions)
    };
    let mut written = Ok(());
    let drawn = interrupt.apart(draw, |bytes: Vec<u8>| {
        written = out.write_all(&bytes);
        written.is_ok()
    });
    written?;
    drawn.unwrap_or_else(|lost| Err(lost.into()))
}

/// A stream that takes nothing more once a flag is raised.
pub(crate) struct Cancellable<'s> {
    stream: Box<dyn Write + 's>,
    cancel: Arc<AtomicBool>,
    /// The last byte that went out.
    last: Option<u8>,
}

impl<'s> Cancellable<'s> {
    pub(crate) fn new(stream: Box<dyn Write + 's>, cancel: Arc<AtomicBool>) -> Cancellable<'s> {
        Cancellable {
            stream,
            cancel,
            last: None,
        }
    }

    /// Lets out what the stream itself holds of a line that was cut short, and ends the line.
    fn end_line(&mut self, is_coloured: bool) {
        let end = match self.last {
            None | Some(b'\n') => "",
            Some(_) if is_coloured => "\u{1B}[0m\n",
            Some(_) => "\n",
        };
        let written = self.stream.write_all(end.as_bytes());
        // The error that matters was the first.
        let _ = written.and_then(|()| self.stream.flush());
    }
}

impl Write for Cancellable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(io::Error::other("interrupted"));
        }
        let written = self.stream.write(bytes)?;
        self.last = bytes[..written].last().copied().or(self.last);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}
