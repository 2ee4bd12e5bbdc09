//! Running the cases of files against their ledgers.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::asked::Asked;
use super::diff::diff;
use super::{Case, EXTENSION, Suite, transcript};
use crate::diagnostic::{Diagnostic, Report};
use crate::engine::{Error, Ledger, Settings};
use crate::files;
use crate::syntax::Declared;

/// Whether outputs are compared or written anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// An output that differs is a failure.
    Compare,
    /// An output that differs is recorded in the file.
    Update,
}

/// Where a ledger is found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Location {
    /// The one built into the program.
    Sample,
    /// The one in this folder.
    Folder(PathBuf),
}

impl Location {
    /// Opens the ledger there.
    ///
    /// # Errors
    ///
    /// [`Error::Ledger`], with everything that is wrong with its files.
    pub fn open(&self) -> Result<Ledger, Error> {
        match self {
            Location::Sample => Ok(Ledger::sample()),
            Location::Folder(folder) => Ledger::open(folder),
        }
    }
}

/// What running a file gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The cases that were run.
    pub cases: usize,
    /// Those whose output differs.
    pub failures: Vec<Failure>,
    /// Those whose output was recorded.
    pub recorded: usize,
    /// What is wrong with those that could not be run, with their places.
    pub errors: Report,
}

/// Why no case of a file was run.
#[derive(Debug)]
pub enum Broken {
    /// The file cannot be read, or its form is wrong.
    File(Report),
    /// Its ledger cannot be opened.
    Ledger(Report),
}

impl Broken {
    /// Returns what is wrong.
    pub fn report(&self) -> &Report {
        match self {
            Broken::File(report) | Broken::Ledger(report) => report,
        }
    }
}

/// A case whose output differs.
#[derive(Debug)]
pub struct Failure {
    /// `file:line` of the case.
    pub place: String,
    /// Its name.
    pub name: String,
    /// The lines that differ, `-` before what was expected and `+` before what came.
    pub diff: String,
}

/// Runs files of cases, each ledger opened once.
#[derive(Debug)]
pub struct Runner {
    mode: Mode,
    ledger: Location,
    open: BTreeMap<Location, Ledger>,
}

impl Runner {
    /// Makes a runner; `ledger` is for files that name none.
    pub fn new(mode: Mode, ledger: Location) -> Runner {
        Runner {
            mode,
            ledger,
            open: BTreeMap::new(),
        }
    }

    /// Runs the cases of a file; fails where the file or its ledger cannot be read.
    pub fn run(&mut self, path: &Path) -> Result<Outcome, Broken> {
        let mode = self.mode;
        let suite = Suite::read(path).map_err(Broken::File)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let ledger = self.ledger(&suite, folder)?;
        let asked = suite.cases.iter().map(|case| {
            let asked = Asked::of(case, folder);
            asked.map_err(|diagnostic| diagnostic.at(&suite.source, case.query_at))
        });
        let asked: Vec<_> = asked.collect();
        let unknown = unknown_params(&suite, &asked);
        if !unknown.diagnostics.is_empty() {
            return Err(Broken::File(unknown));
        }
        let mut asked = asked.into_iter();
        let outcome = run(&suite, mode, &mut |_| {
            let asked = asked.next().expect("each case asks once")?;
            let mut params = suite.header.params.clone();
            params.extend(asked.params);
            let settings = Settings {
                today: suite.header.today,
                params,
                giving: Some("--param".to_owned()),
                listing: Some("whosaid schema".to_owned()),
                ..Settings::default()
            };
            let query = ledger.query_from(&asked.source).with(settings);
            Ok(transcript(&query.ask_all(), suite.header.format))
        });
        outcome.map_err(|diagnostic| Broken::File(diagnostic.into()))
    }

    /// Opens the ledger of a file of cases.
    fn ledger(&mut self, suite: &Suite, folder: &Path) -> Result<&Ledger, Broken> {
        let Some(named) = &suite.header.ledger else {
            return self.open(self.ledger.clone());
        };
        let path = folder.join(named);
        if !path.exists() {
            let message = format!("the ledger ‘{}’ does not exist", named.display());
            let help = "the path is seen from this file";
            let diagnostic = Diagnostic::error("no-ledger", message).help(help);
            let diagnostic = diagnostic.at(&suite.source, suite.header.ledger_at);
            return Err(Broken::Ledger(diagnostic.into()));
        }
        self.open(Location::Folder(path))
    }

    fn open(&mut self, location: Location) -> Result<&Ledger, Broken> {
        if !self.open.contains_key(&location) {
            let ledger = location
                .open()
                .map_err(|error| Broken::Ledger(error.report()))?;
            self.open.insert(location.clone(), ledger);
        }
        Ok(&self.open[&location])
    }
}

/// Lists the files of cases below a folder, by path; a file stands for itself.
///
/// # Errors
///
/// Returns what cannot be read among them, and why.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
    files::below(path, EXTENSION).all()
}

/// Runs the cases of a suite through `ask`.
fn run(
    suite: &Suite,
    mode: Mode,
    ask: &mut dyn FnMut(&Case) -> Result<String, Diagnostic>,
) -> Result<Outcome, Diagnostic> {
    let mut outcome = Outcome {
        cases: suite.cases.len(),
        ..Outcome::default()
    };
    let mut changed = Vec::new();
    for (place, case) in suite.cases.iter().enumerate() {
        let output = match ask(case) {
            Ok(output) => output,
            Err(diagnostic) => {
                outcome.errors.diagnostics.push(diagnostic);
                continue;
            }
        };
        let output = output.trim_end_matches('\n');
        if output == case.expected {
            continue;
        }
        match mode {
            Mode::Update => changed.push((place, output.to_owned())),
            Mode::Compare => outcome.failures.push(Failure {
                place: format!("{}:{}", suite.path.display(), case.line),
                name: case.name.clone(),
                diff: diff(&case.expected, output),
            }),
        }
    }
    if !outcome.errors.diagnostics.is_empty() {
        // Half a recording would look like a whole one.
        return Ok(outcome);
    }
    if !changed.is_empty() {
        files::replace(&suite.path, &suite.recorded(&changed)).map_err(|error| {
            let path = suite.path.display();
            Diagnostic::error("unwritable", format!("cannot write ‘{path}’: {error}"))
        })?;
    }
    outcome.recorded = changed.len();
    Ok(outcome)
}

/// Tells of parameters that the head of a file gives and that none of its cases declares.
fn unknown_params(suite: &Suite, asked: &[Result<Asked, Diagnostic>]) -> Report {
    let texts = asked.iter().flatten().map(|asked| &asked.source);
    let declared = Declared::of(texts).filter(|_| asked.iter().all(Result::is_ok));
    let Some(declared) = declared else {
        return Report::default();
    };
    let given = suite.header.params.iter().zip(&suite.header.params_at);
    let refusals = given.filter_map(|((name, _), at)| {
        let refusal = declared.refusal(name)?;
        Some(refusal.at(&suite.source, *at))
    });
    Report {
        diagnostics: refusals.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for each test, gone afterwards.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let folder = format!("whosaid-golden-{name}-{}", std::process::id());
            let folder = std::env::temp_dir().join(folder);
            std::fs::create_dir_all(folder.join("sub")).expect("a writable folder");
            Folder(folder)
        }

        fn write(&self, name: &str, text: &str) -> PathBuf {
            let path = self.0.join(name);
            std::fs::write(&path, text).expect("a writable file");
            path
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn shout(case: &Case) -> Result<String, Diagnostic> {
        Ok(case.query.to_uppercase() + "\n\n")
    }

    const TEXT: &str = "=== good\nabc\n---\nABC\n\n=== bad\nx\ny\n---\nX\nZ\n\n\n";

    #[test]
    fn compares_with_place_and_difference() {
        let folder = Folder::new("compare");
        let path = folder.write("a.golden", TEXT);
        let suite = Suite::read(&path).expect("well formed");
        let outcome = run(&suite, Mode::Compare, &mut shout).expect("runs");
        assert_eq!((outcome.cases, outcome.recorded), (2, 0));
        let [failure] = &outcome.failures[..] else {
            panic!("{outcome:?}")
        };
        assert_eq!(failure.place, format!("{}:6", path.display()));
        assert_eq!((&*failure.name, &*failure.diff), ("bad", "  X\n- Z\n+ Y\n"));
        assert_eq!(std::fs::read_to_string(&path).expect("readable"), TEXT);
    }

    #[test]
    fn records_once_and_leaves_nothing_behind() {
        let folder = Folder::new("update");
        let path = folder.write("a.golden", TEXT);
        let suite = Suite::read(&path).expect("well formed");
        let outcome = run(&suite, Mode::Update, &mut shout).expect("runs");
        assert_eq!((outcome.failures.len(), outcome.recorded), (0, 1));
        let text = std::fs::read_to_string(&path).expect("readable");
        assert_eq!(
            text,
            "=== good\nabc\n---\nABC\n\n=== bad\nx\ny\n---\nX\nY\n"
        );
        let suite = Suite::read(&path).expect("well formed");
        let outcome = run(&suite, Mode::Update, &mut shout).expect("runs");
        assert_eq!(outcome.recorded, 0);
        let names = std::fs::read_dir(&folder.0).expect("a folder").count();
        assert_eq!(names, 2, "the file and the sub-folder");
    }

    #[test]
    fn writes_nothing_when_a_case_cannot_run() {
        let folder = Folder::new("fail");
        let path = folder.write("a.golden", TEXT);
        let suite = Suite::read(&path).expect("well formed");
        let outcome = run(&suite, Mode::Update, &mut |case| {
            if case.name == "good" {
                Ok("changed".into())
            } else {
                Err(Diagnostic::error("x", "no"))
            }
        });
        let outcome = outcome.expect("the other case runs");
        assert_eq!((outcome.errors.diagnostics.len(), outcome.recorded), (1, 0));
        assert_eq!(std::fs::read_to_string(&path).expect("readable"), TEXT);
    }

    #[test]
    fn reads_a_query_from_the_file_it_names() {
        let folder = Folder::new("query");
        folder.write("sub/q.who", "claims");
        let case = |query: &str| {
            let text = format!("=== a\n{query}\n---\n");
            let path = folder.write("a.golden", &text);
            Suite::read(&path).expect("well formed").cases.remove(0)
        };
        let asked = Asked::of(&case("run sub/q.who"), &folder.0).expect("there");
        let source = asked.source;
        assert_eq!((&*source.name, &*source.text), ("sub/q.who", "claims"));
        let wrong = [
            ("run sub/none.who", "cannot read ‘sub/none.who’"),
            ("run sub/q.who -p x=1", "there is no parameter ‘x’"),
            ("run sub/q.who -p", "‘-p’ takes NAME=VALUE"),
            ("run sub/q.who -p \"x=1", "not closed"),
            ("run sub/q.who -q", "‘-q’ is not taken here"),
            ("run sub/q.who sub/q.who", "one file"),
        ];
        for (query, expected) in wrong {
            let diagnostic = Asked::of(&case(query), &folder.0).expect_err(query);
            assert!(diagnostic.message.contains(expected), "{diagnostic:?}");
        }
    }
}
