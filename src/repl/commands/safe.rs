//! `.safe`: a session that writes no file and opens no other.

use super::run::words;
use super::{Command, Flow, Refusal};
use crate::cli::saved;
use crate::diagnostic::Diagnostic;
use crate::repl::session::Session;
use crate::repl::settings::truth;

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
    if !command.is_safe {
        return Err(forbidden(&format!("‘.{}’", command.name)));
    }
    if command.name == "run" && names_a_file(session, arguments) {
        let what = "this session is safe: ‘.run’ takes names of saved queries alone";
        return Err(refused(what.to_owned()));
    }
    Ok(())
}

/// Refuses something that a safe session does not have.
pub(in crate::repl) fn forbidden(what: &str) -> Diagnostic {
    refused(format!("this session is safe: {what} is forbidden"))
}

fn refused(what: String) -> Diagnostic {
    let help = "a safe session writes no file, opens no other and starts no program";
    Diagnostic::error("safe-session", what).help(help)
}

/// Tells whether what is run looks like a file, and is no saved query.
fn names_a_file(session: &Session, arguments: &str) -> bool {
    let words = words(arguments).unwrap_or_default();
    let name = words.into_iter().next().unwrap_or_default();
    let is_path = name == "-" || name.contains(['/', '\\', '.']);
    is_path && saved::path_of(&name, &session.options).is_none()
}

#[cfg(test)]
mod tests {
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
        let forbidden = COMMANDS.iter().filter(|command| !command.is_safe);
        let forbidden: Vec<&str> = forbidden.map(|command| command.name).collect();
        let expected = [
            "edit", "save", "save!", "pin", "pin!", "read", "open", "output", "once", "export",
            "export!",
        ];
        assert_eq!(forbidden, expected);
        for name in forbidden {
            let told = talk.wrong(&format!(".{name} x.csv"));
            assert!(told.contains(&format!("‘.{name}’ is forbidden")), "{told}");
        }
        for line in ["\\i x", "\\o x", "\\e"] {
            assert!(talk.wrong(line).contains("is forbidden"), "{line}");
        }
        for line in [".run ../x", ".run \"/etc/passwd\"", ".run -"] {
            assert!(talk.wrong(line).contains("saved queries alone"), "{line}");
        }
        for name in ["none", "seeds"] {
            let told = talk.wrong(&format!(".run {name}"));
            assert!(told.contains(&format!("no saved query ‘{name}’")), "{told}");
        }
        talk.line(".mode csv");
    }
}
