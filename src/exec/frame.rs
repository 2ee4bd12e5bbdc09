//! Rows between stages.

use super::column::{Col, Values};
use super::grounds::Ground;
use crate::model::Kind;
use crate::plan::Output;
use crate::store::{Bits, Store, Truths, row_number};
use crate::value::Truth;

/// The rows a stage leaves.
pub(super) enum Rows {
    /// Records in ledger order, as a set.
    Set(Kind, Truths),
    /// Rows in an order of their own, with columns.
    Frame(Frame),
}

/// Rows in order, possible ones among them.
#[derive(Clone)]
pub(super) struct Frame {
    /// The kind of the records the rows are, where they are.
    pub(super) kind: Option<Kind>,
    /// The records' rows in their collection; empty where the rows are no records.
    pub(super) records: Vec<u32>,
    /// Which rows are certain.
    pub(super) certain: Bits,
    /// The columns that stages made.
    pub(super) columns: Vec<Col>,
    /// The rows around, where the rows are those of a query that speaks of them.
    pub(super) around: Option<Around>,
    /// The columns that only the data told, behind those of the plan.
    pub(super) found: Vec<Output>,
    /// Whether the last row is the total of the others.
    pub(super) total: bool,
    /// The records each row rests on, where somebody asks and the rows are no longer they.
    pub(super) grounds: Option<Vec<Vec<Ground>>>,
}

/// The row around each row of a query that is asked for many of them at once.
#[derive(Clone)]
pub(super) struct Around {
    /// Its place in the frame that it is of.
    pub(super) rows: Vec<u32>,
    /// What is carried along of it.
    pub(super) values: Vec<Col>,
}

impl Around {
    /// Keeps these rows, in their order.
    pub(super) fn gather(&self, rows: &[usize]) -> Around {
        Around {
            rows: rows.iter().map(|&row| self.rows[row]).collect(),
            values: self
                .values
                .iter()
                .map(|column| column.gather(rows))
                .collect(),
        }
    }
}

impl Rows {
    /// Returns the records as a set; none where the rows are no records.
    pub(super) fn into_set(self, store: &Store) -> Option<(Kind, Truths)> {
        match self {
            Rows::Set(kind, truths) => Some((kind, truths)),
            Rows::Frame(frame) => frame.as_set(store),
        }
    }

    /// Returns the number of rows, possible ones included.
    pub(super) fn len(&self) -> usize {
        match self {
            Rows::Set(_, truths) => truths.possible().count(),
            Rows::Frame(frame) => frame.len(),
        }
    }

    /// Puts the rows of a set in order.
    pub(super) fn into_frame(self) -> Frame {
        match self {
            Rows::Set(kind, truths) => {
                let mut records = Vec::with_capacity(truths.possible().count());
                records.extend(truths.possible().iter().map(row_number));
                let certain = if truths.is_sure() {
                    Bits::all(records.len())
                } else {
                    Bits::from_fn(records.len(), |row| {
                        truths.certain().get(records[row] as usize)
                    })
                };
                Frame {
                    kind: Some(kind),
                    records,
                    certain,
                    columns: Vec::new(),
                    around: None,
                    found: Vec::new(),
                    total: false,
                    grounds: None,
                }
            }
            Rows::Frame(frame) => frame,
        }
    }
}

impl Frame {
    /// Makes the frame of these records, all certain.
    pub(super) fn of_records(kind: Kind, records: Vec<u32>) -> Frame {
        let certain = Bits::all(records.len());
        Frame {
            kind: Some(kind),
            records,
            certain,
            columns: Vec::new(),
            around: None,
            found: Vec::new(),
            total: false,
            grounds: None,
        }
    }

    /// Makes a frame of columns; rows are no records.
    pub(super) fn of_columns(columns: Vec<Col>, certain: Bits) -> Frame {
        Frame {
            kind: None,
            records: Vec::new(),
            certain,
            columns,
            around: None,
            found: Vec::new(),
            total: false,
            grounds: None,
        }
    }

    /// Returns the number of rows, possible ones included.
    pub(super) fn len(&self) -> usize {
        self.certain.len()
    }

    /// Returns the records as a set; none where the rows are no records.
    pub(super) fn as_set(&self, store: &Store) -> Option<(Kind, Truths)> {
        let kind = self.kind?;
        let mut certain = Bits::none(store.collection(kind).rows());
        let mut possible = certain.clone();
        for (row, &record) in self.records.iter().enumerate() {
            possible.set(record as usize);
            if self.certain.get(row) {
                certain.set(record as usize);
            }
        }
        Some((kind, Truths::pair(certain, possible)))
    }

    /// Tells whether all rows are certain.
    pub(super) fn is_certain(&self) -> bool {
        self.certain.count() == self.len()
    }

    /// Returns the records as a column.
    pub(super) fn record_column(&self) -> Col {
        Col::single(Values::Record(self.records.clone()))
    }

    /// Keeps the rows of which something is not impossible, certain ones where it is certain.
    pub(super) fn kept(&self, truth: impl Fn(usize) -> Truth) -> Frame {
        let truths: Vec<Truth> = (0..self.len()).map(truth).collect();
        let kept: Vec<usize> = (0..self.len())
            .filter(|row| truths[*row] != Truth::No)
            .collect();
        let mut frame = self.gather(&kept);
        frame.certain = Bits::from_fn(kept.len(), |row| {
            self.certain.get(kept[row]) && truths[kept[row]] == Truth::Yes
        });
        frame
    }

    /// Keeps the rows at these places, in their order.
    pub(super) fn gather(&self, rows: &[usize]) -> Frame {
        let records = if self.kind.is_some() {
            rows.iter().map(|&row| self.records[row]).collect()
        } else {
            Vec::new()
        };
        let gathered = |grounds: &Vec<Vec<Ground>>| {
            let kept = rows.iter().map(|&row| grounds[row].clone());
            kept.collect()
        };
        Frame {
            kind: self.kind,
            records,
            certain: Bits::from_fn(rows.len(), |row| self.certain.get(rows[row])),
            columns: self
                .columns
                .iter()
                .map(|column| column.gather(rows))
                .collect(),
            around: self.around.as_ref().map(|around| around.gather(rows)),
            found: self.found.clone(),
            total: false,
            grounds: self.grounds.as_ref().map(gathered),
        }
    }
}
