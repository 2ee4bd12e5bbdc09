//! Where queries come from.

use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::messages::Messages;
use super::stop::Stop;
use crate::diagnostic::{Diagnostic, Source, nearest};

/// The bytes of query text that are read at most.
const MOST_BYTES: u64 = 64 << 20;

/// Names the queries of a command line.
pub(crate) fn queries(queries: &[String]) -> Vec<Arc<Source>> {
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
pub(crate) fn standard_input(messages: &Messages) -> Result<Arc<Source>, Stop> {
    read("standard input", io::stdin().lock(), messages)
}

/// Reads the query file at a path.
pub(crate) fn query_file(path: &Path, messages: &Messages) -> Result<Arc<Source>, Stop> {
    let name = path.display().to_string();
    match std::fs::File::open(path) {
        Ok(opened) => read(&name, opened, messages),
        Err(error) => Err(unreadable(&name, &error, near(path), messages)),
    }
}

/// Returns the file of nearly the same name that lies where another should.
fn near(path: &Path) -> Option<String> {
    let folder = path.parent()?;
    let wanted = path.file_name()?.to_string_lossy();
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let entries = std::fs::read_dir(here).ok()?.flatten();
    let files = entries.filter(|entry| entry.path().is_file());
    let mut names: Vec<String> = files
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    let near = nearest(&wanted, names.iter().map(String::as_str))?;
    Some(folder.join(near).display().to_string())
}

fn read(name: &str, stream: impl Read, messages: &Messages) -> Result<Arc<Source>, Stop> {
    let mut bytes = Vec::new();
    if let Err(error) = stream.take(MOST_BYTES + 1).read_to_end(&mut bytes) {
        return Err(unreadable(name, &error, None, messages));
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

fn unreadable(name: &str, error: &io::Error, near: Option<String>, messages: &Messages) -> Stop {
    let message = format!("cannot read ‘{name}’: {error}");
    let mut diagnostic = Diagnostic::error("unreadable", message);
    let near = near.filter(|_| error.kind() == io::ErrorKind::NotFound);
    diagnostic
        .helps
        .extend(near.map(|near| format!("did you mean ‘{near}’?")));
    messages.report(&diagnostic.into());
    Stop::Runtime
}
