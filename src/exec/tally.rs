//! How many rows of a query have each value of an expression.

use std::sync::{Arc, OnceLock};

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::along::Along;
use super::column::{Col, Scalar, Values};
use super::{Kept, Limits, Run, Stopped};
use crate::bind::Bound;
use crate::plan::Expr;
use crate::store::{Bits, Column, NONE, Store, UNKNOWN, row_number};
use crate::value::{Day, Range, Unit};

/// The most units a date may reach over and still be counted under each.
const MOST_UNITS: u32 = 120;

/// The most days whose units are looked up in a table.
const MOST_DAYS: i64 = 1 << 20;

/// How many rows there are, surely and at most.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// So many are certain.
    pub surely: u32,
    /// So many are possible, certain ones included.
    pub possibly: u32,
}

/// The values of an expression, row by row, to be counted.
pub struct Tally<'r> {
    store: &'r Store,
    tallied: &'r Tallied,
}

/// The values of an expression, row by row, as they are kept.
#[derive(Debug)]
pub(super) struct Tallied {
    values: Found,
    /// The rows of each record, once they have been counted.
    records: OnceLock<Vec<Count>>,
}

/// Where the values of the rows are.
#[derive(Debug)]
enum Found {
    /// At the records that links lead to.
    Along(Along),
    /// In a column that was computed; and which rows are certain.
    Column(Col, Bits),
}

/// Evaluates an expression over the rows of a query whose names are bound, and counts; what was
/// kept of the evaluation before is used again.
pub fn tally<T>(
    bound: &Bound<'_>,
    (store, kept): (&Store, &Kept),
    limits: &Limits,
    of: &Expr,
    count: impl FnOnce(&Tally<'_>) -> T,
) -> Result<T, Stopped> {
    // A plan as it is shown for debugging has all that is in it, the values of parameters and the
    // day among it, and a store has one answer to it.
    let key = format!("{:?} of {:?}", of, bound.plan);
    let tallied = match kept.tallied.get(&key) {
        Some(tallied) => tallied,
        None => {
            let tallied = Arc::new(tallied(bound, (store, kept), limits, of)?);
            kept.tallied.keep(key, &tallied);
            tallied
        }
    };
    let tallied = &*tallied;
    Ok(count(&Tally { store, tallied }))
}

fn tallied(
    bound: &Bound<'_>,
    (store, kept): (&Store, &Kept),
    limits: &Limits,
    of: &Expr,
) -> Result<Tallied, Stopped> {
    let mut run = Run {
        kept: Some(kept),
        ..Run::new(bound, store, limits)
    };
    let query = &bound.plan.query;
    run.check(0)?;
    run.under(query, |run| {
        let rows = run.query(query)?;
        let lens = run.sight.1.clone();
        run.check(0)?;
        let values = if let Some(along) = Along::new(store, lens.as_ref(), of, &rows) {
            Found::Along(along)
        } else {
            let frame = rows.into_frame();
            Found::Column(run.eval(of, &frame)?, frame.certain)
        };
        let records = OnceLock::new();
        Ok(Tallied { values, records })
    })
}

impl Tally<'_> {
    /// Counts the rows of each group of records; a record may be of several, surely or perhaps.
    pub fn groups<'g>(
        &self,
        groups: impl Iterator<Item = &'g [(u32, bool)]> + Clone,
    ) -> Vec<Count> {
        let each = self.records();
        let of = |record: u32| each.get(record as usize).copied().unwrap_or_default();
        let alone = |&(record, sure): &(u32, bool)| Count {
            surely: if sure { of(record).surely } else { 0 },
            possibly: of(record).possibly,
        };
        let mut counts: Vec<Count> = groups
            .clone()
            .map(|group| group.iter().map(alone).fold(Count::default(), Count::plus))
            .collect();
        // A row that has several records of a group counts under it once.
        if !self.has_one_each() {
            self.count_unions(groups, &mut counts);
        }
        counts
    }

    /// Returns the rows of each record, as far as any has some.
    pub fn records(&self) -> &[Count] {
        let counted = || self.counted_records();
        self.tallied.records.get_or_init(counted)
    }

    fn counted_records(&self) -> Vec<Count> {
        match &self.tallied.values {
            Found::Along(along) if along.ends_at_records() => {
                let mut counts = Counts::new(along.ends());
                self.each(|row, record, certain| counts.add(record, row, certain));
                counts.finish()
            }
            Found::Column(
                Col {
                    values: Values::Record(records),
                    ..
                },
                _,
            ) => {
                let known = records.iter().filter(|record| **record != NONE);
                let most = known.max().map_or(0, |record| *record as usize + 1);
                let mut counts = Counts::new(most);
                self.each(|row, element, certain| {
                    // What is absent lies behind all groups.
                    counts.add(records[element] as usize, row, certain);
                });
                counts.finish()
            }
            Found::Along(_) | Found::Column(..) => Vec::new(),
        }
    }

    /// Counts the rows of the groups that have several records.
    fn count_unions<'g>(
        &self,
        groups: impl Iterator<Item = &'g [(u32, bool)]>,
        counts: &mut [Count],
    ) {
        let mut of_record: FxHashMap<u32, Vec<(usize, bool)>> = FxHashMap::default();
        for (place, group) in groups.enumerate().filter(|(_, group)| group.len() > 1) {
            for &(record, sure) in group {
                of_record.entry(record).or_default().push((place, sure));
            }
            counts[place] = Count::default();
        }
        if of_record.is_empty() {
            return;
        }
        let mut unions = Counts::new(counts.len());
        self.each(|row, place, certain| {
            let record = self.record(place);
            for &(group, sure) in of_record.get(&record).into_iter().flatten() {
                unions.add(group, row, certain && sure);
            }
        });
        let unions = unions.finish().into_iter();
        for (count, union) in counts.iter_mut().zip(unions) {
            *count = count.plus(union);
        }
    }

    /// Counts the rows of each word, by its code.
    pub fn words(&self, count: usize) -> Vec<Count> {
        let codes = match &self.tallied.values {
            Found::Along(along) => match along.leaf(self.store) {
                Some(Column::Word(codes)) => codes.as_slice(),
                Some(_) | None => &[],
            },
            Found::Column(column, _) => match &column.values {
                Values::Word(codes) => codes.as_slice(),
                _no_words => &[],
            },
        };
        let mut counts = Counts::new(count);
        if !codes.is_empty() {
            self.each(|row, place, certain| counts.add(codes[place].into(), row, certain));
        }
        counts.finish()
    }

    /// Counts the rows of each text; none where there are more different ones than so many.
    pub fn texts(&self, most: usize) -> Option<Vec<(Arc<str>, Count)>> {
        let codes = match &self.tallied.values {
            Found::Along(along) => match along.leaf(self.store) {
                Some(Column::Text(codes) | Column::Texts(_, codes)) => codes.as_slice(),
                Some(_) | None => &[],
            },
            Found::Column(column, _) => match &column.values {
                Values::Text(codes) => codes.as_slice(),
                _no_texts => &[],
            },
        };
        if codes.is_empty() {
            return Some(Vec::new());
        }
        let own = self.store.texts().len();
        let known = |code: u32| !matches!(code, NONE | UNKNOWN) && (code as usize) < own;
        let mut places: IndexMap<u32, usize, FxBuildHasher> = IndexMap::default();
        let mut counts = Counts::new(most);
        let mut last = (NONE, 0);
        let within = self.try_each(|row, place, certain| {
            let code = codes[place];
            if known(code) {
                if last.0 != code {
                    let next = places.len();
                    last = (code, *places.entry(code).or_insert(next));
                }
                counts.add(last.1, row, certain);
            }
            places.len() <= most
        });
        let texts = places.keys().map(|code| self.store.texts().shared(*code));
        within.then(|| texts.zip(counts.finish()).collect())
    }

    /// Counts the rows of each of some units of the calendar, by its number; a date that may fall in
    /// several is possible in each. Of the units, those that lie within some days are counted in full.
    pub fn units(&self, units: &[Unit], within: Range<Day>) -> Vec<(Unit, Vec<(i32, Count)>)> {
        let Some(span) = self.span() else {
            return Vec::new();
        };
        let meets = |days: Option<Range<Day>>| {
            days.filter(|days| days.lo <= within.hi && within.lo <= days.hi)
        };
        let dates: Vec<_> = self.dates_apart().into_iter().map(meets).collect();
        let mut calendars: Vec<Calendar> = units
            .iter()
            .map(|unit| Calendar::new(*unit, span, &dates))
            .collect();
        self.each(|row, element, certain| {
            for calendar in &mut calendars {
                let reach = match calendar.reaches.get(element) {
                    Some(reach) => *reach,
                    None => calendar.ordinals.reach(meets(self.days(element))),
                };
                calendar.add(reach, row, certain);
            }
        });
        calendars.into_iter().map(Calendar::finish).collect()
    }

    /// Returns the days that all dates lie within, as far as they have ends.
    fn span(&self) -> Option<Range<Day>> {
        match &self.tallied.values {
            Found::Along(along) => match along.leaf(self.store) {
                Some(Column::Date(dates)) => dates.span,
                Some(_) | None => None,
            },
            Found::Column(column, _) => {
                let days = (0..column.values.len()).filter_map(|place| self.days(place));
                days.reduce(Range::hull)
            }
        }
    }

    /// Returns the dates of the records at the end of links, which many rows may share.
    fn dates_apart(&self) -> Vec<Option<Range<Day>>> {
        match &self.tallied.values {
            Found::Along(along) if along.is_linked() => {
                (0..along.ends()).map(|place| self.days(place)).collect()
            }
            Found::Along(_) | Found::Column(..) => Vec::new(),
        }
    }

    /// Returns the days that the date at a place may mean, where they have an end on both sides.
    fn days(&self, place: usize) -> Option<Range<Day>> {
        let days = match &self.tallied.values {
            Found::Along(along) => match along.leaf(self.store) {
                Some(Column::Date(dates)) => dates.range(place),
                Some(_) | None => return None,
            },
            Found::Column(column, _) => match column.values.get(place) {
                Scalar::Date(days, _) => days,
                _no_date => return None,
            },
        };
        (!days.lo.is_open() && !days.hi.is_open()).then_some(days)
    }

    /// Returns the record at a place.
    fn record(&self, place: usize) -> u32 {
        match &self.tallied.values {
            Found::Along(_) => row_number(place),
            Found::Column(column, _) => match column.values.get(place) {
                Scalar::Record(record) => record,
                _no_record => NONE,
            },
        }
    }

    /// Tells whether each row has at most one value.
    fn has_one_each(&self) -> bool {
        match &self.tallied.values {
            Found::Along(along) => along.is_single(self.store),
            Found::Column(column, _) => column.ends.is_none(),
        }
    }

    /// Goes over every place of every row where it has a value; tells whether it is certain that the
    /// row has it.
    fn each(&self, mut take: impl FnMut(usize, usize, bool)) {
        self.try_each(|row, place, certain| {
            take(row, place, certain);
            true
        });
    }

    /// Goes on so as long as it is told to; tells whether it came to the end.
    fn try_each(&self, mut take: impl FnMut(usize, usize, bool) -> bool) -> bool {
        match &self.tallied.values {
            Found::Along(along) => along.try_each_value(self.store, take),
            Found::Column(column, certain) => (0..column.len()).all(|row| {
                let certain = certain.get(row);
                let mut elements = column.range(row);
                elements.all(|element| take(row, element, certain && !column.is_doubtful(element)))
            }),
        }
    }
}

impl Count {
    fn plus(self, other: Count) -> Count {
        Count {
            surely: self.surely + other.surely,
            possibly: self.possibly + other.possibly,
        }
    }
}

/// The first and the last unit that a date reaches, counted from the first of all.
#[derive(Clone, Copy)]
struct Reach(u32, u32);

impl Reach {
    /// That of a date without an end on either side, which is counted nowhere.
    const NOWHERE: Reach = Reach(0, u32::MAX);
}

/// The counts of the units of one length.
struct Calendar {
    ordinals: Ordinals,
    counts: Counts,
    /// What the dates reach, by their places, as far as that is known beforehand.
    reaches: Vec<Reach>,
}

impl Calendar {
    fn new(unit: Unit, span: Range<Day>, dates: &[Option<Range<Day>>]) -> Calendar {
        let ordinals = Ordinals::new(unit, span);
        let last = ordinals.place(span.hi);
        Calendar {
            counts: Counts::new(last as usize + 1),
            reaches: dates.iter().map(|days| ordinals.reach(*days)).collect(),
            ordinals,
        }
    }

    fn add(&mut self, reach: Reach, row: usize, certain: bool) {
        let Reach(first, last) = reach;
        if first == last {
            self.counts.add(first as usize, row, certain);
        } else if last - first <= MOST_UNITS {
            (first..=last).for_each(|place| self.counts.add(place as usize, row, false));
        }
    }

    fn finish(self) -> (Unit, Vec<(i32, Count)>) {
        let unit = self.ordinals.unit;
        let counted = (self.ordinals.least..).zip(self.counts.finish());
        let counted = counted.filter(|(_, count)| count.possibly > 0);
        (unit, counted.collect())
    }
}

/// The numbers of the units that the days of a span lie in.
struct Ordinals {
    unit: Unit,
    /// The number of the first unit.
    least: i32,
    first: Day,
    /// By the days since the first; empty where there are too many.
    table: Vec<i32>,
}

impl Ordinals {
    fn new(unit: Unit, span: Range<Day>) -> Ordinals {
        let days = i64::from(span.hi.0) - i64::from(span.lo.0);
        let table = if days <= MOST_DAYS {
            let days = span.lo.0..=span.hi.0;
            days.map(|day| unit.ordinal(Day(day))).collect()
        } else {
            Vec::new()
        };
        Ordinals {
            unit,
            least: unit.ordinal(span.lo),
            first: span.lo,
            table,
        }
    }

    /// Returns which of the units a day lies in, counted from the first.
    fn place(&self, day: Day) -> u32 {
        self.of(day).wrapping_sub(self.least).cast_unsigned()
    }

    fn reach(&self, days: Option<Range<Day>>) -> Reach {
        days.map_or(Reach::NOWHERE, |days| {
            Reach(self.place(days.lo), self.place(days.hi))
        })
    }

    fn of(&self, day: Day) -> i32 {
        let place = day.0.wrapping_sub(self.first.0).cast_unsigned();
        let known = self.table.get(place as usize);
        known.copied().unwrap_or_else(|| self.unit.ordinal(day))
    }
}

/// The counts of some groups, to which rows are added in order.
struct Counts(Vec<Slot>);

#[derive(Clone, Copy, Default)]
struct Slot {
    count: Count,
    /// The last row that was counted, possibly and surely; counted from 1.
    last: (u32, u32),
}

impl Counts {
    fn new(groups: usize) -> Counts {
        Counts(vec![Slot::default(); groups])
    }

    /// Counts a row under a group, once.
    fn add(&mut self, group: usize, row: usize, certain: bool) {
        let Some(slot) = self.0.get_mut(group) else {
            return;
        };
        let row = row_number(row) + 1;
        if slot.last.0 != row {
            slot.last.0 = row;
            slot.count.possibly += 1;
        }
        if certain && slot.last.1 != row {
            slot.last.1 = row;
            slot.count.surely += 1;
        }
    }

    fn finish(self) -> Vec<Count> {
        self.0.into_iter().map(|slot| slot.count).collect()
    }
}
