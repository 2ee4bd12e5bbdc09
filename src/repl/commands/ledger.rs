//! `.open`, `.reload`, `.schema`: what is asked.

use std::path::PathBuf;

use super::{Flow, Refusal};
use crate::golden::Location;
use crate::repl::session::{Session, shown_location};
use crate::repl::settings::unquoted;

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
    let Some(location) = session.location().cloned() else {
        return Err(Refusal::Usage(
            "the ledger was not opened from files".to_owned(),
        ));
    };
    session.switch(location)?;
    Ok(Flow::Next)
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
