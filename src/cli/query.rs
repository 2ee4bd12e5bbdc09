//! `query`: queries given on the command line.

use std::sync::Arc;

use crate::console::Stop;
use crate::console::messages::Messages;
use crate::diagnostic::{Diagnostic, Source};
use crate::syntax;
use crate::value::term_safe;

/// Refuses the words of one query that the shell has taken apart.
pub(super) fn expect_quoted(queries: &[String], messages: &Messages) -> Result<(), Stop> {
    let whole = queries.join(" ");
    if queries.iter().all(|text| reads_well(text)) || !reads_well(&whole) {
        return Ok(());
    }
    let message = "each word is taken for a query, and together they are one";
    let mark = if whole.contains('\'') { '"' } else { '\'' };
    let help = format!(
        "put it in quotes: whosaid query {mark}{}{mark}",
        term_safe(&whole)
    );
    let diagnostic = Diagnostic::error("unquoted-query", message).help(help);
    messages.report(&diagnostic.into());
    Err(Stop::Usage)
}

fn reads_well(text: &str) -> bool {
    let (_, errors) = syntax::parse(&Arc::new(Source {
        name: "query".to_owned(),
        text: text.to_owned(),
    }));
    errors.is_empty()
}
