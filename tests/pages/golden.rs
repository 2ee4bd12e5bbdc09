//! The page of golden files: a walk, and the lines that a head may have.

use crate::page::Page;
use crate::walk::walk;

const PAGE: &str = "docs/golden.md";

#[test]
fn the_page_is_a_walk_that_can_be_walked() {
    let page = Page::read(PAGE);
    let transcripts = walk(&page, "golden-page");
    assert!(transcripts.len() > 2, "{transcripts:?}");
    page.compare(&page.with_bodies(&transcripts));
}

#[test]
fn the_page_names_every_line_of_a_head() {
    let page = Page::read(PAGE);
    for line in ["ledger: ", "today: ", "format: ", "param NAME=VALUE`"] {
        assert!(page.text().contains(&format!("| `{line}")), "{line}");
    }
}
