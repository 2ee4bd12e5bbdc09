//! Lines: when they run, how they are dropped and edited, and how the prompt is left.

use std::process::Command;

use crate::screen::{CTRL_C, CTRL_D, CTRL_X_E, ENTER, Home, Terminal, plain};

#[test]
fn a_query_runs_when_it_is_complete() {
    let home = Home::new("lines");
    let mut terminal = Terminal::open(&home);
    terminal.types("claims where\r");
    terminal.types("stance = deny\r");
    terminal.expect_prompt();
    assert!(plain(&terminal.line("| count")).contains("count\n"));
    // An empty line runs what is there, to show what is wrong with it.
    terminal.types("claims where\r");
    let told = terminal.line("");
    assert!(told.contains("expected"), "{told}");
    assert!(terminal.line("| derive 7 as seven").contains("seven"));
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn what_is_pasted_waits_for_enter() {
    let home = Home::new("paste");
    let mut terminal = Terminal::open(&home);
    terminal.types("\u{1b}[200~claims where stance = deny\n| count\n\u{1b}[201~");
    terminal.types(" | derive 5 as five");
    let drawn = terminal.expect("five");
    assert!(!drawn.contains("note: "), "it ran by itself: {drawn}");
    terminal.types(ENTER);
    terminal.expect("note: 1 row");
    terminal.expect_prompt();
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn ctrl_c_drops_the_line_and_ctrl_d_leaves_an_empty_one() {
    let home = Home::new("drop");
    let mut terminal = Terminal::open(&home);
    terminal.types("nonsense");
    terminal.types(CTRL_C);
    terminal.expect_prompt();
    // Ctrl-D deletes at the cursor, and there is nothing.
    terminal.types("claims | count");
    terminal.types(CTRL_D);
    terminal.types(ENTER);
    let answer = terminal.expect("note: 1 row");
    assert!(!answer.contains("nonsense"), "{answer}");
    terminal.expect_prompt();
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn bytes_that_are_no_text_are_left_out_and_the_line_stays() {
    let home = Home::new("garbled");
    let mut terminal = Terminal::open(&home);
    assert!(
        terminal
            .line("let denied = claims where stance = deny")
            .contains("denied")
    );
    let keys: [&[u8]; 4] = [
        b"\xff",
        b"\x9b31m",
        b"\xc3\x03",
        b"\x1b[200~caf\xe9\r.quit\r\x1b[201~",
    ];
    for keys in keys {
        terminal.types("denied ");
        terminal.types_bytes(keys);
        terminal.expect("not UTF-8");
        terminal.expect_prompt();
        let answer = terminal.line("| count");
        assert!(answer.contains("11"), "{answer}");
    }
    // A long paste comes in parts.
    terminal.types_bytes(
        &[
            b"\x1b[200~\xe9\r",
            &b".quit\r".repeat(4000)[..],
            b"\x1b[201~",
        ]
        .concat(),
    );
    terminal.expect_prompt();
    assert!(terminal.line("denied | count").contains("11"));
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn the_grey_hint_goes_with_a_line_that_is_dropped() {
    let home = Home::new("hint");
    let mut command = home.command(&["--sample"]);
    command.env_remove("NO_COLOR");
    let mut terminal = Terminal::run(command);
    terminal.types("claims where ");
    terminal.expect("proposition, source");
    terminal.types(CTRL_C);
    let dropped = terminal.expect_prompt();
    assert!(dropped.contains("\u{1b}[J"), "{dropped:?}");
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn a_line_is_edited_in_the_editor_of_ones_own() {
    let home = Home::new("editor");
    let editor = home.write(
        "editor.sh",
        "#!/bin/sh\ngrep -q 'stance = deny' \"$1\" && echo '| count by source' >> \"$1\"\n",
    );
    let mut command = home.command(&["--sample"]);
    command.env("EDITOR", format!("sh {}", editor.display()));
    expect_edited(command);
}

/// Has a query edited that an editor puts a count behind.
fn expect_edited(command: Command) {
    let mut terminal = Terminal::run(command);
    terminal.types("claims where stance = deny");
    terminal.types(CTRL_X_E);
    terminal.expect_prompt();
    terminal.expect("| count by source");
    terminal.types(ENTER);
    terminal.expect("Hamas");
    terminal.expect_prompt();
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn an_editor_may_have_blanks_in_its_name() {
    let home = Home::new("editor-blank");
    home.write("my editor.sh", "echo '| count by source' >> \"$1\"\n");
    let mut command = home.command(&["--sample"]);
    command.env("EDITOR", "sh 'my editor.sh'");
    expect_edited(command);
}

#[test]
fn an_editor_that_fails_leaves_the_line() {
    let home = Home::new("no-editor");
    let mut command = home.command(&["--sample"]);
    command.env("EDITOR", "no-such-editor");
    let mut terminal = Terminal::run(command);
    terminal.types("sources | count");
    terminal.types(CTRL_X_E);
    terminal.expect("‘no-such-editor’ cannot be opened");
    terminal.expect_prompt();
    terminal.types(ENTER);
    terminal.expect("note: 1 row");
    terminal.expect_prompt();
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
    let mut command = home.command(&["--sample"]);
    command.env("TMPDIR", "/nonexistent");
    let mut terminal = Terminal::run(command);
    terminal.types("sources | count");
    terminal.types(CTRL_X_E);
    terminal.expect("‘/nonexistent’: No such file");
    terminal.expect_prompt();
    terminal.types(CTRL_C);
    terminal.expect_prompt();
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn lines_that_are_typed_at_once_are_all_done() {
    let home = Home::new("ahead");
    let mut terminal = Terminal::open(&home);
    let lines = "claims | take 1 | select id\r.mode\rentities | take 1 | select kind\r";
    terminal.types(lines);
    for shown in ["mode: auto", "│ kind"] {
        terminal.expect(shown);
    }
    terminal.expect_prompt();
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}
