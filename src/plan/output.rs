//! Columns: items with their names, and what records show without `select`.

use super::scope::{Planner, Scope};
use super::{Expr, Output};
use crate::diagnostic::{did_you_mean, quoted_list};
use crate::model::{Kind, Origin};
use crate::syntax::tree;

impl Planner<'_> {
    /// Plans the items of a stage; every error in them is found.
    pub(super) fn items(&mut self, items: &[tree::Item], scope: &Scope) -> Option<Vec<Output>> {
        let planned: Vec<Option<Output>> = items
            .iter()
            .map(|item| {
                if item.label.is_none() {
                    self.lint_quoted_name(&item.expr, scope);
                }
                let expr = self.value(&item.expr, scope)?;
                Some(Output {
                    name: self.label(item.label.as_ref(), &item.expr),
                    expr,
                })
            })
            .collect();
        planned.into_iter().collect()
    }

    /// Returns the heading of an expression: its label, its name, or the words of the query.
    pub(super) fn label(&self, label: Option<&tree::Name>, expr: &tree::Expr) -> String {
        if let Some(label) = label {
            label.text.clone()
        } else if let tree::ExprKind::Name(name) = &expr.kind {
            name.clone()
        } else {
            self.words_at(expr.span)
        }
    }

    /// Returns the columns a collection shows without `select`.
    pub(super) fn shown(&mut self, kind: Kind) -> Vec<Output> {
        self.fields(kind, kind.schema().shown.iter().copied())
    }

    /// Returns a column for each field that is not the inverse of another.
    pub(super) fn described(&mut self, kind: Kind) -> Vec<Output> {
        let own = kind
            .schema()
            .fields
            .iter()
            .filter(|field| !matches!(field.origin, Origin::Inverse(_)));
        self.fields(kind, own.map(|field| field.name))
    }

    fn fields(&mut self, kind: Kind, names: impl Iterator<Item = &'static str>) -> Vec<Output> {
        let outputs = names.map(|name| {
            let expr = self.field_of(
                Expr::row(kind),
                kind,
                name,
                crate::diagnostic::Span::default(),
            );
            Output {
                name: name.to_owned(),
                expr: expr.expect("a schema names fields of its kind"),
            }
        });
        outputs.collect()
    }

    /// Takes dropped columns out of what is shown.
    pub(super) fn drop_columns(
        &mut self,
        names: &[tree::Name],
        scope: &mut Scope,
        visible: &mut Vec<Output>,
    ) {
        for name in names {
            let Some(place) = visible.iter().position(|output| name.is(&output.name)) else {
                let known = quoted_list(visible.iter().map(|output| output.name.as_str()));
                let near = crate::diagnostic::nearest(
                    &name.text,
                    visible.iter().map(|output| output.name.as_str()),
                );
                let near = near.map(did_you_mean);
                let diagnostic = self.error(
                    "unknown-column",
                    name.span,
                    format!("there is no column ‘{}’ to drop", name.text),
                );
                diagnostic.helps.extend(near);
                diagnostic.helps.push(format!("the columns are {known}"));
                continue;
            };
            visible.remove(place);
            let column = scope
                .columns
                .iter_mut()
                .rev()
                .find(|info| info.name.as_deref().is_some_and(|own| name.is(own)));
            if let Some(info) = column {
                info.name = None;
            }
        }
    }
}
