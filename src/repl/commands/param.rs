//! `.param`, `.unset`: values of parameters.

use super::{Flow, Refusal};
use crate::console::listing::listing;
use crate::repl::session::Session;
use crate::value::term_safe;

/// Gives a parameter a value, takes it away, or lists those there are.
pub(super) fn param(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    if arguments.is_empty() {
        let rows = known(session);
        session.listing_here(listing(["parameter", "type", "value", "from"], rows))?;
        return Ok(Flow::Next);
    }
    if let Some(name) = arguments.strip_prefix('-') {
        return take_away(session, name);
    }
    let (name, value) = pair(arguments)?;
    let params = &mut session.settings.params;
    params.retain(|(other, _)| !other.eq_ignore_ascii_case(&name));
    params.push((name, value));
    Ok(Flow::Next)
}

/// Takes the value of a parameter away.
pub(super) fn unset(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    match arguments {
        "" => Err(Refusal::Usage("a parameter is needed".to_owned())),
        name => take_away(session, name),
    }
}

fn take_away(session: &mut Session, name: &str) -> Result<Flow, Refusal> {
    let name = name.trim_start_matches('$');
    let params = &mut session.settings.params;
    let before = params.len();
    params.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
    if params.len() == before {
        let shown = term_safe(name);
        return Err(Refusal::Usage(format!("no value was given to ‘{shown}’")));
    }
    Ok(Flow::Next)
}

/// Lists the parameters that have a value or were declared: the type, the value and where it is from.
fn known(session: &Session) -> Vec<[String; 4]> {
    let declared = session.settings.parameters();
    let given = &session.settings.params;
    let mut rows = Vec::new();
    for it in &declared {
        let of_all = given
            .iter()
            .rfind(|(name, _)| name.eq_ignore_ascii_case(&it.name));
        let (value, from) = match (&it.given, of_all, &it.default) {
            (Some(value), _, _) => (value.as_str(), "the query it was run with"),
            (None, Some((_, value)), _) => (value.as_str(), "given for all queries"),
            (None, None, Some(default)) => (default.as_str(), "its default"),
            (None, None, None) => ("", "no value"),
        };
        let ty = it.ty.as_deref().unwrap_or_default();
        rows.push([&it.name, ty, value, from].map(str::to_owned));
    }
    let is_declared = |name: &str| declared.iter().any(|it| it.name.eq_ignore_ascii_case(name));
    let others = given.iter().filter(|(name, _)| !is_declared(name));
    rows.extend(others.map(|(name, value)| {
        [name, "", value.as_str(), "given for all queries"].map(str::to_owned)
    }));
    rows
}

/// Reads `NAME=VALUE` or `NAME VALUE`.
pub(super) fn pair(text: &str) -> Result<(String, String), Refusal> {
    let (name, value) = text
        .split_once(|c: char| c == '=' || c.is_whitespace())
        .unwrap_or((text, ""));
    let value = value.trim_start_matches([' ', '=']).trim();
    let name = name.trim_start_matches('$');
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if name.is_empty() || !is_name(name) || !text.contains(['=', ' ']) {
        let shown = term_safe(text);
        return Err(Refusal::Usage(format!("‘{shown}’ gives no value")));
    }
    Ok((name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::repl::commands::tests::{Folder, Talk};

    const ASKED: &str = "claims where source.party = $who | count";

    #[test]
    fn values_are_given_listed_and_taken_away() {
        let mut talk = Talk::new();
        assert!(talk.wrong(ASKED).contains(".param who=VALUE"));
        talk.line(".param who=Hamas");
        let hamas = talk.results(ASKED);
        talk.line(".param $WHO = \"Qatar\"");
        assert_ne!(talk.results(ASKED), format!("\n{hamas}"));
        let listed = talk.results(".param");
        assert!(
            listed.contains("Qatar") && !listed.contains("Hamas"),
            "{listed}"
        );
        talk.line(".param -who");
        assert!(talk.wrong(ASKED).contains("$who"));
        assert!(talk.wrong(".param -who").contains("no value was given"));
        talk.line("\\set who Hamas");
        talk.line("\\unset who");
        assert!(talk.wrong(ASKED).contains("$who"));
        assert!(talk.wrong("\\unset who").contains("no value was given"));
        assert!(talk.wrong("\\unset").contains("write: .unset NAME"));
        for wrong in [".param who", ".param =x", ".param a-b=c"] {
            assert!(talk.wrong(wrong).contains("gives no value"), "{wrong}");
        }
    }

    #[test]
    fn what_was_declared_is_listed_with_where_its_value_is_from() {
        let (mut talk, folder) = (Talk::new(), Folder::new("declared"));
        let saved = "param $who: entities;\nparam $most: number = 3;\n\
            claims where source.party = $who | take $most\n";
        folder.write("of.who", saved);
        let run = format!(".run {} who=Hamas", folder.path("of.who"));
        assert!(talk.messages(&run).contains("‘$who’ is defined"));
        assert!(
            !talk.messages(&run).contains("is defined"),
            "it is told once"
        );
        talk.line(".param other=x\n.mode csv");
        assert_eq!(
            talk.results(".param").trim_start(),
            "parameter,type,value,from\nwho,entities,Hamas,the query it was run with\n\
             most,number,3,its default\nother,,x,given for all queries\n"
        );
    }

    #[test]
    fn a_value_that_does_not_fit_is_given_anew_as_it_was_given() {
        let (mut talk, folder) = (Talk::new(), Folder::new("param"));
        let saved = "param $year: date;\nclaims where said = $year | count\n";
        folder.write("by year.who", saved);
        let given = talk.wrong(&format!(".run \"{}\" year=abc", folder.path("by year.who")));
        assert!(
            given.contains("‘abc’, which is given to ‘$year’, is not a date"),
            "{given}"
        );
        assert!(
            given.contains("give another: .run \"") && given.contains("by year.who\" year=VALUE"),
            "{given}"
        );
        let missing = talk.wrong(&format!(".run \"{}\"", folder.path("by year.who")));
        assert!(missing.contains("by year.who\" year=VALUE"), "{missing}");
        talk.line(".param year=abc");
        let told = talk.wrong(saved);
        assert!(told.contains("give another: .param year=VALUE"), "{told}");
        assert!(!(given + &told).contains("--param"), "{told}");
    }
}
