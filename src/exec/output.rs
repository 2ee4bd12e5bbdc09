//! From columns to the cells of an answer.

use rustc_hash::{FxHashMap, FxHashSet};

use super::column::{Col, Scalar};
use super::frame::Frame;
use super::{Run, Stopped};
use crate::answer::{Answer, Cell, Column, Data, DateCell, NumberCell, RecordCell, free};
use crate::model::Kind;
use crate::plan::{Expr, Query};
use crate::store::{NONE, UNKNOWN, UNKNOWN_WORD};
use crate::value::{Day, Range, Type, Unit, duration_text, quantity};

impl Run<'_> {
    /// Makes the answer of the rows that the last stage left.
    pub(super) fn answer(&mut self, query: &Query, frame: &Frame) -> Result<Answer, Stopped> {
        let mut columns = Vec::with_capacity(query.output.len() + frame.found.len());
        for output in query.output.iter().chain(&frame.found) {
            let mut column = Column {
                name: output.name.clone(),
                ty: output.expr.ty,
                cells: Vec::new(),
            };
            let filled = self.fill(&mut column, &output.expr, frame);
            columns.push(column);
            if let Err(stopped) = filled {
                free(columns);
                return Err(stopped);
            }
        }
        let certain = (0..frame.len()).map(|row| frame.certain.get(row)).collect();
        Ok(Answer {
            columns,
            certain,
            total: frame.total,
            notes: Vec::new(),
        })
    }

    fn fill(&mut self, column: &mut Column, expr: &Expr, frame: &Frame) -> Result<(), Stopped> {
        let values = self.eval(expr, frame)?;
        let shared = self.shared_labels(&values, expr.ty)?;
        column.cells.reserve_exact(values.len());
        for row in 0..values.len() {
            self.pace(row)?;
            let cell = self.cell(&values, row, expr.many, expr.ty, &shared);
            column.cells.push(cell);
        }
        Ok(())
    }

    pub(super) fn cell(
        &self,
        column: &Col,
        row: usize,
        many: bool,
        ty: Type,
        shared: &FxHashSet<u32>,
    ) -> Cell {
        let mut data = column.of(row).filter_map(|(value, doubtful)| {
            let data = self.data(value, ty, shared)?;
            Some(if doubtful {
                Data::Doubtful(Box::new(data))
            } else {
                data
            })
        });
        if many && column.ends.is_some() {
            return Cell::Many(data.collect());
        }
        data.next().map_or(Cell::Null, Cell::One)
    }

    fn data(&self, value: Scalar, ty: Type, shared: &FxHashSet<u32>) -> Option<Data> {
        if !value.is_present() {
            return None;
        }
        Some(match value {
            Scalar::Absent => return None,
            Scalar::Text(code) => Data::Text(self.shared_text(code)),
            Scalar::Word(code) => Data::Word(word_text(code, ty)),
            Scalar::Truth(truth) => Data::Truth(truth),
            Scalar::Date(days, text) => {
                let text = if text == NONE {
                    date_text(days, ty).into()
                } else {
                    self.shared_text(text)
                };
                Data::Date(DateCell { days, text })
            }
            Scalar::Number(range, unit) => {
                let unit = (unit != NONE && unit != UNKNOWN).then(|| self.shared_text(unit));
                Data::Number(NumberCell { range, unit })
            }
            Scalar::Duration(days) => Data::Duration(days),
            Scalar::Record(row) => {
                let (kind, texts) = (kind_of(ty), self.store.texts());
                let id = texts.shared(self.store.collection(kind).id_code(row));
                let label = texts.shared(self.store.label_code(kind, row));
                let label = if shared.contains(&row) && id != label {
                    format!("{label} ({id})").into()
                } else {
                    label
                };
                Data::Record(RecordCell { id, label })
            }
        })
    }

    /// Returns the records of a column whose label another record of it has too.
    pub(super) fn shared_labels(&self, column: &Col, ty: Type) -> Result<FxHashSet<u32>, Stopped> {
        let mut shared = FxHashSet::default();
        let Type::Record(kind) = ty else {
            return Ok(shared);
        };
        let kind = Kind::from_number(kind);
        let mut bearers: FxHashMap<u32, u32> = FxHashMap::default();
        for element in 0..column.values.len() {
            self.pace(element)?;
            if let Scalar::Record(row) = column.values.get(element) {
                let label = self.store.label_code(kind, row);
                let first = *bearers.entry(label).or_insert(row);
                if first != row {
                    shared.extend([first, row]);
                }
            }
        }
        Ok(shared)
    }

    /// Writes an element as an answer prints it.
    pub(super) fn printed(&self, value: Scalar, ty: Type) -> String {
        match value {
            Scalar::Absent => String::new(),
            Scalar::Text(code) => self.text(code).to_owned(),
            Scalar::Word(code) => word_text(code, ty).to_owned(),
            Scalar::Truth(truth) => match truth {
                crate::value::Truth::No => "false",
                crate::value::Truth::Possible => "possible",
                crate::value::Truth::Yes => "true",
            }
            .to_owned(),
            Scalar::Date(days, NONE) => date_text(days, ty),
            Scalar::Date(_, text) => self.text(text).to_owned(),
            Scalar::Number(range, unit) => quantity(
                range,
                (unit != NONE && unit != UNKNOWN).then(|| self.text(unit)),
            ),
            Scalar::Duration(days) => duration_text(days),
            Scalar::Record(row) => self.store.label(kind_of(ty), row).to_owned(),
        }
    }
}

fn date_text(days: Range<Day>, ty: Type) -> String {
    let unit = if let Type::Date(unit) = ty {
        unit
    } else {
        Unit::Day
    };
    if unit == Unit::Day {
        days.to_string()
    } else {
        days.text_at(unit)
    }
}

fn word_text(code: u8, ty: Type) -> &'static str {
    match ty {
        Type::Word(vocabulary) if code != UNKNOWN_WORD => vocabulary.word(code),
        Type::Word(_)
        | Type::Text
        | Type::Truth
        | Type::Date(_)
        | Type::Number
        | Type::Duration
        | Type::Record(_) => "?",
    }
}

fn kind_of(ty: Type) -> Kind {
    let Type::Record(kind) = ty else {
        unreachable!("a record has a kind")
    };
    Kind::from_number(kind)
}
