//! A page: its fenced blocks, held against what they should show or recorded anew.

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
