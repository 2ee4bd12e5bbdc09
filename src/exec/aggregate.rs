//! Aggregates, exactly: from the least to the greatest result over every choice of the possible
//! rows and of the uncertain values.

use rustc_hash::FxHashSet;

use super::Run;
use super::column::Scalar;
use super::distinct::{distinct_codes, distinct_numbers, distinct_ranges, ordinals};
use super::keys::key_of;
use crate::model::Kind;
use crate::operator::Aggregate;
use crate::store::{NONE, UNKNOWN};
use crate::value::{Day, Point, Range, Real, Truth, Type};

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
                self.remarks.without_value(1);
                Vec::new()
            }
            Aggregate::Min | Aggregate::Max => {
                let found = extreme(members, aggregate == Aggregate::Max);
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
            self.remarks.without_value(1);
            return Vec::new();
        }
        let unit = units.into_iter().next().unwrap_or(NONE);
        let parts = parts(members);
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
    all.filter_map(|item| match item.value {
        Scalar::Number(range, unit) if !range.is_unknown() => Some(unit),
        _no_unit => None,
    })
    .collect()
}

fn count(lo: i64, hi: i64) -> Scalar {
    Scalar::Number(
        Range {
            lo: Real::from_count(lo),
            hi: Real::from_count(hi),
        },
        NONE,
    )
}

/// Finds the least value, or the greatest: its bounds over every choice.
///
/// The outer bound is that of any possible value; the inner bound that of the values that are
/// surely there or, where none is, of the one row or doubtful value that alone goes least far.
fn extreme(members: &[Member], greatest: bool) -> Option<Scalar> {
    // The greatest is the least with every sign changed.
    let sign = if greatest { -1.0 } else { 1.0 };
    let (mut outer, mut inner, mut loosest) = (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY);
    let (mut like, mut any_sure) = (None, false);
    for member in members {
        let (mut of_row, mut of_doubtful) = (f64::INFINITY, f64::NEG_INFINITY);
        for item in &member.items {
            if item.value == Scalar::Absent {
                continue;
            }
            let (lo, hi) = bounds(item.value);
            let (far, near) = if greatest { (-hi, -lo) } else { (lo, hi) };
            like = Some(item.value);
            outer = outer.min(far);
            if item.sure {
                of_row = of_row.min(near);
            } else {
                of_doubtful = of_doubtful.max(near);
            }
        }
        let brings_any = member
            .items
            .iter()
            .any(|item| item.sure && item.value != Scalar::Absent);
        if brings_any && member.sure {
            any_sure = true;
            inner = inner.min(of_row);
        }
        loosest = loosest.max(if brings_any { of_row } else { of_doubtful });
    }
    let inner = if any_sure { inner } else { loosest };
    let (a, b) = (sign * outer, sign * inner);
    Some(scalar_like(like?, a.min(b), a.max(b)))
}

/// Returns the bounds of a value as numbers; an open end is infinite.
pub(super) fn bounds(value: Scalar) -> (f64, f64) {
    match value {
        Scalar::Date(days, _) => {
            let lo = if days.lo == Day::MIN {
                f64::NEG_INFINITY
            } else {
                f64::from(days.lo.0)
            };
            let hi = if days.hi == Day::MAX {
                f64::INFINITY
            } else {
                f64::from(days.hi.0)
            };
            (lo, hi)
        }
        Scalar::Number(range, _) | Scalar::Duration(range) => (range.lo.get(), range.hi.get()),
        Scalar::Absent
        | Scalar::Text(_)
        | Scalar::Word(_)
        | Scalar::Truth(_)
        | Scalar::Record(_) => (f64::NAN, f64::NAN),
    }
}

/// Makes a value of the kind of another from bounds as numbers.
fn scalar_like(like: Scalar, lo: f64, hi: f64) -> Scalar {
    let real = |number: f64| Real::new(number).unwrap_or(Real::MIN);
    match like {
        Scalar::Date(..) => {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "bounds of dates are whole days or infinite"
            )]
            let day = |number: f64| {
                if number.is_infinite() {
                    if number < 0.0 { Day::MIN } else { Day::MAX }
                } else {
                    Day(number as i32)
                }
            };
            Scalar::Date(
                Range {
                    lo: day(lo),
                    hi: day(hi),
                },
                NONE,
            )
        }
        Scalar::Duration(_) => Scalar::Duration(Range {
            lo: real(lo),
            hi: real(hi),
        }),
        Scalar::Number(_, unit) => Scalar::Number(
            Range {
                lo: real(lo),
                hi: real(hi),
            },
            if unit == UNKNOWN { NONE } else { unit },
        ),
        Scalar::Absent
        | Scalar::Text(_)
        | Scalar::Word(_)
        | Scalar::Truth(_)
        | Scalar::Record(_) => Scalar::Absent,
    }
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

/// Sums up what each row brings; rows that bring nothing are left out.
fn parts(members: &[Member]) -> Vec<Part> {
    let mut parts = Vec::new();
    for member in members {
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
        if part.count > 0.0 || !part.doubtful.is_empty() {
            parts.push(part);
        }
    }
    parts
}

fn sum(parts: &[Part]) -> Option<(f64, f64)> {
    if parts.is_empty() {
        return None;
    }
    let (mut least, mut greatest) = (0.0, 0.0);
    for part in parts {
        let lo = part
            .doubtful
            .iter()
            .fold(part.lo, |sum, (lo, _)| sum + lo.min(0.0));
        let hi = part
            .doubtful
            .iter()
            .fold(part.hi, |sum, (_, hi)| sum + hi.max(0.0));
        least += if part.certain { lo } else { lo.min(0.0) };
        greatest += if part.certain { hi } else { hi.max(0.0) };
    }
    Some((least, greatest))
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
