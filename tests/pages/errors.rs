//! The page of what can be wrong with a query: every first example gets what its section is about,
//! every second is asked without a word.

use std::collections::BTreeSet;
use std::path::Path;

use crate::page::{Block, Page, codes_of_sources};
use whosaid::diagnostic::{QUERY_PAGE, Report, Severity};
use whosaid::{Error, Ledger};

const PAGE: &str = "docs/errors.md";

/// Codes that take pages of text to get.
const OF_SIZE: [&str; 3] = ["too-deep", "too-long", "too-many"];

/// Asks a text; returns all that is to be said against it.
fn found(ledger: &Ledger, text: &str) -> Report {
    match ledger.query(text.trim_end()).ask_all() {
        Ok(replies) => {
            let found = replies
                .into_iter()
                .flat_map(|reply| reply.warnings.diagnostics);
            Report {
                diagnostics: found.collect(),
            }
        }
        Err(Error::Query(report)) => report,
        Err(other) => panic!("{text}: {other}"),
    }
}

#[test]
fn the_first_example_gets_it_and_nothing_else_and_the_second_gets_nothing() {
    let ledger = Ledger::sample();
    let blocks = Page::read(PAGE).blocks();
    let mut blocks = blocks.iter();
    let mut wrong = Vec::new();
    for section in QUERY_PAGE.sections() {
        let code = section.code;
        let examples: Vec<&Block> = blocks
            .by_ref()
            .take(section.text.matches("\n```whosaid").count())
            .collect();
        let [bad, good] = examples[..] else {
            if !(OF_SIZE.contains(&code) && examples.is_empty()) {
                wrong.push(format!("{code} has {} examples", examples.len()));
            }
            continue;
        };
        let severity = match bad.info.as_str() {
            "whosaid error" => Severity::Error,
            "whosaid warning" => Severity::Warning,
            other => panic!("{code}: a block of ‘{other}’"),
        };
        let report = found(&ledger, &bad.body);
        let is_it = |severity| {
            report
                .diagnostics
                .iter()
                .all(|it| (it.code, it.severity) == (code, severity))
        };
        if report.diagnostics.is_empty() || !is_it(severity) {
            wrong.push(format!("{code}: the first gets\n{}", report.lines()));
        }
        if report.diagnostics.iter().any(|it| it.labels.is_empty()) {
            wrong.push(format!("{code}: has no place"));
        }
        if (severity == Severity::Warning) != (section.chapter == "Warnings") {
            wrong.push(format!("{code} stands in ‘{}’", section.chapter));
        }
        let report = found(&ledger, &good.body);
        if !report.diagnostics.is_empty() || good.info != "whosaid" {
            wrong.push(format!("{code}: the second gets\n{}", report.lines()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(blocks.next(), None);
}

#[test]
fn every_code_of_a_query_has_a_section_and_every_section_a_code() {
    let sections: Vec<&str> = QUERY_PAGE.sections().map(|section| section.code).collect();
    let distinct: BTreeSet<String> = sections.iter().map(|&code| code.to_owned()).collect();
    assert_eq!(sections.len(), distinct.len(), "a code has two sections");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let layers = ["syntax", "plan", "bind"].iter();
    let places = layers.flat_map(|layer| [source.join(layer), source.join(format!("{layer}.rs"))]);
    let codes = codes_of_sources(places.collect());
    let (missing, idle): (Vec<_>, Vec<_>) = (
        codes.difference(&distinct).collect(),
        distinct.difference(&codes).collect(),
    );
    assert!(
        missing.is_empty() && idle.is_empty(),
        "{missing:?} {idle:?}"
    );
}
