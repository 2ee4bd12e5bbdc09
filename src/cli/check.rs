//! `check`: what is wrong in a ledger.

use std::sync::Arc;

use super::explain;
use super::ledger;
use super::messages::Messages;
use super::options::{Check, ErrorFormat, Options};
use super::output::Output;
use super::stop::Stop;
use crate::check::{self, Selection};
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::engine::sample_texts;
use crate::golden::Location;
use crate::model::{self, Loaded};
use crate::originals::Folder;
use crate::value::counted;

/// Lists what the loader and the checks find, one line each; fails when any of it is an error, or
/// under `--strict` a warning.
pub(super) fn run(asked: &Check, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    if asked.list {
        return Output::new(options).answer(&Arc::new(explain::checks()), &messages);
    }
    let usage = |diagnostic: Diagnostic| {
        messages.report(&diagnostic.into());
        Stop::Usage
    };
    let selection = Selection::new(asked.strict, &asked.also, &asked.only).map_err(usage)?;
    if let (None, Some(check)) = (&asked.originals, selection.needs_originals()) {
        let message = format!("‘{}’ compares the ledger with original texts", check.code);
        let help = "name their folder with --originals DIR";
        return Err(usage(Diagnostic::error("no-originals", message).help(help)));
    }
    let originals = asked.originals.as_deref().map(Folder::open).transpose();
    let originals = originals.map_err(usage)?;
    let loaded = load(asked, options, &messages)?;
    let loads = loaded.is_ok();
    let report = match loaded {
        Ok(Loaded { ledger, warnings }) => {
            let mut report = check::run(&ledger, &selection, originals.as_ref());
            report.diagnostics.splice(0..0, warnings.diagnostics);
            report
        }
        Err(report) => report,
    };
    let listed = match options.error_format {
        ErrorFormat::Human => report.lines(),
        ErrorFormat::Json => report.json(),
    };
    Output::new(options).text(&listed, &messages)?;
    messages.note(&summary(&report));
    if !loads {
        messages.note("the ledger does not load; its records are checked when it does");
    }
    let fails = report.has_errors() || asked.strict && !report.diagnostics.is_empty();
    if fails { Err(Stop::Failed) } else { Ok(()) }
}

fn load(
    asked: &Check,
    options: &Options,
    messages: &Messages,
) -> Result<Result<Loaded, Report>, Stop> {
    Ok(match ledger::named(asked.folder.as_deref(), options) {
        Location::Sample => model::load_texts(sample_texts()),
        Location::Folder(folder) => {
            ledger::expect_ledger(&folder, messages)?;
            model::load_folder(&folder)
        }
    })
}

fn summary(report: &Report) -> String {
    let of = |severity| {
        report
            .diagnostics
            .iter()
            .filter(|each| each.severity == severity)
            .count()
    };
    let errors = counted(of(Severity::Error), "error");
    format!("{errors}, {}", counted(of(Severity::Warning), "warning"))
}
