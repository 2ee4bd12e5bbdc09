//! A query on its way to a ledger.

use std::cell::OnceCell;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use super::{Error, Ledger, Reply, Timed};
use crate::bind::bind;
use crate::diagnostic::{Report, Source};
use crate::exec::Limits;
use crate::plan::{self, Inputs, Parameter, Planned, Remembered};
use crate::value::Day;

/// How queries are asked.
#[derive(Clone, Debug, Default)]
pub struct Settings {
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
    /// What was said before, where the text belongs to a conversation.
    ///
    /// It may ask the last query again as `_` and use what was defined, and it may define something
    /// and ask nothing.
    pub before: Option<Remembered>,
    /// What a person types before `NAME=VALUE` to give a parameter a value, such as `--param`, for
    /// messages that say so; none where a program gives them.
    pub giving: Option<String>,
    /// What a person types before the name of a collection to see its fields, such as
    /// `whosaid schema`, for messages that would list many; they list them where there is none.
    pub listing: Option<String>,
}

impl Settings {
    /// Lets the next text of a conversation ask the last query of this one again, as `_`, and use
    /// what it defines; returns the names of that.
    pub fn remember(&mut self, text: &str) -> Vec<String> {
        self.before.get_or_insert_default().remember(text)
    }

    /// Returns the parameters that were declared before and hold.
    pub fn parameters(&self) -> Vec<Parameter> {
        let before = self.before.as_ref();
        before.map(Remembered::declared).unwrap_or_default()
    }

    /// Hands on what planning reads of them.
    pub(super) fn with_inputs<T>(&self, plan: impl FnOnce(&Inputs<'_>) -> T) -> T {
        // The machine's own day is asked for once, and only by a query that speaks of it: finding
        // the time zone takes longer than most queries.
        let day = OnceCell::new();
        plan(&Inputs {
            params: &self.params,
            today: &|| *day.get_or_init(|| self.today.unwrap_or_else(Day::today)),
            before: self.before.as_ref(),
            giving: self.giving.as_deref(),
            listing: self.listing.as_deref(),
        })
    }

    /// Returns what an evaluation that begins now may take.
    pub(super) fn limits(&self) -> Limits {
        Limits {
            cancel: self.cancel.clone(),
            deadline: self.timeout.map(|timeout| Instant::now() + timeout),
            rows: self.row_limit,
        }
    }
}

/// A text of queries, and how they are to be asked of a ledger.
///
/// ```
/// use std::time::Duration;
/// use whosaid::{Day, Ledger};
///
/// let ledger = Ledger::sample();
/// let reply = ledger
///     .query("claims where source.party = $party and said >= today - 10 years")
///     .param("party", "Hamas")
///     .today(Day::parse("2024-12-01").expect("a day"))
///     .timeout(Duration::from_secs(5))
///     .row_limit(100_000)
///     .ask()?;
/// assert!(!reply.answer.is_empty());
/// # Ok::<(), whosaid::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a query does nothing until it is asked"]
pub struct Query<'l> {
    pub(super) ledger: &'l Ledger,
    text: Arc<Source>,
    pub(super) settings: Settings,
}

/// Queries that were found sound, to be asked any number of times.
///
/// ```
/// let ledger = whosaid::Ledger::sample();
/// let prepared = ledger.query("claims where denied_by.source = $who").param("who", "Hamas").prepare()?;
/// assert_eq!(prepared.ask()?.answer, prepared.ask()?.answer);
/// # Ok::<(), whosaid::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Prepared<'l> {
    ledger: &'l Ledger,
    planned: Planned,
    warnings: Report,
    settings: Settings,
}

impl Ledger {
    /// Begins a query; messages call its text `query`.
    pub fn query(&self, text: impl Into<String>) -> Query<'_> {
        self.query_from(&Arc::new(Source {
            name: "query".to_owned(),
            text: text.into(),
        }))
    }

    /// Begins a query whose text has a name of its own, such as the path of its file.
    pub fn query_from(&self, text: &Arc<Source>) -> Query<'_> {
        Query {
            ledger: self,
            text: Arc::clone(text),
            settings: Settings::default(),
        }
    }
}

impl<'l> Query<'l> {
    /// Gives a parameter its value: a literal of the language where it reads as one, else a text.
    ///
    /// It never becomes more of the query than one literal. Where a text may look like a date or
    /// a number, let the query declare it: `param $name: text;`.
    pub fn param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.settings.params.push((name.into(), value.to_string()));
        self
    }

    /// Says which day `today` means; the machine's own day where none is given.
    pub fn today(mut self, day: Day) -> Self {
        self.settings.today = Some(day);
        self
    }

    /// Limits the time its queries may take together.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// Limits the rows any of its stages may come to.
    pub fn row_limit(mut self, rows: usize) -> Self {
        self.settings.row_limit = Some(rows);
        self
    }

    /// Lets another thread end it: soon after the flag is raised, asking gives
    /// [`Error::Cancelled`].
    ///
    /// ```
    /// use std::sync::Arc;
    /// use std::sync::atomic::{AtomicBool, Ordering};
    /// use whosaid::{Error, Ledger};
    ///
    /// let ledger = Ledger::sample();
    /// let stop = Arc::new(AtomicBool::new(false));
    /// let query = ledger.query("claims").cancel(Arc::clone(&stop));
    /// let result = std::thread::scope(|scope| {
    ///     scope.spawn(|| stop.store(true, Ordering::Relaxed)).join().expect("it stores");
    ///     query.ask()
    /// });
    /// assert!(matches!(result, Err(Error::Cancelled)));
    /// ```
    pub fn cancel(mut self, flag: Arc<AtomicBool>) -> Self {
        self.settings.cancel = Some(flag);
        self
    }

    /// Replaces all that was set before.
    pub fn with(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Asks the one query of the text.
    ///
    /// # Errors
    ///
    /// When the query is wrong, is not one, was cancelled or went over a limit.
    pub fn ask(&self) -> Result<Reply, Error> {
        self.ledger.one(&self.planned(), &self.settings)
    }

    /// Asks every query of the text, in order; there is one reply for each.
    ///
    /// Every query is planned and every name looked up before any row is: one that is wrong fails
    /// the text with all its errors, and nothing is evaluated.
    ///
    /// ```
    /// let ledger = whosaid::Ledger::sample();
    /// let replies = ledger.query("let denied = claims where stance = deny; denied; denied | count").ask_all()?;
    /// assert_eq!(replies.len(), 2);
    /// # Ok::<(), whosaid::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a query is wrong, was cancelled or went over a limit.
    pub fn ask_all(&self) -> Result<Vec<Reply>, Error> {
        self.ledger.all(&self.planned(), &self.settings)
    }

    /// Asks the queries of the text that are sound, whatever the others are, up to the first that
    /// is stopped: returns their replies and what was wrong.
    pub fn ask_sound(&self) -> (Vec<Reply>, Option<Error>) {
        self.ledger.sound(&self.planned(), &self.settings)
    }

    /// Asks every query of the text, or those that are sound, and takes the time of it.
    pub(crate) fn ask_timed(&self, sound: bool) -> Timed {
        self.ledger.timed(self, sound)
    }

    /// Finds out whether the queries are sound, and does what of the work depends on no row.
    ///
    /// Parameters and `today` are settled with it.
    ///
    /// # Errors
    ///
    /// When a query is wrong.
    pub fn prepare(&self) -> Result<Prepared<'l>, Error> {
        let planned = self.planned();
        let mut warnings = planned.report.clone();
        self.ledger.bound(&planned, &mut warnings);
        if warnings.has_errors() {
            return Err(Error::Query(warnings));
        }
        Ok(Prepared {
            ledger: self.ledger,
            planned,
            warnings,
            settings: self.settings.clone(),
        })
    }

    /// Returns all that is to be said against the queries, errors and warnings, and evaluates
    /// nothing.
    ///
    /// ```
    /// let report = whosaid::Ledger::sample().query("claims where sorce = \"Hamas\"").diagnose();
    /// assert_eq!(report.diagnostics[0].code, "unknown-field");
    /// ```
    pub fn diagnose(&self) -> Report {
        let planned = self.planned();
        let mut report = planned.report.clone();
        self.ledger.bound(&planned, &mut report);
        report
    }

    /// Tells whether nothing is wrong with the form and the types of the queries.
    pub(crate) fn has_form(&self) -> bool {
        !self.planned().report.has_errors()
    }

    /// Tells whether nothing is wrong with the queries, as [`Query::diagnose`] does, and looks for
    /// nothing to suggest.
    pub(crate) fn is_sound(&self) -> bool {
        let planned = self.planned();
        let mut plans = planned.plans.iter();
        let store = &self.ledger.store;
        !planned.report.has_errors()
            && plans.all(|plan| bind(plan, store, &planned.source, None).is_some())
    }

    pub(super) fn planned(&self) -> Planned {
        self.settings
            .with_inputs(|inputs| plan::plan(&self.text, inputs))
    }
}

impl Prepared<'_> {
    /// Returns what the queries probably do not mean.
    pub fn warnings(&self) -> &Report {
        &self.warnings
    }

    /// Asks the one query, as [`Query::ask`] does.
    ///
    /// # Errors
    ///
    /// When there is not one query, it was cancelled or went over a limit.
    pub fn ask(&self) -> Result<Reply, Error> {
        self.ledger.one(&self.planned, &self.settings)
    }

    /// Asks every query, as [`Query::ask_all`] does.
    ///
    /// # Errors
    ///
    /// When it was cancelled or went over a limit.
    pub fn ask_all(&self) -> Result<Vec<Reply>, Error> {
        self.ledger.all(&self.planned, &self.settings)
    }
}
