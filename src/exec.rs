//! Bound plan to answer, a stage at a time over whole columns.
//!
//! Evaluation is total: the one error is that it was cancelled or went over its limit. A
//! predicate is judged once where it lives and its truths are carried along links as bitmaps
//! (`truths`); everything else is columns in, columns out (`eval`).

mod aggregate;
mod alike;
mod along;
mod assert;
mod choose;
mod column;
mod combine;
mod compare;
mod compute;
mod describe;
mod detours;
mod distinct;
mod eval;
mod expand;
mod extreme;
mod frame;
mod function;
mod grounds;
mod group;
mod groups;
mod judge;
mod kept;
mod keys;
mod matcher;
mod nested;
mod notes;
mod nothing;
mod order;
mod output;
mod pairs;
mod percent;
mod pivot;
mod ranked;
mod repeat;
mod sort;
mod stages;
mod stored_keys;
mod tally;
mod totals;
mod trace;
mod truths;
mod view;
mod window;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use indexmap::{IndexMap, IndexSet};

use crate::analysis::Lens;
use crate::answer::{Answer, free};
use crate::bind::Bound;
use crate::model::Kind;
use crate::plan::{Node, Query};
use crate::store::{NONE, Store, UNKNOWN, row_number};
use frame::Rows;
use notes::Remarks;
use view::Sight;

pub use grounds::{Ground, Grounded};
pub use kept::Kept;
pub use tally::{Count, Tally, tally};
pub use trace::{Measured, Trace};

/// So many rows are gone over between two looks at the cancel flag.
const STRIDE: usize = 2048;

/// Why an evaluation ended without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stopped {
    /// Its cancel flag was raised.
    Cancelled,
    /// Its time was over.
    OutOfTime,
    /// It came to more rows than were allowed.
    TooManyRows(usize),
    /// A pivot came to more columns than one can have.
    TooManyColumns {
        /// How many it came to.
        columns: usize,
        /// How many it may have.
        limit: usize,
    },
}

/// What an evaluation may take.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    /// Ends the evaluation soon after it is raised.
    pub cancel: Option<Arc<AtomicBool>>,
    /// When to give up.
    pub deadline: Option<Instant>,
    /// The most rows any stage may come to.
    pub rows: Option<usize>,
}

/// Evaluates a bound plan.
pub fn run(bound: &Bound<'_>, store: &Store, limits: &Limits) -> Result<Answer, Stopped> {
    let (answer, _) = evaluate(bound, store, limits, None)?;
    Ok(answer)
}

/// Evaluates a bound plan, and tells what each of its steps came to.
pub fn traced(bound: &Bound<'_>, store: &Store, limits: &Limits) -> Result<Trace, Stopped> {
    let begun = Instant::now();
    let (_, trace) = evaluate(bound, store, limits, Some(Trace::default()))?;
    let mut trace = trace.unwrap_or_default();
    trace.elapsed = begun.elapsed();
    Ok(trace)
}

fn evaluate(
    bound: &Bound<'_>,
    store: &Store,
    limits: &Limits,
    trace: Option<Trace>,
) -> Result<(Answer, Option<Trace>), Stopped> {
    let mut run = Run {
        trace,
        ..Run::new(bound, store, limits)
    };
    run.remarks.taken(&bound.taken);
    let query = &bound.plan.query;
    let mut answer = run.under(query, |run| {
        let frame = run.query(query)?.into_frame();
        let begun = run.begin();
        let answer = run.answer(query, &frame)?;
        run.end(begun, Node::Answer, || frame.measured());
        if answer.certain_rows().next().is_none() {
            run.untraced(|run| run.explain_emptiness(query))?;
        } else if notes::is_of_nothing(&answer) {
            run.untraced(|run| run.explain_nothing_counted(query))?;
        }
        Ok(answer)
    })?;
    let possible = answer.certain.iter().filter(|certain| !**certain).count();
    answer.notes = run.remarks.into_notes(possible);
    Ok((answer, run.trace))
}

/// Evaluates a bound plan for what the certain rows of its answer rest on.
pub fn grounded(bound: &Bound<'_>, store: &Store, limits: &Limits) -> Result<Grounded, Stopped> {
    let mut run = Run::new(bound, store, limits);
    run.grounding = true;
    let query = &bound.plan.query;
    run.under(query, |run| {
        let frame = run.query(query)?.into_frame();
        let certain = (0..frame.len()).filter(|row| frame.certain.get(*row));
        let lens = run.sight.1.as_ref();
        let seen = lens.and_then(|lens| lens.present(store, Kind::Reports));
        let reports = store.collection(Kind::Reports).somebody();
        Ok(Grounded {
            rows: certain.map(|row| frame.grounds(row)).collect(),
            seen: seen.map(|seen| {
                let seen = seen.possible().iter().map(row_number);
                seen.filter(|report| *report != reports).collect()
            }),
        })
    })
}

/// Texts that an evaluation makes.
#[derive(Default)]
struct Added(IndexSet<Arc<str>>);

impl Drop for Added {
    fn drop(&mut self) {
        if self.0.len() > STRIDE {
            free(std::mem::take(&mut self.0));
        }
    }
}

/// One evaluation: what it reads, what it may take, and the texts and remarks it makes.
struct Run<'a> {
    store: &'a Store,
    bound: &'a Bound<'a>,
    limits: &'a Limits,
    /// What of the ledger is seen.
    sight: Sight,
    /// What has been seen, by the views it was seen through.
    lenses: IndexMap<Vec<usize>, Arc<Lens>>,
    /// What evaluations before have left; none where nothing is kept.
    kept: Option<&'a Kept>,
    /// Texts made by functions; their codes follow those of the store's dictionary.
    added: Added,
    remarks: Remarks,
    /// What its steps came to, where somebody asks.
    trace: Option<Trace>,
    /// Whether rows that are records no more keep which records they rest on.
    grounding: bool,
}

impl<'a> Run<'a> {
    fn new(bound: &'a Bound<'a>, store: &'a Store, limits: &'a Limits) -> Run<'a> {
        Run {
            store,
            bound,
            limits,
            sight: (Vec::new(), None),
            lenses: IndexMap::new(),
            kept: None,
            added: Added::default(),
            remarks: Remarks::default(),
            trace: None,
            grounding: false,
        }
    }

    /// Runs the stages of a query.
    fn query(&mut self, query: &Query) -> Result<Rows, Stopped> {
        self.under(query, |run| {
            let mut rows = run.head(query);
            for stage in &query.stages {
                run.check(rows.len())?;
                rows = run.stage(stage, rows)?;
            }
            Ok(rows)
        })
    }

    /// Returns early where the evaluation has been cancelled or is over a limit.
    fn check(&self, rows: usize) -> Result<(), Stopped> {
        if self
            .limits
            .cancel
            .as_ref()
            .is_some_and(|cancel| cancel.load(Ordering::Relaxed))
        {
            return Err(Stopped::Cancelled);
        }
        if self
            .limits
            .deadline
            .is_some_and(|deadline| Instant::now() >= deadline)
        {
            return Err(Stopped::OutOfTime);
        }
        match self.limits.rows {
            Some(limit) if rows > limit => Err(Stopped::TooManyRows(limit)),
            Some(_) | None => Ok(()),
        }
    }

    /// Returns early, every so many rows, where the evaluation has been cancelled or its time is over.
    fn pace(&self, row: usize) -> Result<(), Stopped> {
        if row.is_multiple_of(STRIDE) {
            self.check(0)?;
        }
        Ok(())
    }

    /// Returns the text of a code, the store's or one made here.
    fn text(&self, code: u32) -> &str {
        let own = self.store.texts().len();
        match code {
            NONE | UNKNOWN => self.store.texts().get(code),
            code if (code as usize) < own => self.store.texts().get(code),
            code => &self.added.0[code as usize - own],
        }
    }

    /// Returns the text of a code to be kept in an answer.
    fn shared_text(&self, code: u32) -> Arc<str> {
        let own = self.store.texts().len();
        match code {
            code if code != NONE && code != UNKNOWN && code as usize >= own => {
                Arc::clone(&self.added.0[code as usize - own])
            }
            code => self.store.texts().shared(code),
        }
    }

    /// Returns the code of a text, entering it where it is new.
    fn intern(&mut self, text: &str) -> u32 {
        let own = self.store.texts();
        own.code(text).unwrap_or_else(|| {
            let place = match self.added.0.get_index_of(text) {
                Some(place) => place,
                None => self.added.0.insert_full(text.into()).0,
            };
            row_number(own.len() + place)
        })
    }
}
