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
        let step = format!("show {}", pen.outputs(&query.output));
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
        let mut columns = Vec::new();
        let mut stages = query.stages.as_slice();
        while let Some((stage, rest)) = stages.split_first() {
            stages = rest;
            if let Stage::Group { keys, calls } = stage {
                let pen = Pen::new(&columns, &query.carried);
                let made = pen.grouped(keys, calls);
                // What comes of a group is named by the columns that are made of it.
                if let Some((Stage::Select(outputs), after)) = rest.split_first()
                    && let Some(named) = Pen::new(&made, &query.carried).renamed(outputs)
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
            let pen = Pen::new(&columns, &query.carried);
            self.stage(stage, "", pen, depth);
            columns = after(stage, columns, &query.carried);
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
