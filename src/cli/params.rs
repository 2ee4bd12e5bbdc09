//! The parameters that a command line gives.

use std::sync::Arc;

use super::messages::Messages;
use super::options::Options;
use super::stop::Stop;
use crate::diagnostic::{Diagnostic, Source, nearest, quoted_list};
use crate::syntax;
use crate::syntax::tree::{Name, StatementKind};

/// Tells of parameters that are given and that none of the texts declares.
pub(super) fn expect_declared(
    texts: &[Arc<Source>],
    options: &Options,
    messages: &Messages,
) -> Result<(), Stop> {
    let mut declared: Vec<Name> = Vec::new();
    for text in texts {
        let (file, errors) = syntax::parse(text);
        if !errors.is_empty() {
            // What is wrong with its form will be told, and may have hidden a parameter.
            return Ok(());
        }
        let names = file.statements.into_iter().filter_map(|it| match it.kind {
            StatementKind::Param(param) => Some(param.name),
            StatementKind::Let(_) | StatementKind::Def(_) | StatementKind::Query(_) => None,
        });
        declared.extend(names);
    }
    let given = options.params.iter().map(|(name, _)| name);
    let unknown = given.filter(|name| !declared.iter().any(|it| it.is(name)));
    let mut result = Ok(());
    for name in unknown {
        messages.report(&undeclared(name, &declared).into());
        result = Err(Stop::Usage);
    }
    result
}

fn undeclared(name: &str, declared: &[Name]) -> Diagnostic {
    let message = format!("there is no parameter ‘{name}’");
    let diagnostic = Diagnostic::error("unknown-parameter", message);
    let mut names: Vec<&str> = declared.iter().map(|it| it.text.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    if let Some(near) = nearest(name, names.iter().copied()) {
        return diagnostic.help(format!("did you mean ‘{near}’?"));
    }
    diagnostic.help(match names.as_slice() {
        [] => format!("no parameter is declared; the query would begin with: param ${name};"),
        [_, ..] => format!("the parameters are {}", quoted_list(names)),
    })
}
