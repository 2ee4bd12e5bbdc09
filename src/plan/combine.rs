//! Stages that join the rows with those of another query: union, except, intersect.

use super::path::type_name;
use super::query::Rows;
use super::scope::Planner;
use super::{Combination, Expr, Output, Stage};
use crate::diagnostic::{Span, quoted_list};
use crate::model::Kind;
use crate::syntax::tree;

impl Planner<'_> {
    /// Plans `union (query)` and its like.
    pub(super) fn combine(
        &mut self,
        how: Combination,
        query: &tree::Query,
        rows: &mut Rows,
    ) -> Option<()> {
        // A name that nothing bears would leave everything in.
        let negated = usize::from(how == Combination::Except);
        self.negations += negated;
        let other = self.rows(query, None);
        self.negations -= negated;
        let other = other?;
        self.asked_on(query.span, &other)?;
        match (rows.scope.kind, other.scope.kind) {
            (Some(kind), Some(other_kind)) if kind == other_kind => {
                self.combine_records(how, other, query.span, rows)
            }
            (None, None) => self.combine_tables(how, other, query.span, rows),
            (Some(_), Some(_)) | (Some(_), None) | (None, Some(_)) => {
                let (here, there) = (what(rows), what(&other));
                let message = format!("the rows here are {here}, and there they are {there}");
                let diagnostic = self.error("other-rows", query.span, message);
                diagnostic
                    .helps
                    .push("end both with a ‘select’ of the same columns".to_owned());
                None
            }
        }
    }

    /// Joins records by their identity: what was derived of them is no part of it.
    fn combine_records(
        &mut self,
        how: Combination,
        other: Rows,
        span: Span,
        rows: &mut Rows,
    ) -> Option<()> {
        if how == Combination::Union {
            let mut columns = rows.scope.columns.iter().chain(&other.scope.columns);
            if let Some(name) = columns.find_map(|column| column.name.as_deref()) {
                let message =
                    format!("‘union’ joins records, and the column ‘{name}’ is no part of them");
                let diagnostic = self.error("columns-of-records", span, message);
                diagnostic
                    .helps
                    .push("add columns after the ‘union’, or end both with a ‘select’".to_owned());
                return None;
            }
            if rows.sorted.iter().any(|key| key.expr.reads().columns) {
                let message = "‘union’ joins records, and a column that they are sorted by is no part of them";
                let diagnostic = self.error("columns-of-records", span, message);
                diagnostic
                    .helps
                    .push("sort after the ‘union’, or end both with a ‘select’".to_owned());
                return None;
            }
            rows.scope.columns.clear();
            rows.multiplied = false;
        }
        rows.stages
            .push(Stage::Combine(how, Box::new(other.into_query())));
        // The records come in ledger order again; an order that was asked for holds.
        if how == Combination::Union && !rows.sorted.is_empty() {
            rows.stages.push(Stage::Sort(rows.sorted.clone()));
        }
        Some(())
    }

    /// Joins rows by what is shown of them.
    fn combine_tables(
        &mut self,
        how: Combination,
        other: Rows,
        span: Span,
        rows: &mut Rows,
    ) -> Option<()> {
        if !self.same_columns(&rows.visible, &other.visible, span) {
            return None;
        }
        let shown = std::mem::take(&mut rows.visible);
        rows.become_table(&shown);
        let columns = rows.visible.iter_mut().zip(&mut rows.scope.columns);
        for ((own, info), there) in columns.zip(&other.visible) {
            info.many |= there.expr.many;
            own.expr.many |= there.expr.many;
        }
        rows.stages.push(Stage::Select(shown));
        rows.stages
            .push(Stage::Combine(how, Box::new(other.into_query())));
        Some(())
    }

    /// Reports columns that can't stand under each other.
    fn same_columns(&mut self, here: &[Output], there: &[Output], span: Span) -> bool {
        if here.len() != there.len() {
            let message = format!(
                "the columns here are {}, and there they are {}",
                names(here),
                names(there)
            );
            let diagnostic = self.error("other-columns", span, message);
            diagnostic
                .helps
                .push("end both with a ‘select’ of the same columns".to_owned());
            return false;
        }
        let before = self.errors.len();
        for (place, (own, other)) in here.iter().zip(there).enumerate() {
            if !own.name.eq_ignore_ascii_case(&other.name) {
                let message = format!(
                    "column {} is ‘{}’ here and ‘{}’ there",
                    place + 1,
                    own.name,
                    other.name
                );
                let diagnostic = self.error("other-columns", span, message);
                diagnostic
                    .helps
                    .push(format!("give it the name there: select … as {}", own.name));
            } else if own.expr.ty != other.expr.ty {
                let (own_type, other_type) = (precise(&own.expr), precise(&other.expr));
                let message = format!(
                    "column ‘{}’ is {own_type} here and {other_type} there",
                    own.name
                );
                self.error("other-columns", span, message);
            }
        }
        self.errors.len() == before
    }
}

/// Names the type of a column; dates of other units are not the same.
fn precise(expr: &Expr) -> String {
    match expr.ty {
        crate::value::Type::Date(unit) => format!("a date by the {}", unit.name()),
        ty => type_name(ty),
    }
}

fn names(outputs: &[Output]) -> String {
    quoted_list(outputs.iter().map(|output| output.name.as_str()))
}

/// Tells what rows are, for a message.
fn what(rows: &Rows) -> String {
    match rows.scope.kind.map(Kind::collection) {
        Some(records) => records.to_owned(),
        None => format!("columns ({})", names(&rows.visible)),
    }
}
