//! What a strict reader objects to in a loaded ledger.
//!
//! Every check is a row of [`CHECKS`]: its code, when it runs, how bad a finding is, and the
//! function that finds. What the loader refuses is no check, but its codes have their sections in
//! `docs/checks.md` too.

mod assessments;
mod claims;
mod context;
mod dates;
mod figures;
mod findings;
mod graph;
mod names;
mod originals;
mod propositions;
mod quotes;
mod relays;
mod reports;
mod row;
mod select;
mod sources;
mod speakers;
mod table;
mod unused;

pub use row::{Check, Tier};
pub use select::Selection;
pub use table::CHECKS;

use self::context::Context;
use self::findings::Findings;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::Ledger;
use crate::originals::Folder;

/// Runs the selected checks; findings come in order of file and place.
///
/// Checks that read the original texts find nothing without the folder that holds these.
pub fn run(ledger: &Ledger, selection: &Selection, originals: Option<&Folder>) -> Report {
    let context = Context::new(ledger, originals);
    let mut diagnostics = Vec::new();
    for check in CHECKS.iter().filter(|check| selection.has(check)) {
        let mut findings = Findings::new(check, &ledger.files);
        (check.find)(&context, &mut findings);
        diagnostics.extend(findings.into_diagnostics());
    }
    // Sorting keeps the order of the table where two findings share a place.
    diagnostics.sort_by(|a, b| place(a).cmp(&place(b)));
    Report { diagnostics }
}

/// Returns the file and the place a diagnostic is about.
fn place(diagnostic: &Diagnostic) -> Option<(&str, u32)> {
    let label = diagnostic.labels.first()?;
    Some((&label.source.name, label.span.start))
}

#[cfg(test)]
mod tests;
