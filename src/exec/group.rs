//! Groups: keys coded to numbers, groups counted in arrays.

use rustc_hash::FxHashMap;

use super::aggregate::{Item, Member};
use super::column::{Col, Scalar, Values};
use super::eval::doubt_bits;
use super::frame::Frame;
use super::keys::{Coded, code, one_unknown};
use super::{Run, Stopped};
use crate::operator::Aggregate;
use crate::plan::{Call, Expr, Output};
use crate::store::{Bits, NONE, row_number};
use crate::value::{Range, Real, Truth};

/// Up to so many possible combinations of keys are counted in an array.
const DENSE: usize = 1 << 22;

/// What rows are grouped by: one key, its elements numbered.
struct KeyColumn {
    /// Where each row's elements end; absent where each row has one.
    ends: Option<Vec<u32>>,
    coded: Coded,
}

/// Which rows stand in which groups.
struct Groups {
    /// The group of each membership, in the order of the rows.
    groups: Vec<u32>,
    /// The row of each membership; absent where each row has one.
    rows: Option<Vec<u32>>,
    /// The code of each group in each key.
    keys: Vec<Vec<u32>>,
}

impl KeyColumn {
    /// Returns the codes of a row's elements; an absent one has none.
    fn of(&self, row: usize) -> impl Iterator<Item = u32> {
        let range = match &self.ends {
            None => row..row + 1,
            Some(ends) => (if row == 0 { 0 } else { ends[row - 1] }) as usize..ends[row] as usize,
        };
        let codes = self.coded.codes[range].iter().copied();
        codes.filter(|code| !self.is_absent(*code))
    }

    fn is_absent(&self, code: u32) -> bool {
        self.coded.distinct[code as usize].0 == Scalar::Absent
    }
}

impl Groups {
    /// Returns the rows with their groups, in the order of the rows.
    fn members(&self) -> impl Iterator<Item = (usize, usize)> {
        let row = |place: usize| match &self.rows {
            None => place,
            Some(rows) => rows[place] as usize,
        };
        let groups = self.groups.iter().enumerate();
        groups.map(move |(place, &group)| (row(place), group as usize))
    }
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
            columns.push(self.key_column(&key.expr, frame)?);
        }
        self.check(frame.len())?;
        let groups = groups(&columns, frame.len());
        if columns.iter().any(|column| column.ends.is_some()) {
            let several = |row: &usize| {
                let mut columns = columns.iter();
                columns.any(|column| column.of(*row).nth(1).is_some())
            };
            self.remarks
                .several_keys((0..frame.len()).filter(several).count());
        }
        let all_sure = keys.is_empty() || frame.is_certain();
        let mut sure = vec![all_sure; groups.keys.len()];
        if !all_sure {
            for (row, group) in groups.members() {
                sure[group] |= frame.certain.get(row);
            }
            let rows = under_no_group(&groups, &sure, frame.len());
            self.remarks.under_no_group(rows);
        }
        let order = self.group_order(keys, &columns, &groups, &sure);
        let mut out: Vec<Col> = keys
            .iter()
            .enumerate()
            .map(|(place, key)| {
                let of_group = |&group: &usize| match groups.keys[group][place] {
                    NONE => (Scalar::Absent, false),
                    code => columns[place].coded.distinct[code as usize],
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
        let grounds = self.grounding.then(|| {
            let mut rows = vec![Vec::new(); groups.keys.len()];
            for (row, group) in groups.members() {
                rows[group].push(row);
            }
            let rows = order.iter().map(|group| std::mem::take(&mut rows[*group]));
            rows.map(|rows| frame.grounds_of(rows)).collect()
        });
        Ok(Frame {
            grounds,
            ..Frame::of_columns(out, Bits::all(order.len()))
        })
    }

    /// Numbers what rows are grouped by.
    fn key_column(&mut self, key: &Expr, frame: &Frame) -> Result<KeyColumn, Stopped> {
        if let Some(coded) = self.stored_key(key, frame) {
            return Ok(KeyColumn { ends: None, coded });
        }
        let column = self.eval(key, frame)?;
        let column = one_unknown(column, key.ty, self.somebody_of(key.ty));
        Ok(KeyColumn {
            coded: code(&column),
            ends: column.ends,
        })
    }

    /// Returns the groups that have a certain row, in the order of their keys.
    fn group_order(
        &self,
        keys: &[Output],
        columns: &[KeyColumn],
        groups: &Groups,
        sure: &[bool],
    ) -> Vec<usize> {
        let ranks: Vec<Vec<u32>> = keys
            .iter()
            .zip(columns)
            .map(|(key, column)| {
                let distinct = column.coded.distinct.iter().map(|(value, _)| *value);
                let values = Values::collect(key.expr.ty, distinct);
                self.ranks(&Col::single(values), key.expr.ty, false)
            })
            .collect();
        let mut order: Vec<usize> = (0..sure.len()).filter(|group| sure[*group]).collect();
        order.sort_by_cached_key(|&group| {
            let rank = |(place, ranks): (usize, &Vec<u32>)| match groups.keys[group][place] {
                NONE => (u32::MAX, false),
                code => {
                    let (_, doubtful) = columns[place].coded.distinct[code as usize];
                    (ranks[code as usize], doubtful)
                }
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
            let counts = if filter.is_none() && frame.is_certain() {
                count_rows(groups, |_| Truth::Yes)
            } else {
                count_rows(groups, truth)
            };
            let counts = order.iter().map(|&group| (counts[group], NONE));
            return Ok(Col::single(Values::Number(counts.collect())));
        };
        let column = self.eval(operand, frame)?;
        let mut members: Vec<Vec<Member>> = vec![Vec::new(); groups.keys.len()];
        let mut not_read = 0;
        for (row, group) in groups.members() {
            let truth = truth(row);
            if truth == Truth::No {
                continue;
            }
            not_read += usize::from(truth == Truth::Possible);
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
fn count_rows(groups: &Groups, truth: impl Fn(usize) -> Truth) -> Vec<Range<Real>> {
    let mut counts = vec![(0i64, 0i64); groups.keys.len()];
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

/// Counts the rows all of whose groups are left out.
fn under_no_group(groups: &Groups, shown: &[bool], rows: usize) -> usize {
    let mut stands = vec![false; rows];
    for (row, group) in groups.members() {
        stands[row] |= shown[group];
    }
    stands.iter().filter(|stands| !**stands).count()
}

/// Numbers the combinations of keys in the order they are first met.
fn groups(columns: &[KeyColumn], rows: usize) -> Groups {
    if columns.is_empty() {
        return Groups {
            groups: vec![0; rows],
            rows: None,
            keys: vec![Vec::new()],
        };
    }
    let size = |column: &KeyColumn| column.coded.distinct.len() + 1;
    let sizes: Vec<usize> = columns.iter().map(size).collect();
    let combinations = sizes
        .iter()
        .try_fold(1usize, |product, size| product.checked_mul(*size));
    let dense = combinations.filter(|combinations| *combinations <= DENSE);
    if let Some(combinations) = dense
        && columns.iter().all(|column| column.ends.is_none())
    {
        return one_group_each(columns, &sizes, combinations, rows);
    }
    let mut numbering = match dense {
        Some(combinations) => Numbering::Array(vec![NONE; combinations]),
        None => Numbering::Map(FxHashMap::default()),
    };
    let (mut groups, mut of_rows, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    let mut combination = vec![NONE; columns.len()];
    for row in 0..rows {
        combine(columns, row, 0, &mut combination, &mut |combination| {
            groups.push(numbering.number(combination, &sizes, &mut keys));
            of_rows.push(row_number(row));
        });
    }
    Groups {
        groups,
        rows: Some(of_rows),
        keys,
    }
}

/// Numbers the combinations of keys where each row has one, key by key over all rows.
fn one_group_each(
    columns: &[KeyColumn],
    sizes: &[usize],
    combinations: usize,
    rows: usize,
) -> Groups {
    let mut groups = vec![0u32; rows];
    for (column, &size) in columns.iter().zip(sizes) {
        let digit = |code| {
            row_number(if column.is_absent(code) {
                size - 1
            } else {
                code as usize
            })
        };
        let digits: Vec<u32> = (0..row_number(size - 1)).map(digit).collect();
        let size = row_number(size);
        for (group, &code) in groups.iter_mut().zip(&column.coded.codes) {
            *group = *group * size + digits[code as usize];
        }
    }
    let mut numbers = vec![NONE; combinations];
    let mut keys = Vec::new();
    for (row, group) in groups.iter_mut().enumerate() {
        let number = &mut numbers[*group as usize];
        if *number == NONE {
            *number = row_number(keys.len());
            let key = |column: &KeyColumn| column.of(row).next().unwrap_or(NONE);
            keys.push(columns.iter().map(key).collect());
        }
        *group = *number;
    }
    Groups {
        groups,
        rows: None,
        keys,
    }
}

/// Goes through every combination of a row's keys; no value is the empty key.
fn combine(
    columns: &[KeyColumn],
    row: usize,
    place: usize,
    combination: &mut Vec<u32>,
    each: &mut dyn FnMut(&[u32]),
) {
    if place == columns.len() {
        return each(combination);
    }
    let mut seen: Vec<u32> = columns[place].of(row).collect();
    seen.sort_unstable();
    seen.dedup();
    if seen.is_empty() {
        seen.push(NONE);
    }
    for code in seen {
        combination[place] = code;
        combine(columns, row, place + 1, combination, each);
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
