//! A text in its canonical layout: the same tree, the same comments, the same spellings.
//!
//! What fits in one line stands in one line; else each stage has its own, and long lists and
//! conditions are broken further. Lines are broken only where a blank may stand, so that the heading a
//! query gives to a column without a name stays what it was. Brackets are the author's, save those
//! that say nothing at all: doubled ones, and those round the whole of a condition.

mod doc;
mod expr;
mod query;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use super::layout::{Comment, Layout};
use super::tree::{Def, Param, Statement, StatementKind};
use super::{lex, parse};
use crate::diagnostic::{Diagnostic, Severity, Source, Span};
use doc::Doc;

/// Returns a text of queries in its canonical layout.
///
/// # Errors
///
/// Returns what is wrong with a text that cannot be read whole.
pub fn format(source: &Arc<Source>) -> Result<String, Vec<Diagnostic>> {
    let (file, diagnostics) = parse(source);
    if diagnostics
        .iter()
        .any(|diagnostic| diagnostic.severity == Severity::Error)
    {
        return Err(diagnostics);
    }
    let layout = Layout::scan(&source.text);
    let mut formatter = Formatter {
        text: &source.text,
        comments: &layout.comments,
        written: String::new(),
        passed: 0,
        commented: false,
        at: 0,
    };
    for (place, statement) in file.statements.iter().enumerate() {
        let start = statement.span.range().start;
        formatter.before(start, &layout.semicolons);
        let last = place + 1 == file.statements.len();
        formatter.statement(statement, end_of(statement, &layout), last);
    }
    formatter.before(source.text.len(), &[]);
    if !formatter.written.is_empty() {
        formatter.written.push('\n');
    }
    Ok(formatter.written)
}

/// Returns the place of the semicolon that ends a statement, or the end of the text.
fn end_of(statement: &Statement, layout: &Layout) -> Option<usize> {
    let end = statement.span.range().end;
    let next = layout.semicolons.partition_point(|at| *at < end);
    layout.semicolons.get(next).copied()
}

/// Tells whether a comment documents the statement it stands before.
fn is_document(comment: &str) -> bool {
    comment.starts_with("##")
}

/// Writes one text; comments are taken in the order of their places.
struct Formatter<'s> {
    text: &'s str,
    /// Those not written yet.
    comments: &'s [Comment],
    written: String,
    /// Up to where the text has been written.
    passed: usize,
    /// Whether a comment ends what has been written.
    commented: bool,
    /// Up to where brackets have been looked for.
    at: usize,
}

impl<'s> Formatter<'s> {
    /// Returns the text at a place.
    fn raw(&self, span: Span) -> &'s str {
        &self.text[span.range()]
    }

    /// Takes the comments that begin before a place.
    fn take(&mut self, before: usize) -> &'s [Comment] {
        let count = self
            .comments
            .partition_point(|comment| comment.span.range().start < before);
        let (taken, rest) = self.comments.split_at(count);
        self.comments = rest;
        taken
    }

    /// Writes the comments before a statement.
    fn before(&mut self, statement: usize, semicolons: &[usize]) {
        let comments = self.take(statement);
        let mut documents = false;
        for (place, comment) in comments.iter().enumerate() {
            let (text, range) = (self.raw(comment.span), comment.span.range());
            documents |= is_document(text);
            if comment.own_line || documents || self.commented || self.written.is_empty() {
                self.line(range.start);
            } else {
                self.written.push(' ');
            }
            self.written.push_str(text);
            (self.passed, self.commented) = (range.end, true);
            let next = comments.get(place + 1);
            let next = next.map_or(statement, |next| next.span.range().start);
            let semicolon = semicolons.partition_point(|at| *at < range.end);
            let semicolon = semicolons.get(semicolon).filter(|at| **at < next);
            // It documents nothing where an empty statement parts it from the next.
            if let (true, Some(at)) = (documents, semicolon) {
                self.written.push_str("\n;");
                (self.passed, self.commented) = (at + 1, false);
                documents = false;
            }
        }
    }

    /// Begins a line, after a blank one where the text has one or more before this place.
    fn line(&mut self, at: usize) {
        if self.written.is_empty() {
            return;
        }
        let between = &self.text[self.passed..at];
        let blank = between.matches('\n').count() > 1;
        self.written.push_str(if blank { "\n\n" } else { "\n" });
    }

    /// Writes a statement, the comments in it, and the semicolon after it unless it is the last.
    fn statement(&mut self, statement: &Statement, end: Option<usize>, last: bool) {
        self.line(statement.span.range().start);
        self.at = statement.span.range().start;
        let mut docs = Vec::new();
        match &statement.kind {
            StatementKind::Query(query) => self.query(&mut docs, query),
            StatementKind::Param(param) => self.param(&mut docs, param),
            StatementKind::Let(own) => {
                docs.push(Doc::text(format!("let {} = ", self.raw(own.name.span))));
                self.query(&mut docs, &own.query);
            }
            StatementKind::Def(def) => self.def(&mut docs, def),
        }
        let left = self.take(end.unwrap_or(self.text.len()));
        // Behind the semicolon such a comment would document the next statement.
        let documents = |comment: &Comment| is_document(self.raw(comment.span));
        let alone = !last && left.iter().any(documents);
        if !last && !alone {
            docs.push(Doc::text(";"));
        }
        self.written.push_str(&doc::print(&[Doc::Group(docs)]));
        self.passed = statement.span.range().end;
        for (place, comment) in left.iter().enumerate() {
            let range = comment.span.range();
            if comment.own_line || place > 0 {
                self.passed = self.passed.min(range.start);
                self.line(range.start);
            } else {
                self.written.push(' ');
            }
            self.written.push_str(self.raw(comment.span));
            self.passed = range.end;
        }
        if alone {
            self.written.push_str("\n;");
        }
        self.commented = !left.is_empty() && !alone;
        self.passed = end.map_or(self.text.len(), |end| end + 1);
    }

    fn param(&mut self, docs: &mut Vec<Doc>, param: &Param) {
        let Param { name, ty, default } = param;
        docs.push(Doc::text(format!("param {}", self.raw(name.span))));
        if let Some(ty) = ty {
            docs.push(Doc::text(format!(": {}", self.raw(ty.span))));
        }
        if let Some(default) = default {
            docs.push(Doc::text(" = "));
            self.operand(docs, default);
        }
    }

    fn def(&mut self, docs: &mut Vec<Doc>, def: &Def) {
        let Def { name, params, body } = def;
        docs.push(Doc::text(format!("def {}", self.raw(name.span))));
        let mut before = name.span;
        if let Some(last) = params.last() {
            let names: Vec<&str> = params.iter().map(|param| self.raw(param.span)).collect();
            docs.push(Doc::text(format!("({})", names.join(", "))));
            before = last.span;
        }
        docs.push(Doc::text(" = "));
        self.at = before.range().end;
        self.operand(docs, body);
    }

    /// Parts what stands before a place from what stands there: comments, and a line that may break.
    fn gap(&mut self, docs: &mut Vec<Doc>, at: usize) {
        let comments = self.take(at);
        let trailing = comments.first().filter(|comment| !comment.own_line);
        docs.extend(trailing.map(|comment| Doc::Comment(self.raw(comment.span).to_owned())));
        docs.push(Doc::Line);
        for comment in &comments[usize::from(trailing.is_some())..] {
            docs.push(Doc::text(self.raw(comment.span)));
            docs.push(Doc::Hard);
        }
    }

    /// Counts the opening brackets up to a place, those in comments left out.
    fn opened(&self, to: usize) -> usize {
        let mut rest = &self.text[self.at.min(to)..to];
        let mut count = 0;
        loop {
            rest = lex::blank(rest);
            let Some(c) = rest.chars().next() else {
                return count;
            };
            count += usize::from(c == '(');
            rest = &rest[c.len_utf8()..];
        }
    }
}
