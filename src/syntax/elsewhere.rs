//! Whole queries and stages of other languages, said in this one as far as that is sure.
//!
//! What is said is read by the parser of this language before it is shown: where it would not do,
//! nothing is, and the caller tells how a query is laid out.

mod graph;
mod stage;
mod tables;
mod tokens;

use std::sync::Arc;

use super::parse;
use crate::diagnostic::Source;

pub(super) use stage::stage;

/// How many bytes are shown: nobody types more than that anew.
const LONG: usize = 400;

/// Says a query that begins with a verb: one of tables, or one of a graph.
pub(super) fn query(text: &str) -> Option<String> {
    let tokens = tokens::tokens(text)?;
    let said = match tokens.first()?.text.to_ascii_lowercase().as_str() {
        "select" | "from" => tables::query(&tokens),
        "match" => graph::query(&tokens),
        _other => None,
    };
    said.filter(|said| said.len() <= LONG && is_read(said))
}

/// Tells whether a text has no error of form.
fn is_read(text: &str) -> bool {
    let source = Arc::new(Source {
        name: String::new(),
        text: text.to_owned(),
    });
    parse(&source).1.is_empty()
}
