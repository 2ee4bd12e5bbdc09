//! Keys: elements coded so that equal ones share a number, and the order elements come in.

use std::cmp::Ordering;
use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::column::{Col, Scalar, Values};
use super::eval::doubt_bits;
use super::{Run, Stopped};
use crate::model::Kind;
use crate::store::{Bits, NONE, UNKNOWN, UNKNOWN_WORD, row_number};
use crate::value::{Day, Point, Real, Truth, Type};

/// What makes two elements the same: records by identity, texts by spelling.
pub(super) type Key = (u8, u64, u64, u32);

/// Returns what makes an element the same as another.
pub(super) fn key_of(value: Scalar) -> Key {
    let day = |day: Day| u64::from(day.0.cast_unsigned());
    let real = |real: Real| (real.get() + 0.0).to_bits();
    match value {
        Scalar::Absent => (0, 0, 0, 0),
        Scalar::Text(code) => (1, u64::from(code), 0, 0),
        Scalar::Word(code) => (2, u64::from(code), 0, 0),
        Scalar::Truth(truth) => (3, truth as u64, 0, 0),
        // Dates are the same by the days they may mean, however they are written; one that
        // nobody wrote is not the same as one written as unknown.
        Scalar::Date(days, text) => (
            4,
            day(days.lo),
            day(days.hi),
            u32::from(days.is_unknown() && text == NONE),
        ),
        Scalar::Number(range, unit) => (5, real(range.lo), real(range.hi), unit),
        Scalar::Duration(days) => (6, real(days.lo), real(days.hi), 0),
        Scalar::Record(row) => (7, u64::from(row), 0, 0),
    }
}

/// Makes all that nobody knows one key, whoever it is reached through, and whether nobody wrote it
/// or nobody is known who has it.
pub(super) fn one_unknown(column: Col, ty: Type, somebody: u32) -> Col {
    if !has_unknown(&column.values, somebody) {
        return column;
    }
    let unknown = Scalar::unknown(ty, somebody);
    let (mut values, mut doubts) = (Values::new(ty), Vec::new());
    for element in 0..column.values.len() {
        let value = column.values.get(element);
        if is_unknown(value, somebody) {
            values.push(unknown);
            continue;
        }
        if column.is_doubtful(element) {
            doubts.push(element);
        }
        values.push(value);
    }
    let doubt = doubt_bits(&doubts, values.len());
    Col {
        ends: column.ends,
        values,
        doubt,
    }
}

/// Takes the doubt from what nobody knows: it is no less known for being reached in doubt.
pub(super) fn unknown_without_doubt(mut column: Col, somebody: u32) -> Col {
    let unknown = |value: Scalar| value.is_somebodys() || value == Scalar::Record(somebody);
    column.doubt = column.doubt.map(|doubt| {
        Bits::from_fn(doubt.len(), |element| {
            doubt.get(element) && !unknown(column.values.get(element))
        })
    });
    column
}

fn has_unknown(values: &Values, somebody: u32) -> bool {
    match values {
        Values::Text(codes) => codes.contains(&UNKNOWN),
        Values::Word(codes) => codes.contains(&UNKNOWN_WORD),
        Values::Truth(_) => false,
        Values::Date(dates) => dates.iter().any(|(days, _)| days.is_unknown()),
        Values::Number(numbers) => numbers.iter().any(|(range, _)| range.is_unknown()),
        Values::Duration(days) => days.iter().any(|range| range.is_unknown()),
        Values::Record(rows) => rows.contains(&somebody),
    }
}

fn is_unknown(value: Scalar, somebody: u32) -> bool {
    match value {
        Scalar::Date(days, _) => days.is_unknown(),
        Scalar::Number(range, _) | Scalar::Duration(range) => range.is_unknown(),
        Scalar::Record(row) => row == somebody,
        Scalar::Absent | Scalar::Truth(_) => false,
        Scalar::Text(_) | Scalar::Word(_) => value.is_somebodys(),
    }
}

/// The elements of a column as numbers: the same number for the same element in the same doubt.
pub(super) struct Coded {
    /// The number of each element; an absent one of a row of many has none.
    pub(super) codes: Vec<u32>,
    /// The element each number stands for, and whether it is in doubt.
    pub(super) distinct: Vec<(Scalar, bool)>,
}

/// Codes that reach further than so many times the number of elements are not numbered in a table.
const SPARSE: usize = 8;

/// Numbers the elements of a column in the order they are first met; it may be told to stop at any.
pub(super) fn code(
    column: &Col,
    pace: impl Fn(usize) -> Result<(), Stopped>,
) -> Result<Coded, Stopped> {
    match &column.values {
        Values::Word(words) => {
            let small = words.iter().map(|&word| usize::from(word));
            in_table(small, 256, column, pace)
        }
        Values::Text(codes) | Values::Record(codes) => {
            let known = codes.iter().filter(|code| **code < UNKNOWN);
            let top = known.max().map_or(0, |&code| code as usize + 1);
            if top > codes.len().saturating_mul(SPARSE) {
                return in_map(column, pace, |element| codes[element]);
            }
            let small = codes.iter().map(|&code| match code {
                UNKNOWN => top,
                NONE => top + 1,
                code => code as usize,
            });
            in_table(small, top + 2, column, pace)
        }
        Values::Date(dates) => in_map(column, pace, |element| {
            let (days, text) = dates[element];
            (days, days.is_unknown() && text == NONE)
        }),
        Values::Truth(_) | Values::Number(_) | Values::Duration(_) => {
            in_map(column, pace, |element| key_of(column.values.get(element)))
        }
    }
}

/// Numbers elements by what makes them the same.
fn in_map<K: Copy + Eq + Hash>(
    column: &Col,
    pace: impl Fn(usize) -> Result<(), Stopped>,
    key: impl Fn(usize) -> K,
) -> Result<Coded, Stopped> {
    let mut distinct = Vec::new();
    let mut places: FxHashMap<(K, bool), u32> = FxHashMap::default();
    let mut last = None;
    let code = |element: usize| {
        pace(element)?;
        let key = (key(element), column.is_doubtful(element));
        if let Some((earlier, code)) = last
            && earlier == key
        {
            return Ok(code);
        }
        let code = *places.entry(key).or_insert_with(|| {
            distinct.push((column.values.get(element), key.1));
            row_number(distinct.len() - 1)
        });
        last = Some((key, code));
        Ok(code)
    };
    let codes = (0..column.values.len()).map(code);
    let codes = codes.collect::<Result<_, Stopped>>()?;
    Ok(Coded { codes, distinct })
}

/// Numbers elements that are small numbers themselves.
fn in_table(
    small: impl Iterator<Item = usize>,
    bound: usize,
    column: &Col,
    pace: impl Fn(usize) -> Result<(), Stopped>,
) -> Result<Coded, Stopped> {
    let mut distinct = Vec::new();
    let mut table = vec![NONE; bound * 2];
    let mut codes = Vec::with_capacity(column.values.len());
    for (element, small) in small.enumerate() {
        pace(element)?;
        let doubtful = column.is_doubtful(element);
        let slot = &mut table[small * 2 + usize::from(doubtful)];
        if *slot == NONE {
            *slot = row_number(distinct.len());
            distinct.push((column.values.get(element), doubtful));
        }
        codes.push(*slot);
    }
    Ok(Coded { codes, distinct })
}

/// An element made ready to be put in order.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sortable<T> {
    Days(Day, Day),
    Reals(Real, Real, T),
    Word(u8),
    Truth(Truth),
    /// How the text begins when it is folded, the text folded, and the text.
    Text(u64, T, T),
    /// There, but nobody knows it: last but for absent ones.
    Unknown,
    /// Last, whichever way the order runs.
    Absent,
}

impl<T: Ord> Sortable<T> {
    /// Compares two elements; `descending` turns all but the unknown and the absent round.
    pub(super) fn order(&self, other: &Sortable<T>, descending: bool) -> Ordering {
        match (self.last(), other.last()) {
            (0, 0) => {
                let ordering = self.ascending(other);
                if descending {
                    ordering.reverse()
                } else {
                    ordering
                }
            }
            (a, b) => a.cmp(&b),
        }
    }

    fn last(&self) -> u8 {
        match self {
            Sortable::Absent => 2,
            Sortable::Unknown => 1,
            Sortable::Days(..)
            | Sortable::Reals(..)
            | Sortable::Word(_)
            | Sortable::Truth(_)
            | Sortable::Text(..) => 0,
        }
    }

    fn ascending(&self, other: &Sortable<T>) -> Ordering {
        match (self, other) {
            (Sortable::Days(a, b), Sortable::Days(c, d)) => (a, b).cmp(&(c, d)),
            (Sortable::Reals(a, b, unit), Sortable::Reals(c, d, other)) => {
                (unit, a, b).cmp(&(other, c, d))
            }
            (Sortable::Word(a), Sortable::Word(b)) => a.cmp(b),
            (Sortable::Truth(a), Sortable::Truth(b)) => a.cmp(b),
            (Sortable::Text(begins, a, b), Sortable::Text(other, c, d)) => {
                begins.cmp(other).then_with(|| (a, b).cmp(&(c, d)))
            }
            (_, _) => Ordering::Equal,
        }
    }
}

impl Run<'_> {
    /// Makes an element ready to be put in order, its texts in a form of the caller's: as it is, and
    /// folded.
    pub(super) fn sortable<'t, T: AsRef<str>>(
        &'t self,
        value: Scalar,
        ty: Type,
        own: impl Fn(&'t str) -> T,
        folded: impl FnOnce(&'t str) -> T,
    ) -> Sortable<T> {
        match value {
            Scalar::Absent => Sortable::Absent,
            Scalar::Text(UNKNOWN) | Scalar::Word(UNKNOWN_WORD) => Sortable::Unknown,
            Scalar::Date(days, _) if days.is_unknown() => Sortable::Unknown,
            Scalar::Number(range, _) | Scalar::Duration(range) if range.is_unknown() => {
                Sortable::Unknown
            }
            // Open to the left, a date stands where it ends.
            Scalar::Date(days, _) if days.lo == Day::MIN => Sortable::Days(days.hi, days.hi),
            Scalar::Date(days, _) => Sortable::Days(days.lo, days.hi),
            Scalar::Number(range, unit) => {
                Sortable::Reals(range.lo, range.hi, own(self.text(unit)))
            }
            Scalar::Duration(days) => Sortable::Reals(days.lo, days.hi, own("")),
            Scalar::Word(code) => Sortable::Word(code),
            Scalar::Truth(truth) => Sortable::Truth(truth),
            Scalar::Text(_) | Scalar::Record(_) => match self.ordering_text(value, ty) {
                Some(text) => {
                    let folded = folded(text);
                    Sortable::Text(beginning(folded.as_ref()), folded, own(text))
                }
                None => Sortable::Unknown,
            },
        }
    }

    /// Returns the text that a text or a record is put in order by; none where there is none.
    pub(super) fn ordering_text(&self, value: Scalar, ty: Type) -> Option<&str> {
        match (value, ty) {
            (Scalar::Text(code), _) => (code != UNKNOWN).then(|| self.text(code)),
            (Scalar::Record(row), Type::Record(kind)) => {
                let kind = Kind::from_number(kind);
                let is_known = row != self.store.collection(kind).somebody();
                is_known.then(|| self.store.label(kind, row))
            }
            (_, _) => None,
        }
    }
}

/// Returns how a text begins as a number that is in the order of texts.
fn beginning(text: &str) -> u64 {
    let mut bytes = [0; 8];
    let length = text.len().min(bytes.len());
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u64::from_be_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Range;

    /// Columns of as many elements, each of another type.
    fn columns(elements: u32) -> Vec<Col> {
        let each = 0..elements;
        let real = |n: u32| Range::exactly(Real::from_count(i64::from(n)));
        let day = |n: u32| Range::exactly(Day(n.cast_signed()));
        let columns = [
            Values::Text(each.clone().collect()),
            // So far apart that no table is made of them.
            Values::Text(each.clone().map(|n| n * 1000).collect()),
            Values::Word(each.clone().map(|n| n as u8).collect()),
            Values::Date(each.clone().map(|n| (day(n), NONE)).collect()),
            Values::Number(each.clone().map(|n| (real(n), NONE)).collect()),
            Values::Record(each.collect()),
        ];
        columns.map(Col::single).into()
    }

    #[test]
    fn equal_elements_share_a_number_in_the_order_they_are_met() {
        for reach in [1, 1000] {
            let codes = [3, UNKNOWN, 3, NONE, 0, UNKNOWN, NONE].map(|code| match code {
                UNKNOWN | NONE => code,
                code => code * reach,
            });
            let column = Col::single(Values::Text(codes.into()));
            let coded = code(&column, |_| Ok(())).expect("nothing stops it");
            assert_eq!(coded.codes, [0, 1, 0, 2, 3, 1, 2]);
            let distinct = [
                Scalar::Text(3 * reach),
                Scalar::Text(UNKNOWN),
                Scalar::Absent,
                Scalar::Text(0),
            ];
            assert_eq!(coded.distinct, distinct.map(|value| (value, false)));
        }
    }

    #[test]
    fn numbering_stops_at_any_element() {
        for column in columns(9) {
            let stop = |element| match element {
                7 => Err(Stopped::Cancelled),
                _ => Ok(()),
            };
            let stopped = code(&column, stop).err();
            assert_eq!(stopped, Some(Stopped::Cancelled), "{column:?}");
        }
    }
}
