//! The pipeline: open a ledger once, ask it any number of queries.
//!
//! ```text
//! text ──syntax──▶ tree ──plan──▶ plan ──bind──▶ bound plan ──exec──▶ answer
//!                                          ▲                   ▲
//!                   files ──model──▶ records ──store──▶ columns┘
//! ```

mod sample;

pub use sample::texts as sample_texts;

use std::cell::OnceCell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use crate::answer::{Answer, Cell, Column, Data};
use crate::bind::{Bound, bind};
use crate::diagnostic::{Report, Source};
use crate::exec::{self, Limits, Stopped};
use crate::model::{self, Loaded, Text};
use crate::plan::{self, Inputs, Plan, Planned, explain};
use crate::store::Store;
use crate::value::{Day, Type};

/// An open ledger.
#[derive(Debug)]
pub struct Engine {
    store: Store,
}

/// How queries are asked.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The day that `today` means; the machine's own day where none is given.
    pub today: Option<Day>,
    /// Values of parameters, by name.
    pub params: Vec<(String, String)>,
    /// The time a text's queries may take together.
    pub timeout: Option<Duration>,
    /// Ends them soon after another thread raises it.
    pub cancel: Option<Arc<AtomicBool>>,
    /// The most rows any stage may come to.
    pub row_limit: Option<usize>,
    /// The text asked before, whose last query a text may ask again as `_`.
    pub before: Option<String>,
}

/// What one query gives.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// What the queries of the text probably did not mean; beside the first of them.
    pub warnings: Report,
}

/// Why there is no answer.
#[derive(Clone, Debug)]
pub enum AskError {
    /// The query is wrong.
    Query(Report),
    /// It was cancelled.
    Cancelled,
    /// It went over this limit.
    OverLimit(String),
}

impl Ask {
    /// Lets the next text ask the last query of this one again, as `_`.
    pub fn remember(&mut self, text: &str) {
        self.before = plan::remembered(self.before.as_deref(), text);
    }
}

impl Engine {
    /// Opens the ledger in a folder (or in one file); warnings of the loader stand beside it.
    pub fn open(folder: &Path) -> Result<(Engine, Report), Report> {
        model::load_folder(folder).map(Engine::loaded)
    }

    /// Opens a ledger from texts of its files.
    pub fn from_texts(files: impl IntoIterator<Item = Text>) -> Result<(Engine, Report), Report> {
        model::load_texts(files).map(Engine::loaded)
    }

    /// Opens the sample ledger that is built in.
    pub fn sample() -> (Engine, Report) {
        Engine::from_texts(sample_texts()).expect("the tests load the sample ledger")
    }

    /// Opens a ledger whose records are at hand.
    pub fn from_ledger(ledger: &model::Ledger) -> Engine {
        Engine {
            store: Store::build(ledger),
        }
    }

    fn loaded(loaded: Loaded) -> (Engine, Report) {
        (Engine::from_ledger(&loaded.ledger), loaded.warnings)
    }

    /// Asks every query of a text, in order; there is one reply for each.
    ///
    /// Every query is planned and every name looked up before any row is: one that is wrong fails
    /// the text with all its errors, and nothing is evaluated.
    pub fn ask(&self, text: &Arc<Source>, options: &Ask) -> Result<Vec<Reply>, AskError> {
        let (replies, error) = self.answers(text, options, false);
        match error {
            Some(error) => Err(error),
            None => Ok(replies),
        }
    }

    /// Asks the queries of a text that are sound, whatever the others are: returns their replies
    /// and what was wrong.
    pub fn ask_sound(&self, text: &Arc<Source>, options: &Ask) -> (Vec<Reply>, Option<AskError>) {
        self.answers(text, options, true)
    }

    /// Asks queries up to the first that is stopped.
    fn answers(
        &self,
        text: &Arc<Source>,
        options: &Ask,
        only_sound: bool,
    ) -> (Vec<Reply>, Option<AskError>) {
        // The machine's own day is asked for once, and only by a query that speaks of it: finding
        // the time zone takes longer than most queries.
        let day = OnceCell::new();
        let inputs = Inputs {
            params: &options.params,
            today: &|| *day.get_or_init(|| options.today.unwrap_or_else(Day::today)),
            before: options.before.as_deref(),
        };
        let Planned {
            plans,
            mut report,
            source,
        } = plan::plan(text, &inputs);
        let bound: Vec<Bound<'_>> = plans
            .iter()
            .filter_map(|plan| bind(plan, &self.store, &source, &mut report))
            .collect();
        if report.has_errors() && !only_sound {
            return (Vec::new(), Some(AskError::Query(report)));
        }
        let limits = Limits {
            cancel: options.cancel.clone(),
            deadline: options.timeout.map(|timeout| Instant::now() + timeout),
            rows: options.row_limit,
        };
        let mut replies = Vec::with_capacity(bound.len());
        for bound in &bound {
            match self.reply(bound, &limits) {
                Ok(answer) => replies.push(Reply {
                    answer,
                    warnings: Report::default(),
                }),
                Err(error) => return (replies, Some(stopped(error))),
            }
        }
        if report.has_errors() {
            return (replies, Some(AskError::Query(report)));
        }
        if let Some(first) = replies.first_mut() {
            first.warnings = report;
        }
        (replies, None)
    }

    fn reply(&self, bound: &Bound<'_>, limits: &Limits) -> Result<Answer, Stopped> {
        if bound.plan.explain {
            return Ok(explanation(bound.plan));
        }
        exec::run(bound, &self.store, limits)
    }
}

fn stopped(stopped: Stopped) -> AskError {
    match stopped {
        Stopped::Cancelled => AskError::Cancelled,
        Stopped::OutOfTime => {
            AskError::OverLimit("the time allowed for the query is over".to_owned())
        }
        Stopped::TooManyRows(limit) => {
            AskError::OverLimit(format!("the query came to more than {limit} rows"))
        }
    }
}

/// Makes the answer that shows a plan.
fn explanation(plan: &Plan) -> Answer {
    let (steps, hows): (Vec<_>, Vec<_>) = explain(plan).into_iter().unzip();
    let column = |name: &str, texts: Vec<String>| Column {
        name: name.to_owned(),
        ty: Type::Text,
        cells: texts
            .into_iter()
            .map(|text| Cell::One(Data::Text(text.into())))
            .collect(),
    };
    let certain = vec![true; steps.len()];
    Answer {
        columns: vec![column("step", steps), column("how", hows)],
        certain,
        notes: Vec::new(),
    }
}
