//! The stage that makes a row of each value.

use super::query::Rows;
use super::scope::Planner;
use super::{Expr, Output, Stage};
use crate::syntax::tree;

impl Planner<'_> {
    /// Plans `expand path as name`.
    pub(super) fn expanded(
        &mut self,
        optional: bool,
        path: &tree::Expr,
        label: Option<&tree::Name>,
        rows: &mut Rows,
    ) -> Option<()> {
        let name = label
            .map(|label| label.text.clone())
            .or_else(|| last_name(path));
        let Some(name) = name else {
            let written = self.words_at(path.span);
            self.error(
                "no-name",
                path.span,
                "the column of the values needs a name",
            )
            .helps
            .push(format!("write: expand {written} as name"));
            return None;
        };
        let value = self.value(path, &rows.scope)?;
        let output = Output {
            name,
            expr: Expr {
                many: false,
                ..value.clone()
            },
        };
        let column = Output {
            name: output.name.clone(),
            expr: Expr::column(rows.scope.columns.len(), value.ty, false),
        };
        rows.scope.add(&output);
        let same = |shown: &Output| shown.name.eq_ignore_ascii_case(&column.name);
        match rows.visible.iter().position(same) {
            Some(place) => rows.visible[place] = column.clone(),
            None => rows.visible.push(column.clone()),
        }
        let value = Output {
            name: column.name,
            expr: value,
        };
        rows.stages.push(Stage::Expand { value, optional });
        rows.multiplied = true;
        Some(())
    }
}

/// Returns the field that a path ends at.
fn last_name(path: &tree::Expr) -> Option<String> {
    match &path.kind {
        tree::ExprKind::Name(name) => Some(name.clone()),
        tree::ExprKind::Field(_, name) => Some(name.text.clone()),
        tree::ExprKind::Filter(base, _) | tree::ExprKind::Repeat(base, _) => last_name(base),
        _computed => None,
    }
}
