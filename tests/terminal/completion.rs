//! What Tab offers.

use crate::screen::{CTRL_C, CTRL_D, Home, TABS, Terminal, plain};

/// Returns what a list says of a name.
fn row<'l>(list: &'l str, name: &str) -> &'l str {
    // Short ones stand beside each other.
    let mut names = list.split("  ").flat_map(|cell| cell.split('\n'));
    let is_there = names.any(|cell| cell.trim() == name);
    assert!(is_there, "‘{name}’ is not in:\n{list}");
    let lines = list.lines().filter_map(|line| line.split_once(name));
    lines.map(|(_, rest)| rest).next().unwrap_or_default()
}

/// Types a text and Tab twice; returns what is listed, and drops the line.
fn listed(terminal: &mut Terminal, text: &str) -> String {
    terminal.types(text);
    terminal.types(TABS);
    let list = plain(&terminal.expect_list());
    terminal.types(CTRL_C);
    terminal.expect_prompt();
    list
}

#[test]
fn the_language_is_listed_with_what_it_means() {
    let home = Home::new("words");
    let mut terminal = Terminal::open(&home);
    let collections = listed(&mut terminal, "");
    assert!(row(&collections, "denials").contains("One claim denying another"));
    let stages = listed(&mut terminal, "claims | s");
    assert!(row(&stages, "select").contains("select"), "{stages}");
    let fields = listed(&mut terminal, "claims where de");
    assert!(row(&fields, "denied_by").contains("claims[]"), "{fields}");
    let words = listed(&mut terminal, "claims where stance = de");
    assert!(row(&words, "deny").contains(" claims"), "{words}");
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn names_are_listed_with_their_rows_and_found_by_alias() {
    let home = Home::new("names");
    let mut terminal = Terminal::open(&home);
    let names = listed(&mut terminal, "claims where source = \"Turkish d");
    assert!(
        row(&names, "Turkish diplomatic source").contains(" claims"),
        "{names}"
    );
    // He is found by what else he is called, which is told.
    let names = listed(&mut terminal, "claims where source = Turk");
    let erdogan = row(&names, "Recep Tayyip Erdoğan (Turkish President)");
    assert!(erdogan.contains(" claims"), "{names}");
    // What begins so stands before him.
    let lines: Vec<&str> = names.lines().collect();
    let place = |name: &str| lines.iter().position(|line| line.starts_with(name));
    assert!(place("Turkish diplomat ") < place("Recep"), "{names}");
    // Of more than can be listed it is told.
    terminal.resize_to(100, 400);
    let names = listed(&mut terminal, "claims where proposition = \"");
    assert!(names.contains(" more: type on"), "{names}");
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn what_stands_behind_the_cursor_is_neither_eaten_nor_doubled() {
    let home = Home::new("middle");
    let mut terminal = Terminal::open(&home);
    let left = |count: usize| "\u{1b}[D".repeat(count);
    for (text, back, expected) in [
        (
            "claims where source = \"Mickey Ros\" | count",
            9,
            "\"Mickey Rosenfeld\" | count",
        ),
        (
            "claims where source = \"Mickey Rosenfeld\" | count",
            15,
            "\"Mickey Rosenfeld\" | count",
        ),
        (
            "claims where proposi = \"x\"",
            6,
            "claims where proposition = \"x\"",
        ),
        (
            "claims where source = Mickey Ros",
            0,
            "source = \"Mickey Rosenfeld\"",
        ),
    ] {
        terminal.types(text);
        terminal.types(&left(back));
        terminal.types("\t");
        terminal.types("\u{5}");
        terminal.expect(expected);
        terminal.types(CTRL_C);
        terminal.expect_prompt();
    }
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn commands_and_what_they_take_are_completed() {
    let home = Home::new("commands");
    home.write(
        "ledger/a.toml",
        "[[entity]]\nid = \"a\"\nname = \"A\"\nkind = \"person\"\n",
    );
    home.write(
        "queries/all.who",
        "## Everything that is claimed.\nclaims\n",
    );
    let mut terminal = Terminal::open(&home);
    let modes = listed(&mut terminal, ".mode j");
    assert!(row(&modes, "jsonl").contains("one a line"), "{modes}");
    let settings = listed(&mut terminal, ".config n");
    assert!(row(&settings, "null").contains("absent"), "{settings}");
    // One that fits alone is written at once.
    terminal.types(".ru\t");
    terminal.expect(".run ");
    terminal.types("al\t");
    terminal.expect("all");
    terminal.types("\r");
    terminal.expect("note: ");
    terminal.expect_prompt();
    terminal.types(".open le\t");
    terminal.expect("ledger/");
    terminal.types("\r");
    terminal.expect_prompt();
    assert!(terminal.line(".open").contains("ledger: ledger/"));
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn any_key_leaves_a_list_that_is_longer_than_the_screen() {
    let home = Home::new("pages");
    let mut terminal = Terminal::open(&home);
    terminal.resize_to(80, 10);
    for key in [CTRL_C, "x", "\u{1B}[A"] {
        terminal.types("claims where ");
        terminal.types(TABS);
        terminal.expect("--More--");
        terminal.types(key);
        // The line is there again, and what is typed goes to it.
        terminal.expect("claims where ");
        terminal.types("id = \"no\" | count\r");
        let shown = terminal.expect_prompt();
        assert!(plain(&shown).contains("count"), "{key:?}: {shown}");
    }
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}
