//! The program on a terminal of its own.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use expectrl::process::unix::WaitStatus;
use expectrl::session::OsSession;
use expectrl::{Expect, Session};

/// A slow machine under load takes its time.
const PATIENCE: Duration = Duration::from_secs(60);

/// Enter.
pub(crate) const ENTER: &str = "\r";
/// Ctrl-C.
pub(crate) const CTRL_C: &str = "\u{3}";
/// Ctrl-D.
pub(crate) const CTRL_D: &str = "\u{4}";
/// Ctrl-R.
pub(crate) const CTRL_R: &str = "\u{12}";
/// Ctrl-U.
pub(crate) const CTRL_U: &str = "\u{15}";
/// The up arrow.
pub(crate) const UP: &str = "\u{1b}[A";
/// Ctrl-X, Ctrl-E.
pub(crate) const CTRL_X_E: &str = "\u{18}\u{5}";
/// Tab, twice: the second lists what the first could not decide.
pub(crate) const TABS: &str = "\t\t";

/// A folder of its own for what a test writes, gone afterwards.
pub(crate) struct Home(PathBuf);

impl Home {
    pub(crate) fn new(name: &str) -> Home {
        let folder = format!("whosaid-terminal-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        fs::create_dir_all(&folder).expect("a writable folder");
        Home(folder)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes a file below it.
    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        let folder = path.parent().expect("it is in a folder");
        fs::create_dir_all(folder).expect("a writable folder");
        fs::write(&path, text).expect("a writable file");
        path
    }

    /// Makes the command that opens the sample, or the ledger among the arguments.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command
            .args(args)
            .current_dir(&self.0)
            .env("XDG_STATE_HOME", &self.0)
            .env("XDG_CONFIG_HOME", &self.0)
            .env("HOME", &self.0)
            .env("TERM", "xterm")
            // Nothing but the text is drawn, so that it can be looked for.
            .env("NO_COLOR", "1")
            // Long answers go to the screen, where no test says otherwise.
            .env("WHOSAID_PAGER", "");
        for name in ["WHOSAID_LEDGER", "VISUAL", "EDITOR", "PAGER"] {
            command.env_remove(name);
        }
        command
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The program on a terminal.
pub(crate) struct Terminal {
    session: OsSession,
    /// All that it wrote up to what was waited for.
    seen: String,
}

impl Terminal {
    /// Opens the sample, waits for the prompt.
    pub(crate) fn open(home: &Home) -> Terminal {
        Terminal::run(home.command(&["--sample"]))
    }

    /// Opens what a command says, waits for the prompt.
    pub(crate) fn run(command: Command) -> Terminal {
        let mut terminal = Terminal::start(command);
        terminal.expect("Type a query");
        terminal.expect_prompt();
        terminal
    }

    /// Starts what a command says.
    pub(crate) fn start(command: Command) -> Terminal {
        let mut session = Session::spawn(command).expect("a terminal");
        session.set_expect_timeout(Some(PATIENCE));
        let seen = String::new();
        let mut terminal = Terminal { session, seen };
        terminal.resize(100);
        terminal
    }

    /// Gives it so many columns.
    pub(crate) fn resize(&mut self, columns: u16) {
        self.resize_to(columns, 50);
    }

    /// Gives it so many columns and lines.
    pub(crate) fn resize_to(&mut self, columns: u16, lines: u16) {
        let process = self.session.get_process_mut();
        process
            .set_window_size(columns, lines)
            .expect("a window has a size");
    }

    /// Types keys.
    pub(crate) fn types(&mut self, keys: &str) {
        self.types_bytes(keys.as_bytes());
    }

    /// Types what may be no text.
    pub(crate) fn types_bytes(&mut self, keys: &[u8]) {
        self.session.write_all(keys).expect("it takes keys");
        self.session.flush().expect("it takes keys");
    }

    /// Types a line and Enter; returns what was written until the next prompt.
    pub(crate) fn line(&mut self, line: &str) -> String {
        self.types(line);
        self.types(ENTER);
        self.expect_prompt()
    }

    /// Waits for a text to be shown; returns what was written before it.
    pub(crate) fn expect(&mut self, text: &str) -> String {
        match self.session.expect(text) {
            Ok(found) => {
                let before = String::from_utf8_lossy(found.before()).into_owned();
                self.seen.push_str(&before);
                self.seen.push_str(text);
                before
            }
            Err(error) => panic!("‘{text}’ is not shown: {error}; before:\n{}", self.seen),
        }
    }

    /// Waits for the prompt to take a new line.
    pub(crate) fn expect_prompt(&mut self) -> String {
        // Pasting in brackets is turned on once for each line.
        let before = self.expect("\u{1b}[?2004h");
        self.expect("whosaid> ");
        before
    }

    /// Waits for what Tab lists, below the line and above the line drawn anew.
    pub(crate) fn expect_list(&mut self) -> String {
        self.expect("\r\n");
        let list = self.expect("whosaid> ");
        list.replace("\r\n", "\n")
    }

    /// Sends it a signal and waits for it to end; returns the signal that ended it.
    pub(crate) fn ended_by(mut self, signal: &str) -> String {
        let process = self.session.get_process().pid().to_string();
        let name = signal.trim_start_matches("SIG");
        let sent = Command::new("kill").args(["-s", name, &process]).status();
        assert!(sent.expect("there is a ‘kill’").success());
        self.session.expect(expectrl::Eof).expect("it ends");
        match self.session.get_process().wait().expect("it has ended") {
            WaitStatus::Signaled(_, signal, _) => format!("{signal:?}"),
            other => panic!("it ended with {other:?}"),
        }
    }

    /// Waits for the program to end; returns its exit code and all that it wrote.
    pub(crate) fn end(mut self) -> (i32, String) {
        let found = self.session.expect(expectrl::Eof).expect("it ends");
        // The end is found behind the text, and takes all of it.
        self.seen
            .push_str(&String::from_utf8_lossy(found.as_bytes()));
        let status = self.session.get_process().wait().expect("it has ended");
        match status {
            WaitStatus::Exited(_, code) => (code, self.seen),
            other => panic!("it ended with {other:?}: {}", self.seen),
        }
    }
}

/// Returns what was shown without what moves the cursor.
pub(crate) fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' && chars.next_if_eq(&'[').is_some() {
            for c in chars.by_ref() {
                if c.is_ascii_alphabetic() {
                    break;
                }
            }
        } else if c != '\r' {
            plain.push(c);
        }
    }
    plain
}
