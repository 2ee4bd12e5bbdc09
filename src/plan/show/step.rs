//! Stages, written out.

use super::{column, list};
use crate::plan::{
    Asserted, Call, Combination, Expr, Output, SortKey, Stage, Step, Totals, Window,
};

/// Writes what a stage does: a step, or several.
pub(super) fn describe(stage: &Stage, indent: &str, steps: &mut Vec<(String, String)>) {
    let (step, how) = match stage {
        Stage::Where(predicate, _) => ("where", predicate.to_string()),
        Stage::Reach(steps, to) => {
            let steps: String = steps.iter().map(Step::to_string).collect();
            let path = steps.trim_start_matches('.');
            ("follow", format!("{path} to {}", to.collection()))
        }
        Stage::Select(outputs) => ("select", list(outputs, column)),
        Stage::Derive(outputs) => ("derive", list(outputs, column)),
        Stage::Window { windows, per } => {
            let windows = list(windows, Window::to_string);
            ("window", format!("{windows}{}", for_each(per)))
        }
        Stage::Group { keys, calls } => ("group", group(keys, calls)),
        Stage::Totals(totals) => {
            let Totals {
                keys,
                calls,
                outputs,
                then,
            } = &**totals;
            steps.push((format!("{indent}group"), group(keys, calls)));
            steps.push((format!("{indent}select"), list(outputs, column)));
            then.iter().for_each(|stage| describe(stage, indent, steps));
            ("totals", group(&[], calls))
        }
        Stage::Pivot(pivot) => {
            let [down, across] = &pivot.keys;
            let calls = list(&pivot.calls, Call::to_string);
            let totals = if pivot.totals { ", with totals" } else { "" };
            let keys = format!("{} by {}", column(down), column(across));
            ("pivot", format!("{keys}: {calls}{totals}"))
        }
        Stage::Sort(keys) => ("sort", list(keys, SortKey::to_string)),
        Stage::Take { count, ties, per } => {
            let ties = if ties.is_empty() { "" } else { " with ties" };
            ("take", format!("{count}{ties}{}", for_each(per)))
        }
        Stage::Skip(count) => ("skip", count.to_string()),
        Stage::Distinct(columns) => ("distinct", list(columns, Expr::to_string)),
        Stage::Expand { value, optional } => {
            let optional = if *optional { "optional " } else { "" };
            ("expand", format!("{optional}{value}"))
        }
        Stage::Combine(how, query) => {
            let step = match how {
                Combination::Union => "union",
                Combination::Except => "except",
                Combination::Intersect => "intersect",
            };
            let how = match query.node {
                Some(_) => "by record, with the rows of",
                None => "by value, with the rows of",
            };
            (step, how.to_owned())
        }
        Stage::Assert(assertion) => {
            let of = match &assertion.of {
                Asserted::EachRow(_) => "of every row",
                Asserted::Whole(..) => "of all rows together",
            };
            ("assert", format!("{of}: {}", assertion.text))
        }
        Stage::Describe(outputs) => ("describe", list(outputs, |output| output.name.clone())),
    };
    steps.push((format!("{indent}{step}"), how));
}

/// Tells which columns a stage makes that only the data tells.
pub(super) fn found(stage: &Stage) -> Option<String> {
    let Stage::Pivot(pivot) = stage else {
        return None;
    };
    let total = if pivot.totals { ", total" } else { "" };
    Some(format!("a column for each {}{total}", pivot.keys[1].name))
}

fn group(keys: &[Output], calls: &[Call]) -> String {
    let keys = match keys {
        [] => "all rows".to_owned(),
        keys => list(keys, column),
    };
    format!("{keys}: {}", list(calls, Call::to_string))
}

fn for_each(per: &[Expr]) -> String {
    match per {
        [] => String::new(),
        per => format!(" per {}", list(per, Expr::to_string)),
    }
}
