//! Where results go.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use super::messages::{Messages, counted};
use super::options::Options;
use super::stop::Stop;
use crate::answer::Answer;
use crate::diagnostic::Diagnostic;
use crate::evidence::Evidence;
use crate::render::{self, Elision};

/// The rows of an answer that a terminal shows at most.
const ROWS_ON_TERMINAL: usize = 1000;

/// The stream of results and how they are written to it.
#[derive(Debug)]
pub(super) struct Output {
    /// Where to; standard output without it.
    path: Option<PathBuf>,
    /// Made when there is something to write, so that a wrong query leaves the file as it is.
    file: Option<File>,
    mode: &'static render::Mode,
    options: render::Options,
    /// The width that was asked for.
    width: Option<usize>,
    written: usize,
}

impl Output {
    pub(super) fn new(options: &Options) -> Output {
        let terminal = options.output.is_none() && io::stdout().is_terminal();
        let mode = options
            .format
            .as_deref()
            .and_then(render::mode)
            .unwrap_or(&render::MODES[0]);
        let most = if terminal && mode.elides {
            Some(ROWS_ON_TERMINAL)
        } else {
            None
        };
        // Nought means no limit.
        let limit =
            |given: Option<usize>, default| given.map_or(default, |n| Some(n).filter(|n| *n > 0));
        Output {
            path: options.output.clone(),
            file: None,
            mode,
            options: render::Options {
                width: limit(options.width, terminal.then(terminal_width).flatten()),
                elide: terminal && mode.elides,
                auto: terminal && options.format.is_none(),
                numbered: options.numbered,
                color: terminal && options.color.is_wanted(terminal),
                max_rows: limit(options.max_rows, most),
                null: options.null.clone(),
                csv_safe: options.csv_safe,
                terminal,
            },
            width: options.width,
            written: 0,
        }
    }

    /// Writes an answer, and tells its notes when all of it is out.
    pub(super) fn answer(&mut self, answer: &Answer, messages: &Messages) -> Result<(), Stop> {
        self.expect_needed(answer, messages)?;
        self.expect_room(answer, messages)?;
        let (mode, options) = (self.mode, self.options.clone());
        let separates = self.written > 0 && mode.separated;
        let mut elisions = Vec::new();
        self.write(messages, &mut |out| {
            if separates {
                out.write_all(b"\n")?;
            }
            elisions = (mode.write)(answer, &options, out)?;
            Ok(())
        })?;
        self.written += 1;
        for elision in &elisions {
            messages.note(&format!("{}{}", elision.text(), remedy(elision)));
        }
        render::notes(answer)
            .iter()
            .for_each(|note| messages.note(note));
        Ok(())
    }

    /// Tells where an answer has not what the mode draws.
    fn expect_needed(&self, answer: &Answer, messages: &Messages) -> Result<(), Stop> {
        let Some(need) = self
            .mode
            .needs
            .as_ref()
            .filter(|need| !(need.is_met)(answer))
        else {
            return Ok(());
        };
        if answer.columns.is_empty() {
            return Ok(());
        }
        let (mode, what) = (self.mode.name, need.what);
        let message = format!("‘{mode}’ draws {what}, and the answer has none");
        let help = "‘select’ picks columns; ‘--format table’ shows any";
        messages.report(
            &Diagnostic::error("nothing-to-draw", message)
                .help(help)
                .into(),
        );
        Err(Stop::Usage)
    }

    /// Tells where the width that was asked for is too small for an answer.
    fn expect_room(&self, answer: &Answer, messages: &Messages) -> Result<(), Stop> {
        let least = self.mode.least_width.map(|least| least(answer));
        let (Some(width), Some(least)) = (self.width, least) else {
            return Ok(());
        };
        if width == 0 || width >= least || self.options.elide {
            return Ok(());
        }
        let (mode, columns) = (self.mode.name, counted(answer.columns.len(), "column"));
        let message = format!("‘{mode}’ takes a width of {least} at the least for {columns}");
        let help = "‘--width 0’ lets it take what it needs; ‘select’ picks columns";
        messages.report(&Diagnostic::error("too-narrow", message).help(help).into());
        Err(Stop::Usage)
    }

    /// Writes evidence as a function draws it, or as JSON.
    pub(super) fn evidence(
        &mut self,
        all: &[Evidence],
        draw: impl FnOnce(&[Evidence], Option<usize>) -> String,
        messages: &Messages,
    ) -> Result<(), Stop> {
        if self.mode.name == "json" {
            return self.write(messages, &mut |out| render::evidence_json(all, out));
        }
        let drawn = draw(all, self.options.width);
        self.text(&drawn, messages)
    }

    /// Writes text as it is.
    pub(super) fn text(&mut self, text: &str, messages: &Messages) -> Result<(), Stop> {
        self.write(messages, &mut |out| out.write_all(text.as_bytes()))
    }

    fn write(
        &mut self,
        messages: &Messages,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Stop> {
        let result = self.stream().and_then(|stream| {
            let mut stream = BufWriter::with_capacity(1 << 16, stream);
            write(&mut stream)?;
            stream.flush()
        });
        result.map_err(|error| self.told(&error, messages))
    }

    fn stream(&mut self) -> io::Result<Box<dyn Write + '_>> {
        let Some(path) = &self.path else {
            return Ok(Box::new(io::stdout().lock()));
        };
        let file = match self.file.take() {
            Some(file) => file,
            None => File::create(path)?,
        };
        Ok(Box::new(self.file.insert(file)))
    }

    fn told(&self, error: &io::Error, messages: &Messages) -> Stop {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Stop::Closed;
        }
        let target = match &self.path {
            Some(path) => format!("‘{}’", path.display()),
            None => "standard output".to_owned(),
        };
        messages.error("unwritable", format!("cannot write to {target}: {error}"));
        Stop::Runtime
    }
}

/// Returns what to type to see what was left out, behind a semicolon.
fn remedy(elision: &Elision) -> &'static str {
    match elision {
        Elision::Rows { .. } => "; ‘--max-rows 0’ shows all",
        Elision::Columns(_) => {
            "; ‘--width 0’ or ‘--format vertical’ shows all, ‘select’ picks columns"
        }
        Elision::Cells(_) => "; ‘--width 0’ shows them whole",
        Elision::Total
        | Elision::OtherUnits(_)
        | Elision::Unplaced { .. }
        | Elision::Merged { .. } => "",
    }
}

fn terminal_width() -> Option<usize> {
    let (width, _) = terminal_size::terminal_size_of(io::stdout())?;
    Some(usize::from(width.0))
}
