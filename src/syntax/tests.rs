//! Every production, every error, recovery, limits.

mod errors;
mod expressions;
mod limits;
mod queries;
pub(super) mod show;

use std::sync::Arc;

use super::tree::File;
use super::{parse, parse_expr};
use crate::diagnostic::{Diagnostic, Source};

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source {
        name: "query".to_owned(),
        text: text.to_owned(),
    })
}

/// Reads a text that must be right, and shows its tree.
fn shown(text: &str) -> String {
    let (file, diagnostics) = parse(&source(text));
    assert!(
        diagnostics.is_empty(),
        "{text}\n{}",
        told(text, &diagnostics)
    );
    show::file(&file)
}

/// Reads an expression that must be right, and shows its tree.
fn shown_expr(text: &str) -> String {
    let (expr, diagnostics) = parse_expr(&source(text));
    assert!(
        diagnostics.is_empty(),
        "{text}\n{}",
        told(text, &diagnostics)
    );
    show::expr(&expr)
}

/// Reads a text that must be wrong, and returns its tree and what is told of it.
fn wrong(text: &str) -> (File, String) {
    let (file, diagnostics) = parse(&source(text));
    (file, told(text, &diagnostics))
}

/// Writes each diagnostic on a line: `code [what it stands under] message; help; help`.
fn told(text: &str, diagnostics: &[Diagnostic]) -> String {
    let line = |diagnostic: &Diagnostic| {
        let place = diagnostic
            .labels
            .first()
            .map_or("", |label| &text[label.span.range()]);
        let mut line = format!("{} [{place}] {}", diagnostic.code, diagnostic.message);
        for help in &diagnostic.helps {
            line += "; ";
            line += help;
        }
        line
    };
    diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}
