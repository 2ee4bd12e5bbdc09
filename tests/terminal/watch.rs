//! The ledger's files change while a person is at the prompt.

use std::fs;
use std::time::Duration;

use crate::interrupt::slow_ledger;
use crate::screen::{CTRL_C, CTRL_D, CTRL_R, CTRL_U, ENTER, Home, TABS, Terminal, UP, plain};

const TOWN: &str = "[[document]]\nid = \"d\"\ntitle = \"D\"\npublished = \"2024-05-03\"\n\n\
    [[claim]]\nid = \"open\"\ntext = \"It is open.\"\nat = \"p1\"\n\n\
    [[claim]]\nid = \"shut\"\ntext = \"It is shut.\"\nat = \"p2\"\n";
const LATE: &str = "\n[[claim]]\nid = \"late\"\ntext = \"It rains.\"\nat = \"p3\"\n";

/// Opens a ledger of two claims, watched, and asks for them.
fn watching(home: &Home, color: bool) -> Terminal {
    home.write("town/a.toml", TOWN);
    let mut command = home.command(&["-l", "town"]);
    if color {
        command.env_remove("NO_COLOR");
    }
    let mut terminal = Terminal::run(command);
    terminal.line(".watch on");
    let answer = terminal.line("claims | select id, text");
    assert!(answer.contains("2 rows"), "{answer}");
    terminal
}

fn leave(mut terminal: Terminal) {
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn what_changed_is_told_above_a_line_that_is_typed() {
    let home = Home::new("watch-live");
    let mut terminal = watching(&home, false);
    terminal.types("| sort id | where tex");
    terminal.expect("| where tex");
    let changed = TOWN.replace("It is shut", "It was shut") + LATE;
    home.write("town/a.toml", &changed);
    terminal.expect("the ledger's files have changed");
    terminal.expect("claims: 1 changed (shut), 1 new (late)");
    terminal.expect("‘.diff’ shows what that does to the answer");
    // The line stands below it, and goes on.
    terminal.expect("whosaid> | sort id | where tex");
    let answer = plain(&terminal.line("t != \"\" | select id, text"));
    assert!(answer.contains("It was shut."), "{answer}");
    assert!(answer.contains("3 rows"), "{answer}");
    assert!(
        !answer.contains("have changed"),
        "it is told once: {answer}"
    );
    let diff = plain(&terminal.line(".diff"));
    assert!(
        diff.contains("It is shut. → It was shut.") && diff.contains("1 new, 0 gone, 1 changed"),
        "{diff}"
    );
    leave(terminal);
}

#[test]
fn several_lines_stay_as_they_are_and_names_that_are_new_complete() {
    let home = Home::new("watch-lines");
    let mut terminal = watching(&home, true);
    terminal.types("entities where (\rname = \"Ne");
    terminal.expect("Ne");
    home.write(
        "town/b.toml",
        "[[entity]]\nid = \"n\"\nname = \"Newcomer\"\nkind = \"person\"\n",
    );
    terminal.expect("entities: 1 new (n)");
    let drawn = plain(&terminal.expect("\"Ne"));
    assert!(
        drawn.contains("whosaid> entities where (\n         name = "),
        "{drawn}"
    );
    terminal.types("\t");
    terminal.expect("Newcomer\"");
    terminal.types(")");
    terminal.types(ENTER);
    terminal.expect("note: 1 row");
    terminal.expect_prompt();
    leave(terminal);
}

#[test]
fn what_is_wrong_is_told_once_and_the_ledger_stays() {
    let home = Home::new("watch-wrong");
    let mut terminal = watching(&home, false);
    home.write("town/b.toml", "[[claim]]\nid = \"x\"\ntxt = \"X\"\n");
    terminal.expect("b.toml:3:1");
    terminal.expect("the ledger stays as it is");
    terminal.expect("whosaid> ");
    let answer = terminal.line("claims | count");
    assert!(!answer.contains("b.toml"), "{answer}");
    assert!(terminal.line(".errors").contains("b.toml:3:1"));
    fs::remove_file(home.path().join("town/b.toml")).expect("it is there");
    terminal.expect("no record changed");
    terminal.expect("whosaid> ");
    leave(terminal);
}

#[test]
fn it_waits_for_lists_and_searches() {
    let home = Home::new("watch-waits");
    let mut terminal = watching(&home, false);
    // Behind a search, Enter runs the line at once.
    terminal.types(CTRL_R);
    terminal.types("selec");
    terminal.expect("claims | select id, text");
    home.write("town/a.toml", &(TOWN.to_owned() + LATE));
    // Long enough for the files to be read; if it is not, they are read before the line is run.
    std::thread::sleep(Duration::from_secs(2));
    terminal.types(ENTER);
    terminal.expect("claims: 1 new (late)");
    terminal.expect("note: 3 rows");
    let rest = terminal.expect_prompt();
    assert!(!rest.contains("have changed"), "{rest}");
    terminal.types("claims | s");
    terminal.types(TABS);
    terminal.expect_list();
    home.write("town/a.toml", TOWN);
    terminal.expect("claims: 1 gone (late)");
    terminal.expect("whosaid> claims | s");
    terminal.types(CTRL_C);
    terminal.expect_prompt();
    leave(terminal);
}

/// Opens a ledger, watched, whose files come to be so many that they are being read for a while.
fn reading(home: &Home) -> Terminal {
    home.write("slow/town.toml", TOWN);
    let mut terminal = Terminal::run(home.command(&["-l", "slow"]));
    terminal.line(".watch on");
    slow_ledger(home);
    // They are looked at about once a second, and left alone for a moment first.
    std::thread::sleep(Duration::from_secs(4));
    terminal
}

#[test]
fn a_line_that_waits_for_the_files_is_not_lost() {
    let home = Home::new("watch-dropped");
    let mut terminal = reading(&home);
    terminal.types("claims | take 1 | count");
    terminal.types(ENTER);
    // The line was taken; it is kept first, and Ctrl-C is heeded from when it waits.
    terminal.expect("\u{1b}[?2004l");
    std::thread::sleep(Duration::from_millis(500));
    terminal.types(CTRL_C);
    let told = terminal.expect_prompt();
    assert!(told.contains("interrupted"), "{told}");
    // The files are read at the prompt again, and not before it.
    assert!(!told.contains("have changed"), "{told}");
    terminal.expect("claims | take 1 | count");
    terminal.types(CTRL_U);
    terminal.types(UP);
    terminal.expect("claims | take 1 | count");
    terminal.types(CTRL_U);
    leave(terminal);
}

#[test]
fn whoever_leaves_waits_for_nothing() {
    let home = Home::new("watch-leaves");
    let mut terminal = reading(&home);
    terminal.types(CTRL_D);
    let (code, told) = terminal.end();
    assert_eq!(code, 0);
    // What was read would be told behind the line.
    let (_, behind) = told.rsplit_once("\u{1b}[?2004l").expect("the line ends");
    assert!(!behind.contains("have changed"), "{behind}");
}
