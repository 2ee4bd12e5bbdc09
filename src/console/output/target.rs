//! A file that answers go to.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::path::PathBuf;

use crate::files::{self, Fill};

/// A file that holds whole answers alone.
#[derive(Debug)]
pub(super) struct Target {
    pub(super) path: PathBuf,
    /// Made by the first answer, so that a wrong query leaves the file as it is.
    file: Option<File>,
}

impl Target {
    pub(super) fn new(path: PathBuf) -> Target {
        Target { path, file: None }
    }

    /// Writes something behind what was written before, the first in the place of what the file held;
    /// where that fails a regular file is as it was.
    pub(super) fn add(&mut self, write: Fill<'_>) -> io::Result<()> {
        let Some(file) = &mut self.file else {
            let mut made = None;
            files::put_by(&self.path, &mut |file| {
                write(file)?;
                made = Some(file.try_clone()?);
                Ok(())
            })?;
            self.file = made;
            return Ok(());
        };
        // A pipe has no place.
        let end = file.stream_position().ok();
        write(file).inspect_err(|_| {
            if let Some(end) = end {
                // The error that matters is the first.
                let _ = file.set_len(end);
                let _ = file.seek(SeekFrom::Start(end));
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;

    use super::*;

    fn half(file: &mut File) -> io::Result<()> {
        file.write_all(b"ha")?;
        Err(io::Error::other("interrupted"))
    }

    fn line(file: &mut File) -> io::Result<()> {
        file.write_all(b"whole\n")
    }

    #[test]
    fn a_file_holds_whole_answers() {
        let folder = std::env::temp_dir().join(format!("whosaid-target-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a writable folder");
        for (name, held) in [("old", Some("as it was\n")), ("new", None)] {
            let path = folder.join(name);
            if let Some(held) = held {
                fs::write(&path, held).expect("writable");
            }
            let read = || fs::read_to_string(&path).ok();
            let mut target = Target::new(path.clone());
            assert!(target.add(&mut half).is_err());
            assert_eq!(read().as_deref(), held, "{name}");
            target.add(&mut line).expect("writable");
            assert_eq!(read().as_deref(), Some("whole\n"), "{name}");
            assert!(target.add(&mut half).is_err());
            assert_eq!(read().as_deref(), Some("whole\n"), "{name}");
            target.add(&mut line).expect("writable");
            assert_eq!(read().as_deref(), Some("whole\nwhole\n"), "{name}");
        }
        let left = fs::read_dir(&folder).expect("a folder").count();
        fs::remove_dir_all(&folder).expect("ours");
        assert_eq!(left, 2, "nothing stands beside them");
    }

    #[cfg(unix)]
    #[test]
    fn a_device_takes_it_as_it_comes() {
        let mut target = Target::new(PathBuf::from("/dev/null"));
        for _ in 0..2 {
            target.add(&mut line).expect("writable");
            assert!(target.add(&mut half).is_err());
        }
    }
}
