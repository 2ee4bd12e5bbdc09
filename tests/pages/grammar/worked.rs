//! Everything the language has is worked: it stands in an example over the ledger of the page.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::PAGE;
use super::examples::{Example, examples};
use super::uses::Uses;
use crate::page::Page;
use whosaid::diagnostic::Source;
use whosaid::operator::{AGGREGATES, FUNCTIONS, INFIX, PARTS, PREFIX, WINDOWS};
use whosaid::syntax;

/// The forms of literals.
const LITERALS: [&str; 10] = [
    "text",
    "regex",
    "regex with case",
    "number",
    "date",
    "length of time",
    "day ago",
    "today",
    "truth",
    "parameter",
];

pub(super) fn source(text: &str) -> Arc<Source> {
    Arc::new(Source {
        name: PAGE.to_owned(),
        text: text.to_owned(),
    })
}

pub(super) fn worked() -> Vec<Example> {
    let mut examples = examples(&Page::read(PAGE));
    examples.retain(Example::is_worked);
    examples
}

/// Returns what the worked examples use.
fn uses() -> BTreeSet<String> {
    let mut uses = Uses::default();
    for example in worked() {
        let (file, wrong) = syntax::parse(&source(&example.query));
        assert!(wrong.is_empty(), "{}", example.query);
        uses.file(&file);
    }
    uses.all
}

/// Returns the calls that help names of a function: `round(number), round(number, digits)`.
fn calls(usage: &str) -> BTreeSet<String> {
    let usage = usage.replace(", …", "").replace("), ", ")\n");
    let mut uses = Uses::default();
    for call in usage.lines() {
        let (expr, wrong) = syntax::parse_expr(&source(call));
        assert!(wrong.is_empty(), "{call}");
        uses.expr(&expr);
    }
    uses.all.retain(|what| what.starts_with("call "));
    uses.all
}

#[test]
fn every_operator_stage_and_call_is_worked() {
    let worked = uses();
    let mut wanted: BTreeSet<String> = BTreeSet::new();
    for row in INFIX {
        wanted.insert(format!("operator {}", row.spelling));
        if row.negatable || row.spelling == "is" {
            wanted.insert(format!("operator not {}", row.spelling));
        }
    }
    wanted.extend(PREFIX.iter().map(|row| format!("prefix {}", row.spelling)));
    let stages = syntax::STAGES.iter();
    wanted.extend(stages.map(|stage| format!("stage {}", stage.name)));
    wanted.extend(PARTS.iter().map(|row| format!("part {}", row.name)));
    wanted.extend(LITERALS.map(|form| format!("literal {form}")));
    wanted.extend(["param", "let", "def"].map(|word| format!("statement {word}")));
    let functions = FUNCTIONS.iter().map(|row| row.usage);
    let aggregates = AGGREGATES.iter().map(|row| row.usage);
    let windows = WINDOWS.iter().map(|row| row.usage);
    let usages = functions.chain(aggregates).chain(windows);
    wanted.extend(usages.flat_map(calls));
    let missing: Vec<&String> = wanted.difference(&worked).collect();
    assert!(missing.is_empty(), "no example works {missing:?}");
}

#[test]
fn every_kind_of_note_is_shown() {
    let of_source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/answer/note.rs");
    let of_source = std::fs::read_to_string(of_source).expect("the notes");
    let (_, body) = of_source
        .split_once("pub enum Note {\n")
        .expect("the kinds of notes");
    let (body, _) = body.split_once("\n}\n").expect("their end");
    let variants = body.lines().filter_map(|line| line.strip_prefix("    "));
    let variants = variants.filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    let kinds: BTreeSet<String> = variants.map(first_word).collect();
    let examples = worked();
    let replies = examples
        .iter()
        .flat_map(|example| example.result.iter().flatten());
    let notes = replies.flat_map(|reply| &reply.answer.notes);
    let shown: BTreeSet<String> = notes.map(|note| first_word(&format!("{note:?}"))).collect();
    assert!(shown.len() > 10, "{shown:?}");
    let missing: Vec<&String> = kinds.difference(&shown).collect();
    assert!(missing.is_empty(), "no example shows {missing:?}");
    assert!(shown.is_subset(&kinds), "{shown:?} {kinds:?}");
}

fn first_word(text: &str) -> String {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric());
    text[..end.unwrap_or(text.len())].to_owned()
}
