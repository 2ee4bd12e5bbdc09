//! `if`: one of two values, or either where the test is only possible.

use super::Run;
use super::column::{Col, Scalar, Values};
use super::eval::doubt_bits;
use super::function::common_unit;
use super::keys::key_of;
use crate::store::{NONE, row_number};
use crate::value::{Truth, Type};

impl Run<'_> {
    /// Chooses for every row between its values, by a test in the first column.
    pub(super) fn choose(&mut self, columns: &[(Col, Type)], ty: Type) -> Col {
        let (test, rest) = columns.split_first().expect("plan gives `if` a test");
        let many = rest.iter().any(|(column, _)| column.ends.is_some());
        let (mut values, mut doubts, mut ends) = (Values::new(ty), Vec::new(), Vec::new());
        for row in 0..test.0.len() {
            let of = |run: &mut Self, place: usize| -> Vec<(Scalar, bool)> {
                rest.get(place).map_or(Vec::new(), |(column, from)| {
                    let items = column.of(row);
                    items
                        .map(|(value, doubt)| (run.as_type(value, *from, ty), doubt))
                        .collect()
                })
            };
            let chosen = match test.0.values.get(row) {
                Scalar::Truth(Truth::Yes) => of(self, 0),
                Scalar::Truth(Truth::Possible) => {
                    let (a, b) = (of(self, 0), of(self, 1));
                    if many {
                        any_of_both(&a, &b)
                    } else {
                        let either = self.either(a.first().copied(), b.first().copied(), ty);
                        either.into_iter().collect()
                    }
                }
                _fails => of(self, 1),
            };
            let before = values.len();
            for (value, doubt) in chosen {
                if doubt {
                    doubts.push(values.len());
                }
                values.push(value);
            }
            if !many && values.len() == before {
                values.push(Scalar::Absent);
            }
            ends.push(row_number(values.len()));
        }
        Col {
            doubt: doubt_bits(&doubts, values.len()),
            ends: many.then_some(ends),
            values,
        }
    }

    /// Returns a value that is one of two: the range over both where they have an order of points,
    /// the one that may be there where the other is absent, otherwise one that nobody knows.
    fn either(
        &self,
        a: Option<(Scalar, bool)>,
        b: Option<(Scalar, bool)>,
        ty: Type,
    ) -> Option<(Scalar, bool)> {
        let ((a, a_doubt), (b, b_doubt)) = match (a, b) {
            (Some(a), Some(b)) => (a, b),
            (one, other) => return one.or(other).map(|(value, _)| (value, true)),
        };
        let doubt = a_doubt || b_doubt;
        if key_of(a) == key_of(b) {
            return Some((a, doubt));
        }
        let unknown = Scalar::unknown(ty, self.somebody_of(ty));
        let value = match (a, b) {
            // Whether a value is there is then not known either.
            (a, b) if a.is_somebodys() || b.is_somebodys() || a.is_present() != b.is_present() => {
                unknown
            }
            (Scalar::Date(a, _), Scalar::Date(b, _)) => Scalar::Date(a.hull(b), NONE),
            (Scalar::Duration(a), Scalar::Duration(b)) => Scalar::Duration(a.hull(b)),
            (Scalar::Number(a, unit), Scalar::Number(b, other)) => {
                common_unit((a, unit), (b, other))
                    .map_or(unknown, |unit| Scalar::Number(a.hull(b), unit))
            }
            (_, _) => unknown,
        };
        Some((value, doubt))
    }
}

/// Returns the values that may be there, without doubt those that surely are either way.
fn any_of_both(a: &[(Scalar, bool)], b: &[(Scalar, bool)]) -> Vec<(Scalar, bool)> {
    let sure_in = |value: Scalar, items: &[(Scalar, bool)]| {
        let mut same = items
            .iter()
            .filter(|(other, _)| key_of(*other) == key_of(value));
        same.any(|(_, doubt)| !doubt)
    };
    let mut all: Vec<(Scalar, bool)> = Vec::with_capacity(a.len() + b.len());
    let held = a
        .iter()
        .map(|item| (*item, b))
        .chain(b.iter().map(|item| (*item, a)));
    for ((value, doubt), others) in held {
        if all
            .iter()
            .all(|(earlier, _)| key_of(*earlier) != key_of(value))
        {
            all.push((value, doubt || !sure_in(value, others)));
        }
    }
    all
}
