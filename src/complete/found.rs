//! The candidates that have been found, of those that go on with what was typed.

use std::ops::Range;

use super::{Candidate, CandidateKind, Completions};
use crate::syntax::{Begun, Cut, text_literal, written_name};
use crate::value::term_safe;

/// The most candidates that are given.
pub(super) const MOST: usize = 200;

/// What has been found so far.
pub(super) struct Found {
    typed: String,
    begun: Begun,
    span: Range<usize>,
    /// What stands right behind the cursor, where that may close what was begun there.
    closer: Option<char>,
    candidates: Vec<Candidate>,
    more: usize,
}

impl Found {
    pub(super) fn new(cut: &Cut, text: &str) -> Found {
        let behind = text.get(cut.span.end..).unwrap_or_default();
        let opening = text.get(cut.span.clone()).unwrap_or_default();
        let closers: &[char] = match cut.begun {
            Begun::Text if opening.starts_with('“') => &['”'],
            Begun::Text => &['"'],
            Begun::Name => &['`'],
            Begun::Word => &['('],
            Begun::Nothing | Begun::Number | Begun::Parameter => &[],
        };
        Found {
            typed: cut.typed.to_ascii_lowercase(),
            begun: cut.begun,
            span: cut.span.clone(),
            closer: behind.chars().next().filter(|c| closers.contains(c)),
            candidates: Vec::new(),
            more: 0,
        }
    }

    /// Adds a word of the language or a name of the query, if what was typed begins it.
    pub(super) fn word(&mut self, kind: CandidateKind, word: &str, detail: impl Into<String>) {
        self.written(kind, word, word.to_owned(), detail);
    }

    /// Adds a name that may need back-quotes.
    pub(super) fn name(&mut self, kind: CandidateKind, name: &str, detail: impl Into<String>) {
        let written = match self.begun {
            Begun::Name if !name.contains('`') => Some(format!("`{name}`")),
            _other => written_name(name),
        };
        if let Some(written) = written {
            self.written(kind, name, written, detail);
        }
    }

    /// Adds what is written otherwise than it is called.
    pub(super) fn written(
        &mut self,
        kind: CandidateKind,
        label: &str,
        insert: String,
        detail: impl Into<String>,
    ) {
        let begins = label
            .get(..self.typed.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(&self.typed));
        let quoted = self.begun == Begun::Text;
        let mut insert = insert;
        if self.closer.is_some_and(|closer| insert.ends_with(closer)) {
            insert.pop();
        }
        if begins && !quoted {
            self.push(kind, label, insert, detail.into());
        }
    }

    /// Adds a value, which is known to go on with what was typed; a text is put in quotes.
    pub(super) fn value(
        &mut self,
        kind: CandidateKind,
        value: &str,
        quoted: bool,
        detail: impl Into<String>,
    ) {
        self.called(kind, value, value, quoted, detail);
    }

    /// Adds a value that is listed as something else.
    pub(super) fn called(
        &mut self,
        kind: CandidateKind,
        label: &str,
        value: &str,
        quoted: bool,
        detail: impl Into<String>,
    ) {
        let mut insert = if quoted || self.begun == Begun::Text {
            text_literal(value)
        } else {
            value.to_owned()
        };
        if self.begun == Begun::Text && self.closer.is_some() {
            insert.pop();
        }
        // A text that is closed by a curved quote begins with one.
        if self.closer == Some('”') {
            insert.replace_range(..1, "“");
            insert = insert.replace('”', "\\”");
        }
        self.push(kind, label, insert, detail.into());
    }

    /// Notes that there are so many more than can be given.
    pub(super) fn leaves_out(&mut self, more: usize) {
        self.more += more;
    }

    fn push(&mut self, kind: CandidateKind, label: &str, insert: String, detail: String) {
        if self.candidates.iter().any(|other| other.insert == insert) {
            return;
        }
        if self.candidates.len() == MOST {
            self.more += 1;
            return;
        }
        self.candidates.push(Candidate {
            insert,
            label: term_safe(label).into_owned(),
            detail: term_safe(&detail).into_owned(),
            kind,
        });
    }

    /// Tells whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.candidates.is_empty()
    }

    /// Returns the candidates.
    pub(super) fn finish(self) -> Completions {
        Completions {
            replaces: self.span,
            candidates: self.candidates,
            more: self.more,
        }
    }
}
