//! How answers look: colours, width, and text that would steer the terminal.

use std::fs;

use crate::screen::{CTRL_C, CTRL_D, ENTER, Home, TABS, Terminal, plain};

/// Escapes that colour, but for the one that ends colours.
fn has_color(text: &str) -> bool {
    let mut parts = text.split("\u{1b}[").skip(1);
    parts.any(|part| {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';');
        end.is_some_and(|end| part[end..].starts_with('m') && part[..end] != *"0")
    })
}

/// Returns all that the program writes for a query that is right and one that is wrong.
fn written(home: &Home, args: &[&str], no_color: bool) -> String {
    let mut command = home.command(args);
    if !no_color {
        command.env_remove("NO_COLOR");
    }
    let mut terminal = Terminal::run(command);
    terminal.line("claims where stance = deny | count by source");
    terminal.line("claims where sorce = \"Hamas\"");
    terminal.types(CTRL_D);
    let (code, all) = terminal.end();
    assert_eq!(code, 0);
    all
}

#[test]
fn colors_are_there_unless_they_are_unwanted() {
    let home = Home::new("colors");
    assert!(has_color(&written(&home, &["--sample"], false)));
    let never = written(&home, &["--sample", "--color", "never"], false);
    assert!(!has_color(&never), "{never:?}");
    let none = written(&home, &["--sample"], true);
    assert!(!has_color(&none), "{none:?}");
}

#[test]
fn a_table_is_as_wide_as_the_window() {
    let home = Home::new("width");
    let mut terminal = Terminal::open(&home);
    let mut widest = |columns| {
        terminal.resize(columns);
        let answer = plain(&terminal.line("claims | take 5"));
        let table = answer.lines().filter(|line| line.contains(['│', '┼', '─']));
        let widths = table.map(|line| line.chars().count());
        widths.max().unwrap_or_default()
    };
    let (wide, narrow) = (widest(140), widest(80));
    assert!(wide <= 140 && wide > 100, "{wide}");
    assert!(narrow <= 80 && narrow > 40, "{narrow}");
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn what_the_screen_has_no_room_for_goes_through_the_pager() {
    let home = Home::new("pager");
    let mut command = home.command(&["--sample"]);
    command.env("WHOSAID_PAGER", "sed -e s/^/paged:/");
    let mut terminal = Terminal::run(command);
    let long = terminal.line("claims | select id");
    assert!(long.contains("paged:") && long.contains("note: "), "{long}");
    for told in [".help", ".help dates", ".schema claims"] {
        let told = terminal.line(told);
        assert!(told.contains("paged:"), "{told}");
    }
    // What it has no room for is told there as well.
    terminal.resize(60);
    let narrow = terminal.line("claims where stance = deny");
    let told = "note: the columns ‘said’, ‘document’ are not shown; ‘.mode";
    assert_eq!(narrow.matches(told).count(), 2, "{narrow}");
    assert!(narrow.contains(&format!("paged:{told}")), "{narrow}");
    terminal.resize(100);
    assert!(!terminal.line(".history").contains("paged:"));
    // What was asked for stays here, where answers go elsewhere.
    terminal.line(".output kept.txt");
    let told = terminal.line(".help");
    assert!(
        told.contains("paged:") && told.contains(".output [FILE]"),
        "{told}"
    );
    terminal.line(".output");
    let short = terminal.line("claims | count");
    assert!(!short.contains("paged:"), "{short}");
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

/// Names that clear the screen, set the title, ring, and turn the text round.
const HOSTILE: &str = r#"
[[entity]]
id = "a"
name = "Clear \u001b[2J and \u202e turn \u0007 ring \u009b31m end"
kind = "person"

[[entity]]
id = "b"
name = "Clear \u001b]0;title\u0007 too"
kind = "person"
"#;

#[test]
fn what_a_ledger_says_never_steers_the_terminal() {
    let home = Home::new("hostile");
    home.write("ledger/a.toml", HOSTILE);
    let mut terminal = Terminal::run(home.command(&["ledger"]));
    let answer = terminal.line("entities");
    assert!(
        answer.contains("␛[2J") && answer.contains("␇ ring"),
        "{answer}"
    );
    terminal.types("entities where name = Clear");
    terminal.types(TABS);
    terminal.expect("␛]0;title␇ too");
    terminal.types(CTRL_C);
    terminal.expect_prompt();
    // One that fits alone is written into the line.
    terminal.types("entities where name = ring\t");
    terminal.expect("turn");
    terminal.types(CTRL_C);
    terminal.expect_prompt();
    terminal.line("entities where name = \"Clear \u{202e}\"");
    terminal.types(CTRL_D);
    let (code, all) = terminal.end();
    assert_eq!(code, 0);
    for steering in [
        "\u{1b}[2J",
        "\u{1b}]0;",
        "\u{202e}",
        "\u{9b}",
        "\u{7} ring",
        "title\u{7}",
    ] {
        assert!(!all.contains(steering), "{steering:?}: {all:?}");
    }
}

#[test]
fn a_ledger_is_read_again_and_stays_where_it_is_wrong() {
    let home = Home::new("reload");
    let file = home.write(
        "ledger/a.toml",
        "[[entity]]\nid = \"a\"\nname = \"First\"\nkind = \"person\"\n",
    );
    let mut terminal = Terminal::run(home.command(&["ledger"]));
    assert!(terminal.line("entities").contains("First"));
    let second = "[[entity]]\nid = \"a\"\nname = \"Second\"\nkind = \"person\"\n";
    fs::write(&file, second).expect("a writable file");
    terminal.line(".reload");
    assert!(terminal.line("entities").contains("Second"));
    fs::write(&file, "[[entity]]\nid = \"a\"\n").expect("a writable file");
    assert!(terminal.line(".reload").contains("a.toml:"));
    assert!(terminal.line("entities").contains("Second"));
    terminal.types("entities | count");
    terminal.types(ENTER);
    terminal.expect("note: 1 row");
    terminal.expect_prompt();
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}
