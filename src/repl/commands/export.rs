//! `.export`: the last answer as a file.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::asking::nothing_asked;
use super::{Flow, Refusal};
use crate::cli::output::Cancellable;
use crate::diagnostic::{Diagnostic, nearest, quoted_list};
use crate::engine::Error;
use crate::files::Fill;
use crate::repl::session::Session;
use crate::repl::settings;
use crate::value::counted;
use crate::{files, golden, render};

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
    let path = settings::path(arguments);
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
    let rows = answer.certain_rows().count();
    let (answer, to) = (Arc::clone(answer), path.clone());
    let written = session.apart(move |cancel| {
        let mut fill = |file: &mut File| {
            let stream = Cancellable::new(Box::new(&mut *file), Arc::clone(&cancel));
            let mut out = BufWriter::new(stream);
            (mode.write)(&answer, &options, &mut out)?;
            out.flush()?;
            drop(out);
            file.sync_all()?;
            // A file that is told not to be written is not there.
            match cancel.load(Ordering::Relaxed) {
                true => Err(io::Error::other("interrupted")),
                false => Ok(()),
            }
        };
        match write_by(&to, &mut fill, over, ".export!") {
            Err(_) if cancel.load(Ordering::Relaxed) => Err(Error::Cancelled),
            written => Ok(written),
        }
    })?;
    written.map_err(|error| session.failure(&error))??;
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
    render::mode_of_file(path).ok_or_else(|| {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        let names = || render::ENDINGS.iter().map(|(own, _)| *own);
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
    let mut fill = |file: &mut File| file.write_all(text.as_bytes());
    write_by(path, &mut fill, over, anyway)
}

fn write_by(path: &Path, fill: Fill<'_>, over: bool, anyway: &str) -> Result<(), Diagnostic> {
    let written = if over && path.symlink_metadata().is_ok() {
        files::replace_by(path, fill)
    } else {
        files::create_by(path, fill)
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
