//! Runs the golden files below `tests/`; `WHOSAID_UPDATE=1` records what differs instead.
//! Holds the saved queries to their form.

use std::fs;
use std::path::Path;

use whosaid::golden::{self, Location, Mode, Runner};

#[test]
fn answers_are_as_recorded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let update = std::env::var_os("WHOSAID_UPDATE").is_some();
    let mode = if update { Mode::Update } else { Mode::Compare };
    let mut runner = Runner::new(mode, Location::Folder(root.join("seeds")));
    let files = golden::files(&root.join("tests")).expect("tests is a folder");
    assert!(!files.is_empty(), "there are no golden files");
    let mut wrong = String::new();
    for file in files {
        match runner.run(&file) {
            Ok(outcome) => {
                wrong.extend(outcome.failures.iter().map(|failure| {
                    format!("{}: ‘{}’\n{}\n", failure.place, failure.name, failure.diff)
                }));
                wrong.push_str(&outcome.errors.render(false));
            }
            Err(broken) => wrong.push_str(&broken.report().render(false)),
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_saved_query_says_what_it_answers_and_has_a_table() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden: String = golden::files(&root.join("tests"))
        .expect("tests is a folder")
        .iter()
        .map(|file| fs::read_to_string(file).expect("a golden file can be read"))
        .collect();
    let queries = fs::read_dir(root.join("queries")).expect("queries is a folder");
    let mut wrong = Vec::new();
    for query in queries.flatten() {
        let name = query.file_name().to_string_lossy().into_owned();
        let text = fs::read_to_string(query.path()).expect("a saved query can be read");
        if !text.starts_with("## ") {
            wrong.push(format!("{name} does not begin with what it answers"));
        }
        if !golden
            .lines()
            .any(|line| line == format!("run ../../../queries/{name}"))
        {
            wrong.push(format!("{name} has no table"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
