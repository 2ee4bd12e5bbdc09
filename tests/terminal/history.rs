//! What was typed before.

use crate::screen::{CTRL_D, CTRL_R, ENTER, Home, Terminal, UP, plain};

#[test]
fn what_was_typed_is_there_the_next_time() {
    let home = Home::new("history");
    let mut terminal = Terminal::open(&home);
    for line in ["sources | count", "claims | count", "sources | count"] {
        terminal.line(line);
    }
    let listed = terminal.line(".history");
    assert!(listed.contains("1  claims | count"), "{listed}");
    assert!(listed.contains("2  sources | count"), "{listed}");
    terminal.types(".quit\r");
    assert_eq!(terminal.end().0, 0);
    let mut terminal = Terminal::open(&home);
    // Each line is there once, where it was typed last: `.quit`, `.history`, `sources`, `claims`.
    terminal.types(UP);
    terminal.expect(".quit");
    terminal.types(UP);
    terminal.expect(".history");
    terminal.types(UP);
    terminal.expect("sources | count");
    terminal.types(UP);
    terminal.expect("claims | count");
    terminal.types(ENTER);
    terminal.expect("note: 1 row");
    terminal.expect_prompt();
    // Ctrl-R searches.
    terminal.types(CTRL_R);
    terminal.types("sourc");
    terminal.expect("sources | count");
    terminal.types(ENTER);
    terminal.expect("note: 1 row");
    terminal.expect_prompt();
    // Esc keeps what was found.
    terminal.types(CTRL_R);
    terminal.types("sourc");
    terminal.expect("sources | count");
    terminal.types("\u{1b}");
    terminal.expect("whosaid> ");
    // Ctrl-E goes to the end.
    terminal.types("\u{5} | take 5");
    terminal.expect("sources | count | take 5");
    terminal.types(ENTER);
    terminal.expect("note: 1 row");
    terminal.expect_prompt();
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn a_query_of_several_lines_is_listed_as_it_was_typed() {
    let home = Home::new("history-lines");
    let mut terminal = Terminal::open(&home);
    terminal.types("claims where (\rjoint) | count");
    terminal.types(ENTER);
    terminal.expect("note: 1 row");
    terminal.expect_prompt();
    let own = "claims where (\n       joint) | count";
    let listed = plain(&terminal.line(".history"));
    assert!(listed.contains(own), "{listed}");
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
    let mut terminal = Terminal::open(&home);
    let listed = plain(&terminal.line(".history"));
    assert!(listed.contains(own), "{listed}");
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn each_ledger_has_its_own() {
    let home = Home::new("histories");
    home.write(
        "other/a.toml",
        "[[entity]]\nid = \"a\"\nname = \"A\"\nkind = \"person\"\n",
    );
    let mut terminal = Terminal::open(&home);
    terminal.line("sources | count");
    terminal.line(".open other");
    terminal.line("entities | count");
    terminal.types(UP);
    terminal.expect("entities | count");
    terminal.types(UP);
    terminal.types(UP);
    terminal.types(ENTER);
    // There is nothing above it, the line stays.
    let drawn = plain(&terminal.expect("note: 1 row"));
    assert!(!drawn.contains("sources"), "{drawn}");
    terminal.expect_prompt();
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
    let kept = std::fs::read_dir(home.path().join("whosaid/histories"));
    let names = kept.expect("they are kept").flatten();
    let mut names: Vec<String> = names
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(
        names[0].starts_with("other-") && names[1] == "sample",
        "{names:?}"
    );
}

#[test]
fn a_history_that_cannot_be_read_is_left_alone() {
    let home = Home::new("history-unread");
    // A folder stands where the file would be.
    let inside = home.write("whosaid/histories/sample/inside", "");
    let mut terminal = Terminal::start(home.command(&["--sample"]));
    terminal.expect("warning");
    terminal.expect("the history cannot be read from");
    terminal.expect_prompt();
    let told = terminal.line("claims | count");
    assert!(!told.contains("the history cannot be"), "{told}");
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
    assert!(inside.exists());
}

#[test]
fn a_bad_byte_in_a_history_costs_no_other_line() {
    let home = Home::new("history-bad");
    let path = home.write("whosaid/histories/sample", "");
    std::fs::write(&path, b"sources | count\nwhere \xff\n").expect("writable");
    let mut terminal = Terminal::open(&home);
    terminal.line("claims | count");
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
    let kept = std::fs::read(&path).expect("it is kept");
    assert_eq!(kept, b"sources | count\nwhere \xff\nclaims | count\n");
}

#[test]
fn a_history_that_cannot_be_kept_is_a_warning() {
    let home = Home::new("no-history");
    // A link to nowhere stands where the folder would be.
    let folder = home.write("whosaid/x", "").with_file_name("histories");
    std::os::unix::fs::symlink("nowhere", folder).expect("a folder with links");
    let mut terminal = Terminal::open(&home);
    terminal.types("sources | count\r");
    terminal.expect("warning");
    terminal.expect("the history cannot be kept in");
    terminal.expect("note: 1 row");
    terminal.expect_prompt();
    let told = terminal.line("claims | count");
    assert!(!told.contains("cannot be kept"), "it is told once: {told}");
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}
