//! Loading a ledger from its TOML files.
//!
//! [`read`] turns each file into drafts, whose references are still ids; [`imply`] adds what files
//! may leave out, [`merge`] makes one of sources that are the same, [`link`] looks the ids up.
//! What records then settle about each other is [`Ledger::settle`]'s. Every step goes on after an
//! error, so that a load reports all of them, and nothing is loaded when there is one.

mod claim;
mod cut;
mod cycles;
mod date;
mod denials;
mod draft;
mod entity;
mod files;
mod form;
mod id;
mod ids;
mod imply;
mod item;
mod link;
mod merge;
mod problems;
mod read;
mod reading;
mod required;
mod rules;
mod target;

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

pub use self::files::{ledger_files, ledger_files_within};

use self::draft::Drafts;
use self::problems::Problems;
use self::reading::Read;
use super::Ledger;
use crate::diagnostic::{Diagnostic, Report, Source};

/// One file of a ledger, wherever it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its path, as the user would write it; files are read in the order of their names.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// A ledger and what its reader should be told.
#[derive(Debug)]
pub struct Loaded {
    /// The ledger.
    pub ledger: Ledger,
    /// Warnings; never errors.
    pub warnings: Report,
}

/// What is done of opening a ledger, one after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Its files are read.
    Reading,
    /// Its records are made, and what they refer to is looked up.
    Linking,
    /// They are laid out for queries.
    Building,
}

/// How far a ledger is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// The steps of the stage that are done; of reading, the files.
    pub steps: usize,
    /// The steps that the stage has.
    pub of_steps: usize,
    /// The files that are read.
    pub files: usize,
    /// The files there are.
    pub of_files: usize,
    /// The bytes that are read.
    pub bytes: usize,
    /// The bytes there are.
    pub of_bytes: usize,
}

impl Progress {
    /// Begins to read these files.
    pub(super) fn reading(files: &[Arc<Source>]) -> Progress {
        Progress {
            stage: Stage::Reading,
            steps: 0,
            of_steps: files.len(),
            files: 0,
            of_files: files.len(),
            bytes: 0,
            of_bytes: files.iter().map(|source| source.text.len()).sum(),
        }
    }

    /// Returns how far it is in a stage.
    pub(crate) fn at(self, stage: Stage, steps: usize, of_steps: usize) -> Progress {
        Progress {
            stage,
            steps,
            of_steps,
            ..self
        }
    }
}

/// The steps of linking, told as they are done.
struct Steps<'t> {
    progress: Progress,
    tell: &'t mut dyn FnMut(Progress) -> ControlFlow<()>,
}

/// The functions of [`resolve`], and what records settle about each other.
const LINKING: usize = 9;

impl<'t> Steps<'t> {
    /// Begins; tells so.
    fn begin(
        progress: Progress,
        tell: &'t mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> ControlFlow<(), Steps<'t>> {
        let progress = progress.at(Stage::Linking, 0, LINKING);
        tell(progress)?;
        ControlFlow::Continue(Steps { progress, tell })
    }

    /// Tells that one more is done.
    fn done(&mut self) -> ControlFlow<()> {
        self.progress.steps += 1;
        (self.tell)(self.progress)
    }
}

/// Loads all `*.toml` files below a folder, or one file; names that begin with a dot are left out.
///
/// # Errors
///
/// Returns everything that is wrong with the files; nothing is loaded then.
pub fn load_folder(path: &Path) -> Result<Loaded, Report> {
    load_folder_telling(path, &mut |_| ControlFlow::Continue(()))
}

/// Loads them, and tells behind each file, each piece of a long one and each step how far it is; it
/// goes on as long as it is told to.
///
/// # Errors
///
/// Those of [`load_folder`]; what was found so far where it shall not go on.
pub fn load_folder_telling(
    path: &Path,
    tell: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Loaded, Report> {
    let (texts, problems) = files::read(path)?;
    let name = path.display().to_string();
    load(texts, problems, &format!("‘{name}’ holds no records"), tell)
}

/// Loads a ledger from texts.
///
/// # Errors
///
/// Returns everything that is wrong with the texts; nothing is loaded then.
pub fn load_texts(files: impl IntoIterator<Item = Text>) -> Result<Loaded, Report> {
    load(
        files.into_iter().collect(),
        Vec::new(),
        "the ledger holds no records",
        &mut |_| ControlFlow::Continue(()),
    )
}

fn load(
    mut texts: Vec<Text>,
    found: Vec<Diagnostic>,
    empty: &str,
    tell: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Loaded, Report> {
    texts.sort_by(|a, b| a.name.cmp(&b.name));
    let sources = texts
        .into_iter()
        .map(|Text { name, text }| Arc::new(Source { name, text }));
    let files: Vec<Arc<Source>> = sources.collect();
    let are_there = found.is_empty();
    let mut problems = Problems::new(&files, found);
    let Some(Read {
        drafts,
        are_toml,
        progress,
    }) = reading::all(&files, &mut problems, tell)
    else {
        return Err(problems.into_report());
    };
    // What an unreadable file holds is not known, so ids that name nothing would mislead.
    if !are_there || !are_toml {
        return Err(problems.into_report());
    }
    let mut warnings = Report::default();
    if drafts.is_empty() && problems.is_empty() {
        let help = "a ledger is a folder of TOML files with [[document]], [[claim]] and the like";
        warnings
            .diagnostics
            .push(Diagnostic::warning("empty-ledger", empty).help(help));
    }
    let linked = Steps::begin(progress, tell);
    let linked = linked.map_continue(|steps| resolve(drafts, &mut problems, steps));
    let Some(mut ledger) = linked
        .continue_value()
        .and_then(ControlFlow::continue_value)
    else {
        return Err(problems.into_report());
    };
    if !problems.is_empty() {
        return Err(problems.into_report());
    }
    ledger.settle();
    ledger.files = files;
    Ok(Loaded { ledger, warnings })
}

/// Makes records of what was read, step by step as long as it shall go on.
fn resolve(
    mut drafts: Drafts<'_>,
    problems: &mut Problems<'_>,
    mut steps: Steps<'_>,
) -> ControlFlow<(), Ledger> {
    drafts.sort();
    ids::give(&mut drafts, problems);
    steps.done()?;
    target::read(&mut drafts, problems);
    steps.done()?;
    imply::all(&mut drafts, problems);
    steps.done()?;
    required::check(&drafts, problems);
    steps.done()?;
    let merged = merge::sources(&mut drafts);
    steps.done()?;
    let mut ledger = link::link(drafts, &merged, problems);
    steps.done()?;
    cycles::check(&ledger, problems);
    steps.done()?;
    if problems.is_empty() {
        denials::check(&mut ledger, problems);
    }
    steps.done()?;
    ControlFlow::Continue(ledger)
}

#[cfg(test)]
mod tests;
