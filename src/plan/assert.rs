//! The stage that fails unless something is certain.

use super::query::Rows;
use super::scope::Planner;
use super::{Asserted, Assertion, Expr, Stage};
use crate::syntax::tree;

impl Planner<'_> {
    /// Plans `assert test`: of all rows together where an aggregate is in it, else of every row.
    pub(super) fn asserted(&mut self, test: &tree::Expr, rows: &mut Rows) -> Option<()> {
        let mut calls = Vec::new();
        let lifted = self.lift(test, None, &rows.scope, &mut calls)?;
        let of = if calls.is_empty() {
            Asserted::EachRow(self.predicate(test, &rows.scope)?)
        } else {
            let scope = Self::scope_of_calls(&[], &calls);
            let Some(test) = self.predicate(&lifted, &scope) else {
                self.help_last("with an aggregate in it an assertion speaks of all rows together");
                return None;
            };
            Asserted::Whole(calls, test)
        };
        let name = match rows.scope.kind {
            Some(kind) => self.field_of(Expr::row(kind), kind, "id", test.span)?,
            None => match rows.visible.first() {
                Some(first) => first.expr.clone(),
                None => Expr::constant(super::Constant::Truth(true), crate::value::Type::Truth),
            },
        };
        let text = self.words_at(test.span);
        rows.stages
            .push(Stage::Assert(Box::new(Assertion { text, of, name })));
        Some(())
    }
}
