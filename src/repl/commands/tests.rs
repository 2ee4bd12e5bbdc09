//! What holds of every command, and how tests talk to a session.

use std::path::PathBuf;

use super::*;
use crate::console::Transcript;
use crate::engine::Ledger;

/// A session over the sample, and what it writes.
pub(in crate::repl) struct Talk {
    pub(in crate::repl) session: Session,
    results: Transcript,
    messages: Transcript,
}

/// A folder of its own for each test, gone afterwards.
pub(in crate::repl) struct Folder(pub(in crate::repl) PathBuf);

impl Folder {
    /// Makes an empty one.
    pub(in crate::repl) fn new(name: &str) -> Folder {
        let folder = format!("whosaid-commands-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        std::fs::create_dir_all(&folder).expect("a writable folder");
        Folder(folder)
    }

    /// Returns the path of a file in it, as it is typed.
    pub(in crate::repl) fn path(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }

    /// Writes a file, and the folders it lies in.
    pub(in crate::repl) fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        let folder = path.parent().expect("it lies in the folder");
        std::fs::create_dir_all(folder).expect("writable");
        std::fs::write(path, text).expect("writable");
    }

    /// Returns what a file holds.
    pub(in crate::repl) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.join(name)).expect("readable")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Talk {
    /// Begins one.
    pub(in crate::repl) fn new() -> Talk {
        Talk::over(Ledger::sample())
    }

    /// Begins one over a ledger.
    pub(in crate::repl) fn over(ledger: Ledger) -> Talk {
        let (results, messages) = (Transcript::default(), Transcript::default());
        let session = Session::over(ledger, results.clone(), messages.clone());
        Talk {
            session,
            results,
            messages,
        }
    }

    /// Shows what it writes on a screen of this size; a pager has to be asked for.
    pub(in crate::repl) fn on_screen(mut self, columns: usize, rows: usize) -> Talk {
        self.session = self.session.on_screen(columns, rows);
        self.line(".config pager off");
        self
    }

    /// Takes a line that goes well; returns what it wrote to results and to messages.
    pub(in crate::repl) fn line(&mut self, line: &str) -> (String, String) {
        let flow = self.session.line(line);
        let (results, messages) = (self.results.take(), self.messages.take());
        assert_eq!(flow, Ok(Flow::Next), "{line}: {messages}");
        (results, messages)
    }

    /// Takes a line that goes well; returns its results.
    pub(in crate::repl) fn results(&mut self, line: &str) -> String {
        self.line(line).0
    }

    /// Takes a line that goes well; returns what it says.
    pub(in crate::repl) fn messages(&mut self, line: &str) -> String {
        self.line(line).1
    }

    /// Returns what was said since it was asked last.
    pub(in crate::repl) fn told(&mut self) -> String {
        self.messages.take()
    }

    /// Takes a line of several, some of which go wrong; returns why, and what it wrote to results and
    /// to messages.
    pub(in crate::repl) fn stopped(&mut self, line: &str) -> (Stop, String, String) {
        let stop = self.session.line(line).expect_err("something goes wrong");
        (stop, self.results.take(), self.messages.take())
    }

    /// Takes a line that goes wrong; returns what is told of it.
    pub(in crate::repl) fn wrong(&mut self, line: &str) -> String {
        let stop = self.session.line(line);
        assert!(stop.is_err(), "{line}: {stop:?}");
        assert_eq!(self.results.take(), "", "{line}");
        self.messages.take()
    }
}

#[test]
fn no_two_commands_answer_to_one_name() {
    let mut names: Vec<String> = Vec::new();
    for command in COMMANDS {
        names.push(format!(".{}", command.name));
        names.push(format!("\\{}", command.name));
        names.extend(command.aliases.iter().map(|alias| (*alias).to_owned()));
    }
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all, "{names:?}");
}

#[test]
fn commands_stand_by_section_and_say_what_they_do_in_a_line() {
    let place = |section| Section::ALL.iter().position(|other| *other == section);
    assert!(COMMANDS.is_sorted_by_key(|command| place(command.section)));
    for command in COMMANDS {
        assert!(command.help.len() < 100, "{}", command.name);
        assert!(!command.help.ends_with('.'), "{}", command.name);
        for alias in command.aliases {
            assert!(alias.starts_with(['.', '\\']), "{alias}");
        }
    }
}

#[test]
fn finds_commands_by_every_name() {
    let cases = [
        (".schema claims", Some(("schema", "claims"))),
        ("\\d  claims ", Some(("schema", "claims"))),
        (".SCHEMA", Some(("schema", ""))),
        ("\\pset null -", Some(("null", "-"))),
        ("\\pset", Some(("config", ""))),
        ("\\pset width 10", Some(("config", "width 10"))),
        (".schemas", None),
        (".", None),
        ("schema", None),
    ];
    for (line, expected) in cases {
        let found = find(line).map(|(command, rest)| (command.name, rest));
        assert_eq!(found, expected, "{line}");
    }
}

#[test]
fn what_is_to_be_edited_stands_last() {
    let mut talk = Talk::new();
    talk.line("claims | count");
    let text = "claims | count".to_owned();
    assert_eq!(
        talk.session.line("claims | count\n.edit"),
        Ok(Flow::Edit(text))
    );
    talk.told();
    talk.line(".mode csv");
    let stopped = talk.session.line(".edit\nsources | count");
    assert_eq!(stopped, Err(Stop::Usage));
    assert!(talk.told().contains("‘.edit’ stands last"));
    talk.line(".config keep_going on");
    let stop = talk.session.line("clams\nclaims | count\n.edit");
    assert_eq!(stop, Err(Stop::Query));
    let text = "claims | count".to_owned();
    assert_eq!(talk.session.flow(), &Flow::Edit(text));
    talk.line(".mode csv");
    assert_eq!(talk.session.flow(), &Flow::Next);
}

#[test]
fn leaving_is_not_lost_behind_what_failed() {
    let mut talk = Talk::new();
    talk.line(".config keep_going on");
    let stop = talk.session.line("clams\n.quit\n.mode csv");
    assert_eq!(stop, Err(Stop::Query));
    assert_eq!(talk.session.flow(), &Flow::Leave);
    talk.line(".config keep_going off");
    assert_eq!(talk.session.line("clams\n.quit"), Err(Stop::Query));
    assert_eq!(talk.session.flow(), &Flow::Next, "it ends before it");
    let folder = Folder::new("leaving");
    folder.write("leaves.who", "clams\n.quit\n");
    talk.line(".config keep_going on");
    let line = format!(".read {}\n.mode tsv", folder.path("leaves.who"));
    assert_eq!(talk.session.line(&line), Err(Stop::Query));
    assert_eq!(talk.session.flow(), &Flow::Leave);
    talk.told();
    assert_eq!(talk.messages(".mode"), "mode: auto\n");
}

#[test]
fn what_takes_nothing_refuses_what_stands_behind_it() {
    let mut talk = Talk::new();
    talk.line("claims | count");
    for command in COMMANDS.iter().filter(|it| it.takes.is_empty()) {
        let told = talk.wrong(&format!(".{} x", command.name));
        assert!(told.contains("takes nothing"), "{told}");
        assert!(
            told.contains(&format!("write: .{}\n", command.name)),
            "{told}"
        );
    }
}

#[test]
fn listings_are_tables_for_people_and_in_the_mode_of_programs() {
    const LISTINGS: [&str; 3] = [".schema", ".param", ".explain"];
    let mut talk = Talk::new();
    talk.line("claims where stance = deny | select id");
    for listing in LISTINGS {
        talk.line(".mode table");
        let table = talk.results(listing);
        for mode in ["timeline", "bar", "spark", "tree"] {
            talk.line(&format!(".mode {mode}"));
            assert!(
                talk.results(listing).ends_with(table.trim_start()),
                "{mode} {listing}"
            );
        }
        talk.line(".mode vertical");
        let blocks = talk.results(listing);
        let second = blocks.trim_start().lines().nth(1).unwrap_or_default();
        assert!(!second.starts_with('─'), "{listing}: {blocks}");
    }
    talk.line(".mode tree");
    assert!(talk.results(".config").contains("─┼─"));
    talk.line(".mode json");
    assert!(talk.results(".schema").starts_with('['));
    let mut seen = Talk::new().on_screen(100, 30);
    for mode in ["json", "csv", "markdown"] {
        seen.line(&format!(".mode {mode}"));
        assert!(seen.results(".schema").starts_with("collection "), "{mode}");
    }
}

#[test]
fn listings_keep_their_values() {
    for width in [24, 40, 60, 80] {
        let mut talk = Talk::new().on_screen(width, 30);
        let (shown, told) = talk.line(".config");
        assert!(shown.contains("│ auto"), "{width}: {shown}");
        assert!(width > 40 || told.contains("‘.width 0’"), "{width}: {told}");
        assert!(
            talk.results(".schema claims").starts_with("field "),
            "{width}"
        );
    }
}

#[test]
fn an_unknown_command_is_told_with_a_near_one() {
    let mut talk = Talk::new();
    for (line, near) in [
        (".shema", "‘.schema’"),
        ("\\timr", "‘.timer’"),
        (".conf", "‘.config’"),
        (".frobnicate", "‘.help’"),
        (".", "‘.help’"),
        (".\u{1B}[2J", "‘.help’"),
    ] {
        let told = talk.wrong(line);
        assert!(told.contains(near) && !told.contains('\u{1B}'), "{told}");
    }
}

#[test]
fn what_ends_a_command_and_a_comment_behind_it_do_not_count() {
    let cases = [
        ("csv", "csv"),
        ("csv;", "csv"),
        ("csv ; ;", "csv"),
        ("csv # of all; of them", "csv"),
        ("csv ;# so", "csv ;# so"),
        ("# so", ""),
        ("a#b", "a#b"),
        ("\"a # b;\" ;", "\"a # b;\""),
        ("who=\"a;\"", "who=\"a;\""),
        ("", ""),
    ];
    for (arguments, expected) in cases {
        assert_eq!(bare(arguments), expected, "{arguments}");
    }
    let mut talk = Talk::new();
    talk.line(".MODE CSV; ");
    assert_eq!(talk.messages(".mode # shown"), "mode: csv\n");
    talk.line(".mode \"tsv\"\n.maxrows '7'\n.timer \"off\"");
    assert_eq!(talk.messages(".maxrows;"), "maxrows: 7\n");
    assert!(talk.results(".schema \"claims\";").contains("stance"));
    assert!(talk.results(".values 'claims.stance';").contains("deny"));
    assert!(talk.messages(".help \"where\";").contains("stage"));
    assert!(talk.results(".explain unknown-field;").contains("sorce"));
    assert_eq!(talk.session.line(".quit;"), Ok(Flow::Leave));
}

#[test]
fn what_other_prompts_call_otherwise_is_told() {
    let mut talk = Talk::new();
    for (line, help) in [
        ("\\r", "Ctrl-C"),
        ("\\!  ls", "Ctrl-Z"),
        ("\\a", "‘.mode MODE’"),
        ("\\t on", "‘.mode MODE’"),
        ("\\H", "‘.mode MODE’"),
        ("\\du", "‘.schema’"),
        ("\\encoding", "UTF-8"),
        ("\\Q", "did you mean ‘\\q’?"),
        ("\\watch 2", "‘.again’"),
        ("\\w", "write: .save NAME"),
    ] {
        let told = talk.wrong(line);
        assert!(told.contains(help), "{line}: {told}");
    }
    assert_eq!(talk.messages("\\conninfo"), talk.messages(".open"));
    assert!(talk.wrong(".today 2025").contains(".config today"));
    assert!(talk.results(".tables").contains("claims"));
    for (name, _) in ELSEWHERE {
        assert!(find(&format!(".{name}")).is_none(), "{name}");
    }
}
