//! `.save`: the query before kept in a file.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::asking::nothing_asked;
use super::export::write;
use super::{Flow, Refusal};
use crate::console::{Stop, saved};
use crate::diagnostic::{Diagnostic, Report, Source};
use crate::engine::Ledger;
use crate::model::Kind;
use crate::repl::session::Session;
use crate::syntax;
use crate::syntax::tree::StatementKind;
use crate::value::term_safe;

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

fn saved_as(session: &mut Session, arguments: &str, over: bool) -> Result<Flow, Refusal> {
    let kept = Kept::read(session, arguments)?;
    kept.save(over, ".save!")?;
    session.say(&format!("saved as ‘{}’", kept.path.display()));
    Ok(Flow::Next)
}

/// A query on its way to a file.
pub(super) struct Kept {
    pub(super) name: String,
    /// What it answers, where that was said.
    pub(super) answers: String,
    pub(super) path: PathBuf,
    pub(super) text: String,
}

impl Kept {
    /// Reads `NAME [what it answers]`, and lays the query before out.
    pub(super) fn read(session: &Session, arguments: &str) -> Result<Kept, Refusal> {
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
            Stop::Query
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

    pub(super) fn save(&self, over: bool, anyway: &str) -> Result<(), Refusal> {
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
        // Anything but a file would be waited for.
        let saved = Some(&self.path).filter(|path| path.is_file());
        let saved = saved.and_then(|path| fs::read_to_string(path).ok());
        let saved = saved.unwrap_or_default();
        let documented = saved.strip_suffix(&self.text);
        documented.is_some_and(|before| {
            before.is_empty()
                || (self.answers.is_empty() && before.lines().all(|line| line.starts_with("##")))
        })
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

pub(super) fn source_of(name: &str, text: String) -> Arc<Source> {
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

pub(super) fn make_folder(path: &Path) -> Result<(), Diagnostic> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(saved::here(folder)).map_err(|error| {
        let message = format!("cannot make the folder ‘{}’: {error}", folder.display());
        Diagnostic::error("unwritable", message)
    })
}

#[cfg(test)]
pub(super) mod tests {
    use crate::repl::commands::tests::{Folder, Talk};

    pub(in crate::repl::commands) const LEDGER: &str = r#"
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

    /// A ledger of its own, and a session over it.
    pub(in crate::repl::commands) fn town(name: &str) -> (Talk, Folder) {
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
    fn beside_a_ledger_of_one_file_lies_what_is_saved() {
        let (mut talk, folder) = (Talk::new(), Folder::new("one"));
        folder.write("one.toml", LEDGER);
        talk.line(&format!(".open {}", folder.path("one.toml")));
        talk.line("claims | select id\n.save first\n.pin second");
        assert_eq!(folder.read("queries/first.who"), "claims | select id\n");
        assert!(folder.read("tests/pinned/second.golden").contains("closed"));
    }

    #[cfg(unix)]
    #[test]
    fn what_stands_in_the_place_of_a_file_is_told_as_what_it_is() {
        use std::os::unix::fs::symlink;
        let (mut talk, folder) = town("in-place");
        talk.line("claims | count\n.save first");
        let path = |name: &str| folder.path(&format!("town hall/seeds/queries/{name}.who"));
        symlink("nowhere", path("lost")).expect("a folder with links");
        let _socket = std::os::unix::net::UnixListener::bind(path("s"));
        assert!(talk.wrong(".save s").contains("is there already"));
        assert!(talk.wrong(".save! s").contains("it is no regular file"));
        assert!(talk.wrong(".save! lost").contains("No such file"));
        let left = format!(".whosaid-{}-0.new", std::process::id());
        folder.write(&format!("town hall/seeds/queries/{left}"), "");
        talk.line("claims | take 1\n.save! first");
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
}
