//! `describe`: one row a column.

use rustc_hash::FxHashSet;

use super::column::{Col, Scalar, Values};
use super::frame::Frame;
use super::keys::{Sortable, key_of};
use super::{Run, Stopped};
use crate::model::Kind;
use crate::plan::Output;
use crate::store::{Bits, NONE};
use crate::value::{Range, Real, Type};

impl Run<'_> {
    /// Tells of each column its type, how many rows have a value, how many differ, from where to
    /// where they run and how many rows are uncertain in it.
    pub(super) fn describe(&mut self, outputs: &[Output], frame: &Frame) -> Result<Frame, Stopped> {
        let mut columns: [Vec<Scalar>; 6] = Default::default();
        for output in outputs {
            let column = self.eval(&output.expr, frame)?;
            let ty = output.expr.ty;
            let (mut present, mut uncertain) = (0, 0);
            let mut distinct = FxHashSet::default();
            let mut ends: Option<Ends> = None;
            for row in 0..column.len() {
                let mut any = false;
                let mut unsure = false;
                for (value, doubtful) in column.of(row) {
                    unsure |= doubtful || is_uncertain(value);
                    if value.is_present() {
                        any = true;
                        if distinct.insert(key_of(value)) {
                            widen(&mut ends, (self.sortable(value, ty), value));
                        }
                    }
                }
                present += i64::from(any);
                uncertain += i64::from(unsure);
            }
            let range = match ends {
                Some(((_, first), (_, last))) if first == last => self.printed(first, ty),
                Some(((_, first), (_, last))) => {
                    format!("{} … {}", self.printed(first, ty), self.printed(last, ty))
                }
                None => String::new(),
            };
            let different = i64::try_from(distinct.len()).unwrap_or(i64::MAX);
            let number = |count: i64| Scalar::Number(Range::exactly(Real::from_count(count)), NONE);
            let cells = [
                Scalar::Text(self.intern(&output.name)),
                Scalar::Text(self.intern(&type_text(ty, output.expr.many))),
                number(present),
                number(different),
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

/// The first and the last value of a column in its order.
type Ends = ((Sortable, Scalar), (Sortable, Scalar));

fn widen(ends: &mut Option<Ends>, value: (Sortable, Scalar)) {
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
