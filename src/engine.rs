//! The pipeline: open once, ask many.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use crate::answer::Answer;
use crate::diagnostic::{Diagnostic, Report, Source};
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
        if folder.is_dir() {
            return Ok((Engine {}, Report::default()));
        }
        let message = format!("there is no ledger at ‘{}’", folder.display());
        Err(Report::from(Diagnostic::error("no-ledger", message)))
    }

    /// Opens the sample ledger.
    pub fn sample() -> (Engine, Report) {
        (Engine {}, Report::default())
    }

    /// Asks every query of a text.
    pub fn ask(&self, _text: &Arc<Source>, _options: &Ask) -> Result<Vec<Reply>, AskError> {
        Err(AskError::OverLimit(
            "queries cannot be asked yet".to_owned(),
        ))
    }
}
