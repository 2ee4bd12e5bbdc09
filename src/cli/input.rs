//! Where queries come from.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::messages::Messages;
use super::stop::Stop;
use crate::diagnostic::{Diagnostic, Source, nearest};

/// The bytes of query text that are read at most.
const MOST_BYTES: u64 = 64 << 20;

/// The folder of saved queries, and what their names end in.
const FOLDER: &str = "queries";
pub(super) const EXTENSION: &str = "who";

/// Names the queries of a command line.
pub(super) fn queries(queries: &[String]) -> Vec<Arc<Source>> {
    let name = |place: usize| match queries.len() {
        1 => "query".to_owned(),
        _ => format!("query {}", place + 1),
    };
    let source = |(place, text): (usize, &String)| {
        Arc::new(Source {
            name: name(place),
            text: text.clone(),
        })
    };
    queries.iter().enumerate().map(source).collect()
}

/// Reads all of standard input.
pub(super) fn standard_input(messages: &Messages) -> Result<Arc<Source>, Stop> {
    read("standard input", io::stdin().lock(), messages)
}

/// Reads a query file, or the saved query of that name.
pub(super) fn saved(file: &Path, messages: &Messages) -> Result<Arc<Source>, Stop> {
    if file == Path::new("-") {
        return standard_input(messages);
    }
    query_file(&located(file, messages)?, messages)
}

/// Returns the path of a query file, or of the saved query of that name.
pub(super) fn located(file: &Path, messages: &Messages) -> Result<PathBuf, Stop> {
    if file.is_file() {
        return Ok(file.to_owned());
    }
    let named = Path::new(FOLDER).join(file).with_added_extension(EXTENSION);
    if !named.is_file() {
        messages.report(&missing(file, &named).into());
        return Err(Stop::Usage);
    }
    Ok(named)
}

/// Reads the query file at a path.
pub(super) fn query_file(path: &Path, messages: &Messages) -> Result<Arc<Source>, Stop> {
    let name = path.display().to_string();
    match std::fs::File::open(path) {
        Ok(opened) => read(&name, opened, messages),
        Err(error) => Err(unreadable(&name, &error, messages)),
    }
}

fn read(name: &str, stream: impl Read, messages: &Messages) -> Result<Arc<Source>, Stop> {
    let mut bytes = Vec::new();
    if let Err(error) = stream.take(MOST_BYTES + 1).read_to_end(&mut bytes) {
        return Err(unreadable(name, &error, messages));
    }
    let source = if bytes.len() as u64 > MOST_BYTES {
        let message = format!(
            "‘{name}’ holds more than {} MiB of query text",
            MOST_BYTES >> 20
        );
        Err(Diagnostic::error("too-long", message))
    } else {
        Source::decode(name.to_owned(), bytes)
    };
    source.map_err(|diagnostic| {
        messages.report(&diagnostic.into());
        Stop::Query
    })
}

fn unreadable(name: &str, error: &io::Error, messages: &Messages) -> Stop {
    messages.error("unreadable", format!("cannot read ‘{name}’: {error}"));
    Stop::Runtime
}

fn missing(file: &Path, named: &Path) -> Diagnostic {
    let message = format!(
        "there is no query file ‘{}’ and no ‘{}’",
        file.display(),
        named.display()
    );
    let diagnostic = Diagnostic::error("no-query-file", message);
    let entries = std::fs::read_dir(FOLDER).into_iter().flatten().flatten();
    let saved: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == EXTENSION)
        })
        .collect();
    let mut names: Vec<&str> = saved
        .iter()
        .filter_map(|path| path.file_stem()?.to_str())
        .collect();
    names.sort_unstable();
    let wanted = file
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    match nearest(wanted, names) {
        Some(near) => diagnostic.help(format!("did you mean ‘{near}’?")),
        None => diagnostic,
    }
}
