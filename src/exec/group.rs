//! Groups: keys coded to numbers, groups counted in arrays.

use std::cmp::Ordering;

use super::aggregate::{Item, Member};
use super::column::{Col, Scalar, Values};
use super::eval::doubt_bits;
use super::frame::Frame;
use super::groups::{Groups, KeyColumn, groups, under_no_group};
use super::keys::{code, one_unknown};
use super::{Run, Stopped};
use crate::operator::Aggregate;
use crate::plan::{Call, Expr, Output};
use crate::store::{Bits, NONE, row_number};
use crate::value::{Range, Real, Truth, Type};

impl Run<'_> {
    /// Makes a row of each combination of keys that a certain row has.
    pub(super) fn group(
        &mut self,
        keys: &[Output],
        calls: &[Call],
        frame: &Frame,
    ) -> Result<Frame, Stopped> {
        self.grouped(keys, calls, frame, false)
    }

    /// Makes the rows of groups and, where it is asked for, one of all rows behind them.
    pub(super) fn grouped(
        &mut self,
        keys: &[Output],
        calls: &[Call],
        frame: &Frame,
        whole: bool,
    ) -> Result<Frame, Stopped> {
        let mut columns = Vec::with_capacity(keys.len());
        for key in keys {
            columns.push(self.key_column(&key.expr, frame)?);
        }
        self.check(frame.len())?;
        let mut groups = groups(&columns, frame.len(), |row| self.pace(row))?;
        self.remark_several_keys(&columns, frame.len());
        let sure = if keys.is_empty() {
            vec![true]
        } else {
            groups.sure(frame)
        };
        if sure.contains(&false) {
            let rows = under_no_group(&groups, &sure, frame.len());
            self.remarks.under_no_group(rows);
        }
        let mut order = self.group_order(keys, &columns, &groups, &sure)?;
        self.check(0)?;
        if whole {
            order.push(groups.add_whole(keys.len(), frame.len()));
        }
        let mut out = Vec::with_capacity(keys.len() + calls.len());
        for (place, key) in keys.iter().enumerate() {
            let codes = order.iter().map(|group| groups.key(*group)[place]);
            out.push(key_cells(key.expr.ty, &columns[place], codes));
            self.check(0)?;
        }
        for call in calls {
            out.push(self.called(call, frame, &groups, &order)?);
        }
        let grounds = self
            .grounding
            .then(|| frame.grounds_of_groups(&groups, &order));
        Ok(Frame {
            grounds,
            ..Frame::of_columns(out, Bits::all(order.len()))
        })
    }

    /// Remarks on rows that have several values in a key.
    pub(super) fn remark_several_keys(&mut self, columns: &[KeyColumn], rows: usize) {
        if columns.iter().all(|column| column.ends.is_none()) {
            return;
        }
        let several = |row: &usize| {
            let mut columns = columns.iter();
            columns.any(|column| column.of(*row).nth(1).is_some())
        };
        self.remarks.several_keys((0..rows).filter(several).count());
    }

    /// Numbers what rows are grouped by.
    pub(super) fn key_column(&mut self, key: &Expr, frame: &Frame) -> Result<KeyColumn, Stopped> {
        if let Some(coded) = self.stored_key(key, frame) {
            return Ok(KeyColumn { ends: None, coded });
        }
        let column = self.eval(key, frame)?;
        let column = one_unknown(column, key.ty, self.somebody_of(key.ty));
        Ok(KeyColumn {
            coded: code(&column, |row| self.pace(row))?,
            ends: column.ends,
        })
    }

    /// Returns the groups that have a certain row, in the order of their keys.
    pub(super) fn group_order(
        &self,
        keys: &[Output],
        columns: &[KeyColumn],
        groups: &Groups,
        sure: &[bool],
    ) -> Result<Vec<usize>, Stopped> {
        let mut ranks = Vec::with_capacity(keys.len());
        for (key, column) in keys.iter().zip(columns) {
            let distinct = column.coded.distinct.iter().map(|(value, _)| *value);
            let values = Values::collect(key.expr.ty, distinct);
            ranks.push(self.ranks(&Col::single(values), key.expr.ty, false)?);
        }
        let rank = |place: usize, group: usize| match groups.key(group)[place] {
            NONE => (u32::MAX, false),
            code => {
                let (_, doubtful) = columns[place].coded.distinct[code as usize];
                (ranks[place][code as usize], doubtful)
            }
        };
        let shown = (0..sure.len()).filter(|group| sure[*group]).collect();
        self.ordered(shown, |&a, &b| {
            let by = |place| rank(place, a).cmp(&rank(place, b));
            let places = (0..keys.len()).map(by);
            places.fold(Ordering::Equal, Ordering::then)
        })
    }

    /// Computes one aggregate for every group.
    pub(super) fn called(
        &mut self,
        call: &Call,
        frame: &Frame,
        groups: &Groups,
        order: &[usize],
    ) -> Result<Col, Stopped> {
        let filter = match &call.filter {
            Some(filter) => Some(self.truths_of(filter, frame)?),
            None => None,
        };
        let truth = |row: usize| {
            let kept = filter.as_ref().map_or(Truth::Yes, |filter| filter.get(row));
            if frame.certain.get(row) {
                kept
            } else {
                kept.doubted()
            }
        };
        let Some(operand) = &call.operand else {
            let counts = if filter.is_none() && frame.is_certain() {
                count_rows(groups, |_| Truth::Yes)
            } else {
                count_rows(groups, truth)
            };
            let counts = order.iter().map(|&group| (counts[group], NONE));
            return Ok(Col::single(Values::Number(counts.collect())));
        };
        let column = self.eval(operand, frame)?;
        let mut members: Vec<Vec<Member>> = vec![Vec::new(); groups.count];
        let mut not_read = Bits::none(frame.len());
        for (place, (row, group)) in groups.members().enumerate() {
            self.pace(place)?;
            let truth = truth(row);
            if truth == Truth::No {
                continue;
            }
            if truth == Truth::Possible {
                not_read.set(row);
            }
            let items = column
                .of(row)
                .map(|(value, doubtful)| Item {
                    value,
                    sure: !doubtful,
                })
                .collect();
            members[group].push(Member {
                sure: truth == Truth::Yes,
                items,
            });
        }
        if matches!(
            call.aggregate,
            Aggregate::First | Aggregate::Last | Aggregate::List
        ) {
            self.remarks.not_read(not_read.count());
        }
        let mut results = Vec::with_capacity(order.len());
        for (place, &group) in order.iter().enumerate() {
            self.pace(place)?;
            results.push(self.aggregate(
                call.aggregate,
                call.distinct,
                &members[group],
                operand.ty,
            ));
        }
        Ok(gathered(results, call.ty, call.many))
    }

    /// Computes an aggregate over every row's own elements.
    pub(super) fn fold_rows(
        &mut self,
        aggregate: Aggregate,
        distinct: bool,
        column: &Col,
        from: Type,
        ty: Type,
    ) -> Result<Col, Stopped> {
        let mut results = Vec::with_capacity(column.len());
        for row in 0..column.len() {
            self.pace(row)?;
            let items = column
                .of(row)
                .map(|(value, doubtful)| Item {
                    value,
                    sure: !doubtful,
                })
                .collect();
            results.push(self.aggregate(
                aggregate,
                distinct,
                &[Member { sure: true, items }],
                from,
            ));
        }
        Ok(gathered(results, ty, aggregate == Aggregate::List))
    }
}

/// Makes a column of the keys that codes stand for.
pub(super) fn key_cells(ty: Type, key: &KeyColumn, codes: impl Iterator<Item = u32>) -> Col {
    let (mut values, mut doubts) = (Values::new(ty), Vec::new());
    for code in codes {
        let (value, doubtful) = match code {
            NONE => (Scalar::Absent, false),
            code => key.coded.distinct[code as usize],
        };
        if doubtful {
            doubts.push(values.len());
        }
        values.push(value);
    }
    let doubt = doubt_bits(&doubts, values.len());
    Col {
        ends: None,
        values,
        doubt,
    }
}

/// Makes a column of the results of an aggregate.
fn gathered(results: Vec<Vec<(Scalar, bool)>>, ty: Type, many: bool) -> Col {
    let (mut values, mut doubts, mut ends) = (
        Values::new(ty),
        Vec::new(),
        Vec::with_capacity(results.len()),
    );
    for mut result in results {
        if !many && result.is_empty() {
            result.push((Scalar::Absent, false));
        }
        for (value, doubtful) in result {
            if doubtful {
                doubts.push(values.len());
            }
            values.push(value);
        }
        ends.push(row_number(values.len()));
    }
    let doubt = doubt_bits(&doubts, values.len());
    Col {
        ends: many.then_some(ends),
        values,
        doubt,
    }
}

/// Counts the rows of each group: the certain ones to all of them.
fn count_rows(groups: &Groups, truth: impl Fn(usize) -> Truth) -> Vec<Range<Real>> {
    let mut counts = vec![(0i64, 0i64); groups.count];
    for (row, group) in groups.members() {
        let truth = truth(row);
        let (certain, all) = &mut counts[group];
        *certain += i64::from(truth == Truth::Yes);
        *all += i64::from(truth != Truth::No);
    }
    let range = |(certain, all)| Range {
        lo: Real::from_count(certain),
        hi: Real::from_count(all),
    };
    counts.into_iter().map(range).collect()
}
