//! `stamp`: hashes filled in, and places found again.

use super::ledger;
use super::messages::Messages;
use super::options::{Options, Stamp};
use super::output::Output;
use super::stop::Stop;
use crate::diagnostic::{Diagnostic, quoted_list};
use crate::golden::Ledger;
use crate::model;
use crate::originals::Folder;
use crate::stamp::{Act, Plan, Survey, Written};

/// Lists what is changed in the files of a ledger, and changes it; fails when anything is left.
pub(super) fn run(asked: &Stamp, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    let usage = |diagnostic: Diagnostic| {
        messages.report(&diagnostic.into());
        Stop::Usage
    };
    let Ledger::Folder(path) = ledger::named(asked.folder.as_deref(), options) else {
        let message = "the sample ledger is part of the program and cannot be changed";
        return Err(usage(Diagnostic::error("sample-ledger", message)));
    };
    let folder = Folder::open(&asked.originals).map_err(usage)?;
    ledger::expect_ledger(&path, &messages)?;
    let loaded = model::load_folder(&path).map_err(|report| {
        messages.report(&report);
        Stop::Ledger
    })?;
    messages.report(&loaded.warnings);
    let survey = Survey::new(&loaded.ledger, &folder);
    let plan = Plan::new(&loaded.ledger, &survey, asked.force);
    let listed: String = plan.changes.iter().map(|it| it.line() + "\n").collect();
    Output::new(options).text(&listed, &messages)?;
    messages.report(&plan.left);
    let stays = asked.dry_run || asked.check;
    let written = if stays {
        Written::default()
    } else {
        plan.write()
    };
    messages.report(&written.errors);
    messages.note(&summary(&plan, &written, stays));
    if written.errors.has_errors() {
        return Err(Stop::Runtime);
    }
    let fails = plan.left.has_errors() || asked.check && !plan.changes.is_empty();
    if fails { Err(Stop::Failed) } else { Ok(()) }
}

fn summary(plan: &Plan, written: &Written, stays: bool) -> String {
    let mut summary = format!(
        "{} filled in, {} re-anchored, {} refreshed, {} left",
        plan.count(Act::Fill),
        plan.count(Act::Anchor),
        plan.count(Act::Refresh),
        plan.left.diagnostics.len(),
    );
    if stays {
        summary.push_str("; nothing was written");
    } else if written.errors.has_errors() {
        let names = written.files.iter().map(String::as_str);
        match written.files.as_slice() {
            [] => summary.push_str("; no file was written"),
            [_, ..] => summary.push_str(&format!("; written: {}", quoted_list(names))),
        }
    }
    summary
}
