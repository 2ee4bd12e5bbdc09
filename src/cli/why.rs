//! `why`: the evidence for records, or for a row of an answer.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::input;
use super::messages::Messages;
use super::options::{Options, Why};
use super::params;
use super::stop::Stop;
use crate::answer::free;
use crate::diagnostic::{Diagnostic, Source};
use crate::engine::{Error, Grounds, Ledger, Settings};
use crate::evidence::{Evidence, Originals};
use crate::originals::Folder;
use crate::render::{self, Listing};
use crate::repl::Session;

/// How the records below a row are listed for a script.
const LISTING: Listing = Listing {
    whole: 5,
    one: "whosaid why KIND:ID",
    all: "--format json",
};

/// Draws the evidence for records, or for a row.
pub(super) fn run(asked: &Why, options: &Options) -> Result<(), Stop> {
    let messages = Messages::new(options);
    if let Some(format) = options.format.as_deref().filter(|it| !is_known(it)) {
        let message = format!("‘why’ writes no {format}");
        let help = "write ‘--format json’, or leave it out for text";
        messages.report(
            &Diagnostic::error("unknown-format", message)
                .help(help)
                .into(),
        );
        return Err(Stop::Usage);
    }
    let query = asked.query.as_ref().map(std::slice::from_ref);
    let sources = query.map(input::queries).unwrap_or_default();
    params::expect_declared(&sources, options, &messages)?;
    let mut session = Session::open(options)?;
    if let Some(folder) = &asked.originals {
        session.hold_against(folder)?;
    }
    match sources.first() {
        Some(query) => {
            let settings = session.settings.clone();
            session.why_row(query, settings, asked.row, LISTING)
        }
        None => session.why(&asked.records),
    }
}

fn is_known(format: &str) -> bool {
    ["table", "json"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(format))
}

impl Session {
    /// Holds the evidence against the original texts in a folder from now on.
    pub(crate) fn hold_against(&mut self, path: &Path) -> Result<(), Stop> {
        let (ledger, folder) = (Arc::clone(&self.ledger), path.to_owned());
        let read = self.apart(move |_| Ok(ledger.originals(&Folder::open(&folder)?)));
        let originals = read?.map_err(|diagnostic: Diagnostic| {
            self.messages.report(&diagnostic.into());
            Stop::Usage
        })?;
        self.originals = Some(Arc::new(originals));
        self.originals_folder = Some(path.to_owned());
        Ok(())
    }

    /// Draws the evidence for what a row of a query's answer rests on; rows count from 1.
    pub(crate) fn why_row(
        &mut self,
        text: &Arc<Source>,
        settings: Settings,
        row: usize,
        listing: Listing,
    ) -> Result<(), Stop> {
        let most = match self.output.writes_json() {
            true => usize::MAX,
            false => render::MOST_RECORDS,
        };
        let (ledger, text) = (Arc::clone(&self.ledger), Arc::clone(text));
        let originals = self.originals.clone();
        let gathered = self.apart(move |cancel| {
            let query = ledger.query_from(&text).with(settings);
            let grounds = query.cancel(Arc::clone(&cancel)).grounds(row)?;
            let all = evidence(&ledger, &grounds, originals.as_deref(), most, &cancel)?;
            Ok((grounds, all))
        });
        let (grounds, all) = self.sound(gathered?)?;
        self.show(all, |all, options| {
            render::evidence_of_row(&grounds.records, all, listing, options)
        })
    }

    /// Draws the evidence for records, named by their ids or as `KIND:ID`.
    pub(crate) fn why(&mut self, records: &[String]) -> Result<(), Stop> {
        let mut named = Grounds::default();
        let mut wrong = Ok(());
        for record in records {
            match self.ledger.find(record) {
                Ok(record) => named.records.push(record),
                Err(diagnostic) => {
                    self.messages.report(&diagnostic.into());
                    wrong = Err(Stop::Usage);
                }
            }
        }
        wrong?;
        let (ledger, originals) = (Arc::clone(&self.ledger), self.originals.clone());
        let all = self.apart(move |cancel| {
            evidence(&ledger, &named, originals.as_deref(), usize::MAX, &cancel)
        });
        self.show(self.sound(all?)?, |all, options| {
            let drawn = all.iter().map(|one| render::evidence(one, options));
            drawn.collect::<Vec<_>>().join("\n")
        })
    }

    fn sound<T>(&self, result: Result<T, Error>) -> Result<T, Stop> {
        result.map_err(|error| self.messages.failure(&error))
    }

    fn show(
        &mut self,
        all: Vec<Evidence>,
        draw: impl FnOnce(&[Evidence], &render::Options) -> String,
    ) -> Result<(), Stop> {
        let shown = self.output.evidence(&all, draw, &self.messages);
        free(all);
        shown
    }
}

/// Gathers the evidence for records, so many at the most.
fn evidence(
    ledger: &Ledger,
    grounds: &Grounds,
    originals: Option<&Originals>,
    most: usize,
    cancel: &AtomicBool,
) -> Result<Vec<Evidence>, Error> {
    let all = ledger.evidence_for(grounds, grounds.with(originals));
    let wanted = all.take_while(|_| !cancel.load(Ordering::Relaxed));
    let all = wanted.take(most).collect();
    if cancel.load(Ordering::Relaxed) {
        return Err(Error::Cancelled);
    }
    Ok(all)
}
