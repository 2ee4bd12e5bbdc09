//! Totals and tables of two keys: for every cell the rows are gathered anew.

use std::slice::from_ref;

use whosaid::syntax::tree::{Aggregate, Item as Named, Pivot, StageKind};

use super::group::{key_cells, made};
use super::stage::table;
use super::{Column, Frame, Item, Naive, Row};

impl Naive<'_> {
    /// Returns the row that a total of a stage's groups would be; none where it makes no groups.
    pub(super) fn total(&self, frame: &Frame, stage: &StageKind) -> Option<Row> {
        let (keys, groups): (&[Named], Frame) = match stage {
            StageKind::Group(keys, aggregates) => (keys, self.grouped(frame, &[], aggregates)),
            StageKind::Count(keys) => (keys, self.counted(frame, &[])),
            _no_groups => return None,
        };
        let mut cells = vec![Vec::new(); keys.len()];
        cells.extend(groups.rows.into_iter().next()?.cells);
        Some(made(cells))
    }

    /// Makes the table of the rows of two keys; with totals a row and a column more.
    pub(super) fn pivoted(&self, frame: &Frame, pivot: &Pivot, totals: bool) -> Frame {
        let Pivot {
            down,
            across,
            aggregate,
        } = pivot;
        let rows = self.groups(frame, from_ref(down));
        let cols = self.groups(frame, from_ref(across));
        let all: Vec<&Row> = frame.rows.iter().collect();
        let cell = |down: &[&Row], across: &[&Row]| {
            let is_across = |row: &&&Row| across.iter().any(|other| std::ptr::eq(**row, *other));
            let both: Vec<&Row> = down.iter().filter(is_across).copied().collect();
            self.cell_of(aggregate, frame, &both)
        };
        let mut across: Vec<&[&Row]> = cols.iter().map(|group| group.rows.as_slice()).collect();
        if totals {
            across.push(&all);
        }
        let line = |key: Vec<Vec<Item>>, down: &[&Row]| {
            let cells = across.iter().map(|across| cell(down, across));
            made(key.into_iter().chain(cells).collect())
        };
        let mut lines: Vec<Row> = rows
            .iter()
            .map(|group| line(key_cells(group), &group.rows))
            .collect();
        if totals {
            lines.push(line(vec![Vec::new()], &all));
        }
        let mut columns = self.key_columns(frame, from_ref(down));
        let shape = self.shape(&aggregate.expr, frame.scope());
        let shape = shape.expect("an aggregate has a type");
        columns.extend(across.iter().map(|_| Column { name: None, shape }));
        table(columns, lines)
    }

    fn cell_of(&self, aggregate: &Aggregate, frame: &Frame, rows: &[&Row]) -> Vec<Item> {
        let kept = self.filtered(aggregate.filter.as_ref(), frame, rows);
        let kept: Vec<&Row> = kept.iter().collect();
        self.over_rows(&aggregate.expr, frame, &kept)
    }
}
