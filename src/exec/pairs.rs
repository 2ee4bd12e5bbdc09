//! Which rows of a query may go with which rows around it.

use rustc_hash::FxHashMap;

use super::column::{Col, Scalar};
use super::matcher::span_of;
use super::{Run, Stopped};
use crate::value::{Comparison, Type};

/// The rows of a query, ready to be found by a comparison with a row around it.
///
/// It gives every row of which the comparison may hold; whether it does is judged afterwards.
pub(super) enum Pairs {
    /// All rows go with each.
    All(usize),
    /// Rows that have the value, and those that may have any.
    Keys {
        of_key: FxHashMap<Key, Vec<u32>>,
        any: Vec<u32>,
        rows: usize,
        ty: Type,
    },
    /// Rows whose range begins there or before, by where it begins.
    Spans {
        sorted: Vec<(f64, f64, u32)>,
        rows: usize,
        types: (Type, Type),
    },
}

#[derive(PartialEq, Eq, Hash)]
pub(super) enum Key {
    Record(u32),
    Text(String),
}

impl Run<'_> {
    /// Makes the rows of a column ready to be found by those that equal another value.
    pub(super) fn pairs(
        &mut self,
        op: Comparison,
        (column, own): (&Col, Type),
        other: Type,
    ) -> Result<Pairs, Stopped> {
        let rows = column.len();
        let elements = || {
            (0..rows).flat_map(|row| {
                column
                    .of(row)
                    .map(move |(value, _)| (crate::store::row_number(row), value))
            })
        };
        Ok(match own {
            _ if op != Comparison::Equal => Pairs::All(rows),
            Type::Truth => Pairs::All(rows),
            Type::Text | Type::Word(_) | Type::Record(_) => {
                let (mut of_key, mut any) = (FxHashMap::<Key, Vec<u32>>::default(), Vec::new());
                for (place, (row, value)) in elements().enumerate() {
                    self.pace(place)?;
                    match self.key(value, own) {
                        Some(key) => of_key.entry(key).or_default().push(row),
                        None => any.push(row),
                    }
                }
                Pairs::Keys {
                    of_key,
                    any,
                    rows,
                    ty: other,
                }
            }
            Type::Date(_) | Type::Number | Type::Duration => {
                let spans = elements().map(|(row, value)| {
                    let (lo, hi) = span_of(value, (own, other));
                    (lo, hi, row)
                });
                Pairs::Spans {
                    sorted: self.ordered(spans.collect(), |(a, ..), (b, ..)| a.total_cmp(b))?,
                    rows,
                    types: (own, other),
                }
            }
        })
    }

    /// Adds the rows that may go with a value.
    pub(super) fn find(&mut self, pairs: &Pairs, value: Scalar, found: &mut Vec<u32>) {
        let all = |rows: usize| 0..crate::store::row_number(rows);
        match pairs {
            Pairs::All(rows) => found.extend(all(*rows)),
            Pairs::Keys {
                of_key,
                any,
                rows,
                ty,
            } => match self.key(value, *ty) {
                Some(key) => {
                    found.extend(of_key.get(&key).into_iter().flatten());
                    found.extend(any);
                }
                None => found.extend(all(*rows)),
            },
            Pairs::Spans {
                sorted,
                rows,
                types,
            } => {
                if value.is_somebodys() {
                    found.extend(all(*rows));
                    return;
                }
                let (lo, hi) = span_of(value, *types);
                let upto = sorted.partition_point(|(start, ..)| *start <= hi);
                let meet = sorted[..upto].iter().filter(|(_, end, _)| *end >= lo);
                found.extend(meet.map(|(_, _, row)| *row));
            }
        }
    }

    /// Returns what equal records, texts and words share; none for one that nobody knows.
    fn key(&mut self, value: Scalar, ty: Type) -> Option<Key> {
        match value {
            Scalar::Record(row) if row == self.somebody_of(ty) => None,
            Scalar::Record(row) => Some(Key::Record(row)),
            value => self.folded(value, ty).map(Key::Text),
        }
    }
}
