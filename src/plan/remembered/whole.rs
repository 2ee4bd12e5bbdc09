//! The text that a query was asked in, as it was written.

use std::ops::Range;

use super::{parsed, shown_name};
use crate::syntax::tree::{self, StatementKind};

/// A text whose last query was asked.
#[derive(Clone, Debug)]
pub(super) struct Whole {
    text: String,
    /// Where that query stands.
    query: Range<usize>,
    /// Where the first statement begins.
    first: usize,
    /// Whether the query asked last goes on from it, and is another.
    pub(super) goes_on: bool,
}

impl Whole {
    /// Takes a text and its tree; none where it has no query.
    pub(super) fn of(text: &str, file: &tree::File) -> Option<Whole> {
        let lead = text.len() - text.trim_start().len();
        let place = |at: usize| at.saturating_sub(lead);
        let first = file.statements.first()?.span.range();
        let mut queries = file.statements.iter().rev();
        let query = queries.find(|it| matches!(it.kind, StatementKind::Query(_)))?;
        let query = query.span.range();
        Some(Whole {
            text: text.trim().to_owned(),
            query: place(query.start)..place(query.end),
            first: place(first.start),
            goes_on: false,
        })
    }

    /// Returns the query as it stands there.
    pub(super) fn query(&self) -> &str {
        &self.text[self.query.clone()]
    }

    /// Returns the query without the text around it.
    pub(super) fn alone(&self) -> Whole {
        Whole {
            text: self.query().to_owned(),
            query: 0..self.query.len(),
            first: 0,
            goes_on: self.goes_on,
        }
    }

    /// Tells whether the text has more queries than that one.
    pub(super) fn has_several(&self) -> bool {
        let statements = parsed(&self.text).statements;
        let queries = statements.iter();
        let queries = queries.filter(|it| matches!(it.kind, StatementKind::Query(_)));
        queries.count() > 1
    }

    /// Returns what the text defines: names, in lower case, and statements.
    pub(super) fn definitions(&self) -> Vec<(String, String)> {
        let statements = parsed(&self.text).statements.into_iter();
        let definitions = statements.filter_map(|statement| {
            let name = shown_name(&statement.kind)?.to_lowercase();
            Some((name, self.text[statement.span.range()].to_owned()))
        });
        definitions.collect()
    }

    /// Returns the comments before the first statement, and the statements with another query in the
    /// place of its own.
    pub(super) fn with(&self, query: &str) -> (String, String) {
        let (lead, _) = self.text.split_at(self.first);
        let before = &self.text[self.first..self.query.start];
        let behind = &self.text[self.query.end..];
        (lead.to_owned(), format!("{before}{query}{behind}"))
    }
}
