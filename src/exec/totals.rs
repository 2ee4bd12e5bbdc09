//! Groups, and below them a total of all rows that they were made of.

use super::frame::{Frame, Rows};
use super::{Run, Stopped};
use crate::plan::{Node, Stage};
use crate::store::Bits;

impl Run<'_> {
    /// Makes the rows of groups and, when these are in order, one of all rows behind them.
    pub(super) fn totals(&mut self, stages: &[Stage], frame: &Frame) -> Result<Frame, Stopped> {
        let [
            group @ Stage::Group { keys, calls },
            select @ Stage::Select(outputs),
            then @ ..,
        ] = stages
        else {
            unreachable!("plan puts a group and its columns first")
        };
        let begun = self.begin();
        let grouped = self.grouped(keys, calls, frame, true)?;
        let last = grouped.len() - 1;
        self.end(begun, Node::stage(group), || (last, last));
        let begun = self.begin();
        let all = Frame {
            columns: self.columns(outputs, &grouped)?,
            ..grouped
        };
        self.end(begun, Node::stage(select), || (last, last));
        let mut total = Rows::Frame(all.gather(&[last]));
        let groups: Vec<usize> = (0..last).collect();
        let mut rows = Rows::Frame(all.gather(&groups));
        for stage in then {
            rows = self.stage(stage, rows)?;
            if matches!(stage, Stage::Derive(_) | Stage::Window { .. }) {
                total = self.staged(stage, total)?;
            }
        }
        let (groups, total) = (rows.into_frame(), total.into_frame());
        let columns = groups.columns.iter().zip(&total.columns);
        let columns = columns.map(|(own, total)| own.followed_by(total)).collect();
        let grounds = self.grounding;
        let grounds = grounds.then(|| [groups.all_grounds(), total.all_grounds()].concat());
        Ok(Frame {
            total: true,
            grounds,
            ..Frame::of_columns(columns, Bits::all(groups.len() + 1))
        })
    }
}
