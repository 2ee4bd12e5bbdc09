//! How a ledger stands to the original texts.

use std::collections::BTreeMap;

use super::passages::Passage;
use super::texts::{self, Text};
use crate::model::{Kind, Ledger, Link};
use crate::originals::{Finder, Folder, Original};
use crate::value::Locator;

/// How every document that we hold, and every report in it, stands to a folder of originals.
#[derive(Debug)]
pub struct Survey {
    /// Where each document's text is, by the document's row.
    pub texts: BTreeMap<u32, Text>,
    /// The texts that are there, by the document's row.
    pub originals: BTreeMap<u32, Original>,
    /// How each report stands whose document's text is there, by the report's row.
    pub passages: BTreeMap<u32, Passage>,
}

impl Survey {
    /// Compares a ledger with the original texts in a folder.
    pub fn new(ledger: &Ledger, folder: &Folder) -> Survey {
        let mut texts = texts::find(ledger, folder);
        let mut originals = BTreeMap::new();
        let documents = ledger.table(Kind::Documents);
        let known = Kind::Documents.place("sha256");
        for (row, text) in &mut texts {
            let sha256 = match text {
                Text::Known(_) => documents.row(*row).and_then(|it| it.text(known)),
                Text::New { sha256, .. } | Text::Changed { sha256, .. } => Some(&**sha256),
                Text::Unclear(_) | Text::Unreadable(_) | Text::Missing => None,
            };
            match sha256.map_or(Ok(None), |sha256| folder.read(sha256)) {
                Ok(Some(original)) => {
                    originals.insert(*row, original);
                }
                Ok(None) => {}
                Err(diagnostic) => *text = Text::Unreadable(diagnostic),
            }
        }
        let passages = passages(ledger, &originals);
        Survey {
            texts,
            originals,
            passages,
        }
    }
}

fn passages(ledger: &Ledger, originals: &BTreeMap<u32, Original>) -> BTreeMap<u32, Passage> {
    let place = |field| Kind::Reports.place(field);
    let (document, at, hash) = (place("document"), place("at"), place("hash"));
    let finders = originals
        .iter()
        .map(|(row, original)| (*row, Finder::new(original)));
    let mut finders: BTreeMap<u32, Finder<'_>> = finders.collect();
    let mut passages = BTreeMap::new();
    for (row, report) in (0u32..).zip(ledger.table(Kind::Reports).records.values()) {
        let Some(Link {
            row: page,
            doubtful: false,
        }) = report.link(document)
        else {
            continue;
        };
        let at = report.text(at).and_then(Locator::parse);
        if let (Some(finder), Some(at)) = (finders.get_mut(&page), at) {
            passages.insert(row, Passage::of(at, report.text(hash), finder));
        }
    }
    passages
}
