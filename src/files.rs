//! Files: replaced whole or left as they are, and found below a folder.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// What writes a file.
pub type Fill<'a> = &'a mut dyn FnMut(&mut File) -> io::Result<()>;

/// So many names beside a file are tried for what takes its place.
const MOST_NAMES: u32 = 100;
/// How deep folders may lie in each other.
const DEPTH: usize = 64;

/// Replaces what a file holds in one step, so that nobody ever reads half of it.
///
/// Its permissions stay, and where the path is a link, the file it leads to is replaced.
///
/// # Errors
///
/// Returns why it cannot be written, be it that it is no regular file; it is as it was then. That it
/// is there already is never the reason.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    replace_by(path, &mut |file| file.write_all(text.as_bytes()))
}

/// Replaces it by what a function writes; it stays as it was where that fails.
///
/// # Errors
///
/// Those of [`replace`], and of the function.
pub fn replace_by(path: &Path, write: Fill<'_>) -> io::Result<()> {
    let (path, meta) = replaceable(path)?;
    let made = beside(&path, 0o600)?;
    swap(made, &path, Some(&meta), write)
}

/// Writes a file in one step, be it there or not; it stays as it was where the function fails.
///
/// What cannot be replaced is written as it comes: a device, a pipe, a file in a folder that takes no
/// other beside it.
///
/// # Errors
///
/// Returns why it cannot be written, and the errors of the function.
pub fn put_by(path: &Path, write: Fill<'_>) -> io::Result<()> {
    let made = match path.symlink_metadata() {
        Ok(_) => replaceable(path)
            .and_then(|(path, meta)| beside(&path, 0o600).map(|made| (made, path, Some(meta)))),
        Err(_) => beside(path, 0o666).map(|made| (made, path.to_owned(), None)),
    };
    match made {
        Ok((made, path, like)) => swap(made, &path, like.as_ref(), write),
        Err(_) => write(&mut File::create(path)?),
    }
}

/// Returns where a file lies that can be replaced, and what is to stay of it.
fn replaceable(path: &Path) -> io::Result<(PathBuf, fs::Metadata)> {
    let path = path.canonicalize()?;
    let meta = fs::metadata(&path)?;
    if !meta.is_file() {
        return Err(not_regular());
    }
    // The folder alone decides whether a file can be replaced, and would let this one go.
    if meta.permissions().readonly() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is read-only",
        ));
    }
    Ok((path, meta))
}

/// Fills a file that was made beside another and puts it in the other's place.
fn swap(
    (mut file, beside): (File, PathBuf),
    path: &Path,
    like: Option<&fs::Metadata>,
    write: Fill<'_>,
) -> io::Result<()> {
    let written = like
        .map_or(Ok(()), |like| make_alike(&file, &beside, like))
        .and_then(|()| write(&mut file))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // The error that matters is the first.
        let _ = fs::remove_file(&beside);
        return written;
    }
    // The file is whole already; this is for a machine that goes out now.
    if let Some(folder) = path.parent().and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
    written
}

/// Makes an empty file beside another, with these permissions at the most.
#[cfg_attr(
    not(unix),
    expect(unused_variables, reason = "the folder alone decides there")
)]
fn beside(path: &Path, mode: u32) -> io::Result<(File, PathBuf)> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    // A program that was ended may have left one.
    for number in 0..MOST_NAMES {
        let name = format!(".whosaid-{}-{number}.new", std::process::id());
        let beside = path.with_file_name(name);
        match options.open(&beside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            opened => return opened.map(|file| (file, beside)),
        }
    }
    let message = "files ‘.whosaid-…-….new’ that were left beside it stand in the way";
    Err(io::Error::other(message))
}

/// Writes a file that is not there yet.
///
/// # Errors
///
/// Returns why it cannot be written; there is no such file then, unless there was one before.
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    create_by(path, &mut |file| file.write_all(text.as_bytes()))
}

/// Makes it of what a function writes.
///
/// # Errors
///
/// Those of [`create`], and of the function.
pub fn create_by(path: &Path, write: Fill<'_>) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = write(&mut file).and_then(|()| file.sync_all());
    if written.is_err() {
        // The error that matters is the first.
        let _ = fs::remove_file(path);
    }
    written
}

/// Gives a file the owner that another has, where we may, and its permissions.
#[cfg(unix)]
fn make_alike(file: &File, path: &Path, like: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
    let ours = file.metadata()?;
    if (ours.uid(), ours.gid()) != (like.uid(), like.gid()) {
        // Only some may give files away; most may still choose among their groups.
        let _ = chown(path, Some(like.uid()), Some(like.gid()))
            .or_else(|_| chown(path, None, Some(like.gid())));
    }
    let mut permissions = like.permissions();
    if file.metadata()?.gid() != like.gid() {
        // Another group may no more than all may.
        let mode = permissions.mode();
        permissions.set_mode(mode & !0o070 | (mode & 0o007) << 3);
    }
    file.set_permissions(permissions)
}

#[cfg(not(unix))]
fn make_alike(file: &File, _: &Path, like: &fs::Metadata) -> io::Result<()> {
    file.set_permissions(like.permissions())
}

/// The files of a kind that lie below a folder.
#[derive(Debug, Default)]
pub struct Found {
    /// Those that can be read whole, by path.
    pub files: Vec<PathBuf>,
    /// Those that are none, be it a pipe or a link that leads nowhere, and folders that cannot be read,
    /// each with the reason.
    pub problems: Vec<(PathBuf, io::Error)>,
}

impl Found {
    /// Returns the files.
    ///
    /// # Errors
    ///
    /// Returns what cannot be read among them, and why, if anything.
    pub fn all(self) -> Result<Vec<PathBuf>, (PathBuf, io::Error)> {
        match self.problems.into_iter().next() {
            Some(problem) => Err(problem),
            None => Ok(self.files),
        }
    }
}

/// Finds the files below a folder that have an extension; what is named otherwise stands for itself.
///
/// Links are followed, and each folder is entered once, whatever leads back to it; what is hidden by a
/// dot before its name is left out.
pub fn below(path: &Path, extension: &str) -> Found {
    if !path.is_dir() {
        // Opened later, where its absence is reported.
        return Found {
            files: vec![path.to_owned()],
            problems: Vec::new(),
        };
    }
    let mut walk = Walk {
        extension,
        found: Found::default(),
        entered: BTreeSet::new(),
    };
    walk.folder(path, DEPTH);
    walk.found
}

/// Finds those that lie in a folder itself.
pub fn within(folder: &Path, extension: &str) -> Found {
    let mut walk = Walk {
        extension,
        found: Found::default(),
        entered: BTreeSet::new(),
    };
    walk.folder(folder, 0);
    walk.found
}

struct Walk<'a> {
    extension: &'a str,
    found: Found,
    entered: BTreeSet<PathBuf>,
}

impl Walk<'_> {
    /// Looks at what lies in a folder, and in folders in it down to a depth.
    fn folder(&mut self, folder: &Path, depth: usize) {
        let read = fs::canonicalize(folder).and_then(|real| {
            if !self.entered.insert(real) {
                return Ok(Vec::new());
            }
            fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()
        });
        let mut entries = read.unwrap_or_else(|error| {
            self.found.problems.push((folder.to_owned(), error));
            Vec::new()
        });
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            if !entry.file_name().to_string_lossy().starts_with('.') {
                self.entry(&entry, depth);
            }
        }
    }

    fn entry(&mut self, entry: &fs::DirEntry, depth: usize) {
        let path = entry.path();
        // A link is what it leads to.
        let kind = match entry.file_type() {
            Ok(kind) if !kind.is_symlink() => Ok(kind),
            Ok(_) | Err(_) => fs::metadata(&path).map(|meta| meta.file_type()),
        };
        if kind.as_ref().is_ok_and(fs::FileType::is_dir) {
            if depth > 0 {
                self.folder(&path, depth - 1);
            }
            return;
        }
        if path.extension().is_none_or(|its| its != self.extension) {
            return;
        }
        match kind {
            Ok(kind) if kind.is_file() => self.found.files.push(path),
            // To read a pipe would be to wait for whoever writes to it.
            Ok(_) => self.found.problems.push((path, not_regular())),
            Err(error) => self.found.problems.push((path, error)),
        }
    }
}

fn not_regular() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "it is no regular file")
}

/// Reads the beginning of a text file, so many bytes at most.
///
/// # Errors
///
/// Returns why it cannot be read, be it that it is no regular file, or not UTF-8.
pub fn beginning(path: &Path, most: u64) -> io::Result<String> {
    if !fs::metadata(path)?.is_file() {
        return Err(not_regular());
    }
    let mut bytes = Vec::new();
    let read = File::open(path)?.take(most).read_to_end(&mut bytes)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        // The last character may be cut.
        Err(error) if read as u64 == most && error.utf8_error().error_len().is_none() => {
            let whole = error.utf8_error().valid_up_to();
            Ok(String::from_utf8_lossy(&error.as_bytes()[..whole]).into_owned())
        }
        Err(_) => Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "it is not UTF-8 text",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of its own for each test, gone afterwards.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let folder = format!("whosaid-files-{name}-{}", std::process::id());
            let folder = std::env::temp_dir().join(folder);
            fs::create_dir_all(&folder).expect("a writable folder");
            Folder(folder)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn names(folder: &Path) -> usize {
        fs::read_dir(folder).expect("a folder").count()
    }

    #[test]
    fn a_file_is_replaced_and_nothing_left_behind() {
        let folder = Folder::new("replaced");
        let path = folder.0.join("a.toml");
        fs::write(&path, "old and long").expect("writable");
        replace(&path, "new").expect("writable");
        assert_eq!(fs::read_to_string(&path).expect("readable"), "new");
        assert_eq!(names(&folder.0), 1);
    }

    #[test]
    fn what_cannot_be_replaced_stays() {
        let folder = Folder::new("stays");
        let path = folder.0.join("a.toml");
        assert!(replace(&path, "new").is_err(), "there is none");
        assert!(replace(&folder.0, "new").is_err(), "a folder");
        fs::write(&path, "old").expect("writable");
        let mut permissions = fs::metadata(&path).expect("a file").permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).expect("ours");
        let error = replace(&path, "new").expect_err("read-only");
        assert_eq!(error.to_string(), "it is read-only");
        assert_eq!(fs::read_to_string(&path).expect("readable"), "old");
        assert_eq!(names(&folder.0), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
        let folder = Folder::new("links");
        let (path, link) = (folder.0.join("a.toml"), folder.0.join("b.toml"));
        fs::write(&path, "old").expect("writable");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("ours");
        symlink("a.toml", &link).expect("a folder with links");
        replace(&link, "new").expect("writable");
        assert!(fs::symlink_metadata(&link).expect("a link").is_symlink());
        assert_eq!(fs::read_to_string(&path).expect("readable"), "new");
        let mode = fs::metadata(&path).expect("a file").mode();
        assert_eq!(mode & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_written_is_never_read_by_more_than_the_file_was() {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let folder = Folder::new("private");
        let path = folder.0.join("a.toml");
        fs::write(&path, "old").expect("writable");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("ours");
        replace_by(&path, &mut |file| {
            assert_eq!(file.metadata()?.mode() & 0o777, 0o600);
            file.write_all(b"new")
        })
        .expect("writable");
        assert_eq!(fs::metadata(&path).expect("a file").mode() & 0o777, 0o600);
    }

    #[test]
    fn what_was_left_beside_it_is_not_in_the_way() {
        let folder = Folder::new("left");
        let path = folder.0.join("a.toml");
        let id = std::process::id();
        fs::write(&path, "old").expect("writable");
        fs::write(folder.0.join(format!(".whosaid-{id}-0.new")), "").expect("writable");
        replace(&path, "new").expect("writable");
        assert_eq!(fs::read_to_string(&path).expect("readable"), "new");
        assert_eq!(names(&folder.0), 2);
        for number in 0..MOST_NAMES {
            let name = format!(".whosaid-{id}-{number}.new");
            fs::write(folder.0.join(name), "").expect("writable");
        }
        let error = replace(&path, "other").expect_err("no name is free");
        assert_ne!(error.kind(), io::ErrorKind::AlreadyExists);
        assert!(error.to_string().contains("stand in the way"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_is_not_replaced() {
        use std::os::unix::net::UnixListener;
        let folder = Folder::new("socket");
        let path = folder.0.join("s.toml");
        let _listener = UnixListener::bind(&path).expect("a short path");
        let error = replace(&path, "new").expect_err("a socket");
        assert_eq!(error.to_string(), "it is no regular file");
        assert!(!fs::metadata(&path).expect("it stays").is_file());
        let found = below(&folder.0, "toml");
        assert!(found.files.is_empty(), "{found:?}");
        assert_eq!(found.problems[0].0, path);
    }

    #[test]
    fn files_below_a_folder_come_in_order_of_path() {
        let folder = Folder::new("below");
        fs::create_dir_all(folder.0.join("sub")).expect("writable");
        for name in ["b.who", "a.who", "a.txt", "sub/c.who", ".hidden.who"] {
            fs::write(folder.0.join(name), "").expect("writable");
        }
        let names = |found: Found| -> Vec<String> {
            assert!(found.problems.is_empty(), "{found:?}");
            let name = |path: &PathBuf| {
                let name = path.strip_prefix(&folder.0).expect("below");
                name.display().to_string()
            };
            found.files.iter().map(name).collect()
        };
        let all = ["a.who", "b.who", "sub/c.who"];
        assert_eq!(names(below(&folder.0, "who")), all);
        assert_eq!(names(within(&folder.0, "who")), all[..2]);
        let none = below(&folder.0.join("none"), "who");
        assert_eq!(none.files.len(), 1, "opened later");
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_lead_in_no_circle() {
        use std::os::unix::fs::symlink;
        let (folder, other) = (Folder::new("follow"), Folder::new("followed"));
        fs::write(other.0.join("a.who"), "").expect("writable");
        symlink(&other.0, folder.0.join("sub")).expect("a folder with links");
        symlink(&folder.0, other.0.join("back")).expect("a folder with links");
        symlink("nowhere", folder.0.join("lost.who")).expect("a folder with links");
        symlink("sub/a.who", folder.0.join("b.who")).expect("a folder with links");
        let found = below(&folder.0, "who");
        let expected = ["b.who", "sub/a.who"].map(|name| folder.0.join(name));
        assert_eq!(found.files, expected);
        let lost: Vec<&PathBuf> = found.problems.iter().map(|(path, _)| path).collect();
        assert_eq!(lost, [&folder.0.join("lost.who")]);
    }

    #[test]
    fn the_beginning_of_a_file_is_cut_at_a_character() {
        let folder = Folder::new("beginning");
        let path = folder.0.join("a.who");
        fs::write(&path, "aé").expect("writable");
        assert_eq!(beginning(&path, 2).expect("readable"), "a");
        assert_eq!(beginning(&path, 9).expect("readable"), "aé");
        fs::write(&path, b"a\xff").expect("writable");
        assert!(beginning(&path, 2).is_err());
    }

    #[test]
    fn a_file_is_created_once() {
        let folder = Folder::new("created");
        let path = folder.0.join("a.toml");
        create(&path, "one").expect("writable");
        assert!(create(&path, "two").is_err(), "it is there");
        assert_eq!(fs::read_to_string(&path).expect("readable"), "one");
    }
}
