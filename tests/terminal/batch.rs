//! Without a terminal there is no prompt; what ends a session is its exit code.

use std::io::Write;
use std::process::{Output, Stdio};

use crate::screen::{CTRL_D, Home, Terminal};

/// Hands a text to the program as its standard input.
fn piped(home: &Home, text: &str) -> Output {
    let mut command = home.command(&["--sample"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("it runs");
    let mut input = child.stdin.take().expect("it reads");
    input.write_all(text.as_bytes()).expect("it reads all");
    drop(input);
    child.wait_with_output().expect("it ends")
}

#[test]
fn what_is_piped_is_answered_as_by_query() {
    let home = Home::new("piped");
    let query = "claims where stance = deny | count by source";
    let piped = piped(&home, query);
    let batch = home.command(&["--sample", "query", query]).output();
    let batch = batch.expect("it runs");
    assert_eq!(piped, batch);
    let told = String::from_utf8_lossy(&piped.stderr);
    assert!(
        !told.contains("whosaid>") && !told.contains(".help"),
        "{told}"
    );
}

#[test]
fn what_is_piped_ends_with_its_own_code() {
    let home = Home::new("codes");
    for (text, code) in [
        ("claims | count", 0),
        ("clams", 3),
        (".mode csv\n.mode nothing\n", 2),
        (".open no-such-folder\n", 4),
        ("claims | assert count() > 1000000", 1),
    ] {
        assert_eq!(piped(&home, text).status.code(), Some(code), "{text}");
    }
}

#[test]
fn a_session_is_left_well_whatever_went_wrong_in_it() {
    let home = Home::new("left");
    let mut terminal = Terminal::open(&home);
    assert!(terminal.line("clams").contains("‘claims’"));
    assert!(terminal.line(".mode nothing").contains("the modes are"));
    assert!(
        terminal
            .line(".open no-such-folder")
            .contains("does not exist")
    );
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
    let mut terminal = Terminal::open(&home);
    terminal.types("claims | count\r");
    terminal.expect_prompt();
    terminal.types(".quit\r");
    assert_eq!(terminal.end().0, 0);
}
