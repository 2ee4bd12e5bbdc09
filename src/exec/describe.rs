//! `describe`: one row a column.

use rustc_hash::{FxHashMap, FxHashSet};

use super::column::{Col, Scalar, Values};
use super::frame::Frame;
use super::keys::{Key, Sortable, key_of};
use super::{Run, Stopped};
use crate::model::Kind;
use crate::plan::Output;
use crate::store::{Bits, NONE, UNKNOWN};
use crate::value::{Range, Real, Type, fold_text};

impl Run<'_> {
    /// Tells of each column its type, how many rows have a value, how many differ, which is the
    /// most frequent, from where to where they run and how many rows are uncertain in it.
    pub(super) fn describe(&mut self, outputs: &[Output], frame: &Frame) -> Result<Frame, Stopped> {
        let mut columns: [Vec<Scalar>; 7] = Default::default();
        for output in outputs {
            let column = self.eval(&output.expr, frame)?;
            let ty = output.expr.ty;
            let (mut present, mut uncertain) = (0, 0);
            let mut met = Met::default();
            for row in 0..column.len() {
                self.pace(row)?;
                let mut any = false;
                let mut unsure = false;
                for (value, doubtful) in column.of(row) {
                    unsure |= doubtful || is_uncertain(value);
                    if value.is_present() {
                        any = true;
                        met.meet(value, row);
                    }
                }
                present += i64::from(any);
                uncertain += i64::from(unsure);
            }
            let (ends, commonest) = met.summed(
                |value| self.sortable(value, ty, str::to_owned, fold_text),
                |place| self.pace(place),
            )?;
            let commonest = match commonest {
                Some((value, rows)) => {
                    let text = format!("{} ({rows})", self.printed(value, ty));
                    Scalar::Text(self.intern(&text))
                }
                None => Scalar::Absent,
            };
            let range = match ends {
                Some(_) if met.units() > 1 => "figures of several units".to_owned(),
                Some(((_, first), (_, last))) if first == last => self.printed(first, ty),
                Some(((_, first), (_, last))) => {
                    format!("{} … {}", self.printed(first, ty), self.printed(last, ty))
                }
                None => String::new(),
            };
            let different = i64::try_from(met.values.len()).unwrap_or(i64::MAX);
            let number = |count: i64| Scalar::Number(Range::exactly(Real::from_count(count)), NONE);
            let cells = [
                Scalar::Text(self.intern(&output.name)),
                Scalar::Text(self.intern(&type_text(ty, output.expr.many))),
                number(present),
                number(different),
                commonest,
                Scalar::Text(self.intern(&range)),
                number(uncertain),
            ];
            columns
                .iter_mut()
                .zip(cells)
                .for_each(|(column, cell)| column.push(cell));
        }
        let types = [
            Type::Text,
            Type::Text,
            Type::Number,
            Type::Number,
            Type::Text,
            Type::Text,
            Type::Number,
        ];
        let columns = columns
            .into_iter()
            .zip(types)
            .map(|(cells, ty)| Col::single(Values::collect(ty, cells)));
        let grounds = self.grounding.then(|| {
            let whole = frame.grounds_of(0..frame.len());
            vec![whole; outputs.len()]
        });
        Ok(Frame {
            grounds,
            ..Frame::of_columns(columns.collect(), Bits::all(outputs.len()))
        })
    }
}

/// The different values of a column, in the order they were met.
#[derive(Default)]
struct Met {
    places: FxHashMap<Key, usize>,
    values: Vec<Value>,
}

/// A value, how many rows have it, and the last of them so far.
struct Value {
    value: Scalar,
    rows: usize,
    last: usize,
}

impl Met {
    fn meet(&mut self, value: Scalar, row: usize) {
        let next = self.values.len();
        let place = *self.places.entry(key_of(value)).or_insert(next);
        if place == next {
            self.values.push(Value {
                value,
                rows: 1,
                last: row,
            });
            return;
        }
        let known = &mut self.values[place];
        if known.last != row {
            known.rows += 1;
            known.last = row;
        }
    }

    /// Returns how many units the values are of, none being one too.
    fn units(&self) -> usize {
        let unit = |value: &Value| match value.value {
            Scalar::Number(_, unit) if unit != UNKNOWN => Some(unit),
            _other => None,
        };
        let units: FxHashSet<u32> = self.values.iter().filter_map(unit).collect();
        units.len()
    }

    /// Returns the ends of the values, and the one that most rows have, with their number: of
    /// several the first in order; none where no two rows share any.
    fn summed(
        &self,
        sortable: impl Fn(Scalar) -> Sortable<String>,
        pace: impl Fn(usize) -> Result<(), Stopped>,
    ) -> Result<Summed, Stopped> {
        let mut ends: Option<Ends> = None;
        let mut commonest: Option<(Sortable<String>, &Value)> = None;
        for (place, value) in self.values.iter().enumerate() {
            pace(place)?;
            let sortable = sortable(value.value);
            let is_first = commonest.as_ref().is_none_or(|(other, most)| {
                value.rows > most.rows
                    || (value.rows == most.rows && sortable.order(other, false).is_lt())
            });
            if is_first && value.rows > 1 {
                commonest = Some((sortable.clone(), value));
            }
            widen(&mut ends, (sortable, value.value));
        }
        let commonest = commonest.map(|(_, value)| (value.value, value.rows));
        Ok((ends, commonest))
    }
}

/// The ends of the values of a column, and the one that most rows have, with their number.
type Summed = (Option<Ends>, Option<(Scalar, usize)>);

/// The first and the last value of a column in its order.
type End = (Sortable<String>, Scalar);
type Ends = (End, End);

fn widen(ends: &mut Option<Ends>, value: End) {
    let Some((first, last)) = ends else {
        *ends = Some((value.clone(), value));
        return;
    };
    if value.0.order(&first.0, false).is_lt() {
        *first = value;
    } else if value.0.order(&last.0, false).is_gt() {
        *last = value;
    }
}

fn is_uncertain(value: Scalar) -> bool {
    match value {
        Scalar::Date(days, _) => !days.is_exact(),
        Scalar::Number(range, _) | Scalar::Duration(range) => !range.is_exact(),
        Scalar::Truth(truth) => truth == crate::value::Truth::Possible,
        Scalar::Absent | Scalar::Text(_) | Scalar::Word(_) | Scalar::Record(_) => {
            value.is_somebodys()
        }
    }
}

/// Names a type as `schema` does.
fn type_text(ty: Type, many: bool) -> String {
    let name = match ty {
        Type::Text => "text".to_owned(),
        Type::Word(vocabulary) => vocabulary.name.to_owned(),
        Type::Truth => "truth".to_owned(),
        Type::Date(_) => "date".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Duration => "duration".to_owned(),
        Type::Record(kind) => format!("→ {}", Kind::from_number(kind).collection()),
    };
    if many { format!("{name}[]") } else { name }
}
