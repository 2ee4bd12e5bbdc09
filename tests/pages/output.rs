//! The page of output modes: what it shows is what the program prints, and no mode is missing.

use whosaid::render::MODES;

use crate::page::Page;
use crate::readme::replayed;

const PAGE: &str = "docs/output.md";

#[test]
fn the_transcripts_are_what_the_program_prints() {
    let page = Page::read(PAGE);
    let transcripts = replayed(&page);
    assert!(transcripts.len() > 5, "{transcripts:?}");
    page.compare(&page.with_bodies(&transcripts));
}

#[test]
fn every_mode_is_named_and_shown() {
    let page = Page::read(PAGE);
    for mode in MODES {
        let row = format!("| `{}` | {} |", mode.name, mode.help);
        assert!(page.text().contains(&row), "{row}");
        let shown = format!("--format {}", mode.name);
        assert!(
            mode.name == "table" || page.text().contains(&shown),
            "{shown}"
        );
    }
}
