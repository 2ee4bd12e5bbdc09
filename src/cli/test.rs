//! `test`: golden files.

use std::path::{Path, PathBuf};

use super::ledger;
use super::messages::{Messages, indented};
use super::options::Options;
use super::output::Output;
use super::saved;
use super::stop::Stop;
use crate::diagnostic::quoted_list;
use crate::golden::{self, Broken, Failure, Mode, Runner};
use crate::value::counted;

/// The folder of tests, here, or else in the ledger's folder or beside it.
const FOLDER: &str = "tests";

/// Runs the cases of files, and of the files in folders.
pub(super) fn run(paths: &[PathBuf], update: bool, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    let mut output = Output::new(options);
    let mode = if update { Mode::Update } else { Mode::Compare };
    let mut runner = Runner::new(mode, ledger::chosen(options));
    let (mut cases, mut failed, mut recorded, mut broken) = (0, 0, 0, 0);
    let mut stop = Stop::Failed;
    let paths: Vec<PathBuf> = paths.iter().map(|path| found(path, options)).collect();
    for file in files(&paths, &messages)? {
        match runner.run(&file) {
            Ok(outcome) => {
                cases += outcome.cases;
                recorded += outcome.recorded;
                failed += outcome.failures.len() + outcome.errors.diagnostics.len();
                messages.report(&outcome.errors);
                for failure in &outcome.failures {
                    output.text(&described(failure), &messages)?;
                }
            }
            Err(wrong) => {
                broken += 1;
                messages.report(wrong.report());
                if let Broken::Ledger(_) = wrong {
                    stop = Stop::Ledger;
                }
            }
        }
    }
    let mut summary = format!("{}, {failed} failed", counted(cases, "case"));
    if update {
        summary.push_str(&format!(", {recorded} recorded"));
    }
    if broken > 0 {
        summary.push_str(&format!("; {} could not be run", counted(broken, "file")));
    }
    messages.note(&summary);
    if failed + broken > 0 {
        Err(stop)
    } else {
        Ok(())
    }
}

/// Returns a path, or for the folder of all tests that is not here the one with the ledger.
fn found(path: &Path, options: &Options) -> PathBuf {
    let with_ledger = || saved::with_ledger(FOLDER, options).into_iter();
    let elsewhere = (path == Path::new(FOLDER) && !path.exists())
        .then(|| with_ledger().find(|folder| folder.is_dir()));
    elsewhere.flatten().unwrap_or_else(|| path.to_owned())
}

/// Lists the files to run; that there are none is an error, or a wrong path would go unseen.
fn files(paths: &[PathBuf], messages: &Messages) -> Result<Vec<PathBuf>, Stop> {
    let mut found = Vec::new();
    for path in paths {
        if !path.exists() {
            let message = format!("there is no file or folder ‘{}’", path.display());
            messages.error("no-cases", message);
            return Err(Stop::Usage);
        }
        match golden::files(path) {
            Ok(files) => found.extend(files),
            Err((path, error)) => {
                let message = format!("cannot read ‘{}’: {error}", path.display());
                messages.error("unreadable", message);
                return Err(Stop::Runtime);
            }
        }
    }
    if found.is_empty() {
        let names: Vec<_> = paths
            .iter()
            .map(|path| Path::to_string_lossy(path))
            .collect();
        let names = quoted_list(names.iter().map(|name| &**name));
        let message = format!("there are no ‘.{}’ files in {names}", golden::EXTENSION);
        messages.error("no-cases", message);
        return Err(Stop::Failed);
    }
    Ok(found)
}

fn described(failure: &Failure) -> String {
    let (place, name) = (&failure.place, &failure.name);
    let diff = indented(&failure.diff);
    format!("{place}: the answer of ‘{name}’ differs\n{diff}")
}
