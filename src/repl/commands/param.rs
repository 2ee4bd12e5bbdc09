//! `.param`: values of parameters.

use super::{Flow, Refusal};
use crate::cli::listing::listing;
use crate::repl::session::Session;
use crate::value::term_safe;

/// Gives a parameter a value, takes it away, or lists those there are.
pub(super) fn param(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let params = &mut session.settings.params;
    if arguments.is_empty() {
        let rows = params
            .iter()
            .map(|(name, value)| [name, value].map(String::clone));
        let rows: Vec<_> = rows.collect();
        session.listing(listing(["parameter", "value"], rows))?;
        return Ok(Flow::Next);
    }
    if let Some(name) = arguments.strip_prefix('-') {
        let name = name.trim_start_matches('$');
        let before = params.len();
        params.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
        if params.len() == before {
            let shown = term_safe(name);
            return Err(Refusal::Usage(format!("no value was given to ‘{shown}’")));
        }
        return Ok(Flow::Next);
    }
    let (name, value) = pair(arguments)?;
    params.retain(|(other, _)| !other.eq_ignore_ascii_case(&name));
    params.push((name, value));
    Ok(Flow::Next)
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
        for wrong in [".param who", ".param =x", ".param a-b=c"] {
            assert!(talk.wrong(wrong).contains("gives no value"), "{wrong}");
        }
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
