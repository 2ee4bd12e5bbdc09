//! The person's own editor.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::console::pager::NOT_RUN;
use crate::diagnostic::Diagnostic;

/// What is asked where `$VISUAL` and `$EDITOR` say nothing.
const DEFAULT: &str = "vi";
/// So many names are tried for the file.
const MOST_NAMES: u32 = 100;

/// Opens a text in `$VISUAL`, `$EDITOR` or `vi`, and returns what it is afterwards.
pub(super) fn edited(text: &str) -> Result<String, Diagnostic> {
    edited_by(&editor(), &std::env::temp_dir(), text)
}

/// Opens it in an editor, as a file in a folder.
fn edited_by(editor: &str, folder: &Path, text: &str) -> Result<String, Diagnostic> {
    let file = File::new(folder, text).map_err(|error| {
        let message = format!(
            "cannot write a file to edit in ‘{}’: {error}",
            folder.display()
        );
        Diagnostic::error("no-editor", message).help("$TMPDIR says where it is written")
    })?;
    let failed = |what: String| {
        Diagnostic::error("no-editor", format!("the editor ‘{editor}’ {what}"))
            .help("$EDITOR says which editor is opened")
    };
    // The shell reads it, as it reads what starts a pager: it may have arguments and quotation marks.
    let mut command = Command::new("sh");
    let line = format!("{editor} \"$@\"");
    command.arg("-c").arg(line).arg(editor).arg(&file.0);
    let status = command.status();
    let status = status.map_err(|error| failed(format!("cannot be opened: {error}")))?;
    if status.code().is_some_and(|code| NOT_RUN.contains(&code)) {
        return Err(failed("cannot be opened".to_owned()));
    }
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
    fn new(folder: &Path, text: &str) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut number = 0;
        let (mut file, path) = loop {
            let name = format!("whosaid-{}-{number}.who", std::process::id());
            let path = folder.join(name);
            match options.open(&path) {
                Err(error)
                    if error.kind() == io::ErrorKind::AlreadyExists && number < MOST_NAMES =>
                {
                    number += 1;
                }
                opened => break (opened?, path),
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shell_reads_what_starts_an_editor() {
        let folder = std::env::temp_dir();
        let editor = "sh -c 'printf \"%s\" \"| count\" >> \"$1\"' 'my editor'";
        let edited = edited_by(editor, &folder, "claims").expect("it is edited");
        assert_eq!(edited, "claims\n| count");
        let wrong = |editor: &str| edited_by(editor, &folder, "claims").expect_err(editor);
        let told = wrong("'no such editor'").message;
        assert!(told.ends_with("cannot be opened"), "{told}");
        let told = wrong("false").message;
        assert!(told.contains("nothing was changed"), "{told}");
    }

    #[test]
    fn why_no_file_can_be_written_is_told() {
        let error = edited_by("false", Path::new("/no/such/folder"), "claims").expect_err("none");
        assert!(
            error.message.contains("‘/no/such/folder’: No such file"),
            "{}",
            error.message
        );
    }
}
