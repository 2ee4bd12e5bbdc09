//! What was typed before, each line once, kept in a file for each ledger.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustyline::Result;
use rustyline::history::{History, SearchDirection, SearchResult};
use sha2::{Digest, Sha256};

use crate::files;
use crate::golden::Location;
use crate::repl::config::own_folder;

/// The entries that are kept.
const MOST: usize = 10_000;

/// The lines that were typed, the latest last.
#[derive(Debug, Default)]
pub(super) struct Entries {
    entries: VecDeque<String>,
    /// Those typed since the file was read.
    new: Vec<String>,
}

impl Entries {
    /// Reads what a file keeps; where there is none there are no entries.
    pub(super) fn read(path: &Path) -> Entries {
        let text = fs::read_to_string(path).unwrap_or_default();
        let mut entries = Entries::default();
        text.lines().for_each(|line| entries.push(unescaped(line)));
        entries
    }

    /// Writes what was typed behind what the file has by now, as other sessions may have added to it.
    pub(super) fn write(&mut self, path: &Path) -> io::Result<()> {
        if self.new.is_empty() {
            return Ok(());
        }
        make_private(path)?;
        let mut kept = Entries::read(path);
        self.new.iter().for_each(|entry| kept.push(entry.clone()));
        let lines = kept.entries.iter().map(|entry| escaped(entry) + "\n");
        files::replace(path, &lines.collect::<String>())?;
        self.new.clear();
        Ok(())
    }

    /// Returns the entries, the latest last.
    pub(super) fn lines(&self) -> impl Iterator<Item = &String> {
        self.entries.iter()
    }

    fn push(&mut self, entry: String) {
        if entry.is_empty() {
            return;
        }
        self.entries.retain(|other| *other != entry);
        self.entries.push_back(entry);
        if self.entries.len() > MOST {
            self.entries.pop_front();
        }
    }

    fn found(&self, place: usize, at: usize) -> Option<SearchResult<'_>> {
        let entry = self.entries.get(place)?;
        Some(SearchResult {
            entry: Cow::Borrowed(entry),
            idx: place,
            pos: at,
        })
    }

    /// Returns the first entry from a place on that a test finds something in.
    fn first(
        &self,
        start: usize,
        direction: SearchDirection,
        test: impl Fn(&str) -> Option<usize>,
    ) -> Option<SearchResult<'_>> {
        let test = |place: usize| {
            let at = test(self.entries.get(place)?)?;
            self.found(place, at)
        };
        match direction {
            SearchDirection::Reverse => (0..=start).rev().find_map(test),
            SearchDirection::Forward => (start..self.entries.len()).find_map(test),
        }
    }
}

impl History for Entries {
    fn get(&self, index: usize, _: SearchDirection) -> Result<Option<SearchResult<'_>>> {
        Ok(self.found(index, 0))
    }

    /// Takes a line, unless it begins with a blank.
    fn add(&mut self, line: &str) -> Result<bool> {
        let entry = line.trim_end();
        if entry.is_empty() || entry.starts_with(char::is_whitespace) {
            return Ok(false);
        }
        self.push(entry.to_owned());
        self.new.push(entry.to_owned());
        Ok(true)
    }

    fn add_owned(&mut self, line: String) -> Result<bool> {
        self.add(&line)
    }

    fn len(&self) -> usize {
        self.entries.len()
    }

    fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn set_max_len(&mut self, _: usize) -> Result<()> {
        Ok(())
    }

    fn ignore_dups(&mut self, _: bool) -> Result<()> {
        Ok(())
    }

    fn ignore_space(&mut self, _: bool) {}

    fn save(&mut self, path: &Path) -> Result<()> {
        Ok(self.write(path)?)
    }

    fn append(&mut self, path: &Path) -> Result<()> {
        Ok(self.write(path)?)
    }

    fn load(&mut self, path: &Path) -> Result<()> {
        *self = Entries::read(path);
        Ok(())
    }

    fn clear(&mut self) -> Result<()> {
        *self = Entries::default();
        Ok(())
    }

    fn search(
        &self,
        term: &str,
        start: usize,
        direction: SearchDirection,
    ) -> Result<Option<SearchResult<'_>>> {
        let term = term.to_lowercase();
        // Lower case may have other places; they only put the cursor.
        let test = |entry: &str| {
            let at = entry.to_lowercase().find(&term)?;
            Some(entry.floor_char_boundary(at))
        };
        Ok(self
            .first(start, direction, test)
            .filter(|_| !term.is_empty()))
    }

    fn starts_with(
        &self,
        term: &str,
        start: usize,
        direction: SearchDirection,
    ) -> Result<Option<SearchResult<'_>>> {
        let test = |entry: &str| entry.starts_with(term).then_some(term.len());
        Ok(self.first(start, direction, test))
    }
}

/// Returns the file that keeps the history of a ledger, below `$XDG_STATE_HOME/whosaid` or
/// `~/.local/state/whosaid`.
pub(super) fn file(location: Option<&Location>) -> Option<PathBuf> {
    let state = own_folder("XDG_STATE_HOME", ".local/state")?;
    Some(state.join("whosaid/histories").join(name(location?)))
}

/// Returns the name of a ledger's history: its folder's, and a part of the hash of its path, as
/// folders of one name may have many.
fn name(location: &Location) -> String {
    let Location::Folder(folder) = location else {
        return "sample".to_owned();
    };
    let path = fs::canonicalize(folder).unwrap_or_else(|_| folder.clone());
    let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
    let hash: String = hash
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let last = path.file_name().unwrap_or_default().to_string_lossy();
    let plain = last
        .chars()
        .filter(|c| c.is_alphanumeric() || "-_".contains(*c));
    let plain: String = plain.take(40).collect();
    format!("{plain}-{hash}")
}

/// Makes a file that others can't read, where there is none.
fn make_private(path: &Path) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(|_| ())
}

/// Writes an entry as one line.
fn escaped(entry: &str) -> String {
    entry.replace('\\', "\\\\").replace('\n', "\\n")
}

fn unescaped(line: &str) -> String {
    let mut entry = String::with_capacity(line.len());
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => entry.push('\n'),
                Some(other) => entry.push(other),
                None => entry.push('\\'),
            },
            c => entry.push(c),
        }
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for each test, gone afterwards.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let folder = format!("whosaid-history-{name}-{}", std::process::id());
            Folder(std::env::temp_dir().join(folder))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn all(entries: &Entries) -> Vec<&str> {
        entries.entries.iter().map(String::as_str).collect()
    }

    #[test]
    fn a_line_is_kept_once_where_it_was_typed_last() {
        let mut entries = Entries::default();
        for line in ["a", "b", "", " secret", "a ", "\t"] {
            entries.add(line).expect("nothing can fail");
        }
        assert_eq!(all(&entries), ["b", "a"]);
        for number in 0..=MOST {
            entries.push(number.to_string());
        }
        assert_eq!((entries.len(), all(&entries)[0]), (MOST, "1"));
    }

    #[test]
    fn sessions_add_to_one_file() {
        let folder = Folder::new("shared");
        let path = folder.0.join("a/history");
        let (mut one, mut two) = (Entries::read(&path), Entries::read(&path));
        one.add("claims\n| count \\ \"\\n\"")
            .expect("nothing can fail");
        two.add("sources").expect("nothing can fail");
        one.write(&path).expect("it is written");
        two.write(&path).expect("it is written");
        let read = Entries::read(&path);
        assert_eq!(all(&read), ["claims\n| count \\ \"\\n\"", "sources"]);
        one.write(&path).expect("there is nothing to add");
        assert_eq!(Entries::read(&path).len(), 2);
        let blocked = folder.0.join("a/history/b");
        one.add("x").expect("nothing can fail");
        assert!(one.write(&blocked).is_err());
        one.write(&path).expect("what was not written is still new");
        assert_eq!(Entries::read(&path).len(), 3);
    }

    #[test]
    fn entries_are_found_both_ways() {
        let mut entries = Entries::default();
        for line in ["claims | count", "Sources", "claims"] {
            entries.push(line.to_owned());
        }
        let search = |term: &str, start, direction| {
            let found = entries.search(term, start, direction).expect("a search");
            found.map(|found| (found.idx, found.pos))
        };
        assert_eq!(search("COUNT", 2, SearchDirection::Reverse), Some((0, 9)));
        assert_eq!(search("s", 1, SearchDirection::Forward), Some((1, 0)));
        assert_eq!(search("x", 2, SearchDirection::Reverse), None);
    }

    #[test]
    fn each_ledger_has_its_own() {
        let folder = |path: &str| name(&Location::Folder(PathBuf::from(path)));
        assert_eq!(name(&Location::Sample), "sample");
        assert!(folder("seeds").starts_with("seeds-"));
        assert_ne!(folder("a/water"), folder("b/water"));
        assert_eq!(folder("seeds"), folder("./seeds"));
    }
}
