//! Keys that are fields of the row's own record, numbered where they are stored.

use super::Run;
use super::column::{Scalar, present};
use super::frame::Frame;
use super::keys::Coded;
use crate::operator::Part;
use crate::plan::{Expr, ExprKind, Leaf, Root};
use crate::store::{Column, DateColumn, NONE, UNKNOWN, WORD_NONE, row_number};
use crate::value::{Day, Point, Range, Unit};

/// Dates that span more days than this are not numbered through a table of days.
const DAYS: usize = 1 << 16;
/// Nor are dates that span so many units that there are more pairs of them than this.
const PAIRS: usize = 1 << 18;

impl Run<'_> {
    /// Numbers a key that is a word, or a unit of a date, of the row's own record; no other key.
    pub(super) fn stored_key(&self, key: &Expr, frame: &Frame) -> Option<Coded> {
        if let ExprKind::Part(Part::Unit(unit), date) = &key.kind
            && let Column::Date(dates) = self.own_column(date)?
        {
            return units(dates, *unit, &frame.records);
        }
        if let Column::Word(words) = self.own_column(key)? {
            return Some(self::words(words, &frame.records));
        }
        None
    }

    /// Returns the column of a field of the row's own record.
    fn own_column(&self, expr: &Expr) -> Option<&Column> {
        match &expr.kind {
            ExprKind::Path(path) if path.steps.is_empty() => match (path.root, &path.leaf) {
                (Root::Row(_), Leaf::Field(kind, field)) => {
                    self.store.collection(*kind).column(*field)
                }
                (_, _) => None,
            },
            _computed => None,
        }
    }
}

fn words(words: &[u8], records: &[u32]) -> Coded {
    let mut numbers = [NONE; 256];
    let mut distinct = Vec::new();
    let number = |&record: &u32| {
        let word = words[record as usize];
        let number = &mut numbers[usize::from(word)];
        if *number == NONE {
            *number = row_number(distinct.len());
            distinct.push((present(word, WORD_NONE, Scalar::Word), false));
        }
        *number
    };
    let codes = records.iter().map(number).collect();
    Coded { codes, distinct }
}

/// Numbers dates widened to whole units: by the unit each end lies in, looked up by its day.
fn units(dates: &DateColumn, unit: Unit, records: &[u32]) -> Option<Coded> {
    let span = dates.span?;
    let (first, last) = (unit.ordinal(span.lo), unit.ordinal(span.hi));
    // The open ends stand before the first unit and behind the last.
    let count = usize::try_from(i64::from(last) - i64::from(first) + 3).ok()?;
    let days = usize::try_from(i64::from(span.hi.0) - i64::from(span.lo.0) + 1).ok()?;
    let pairs = count.checked_mul(count)?;
    if days > DAYS || pairs > PAIRS {
        return None;
    }
    let mut places = vec![NONE; days];
    let mut place = |day: Day| match day {
        Day::MIN => 0,
        Day::MAX => count - 1,
        day => {
            let place = &mut places[(day.0 - span.lo.0).cast_unsigned() as usize];
            if *place == NONE {
                *place = (unit.ordinal(day) - first + 1).cast_unsigned();
            }
            *place as usize
        }
    };
    let mut numbers = vec![NONE; pairs];
    let mut distinct = Vec::new();
    let number = |&record: &u32| {
        let days = dates.range(record as usize);
        let number = &mut numbers[place(days.lo) * count + place(days.hi)];
        if *number == NONE {
            *number = row_number(distinct.len());
            let whole = Range {
                lo: days.lo.start_of(unit),
                hi: days.hi.end_of(unit),
            };
            let text = if whole.is_unknown() { UNKNOWN } else { NONE };
            distinct.push((Scalar::Date(whole, text), false));
        }
        *number
    };
    let codes = records.iter().map(number).collect();
    Some(Coded { codes, distinct })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::column::{Col, Values};
    use super::super::compute::coarsened;
    use super::super::keys::code;
    use super::super::keys::one_unknown;
    use super::*;
    use crate::value::Type;

    fn ends() -> impl Strategy<Value = Day> {
        prop_oneof![Just(Day::MIN), Just(Day::MAX), (-900i32..900).prop_map(Day)]
    }

    proptest! {
        #[test]
        fn dates_are_numbered_as_when_they_are_computed(
            ends in prop::collection::vec((ends(), ends()), 1..60),
            unit in prop::sample::select(&Unit::ALL[..]),
        ) {
            let ranges: Vec<Range<Day>> = ends
                .into_iter()
                .map(|(a, b)| Range { lo: a.min(b), hi: a.max(b) })
                .filter(|range| range.lo != Day::MAX && range.hi != Day::MIN)
                .collect();
            let (lo, hi) = ranges.iter().map(|range| (range.lo, range.hi)).unzip();
            let mut dates = DateColumn { lo, hi, ..DateColumn::default() };
            dates.measure();
            let records: Vec<u32> = (0..row_number(ranges.len())).collect();
            let values = ranges.iter().map(|range| (*range, 7)).collect();
            let computed = coarsened(Col::single(Values::Date(values)), unit);
            let computed = code(&one_unknown(computed, Type::Date(unit), 0), |_| Ok(()));
            let computed = computed.expect("nothing stops it");
            if let Some(stored) = units(&dates, unit, &records) {
                prop_assert_eq!(stored.codes, computed.codes);
                prop_assert_eq!(stored.distinct, computed.distinct);
            } else {
                prop_assert!(dates.span.is_none() || unit == Unit::Day);
            }
        }
    }
}
