//! Evidence: from a row of an answer, or an id, to the passages it rests on.

use super::{Error, Ledger, Query};
use crate::diagnostic::Diagnostic;
use crate::evidence::{self, Evidence, Mention, Originals, Seen, With};
use crate::exec;
use crate::model::Kind;
use crate::originals::Folder;

/// The records that a row of an answer rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grounds {
    /// The records, as the row came by them; the doubtful ones it rests on only possibly.
    pub records: Vec<Mention>,
    /// What the views of the query leave of the reports; none where it has no views.
    pub seen: Option<Seen>,
}

impl Query<'_> {
    /// Returns what a row of its answer rests on; of several queries in the text the last counts.
    ///
    /// Rows count from 1, as they are shown: possible ones are left out. A row that still is a
    /// record rests on that; one of a group on every record of the group. The query is asked once
    /// more for it.
    ///
    /// ```
    /// let ledger = whosaid::Ledger::sample();
    /// let grounds = ledger.query("claims where stance = deny | count by source").grounds(1)?;
    /// for record in &grounds.records {
    ///     let evidence = ledger.evidence(record.kind, &record.id, grounds.with(None));
    ///     assert!(evidence.is_some());
    /// }
    /// # Ok::<(), whosaid::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where asking has one; [`Error::NoRow`] where the answer has no such row, and
    /// [`Error::NoGrounds`] where it is no answer from the ledger, such as a plan.
    pub fn grounds(&self, row: usize) -> Result<Grounds, Error> {
        let (ledger, planned) = (self.ledger, self.planned());
        let mut report = planned.report.clone();
        let bound = ledger.bound(&planned, &mut report);
        if report.has_errors() {
            return Err(Error::Query(report));
        }
        let last = bound.last().ok_or(Error::NotOne(0))?;
        if last.plan.explain.is_some() {
            return Err(Error::NoGrounds);
        }
        let grounded = exec::grounded(last, &ledger.store, &self.settings.limits())?;
        let rows = grounded.rows.len();
        let place = row.checked_sub(1);
        let grounds = place.and_then(|place| grounded.rows.get(place));
        let grounds = grounds.ok_or(Error::NoRow { row, rows })?.iter();
        let store = &ledger.store;
        let records = grounds
            .map(|ground| evidence::mention(store, ground.kind, ground.row, !ground.certain));
        Ok(Grounds {
            records: records.collect(),
            seen: grounded.seen.map(Seen::of),
        })
    }
}

impl Grounds {
    /// Makes what the evidence for its records is drawn from: only what the views leave.
    pub fn with<'a>(&'a self, originals: Option<&'a Originals>) -> With<'a> {
        With {
            originals,
            seen: self.seen.as_ref(),
        }
    }
}

impl Ledger {
    /// Gathers what the ledger has to show for a record; none where there is no record of that id.
    ///
    /// ```
    /// use whosaid::evidence::With;
    /// use whosaid::model::Kind;
    ///
    /// let ledger = whosaid::Ledger::sample();
    /// let evidence = ledger.evidence(Kind::Claims, "003-moved-denied", With::default());
    /// let claim = &evidence.expect("a claim of the sample").claims[0];
    /// assert_eq!(claim.stance, Some("deny"));
    /// assert!(claim.reports.iter().all(|report| !report.chain.is_empty()));
    /// ```
    pub fn evidence(&self, kind: Kind, id: &str, with: With<'_>) -> Option<Evidence> {
        let row = evidence::row(&self.store, kind, id)?;
        evidence::evidence(&self.store, &self.places, kind, row, with)
    }

    /// Gathers the evidence for the records that a row rests on; what it rests on only possibly is
    /// doubtful. One after the other: a row may rest on very many.
    pub fn evidence_for<'a>(
        &'a self,
        grounds: &'a Grounds,
        with: With<'a>,
    ) -> impl Iterator<Item = Evidence> + 'a {
        grounds.records.iter().filter_map(move |record| {
            let (kind, row) = (record.kind, record.row);
            let mut evidence = evidence::evidence(&self.store, &self.places, kind, row, with)?;
            evidence.record.doubtful |= record.doubtful;
            Some(evidence)
        })
    }

    /// Finds the record that a text names, by its id or by `KIND:ID`.
    ///
    /// # Errors
    ///
    /// Returns why it names none, or more than one, and what to write.
    pub fn find(&self, text: &str) -> Result<Mention, Diagnostic> {
        let (kind, row) = evidence::find(&self.store, text)?;
        Ok(evidence::mention(&self.store, kind, row, false))
    }

    /// Finds records whose ids begin with a text, or else have it within; so many at the most.
    pub(crate) fn records_like(&self, text: &str, most: usize) -> Vec<(String, Mention)> {
        let found = evidence::like(&self.store, text, most).into_iter();
        let mentions = found.map(|(written, kind, row)| {
            (written, evidence::mention(&self.store, kind, row, false))
        });
        mentions.collect()
    }

    /// Compares every passage with the original texts in a folder.
    pub fn originals(&self, folder: &Folder) -> Originals {
        Originals::new(&self.store, folder)
    }
}
