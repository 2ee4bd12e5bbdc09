//! `.run`, `.queries`, `.read`: queries and commands kept in files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::param::pair;
use super::pin::quoted_if_needed;
use super::{Flow, Refusal};
use crate::console::{Stop, input, params, saved};
use crate::diagnostic::{Diagnostic, Source};
use crate::repl::memory::Ran;
use crate::repl::session::{Asker, Session};
use crate::repl::settings;
use crate::syntax::Declared;
use crate::value::term_safe;
use crate::{golden, render};

/// Asks a saved query, with values for its parameters.
///
/// What it defines and the values given stay for what goes on from it.
pub(super) fn run(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let mut words = words(arguments)?.into_iter();
    let Some(name) = words.next() else {
        return Err(Refusal::Usage("a saved query is needed".to_owned()));
    };
    let mut options = session.options.clone();
    let Given { params, mode } = given(words, arguments)?;
    options.params = params;
    let source = if session.safe {
        saved::read_named(&name, &options, &session.messages)?
    } else {
        saved::read(Path::new(&name), &options, &session.messages)?
    };
    expect_no_mode(&source, &options.params)?;
    params::expect_declared(std::slice::from_ref(&source), &options, &session.messages)?;
    let params = values(&source, session, &options.params);
    // A value that does not fit is given anew as it was given.
    let written = format!(".run {}", quoted_if_needed(&name));
    let giving = session.settings.giving.replace(written);
    let layout = &mut session.output.layout;
    let usual = layout.mode;
    layout.mode = mode.or(usual);
    let asked = session.ask_given(Asker::Person, &source, options.params);
    session.output.layout.mode = usual;
    session.settings.giving = giving;
    // It was answered, too, where the answer is not what it asserts.
    if matches!(asked, Ok(()) | Err(Stop::Failed)) {
        let path = PathBuf::from(&source.name);
        session.has_run(Ran { path, params });
    }
    Ok(asked.map(|()| Flow::Next)?)
}

/// What stands behind the name of a saved query.
#[derive(Default)]
struct Given {
    params: Vec<(String, String)>,
    /// How this answer is written, where that is said.
    mode: Option<&'static render::Mode>,
}

/// Returns the values that the parameters of a saved query have, but for their defaults: those given
/// with it before those given for all queries.
fn values(
    source: &Arc<Source>,
    session: &Session,
    given: &[(String, String)],
) -> Vec<(String, String)> {
    let declared = saved::Parameter::all(source).into_iter();
    let values = declared.filter_map(|it| {
        let mut values = given
            .iter()
            .rev()
            .chain(session.settings.params.iter().rev());
        let (_, value) = values.find(|(name, _)| name.eq_ignore_ascii_case(&it.name))?;
        Some((it.name, value.clone()))
    });
    values.collect()
}

/// Refuses a mode that is written as a parameter, where there is none of that name.
fn expect_no_mode(source: &Arc<Source>, given: &[(String, String)]) -> Result<(), Refusal> {
    let is_mode = |(name, value): &&(String, String)| {
        name.eq_ignore_ascii_case("format") && settings::mode(value).is_ok()
    };
    let Some((name, value)) = given.iter().find(is_mode) else {
        return Ok(());
    };
    let declared = Declared::of([source]);
    if declared.is_none_or(|declared| declared.refusal(name).is_none()) {
        return Ok(());
    }
    let message = format!("there is no parameter ‘{name}’");
    let help = format!("to say how the answer is written: --format {value}");
    let diagnostic = Diagnostic::error("unknown-parameter", message);
    Err(diagnostic.help(help).into())
}

/// Reads `NAME=VALUE`, with `-p` before it or not, and `--format MODE`; `arguments` are what the
/// words were cut from.
fn given(mut words: impl Iterator<Item = String>, arguments: &str) -> Result<Given, Refusal> {
    let mut given = Given::default();
    while let Some(word) = words.next() {
        let (option, value) = match word.split_once('=') {
            Some((option, value)) if word.starts_with("--") => (option, Some(value.to_owned())),
            _no_value => (word.as_str(), None),
        };
        let mut value = || {
            let value = value.clone().or_else(|| words.next());
            value.ok_or_else(|| Refusal::Usage(format!("‘{option}’ needs a value")))
        };
        match option {
            "-p" | "--param" => given.params.push(pair(&value()?)?),
            "--format" => given.mode = Some(settings::mode(&value()?)?),
            other if other.starts_with('|') => {
                let stages = arguments.find('|').map_or(other, |at| &arguments[at..]);
                let message = "what goes on from a saved query stands on the next line";
                let help = format!("write there: {}", term_safe(stages));
                return Err(Diagnostic::error("command-usage", message)
                    .help(help)
                    .into());
            }
            other if other.starts_with('-') => {
                let message = format!("there is no ‘{}’ for a saved query", term_safe(other));
                return Err(Refusal::Usage(message));
            }
            _parameter => given.params.push(pair(&word)?),
        }
    }
    Ok(given)
}

/// Lists the saved queries.
pub(super) fn queries(session: &mut Session, _arguments: &str) -> Result<Flow, Refusal> {
    let listed = saved::listed(&session.options, &session.messages)?;
    session.listing_here(listed)?;
    Ok(Flow::Next)
}

/// Does what a file says.
pub(super) fn read(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    if arguments.is_empty() {
        return Err(Refusal::Usage("a file is needed".to_owned()));
    }
    let path = settings::path(arguments);
    let source: Arc<Source> = input::query_file(&path, &session.messages)?;
    Ok(session.script(&source)?)
}

/// Cuts words at blanks outside quotation marks, which go.
pub(super) fn words(text: &str) -> Result<Vec<String>, Refusal> {
    let words = golden::words(text);
    words.ok_or_else(|| Refusal::Usage("a quotation mark is not closed".to_owned()))
}

#[cfg(test)]
mod tests {
    use crate::repl::commands::tests::{Folder, Talk};

    #[test]
    fn a_saved_query_takes_what_it_takes_in_a_shell() {
        let (mut talk, folder) = (Talk::new(), Folder::new("run-options"));
        let saved =
            "param $who: entities;\nclaims where source.party = $who | select id, said | take 2\n";
        folder.write("of.who", saved);
        let run = format!(".run {}", folder.path("of.who"));
        let plain = talk.results(&format!("{run} who=Hamas"));
        for given in ["-p who=Hamas", "--param who=Hamas", "--param=who=Hamas"] {
            assert_eq!(
                talk.results(&format!("{run} {given}")),
                format!("\n{plain}")
            );
        }
        let drawn = talk.results(&format!("{run} who=Hamas --format timeline"));
        assert!(drawn.contains("┴"), "{drawn}");
        assert!(
            talk.results(&format!("{run} --format=csv -p who=Hamas"))
                .contains("id,said\n")
        );
        assert_eq!(talk.messages(".mode"), "mode: auto\n");
        for (wrong, told) in [
            ("-p", "‘-p’ needs a value"),
            ("--format cvs", "did you mean ‘csv’?"),
            ("--fromat csv", "there is no ‘--fromat’"),
            ("who", "gives no value"),
            (
                "who=Hamas | take 2",
                "the next line\nhelp: write there: | take 2\n",
            ),
            ("format=csv", "written: --format csv"),
            ("format=cvs", "the parameters are ‘who’"),
        ] {
            assert!(
                talk.wrong(&format!("{run} {wrong}")).contains(told),
                "{wrong}"
            );
        }
    }
}
