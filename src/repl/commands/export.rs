//! `.export`: the last answer as a file.

use std::io;
use std::path::{Path, PathBuf};

use super::asking::nothing_asked;
use super::{Flow, Refusal};
use crate::diagnostic::{Diagnostic, nearest, quoted_list};
use crate::repl::session::Session;
use crate::repl::settings::unquoted;
use crate::value::counted;
use crate::{files, golden, render};

/// What the names of files end in, and the mode of each.
const EXTENSIONS: [(&str, &str); 7] = [
    ("csv", "csv"),
    ("tsv", "tsv"),
    ("json", "json"),
    ("jsonl", "jsonl"),
    ("md", "markdown"),
    ("markdown", "markdown"),
    ("txt", "table"),
];

/// Writes the last answer to a file that is not there yet.
pub(super) fn export(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    to_file(session, arguments, false)
}

/// Writes the last answer to a file, whatever it held.
pub(super) fn export_over(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    to_file(session, arguments, true)
}

fn to_file(session: &mut Session, arguments: &str, over: bool) -> Result<Flow, Refusal> {
    if arguments.is_empty() {
        return Err(Refusal::Usage("a file is needed".to_owned()));
    }
    let path = PathBuf::from(unquoted(arguments));
    let mode = mode_of(&path)?;
    let answer = session.last_answer().ok_or_else(nothing_asked)?;
    if let Some(lack) = golden::lack(answer, mode) {
        return Err(lack.into());
    }
    let options = render::Options {
        null: session.output.layout.null.clone(),
        numbered: session.output.layout.numbered.unwrap_or(false),
        csv_safe: session.output.layout.csv_safe,
        ..render::Options::default()
    };
    let mut bytes = Vec::new();
    (mode.write)(answer, &options, &mut bytes).map_err(|error| unwritable(&path, &error))?;
    let text = String::from_utf8(bytes).expect("every mode writes UTF-8");
    let rows = answer.certain_rows().count();
    write(&path, &text, over, ".export!")?;
    session.say(&format!(
        "‘{}’: {}, as {}",
        path.display(),
        counted(rows, "row"),
        mode.name
    ));
    Ok(Flow::Next)
}

/// Returns the mode that the name of a file asks for.
fn mode_of(path: &Path) -> Result<&'static render::Mode, Refusal> {
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    let known = EXTENSIONS.iter();
    let found = known
        .clone()
        .find(|(own, _)| extension.eq_ignore_ascii_case(own));
    let mode = found.and_then(|(_, mode)| render::mode(mode));
    mode.ok_or_else(|| {
        let names = || known.clone().map(|(own, _)| *own);
        let message = format!("‘{}’ does not end in a form of answers", path.display());
        let help = match nearest(&extension, names()) {
            Some(near) => format!("did you mean ‘.{near}’?"),
            None => format!("it may end in {} behind a dot", quoted_list(names())),
        };
        Diagnostic::error("unknown-form", message).help(help).into()
    })
}

/// Writes a file; one that is there already only where it is to be written over.
pub(super) fn write(path: &Path, text: &str, over: bool, anyway: &str) -> Result<(), Diagnostic> {
    let written = if over && path.exists() {
        files::replace(path, text)
    } else {
        files::create(path, text)
    };
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => there_already(path, anyway),
        _another => unwritable(path, &error),
    })
}

/// Tells that a file is there already, and how to write it all the same.
pub(super) fn there_already(path: &Path, anyway: &str) -> Diagnostic {
    let message = format!("‘{}’ is there already", path.display());
    Diagnostic::error("file-exists", message).help(format!("‘{anyway}’ writes over it"))
}

fn unwritable(path: &Path, error: &io::Error) -> Diagnostic {
    let message = format!("cannot write to ‘{}’: {error}", path.display());
    Diagnostic::error("unwritable", message)
}

#[cfg(test)]
mod tests {
    use crate::repl::commands::tests::{Folder, Talk};

    #[test]
    fn an_answer_is_written_in_the_form_of_the_file() {
        let (mut talk, folder) = (Talk::new(), Folder::new("export"));
        assert!(
            talk.wrong(".export x.csv")
                .contains("no query was asked yet")
        );
        talk.line("claims where stance = deny | select id, stance");
        for (name, begins) in [
            ("a.csv", "id,stance\n"),
            ("a.tsv", "id\tstance\n"),
            ("a.json", "["),
            ("a.jsonl", "{\"id\""),
            ("a.md", "| id"),
            ("a.TXT", "id "),
        ] {
            let told = talk.messages(&format!(".export {}", folder.path(name)));
            assert!(told.contains("11 rows, as "), "{told}");
            assert!(folder.read(name).starts_with(begins), "{name}");
        }
    }

    #[test]
    fn nothing_is_written_over_unasked() {
        let (mut talk, folder) = (Talk::new(), Folder::new("export-over"));
        talk.line("claims | count");
        folder.write("a.csv", "mine");
        let own = folder.path("a.csv");
        let told = talk.wrong(&format!(".export {own}"));
        assert!(
            told.contains("is there already") && told.contains("‘.export!’"),
            "{told}"
        );
        assert_eq!(folder.read("a.csv"), "mine");
        talk.line(&format!(".export! \"{own}\""));
        assert!(folder.read("a.csv").starts_with("count"));
        assert!(talk.wrong(".export").contains("write: .export FILE"));
        assert!(talk.wrong(".export a.cvs").contains("did you mean ‘.csv’?"));
        assert!(talk.wrong(".export a").contains("it may end in"));
        assert!(
            talk.wrong(".export no-such-folder/a.csv")
                .contains("cannot write to")
        );
    }
}
