//! Pages that are walked: their files and their commands, in the order of the page.

use std::fs;
use std::path::PathBuf;

use crate::page::{Block, Page};
use crate::shell::run;

/// A folder of its own, gone afterwards.
struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Walks a page in an empty folder; returns its transcripts as they came out.
pub(crate) fn walk(page: &Page, name: &str) -> Vec<(Block, String)> {
    let folder = format!("whosaid-{name}-{}", std::process::id());
    let folder = Folder(std::env::temp_dir().join(folder));
    fs::create_dir_all(&folder.0).expect("a writable folder");
    let mut transcripts = Vec::new();
    for block in page.blocks() {
        if block.info == "console" {
            let lines = block.body.lines();
            let commands = lines.filter_map(|line| line.strip_prefix("$ "));
            let replayed: String = commands
                .map(|command| format!("$ {command}\n{}", run(command, &folder.0)))
                .collect();
            transcripts.push((block, replayed));
        } else if let Some((_, path)) = block.info.split_once(' ') {
            let path = folder.0.join(path);
            let above = path.parent().expect("below the folder");
            fs::create_dir_all(above).expect("a writable folder");
            fs::write(path, &block.body).expect("a writable file");
        }
    }
    transcripts
}
