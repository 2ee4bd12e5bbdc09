//! Programs of the person's own: the editor and the pager.

use std::process::Command;

use crate::screen::{CTRL_C, CTRL_D, CTRL_X_E, ENTER, Home, Terminal, plain};

const ASKED: &str = "claims where stance = deny | select id";

/// Makes the command that opens the sample with these variables.
fn with(home: &Home, variables: &[(&str, &str)]) -> Command {
    let mut command = home.command(&["--sample"]);
    for (name, value) in variables {
        command.env(name, value);
    }
    command
}

/// Writes an editor that puts a line behind the text it is given.
fn editor(home: &Home, name: &str, line: &str) -> String {
    let script = home.write(name, &format!("#!/bin/sh\necho '{line}' >> \"$1\"\n"));
    format!("sh {}", script.display())
}

fn leave(mut terminal: Terminal) {
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn the_query_before_is_edited_and_run() {
    let home = Home::new("edit");
    home.write("queries/denied.who", "claims where stance = deny\n");
    let editor = editor(&home, "editor.sh", "| count by source");
    let mut terminal = Terminal::run(with(&home, &[("EDITOR", &editor)]));
    terminal.line("claims where stance = deny");
    for edit in [".edit", "\\e", ".edit denied"] {
        terminal.types(edit);
        terminal.types(ENTER);
        terminal.expect_prompt();
        terminal.expect("| count by source");
        let answer = plain(&terminal.line(""));
        assert!(
            answer.contains("Hamas") && answer.contains("8 rows"),
            "{edit}: {answer}"
        );
        terminal.line("claims where stance = deny");
    }
    // What was edited is a line like any other.
    assert!(terminal.line(".history").contains("| count by source"));
    leave(terminal);
}

#[test]
fn visual_comes_before_editor_and_both_may_have_arguments() {
    let home = Home::new("visual");
    let (visual, other) = (
        editor(&home, "visual.sh", "| take 1"),
        editor(&home, "editor.sh", "| take 2"),
    );
    let variables = [("VISUAL", visual.as_str()), ("EDITOR", other.as_str())];
    let mut terminal = Terminal::run(with(&home, &variables));
    terminal.types(ASKED);
    terminal.types(CTRL_X_E);
    terminal.expect_prompt();
    terminal.expect("| take 1");
    assert!(terminal.line("").contains("note: 1 row"));
    leave(terminal);
}

#[test]
fn an_editor_that_fails_or_is_missing_leaves_an_empty_line() {
    let home = Home::new("edit-fails");
    let script = home.write("editor.sh", "#!/bin/sh\necho nonsense > \"$1\"\nexit 3\n");
    let fails = format!("sh {}", script.display());
    for (editor, told) in [
        (
            fails.as_str(),
            "ended with exit status: 3; nothing was changed",
        ),
        ("no-such-editor -x", "‘no-such-editor -x’ cannot be opened"),
    ] {
        let mut terminal = Terminal::run(with(&home, &[("EDITOR", editor)]));
        // What is told is broken where the window ends.
        terminal.resize(200);
        terminal.line(ASKED);
        terminal.types(".edit");
        terminal.types(ENTER);
        terminal.expect(told);
        terminal.expect_prompt();
        // What is typed next stands behind nothing, and the query is still the one before.
        assert!(terminal.line("sources | take 1").contains("note: 1 row"));
        terminal.line(ASKED);
        let wrong = terminal.line(".edit no-such-query");
        assert!(
            wrong.contains("there is no saved query ‘no-such-query’"),
            "{wrong}"
        );
        leave(terminal);
    }
}

#[test]
fn an_editor_that_leaves_nothing_leaves_an_empty_line() {
    let home = Home::new("edit-nothing");
    let script = home.write("editor.sh", "#!/bin/sh\n: > \"$1\"\n");
    let editor = format!("sh {}", script.display());
    let mut terminal = Terminal::run(with(&home, &[("EDITOR", &editor)]));
    terminal.types(ASKED);
    terminal.types(CTRL_X_E);
    terminal.expect_prompt();
    // Ctrl-D leaves, as it does on an empty line alone.
    leave(terminal);
}

#[test]
fn a_pager_may_have_arguments() {
    let home = Home::new("pager-arguments");
    let mut command = with(&home, &[("PAGER", "sed -e 's/^/paged: /' -e '1d'")]);
    command.env_remove("WHOSAID_PAGER");
    let mut terminal = Terminal::run(command);
    let long = terminal.line("claims | select id");
    assert!(long.contains("paged: ") && !long.contains("│ id"), "{long}");
    leave(terminal);
}

#[test]
fn a_pager_that_is_missing_is_told_once_and_done_without() {
    let home = Home::new("pager-missing");
    let mut terminal = Terminal::run(with(&home, &[("WHOSAID_PAGER", "no-such-pager")]));
    let long = plain(&terminal.line("claims | select id"));
    assert!(
        long.contains("the pager ‘no-such-pager’ cannot be run"),
        "{long}"
    );
    assert!(long.contains("│ id") && long.contains("note: "), "{long}");
    let again = terminal.line("claims | select id");
    assert!(!again.contains("no-such-pager"), "{again}");
    leave(terminal);
}

#[test]
fn a_pager_that_is_left_early_leaves_the_session() {
    let home = Home::new("pager-left");
    for pager in ["head -n 3", "true", "false"] {
        let mut terminal = Terminal::run(with(&home, &[("WHOSAID_PAGER", pager)]));
        let long = plain(&terminal.line("claims as a | expand a.source.claims as b"));
        assert!(!long.contains("error") && long.contains("note: "), "{long}");
        assert!(terminal.line("claims | count").contains("note: 1 row"));
        leave(terminal);
    }
}

#[test]
fn ctrl_c_in_a_pager_is_the_pagers_own() {
    let home = Home::new("pager-interrupted");
    let pager = "trap 'echo left; exit' INT; echo shown; while :; do sleep 0.1; done";
    let mut terminal = Terminal::run(with(&home, &[("WHOSAID_PAGER", pager)]));
    terminal.types("claims | select id");
    terminal.types(ENTER);
    terminal.expect("shown");
    terminal.types(CTRL_C);
    terminal.expect("left");
    let rest = terminal.expect_prompt();
    assert!(!rest.contains("interrupted"), "{rest}");
    assert!(terminal.line("claims | count").contains("note: 1 row"));
    leave(terminal);
}
