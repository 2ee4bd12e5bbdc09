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
        (
            vec!["-l", ".", "check", "--strict"],
            "note: 0 errors, 0 warnings\n",
        ),
        (vec!["-l", ".", "test"], "note: 2 cases, 0 failed\n"),
        (
            vec!["fmt", "queries", "--check"],
            "note: 1 file, 0 would change\n",
        ),
        (vec!["-l", ".", "run", "denials"], "note: 1 row\n"),
    ] {
        let run = at(&mine, &arguments);
        assert_eq!((run.code, run.err.as_str()), (Some(0), told), "{run:?}");
    }
    // The example can go as the notes say.
    let rm = made
        .err
        .lines()
        .find_map(|line| line.strip_prefix("note:   rm "));
    for file in rm.expect("a note that says how").split(' ') {
        std::fs::remove_file(mine.join(file)).expect("a file of the example");
    }
    let left = at(&mine, &["-l", ".", "check"]);
    assert_eq!(left.code, Some(0), "{left:?}");
    std::fs::remove_dir_all(&mine).expect("a folder of the test");
    at(&folder.0, &["new", "mine"]);
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
fn a_text_without_an_english_verb_is_noted() {
    let folder = Folder::new("no-verb");
    let ledger = folder.0.join("ledger");
    std::fs::create_dir(&ledger).expect("writable");
    let french = folder.write(
        "fr.txt",
        "Le maire a dit que le bac partira. « Il partira en mai. »",
    );
    let made = run(&["-l", text(&ledger), "new", "document", text(&french)]);
    assert_eq!(made.code, Some(0), "{made:?}");
    assert!(made.err.contains("only English ones are known"), "{made:?}");
    let english = folder.write("en.txt", "The mayor said that it will go.");
    let made = run(&["-l", text(&ledger), "new", "document", text(&english)]);
    assert!(!made.err.contains("only English"), "{made:?}");
}

#[test]
fn places_of_words_are_located() {
    let folder = Folder::new("locate");
    let article = folder.write("The ferry.txt", ARTICLE);
    let locate = |words: &str| run(&["locate", text(&article), words]);
    let whole = locate("The mayor said on Monday that the ferry goes.");
    let hash = "at = \"p3:0-45\"\nhash = \"";
    assert_eq!(whole.code, Some(0), "{whole:?}");
    assert!(whole.out.starts_with(hash), "{whole:?}");
    assert_eq!(locate("the mayor … ferry goes.").out, whole.out);
    let several = locate("ferry");
    assert!(
        several.out.contains("p1:27-32\"") && several.out.contains("p3:34-39\""),
        "{several:?}"
    );
    assert!(several.err.contains("2 places"), "{several:?}");
    let none = locate("the mayor will go");
    assert_eq!((none.code, none.out.as_str()), (Some(1), ""), "{none:?}");
    assert!(none.err.contains("do not stand in"), "{none:?}");
    for wrong in [
        locate("…"),
        run(&["locate", "none.txt", "a"]),
        run(&["locate"]),
    ] {
        assert_eq!(wrong.code, Some(2), "{wrong:?}");
    }
    // What is located is what `stamp` reads there.
    let ledger = folder.0.join("ledger");
    std::fs::create_dir(&ledger).expect("writable");
    let lines = whole.out;
    let claim = "[[document]]\nid = \"The\"\ntitle = \"T\"\n[[claim]]\nid = \"x\"\ntext = \"X\"\nsource = \"?\"\n";
    folder.write("ledger/a.toml", &format!("{claim}{lines}"));
    let check = run(&["check", text(&ledger), "--originals", text(&folder.0)]);
    assert!(!check.out.contains("passage"), "{check:?}");
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
