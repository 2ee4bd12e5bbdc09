//! What lies beneath a record of each kind.

use indexmap::IndexMap;

use super::claim::Claim;
use super::facts::Fact;
use super::reader::Reader;
use super::{Evidence, Line, List};
use crate::model::Kind;
use crate::model::kinds::JUDGED;
use crate::value::Type;

/// The most claims that are gathered whole.
const CLAIMS: usize = 10;
/// The most lines that a list has.
const LINES: usize = 20;

impl Reader<'_> {
    /// Gathers the evidence for a record of any kind.
    pub(super) fn evidence(&self, kind: Kind, row: u32) -> Evidence {
        let mut evidence = Evidence {
            record: self.mention(kind, row, self.is_doubtful(kind, row)),
            place: self.places.of(kind, row),
            facts: match kind {
                Kind::Claims | Kind::Reports => Vec::new(),
                Kind::Documents
                | Kind::Entities
                | Kind::Names
                | Kind::Sources
                | Kind::Propositions
                | Kind::Figures
                | Kind::Events
                | Kind::Denials
                | Kind::Roles
                | Kind::Assessments => self.facts(kind, row),
            },
            claims: Vec::new(),
            claims_of: 0,
            reports: Vec::new(),
            lists: Vec::new(),
            unseen: 0,
        };
        self.add_beneath(&mut evidence, kind, row);
        evidence.lists.retain(|list| list.of > 0);
        evidence
    }

    fn add_beneath(&self, evidence: &mut Evidence, kind: Kind, row: u32) {
        match kind {
            Kind::Claims => self.add_claims(evidence, &[row], None),
            Kind::Reports => {
                let claims = self.rows(kind, row, "claim");
                self.add_claims(evidence, &claims, Some(row));
            }
            Kind::Figures => {
                let report = self.rows(kind, row, "report").first().copied();
                let claims = self.rows(kind, row, "claim");
                self.add_claims(evidence, &claims, report);
            }
            Kind::Documents => {
                let all = self.rows(kind, row, "reports");
                evidence.reports = self.reports_in(row);
                let original = self.with.originals.and_then(|it| it.text(row));
                evidence.facts.extend(original.map(|text| Fact {
                    field: "original",
                    values: vec![text.unwrap_or_else(|objection| objection)],
                }));
                evidence.unseen += all.len() - evidence.reports.len();
                evidence.lists = vec![self.judged(kind, row)];
            }
            Kind::Propositions => {
                let claims = self.rows(kind, row, "claims");
                self.add_claims(evidence, &claims, None);
                evidence.lists = vec![
                    self.linked("implied by", kind, row, ("implied_by", "text")),
                    self.judged(kind, row),
                ];
            }
            Kind::Denials => {
                let mut claims = self.rows(kind, row, "denial");
                claims.extend(self.rows(kind, row, "target"));
                self.add_claims(evidence, &claims, None);
            }
            Kind::Roles => {
                let claims = self.rows(kind, row, "claims");
                self.add_claims(evidence, &claims, None);
            }
            Kind::Sources => {
                let relayed = self.links(kind, row, "relayed").into_iter();
                let relayed = relayed.filter(|(report, _)| self.sees(*report));
                evidence.lists = vec![
                    self.claim_list("claims it makes", kind, row, "claims"),
                    list(
                        "reports that came through it",
                        relayed,
                        |report, doubtful| self.report_line(report, doubtful),
                    ),
                    self.judged(kind, row),
                ];
            }
            Kind::Entities => {
                let linked = |heading, names| self.linked(heading, kind, row, names);
                evidence.lists = vec![
                    self.through("claims it makes", kind, row, "sources"),
                    self.through("claims about it", kind, row, "propositions"),
                    linked("its roles", ("roles", "what")),
                    linked("sources it is", ("sources", "name")),
                    linked("documents it published", ("documents", "title")),
                    self.judged(kind, row),
                ];
            }
            Kind::Names => {
                for entity in self.rows(kind, row, "entity") {
                    let about =
                        self.through("claims about it", Kind::Entities, entity, "propositions");
                    evidence.lists.push(about);
                }
            }
            Kind::Events => {
                evidence.lists = vec![
                    self.through("claims about it", kind, row, "propositions"),
                    self.claim_list("claims made on its occasion", kind, row, "statements"),
                    self.linked("its parts", kind, row, ("parts", "name")),
                    self.judged(kind, row),
                ];
            }
            // What is judged is judged by nothing that is judged: this ends.
            Kind::Assessments => {
                for judged in JUDGED {
                    for target in self.rows(kind, row, judged.schema().singular) {
                        self.add_beneath(evidence, judged, target);
                    }
                }
            }
        }
    }

    /// Adds these claims, the first of them whole, with one report of them or all.
    fn add_claims(&self, evidence: &mut Evidence, claims: &[u32], report: Option<u32>) {
        let seen = claims.iter().filter(|claim| self.sees_claim(**claim));
        let seen: Vec<u32> = seen.copied().collect();
        let wanted = |it: u32| report.is_none_or(|only| only == it);
        let whole = seen.iter().take(CLAIMS);
        let whole: Vec<Claim> = whole.map(|claim| self.claim(*claim, wanted)).collect();
        let all = claims
            .iter()
            .flat_map(|claim| self.rows(Kind::Claims, *claim, "reports"));
        let all = all.filter(|it| wanted(*it) && !self.sees(*it));
        evidence.unseen += all.count();
        evidence.claims.extend(whole);
        evidence.claims_of += seen.len();
    }

    /// Returns the records that a field leads to, somebody not known left out.
    fn rows(&self, kind: Kind, row: u32, name: &str) -> Vec<u32> {
        let to = self.target(kind, name);
        let links = self.links(kind, row, name).into_iter();
        let known = links.filter(|(row, _)| !self.is_somebody(to, *row));
        known.map(|(row, _)| row).collect()
    }

    /// Lists the claims of the records that a field leads to, each once: surely one where one way
    /// there is sure.
    fn through(&self, heading: &'static str, kind: Kind, row: u32, name: &str) -> List {
        let between = self.target(kind, name);
        let mut claims: IndexMap<u32, bool> = IndexMap::new();
        for (row, in_doubt) in self.links(kind, row, name) {
            for (claim, doubtful) in self.links(between, row, "claims") {
                let is_doubtful = claims.entry(claim).or_insert(true);
                *is_doubtful &= in_doubt || doubtful;
            }
        }
        let seen = claims.into_iter().filter(|it| self.sees_claim(it.0));
        list(heading, seen, |claim, doubtful| {
            self.claim_line(claim, doubtful)
        })
    }

    /// Lists the records that a field leads to, with what one of their own fields says.
    fn linked(
        &self,
        heading: &'static str,
        kind: Kind,
        row: u32,
        (name, text): (&str, &str),
    ) -> List {
        let to = self.target(kind, name);
        let links = self.links(kind, row, name).into_iter();
        list(heading, links, |row, doubtful| {
            let text = self.text(to, row, text).unwrap_or_default();
            Line::of(self.mention(to, row, doubtful), text)
        })
    }

    /// Returns the kind of the records that a field leads to.
    fn target(&self, kind: Kind, name: &str) -> Kind {
        let field = kind.field(name).map(|(_, field)| field.ty);
        match field {
            Some(Type::Record(to)) => Kind::from_number(to),
            Some(_) | None => kind,
        }
    }

    fn judged(&self, kind: Kind, row: u32) -> List {
        let assessments = self.assessments(kind, row);
        let of = assessments.len();
        let mut lines = assessments;
        lines.truncate(LINES);
        List {
            heading: "what our analyst thinks of it",
            lines,
            of,
        }
    }

    fn report_line(&self, report: u32, doubtful: bool) -> Line {
        let claims = self.links(Kind::Reports, report, "claim").into_iter();
        let mut claims = claims.filter(|(claim, _)| self.sees_claim(*claim));
        let record = self.mention(Kind::Reports, report, doubtful);
        let at = vec![self.report_place(report)];
        match claims.next() {
            Some((claim, doubtful)) => Line {
                record,
                at,
                ..self.claim_line(claim, doubtful)
            },
            None => Line {
                at,
                ..Line::of(record, "")
            },
        }
    }
}

/// Counts records, and makes the lines of the first of them.
pub(super) fn list(
    heading: &'static str,
    records: impl Iterator<Item = (u32, bool)>,
    line: impl Fn(u32, bool) -> Line,
) -> List {
    let mut list = List {
        heading,
        lines: Vec::new(),
        of: 0,
    };
    for (row, doubtful) in records {
        if list.of < LINES {
            list.lines.push(line(row, doubtful));
        }
        list.of += 1;
    }
    list
}
