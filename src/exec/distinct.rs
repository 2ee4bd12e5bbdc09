//! Counting different values: the fewest and the most there may be.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rustc_hash::FxHashSet;

use super::column::Scalar;
use super::extreme::bounds;
use super::keys::key_of;
use crate::value::{Day, Point, Range, Unit};

/// Counts different codes; each value that nobody knows may be one more, or one of the others.
pub(super) fn distinct_codes(
    items: &[(Scalar, bool)],
    is_unknown: impl Fn(Scalar) -> bool,
) -> (i64, i64) {
    let (mut sure, mut all) = (FxHashSet::default(), FxHashSet::default());
    let (mut unknown, mut sure_unknown) = (0, false);
    for &(value, certain) in items {
        if is_unknown(value) {
            unknown += 1;
            sure_unknown |= certain;
            continue;
        }
        all.insert(key_of(value));
        if certain {
            sure.insert(key_of(value));
        }
    }
    let size = |set: &FxHashSet<_>| i64::try_from(set.len()).unwrap_or(i64::MAX);
    let lo = size(&sure).max(i64::from(sure_unknown));
    (lo, size(&all) + unknown)
}

/// Counts different points of uncertain ones on a discrete line.
///
/// The fewest are the points that pierce every sure range; the most, a point for each range where
/// they can be told apart (both found by going through the ranges by their ends).
pub(super) fn distinct_ranges(
    items: &[(Scalar, bool)],
    range: impl Fn(Scalar) -> Option<Range<i64>>,
) -> (i64, i64) {
    let ranges = |sure_only: bool| {
        let kept = items.iter().filter(|(_, sure)| *sure || !sure_only);
        let mut ranges: Vec<Range<i64>> = kept.filter_map(|(value, _)| range(*value)).collect();
        ranges.sort_unstable_by_key(|range| range.hi);
        ranges
    };
    let (mut lo, mut last) = (0, None);
    for range in ranges(true) {
        if last.is_none_or(|last| range.lo > last) {
            last = Some(range.hi);
            lo += 1;
        }
    }
    (lo, most_points(ranges(false)))
}

/// Gives as many ranges as possible a point of their own.
fn most_points(mut ranges: Vec<Range<i64>>) -> i64 {
    ranges.sort_unstable();
    let mut open: BinaryHeap<Reverse<i64>> = BinaryHeap::new();
    let (mut next, mut point, mut given) = (0, i64::MIN, 0);
    while next < ranges.len() || !open.is_empty() {
        if open.is_empty() {
            point = point.max(ranges[next].lo);
        }
        while next < ranges.len() && ranges[next].lo <= point {
            open.push(Reverse(ranges[next].hi));
            next += 1;
        }
        if let Some(Reverse(end)) = open.pop()
            && end >= point
        {
            given += 1;
            point = point.saturating_add(1);
        }
    }
    given
}

/// Counts different numbers: uncertain ones on a dense line can always be told apart.
pub(super) fn distinct_numbers(items: &[(Scalar, bool)]) -> (i64, i64) {
    let mut exact = FxHashSet::default();
    let mut uncertain = 0;
    let mut sure: Vec<(f64, f64)> = Vec::new();
    for &(value, certain) in items {
        let (lo, hi) = bounds(value);
        if lo.to_bits() == hi.to_bits() {
            exact.insert(key_of(value));
        } else {
            uncertain += 1;
        }
        if certain {
            sure.push((lo, hi));
        }
    }
    sure.sort_by(|a, b| a.1.total_cmp(&b.1));
    let (mut fewest, mut last) = (0, f64::NAN);
    for (lo, hi) in sure {
        if last.is_nan() || lo > last {
            last = hi;
            fewest += 1;
        }
    }
    (
        fewest,
        i64::try_from(exact.len()).unwrap_or(i64::MAX) + uncertain,
    )
}

/// Returns which units a date lies in, as numbers with room beyond both ends.
pub(super) fn ordinals(days: Range<Day>, unit: Unit) -> Range<i64> {
    let ordinal = |day: Day, open: i64| {
        if day == Day::MIN || day == Day::MAX {
            open
        } else {
            i64::from(unit.ordinal(day))
        }
    };
    Range {
        lo: ordinal(days.lo, i64::MIN / 2),
        hi: ordinal(days.hi, i64::MAX / 2),
    }
}
