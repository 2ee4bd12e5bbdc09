//! What was typed before, each line once, kept in a file for each ledger.

mod file;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustyline::Result;
use rustyline::history::{History, SearchDirection, SearchResult};
use sha2::{Digest, Sha256};

use crate::golden::Location;
use crate::repl::config::own_folder;

/// The entries that are kept.
const MOST: usize = 10_000;

/// The lines that were typed, the latest last.
#[derive(Debug, Default)]
pub(super) struct Entries {
    entries: VecDeque<String>,
    /// Those typed since the file was read that are not in it.
    new: Vec<String>,
    /// The lines of the file, as far as it is known.
    lines: usize,
    /// Whether the last of them has no end.
    is_torn: bool,
}

impl Entries {
    /// Reads what a file keeps; where there is none there are no entries.
    ///
    /// Bytes that are no text are shown as such, and cost no other line.
    pub(super) fn read(path: &Path) -> io::Result<Entries> {
        let bytes = match file::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            bytes => bytes?,
        };
        let texts = file::lines(&bytes).map(|line| unescaped(&String::from_utf8_lossy(line)));
        Ok(Entries {
            entries: file::kept(texts.collect(), MOST),
            new: Vec::new(),
            lines: file::lines(&bytes).count(),
            is_torn: bytes.last().is_some_and(|last| *last != b'\n'),
        })
    }

    /// Adds what was typed to the end of the file, where other sessions may have added to it.
    ///
    /// What cannot be written is added with what is typed next.
    pub(super) fn write(&mut self, path: &Path) -> io::Result<()> {
        if self.new.is_empty() {
            return Ok(());
        }
        let mut text = if self.is_torn { "\n" } else { "" }.to_owned();
        text.extend(self.new.iter().map(|entry| escaped(entry) + "\n"));
        let written = file::append(path, &text)?;
        self.is_torn = written < text.len();
        if self.is_torn {
            return Err(io::ErrorKind::WriteZero.into());
        }
        self.lines += self.new.len();
        self.new.clear();
        // Not each time, as all of it is written anew.
        if self.lines > 2 * MOST
            && let Some(lines) = file::compact(path, MOST)?
        {
            self.lines = lines;
        }
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
        *self = Entries::read(path)?;
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

    fn read(path: &Path) -> Entries {
        Entries::read(path).expect("it can be read")
    }

    fn typed(entries: &mut Entries, line: &str) {
        entries.add(line).expect("nothing can fail");
    }

    #[test]
    fn sessions_add_to_one_file() {
        let folder = Folder::new("shared");
        let path = folder.0.join("a/history");
        let (mut one, mut two) = (read(&path), read(&path));
        typed(&mut one, "claims\n| count \\ \"\\n\"");
        typed(&mut two, "sources");
        one.write(&path).expect("it is written");
        two.write(&path).expect("it is written");
        assert_eq!(all(&read(&path)), ["claims\n| count \\ \"\\n\"", "sources"]);
        one.write(&path).expect("there is nothing to add");
        assert_eq!(read(&path).len(), 2);
        let blocked = folder.0.join("a/history/b");
        typed(&mut one, "x");
        assert!(one.write(&blocked).is_err());
        one.write(&path).expect("what was not written is still new");
        assert_eq!(read(&path).len(), 3);
    }

    #[test]
    fn sessions_that_write_at_once_lose_nothing() {
        let folder = Folder::new("at-once");
        let path = folder.0.join("a/history");
        std::thread::scope(|scope| {
            for session in 0..4 {
                let path = &path;
                scope.spawn(move || {
                    let mut entries = read(path);
                    // The file is compacted in between.
                    entries.lines = if session == 0 { 2 * MOST } else { 0 };
                    for number in 0..50 {
                        typed(&mut entries, &format!("{session} {number}"));
                        entries.write(path).expect("it is written");
                    }
                });
            }
        });
        assert_eq!(read(&path).len(), 200);
    }

    #[test]
    fn a_bad_byte_costs_no_other_line() {
        let folder = Folder::new("bad");
        let path = folder.0.join("a/history");
        let mut entries = read(&path);
        typed(&mut entries, "claims");
        entries.write(&path).expect("it is written");
        let before = b"claims\nwhere \xff\nsources".to_vec();
        fs::write(&path, &before).expect("writable");
        let mut entries = read(&path);
        assert_eq!(all(&entries), ["claims", "where \u{FFFD}", "sources"]);
        typed(&mut entries, "names");
        entries.write(&path).expect("it is written");
        let after = fs::read(&path).expect("readable");
        assert_eq!(after, [before.as_slice(), b"\nnames\n"].concat());
        file::compact(&path, MOST).expect("it can be replaced");
        assert_eq!(fs::read(&path).expect("readable"), after, "nothing is lost");
    }

    #[test]
    fn what_cannot_be_read_is_no_empty_history() {
        let folder = Folder::new("unreadable");
        assert_eq!(read(&folder.0.join("none")).len(), 0);
        fs::create_dir_all(&folder.0).expect("writable");
        assert!(Entries::read(&folder.0).is_err());
    }

    #[test]
    fn a_file_of_too_many_lines_is_made_one_of_those_that_are_kept() {
        let folder = Folder::new("compact");
        let path = folder.0.join("a/history");
        let mut entries = read(&path);
        typed(&mut entries, "first");
        entries.write(&path).expect("it is written");
        let lines = (1..2 * MOST).map(|number| format!("{}\n", number % (MOST + 5)));
        let lines: String = lines.collect();
        fs::write(&path, format!("first\n{lines}")).expect("writable");
        let mut entries = read(&path);
        assert_eq!((entries.len(), entries.lines), (MOST, 2 * MOST));
        let expected: Vec<String> = all(&entries)
            .into_iter()
            .skip(1)
            .map(str::to_owned)
            .collect();
        typed(&mut entries, "last");
        entries.write(&path).expect("it is written");
        assert_eq!(entries.lines, MOST);
        let kept = fs::read_to_string(&path).expect("readable");
        let kept: Vec<&str> = kept.lines().collect();
        assert_eq!(kept[..MOST - 1], expected);
        assert_eq!(kept[MOST - 1], "last");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_reads_it() {
        use std::os::unix::fs::MetadataExt;
        let folder = Folder::new("private");
        let path = folder.0.join("a/history");
        let mut entries = read(&path);
        typed(&mut entries, "claims");
        entries.write(&path).expect("it is written");
        let mode = |path: &Path| fs::metadata(path).expect("it is there").mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(&folder.0.join("a")), 0o700);
        file::compact(&path, MOST).expect("it can be replaced");
        assert_eq!(mode(&path), 0o600);
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
