//! Rows joined with those of another query.

use super::alike::Alike;
use super::column::Col;
use super::frame::{Frame, Rows};
use super::{Run, Stopped};
use crate::plan::{Combination, Query};
use crate::store::{Bits, Truths};
use crate::value::Truth;

impl Run<'_> {
    /// Joins rows with those of another query: records by identity, else rows by their values.
    pub(super) fn combine(
        &mut self,
        how: Combination,
        query: &Query,
        rows: Rows,
    ) -> Result<Rows, Stopped> {
        let others = self.query(query)?;
        if query.node.is_some() {
            let records = "plan joins records with records only";
            let (_, others) = others.into_set(self.store).expect(records);
            return Ok(self.combine_records(how, others, rows));
        }
        let others = others.into_frame();
        let mut columns = Vec::with_capacity(query.output.len());
        for output in &query.output {
            columns.push(self.under(query, |run| run.eval(&output.expr, &others))?);
        }
        let frame = self.combine_tables(how, &rows.into_frame(), &columns, &others)?;
        self.check(frame.len())?;
        Ok(Rows::Frame(frame))
    }

    fn combine_records(&self, how: Combination, mut others: Truths, rows: Rows) -> Rows {
        let rows = match (how, rows) {
            (Combination::Union, rows) => {
                let records = "plan joins records with records only";
                let (kind, mut set) = rows.into_set(self.store).expect(records);
                set.or(&others);
                return Rows::Set(kind, set);
            }
            (Combination::Except, rows) => {
                others.not();
                rows
            }
            (Combination::Intersect, rows) => rows,
        };
        match rows {
            Rows::Set(kind, mut set) => {
                set.and(&others);
                Rows::Set(kind, set)
            }
            Rows::Frame(frame) => {
                let truths = |row: usize| others.get(frame.records[row] as usize);
                Rows::Frame(frame.kept(truths))
            }
        }
    }
}

impl Run<'_> {
    /// Joins rows by all their columns; rows that are alike are one, certain where any of them is.
    fn combine_tables(
        &self,
        how: Combination,
        frame: &Frame,
        columns: &[Col],
        others: &Frame,
    ) -> Result<Frame, Stopped> {
        let certain = &others.certain;
        let (own, len) = (frame.len(), frame.len() + certain.len());
        let both = frame.columns.iter().zip(columns);
        let joined: Vec<Col> = both.map(|(own, other)| own.followed_by(other)).collect();
        if how == Combination::Union {
            let certain = Bits::from_fn(len, |row| {
                if row < own {
                    frame.certain.get(row)
                } else {
                    certain.get(row - own)
                }
            });
            let grounds = frame.grounds.is_some();
            let grounds = grounds.then(|| [frame.all_grounds(), others.all_grounds()].concat());
            let joined = Frame {
                grounds,
                ..Frame::of_columns(joined, certain)
            };
            return self.first_of_alike(&joined.columns, &joined);
        }
        let Alike { numbers, count } = self.alike(&joined, len)?;
        let mut among = vec![Truth::No; count];
        for (row, number) in numbers[own..].iter().enumerate() {
            let truth = if certain.get(row) {
                Truth::Yes
            } else {
                Truth::Possible
            };
            let among = &mut among[*number as usize];
            *among = among.or(truth);
        }
        self.check(0)?;
        let kept = frame.kept(|row| {
            let among = among[numbers[row] as usize];
            if how == Combination::Except {
                !among
            } else {
                among
            }
        });
        self.first_of_alike(&kept.columns, &kept)
    }
}
