//! `test`: golden files.

use super::{Folder, GOOD, run, sample, text};

#[test]
fn test_compares_and_records() {
    let folder = Folder::new("golden");
    let path = folder.write("a.golden", &format!("=== one\n{GOOD}\n---\nwrong\n"));
    let arguments = ["--sample", "test", text(&folder.0)];
    let failed = run(&arguments);
    assert_eq!(failed.code, Some(1), "{failed:?}");
    assert!(
        failed.out.contains(&format!("{}:1: ", text(&path))),
        "{failed:?}"
    );
    assert!(failed.out.contains("- wrong\n"), "{failed:?}");
    let recorded = run(&[&arguments[..], &["--update"]].concat());
    assert_eq!(recorded.code, Some(0), "{recorded:?}");
    let answer = sample(GOOD);
    assert_eq!(answer.code, Some(0), "{answer:?}");
    assert!(folder.read("a.golden").contains(&answer.out));
    assert_eq!(run(&arguments).code, Some(0));
}

#[test]
fn test_fails_without_cases_or_with_malformed_ones() {
    let folder = Folder::new("malformed");
    let run_test = || run(&["--sample", "test", text(&folder.0)]);
    assert_eq!(run_test().code, Some(1));
    folder.write("a.golden", "=== one\nclaims\n");
    let run = run_test();
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.err.contains("a.golden:1:1"), "{run:?}");
}

const LEDGER: &str = "[[document]]\nid = \"d\"\ntitle = \"Two words\"\n";
const QUERY: &str = "param $what: text;\ndocuments where title = $what | select id\n";

#[test]
fn a_case_gives_parameters_of_its_own() {
    let folder = Folder::new("golden-params");
    folder.write("d.toml", LEDGER);
    folder.write("q.who", QUERY);
    folder.write(
        "a.golden",
        "ledger: .\nformat: csv\nparam what=\"None such\"\n\n\
         === of the head\nrun q.who\n---\nid\nnote: no rows\nnote: title = \"None such\": 0 rows\n\n\
         === its own\nrun q.who -p what=\"Two words\"\n---\nid\nd\nnote: 1 row\n",
    );
    let run = run(&["test", text(&folder.0)]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""), "{run:?}");
}

#[test]
fn a_wrong_file_has_places_and_stops_no_other() {
    let folder = Folder::new("golden-wrong");
    folder.write("d.toml", LEDGER);
    folder.write("q.who", QUERY);
    let good = format!("=== good\n{GOOD}\n---\ncount\n─────\n    0\nnote: 1 row\n");
    folder.write("z.golden", &format!("ledger: .\n{good}"));
    let cases = [
        ("", "a.golden:1:1", "there is no case"),
        ("param: what=x\n", "a.golden:1:1", "‘param NAME=VALUE’"),
        (
            "ledger: .\nparam wht=x\n\n=== a\nrun q.who -p what=x\n---\n",
            "a.golden:2:1",
            "did you mean ‘what’?",
        ),
        (
            "ledger: .\n=== a\nrun none.who\n---\n",
            "a.golden:3:1",
            "cannot read ‘none.who’",
        ),
        (
            "ledger: .\n=== a\n\nrun q.who -p wht=x\n---\n",
            "a.golden:4:1",
            "did you mean ‘what’?",
        ),
        (
            "ledger: .\n=== a\nrun q.who -p what\n---\n",
            "a.golden:3:1",
            "NAME=VALUE",
        ),
    ];
    for (file, place, expected) in cases {
        folder.write("a.golden", file);
        let run = run(&["test", text(&folder.0)]);
        assert_eq!(
            (run.code, run.out.as_str()),
            (Some(1), ""),
            "{file} {run:?}"
        );
        assert!(
            run.err.contains(place) && run.err.contains(expected),
            "{file} {run:?}"
        );
        assert!(
            run.err.contains("note: 1 case, ") || run.err.contains("note: 2 cases, 1 failed"),
            "{run:?}"
        );
    }
}

#[test]
fn missing_files_and_missing_ledgers_have_codes_of_their_own() {
    let folder = Folder::new("golden-missing");
    let missing = run(&["--sample", "test", "no/such/file.golden"]);
    assert_eq!((missing.code, missing.out.as_str()), (Some(2), ""));
    assert!(missing.err.contains("no/such/file.golden"), "{missing:?}");
    let path = folder.write(
        "a.golden",
        &format!("# x\nledger: nowhere\n=== a\n{GOOD}\n---\n"),
    );
    let run = run(&["--sample", "test", text(&path)]);
    assert_eq!((run.code, run.out.as_str()), (Some(4), ""), "{run:?}");
    assert!(
        run.err.contains("a.golden:2:1") && run.err.contains("‘nowhere’"),
        "{run:?}"
    );
}

#[test]
fn without_paths_the_tests_that_lie_with_the_ledger_are_run() {
    let folder = Folder::new("golden-with-ledger");
    folder.write("d.toml", LEDGER);
    let good = format!("=== good\n{GOOD}\n---\ncount\n─────\n    0\nnote: 1 row\n");
    folder.write("tests/a.golden", &good);
    let elsewhere = Folder::new("golden-elsewhere");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(["-l", text(&folder.0), "test"])
        .current_dir(&elsewhere.0)
        .output()
        .expect("the program runs");
    let err = String::from_utf8_lossy(&run.stderr);
    assert!(err.contains("1 case, 0 failed"), "{run:?}");
}
