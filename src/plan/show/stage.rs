//! Stages, written out.

use super::super::{Asserted, Call, Expr, Output, Ranked, Stage, Window};
use super::Node;
use super::lines::Lines;
use super::pen::{Pen, list};

impl Lines<'_> {
    /// Writes a stage, and below it the conditions that stand in it; a group is handed what it makes.
    pub(super) fn stage(&mut self, stage: &Stage, made: &str, pen: Pen<'_>, depth: usize) {
        let node = Node::stage(stage);
        if let Stage::Where(predicate, _) = stage {
            self.condition("where ", predicate, pen, depth, node);
            return;
        }
        if let Stage::Search(place) = stage {
            let (step, how) = search(&self.plan.searches[*place], pen);
            self.line(depth, step, how, node);
            return;
        }
        let (step, how) = written(stage, made, pen);
        self.line(depth, step, how, node);
        self.within(stage, pen, depth + 1);
    }

    /// Writes what is judged and asked for in a stage.
    fn within(&mut self, stage: &Stage, pen: Pen<'_>, depth: usize) {
        match stage {
            Stage::Where(..)
            | Stage::Totals(_)
            | Stage::Skip(_)
            | Stage::Distinct(_)
            | Stage::Search(_)
            | Stage::Describe(_) => {}
            Stage::Reach(steps, _) => self.filters(steps, pen, depth),
            Stage::Select(outputs) | Stage::Derive(outputs) => self.outputs(outputs, pen, depth),
            Stage::Window { windows, per } => {
                self.windows(windows, pen, depth);
                self.exprs(per, pen, depth);
            }
            Stage::Group { keys, calls } => {
                self.outputs(keys, pen, depth);
                self.calls(calls, pen, depth);
            }
            Stage::Pivot(pivot) => {
                self.outputs(&pivot.keys, pen, depth);
                self.calls(&pivot.calls, pen, depth);
            }
            Stage::Sort(keys) => {
                let keys = keys.iter().map(|key| &key.expr);
                keys.for_each(|key| self.conditions_of(key, pen, depth));
            }
            Stage::Take { per, .. } => self.exprs(per, pen, depth),
            Stage::Expand { value, .. } => self.conditions_of(&value.expr, pen, depth),
            Stage::Combine(_, query) => {
                self.query(query, depth);
            }
            Stage::Assert(assertion) => match &assertion.of {
                Asserted::EachRow(predicate) => {
                    self.condition("", predicate, pen, depth, Node::test(predicate));
                }
                Asserted::Whole(calls, _) => self.calls(calls, pen, depth),
            },
        }
    }

    fn outputs(&mut self, outputs: &[Output], pen: Pen<'_>, depth: usize) {
        for output in outputs {
            self.conditions_of(&output.expr, pen, depth);
        }
    }

    fn exprs(&mut self, exprs: &[Expr], pen: Pen<'_>, depth: usize) {
        for expr in exprs {
            self.conditions_of(expr, pen, depth);
        }
    }

    fn calls(&mut self, calls: &[Call], pen: Pen<'_>, depth: usize) {
        for call in calls {
            self.call(call, pen, depth);
        }
    }

    fn call(&mut self, call: &Call, pen: Pen<'_>, depth: usize) {
        if let Some(operand) = &call.operand {
            self.conditions_of(operand, pen, depth);
        }
        if let Some(filter) = &call.filter {
            let lead = format!("{} where ", pen.head_of(call));
            self.condition(&lead, filter, pen, depth, Node::test(filter));
        }
    }

    fn windows(&mut self, windows: &[Window], pen: Pen<'_>, depth: usize) {
        for window in windows {
            match window {
                Window::Row | Window::Rank(_) => {}
                Window::Lag(value) | Window::Lead(value) | Window::Percent(value) => {
                    self.conditions_of(value, pen, depth);
                }
                Window::Running(call) => self.call(call, pen, depth),
            }
        }
    }
}

/// Writes what a search looks for, and where.
fn search(search: &Ranked, pen: Pen<'_>) -> (String, String) {
    let wanted = search.wanted.iter().map(|wanted| match wanted.must {
        true => format!("“{}”", wanted.words),
        false => wanted.words.clone(),
    });
    let unwanted = search.unwanted.iter().map(|words| format!("not “{words}”"));
    let words: Vec<String> = wanted.chain(unwanted).collect();
    let step = format!("search {}", words.join(", "));
    let texts = list(&search.texts, |text| pen.expr(text));
    (
        step,
        format!("in {texts}, each different text once; the best first"),
    )
}

/// Writes what a stage does, and how; the first line of a condition is written with what is in it.
fn written(stage: &Stage, made: &str, pen: Pen<'_>) -> (String, String) {
    let exprs = |exprs: &[Expr]| list(exprs, |expr| pen.expr(expr));
    let (step, how) = match stage {
        Stage::Search(_) => ("search".to_owned(), "the best first"),
        Stage::Where(predicate, _) => (format!("where {}", pen.predicate(predicate)), ""),
        Stage::Reach(steps, to) => {
            let path = pen.steps(steps);
            let step = format!("follow {}", path.trim_start_matches('.'));
            return (step, format!("to {}, each once", to.collection()));
        }
        Stage::Select(outputs) => (
            format!("select {}", pen.outputs(outputs)),
            "rows of columns",
        ),
        Stage::Derive(outputs) => (
            format!("derive {}", pen.outputs(outputs)),
            "columns beside the rows",
        ),
        Stage::Window { windows, per } => {
            let step = format!("read {}", list(windows, |window| pen.window(window)));
            if per.is_empty() {
                (step, "from the rows around each")
            } else {
                let how = format!("from the rows around each that are alike in {}", exprs(per));
                return (step, how);
            }
        }
        Stage::Group { keys, .. } => match keys.len() {
            0 => (format!("aggregate {made}"), "one row of all"),
            1 => (format!("group {made}"), "a row for each key"),
            _several => (
                format!("group {made}"),
                "a row for each combination of keys",
            ),
        },
        Stage::Totals(_) => (
            "totals".to_owned(),
            "a row of all that the groups were made of",
        ),
        Stage::Pivot(pivot) => {
            let how = match pivot.totals {
                true => "a row for each value, a column for each, and totals of both",
                false => "a row for each value, a column for each",
            };
            (pen.pivot(pivot), how)
        }
        Stage::Sort(keys) => (
            format!("sort {}", list(keys, |key| pen.sort_key(key))),
            "rows that tie stay in their order",
        ),
        Stage::Take { count, ties, per } => {
            let how = match (ties.as_slice(), per.as_slice()) {
                ([], []) => "the first certain rows",
                ([], _) => "the first certain rows of each",
                (_, []) => "the first certain rows, and those that tie with the last",
                (_, _) => "the first certain rows of each, and those that tie with the last",
            };
            let ties = if ties.is_empty() { "" } else { " with ties" };
            let keys = if per.is_empty() { "" } else { " per " };
            (format!("take {count}{ties}{keys}{}", exprs(per)), how)
        }
        Stage::Skip(count) => (format!("skip {count}"), "without the first certain rows"),
        Stage::Distinct(columns) => (
            format!("distinct {}", exprs(columns)),
            "the first of rows that are alike",
        ),
        Stage::Expand { value, optional } => {
            let value = pen.outputs(std::slice::from_ref(value));
            if *optional {
                let how = "a row for each value, and one where there is none";
                (format!("expand optional {value}"), how)
            } else {
                (format!("expand {value}"), "a row for each value")
            }
        }
        Stage::Combine(how, query) => {
            let word = how.name();
            let how = match query.node {
                Some(_) => "by record, with the rows of",
                None => "by value, with the rows of",
            };
            (word.to_owned(), how)
        }
        Stage::Assert(assertion) => {
            let how = match &assertion.of {
                Asserted::EachRow(_) => "of every row",
                Asserted::Whole(..) => "of all rows together",
            };
            (format!("assert {}", assertion.text), how)
        }
        Stage::Describe(outputs) => {
            let columns = list(outputs, |output| output.name.clone());
            (format!("describe {columns}"), "a row for each column")
        }
    };
    (step, how.to_owned())
}
