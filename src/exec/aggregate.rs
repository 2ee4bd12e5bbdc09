//! Aggregates, exactly: from the least to the greatest result over every choice of the possible
//! rows and of the uncertain values.

use rustc_hash::FxHashSet;

use super::Run;
use super::column::Scalar;
use super::distinct::{distinct_codes, distinct_numbers, distinct_ranges, ordinals};
use super::extreme::{Extreme, bounds};
use super::keys::key_of;
use crate::model::Kind;
use crate::operator::Aggregate;
use crate::store::NONE;
use crate::value::{Range, Real, Truth, Type};

/// One row of a group, and the elements it brings.
#[derive(Clone)]
pub(super) struct Member {
    /// Whether the row is certain.
    pub(super) sure: bool,
    /// Its elements.
    pub(super) items: Vec<Item>,
}

/// One element, and whether the row surely has it.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub(super) value: Scalar,
    pub(super) sure: bool,
}

impl Run<'_> {
    /// Computes an aggregate over the rows of one group; a result may be in doubt.
    pub(super) fn aggregate(
        &mut self,
        aggregate: Aggregate,
        distinct: bool,
        members: &[Member],
        ty: Type,
    ) -> Vec<(Scalar, bool)> {
        let items = || {
            let of_member = |member: &Member| {
                let sure = member.sure;
                let items: Vec<(Scalar, bool)> = member
                    .items
                    .iter()
                    .map(|item| (item.value, item.sure && sure))
                    .collect();
                items
            };
            members
                .iter()
                .flat_map(of_member)
                .filter(|(value, _)| value.is_present())
        };
        match aggregate {
            Aggregate::Count if distinct => {
                let items: Vec<_> = items().collect();
                vec![(self.count_distinct(&items, ty), false)]
            }
            Aggregate::Count => {
                let (sure, all) = items().fold((0, 0), |(sure, all), (_, certain)| {
                    (sure + i64::from(certain), all + 1)
                });
                vec![(count(sure, all), false)]
            }
            Aggregate::Min | Aggregate::Max if units(members).len() > 1 => {
                self.remarks.several_units();
                Vec::new()
            }
            Aggregate::Min | Aggregate::Max => {
                let mut extreme = Extreme::new(aggregate == Aggregate::Max);
                members.iter().for_each(|member| extreme.bring(member));
                let found = extreme.value();
                found.map(|value| (value, false)).into_iter().collect()
            }
            Aggregate::Sum | Aggregate::Mean => self.summed(aggregate, members),
            Aggregate::First => first_certain(members.iter()),
            Aggregate::Last => first_certain(members.iter().rev()),
            Aggregate::List => {
                let mut seen = FxHashSet::default();
                let certain = members
                    .iter()
                    .filter(|member| member.sure)
                    .flat_map(|member| &member.items);
                let present = certain.filter(|item| item.value.is_present());
                let kept = present
                    .filter(|item| !distinct || seen.insert((key_of(item.value), item.sure)));
                kept.map(|item| (item.value, !item.sure)).collect()
            }
            Aggregate::Share => vec![(share(members), false)],
        }
    }

    /// Counts different values: the fewest and the most there may be.
    fn count_distinct(&self, items: &[(Scalar, bool)], ty: Type) -> Scalar {
        let (lo, hi) = match ty {
            Type::Date(unit) => distinct_ranges(items, |value| match value {
                Scalar::Date(days, _) => Some(ordinals(days, unit)),
                _no_date => None,
            }),
            Type::Number | Type::Duration => distinct_numbers(items),
            Type::Record(kind) => {
                let somebody = self.store.collection(Kind::from_number(kind)).somebody();
                distinct_codes(items, |value| value == Scalar::Record(somebody))
            }
            Type::Text | Type::Word(_) | Type::Truth => distinct_codes(items, |value| {
                value.is_somebodys() || value == Scalar::Truth(Truth::Possible)
            }),
        };
        count(lo, hi)
    }

    /// Adds up the values of each unit; different units have no common sum.
    fn summed(&mut self, aggregate: Aggregate, members: &[Member]) -> Vec<(Scalar, bool)> {
        let units = units(members);
        if units.len() > 1 {
            self.remarks.several_units();
            return Vec::new();
        }
        let unit = units.into_iter().next().unwrap_or(NONE);
        let parts: Vec<Part> = members.iter().filter_map(Part::of).collect();
        let result = match aggregate {
            Aggregate::Mean => mean(&parts),
            _sum => sum(&parts),
        };
        let Some((lo, hi)) = result else {
            return Vec::new();
        };
        let (Some(lo), Some(hi)) = (Real::new(lo), Real::new(hi)) else {
            return Vec::new();
        };
        let range = Range { lo, hi };
        let durations = members
            .iter()
            .flat_map(|member| &member.items)
            .any(|item| matches!(item.value, Scalar::Duration(_)));
        vec![(
            if durations {
                Scalar::Duration(range)
            } else {
                Scalar::Number(range, unit)
            },
            false,
        )]
    }
}

/// Returns the units of the numbers: different ones have no common order and no common sum.
fn units(members: &[Member]) -> FxHashSet<u32> {
    let all = members.iter().flat_map(|member| &member.items);
    all.filter_map(|item| unit_of(item.value)).collect()
}

/// Returns the unit of a number of which something is known.
pub(super) fn unit_of(value: Scalar) -> Option<u32> {
    match value {
        Scalar::Number(range, unit) if !range.is_unknown() => Some(unit),
        _no_unit => None,
    }
}

/// Makes a number of rows or values, from the fewest to the most.
pub(super) fn count(lo: i64, hi: i64) -> Scalar {
    Scalar::Number(
        Range {
            lo: Real::from_count(lo),
            hi: Real::from_count(hi),
        },
        NONE,
    )
}

/// What one row brings to a sum.
struct Part {
    certain: bool,
    /// The sum of what is there if the row is.
    lo: f64,
    hi: f64,
    count: f64,
    /// What may be there if the row is.
    doubtful: Vec<(f64, f64)>,
}

impl Part {
    /// Sums up what a row brings; none where it brings nothing.
    fn of(member: &Member) -> Option<Part> {
        let mut part = Part {
            certain: member.sure,
            lo: 0.0,
            hi: 0.0,
            count: 0.0,
            doubtful: Vec::new(),
        };
        let there = |item: &&Item| item.value != Scalar::Absent;
        for item in member.items.iter().filter(there) {
            let (lo, hi) = bounds(item.value);
            if item.sure {
                part.lo += lo;
                part.hi += hi;
                part.count += 1.0;
            } else {
                part.doubtful.push((lo, hi));
            }
        }
        (part.count > 0.0 || !part.doubtful.is_empty()).then_some(part)
    }
}

/// Adds up what rows bring: the least and the greatest sum over every choice.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    least: f64,
    greatest: f64,
    any: bool,
}

impl Sum {
    fn add(&mut self, part: &Part) {
        let lo = part
            .doubtful
            .iter()
            .fold(part.lo, |sum, (lo, _)| sum + lo.min(0.0));
        let hi = part
            .doubtful
            .iter()
            .fold(part.hi, |sum, (_, hi)| sum + hi.max(0.0));
        self.least += if part.certain { lo } else { lo.min(0.0) };
        self.greatest += if part.certain { hi } else { hi.max(0.0) };
        self.any = true;
    }

    /// Adds what one row brings.
    pub(super) fn bring(&mut self, member: &Member) {
        Part::of(member).iter().for_each(|part| self.add(part));
    }

    /// Returns the range of the sum; none where no row brought anything.
    pub(super) fn range(self) -> Option<Range<Real>> {
        if !self.any {
            return None;
        }
        let (lo, hi) = (Real::new(self.least)?, Real::new(self.greatest)?);
        Some(Range { lo, hi })
    }
}

fn sum(parts: &[Part]) -> Option<(f64, f64)> {
    let mut sum = Sum::default();
    parts.iter().for_each(|part| sum.add(part));
    sum.any.then_some((sum.least, sum.greatest))
}

fn mean(parts: &[Part]) -> Option<(f64, f64)> {
    let hi = greatest_mean(parts, |_, hi| hi)?;
    let lo = -greatest_mean(parts, |lo, _| -lo)?;
    Some((lo, hi))
}

/// Finds the greatest mean over the choices by Dinkelbach's method: a row or a doubtful value that
/// raises the sum above the mean found so far comes in, until none does.
fn greatest_mean(parts: &[Part], value: impl Fn(f64, f64) -> f64) -> Option<f64> {
    let mut mean = f64::NEG_INFINITY;
    loop {
        let (mut total, mut count) = (0.0, 0.0);
        for part in parts {
            let better = part.doubtful.iter().map(|(lo, hi)| value(*lo, *hi));
            let better = better.filter(|value| *value > mean);
            let (sum, number) = better.fold(
                (value(part.lo, part.hi), part.count),
                |(sum, number), value| (sum + value, number + 1.0),
            );
            if part.certain || mean == f64::NEG_INFINITY || sum - mean * number > 0.0 {
                total += sum;
                count += number;
            }
        }
        let next = total / count;
        // Without anything chosen there is nothing better; a mean of open ends is open.
        if count == 0.0 || next <= mean {
            return (mean > f64::NEG_INFINITY).then_some(mean);
        }
        if !next.is_finite() {
            return Some(next);
        }
        mean = next;
    }
}

/// Finds the part of the rows of which a condition holds: its least and its greatest.
fn share(members: &[Member]) -> Scalar {
    let (mut sure_rows, mut sure_yes, mut sure_maybe, mut open_not_sure, mut open_maybe) =
        (0i64, 0i64, 0i64, 0i64, 0i64);
    for member in members {
        let truth = member
            .items
            .iter()
            .fold(Truth::No, |sofar, item| match item.value {
                Scalar::Truth(truth) => sofar.or(if item.sure { truth } else { truth.doubted() }),
                _no_truth => sofar,
            });
        if member.sure {
            sure_rows += 1;
            sure_yes += i64::from(truth == Truth::Yes);
            sure_maybe += i64::from(truth != Truth::No);
        } else {
            open_not_sure += i64::from(truth != Truth::Yes);
            open_maybe += i64::from(truth != Truth::No);
        }
    }
    let part = |yes: i64, rows: i64| {
        (rows > 0)
            .then(|| Real::new(Real::from_count(yes).get() / Real::from_count(rows).get()))
            .flatten()
    };
    let lo = part(sure_yes, sure_rows + open_not_sure);
    let hi = part(sure_maybe + open_maybe, sure_rows + open_maybe);
    match (lo.or(hi), hi.or(lo)) {
        (Some(lo), Some(hi)) => Scalar::Number(
            Range {
                lo: lo.min(hi),
                hi: hi.max(lo),
            },
            NONE,
        ),
        (_, _) => Scalar::Absent,
    }
}

fn first_certain<'m>(members: impl Iterator<Item = &'m Member>) -> Vec<(Scalar, bool)> {
    let mut certain = members.filter(|member| member.sure);
    let found = certain.find_map(|member| member.items.iter().find(|item| item.value.is_present()));
    found
        .map(|item| (item.value, !item.sure))
        .into_iter()
        .collect()
}
