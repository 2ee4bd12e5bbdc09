//! `.param`, `.unset`: values of parameters.

use std::sync::Arc;

use super::{Flow, Refusal};
use crate::console::listing::listing;
use crate::console::saved;
use crate::diagnostic::Source;
use crate::engine::Parameter;
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
        let (value, from) = value_of(it, given);
        let value = value.unwrap_or_default();
        let ty = it.ty.as_deref().unwrap_or_default();
        rows.push([&it.name, ty, value, from].map(str::to_owned));
    }
    let is_declared = |name: &str| declared.iter().any(|it| it.name.eq_ignore_ascii_case(name));
    let others = given.iter().filter(|(name, _)| !is_declared(name));
    rows.extend(others.map(|(name, value)| [name, "", value.as_str(), OF_ALL].map(str::to_owned)));
    rows
}

/// Returns the value that a declared parameter has, and where it is from.
fn value_of<'p>(
    param: &'p Parameter,
    given: &'p [(String, String)],
) -> (Option<&'p str>, &'static str) {
    let mut of_all = given.iter().rev();
    let of_all = of_all.find(|(name, _)| name.eq_ignore_ascii_case(&param.name));
    match (&param.given, of_all, &param.default) {
        (Some(value), _, _) => (Some(value), "the query it was run with"),
        (None, Some((_, value)), _) => (Some(value), OF_ALL),
        (None, None, Some(default)) => (Some(default), "its default"),
        (None, None, None) => (None, "no value"),
    }
}

/// Tells what a text that was asked defines; of its parameters, which value each has where that is new
/// or another than the text gives.
pub(in crate::repl) fn tell_defined(session: &Session, text: &Arc<Source>, names: &[String]) {
    let known = session.settings.parameters();
    let is_own = |name: &str| {
        let own = saved::Parameter::all(text);
        own.iter().any(|it| it.name.eq_ignore_ascii_case(name))
    };
    for param in known.iter().filter(|it| is_own(&it.name)) {
        let name = format!("${}", param.name);
        let is_new = names.contains(&name);
        let told = match value_of(param, &session.settings.params) {
            (Some(value), OF_ALL) => format!("‘{name}’ is {value}, which ‘.param’ gave"),
            (Some(value), from) if is_new => format!("‘{name}’ is defined: {value} ({from})"),
            (None, _) if is_new => format!("‘{name}’ is defined"),
            _as_before => continue,
        };
        session.messages.note(&term_safe(&told));
    }
    for name in names.iter().filter(|name| !name.starts_with('$')) {
        session.messages.note(&format!("‘{name}’ is defined"));
    }
}

/// Where a value is from that was given by this command.
const OF_ALL: &str = "given for all queries";

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
        let told = talk.messages(&run);
        assert!(
            told.contains("‘$who’ is defined: Hamas (the query it was run with)"),
            "{told}"
        );
        assert!(
            told.contains("‘$most’ is defined: 3 (its default)"),
            "{told}"
        );
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
    fn a_value_that_takes_the_place_of_a_default_is_told_each_time() {
        let (mut talk, folder) = (Talk::new(), Folder::new("overrides"));
        let saved = "param $who: entities = \"Hamas\";\nclaims where source.party = $who | count\n";
        folder.write("of.who", saved);
        let run = format!(".run {}", folder.path("of.who"));
        talk.line(".param who=Qatar");
        for _again in 0..2 {
            let told = talk.messages(&run);
            assert!(
                told.contains("‘$who’ is Qatar, which ‘.param’ gave"),
                "{told}"
            );
        }
        let given = format!("{run} who=Turkey");
        let (turkey, told) = talk.line(&given);
        assert!(!told.contains("Qatar"), "{told}");
        // What goes on from it has the value that it was run with.
        assert_eq!(talk.results("_"), turkey);
        talk.line(".param -who");
        assert!(!talk.messages(&run).contains("‘$who’"));
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
