//! `fmt`: the layout of query files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::input;
use super::messages::{Messages, indented};
use super::options::Options;
use super::output::Output;
use super::saved;
use super::stop::Stop;
use crate::diagnostic::{Report, Source};
use crate::files;
use crate::golden;
use crate::syntax;
use crate::value::counted;

/// Lays out query files, those in folders too; with `check` it only shows what would change.
pub(super) fn run(named: &[PathBuf], check: bool, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    let mut output = Output::new(options);
    let (mut seen, mut changed, mut stopped) = (0, 0, None);
    for file in queries(named, &messages)? {
        // What comes from standard input is no file, and goes to standard output.
        seen += usize::from(check || file != Path::new("-"));
        match format(&file, check, &mut output, options) {
            Ok(differs) => changed += usize::from(differs),
            // What is wrong in one file says nothing of the next.
            Err(stop) if stop.allows_more() => stopped = stopped.or(Some(stop)),
            Err(stop) => return Err(stop),
        }
    }
    let verb = if check { "would change" } else { "changed" };
    if seen > 0 {
        messages.note(&format!("{}, {changed} {verb}", counted(seen, "file")));
    }
    match stopped {
        Some(stop) => Err(stop),
        None if check && changed > 0 => Err(Stop::Failed),
        None => Ok(()),
    }
}

/// Lists the files meant: those named, and for a folder the query files below it.
fn queries(named: &[PathBuf], messages: &Messages) -> Result<Vec<PathBuf>, Stop> {
    let mut found = Vec::new();
    for file in named {
        if !file.is_dir() {
            found.push(file.clone());
            continue;
        }
        let below = files::below(file, saved::EXTENSION).all();
        let below = below.map_err(|(path, error)| {
            let message = format!("cannot read ‘{}’: {error}", path.display());
            messages.error("unreadable", message);
            Stop::Runtime
        })?;
        if below.is_empty() {
            let message = format!(
                "there are no ‘.{}’ files in ‘{}’",
                saved::EXTENSION,
                file.display()
            );
            messages.error("no-query-file", message);
            return Err(Stop::Usage);
        }
        found.extend(below);
    }
    Ok(found)
}

/// Lays out one file and tells whether that changed it.
fn format(file: &Path, check: bool, output: &mut Output, options: &Options) -> Result<bool, Stop> {
    let messages = &Messages::new(options);
    if file == Path::new("-") {
        let source = input::standard_input(messages)?;
        let formatted = formatted(&source, messages)?;
        let text = if check {
            difference(&source, &formatted)
        } else {
            formatted.clone()
        };
        output.text(&text, messages)?;
        return Ok(formatted != source.text);
    }
    let path = saved::located(file, options, messages)?;
    let source = input::query_file(&path, messages)?;
    let formatted = formatted(&source, messages)?;
    if formatted == source.text {
        return Ok(false);
    }
    if check {
        output.text(&difference(&source, &formatted), messages)?;
    } else {
        files::replace(&path, &formatted).map_err(|error| {
            let message = format!("cannot write ‘{}’: {error}", path.display());
            messages.error("unwritable", message);
            Stop::Runtime
        })?;
    }
    Ok(true)
}

fn formatted(source: &Arc<Source>, messages: &Messages) -> Result<String, Stop> {
    syntax::format(source).map_err(|diagnostics| {
        messages.report(&Report { diagnostics });
        Stop::Query
    })
}

/// Draws what would change in a text, under its name; nothing where nothing would.
fn difference(source: &Source, formatted: &str) -> String {
    if source.text == formatted {
        return String::new();
    }
    let drawn = golden::diff(&source.text, formatted);
    // Lines are compared without their ends.
    let drawn = if drawn.is_empty() {
        "the ends of lines"
    } else {
        &drawn
    };
    format!("{}\n{}", source.name, indented(drawn))
}
