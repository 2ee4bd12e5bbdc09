//! Groups: keys coded to numbers, groups counted in arrays.

use rustc_hash::FxHashMap;

use super::aggregate::{Item, Member};
use super::column::{Col, Scalar, Values};
use super::eval::doubt_bits;
use super::frame::Frame;
use super::keys::{Coded, code};
use super::{Run, Stopped};
use crate::operator::Aggregate;
use crate::plan::{Call, Output};
use crate::store::{Bits, NONE, row_number};
use crate::value::{Range, Real, Truth};

/// Up to so many possible combinations of keys are counted in an array.
const DENSE: usize = 1 << 22;

/// Which rows stand in which groups.
struct Groups {
    /// The rows with their groups, in the order of the rows.
    members: Vec<(u32, u32)>,
    /// The code of each group in each key.
    keys: Vec<Vec<u32>>,
}

impl Run<'_> {
    /// Makes a row of each combination of keys that a certain row has.
    pub(super) fn group(
        &mut self,
        keys: &[Output],
        calls: &[Call],
        frame: &Frame,
    ) -> Result<Frame, Stopped> {
        let mut columns = Vec::with_capacity(keys.len());
        for key in keys {
            columns.push(self.eval(&key.expr, frame)?);
        }
        let coded: Vec<Coded> = columns.iter().map(code).collect();
        self.check(frame.len())?;
        let groups = groups(&columns, &coded, frame.len());
        if columns.iter().any(|column| column.ends.is_some()) {
            let several = |row: &usize| {
                columns
                    .iter()
                    .any(|column| column.of(*row).nth(1).is_some())
            };
            self.remarks
                .several_keys((0..frame.len()).filter(several).count());
        }
        let mut sure = vec![keys.is_empty(); groups.keys.len()];
        for &(row, group) in &groups.members {
            sure[group as usize] |= frame.certain.get(row as usize);
        }
        let order = self.group_order(keys, &coded, &groups, &sure);
        let mut out: Vec<Col> = keys
            .iter()
            .enumerate()
            .map(|(place, key)| {
                let of_group = |&group: &usize| match groups.keys[group][place] {
                    NONE => (Scalar::Absent, false),
                    code => key_value(coded[place].distinct[code as usize]),
                };
                let doubts: Vec<usize> = (0..order.len())
                    .filter(|row| of_group(&order[*row]).1)
                    .collect();
                let values =
                    Values::collect(key.expr.ty, order.iter().map(|group| of_group(group).0));
                Col {
                    ends: None,
                    doubt: doubt_bits(&doubts, values.len()),
                    values,
                }
            })
            .collect();
        for call in calls {
            out.push(self.called(call, frame, &groups, &order)?);
        }
        Ok(Frame::of_columns(out, Bits::all(order.len())))
    }

    /// Returns the groups that have a certain row, in the order of their keys.
    fn group_order(
        &self,
        keys: &[Output],
        coded: &[Coded],
        groups: &Groups,
        sure: &[bool],
    ) -> Vec<usize> {
        let ranks: Vec<Vec<u32>> = keys
            .iter()
            .zip(coded)
            .map(|(key, coded)| {
                let values =
                    Values::collect(key.expr.ty, coded.distinct.iter().map(|(value, _)| *value));
                self.ranks(&Col::single(values), key.expr.ty, false)
            })
            .collect();
        let mut order: Vec<usize> = (0..sure.len()).filter(|group| sure[*group]).collect();
        order.sort_by_cached_key(|&group| {
            let rank = |(place, ranks): (usize, &Vec<u32>)| match groups.keys[group][place] {
                NONE => (u32::MAX, false),
                code => (ranks[code as usize], coded[place].distinct[code as usize].1),
            };
            ranks.iter().enumerate().map(rank).collect::<Vec<_>>()
        });
        order
    }

    /// Computes one aggregate for every group.
    fn called(
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
            return Ok(count_rows(groups, order, truth));
        };
        let column = self.eval(operand, frame)?;
        let mut members: Vec<Vec<Member>> = vec![Vec::new(); groups.keys.len()];
        let mut not_read = 0;
        for &(row, group) in &groups.members {
            let truth = truth(row as usize);
            if truth == Truth::No {
                continue;
            }
            not_read += usize::from(truth == Truth::Possible);
            let items = column
                .of(row as usize)
                .map(|(value, doubtful)| Item {
                    value,
                    sure: !doubtful,
                })
                .collect();
            members[group as usize].push(Member {
                sure: truth == Truth::Yes,
                items,
            });
        }
        if matches!(
            call.aggregate,
            Aggregate::First | Aggregate::Last | Aggregate::List
        ) {
            self.remarks.not_read(not_read);
        }
        let mut results = Vec::with_capacity(order.len());
        for &group in order {
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
        from: crate::value::Type,
        ty: crate::value::Type,
    ) -> Col {
        let mut results = Vec::with_capacity(column.len());
        for row in 0..column.len() {
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
        gathered(results, ty, aggregate == Aggregate::List)
    }
}

/// Makes a column of the results of an aggregate.
fn gathered(results: Vec<Vec<(Scalar, bool)>>, ty: crate::value::Type, many: bool) -> Col {
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
fn count_rows(groups: &Groups, order: &[usize], truth: impl Fn(usize) -> Truth) -> Col {
    let mut counts = vec![(0i64, 0i64); groups.keys.len()];
    for &(row, group) in &groups.members {
        let truth = truth(row as usize);
        let (certain, all) = &mut counts[group as usize];
        *certain += i64::from(truth == Truth::Yes);
        *all += i64::from(truth != Truth::No);
    }
    let numbers = order.iter().map(|&group| {
        let (certain, all) = counts[group];
        (
            Range {
                lo: Real::from_count(certain),
                hi: Real::from_count(all),
            },
            NONE,
        )
    });
    Col::single(Values::Number(numbers.collect()))
}

/// Numbers the combinations of keys in the order they are first met.
fn groups(columns: &[Col], coded: &[Coded], rows: usize) -> Groups {
    if columns.is_empty() {
        let members = (0..row_number(rows)).map(|row| (row, 0)).collect();
        return Groups {
            members,
            keys: vec![Vec::new()],
        };
    }
    let sizes: Vec<usize> = coded.iter().map(|coded| coded.distinct.len() + 1).collect();
    let combinations = sizes
        .iter()
        .try_fold(1usize, |product, size| product.checked_mul(*size));
    let mut numbering = match combinations.filter(|combinations| *combinations <= DENSE) {
        Some(combinations) => Numbering::Array(vec![NONE; combinations]),
        None => Numbering::Map(FxHashMap::default()),
    };
    let (mut members, mut keys) = (Vec::with_capacity(rows), Vec::new());
    let mut combination = vec![NONE; columns.len()];
    let single = columns.iter().all(|column| column.ends.is_none());
    for row in 0..rows {
        if single {
            for (slot, coded) in combination.iter_mut().zip(coded) {
                *slot = present_code(coded, row);
            }
            members.push((
                row_number(row),
                numbering.number(&combination, &sizes, &mut keys),
            ));
        } else {
            combine(
                columns,
                coded,
                row,
                0,
                &mut combination,
                &mut |combination| {
                    let group = numbering.number(combination, &sizes, &mut keys);
                    if members.last() != Some(&(row_number(row), group)) {
                        members.push((row_number(row), group));
                    }
                },
            );
        }
    }
    Groups { members, keys }
}

/// Returns the code of an element as a key; an absent one has none.
fn present_code(coded: &Coded, element: usize) -> u32 {
    let code = coded.codes[element];
    let absent = matches!(coded.distinct[code as usize].0, Scalar::Absent);
    if absent { NONE } else { code }
}

/// Goes through every combination of a row's keys; no value is the empty key.
fn combine(
    columns: &[Col],
    coded: &[Coded],
    row: usize,
    place: usize,
    combination: &mut Vec<u32>,
    each: &mut dyn FnMut(&[u32]),
) {
    if place == columns.len() {
        return each(combination);
    }
    let mut seen: Vec<u32> = columns[place]
        .range(row)
        .map(|element| present_code(&coded[place], element))
        .collect();
    seen.retain(|code| *code != NONE);
    seen.sort_unstable();
    seen.dedup();
    if seen.is_empty() {
        seen.push(NONE);
    }
    for code in seen {
        combination[place] = code;
        combine(columns, coded, row, place + 1, combination, each);
    }
}

/// Numbers for combinations of keys.
enum Numbering {
    Array(Vec<u32>),
    Map(FxHashMap<Vec<u32>, u32>),
}

impl Numbering {
    fn number(&mut self, combination: &[u32], sizes: &[usize], keys: &mut Vec<Vec<u32>>) -> u32 {
        let mut new = || {
            keys.push(combination.to_vec());
            row_number(keys.len() - 1)
        };
        match self {
            Numbering::Array(table) => {
                let digit = |(code, size): (&u32, &usize)| {
                    if *code == NONE {
                        size - 1
                    } else {
                        *code as usize
                    }
                };
                let place = combination
                    .iter()
                    .zip(sizes)
                    .fold(0, |sum, pair| sum * pair.1 + digit(pair));
                if table[place] == NONE {
                    table[place] = new();
                }
                table[place]
            }
            Numbering::Map(map) => match map.get(combination) {
                Some(&number) => number,
                None => {
                    let number = new();
                    map.insert(combination.to_vec(), number);
                    number
                }
            },
        }
    }
}

/// Marks a date or number that nobody wrote, so that as a key it prints as unknown, not as empty.
fn key_value((value, doubtful): (Scalar, bool)) -> (Scalar, bool) {
    let value = match value {
        Scalar::Date(days, NONE) if days.is_unknown() => Scalar::Date(days, crate::store::UNKNOWN),
        Scalar::Number(range, NONE) if range.is_unknown() => {
            Scalar::Number(range, crate::store::UNKNOWN)
        }
        other => other,
    };
    (value, doubtful)
}
