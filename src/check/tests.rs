use super::{CHECKS, Selection, run};
use crate::diagnostic::Report;
use crate::model::{Kind, Ledger, Record, Text, Value, load_texts};
use crate::value::Date;

/// Records that most cases need.
const BASE: &str = r#"
document = [
  { id = "d1", title = "One", outlet = "courier", published = "2024-05-03" },
  { id = "d2", title = "Two", outlet = "agency", published = "2024-05-04", held = false },
]
entity = [
  { id = "courier", name = "The Courier", kind = "outlet" },
  { id = "agency", name = "The agency", kind = "outlet" },
  { id = "city", name = "The city", kind = "state" },
  { id = "land", name = "The land", kind = "state" },
]
"#;

/// Checks a ledger, and returns each finding of a code as it begins: `line: message`.
fn findings(ledger: &str, code: &str) -> Vec<String> {
    let texts = [("a.toml", BASE), ("b.toml", ledger)].map(|(name, text)| Text {
        name: name.to_owned(),
        text: text.to_owned(),
    });
    let loaded = load_texts(texts)
        .unwrap_or_else(|report: Report| panic!("{ledger}\n{}", report.render(false)));
    let selection = Selection::new(false, &[], &[code.to_owned()]).expect("a check");
    let report = run(&loaded.ledger, &selection, None);
    let written = report.diagnostics.iter().map(|diagnostic| {
        let label = diagnostic.labels.first().expect("it stands in a file");
        let (line, _) = label.source.line_column(label.span.start);
        format!("{line}: {}", diagnostic.message)
    });
    written.collect()
}

/// Checks that each case has these findings of a code, and no others.
fn check(cases: &[(&str, &str, &[&str])]) {
    for (code, ledger, expected) in cases {
        assert_eq!(findings(ledger, code), *expected, "{code}\n{ledger}");
    }
}

#[test]
fn every_check_has_a_code_of_its_own() {
    let mut codes = std::collections::BTreeSet::new();
    for check in CHECKS {
        assert!(codes.insert(check.code), "{}", check.code);
    }
}

#[test]
fn dates_are_wrong_only_where_no_day_fits() {
    let said_late = "the claim was said on 2024-05-04 and printed before, on 2024-05-03, in ‘d1’";
    let said_late = format!("1: {said_late}");
    check(&[
        (
            "dates-reversed",
            r#"event = [{ id = "e", name = "E", from = "2024-05", until = "2024-05-01" }]"#,
            &[],
        ),
        (
            "dates-reversed",
            r#"event = [{ id = "e", name = "E", from = "2024-05~", until = "2024-04-30" }]"#,
            &[],
        ),
        (
            "dates-reversed",
            r#"role = [{ who = "city", what = "R", from = "2024-05", until = "../2024-04" }]"#,
            &["1: the role ends before it begins: until ..2024-04-30, from 2024-05"],
        ),
        // A date that was derived from the pages is never after them.
        (
            "said-after-publication",
            r#"claim = [{ id = "c", text = "C.", source = "city", at = "p1", document = "d1" }]"#,
            &[],
        ),
        // A page that we read is wrong beside another; one that we know through others is not.
        (
            "said-after-publication",
            r#"claim = [{ id = "c", text = "C.", source = "city", said = "2024-05-04", report = [{ at = "p1", document = "d1" }, { at = "p1", document = "d2" }] }]"#,
            &[&said_late],
        ),
        (
            "said-after-publication",
            r#"claim = [{ id = "c", text = "C.", source = "city", said = "2024-05-05", report = [{ at = "p1", document = "d2" }, { at = "p1", document = "d3" }] }]
document = [{ id = "d3", title = "Three", published = "2024-06", held = false }]"#,
            &[],
        ),
        (
            "said-after-publication",
            r#"claim = [{ id = "c", text = "C.", source = "city", said = "2024-05-05", at = "p1", document = "d2" }]"#,
            &["1: the claim was said on 2024-05-05 and printed before, on 2024-05-04, in ‘d2’"],
        ),
        (
            "said-after-publication",
            r#"claim = [{ id = "c", text = "C.", source = "city", said = "2024-05-05", at = "p1", document = "d1?" }]"#,
            &[],
        ),
        // What lasts may begin on the last day of its whole.
        (
            "outside-its-whole",
            r#"event = [{ id = "w", name = "W", from = "2024-01", until = "2024-03" }, { id = "p", name = "P", from = "2024-03-31", part_of = "w" }]"#,
            &[],
        ),
        (
            "outside-its-whole",
            r#"event = [{ id = "w", name = "W", from = "2024-01", until = "2024-03" }, { id = "p", name = "P", from = "2024-03", until = "2024-04", part_of = "w" }]"#,
            &[
                "1: the event, from 2024-03 until 2024-04, is outside of ‘w’, which it is part of, from 2024-01 until 2024-03",
            ],
        ),
    ]);
}

#[test]
fn relays_are_wrong_only_where_they_surely_came_later() {
    let claim = |via: &str| {
        format!(
            "claim = [{{ id = \"c\", text = \"C.\", source = \"city\", at = \"p1\", document = \"d1\", via = {via} }}]"
        )
    };
    let cases = [
        ("via-later-document", r#"["d2"]"#, 1),
        ("via-later-document", r#"["d2?"]"#, 0),
        ("via-later-document", r#"["agency"]"#, 0),
        ("via-later-outlet", r#"["agency"]"#, 1),
        ("via-later-outlet", r#"["d2"]"#, 0),
        ("via-own-outlet", r#"["courier", "agency"]"#, 0),
        ("via-own-outlet", r#"["agency", "courier"]"#, 1),
        ("via-own-document", r#"["d1", "agency"]"#, 1),
        ("own-voice-relayed", r#"["agency"]"#, 0),
    ];
    for (code, via, expected) in cases {
        let found = findings(&claim(via), code);
        assert_eq!(found.len(), expected, "{code} {via} {found:?}");
    }
}

#[test]
fn denials_miss_what_is_another_matter_and_nothing_else() {
    let ledger = |links: &str, denied: &str| {
        format!(
            "proposition = [\n{{ id = \"p\", text = \"P.\"{links} }},\n{{ id = \"q\", text = \"Q.\" }},\n\
             {{ id = \"r\", text = \"R.\", implies = [\"q\"] }} ]\n\
             claim = [\n{{ id = \"t\", proposition = \"{denied}\", source = \"city\" }},\n\
             {{ id = \"d\", proposition = \"p\", source = \"land\", stance = \"deny\", denies = \"t\" }} ]\n"
        )
    };
    let cases = [
        ("", "q", 0),
        (", independent = [\"q\"]", "q", 1),
        (", independent = [\"q?\"]", "q", 0),
        // What excludes Q excludes whatever implies Q.
        (", excludes = [\"q\"]", "r", 1),
        (", implies = [\"q\"]", "q", 0),
        // Independence is not handed down.
        (", independent = [\"q\"]", "r", 0),
    ];
    for (links, denied, expected) in cases {
        let found = findings(&ledger(links, denied), "denial-misses");
        assert_eq!(found.len(), expected, "{links} {denied} {found:?}");
    }
}

#[test]
fn speakers_and_quotations_are_told_apart() {
    let sources = |more: &str| {
        format!(
            "source = [\n{{ id = \"one\", name = \"x\", kind = \"office\", anonymous = true, number = \"one\", party = \"city\" }},\n\
             {{ id = \"many\", name = \"x\", kind = \"office\", anonymous = true, number = \"several\"{more} }} ]\n\
             claim = [\n{{ id = \"a\", text = \"A.\", source = \"one\", at = \"p1\", document = \"d1\" }},\n\
             {{ id = \"b\", text = \"B.\", source = \"many\", at = \"p1\", document = \"d2\", repeats = \"a\" }} ]\n"
        )
    };
    for (more, expected) in [
        ("", 1),
        (", party = \"city\"", 1),
        (", party = \"land\"", 0),
        (", party = \"land?\"", 1),
    ] {
        let found = findings(&sources(more), "one-as-several");
        assert_eq!(found.len(), expected, "{more} {found:?}");
    }
    let quoted = |source: &str, at: &str, words: &str| {
        format!(
            "claim = [\n{{ id = \"a\", text = \"A.\", source = \"city\", at = \"p1:1-9\", document = \"d1\", quote = \"direct\", words = \"three short words\" }},\n\
             {{ id = \"b\", text = \"B.\", source = {source}, at = \"{at}\", document = \"d1\", quote = \"direct\", words = \"{words}\" }} ]\n"
        )
    };
    for (source, at, words, expected) in [
        (r#""land""#, "p1:1-9", "other", 1),
        (r#""land""#, "p2:1-9", "Three short Words", 1),
        (r#""land""#, "p2:1-9", "other words here", 0),
        (r#""city""#, "p1:1-9", "other", 0),
        (r#"["land?", "city?"]"#, "p1:1-9", "other", 0),
        (r#"["land", "city"], joint = true"#, "p1:1-9", "other", 0),
    ] {
        let found = findings(&quoted(source, at, words), "quoted-twice");
        assert_eq!(found.len(), expected, "{source} {at} {words} {found:?}");
    }
}

#[test]
fn figures_are_compared_within_what_they_count() {
    let figures = |second: &str| {
        format!(
            "claim = [{{ id = \"a\", text = \"A.\", source = \"city\" }}, {{ id = \"b\", text = \"B.\", source = \"city\" }}]\n\
             figure = [\n{{ claim = \"a\", value = \"3 km\", of = \"road\" }},\n{{ {second} }} ]\n"
        )
    };
    for (second, expected) in [
        (r#"claim = "a", value = "3 m", of = "Road""#, 1),
        (r#"claim = "a", value = 3, of = "road""#, 1),
        (r#"claim = "b", value = "3 m", of = "road""#, 1),
        (r#"claim = "b", value = 3, of = "road""#, 0),
        (r#"claim = "a", value = "3 m", of = "bridge""#, 0),
    ] {
        let found = findings(&figures(second), "units-differ");
        assert_eq!(found.len(), expected, "{second} {found:?}");
    }
}

#[test]
fn what_is_in_no_file_is_found_all_the_same() {
    let mut ledger = Ledger::default();
    let date = |text| Value::Date(Box::new(Date::parse(text).expect("a date")));
    let event = Record::build(
        Kind::Events,
        [
            ("name", Value::Text("E".into())),
            ("from", date("2024")),
            ("until", date("2023")),
        ],
    );
    ledger.push(Kind::Events, "e", event);
    ledger.settle();
    let report = run(&ledger, &Selection::default(), None);
    assert_eq!(
        report.lines(),
        "the event ends before it begins: until 2023, from 2024 [dates-reversed]; change ‘from’ or ‘until’\n"
    );
}
