//! Running the cases of files against their ledgers.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::diff::diff;
use super::{Case, EXTENSION, Suite, transcript};
use crate::diagnostic::{Diagnostic, Report, Source};
use crate::engine::{Error, Ledger, Settings};
use crate::files;

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

    /// Runs the cases of a file; fails where the file, its ledger or a query file of its cases
    /// cannot be read.
    pub fn run(&mut self, path: &Path) -> Result<Outcome, Report> {
        let mode = self.mode;
        let suite = Suite::read(path)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let ledger = match &suite.header.ledger {
            Some(ledger) => Location::Folder(folder.join(ledger)),
            None => self.ledger.clone(),
        };
        let ledger = self.open(ledger)?;
        run(&suite, mode, &mut |case| {
            let settings = Settings {
                today: suite.header.today,
                params: suite.header.params.clone(),
                ..Settings::default()
            };
            let query = ledger.query_from(&query(case, folder)?).with(settings);
            Ok(transcript(&query.ask_all(), suite.header.format))
        })
    }

    fn open(&mut self, location: Location) -> Result<&Ledger, Report> {
        if !self.open.contains_key(&location) {
            let ledger = location.open().map_err(|error| error.report())?;
            self.open.insert(location.clone(), ledger);
        }
        Ok(&self.open[&location])
    }
}

/// Lists the files of cases below a folder, by path; a file stands for itself.
pub fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    files::below(path, EXTENSION)
}

/// Runs the cases of a suite through `ask`.
fn run(
    suite: &Suite,
    mode: Mode,
    ask: &mut dyn FnMut(&Case) -> Result<String, Report>,
) -> Result<Outcome, Report> {
    let mut outcome = Outcome {
        cases: suite.cases.len(),
        ..Outcome::default()
    };
    let mut changed = Vec::new();
    for (place, case) in suite.cases.iter().enumerate() {
        let output = ask(case)?;
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
    if !changed.is_empty() {
        files::replace(&suite.path, &suite.recorded(&changed)).map_err(|error| {
            let path = suite.path.display();
            Diagnostic::error("unwritable", format!("cannot write ‘{path}’: {error}"))
        })?;
    }
    outcome.recorded = changed.len();
    Ok(outcome)
}

/// Returns the query of a case, or what the file it names holds.
fn query(case: &Case, folder: &Path) -> Result<Arc<Source>, Report> {
    let Some(path) = case.query.trim().strip_prefix("run ") else {
        return Ok(Arc::new(Source {
            name: "query".to_owned(),
            text: case.query.clone(),
        }));
    };
    let path = path.trim();
    let bytes = std::fs::read(folder.join(path)).map_err(|error| {
        let message = format!("the case ‘{}’ runs ‘{path}’: {error}", case.name);
        Diagnostic::error("unreadable", message)
    })?;
    Ok(Source::decode(path.to_owned(), bytes)?)
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

    fn shout(case: &Case) -> Result<String, Report> {
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
        let mut calls = 0;
        let result = run(&suite, Mode::Update, &mut |_| {
            calls += 1;
            if calls == 1 {
                Ok("changed".into())
            } else {
                Err(Diagnostic::error("x", "no").into())
            }
        });
        assert!(result.is_err());
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
        let source = query(&case("run sub/q.who"), &folder.0).expect("there");
        assert_eq!((&*source.name, &*source.text), ("sub/q.who", "claims"));
        let report = query(&case("run sub/none.who"), &folder.0).expect_err("not there");
        assert!(
            report.lines().contains("sub/none.who"),
            "{}",
            report.lines()
        );
    }
}
