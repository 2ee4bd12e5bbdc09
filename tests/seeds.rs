//! The seeds against the original texts, which lie beside the repository; where they do not, against the forms alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use whosaid::model::{Kind, Ledger, Link, Record, Value, load_folder};
use whosaid::originals::{Folder, Original, Runs, own_texts, passage_hash};
use whosaid::value::Locator;

#[test]
fn every_report_says_where_its_passage_is() {
    let ledger = seeds();
    let reports = &ledger.table(Kind::Reports).records;
    assert!(reports.len() > 100, "only {} reports", reports.len());
    for (id, report) in reports {
        let at = text(report, Kind::Reports, "at").unwrap_or_else(|| panic!("{id} has no place"));
        assert!(Locator::parse(at).is_some(), "{id} is at {at}");
        let hash = text(report, Kind::Reports, "hash").unwrap_or_default();
        let digits = hash
            .bytes()
            .all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'));
        assert!(digits && hash.len() == 16, "{id} has the hash ‘{hash}’");
    }
}

#[test]
fn every_passage_is_the_one_that_was_read() {
    let Some(originals) = originals() else {
        return;
    };
    let ledger = seeds();
    let texts = held(&ledger, &originals);
    let mut wrong = Vec::new();
    for (id, report) in &ledger.table(Kind::Reports).records {
        let [document] = links(report, Kind::Reports, "document") else {
            panic!("{id} is in no document");
        };
        let original = texts
            .get(&document.row)
            .unwrap_or_else(|| panic!("{id} is in a document that is not held"));
        let at = text(report, Kind::Reports, "at").and_then(Locator::parse);
        let at = at.unwrap_or_else(|| panic!("{id} has no place"));
        let hash = original.passage(at).map(|passage| passage_hash(&passage));
        if hash.as_deref().ok() != text(report, Kind::Reports, "hash") {
            wrong.push(format!("{id} at {at}: {hash:?}"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn no_sentence_is_taken_over() {
    let Some(originals) = originals() else {
        return;
    };
    let originals = held(&seeds(), &originals);
    let runs = Runs::of(originals.iter().map(|(row, original)| (*row, original)));
    let mut taken = Vec::new();
    for file in seed_files() {
        let text = fs::read_to_string(&file).expect("the seeds can be read");
        let texts = own_texts(&text);
        assert!(!texts.is_empty(), "{} holds no texts", file.display());
        for own in texts {
            let shared = runs.shared(&own.text).into_iter();
            taken.extend(shared.map(|it| format!("{}: {}", file.display(), it.words)));
        }
    }
    assert_eq!(taken, Vec::<String>::new());
}

fn beside(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn seeds() -> Ledger {
    load_folder(&beside("seeds"))
        .expect("the seeds load")
        .ledger
}

fn seed_files() -> Vec<PathBuf> {
    let entries = fs::read_dir(beside("seeds")).expect("the seeds are in the repository");
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// Opens the folder of the originals; none where it is not beside the repository.
fn originals() -> Option<Folder> {
    let folder = beside("../shared/originals");
    folder
        .is_dir()
        .then(|| Folder::open(&folder).expect("the originals can be read"))
}

/// Reads the original of every document that we held, by the document's row.
fn held(ledger: &Ledger, originals: &Folder) -> BTreeMap<u32, Original> {
    let place = |name| Kind::Documents.field(name).expect("documents have it").0;
    let (held, sha256) = (place("held"), place("sha256"));
    let rows = (0u32..).zip(&ledger.table(Kind::Documents).records);
    let mut texts = BTreeMap::new();
    for (row, (id, document)) in rows {
        if document.get(held) != Some(&Value::Truth(true)) {
            continue;
        }
        let Some(Value::Text(hash)) = document.get(sha256) else {
            panic!("document {id} has no hash");
        };
        let original = originals.read(hash).expect("the originals are text");
        texts.insert(
            row,
            original.unwrap_or_else(|| panic!("no original is {id}'s")),
        );
    }
    assert_eq!(texts.len(), 5, "documents that are held");
    texts
}

fn links<'r>(record: &'r Record, kind: Kind, field: &str) -> &'r [Link] {
    record.links(kind.field(field).expect("the kind has the field").0)
}

fn text<'r>(record: &'r Record, kind: Kind, field: &str) -> Option<&'r str> {
    match record.get(kind.field(field)?.0) {
        Some(Value::Text(text)) => Some(text),
        Some(_) | None => None,
    }
}
