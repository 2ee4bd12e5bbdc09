//! `stamp`: hashes filled in, and places found again.

use crate::console::ledger;
use crate::console::messages::Messages;
use crate::console::options::{Options, Stamp};
use crate::console::output::Output;
use crate::console::stop::Stop;
use crate::diagnostic::{Diagnostic, quoted_list};
use crate::golden::Location;
use crate::model;
use crate::originals::Folder;
use crate::stamp::{Act, Change, Plan, Survey, Written};

/// Lists what is changed in the files of a ledger, and changes it; fails when anything is left.
pub(super) fn run(asked: &Stamp, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    let usage = |diagnostic: Diagnostic| {
        messages.report(&diagnostic.into());
        Stop::Usage
    };
    let Location::Folder(path) = ledger::named(asked.folder.as_deref(), options) else {
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
    let stays = asked.dry_run || asked.check;
    let written = if stays {
        Written::default()
    } else {
        plan.write()
    };
    let is_done = |change: &&Change| stays || written.files.contains(&change.file.name);
    let done: Vec<&Change> = plan.changes.iter().filter(is_done).collect();
    let listed: String = done.iter().map(|it| it.line() + "\n").collect();
    // What became of the files is told in any case.
    let shown = Output::new(options).text(&listed, &messages);
    messages.report(&plan.left);
    messages.report(&written.errors);
    messages.note(&summary(&done, plan.left.diagnostics.len(), stays));
    if !written.errors.diagnostics.is_empty() {
        let names = written.files.iter().map(String::as_str);
        messages.note(&match written.files.as_slice() {
            [] => "no file was written".to_owned(),
            [_, ..] => format!("these files were written: {}", quoted_list(names)),
        });
    }
    if written.errors.has_errors() {
        return Err(Stop::Runtime);
    }
    shown?;
    let fails = plan.left.has_errors() || asked.check && !plan.changes.is_empty();
    if fails { Err(Stop::Failed) } else { Ok(()) }
}

fn summary(done: &[&Change], left: usize, stays: bool) -> String {
    let count = |act| done.iter().filter(|change| change.act == act).count();
    let (filled, anchored) = (count(Act::Fill), count(Act::Anchor));
    let refreshed = count(Act::Refresh);
    let stays = if stays { "; nothing was written" } else { "" };
    format!("{filled} filled in, {anchored} re-anchored, {refreshed} refreshed, {left} left{stays}")
}
