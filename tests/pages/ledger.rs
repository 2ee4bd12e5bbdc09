//! The page of the files: its examples make a sound ledger.

use crate::page::Page;
use whosaid::Ledger;
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
    let ledger = Ledger::from_texts([file]).unwrap_or_else(|error| panic!("{error}"));
    let warnings = ledger.warnings();
    assert!(warnings.diagnostics.is_empty(), "{}", warnings.lines());
    let table = render::mode("table").expect("a mode");
    let queries = blocks.iter().enumerate();
    let outputs: Vec<_> = queries
        .filter(|(_, block)| block.info == "whosaid")
        .map(|(at, block)| {
            let query = ledger.query(block.body.trim_end());
            let output = golden::transcript(&query.ask_all(), table);
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
