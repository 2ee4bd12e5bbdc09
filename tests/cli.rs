//! The program as scripts see it: exit codes, and which stream says what.

#[path = "cli/check.rs"]
mod check;
#[path = "cli/commands.rs"]
mod commands;
#[path = "cli/fmt.rs"]
mod fmt;
#[path = "cli/golden.rs"]
mod golden;
#[path = "cli/new.rs"]
mod new;
#[path = "cli/saved.rs"]
mod saved;
#[path = "cli/script.rs"]
mod script;
#[path = "cli/stamp.rs"]
mod stamp;
#[path = "cli/why.rs"]
mod why;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run of the program gave.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    out: String,
    err: String,
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command
        .env_remove("WHOSAID_LEDGER")
        .env_remove("NO_COLOR")
        .env("TERM", "xterm");
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

fn run_fed(command: &mut Command, input: &[u8]) -> Run {
    let command = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let input = input.to_owned();
    let feeder = std::thread::spawn(move || {
        // It may end before it has read everything.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the program ends");
    feeder.join().expect("feeding ends");
    let run = Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    };
    assert!(!run.err.contains("panicked"), "{run:?}");
    run
}

fn run(arguments: &[&str]) -> Run {
    run_fed(program().args(arguments), b"")
}

fn sample(query: &str) -> Run {
    run(&["--sample", "query", query])
}

/// A folder of its own for each test, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder =
            std::env::temp_dir().join(format!("whosaid-cli-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a writable folder");
        Folder(folder)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("writable");
        std::fs::write(&path, text).expect("a writable file");
        path
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).expect("a readable file")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn text(path: &Path) -> &str {
    path.to_str().expect("temporary folders have plain names")
}

const GOOD: &str = "claims | count";

#[test]
fn help_and_version_are_results() {
    for argument in ["--help", "-h", "--version"] {
        let run = run(&[argument]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{argument}");
        assert!(run.out.contains("whosaid"), "{run:?}");
    }
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    let wrong: [&[&str]; 12] = [
        &["--format", "xml", "query", GOOD],
        &["query"],
        &["query", "--no-such-option", GOOD],
        &["--today", "2025", "query", GOOD],
        &["--timeout", "0", "query", GOOD],
        &["--param", "x", "query", GOOD],
        &["--color", "blue", "query", GOOD],
        &["--sample", "--ledger", "x", "query", GOOD],
        &["--ledger", "x", "y"],
        &["schema", "clams"],
        &["schema", "claims.sorce"],
        &["run", "no-such-query"],
    ];
    for arguments in wrong {
        let run = run(arguments);
        assert_eq!(
            (run.code, run.out.as_str()),
            (Some(2), ""),
            "{arguments:?} {run:?}"
        );
        assert!(run.err.contains("error: "), "{arguments:?} {run:?}");
    }
}

#[test]
fn an_assertion_that_fails_ends_with_1_and_its_rows_are_named() {
    let run = sample("claims where stance = deny | assert count() < 0 | count");
    assert_eq!(run.code, Some(1), "{run:?}");
    let run = run_quietly("documents | assert held | count");
    assert_eq!(run.code, Some(1), "{run:?}");
    assert!(run.out.starts_with("count"), "{run:?}");
    assert!(
        run.err.starts_with("error: assertion failed: held; "),
        "{run:?}"
    );
    let run = run_quietly("documents | assert exists title | assert count() > 0 | count");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{run:?}");
}

/// Asks the sample without notes.
fn run_quietly(query: &str) -> Run {
    run(&["--sample", "-q", "query", query])
}

#[test]
fn a_wrong_query_ends_with_3_and_a_caret() {
    let wrong = [
        "claims where sorce = \"x\"",
        "claims where source = \"x",
        "claims where year = \"abc\"",
        "claims where source == \"x\"",
        "claims | frobnicate",
        "clams",
        "claims where said = 2019-3",
    ];
    for query in wrong {
        let run = sample(query);
        assert_eq!(
            (run.code, run.out.as_str()),
            (Some(3), ""),
            "{query}: {run:?}"
        );
        assert!(
            run.err.starts_with("error: ") && run.err.contains('^'),
            "{query}: {run:?}"
        );
    }
}

#[test]
fn hostile_queries_end_with_3() {
    let deep = format!("claims where {}", "(".repeat(5000));
    let nested = format!("claims where {}joint{}", "(".repeat(5000), ")".repeat(5000));
    let long = format!("claims where source = \"{}\"", "x".repeat(10_000_000));
    for query in [deep, nested, long, "\u{0}\u{202E}\u{1B}[2J".to_owned()] {
        let run = run_fed(program().arg("--sample"), query.as_bytes());
        assert_eq!((run.code, run.out.as_str()), (Some(3), ""), "{}", run.err);
        assert!(!run.err.contains(['\u{1B}', '\u{202E}']), "{run:?}");
        assert!(run.err.len() < 10_000, "{}", run.err.len());
    }
}

#[test]
fn input_that_is_not_utf_8_ends_with_3_and_the_offset() {
    let run = run_fed(program().arg("--sample"), b"claims \xFF");
    assert_eq!((run.code, run.out.as_str()), (Some(3), ""));
    assert!(run.err.contains("byte 7"), "{run:?}");
}

#[test]
fn a_ledger_that_cannot_be_opened_ends_with_4() {
    let folder = Folder::new("broken");
    folder.write("a.toml", "[[claim]]\nid = \"x\"\nsorce = \"y\"\n");
    for ledger in ["no-such-folder", text(&folder.0), "Cargo.toml"] {
        let run = run(&["-l", ledger, "query", GOOD]);
        assert_eq!((run.code, run.out.as_str()), (Some(4), ""), "{run:?}");
        assert!(run.err.contains("error: "), "{run:?}");
    }
    let run = run_fed(
        program()
            .env("WHOSAID_LEDGER", "no-such-folder")
            .args(["query", GOOD]),
        b"",
    );
    assert_eq!(run.code, Some(4), "{run:?}");
}

#[test]
fn a_folder_named_like_a_command_is_asked_back() {
    let run = run(&["qury"]);
    assert_eq!(run.code, Some(4));
    assert!(
        run.err.contains("did you mean the command ‘query’?"),
        "{run:?}"
    );
}

#[test]
fn results_and_notes_go_to_their_streams() {
    let run = sample(GOOD);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(
        run.out.contains("count") && !run.out.contains("note:"),
        "{run:?}"
    );
    assert!(run.err.contains("note: 1 row"), "{run:?}");
    let quiet = self::run(&["-q", "--sample", "query", GOOD]);
    assert_eq!((quiet.out, quiet.err.as_str()), (run.out, ""));
}

#[test]
fn queries_come_from_standard_input() {
    let run = run_fed(
        program().arg("--sample"),
        format!("{GOOD}; {GOOD}\n").as_bytes(),
    );
    assert_eq!(
        (run.code, run.out),
        (Some(0), sample(&format!("{GOOD};{GOOD}")).out)
    );
    let run = run_fed(program().args(["--sample", "run", "-"]), GOOD.as_bytes());
    assert_eq!((run.code, run.out), (Some(0), sample(GOOD).out));
    let run = run_fed(program().arg("--sample"), b"");
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
}

#[test]
fn every_format_can_be_read() {
    let run_as = |format| run(&["--sample", "query", GOOD, "--format", format]);
    for format in ["table", "csv", "tsv", "json", "jsonl", "markdown"] {
        let run = run_as(format);
        assert!(
            run.code == Some(0) && run.out.ends_with('\n'),
            "{format}: {run:?}"
        );
    }
    let array: serde_json::Value = serde_json::from_str(&run_as("json").out).expect("JSON");
    let line: serde_json::Value = serde_json::from_str(&run_as("jsonl").out).expect("JSON");
    assert_eq!(array, serde_json::json!([line]));
    let csv = run_as("csv").out;
    assert_eq!(csv, format!("count\n{}\n", line["count"]));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let child = program()
        .arg("schema")
        .stdout(writer)
        .stderr(Stdio::piped())
        .spawn();
    let output = child
        .and_then(std::process::Child::wait_with_output)
        .expect("it ends");
    assert_eq!(
        (output.status.code(), output.stderr.as_slice()),
        (Some(0), &b""[..])
    );
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_ends_with_5() {
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .expect("a device");
    let child = program()
        .arg("schema")
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn();
    let output = child
        .and_then(std::process::Child::wait_with_output)
        .expect("it ends");
    assert_eq!(output.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output"));
}

#[test]
fn results_go_to_a_file_unless_the_query_is_wrong() {
    let folder = Folder::new("output");
    let path = folder.write("out.txt", "as it was");
    let run = run(&["--sample", "query", "clams", "-o", text(&path)]);
    assert_eq!(
        (run.code, folder.read("out.txt").as_str()),
        (Some(3), "as it was")
    );
    let run = self::run(&["--sample", "query", GOOD, "-o", text(&path)]);
    assert_eq!((run.code, run.out.as_str()), (Some(0), ""));
    assert_eq!(folder.read("out.txt"), sample(GOOD).out);
    // The name of the file says the form, unless the command line does.
    let csv = folder.0.join("out.csv");
    self::run(&["--sample", "query", GOOD, "-o", text(&csv)]);
    assert_eq!(folder.read("out.csv").lines().next(), Some("count"));
    self::run(&[
        "--sample",
        "query",
        GOOD,
        "-o",
        text(&csv),
        "--format",
        "json",
    ]);
    assert!(folder.read("out.csv").starts_with('['));
}

#[test]
fn the_first_error_ends_a_batch_unless_told_otherwise() {
    let batch = ["--sample", "query", "clams", GOOD, "claims | nonsense"];
    let stopped = run(&batch);
    assert_eq!((stopped.code, stopped.out.as_str()), (Some(3), ""));
    let went_on = run(&[&batch[..], &["--keep-going"]].concat());
    assert_eq!((went_on.code, went_on.out), (Some(3), sample(GOOD).out));
    assert_eq!(went_on.err.matches("error: ").count(), 2, "{}", went_on.err);
}

#[test]
fn saved_queries_run_by_file_and_by_name() {
    let folder = Folder::new("saved");
    let path = folder.write(
        "queries/how-many.who",
        "#!/usr/bin/env -S whosaid run\n## How many claims there are.\nclaims | count\n",
    );
    for file in ["how-many", text(&path)] {
        let run = run_fed(
            program()
                .current_dir(&folder.0)
                .args(["--sample", "run", file]),
            b"",
        );
        assert_eq!(
            (run.code, run.out),
            (Some(0), sample(GOOD).out),
            "{file}: {}",
            run.err
        );
    }
    let run = run_fed(
        program()
            .current_dir(&folder.0)
            .args(["--sample", "run", "how-mny"]),
        b"",
    );
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("did you mean ‘how-many’?"), "{run:?}");
    let run = run_fed(
        program().current_dir(&folder.0).args([
            "--sample",
            "run",
            "how-mny",
            "how-many",
            "--keep-going",
        ]),
        b"",
    );
    assert_eq!((run.code, run.out), (Some(2), sample(GOOD).out));
}

#[test]
fn an_empty_ledger_is_a_warning() {
    let folder = Folder::new("empty");
    let run = run(&["-l", text(&folder.0), "query", GOOD]);
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.err.contains("warning: "), "{run:?}");
    let run = self::run(&["check", text(&folder.0)]);
    assert_eq!(run.code, Some(0), "{run:?}");
}

#[test]
fn colors_are_for_messages_and_only_when_wanted() {
    let has_color = |run: &Run| run.err.contains("\u{1B}[");
    let wrong = ["schema", "clams", "--color"];
    for (when, expected) in [("always", true), ("never", false), ("auto", false)] {
        let run = run(&[&wrong[..], &[when]].concat());
        assert_eq!(has_color(&run), expected, "{when}: {run:?}");
    }
    let run = run(&["schema", "--color", "always"]);
    assert!(!run.out.contains('\u{1B}'));
}

#[test]
fn a_script_tells_a_program_json_alone() {
    let script = ".config mode\n.mode csv\n.help mode\n.open\nclaims | count\n.errors\n.why 003-moved-denied\n";
    let mut command = program();
    command.args(["--sample", "--error-format", "json"]);
    let run = run_fed(&mut command, script.as_bytes());
    let lines: Vec<serde_json::Value> = (run.err.lines())
        .map(|line| serde_json::from_str(line).expect(line))
        .collect();
    assert_eq!(lines[0]["message"], "mode: auto");
    assert!(lines.len() > 4, "{lines:?}");
    assert!(lines.iter().all(|line| line["severity"] == "note"));
}

#[test]
fn messages_are_json_when_asked() {
    let run = run(&["schema", "clams", "--error-format", "json"]);
    let line: serde_json::Value = serde_json::from_str(&run.err).expect("one JSON line");
    assert_eq!(line["severity"], "error");
    assert_eq!(line["code"], "unknown-collection");
    let run = self::run(&["schema", "--error-format", "json"]);
    let line: serde_json::Value = serde_json::from_str(&run.err).expect("one JSON line");
    assert_eq!(line["severity"], "note");
}

#[test]
fn schema_says_what_a_view_holds() {
    assert!(
        run(&["schema", "outlets"])
            .err
            .contains("Entities that publish.")
    );
}

#[test]
fn tables_take_the_width_and_the_rows_asked_for() {
    let wide = run(&["schema", "claims"]);
    let narrow = run(&["schema", "claims", "--width", "60"]);
    let widest = |run: &Run| run.out.lines().map(|line| line.chars().count()).max();
    assert!(
        widest(&wide) > Some(60) && widest(&narrow) <= Some(60),
        "{narrow:?}"
    );
    let few = run(&["schema", "--max-rows", "3"]);
    assert_eq!(few.out.lines().count(), 5);
    assert!(few.err.contains("only the first 3 of "), "{few:?}");
    assert_eq!(
        run(&["schema", "--max-rows", "0"]).out,
        run(&["schema"]).out
    );
}
