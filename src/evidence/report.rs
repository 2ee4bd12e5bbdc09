//! Reports: the passages that carry claims, and the documents they stand in.

use serde::Serialize;

use super::chain::Node;
use super::claim::Figure;
use super::reader::Reader;
use super::{Line, Mention, Place, When, is_false};
use crate::model::Kind::{Documents, Reports};
use crate::value::Locator;

/// The evidence of one report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The report; doubtful where it is only possibly one of the claim.
    pub record: Mention,
    /// Where it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The claim it carries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<Line>,
    /// Where it stands.
    pub document: Option<Document>,
    /// The paragraphs, or a paragraph and a span.
    pub at: String,
    /// The way it came there.
    pub chain: Vec<Node>,
    /// The reporting verb.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cue: Option<String>,
    /// Whether the words are the source's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<&'static str>,
    /// How the page stands to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame: Option<&'static str>,
    /// The loaded words the page uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What the page calls the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub described_as: Option<String>,
    /// Whether the page leaves the source unnamed.
    #[serde(skip_serializing_if = "is_false")]
    pub unnamed: bool,
    /// Direct speech kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The numbers that this report gives.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// The hash of the passage that was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash: Option<String>,
    /// How that passage stands to the original text.
    pub standing: Standing,
    /// The paragraphs of the passage, as the original text has them now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub passage: Vec<Paragraph>,
}

/// A document that a report stands in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    /// The document.
    pub record: Mention,
    /// Who published it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outlet: Vec<Mention>,
    /// When it came out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<When>,
    /// Whether we have read it.
    pub held: bool,
    /// What is wrong with its original text, where that is at hand or should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub objection: Option<String>,
}

/// How the passage of a report stands to the original text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Standing {
    /// No original texts are at hand to compare it with.
    NotCompared,
    /// They are, but not this one.
    NoOriginal {
        /// Why not.
        why: String,
    },
    /// The report has no hash.
    NotStamped,
    /// The passage is where the report says.
    Matches,
    /// It is elsewhere.
    Moved {
        /// Where.
        to: String,
        /// In how many places the text has it.
        times: usize,
    },
    /// Another stands in its place, and it is nowhere.
    Changed {
        /// The hash of what stands there.
        hash: String,
    },
    /// The text has no such place.
    OutOfRange {
        /// What lies beyond it.
        why: String,
    },
}

/// One paragraph of a passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Paragraph {
    /// Its number.
    pub number: u32,
    /// All of its text.
    pub text: String,
    /// Where in it the passage begins and ends, in Unicode scalar values; none for all of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<(u32, u32)>,
}

impl Reader<'_> {
    /// Gathers the evidence of a report.
    pub(super) fn report(&self, row: u32, doubtful: bool) -> Report {
        let text = |name| self.text(Reports, row, name);
        let hash = text("hash");
        let document = self.links(Reports, row, "document").first().copied();
        let (standing, passage) = match self.with.originals {
            Some(originals) => originals.passage(row, document.map(|(document, _)| document)),
            None if hash.is_none() => (Standing::NotStamped, Vec::new()),
            None => (Standing::NotCompared, Vec::new()),
        };
        Report {
            record: self.mention(Reports, row, doubtful || self.is_doubtful(Reports, row)),
            place: self.places.of(Reports, row),
            claim: None,
            document: document.map(|(document, doubtful)| self.document(document, doubtful)),
            at: text("at").unwrap_or_default(),
            chain: self.chain(row),
            cue: text("cue"),
            quote: self.word(Reports, row, "quote"),
            frame: self.word(Reports, row, "frame"),
            label: text("label"),
            described_as: text("described_as"),
            unnamed: self.truth(Reports, row, "unnamed") == Some(true),
            words: text("words"),
            figures: self.figures(Reports, row, |_| true),
            hash,
            standing,
            passage,
        }
    }

    fn document(&self, row: u32, doubtful: bool) -> Document {
        Document {
            record: self.mention(Documents, row, doubtful),
            outlet: self.mentions(Documents, row, "outlet"),
            published: self.date(Documents, row, "published"),
            held: self.truth(Documents, row, "held") == Some(true),
            objection: self
                .with
                .originals
                .and_then(|originals| originals.text(row)?.err()),
        }
    }

    /// Gathers the reports of a document in order of place, each with the claim it carries.
    pub(super) fn reports_in(&self, document: u32) -> Vec<Report> {
        let reports = self.links(Documents, document, "reports").into_iter();
        let mut reports: Vec<(u32, bool)> = reports.filter(|(it, _)| self.sees(*it)).collect();
        let place = |report: u32| {
            let at = self.text(Reports, report, "at");
            at.and_then(|at| Locator::parse(&at))
        };
        reports.sort_by_cached_key(|(report, _)| (place(*report), *report));
        let gathered = reports.into_iter().map(|(report, doubtful)| {
            let claim = self.links(Reports, report, "claim").first().copied();
            Report {
                claim: claim.map(|(claim, doubtful)| Line {
                    at: Vec::new(),
                    ..self.claim_line(claim, doubtful)
                }),
                ..self.report(report, doubtful)
            }
        });
        gathered.collect()
    }
}
