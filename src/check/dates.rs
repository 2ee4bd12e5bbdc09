//! Dates that cannot stand beside each other.

use super::context::{Context, days, sole};
use super::findings::Findings;
use crate::model::Kind;

/// Finds what ends before it begins.
pub(super) fn reversed(context: &Context<'_>, findings: &mut Findings<'_>) {
    for kind in [Kind::Events, Kind::Roles] {
        let (from, until) = (kind.place("from"), kind.place("until"));
        for (_, record) in context.rows(kind) {
            let (Some(first), Some(last)) = (days(record, from), days(record, until)) else {
                continue;
            };
            if last.hi < first.lo {
                let message = format!(
                    "the {} ends before it begins: until {last}, from {first}",
                    kind.schema().singular
                );
                findings
                    .add(record.place_of(until), message)
                    .beside(record.place_of(from), "begins")
                    .help("change ‘from’ or ‘until’");
            }
        }
    }
}

/// Finds claims that a page printed before they were said: one that we read, or every page.
pub(super) fn said_after_publication(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (said, document) = (Kind::Claims.place("said"), Kind::Reports.place("document"));
    for (row, claim) in context.rows(Kind::Claims) {
        let Some(spoken) = days(claim, said) else {
            continue;
        };
        let reports = context.reports_of(row).iter();
        let pages: Vec<(u32, u32, bool)> = reports
            .filter_map(|&report| {
                let page = sole(context.row(Kind::Reports, report)?, document)?;
                let published = context.published(page);
                Some((report, page, published.is_some_and(|it| it.hi < spoken.lo)))
            })
            .collect();
        let all = pages.iter().all(|(_, _, early)| *early);
        for (report, page, _) in pages.into_iter().filter(|(_, _, early)| *early) {
            if !all && !context.is_held(page) {
                continue;
            }
            let Some((report, published)) = context
                .row(Kind::Reports, report)
                .zip(context.published(page))
            else {
                continue;
            };
            let message = format!(
                "the claim was said on {spoken} and printed before, on {published}, in ‘{}’",
                context.id(Kind::Documents, page)
            );
            findings
                .add(claim.place_of(said), message)
                .beside(report.place_of(document), "printed here")
                .help("change ‘said’, or the document's ‘published’");
        }
    }
}
