//! The file of a history, which many sessions add to.

use std::collections::VecDeque;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::hash::Hash;
use std::io::{self, Write};
use std::path::Path;
use std::thread;
use std::time::Duration;

use rustc_hash::FxHashSet;

use crate::files;

/// How often a file that another session has for itself is asked for, and the pause behind each time.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(5);

/// Reads a file, which nobody has to write to meanwhile.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    if fs::metadata(path)?.is_file() {
        fs::read(path)
    } else {
        Err(io::Error::other("it is no regular file"))
    }
}

/// Returns the lines that hold something.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = bytes.split(|byte| *byte == b'\n');
    lines.filter(|line| !line.is_empty())
}

/// Returns what is kept of lines: each where it stands last, so many of the latest.
pub(super) fn kept<T: Clone + Eq + Hash>(lines: Vec<T>, most: usize) -> VecDeque<T> {
    let mut seen = FxHashSet::default();
    let mut kept = VecDeque::new();
    for line in lines.into_iter().rev() {
        if kept.len() == most {
            break;
        }
        if seen.insert(line.clone()) {
            kept.push_front(line);
        }
    }
    kept
}

/// Adds a text to the end of a file in one go, so that nothing comes between its lines; returns how many
/// of its bytes have room.
pub(super) fn append(path: &Path, text: &str) -> io::Result<usize> {
    make_folder(path)?;
    let lock = lock_file(path).inspect(hold_shared);
    let written = private()
        .append(true)
        .create(true)
        .open(path)?
        .write(text.as_bytes());
    drop(lock);
    written
}

/// Leaves in a file what is kept of it, and returns the lines that it has then; none where another
/// session writes to it just now, or the file system has no locks.
pub(super) fn compact(path: &Path, most: usize) -> io::Result<Option<usize>> {
    let lock = lock_file(path);
    if lock.as_ref().is_none_or(|lock| lock.try_lock().is_err()) {
        return Ok(None);
    }
    let bytes = read(path)?;
    let kept = kept(lines(&bytes).collect(), most);
    files::replace_by(path, &mut |file| {
        let mut text = Vec::with_capacity(bytes.len());
        for line in &kept {
            text.extend_from_slice(line);
            text.push(b'\n');
        }
        file.write_all(&text)
    })?;
    Ok(Some(kept.len()))
}

/// Opens the file by which sessions keep out of each other's way, beside the folder of histories;
/// none where it cannot be.
fn lock_file(path: &Path) -> Option<File> {
    let lock = path.parent()?.with_added_extension("lock");
    private().write(true).create(true).open(lock).ok()
}

/// Waits until no other session has the files for itself; not for long, as it may be stopped.
fn hold_shared(lock: &File) {
    for _ in 0..TRIES {
        match lock.try_lock_shared() {
            Err(TryLockError::WouldBlock) => thread::sleep(PAUSE),
            Ok(()) | Err(TryLockError::Error(_)) => return,
        }
    }
}

/// Returns how to open a file that, where it is made, others cannot read.
fn private() -> OpenOptions {
    #[cfg_attr(not(unix), allow(unused_mut))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the folder that a file lies in, for the person alone.
fn make_folder(path: &Path) -> io::Result<()> {
    let Some(folder) = path.parent() else {
        return Ok(());
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
