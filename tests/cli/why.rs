//! `why`: evidence for records and rows, with and without the original texts.

use super::{Folder, Run, run, text};

const LEDGER: &str = "\
[[document]]
id = \"bridge\"
title = \"The bridge\"

[[claim]]
id = \"shut\"
text = \"It is shut.\"
at = \"p2:0-13\"

[[claim.report]]
at = \"p3\"
";

const TEXT: &str = "Of bridges.\n\nThe bridge is shut today.\n\nSo it is.\n";

/// Makes a ledger that is stamped by a text.
fn stamped(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("ledger/a.toml", LEDGER);
    folder.write("texts/bridge_01.txt", TEXT);
    let (ledger, texts) = (folder.0.join("ledger"), folder.0.join("texts"));
    let run = run(&["stamp", text(&ledger), "--originals", text(&texts)]);
    assert_eq!(run.code, Some(0), "{run:?}");
    folder
}

fn why(folder: &Folder, arguments: &[&str]) -> Run {
    let (ledger, texts) = (folder.0.join("ledger"), folder.0.join("texts"));
    let mut all = vec!["-l", text(&ledger), "why", "--originals", text(&texts)];
    all.extend(arguments);
    run(&all)
}

#[test]
fn passages_are_shown_with_how_they_stand() {
    let folder = stamped("why-stands");
    let cases = [
        (
            TEXT.to_owned(),
            "· the text matches\n    p2           ⟦The bridge is⟧ shut today.\n",
        ),
        (
            TEXT.replace("Of bridges.", "Of bridges.\nOf \u{1b}mayors."),
            "· moved to p3:0-13\n    p3           ⟦The bridge is⟧ shut today.\n",
        ),
        (
            TEXT.replace("The bridge", "A \u{1b}[2Jbridge"),
            "· changed: what stands there now has ",
        ),
        (
            "Of bridges.\n".to_owned(),
            "· nowhere in the text: there is no paragraph 2: the text has 1\n",
        ),
    ];
    for (original, expected) in cases {
        folder.write("texts/bridge_01.txt", &original);
        let run = why(&folder, &["shut"]);
        assert_eq!(run.code, Some(0), "{run:?}");
        assert!(run.out.contains(expected), "{}", run.out);
        assert!(!run.out.contains('\u{1b}'), "{}", run.out);
        let is_told = run.out.contains("    original     ‘") && run.out.contains("has changed");
        assert_eq!(is_told, original != TEXT, "{}", run.out);
    }
    let run = why(&folder, &["document:bridge"]);
    assert!(run.out.contains("\n  original     ‘"), "{}", run.out);
    std::fs::remove_file(folder.0.join("texts/bridge_01.txt")).expect("a file");
    let run = why(&folder, &["shut"]);
    let expected = "not compared: the original text of document ‘bridge’ is not in the folder";
    assert!(run.out.contains(expected), "{}", run.out);
}

#[test]
fn without_hashes_passages_are_shown_too() {
    let folder = Folder::new("why-unstamped");
    folder.write("ledger/a.toml", LEDGER);
    folder.write("texts/bridge_01.txt", TEXT);
    let run = why(&folder, &["shut", "--format", "json"]);
    assert_eq!(run.code, Some(0), "{run:?}");
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let report = &json[0]["claims"][0]["reports"][1];
    assert_eq!(report["standing"]["state"], "not_stamped");
    assert_eq!(report["passage"][0]["text"], "So it is.");
    assert_eq!(report["passage"][0]["number"], 3);
    let place = &report["place"];
    assert!(
        place["file"]
            .as_str()
            .is_some_and(|it| it.ends_with("a.toml"))
    );
    assert_eq!(place["line"], 10);
}

#[test]
fn a_row_leads_to_its_records() {
    let query = "claims where stance = deny | count by source";
    let why = run(&["why", "--query", query, "--row", "2", "--width", "100"]);
    assert_eq!((why.code, &*why.err), (Some(0), ""), "{why:?}");
    assert!(why.out.starts_with("claim 002-qasem-denies"), "{}", why.out);
    let widest = why.out.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "{}", why.out);
    let query = "param $who; claims where source = $who | count";
    let why = run(&["why", "--query", query, "-p", "who=Hamas"]);
    assert!(why.out.starts_with("the row rests on 1"), "{}", why.out);
    assert!(why.out.contains("only possibly"), "{}", why.out);
    assert!(
        why.out.contains("\nclaim:001-hamas-denial · "),
        "{}",
        why.out
    );
    assert!(why.out.ends_with("for one of them\n"), "{}", why.out);
    let why = run(&["why", "--query", "claims | count"]);
    assert!(why.out.lines().count() < 110, "{}", why.out);
    assert!(
        why.out.contains("more; ‘--format json’ writes all"),
        "{}",
        why.out
    );
    let why = run(&["why", "--query", "claims | count", "--format", "json"]);
    let all: serde_json::Value = serde_json::from_str(&why.out).expect("JSON");
    assert!(all.as_array().is_some_and(|all| all.len() > 200));
}

#[test]
fn several_records_are_drawn_one_behind_the_other() {
    let run = run(&["why", "document:001", "source:hamas", "003-moved-denied"]);
    assert_eq!((run.code, &*run.err), (Some(0), ""), "{run:?}");
    let at = |text: &str| run.out.find(text).expect(text);
    assert!(at("document 001") < at("\nsource hamas"));
    assert!(at("\nsource hamas") < at("\nclaim 003-moved-denied"));
}

#[test]
fn what_cannot_be_shown_is_told() {
    let plan = "claims | explain";
    let cases: [(&[&str], i32, &str); 12] = [
        (
            &["hamas"],
            2,
            "say which one: ‘entity:hamas’, ‘source:hamas’",
        ),
        (&["003-moved-denid"], 2, "did you mean ‘003-moved-denied’?"),
        (&["clam:x"], 2, "did you mean ‘claim’?"),
        (&[], 2, "<ID|KIND:ID>"),
        (&["--row", "2"], 2, "--query"),
        (&["x", "--query", "claims"], 2, "cannot be used with"),
        (
            &["--query", "documents", "--row", "99"],
            2,
            "there is no row 99: the answer has 1",
        ),
        (
            &["--query", "documents", "--row", "0"],
            2,
            "there is no row 0",
        ),
        (&["--query", plan], 2, "leave ‘explain’ out"),
        (&["--query", "clams"], 3, "did you mean"),
        (
            &["003-moved-denied", "--format", "csv"],
            2,
            "‘why’ writes no csv",
        ),
        (
            &["003-moved-denied", "--today", "2025-01-01"],
            2,
            "only with ‘--query’",
        ),
    ];
    for (arguments, code, expected) in cases {
        let run = run(&[&["why"], arguments].concat());
        assert_eq!(run.code, Some(code), "{run:?}");
        assert!(run.err.contains(expected) && run.out.is_empty(), "{run:?}");
    }
    let run = run(&["why", "003-moved-denied", "--originals", "no-such-folder"]);
    assert_eq!(run.code, Some(2), "{run:?}");
    assert!(run.err.contains("cannot be read"), "{run:?}");
}
