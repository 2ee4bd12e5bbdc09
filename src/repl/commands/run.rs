//! `.run`, `.queries`, `.read`: queries and commands kept in files.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::param::pair;
use super::pin::quoted_if_needed;
use super::{Flow, Refusal};
use crate::cli::{Stop, input, params, saved};
use crate::diagnostic::Source;
use crate::repl::memory::Ran;
use crate::repl::session::Session;
use crate::value::unquoted;

/// Asks a saved query, with values for its parameters.
///
/// What it defines and the values given stay for what goes on from it.
pub(super) fn run(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    let mut words = words(arguments).into_iter();
    let Some(name) = words.next() else {
        return Err(Refusal::Usage("a saved query is needed".to_owned()));
    };
    let mut options = session.options.clone();
    options.params = words
        .map(|word| pair(&word))
        .collect::<Result<Vec<_>, _>>()?;
    let source = if session.safe {
        saved::read_named(&name, &options, &session.messages)?
    } else {
        saved::read(Path::new(&name), &options, &session.messages)?
    };
    params::expect_declared(std::slice::from_ref(&source), &options, &session.messages)?;
    let params = options.params.clone();
    // A value that does not fit is given anew as it was given.
    let written = format!(".run {}", quoted_if_needed(&name));
    let giving = session.settings.giving.replace(written);
    let asked = session.ask_given(&source, options.params);
    session.settings.giving = giving;
    // It was answered, too, where the answer is not what it asserts.
    if matches!(asked, Ok(()) | Err(Stop::Failed)) {
        let path = PathBuf::from(&source.name);
        session.has_run(Ran { path, params });
    }
    Ok(asked.map(|()| Flow::Next)?)
}

/// Lists the saved queries.
pub(super) fn queries(session: &mut Session, _arguments: &str) -> Result<Flow, Refusal> {
    let listed = saved::listed(&session.options, &session.messages)?;
    session.listing(listed)?;
    Ok(Flow::Next)
}

/// Does what a file says.
pub(super) fn read(session: &mut Session, arguments: &str) -> Result<Flow, Refusal> {
    if arguments.is_empty() {
        return Err(Refusal::Usage("a file is needed".to_owned()));
    }
    let path = Path::new(unquoted(arguments));
    let source: Arc<Source> = input::query_file(path, &session.messages)?;
    Ok(session.script(&source)?)
}

/// Cuts words at blanks; blanks in quotation marks belong to a word, the marks do not.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quoted, mut begun) = (String::new(), false, false);
    for c in text.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                begun = true;
            }
            c if c.is_whitespace() && !quoted => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            c => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}
