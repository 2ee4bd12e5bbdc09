//! Windows: what a row reads from the rows round it.

use rustc_hash::FxHashMap;

use super::aggregate::{Item, Member, Sum, count, unit_of};
use super::column::{Col, Scalar, Values};
use super::extreme::Extreme;
use super::frame::Frame;
use super::percent::percents;
use super::{Run, Stopped};
use crate::operator::Aggregate;
use crate::plan::{Call, Expr, SortKey, Window};
use crate::store::NONE;
use crate::value::Type;

impl Run<'_> {
    /// Adds a column for each window.
    pub(super) fn windows(
        &mut self,
        windows: &[Window],
        per: &[Expr],
        mut frame: Frame,
    ) -> Result<Frame, Stopped> {
        let groups = self.groups(per, &frame)?;
        let mut columns = Vec::with_capacity(windows.len());
        for window in windows {
            self.check(0)?;
            columns.push(match window {
                Window::Row => places(&groups, &frame, None),
                Window::Rank(keys) => {
                    let ranks = self.tied(keys, &frame)?;
                    places(&groups, &frame, Some(&ranks))
                }
                Window::Lag(value) => {
                    let column = self.eval(value, &frame)?;
                    self.neighbours(
                        &column,
                        value.ty,
                        &groups,
                        &frame,
                        (0..frame.len()).collect(),
                    )
                }
                Window::Lead(value) => {
                    let column = self.eval(value, &frame)?;
                    let backwards = (0..frame.len()).rev().collect();
                    self.neighbours(&column, value.ty, &groups, &frame, backwards)
                }
                Window::Running(call) => self.running(call, &groups, &frame)?,
                Window::Percent(value) => {
                    let column = self.eval(value, &frame)?;
                    let (parts, valueless) = percents(&column, &groups, &frame);
                    self.remarks.without_value(valueless);
                    parts
                }
            });
        }
        frame.columns.append(&mut columns);
        Ok(frame)
    }

    /// Numbers the rows so that those of one group share a number: those that have the same values.
    fn groups(&mut self, per: &[Expr], frame: &Frame) -> Result<Vec<usize>, Stopped> {
        let groups = self.row_groups(per, frame)?;
        let Some(rows) = &groups.rows else {
            return Ok(groups.members().map(|(_, group)| group).collect());
        };
        let mut numbers = FxHashMap::default();
        let (mut numbered, mut start) = (Vec::with_capacity(frame.len()), 0);
        for same in rows.chunk_by(|a, b| a == b) {
            self.pace(numbered.len())?;
            let all = &groups.groups[start..][..same.len()];
            start += same.len();
            let next = numbers.len();
            numbered.push(*numbers.entry(all).or_insert(next));
        }
        Ok(numbered)
    }

    /// Numbers the rows so that those that tie share a number.
    fn tied(&mut self, keys: &[SortKey], frame: &Frame) -> Result<Vec<usize>, Stopped> {
        let ranks = self.sort_ranks(keys, frame)?;
        let mut numbers = FxHashMap::default();
        let mut tied = Vec::with_capacity(frame.len());
        for row in 0..frame.len() {
            self.pace(row)?;
            let next = numbers.len();
            let key: Vec<u32> = ranks.iter().map(|rank| rank[row]).collect();
            tied.push(*numbers.entry(key).or_insert(next));
        }
        Ok(tied)
    }

    /// Returns for every row the value in the certain row last met before it, in an order.
    fn neighbours(
        &mut self,
        column: &Col,
        ty: Type,
        groups: &[usize],
        frame: &Frame,
        order: Vec<usize>,
    ) -> Col {
        let nothing = Col {
            ends: column.ends.as_ref().map(|_| vec![0]),
            values: Values::collect(ty, column.ends.is_none().then_some(Scalar::Absent)),
            doubt: None,
        };
        let none = column.len();
        let mut last: FxHashMap<usize, usize> = FxHashMap::default();
        let mut from = vec![none; none];
        for row in order {
            if let Some(row_before) = last.get(&groups[row]) {
                from[row] = *row_before;
            }
            if frame.certain.get(row) {
                last.insert(groups[row], row);
            }
        }
        self.remarks.not_read(frame.len() - frame.certain.count());
        column.followed_by(&nothing).gather(&from)
    }

    /// Computes an aggregate over the rows of a group down to each of them.
    fn running(&mut self, call: &Call, groups: &[usize], frame: &Frame) -> Result<Col, Stopped> {
        let operand = match &call.operand {
            Some(operand) => Some(self.eval(operand, frame)?),
            None => None,
        };
        let mut states: FxHashMap<usize, State> = FxHashMap::default();
        let mut values = Values::with_capacity(call.ty, frame.len());
        let mut valueless = 0;
        for (row, group) in groups.iter().enumerate() {
            self.pace(row)?;
            let items = match &operand {
                Some(column) => column
                    .of(row)
                    .filter(|(value, _)| call.aggregate != Aggregate::Count || value.is_present())
                    .map(|(value, doubtful)| Item {
                        value,
                        sure: !doubtful,
                    })
                    .collect(),
                None => vec![Item {
                    value: count(1, 1),
                    sure: true,
                }],
            };
            let mut member = Member { sure: true, items };
            let state = states
                .entry(*group)
                .or_insert_with(|| State::new(call.aggregate, call.ty));
            // To itself a row is there.
            let mut here = *state;
            here.bring(&member);
            values.push(here.value());
            valueless += usize::from(here.mixed);
            member.sure = frame.certain.get(row);
            state.bring(&member);
        }
        self.remarks.without_value(valueless);
        Ok(Col::single(values))
    }
}

/// Tells each row's place in its group: from that among the certain rows alone to that among all.
///
/// Rows that share a number in `tied` share the place of the first of them.
fn places(groups: &[usize], frame: &Frame, tied: Option<&[usize]>) -> Col {
    #[derive(Default)]
    struct Before {
        certain: i64,
        all: i64,
        /// What stood before the rows that tie with the last one, and their number.
        block: Option<(usize, i64, i64)>,
    }
    let mut before: FxHashMap<usize, Before> = FxHashMap::default();
    let place = |row: usize| {
        let here = before.entry(groups[row]).or_default();
        let (certain, all) = match (tied, here.block) {
            (Some(tied), Some((number, certain, all))) if tied[row] == number => (certain, all),
            (_, _) => (here.certain, here.all),
        };
        here.block = tied.map(|tied| (tied[row], certain, all));
        here.certain += i64::from(frame.certain.get(row));
        here.all += 1;
        count(certain + 1, all + 1)
    };
    Col::single(Values::collect(Type::Number, (0..groups.len()).map(place)))
}

/// An aggregate over the rows met so far.
#[derive(Clone, Copy)]
struct State {
    total: Total,
    /// Whether lengths of time were met, and not numbers.
    durations: bool,
    /// The unit of the numbers met.
    unit: Option<u32>,
    /// Whether there were different units.
    mixed: bool,
}

#[derive(Clone, Copy)]
enum Total {
    Count(i64, i64),
    Sum(Sum),
    Extreme(Extreme),
}

impl State {
    fn new(aggregate: Aggregate, ty: Type) -> State {
        let total = match aggregate {
            Aggregate::Sum => Total::Sum(Sum::default()),
            Aggregate::Min => Total::Extreme(Extreme::new(false)),
            Aggregate::Max => Total::Extreme(Extreme::new(true)),
            Aggregate::Count
            | Aggregate::Mean
            | Aggregate::First
            | Aggregate::Last
            | Aggregate::List
            | Aggregate::Share => Total::Count(0, 0),
        };
        State {
            total,
            durations: ty == Type::Duration,
            unit: None,
            mixed: false,
        }
    }

    fn bring(&mut self, member: &Member) {
        match &mut self.total {
            Total::Count(sure, all) => {
                for item in &member.items {
                    *sure += i64::from(item.sure && member.sure);
                    *all += 1;
                }
                return;
            }
            Total::Sum(sum) => sum.bring(member),
            Total::Extreme(extreme) => extreme.bring(member),
        }
        for unit in member.items.iter().filter_map(|item| unit_of(item.value)) {
            self.mixed |= self.unit.is_some_and(|own| own != unit);
            self.unit = Some(unit);
        }
    }

    fn value(self) -> Scalar {
        if self.mixed {
            return Scalar::Absent;
        }
        let unit = self.unit.unwrap_or(NONE);
        match self.total {
            Total::Count(sure, all) => count(sure, all),
            Total::Sum(sum) => match sum.range() {
                Some(range) if self.durations => Scalar::Duration(range),
                Some(range) => Scalar::Number(range, unit),
                None => Scalar::Absent,
            },
            Total::Extreme(extreme) => match extreme.value() {
                Some(Scalar::Number(range, _)) => Scalar::Number(range, unit),
                found => found.unwrap_or(Scalar::Absent),
            },
        }
    }
}
