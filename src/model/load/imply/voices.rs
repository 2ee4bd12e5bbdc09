//! Claims in a document's own voice.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::draft::{Draft, Drafts, Given, Reference};
use super::super::id::Id;
use super::super::problems::Problems;
use super::{Held, author_id};
use crate::model::Kind;

/// Lets claims without a source speak in the voice of the document of their first report.
pub(super) fn lend<'t>(drafts: &mut Drafts<'t>, held: &Held<'t>, problems: &mut Problems<'_>) {
    let source = Kind::Claims.place("source");
    let voices = Voices::new(drafts);
    let mut lent = Vec::new();
    for (place, claim) in drafts.of(Kind::Claims).iter().enumerate() {
        if claim.has(source) {
            continue;
        }
        let voice = match (voices.first_document(claim), held.of(claim.place.0)) {
            (Some(document), _) => voices.of(document),
            (None, [one]) => voices.of(&Reference::to(one.clone(), claim.place.1)),
            (None, _) if drafts.losing().contains(&claim.place.0) => None,
            (None, _) => {
                let message = "the claim has no ‘source’, and no document whose voice it could be";
                problems.error(claim.place, "missing-field", message);
                None
            }
        };
        lent.extend(voice.map(|voice| (place, voice.standing(claim.place.1))));
    }
    for (place, voice) in lent {
        let claims = drafts.of_mut(Kind::Claims);
        claims[place].add(source, Given::References(vec![voice]));
    }
}

/// Whose voice each document has.
struct Voices<'d, 't> {
    /// The report of each claim without a source that speaks first: one in the claim's own file,
    /// if there is one.
    first: FxHashMap<&'d str, &'d Draft<'t>>,
    documents: FxHashMap<&'d str, &'d Draft<'t>>,
    /// The ids an outlet may have.
    outlets: FxHashSet<&'d str>,
}

impl<'d, 't> Voices<'d, 't> {
    fn new(drafts: &'d Drafts<'t>) -> Self {
        let by_id = |kind| drafts.of(kind).iter().map(|draft| (&*draft.id, draft));
        let source = Kind::Claims.place("source");
        let silent: FxHashMap<&str, u32> = by_id(Kind::Claims)
            .filter(|(_, claim)| !claim.has(source))
            .map(|(id, claim)| (id, claim.place.0))
            .collect();
        let of = Kind::Reports.place("claim");
        let mut first: FxHashMap<&str, &Draft<'_>> = FxHashMap::default();
        for report in drafts.of(Kind::Reports) {
            let Some(id) = report.sole_id(of).map(|id| &**id) else {
                continue;
            };
            let Some(file) = silent.get(id) else {
                continue;
            };
            let own = |report: &Draft<'_>| report.place.0 == *file;
            match first.get(id) {
                Some(earlier) if own(earlier) || !own(report) => {}
                Some(_) | None => {
                    first.insert(id, report);
                }
            }
        }
        Voices {
            first,
            documents: by_id(Kind::Documents).collect(),
            outlets: by_id(Kind::Entities).map(|(id, _)| id).collect(),
        }
    }

    fn first_document(&self, claim: &Draft<'_>) -> Option<&'d Reference<'t>> {
        let report = self.first.get(&*claim.id)?;
        report.references(Kind::Reports.place("document")).first()
    }

    /// Returns the source that a document's voice is: its outlet, or else its author.
    ///
    /// None where the document or the outlet is not there, which is reported elsewhere.
    fn of(&self, document: &Reference<'t>) -> Option<Reference<'t>> {
        let Some(id) = document.id.as_deref() else {
            return Some(document.clone());
        };
        let outlet = Kind::Documents.place("outlet");
        let outlet = self.documents.get(id)?.references(outlet).first();
        let outlet = outlet.and_then(|it| Some((it.id.as_ref()?, it.doubtful)));
        let (voice, doubtful): (Id<'t>, bool) = match outlet {
            Some((outlet, _)) if !self.outlets.contains(&**outlet) => return None,
            Some((outlet, doubtful)) => (outlet.clone(), doubtful),
            None => (author_id(id), false),
        };
        Some(Reference {
            doubtful: document.doubtful || doubtful,
            ..Reference::to(voice, document.span)
        })
    }
}
