//! Rows joined with those of another query.

use whosaid::syntax::tree::{Combination, Query};

use super::stage::{records, table};
use super::{Frame, Naive, Row, Shown, Tri};

impl Naive<'_> {
    /// Joins rows with those of another query.
    pub(super) fn combined(&self, how: Combination, frame: Frame, query: &Query) -> Frame {
        let others = self.query(query, None);
        let Some(kind) = frame.kind else {
            return self.by_value(how, &shown_only(frame), &shown_only(others));
        };
        let among = |rows: &[Row], node: u32| {
            let same = rows.iter().filter(|row| row.node == Some(node));
            Tri::any(same.map(Row::truth))
        };
        if how == Combination::Union {
            let rows = self.all(kind).filter_map(|node| {
                let truth = Tri::any([among(&frame.rows, node), among(&others.rows, node)]);
                (truth != Tri::No).then(|| Row::of(node, truth == Tri::Yes))
            });
            let shown = frame.shown;
            let joined = Frame {
                shown,
                ..records(kind, rows.collect())
            };
            return self.sorted(joined, &frame.order);
        }
        self.judged_rows(how, frame, |row| {
            among(&others.rows, row.node.expect("records have one"))
        })
    }

    fn by_value(&self, how: Combination, own: &Frame, others: &Frame) -> Frame {
        let mut columns = own.columns.clone();
        for (column, other) in columns.iter_mut().zip(&others.columns) {
            column.shape.many |= other.shape.many;
        }
        let all = own.rows.iter().chain(match how {
            Combination::Union => others.rows.as_slice(),
            Combination::Except | Combination::Intersect => &[],
        });
        let joined = self.distinct(table(columns, all.cloned().collect()));
        if how == Combination::Union {
            return joined;
        }
        let others = table(joined.columns.clone(), others.rows.clone());
        let columns = table(joined.columns.clone(), Vec::new());
        self.judged_rows(how, joined, |row| {
            let cells = self.shown_cells(&columns, row);
            let alike = others
                .rows
                .iter()
                .filter(|other| self.shown_cells(&others, other) == cells);
            Tri::any(alike.map(Row::truth))
        })
    }

    /// Keeps rows by how far they are among others.
    fn judged_rows(
        &self,
        how: Combination,
        mut frame: Frame,
        among: impl Fn(&Row) -> Tri,
    ) -> Frame {
        let rows = std::mem::take(&mut frame.rows).into_iter();
        frame.rows = rows
            .filter_map(|mut row| {
                let truth = match how {
                    Combination::Except => among(&row).not(),
                    Combination::Union | Combination::Intersect => among(&row),
                };
                row.certain &= truth == Tri::Yes;
                (truth != Tri::No).then_some(row)
            })
            .collect();
        frame
    }
}

/// Leaves the columns that are shown, in the order they are shown in.
fn shown_only(frame: Frame) -> Frame {
    let places: Vec<usize> = frame
        .shown
        .iter()
        .map(|shown| match shown {
            Shown::Column(place) => *place,
            Shown::Field(name) => panic!("‘{name}’ of rows that are no records"),
        })
        .collect();
    let columns = places.iter().map(|place| frame.columns[*place].clone());
    let rows = frame.rows.into_iter().map(|row| Row {
        cells: places
            .iter()
            .map(|place| row.cells[*place].clone())
            .collect(),
        ..row
    });
    table(columns.collect(), rows.collect())
}
