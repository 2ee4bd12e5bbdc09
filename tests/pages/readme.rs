//! The README: its transcript is what the program prints, and its commands are those that are run.

use std::path::Path;

use crate::page::{Block, Page};
use crate::shell::run;
use whosaid::Ledger;
use whosaid::repl::{Flow, Session, Transcript};

const MOST_LINES: usize = 100;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the transcripts of a page as their commands print them at the root of the project.
pub(crate) fn replayed(page: &Page) -> Vec<(Block, String)> {
    let blocks = page.blocks().into_iter();
    let transcripts = blocks.filter(|block| block.info == "console");
    let replayed = transcripts.map(|block| {
        let lines = block.body.lines();
        let commands = lines.filter_map(|line| line.strip_prefix("$ "));
        let replayed: String = commands
            .map(|command| format!("$ {command}\n{}", run(command, root())))
            .collect();
        (block, replayed)
    });
    replayed.collect()
}

#[test]
fn the_transcripts_are_what_the_program_prints() {
    let page = Page::read("README.md");
    let transcripts = replayed(&page);
    assert!(!transcripts.is_empty(), "there is no transcript");
    page.compare(&page.with_bodies(&transcripts));
}

/// What a person has in front, and before the lines typed.
const PROMPT: &str = "whosaid> ";
const COLUMNS: usize = 100;
const MOST_TYPED_AND_SHOWN: usize = 12;

#[test]
fn the_session_is_what_the_prompt_shows() {
    let page = Page::read("README.md");
    let sessions: Vec<Block> = page
        .blocks()
        .into_iter()
        .filter(|it| it.info == "session")
        .collect();
    assert_eq!(sessions.len(), 1, "there is one");
    let replayed = sessions.into_iter().map(|block| {
        let typed = block
            .body
            .lines()
            .filter_map(|line| line.strip_prefix(PROMPT));
        let shown = at_the_prompt(typed);
        assert!(shown.lines().count() <= MOST_TYPED_AND_SHOWN, "{shown}");
        (block, shown)
    });
    let replayed: Vec<(Block, String)> = replayed.collect();
    page.compare(&page.with_bodies(&replayed));
}

/// Types lines at a prompt over the ledger of the project; returns all that stands on the screen.
fn at_the_prompt<'l>(lines: impl Iterator<Item = &'l str>) -> String {
    let ledger = Ledger::open(root().join("seeds")).expect("the seeds are sound");
    let screen = Transcript::default();
    let session = Session::over(ledger, screen.clone(), screen.clone());
    let mut session = session.on_screen(COLUMNS, MOST_LINES);
    let mut shown = String::new();
    for line in lines {
        assert_eq!(
            session.line(line),
            Ok(Flow::Next),
            "{line}: {}",
            screen.take()
        );
        shown += &format!("{PROMPT}{line}\n{}", screen.take());
    }
    shown
}

#[test]
fn the_commands_in_the_text_succeed() {
    let page = Page::read("README.md");
    let spans = page.text().split('`').skip(1).step_by(2);
    let asks = ["whosaid run", "whosaid schema", "whosaid --help"];
    let commands: Vec<&str> = spans
        .filter(|span| asks.iter().any(|ask| span.starts_with(ask)) && !span.contains("NAME"))
        .collect();
    assert!(!commands.is_empty(), "there are none");
    for command in commands {
        let printed = run(&format!("{command} || echo failed"), root());
        assert!(!printed.ends_with("failed\n"), "{command}: {printed}");
    }
}

#[test]
fn the_page_is_short() {
    let lines = Page::read("README.md").text().lines().count();
    assert!(lines < MOST_LINES, "{lines} lines");
}

#[test]
fn the_test_command_is_the_one_that_is_run_before_changes_land() {
    let page = Page::read("README.md");
    let script = Page::read(".ci/run");
    let tests: Vec<&str> = script
        .text()
        .lines()
        .filter(|line| line.starts_with("cargo test"))
        .collect();
    assert_eq!(tests.len(), 1, "{tests:?}");
    assert!(
        page.text().contains(&format!("\n{}\n", tests[0])),
        "{tests:?}"
    );
}

#[test]
fn what_the_page_points_to_is_there() {
    let page = Page::read("README.md");
    for (at, _) in page.text().match_indices("](") {
        let target = page.text()[at + 2..].split(')').next().unwrap_or_default();
        let path = target.split('#').next().unwrap_or(target);
        let there = path.starts_with("https://")
            || Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists();
        assert!(there, "{target}");
    }
}
