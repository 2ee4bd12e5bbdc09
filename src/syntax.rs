//! Text to a spanned tree, and back: [`format()`] lays a text out. Knows no collection and no field.
//!
//! A light scan cuts the text into statements and these at their pipes ([`parse`] recovers there);
//! each piece is read with nom, expressions by a loop over the binding powers of
//! [`operator::INFIX`](crate::operator::INFIX). A literal that would mislead, a habit of another
//! language and the like are reported and reading goes on; so one text gives all its errors.

mod around;
mod complete;
mod condition;
mod cut;
mod declared;
mod elsewhere;
mod expr;
mod foreign;
mod format;
mod habits;
mod infix;
mod layout;
mod lex;
mod literal;
mod mend;
mod misleading;
mod operand;
mod pivot;
mod query;
mod reader;
mod requote;
mod slot;
mod stage;
mod statement;
mod token;
mod tokens;
pub mod tree;
mod view;
mod words;
mod written;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use around::{Node, around};
pub use complete::{Completeness, completeness};
pub use cut::{Begun, Cut, Held};
pub use declared::Declared;
pub use format::format;
pub use layout::LineScan;
pub use mend::NAMELESS;
pub use reader::Wanted;
pub use requote::Requoted;
pub use slot::Slot;
pub use stage::{STAGES, StageWord};
pub use tokens::{Class, Token, tokens};
pub use words::{KEYWORDS, Keyword, RESERVED};
pub use written::{text_literal, written_name};

use crate::diagnostic::{Diagnostic, Source, Span};
use layout::Layout;
use reader::Reader;
use tree::{Expr, ExprKind, File};

/// How many brackets may be open at once, and how tall the tree of one expression may be.
const MAX_DEPTH: usize = 128;

/// How many bytes a text may have.
const MAX_BYTES: usize = 1 << 20;

/// How many errors are told of one text.
const MAX_ERRORS: usize = 50;

/// Reads a whole text. There is always a tree: what could not be read is missing from it or
/// [`ExprKind::Broken`], and told in the diagnostics, which stand in the order of the text.
pub fn parse(source: &Arc<Source>) -> (File, Vec<Diagnostic>) {
    if let Some(refusal) = too_long(&source.text) {
        let statements = Vec::new();
        return (File { statements }, vec![refusal]);
    }
    read(source, &Layout::scan(&source.text))
}

/// Reads a whole text that has been scanned.
fn read(source: &Arc<Source>, layout: &Layout) -> (File, Vec<Diagnostic>) {
    let mut file = File {
        statements: Vec::new(),
    };
    let mut diagnostics = unclosed(source, layout);
    for portion in &layout.statements {
        file.statements.extend(statement::statement(
            source,
            layout,
            portion,
            &mut diagnostics,
        ));
    }
    (file, in_order(diagnostics))
}

/// Reads a text that is one expression.
pub fn parse_expr(source: &Arc<Source>) -> (Expr, Vec<Diagnostic>) {
    let broken = || Expr {
        kind: ExprKind::Broken,
        span: Span::new(0, source.text.len()),
    };
    if let Some(refusal) = too_long(&source.text) {
        return (broken(), vec![refusal]);
    }
    let layout = Layout::scan(&source.text);
    let mut diagnostics = unclosed(source, &layout);
    let reader = Reader::new(source, &layout, layout.whole());
    let read = expr::expr(&reader, reader.text());
    let (expr, found) = reader.finish(read);
    diagnostics.extend(found);
    (expr.unwrap_or_else(broken), in_order(diagnostics))
}

/// Refuses a text that is too long, before anything looks at it.
fn too_long(text: &str) -> Option<Diagnostic> {
    (text.len() > MAX_BYTES).then(|| {
        let message = format!(
            "this text is too long: {} bytes, where {MAX_BYTES} are allowed",
            text.len()
        );
        Diagnostic::error("too-long", message).help("a query is a page or two; split it")
    })
}

fn unclosed(source: &Arc<Source>, layout: &Layout) -> Vec<Diagnostic> {
    let unclosed = layout.unclosed.iter();
    unclosed
        .map(|unclosed| unclosed.diagnostic().at(source, unclosed.span))
        .collect()
}

/// Sorts by place and leaves out what is too many.
fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.span));
    if diagnostics.len() > MAX_ERRORS {
        let more = diagnostics.len() - MAX_ERRORS;
        diagnostics.truncate(MAX_ERRORS);
        diagnostics.push(Diagnostic::error(
            "too-many",
            format!("{more} more errors are not shown"),
        ));
    }
    diagnostics
}
