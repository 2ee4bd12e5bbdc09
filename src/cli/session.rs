//! An open ledger and the streams that its answers go to.

use std::sync::Arc;

use super::interrupt::Interrupt;
use super::ledger;
use super::messages::Messages;
use super::options::Options;
use super::output::Output;
use super::schema;
use super::stop::Stop;
use crate::diagnostic::{Diagnostic, Report, Source};
use crate::engine::{Ledger, Settings};
use crate::evidence::Originals;
use crate::golden::Location;
use crate::render;

/// Asks queries and tells their answers.
pub(crate) struct Session {
    pub(super) ledger: Ledger,
    pub(super) settings: Settings,
    pub(super) interrupt: Interrupt,
    pub(super) output: Output,
    pub(super) messages: Messages,
    keep_going: bool,
    /// The original texts that evidence is held against.
    pub(super) originals: Option<Originals>,
}

impl Session {
    /// Opens the ledger that the options name; what is wrong with it is told.
    pub(crate) fn open(options: &Options) -> Result<Session, Stop> {
        let messages = Messages::new(options);
        let interrupt = Interrupt::watch(&messages)?;
        let location = ledger::chosen(options);
        if let Location::Folder(folder) = &location {
            ledger::expect_ledger(folder, &messages)?;
        }
        let ledger = location.open().map_err(|error| messages.failure(&error))?;
        messages.report(ledger.warnings());
        let settings = Settings {
            today: options.today,
            params: options.params.clone(),
            timeout: options.timeout,
            cancel: Some(interrupt.flag()),
            ..Settings::default()
        };
        let output = Output::new(options);
        Ok(Session {
            ledger,
            settings,
            interrupt,
            output,
            messages,
            keep_going: options.keep_going,
            originals: None,
        })
    }

    /// Asks the queries of one text.
    pub(crate) fn ask(&mut self, text: &Arc<Source>) -> Result<(), Stop> {
        let query = self.ledger.query_from(text).with(self.settings.clone());
        let (replies, error) = self.interrupt.during(|| match self.keep_going {
            true => query.ask_sound(),
            false => match query.ask_all() {
                Ok(replies) => (replies, None),
                Err(error) => (Vec::new(), Some(error)),
            },
        });
        let mut result = Ok(());
        for reply in &replies {
            self.output.answer(&reply.answer, &self.messages)?;
            for failure in render::failures(&reply.answer) {
                self.messages.error("assertion-failed", failure);
                result = Err(Stop::Failed);
            }
            self.messages.report(&reply.warnings);
        }
        error.map_or(result, |error| Err(self.messages.failure(&error)))
    }

    /// Asks the queries of the next text of a conversation, which may ask the last again as `_`.
    pub(crate) fn ask_next(&mut self, text: &Arc<Source>) -> Result<(), Stop> {
        let result = self.ask(text);
        if result.is_ok() {
            self.settings.remember(&text.text);
        }
        result
    }

    /// Asks text after text, up to the first that fails unless the options say otherwise.
    pub(crate) fn ask_all(
        &mut self,
        texts: impl IntoIterator<Item = Result<Arc<Source>, Stop>>,
    ) -> Result<(), Stop> {
        let mut first = Ok(());
        for text in texts {
            let Err(stop) = text.and_then(|text| self.ask(&text)) else {
                continue;
            };
            first = first.and(Err(stop));
            if !self.keep_going || !stop.allows_more() {
                break;
            }
        }
        first
    }

    /// Lists collections, fields or words.
    pub(crate) fn schema(&mut self, name: Option<&str>) -> Result<(), Stop> {
        schema::run(name, &mut self.output, &self.messages)
    }

    /// Prints a line to the person at the prompt.
    pub(crate) fn say(&self, line: &str) {
        self.messages.say(line);
    }

    /// Tells an error that is about no text.
    pub(crate) fn error(&self, diagnostic: Diagnostic) {
        self.messages.report(&Report::from(diagnostic));
    }
}
