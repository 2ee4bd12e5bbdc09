//! `new`, in folders of its own.

use std::path::Path;

use super::{Folder, program, run, run_fed, text};

#[test]
fn starts_a_ledger_that_loads_and_answers() {
    let folder = Folder::new("new");
    let at = |folder: &Path, arguments: &[&str]| {
        run_fed(program().current_dir(folder).args(arguments), b"")
    };
    let made = at(&folder.0, &["new", "mine"]);
    assert_eq!((made.code, made.out.as_str()), (Some(0), ""), "{made:?}");
    let mine = folder.0.join("mine");
    for (arguments, told) in [
        (vec!["-l", ".", "check"], "note: 0 errors, 0 warnings\n"),
        (vec!["test"], "note: 2 cases, 0 failed\n"),
        (
            vec!["fmt", "queries", "--check"],
            "note: 1 file, 0 would change\n",
        ),
        (vec!["-l", ".", "run", "denials"], "note: 1 row\n"),
    ] {
        let run = at(&mine, &arguments);
        assert_eq!((run.code, run.err.as_str()), (Some(0), told), "{run:?}");
    }
    let before = folder.read("mine/library.toml");
    let again = at(&folder.0, &["new", "mine"]);
    assert_eq!(again.code, Some(2), "{again:?}");
    assert!(
        again.err.contains("nothing in it is overwritten"),
        "{again:?}"
    );
    assert_eq!(folder.read("mine/library.toml"), before);
    folder.write("file", "");
    for wrong in [vec!["new", "file"], vec!["new"], vec!["new", "a", "b"]] {
        assert_eq!(at(&folder.0, &wrong).code, Some(2), "{wrong:?}");
    }
    let nowhere = at(&folder.0, &["new", "no/such/place"]);
    assert_eq!(nowhere.code, Some(5), "{nowhere:?}");
    assert!(!folder.0.join("no").exists());
}

const ARTICLE: &str = "A short headline about the ferry\r\n\r\n4 March 2025\r\n\r\n\
    The mayor said on Monday that the ferry goes. “It will go,” she added.\r\n";

#[test]
fn drafts_a_document_of_an_article() {
    let folder = Folder::new("new-document");
    let article = folder.write("texts/The ferry.txt", ARTICLE);
    let ledger = folder.0.join("ledger");
    std::fs::create_dir(&ledger).expect("writable");
    let new =
        |arguments: &[&str]| run(&[&["-l", text(&ledger), "new", "document"], arguments].concat());
    let made = new(&[text(&article)]);
    assert_eq!((made.code, made.out.as_str()), (Some(0), ""), "{made:?}");
    assert!(
        made.err.contains("3 paragraphs, 2 claims to be written"),
        "{made:?}"
    );
    let draft = folder.read("ledger/The-ferry.toml");
    assert!(draft.contains("published = \"2025-03-04\""), "{draft}");
    let originals = folder.0.join("texts");
    for more in [vec![], vec!["--originals", text(&originals)]] {
        let check = run(&[vec!["check", text(&ledger)], more].concat());
        assert_eq!(check.code, Some(0), "{check:?}");
        assert_eq!(check.out.lines().count(), 2, "{check:?}");
        assert!(
            check.out.lines().all(|line| line.contains("[todo]")),
            "{check:?}"
        );
    }
    let ask = run(&["-l", text(&ledger), "query", "claims where todo | count"]);
    assert!(ask.out.ends_with(" 2\n"), "{ask:?}");

    let again = new(&[text(&article), "--id", "other"]);
    assert_eq!(again.code, Some(2), "{again:?}");
    assert!(again.err.contains("as document ‘The-ferry’"), "{again:?}");
    folder.write("ledger/kept.toml", "");
    let two = folder.write("texts/two.txt", "Somebody said so.");
    for taken in ["The-ferry", "kept", "a/b", "", "../x"] {
        let run = new(&[text(&two), "--id", taken]);
        assert_eq!(run.code, Some(2), "{taken}: {run:?}");
    }
    assert_eq!(folder.read("ledger/The-ferry.toml"), draft);
    assert_eq!(folder.read("ledger/kept.toml"), "");
    assert_eq!(new(&[text(&two), "--published", "last week"]).code, Some(2));
    let title = "A \"title\" \\";
    let given = new(&[
        text(&two),
        "--id",
        "two",
        "--title",
        title,
        "--published",
        "2025-03/2025-04",
    ]);
    assert_eq!(given.code, Some(0), "{given:?}");
    let draft = folder.read("ledger/two.toml");
    assert!(draft.contains(r#"title = "A \"title\" \\""#), "{draft}");
    assert!(
        draft.contains("published = \"2025-03/2025-04\"\n"),
        "{draft}"
    );
}

#[test]
fn refuses_what_is_no_article() {
    let folder = Folder::new("no-article");
    let ledger = folder.0.join("ledger");
    assert_eq!(run(&["new", text(&ledger)]).code, Some(0));
    let count = || std::fs::read_dir(&ledger).expect("a folder").count();
    let before = count();
    folder.write("empty.txt", "\n \r\n");
    std::fs::write(folder.0.join("bytes.txt"), [b'a', 0xFF]).expect("writable");
    for name in ["empty.txt", "bytes.txt", "none.txt", "."] {
        let path = folder.0.join(name);
        let run = run(&["-l", text(&ledger), "new", "document", text(&path)]);
        assert_eq!(
            (run.code, run.out.as_str()),
            (Some(2), ""),
            "{name}: {run:?}"
        );
        assert!(run.err.contains("error: "), "{name}: {run:?}");
    }
    let good = folder.write("good.txt", "She said so.");
    folder.write("ledger/broken.toml", "[[claim]]\n");
    let none = folder.0.join("none");
    for (arguments, code) in [
        (vec!["-l", text(&ledger)], 4),
        (vec!["-l", text(&none)], 4),
        (vec!["--sample"], 2),
    ] {
        let run = run(&[arguments, vec!["new", "document", text(&good)]].concat());
        assert_eq!(run.code, Some(code), "{run:?}");
    }
    assert_eq!(count(), before + 1);
}
