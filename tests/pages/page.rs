//! A page: its fenced blocks, held against what they should show or recorded anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A page of the project.
pub(crate) struct Page {
    path: PathBuf,
    text: String,
}

/// A fenced block of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// What stands behind the opening fence.
    pub(crate) info: String,
    /// Its lines.
    pub(crate) body: String,
    /// The line of its opening fence, from 1.
    pub(crate) line: usize,
    /// The line of its closing fence.
    pub(crate) last: usize,
}

impl Page {
    /// Reads a page, by its path below the project.
    pub(crate) fn read(name: &str) -> Page {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = fs::read_to_string(&path).expect("a page of the project");
        Page { path, text }
    }

    /// Returns the page with another text, not yet written.
    pub(crate) fn with_text(&self, text: String) -> Page {
        let path = self.path.clone();
        Page { path, text }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns the fenced blocks, in order.
    pub(crate) fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut open: Option<Block> = None;
        for (at, line) in self.text.lines().enumerate() {
            match (line.strip_prefix("```"), open.take()) {
                (Some(_), Some(block)) => blocks.push(Block {
                    last: at + 1,
                    ..block
                }),
                (Some(info), None) => {
                    open = Some(Block {
                        info: info.trim().to_owned(),
                        body: String::new(),
                        line: at + 1,
                        last: at + 1,
                    });
                }
                (None, Some(mut block)) => {
                    block.body.push_str(line);
                    block.body.push('\n');
                    open = Some(block);
                }
                (None, None) => {}
            }
        }
        assert!(
            open.is_none(),
            "a block of {} has no end",
            self.path.display()
        );
        blocks
    }

    /// Holds the page against what it should say; with `WHOSAID_UPDATE` set it is rewritten instead.
    pub(crate) fn compare(&self, expected: &str) {
        if self.text == expected {
            return;
        }
        if std::env::var_os("WHOSAID_UPDATE").is_some() {
            fs::write(&self.path, expected).expect("a writable page");
            return;
        }
        let mut lines = self.text.lines().zip(expected.lines()).enumerate();
        let differs = lines.find(|(_, (written, expected))| written != expected);
        let (at, (written, expected)) = differs.unwrap_or((0, ("its length", "another length")));
        let page = self.path.display();
        panic!(
            "{page}:{}: the page has\n{written}\nwhere there should be\n{expected}\n\
             WHOSAID_UPDATE=1 records it anew",
            at + 1
        );
    }

    /// Returns the page with the bodies of some blocks replaced.
    pub(crate) fn with_bodies(&self, bodies: &[(Block, String)]) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        let lines: Vec<&str> = self.text.lines().collect();
        for (block, body) in bodies {
            push_lines(&mut text, &lines[at..block.line]);
            text.push_str(body);
            at = block.last - 1;
        }
        push_lines(&mut text, &lines[at..]);
        text
    }
}

fn push_lines(text: &mut String, lines: &[&str]) {
    for line in lines {
        text.push_str(line);
        text.push('\n');
    }
}

/// Returns the codes in source files, tests aside: words in quotes with a hyphen between letters,
/// and those that a diagnostic is made with.
pub(crate) fn codes_of_sources(mut open: Vec<PathBuf>) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            let entries = fs::read_dir(&path).expect("a folder of the project");
            open.extend(entries.flatten().map(|entry| entry.path()));
            continue;
        }
        if path
            .iter()
            .any(|part| part == "tests" || part == "tests.rs")
        {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a file of the project");
        // What stands behind is made up to be tested.
        let text = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        for (at, _) in text.match_indices('"') {
            let Some((word, _)) = text[at + 1..].split_once('"') else {
                continue;
            };
            let mut parts = word.split('-');
            let is_word =
                parts.all(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_alphanumeric()));
            let before = text[..at].trim_end();
            let is_made = ["error(", "warning(", "warn("]
                .iter()
                .any(|made| before.ends_with(made));
            if is_word && (is_made || word.contains('-')) {
                codes.insert(word.to_owned());
            }
        }
    }
    codes
}

/// Returns the text of a page with its tables as they are in the program.
pub(crate) fn with_tables(name: &str, text: &str, tables: &[(&str, String)]) -> String {
    let mut page = text.to_owned();
    for (table, rows) in tables {
        let begin = format!("<!-- table of {table} -->\n");
        let (before, after) = page
            .split_once(&begin)
            .unwrap_or_else(|| panic!("{name} has no ‘{}’", begin.trim()));
        let (_, after) = after
            .split_once("<!-- end -->")
            .unwrap_or_else(|| panic!("the table of {table} has no end"));
        page = format!("{before}{begin}\n{rows}\n<!-- end -->{after}");
    }
    page
}

/// Writes a table.
pub(crate) fn table<const N: usize>(
    heads: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let line = |cells: [String; N]| format!("| {} |\n", cells.join(" | "));
    let mut table = line(heads.map(str::to_owned));
    table.push_str(&format!("|{}\n", "---|".repeat(N)));
    table.extend(rows.into_iter().map(line));
    table
}

/// Writes code so that a bar in it ends no cell.
pub(crate) fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}
