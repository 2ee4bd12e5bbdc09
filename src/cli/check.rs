//! `check`: what is wrong in a ledger.

use std::path::Path;

use super::ledger;
use super::messages::{Messages, counted};
use super::options::{ErrorFormat, Options};
use super::output::Output;
use super::stop::Stop;
use crate::diagnostic::{Report, Severity};
use crate::engine::Engine;
use crate::golden::Ledger;

/// Lists what the loader finds, one line each; fails when any of it is an error.
pub(super) fn run(folder: Option<&Path>, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    let chosen = match folder {
        Some(folder) => Ledger::Folder(folder.to_owned()),
        None => ledger::chosen(options),
    };
    let report = match chosen {
        Ledger::Sample => Engine::sample().1,
        Ledger::Folder(folder) => {
            ledger::expect_ledger(&folder, &messages)?;
            Engine::open(&folder).map_or_else(|report| report, |(_, warnings)| warnings)
        }
    };
    let listed = match options.error_format {
        ErrorFormat::Human => report.lines(),
        ErrorFormat::Json => report.json(),
    };
    Output::new(options).text(&listed, &messages)?;
    messages.note(&summary(&report));
    if report.has_errors() {
        Err(Stop::Failed)
    } else {
        Ok(())
    }
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
