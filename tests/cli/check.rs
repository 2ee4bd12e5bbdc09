//! `check` and `explain`.

use super::{Folder, run, text};

/// A ledger that loads, with an error, a strict warning and what is told only when asked for.
const LEDGER: &str = r#"
[[document]]
id = "bridge"
title = "The bridge"
published = "2024-05-03"

[[source]]
id = "mayor"
name = "Ann Mason"
kind = "person"

[[claim]]
id = "closed"
text = "It is closed."
source = "mayor"
said = "2024-05-04"
at = "p1"

[[source]]
id = "guard"
name = "guard"
kind = "office"
anonymous = true
"#;

#[test]
fn check_lists_what_is_wrong_and_ends_with_1() {
    let folder = Folder::new("check");
    folder.write(
        "a.toml",
        "[[document]]\nid = \"d\"\ntitle = \"D\"\nsorce = \"y\"\n",
    );
    for arguments in [
        vec!["check", text(&folder.0)],
        vec!["-l", text(&folder.0), "check"],
    ] {
        let run = run(&arguments);
        assert_eq!(run.code, Some(1), "{run:?}");
        assert_eq!(run.out.lines().count(), 1, "{run:?}");
        assert!(run.out.contains("a.toml:4:1: "), "{run:?}");
    }
    let run = run(&["check", text(&folder.0), "--error-format", "json"]);
    let line: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(
        (run.code, &line["places"][0]["line"]),
        (Some(1), &serde_json::json!(4))
    );
}

#[test]
fn more_is_found_by_those_who_ask_for_more() {
    let folder = Folder::new("tiers");
    folder.write("a.toml", LEDGER);
    let cases: [(&[&str], &[&str]); 5] = [
        (&[], &["said-after-publication"]),
        (
            &["--strict"],
            &[
                "no-sha256",
                "person-without-entity",
                "said-after-publication",
                "no-hash",
                "unused-source",
            ],
        ),
        (
            &["--also", "no-condition"],
            &["said-after-publication", "no-condition"],
        ),
        (&["--only", "NO-condition"], &["no-condition"]),
        (
            &["--only", "no-condition", "--only", "no-hash"],
            &["no-hash", "no-condition"],
        ),
    ];
    for (options, codes) in cases {
        let run = run(&[&["check", text(&folder.0)], options].concat());
        let found = run.out.lines().filter_map(|line| {
            let (_, rest) = line.split_once(" [")?;
            Some(rest.split_once(']')?.0)
        });
        assert_eq!(found.collect::<Vec<_>>(), codes, "{options:?} {run:?}");
        let lines = run.out.lines();
        assert_eq!(lines.count(), codes.len(), "a line each: {run:?}");
    }
}

#[test]
fn warnings_fail_under_strict_alone() {
    let folder = Folder::new("warnings");
    folder.write("a.toml", &LEDGER.replace("2024-05-04", "2024-05-02"));
    let cases: [(&[&str], Option<i32>); 5] = [
        (&[], Some(0)),
        (&["--also", "all"], Some(0)),
        (&["--only", "no-condition"], Some(0)),
        (&["--strict"], Some(1)),
        (&["--strict", "-q"], Some(1)),
    ];
    for (options, code) in cases {
        let run = run(&[&["check", text(&folder.0)], options].concat());
        assert_eq!(run.code, code, "{options:?} {run:?}");
    }
}

#[test]
fn a_finding_has_its_place_in_json_too() {
    let folder = Folder::new("json");
    folder.write("a.toml", LEDGER);
    let run = run(&["check", text(&folder.0), "--error-format", "json"]);
    let line: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(line["code"], "said-after-publication");
    let place = &line["places"][0];
    assert_eq!((&place["line"], &place["column"]), (&16.into(), &8.into()));
    assert_eq!(run.code, Some(1));
}

#[test]
fn a_ledger_that_does_not_load_is_said_to() {
    let folder = Folder::new("refused");
    folder.write(
        "a.toml",
        &LEDGER.replace("\"mayor\"\nsaid", "\"mayr\"\nsaid"),
    );
    let run = run(&["check", text(&folder.0), "--strict"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(
        run.out.contains("[unknown-id]; did you mean ‘mayor’?"),
        "{run:?}"
    );
    assert!(run.err.contains("does not load"), "{run:?}");
}

#[test]
fn wrong_names_of_checks_end_with_2() {
    let cases: [(&[&str], &str); 7] = [
        (&["check", "--also", "no-hsh"], "did you mean ‘no-hash’?"),
        (&["check", "--only", "zzzzzz"], "--list"),
        (&["check", "--only", "unknown-id"], "the loader"),
        (&["check", "--only", "todo", "--strict"], "--strict"),
        (
            &["check", "--originals", "no/such/folder"],
            "no/such/folder",
        ),
        (&["explain", "bad_valu"], "did you mean ‘bad-value’?"),
        (&["explain", "zzzzzz"], "whosaid explain"),
    ];
    for (arguments, expected) in cases {
        let run = run(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains(expected), "{arguments:?} {run:?}");
    }
}

#[test]
fn explain_prints_a_section_or_the_list() {
    for code in ["no-hash", "unknown-id", "[No-Hash]", "bad_value"] {
        let run = run(&["explain", code]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
        assert!(
            run.out.starts_with("## ") && run.out.contains("# ← here"),
            "{run:?}"
        );
        assert!(run.out.ends_with("```\n"), "{run:?}");
    }
    let list = run(&["check", "--list", "--format", "csv"]);
    assert_eq!(list.code, Some(0), "{list:?}");
    assert!(
        list.out.starts_with("code,tier,severity,needs,finds\n"),
        "{list:?}"
    );
    assert!(
        list.out.contains("\nno-condition,named,warning,"),
        "{list:?}"
    );
    let codes = run(&["explain", "--format", "csv"]);
    for line in list.out.lines() {
        assert!(codes.out.contains(line), "{line}");
    }
    let expected = "\nnot-utf8,loader,,,a file is not UTF-8 text\n";
    assert!(codes.out.contains(expected), "{codes:?}");
    assert!(
        codes.out.contains("\nunknown-field,query,error,,"),
        "{codes:?}"
    );
    assert!(codes.out.contains("\nunused,query,warning,,"), "{codes:?}");
    let query = run(&["explain", "mixed-connectives"]);
    assert!(query.out.contains("```whosaid warning\n"), "{query:?}");
}

#[test]
fn the_sample_passes_the_strict_checks() {
    let run = run(&["--sample", "check", "--strict"]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{run:?}");
}
