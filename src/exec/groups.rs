//! Rows put into groups: keys coded to numbers, groups numbered in the order they are met.

use rustc_hash::FxHashMap;

use super::Stopped;
use super::column::Scalar;
use super::frame::Frame;
use super::keys::Coded;
use crate::store::{NONE, row_number};

/// Up to so many possible combinations of keys are counted in an array.
const DENSE: usize = 1 << 22;

/// What rows are grouped by: one key, its elements numbered.
pub(super) struct KeyColumn {
    /// Where each row's elements end; absent where each row has one.
    pub(super) ends: Option<Vec<u32>>,
    pub(super) coded: Coded,
}

/// Which rows stand in which groups.
pub(super) struct Groups {
    /// The group of each membership, in the order of the rows.
    pub(super) groups: Vec<u32>,
    /// The row of each membership; absent where each row has one.
    pub(super) rows: Option<Vec<u32>>,
    /// The code of each group in each key.
    pub(super) keys: Vec<Vec<u32>>,
}

impl KeyColumn {
    /// Returns the codes of a row's elements; an absent one has none.
    pub(super) fn of(&self, row: usize) -> impl Iterator<Item = u32> {
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
    pub(super) fn members(&self) -> impl Iterator<Item = (usize, usize)> {
        let row = |place: usize| match &self.rows {
            None => place,
            Some(rows) => rows[place] as usize,
        };
        let groups = self.groups.iter().enumerate();
        groups.map(move |(place, &group)| (row(place), group as usize))
    }

    /// Tells which groups have a certain row.
    pub(super) fn sure(&self, frame: &Frame) -> Vec<bool> {
        let all = frame.is_certain();
        let mut sure = vec![all; self.keys.len()];
        if !all {
            for (row, group) in self.members() {
                sure[group] |= frame.certain.get(row);
            }
        }
        sure
    }

    /// Adds a group of all rows under no key, and returns its number.
    pub(super) fn add_whole(&mut self, keys: usize, rows: usize) -> usize {
        let each = || 0..row_number(rows);
        let number = self.keys.len();
        self.keys.push(vec![NONE; keys]);
        self.rows
            .get_or_insert_with(|| each().collect())
            .extend(each());
        self.groups.extend(each().map(|_| row_number(number)));
        number
    }
}

/// Counts the rows all of whose groups are left out.
pub(super) fn under_no_group(groups: &Groups, shown: &[bool], rows: usize) -> usize {
    let mut stands = vec![false; rows];
    for (row, group) in groups.members() {
        stands[row] |= shown[group];
    }
    stands.iter().filter(|stands| !**stands).count()
}

/// Numbers the combinations of keys in the order they are first met.
/// It may be told to stop at any row.
pub(super) fn groups(
    columns: &[KeyColumn],
    rows: usize,
    pace: impl Fn(usize) -> Result<(), Stopped>,
) -> Result<Groups, Stopped> {
    if columns.is_empty() {
        return Ok(Groups {
            groups: vec![0; rows],
            rows: None,
            keys: vec![Vec::new()],
        });
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
        return Ok(one_group_each(columns, &sizes, combinations, rows));
    }
    let mut numbering = match dense {
        Some(combinations) => Numbering::Array(vec![NONE; combinations]),
        None => Numbering::Map(FxHashMap::default()),
    };
    let (mut groups, mut of_rows, mut keys) = (Vec::new(), Vec::new(), Vec::new());
    let mut combination = vec![NONE; columns.len()];
    for row in 0..rows {
        pace(row)?;
        combine(columns, row, 0, &mut combination, &mut |combination| {
            groups.push(numbering.number(combination, &sizes, &mut keys));
            of_rows.push(row_number(row));
        });
    }
    Ok(Groups {
        groups,
        rows: Some(of_rows),
        keys,
    })
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
