//! Runs the golden files below `tests/`; `WHOSAID_UPDATE=1` records what differs instead.

use std::path::Path;

use whosaid::golden::{self, Ledger, Mode, Runner};

#[test]
fn answers_are_as_recorded() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let update = std::env::var_os("WHOSAID_UPDATE").is_some();
    let mode = if update { Mode::Update } else { Mode::Compare };
    let mut runner = Runner::new(mode, Ledger::Folder(root.join("seeds")));
    let files = golden::files(&root.join("tests")).expect("tests is a folder");
    assert!(!files.is_empty(), "there are no golden files");
    let mut wrong = String::new();
    for file in files {
        match runner.run(&file) {
            Ok(outcome) => wrong.extend(outcome.failures.iter().map(|failure| {
                format!("{}: ‘{}’\n{}\n", failure.place, failure.name, failure.diff)
            })),
            Err(report) => wrong.push_str(&report.render(false)),
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
