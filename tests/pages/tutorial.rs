//! The tutorial: its files and its commands, in the order of the page, in a folder of their own.

use std::fs;
use std::path::PathBuf;

use crate::page::Page;
use crate::shell::run;

/// A folder of its own, gone afterwards.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_page_is_a_walk_that_can_be_walked() {
    let page = Page::read("docs/tutorial.md");
    let folder = format!("whosaid-tutorial-{}", std::process::id());
    let folder = Folder(std::env::temp_dir().join(folder));
    fs::create_dir_all(&folder.0).expect("a writable folder");
    let mut transcripts = Vec::new();
    for block in page.blocks() {
        if block.info == "console" {
            let lines = block.body.lines();
            let commands = lines.filter_map(|line| line.strip_prefix("$ "));
            let replayed: String = commands
                .map(|command| format!("$ {command}\n{}", run(command, &folder.0)))
                .collect();
            transcripts.push((block, replayed));
        } else if let Some((_, path)) = block.info.split_once(' ') {
            let path = folder.0.join(path);
            let above = path.parent().expect("below the folder");
            fs::create_dir_all(above).expect("a writable folder");
            fs::write(path, &block.body).expect("a writable file");
        }
    }
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
