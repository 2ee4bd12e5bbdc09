//! Unnamed speakers who are one on some pages and several on others.

use super::context::{Context, is_word, sole, sure};
use super::findings::Findings;
use crate::model::{Kind, Record};

/// A claim of one unnamed source.
struct Told<'l> {
    claim: u32,
    source: u32,
    speaker: &'l Record,
    /// The documents that carry it.
    pages: Vec<u32>,
}

impl Told<'_> {
    /// Tells whether the two may be one speaker, told in documents apart from each other.
    fn may_be(&self, other: &Told<'_>) -> bool {
        let is_unstated = is_word(Kind::Sources, "kind", "unstated");
        let kind = |it: &Told<'_>| it.speaker.word(Kind::Sources.place("kind"));
        let kinds =
            kind(self) == kind(other) || is_unstated(self.speaker) || is_unstated(other.speaker);
        let party = |it: &Told<'_>| sole(it.speaker, Kind::Sources.place("party"));
        let parties = match (party(self), party(other)) {
            (Some(a), Some(b)) => a == b,
            (Some(_) | None, None) | (None, Some(_)) => true,
        };
        let apart = !self.pages.is_empty()
            && !other.pages.is_empty()
            && !self.pages.iter().any(|page| other.pages.contains(page));
        kinds && parties && apart
    }
}

/// Finds one unnamed speaker told as several by another document.
pub(super) fn one_as_several(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (repeats, source) = (Kind::Claims.place("repeats"), Kind::Claims.place("source"));
    for (proposition, _) in context.rows(Kind::Propositions) {
        let claims = context.claims_of(proposition).iter().copied();
        let many: Vec<Told<'_>> = claims
            .clone()
            .filter_map(|claim| told(context, claim, "several"))
            .collect();
        if many.is_empty() {
            continue;
        }
        let mut ones: Vec<Told<'_>> = claims
            .filter_map(|claim| told(context, claim, "one"))
            .collect();
        // What the same pages have of the same source tells nothing more.
        ones.dedup_by(|a, b| a.source == b.source && a.pages == b.pages);
        for several in many {
            let Some(claim) = context.row(Kind::Claims, several.claim) else {
                continue;
            };
            let retold = sure(claim, repeats).filter_map(|claim| told(context, claim, "one"));
            let retold: Vec<Told<'_>> = retold.collect();
            let mut all = retold.iter().chain(&ones);
            if let Some(one) = all.find(|one| one.may_be(&several)) {
                let message = format!(
                    "‘{}’ are several here; in ‘{}’ they are one, ‘{}’",
                    context.id(Kind::Sources, several.source),
                    context.id(Kind::Claims, one.claim),
                    context.id(Kind::Sources, one.source)
                );
                findings.add(claim.place_of(source), message).help(
                    "nothing is to be mended where the pages have it so; readers should know",
                );
            }
        }
    }
}

/// Returns a claim whose only source is unnamed and of that number.
fn told<'l>(context: &Context<'l>, claim: u32, number: &str) -> Option<Told<'l>> {
    let record = context.row(Kind::Claims, claim)?;
    let source = sole(record, Kind::Claims.place("source"))?;
    let speaker = context.row(Kind::Sources, source)?;
    let is_unnamed = speaker.is_true(Kind::Sources.place("anonymous"));
    if !is_unnamed || !is_word(Kind::Sources, "number", number)(speaker) {
        return None;
    }
    let document = Kind::Reports.place("document");
    let reports = context.reports_of(claim).iter();
    let pages = reports.filter_map(|row| sole(context.row(Kind::Reports, *row)?, document));
    Some(Told {
        claim,
        source,
        speaker,
        pages: pages.collect(),
    })
}
