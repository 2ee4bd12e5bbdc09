//! Plans as answers: their steps, and what each came to.

use std::time::Duration;

use crate::answer::{Answer, Cell, Column, Data, NumberCell};
use crate::exec::{Measured, Trace};
use crate::plan::{Plan, Shown, explain};
use crate::value::{Range, Real, Type};

/// Makes the answer that shows a plan.
pub(super) fn plan(plan: &Plan) -> Answer {
    answer(explain(plan), Vec::new())
}

/// Makes the answer that shows a plan and what its steps came to, with a row for all of it.
pub(super) fn analysis(plan: &Plan, trace: &Trace) -> Answer {
    let mut shown = explain(plan);
    let mut measured: Vec<Option<Measured>> =
        shown.iter().map(|step| trace.of(step.node)).collect();
    let last = shown.last().map(|step| step.node);
    let total = Measured {
        rows: last.and_then(|last| trace.of(last)?.rows),
        elapsed: trace.elapsed,
    };
    measured.push(Some(total));
    let columns = vec![
        numbers(
            "rows",
            measured.iter().map(|step| step.as_ref()?.rows.map(count)),
        ),
        numbers(
            "ms",
            measured
                .iter()
                .map(|step| step.map(|step| milliseconds(step.elapsed))),
        ),
    ];
    if let Some(last) = last {
        shown.push(Shown {
            step: "total".to_owned(),
            how: "all of it, notes included".to_owned(),
            node: last,
        });
    }
    answer(shown, columns)
}

fn answer(shown: Vec<Shown>, further: Vec<Column>) -> Answer {
    let certain = vec![true; shown.len()];
    let (steps, hows): (Vec<_>, Vec<_>) =
        shown.into_iter().map(|step| (step.step, step.how)).unzip();
    let mut columns = vec![texts("step", steps), texts("how", hows)];
    columns.extend(further);
    Answer {
        columns,
        certain,
        total: false,
        notes: Vec::new(),
    }
}

fn texts(name: &str, texts: Vec<String>) -> Column {
    let cell = |text: String| Cell::One(Data::Text(text.into()));
    Column {
        name: name.to_owned(),
        ty: Type::Text,
        cells: texts.into_iter().map(cell).collect(),
    }
}

fn numbers(name: &str, numbers: impl Iterator<Item = Option<Range<Real>>>) -> Column {
    let cell = |range| Cell::One(Data::Number(NumberCell { range, unit: None }));
    Column {
        name: name.to_owned(),
        ty: Type::Number,
        cells: numbers
            .map(|range| range.map_or(Cell::Null, cell))
            .collect(),
    }
}

/// Returns from how many rows to how many there are: the certain ones, and all.
fn count((certain, all): (usize, usize)) -> Range<Real> {
    let number = |rows: usize| Real::from_count(i64::try_from(rows).unwrap_or(i64::MAX));
    Range {
        lo: number(certain),
        hi: number(all),
    }
}

/// Returns a time in milliseconds, to the microsecond.
fn milliseconds(elapsed: Duration) -> Range<Real> {
    let micros = (elapsed.as_secs_f64() * 1e6).round();
    Range::exactly(Real::new(micros / 1e3).expect("a time is a number"))
}
