//! `.pin`: the query before kept in a file, and its answer in a golden file.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::asking::nothing_asked;
use super::export::{there_already, write};
use super::keep::{Kept, make_folder, source_of};
use super::{Flow, Refusal};
use crate::console::Stop;
use crate::console::saved;
use crate::diagnostic::{Diagnostic, Report};
use crate::engine::{Ledger, Reply, Settings};
use crate::golden::{self, Location, Suite};
use crate::repl::memory::Ran;
use crate::repl::session::Session;
use crate::value::{Day, counted};

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
    if path.symlink_metadata().is_ok() && !over {
        return Err(there_already(&path, ".pin!").into());
    }
    expect_one_case(&path)?;
    // Nothing is written before all of it is known.
    let (text, rows) = kept.pinned(session, ledger, &path)?;
    kept.save(session, over, ".pin!")?;
    session.say(&format!("saved as ‘{}’", kept.path.display()));
    make_folder(&path)?;
    write(&path, &text, over, ".pin!")?;
    let rows = counted(rows, "row");
    session.say(&format!("pinned in ‘{}’: {rows}", path.display()));
    session.has_run(Ran {
        path: kept.path,
        params: kept.given,
    });
    Ok(Flow::Next)
}

/// Refuses to write over a golden file that holds more than is pinned.
fn expect_one_case(path: &Path) -> Result<(), Diagnostic> {
    let suite = Some(path).filter(|path| path.is_file());
    let suite = suite.and_then(|path| Suite::read(path).ok());
    let cases = suite.map_or(0, |suite| suite.cases.len());
    if cases < 2 {
        return Ok(());
    }
    let message = format!(
        "‘{}’ holds {cases} cases, which would be lost",
        path.display()
    );
    let diagnostic = Diagnostic::error("file-exists", message);
    Err(diagnostic.help("‘whosaid test --update’ records what they give by now"))
}

impl Kept {
    /// Returns what the golden file holds, and the rows of the answer, which the files of the ledger
    /// give as well.
    fn pinned(
        &self,
        session: &Session,
        ledger: &Path,
        path: &Path,
    ) -> Result<(String, usize), Refusal> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let today = session.settings.today.unwrap_or_else(Day::today);
        let mode = session.output.layout.mode();
        let query = seen_from(&self.path, folder)?;
        let (shown, now) = self.replies(session, ledger, &query, today)?;
        let last = shown.last().ok_or_else(nothing_asked)?;
        let on_screen = session.last_answer().ok_or_else(nothing_asked)?;
        if !last.answer.changes_from(on_screen).is_empty() {
            let message = "the query gives another answer by now than was shown";
            return Err(Diagnostic::error("answer-differs", message)
                .help("a definition, a parameter, the day or the ledger has changed: ask ‘_’ once more")
                .into());
        }
        let rows = last.answer.certain_rows().count();
        let output = golden::transcript(&Ok(shown), mode);
        if output != golden::transcript(&Ok(now), mode) {
            let message = "the files of the ledger give another answer than was shown";
            return Err(Diagnostic::error("answer-differs", message)
                .help("‘.reload’ reads them again; then ask once more")
                .into());
        }
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
        let given = self.given.iter().map(|(name, value)| {
            let pair = format!("{name}={value}");
            format!(" -p {}", quoted_if_needed(&pair))
        });
        let text = format!(
            "# Pinned on {today}.\nledger: {}\ntoday: {today}\n{format}\n=== {case}\nrun {}{}\n---\n",
            quoted_if_needed(&seen_from(ledger, folder)?),
            quoted_if_needed(&query),
            given.collect::<String>(),
        );
        let suite = Suite::parse(path, source_of(&self.name, text));
        let suite = suite.map_err(|report| told(session, &report))?;
        Ok((suite.recorded(&[(0, output)]), rows))
    }

    /// Asks the ledger as it is open, and as its files have it now; `query` is what its text is called.
    fn replies(
        &self,
        session: &Session,
        ledger: &Path,
        query: &str,
        today: Day,
    ) -> Result<(Vec<Reply>, Vec<Reply>), Stop> {
        let text = source_of(query, self.text.clone());
        let (open, folder) = (Arc::clone(&session.ledger), ledger.to_owned());
        let (timeout, params) = (session.settings.timeout, self.given.clone());
        let replies = session.apart(move |cancel| {
            let settings = Settings {
                today: Some(today),
                params,
                cancel: Some(cancel),
                timeout,
                ..Settings::default()
            };
            let ask = |ledger: &Ledger| ledger.query_from(&text).with(settings.clone()).ask_all();
            let shown = ask(&open)?;
            let now = ask(&Ledger::open(folder)?)?;
            Ok((shown, now))
        })?;
        replies.map_err(|error| session.failure(&error))
    }
}

fn told(session: &Session, report: &Report) -> Stop {
    session.messages.report(report);
    Stop::Runtime
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

/// Returns a path as it is written in a file of a folder; neither needs to be there yet.
fn seen_from(path: &Path, folder: &Path) -> Result<String, Diagnostic> {
    let real = |path: &Path| {
        real(saved::here(path)).map_err(|error| {
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

/// Returns a path without links, as far as it is there.
fn real(path: &Path) -> io::Result<PathBuf> {
    match (path.canonicalize(), path.parent(), path.file_name()) {
        (Err(error), Some(folder), Some(name)) if error.kind() == io::ErrorKind::NotFound => {
            Ok(real(saved::here(folder))?.join(name))
        }
        (found, _, _) => found,
    }
}

/// Writes a word so that it is read back as one.
pub(super) fn quoted_if_needed(word: &str) -> String {
    if word.contains('"') {
        // An apostrophe stands in quotation marks of its own.
        format!("'{}'", word.replace('\'', "'\"'\"'"))
    } else if word.contains(|c: char| c.is_whitespace() || c == '\'') {
        format!("\"{word}\"")
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::golden::{Location, Mode, Runner};
    use crate::repl::commands::keep::tests::{LEDGER, town};
    use crate::repl::commands::tests::{Folder, Talk};

    #[test]
    fn what_is_pinned_is_what_was_shown() {
        let (mut talk, folder) = town("pin shown");
        for (shown, since) in [
            (
                "let z = claims where stance = deny\nz | count",
                "let z = claims",
            ),
            (
                "claims where said < today | count",
                ".config today 1500-01-01",
            ),
        ] {
            for line in shown.lines() {
                talk.line(line);
            }
            talk.line(since);
            let told = talk.wrong(".pin late");
            assert!(
                told.contains("another answer by now than was shown"),
                "{told}"
            );
            talk.line(".config today auto");
        }
        let file = folder.path("town hall/seeds/queries/late.who");
        assert!(!Path::new(&file).exists());
        talk.line("_");
        assert!(talk.messages(".pin late").contains("pinned in"));
    }

    #[test]
    fn a_pinned_query_passes_its_test() {
        let (mut talk, folder) = town("pin");
        talk.line("claims where said < today | select id, stance");
        let told = talk.messages(".pin early Which are early?");
        assert!(
            told.contains("pinned in ‘") && told.contains(": 2 rows"),
            "{told}"
        );
        let told = talk.messages(".diff pinned");
        assert!(told.contains("the same as"), "{told}");
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
    fn a_value_that_was_given_is_the_case_s_own() {
        let (mut talk, folder) = town("pin-given");
        let text = "## One.\nparam $a = \"open\";\nparam $b = 2;\nclaims where id = $a | take $b\n";
        folder.write("town hall/seeds/queries/q.who", text);
        for value in ["closed", "it's \"shut\""] {
            let quoted = value.replace('\'', "'\"'\"'");
            talk.line(&format!(".run q 'a={quoted}'\n.pin! q"));
            assert_eq!(folder.read("town hall/seeds/queries/q.who"), text);
            let file = "town hall/seeds/tests/pinned/q.golden";
            let path = folder.path(file);
            let mut runner = Runner::new(Mode::Compare, Location::Sample);
            let outcome = runner.run(path.as_ref()).expect("it runs");
            assert_eq!((outcome.cases, outcome.failures.len()), (1, 0));
            talk.line(".diff pinned");
        }
        talk.line(".param a=closed\n.run q\n.pin! q");
        let pinned = folder.read("town hall/seeds/tests/pinned/q.golden");
        assert!(pinned.contains("q.who -p a=closed\n---\nid "), "{pinned}");
        talk.line(".diff pinned");
        let file = "town hall/seeds/tests/pinned/q.golden";
        let both = folder.read(file) + "\n=== by hand\nclaims\n---\n";
        folder.write(file, &both);
        assert!(talk.wrong(".pin! q").contains("holds 2 cases"));
        assert_eq!(folder.read(file), both);
    }

    #[test]
    fn what_fails_leaves_both_files_as_they_were() {
        let (mut talk, folder) = town("pin-fails");
        talk.line("claims | select id\n.pin q");
        let golden = "town hall/seeds/tests/pinned/q.golden";
        // No text that could be put back.
        let mut bytes = folder.read(golden).into_bytes();
        bytes.extend(b"\xff\n");
        std::fs::write(folder.path(golden), &bytes).expect("writable");
        let query = folder.read("town hall/seeds/queries/q.who");
        let untouched = |folder: &Folder| {
            assert_eq!(std::fs::read(folder.path(golden)).expect("there"), bytes);
            assert_eq!(folder.read("town hall/seeds/queries/q.who"), query);
        };
        talk.line("claims | count");
        folder.write("town hall/seeds/a.toml", &LEDGER.replace("open.", "shut."));
        folder.write(
            "town hall/seeds/b.toml",
            "[[claim]]\nid = \"new\"\ntext = \"It is new.\"\ndocument = \"d\"\nat = \"p3\"\nstance = \"report\"\n",
        );
        assert!(talk.wrong(".pin! q").contains("another answer"));
        untouched(&folder);
        folder.write("town hall/seeds/b.toml", "[[clam]]\n");
        assert!(talk.wrong(".pin! q").contains("b.toml"));
        untouched(&folder);
        talk.session.settings.timeout = Some(std::time::Duration::ZERO);
        let told = talk.wrong(".pin! q");
        assert!(!told.contains("b.toml"), "it is asked no more: {told}");
        untouched(&folder);
    }

    #[test]
    fn an_answer_with_a_warning_is_pinned() {
        let (mut talk, folder) = town("pin-warned");
        let told = talk.messages("claims where document = \"The brigde\" | count");
        assert!(told.contains("warning"), "{told}");
        talk.line(".pin warned");
        let file = "town hall/seeds/tests/pinned/warned.golden";
        assert!(
            folder.read(file).contains("warning"),
            "{}",
            folder.read(file)
        );
        let mut runner = Runner::new(Mode::Compare, Location::Sample);
        let outcome = runner.run(folder.path(file).as_ref()).expect("it runs");
        assert_eq!((outcome.cases, outcome.failures.len()), (1, 0));
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
