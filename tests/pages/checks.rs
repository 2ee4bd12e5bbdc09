//! The page of what can be wrong: every example has, or has not, what its section is about.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::page::{Block, Page, codes_of_sources};
use whosaid::check::{self, CHECKS, Selection};
use whosaid::diagnostic::{Diagnostic, LEDGER_PAGE, Report};
use whosaid::model::{Text, load_texts};
use whosaid::originals::Folder;

const PAGE: &str = "docs/checks.md";

/// What stands behind the line that a wrong example is about.
const MARK: &str = "# ← here";

/// Codes about files, of which no text is an example.
const OF_FILES: [&str; 4] = ["no-ledger", "unreadable-file", "not-utf8", "empty-ledger"];

/// A section of the page with its examples.
struct Section {
    code: String,
    examples: Vec<Block>,
    /// The original texts it is checked with, each with the name of its file.
    originals: Vec<(String, String)>,
}

/// Returns the records that all examples stand behind, and the sections.
fn sections(page: &Page) -> (String, Vec<Section>) {
    let headings = page.text().lines().zip(1..).filter_map(|(line, number)| {
        let code = line.strip_prefix("## ")?;
        Some((code.to_owned(), number))
    });
    let headings: Vec<(String, usize)> = headings.collect();
    let mut blocks = page.blocks();
    let is_text = |block: &Block| block.info.starts_with("text ");
    assert!(blocks.iter().all(|it| it.info == "toml" || is_text(it)));
    let base = blocks.remove(0);
    let ends = headings.iter().skip(1).map(|(_, line)| *line);
    let ends: Vec<usize> = ends.chain([usize::MAX]).collect();
    // The text that stands before any section's is that of all sections behind it.
    let shared = blocks.iter().find(|it| is_text(it)).cloned();
    let shared = shared.expect("the page has an original text");
    let sections = headings.into_iter().zip(ends).map(|((code, from), until)| {
        let within = |block: &&Block| block.line > from && block.line < until && **block != shared;
        let (texts, examples): (Vec<Block>, _) =
            blocks.iter().filter(within).cloned().partition(is_text);
        let texts = texts.iter().chain([&shared]).filter(|_| from > shared.line);
        let originals = texts.map(|it| (it.info.replacen("text ", "", 1), it.body.clone()));
        Section {
            code,
            examples,
            originals: originals.collect(),
        }
    });
    (base.body.clone(), sections.collect())
}

/// Returns what the loader finds or, where it loads, every check; with these original texts.
fn found(text: String, originals: &[(String, String)]) -> Vec<Diagnostic> {
    let name = "example.toml".to_owned();
    // Tests run at the same time.
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let folder = format!("whosaid-checks-{}-{number}", std::process::id());
    let folder = std::env::temp_dir().join(folder);
    std::fs::create_dir_all(&folder).expect("a writable folder");
    for (name, text) in originals {
        std::fs::write(folder.join(name), text).expect("a writable file");
    }
    let texts = Folder::open(&folder).expect("a readable folder");
    let texts = Some(&texts).filter(|_| !originals.is_empty());
    let report = match load_texts([Text { name, text }]) {
        Ok(loaded) => {
            let Report { mut diagnostics } = check::run(&loaded.ledger, &Selection::all(), texts);
            diagnostics.extend(loaded.warnings.diagnostics);
            Report { diagnostics }
        }
        Err(report) => report,
    };
    std::fs::remove_dir_all(&folder).expect("the folder is ours");
    report.diagnostics
}

/// Tells at which lines of a text a code was found.
fn lines(diagnostics: &[Diagnostic], code: &str) -> BTreeSet<usize> {
    let of_code = diagnostics.iter().filter(|it| it.code == code);
    let labels = of_code.filter_map(|it| it.labels.first());
    labels
        .map(|label| label.source.line_column(label.span.start).0)
        .collect()
}

#[test]
fn the_first_example_has_it_and_the_second_has_not() {
    let (base, sections) = sections(&Page::read(PAGE));
    let offset = base.lines().count() + 1;
    let mut wrong = Vec::new();
    for section in sections {
        let Section {
            code,
            examples,
            originals,
        } = section;
        let [bad, good] = &examples[..] else {
            let is_of_files = OF_FILES.contains(&&*code) && examples.is_empty();
            if !is_of_files {
                wrong.push(format!("{code} has {} examples", examples.len()));
            }
            continue;
        };
        let marked = bad
            .body
            .lines()
            .zip(1..)
            .find(|(line, _)| line.contains(MARK));
        let Some((_, line)) = marked else {
            wrong.push(format!("{code} has no mark"));
            continue;
        };
        let diagnostics = found(format!("{base}\n{}", bad.body), &originals);
        if lines(&diagnostics, &code) != BTreeSet::from([offset + line]) {
            let report = Report { diagnostics }.lines();
            wrong.push(format!(
                "{code} is not at line {}:\n{report}",
                offset + line
            ));
        }
        let diagnostics = found(format!("{base}\n{}", good.body), &originals);
        if !lines(&diagnostics, &code).is_empty() {
            let report = Report { diagnostics }.lines();
            wrong.push(format!("{code} is in the second example:\n{report}"));
            continue;
        }
        let refused = load_texts([Text {
            name: "good.toml".to_owned(),
            text: format!("{base}\n{}", good.body),
        }]);
        if let Err(report) = refused {
            wrong.push(format!(
                "{code}: the second does not load: {}",
                report.lines()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Codes whose mark is under a reference without which there is nothing to find.
const BY_REFERENCE: [&str; 16] = [
    "outside-its-whole",
    "via-own-document",
    "via-own-outlet",
    "via-later-document",
    "via-later-outlet",
    "via-circle",
    "own-voice-relayed",
    "claims-circle",
    "refers-to-later",
    "denied-before-said",
    "bears-out-and-denies",
    "bears-out-itself",
    "denial-misses",
    "implies-circle",
    "implies-and-excludes",
    "independent-and-linked",
];

#[test]
fn what_is_in_doubt_is_not_held_to_be_wrong() {
    let (base, sections) = sections(&Page::read(PAGE));
    for Section { code, examples, .. } in sections {
        if !BY_REFERENCE.contains(&&*code) {
            continue;
        }
        let marked = examples[0].body.lines().find(|line| line.contains(MARK));
        let marked = marked.expect("the first example has a mark");
        let (key, value) = marked.split_once(" = ").expect("a key and its value");
        let (value, _) = value.split_once(MARK).expect("a mark");
        let doubtful = value
            .trim()
            .trim_matches(['[', ']'])
            .replace("\", \"", "?\", \"");
        let doubtful = format!("{key} = {}?\"", doubtful.trim_end_matches('"'));
        let example = examples[0].body.replace(marked, &doubtful);
        let diagnostics = found(format!("{base}\n{example}"), &[]);
        let lines = lines(&diagnostics, &code);
        let report = Report { diagnostics };
        assert!(
            lines.is_empty() && !report.has_errors(),
            "{example}\n{}",
            report.lines()
        );
    }
}

#[test]
fn the_records_before_the_examples_are_sound() {
    let (base, sections) = sections(&Page::read(PAGE));
    let last = sections.last().expect("the page has sections");
    assert!(!last.originals.is_empty());
    for originals in [&[], last.originals.as_slice()] {
        let report = Report {
            diagnostics: found(base.clone(), originals),
        };
        assert!(report.diagnostics.is_empty(), "{}", report.lines());
    }
}

#[test]
fn every_code_has_a_section_and_every_section_a_code() {
    let mut codes: BTreeSet<String> = loader_codes();
    codes.extend(CHECKS.iter().map(|check| check.code.to_owned()));
    let sections: Vec<&str> = LEDGER_PAGE.sections().map(|section| section.code).collect();
    let distinct: BTreeSet<String> = sections.iter().map(|&code| code.to_owned()).collect();
    assert_eq!(sections.len(), distinct.len(), "a code has two sections");
    assert_eq!(distinct, codes);
    for code in sections {
        let section = LEDGER_PAGE.section(code).expect("it is listed").text;
        assert!(section.starts_with(&format!("## {code}\n\n")), "{section}");
        assert_eq!(section.matches("\n#").count(), 0, "{section}");
    }
}

/// Returns the codes of the loader.
fn loader_codes() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/model");
    let mut codes = codes_of_sources(vec![folder.join("load.rs"), folder.join("load")]);
    codes.insert("toml".to_owned());
    codes
}
