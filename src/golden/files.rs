//! Files of cases, and of queries: finding them, replacing them whole.

use std::io;
use std::path::{Path, PathBuf};

/// Lists the files below a folder that have an extension, by path; a file stands for itself.
pub fn files(path: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    if !path.is_dir() {
        // Opened later, where its absence is reported.
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
    let mut paths: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !is_hidden && !path.is_symlink() {
            found.extend(files(&path, extension)?);
        } else if path.extension().is_some_and(|its| its == extension) {
            found.push(path);
        }
    }
    Ok(found)
}

/// Replaces a file in one step, so that nobody ever reads half of it.
pub fn write_whole(path: &Path, text: &str) -> io::Result<()> {
    let path = path.canonicalize()?;
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.new", std::process::id()));
    let beside = path.with_file_name(name);
    let written = std::fs::write(&beside, text)
        .and_then(|()| std::fs::set_permissions(&beside, std::fs::metadata(&path)?.permissions()))
        .and_then(|()| std::fs::rename(&beside, &path));
    if written.is_err() {
        // The error that matters is the first.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_files_in_order_of_path() {
        let folder = std::env::temp_dir().join(format!("whosaid-files-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("sub")).expect("a writable folder");
        let names = [
            "b.golden",
            "a.golden",
            "a.txt",
            "sub/c.golden",
            ".hidden.golden",
        ];
        for name in names {
            std::fs::write(folder.join(name), "").expect("a writable file");
        }
        let found = files(&folder, "golden").expect("a folder");
        let names = found
            .iter()
            .map(|path| path.strip_prefix(&folder).expect("below"));
        let names: Vec<_> = names.map(|path| path.display().to_string()).collect();
        assert_eq!(
            names,
            [".hidden.golden", "a.golden", "b.golden", "sub/c.golden"]
        );
        std::fs::remove_dir_all(&folder).expect("a folder of its own");
    }
}
