//! The command line itself: commands, options, help.

use super::{GOOD, run, sample};

#[test]
fn a_misspelt_command_is_told_as_that() {
    let cases: [(&[&str], &str); 4] = [
        (&["qurey", "claims"], "did you mean ‘query’?"),
        (&["chekc", "water"], "did you mean ‘check’?"),
        (&["help", "nwe"], "did you mean ‘new’?"),
        (&["frobnicate", "x"], "the commands are ‘query’"),
    ];
    for (arguments, expected) in cases {
        let run = run(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains(expected), "{arguments:?} {run:?}");
        assert!(run.err.contains(&format!(
            "‘{}’",
            arguments[usize::from(arguments[0] == "help")]
        )));
    }
}

#[test]
fn help_is_a_command_too() {
    let pairs: [(&[&str], &[&str]); 4] = [
        (&["help"], &["--help"]),
        (&["help", "check"], &["check", "--help"]),
        (&["help", "new", "document"], &["new", "document", "--help"]),
        (&["run", "-h"], &["run", "--help"]),
    ];
    for (short, long) in pairs {
        let (short, long) = (run(short), run(long));
        assert_eq!((short.code, long.code), (Some(0), Some(0)), "{short:?}");
        assert_eq!(short.out, long.out);
    }
}

#[test]
fn the_help_of_a_command_begins_with_what_is_its_own() {
    let help = run(&["check", "--help"]).out;
    let (own, shared) = help.split_once("\nShared options:\n").expect("two parts");
    assert!(own.contains("--strict") && own.contains("--originals"));
    assert!(!shared.contains("--strict") && shared.contains("--error-format <FORM>"));
    assert!(!shared.contains("--timeout"), "{shared}");
    assert!(run(&["query", "--help"]).out.contains("--timeout"));
}

#[test]
fn an_option_that_would_be_ignored_is_refused() {
    let refused: [&[&str]; 6] = [
        &["check", "--format", "csv"],
        &["schema", "-l", "seeds"],
        &["test", "--today", "2025-01-01"],
        &["fmt", "--max-rows", "3", "x"],
        &["stamp", "--originals", "x", "-p", "a=b"],
        &["explain", "no-hash", "--format", "json"],
    ];
    for arguments in refused {
        let run = run(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains("takes "), "{run:?}");
    }
}

#[test]
fn a_width_without_room_is_told_with_the_least() {
    let claims = "claims | select id, source | take 1";
    let narrow = run(&["--sample", "query", claims, "--width", "10"]);
    assert_eq!((narrow.code, narrow.out.as_str()), (Some(2), ""));
    assert!(
        narrow.err.contains("a width of 11 at the least"),
        "{narrow:?}"
    );
    let least = run(&["--sample", "query", claims, "--width", "11"]);
    assert_eq!(least.code, Some(0), "{least:?}");
    assert!(
        least.out.lines().all(|line| line.chars().count() <= 11),
        "{least:?}"
    );
    let csv = run(&[
        "--sample", "query", claims, "--width", "1", "--format", "csv",
    ]);
    assert_eq!(csv.code, Some(0), "{csv:?}");
    let wide = run(&["--sample", "query", GOOD, "--width", "0"]);
    assert_eq!(wide.out, sample(GOOD).out);
    let wrong = run(&["query", GOOD, "--width", "abc"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("write a number of columns"), "{wrong:?}");
}

#[test]
fn schema_knows_records_and_fields_for_collections() {
    let cases = [
        ("document", "did you mean ‘documents’?"),
        ("entity", "did you mean ‘entities’?"),
        ("stance", "did you mean ‘claims.stance’?"),
        ("clams", "did you mean ‘claims’?"),
    ];
    for (name, expected) in cases {
        let run = run(&["schema", name]);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
        assert!(run.err.contains(expected), "{name} {run:?}");
    }
}

#[test]
fn shells_are_given_what_completes_the_command_line() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell", "BASH"] {
        let run = run(&["completions", shell]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
        for word in ["whosaid", "stamp", "originals", "keep-going", "dry-run"] {
            assert!(run.out.contains(word), "{shell} lacks {word}");
        }
    }
    let wrong = run(&["completions", "bsh"]);
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("bash"), "{wrong:?}");
}

#[test]
fn bash_completes_commands_and_options() {
    let script = run(&["completions", "bash"]).out;
    let asks = |words: &str, last: usize| {
        let asked = format!(
            "{script}\nCOMP_WORDS=({words}); COMP_CWORD={last}; _whosaid whosaid \"${{COMP_WORDS[{last}]}}\" \"${{COMP_WORDS[{last}-1]}}\"; echo \"${{COMPREPLY[@]}}\""
        );
        let output = std::process::Command::new("bash")
            .args(["-c", &asked])
            .output();
        // There is nothing to try without that shell.
        output
            .ok()
            .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    for (words, last, expected) in [
        ("whosaid sta", 1, "stamp"),
        ("whosaid check --ori", 2, "--originals"),
        ("whosaid --error-format j", 2, "json"),
        ("whosaid schema --keep", 2, ""),
        ("whosaid schema claims.stan", 2, "claims.stance"),
        ("whosaid schema outl", 2, "outlets"),
        ("whosaid explain unborne-na", 2, "unborne-name"),
    ] {
        if let Some(given) = asks(words, last) {
            assert_eq!(given, expected, "{words}");
        }
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let page = run(&["man"]);
    assert_eq!((page.code, page.err.as_str()), (Some(0), ""));
    for part in [".TH whosaid 1", "EXIT STATUS", "WHOSAID_LEDGER", "stamp"] {
        assert!(page.out.contains(part), "{part}");
    }
    for command in ["query", "run", "fmt", "check", "stamp", "man", "new"] {
        let page = run(&["man", command]);
        assert_eq!(page.code, Some(0), "{page:?}");
        let name = format!(".TH whosaid-{command} 1");
        assert!(page.out.contains(&name), "{page:?}");
    }
    let below = run(&["man", "new", "document"]).out;
    assert!(below.contains("whosaid new document"), "{below}");
    let wrong = run(&["man", "chekc"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""));
    assert!(wrong.err.contains("did you mean ‘check’?"), "{wrong:?}");
}

#[test]
fn what_has_nothing_to_draw_is_told() {
    for (mode, what) in [
        ("timeline", "a column of dates"),
        ("bar", "a column of numbers"),
    ] {
        let query = "documents | select id | take 1";
        let drawn = run(&["--sample", "query", query, "--format", mode]);
        assert_eq!((drawn.code, drawn.out.as_str()), (Some(2), ""), "{drawn:?}");
        assert!(drawn.err.contains(what), "{drawn:?}");
    }
    let narrow = run(&[
        "--sample",
        "query",
        "claims | count by stance",
        "--format",
        "bar",
        "--width",
        "9",
    ]);
    assert_eq!(narrow.code, Some(2), "{narrow:?}");
    assert!(
        narrow.err.contains("a width of 22 at the least"),
        "{narrow:?}"
    );
}

#[test]
fn rows_are_numbered_where_that_is_asked_for() {
    let numbered = run(&[
        "--sample",
        "query",
        "documents | select id | take 2",
        "--numbered",
    ]);
    assert!(numbered.out.contains("\n2 │ "), "{numbered:?}");
}

#[test]
fn a_query_in_the_place_of_a_ledger_is_told_as_one() {
    for (word, help) in [
        ("claims | count", "whosaid query 'claims | count'"),
        ("Claims | count", "whosaid query 'Claims | count'"),
        ("people", "whosaid query 'people'"),
    ] {
        let run = run(&[word]);
        assert!(run.err.contains(help), "{}", run.err);
    }
    let other = run(&["no such folder"]);
    assert!(!other.err.contains("whosaid query"), "{}", other.err);
}

#[test]
fn a_query_that_the_shell_has_cut_is_told_to_be_quoted() {
    let cut = run(&["--sample", "query", "claims", "where", "year", "=", "2015"]);
    let help = "whosaid query 'claims where year = 2015'";
    assert!(cut.err.contains(help), "{cut:?}");
    assert_eq!((cut.code, cut.out.as_str()), (Some(2), ""));
    let several = run(&["--sample", "query", "claims | count", "sources | count"]);
    assert_eq!(several.code, Some(0), "{several:?}");
    let wrong = run(&["--sample", "query", "claims | count", "sources wher"]);
    assert!(!wrong.err.contains("in quotes"), "{wrong:?}");
}
