//! The page of the language: its examples run, its tables are those of the program.
//!
//! A block ```` ```whosaid ```` must be answered over the ledger that the page draws and whose files
//! are its ```` ```toml ````; a block ```` ```whosaid error ```` must be refused. Behind a line `---`
//! in each stands what was printed, without notes that only count certain rows; `WHOSAID_UPDATE=1`
//! records it.

mod agrees;
mod derive;
mod ebnf;
mod examples;
mod lexeme;
mod tables;
mod uses;
mod worked;
mod written;

use crate::page::{Page, with_tables};
use whosaid::operator::{INFIX, PREFIX};
use whosaid::syntax;

const PAGE: &str = "grammar.md";

#[test]
fn the_page_says_what_the_program_says() {
    let page = Page::read(PAGE);
    let page_with_tables = page.with_text(with_tables(PAGE, page.text(), &tables::tables()));
    page.compare(&examples::with_outputs(&page_with_tables));
}

#[test]
fn every_word_of_the_language_is_in_the_grammar() {
    let page = Page::read(PAGE);
    let grammar: String = page
        .blocks()
        .into_iter()
        .filter(|block| block.info == "ebnf")
        .map(|block| block.body)
        .collect();
    let operators = INFIX.iter().map(|row| row.spelling);
    let prefixes = PREFIX.iter().map(|row| row.spelling);
    let stages = syntax::STAGES.iter().map(|stage| stage.name);
    let words = syntax::RESERVED.iter().copied();
    let spellings = operators.chain(prefixes).chain(stages).chain(words);
    let missing: Vec<&str> = spellings
        .flat_map(|spelling| spelling.split(' '))
        .filter(|word| !grammar.contains(&format!("\"{word}\"")))
        .collect();
    assert!(missing.is_empty(), "the grammar lacks {missing:?}");
}

#[test]
fn what_points_to_a_section_finds_it() {
    let page = Page::read(PAGE);
    let headings = page
        .text()
        .lines()
        .filter_map(|line| line.strip_prefix("## "));
    let anchors: Vec<String> = headings.map(anchor).collect();
    let others = [
        "README.md",
        "docs/ledger.md",
        "docs/tutorial.md",
        "docs/errors.md",
    ];
    let others = others.map(|name| (Page::read(name), "grammar.md#"));
    let mut found = 0;
    for (from, mark) in others.iter().chain([&(page, "](#")]) {
        for (at, _) in from.text().match_indices(mark) {
            let target = from.text()[at + mark.len()..].split(')').next();
            let target = target.unwrap_or_default();
            assert!(
                anchors.iter().any(|it| it == target),
                "there is no ‘{target}’"
            );
            found += 1;
        }
    }
    assert!(found > 20, "only {found} links");
}

/// `Rows around` as a link to it is written.
fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || " -_".contains(*c);
    let kept: String = heading.chars().filter(kept).collect();
    kept.to_lowercase().replace(' ', "-")
}
