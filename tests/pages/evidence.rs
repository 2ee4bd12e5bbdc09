//! The page of evidence: its transcripts over the seeds are what the program prints.

use std::path::Path;

use crate::page::Page;
use crate::shell::run;

#[test]
fn the_transcripts_are_what_the_program_prints() {
    let page = Page::read("docs/evidence.md");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let blocks = page.blocks().into_iter();
    let consoles = blocks.filter(|block| block.info == "console");
    let transcripts: Vec<_> = consoles
        .map(|block| {
            let lines = block.body.lines();
            let commands = lines.filter_map(|line| line.strip_prefix("$ "));
            let replayed: String = commands
                .map(|command| format!("$ {command}\n{}", run(command, root)))
                .collect();
            (block, replayed)
        })
        .collect();
    assert!(transcripts.len() > 3, "{}", transcripts.len());
    page.compare(&page.with_bodies(&transcripts));
}
