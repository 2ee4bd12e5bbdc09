//! `.last`, `.explain`: the query before.

use super::keep::source_of;
use super::{Flow, Refusal, ended};
use crate::console::explain;
use crate::diagnostic::Diagnostic;
use crate::repl::session::{Asker, Session};
use crate::repl::{page, script};
use crate::syntax;
use crate::syntax::tree::StatementKind;
use crate::value::unquoted;

/// What makes a question about a query of it.
const STAGE: &str = "| explain";

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
    let asked = ended(arguments);
    if explain::is_like_a_code(asked) {
        return Err(explain::unknown(asked).into());
    }
    let text = if asked.is_empty() {
        session.last_query().ok_or_else(nothing_asked)?;
        session.refined(STAGE)
    } else {
        let query = match script::is_refinement(asked) {
            true => session.refined(asked),
            false => asked.to_owned(),
        };
        if has_several(&query) {
            return Err(Refusal::Usage("it takes one query".to_owned()));
        }
        format!("{query}\n{STAGE}")
    };
    // It is a question about a query, which stays the last.
    session.ask_for(Asker::Plan, &source_of("query", text))?;
    Ok(Flow::Next)
}

/// Tells whether a text has several queries.
pub(super) fn has_several(text: &str) -> bool {
    let (file, _) = syntax::parse(&source_of("query", text.to_owned()));
    let queries = file.statements.iter();
    let queries = queries.filter(|it| matches!(it.kind, StatementKind::Query(_)));
    queries.count() > 1
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
        let told = talk.wrong(".explain no-such-code");
        assert!(told.contains("there is no code ‘no-such-code’"), "{told}");
        assert!(!told.contains("collection"), "{told}");
        assert!(
            talk.wrong(".explain unborne-colour")
                .contains("of the same words are ‘unborne-")
        );
        assert!(talk.wrong(".explain not-a-dat").contains("‘not-a-date’"));
    }

    #[test]
    fn one_query_is_explained_be_it_what_goes_on_from_the_one_before() {
        let mut talk = Talk::new();
        assert!(talk.wrong(".explain | count").contains("‘_’"));
        talk.line("claims where stance = deny");
        let shown = talk.results(".explain | count");
        assert!(shown.contains("count") && shown.contains("deny"), "{shown}");
        assert_eq!(talk.messages(".last"), "claims where stance = deny\n");
        for several in ["claims; sources", "| count; sources", "claims;;sources;"] {
            let told = talk.wrong(&format!(".explain {several}"));
            assert!(told.contains("it takes one query"), "{told}");
        }
        let own = talk.results(".explain let x = claims; x | count");
        assert!(own.contains("count"), "{own}");
    }
}
