//! What a person keeps for every session.

use crate::screen::{CTRL_D, CTRL_X_E, Home, Terminal};

const SETTINGS: &str = "mode = \"csv\"\nmoode = 1\n";
const STARTUP: &str = "let denied = claims where stance = deny\n";

#[test]
fn it_begins_with_what_a_person_keeps() {
    let home = Home::new("startup");
    home.write("whosaid/config.toml", SETTINGS);
    home.write("whosaid/startup.who", STARTUP);
    let mut terminal = Terminal::open(&home);
    let counted = terminal.line("denied | count");
    assert!(counted.contains("count\r\n11\r\n"), "{counted}");
    terminal.types(CTRL_D);
    let (code, seen) = terminal.end();
    assert_eq!(code, 0);
    assert!(seen.contains("there is no setting ‘moode’"), "{seen}");
    let mut terminal = Terminal::run(home.command(&["--sample", "--no-startup"]));
    let wrong = terminal.line("denied | count");
    assert!(wrong.contains("‘denied’"), "{wrong}");
    terminal.types(CTRL_D);
    assert!(!terminal.end().1.contains("moode"));
}

#[test]
fn a_safe_prompt_opens_no_editor_and_keeps_no_history() {
    let home = Home::new("safe");
    let mut terminal = Terminal::run(home.command(&["--sample", "--safe"]));
    terminal.line("claims | count");
    terminal.types(CTRL_X_E);
    terminal.expect("an editor is forbidden");
    terminal.expect_prompt();
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
    assert!(!home.path().join("whosaid/histories/sample").exists());
}

#[test]
fn watched_files_are_read_again_before_the_next_prompt() {
    let home = Home::new("watched");
    let entity = "[[entity]]\nid = \"a\"\nname = \"A\"\nkind = \"person\"\n";
    home.write("town/a.toml", entity);
    let mut terminal = Terminal::run(home.command(&["-l", "town"]));
    terminal.line(".watch on");
    home.write("town/b.toml", &entity.replace("\"a\"", "\"b\""));
    terminal.types("\r");
    terminal.expect("entities: 1 new (b)");
    terminal.expect_prompt();
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}
