//! `.last`, `.again`, `.explain`: the query before.

use super::keep::source_of;
use super::{Flow, Refusal, ended};
use crate::console::explain;
use crate::diagnostic::Diagnostic;
use crate::render;
use crate::repl::session::{Asker, Session};
use crate::repl::{page, script, settings};
use crate::syntax;
use crate::syntax::tree::StatementKind;
use crate::value::unquoted;

/// What makes a question about a query of it.
const STAGE: &str = "| explain";
/// The query before.
const BEFORE: &str = "_";

/// Shows the query before.
pub(super) fn last(session: &mut Session, _arguments: &str) -> Result<Flow, Refusal> {
    let last = session.last_query().ok_or_else(nothing_asked)?;
    session.present(&last)?;
    Ok(Flow::Next)
}

/// Asks the query before once more, its answer written in a mode where one is given.
pub(super) fn again(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let given = !arguments.is_empty();
    let mode = given.then(|| settings::mode(unquoted(arguments)));
    ask_again(session, mode.transpose()?)
}

/// Asks the query before once more, each row written as a block.
pub(super) fn again_in_blocks(session: &mut Session, _arguments: &str) -> Result<Flow, Refusal> {
    let blocks = settings::mode("vertical")?;
    ask_again(session, Some(blocks))
}

fn ask_again(session: &mut Session, mode: Option<&'static render::Mode>) -> Result<Flow, Refusal> {
    session.last_query().ok_or_else(nothing_asked)?;
    let usual = session.output.layout.mode;
    session.output.layout.mode = mode.or(usual);
    let asked = session.ask_for(Asker::Person, &source_of("query", BEFORE.to_owned()));
    session.output.layout.mode = usual;
    Ok(asked.map(|()| Flow::Next)?)
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
    fn the_last_query_is_asked_once_more() {
        let mut talk = Talk::new();
        for command in ["\\g", "\\gx", ".again"] {
            assert!(talk.wrong(command).contains("no query was asked yet"));
        }
        let answer = talk.results("claims where stance = deny | count");
        let again = format!("\n{answer}");
        assert_eq!(talk.results("\\g"), again);
        assert_eq!(talk.results(".again csv"), "\ncount\n11\n");
        let blocks = talk.results("\\gx");
        assert_eq!(talk.results("| take 1"), again);
        talk.line(".mode vertical");
        assert_eq!(talk.results(".again"), blocks);
        assert!(talk.wrong("\\g cvs").contains("did you mean ‘csv’?"));
        let shown = talk.messages(".last");
        assert!(shown.contains("deny") && !shown.contains('_'), "{shown}");
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
