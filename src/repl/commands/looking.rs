//! `.values`, `.stats`: what a field and a collection hold.

use std::sync::Arc;

use super::asking::nothing_asked;
use super::{Flow, Refusal};
use crate::diagnostic::Source;
use crate::model::Kind;
use crate::repl::session::{Asker, Session};
use crate::value::term_safe;
use crate::value::unquoted;

/// Counts the different values of a field, the most frequent first.
pub(super) fn values(session: &mut Session, field: &str) -> Result<Flow, Refusal> {
    let field = unquoted(field);
    if field.is_empty() {
        return Err(Refusal::Usage("a field is needed".to_owned()));
    }
    expect_path(field, "field")?;
    match field.split_once('.') {
        Some((collection, rest)) if is_collection(session, collection) => {
            ask(session, collection.to_owned() + " " + &counting(rest))
        }
        Some(_) | None => values_before(session, field),
    }
}

/// Counts the values that the rows of the query before have of a field, or else its collection.
fn values_before(session: &mut Session, field: &str) -> Result<Flow, Refusal> {
    let stages = counting(field);
    let before = session.settings.before.as_ref();
    let collection = before.and_then(|before| before.collection());
    let refined = before.and_then(|before| before.refined(&stages));
    let refined = refined.ok_or_else(|| {
        nothing_asked().help(format!("or name the collection: .values claims.{field}"))
    })?;
    let query = session.ledger.query(&refined);
    let is_sound = !query.with(session.settings.clone()).diagnose().has_errors();
    let text = match collection.filter(|_| !is_sound) {
        Some(collection) => {
            let text = format!("{collection} {stages}");
            session.say(&text);
            text
        }
        None => refined,
    };
    aside(session, text)
}

/// Returns the stages that count the values of a field.
fn counting(field: &str) -> String {
    format!("| count by {field} | sort count desc")
}

/// Tells of each field of a collection, or of each column of the query before, what it holds.
pub(super) fn stats(session: &mut Session, collection: &str) -> Result<Flow, Refusal> {
    let collection = unquoted(collection);
    let stage = "| describe";
    if collection.is_empty() {
        let before = session.settings.before.as_ref();
        let refined = before.and_then(|before| before.refined(stage));
        return aside(session, refined.ok_or_else(nothing_asked)?);
    }
    expect_path(collection, "collection")?;
    ask(session, format!("{collection} {stage}"))
}

/// Asks about the query before, which stays the last.
fn aside(session: &mut Session, text: String) -> Result<Flow, Refusal> {
    let name = "query".to_owned();
    session.ask_for(Asker::Aside, &Arc::new(Source { name, text }))?;
    Ok(Flow::Next)
}

/// Shows a query and asks it, for a line of stages to go on from.
fn ask(session: &mut Session, text: String) -> Result<Flow, Refusal> {
    session.say(&text);
    let name = "query".to_owned();
    session.ask_for(Asker::Command, &Arc::new(Source { name, text }))?;
    Ok(Flow::Next)
}

/// Tells whether queries may begin with a name.
fn is_collection(session: &Session, name: &str) -> bool {
    let before = session.settings.before.as_ref();
    let mut defined = before.into_iter().flat_map(|before| before.names());
    Kind::named(name).is_some() || defined.any(|own| own.eq_ignore_ascii_case(name))
}

/// Takes a name, or several with dots between; anything else would be more than is asked for.
fn expect_path(text: &str, what: &str) -> Result<(), Refusal> {
    let is_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '`');
    if text.chars().all(is_path) {
        return Ok(());
    }
    Err(Refusal::Usage(format!(
        "‘{}’ is no {what}",
        term_safe(text)
    )))
}

#[cfg(test)]
mod tests {
    use crate::repl::commands::tests::Talk;

    #[test]
    fn values_are_counted_and_gone_on_from() {
        let mut talk = Talk::new();
        assert!(
            talk.wrong(".values source")
                .contains(".values claims.source")
        );
        talk.line(".mode csv");
        let (results, messages) = talk.line(".values claims.stance");
        assert!(results.starts_with("stance,count\nassert,"), "{results}");
        let query = "claims | count by stance | sort count desc";
        assert!(messages.starts_with(&format!("{query}\n")), "{messages}");
        let first = talk.results("| take 1");
        assert_eq!(first.lines().count(), 3, "{first}");
        talk.line("let denied = claims where stance = deny; denied | count");
        assert!(
            talk.messages(".values source")
                .starts_with("claims | count by source")
        );
        assert!(
            talk.messages(".values source.party")
                .starts_with("claims | count by source.party")
        );
        assert!(
            talk.messages(".values denied.source")
                .starts_with("denied | count by source")
        );
        assert!(
            talk.messages(".values outlets.country")
                .starts_with("outlets | count by country")
        );
    }

    #[test]
    fn of_the_query_before_its_rows_are_counted_and_it_stays() {
        let mut talk = Talk::new();
        talk.line(".mode csv");
        let query = "claims where stance = deny | take 3";
        talk.line(query);
        assert_eq!(talk.line(".values stance").0, "\nstance,count\ndeny,3\n");
        assert_eq!(talk.messages(".last"), format!("{query}\n"));
        talk.line("claims | count by source.party | take 2");
        let counted = talk.results(".values count");
        assert!(counted.starts_with("\ncount,count"), "{counted}");
        // What its rows do not have, its collection may.
        let (all, told) = talk.line(".values stance");
        assert!(
            all.contains("\nassert,") && told.starts_with("claims | count by"),
            "{told}"
        );
        assert!(talk.messages(".last").contains("source.party"));
    }

    #[test]
    fn what_a_mode_cannot_draw_is_a_table() {
        let mut talk = Talk::new();
        talk.line(".mode timeline");
        for line in [".values claims.stance", ".stats claims", ".stats"] {
            let (results, messages) = talk.line(line);
            assert!(results.contains("─┼─"), "{results}");
            assert!(
                messages.contains("the answer has none: it is a table"),
                "{messages}"
            );
        }
        assert!(talk.results(".values claims.said").contains("┴"));
        assert!(
            talk.wrong("claims | count by stance")
                .contains("draws a column of dates")
        );
        assert_eq!(talk.messages(".mode"), "mode: timeline\n");
    }

    #[test]
    fn an_absent_value_is_seen() {
        let mut talk = Talk::new();
        assert!(talk.results(".values claims.source.party").contains("–"));
        assert!(!talk.results("claims | count by source.party").contains("–"));
        talk.line(".null none");
        assert!(talk.results(".values claims.source.party").contains("none"));
        talk.line(".null \"\"\n.mode csv");
        assert!(talk.results(".values claims.source.party").contains("\n,"));
    }

    #[test]
    fn what_is_no_field_is_told() {
        let mut talk = Talk::new();
        assert!(talk.wrong(".values").contains("write: .values FIELD"));
        assert!(
            talk.wrong(".values claims.sorce")
                .contains("did you mean ‘source’?")
        );
        let told = talk.wrong(".values claims.nope");
        assert!(
            told.contains("‘nope’") && !told.contains("‘count’"),
            "{told}"
        );
        assert!(told.contains("‘.schema claims’ lists the fields"), "{told}");
        assert!(
            talk.wrong(".values clams.source")
                .contains("no query was asked yet")
        );
        let told = talk.wrong(".values claims.source; sources");
        assert!(told.contains("is no field"), "{told}");
    }

    #[test]
    fn collections_and_queries_are_summed_up() {
        let mut talk = Talk::new();
        assert!(talk.wrong(".stats").contains("no query was asked yet"));
        assert!(talk.wrong(".stats clams").contains("‘claims’"));
        assert!(
            talk.wrong(".stats claims | count")
                .contains("is no collection")
        );
        talk.line(".mode csv");
        let all = talk.results(".stats claims");
        assert!(all.contains("name,type,present,distinct,commonest,range,uncertain"));
        assert!(
            all.contains("\nstance,stance,") && all.contains("assert ("),
            "{all}"
        );
        talk.line("claims where stance = deny | select id, stance");
        let own = talk.results(".summarize");
        assert_eq!(
            own.lines().filter(|line| !line.is_empty()).count(),
            3,
            "{own}"
        );
        assert!(own.contains("stance,stance,11,1,deny (11),deny,0"), "{own}");
        assert_eq!(
            talk.messages(".last"),
            "claims where stance = deny | select id, stance\n"
        );
    }
}
