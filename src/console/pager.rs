//! A pager: another program that shows a long answer a screen at a time.

use std::io::{self, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::Ordering;
use std::thread::{self, JoinHandle};

use unicode_width::UnicodeWidthStr;

use super::interrupt::{Ignored, Interrupt};
use super::stream::{Size, Stream};
use crate::value::term_safe;

/// The rows of a screen that are kept for a note and the prompt.
const KEPT: usize = 2;
/// What `less` is told where the person does not tell it: to end by itself where all of a text has
/// room, to show colours, to leave long lines whole, and to leave the text on the screen.
const LESS: &str = "FRSX";
/// How a shell ends that cannot run a program.
pub(crate) const NOT_RUN: [i32; 2] = [126, 127];

/// Whether long answers go through a pager, and through which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Pager {
    /// Through none.
    Off,
    /// Through that of the environment, or else `less`.
    #[default]
    On,
    /// Through that which this command starts.
    Command(String),
}

impl Pager {
    /// Returns the command that starts it.
    pub(crate) fn command(&self) -> Option<String> {
        match self {
            Pager::Off => None,
            Pager::Command(command) => Some(command.clone()),
            Pager::On => {
                let named = |name| std::env::var(name).ok();
                chosen(named("WHOSAID_PAGER"), named("PAGER"), || is_there("less"))
            }
        }
    }
}

/// Returns the pager that the environment names, be it none, or else `less` where it is there.
fn chosen(own: Option<String>, any: Option<String>, has_less: impl Fn() -> bool) -> Option<String> {
    let any = any.filter(|command| !command.trim().is_empty());
    let default = || has_less().then(|| format!("less -{LESS}"));
    let command = own.or(any).or_else(default)?;
    (!command.trim().is_empty()).then_some(command)
}

/// Tells whether a program is on the path.
fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| Path::new(&folder).join(program).is_file())
}

/// A stream that goes to a terminal, or through a pager once there is more than a screen takes.
#[derive(Debug)]
pub(crate) struct Paged {
    command: String,
    stream: Stream,
    size: Size,
    /// Whether a line that is wider than the screen is a matter for the pager at once.
    never_wraps: bool,
    interrupt: Interrupt,
    /// What has not gone out yet.
    held: Vec<u8>,
    /// How much of it was measured, and the rows of the screen that this takes.
    measured: usize,
    rows: usize,
    running: Option<Running>,
    /// Whether it could not be started.
    is_broken: bool,
}

/// A pager that runs; Ctrl-C is its own.
#[derive(Debug)]
struct Running {
    child: Child,
    /// Takes what it writes to a stream that is not the program's own.
    copies: Option<JoinHandle<()>>,
    _ignored: Ignored,
}

impl Paged {
    pub(crate) fn new(
        command: String,
        stream: Stream,
        size: Size,
        never_wraps: bool,
        interrupt: Interrupt,
    ) -> Paged {
        Paged {
            command,
            stream,
            size,
            never_wraps,
            interrupt,
            held: Vec::new(),
            measured: 0,
            rows: 0,
            running: None,
            is_broken: false,
        }
    }

    /// Puts lines behind all else, where a pager shows it.
    pub(crate) fn add(&mut self, lines: &str) -> io::Result<()> {
        match self.running {
            Some(_) => self.write_all(lines.as_bytes()),
            None => Ok(()),
        }
    }

    /// Lets out what is held, and waits for the pager; returns what is to be told where it could
    /// not be run and nothing was shown.
    ///
    /// That a person leaves the pager early is no error.
    pub(crate) fn end(mut self, written: io::Result<()>) -> io::Result<Option<String>> {
        let written = written.and_then(|()| self.flush());
        let Some(running) = self.running.take() else {
            return match self.is_broken {
                true => Ok(Some(self.objection())),
                false => written.map(|()| None),
            };
        };
        let code = running.wait()?;
        if code.is_some_and(|code| NOT_RUN.contains(&code)) {
            return Ok(Some(self.objection()));
        }
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            Ok(()) | Err(_) => Ok(None),
        }
    }

    fn objection(&self) -> String {
        let command = term_safe(&self.command);
        format!("the pager ‘{command}’ cannot be run; ‘.config pager’ names another")
    }

    /// Tells whether what is held has more lines than the screen, or wider ones.
    fn has_no_room(&mut self) -> bool {
        let columns = self.size.columns.max(1);
        while let Some(length) = self.held[self.measured..]
            .iter()
            .position(|it| *it == b'\n')
        {
            let line = &self.held[self.measured..self.measured + length];
            let width = width(&String::from_utf8_lossy(line));
            self.measured += length + 1;
            self.rows += width.div_ceil(columns).max(1);
            if self.rows + KEPT > self.size.rows || self.never_wraps && width > columns {
                return true;
            }
        }
        false
    }

    fn start(&mut self) -> io::Result<()> {
        let ignored = self.interrupt.ignore();
        let mut command = Command::new("sh");
        command.arg("-c").arg(&self.command).stdin(Stdio::piped());
        if std::env::var_os("LESS").is_none() {
            command.env("LESS", LESS);
        }
        let is_given = matches!(self.stream, Stream::Given(..));
        if is_given {
            command.stdout(Stdio::piped()).stderr(Stdio::null());
        }
        let mut child = command.spawn().inspect_err(|_| self.is_broken = true)?;
        let copies = child.stdout.take().map(|mut from| {
            let mut to = self.stream.clone();
            thread::spawn(move || {
                let _ = io::copy(&mut from, &mut to);
            })
        });
        self.running = Some(Running {
            child,
            copies,
            _ignored: ignored,
        });
        Ok(())
    }
}

impl Running {
    fn wait(mut self) -> io::Result<Option<i32>> {
        drop(self.child.stdin.take());
        let status = self.child.wait()?;
        if let Some(copies) = self.copies {
            let _ = copies.join();
        }
        Ok(status.code())
    }
}

/// What is let out at a time.
const AT_A_TIME: usize = 1 << 14;

impl Write for Paged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.running.is_none() && self.interrupt.flag().load(Ordering::Relaxed) {
            return Err(io::Error::other("interrupted"));
        }
        self.held.extend_from_slice(bytes);
        if self.running.is_none() && self.has_no_room() {
            self.start()?;
        }
        if self.running.is_some() && self.held.len() >= AT_A_TIME {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        match self.running.as_mut().and_then(|it| it.child.stdin.as_mut()) {
            Some(pager) => pager.write_all(&held).and_then(|()| pager.flush()),
            None => {
                self.measured = 0;
                self.stream.write_all(&held)?;
                self.stream.flush()
            }
        }
    }
}

/// Returns the columns that a line takes, what only styles it left out.
fn width(line: &str) -> usize {
    let mut parts = line.split("\u{1B}[");
    let first = parts.next().map_or(0, UnicodeWidthStr::width);
    let styled = parts.map(|part| part.split_once('m').map_or(part, |(_, text)| text).width());
    first + styled.sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_names_the_pager_before_less() {
        let named = |text: &str| Some(text.to_owned());
        assert_eq!(chosen(named("own"), named("any"), || true), named("own"));
        assert_eq!(chosen(None, named("any -x"), || true), named("any -x"));
        assert_eq!(chosen(named(""), named("any"), || true), None);
        assert_eq!(chosen(None, named(" "), || true), named("less -FRSX"));
        assert_eq!(chosen(None, None, || false), None);
    }

    #[test]
    fn a_line_is_measured_as_it_is_shown() {
        assert_eq!(width(""), 0);
        assert_eq!(width("plain"), 5);
        assert_eq!(width("\u{1B}[1mid\u{1B}[0m \u{1B}[2m│\u{1B}[0m x"), 6);
        assert_eq!(width("弗拉"), 4);
    }
}
