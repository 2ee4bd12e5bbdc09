//! Queries, line by line.

use super::super::{Carried, LeftOut, Output, Plan, Query, Stage, View};
use super::pen::Pen;
use super::{Node, Shown};

/// The lines that have been written.
pub(super) struct Lines<'p> {
    pub(super) plan: &'p Plan,
    pub(super) shown: Vec<Shown>,
}

impl<'p> Lines<'p> {
    pub(super) fn of(plan: &'p Plan) -> Self {
        Lines {
            plan,
            shown: Vec::new(),
        }
    }

    /// Writes the whole plan.
    pub(super) fn whole(&mut self) {
        let query = &self.plan.query;
        let columns = self.query(query, 0);
        let pen = Pen::new(&columns, &query.carried);
        let found = query.stages.iter().filter_map(found);
        let shown: Vec<String> = std::iter::once(pen.outputs(&query.output))
            .chain(found)
            .collect();
        let step = format!("show {}", shown.join(", "));
        self.line(
            0,
            step,
            "the columns of the answer".to_owned(),
            Node::Answer,
        );
    }

    /// Writes a line.
    pub(super) fn line(&mut self, depth: usize, step: String, how: String, node: Node) {
        let step = format!("{}{step}", "  ".repeat(depth));
        self.shown.push(Shown { step, how, node });
    }

    /// Writes a query; returns what its last columns are called.
    pub(super) fn query(&mut self, query: &Query, depth: usize) -> Vec<String> {
        let how = match &query.start {
            Some(path) => {
                let pen = Pen::new(&[], &query.carried);
                format!("those of {}", pen.path(path))
            }
            None => "all of them".to_owned(),
        };
        let head = query.from.collection().to_owned();
        self.line(depth, head, how, Node::head(query));
        for &place in &query.views {
            self.view(place, depth);
        }
        self.stages(&query.stages, Vec::new(), &query.carried, depth)
    }

    /// Writes stages behind columns that are called so; returns what their own are called.
    fn stages(
        &mut self,
        mut stages: &[Stage],
        mut columns: Vec<String>,
        outer: &[Carried],
        depth: usize,
    ) -> Vec<String> {
        while let Some((stage, rest)) = stages.split_first() {
            stages = rest;
            if let Stage::Totals(groups) = stage {
                columns = self.stages(groups, columns, outer, depth);
                self.stage(stage, "", Pen::new(&columns, outer), depth);
                continue;
            }
            if let Stage::Group { keys, calls } = stage {
                let pen = Pen::new(&columns, outer);
                let made = pen.grouped(keys, calls);
                // What comes of a group is named by the columns that are made of it.
                if let Some((Stage::Select(outputs), after)) = rest.split_first()
                    && let Some(named) = Pen::new(&made, outer).renamed(outputs)
                {
                    self.stage(stage, &named, pen, depth);
                    columns = names(outputs);
                    stages = after;
                    continue;
                }
                self.stage(stage, &made.join(", "), pen, depth);
                columns = made;
                continue;
            }
            let pen = Pen::new(&columns, outer);
            self.stage(stage, "", pen, depth);
            columns = after(stage, columns, outer);
        }
        columns
    }

    fn view(&mut self, place: usize, depth: usize) {
        let view = &self.plan.views[place];
        let how = match view {
            View::AsOf(_) => "reports in documents published later are gone",
            View::Without(_) => "reports in them or through them are gone",
        };
        self.line(depth, view.to_string(), how.to_owned(), Node::View(place));
        if let View::Without(all) = view {
            for one in all {
                if let LeftOut::Query { query, .. } = one {
                    self.query(query, depth + 1);
                }
            }
        }
    }
}

/// Tells of the columns that a stage makes and only the data tells.
fn found(stage: &Stage) -> Option<String> {
    let Stage::Pivot(pivot) = stage else {
        return None;
    };
    let total = if pivot.totals { ", total" } else { "" };
    Some(format!("a column for each {}{total}", pivot.keys[1].name))
}

fn names(outputs: &[Output]) -> Vec<String> {
    outputs.iter().map(|output| output.name.clone()).collect()
}

/// Returns what the columns behind a stage are called.
fn after(stage: &Stage, mut columns: Vec<String>, outer: &[Carried]) -> Vec<String> {
    match stage {
        Stage::Where(..)
        | Stage::Reach(..)
        | Stage::Sort(_)
        | Stage::Take { .. }
        | Stage::Skip(_)
        | Stage::Distinct(_)
        | Stage::Combine(..)
        | Stage::Assert(_) => columns,
        Stage::Search(_) => {
            columns.push("score".to_owned());
            columns
        }
        Stage::Select(outputs) => names(outputs),
        Stage::Derive(outputs) => {
            columns.extend(names(outputs));
            columns
        }
        Stage::Window { windows, .. } => {
            let pen = Pen::new(&columns, outer);
            let made: Vec<String> = windows.iter().map(|window| pen.window(window)).collect();
            columns.extend(made);
            columns
        }
        Stage::Group { keys, calls } => Pen::new(&columns, outer).grouped(keys, calls),
        Stage::Totals(groups) => {
            let after = |columns, stage| after(stage, columns, outer);
            groups.iter().fold(columns, after)
        }
        Stage::Pivot(pivot) => vec![pivot.keys[0].name.clone()],
        Stage::Expand { value, .. } => {
            columns.push(value.name.clone());
            columns
        }
        Stage::Describe(_) => [
            "name",
            "type",
            "present",
            "distinct",
            "commonest",
            "range",
            "uncertain",
        ]
        .map(str::to_owned)
        .into(),
    }
}
