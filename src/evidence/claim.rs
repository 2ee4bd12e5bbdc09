//! Claims: who commits to what, when, and who denies it.

use serde::Serialize;

use super::beneath::list;
use super::reader::Reader;
use super::report::Report;
use super::{Line, List, Mention, Place, When, is_false};
use crate::model::Kind;
use crate::model::Kind::{Claims, Figures, Reports, Sources};

/// The evidence for one claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Claim {
    /// The claim.
    pub record: Mention,
    /// Where it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What the source does with the proposition.
    pub stance: Option<&'static str>,
    /// How sure the source says it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certainty: Option<&'static str>,
    /// The proposition's id.
    pub proposition: Option<Mention>,
    /// The bare proposition, which a denial leaves positive.
    pub content: String,
    /// What is said, the act before it.
    pub text: String,
    /// Who says it.
    pub sources: Vec<Source>,
    /// Whether its several sources spoke together.
    #[serde(skip_serializing_if = "is_false")]
    pub joint: bool,
    /// To whom.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<Mention>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub said: Option<When>,
    /// The occasion it was said on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub occasion: Vec<Mention>,
    /// The numbers that all its reports give.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<Figure>,
    /// The claims it denies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub denies: Vec<Line>,
    /// The claims that deny it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub denied_by: Vec<Line>,
    /// How else it stands to other claims, a list for each field of that kind.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<List>,
    /// What our analyst thinks of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Line>,
    /// What else a reader should know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The passages that carry it.
    pub reports: Vec<Report>,
}

/// Who makes a claim, with what is known of how they speak and know.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    /// The source.
    pub record: Mention,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// On whose behalf it speaks.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub party: Vec<Mention>,
    /// Whether it is left unnamed.
    #[serde(skip_serializing_if = "is_false")]
    pub anonymous: bool,
    /// How many speak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<&'static str>,
    /// How it knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub access: Option<&'static str>,
    /// On what terms it spoke.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<&'static str>,
    /// Whom it may also be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub perhaps: Vec<Mention>,
    /// What our analyst thinks of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Line>,
}

/// A number that is given.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Its id.
    pub id: String,
    /// The number, with its unit.
    pub value: String,
    /// What is counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The span it is counted over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<String>,
}

/// The fields of claims that lead to others and are no denials.
const RELATIONS: [&str; 9] = [
    "repeats",
    "repeated_by",
    "corroborates",
    "corroborated_by",
    "contradicts",
    "updates",
    "updated_by",
    "answers",
    "answered_by",
];

impl Reader<'_> {
    /// Gathers the evidence for a claim, of which these reports are wanted.
    pub(super) fn claim(&self, row: u32, reports: impl Fn(u32) -> bool) -> Claim {
        let field = |name| self.mentions(Claims, row, name);
        let carrying = self.links(Claims, row, "reports").into_iter();
        let carrying = carrying.filter(|(report, _)| self.sees(*report) && reports(*report));
        let proposition = self.links(Claims, row, "proposition").first().copied();
        let content = proposition.and_then(|(it, _)| self.text(Kind::Propositions, it, "text"));
        Claim {
            record: self.mention(Claims, row, self.is_doubtful(Claims, row)),
            place: self.places.of(Claims, row),
            stance: self.word(Claims, row, "stance"),
            certainty: self.word(Claims, row, "certainty"),
            proposition: field("proposition").into_iter().next(),
            content: content.unwrap_or_default(),
            text: self.text(Claims, row, "text").unwrap_or_default(),
            sources: self.sources(row),
            joint: self.truth(Claims, row, "joint") == Some(true),
            to: field("to"),
            said: self.date(Claims, row, "said"),
            occasion: field("occasion"),
            figures: self.figures(Claims, row, |figure| {
                self.links(Figures, figure, "report").is_empty()
            }),
            denies: self.denials(row, "denying", "target"),
            denied_by: self.denials(row, "denials", "denial"),
            relations: self.relations(row),
            assessments: self.assessments(Claims, row),
            note: self.text(Claims, row, "note"),
            reports: carrying
                .map(|(report, doubtful)| self.report(report, doubtful))
                .collect(),
        }
    }

    fn relations(&self, claim: u32) -> Vec<List> {
        let lists = RELATIONS.map(|field| self.claim_list(field, Claims, claim, field));
        lists.into_iter().filter(|list| list.of > 0).collect()
    }

    fn sources(&self, claim: u32) -> Vec<Source> {
        let links = self.links(Claims, claim, "source").into_iter();
        let sources = links.map(|(row, doubtful)| Source {
            record: self.mention(Sources, row, doubtful),
            kind: self.word(Sources, row, "kind"),
            party: self.mentions(Sources, row, "party"),
            anonymous: self.truth(Sources, row, "anonymous") == Some(true),
            number: self.word(Sources, row, "number"),
            access: self.word(Sources, row, "access"),
            condition: self.word(Sources, row, "condition"),
            perhaps: self.mentions(Sources, row, "perhaps"),
            assessments: self.assessments(Sources, row),
        });
        sources.collect()
    }

    /// Lists the figures of a claim or a report.
    pub(super) fn figures(
        &self,
        kind: Kind,
        row: u32,
        wanted: impl Fn(u32) -> bool,
    ) -> Vec<Figure> {
        let figures = self.links(kind, row, "figures").into_iter();
        let figures = figures.filter(|(figure, _)| wanted(*figure));
        let figures = figures.map(|(row, _)| Figure {
            id: self.store.id(Figures, row).to_owned(),
            value: self.number(Figures, row, "value").unwrap_or("?".into()),
            of: self.text(Figures, row, "of"),
            per: self.text(Figures, row, "per"),
        });
        figures.collect()
    }

    /// Lists the claims at the other end of the denials of a claim.
    fn denials(&self, claim: u32, denials: &str, end: &str) -> Vec<Line> {
        let denials = self.links(Claims, claim, denials).into_iter();
        let lines = denials.flat_map(|(denial, in_doubt)| {
            let scope = self.word(Kind::Denials, denial, "scope");
            let claims = self.links(Kind::Denials, denial, end).into_iter();
            let seen = claims.filter(|(claim, _)| self.sees_claim(*claim));
            seen.map(move |(claim, doubtful)| Line {
                scope,
                ..self.claim_line(claim, doubtful || in_doubt)
            })
            .collect::<Vec<_>>()
        });
        lines.collect()
    }

    /// Lists the claims that a field leads to.
    pub(super) fn claim_list(
        &self,
        heading: &'static str,
        kind: Kind,
        row: u32,
        name: &str,
    ) -> List {
        let claims = self.links(kind, row, name).into_iter();
        let claims = claims.filter(|(claim, _)| self.sees_claim(*claim));
        list(heading, claims, |claim, doubtful| {
            self.claim_line(claim, doubtful)
        })
    }

    /// Writes a claim in one line.
    pub(super) fn claim_line(&self, row: u32, doubtful: bool) -> Line {
        let reports = self.links(Claims, row, "reports").into_iter();
        let reports = reports.filter(|(report, _)| self.sees(*report));
        Line {
            record: self.mention(Claims, row, doubtful || self.is_doubtful(Claims, row)),
            text: self.text(Claims, row, "text").unwrap_or_default(),
            by: self.mentions(Claims, row, "source"),
            said: self.date(Claims, row, "said").map(|it| it.text),
            at: reports
                .map(|(report, _)| self.report_place(report))
                .collect(),
            scope: None,
        }
    }

    /// Says where a report stands: `003 p7`.
    pub(super) fn report_place(&self, report: u32) -> String {
        let document = self.mentions(Reports, report, "document");
        let id = document.first().map_or("?", |it| &*it.id);
        let at = self.text(Reports, report, "at").unwrap_or_default();
        format!("{id} {at}")
    }

    /// Lists what our analyst thinks of a record.
    pub(super) fn assessments(&self, kind: Kind, row: u32) -> Vec<Line> {
        let assessments = self.links(kind, row, "assessments").into_iter();
        let lines = assessments.map(|(row, doubtful)| {
            let grades = ["reliability", "credibility", "likelihood", "confidence"];
            let grades = grades.iter().filter_map(|grade| {
                let word = self.word(Kind::Assessments, row, grade)?;
                Some(format!("{grade} {}", word.replace('_', " ")))
            });
            let why = self.text(Kind::Assessments, row, "why");
            let grades = grades.collect::<Vec<_>>().join(", ");
            let parts = [Some(grades).filter(|it| !it.is_empty()), why];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            Line::of(
                self.mention(Kind::Assessments, row, doubtful),
                parts.join(": "),
            )
        });
        lines.collect()
    }

    /// Tells whether a record is only possibly one.
    pub(super) fn is_doubtful(&self, kind: Kind, row: u32) -> bool {
        let present = self.store.collection(kind).present();
        present.is_some_and(|present| !present.certain().get(row as usize))
    }
}

impl Line {
    /// Makes the line of a record that says this.
    pub(super) fn of(record: Mention, text: impl Into<String>) -> Line {
        Line {
            record,
            text: text.into(),
            by: Vec::new(),
            said: None,
            at: Vec::new(),
            scope: None,
        }
    }
}
