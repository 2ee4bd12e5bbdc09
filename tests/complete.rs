//! What may be written at a place of a text, over the seeds.
//!
//! The files below `tests/complete` hold a text a line, its cursor written `^` and its ends of
//! lines `⏎`, and below it, indented, what it gives: what is replaced, if anything, then the
//! candidates, each with its detail and with what it inserts where that is not its label.
//! `WHOSAID_UPDATE=1` records what differs instead.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use whosaid::complete::{Candidate, CandidateKind};
use whosaid::golden::Suite;
use whosaid::operator::{INFIX, Infix, Power};
use whosaid::{Day, Ledger, Settings};

/// How many candidates are written out.
const SHOWN: usize = 9;

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/complete");
    let entries = fs::read_dir(folder).expect("the folder is in the repository");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    files.sort();
    files
}

/// Writes what a text with a cursor in it gives.
fn given(ledger: &Ledger, settings: &Settings, text: &str) -> String {
    let text = text.replace('⏎', "\n");
    let cursor = text.find('^').expect("a text has a cursor");
    let text = text.replacen('^', "", 1);
    let found = ledger.complete(&text, cursor, settings);
    let mut written = String::new();
    assert_eq!(found.replaces.end, cursor, "{text}");
    let replaced = &text[found.replaces];
    if !replaced.is_empty() {
        writeln!(written, "    for {replaced}").expect("a text");
    }
    for candidate in found.candidates.iter().take(SHOWN) {
        let mut line = format!("    {}", candidate.label);
        if candidate.insert != candidate.label {
            write!(line, " ⇒ {}", candidate.insert.trim_end()).expect("a text");
        }
        if !candidate.detail.is_empty() {
            write!(line, " — {}", candidate.detail).expect("a text");
        }
        writeln!(written, "{line}").expect("a text");
    }
    // How many there are changes with every field; that there are some tells enough.
    if found.candidates.len() > SHOWN {
        written += "    and others\n";
    }
    if found.more > 0 {
        written += "    and more than are given\n";
    }
    if found.candidates.is_empty() {
        written += "    nothing\n";
    }
    written
}

#[test]
fn candidates_are_as_recorded() {
    let ledger = Ledger::sample();
    let settings = Settings {
        today: Day::parse("2024-12-01"),
        ..Settings::default()
    };
    let update = std::env::var_os("WHOSAID_UPDATE").is_some();
    let (mut wrong, mut cases) = (String::new(), 0);
    for file in files() {
        let text = fs::read_to_string(&file).expect("a file of cases");
        let mut now = String::new();
        for line in text.lines().filter(|line| !line.starts_with("    ")) {
            writeln!(now, "{line}").expect("a text");
            if !line.is_empty() && !line.starts_with('#') {
                now += &given(&ledger, &settings, line);
                cases += 1;
            }
        }
        if now != text && update {
            fs::write(&file, &now).expect("the file can be written");
        } else if now != text {
            let differs = |(a, b): &(&str, &str)| a != b;
            let first = now.lines().zip(text.lines()).find(differs);
            writeln!(wrong, "{}: {first:#?}", file.display()).expect("a text");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert!(cases >= 60, "{cases} cases");
}

#[test]
fn as_many_rows_are_told_of_a_value_as_a_query_finds() {
    let ledger = Ledger::sample();
    let places = [
        "claims where source = ",
        "claims where source.party = ",
        "claims where source.party.country = ",
        "claims where about = ",
        "claims where proposition = ",
        "claims where document = ",
        "claims where outlet = ",
        "claims where denied_by.source = ",
        "claims where stance = ",
        "claims where source.kind = ",
        "claims where document.language = ",
        "claims where said = ",
        "claims where document.published = ",
        "claims where (said ?? said) = ",
        "claims without \"Hamas\" where about = ",
        "claims where stance = deny | sort id | where source.party = ",
        "documents where language = ",
        "claims where topics = ",
        "claims where reports.frame = ",
        "documents where published = ",
        "sources where country = ",
        "denials where scope = ",
    ];
    for place in places {
        let found = ledger.complete(place, place.len(), &Settings::default());
        let mut counted = 0;
        for candidate in &found.candidates {
            let told = candidate.detail.split(' ').next().unwrap_or_default();
            let (surely, possibly) = told.split_once("..").unwrap_or((told, told));
            let Ok(possibly) = possibly.parse::<usize>() else {
                continue;
            };
            let query = format!("{place}{}", candidate.insert);
            let answer = ledger.query(query.as_str()).ask();
            let answer = answer
                .unwrap_or_else(|error| panic!("{query}: {error}"))
                .answer;
            let certain = answer.iter().filter(|row| row.is_certain()).count();
            // A date that is open may be any, and is told of under none.
            let open = candidate.kind == CandidateKind::Date;
            assert_eq!(certain.to_string(), surely, "{query}");
            assert!(
                possibly == answer.len() || open && possibly < answer.len(),
                "{query}: {possibly}"
            );
            counted += 1;
        }
        assert!(counted > 0, "{place}");
    }
}

#[test]
fn names_are_listed_behind_any_small_damage() {
    let ledger = Ledger::sample();
    let settings = Settings::default();
    let texts = [
        "claims where stance = deny and year >= 2015 and source = \"",
        "claims as of 2025 where (stance = deny or hops > 1) and text contains \"fund\" | where source = \"",
        "claims where exists reports[outlet = \"Al-Monitor\"] and year in 2015..2024 | sort said desc | take 50 | where source = \"",
        "claims where source.party.country = \"Turkey\" and topics in (\"finance\", \"visas\") | derive year as when | where when > 2015 and source = \"",
    ];
    let (mut silent, mut damaged) = (Vec::new(), 0);
    for text in texts {
        let spans: Vec<_> = whosaid::syntax::tokens(text)
            .into_iter()
            .map(|token| token.span)
            .collect();
        // What the place is beside, and its stage, stay whole.
        for (span, next) in spans.iter().zip(&spans[1..spans.len() - 3]) {
            let own = &text[span.clone()];
            let damages = [
                String::new(),
                format!("{own} {own}"),
                "?".to_owned(),
                format!("{own} )"),
                format!("{own} ("),
                format!("{own} and"),
                format!("{own}z"),
                format!("{} {own} ", &text[next.clone()]),
            ];
            for damage in damages {
                let mut text = text.to_owned();
                text.replace_range(span.clone(), &damage);
                let found = ledger.complete(&text, text.len(), &settings);
                damaged += 1;
                let mut kinds = found.candidates.iter().map(|one| one.kind);
                if !kinds.any(|kind| kind == CandidateKind::Record) {
                    silent.push(text);
                }
            }
        }
    }
    assert!(
        silent.is_empty(),
        "{} of {damaged}: {silent:#?}",
        silent.len()
    );
}

/// Opens a ledger of one text.
fn opened(text: String) -> Ledger {
    let name = "ledger.toml".to_owned();
    let file = whosaid::model::Text { name, text };
    Ledger::from_texts([file]).unwrap_or_else(|error| panic!("{error}"))
}

/// Writes a source.
fn source(id: &str, name: &str) -> String {
    let name = format!("{name:?}").replace("\\u{", "\\U{");
    let mut written = String::new();
    let mut rest = name.as_str();
    // What Rust escapes as `\u{1b}` is `\U0000001b` in a file.
    while let Some((before, behind)) = rest.split_once("\\U{") {
        let (digits, behind) = behind.split_once('}').expect("an escape ends");
        write!(written, "{before}\\U{digits:0>8}").expect("a text");
        rest = behind;
    }
    written += rest;
    format!("[[source]]\nid = \"{id}\"\nname = {written}\nkind = \"person\"\n\n")
}

#[test]
fn hostile_names_are_listed_safely_and_written_so_that_they_are_found() {
    let names = [
        "a\u{1b}[2Jb",
        "a\u{202e}cba",
        "a \"quoted\" \\ name",
        "a\nb\tc",
        &"a long ".repeat(2000),
        "a`b$c|d;e",
    ];
    let numbered = names.iter().enumerate();
    let text = numbered.map(|(at, name)| source(&format!("s{at}"), name));
    let ledger = opened(text.collect());
    for begun in ["\"a", "a", "\"", ""] {
        let text = format!("sources where id = \"x\" or perhaps = {begun}");
        let found = ledger.complete(&text, text.len(), &Settings::default());
        let records = found.candidates.iter();
        let records = records.filter(|one| one.kind == CandidateKind::Record);
        assert_eq!(records.clone().count(), names.len(), "{begun}");
        for candidate in records {
            let shown = [&candidate.label, &candidate.detail];
            let is_safe = |text: &str| whosaid::value::term_safe(text) == text;
            assert!(shown.into_iter().all(|text| is_safe(text)));
            assert!(is_safe(&candidate.insert), "{:?}", candidate.insert);
            let query = format!("claims where source = {}", candidate.insert);
            let report = ledger.query(query.as_str()).diagnose();
            assert!(report.diagnostics.is_empty(), "{query}: {}", report.lines());
        }
    }
}

#[test]
fn what_begins_so_comes_first_and_how_many_more_there_are_is_told() {
    let many = (0..300).map(|at| source(&format!("s{at}"), &format!("speaker {at}")));
    let other = source("other", "another speaker");
    let claims = (0..3)
        .map(|at| format!("[[claim]]\nid = \"c{at}\"\ntext = \"x {at}\"\nsource = \"other\"\n\n"));
    let document = "[[document]]\nid = \"d\"\ntitle = \"A page\"\n\n".to_owned();
    let parts = std::iter::once(document).chain(claims).chain([other]);
    let ledger = opened(parts.chain(many).collect());
    let found = |text: &str| ledger.complete(text, text.len(), &Settings::default());
    let all = found("claims where source = \"");
    assert_eq!((all.candidates.len(), all.more), (200, 101));
    assert_eq!(all.candidates[0].label, "another speaker");
    let begun = found("claims where source = \"spea");
    assert_eq!((begun.candidates.len(), begun.more), (200, 101));
    let starts = begun.candidates.iter();
    assert!(
        starts
            .take(200)
            .all(|one| one.label.starts_with("speaker "))
    );
    let begun = found("claims where source = \"speaker 29");
    assert_eq!((begun.candidates.len(), begun.more), (11, 0));
}

#[test]
fn a_warm_ledger_completes_as_a_cold_one() {
    let (cold, warm) = (Ledger::sample(), Ledger::sample());
    warm.warm();
    for text in [
        "claims where source = \"tur",
        "claims where document = \"",
        "claims where proposition = \"003",
        "claims where about = the tel",
    ] {
        let of = |ledger: &Ledger| ledger.complete(text, text.len(), &Settings::default());
        assert_eq!(of(&cold), of(&warm), "{text}");
    }
}

#[test]
fn values_that_are_computed_are_counted_as_those_that_are_read() {
    let ledger = Ledger::sample();
    let found = |text: &str| ledger.complete(text, text.len(), &Settings::default());
    for (read, computed) in [
        ("said", "(said ?? said)"),
        ("stance", "(stance ?? stance)"),
        ("source", "(source ?? source)"),
        ("source.party", "(source.party ?? source.party)"),
        ("about", "(about ?? about)"),
        ("topics", "(topics ?? topics)"),
        (
            "document.published",
            "(document.published ?? document.published)",
        ),
    ] {
        for filter in ["", "possibly (source.party = \"Turkey\") and "] {
            let read = found(&format!("claims where {filter}{read} = ")).candidates;
            let computed = found(&format!("claims where {filter}{computed} = ")).candidates;
            let counted = |one: &Candidate| one.detail.starts_with(|c: char| c.is_ascii_digit());
            let both = [&read, &computed]
                .map(|all| all.iter().filter(|one| counted(one)).collect::<Vec<_>>());
            assert_eq!(both[0], both[1]);
            assert!(!both[0].is_empty());
        }
    }
}

/// Returns every query of the golden files.
fn golden_queries() -> Vec<String> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let files = whosaid::golden::files(&tests).expect("tests is a folder");
    let suites = files
        .iter()
        .map(|file| Suite::read(file).unwrap_or_else(|report| panic!("{}", report.lines())));
    let queries = suites.flat_map(|suite| suite.cases);
    let mut queries: Vec<String> = queries.map(|case| case.query).collect();
    queries.sort();
    queries.dedup();
    queries
}

/// How many bytes may stand before a cursor for it to be tried.
const LONGEST: usize = 120;

/// Returns every beginning of every golden query, and of what is left of it with a part taken out.
fn beginnings() -> Vec<String> {
    let mut beginnings = BTreeSet::new();
    for query in golden_queries() {
        let third = query.floor_char_boundary(query.len() / 3);
        let half = query.floor_char_boundary(query.len() / 2);
        let torn = format!("{}{}", &query[..third], &query[half..]);
        for text in [query, torn] {
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            let ends = ends.take_while(|end| *end <= LONGEST);
            beginnings.extend(ends.map(|end| text[..end].to_owned()));
        }
    }
    beginnings.into_iter().collect()
}

/// How many beginnings are tried where there are records to be counted.
const COUNTED: usize = 1200;

#[test]
fn no_cursor_makes_counting_panic() {
    let records = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/ledgers/doubts");
    let ledger = Ledger::open(records).expect("nothing is wrong with it");
    let beginnings = beginnings();
    let apart = beginnings.len().div_ceil(COUNTED);
    for text in beginnings.iter().step_by(apart) {
        try_cursor(&ledger, text, text.len());
    }
    // Every beginning of these counts something.
    for text in [
        "claims as c where said > c.said and source.party = \"a\" | derive said.year as n | where n = 2",
        "claims without \"a\" as of 2020 where about[kind = person] = \"b\" and reports.frame = x",
        "claims | group source aggregate max(said) as last | where last in (2019..2020, 2021-01)",
        "param $day: date = today; documents where published >= $day and language = \"en\"",
    ] {
        for (end, _) in text.char_indices() {
            try_cursor(&ledger, &text[..end], end);
        }
    }
}

#[test]
fn no_cursor_makes_it_panic() {
    let ledger = Ledger::from_texts([]).expect("nothing is wrong with no files");
    let beginnings = beginnings();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for first in 0..threads {
            let (ledger, beginnings) = (&ledger, &beginnings);
            scope.spawn(move || {
                for text in beginnings.iter().skip(first).step_by(threads) {
                    try_cursor(ledger, text, text.len());
                }
            });
        }
    });
    for text in [
        "",
        "é",
        "claims where text = \"é",
        "(((",
        "\"\n\"\n\"",
        "`",
        "$",
        "'",
    ] {
        for cursor in 0..text.len() + 2 {
            try_cursor(&ledger, text, cursor);
        }
    }
    let deep = "claims where ".to_owned() + &"(".repeat(20_000);
    try_cursor(&ledger, &deep, deep.len());
}

fn try_cursor(ledger: &Ledger, text: &str, cursor: usize) {
    let found = ledger.complete(text, cursor, &Settings::default());
    let cursor = text.floor_char_boundary(cursor.min(text.len()));
    assert_eq!(found.replaces.end, cursor, "{text}");
    assert!(text.get(found.replaces).is_some(), "{text}");
    assert!(found.candidates.len() <= 200, "{text}");
}

#[test]
fn operators_are_offered_behind_exactly_what_they_take() {
    let ledger = Ledger::sample();
    let fields = [
        ("note", "\"a\""),
        ("stance", "deny"),
        ("joint", "true"),
        ("said", "2019-01-01"),
        ("source", "\"a\""),
    ];
    for (field, literal) in fields {
        let text = format!("claims where {field} ");
        let found = ledger.complete(&text, text.len(), &Settings::default());
        let offered: Vec<&str> = found
            .candidates
            .iter()
            .map(|candidate| candidate.label.as_str())
            .collect();
        for row in INFIX.iter().filter(|row| row.power == Power::Test) {
            let behind = match row.op {
                Infix::Is => "null".to_owned(),
                Infix::In => format!("({literal})"),
                Infix::Between => format!("{literal} and {literal}"),
                Infix::Matches => "/a/".to_owned(),
                Infix::Compare(_) => literal.to_owned(),
                _of_text => "\"a\"".to_owned(),
            };
            let label = if row.op == Infix::Is {
                "is null"
            } else {
                row.spelling
            };
            let query = format!("{text}{} {behind}", row.spelling);
            let report = ledger.query(query.as_str()).diagnose();
            let wrong = report
                .diagnostics
                .iter()
                .any(|one| one.code != "unborne-name");
            assert_eq!(
                offered.contains(&label),
                !wrong,
                "{query}: {}",
                report.lines()
            );
        }
    }
}
