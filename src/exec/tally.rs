//! How many rows of a query have each value of an expression.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

use super::column::{Col, Scalar, Values};
use super::{Limits, Run, Stopped};
use crate::bind::Bound;
use crate::plan::Expr;
use crate::store::{Bits, NONE, Store, UNKNOWN};
use crate::value::Unit;

/// The most units a date may reach over and still be counted under each.
const MOST_UNITS: i32 = 120;

/// How many rows there are, surely and at most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// So many are certain.
    pub surely: usize,
    /// So many are possible, certain ones included.
    pub possibly: usize,
}

/// The values of an expression, row by row, to be counted.
pub struct Tally<'s> {
    store: &'s Store,
    column: Col,
    certain: Bits,
}

/// Evaluates an expression over the rows of a query whose names are bound.
pub fn tally<'s>(
    bound: &Bound<'_>,
    store: &'s Store,
    limits: &Limits,
    of: &Expr,
) -> Result<Tally<'s>, Stopped> {
    let mut run = Run::new(bound, store, limits);
    let query = &bound.plan.query;
    run.under(query, |run| {
        let frame = run.query(query)?.into_frame();
        let column = run.eval(of, &frame)?;
        Ok(Tally {
            store,
            column,
            certain: frame.certain,
        })
    })
}

impl Tally<'_> {
    /// Counts the rows of each of so many groups of records; a record may be of several,
    /// surely or perhaps.
    pub fn groups<'g>(&self, count: usize, of: impl Fn(u32) -> &'g [(u32, bool)]) -> Vec<Count> {
        let mut counts = Counts::new(count);
        let Values::Record(rows) = &self.column.values else {
            return counts.counts;
        };
        self.each(|row, element, certain| {
            let record = rows[element];
            if record != NONE {
                let groups = of(record).iter();
                groups.for_each(|(group, sure)| counts.add(*group as usize, row, certain && *sure));
            }
        });
        counts.counts
    }

    /// Counts the rows of each word, by its code.
    pub fn words(&self, count: usize) -> Vec<Count> {
        let mut counts = Counts::new(count);
        if let Values::Word(codes) = &self.column.values {
            self.each(|row, element, certain| counts.add(codes[element].into(), row, certain));
        }
        counts.counts
    }

    /// Counts the rows of each text; none where there are more different ones than so many.
    pub fn texts(&self, most: usize) -> Option<Vec<(Arc<str>, Count)>> {
        let Values::Text(codes) = &self.column.values else {
            return Some(Vec::new());
        };
        let known = |code: &u32| {
            !matches!(*code, NONE | UNKNOWN) && (*code as usize) < self.store.texts().len()
        };
        let mut places: IndexMap<u32, (), FxBuildHasher> = IndexMap::default();
        for code in codes.iter().filter(|code| known(code)) {
            if places.insert(*code, ()).is_none() && places.len() > most {
                return None;
            }
        }
        let mut counts = Counts::new(places.len());
        self.each(|row, element, certain| {
            if let Some(place) = places.get_index_of(&codes[element]) {
                counts.add(place, row, certain);
            }
        });
        let texts = places.keys().map(|code| self.store.texts().shared(*code));
        Some(texts.zip(counts.counts).collect())
    }

    /// Counts the rows of each unit of the calendar, by its number; a date that may fall in several
    /// is possible in each.
    pub fn units(&self, unit: Unit) -> Vec<(i32, Count)> {
        let reach = |element| match self.column.values.get(element) {
            Scalar::Date(days, _) if !days.lo.is_open() && !days.hi.is_open() => {
                let (first, last) = (unit.ordinal(days.lo), unit.ordinal(days.hi));
                (last - first <= MOST_UNITS).then_some((first, last))
            }
            _open_or_no_date => None,
        };
        let reached = (0..self.column.values.len()).filter_map(reach);
        let Some((least, most)) = reached.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else {
            return Vec::new();
        };
        let place = |ordinal: i32| usize::try_from(ordinal - least).unwrap_or(0);
        let mut counts = Counts::new(place(most) + 1);
        self.each(|row, element, certain| {
            if let Some((first, last)) = reach(element) {
                let certain = certain && first == last;
                (first..=last).for_each(|ordinal| counts.add(place(ordinal), row, certain));
            }
        });
        let counted = (least..=most).zip(counts.counts);
        counted.filter(|(_, count)| count.possibly > 0).collect()
    }

    /// Goes over every element of every row; tells whether it is certain that the row has it.
    fn each(&self, mut take: impl FnMut(usize, usize, bool)) {
        for row in 0..self.column.len() {
            let certain = self.certain.get(row);
            for element in self.column.range(row) {
                take(row, element, certain && !self.column.is_doubtful(element));
            }
        }
    }
}

/// The counts of some groups, to which rows are added in order.
struct Counts {
    counts: Vec<Count>,
    /// The last row that was counted under each, possibly and surely; counted from 1.
    last: Vec<(usize, usize)>,
}

impl Counts {
    fn new(groups: usize) -> Counts {
        Counts {
            counts: vec![Count::default(); groups],
            last: vec![(0, 0); groups],
        }
    }

    /// Counts a row under a group, once.
    fn add(&mut self, group: usize, row: usize, certain: bool) {
        let (Some(count), Some(last)) = (self.counts.get_mut(group), self.last.get_mut(group))
        else {
            return;
        };
        let row = row + 1;
        if last.0 != row {
            last.0 = row;
            count.possibly += 1;
        }
        if certain && last.1 != row {
            last.1 = row;
            count.surely += 1;
        }
    }
}
