//! The ledger of the page, and its examples with what they give.

use std::fmt::Write;

use super::PAGE;
use crate::page::{Block, Page};
use whosaid::check::{self, Selection};
use whosaid::model::{Loaded, Text, load_texts};
use whosaid::originals::Folder;
use whosaid::value::Day;
use whosaid::{Error, Ledger, Reply, Settings, golden, render};

/// The line between a query and what it gave.
const GIVES: &str = "---\n";

/// An example: a query and what it gives.
pub(super) struct Example {
    block: Block,
    /// The query.
    pub(super) query: String,
    /// What it gives.
    pub(super) result: Result<Vec<Reply>, Error>,
}

impl Example {
    /// Tells whether it is answered over the ledger of the page.
    pub(super) fn is_worked(&self) -> bool {
        self.block.info == "whosaid" && self.result.is_ok()
    }

    /// Tells whether the page means it to be refused.
    fn is_to_be_refused(&self) -> bool {
        self.block.info == "whosaid error"
    }

    /// Returns the block as it should be: the query, and what is printed under it.
    fn body(&self) -> String {
        let table = render::mode("table").expect("a mode");
        let output = without_times(&golden::transcript(&self.result, table));
        let lines = output.lines().filter(|line| !counts_certain_rows(line));
        let lines: Vec<&str> = lines.collect();
        format!("{}{GIVES}{}\n", self.query, lines.join("\n"))
    }
}

/// Tells whether a line says no more than how many rows are shown.
fn counts_certain_rows(line: &str) -> bool {
    let Some((count, noun)) = line
        .strip_prefix("note: ")
        .and_then(|it| it.split_once(' '))
    else {
        return false;
    };
    count.bytes().all(|b| b.is_ascii_digit()) && ["row", "rows"].contains(&noun)
}

/// Writes `…` for the times in a last column `ms`, which are others each time.
fn without_times(output: &str) -> String {
    let (mut text, mut is_timed) = (String::new(), false);
    for line in output.lines() {
        let cells = line.rsplit_once(['│', '┼']);
        is_timed = cells.is_some_and(|(_, last)| is_timed || last.trim() == "ms");
        match cells.filter(|_| is_timed) {
            Some((others, last)) if last.trim() == "ms" => writeln!(text, "{others}│ ms"),
            Some((others, last)) if last.starts_with('─') => writeln!(text, "{others}┼───"),
            Some((others, _)) => writeln!(text, "{others}│  …"),
            None => writeln!(text, "{line}"),
        }
        .expect("a text");
    }
    text
}

/// Asks the examples of a page.
pub(super) fn examples(page: &Page) -> Vec<Example> {
    let ledger = Ledger::from_texts(files(page)).unwrap_or_else(|error| panic!("{error}"));
    let today = Day::parse("2019-04-01").expect("a day");
    let asked = page.blocks().into_iter().filter_map(|block| {
        if !["whosaid", "whosaid error"].contains(&&*block.info) {
            return None;
        }
        let query = block.body.split(GIVES).next().unwrap_or_default();
        let query = query.to_owned();
        let settings = Settings {
            today: Some(today),
            listing: Some("whosaid schema".to_owned()),
            ..Settings::default()
        };
        let result = ledger.query(query.trim_end()).with(settings).ask_all();
        Some(Example {
            block,
            query,
            result,
        })
    });
    asked.collect()
}

/// Returns a page with what its examples give.
pub(super) fn with_outputs(page: &Page) -> String {
    let (mut bodies, mut wrong) = (Vec::new(), String::new());
    for example in examples(page) {
        let body = example.body();
        if example.result.is_err() != example.is_to_be_refused() {
            let line = example.block.line;
            writeln!(wrong, "{PAGE}:{line}: not as it should be\n{body}").expect("a text");
        }
        bodies.push((example.block, body));
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    page.with_bodies(&bodies)
}

/// Returns the files of the ledger.
fn files(page: &Page) -> Vec<Text> {
    let blocks = page.blocks().into_iter();
    let files = blocks.filter_map(|block| {
        let name = block.info.strip_prefix("toml ")?.to_owned();
        let text = block.body;
        Some(Text { name, text })
    });
    files.collect()
}

#[test]
fn a_strict_reader_has_nothing_against_the_ledger() {
    let page = Page::read(PAGE);
    let folder = std::env::temp_dir().join(format!("whosaid-grammar-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a writable folder");
    for block in page.blocks() {
        if let Some(name) = block.info.strip_prefix("text ") {
            std::fs::write(folder.join(name), block.body).expect("a writable file");
        }
    }
    let texts = Folder::open(&folder).expect("a readable folder");
    let Loaded { ledger, warnings } = load_texts(files(&page)).expect("a sound ledger");
    let strict = Selection::new(true, &[], &[]).expect("a selection");
    let found = check::run(&ledger, &strict, Some(&texts));
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    assert!(warnings.diagnostics.is_empty(), "{}", warnings.lines());
    assert!(found.diagnostics.is_empty(), "{}", found.lines());
}
