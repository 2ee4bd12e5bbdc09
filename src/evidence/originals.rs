//! Passages in the original texts.

use std::sync::Arc;

use super::report::{Paragraph, Standing};
use crate::model::{Kind, Ledger, Link, Record, Value};
use crate::originals::{Folder, Original};
use crate::stamp::{Passage, Survey, Text};
use crate::store::{Column, NONE, Store};
use crate::value::Locator;

/// How every passage of a ledger stands to the original texts in a folder.
#[derive(Debug)]
pub struct Originals {
    survey: Survey,
    /// Of each report's row the place it gives.
    places: Vec<Option<Locator>>,
    /// The ids of the documents, by row.
    documents: Vec<Arc<str>>,
}

impl Originals {
    /// Compares the reports of a store with the texts in a folder.
    pub fn new(store: &Store, folder: &Folder) -> Originals {
        let ledger = with_passages(store);
        let at = Kind::Reports.place("at");
        let reports = ledger.table(Kind::Reports).records.values();
        let places = reports.map(|report| Locator::parse(report.text(at)?));
        let documents = ledger.table(Kind::Documents).records.keys();
        Originals {
            places: places.collect(),
            documents: documents.cloned().collect(),
            survey: Survey::new(&ledger, folder),
        }
    }

    /// Returns the file of a document's text, or what is wrong with it; none for a document that we
    /// have not read.
    pub(super) fn text(&self, document: u32) -> Option<Result<String, String>> {
        let text = self.survey.texts.get(&document)?;
        let id = self.documents.get(document as usize)?;
        Some(match (text.objection(id), text) {
            (Some(objection), _) => Err(objection),
            (None, Text::Known(path)) => Ok(format!("{}: unchanged", path.display())),
            (None, Text::New { path, .. }) => Ok(format!("{}: not stamped", path.display())),
            (
                None,
                Text::Changed { .. } | Text::Unclear(_) | Text::Unreadable(_) | Text::Missing,
            ) => {
                return None;
            }
        })
    }

    /// Returns how the passage of a report stands to its document's text, and the passage.
    pub(super) fn passage(&self, report: u32, document: Option<u32>) -> (Standing, Vec<Paragraph>) {
        let original = document.and_then(|row| self.survey.originals.get(&row));
        let (Some(original), Some(passage)) = (original, self.survey.passages.get(&report)) else {
            let why = self.objection(document);
            return (Standing::NoOriginal { why }, Vec::new());
        };
        let written = self.places.get(report as usize).copied().flatten();
        let (standing, at) = match passage {
            Passage::There => (Standing::Matches, written),
            Passage::Moved { to, times } => {
                let (to, times, at) = (to.to_string(), *times, Some(*to));
                (Standing::Moved { to, times }, at)
            }
            Passage::Changed { hash } => (Standing::Changed { hash: hash.clone() }, written),
            Passage::Unstamped { .. } => (Standing::NotStamped, written),
            Passage::OutOfRange(beyond) => {
                let why = beyond.to_string();
                (Standing::OutOfRange { why }, None)
            }
        };
        (
            standing,
            at.map_or(Vec::new(), |at| paragraphs(original, at)),
        )
    }

    /// Says why the text of a document is not there.
    fn objection(&self, document: Option<u32>) -> String {
        let named = document.and_then(|row| Some((row, self.documents.get(row as usize)?)));
        let Some((row, id)) = named else {
            return "the document is not known".to_owned();
        };
        match self.text(row) {
            Some(Err(objection)) => objection,
            Some(Ok(_)) => format!("it is in doubt whether the passage stands in ‘{id}’"),
            None => format!("we have not read document ‘{id}’"),
        }
    }
}

fn paragraphs(original: &Original, at: Locator) -> Vec<Paragraph> {
    let (first, last, span) = match at {
        Locator::Paragraphs { first, last } => (first, last, None),
        Locator::Span {
            paragraph,
            start,
            end,
        } => (paragraph, paragraph, Some((start, end))),
    };
    let numbered = (1u32..).zip(original.paragraphs());
    let within = numbered.filter(|(number, _)| (first..=last).contains(number));
    let paragraphs = within.map(|(number, text)| Paragraph {
        number,
        text: text.clone(),
        span,
    });
    paragraphs.collect()
}

/// Makes a ledger of what passages are compared by: the documents and reports, row for row.
fn with_passages(store: &Store) -> Ledger {
    let mut ledger = Ledger::default();
    copy(store, &mut ledger, Kind::Documents, &["held", "sha256"]);
    copy(
        store,
        &mut ledger,
        Kind::Reports,
        &["document", "at", "hash"],
    );
    ledger
}

fn copy(store: &Store, ledger: &mut Ledger, kind: Kind, fields: &[&'static str]) {
    let collection = store.collection(kind);
    for row in 0..collection.somebody() {
        let values = fields.iter().filter_map(|name| {
            let column = collection.column(usize::from(kind.place(name)))?;
            Some((*name, value(store, column, row)?))
        });
        ledger.push(kind, store.id(kind, row), Record::build(kind, values));
    }
}

fn value(store: &Store, column: &Column, row: u32) -> Option<Value> {
    let at = row as usize;
    match column {
        Column::Text(codes) => {
            let code = Some(codes[at]).filter(|code| *code != NONE)?;
            Some(Value::Text(store.texts().shared(code)))
        }
        Column::Truth(codes) => Some(Value::Truth(codes[at] == 1)),
        Column::Links(links) => {
            let links = links.of(at).map(|(row, doubtful)| Link { row, doubtful });
            Some(Value::Links(links.collect()))
        }
        Column::Texts(..) | Column::Word(_) | Column::Date(_) | Column::Number(_) => None,
    }
}
