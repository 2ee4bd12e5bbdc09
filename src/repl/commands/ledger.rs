//! `.open`, `.reload`, `.schema`: what is asked.

use super::{Command, Flow, Refusal};
use crate::console::Stop;
use crate::diagnostic::Diagnostic;
use crate::golden::Location;
use crate::repl::session::{Session, shown_location};
use crate::repl::settings::{self, on_off};
use crate::value::unquoted;

/// Opens another ledger; without one tells which is open.
pub(super) fn open(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let location = match unquoted(arguments) {
        "" => {
            let location = shown_location(session.location());
            session.say(&format!("ledger: {location}"));
            return Ok(Flow::Next);
        }
        "--sample" => Location::Sample,
        folder => Location::Folder(settings::path(folder)),
    };
    let switched = session.switch(location);
    session.is_lost = switched.is_err();
    switched?;
    session.say(&session.opened());
    Ok(Flow::Next)
}

/// Refuses what is meant for a ledger that could not be opened.
pub(super) fn expect_open(session: &Session, command: &Command) -> Result<(), Stop> {
    if command.is_of_ledger {
        session.expect_open()?;
    }
    Ok(())
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
    let name = unquoted(arguments);
    session.schema((!name.is_empty()).then_some(name))?;
    Ok(Flow::Next)
}

#[cfg(test)]
mod tests {
    use crate::repl::Stop;
    use crate::repl::commands::keep::tests::town;
    use crate::repl::commands::tests::Talk;

    #[test]
    fn a_ledger_is_opened_and_read_again() {
        let mut talk = Talk::new();
        assert!(talk.wrong(".reload").contains("not opened from files"));
        let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
        let told = talk.messages(&format!(".open \"{seeds}\""));
        assert!(
            told.starts_with(&format!("{seeds}: ")) && told.contains(" claims, "),
            "{told}"
        );
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
    fn behind_a_ledger_that_could_not_be_opened_nothing_is_asked() {
        let mut talk = Talk::new();
        let text = "claims | count\n.open no-such-folder\n.mode csv\nclaims | count\n\
            .values claims.stance\n.why 1\n.export never-written.csv\n.open --sample\nsources | count";
        assert_eq!(talk.stopped(text).0, Stop::Ledger);
        assert_eq!(talk.session.last_query().as_deref(), Some("claims | count"));
        talk.line(".config keep_going on");
        let (stop, results, told) = talk.stopped(text);
        assert_eq!(stop, Stop::Ledger);
        assert_eq!(results.matches("count").count(), 2, "{results}");
        assert_eq!(told.matches("no ledger is open").count(), 4, "{told}");
        assert_eq!(
            talk.session.last_query().as_deref(),
            Some("sources | count")
        );
        // The next line is meant for the ledger that is open.
        talk.wrong(".open no-such-folder");
        assert!(talk.results("claims | count").contains("count"));
    }

    #[test]
    fn behind_a_ledger_that_could_not_be_opened_none_of_its_queries_is_replaced() {
        let (mut talk, folder) = town("lost");
        talk.line("sources");
        talk.line(".save q");
        let query = "town hall/seeds/queries/q.who";
        let before = folder.read(query);
        talk.line(".config keep_going on");
        let text = "claims | count\n.open no-such-folder\n.save! q\n.save other";
        let (stop, _, told) = talk.stopped(text);
        assert_eq!(stop, Stop::Ledger);
        assert_eq!(told.matches("no ledger is open").count(), 2, "{told}");
        assert_eq!(folder.read(query), before);
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
