//! What has to be certain.

use super::column::Col;
use super::frame::Frame;
use super::{Run, Stopped};
use crate::answer::{Failure, Note};
use crate::plan::{Asserted, Assertion};
use crate::value::{Truth, Type};

/// So many rows that fail are named.
const NAMED: usize = 10;

impl Run<'_> {
    /// Remarks on an assertion that is not certain.
    pub(super) fn assert(&mut self, assertion: &Assertion, frame: &Frame) -> Result<(), Stopped> {
        let failure = match &assertion.of {
            Asserted::EachRow(test) => {
                let truths = self.truths_of(test, frame)?;
                let failing: Vec<usize> = (0..frame.len())
                    .filter(|row| truths.get(*row) != Truth::Yes)
                    .collect();
                if failing.is_empty() {
                    return Ok(());
                }
                let names = self.eval(&assertion.name, frame)?;
                let named = failing.iter().take(NAMED);
                let rows = named.map(|row| self.printed_row(&names, *row, assertion.name.ty));
                Failure {
                    test: assertion.text.clone(),
                    possible: failing.iter().all(|row| truths.get(*row) != Truth::No),
                    rows: rows.collect(),
                    count: failing.len(),
                    values: Vec::new(),
                }
            }
            Asserted::Whole(calls, test) => {
                let whole = self.group(&[], calls, frame)?;
                let truth = self.truths_of(test, &whole)?.get(0);
                if truth == Truth::Yes {
                    return Ok(());
                }
                let values = calls.iter().zip(&whole.columns).map(|(call, column)| {
                    let value = self.printed_row(column, 0, call.ty);
                    format!("{call} is {value}")
                });
                Failure {
                    test: assertion.text.clone(),
                    possible: truth == Truth::Possible,
                    rows: Vec::new(),
                    count: 0,
                    values: values.collect(),
                }
            }
        };
        self.remarks.add(Note::Failed(failure));
        Ok(())
    }

    /// Writes what a column holds in a row.
    fn printed_row(&self, column: &Col, row: usize, ty: Type) -> String {
        let texts: Vec<String> = column
            .of(row)
            .map(|(value, _)| self.printed(value, ty))
            .collect();
        if texts.is_empty() {
            "nothing".to_owned()
        } else {
            texts.join(", ")
        }
    }
}
