//! `.open`, `.reload`, `.schema`: what is asked.

use std::path::PathBuf;

use super::{Flow, Refusal};
use crate::diagnostic::Diagnostic;
use crate::golden::Location;
use crate::repl::session::{Session, shown_location};
use crate::repl::settings::{self, on_off, unquoted};

/// Opens another ledger; without one tells which is open.
pub(super) fn open(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let location = match unquoted(arguments) {
        "" => {
            let location = shown_location(session.location());
            session.say(&format!("ledger: {location}"));
            return Ok(Flow::Next);
        }
        "--sample" => Location::Sample,
        folder => Location::Folder(PathBuf::from(folder)),
    };
    session.switch(location)?;
    Ok(Flow::Next)
}

/// Reads the ledger's files again.
pub(super) fn reload(session: &mut Session, _arguments: &str) -> Result<Flow, Refusal> {
    let location = session.location().cloned();
    session.reload(location.ok_or_else(no_files)?)?;
    Ok(Flow::Next)
}

/// Says whether the files are read again when they have changed; without a word turns it round.
pub(super) fn watch(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let turned = on_off(!session.is_watching());
    let value = if arguments.is_empty() {
        turned
    } else {
        arguments
    };
    settings::command(session, "watch", value)?;
    settings::command(session, "watch", "")
}

/// Refuses what takes a ledger that lies in files.
pub(in crate::repl) fn no_files() -> Refusal {
    let message = "the ledger was not opened from files";
    Diagnostic::error("no-files", message)
        .help("‘.open FOLDER’ opens one that is")
        .into()
}

/// Lists collections, fields or words.
pub(super) fn schema(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    session.schema((!arguments.is_empty()).then_some(arguments))?;
    Ok(Flow::Next)
}

#[cfg(test)]
mod tests {
    use crate::repl::commands::tests::Talk;

    #[test]
    fn a_ledger_is_opened_and_read_again() {
        let mut talk = Talk::new();
        assert!(talk.wrong(".reload").contains("not opened from files"));
        let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
        talk.line(&format!(".open \"{seeds}\""));
        assert_eq!(talk.messages(".open"), format!("ledger: {seeds}\n"));
        talk.line(".reload");
        let told = talk.wrong(".open no-such-folder");
        assert!(told.contains("‘no-such-folder’ does not exist"), "{told}");
        assert_eq!(talk.messages(".open"), format!("ledger: {seeds}\n"));
        let mut seen = Talk::new().on_screen(80, 24);
        let told = seen.wrong(".open no-such-folder");
        assert!(
            told.contains("‘.open FOLDER’") && !told.contains("--ledger"),
            "{told}"
        );
        talk.line("\\c --sample");
        assert_eq!(talk.messages(".open"), "ledger: --sample\n");
        assert!(talk.results("claims | count").contains("count"));
    }

    #[test]
    fn the_schema_is_listed() {
        let mut talk = Talk::new();
        assert!(talk.results(".schema").contains("propositions"));
        assert!(talk.results("\\d claims").contains("stance"));
        assert!(talk.results("\\d claims.stance").contains("deny"));
        assert!(talk.wrong(".schema clams").contains("‘claims’"));
    }
}
