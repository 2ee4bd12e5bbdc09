//! Ctrl-C while a query runs.

use std::time::{Duration, Instant};

use crate::screen::{CTRL_C, CTRL_D, ENTER, Home, Terminal, plain};

/// Compares every claim with every pair of others.
const LONG: &str = "claims as a where exists (claims as b where b.said.lo - a.said.lo > 5 days \
    and exists (claims as c where c.said.lo - b.said.lo > a.said.lo - b.said.lo)) | count";
/// Comes to hundreds of millions of rows in one stage.
const WIDE: &str = "claims | expand source.claims as b | expand b.source.claims as c \
    | expand c.source.claims as d | expand d.source.claims as e | count";
/// It takes a fiftieth of this, on a machine that does nothing else.
const SOON: Duration = Duration::from_secs(5);

/// Interrupts a query once it runs; the session stays.
fn interrupts(name: &str, query: &str) {
    let home = Home::new(name);
    // What is told of the first query tells that the second is under way.
    home.write("long.who", &format!("documents | count\n\n{query}\n"));
    let mut terminal = Terminal::open(&home);
    terminal.types(".read long.who");
    terminal.types(ENTER);
    terminal.expect("note: 1 row");
    terminal.types(CTRL_C);
    let begun = Instant::now();
    terminal.expect("interrupted");
    assert!(begun.elapsed() < SOON, "it took {:?}", begun.elapsed());
    terminal.expect_prompt();
    assert!(terminal.line("claims | count").contains("note: 1 row"));
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn a_query_over_pairs_is_ended() {
    interrupts("pairs", LONG);
}

#[test]
fn a_stage_that_makes_many_rows_is_ended() {
    interrupts("rows", WIDE);
}

/// Writes a ledger that takes a while to be read.
pub(crate) fn slow_ledger(home: &Home) {
    for file in 0..100 {
        let mut text = format!("[[document]]\nid = \"d{file}\"\ntitle = \"D\"\n");
        for claim in 0..2000 {
            text += &format!(
                "[[claim]]\nid = \"c{file}-{claim}\"\ntext = \"T {claim}.\"\nat = \"p1\"\n"
            );
        }
        home.write(&format!("slow/{file}.toml"), &text);
    }
}

#[test]
fn a_ledger_that_is_read_is_left_and_the_one_before_stays() {
    let home = Home::new("opened");
    slow_ledger(&home);
    let mut terminal = Terminal::open(&home);
    terminal.types(".open slow");
    terminal.types(ENTER);
    // How far it is stands on the terminal.
    terminal.expect(" of 100 files");
    terminal.types(CTRL_C);
    terminal.expect("interrupted");
    terminal.expect_prompt();
    assert!(terminal.line(".open").contains("ledger: --sample"));
    assert!(terminal.line("claims | count").contains("note: 1 row"));
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn an_answer_that_is_written_is_cut_short() {
    let home = Home::new("written");
    let mut terminal = Terminal::open(&home);
    terminal.line(".mode csv");
    terminal.types("claims | expand source.claims as b | select id, text, b, b.text");
    terminal.types(ENTER);
    // It comes to more than a terminal takes unread.
    terminal.expect("id,text,");
    terminal.types(CTRL_C);
    let written = terminal.expect("error");
    assert!(written.len() < 500_000, "{} bytes", written.len());
    assert!(written.ends_with("\r\n"), "half a row stands before it");
    terminal.expect(": interrupted");
    let behind = terminal.expect_prompt();
    assert!(!behind.contains("note: "), "{behind}");
    let next = plain(&terminal.line(".print next"));
    assert!(next.ends_with("\nnext\n"), "{next}");
    terminal.types(CTRL_D);
    assert_eq!(terminal.end().0, 0);
}

#[test]
fn signals_that_end_programs_end_it() {
    let home = Home::new("signals");
    for signal in ["SIGTERM", "SIGHUP"] {
        let mut terminal = Terminal::open(&home);
        terminal.line("claims | count");
        assert_eq!(terminal.ended_by(signal), signal);
    }
}
