//! What lies beneath a record of each kind.

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
                let lines = self.linked(kind, row, "implied_by", "text");
                evidence.lists = vec![list("implied by", lines), self.judged(kind, row)];
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
                let claims = self.claim_lines(kind, row, "claims");
                let relayed = self.rows(kind, row, "relayed");
                let relayed = relayed.into_iter().filter(|report| self.sees(*report));
                let relayed = relayed.map(|report| self.report_line(report)).collect();
                evidence.lists = vec![
                    list("claims it makes", claims),
                    list("reports that came through it", relayed),
                    self.judged(kind, row),
                ];
            }
            Kind::Entities => {
                let about = self.through(kind, row, "propositions", "claims");
                let made = self.through(kind, row, "sources", "claims");
                let sources = self.linked(kind, row, "sources", "name");
                let documents = self.linked(kind, row, "documents", "title");
                evidence.lists = vec![
                    list("claims it makes", made),
                    list("claims about it", about),
                    list("its roles", self.linked(kind, row, "roles", "what")),
                    list("sources it is", sources),
                    list("documents it published", documents),
                    self.judged(kind, row),
                ];
            }
            Kind::Names => {
                for entity in self.rows(kind, row, "entity") {
                    let about = self.through(Kind::Entities, entity, "propositions", "claims");
                    evidence.lists.push(list("claims about it", about));
                }
            }
            Kind::Events => {
                let about = self.through(kind, row, "propositions", "claims");
                let parts = self.linked(kind, row, "parts", "name");
                evidence.lists = vec![
                    list("claims about it", about),
                    list(
                        "claims made on its occasion",
                        self.claim_lines(kind, row, "statements"),
                    ),
                    list("its parts", parts),
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

    /// Lists the claims that a field leads to by way of another, each once.
    fn through(&self, kind: Kind, row: u32, first: &str, second: &str) -> Vec<Line> {
        let between = self.target(kind, first);
        let mut lines: Vec<Line> = Vec::new();
        for (row, in_doubt) in self.links(kind, row, first) {
            for mut line in self.claim_lines(between, row, second) {
                line.record.doubtful |= in_doubt;
                match lines.iter_mut().find(|it| it.record.id == line.record.id) {
                    Some(met) => met.record.doubtful &= line.record.doubtful,
                    None => lines.push(line),
                }
            }
        }
        lines
    }

    /// Lists the records that a field leads to.
    fn linked(&self, kind: Kind, row: u32, name: &str, text: &str) -> Vec<Line> {
        let to = self.target(kind, name);
        let links = self.links(kind, row, name).into_iter();
        let lines = links.map(|(row, doubtful)| {
            let text = self.text(to, row, text).unwrap_or_default();
            Line::of(self.mention(to, row, doubtful), text)
        });
        lines.collect()
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
        list("what our analyst thinks of it", self.assessments(kind, row))
    }

    fn report_line(&self, report: u32) -> Line {
        let claims = self.claim_lines(Kind::Reports, report, "claim");
        let record = self.mention(Kind::Reports, report, false);
        let at = vec![self.report_place(report)];
        match claims.into_iter().next() {
            Some(claim) => Line {
                record,
                at,
                ..claim
            },
            None => Line {
                at,
                ..Line::of(record, "")
            },
        }
    }
}

/// Makes a list of the first lines.
pub(super) fn list(heading: &'static str, mut lines: Vec<Line>) -> List {
    let of = lines.len();
    lines.truncate(LINES);
    List { heading, lines, of }
}
