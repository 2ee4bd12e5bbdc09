//! Stages that make columns: derive, group and count, distinct, describe.

use super::query::Rows;
use super::scope::{ColumnInfo, Planner, Scope};
use super::{Call, Expr, ExprKind, Output, Root, SortKey, Stage};
use crate::operator::Aggregate;
use crate::syntax::tree;
use crate::value::Type;

impl Planner<'_> {
    pub(super) fn derive(
        &mut self,
        items: &[tree::Item],
        per: &[tree::Item],
        rows: &mut Rows,
    ) -> Option<()> {
        let made = self.derived(items, per, rows);
        self.unless_made(made, items.iter().map(|item| item.label.as_ref()))
    }

    /// Enters the names of columns that could not be made, which are not reported missing too.
    fn unless_made<'n>(
        &mut self,
        made: Option<()>,
        labels: impl Iterator<Item = Option<&'n tree::Name>>,
    ) -> Option<()> {
        if made.is_none() {
            self.unmade
                .extend(labels.flatten().map(|label| label.text.clone()));
        }
        made
    }

    fn derived(&mut self, items: &[tree::Item], per: &[tree::Item], rows: &mut Rows) -> Option<()> {
        for item in items.iter().filter(|item| item.label.is_none()) {
            let written = self.words_at(item.expr.span);
            let diagnostic = self.error("no-name", item.expr.span, "a derived column needs a name");
            diagnostic
                .helps
                .push(format!("write: derive {written} as name"));
        }
        let from = rows.scope.columns.len();
        let items = self.windows(items, per, rows)?;
        let outputs = self.items(&items, &rows.scope);
        rows.scope.forget_from(from);
        let outputs = outputs?;
        for output in &outputs {
            rows.visible
                .retain(|shown| !shown.name.eq_ignore_ascii_case(&output.name));
            let expr = Expr::column(rows.scope.columns.len(), output.expr.ty, output.expr.many);
            rows.scope.add(output);
            rows.visible.push(Output {
                name: output.name.clone(),
                expr,
            });
        }
        rows.stages.push(Stage::Derive(outputs));
        Some(())
    }

    pub(super) fn group(
        &mut self,
        keys: &[tree::Item],
        aggregates: &[tree::Aggregate],
        rows: &mut Rows,
    ) -> Option<()> {
        let made = self.groups(keys, aggregates, rows);
        let labels = aggregates.iter().map(|aggregate| aggregate.label.as_ref());
        self.unless_made(
            made,
            labels.chain(keys.iter().map(|key| key.label.as_ref())),
        )
    }

    fn groups(
        &mut self,
        keys: &[tree::Item],
        aggregates: &[tree::Aggregate],
        rows: &mut Rows,
    ) -> Option<()> {
        let keys = self.items(keys, &rows.scope)?;
        let (calls, outputs) = self.aggregates(&keys, aggregates, &rows.scope)?;
        self.grouped(keys, calls, outputs, rows);
        Some(())
    }

    fn grouped(
        &mut self,
        keys: Vec<Output>,
        calls: Vec<Call>,
        outputs: Vec<Output>,
        rows: &mut Rows,
    ) {
        rows.become_table(&outputs);
        rows.ordered = false;
        rows.stages.push(Stage::Group { keys, calls });
        rows.stages.push(Stage::Select(outputs));
    }

    pub(super) fn count(&mut self, keys: &[tree::Item], rows: &mut Rows) -> Option<()> {
        let planned = self.items(keys, &rows.scope);
        let labels = keys.iter().map(|key| key.label.as_ref());
        self.unless_made(planned.as_ref().map(|_| ()), labels);
        let Some(keys) = planned else {
            self.unmade.push("count".to_owned());
            return None;
        };
        let ty = Type::Number;
        let call = Call {
            aggregate: Aggregate::Count,
            distinct: false,
            operand: None,
            filter: None,
            ty,
            many: false,
        };
        let key = |(place, key): (usize, &Output)| Output {
            name: key.name.clone(),
            expr: Expr::column(place, key.expr.ty, false),
        };
        let mut outputs: Vec<Output> = keys.iter().enumerate().map(key).collect();
        outputs.push(Output {
            name: "count".to_owned(),
            expr: Expr::column(keys.len(), ty, false),
        });
        self.grouped(keys, vec![call], outputs, rows);
        Some(())
    }

    pub(super) fn sort_key(&mut self, key: &tree::Key, scope: &Scope) -> Option<SortKey> {
        self.lint_quoted_name(&key.expr, scope);
        self.lint_number_key(&key.expr, scope);
        let expr = self.value(&key.expr, scope)?;
        Some(SortKey {
            expr,
            descending: key.descending,
        })
    }

    pub(super) fn distinct(&mut self, items: &[tree::Item], rows: &mut Rows) -> Option<()> {
        if !items.is_empty() {
            let outputs = self.items(items, &rows.scope)?;
            rows.become_table(&outputs);
            rows.stages.push(Stage::Select(outputs));
        }
        // Rows that are records are distinct already, unless they were multiplied.
        if rows.scope.kind.is_none() || rows.multiplied {
            let record = rows.scope.kind.map(Expr::row);
            let shown = rows.visible.iter().map(|output| output.expr.clone());
            let columns = record.into_iter().chain(shown).collect();
            rows.stages.push(Stage::Distinct(columns));
        }
        Some(())
    }

    pub(super) fn describe(&mut self, rows: &mut Rows) {
        let mut described = rows
            .scope
            .kind
            .map_or_else(Vec::new, |kind| self.described(kind));
        let columns = rows
            .visible
            .iter()
            .filter(|output| rows.scope.kind.is_none() || is_column(&output.expr));
        described.extend(columns.cloned());
        rows.stages.push(Stage::Describe(described));
        let column = |(name, ty): (&str, Type)| ColumnInfo {
            name: Some(name.to_owned()),
            ty,
            many: false,
        };
        let columns = [
            ("name", Type::Text),
            ("type", Type::Text),
            ("present", Type::Number),
            ("distinct", Type::Number),
            ("commonest", Type::Text),
            ("range", Type::Text),
            ("uncertain", Type::Number),
        ];
        rows.scope = Scope {
            columns: columns.map(column).into(),
            ..Scope::table(&[])
        };
        let visible = columns.iter().enumerate();
        rows.visible = visible
            .map(|(place, (name, ty))| Output {
                name: (*name).to_owned(),
                expr: Expr::column(place, *ty, false),
            })
            .collect();
    }
}

fn is_column(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Path(path) if matches!(path.root, Root::Column(_)))
}
