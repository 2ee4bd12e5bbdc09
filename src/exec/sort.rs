//! Order, and the stages that depend on it.

use std::cmp::Ordering;

use rustc_hash::FxHashSet;

use super::alike::Alike;
use super::column::{Col, Scalar};
use super::frame::Frame;
use super::groups::{Groups, groups};
use super::keys::{Sortable, code, unknown_without_doubt};
use super::{Run, Stopped};
use crate::answer::Note;
use crate::plan::{Expr, SortKey};
use crate::store::{Bits, NONE, UNKNOWN, row_number};
use crate::value::{Type, fold_text};

impl Run<'_> {
    /// Orders the rows; ties keep the order they had.
    pub(super) fn sort(&mut self, keys: &[SortKey], frame: &Frame) -> Result<Frame, Stopped> {
        let ranks = self.sort_ranks(keys, frame)?;
        self.remark_units_in_order(keys, frame)?;
        self.check(frame.len())?;
        let order = self.ordered((0..frame.len()).collect(), |&a, &b| {
            let by =
                |ordering: Ordering, rank: &Vec<u32>| ordering.then_with(|| rank[a].cmp(&rank[b]));
            ranks.iter().fold(Ordering::Equal, by)
        })?;
        Ok(frame.gather(&order))
    }

    /// Remarks on figures of several units, which stand unit by unit.
    fn remark_units_in_order(&mut self, keys: &[SortKey], frame: &Frame) -> Result<(), Stopped> {
        // Behind another key there may be one unit only.
        let first = keys.first().filter(|key| key.expr.ty == Type::Number);
        if let Some(key) = first {
            let column = self.eval(&key.expr, frame)?;
            let mut units = FxHashSet::default();
            for element in 0..column.values.len() {
                self.pace(element)?;
                if let Scalar::Number(_, unit) = column.values.get(element)
                    && unit != UNKNOWN
                {
                    units.insert(unit);
                }
            }
            if units.len() > 1 {
                self.remarks.add(Note::UnitByUnit);
            }
        }
        Ok(())
    }

    /// Returns each row's place by each key.
    pub(super) fn sort_ranks(
        &mut self,
        keys: &[SortKey],
        frame: &Frame,
    ) -> Result<Vec<Vec<u32>>, Stopped> {
        let mut ranks = Vec::with_capacity(keys.len());
        for key in keys {
            let column = self.eval(&key.expr, frame)?;
            ranks.push(self.ranks(&column, key.expr.ty, key.descending)?);
        }
        Ok(ranks)
    }

    /// Returns each row's place among the different values of a column, in the order asked for.
    ///
    /// A row of several values stands by its least, or by its greatest where that comes first.
    pub(super) fn ranks(
        &self,
        column: &Col,
        ty: Type,
        descending: bool,
    ) -> Result<Vec<u32>, Stopped> {
        let coded = code(column, |row| self.pace(row))?;
        // One text holds them all: so many texts of their own would take long to be freed.
        let (mut arena, mut ends) = (String::new(), Vec::new());
        for (code, (value, _)) in coded.distinct.iter().enumerate() {
            self.pace(code)?;
            if let Some(text) = self.ordering_text(*value, ty) {
                arena.push_str(&fold_text(text));
            }
            ends.push(arena.len());
        }
        let mut start = 0;
        let mut distinct: Vec<(Sortable<&str>, usize)> = Vec::with_capacity(ends.len());
        for (code, (value, _)) in coded.distinct.iter().enumerate() {
            self.pace(code)?;
            let folded = &arena[start..ends[code]];
            start = ends[code];
            distinct.push((self.sortable(*value, ty, |text| text, |_| folded), code));
        }
        let distinct = self.ordered(distinct, |(a, _), (b, _)| a.order(b, descending))?;
        let mut rank_of = vec![0u32; distinct.len()];
        let mut rank = 0;
        for place in 0..distinct.len() {
            self.pace(place)?;
            if place > 0
                && distinct[place - 1].0.order(&distinct[place].0, descending) != Ordering::Equal
            {
                rank += 1;
            }
            rank_of[distinct[place].1] = rank;
        }
        let absent = rank + 1;
        let rank_at = |element: usize| match column.values.get(element) {
            Scalar::Absent => absent,
            _present => rank_of[coded.codes[element] as usize],
        };
        let mut ranks = Vec::with_capacity(column.len());
        for row in 0..column.len() {
            self.pace(row)?;
            ranks.push(column.range(row).map(rank_at).min().unwrap_or(absent));
        }
        Ok(ranks)
    }

    /// Keeps the first certain rows, and the possible ones that stand before the last of them.
    pub(super) fn take(
        &mut self,
        count: usize,
        ties: &[SortKey],
        per: &[Expr],
        frame: &Frame,
    ) -> Result<Frame, Stopped> {
        if per.is_empty() && ties.is_empty() {
            return Ok(self.first_rows(count, frame));
        }
        let groups = self.row_groups(per, frame)?;
        let order = if ties.is_empty() {
            None
        } else {
            Some(self.sort_ranks(ties, frame)?)
        };
        let mut taken: Vec<(usize, Option<usize>)> = vec![(0, None); groups.count];
        let mut kept = Vec::new();
        let mut before_cut = 0;
        for (place, (row, group)) in groups.members().enumerate() {
            self.pace(place)?;
            let (certain, last) = &mut taken[group];
            let tied = order
                .as_ref()
                .zip(*last)
                .is_some_and(|(order, last)| order.iter().all(|ranks| ranks[last] == ranks[row]));
            if *certain >= count && !tied {
                continue;
            }
            if frame.certain.get(row) {
                *certain += 1;
                *last = Some(row);
            } else {
                before_cut += 1;
            }
            if kept.last() != Some(&row) {
                kept.push(row);
            }
        }
        self.remarks.before_cut(before_cut);
        Ok(frame.gather(&kept))
    }

    /// Keeps the first rows: so many certain ones, and the possible ones before the last of them.
    fn first_rows(&mut self, count: usize, frame: &Frame) -> Frame {
        let mut certain = 0;
        let kept: Vec<usize> = (0..frame.len())
            .take_while(|row| {
                let goes_on = certain < count;
                certain += usize::from(goes_on && frame.certain.get(*row));
                goes_on
            })
            .collect();
        self.remarks.before_cut(kept.len() - certain);
        frame.gather(&kept)
    }

    /// Keeps the first of the rows that are alike, certain where any of them is.
    pub(super) fn distinct(&mut self, columns: &[Expr], frame: &Frame) -> Result<Frame, Stopped> {
        let mut evaluated = Vec::with_capacity(columns.len());
        for column in columns {
            let values = self.eval(column, frame)?;
            evaluated.push(unknown_without_doubt(values, self.somebody_of(column.ty)));
        }
        self.first_of_alike(&evaluated, frame)
    }

    /// Puts the rows into groups: a row stands under each combination of its values.
    pub(super) fn row_groups(&mut self, keys: &[Expr], frame: &Frame) -> Result<Groups, Stopped> {
        let mut columns = Vec::with_capacity(keys.len());
        for key in keys {
            columns.push(self.key_column(key, frame)?);
        }
        groups(&columns, frame.len(), |row| self.pace(row))
    }

    /// Keeps the first of the rows that are alike in these columns, certain where any of them is.
    pub(super) fn first_of_alike(&self, columns: &[Col], frame: &Frame) -> Result<Frame, Stopped> {
        let Alike { numbers, count } = self.alike(columns, frame.len())?;
        let mut places = vec![NONE; count];
        let (mut kept, mut certain) = (Vec::new(), Vec::new());
        for (row, &number) in numbers.iter().enumerate() {
            self.pace(row)?;
            let place = &mut places[number as usize];
            if *place == NONE {
                *place = row_number(kept.len());
                kept.push(row);
                certain.push(false);
            }
            certain[*place as usize] |= frame.certain.get(row);
        }
        let grounds = frame.grounds.as_ref().map(|_| {
            let mut alike = vec![Vec::new(); kept.len()];
            for (row, &number) in numbers.iter().enumerate() {
                alike[places[number as usize] as usize].push(row);
            }
            let alike = alike.into_iter();
            alike.map(|rows| frame.grounds_of(rows)).collect()
        });
        let kept = frame.gather(&kept);
        Ok(Frame {
            certain: Bits::from_fn(certain.len(), |row| certain[row]),
            grounds,
            ..kept
        })
    }
}
