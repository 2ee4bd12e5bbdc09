//! The page of the files: its examples make a sound ledger.

use std::sync::Arc;

use crate::page::Page;
use whosaid::diagnostic::Source;
use whosaid::engine::{Ask, Engine};
use whosaid::golden;
use whosaid::model::{Kind, Text};
use whosaid::render;

const PAGE: &str = "docs/ledger.md";

#[test]
fn the_examples_make_a_ledger_that_answers_as_the_page_says() {
    let page = Page::read(PAGE);
    let blocks = page.blocks();
    let files = blocks.iter().filter(|block| block.info == "toml");
    let file = Text {
        name: PAGE.to_owned(),
        text: files.map(|block| block.body.as_str()).collect(),
    };
    let (engine, warnings) =
        Engine::from_texts([file]).unwrap_or_else(|report| panic!("{}", report.render(false)));
    assert!(
        warnings.diagnostics.is_empty(),
        "{}",
        warnings.render(false)
    );
    let table = render::mode("table").expect("a mode");
    let queries = blocks.iter().enumerate();
    let outputs: Vec<_> = queries
        .filter(|(_, block)| block.info == "whosaid")
        .map(|(at, block)| {
            let source = Arc::new(Source {
                name: "query".to_owned(),
                text: block.body.trim_end().to_owned(),
            });
            let output = golden::transcript(&engine.ask(&source, &Ask::default()), table);
            let shown = blocks.get(at + 1).expect("an output stands behind it");
            (shown.clone(), output)
        })
        .collect();
    page.compare(&page.with_bodies(&outputs));
}

#[test]
fn the_page_names_every_table_of_the_files() {
    let page = Page::read(PAGE);
    for kind in Kind::ALL.into_iter().filter(|kind| kind.is_written()) {
        let table = format!("`[[{}]]`", kind.schema().singular);
        assert!(page.text().contains(&table), "{table}");
    }
}
