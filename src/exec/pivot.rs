//! Tables of two keys: a row for each value of the one, a column for each of the other.

use std::slice::from_ref;

use rustc_hash::FxHashMap;

use super::column::Scalar;
use super::frame::Frame;
use super::group::key_cells;
use super::groups::{Groups, KeyColumn, groups};
use super::{Run, Stopped};
use crate::answer::{Cell, Digits};
use crate::plan::{Expr, Output, Pivot};
use crate::store::{Bits, NONE, row_number};

/// A table has at most so many columns for values.
const MOST_COLUMNS: usize = 100;

/// What the column of rows without a value is called.
const EMPTY: &str = "(none)";

/// What the column of totals is called.
const TOTAL: &str = "total";

/// The values of a key that have a certain row, in their order.
struct Axis {
    /// Which rows stand under which value.
    groups: Groups,
    /// The groups that are shown.
    order: Vec<usize>,
    /// The codes of the values.
    codes: Vec<u32>,
    /// The place of each of them.
    places: FxHashMap<u32, usize>,
}

impl Run<'_> {
    /// Makes a table of the aggregates over the rows of both keys.
    pub(super) fn pivot(&mut self, pivot: &Pivot, frame: &Frame) -> Result<Frame, Stopped> {
        let [down, across] = &pivot.keys;
        let columns = [
            self.key_column(&down.expr, frame)?,
            self.key_column(&across.expr, frame)?,
        ];
        self.check(frame.len())?;
        self.remark_several_keys(&columns, frame.len());
        let rows = self.axis(down, &columns[0], frame)?;
        let cols = self.axis(across, &columns[1], frame)?;
        if cols.codes.len() > MOST_COLUMNS {
            return Err(Stopped::TooManyColumns {
                columns: cols.codes.len(),
                limit: MOST_COLUMNS,
            });
        }
        let total = usize::from(pivot.totals);
        let (height, width) = (rows.codes.len() + total, cols.codes.len() + total);
        self.check(height.saturating_mul(width))?;
        let cells = self.cells(&columns, [&rows, &cols], pivot.totals, frame.len())?;
        let order: Vec<usize> = (0..height * width).collect();
        let mut called = Vec::with_capacity(pivot.calls.len());
        for call in &pivot.calls {
            called.push(self.called(call, frame, &cells, &order)?);
        }
        let called = Frame::of_columns(called, Bits::all(order.len()));
        let made = self.eval(&pivot.cell, &called)?;
        let below = std::iter::repeat_n(NONE, total);
        let codes = rows.codes.iter().copied().chain(below);
        let mut out = vec![key_cells(down.expr.ty, &columns[0], codes)];
        out.extend((0..width).map(|col| {
            let cells: Vec<usize> = (0..height).map(|row| row * width + col).collect();
            made.gather(&cells)
        }));
        let mut headings = self.headings(&cols, &columns[1], pivot)?;
        headings.extend((0..total).map(|_| TOTAL.to_owned()));
        let grounds = self.grounding.then(|| {
            let mut grounds = frame.grounds_of_groups(&rows.groups, &rows.order);
            grounds.extend((0..total).map(|_| frame.grounds_of(0..frame.len())));
            grounds
        });
        Ok(Frame {
            grounds,
            found: found(headings, pivot),
            total: pivot.totals,
            ..Frame::of_columns(out, Bits::all(height))
        })
    }

    /// Finds the values of a key that have a certain row, in their order.
    fn axis(&self, key: &Output, column: &KeyColumn, frame: &Frame) -> Result<Axis, Stopped> {
        let groups = groups(from_ref(column), frame.len(), |row| self.pace(row))?;
        let sure = groups.sure(frame);
        let order = self.group_order(from_ref(key), from_ref(column), &groups, &sure)?;
        let codes: Vec<u32> = order.iter().map(|group| groups.key(*group)[0]).collect();
        let places = codes.iter().enumerate().map(|(place, code)| (*code, place));
        Ok(Axis {
            places: places.collect(),
            codes,
            order,
            groups,
        })
    }

    /// Puts every row into the cells that it stands in, row by row of the table, those of totals
    /// among them.
    fn cells(
        &mut self,
        columns: &[KeyColumn],
        [rows, cols]: [&Axis; 2],
        totals: bool,
        len: usize,
    ) -> Result<Groups, Stopped> {
        let (height, width) = (rows.codes.len(), cols.codes.len() + usize::from(totals));
        let mut all = Groups {
            groups: Vec::new(),
            rows: Some(Vec::new()),
            count: (height + usize::from(totals)) * width,
            keys: Vec::new(),
        };
        let mut shown = Bits::none(len);
        let both = groups(columns, len, |row| self.pace(row))?;
        for (row, group) in both.members() {
            self.pace(row)?;
            let [down, across] = *both.key(group) else {
                unreachable!("there are two keys")
            };
            if let (Some(down), Some(across)) = (rows.places.get(&down), cols.places.get(&across)) {
                all.push(row, down * width + across);
                shown.set(row);
            }
        }
        self.remarks.under_no_group(len - shown.count());
        if totals {
            self.check(0)?;
            for (row, down) in rows.members() {
                all.push(row, down * width + width - 1);
            }
            for (row, across) in cols.members() {
                all.push(row, height * width + across);
            }
            (0..len).for_each(|row| all.push(row, height * width + width - 1));
        }
        Ok(all)
    }

    /// Returns what the columns are called, each otherwise than those before it.
    fn headings(
        &self,
        cols: &Axis,
        key: &KeyColumn,
        pivot: &Pivot,
    ) -> Result<Vec<String>, Stopped> {
        let ty = pivot.keys[1].expr.ty;
        let keys = key_cells(ty, key, cols.codes.iter().copied());
        let shared = self.shared_labels(&keys, ty)?;
        let heading = |place: usize| match self.cell(&keys, place, false, ty, &shared) {
            Cell::One(data) => data.text(Digits::All).into_owned(),
            Cell::Null | Cell::Many(_) if keys.values.get(place) == Scalar::Absent => {
                EMPTY.to_owned()
            }
            Cell::Null | Cell::Many(_) => "?".to_owned(),
        };
        Ok((0..cols.codes.len()).map(heading).collect())
    }
}

impl Axis {
    /// Returns the rows with the places of the values they stand under.
    fn members(&self) -> impl Iterator<Item = (usize, usize)> {
        self.groups.members().filter_map(|(row, group)| {
            let place = self.places.get(&self.groups.key(group)[0])?;
            Some((row, *place))
        })
    }
}

impl Groups {
    /// Puts a row into a group too.
    fn push(&mut self, row: usize, group: usize) {
        self.groups.push(row_number(group));
        self.rows.get_or_insert_default().push(row_number(row));
    }
}

/// Makes the columns behind the first key; one that is called as another before it gets a number.
fn found(headings: Vec<String>, pivot: &Pivot) -> Vec<Output> {
    let mut taken = vec![pivot.keys[0].name.clone()];
    for heading in headings {
        let numbered = (2..).map(|number| format!("{heading} ({number})"));
        let free = std::iter::once(heading.clone())
            .chain(numbered)
            .find(|name| !taken.contains(name));
        taken.push(free.expect("the numbers never end"));
    }
    let column = |(place, name): (usize, String)| Output {
        name,
        expr: Expr::column(place, pivot.cell.ty, pivot.cell.many),
    };
    taken.into_iter().enumerate().skip(1).map(column).collect()
}
