//! The person's own editor.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::diagnostic::Diagnostic;

/// What is asked where `$VISUAL` and `$EDITOR` say nothing.
const DEFAULT: &str = "vi";

/// Opens a text in `$VISUAL`, `$EDITOR` or `vi`, and returns what it is afterwards.
pub(super) fn edited(text: &str) -> Result<String, Diagnostic> {
    let editor = editor();
    let file = File::new(text).map_err(|error| {
        let message = format!("cannot write a file to edit: {error}");
        Diagnostic::error("no-editor", message)
    })?;
    let failed = |what: String| {
        Diagnostic::error("no-editor", format!("the editor ‘{editor}’ {what}"))
            .help("$EDITOR says which editor is opened")
    };
    // It may be written with arguments.
    let mut words = editor.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or(DEFAULT));
    let status = command.args(words).arg(&file.0).status();
    let status = status.map_err(|error| failed(format!("cannot be opened: {error}")))?;
    if !status.success() {
        return Err(failed(format!("ended with {status}; nothing was changed")));
    }
    let text = fs::read_to_string(&file.0)
        .map_err(|error| failed(format!("left what cannot be read: {error}")))?;
    Ok(text.trim_end().to_owned())
}

fn editor() -> String {
    let named = |name| std::env::var(name).ok().filter(|it| !it.trim().is_empty());
    let named = named("VISUAL").or_else(|| named("EDITOR"));
    named.unwrap_or_else(|| DEFAULT.to_owned())
}

/// A file for a text, gone afterwards.
struct File(PathBuf);

impl File {
    fn new(text: &str) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let free = |number: u32| {
            let name = format!("whosaid-{}-{number}.who", std::process::id());
            let path = std::env::temp_dir().join(name);
            Some((options.open(&path).ok()?, path))
        };
        let Some((mut file, path)) = (0..100).find_map(free) else {
            return Err(io::Error::other("there are too many"));
        };
        let own = File(path);
        writeln!(file, "{text}")?;
        Ok(own)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = fs::remove_file::<&Path>(&self.0);
    }
}
