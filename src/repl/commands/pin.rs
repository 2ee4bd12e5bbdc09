//! `.pin`: the query before kept in a file, and its answer in a golden file.

use std::fs;
use std::path::{Path, PathBuf};

use super::asking::nothing_asked;
use super::export::{there_already, write};
use super::keep::{Kept, make_folder, source_of};
use super::{Flow, Refusal};
use crate::cli::Stop;
use crate::cli::messages::counted;
use crate::cli::saved;
use crate::diagnostic::{Diagnostic, Report};
use crate::engine::Settings;
use crate::golden::{self, Location, Mode, Runner, Suite};
use crate::repl::session::Session;
use crate::value::Day;

/// Saves the query before, and what it answers as a case of `whosaid test`.
pub(super) fn pin(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    pinned_as(session, arguments, false)
}

/// Pins the query before in the place of a saved and pinned one.
pub(super) fn pin_over(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    pinned_as(session, arguments, true)
}

fn pinned_as(session: &mut Session, arguments: &str, over: bool) -> Result<Flow, Refusal> {
    let kept = Kept::read(session, arguments)?;
    let Some(Location::Folder(ledger)) = session.location() else {
        let message = "only what a ledger in a folder answers can be pinned";
        return Err(Diagnostic::error("no-folder", message)
            .help("‘.open FOLDER’ opens one")
            .into());
    };
    let path = pinned_path(&kept.path, &kept.name);
    if path.exists() && !over {
        return Err(there_already(&path, ".pin!").into());
    }
    let before = (
        fs::read_to_string(&kept.path).ok(),
        fs::read_to_string(&path).ok(),
    );
    kept.save(over, ".pin!")?;
    let rows = kept.pin(session, ledger, &path).inspect_err(|_| {
        restore(&kept.path, before.0);
        restore(&path, before.1);
    })?;
    session.say(&format!("saved as ‘{}’", kept.path.display()));
    let rows = counted(rows, "row");
    session.say(&format!("pinned in ‘{}’: {rows}", path.display()));
    Ok(Flow::Next)
}

/// Puts a file back as it was.
fn restore(path: &Path, text: Option<String>) {
    // What went wrong before is told; there is no more to say where this fails too.
    let _ = match text {
        Some(text) => fs::write(path, text),
        None => fs::remove_file(path),
    };
}

impl Kept {
    /// Writes the golden file and runs it; returns the rows of the answer.
    fn pin(&self, session: &Session, ledger: &Path, path: &Path) -> Result<usize, Refusal> {
        make_folder(path)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let today = session.settings.today.unwrap_or_else(Day::today);
        let mode = session.output.layout.mode();
        let format = if mode.name == "table" {
            String::new()
        } else {
            format!("format: {}\n", mode.name)
        };
        let case = if self.answers.is_empty() {
            &self.name
        } else {
            &self.answers
        };
        let text = format!(
            "# Pinned on {today}.\nledger: {}\ntoday: {today}\n{format}\n=== {case}\nrun {}\n---\n",
            seen_from(ledger, folder)?,
            quoted_if_needed(&seen_from(&self.path, folder)?),
        );
        write(path, &text, true, "")?;
        let settings = Settings {
            today: Some(today),
            ..Settings::default()
        };
        let query = session
            .ledger
            .query_from(&source_of(&self.name, self.text.clone()));
        let replies = query.with(settings).ask_all();
        run(Mode::Update, path)?;
        let expected = golden::transcript(&replies, mode);
        let recorded = Suite::read(path).map_err(|report| told(session, &report))?;
        let recorded = recorded.cases.first().map(|case| case.expected.as_str());
        let failures = run(Mode::Compare, path)?;
        if recorded != Some(expected.trim_end_matches('\n')) || failures > 0 {
            let message = "the files of the ledger give another answer than was shown";
            return Err(Diagnostic::error("answer-differs", message)
                .help("‘.reload’ reads them again; then ask once more")
                .into());
        }
        let replies = replies.map_err(|error| session.failure(&error))?;
        let last = replies.last().ok_or_else(nothing_asked)?;
        Ok(last.answer.certain_rows().count())
    }
}

fn told(session: &Session, report: &Report) -> Stop {
    session.messages.report(report);
    Stop::Runtime
}

/// Runs a golden file; returns how many of its cases failed.
fn run(mode: Mode, path: &Path) -> Result<usize, Diagnostic> {
    let first = |report: &Report| {
        let first = report.diagnostics.first().cloned();
        first.unwrap_or_else(|| Diagnostic::error("no-cases", "the golden file cannot be run"))
    };
    // The file names its own ledger.
    let outcome = Runner::new(mode, Location::Sample).run(path);
    let outcome = outcome.map_err(|broken| first(broken.report()))?;
    if outcome.errors.diagnostics.is_empty() {
        Ok(outcome.failures.len())
    } else {
        Err(first(&outcome.errors))
    }
}

/// Returns the folder of the golden files of a saved query: beside that of the queries.
pub(super) fn tests_folder(query: &Path) -> PathBuf {
    let root = query.parent().and_then(Path::parent);
    root.unwrap_or(Path::new("")).join("tests")
}

/// Returns the golden file that a saved query is pinned in.
fn pinned_path(query: &Path, name: &str) -> PathBuf {
    let tests = tests_folder(query);
    let golden = tests.join("golden");
    let folder = if golden.is_dir() { golden } else { tests };
    let file = Path::new(name).with_added_extension(golden::EXTENSION);
    folder.join("pinned").join(file)
}

/// Returns a path as it is written in a file of a folder.
fn seen_from(path: &Path, folder: &Path) -> Result<String, Diagnostic> {
    let real = |path: &Path| {
        saved::here(path).canonicalize().map_err(|error| {
            let message = format!("cannot find ‘{}’: {error}", path.display());
            Diagnostic::error("unreadable", message)
        })
    };
    let (path, folder) = (real(path)?, real(folder)?);
    let shared = path.components().zip(folder.components());
    let shared = shared.take_while(|(own, other)| own == other).count();
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = path.components().skip(shared);
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    let parts: Vec<String> = up.chain(down).collect();
    Ok(if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    })
}

pub(super) fn quoted_if_needed(path: &str) -> String {
    if path.contains(char::is_whitespace) {
        format!("\"{path}\"")
    } else {
        path.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::golden::{Location, Mode, Runner};
    use crate::repl::commands::keep::tests::{LEDGER, town};
    use crate::repl::commands::tests::Talk;

    #[test]
    fn a_pinned_query_passes_its_test() {
        let (mut talk, folder) = town("pin");
        talk.line("claims where said < today | select id, stance");
        let told = talk.messages(".pin early Which are early?");
        assert!(
            told.contains("pinned in ‘") && told.contains(": 2 rows"),
            "{told}"
        );
        let file = "town hall/seeds/tests/pinned/early.golden";
        let pinned = folder.read(file);
        assert!(
            pinned.contains("=== Which are early?\nrun ../../queries/early.who\n---\nid "),
            "{pinned}"
        );
        assert!(pinned.contains("\nledger: ../..\ntoday: "), "{pinned}");
        let path = folder.path(file);
        let mut runner = Runner::new(Mode::Compare, Location::Sample);
        let outcome = runner.run(path.as_ref()).expect("it runs");
        assert_eq!((outcome.cases, outcome.failures.len()), (1, 0));
        talk.line("claims | count");
        assert!(talk.wrong(".pin early").contains("‘.pin!’ writes over it"));
        talk.line(".save all How many are there?\n.pin all");
        assert!(
            talk.wrong(".save early")
                .contains("‘.save!’ writes over it")
        );
        assert_eq!(folder.read(file), pinned);
        talk.line(".mode csv\n.pin! early");
        assert!(folder.read(file).contains("format: csv\n"));
    }

    #[test]
    fn what_differs_from_the_files_is_not_pinned() {
        let (mut talk, folder) = town("stale");
        talk.line("claims | select id");
        folder.write("town hall/seeds/a.toml", &LEDGER.replace("closed", "shut"));
        let told = talk.wrong(".pin q");
        assert!(
            told.contains("another answer") && told.contains("‘.reload’"),
            "{told}"
        );
        assert!(!folder.0.join("town hall/seeds/queries/q.who").exists());
        assert!(
            !folder
                .0
                .join("town hall/seeds/tests/pinned/q.golden")
                .exists()
        );
        let mut sample = Talk::new();
        sample.line("claims | count");
        assert!(sample.wrong(".pin q").contains("a ledger in a folder"));
    }
}
