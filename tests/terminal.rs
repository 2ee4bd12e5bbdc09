//! The prompt on a terminal, as a person meets it.

#![cfg(unix)]

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use expectrl::session::OsSession;
use expectrl::{Expect, Session};

/// A slow machine under load takes its time.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder of its own for what a prompt keeps, gone afterwards.
struct Home(PathBuf);

impl Home {
    fn new(name: &str) -> Home {
        let folder = format!("whosaid-terminal-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        std::fs::create_dir_all(&folder).expect("a writable folder");
        Home(folder)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The program on a terminal of its own, over the sample.
struct Terminal {
    session: OsSession,
}

impl Terminal {
    /// Opens it, waits for the prompt.
    fn open(home: &Home) -> Terminal {
        let mut terminal = Terminal::started(home);
        terminal.expect("Type a query");
        terminal.expect_prompt();
        terminal
    }

    /// Starts it, and waits for nothing.
    fn started(home: &Home) -> Terminal {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command
            .args(["--sample", "--width", "100"])
            .env("XDG_STATE_HOME", &home.0)
            .env("HOME", &home.0)
            .env_remove("XDG_CONFIG_HOME")
            .env("TERM", "xterm")
            // Nothing but the text is drawn, so that it can be looked for.
            .env("NO_COLOR", "1")
            .env_remove("WHOSAID_LEDGER");
        let mut session = Session::spawn(command).expect("a terminal");
        session.set_expect_timeout(Some(PATIENCE));
        Terminal { session }
    }

    /// Types keys, `\r` for Enter.
    fn types(&mut self, keys: &str) {
        self.session
            .write_all(keys.as_bytes())
            .expect("it takes keys");
        self.session.flush().expect("it takes keys");
    }

    /// Waits for a text to be shown.
    fn expect(&mut self, text: &str) {
        if let Err(error) = self.session.expect(text) {
            panic!("‘{text}’ is not shown: {error}");
        }
    }

    /// Waits for the prompt to take a new line; what is typed earlier may be lost.
    fn expect_prompt(&mut self) {
        // Pasting in brackets is turned on once for each line.
        self.expect("\u{1b}[?2004h");
        self.expect("whosaid> ");
    }

    /// Waits for the program to end.
    fn expect_end(&mut self) {
        self.session.expect(expectrl::Eof).expect("it ends");
    }
}

#[test]
fn lines_are_asked_when_they_are_complete() {
    let home = Home::new("lines");
    let mut terminal = Terminal::open(&home);
    terminal.types("claims where\r");
    terminal.types("stance = deny | count\r");
    terminal.expect("count");
    terminal.expect("note: 1 row");
    terminal.expect_prompt();
    terminal.types("| derive 7 as seven\r");
    terminal.expect("seven");
    terminal.expect_prompt();
    // Ctrl-C clears the line, Ctrl-D leaves an empty one.
    terminal.types("nonsense\u{3}");
    terminal.expect_prompt();
    terminal.types("\u{4}");
    terminal.expect_end();
}

#[test]
fn what_was_typed_is_there_the_next_time() {
    let home = Home::new("history");
    let mut terminal = Terminal::open(&home);
    terminal.types("sources | count\r");
    terminal.expect("note: 1 row");
    terminal.expect_prompt();
    terminal.types(".quit\r");
    terminal.expect_end();
    let mut terminal = Terminal::open(&home);
    // Ctrl-R searches.
    terminal.types("\u{12}sourc");
    terminal.expect("sources | count");
    terminal.types("\r");
    terminal.expect("note: 1 row");
    terminal.expect_prompt();
    terminal.types("\u{4}");
    terminal.expect_end();
}

#[test]
fn it_begins_with_what_a_person_keeps() {
    let home = Home::new("config");
    let folder = home.0.join(".config/whosaid");
    std::fs::create_dir_all(&folder).expect("writable");
    std::fs::write(folder.join("config.toml"), "mode = \"csv\"\nmoode = 1\n").expect("writable");
    let startup = "let denied = claims where stance = deny\n";
    std::fs::write(folder.join("startup.who"), startup).expect("writable");
    let mut terminal = Terminal::started(&home);
    terminal.expect("there is no setting");
    terminal.expect("Type a query");
    terminal.expect_prompt();
    terminal.types("denied | count\r");
    terminal.expect("count\r\n11");
    terminal.expect_prompt();
    terminal.types("\u{4}");
    terminal.expect_end();
}
