//! The tutorial: its files and its commands, in the order of the page, in a folder of their own.

use crate::page::Page;
use crate::walk::walk;

#[test]
fn the_page_is_a_walk_that_can_be_walked() {
    let page = Page::read("docs/tutorial.md");
    let transcripts = walk(&page, "tutorial");
    assert!(
        transcripts.len() > 5,
        "only {} transcripts",
        transcripts.len()
    );
    page.compare(&page.with_bodies(&transcripts));
}

#[test]
fn nothing_is_left_to_do_and_nothing_fails() {
    let page = Page::read("docs/tutorial.md");
    assert!(
        !page.text().contains("error: "),
        "something fails on the page"
    );
    let last = page.text().rfind("0 failed").expect("a test at its end");
    assert!(page.text()[last..].lines().count() < 10);
}
