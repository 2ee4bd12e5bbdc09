//! Saved queries and their parameters.

use super::{Folder, Run, program, run_fed, text};

const LEDGER: &str = "[[document]]\nid = \"d\"\ntitle = \"D\"\n";
const DOCS: &str =
    "## The documents called so.\nparam $id = \"d\";\ndocuments where id = $id | select id\n";

fn run_in(folder: &Folder, below: &str, arguments: &[&str]) -> Run {
    let folder = folder.0.join(below);
    run_fed(program().current_dir(folder).args(arguments), b"")
}

#[test]
fn they_are_found_in_the_ledger_and_beside_it() {
    let folder = Folder::new("saved-in");
    folder.write("mine/d.toml", LEDGER);
    folder.write("mine/queries/docs.who", DOCS);
    folder.write("queries/beside.who", "documents | select title\n");
    let cases: [(&str, &[&str], &str); 6] = [
        ("", &["-l", "mine", "run", "docs"], "id\n──\nd\n"),
        ("", &["-l", "mine", "run", "docs.who"], "id\n──\nd\n"),
        (
            "",
            &["-l", "mine", "run", "mine/queries/docs"],
            "id\n──\nd\n",
        ),
        ("mine", &["-l", ".", "run", "docs"], "id\n──\nd\n"),
        ("mine", &["-l", ".", "run", "beside"], "title\n─────\nD\n"),
        ("mine/queries", &["-l", "..", "run", "docs"], "id\n──\nd\n"),
    ];
    for (below, arguments, expected) in cases {
        let run = run_in(&folder, below, arguments);
        assert_eq!(
            (run.code, run.out.as_str()),
            (Some(0), expected),
            "{arguments:?} {run:?}"
        );
    }
}

#[test]
fn run_alone_lists_them() {
    let folder = Folder::new("saved-list");
    folder.write("mine/d.toml", LEDGER);
    folder.write("mine/queries/docs.who", DOCS);
    folder.write("queries/broken.who", "documents where (\n");
    let run = run_in(&folder, "", &["-l", "mine", "run", "--format", "csv"]);
    let listed =
        "name,answers,parameters\nbroken,,\ndocs,The documents called so.,\"id=\"\"d\"\"\"\n";
    assert_eq!((run.code, run.out.as_str()), (Some(0), listed), "{run:?}");
    let none = run_in(&folder, "mine/queries", &["run"]);
    assert_eq!((none.code, none.out.as_str()), (Some(2), ""), "{none:?}");
    assert!(none.err.contains("no saved queries"), "{none:?}");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_read_is_listed_with_the_reason() {
    let folder = Folder::new("saved-odd");
    folder.write("mine/d.toml", LEDGER);
    let docs = folder.write("mine/queries/docs.who", DOCS);
    let queries = docs.parent().expect("it lies in a folder");
    std::fs::write(queries.join("bytes.who"), b"documents # \xff\n").expect("writable");
    std::os::unix::fs::symlink("nowhere", queries.join("lost.who")).expect("a link");
    let _socket = std::os::unix::net::UnixListener::bind(queries.join("pipe.who"));
    let run = run_in(&folder, "", &["-l", "mine", "run", "--format", "csv"]);
    let listed = "name,answers,parameters\nbytes,cannot be read: it is not UTF-8 text,\n\
        docs,The documents called so.,\"id=\"\"d\"\"\"\n\
        lost,cannot be read: No such file or directory (os error 2),\n\
        pipe,cannot be read: it is no regular file,\n";
    assert_eq!((run.code, run.out.as_str()), (Some(0), listed), "{run:?}");
    let beside = folder.write("queries/beside.who", DOCS);
    std::os::unix::fs::symlink("nowhere", beside.with_file_name("docs.who")).expect("a link");
    for (name, code, told) in [
        ("docs", 0, ""),
        ("bytes", 3, "bytes.who’ is not UTF-8"),
        ("pipe", 2, "‘pipe’ cannot be read: it is no regular file"),
    ] {
        let run = run_in(&folder, "", &["-l", "mine", "run", name]);
        assert_eq!(run.code, Some(code), "{run:?}");
        assert!(run.err.contains(told), "{run:?}");
    }
    let run = run_in(&folder, "", &["-l", "mine", "run", "--format", "csv"]);
    assert!(run.out.contains("docs,The documents"), "{run:?}");
}

#[test]
fn a_name_that_none_has_is_told_with_those_there_are() {
    let folder = Folder::new("saved-none");
    folder.write("mine/d.toml", LEDGER);
    folder.write("mine/queries/docs.who", DOCS);
    let cases = [
        ("dcos", "did you mean ‘docs’?"),
        ("zzz", "there are ‘docs’"),
        ("zzz", "‘queries’, ‘mine/queries’"),
        (
            "queries/zzz.who",
            "there is no query file ‘queries/zzz.who’",
        ),
    ];
    for (name, expected) in cases {
        let run = run_in(&folder, "", &["-l", "mine", "run", name]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains(expected), "{name} {run:?}");
        assert!(!run.err.contains(".who.who"), "{run:?}");
    }
}

#[test]
fn whoever_stands_in_a_ledger_is_told_how_to_open_it() {
    let folder = Folder::new("saved-here");
    folder.write("mine/d.toml", LEDGER);
    folder.write("mine/queries/docs.who", DOCS);
    folder.write("other/Cargo.toml", "[package]\nname = \"x\"\n");
    let cases: [(&str, &[&str], bool); 5] = [
        ("mine", &["query", "documents"], true),
        ("mine", &["check"], true),
        ("mine/queries", &["run", "zzz"], false),
        ("other", &["query", "documents"], false),
        ("mine", &["-l", "nowhere", "query", "documents"], false),
    ];
    for (below, arguments, hints) in cases {
        let run = run_in(&folder, below, arguments);
        assert_ne!(run.code, Some(0), "{run:?}");
        assert_eq!(run.err.contains("write ‘-l .’"), hints, "{run:?}");
    }
}

#[test]
fn a_parameter_that_no_query_declares_is_an_error() {
    let folder = Folder::new("saved-params");
    folder.write("mine/d.toml", LEDGER);
    let docs = folder.write("docs.who", DOCS);
    let other = folder.write("other.who", "param $kind = \"x\";\ndocuments | count\n");
    let (docs, other) = (text(&docs), text(&other));
    let cases: [(&[&str], Option<i32>, &str); 8] = [
        (&["run", docs, "-p", "id=d"], Some(0), ""),
        (&["run", docs, "-p", "$ID=d"], Some(0), ""),
        (&["run", docs, other, "-p", "kind=d"], Some(0), ""),
        (&["run", docs, "-p", "idd=d"], Some(2), "did you mean ‘id’?"),
        (
            &["run", docs, other, "-p", "zzzz=d"],
            Some(2),
            "the parameters are ‘id’, ‘kind’",
        ),
        (&["query", "documents", "-p", "id=d"], Some(2), "param $id;"),
        (
            &["query", "param $id; documents where id = $id", "-p", "id=d"],
            Some(0),
            "",
        ),
        // Its form is wrong first.
        (
            &["query", "documents where (", "-p", "id=d"],
            Some(3),
            "error: ",
        ),
    ];
    for (arguments, code, expected) in cases {
        let run = run_in(&folder, "", &[&["-l", "mine"], arguments].concat());
        assert_eq!(run.code, code, "{arguments:?} {run:?}");
        assert!(run.err.contains(expected), "{arguments:?} {run:?}");
    }
    let fed = run_fed(
        program().args(["--sample", "-p", "idd=d"]),
        b"param $id = 1; claims | count",
    );
    assert_eq!((fed.code, fed.out.as_str()), (Some(2), ""), "{fed:?}");
}

#[test]
fn a_text_may_be_given_in_quotation_marks() {
    let folder = Folder::new("saved-quoted");
    folder.write("mine/d.toml", LEDGER);
    let query = "param $id: text; documents where id = $id | select id";
    for value in ["id=d", "id=\"d\"", "$id=“d”"] {
        let run = run_in(&folder, "", &["-l", "mine", "query", query, "-p", value]);
        assert_eq!(
            (run.code, run.out.as_str()),
            (Some(0), "id\n──\nd\n"),
            "{value} {run:?}"
        );
    }
}
