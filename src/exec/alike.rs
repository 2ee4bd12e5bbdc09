//! Rows that are alike: the same elements in some columns, and the same of them in doubt.

use rustc_hash::FxHashMap;

use super::column::Col;
use super::keys::code;
use super::{Run, Stopped};
use crate::store::{NONE, UNKNOWN, row_number};

/// Stands behind the last element of a row that may have several.
const END: u32 = UNKNOWN;

/// Rows numbered so that those that are alike share a number, and no others.
pub(super) struct Alike {
    pub(super) numbers: Vec<u32>,
    /// The numbers lie below this; no row may have some of them.
    pub(super) count: usize,
}

impl Run<'_> {
    /// Numbers the rows that are alike in these columns.
    pub(super) fn alike(&self, columns: &[Col], rows: usize) -> Result<Alike, Stopped> {
        let mut alike = Alike {
            numbers: vec![0; rows],
            count: 1,
        };
        for column in columns {
            alike = self.told_apart(alike, column)?;
        }
        Ok(alike)
    }

    /// Tells rows that have been alike apart by one more column.
    fn told_apart(&self, alike: Alike, column: &Col) -> Result<Alike, Stopped> {
        let coded = code(column, |element| self.pace(element))?;
        let known = |element: usize| {
            let code = coded.codes[element];
            let (value, _) = coded.distinct[code as usize];
            if value.is_present() { code } else { NONE }
        };
        let mut numbers = alike.numbers;
        if alike.count == 1 && column.ends.is_none() {
            let absent = row_number(coded.distinct.len());
            for (row, number) in numbers.iter_mut().enumerate() {
                self.pace(row)?;
                *number = known(row).min(absent);
            }
            return Ok(Alike {
                numbers,
                count: coded.distinct.len() + 1,
            });
        }
        // What stands behind one element of a row is no number of a row before.
        let mut steps: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut step = |before: u32, code: u32| {
            let next = row_number(alike.count + steps.len());
            *steps.entry((before, code)).or_insert(next)
        };
        for (row, number) in numbers.iter_mut().enumerate() {
            self.pace(row)?;
            let elements = column.range(row).map(known);
            *number = if column.ends.is_none() {
                elements.fold(*number, &mut step)
            } else {
                let present = elements.filter(|code| *code != NONE);
                let last = present.fold(*number, &mut step);
                step(last, END)
            };
        }
        Ok(Alike {
            numbers,
            count: alike.count + steps.len(),
        })
    }
}
