//! The pipeline: open once, ask many.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::answer::Answer;
use crate::diagnostic::{Report, Source};
use crate::value::Day;

/// An open ledger.
#[derive(Debug)]
pub struct Engine {}

/// How a query is asked.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The day that `today` is.
    pub today: Option<Day>,
    /// The values of parameters, by name.
    pub params: Vec<(String, String)>,
    /// The time it may take.
    pub timeout: Option<Duration>,
    /// Set by another thread to end it.
    pub cancel: Option<Arc<AtomicBool>>,
    /// The most rows any stage may come to.
    pub row_limit: Option<usize>,
}

/// What one query gave.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The answer.
    pub answer: Answer,
    /// What was found doubtful in the query.
    pub warnings: Report,
}

/// Why there is no answer.
#[derive(Clone, Debug)]
pub enum AskError {
    /// The query is wrong.
    Query(Report),
    /// Somebody ended it.
    Cancelled,
    /// It went over this limit.
    OverLimit(String),
}

impl Engine {
    /// Opens a ledger, with what is doubtful in it.
    pub fn open(folder: &Path) -> Result<(Engine, Report), Report> {
        let loaded = crate::model::load_folder(folder)?;
        Ok((Engine {}, loaded.warnings))
    }

    /// Opens the sample ledger.
    pub fn sample() -> (Engine, Report) {
        (Engine {}, Report::default())
    }

    /// Asks every query of a text.
    pub fn ask(&self, text: &Arc<Source>, _options: &Ask) -> Result<Vec<Reply>, AskError> {
        let (_, diagnostics) = crate::syntax::parse(text);
        if diagnostics.is_empty() {
            return Err(AskError::OverLimit(
                "queries cannot be asked yet".to_owned(),
            ));
        }
        Err(AskError::Query(Report { diagnostics }))
    }
}
