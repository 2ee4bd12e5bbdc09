//! Texts with commands, piped in.

use super::{program, run_fed};

fn piped(arguments: &[&str], input: &str) -> super::Run {
    run_fed(program().arg("--sample").args(arguments), input.as_bytes())
}

#[test]
fn commands_and_queries_take_turns() {
    let script = ".mode csv\n\
                  let denied = claims where stance = deny\n\
                  denied | count\n\
                  .mode jsonl\n\
                  | derive 1 as one\n";
    let run = piped(&["-q"], script);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines[0], "count");
    assert!(lines[2].starts_with("{\"count\":"), "{run:?}");
    assert!(lines[2].contains("\"one\":1"), "{run:?}");
}

#[test]
fn statements_alone_are_asked_together_as_in_batch() {
    let text = "claims | count; clams";
    let together = piped(&[], text);
    assert_eq!((together.code, together.out.as_str()), (Some(3), ""));
    let script = piped(&[], &format!(".mode csv\n{text}"));
    assert_eq!((script.code, script.out.as_str()), (Some(3), ""));
    let unused = piped(&[], "let x = claims; sources | count");
    assert!(unused.err.contains("never used"), "{unused:?}");
}

#[test]
fn the_first_that_fails_ends_a_script_and_its_place_is_told() {
    let script = ".mode csv\nclaims | count\n.mode tsv\n\nclams\n.mode csv\nsources | count\n";
    let run = piped(&[], script);
    assert_eq!((run.code, run.out.lines().count()), (Some(3), 2), "{run:?}");
    assert!(run.err.contains("standard input:5:1"), "{run:?}");
    let run = piped(&["--keep-going"], script);
    assert_eq!((run.code, run.out.lines().count()), (Some(3), 5), "{run:?}");
    // Whatever it was that failed, the rest is done; what is meant for another ledger is not asked.
    let script = ".mode csv\n.read no-such-file\n.edit\n.once no-such-folder/x\nclaims | count\n\
                  .open no-such-folder\nclaims | count\n.open --sample\nsources | count\n";
    let run = piped(&["--keep-going"], script);
    assert_eq!((run.code, run.out.lines().count()), (Some(5), 5), "{run:?}");
    assert_eq!(run.err.matches("no ledger is open").count(), 1, "{run:?}");
    assert!(run.err.contains("cannot write to"), "{run:?}");
    let stopped = piped(&[], ".mode csv\n.open no-such-folder\nclaims | count\n");
    assert_eq!((stopped.code, stopped.out.as_str()), (Some(4), ""));
    let wrong = piped(&[], ".mdoe csv\nclaims\n");
    assert_eq!((wrong.code, wrong.out.as_str()), (Some(2), ""));
    assert!(wrong.err.contains("‘.mode’"), "{wrong:?}");
}

#[test]
fn a_script_may_leave() {
    let run = piped(&[], "claims | count\n.quit\nclams\n");
    assert_eq!((run.code, run.out.lines().count()), (Some(0), 3), "{run:?}");
}

#[test]
fn a_safe_script_writes_nothing_and_opens_no_other() {
    let script = "claims | count\n.export never-written.csv\n";
    let run = piped(&["--safe"], script);
    assert_eq!((run.code, run.out.lines().count()), (Some(2), 3), "{run:?}");
    assert!(run.err.contains("‘.export’ is forbidden"), "{run:?}");
    let over = piped(&["--safe"], ".safe off\n");
    assert!(over.err.contains("stays safe"), "{over:?}");
    for arguments in [
        &["--safe", "-o", "never-written.csv"][..],
        &["--safe", "query", "claims"],
        &["--no-startup", "schema"],
    ] {
        let run = piped(arguments, "");
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
    }
    assert!(!std::path::Path::new("never-written.csv").exists());
}

#[test]
fn a_safe_script_runs_saved_queries_by_name_alone() {
    let folder = super::Folder::new("safe-run");
    folder.write("mine/d.toml", "[[document]]\nid = \"d\"\ntitle = \"D\"\n");
    folder.write("notes.who", "documents | count\n");
    folder.write("mine/queries/deep/docs.who", "documents | select title\n");
    let piped = |script: &[u8]| {
        let mut command = program();
        command
            .current_dir(&folder.0)
            .args(["--safe", "-l", "mine"]);
        run_fed(&mut command, script)
    };
    let run = piped(b".run notes\n");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{run:?}");
    assert!(run.err.contains("no saved query ‘notes’"), "{run:?}");
    assert!(piped(b".run ./notes\n").err.contains("saved queries alone"));
    let run = piped(b".run deep/docs\n");
    assert_eq!((run.code, run.out.as_str()), (Some(0), "title\n─────\nD\n"));
}

#[test]
fn a_script_leaves_behind_what_failed() {
    let run = piped(
        &["--keep-going"],
        ".mode csv\nclams\n.quit\nclaims | count\n",
    );
    assert_eq!((run.code, run.out.as_str()), (Some(3), ""), "{run:?}");
}

#[test]
fn what_runs_in_batch_reads_no_settings_of_a_person() {
    let folder = super::Folder::new("config");
    std::fs::create_dir_all(folder.0.join("whosaid")).expect("writable");
    std::fs::write(folder.0.join("whosaid/config.toml"), "mode = \"csv\"\n").expect("writable");
    std::fs::write(folder.0.join("whosaid/startup.who"), "clams\n").expect("writable");
    let mut command = program();
    command.arg("--sample").env("XDG_CONFIG_HOME", &folder.0);
    let run = run_fed(&mut command, b"claims | count\n.mode\n");
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.out.contains("─") && run.err.contains("mode: auto"),
        "{run:?}"
    );
}
