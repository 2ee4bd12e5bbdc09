//! What planning reads: a text, what was asked before it, and the values of parameters.

use std::sync::Arc;

use indexmap::IndexMap;

use super::definitions::Definitions;
use super::params::{declare, given};
use super::scope::Planner;
use super::view::previous;
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::syntax::{self, tree};
use crate::value::Day;

/// What a text is planned with.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// Values of parameters, by name.
    pub params: &'a [(String, String)],
    /// Tells the day that `today` means; asked where a query says so.
    pub today: &'a dyn Fn() -> Day,
    /// The text asked before, where its last query may be asked for as `_`.
    pub before: Option<&'a str>,
}

/// A text, what stands before it and the values of its parameters: all that planning reads.
pub(super) struct Setting {
    /// The text and, behind it, what was asked before.
    pub(super) source: Arc<Source>,
    /// The tree of both.
    pub(super) file: tree::File,
    /// Where the text ends.
    pub(super) end: usize,
    params: IndexMap<String, tree::Expr>,
    previous: Vec<Option<usize>>,
    /// What is wrong with its form, and with its parameters.
    pub(super) found: Vec<Diagnostic>,
}

impl Setting {
    /// Reads a text; what was asked before it is read where the text can be, or in any case.
    pub(super) fn read(source: &Arc<Source>, inputs: &Inputs<'_>, in_any_case: bool) -> Setting {
        let end = source.text.len();
        let (mut file, mut found) = syntax::parse(source);
        let mut source = Arc::clone(source);
        if let (Some(before), true) = (inputs.before, found.is_empty() || in_any_case) {
            // What was asked before stands behind the text, so that every place is in one text.
            source = Arc::new(Source {
                name: source.name.clone(),
                text: format!("{}\n;\n{before}", source.text),
            });
            (file, found) = syntax::parse(&source);
        }
        let mut params = IndexMap::new();
        for statement in &file.statements {
            if let tree::StatementKind::Param(param) = &statement.kind {
                declare(param, inputs, &source, &mut params, &mut found);
            }
        }
        for (name, value) in inputs.params {
            params
                .entry(name.to_ascii_lowercase())
                .or_insert_with(|| given(value, None, Span::default()));
        }
        let previous = previous(&file.statements, end);
        Setting {
            source,
            file,
            end,
            params,
            previous,
            found,
        }
    }

    /// Makes the planner of one statement.
    pub(super) fn planner<'a>(
        &'a self,
        definitions: &'a Definitions<'a>,
        inputs: &Inputs<'a>,
    ) -> Planner<'a> {
        Planner {
            source: &self.source,
            params: &self.params,
            today: inputs.today,
            errors: Vec::new(),
            warnings: Vec::new(),
            names: Vec::new(),
            negations: 0,
            expanding: None,
            views: Vec::new(),
            statements: &self.file.statements,
            previous: &self.previous,
            definitions,
            calls: Vec::new(),
            depth: 0,
            watch: None,
        }
    }
}
