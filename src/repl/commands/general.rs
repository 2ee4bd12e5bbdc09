//! `.errors`, `.config`, `.quit`: the conversation itself.

use super::{Flow, Refusal};
use crate::cli::listing::listing;
use crate::repl::config;
use crate::repl::session::{Session, shown_location};
use crate::repl::settings::{self, SETTINGS};

/// Shows the last errors, all of them.
pub(super) fn errors(session: &mut Session, _arguments: &str) -> Result<Flow, Refusal> {
    let last = session.messages.last();
    if last.diagnostics.is_empty() {
        session.say("nothing went wrong yet");
        return Ok(Flow::Next);
    }
    let drawn = session.messages.drawn(&last);
    session.output.show(&drawn, &session.messages)?;
    Ok(Flow::Next)
}

/// Shows the settings, or sets one.
pub(super) fn config(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    if let Some((name, value)) = arguments.split_once(char::is_whitespace) {
        return settings::command(session, name, value.trim());
    }
    if !arguments.is_empty() {
        return settings::command(session, arguments, "");
    }
    let facts = [
        ["ledger", &shown_location(session.location()), "", ".open"],
        [
            "output",
            &session
                .output
                .path()
                .map_or_else(String::new, |path| path.display().to_string()),
            "",
            ".output",
        ],
    ]
    .map(|row| row.map(str::to_owned));
    let rows = SETTINGS.iter().map(|setting| {
        [
            setting.name.to_owned(),
            (setting.show)(session),
            setting.takes.to_owned(),
            setting.help.to_owned(),
        ]
    });
    let rows: Vec<_> = rows.chain(facts).chain(config::places()).collect();
    session.listing_here(listing(["setting", "value", "takes", "help"], rows))?;
    Ok(Flow::Next)
}

/// Leaves.
pub(super) fn quit(_session: &mut Session, _arguments: &str) -> Result<Flow, Refusal> {
    Ok(Flow::Leave)
}

#[cfg(test)]
mod tests {
    use crate::repl::commands::tests::Talk;
    use crate::repl::{Flow, SETTINGS};

    #[test]
    fn the_last_errors_are_shown_again() {
        let mut talk = Talk::new();
        assert_eq!(talk.messages(".errors"), "nothing went wrong yet\n");
        let told = talk.wrong("claims where sorce = \"Hamas\"");
        talk.line("claims | count");
        assert_eq!(talk.messages(".errors"), told);
    }

    #[test]
    fn settings_are_listed_shown_and_set() {
        let mut talk = Talk::new();
        let all = talk.results(".config");
        for setting in SETTINGS {
            assert!(all.contains(setting.name), "{all}");
            let shown = talk.messages(&format!(".config {}", setting.name));
            let (_, value) = shown.trim_end().split_once(": ").expect("its value");
            talk.line(&format!(".config {} {value}", setting.name));
            assert_eq!(talk.messages(&format!(".config {}", setting.name)), shown);
        }
        assert_eq!(talk.messages(".config timer on"), "");
        assert_eq!(talk.messages(".config timer"), "timer: on\n");
        assert!(talk.wrong(".config tiemr on").contains("‘timer’"));
        assert!(talk.wrong(".config today 2025").contains("no day"));
    }

    #[test]
    fn it_is_left_by_every_name() {
        for line in [".quit", "\\q", ".exit", "quit", "EXIT", " exit "] {
            assert_eq!(Talk::new().session.line(line), Ok(Flow::Leave), "{line}");
        }
        assert_eq!(
            Talk::new().session.line("claims | count\n.quit\nclams"),
            Ok(Flow::Leave)
        );
    }
}
