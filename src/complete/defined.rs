//! What a text and the text before it define: queries, expressions, parameters.

use std::sync::Arc;

use super::{Asked, CandidateKind};
use crate::diagnostic::Source;
use crate::syntax;
use crate::syntax::tree::{Param, Statement, StatementKind};

impl Asked<'_> {
    /// Returns the statements before the one of the cursor, and those that hold of what was said before.
    fn statements(&self) -> Vec<Statement> {
        let mut texts = vec![self.cut.earlier().to_owned()];
        if let Some(before) = self.inputs.before {
            texts.extend(before.definitions().map(str::to_owned));
            texts.extend(before.last());
        }
        let parsed = texts.into_iter().flat_map(|text| {
            let name = String::new();
            syntax::parse(&Arc::new(Source { name, text })).0.statements
        });
        parsed.collect()
    }

    /// Adds the queries that are defined, and the query before.
    pub(super) fn queries(&mut self) {
        let statements = self.statements();
        for statement in &statements {
            if let StatementKind::Let(own) = &statement.kind {
                let detail = first_line(&statement.doc, "a query of this text");
                self.found
                    .name(CandidateKind::Query, &own.name.text, detail);
            }
        }
        let is_query = |statement: &Statement| matches!(statement.kind, StatementKind::Query(_));
        if statements.iter().any(is_query) {
            self.found
                .word(CandidateKind::Query, "_", "the query before");
        }
    }

    /// Adds the expressions that are defined.
    pub(super) fn definitions(&mut self) {
        for statement in &self.statements() {
            let StatementKind::Def(def) = &statement.kind else {
                continue;
            };
            let name = &def.name.text;
            let args: Vec<&str> = def.params.iter().map(|arg| arg.text.as_str()).collect();
            let (usage, insert) = if args.is_empty() {
                (name.clone(), name.clone())
            } else {
                (format!("{name}({})", args.join(", ")), format!("{name}("))
            };
            let help = first_line(&statement.doc, "an expression of this text");
            let detail = format!("{usage} · {help}");
            let kind = CandidateKind::Definition;
            self.found.written(kind, name, insert, detail);
        }
    }

    /// Adds the parameters that are declared or given.
    pub(super) fn parameters(&mut self) {
        for statement in &self.statements() {
            if let StatementKind::Param(param) = &statement.kind {
                let help = first_line(&statement.doc, "a parameter");
                let ty = param.ty.as_ref().map(|ty| format!("{} · ", ty.text));
                let detail = ty.unwrap_or_default() + help;
                self.parameter(&param.name.text, detail);
            }
        }
        for (name, value) in self.inputs.params {
            self.parameter(name, format!("= {value}"));
        }
    }

    fn parameter(&mut self, name: &str, detail: String) {
        let kind = CandidateKind::Parameter;
        let written = format!("${name}");
        if self.cut.begun == syntax::Begun::Parameter {
            self.found.written(kind, name, written, detail);
        } else {
            self.found.written(kind, &written, written.clone(), detail);
        }
    }

    /// Adds what a parameter may be by default.
    pub(super) fn default_of(&mut self, param: &Param) {
        let Some(ty) = &param.ty else {
            return;
        };
        if ty.is("truth") {
            self.truths();
        } else if ty.is("date") {
            self.days_of_pages();
        } else if let Some(kind) = crate::plan::collection_named(&ty.text) {
            self.records(kind, None);
        }
    }
}

fn first_line<'t>(doc: &'t str, otherwise: &'t str) -> &'t str {
    doc.lines()
        .next()
        .filter(|line| !line.is_empty())
        .unwrap_or(otherwise)
}
