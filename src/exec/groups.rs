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
    /// How many groups there are.
    pub(super) count: usize,
    /// The codes of each group, one a key, group by group.
    pub(super) keys: Vec<u32>,
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
    /// Returns the codes of a group, one a key.
    pub(super) fn key(&self, group: usize) -> &[u32] {
        let keys = self.keys.len() / self.count.max(1);
        &self.keys[group * keys..][..keys]
    }

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
        let mut sure = vec![all; self.count];
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
        let number = self.count;
        self.count += 1;
        self.keys.extend(std::iter::repeat_n(NONE, keys));
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
            count: 1,
            keys: Vec::new(),
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
        return one_group_each(columns, &sizes, combinations, pace);
    }
    let mut numbering = match dense {
        Some(combinations) => Numbering::Array(vec![NONE; combinations]),
        None => Numbering::Steps(vec![FxHashMap::default(); columns.len()]),
    };
    let (mut groups, mut of_rows) = (Vec::new(), Vec::new());
    let (mut count, mut keys) = (0, Vec::new());
    let mut combination = vec![NONE; columns.len()];
    for row in 0..rows {
        pace(row)?;
        combine(columns, row, 0, &mut combination, &mut |combination| {
            let number = numbering.number(combination, &sizes, count);
            if number == count {
                count += 1;
                keys.extend_from_slice(combination);
            }
            groups.push(number);
            of_rows.push(row_number(row));
        });
    }
    Ok(Groups {
        groups,
        rows: Some(of_rows),
        count: count as usize,
        keys,
    })
}

/// Numbers the combinations of keys where each row has one, key by key over all rows.
fn one_group_each(
    columns: &[KeyColumn],
    sizes: &[usize],
    combinations: usize,
    pace: impl Fn(usize) -> Result<(), Stopped>,
) -> Result<Groups, Stopped> {
    let rows = columns.first().map_or(0, |key| key.coded.codes.len());
    let mut groups = vec![0u32; rows];
    for (column, &size) in columns.iter().zip(sizes) {
        pace(0)?;
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
    let (mut count, mut keys) = (0, Vec::new());
    for (row, group) in groups.iter_mut().enumerate() {
        pace(row)?;
        let number = &mut numbers[*group as usize];
        if *number == NONE {
            *number = count;
            count += 1;
            let key = |column: &KeyColumn| column.of(row).next().unwrap_or(NONE);
            keys.extend(columns.iter().map(key));
        }
        *group = *number;
    }
    Ok(Groups {
        groups,
        rows: None,
        count: count as usize,
        keys,
    })
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
    /// By the place of a combination among all there may be.
    Array(Vec<u32>),
    /// Key by key: by the number of the keys before it and its own code.
    Steps(Vec<FxHashMap<(u32, u32), u32>>),
}

impl Numbering {
    /// Returns the number of a combination: `next` where it is new.
    fn number(&mut self, combination: &[u32], sizes: &[usize], next: u32) -> u32 {
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
                let number = &mut table[place];
                if *number == NONE {
                    *number = next;
                }
                *number
            }
            Numbering::Steps(steps) => {
                let codes = combination.iter().zip(steps);
                codes.fold(0, |before, (code, step)| {
                    let next = row_number(step.len());
                    *step.entry((before, *code)).or_insert(next)
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes a key of these codes; with ends, rows may have several.
    fn key(codes: &[u32], ends: Option<&[u32]>) -> KeyColumn {
        let distinct = (0..=codes.iter().copied().max().unwrap_or_default()).map(Scalar::Text);
        KeyColumn {
            ends: ends.map(<[u32]>::to_vec),
            coded: Coded {
                codes: codes.to_vec(),
                distinct: distinct.map(|value| (value, false)).collect(),
            },
        }
    }

    /// Returns the keys of each row's groups, one group after another.
    fn keys_of_rows(columns: &[KeyColumn], rows: usize) -> Vec<(usize, Vec<u32>)> {
        let groups = groups(columns, rows, |_| Ok(())).expect("nothing stops it");
        let members = groups.members();
        members
            .map(|(row, group)| (row, groups.key(group).to_vec()))
            .collect()
    }

    #[test]
    fn each_row_stands_under_its_own_keys_however_many_there_may_be() {
        // So many that they are numbered in an array, or key by key.
        for scale in [1, 3000] {
            let (a, b) = ([0, scale, 0, scale], [0, 0, scale, 0]);
            let expected: Vec<_> = (0..4).map(|row| (row, vec![a[row], b[row]])).collect();
            assert_eq!(keys_of_rows(&[key(&a, None), key(&b, None)], 4), expected);
            let several = key(&[0, scale, scale, 0], Some(&[2, 2, 3, 4]));
            let expected = [
                (0, vec![0, 0]),
                (0, vec![scale, 0]),
                (1, vec![NONE, 0]),
                (2, vec![scale, scale]),
                (3, vec![0, 0]),
            ];
            assert_eq!(keys_of_rows(&[several, key(&b, None)], 4), expected);
        }
        assert_eq!(keys_of_rows(&[], 2), [(0, vec![]), (1, vec![])]);
    }

    #[test]
    fn grouping_stops_at_any_row() {
        let several = key(&[0; 9], Some(&[1, 2, 3, 4, 5, 6, 7, 8, 9]));
        for column in [key(&[0; 9], None), several] {
            let stop = |row| match row {
                7 => Err(Stopped::Cancelled),
                _ => Ok(()),
            };
            let stopped = groups(&[column], 9, stop).err();
            assert_eq!(stopped, Some(Stopped::Cancelled));
        }
    }
}
