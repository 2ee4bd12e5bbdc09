//! What planning reads: a text, what was asked before it, and the values of parameters.

use std::sync::Arc;

use indexmap::IndexMap;

use super::definitions::Definitions;
use super::params::{Parameter, declare, enter_given};
use super::remembered::Remembered;
use super::scope::Planner;
use super::view::previous;
use crate::diagnostic::{Diagnostic, Source};
use crate::syntax::{self, tree};
use crate::value::Day;

/// What a text is planned with.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// Values of parameters, by name.
    pub params: &'a [(String, String)],
    /// Tells the day that `today` means; asked where a query says so.
    pub today: &'a dyn Fn() -> Day,
    /// What was said before in a conversation; none where the text is no part of one.
    pub before: Option<&'a Remembered>,
    /// What stands before `NAME=VALUE` where a parameter is given a value, as messages tell it; none
    /// where nobody types it.
    pub giving: Option<&'a str>,
    /// What lists the fields of a collection that is named behind it, as messages tell it; where
    /// nobody types it, messages list them.
    pub listing: Option<&'a str>,
}

/// A text, what stands before it and the values of its parameters: all that planning reads.
pub(super) struct Setting {
    /// The text and, behind it, what was asked before.
    pub(super) source: Arc<Source>,
    /// The tree of both.
    pub(super) file: tree::File,
    /// Where the text ends.
    pub(super) end: usize,
    pub(super) params: IndexMap<String, Parameter>,
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
        let before = inputs.before;
        let before = before.filter(|_| found.is_empty() || in_any_case);
        if let Some(behind) = before.and_then(|before| before.behind(&file)) {
            // What was said before stands behind the text, so that every place is in one text.
            source = Arc::new(Source {
                name: source.name.clone(),
                text: source.text.clone() + &behind,
            });
            (file, found) = syntax::parse(&source);
        }
        let mut params = IndexMap::new();
        for statement in &file.statements {
            if let tree::StatementKind::Param(param) = &statement.kind {
                let given = value_of(param, inputs, end);
                declare(
                    param,
                    given,
                    &source,
                    inputs.giving,
                    &mut params,
                    &mut found,
                );
            }
        }
        enter_given(inputs.params, &mut params);
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
            giving: inputs.giving,
            listing: inputs.listing,
            errors: Vec::new(),
            warnings: Vec::new(),
            names: Vec::new(),
            negations: 0,
            expanding: None,
            searches: Vec::new(),
            views: Vec::new(),
            written: Vec::new(),
            statements: &self.file.statements,
            previous: &self.previous,
            definitions,
            calls: Vec::new(),
            unmade: Vec::new(),
            depth: 0,
            watch: None,
        }
    }
}

/// Returns the value that a declared parameter is given: where it was declared before, the one it
/// was given with what was said before, or else the one from without.
fn value_of<'i>(param: &tree::Param, inputs: &Inputs<'i>, end: usize) -> Option<&'i str> {
    let is_before = param.name.span.range().start >= end;
    let before = inputs.before.filter(|_| is_before);
    let kept = before.map_or(&[][..], |before| before.values());
    let mut given = kept.iter().rev().chain(inputs.params.iter().rev());
    let found = given.find(|(name, _)| param.name.is(name));
    found.map(|(_, value)| value.as_str())
}
