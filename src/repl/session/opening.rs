//! Ledgers opened, the first and those in its place.

use std::convert::Infallible;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use super::{Session, elapsed};
use crate::answer::free;
use crate::console::apart::Away;
use crate::console::interrupt::Interrupt;
use crate::console::ledger;
use crate::console::messages::Messages;
use crate::console::options::Options;
use crate::console::output::Output;
use crate::console::progress::Bar;
use crate::console::stop::Stop;
use crate::engine::Ledger;
use crate::golden::Location;
use crate::model::Kind;
use crate::repl::watch::Seen;

impl Session {
    /// Opens the ledger that the options name; what is wrong with it is told.
    pub(crate) fn open(options: &Options) -> Result<Session, Stop> {
        let messages = Messages::new(options);
        let interrupt = Interrupt::watch(&messages)?;
        let location = ledger::chosen(options);
        let ledger = opened(&location, &messages, &interrupt)?;
        let (output, options) = (Output::new(options), options.clone());
        let location = Some(location);
        Ok(Session::new(
            ledger, location, options, output, messages, interrupt,
        ))
    }

    /// Leaves with the program, which gives up what the ledger and the last answer take faster than
    /// they could be freed.
    pub(crate) fn leave(self) {
        std::mem::forget(self);
    }

    /// Tells which ledger is open and how much it holds: `seeds: 352 claims, 11 documents`.
    pub(in crate::repl) fn opened(&self) -> String {
        let counted = |kind: Kind| {
            let count = self.ledger.count(kind);
            let schema = kind.schema();
            let noun = match count {
                1 => schema.singular,
                _ => schema.collection,
            };
            format!("{count} {noun}")
        };
        let location = shown_location(self.location());
        let (claims, documents) = (counted(Kind::Claims), counted(Kind::Documents));
        format!("{location}: {claims}, {documents}")
    }

    /// Opens another ledger; where that fails the one that is open stays.
    pub(in crate::repl) fn switch(&mut self, location: Location) -> Result<(), Stop> {
        let begun = Instant::now();
        let seen = Seen::now(Some(&location));
        let interrupt = self.interrupt.clone();
        let opened = interrupt.during(|| opened(&location, &self.messages, &interrupt));
        let ledger = Arc::new(opened?);
        if self.timer {
            let note = format!("{} to load", elapsed(begun.elapsed()));
            self.messages.note(&note);
        }
        self.watched = self.watched.is_some().then_some(seen);
        if self.location.as_ref() != Some(&location) {
            self.originals_folder = None;
            self.ran = None;
        }
        self.adopt(ledger);
        self.options.sample = location == Location::Sample;
        if let Location::Folder(folder) = &location {
            self.options.ledger = Some(folder.clone());
        }
        self.location = Some(location);
        Ok(())
    }

    /// Asks another ledger from now on.
    pub(in crate::repl) fn adopt(&mut self, ledger: Arc<Ledger>) {
        free(std::mem::replace(&mut self.ledger, ledger));
        if let Some(last) = &mut self.last {
            last.is_current = false;
        }
        free(self.previous.take());
        self.originals = None;
        if let Some(folder) = self.originals_folder.take() {
            // What is wrong with it is told, and the ledger is open all the same.
            let _ = self.hold_against(&folder);
        }
    }
}

/// Opens a ledger and tells what is wrong with it.
fn opened(location: &Location, messages: &Messages, interrupt: &Interrupt) -> Result<Ledger, Stop> {
    if let Location::Folder(folder) = location {
        ledger::expect_ledger(folder, messages)?;
    }
    let ledger = match location {
        Location::Sample => Ok(Ledger::sample()),
        Location::Folder(folder) => {
            let (folder, bar) = (folder.clone(), Bar::new(messages));
            let teller = bar.teller();
            let load = move |away: &mut Away<'_, Infallible>| {
                Ledger::open_telling(folder, |progress| {
                    teller.tell(progress);
                    if away.is_cancelled() {
                        ControlFlow::Break(())
                    } else {
                        ControlFlow::Continue(())
                    }
                })
            };
            let loaded = interrupt.apart(load, |_| true);
            // Nothing is told beside it.
            drop(bar);
            loaded.map_err(|lost| messages.lost(&lost))?
        }
    };
    let ledger = ledger.map_err(|error| messages.failure(&error))?;
    messages.report(ledger.warnings());
    Ok(ledger)
}

/// Writes where a ledger lies.
pub(in crate::repl) fn shown_location(location: Option<&Location>) -> String {
    match location {
        Some(Location::Sample) => "--sample".to_owned(),
        Some(Location::Folder(folder)) => folder.display().to_string(),
        None => String::new(),
    }
}
