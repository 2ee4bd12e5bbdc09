//! `.last`, `.explain`: the query before.

use std::sync::Arc;

use super::{Flow, Refusal, ended};
use crate::cli::explain;
use crate::diagnostic::{Diagnostic, Source};
use crate::repl::page;
use crate::repl::session::{Asker, Session};
use crate::value::unquoted;

/// Shows the query before.
pub(super) fn last(session: &mut Session, _arguments: &str) -> Result<Flow, Refusal> {
    let last = session.last_query().ok_or_else(nothing_asked)?;
    session.present(&last)?;
    Ok(Flow::Next)
}

/// Shows how a query is worked out, or what a code means.
pub(super) fn explain(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    if let Some(text) = explain::text(unquoted(ended(arguments))) {
        let text = page::chapter(&text, session.columns());
        session.output.text(&text, &session.messages)?;
        return Ok(Flow::Next);
    }
    let stage = "| explain";
    let text = match ended(arguments) {
        "" => {
            let before = session.settings.before.as_ref();
            let refined = before.and_then(|before| before.refined(stage));
            refined.ok_or_else(nothing_asked)?
        }
        query => format!("{query}\n{stage}"),
    };
    let name = "query".to_owned();
    // It is a question about a query, which stays the last.
    session.ask_for(Asker::Plan, &Arc::new(Source { name, text }))?;
    Ok(Flow::Next)
}

pub(super) fn nothing_asked() -> Diagnostic {
    Diagnostic::error("no-query-before", "no query was asked yet")
        .help("type one: claims | count by source")
}

#[cfg(test)]
mod tests {
    use crate::repl::commands::tests::Talk;

    #[test]
    fn the_last_query_is_shown_whole() {
        let mut talk = Talk::new();
        assert!(talk.wrong(".last").contains("no query was asked yet"));
        talk.line("claims where stance = deny");
        talk.line("| count by source");
        assert_eq!(
            talk.messages("\\p"),
            "claims where stance = deny\n| count by source\n"
        );
        assert!(talk.wrong("clams").contains("‘claims’"));
        talk.line("_ | count");
        assert_eq!(
            talk.messages(".last"),
            "claims where stance = deny\n| count by source | count\n"
        );
        talk.line("_ without \"Reuters\"");
        assert!(talk.messages(".last").starts_with("(claims where"));
        assert!(talk.wrong(".last x").contains("‘.last’ takes nothing"));
    }

    #[test]
    fn queries_and_codes_are_explained() {
        let mut talk = Talk::new();
        assert!(talk.wrong(".explain").contains("no query was asked yet"));
        let given = talk.results(".explain claims where stance = deny | count");
        assert!(given.contains("step") && given.contains("count"), "{given}");
        talk.line("claims where stance = deny | count");
        assert_eq!(talk.results(".explain"), format!("\n{given}"));
        assert_eq!(
            talk.messages(".last"),
            "claims where stance = deny | count\n"
        );
        assert!(
            talk.results(".explain unknown-field")
                .contains("unknown-field")
        );
        assert!(talk.wrong(".explain clams").contains("‘claims’"));
    }
}
