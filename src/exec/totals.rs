//! Groups, and below them a total of all rows that they were made of.

use super::frame::{Frame, Rows};
use super::{Run, Stopped};
use crate::plan::Totals;
use crate::store::Bits;

impl Run<'_> {
    /// Makes the rows of groups and, when these are in order, one of all rows behind them.
    pub(super) fn totals(&mut self, totals: &Totals, frame: &Frame) -> Result<Frame, Stopped> {
        let grouped = self.grouped(&totals.keys, &totals.calls, frame, true)?;
        let columns = self.columns(&totals.outputs, &grouped)?;
        let all = Frame::of_columns(columns, grouped.certain);
        let last = all.len() - 1;
        let total = all.gather(&[last]);
        let groups: Vec<usize> = (0..last).collect();
        let mut rows = Rows::Frame(all.gather(&groups));
        for stage in &totals.then {
            rows = self.stage(stage, rows)?;
        }
        let groups = rows.into_frame();
        let columns = groups.columns.iter().zip(&total.columns);
        Ok(Frame {
            total: true,
            ..Frame::of_columns(
                columns.map(|(own, total)| own.followed_by(total)).collect(),
                Bits::all(groups.len() + 1),
            )
        })
    }
}
