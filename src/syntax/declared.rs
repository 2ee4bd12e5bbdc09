//! The parameters that texts declare, held against those that are given.

use std::sync::Arc;

use super::parse;
use super::tree::{Name, StatementKind};
use crate::diagnostic::{Diagnostic, Source, nearest, quoted_list};

/// The parameters that some texts declare.
#[derive(Debug)]
pub struct Declared {
    names: Vec<Name>,
}

impl Declared {
    /// Reads texts; none where the form of one is wrong, which may hide a parameter.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a Arc<Source>>) -> Option<Declared> {
        let mut names = Vec::new();
        for text in texts {
            let (file, errors) = parse(text);
            if !errors.is_empty() {
                return None;
            }
            let params = file.statements.into_iter().filter_map(|it| match it.kind {
                StatementKind::Param(param) => Some(param.name),
                StatementKind::Let(_) | StatementKind::Def(_) | StatementKind::Query(_) => None,
            });
            names.extend(params);
        }
        Some(Declared { names })
    }

    /// Returns what is wrong with a value being given to a parameter: that none declares it.
    pub fn refusal(&self, name: &str) -> Option<Diagnostic> {
        if self.names.iter().any(|declared| declared.is(name)) {
            return None;
        }
        let message = format!("there is no parameter ‘{name}’");
        let diagnostic = Diagnostic::error("unknown-parameter", message);
        let mut names: Vec<&str> = self.names.iter().map(|it| it.text.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        if let Some(near) = nearest(name, names.iter().copied()) {
            return Some(diagnostic.near(near));
        }
        Some(diagnostic.help(match names.as_slice() {
            [] => {
                format!("no parameter is declared; the query would begin with: param ${name};")
            }
            [_, ..] => format!("the parameters are {}", quoted_list(names)),
        }))
    }
}
