//! `why`: the evidence for records, or for a row of an answer.

use std::path::Path;
use std::sync::Arc;

use super::input;
use super::messages::Messages;
use super::options::{Options, Why};
use super::params;
use super::stop::Stop;
use crate::diagnostic::{Diagnostic, Source};
use crate::engine::{Grounds, Settings};
use crate::evidence::Evidence;
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
        let folder = Folder::open(path).map_err(|diagnostic| {
            self.messages.report(&diagnostic.into());
            Stop::Usage
        })?;
        self.originals = Some(self.ledger.originals(&folder));
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
        let query = self.ledger.query_from(text).with(settings);
        let grounds = self.interrupt.during(|| query.grounds(row));
        let grounds = grounds.map_err(|error| self.messages.failure(&error))?;
        let most = match self.output.writes_json() {
            true => usize::MAX,
            false => render::MOST_RECORDS,
        };
        let all = self.evidence_for(&grounds, most);
        self.show(&all, |all, options| {
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
        let all = self.evidence_for(&named, usize::MAX);
        self.show(&all, |all, options| {
            let drawn = all.iter().map(|one| render::evidence(one, options));
            drawn.collect::<Vec<_>>().join("\n")
        })
    }

    fn evidence_for(&self, grounds: &Grounds, most: usize) -> Vec<Evidence> {
        let with = grounds.with(self.originals.as_ref());
        let all = self.ledger.evidence_for(grounds, with);
        all.take(most).collect()
    }

    fn show(
        &mut self,
        all: &[Evidence],
        draw: impl FnOnce(&[Evidence], &render::Options) -> String,
    ) -> Result<(), Stop> {
        self.output.evidence(all, draw, &self.messages)
    }
}
