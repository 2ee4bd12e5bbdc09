//! The layout of the queries that the project itself holds.

#[path = "format/keeps.rs"]
mod keeps;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use whosaid::diagnostic::Source;
use whosaid::golden::{self, Suite};
use whosaid::syntax;

use keeps::keeps;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn saved_queries_stand_in_the_canonical_layout() {
    let files = whosaid::files::below(&root().join("queries"), "who").files;
    assert!(files.len() > 10, "only {} queries", files.len());
    for path in files {
        let text = fs::read_to_string(&path).expect("a query");
        let name = path.display().to_string();
        let source = Source {
            name: name.clone(),
            text: text.clone(),
        };
        let formatted = syntax::format(&Arc::new(source)).expect("a sound query");
        assert_eq!(text, formatted, "{name}: ‘whosaid fmt queries’ mends it");
        assert_eq!(keeps(&text), Ok(()));
    }
}

#[test]
fn golden_cases_keep_their_trees() {
    let files = golden::files(&root().join("tests")).expect("a folder");
    let mut cases = 0;
    for path in files {
        for case in Suite::read(&path).expect("a golden file").cases {
            assert_eq!(keeps(&case.query), Ok(()), "{}", path.display());
            cases += 1;
        }
    }
    assert!(cases > 100, "only {cases} cases");
}

#[test]
fn the_examples_of_the_pages_keep_their_trees() {
    let page = fs::read_to_string(root().join("grammar.md")).expect("a page");
    let blocks = page.split("\n```whosaid").skip(1);
    let mut examples = 0;
    for block in blocks {
        let (_, body) = block.split_once('\n').expect("a block");
        let (example, _) = body.split_once("\n```").expect("its end");
        // Below the line stands what it gave.
        let query = example.split("\n---").next().unwrap_or_default();
        assert_eq!(keeps(query), Ok(()));
        examples += 1;
    }
    assert!(examples > 20, "only {examples} examples");
}
