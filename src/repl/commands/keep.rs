//! `.save`: the query before kept in a file.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::asking::{has_several, nothing_asked};
use super::export::write;
use super::{Flow, Refusal};
use crate::console::{Stop, saved};
use crate::diagnostic::{Diagnostic, Report, Source};
use crate::engine::{Alone, Ledger, Settings};
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
    kept.save(session, over, ".save!")?;
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
    /// The values it was asked with of parameters that it declares.
    pub(super) given: Vec<(String, String)>,
    /// What the file holds by now, laid out; nothing where there is none.
    saved: String,
}

impl Kept {
    /// Reads `NAME [what it answers]`, and lays the query before out.
    pub(super) fn read(session: &Session, arguments: &str) -> Result<Kept, Refusal> {
        let (name, answers) = arguments
            .split_once(char::is_whitespace)
            .unwrap_or((arguments, ""));
        expect_name(name)?;
        let answers = answers.trim().trim_start_matches('#').trim();
        let options = &session.options;
        let path = saved::path_of(name, options).unwrap_or_else(|| saved::new_path(name, options));
        let saved = laid_out_file(&path);
        let before = session.settings.before.as_ref();
        let all = session.ran().is_some() || has_several(&saved);
        let alone = before.and_then(|before| before.alone(&session.settings.params, all));
        let mut alone = alone.ok_or_else(nothing_asked)?;
        // What was said of another query is not said of this one, but in the file it comes from.
        if alone.goes_on && doc_of(&alone.whole()) != doc_of(&saved) {
            alone.lead.clear();
        }
        if !answers.is_empty() {
            alone.lead = documented(&alone.lead, answers);
        }
        let source = source_of(name, typed(&session.ledger, &mut alone));
        let text = syntax::format(&source).map_err(|diagnostics| {
            session.messages.report(&Report { diagnostics });
            Stop::Query
        })?;
        Ok(Kept {
            name: name.to_owned(),
            answers: answers.to_owned(),
            path,
            text,
            given: alone.given,
            saved,
        })
    }

    /// Writes the file, unless it holds the query already; what is lost with it is told.
    pub(super) fn save(&self, session: &Session, over: bool, anyway: &str) -> Result<(), Refusal> {
        if self.is_saved() {
            return Ok(());
        }
        make_folder(&self.path)?;
        write(&self.path, &self.text, over, anyway)?;
        let lost = doc_of(&self.saved);
        if !lost.is_empty() && doc_of(&self.text).is_empty() {
            let note = format!("what it was said to answer is gone: ‘{}’", term_safe(&lost));
            session.messages.note(&note);
        }
        Ok(())
    }

    /// Tells whether the file holds the query already, whatever it is said to answer where that
    /// is not said anew.
    fn is_saved(&self) -> bool {
        let documented = self.saved.strip_suffix(&self.text);
        documented.is_some_and(|before| {
            before.is_empty()
                || (self.answers.is_empty() && before.lines().all(|line| line.starts_with("##")))
        })
    }
}

/// Returns what a saved query's file holds, laid out where it reads well.
fn laid_out_file(path: &Path) -> String {
    // Anything but a file would be waited for.
    let text = Some(path).filter(|path| path.is_file());
    let text = text.and_then(|path| fs::read_to_string(path).ok());
    let text = text.unwrap_or_default();
    syntax::format(&source_of("", text.clone())).unwrap_or(text)
}

/// Returns what the first statement of a text is said to be.
fn doc_of(text: &str) -> String {
    let (file, _) = syntax::parse(&source_of("", text.to_owned()));
    let first = file.statements.into_iter().next();
    first.map(|statement| statement.doc).unwrap_or_default()
}

/// Says what a text answers in the place of what its comments say of it.
fn documented(lead: &str, answers: &str) -> String {
    let others = lead
        .lines()
        .filter(|line| !line.trim_start().starts_with("##"));
    let others = others.map(|line| format!("{line}\n"));
    format!("## {answers}\n{}", others.collect::<String>())
}

/// Returns the text of a query, with the parameters that were declared for it elsewhere and have no
/// type declared to be of the first that suits what they are used for.
fn typed(ledger: &Ledger, alone: &mut Alone) -> String {
    let records = || Kind::ALL.map(Kind::collection).into_iter();
    for place in 0..alone.uses.len() {
        let declared = alone.uses[place].clone();
        let Some(end) = untyped(&declared) else {
            continue;
        };
        let (before, behind) = declared.split_at(end);
        let mut suits = |ty: &&str| {
            alone.uses[place] = format!("{before}: {ty}{behind}");
            let query = ledger.query(alone.whole()).with(Settings {
                params: alone.given.clone(),
                ..Settings::default()
            });
            !query.diagnose().has_errors()
        };
        let is_quoted = behind.trim_start_matches([' ', '=']).starts_with('"');
        let found = if is_quoted {
            records().chain(["text"]).find(|ty| suits(ty))
        } else {
            BARE_TYPES.into_iter().find(|ty| suits(ty))
        };
        if found.is_none() {
            alone.uses[place] = declared;
        }
    }
    alone.whole()
}

/// Returns where the name of a declared parameter ends that has no type.
fn untyped(statement: &str) -> Option<usize> {
    let (file, _) = syntax::parse(&source_of("", statement.to_owned()));
    match &file.statements.first()?.kind {
        StatementKind::Param(param) if param.ty.is_none() => Some(param.name.span.range().end),
        StatementKind::Param(_)
        | StatementKind::Let(_)
        | StatementKind::Def(_)
        | StatementKind::Query(_) => None,
    }
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
    use crate::repl::Flow;
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

    /// A saved query as a person wrote it, laid out by hand.
    const WRITTEN: &str = "## How many there are.\n# by hand\nparam $b: number = 9;\nparam $a = \"open\";\n\
        claims as d  where id != $a # so\n| take $b\n";

    #[test]
    fn what_a_saved_query_says_stays_with_it() {
        let (mut talk, folder) = town("written");
        let file = "town hall/seeds/queries/mine.who";
        folder.write(file, WRITTEN);
        talk.line("let d = sources");
        for lines in [
            ".run mine a=closed\n.save! mine",
            ".run mine\n.save mine",
            ".param a=closed\n.run mine\n.save! mine\n.param -a",
        ] {
            talk.line(lines);
            assert_eq!(folder.read(file), WRITTEN, "{lines}");
        }
        talk.line(".run mine a=closed\n| select id\n.save! mine");
        let written = folder.read(file);
        let (before, _) = WRITTEN.split_once("claims").expect("it asks for claims");
        let more = "claims as d where id != $a # so\n| take $b\n| select id\n";
        assert_eq!(written, format!("{before}{more}"));
        talk.line(".run mine\n.save! mine How many?");
        assert_eq!(
            folder.read(file),
            written.replace("How many there are.", "How many?")
        );
        // Another query is not said to be this one.
        talk.line("| count\n.save other");
        let other = folder.read("town hall/seeds/queries/other.who");
        assert!(other.starts_with("param $b"), "{other}");
        talk.line("claims");
        let told = talk.messages(".save! mine");
        assert!(told.contains("answer is gone: ‘How many?’"), "{told}");
        assert_eq!(folder.read(file), "claims\n");
    }

    #[test]
    fn what_is_edited_is_saved_as_it_was_edited() {
        let (mut talk, folder) = town("edited");
        let file = "town hall/seeds/queries/mine.who";
        folder.write(file, WRITTEN);
        talk.line("let d = claims\nd");
        let edited = |edit: &str, talk: &mut Talk| match talk.session.line(edit) {
            Ok(Flow::Edit(text)) => text.replace("| take", "| skip 1 | take"),
            other => panic!("{other:?}"),
        };
        let text = edited(".edit mine", &mut talk);
        talk.line(&format!("{text}\n.save! mine"));
        let once = folder.read(file);
        assert!(once.starts_with("## How many there are.\n# by hand\nparam $b"));
        assert!(
            once.ends_with("= \"open\";\nclaims as d where id != $a # so\n| skip 1\n| take $b\n")
        );
        talk.line(".run mine");
        let text = edited(".edit", &mut talk);
        talk.line(&format!("{text}\n.save! mine"));
        assert_eq!(
            folder.read(file),
            once.replace("| take", "| skip 1\n| take")
        );
    }

    #[test]
    fn a_file_of_several_queries_keeps_them() {
        let (mut talk, folder) = town("several");
        let file = "town hall/seeds/queries/both.who";
        folder.write(file, "## All.\nclaims;\n## Few.\nclaims | take 1;\n");
        talk.line(".run both\n.pin both\n| count\n.save! both");
        let text = "## All.\nclaims;\n## Few.\nclaims | take 1 | count\n";
        assert_eq!(folder.read(file), text);
        talk.line("claims | take 1; claims | count\n.save one");
        assert_eq!(
            folder.read("town hall/seeds/queries/one.who"),
            "claims | count\n"
        );
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
