//! The pipeline: open a ledger once, ask it any number of queries.
//!
//! ```text
//! text ──syntax──▶ tree ──plan──▶ plan ──bind──▶ bound plan ──exec──▶ answer
//!                                          ▲                   ▲
//!                   files ──model──▶ records ──store──▶ columns┘
//! ```

mod error;
mod evidence;
mod explanation;
mod query;
mod said;
mod sample;

pub use error::Error;
pub use evidence::Grounds;
pub use query::{Prepared, Query, Settings};
pub(crate) use said::in_its_own_text;
pub use sample::texts as sample_texts;

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::answer::{Answer, free};
use crate::bind::{Bound, bind};
use crate::complete::{Completions, complete};
use crate::diagnostic::Report;
use crate::evidence::Places;
use crate::exec::{self, Kept, Limits};
use crate::model::{self, Kind, Loaded, Progress, Stage, Text};
pub use crate::plan::{Alone, Parameter, Remembered};
use crate::plan::{Explain, Planned};
pub use crate::store::Changes;
use crate::store::Store;

/// An open ledger.
///
/// It never changes, and may be asked from many threads at a time.
///
/// ```no_run
/// let ledger = whosaid::Ledger::open("seeds")?;
/// print!("{}", ledger.warnings().lines());
/// # Ok::<(), whosaid::Error>(())
/// ```
#[derive(Debug)]
pub struct Ledger {
    store: Store,
    /// What completion keeps from one key to the next.
    kept: Kept,
    /// Where each record is written.
    places: Places,
    warnings: Report,
}

/// What one query gives.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// What the queries of the text probably did not mean; beside the first of them.
    pub warnings: Report,
}

/// What the queries of a text give, and how long that took.
#[derive(Debug, Default)]
pub(crate) struct Timed {
    /// A reply for each.
    pub(crate) replies: Vec<Reply>,
    /// What was wrong.
    pub(crate) error: Option<Error>,
    /// The time that passed until they could run: read, planned, their names looked up.
    pub(crate) planning: Duration,
    /// The time that they ran.
    pub(crate) running: Duration,
}

impl Ledger {
    /// Opens the ledger in a folder (or in one file).
    ///
    /// # Errors
    ///
    /// [`Error::Ledger`], with everything that is wrong with the files.
    pub fn open(path: impl AsRef<Path>) -> Result<Ledger, Error> {
        Ledger::open_telling(path, |_| ControlFlow::Continue(()))
    }

    /// Opens it, and tells behind each file and each step how far it is; it goes on as long as it is
    /// told to.
    ///
    /// # Errors
    ///
    /// Those of [`Ledger::open`]; [`Error::Cancelled`] where it shall not go on.
    pub fn open_telling(
        path: impl AsRef<Path>,
        mut tell: impl FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Ledger, Error> {
        let (mut flow, mut last) = (ControlFlow::Continue(()), None);
        let loaded = model::load_folder_telling(path.as_ref(), &mut |progress| {
            last = Some(progress);
            flow = tell(progress);
            flow
        });
        if flow.is_break() {
            return Err(Error::Cancelled);
        }
        let loaded = loaded.map_err(Error::Ledger)?;
        let built = Ledger::built(loaded, &mut |steps, of_steps| match last {
            Some(last) => tell(last.at(Stage::Building, steps, of_steps)),
            None => ControlFlow::Continue(()),
        });
        built.continue_value().ok_or(Error::Cancelled)
    }

    /// Opens a ledger from texts of its files.
    ///
    /// ```
    /// use whosaid::{Ledger, model::Text};
    ///
    /// let file = Text {
    ///     name: "bridge.toml".into(),
    ///     text: r#"
    ///         [[document]]
    ///         id = "bridge"
    ///         title = "Was the bridge closed?"
    ///     "#.into(),
    /// };
    /// let ledger = Ledger::from_texts([file])?;
    /// assert_eq!(ledger.query("documents").ask()?.answer.len(), 1);
    /// # Ok::<(), whosaid::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Ledger`], with everything that is wrong with the texts.
    pub fn from_texts(files: impl IntoIterator<Item = Text>) -> Result<Ledger, Error> {
        Ledger::loaded(model::load_texts(files))
    }

    /// Opens the sample ledger that is built in.
    pub fn sample() -> Ledger {
        Ledger::from_texts(sample_texts()).expect("the tests load the sample ledger")
    }

    /// Opens a ledger whose records are at hand.
    pub fn from_records(records: &model::Ledger) -> Ledger {
        Ledger {
            store: Store::build(records),
            kept: Kept::default(),
            places: Places::new(records),
            warnings: Report::default(),
        }
    }

    /// Returns the number of its records of a kind.
    pub fn count(&self, kind: Kind) -> usize {
        self.store.collection(kind).len()
    }

    /// Returns what its files probably do not mean.
    pub fn warnings(&self) -> &Report {
        &self.warnings
    }

    /// Lists the records that are not as they were in an earlier ledger, kind by kind.
    ///
    /// ```
    /// use whosaid::{Ledger, model::Text};
    ///
    /// let ledger = |title: &str| {
    ///     let text = format!("[[document]]\nid = \"bridge\"\ntitle = \"{title}\"\n");
    ///     Ledger::from_texts([Text { name: "bridge.toml".into(), text }])
    /// };
    /// let (before, now) = (ledger("The bridge")?, ledger("The old bridge")?);
    /// let changes = now.changes_from(&before);
    /// assert_eq!(changes[0].changed, ["bridge"]);
    /// # Ok::<(), whosaid::Error>(())
    /// ```
    pub fn changes_from(&self, before: &Ledger) -> Vec<Changes> {
        self.store.changes_from(&before.store)
    }

    /// Finds what may be written at a cursor of a text, given in bytes; what stands behind the
    /// cursor does not count, and nothing need be right before it.
    ///
    /// Values are those that the rows have which come so far, with the number of these rows.
    /// A longer way round than the settings allow leaves the numbers out. What was counted is kept for
    /// the next key at the same place: of the last few places, as long as the ledger is there.
    ///
    /// ```
    /// use whosaid::{Ledger, Settings};
    ///
    /// let ledger = Ledger::sample();
    /// let text = "claims where stance = deny and source.party = \"türk";
    /// let found = ledger.complete(text, text.len(), &Settings::default());
    /// let first = &found.candidates[0];
    /// assert_eq!(first.insert, "\"Turkey\"");
    /// assert!(first.detail.ends_with("claims"));
    ///
    /// let mut completed = text.to_owned();
    /// completed.replace_range(found.replaces.clone(), &first.insert);
    /// assert!(ledger.query(completed).ask().is_ok());
    /// ```
    pub fn complete(&self, text: &str, cursor: usize, settings: &Settings) -> Completions {
        let limits = settings.limits();
        let ledger = (&self.store, &self.kept);
        settings.with_inputs(|inputs| complete(ledger, (text, cursor), inputs, &limits))
    }

    /// Makes what the first uses would have to make, so that they need not wait: what names, ids and
    /// words are looked up in, for completion, for what is said of names that nothing bears, and
    /// for searches.
    ///
    /// Without it each is made when it is first needed, and an answer is the same either way. On
    /// a million claims it takes a second or two: a program that talks to a person calls it on a thread
    /// of its own, where it keeps nobody waiting for longer than the part that is wanted.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use whosaid::{Ledger, Settings};
    ///
    /// let ledger = Arc::new(Ledger::sample());
    /// let warmed = Arc::clone(&ledger);
    /// std::thread::spawn(move || warmed.warm());
    /// assert!(!ledger.complete("cl", 2, &Settings::default()).candidates.is_empty());
    /// ```
    pub fn warm(&self) {
        self.store.warm();
    }

    fn loaded(loaded: Result<Loaded, Report>) -> Result<Ledger, Error> {
        let loaded = loaded.map_err(Error::Ledger)?;
        let ControlFlow::Continue(ledger) =
            Ledger::built(loaded, &mut |_, _| ControlFlow::<Infallible>::Continue(()));
        Ok(ledger)
    }

    /// Lays records out, as long as it shall go on.
    fn built<B>(
        loaded: Loaded,
        tell: &mut dyn FnMut(usize, usize) -> ControlFlow<B>,
    ) -> ControlFlow<B, Ledger> {
        let Loaded { ledger, warnings } = loaded;
        let store = Store::build_telling(&ledger, tell)?;
        let places = Places::new(&ledger);
        free(ledger);
        ControlFlow::Continue(Ledger {
            store,
            kept: Kept::default(),
            places,
            warnings,
        })
    }

    /// Asks the one query of a text.
    fn one(&self, planned: &Planned, settings: &Settings) -> Result<Reply, Error> {
        let queries = planned.plans.len();
        if queries != 1 && !planned.report.has_errors() {
            return Err(Error::NotOne(queries));
        }
        let mut replies = self.all(planned, settings)?;
        replies.pop().ok_or(Error::NotOne(0))
    }

    /// Asks every query of a text, or none when one of them is wrong.
    fn all(&self, planned: &Planned, settings: &Settings) -> Result<Vec<Reply>, Error> {
        let mut report = planned.report.clone();
        let bound = self.bound(planned, &mut report);
        self.every(&bound, report, settings)
    }

    /// Evaluates queries, or none when one of them is wrong.
    fn every(
        &self,
        bound: &[Bound<'_>],
        report: Report,
        settings: &Settings,
    ) -> Result<Vec<Reply>, Error> {
        if report.has_errors() {
            return Err(Error::Query(report));
        }
        match self.replies(bound, report, settings) {
            (replies, None) => Ok(replies),
            (_, Some(error)) => Err(error),
        }
    }

    /// Asks the queries of a text that are sound, whatever the others are.
    fn sound(&self, planned: &Planned, settings: &Settings) -> (Vec<Reply>, Option<Error>) {
        let mut report = planned.report.clone();
        let bound = self.bound(planned, &mut report);
        self.replies(&bound, report, settings)
    }

    /// Asks the queries of a text, every one or those that are sound, and takes the time of it.
    fn timed(&self, query: &Query<'_>, sound: bool) -> Timed {
        let begun = Instant::now();
        let planned = query.planned();
        let mut report = planned.report.clone();
        let bound = self.bound(&planned, &mut report);
        let planning = begun.elapsed();
        let (replies, error) = match sound {
            true => self.replies(&bound, report, &query.settings),
            false => match self.every(&bound, report, &query.settings) {
                Ok(replies) => (replies, None),
                Err(error) => (Vec::new(), Some(error)),
            },
        };
        let running = begun.elapsed().saturating_sub(planning);
        Timed {
            replies,
            error,
            planning,
            running,
        }
    }

    /// Looks up the names of plans; returns those where every name that must be there is.
    fn bound<'p>(&self, planned: &'p Planned, report: &mut Report) -> Vec<Bound<'p>> {
        let plans = planned.plans.iter();
        plans
            .filter_map(|plan| bind(plan, &self.store, &planned.source, Some(report)))
            .collect()
    }

    /// Evaluates queries up to the first that is stopped; tells what was wrong with others.
    fn replies(
        &self,
        bound: &[Bound<'_>],
        report: Report,
        settings: &Settings,
    ) -> (Vec<Reply>, Option<Error>) {
        let limits = settings.limits();
        let mut replies = Vec::with_capacity(bound.len());
        for bound in bound {
            match self.answer(bound, &limits) {
                Ok(answer) => replies.push(Reply {
                    answer,
                    warnings: Report::default(),
                }),
                Err(error) => return (replies, Some(error)),
            }
        }
        if report.has_errors() {
            return (replies, Some(Error::Query(report)));
        }
        if let Some(first) = replies.first_mut() {
            first.warnings = report;
        }
        (replies, None)
    }

    fn answer(&self, bound: &Bound<'_>, limits: &Limits) -> Result<Answer, Error> {
        match bound.plan.explain {
            None => Ok(exec::run(bound, &self.store, limits)?),
            Some(Explain::Plan) => Ok(explanation::plan(bound.plan)),
            Some(Explain::Analyze) => {
                let trace = exec::traced(bound, &self.store, limits)?;
                Ok(explanation::analysis(bound.plan, &trace))
            }
        }
    }
}
