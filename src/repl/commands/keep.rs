//! `.save`, `.pin`: the query before kept in a file, and its answer in a golden file.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::asking::nothing_asked;
use super::export::{there_already, write};
use super::{Flow, Refusal};
use crate::cli::messages::counted;
use crate::cli::saved;
use crate::diagnostic::{Diagnostic, Report, Source};
use crate::engine::{Ledger, Settings};
use crate::golden::{self, Location, Mode, Runner, Suite};
use crate::model::Kind;
use crate::repl::session::Session;
use crate::syntax;
use crate::syntax::tree::StatementKind;
use crate::value::{Day, term_safe};

/// The types of parameters whose values stand without quotation marks.
const BARE_TYPES: [&str; 4] = ["number", "date", "truth", "duration"];
/// The letters of a name at most.
const LONGEST: usize = 64;

/// Saves the query before under a name that is new.
pub(super) fn save(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    saved_as(session, arguments, false)
}

/// Saves the query before in the place of a saved one.
pub(super) fn save_over(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    saved_as(session, arguments, true)
}

/// Saves the query before, and what it answers as a case of `whosaid test`.
pub(super) fn pin(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    pinned_as(session, arguments, false)
}

/// Pins the query before in the place of a saved and pinned one.
pub(super) fn pin_over(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    pinned_as(session, arguments, true)
}

fn saved_as(session: &mut Session, arguments: &str, over: bool) -> Result<Flow, Refusal> {
    let kept = Kept::read(session, arguments)?;
    kept.save(over, ".save!")?;
    session.say(&format!("saved as ‘{}’", kept.path.display()));
    Ok(Flow::Next)
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

/// A query on its way to a file.
struct Kept {
    name: String,
    /// What it answers, where that was said.
    answers: String,
    path: PathBuf,
    text: String,
}

impl Kept {
    /// Reads `NAME [what it answers]`, and lays the query before out.
    fn read(session: &Session, arguments: &str) -> Result<Kept, Refusal> {
        let (name, answers) = arguments
            .split_once(char::is_whitespace)
            .unwrap_or((arguments, ""));
        expect_name(name)?;
        let answers = answers.trim().trim_start_matches('#').trim();
        let before = session.settings.before.as_ref();
        let alone = before.and_then(|before| before.alone(&session.settings.params));
        let mut text = typed(&session.ledger, alone.ok_or_else(nothing_asked)?);
        if !answers.is_empty() {
            text = format!("## {answers}\n{text}");
        }
        let source = source_of(name, text);
        let text = syntax::format(&source).map_err(|diagnostics| {
            session.messages.report(&Report { diagnostics });
            crate::cli::Stop::Query
        })?;
        let options = &session.options;
        let path = saved::path_of(name, options).unwrap_or_else(|| saved::new_path(name, options));
        Ok(Kept {
            name: name.to_owned(),
            answers: answers.to_owned(),
            path,
            text,
        })
    }

    fn save(&self, over: bool, anyway: &str) -> Result<(), Refusal> {
        if !over && self.is_saved() {
            return Ok(());
        }
        make_folder(&self.path)?;
        write(&self.path, &self.text, over, anyway)?;
        Ok(())
    }

    /// Tells whether the file holds the query already, whatever it is said to answer where that
    /// is not said anew.
    fn is_saved(&self) -> bool {
        let saved = fs::read_to_string(&self.path).unwrap_or_default();
        let documented = saved.strip_suffix(&self.text);
        documented.is_some_and(|before| {
            before.is_empty()
                || (self.answers.is_empty() && before.lines().all(|line| line.starts_with("##")))
        })
    }

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

/// Declares parameters that have no type to be of the first that suits what they are used for.
fn typed(ledger: &Ledger, mut text: String) -> String {
    let (file, _) = syntax::parse(&source_of("", text.clone()));
    let params = file.statements.iter().filter_map(|it| match &it.kind {
        StatementKind::Param(param) => Some(param),
        StatementKind::Let(_) | StatementKind::Def(_) | StatementKind::Query(_) => None,
    });
    let untyped = params.filter(|param| param.ty.is_none());
    let places: Vec<usize> = untyped.map(|param| param.name.span.range().end).collect();
    let records = || Kind::ALL.map(Kind::collection).into_iter();
    // From the last on, so that the places before it stay.
    for place in places.into_iter().rev() {
        let of_type = |ty: &str| {
            let (before, behind) = text.split_at(place);
            format!("{before}: {ty}{behind}")
        };
        let suits = |text: &String| !ledger.query(text).diagnose().has_errors();
        let is_quoted = text[place..]
            .trim_start_matches([' ', '='])
            .starts_with('"');
        let found = if is_quoted {
            records().chain(["text"]).map(of_type).find(suits)
        } else {
            BARE_TYPES.into_iter().map(of_type).find(suits)
        };
        if let Some(found) = found {
            text = found;
        }
    }
    text
}

fn told(session: &Session, report: &Report) -> crate::cli::Stop {
    session.messages.report(report);
    crate::cli::Stop::Runtime
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

fn source_of(name: &str, text: String) -> Arc<Source> {
    let name = name.to_owned();
    Arc::new(Source { name, text })
}

fn expect_name(name: &str) -> Result<(), Refusal> {
    if name.is_empty() {
        return Err(Refusal::Usage("a name is needed".to_owned()));
    }
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if name.chars().all(is_plain) && !name.starts_with('-') && name.chars().count() <= LONGEST {
        return Ok(());
    }
    let message = format!("‘{}’ is no name for a saved query", term_safe(name));
    let help = format!("a name has up to {LONGEST} letters, digits, ‘-’ and ‘_’");
    Err(Diagnostic::error("wrong-name", message).help(help).into())
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

fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(saved::here(folder)).map_err(|error| {
        let message = format!("cannot make the folder ‘{}’: {error}", folder.display());
        Diagnostic::error("unwritable", message)
    })
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

fn quoted_if_needed(path: &str) -> String {
    if path.contains(char::is_whitespace) {
        format!("\"{path}\"")
    } else {
        path.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::golden::{Location, Mode, Runner};
    use crate::repl::commands::tests::{Folder, Talk};

    const LEDGER: &str = r#"
        [[document]]
        id = "d"
        title = "The bridge"
        published = "2024-05-03"

        [[claim]]
        id = "open"
        text = "The bridge is open."
        at = "p1"
        stance = "report"

        [[claim]]
        id = "closed"
        text = "The bridge is closed."
        at = "p2"
        stance = "deny"
    "#;

    fn town(name: &str) -> (Talk, Folder) {
        let (mut talk, folder) = (Talk::new(), Folder::new(name));
        folder.write("town hall/seeds/a.toml", LEDGER);
        talk.line(&format!(".open \"{}\"", folder.path("town hall/seeds")));
        (talk, folder)
    }

    #[test]
    fn a_query_is_saved_with_all_it_uses() {
        let (mut talk, folder) = town("save");
        assert!(talk.wrong(".save q").contains("no query was asked yet"));
        talk.line(".param which=deny");
        talk.line("let told = claims where stance = $which; told | select id");
        talk.line("_ | take 1");
        let told = talk.messages(".save first What was denied first?");
        assert!(
            told.starts_with("saved as ‘") && told.contains("first.who"),
            "{told}"
        );
        let text = "## What was denied first?\nparam $which: text = \"deny\";\n\
                    let told = claims where stance = $which;\ntold | select id | take 1\n";
        let file = "town hall/seeds/queries/first.who";
        assert_eq!(folder.read(file), text);
        talk.line(".param who=D\n.param from=2024\n.param word=bridge\n.param most=3");
        talk.line(
            "claims where document = $who and year = $from and text contains $word | take $most",
        );
        talk.line(".save! typed");
        let typed = folder.read("town hall/seeds/queries/typed.who");
        for declared in [
            "param $who: documents = \"D\";",
            "param $from: date = 2024;",
            "param $word: text = \"bridge\";",
            "param $most: number = 3;",
        ] {
            assert!(typed.contains(declared), "{typed}");
        }
        talk.line(".param -which");
        assert!(talk.results(".run first").contains("closed"));
        assert!(talk.results(".queries").contains("What was denied first?"));
        talk.line("claims | count");
        assert!(
            talk.wrong(".save first")
                .contains("‘.save!’ writes over it")
        );
        assert_eq!(folder.read(file), text);
        talk.line(".save! first");
        assert_eq!(folder.read(file), "claims | count\n");
    }

    #[test]
    fn wrong_names_are_refused() {
        let (mut talk, _folder) = town("names");
        talk.line("claims");
        let long = "x".repeat(65);
        for name in ["../x", "a.who", "-x", "a/b", "\u{1B}[2J", &long] {
            let told = talk.wrong(&format!(".save {name}"));
            assert!(told.contains("is no name"), "{told}");
            assert!(!told.contains('\u{1B}'), "{told}");
        }
        for line in [".save", ".pin", ".save!", ".pin!"] {
            assert!(talk.wrong(line).contains("a name is needed"), "{line}");
        }
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
