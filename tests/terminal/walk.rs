//! An analyst's walk, by Tab alone as far as it goes.

use crate::screen::{CTRL_D, ENTER, Home, Terminal, plain};

#[test]
fn an_analyst_finds_what_the_turkish_source_denied_and_when() {
    let home = Home::new("walk");
    let mut terminal = Terminal::open(&home);
    terminal.types("cl\t");
    terminal.expect("claims ");
    terminal.types("wh\t");
    terminal.expect("where ");
    terminal.types("so\t");
    terminal.expect("source");
    terminal.types(" = \"Turkish diplomatic");
    terminal.types("\t");
    terminal.expect("\"Turkish diplomatic source\"");
    terminal.types(" and stance = den\t");
    terminal.expect("deny");
    terminal.types(" | sel\t");
    terminal.expect("select ");
    terminal.types("said, text");
    terminal.types(ENTER);
    let answer = plain(&terminal.expect_prompt());
    assert!(answer.contains("denies: "), "{answer}");
    assert!(
        answer.contains("2019") || answer.contains("2024"),
        "{answer}"
    );
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}
