//! What Tab offers in commands.

use super::*;
use crate::repl::commands::tests::{Folder, Talk};

/// Returns where what Tab offers begins, and what it writes.
fn offered(talk: &Talk, typed: &str) -> (usize, Vec<String>) {
    let (at, offers) = offers(&View::of(&talk.session), typed);
    assert!(typed.is_char_boundary(at), "{typed}");
    let inserts = offers.into_iter().map(|offer| offer.insert);
    (at, inserts.collect())
}

#[test]
fn names_are_completed() {
    let talk = Talk::new();
    let offered = |typed: &str| offered(&talk, typed).1;
    assert_eq!(offered(".sch"), [".schema "]);
    assert_eq!(offered("\\SCH"), ["\\schema "]);
    assert_eq!(offered(".qui"), [".quit"]);
    assert_eq!(offered(".").len(), COMMANDS.len());
    assert_eq!(offered("\\con"), ["\\config ", "\\connect ", "\\conninfo "]);
    assert_eq!(offered(".nullv"), [".nullvalue "]);
    assert_eq!(offered(".shcema"), [".schema "]);
    assert!(offered(".xyzxyz").is_empty() && offered(".xyzxyz a").is_empty());
    assert!(offered(".é").is_empty());
}

#[test]
fn the_rows_on_the_screen_are_offered_by_their_numbers() {
    let mut talk = Talk::new();
    talk.line("claims where id = \"003-moved-denied\" | select id, stance");
    assert_eq!(offered(&talk, ".why ").1[..1], ["1"]);
    let (_, offers) = offers(&View::of(&talk.session), ".why 1");
    assert_eq!(offers[0].detail, "003-moved-denied · deny");
    assert!(!offered(&talk, ".why 1 ").1.contains(&"1".to_owned()));
    talk.line("claims");
    let (_, written) = offered(&talk, ".why 1");
    let numbers = written
        .iter()
        .take_while(|it| it.parse::<u32>().is_ok() && it.starts_with('1'));
    assert_eq!(numbers.count(), MOST_ROWS);
    assert_eq!(offered(&talk, ".why 0").1[0], "000-plots-against-pa");
}

#[test]
fn arguments_are_completed_by_what_they_are() {
    let talk = Talk::new();
    let cases: [(&str, usize, &[&str]); 25] = [
        (".mode cs", 6, &["csv"]),
        (".mode", 0, &[".mode "]),
        (".mode  js", 7, &["json", "jsonl"]),
        (".mode au", 6, &["auto"]),
        (".mode cvs", 6, &["csv"]),
        ("\\pset format cs", 13, &["csv"]),
        (".timer o", 7, &["on", "off"]),
        (".open --s", 6, &["--sample"]),
        (".schema outl", 8, &["outlets"]),
        (".schema claims.stan", 8, &["claims.stance"]),
        (".config nu", 8, &["null", "numbered"]),
        (".config mode js", 13, &["json", "jsonl"]),
        (".help whe", 6, &["where"]),
        (".explain claims where stan", 22, &["stance"]),
        (".why 003-moved-denied/1", 5, &["003-moved-denied/1"]),
        (".why MOVED-DENIED/2", 5, &["003-moved-denied/2"]),
        (".why 1 --or", 7, &["--originals"]),
        (
            ".why claim:003-moved-denied",
            5,
            &["claim:003-moved-denied"],
        ),
        (
            ".why Document:00",
            5,
            &[
                "document:000",
                "document:001",
                "document:002",
                "document:003",
                "document:004",
            ],
        ),
        (".values claims.stan", 15, &["stance"]),
        (".values claims.source.par", 22, &["party"]),
        (".stats outl", 7, &["outlets"]),
        ("\\d outl", 3, &["outlets"]),
        (".null ", 6, &["\"\""]),
        (".explain unborne-na", 9, &["unborne-name"]),
    ];
    for (typed, start, expected) in cases {
        let (at, inserts) = offered(&talk, typed);
        let inserts: Vec<&str> = inserts.iter().map(String::as_str).collect();
        assert_eq!((at, inserts.as_slice()), (start, expected), "{typed}");
    }
    for typed in [
        ".schema x.y",
        ".config x y",
        ".timer ö",
        ".run x y",
        ".quit x",
    ] {
        assert!(offered(&talk, typed).1.is_empty(), "{typed}");
    }
}

#[test]
fn parameters_and_their_values_are_completed() {
    let mut talk = Talk::new();
    talk.line("param $who: sources = \"Hamas\"; claims where source = $who");
    talk.line(".param since=2019");
    let (at, names) = offered(&talk, ".param ");
    assert_eq!(
        (at, names),
        (7, vec!["who=".to_owned(), "since=".to_owned()])
    );
    assert_eq!(offered(&talk, ".param $w"), (8, vec!["who=".to_owned()]));
    assert_eq!(offered(&talk, ".param -s"), (8, vec!["since".to_owned()]));
    assert_eq!(offered(&talk, "\\unset s"), (7, vec!["since".to_owned()]));
    for value in ["Turkish diplomatic s", "\"Turkish diplomatic s"] {
        let (at, names) = offered(&talk, &format!(".param who={value}"));
        assert_eq!((at, &*names[0]), (11, "\"Turkish diplomatic source\""));
    }
    assert_eq!(
        offered(&talk, ".param who = Hamas so").1[0],
        "\"Hamas source\""
    );
    assert!(offered(&talk, ".param since=2").1.is_empty());
    assert!(offered(&talk, ".param other=2").1.is_empty());
}

#[test]
fn saved_queries_and_their_parameters_are_completed() {
    let mut talk = Talk::new();
    let manifest = env!("CARGO_MANIFEST_DIR");
    talk.line(&format!(".open \"{manifest}/seeds\""));
    let (at, names) = offered(&talk, ".run ");
    assert!(
        at == 5 && names.contains(&"attribution".to_owned()),
        "{names:?}"
    );
    let (_, offers) = offers(&View::of(&talk.session), ".run attribution");
    assert!(!offers[0].detail.is_empty());
    let (at, params) = offered(&talk, ".run attribution ");
    assert_eq!((at, params), (17, vec!["document=".to_owned()]));
    assert!(offered(&talk, ".run attribution x").1.is_empty());
    let (at, values) = offered(&talk, ".run attribution document=\"Were Hamas's l");
    let title = "\"Were Hamas's leaders moved from Qatar to Turkey?\"";
    assert_eq!((at, values), (26, vec![title.to_owned()]));
    for typed in [
        ".run denials party=\"Turkey\" ",
        ".run denials -p party=x -p ",
    ] {
        assert!(offered(&talk, typed).1.is_empty(), "{typed}");
    }
    assert_eq!(offered(&talk, ".run denials -p ").1, ["party="]);
    assert_eq!(
        offered(&talk, ".run denials --").1,
        ["--format ", "--param "]
    );
    for typed in ["--format cs", "--format=cs"] {
        let typed = format!(".run denials party=\"Turkey\" {typed}");
        assert_eq!(
            offered(&talk, &typed),
            (typed.len() - 2, vec!["csv".to_owned()])
        );
    }
    // Those with most rows of the query come first.
    let (at, values) = offered(&talk, ".run denials party=");
    assert_eq!((at, &*values[0]), (19, "\"Turkey\""));
    let (_, offers) = super::offers(&View::of(&talk.session), ".run denials party=tur");
    assert_eq!(offers[0].insert, "\"Turkey\"");
    assert!(offers[0].detail.contains("claims"), "{}", offers[0].detail);
    talk.line("param $party = \"Hamas\"; claims where source.party = $party");
    let (at, values) = offered(&talk, ".param party=tur");
    assert_eq!((at, &*values[0]), (13, "\"Turkey\""));
}

#[test]
fn files_and_folders_are_completed() {
    let talk = Talk::new();
    let manifest = env!("CARGO_MANIFEST_DIR");
    let typed = format!(".read {manifest}/gramm");
    let start = typed.len() - "gramm".len();
    assert_eq!(
        offered(&talk, &typed),
        (start, vec!["grammar.md".to_owned()])
    );
    let typed = format!(".read \"{manifest}/se");
    assert_eq!(offered(&talk, &typed).1, ["seeds/"]);
    let (_, offers) = offers(&View::of(&talk.session), &format!(".open {manifest}/se"));
    assert_eq!(
        (offers[0].insert.as_str(), offers[0].detail.as_str()),
        ("seeds/", "a ledger")
    );
    assert!(offered(&talk, ".open gramm").1.is_empty());
    let typed = format!(".config originals {manifest}/que");
    assert_eq!(offered(&talk, &typed).1, ["queries/"]);
    assert_eq!(offered(&talk, ".config originals of").1, ["off"]);
    #[cfg(unix)]
    {
        let folder = Folder::new("odd-names");
        for name in ["b\u{7}", "plain"] {
            std::fs::create_dir(folder.0.join(name)).expect("a writable folder");
        }
        let typed = format!(".open {}", folder.path(""));
        let labels = super::offers(&View::of(&talk.session), &typed).1;
        let labels: Vec<_> = labels.into_iter().map(|offer| offer.label).collect();
        assert_eq!(labels, ["plain/", "… 1 name that cannot be typed"]);
    }
    assert!(offered(&talk, ".read no-such-folder/x").1.is_empty());
    assert!(
        offered(&talk, ".read ")
            .1
            .iter()
            .all(|name| !name.starts_with('.'))
    );
}
