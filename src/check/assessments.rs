//! What our analyst thinks, and of what.

use super::context::{Context, days, sole};
use super::findings::Findings;
use crate::model::kinds::JUDGED;
use crate::model::{Kind, Record};

/// The grades, each with the kinds of record it is given to.
const GRADES: [(&str, &[Kind]); 3] = [
    (
        "reliability",
        &[Kind::Sources, Kind::Documents, Kind::Entities],
    ),
    (
        "credibility",
        &[Kind::Claims, Kind::Reports, Kind::Propositions],
    ),
    (
        "likelihood",
        &[
            Kind::Claims,
            Kind::Reports,
            Kind::Propositions,
            Kind::Events,
        ],
    ),
];

/// Finds grades given to what they do not grade.
pub(super) fn wrong_axis(context: &Context<'_>, findings: &mut Findings<'_>) {
    for (_, assessment) in context.rows(Kind::Assessments) {
        let Some((kind, _)) = judged(assessment) else {
            continue;
        };
        for (name, kinds) in GRADES {
            let field = Kind::Assessments.place(name);
            if assessment.has(field) && !kinds.contains(&kind) {
                let kinds: Vec<&str> = kinds.iter().map(|kind| kind.collection()).collect();
                let message = format!("{name} is not a grade of {}", kind.collection());
                findings
                    .add(assessment.place_of(field), message)
                    .help(format!("it is given to {}", kinds.join(", ")));
            }
        }
    }
}

/// Finds assessments that give no grade.
pub(super) fn ungraded(context: &Context<'_>, findings: &mut Findings<'_>) {
    let place = |name| Kind::Assessments.place(name);
    let grades = GRADES.map(|(name, _)| place(name));
    for (_, assessment) in context.rows(Kind::Assessments) {
        let has_grade = grades.iter().any(|field| assessment.has(*field));
        if !has_grade && !assessment.has(place("confidence")) {
            findings
                .add(
                    assessment.place_of(place("target")),
                    "the assessment gives no grade",
                )
                .help("write ‘reliability’, ‘credibility’, ‘likelihood’ or ‘confidence’; F and 6 mean that it cannot be judged");
        }
    }
}

/// Finds assessments older than the newest report of what they judge.
pub(super) fn stale(context: &Context<'_>, findings: &mut Findings<'_>) {
    let on = Kind::Assessments.place("on");
    let by_source = context.inverse(Kind::Claims, "source", Kind::Sources);
    let document = Kind::Reports.place("document");
    for (_, assessment) in context.rows(Kind::Assessments) {
        let (Some(day), Some((kind, row))) = (days(assessment, on), judged(assessment)) else {
            continue;
        };
        let of_claims = |claims: &[u32]| {
            let reports = claims.iter().flat_map(|claim| context.reports_of(*claim));
            reports.copied().collect::<Vec<u32>>()
        };
        let reports = match kind {
            Kind::Reports => vec![row],
            Kind::Claims => of_claims(&[row]),
            Kind::Propositions => of_claims(context.claims_of(row)),
            Kind::Sources => of_claims(by_source.get(row as usize).map_or(&[], Vec::as_slice)),
            Kind::Documents => Vec::new(),
            Kind::Entities
            | Kind::Events
            | Kind::Names
            | Kind::Figures
            | Kind::Roles
            | Kind::Denials
            | Kind::Assessments => continue,
        };
        let own = (kind == Kind::Documents).then_some(row);
        let own = own.and_then(|page| Some((context.published(page)?, page)));
        let pages = reports.into_iter().filter_map(|report| {
            let page = sole(context.row(Kind::Reports, report)?, document)?;
            Some((context.published(page)?, page))
        });
        let newest = pages
            .chain(own)
            .max_by_key(|(published, page)| (published.lo, *page));
        if let Some((published, page)) = newest.filter(|(published, _)| published.lo > day.hi) {
            let message = format!(
                "the assessment is of {day}, and ‘{}’ came out after, on {published}",
                context.id(Kind::Documents, page)
            );
            findings
                .add(assessment.place_of(on), message)
                .help("judge again, and write the new day in ‘on’");
        }
    }
}

/// Returns what an assessment surely judges.
fn judged(assessment: &Record) -> Option<(Kind, u32)> {
    JUDGED.into_iter().find_map(|kind| {
        let field = Kind::Assessments.place(kind.schema().singular);
        Some((kind, sole(assessment, field)?))
    })
}
