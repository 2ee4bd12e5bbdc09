//! A row of each value.

use super::column::{Col, Scalar, Values};
use super::frame::Frame;
use super::{Run, STRIDE, Stopped};
use crate::plan::Expr;
use crate::store::Bits;

impl Run<'_> {
    /// Makes a row of each value of an expression, which is possible only where the value is in
    /// doubt; with `optional` a row that may have no value stays, as far as it may.
    pub(super) fn expand(
        &mut self,
        value: &Expr,
        optional: bool,
        frame: &Frame,
    ) -> Result<Frame, Stopped> {
        let column = self.eval(value, frame)?;
        let (mut rows, mut values, mut certain) = (Vec::new(), Values::new(value.ty), Vec::new());
        // Few rows may have very many values.
        let mut next_check = 0;
        for row in 0..frame.len() {
            self.pace(row)?;
            if rows.len() >= next_check {
                self.check(rows.len())?;
                next_check = rows.len() + STRIDE;
            }
            let row_certain = frame.certain.get(row);
            let (mut any, mut any_sure, mut unwritten) = (false, false, Scalar::Absent);
            for (element, doubtful) in column.of(row) {
                if !element.is_present() {
                    unwritten = element;
                    continue;
                }
                any = true;
                any_sure |= !doubtful;
                rows.push(row);
                values.push(element);
                certain.push(row_certain && !doubtful);
            }
            if optional && !any_sure {
                rows.push(row);
                values.push(unwritten);
                certain.push(row_certain && !any);
            }
        }
        self.check(rows.len())?;
        let mut frame = frame.gather(&rows);
        frame.certain = Bits::from_fn(rows.len(), |row| certain[row]);
        let values = Col::single(values);
        if self.grounding {
            frame.grounds = Some(frame.grounds_with(&values, value.ty, self.store));
        }
        frame.columns.push(values);
        Ok(frame)
    }
}
