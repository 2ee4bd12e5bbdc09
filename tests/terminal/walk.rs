//! An analyst's walk, by Tab alone as far as it goes.

use std::fs;
use std::path::Path;

use crate::screen::{CTRL_D, ENTER, Home, Terminal, plain};

#[test]
fn an_analyst_finds_what_the_turkish_source_denied_and_when() {
    let home = Home::new("walk");
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    for entry in fs::read_dir(seeds).expect("the seeds").flatten() {
        if let Ok(text) = fs::read_to_string(entry.path()) {
            home.write(&format!("seeds/{}", entry.file_name().display()), &text);
        }
    }
    let mut terminal = Terminal::run(home.command(&[]));
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
    // The evidence for a row, and for a record found by its id.
    let evidence = plain(&terminal.line(".why 1"));
    assert!(evidence.contains("Turkish diplomatic source"), "{evidence}");
    terminal.types(".why 003-moved-d\t");
    terminal.expect("003-moved-denied");
    terminal.types(ENTER);
    terminal.expect("Reuters");
    terminal.expect_prompt();
    // The query is kept with its answer, and found again.
    let saved = terminal.line(".pin turkish-denials What the Turkish source denied");
    assert!(saved.contains("turkish-denials.golden"), "{saved}");
    terminal.types(".run turk\t");
    terminal.expect("turkish-denials");
    terminal.types(ENTER);
    let before = plain(&terminal.expect_prompt());
    assert!(before.contains("moved from Qatar to Turkey"), "{before}");
    // An edit of a seed file is seen.
    let file = home.path().join("seeds/003.toml");
    let text = fs::read_to_string(&file).expect("a seed file");
    let edited = text.replace("has moved from Qatar to Turkey", "has moved to Ankara");
    assert_ne!(edited, text);
    fs::write(&file, edited).expect("a writable file");
    terminal.line(".reload");
    let after = plain(&terminal.line(".run turkish-denials"));
    assert!(after.contains("has moved to Ankara"), "{after}");
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}
