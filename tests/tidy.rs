//! What holds of the source itself: which module may use which, and how files are kept.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// One module below `src`, its children included.
struct Module {
    name: &'static str,
    /// The modules it may use, beside itself; each stands above it in the table.
    uses: &'static [&'static str],
}

const fn module(name: &'static str, uses: &'static [&'static str]) -> Module {
    Module { name, uses }
}

/// The layers, lowest first; the header of `src/lib.rs` says what each is for.
const MODULES: &[Module] = &[
    module("files", &[]),
    module("value", &[]),
    module("diagnostic", &["value"]),
    module("operator", &["value"]),
    module("answer", &["value"]),
    module("syntax", &["value", "diagnostic", "operator"]),
    module("model", &["files", "value", "diagnostic"]),
    module("originals", &["value", "diagnostic"]),
    module("draft", &["value", "diagnostic", "originals"]),
    module(
        "stamp",
        &["files", "value", "diagnostic", "model", "originals"],
    ),
    module("store", &["value", "model"]),
    module(
        "plan",
        &["value", "diagnostic", "operator", "syntax", "model"],
    ),
    // It is handed the kinds that a plan names, and reports places in the query.
    module("bind", &["value", "diagnostic", "model", "store", "plan"]),
    // It asks about kinds of records.
    module("analysis", &["value", "model", "store"]),
    // A plan speaks of kinds, and keeps the place of each condition for the note on no rows.
    module(
        "exec",
        &[
            "value",
            "diagnostic",
            "operator",
            "answer",
            "model",
            "store",
            "plan",
            "bind",
            "analysis",
        ],
    ),
    module(
        "evidence",
        &[
            "value",
            "diagnostic",
            "model",
            "originals",
            "stamp",
            "store",
        ],
    ),
    module("render", &["value", "answer", "evidence"]),
    // It runs the parser, the planner and the engine up to a cursor.
    module(
        "complete",
        &[
            "value",
            "diagnostic",
            "operator",
            "syntax",
            "model",
            "store",
            "plan",
            "bind",
            "exec",
        ],
    ),
    module(
        "engine",
        &[
            "value",
            "diagnostic",
            "operator",
            "answer",
            "syntax",
            "model",
            "store",
            "plan",
            "bind",
            "analysis",
            "exec",
            "evidence",
            "originals",
            "stamp",
            "render",
            "complete",
        ],
    ),
    module(
        "check",
        &["value", "diagnostic", "model", "originals", "stamp"],
    ),
    // `today` in the head of a file is a day.
    module(
        "golden",
        &[
            "files",
            "value",
            "diagnostic",
            "answer",
            "syntax",
            "render",
            "engine",
        ],
    ),
    module(
        "console",
        &[
            "files",
            "value",
            "diagnostic",
            "answer",
            "syntax",
            "model",
            "evidence",
            "render",
            "engine",
            "check",
            "golden",
        ],
    ),
    module(
        "repl",
        &[
            "files",
            "value",
            "diagnostic",
            "operator",
            "answer",
            "syntax",
            "model",
            "originals",
            "evidence",
            "render",
            "complete",
            "engine",
            "golden",
            "console",
        ],
    ),
    module(
        "cli",
        &[
            "files",
            "value",
            "diagnostic",
            "syntax",
            "model",
            "originals",
            "draft",
            "stamp",
            "render",
            "engine",
            "check",
            "golden",
            "console",
            "repl",
        ],
    ),
];

/// The most lines a file of `src` may have.
const MOST_LINES: usize = 500;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files below a folder, in order of their names, what is built and what git keeps apart.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).expect("a folder of the project");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of the folder").path())
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name == ".git" || name == "target" {
            continue;
        }
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

fn sources() -> Vec<(PathBuf, String)> {
    let files = files(&root().join("src")).into_iter();
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file");
            (path, text)
        })
        .collect()
}

/// Returns a path as messages show it.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix(root()).expect("below the project");
    path.to_string_lossy().replace('\\', "/")
}

/// Returns the module a file belongs to: the first name below `src`.
fn owner(path: &Path) -> String {
    let path = shown(path);
    let below = path.trim_start_matches("src/");
    let name = below.split('/').next().unwrap_or(below);
    name.trim_end_matches(".rs").to_owned()
}

/// A use of another module, and its line.
type Use = (String, usize);

/// Returns what a text uses of its crate: `use crate::a::B`, `use crate::{a, b::C}`, `crate::a::b()`.
fn uses(text: &str) -> Vec<Use> {
    let code = without_comments(text);
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let path = &code[at + "crate::".len()..];
        let names = match path.strip_prefix('{') {
            Some(group) => heads(group),
            None => vec![head(path)],
        };
        found.extend(names.into_iter().map(|name| (name, line)));
    }
    found
}

/// Returns the first names of the paths in `{a, b::C, d::{E, F}}`, what stands before it cut off.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut names, mut begins) = (0_usize, Vec::new(), true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            c if begins && !c.is_whitespace() => {
                names.push(head(&group[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    names
}

fn head(path: &str) -> String {
    let is_name = |c: &char| c.is_alphanumeric() || *c == '_';
    path.chars().take_while(is_name).collect()
}

fn without_comments(text: &str) -> String {
    let code = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or(line));
    code.collect::<Vec<_>>().join("\n")
}

/// Tells whether a line names its module through so many `super` that it leaves it.
fn climbs_out(line: &str, path: &Path) -> bool {
    let depth = shown(path).matches('/').count();
    let Some(names) = line.strip_prefix("use ").or(line.strip_prefix("pub use ")) else {
        return false;
    };
    names.matches("super::").count() >= depth
}

#[test]
fn finds_every_way_to_name_a_module() {
    let text = "use crate::a::B;\n\
                // use crate::no;\n\
                use crate::{b, c::{D, E},\n    f as g};\n\
                let x = crate::h::i() + my_crate::no::j();\n";
    let names: Vec<(String, usize)> = uses(text);
    let expected = [("a", 1), ("b", 3), ("c", 3), ("f", 3), ("h", 5)];
    assert_eq!(names, expected.map(|(name, line)| (name.to_owned(), line)));
    let child = root().join("src/plan/path.rs");
    assert!(climbs_out("use super::super::syntax::Query;", &child));
    assert!(!climbs_out("use super::scope::Scope;", &child));
    assert!(climbs_out(
        "use super::syntax;",
        &root().join("src/plan.rs")
    ));
}

#[test]
fn modules_use_only_what_the_table_lets_them() {
    let mut wrong = String::new();
    for (path, text) in sources() {
        let owner = owner(&path);
        if owner == "lib" || owner == "main" {
            continue;
        }
        let module = MODULES.iter().find(|module| module.name == owner);
        let module = module.unwrap_or_else(|| panic!("the table has no row for ‘{owner}’"));
        for (used, line) in uses(&text) {
            if used != owner && !module.uses.contains(&used.as_str()) {
                let place = shown(&path);
                writeln!(wrong, "{place}:{line}: ‘{owner}’ may not use ‘{used}’").expect("a text");
            }
        }
        for (at, line) in text.lines().enumerate() {
            if climbs_out(line, &path) {
                let place = shown(&path);
                writeln!(wrong, "{place}:{}: write ‘crate::…’", at + 1).expect("a text");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_table_is_ordered_and_has_exactly_the_modules_there_are() {
    for (at, module) in MODULES.iter().enumerate() {
        for used in module.uses {
            let place = MODULES.iter().position(|other| other.name == *used);
            let place = place.unwrap_or_else(|| panic!("‘{used}’ has no row"));
            assert!(place < at, "‘{}’ would use ‘{used}’ above it", module.name);
        }
    }
    let library = fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs");
    let mut declared: Vec<&str> = library
        .lines()
        .filter_map(|line| {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            line.strip_prefix("mod ")?.strip_suffix(';')
        })
        .collect();
    let mut rows: Vec<&str> = MODULES.iter().map(|module| module.name).collect();
    declared.sort_unstable();
    rows.sort_unstable();
    assert_eq!(declared, rows, "src/lib.rs beside the table");
    for module in MODULES {
        // What is not in every build can't be linked to.
        let row = format!("`{}`", module.name);
        let rows = [format!("//! | [{row}] |"), format!("//! | {row} |")];
        assert!(
            rows.iter().any(|row| library.contains(row)),
            "the header of src/lib.rs has no row for {row}"
        );
    }
}

#[test]
fn the_library_alone_talks_to_no_terminal() {
    let mut wrong = String::new();
    for (path, text) in sources() {
        let owner = owner(&path);
        let code = without_comments(&text);
        for name in ["clap::", "rustyline::", "ctrlc::", "terminal_size::"] {
            if code.contains(name) && !["console", "repl", "cli"].contains(&&*owner) {
                writeln!(wrong, "{}: ‘{name}’ belongs to ‘console’", shown(&path)).expect("a text");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn files_are_short_and_finished() {
    let unfinished = ["todo!", "unimplemented!", "dbg!", ".unwrap()"];
    let mut wrong = String::new();
    for (path, text) in sources() {
        let lines = text.lines().count();
        if lines > MOST_LINES {
            let place = shown(&path);
            writeln!(wrong, "{place}: {lines} lines are too many; split it").expect("a text");
        }
        for (at, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or(line);
            let comment = line.trim_start().trim_start_matches(['/', '!']).trim();
            let banner = line.trim_start().starts_with("//")
                && comment.len() > 3
                && comment.chars().all(|c| "=-*#~/".contains(c));
            let found = unfinished.iter().find(|word| code.contains(**word));
            let found = found.copied().or(banner.then_some("a banner"));
            if let Some(found) = found {
                let place = shown(&path);
                writeln!(wrong, "{place}:{}: {found}", at + 1).expect("a text");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn no_text_tells_where_it_was_written() {
    // Written in two halves, so that this file may be looked at too.
    let machines = [
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/wo", "rk/"),
        concat!("/tm", "p/"),
        concat!("/Us", "ers/"),
        concat!("help", "er-"),
    ];
    let mut wrong = String::new();
    for path in files(root()) {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        for (at, line) in text.lines().enumerate() {
            if let Some(found) = machines.iter().find(|path| line.contains(**path)) {
                let place = shown(&path);
                writeln!(wrong, "{place}:{}: {found}", at + 1).expect("a text");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}
