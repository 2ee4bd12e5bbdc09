//! Totals below groups, and what may stand behind rows that they or a pivot have ended.

use super::query::Rows;
use super::scope::Planner;
use super::{Stage, Window};
use crate::diagnostic::Span;
use crate::syntax::tree;

/// What ended the rows of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// The last row is the total.
    Totals,
    /// The columns are known from the data only.
    Pivot,
    /// Something was asked of them all the same, and that was told.
    Told,
}

impl Planner<'_> {
    /// Plans `totals`: the groups before it and what follows them become one stage.
    pub(super) fn totals(&mut self, span: Span, rows: &mut Rows) -> Option<()> {
        if let Some(Stage::Pivot(pivot)) = rows.stages.last_mut() {
            pivot.totals = true;
            rows.ended = Some(Ended::Totals);
            return Some(());
        }
        let kept = rows.stages.iter().rev();
        let kept = kept.take_while(|stage| may_stand_between(stage)).count();
        let at = rows.stages.len() - kept;
        let derived = rows.stages[at..].iter().map(|stage| match stage {
            Stage::Derive(outputs) => outputs.len(),
            _no_columns => 0,
        });
        let columns = match &rows.stages[..at] {
            [.., Stage::Group { keys, .. }, Stage::Select(outputs)] if !keys.is_empty() => {
                outputs.len() + derived.sum::<usize>()
            }
            _no_groups => 0,
        };
        if columns == 0 || columns != rows.visible.len() {
            self.no_groups(span, rows);
            return None;
        }
        let groups = rows.stages.split_off(at - 2);
        rows.stages.push(Stage::Totals(groups));
        rows.ended = Some(Ended::Totals);
        Some(())
    }

    /// Reports totals of rows that are no groups.
    fn no_groups(&mut self, span: Span, rows: &Rows) {
        let of_all = |stage: &Stage| matches!(stage, Stage::Group { keys, .. } if keys.is_empty());
        let is_group = |stage: &Stage| matches!(stage, Stage::Group { .. });
        let last = rows.stages.iter().rev().find(|stage| is_group(stage));
        let help = match last {
            Some(stage) if of_all(stage) => "the one row is of all rows already",
            Some(_) => {
                "put it straight behind the groups: of what follows them there may be no total"
            }
            None if rows.ended == Some(Ended::Pivot) => "put it straight behind ‘pivot’",
            None => "make groups first: | count by stance | totals",
        };
        let message = "‘totals’ stands behind ‘count by’, ‘group’ or ‘pivot’, with at most ‘sort’, ‘derive’ or ‘assert’ between";
        self.error("totals-elsewhere", span, message)
            .helps
            .push(help.to_owned());
    }

    /// Reports a stage behind rows that are at their end.
    pub(super) fn may_follow(&mut self, stage: &tree::Stage, rows: &mut Rows) -> Option<()> {
        let Some(ended) = rows.ended else {
            return Some(());
        };
        let help = match (ended, &stage.kind) {
            (_, tree::StageKind::Explain(_))
            | (Ended::Pivot, tree::StageKind::Skip(_) | tree::StageKind::Totals) => return Some(()),
            (Ended::Pivot, tree::StageKind::Take { ties, per, .. }) if !ties && per.is_empty() => {
                return Some(());
            }
            (Ended::Told, _) => return None,
            (Ended::Totals, tree::StageKind::Sort(_) | tree::StageKind::Assert(_)) => {
                "put it before ‘totals’"
            }
            (Ended::Totals, _) => {
                "leave ‘totals’ out: the stages behind it would take the total for a group"
            }
            (Ended::Pivot, tree::StageKind::Where(_)) => {
                "put it before ‘pivot’, to choose the rows it counts"
            }
            (Ended::Pivot, tree::StageKind::Sort(_)) => {
                "its rows come in the order of the first key; those of ‘| group …, … aggregate …’ can be sorted"
            }
            (Ended::Pivot, _) => {
                "take ‘| group …, … aggregate …’ instead, which makes a row for each combination"
            }
        };
        let (code, message) = at_its_end(ended);
        self.error(code, stage.span, message)
            .helps
            .push(help.to_owned());
        rows.ended = Some(Ended::Told);
        None
    }

    /// Reports rows that are at their end where another query goes on with them.
    pub(super) fn asked_on(&mut self, span: Span, rows: &Rows) -> Option<()> {
        let Some(ended) = rows.ended else {
            return Some(());
        };
        let (code, message) = at_its_end(ended);
        self.error(code, span, message)
            .helps
            .push("here a query goes on with these rows".to_owned());
        None
    }
}

/// Tells whether a stage between groups and their total leaves the total what it is: columns of
/// the row itself or of its part of all rows can be made of the total too.
fn may_stand_between(stage: &Stage) -> bool {
    match stage {
        Stage::Sort(_) | Stage::Assert(_) | Stage::Derive(_) => true,
        Stage::Window { windows, .. } => {
            let is_part = |window: &Window| matches!(window, Window::Percent(_));
            windows.iter().all(is_part)
        }
        Stage::Where(..)
        | Stage::Reach(..)
        | Stage::Select(_)
        | Stage::Group { .. }
        | Stage::Totals(_)
        | Stage::Pivot(_)
        | Stage::Take { .. }
        | Stage::Skip(_)
        | Stage::Distinct(_)
        | Stage::Expand { .. }
        | Stage::Search(_)
        | Stage::Combine(..)
        | Stage::Describe(_) => false,
    }
}

/// Returns the code and the message of what can't be asked behind an end.
fn at_its_end(ended: Ended) -> (&'static str, &'static str) {
    match ended {
        Ended::Totals | Ended::Told => (
            "totals-not-last",
            "‘totals’ ends a query: nothing but ‘explain’ may follow",
        ),
        Ended::Pivot => (
            "pivot-not-last",
            "the columns of ‘pivot’ are known only when it is answered: ‘take’, ‘skip’, ‘totals’ and ‘explain’ alone may follow",
        ),
    }
}
