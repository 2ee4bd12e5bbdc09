//! Saved queries: where they lie, and what there is of them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use indexmap::IndexMap;

use super::input;
use super::ledger;
use super::listing::listing;
use super::messages::Messages;
use super::options::Options;
use super::output::Output;
use super::stop::Stop;
use crate::answer::Answer;
use crate::diagnostic::{Diagnostic, Source, nearest, quoted_list};
use crate::files::{self, Found};
use crate::golden::Location;
use crate::syntax;
use crate::syntax::tree::StatementKind;

/// The folder of saved queries, here, in the ledger's folder and beside it.
const FOLDER: &str = "queries";
/// What the names of their files end in.
pub(crate) const EXTENSION: &str = "who";
/// The bytes of a query that are read for what it says of itself.
const MOST_BYTES: u64 = 1 << 16;
/// So many names are listed in an error.
const MOST_NAMES: usize = 60;

/// Reads a query file, or the saved query of that name; `-` is standard input.
pub(crate) fn read(
    file: &Path,
    options: &Options,
    messages: &Messages,
) -> Result<Arc<Source>, Stop> {
    if file == Path::new("-") {
        return input::standard_input(messages);
    }
    input::query_file(&located(file, options, messages)?, messages)
}

/// Reads the saved query of a name, and no other file.
pub(crate) fn read_named(
    name: &str,
    options: &Options,
    messages: &Messages,
) -> Result<Arc<Source>, Stop> {
    match path_of(name, options) {
        Some(path) => input::query_file(&path, messages),
        None => {
            messages.report(&missing(Path::new(name), options).into());
            Err(Stop::Usage)
        }
    }
}

/// Returns the path of a query file, or of the saved query of that name.
pub(crate) fn located(
    file: &Path,
    options: &Options,
    messages: &Messages,
) -> Result<PathBuf, Stop> {
    match find(file, options) {
        Some(path) => Ok(path),
        None => {
            messages.report(&missing(file, options).into());
            Err(Stop::Usage)
        }
    }
}

/// Returns the path of a query file, or of the saved query of that name, if there is one.
pub(crate) fn find(file: &Path, options: &Options) -> Option<PathBuf> {
    let mut paths = vec![file.to_owned(), with_extension(file)];
    for folder in folders(options) {
        paths.extend([with_extension(&folder.join(file)), folder.join(file)]);
    }
    paths.into_iter().find(|path| path.is_file())
}

/// Writes the list of saved queries.
pub(crate) fn list(options: &Options, messages: &Messages) -> Result<(), Stop> {
    Output::new(options).answer(&Arc::new(listed(options, messages)?), messages)
}

/// A saved query.
pub(crate) struct Saved {
    /// Its name.
    pub(crate) name: String,
    /// What it says it answers.
    pub(crate) answers: String,
    /// The parameters it declares.
    pub(crate) params: Vec<Parameter>,
    /// What its file begins with.
    pub(crate) text: String,
}

/// A parameter that a text declares.
pub(crate) struct Parameter {
    /// Its name.
    pub(crate) name: String,
    /// What its values are; none where that is not said.
    pub(crate) ty: Option<String>,
    /// What it is otherwise, as written.
    pub(crate) default: Option<String>,
}

impl Parameter {
    /// Returns those of a text, in order.
    pub(crate) fn all(source: &Arc<Source>) -> Vec<Parameter> {
        let (file, _) = syntax::parse(source);
        let params = file.statements.iter().filter_map(|it| match &it.kind {
            StatementKind::Param(param) => Some(Parameter {
                name: param.name.text.clone(),
                ty: param.ty.as_ref().map(|ty| ty.text.clone()),
                default: param
                    .default
                    .as_ref()
                    .map(|value| source.text[value.span.range()].to_owned()),
            }),
            StatementKind::Let(_) | StatementKind::Def(_) | StatementKind::Query(_) => None,
        });
        params.collect()
    }

    /// Writes it with its default: `since=2019`.
    pub(crate) fn shown(&self) -> String {
        match &self.default {
            Some(default) => format!("{}={default}", self.name),
            None => self.name.clone(),
        }
    }
}

/// Lists the saved queries, what each answers and the parameters it takes.
pub(crate) fn listed(options: &Options, messages: &Messages) -> Result<Answer, Stop> {
    let saved = described(options);
    if saved.is_empty() {
        let message = "there are no saved queries";
        let diagnostic = Diagnostic::error("no-query-file", message).help(places(options));
        messages.report(&diagnostic.into());
        return Err(Stop::Usage);
    }
    let rows = saved.into_iter().map(|it| {
        let params: Vec<String> = it.params.iter().map(Parameter::shown).collect();
        [it.name, it.answers, params.join(", ")]
    });
    Ok(listing(
        ["name", "answers", "parameters"],
        rows.collect::<Vec<_>>(),
    ))
}

/// Returns the saved queries; of one that cannot be read, why stands in the place of what it answers.
pub(crate) fn described(options: &Options) -> Vec<Saved> {
    let described = found(options).into_iter().map(|(name, found)| {
        let text = found.and_then(|path| {
            let text = files::beginning(&path, MOST_BYTES)?;
            Ok((path, text))
        });
        match text {
            Ok((path, text)) => {
                let path = path.display().to_string();
                Saved::read(name, &Arc::new(Source { name: path, text }))
            }
            Err(error) => Saved {
                name,
                answers: format!("cannot be read: {error}"),
                params: Vec::new(),
                text: String::new(),
            },
        }
    });
    described.collect()
}

impl Saved {
    fn read(name: String, source: &Arc<Source>) -> Saved {
        let (file, _) = syntax::parse(source);
        let first = file.statements.first();
        let answers = first.map(|statement| statement.doc.trim().replace('\n', " "));
        Saved {
            name,
            answers: answers.unwrap_or_default(),
            params: Parameter::all(source),
            text: source.text.clone(),
        }
    }
}

/// Returns the folders of saved queries there are, the nearest first.
fn folders(options: &Options) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = Vec::new();
    let mut seen: Vec<PathBuf> = Vec::new();
    for folder in candidates(options) {
        let Ok(path) = fs::canonicalize(&folder) else {
            continue;
        };
        if path.is_dir() && !seen.contains(&path) {
            seen.push(path);
            folders.push(folder);
        }
    }
    folders
}

/// Returns where saved queries are looked for.
fn candidates(options: &Options) -> Vec<PathBuf> {
    let mut folders = vec![PathBuf::from(FOLDER)];
    folders.extend(with_ledger(FOLDER, options));
    let mut once = Vec::new();
    folders.retain(|folder| {
        let is_new = !once.contains(folder);
        once.push(folder.clone());
        is_new
    });
    folders
}

/// Returns the file of the saved query of a name, if there is one.
pub(crate) fn path_of(name: &str, options: &Options) -> Option<PathBuf> {
    saved(options).swap_remove(name)
}

/// Returns the folders of this name in the ledger's folder and beside it, or beside its one file; none of
/// a ledger that lies in no folder.
pub(crate) fn with_ledger(name: &str, options: &Options) -> Vec<PathBuf> {
    let Location::Folder(ledger) = ledger::chosen(options) else {
        return Vec::new();
    };
    let beside = match (ledger.file_name(), ledger.parent()) {
        (Some(_), Some(above)) => above.join(name),
        (_, _) => ledger.join("..").join(name),
    };
    if ledger.is_file() {
        return vec![beside];
    }
    vec![ledger.join(name), beside]
}

/// Returns the file that a new query of a name is saved in: with the ledger, or else here.
pub(crate) fn new_path(name: &str, options: &Options) -> PathBuf {
    let folders = with_ledger(FOLDER, options);
    let folder = folders.iter().find(|folder| folder.is_dir());
    let folder = folder.or(folders.first()).cloned();
    with_extension(&folder.unwrap_or_else(|| PathBuf::from(FOLDER)).join(name))
}

/// Returns a folder, which is the present one where its path is empty.
pub(crate) fn here(folder: &Path) -> &Path {
    if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    }
}

/// Returns the saved queries by name; one of a nearer folder hides those of its name.
fn saved(options: &Options) -> IndexMap<String, PathBuf> {
    let found = found(options).into_iter();
    found
        .filter_map(|(name, path)| Some((name, path.ok()?)))
        .collect()
}

/// Finds them, and what is named like one and cannot be read.
fn found(options: &Options) -> IndexMap<String, io::Result<PathBuf>> {
    let (mut found, mut odd) = (IndexMap::new(), Vec::new());
    for folder in folders(options) {
        let Found { files, problems } = files::below(&folder, EXTENSION);
        let name = |path: &Path| {
            let name = path.strip_prefix(&folder).unwrap_or(path);
            name.with_extension("").display().to_string()
        };
        for path in files {
            found.entry(name(&path)).or_insert(Ok(path));
        }
        let problems = problems.into_iter();
        odd.extend(problems.map(|(path, error)| (name(&path), error)));
    }
    // None of them hides one that can be read.
    for (name, error) in odd {
        found.entry(name).or_insert(Err(error));
    }
    found.sort_unstable_keys();
    found
}

fn with_extension(path: &Path) -> PathBuf {
    path.with_added_extension(EXTENSION)
}

fn missing(file: &Path, options: &Options) -> Diagnostic {
    let shown = file.display();
    let odd = found(options).swap_remove(&shown.to_string());
    if let Some(Err(error)) = odd {
        let message = format!("the saved query ‘{shown}’ cannot be read: {error}");
        return Diagnostic::error("unreadable", message);
    }
    let has_extension = file.extension().is_some_and(|it| it == EXTENSION);
    let is_path = has_extension || file.components().count() > 1;
    let what = if is_path { "query file" } else { "saved query" };
    let message = format!("there is no {what} ‘{shown}’");
    let diagnostic = Diagnostic::error("no-query-file", message);
    let saved = saved(options);
    let wanted = file.file_name().unwrap_or_default().to_string_lossy();
    let wanted = wanted.trim_end_matches(&format!(".{EXTENSION}"));
    if let Some(near) = nearest(wanted, saved.keys().map(String::as_str)) {
        return diagnostic.near(near);
    }
    let diagnostic = diagnostic.help(places(options));
    match saved.len() {
        0 => diagnostic,
        1..=MOST_NAMES => {
            let names = quoted_list(saved.keys().map(String::as_str));
            diagnostic.help(format!("there are {names}"))
        }
        _many => diagnostic.help("‘whosaid run’ lists those there are"),
    }
}

/// Says where saved queries are looked for, or which ledger to name for them to be found.
fn places(options: &Options) -> String {
    if let Some(hint) = ledger::hint(options) {
        return hint.to_owned();
    }
    let folders = candidates(options);
    let folders: Vec<String> = folders.iter().map(|it| it.display().to_string()).collect();
    let folders = quoted_list(folders.iter().map(String::as_str));
    format!("they are files NAME.{EXTENSION} in {folders}")
}
