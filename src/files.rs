//! Files: replaced whole or left as they are, and found below a folder.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What writes a file.
pub type Fill<'a> = &'a mut dyn FnMut(&mut File) -> io::Result<()>;

/// Replaces what a file holds in one step, so that nobody ever reads half of it.
///
/// Its permissions stay, and where the path is a link, the file it leads to is replaced.
///
/// # Errors
///
/// Returns why it cannot be written; it is as it was then.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    replace_by(path, &mut |file| file.write_all(text.as_bytes()))
}

/// Replaces it by what a function writes; it stays as it was where that fails.
///
/// # Errors
///
/// Those of [`replace`], and of the function.
pub fn replace_by(path: &Path, write: Fill<'_>) -> io::Result<()> {
    let path = path.canonicalize()?;
    let meta = fs::metadata(&path)?;
    // The folder alone decides whether a file can be replaced, and would let this one go.
    if meta.permissions().readonly() {
        return Err(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is read-only",
        ));
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let beside = path.with_file_name(name);
    let mut file = File::create_new(&beside)?;
    let written = write(&mut file)
        .and_then(|()| own(&beside, &meta))
        .and_then(|()| file.set_permissions(meta.permissions()))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, &path));
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

/// Gives a file the owner that another has, where we may.
#[cfg(unix)]
fn own(path: &Path, like: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, chown};
    let ours = fs::metadata(path)?;
    if (ours.uid(), ours.gid()) != (like.uid(), like.gid()) {
        let _ = chown(path, Some(like.uid()), Some(like.gid()));
    }
    Ok(())
}

#[cfg(not(unix))]
fn own(_: &Path, _: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

/// Lists the files below a folder that have an extension, by path; a file stands for itself.
///
/// # Errors
///
/// Returns why a folder cannot be read.
pub fn below(path: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        // Opened later, where its absence is reported.
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !is_hidden && !path.is_symlink() {
            found.extend(below(&path, extension)?);
        } else if path.extension().is_some_and(|its| its == extension) {
            found.push(path);
        }
    }
    Ok(found)
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

    #[test]
    fn files_below_a_folder_come_in_order_of_path() {
        let folder = Folder::new("below");
        fs::create_dir_all(folder.0.join("sub")).expect("writable");
        for name in ["b.who", "a.who", "a.txt", "sub/c.who", ".hidden.who"] {
            fs::write(folder.0.join(name), "").expect("writable");
        }
        let found = below(&folder.0, "who").expect("a folder");
        let names = found.iter().map(|path| path.strip_prefix(&folder.0));
        let names: Vec<_> = names.map(|name| name.expect("below")).collect();
        let expected = [".hidden.who", "a.who", "b.who", "sub/c.who"];
        assert_eq!(names, expected.map(Path::new));
        assert!(below(&folder.0.join("none"), "who").is_ok(), "opened later");
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
