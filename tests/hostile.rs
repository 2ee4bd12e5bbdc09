//! Text that would steer a terminal, wherever data or a path may reach a person at the prompt.

use std::fs;
use std::path::{Path, PathBuf};

use whosaid::model::Text;
use whosaid::repl::{COMMANDS, Session, Transcript};
use whosaid::value::term_safe;
use whosaid::{Ledger, render};

/// Clears the screen, rings, names the window, turns the line round, hides a part of it, ends it.
const HOSTILE: &str = "a\u{1B}[2J\u{7}\u{1B}]0;x\u{7}\u{9B}31m\u{202E}b\u{200B}\u{2066}c\u{FE0F}\u{FE01}\u{E0041}\r\nd";

/// It, as a string of a TOML file.
fn toml() -> String {
    let escaped = |c: char| match c.is_alphanumeric() {
        true => c.to_string(),
        false => format!("\\U{:08X}", u32::from(c)),
    };
    format!("\"{}\"", HOSTILE.chars().map(escaped).collect::<String>())
}

/// A name that runs from right to left, over several lines of a narrow screen.
const TURNED: &str = "كتائب عز الدين القسام، الجناح العسكري لحركة حماس في قطاع غزة والضفة الغربية المحتلة، كما قالت في بيان";

/// A ledger all of whose texts are hostile.
fn ledger() -> String {
    let hostile = toml();
    format!(
        "[[entity]]\nid = \"mayor\"\nname = {hostile}\nkind = \"person\"\n\
         [[entity]]\nid = \"paper\"\nname = {hostile}\nkind = \"outlet\"\n\
         [[source]]\nid = \"brigades\"\nname = \"{TURNED}\"\nkind = \"organisation\"\n\
         [[source]]\nid = \"hall\"\nname = {hostile}\nkind = \"office\"\nnote = {hostile}\n\
         [[document]]\nid = \"d\"\ntitle = {hostile}\noutlet = \"paper\"\nurl = {hostile}\nnote = {hostile}\n\
         [[claim]]\nid = \"c\"\ntext = {hostile}\nsource = \"hall\"\nnote = {hostile}\n\
         [[claim.report]]\ndocument = \"d\"\nat = \"p1\"\ncue = {hostile}\n\
         [[claim]]\nid = \"c2\"\ntext = {hostile}\nsource = \"hall\"\nsaid = \"2024\"\n\
         [[claim.report]]\ndocument = \"d\"\nat = \"p2\"\n\
         [[claim]]\nid = \"c3\"\ntext = \"{TURNED}\"\nsource = \"brigades\"\n\
         [[claim.report]]\ndocument = \"d\"\nat = \"p3\"\nvia = [\"hall\", \"brigades\"]\n"
    )
}

/// A conversation on a screen, and all that it wrote.
struct Talk {
    session: Session,
    results: Transcript,
    messages: Transcript,
}

impl Talk {
    fn over(ledger: Ledger) -> Talk {
        let (results, messages) = (Transcript::default(), Transcript::default());
        let session = Session::over(ledger, results.clone(), messages.clone());
        let session = session.on_screen(80, 24);
        let mut talk = Talk {
            session,
            results,
            messages,
        };
        talk.line(".config pager off");
        talk
    }

    /// Takes a line, right or wrong; returns all that is shown then, once it was found harmless.
    fn line(&mut self, line: &str) -> String {
        let _ = self.session.line(line);
        let shown = self.results.take() + &self.messages.take();
        expect_harmless(line, &shown);
        shown
    }
}

/// Fails where a terminal would do anything but show a text.
fn expect_harmless(what: &str, shown: &str) {
    for line in shown.split('\n') {
        // What runs from right to left is shut off, which has to end.
        let begun = line.matches('\u{2068}').count();
        assert_eq!(begun, line.matches('\u{2069}').count(), "{what}: {line:?}");
        // A tab stands between the values of tsv.
        let plain = line.replace(['\u{2068}', '\u{2069}', '\t'], "");
        assert_eq!(term_safe(&plain), plain.as_str(), "{what}: {line:?}");
    }
}

/// A folder whose name is hostile too.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = format!("whosaid-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder).join(file_name());
        fs::create_dir_all(&folder).expect("a writable folder");
        Folder(folder)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        let folder = path.parent().expect("it lies in the folder");
        fs::create_dir_all(folder).expect("writable");
        fs::write(&path, text).expect("writable");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(self.0.parent().expect("it has one"));
    }
}

/// The hostile text as a file may be called.
fn file_name() -> String {
    HOSTILE.replace(['/', '\0'], "")
}

fn hostile_ledger() -> Ledger {
    let file = Text {
        name: format!("{HOSTILE}.toml"),
        text: ledger(),
    };
    Ledger::from_texts([file]).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn answers_and_evidence_are_harmless_in_every_mode() {
    let mut talk = Talk::over(hostile_ledger());
    let mut seen = 0;
    for mode in render::MODES {
        talk.line(&format!(".mode {}", mode.name));
        for line in [
            "claims",
            "claims | take 1",
            "claims | select id, text as `x\u{1B}`, said",
            "claims | count by source",
            "sources",
            "entities | sort name",
            "documents",
            "reports",
            ".why 1",
            ".why claim:c",
            ".why claim:c3",
            ".why source:brigades",
            ".why document:d",
            ".why entity:mayor",
            ".values claims.text",
            ".stats claims",
        ] {
            seen += usize::from(talk.line(line).contains("2J"));
        }
    }
    assert!(seen > 80, "the text is shown, made harmless: {seen}");
    talk.line(".mode table\n.width 0\nclaims");
    talk.line(".config pager cat");
    assert!(talk.line("claims | expand document").contains("2J"));
    assert!(talk.line(".why claim:c").contains("2J"));
    talk.line(".config pager head -n 3");
    talk.line("reports");
}

#[test]
fn what_is_typed_is_told_harmlessly() {
    let mut talk = Talk::over(hostile_ledger());
    let typed = HOSTILE.replace('\n', " ");
    talk.line("claims");
    for line in [
        typed.clone(),
        format!("claims where source = \"{typed}\""),
        format!("claims where {typed} = 1"),
        format!("claims | select text as {typed}"),
        format!("let {typed} = claims"),
        format!("def f($x) = \"{typed}\" = $x"),
        format!("claims where text ~ \"{typed}\""),
        format!(".null {typed}"),
        ".null".to_owned(),
        ".config".to_owned(),
        "claims | select note".to_owned(),
        format!(".param who={typed}"),
        ".param".to_owned(),
        ".last".to_owned(),
        ".errors".to_owned(),
        ".history".to_owned(),
        format!(".config pager {typed}"),
        ".config pager".to_owned(),
        "claims | select id, text, source, note | sort id".to_owned(),
    ] {
        talk.line(&line);
    }
    for command in COMMANDS.iter().filter(|it| !it.name.ends_with("quit")) {
        // What would write a file is tried in a folder of its own.
        let writes = ["save", "pin", "export", "output", "once", "edit"];
        if !writes.iter().any(|name| command.name.starts_with(name)) {
            talk.line(&format!(".{} {typed}", command.name));
        }
    }
}

#[test]
fn paths_are_told_harmlessly() {
    let folder = Folder::new("hostile-paths");
    let file = folder.write(&format!("ledger/{}.toml", file_name()), &ledger());
    let ledger_folder = file.parent().expect("its folder").to_owned();
    let query = format!("## {HOSTILE}\nclaims | count").replace('\n', " ");
    folder.write(
        "ledger/queries/own.who",
        &query.replacen(" claims", "\nclaims", 1),
    );
    let saved = folder.write(&format!("ledger/queries/{}.who", file_name()), "clams\n");
    folder.write("texts/d_01.txt", &format!("{HOSTILE}\n\n{HOSTILE}\n"));
    let mut talk = Talk::over(hostile_ledger());
    let quoted = |path: &Path| format!("\"{}\"", path.display());
    // A line of a prompt has no end in it, but a program may hand one over.
    let lines = |talk: &mut Talk, command: &str, path: &Path| {
        talk.line(&format!("{command} {}", quoted(path)));
        talk.line(&format!("{command} {}", quoted(path)).replace(['\n', '\r'], ""));
    };
    let location = whosaid::golden::Location::Folder(ledger_folder.clone());
    let mut talk_there = Talk::over(location.open().expect("a sound ledger"));
    for line in ["claims", ".why claim:c", ".why document:d", ".check"] {
        talk_there.line(line);
    }
    for command in [
        ".open",
        ".read",
        ".run",
        ".output",
        ".once",
        ".export",
        ".export!",
        ".save",
        ".pin",
        ".config originals",
        ".why 1 --originals",
    ] {
        for path in [&ledger_folder, &file, &saved, &folder.0.join("texts")] {
            lines(&mut talk, command, path);
            talk.line("claims | take 1");
            talk.line(".output");
        }
    }
    let wrong = folder.write("wrong/a\u{1B}[2J.toml", "[[claim]]\nid = 1\n\u{1B}[2J");
    lines(&mut talk, ".open", wrong.parent().expect("its folder"));
    for line in [
        ".open", ".config", ".queries", ".run own", ".errors", ".reload",
    ] {
        talk.line(line);
    }
}

#[test]
fn a_very_long_value_and_very_many_stay_within_bounds() {
    let long = "word ".repeat(20_000);
    let mut text = format!(
        "[[document]]\nid = \"d\"\ntitle = \"{long}\"\n\
         [[claim]]\nid = \"c\"\ntext = \"{long}\"\n[[claim.report]]\ndocument = \"d\"\nat = \"p1\"\n"
    );
    for number in 0..7_000 {
        let names: Vec<String> = (0..10).map(|it| format!("\"n{number} x{it}\"")).collect();
        let names = names.join(", ");
        text.push_str(&format!(
            "[[entity]]\nid = \"e{number}\"\nname = \"n{number}\"\nkind = \"person\"\naka = [{names}]\n"
        ));
    }
    let file = Text {
        name: "a.toml".to_owned(),
        text,
    };
    let ledger = Ledger::from_texts([file]).unwrap_or_else(|error| panic!("{error}"));
    let mut talk = Talk::over(ledger);
    let shown = talk.line("claims | select id, text, said");
    assert!(
        shown.lines().count() < 110 && shown.contains("was cut"),
        "{shown}"
    );
    let shown = talk.line(".mode table\nclaims | select id, text, said");
    assert!(
        shown.lines().count() < 30 && shown.contains("was cut"),
        "{shown}"
    );
    let shown = talk.line("names | count by text");
    assert!(shown.lines().count() < 1_010, "{}", shown.lines().count());
    assert!(
        shown.contains("only the first 1000 of 77000 rows"),
        "{shown}"
    );
    talk.line(".config pager tail -n 1");
    assert!(talk.line("names | count by text").starts_with("77000 │ "));
    let found =
        talk.session
            .ledger()
            .complete("names where text = \"n", 21, &whosaid::Settings::default());
    assert!(found.candidates.len() <= 200);
}
