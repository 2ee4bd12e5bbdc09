//! `.safe`: a session that writes no file and opens no other.

use std::path::Path;

use super::run::words;
use super::{Command, Flow, Refusal};
use crate::diagnostic::Diagnostic;
use crate::repl::session::Session;
use crate::repl::settings::truth;

/// The commands that write files, open others or start programs.
const FORBIDDEN: &[&str] = &[
    "open", "read", "output", "once", "save", "save!", "pin", "pin!", "export", "export!", "edit",
];

/// Makes the session safe for good; without a word tells whether it is.
pub(super) fn safe(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    if !arguments.is_empty() {
        match (truth(arguments)?, session.safe) {
            (true, _) => session.become_safe(),
            (false, false) => {}
            (false, true) => {
                let message = "a safe session stays safe";
                return Err(Diagnostic::error("safe-session", message).into());
            }
        }
    }
    let state = if session.safe { "on" } else { "off" };
    session.say(&format!("safe: {state}"));
    Ok(Flow::Next)
}

/// Refuses what a safe session does not do.
pub(super) fn expect_allowed(
    session: &Session,
    command: &Command,
    arguments: &str,
) -> Result<(), Diagnostic> {
    if !session.safe {
        return Ok(());
    }
    let opens_any = command.name == "run" && opens_any_file(arguments);
    if !opens_any && !FORBIDDEN.contains(&command.name) {
        return Ok(());
    }
    let what = if opens_any {
        "this session is safe: ‘.run’ takes names of saved queries alone".to_owned()
    } else {
        format!("this session is safe: ‘.{}’ is forbidden", command.name)
    };
    Err(refused(what))
}

/// Refuses something that a safe session does not have.
pub(in crate::repl) fn forbidden(what: &str) -> Diagnostic {
    refused(format!("this session is safe: {what} is forbidden"))
}

fn refused(what: String) -> Diagnostic {
    let help = "a safe session writes no file, opens no other and starts no program";
    Diagnostic::error("safe-session", what).help(help)
}

/// Tells whether what is run may be more than a saved query.
fn opens_any_file(arguments: &str) -> bool {
    let words = words(arguments).unwrap_or_default();
    let name = words.into_iter().next().unwrap_or_default();
    name == "-" || name.contains(['/', '\\', '.']) || Path::new(&name).exists()
}

#[cfg(test)]
mod tests {
    use super::FORBIDDEN;
    use crate::repl::COMMANDS;
    use crate::repl::commands::tests::Talk;

    #[test]
    fn a_safe_session_forbids_and_stays_safe() {
        let mut talk = Talk::new();
        assert_eq!(talk.messages(".safe"), "safe: off\n");
        assert_eq!(talk.messages(".safe off"), "safe: off\n");
        assert!(talk.wrong(".safe perhaps").contains("neither"));
        talk.line(".once kept.csv");
        assert_eq!(talk.messages(".safe on"), "safe: on\n");
        assert!(talk.wrong(".safe off").contains("stays safe"));
        assert!(
            talk.results("claims | count").contains("count"),
            "it is not written to the file"
        );
        for name in FORBIDDEN {
            assert!(
                COMMANDS.iter().any(|command| command.name == *name),
                "{name}"
            );
            let told = talk.wrong(&format!(".{name} x.csv"));
            assert!(told.contains(&format!("‘.{name}’ is forbidden")), "{told}");
        }
        for line in ["\\i x", "\\o x", "\\e"] {
            assert!(talk.wrong(line).contains("is forbidden"), "{line}");
        }
        for line in [".run ../x", ".run \"/etc/passwd\"", ".run -", ".run seeds"] {
            assert!(talk.wrong(line).contains("saved queries alone"), "{line}");
        }
        assert!(talk.wrong(".run none").contains("no saved query ‘none’"));
        talk.line(".mode csv");
    }
}
