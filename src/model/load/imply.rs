//! What files may leave out: the document of a report, own voices, sources made for entities.

mod sources;
mod voices;

use rustc_hash::FxHashMap;

use super::draft::{Drafts, Given};
use super::id::Id;
use super::problems::Problems;
use crate::diagnostic::quoted_list;
use crate::model::kinds::Stance;
use crate::model::{Kind, Value};

/// So many of the documents of a file are named where one must be chosen.
const MOST_NAMED: usize = 9;

/// Fills what the files leave out, as far as ids can tell.
pub(super) fn all(drafts: &mut Drafts<'_>, problems: &mut Problems<'_>) {
    let held = Held::new(drafts);
    documents(drafts, &held, problems);
    stances(drafts);
    voices::lend(drafts, &held, problems);
    sources::describe(drafts);
    sources::make(drafts);
}

/// The documents each file holds.
struct Held<'t> {
    by_file: FxHashMap<u32, Vec<Id<'t>>>,
}

impl<'t> Held<'t> {
    fn new(drafts: &Drafts<'t>) -> Self {
        let held = Kind::Documents.place("held");
        let mut by_file: FxHashMap<u32, Vec<Id<'_>>> = FxHashMap::default();
        for document in drafts.of(Kind::Documents) {
            if document.value(held) != Some(&Value::Truth(false)) {
                let documents = by_file.entry(document.place.0).or_default();
                documents.push(document.id.clone());
            }
        }
        Held { by_file }
    }

    fn of(&self, file: u32) -> &[Id<'t>] {
        self.by_file.get(&file).map_or(&[], Vec::as_slice)
    }
}

/// Gives reports the one held document of their file.
fn documents<'t>(drafts: &mut Drafts<'t>, held: &Held<'t>, problems: &mut Problems<'_>) {
    let field = Kind::Reports.place("document");
    let losing = drafts.losing().clone();
    for report in drafts.of_mut(Kind::Reports) {
        if report.has(field) {
            continue;
        }
        // It may be the one that could not be read.
        if losing.contains(&report.place.0) && held.of(report.place.0).len() != 1 {
            report.add(field, Given::Broken);
            continue;
        }
        match held.of(report.place.0) {
            [one] => {
                report.refer(field, one.clone());
                continue;
            }
            [] => {
                let message = "the report has no ‘document’, and its file has none that is held";
                let diagnostic = problems.error(report.place, "missing-field", message);
                diagnostic.helps.push("write document = \"ID\"".into());
            }
            several => {
                let message = "the report has no ‘document’, and its file has several";
                let diagnostic = problems.error(report.place, "missing-field", message);
                let mut list = quoted_list(several.iter().take(MOST_NAMED).map(|id| &**id));
                if several.len() > MOST_NAMED {
                    list += ", …";
                }
                diagnostic
                    .helps
                    .push(format!("write document = \"ID\" with one of {list}"));
            }
        }
        report.add(field, Given::Broken);
    }
}

/// Lets a claim without a stance assert.
fn stances(drafts: &mut Drafts<'_>) {
    let stance = Kind::Claims.place("stance");
    for claim in drafts.of_mut(Kind::Claims) {
        if !claim.has(stance) {
            claim.add_value(stance, Value::Word(Stance::Assert as u8));
        }
    }
}

/// Returns the id of the source made for a document.
fn author_id<'t>(document: &str) -> Id<'t> {
    format!("{document}/author").into()
}
