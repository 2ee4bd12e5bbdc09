//! Reports: the paragraph they begin at, and whether their page names the source.

use crate::model::{Kind, Ledger, Link, Value};
use crate::value::{Locator, Number, Range, Real};

/// Reads the first paragraph off each report's place.
pub(super) fn paragraphs(ledger: &mut Ledger) {
    let (at, paragraph) = (Kind::Reports.place("at"), Kind::Reports.place("paragraph"));
    for report in ledger.tables[Kind::Reports as usize].records.values_mut() {
        if let Some(locator) = report.text(at).and_then(Locator::parse) {
            let first = locator.paragraph();
            let number = Number {
                range: Range::exactly(Real::from_count(first.into())),
                unit: None,
                text: first.to_string(),
            };
            report.set(paragraph, Value::Number(Box::new(number)));
        }
    }
}

/// Says of each report whether its page leaves the source unnamed: where all its sources are.
pub(super) fn unnamed(ledger: &mut Ledger) {
    let (unnamed, claim) = (Kind::Reports.place("unnamed"), Kind::Reports.place("claim"));
    let source = usize::from(Kind::Claims.place("source"));
    let anonymous = Kind::Sources.place("anonymous");
    let (sources, claims) = (ledger.table(Kind::Sources), ledger.table(Kind::Claims));
    let all_anonymous: Vec<bool> = claims
        .records
        .values()
        .map(|claim| {
            let links = claim.links(source);
            let is_anonymous =
                |link: &Link| sources.row(link.row).is_none_or(|it| it.is_true(anonymous));
            !links.is_empty() && links.iter().all(is_anonymous)
        })
        .collect();
    for report in ledger.tables[Kind::Reports as usize].records.values_mut() {
        if !report.has(unnamed) {
            let row = report.link(claim).map(|link| link.row as usize);
            let truth = row.and_then(|row| all_anonymous.get(row)).copied();
            report.set(unnamed, Value::Truth(truth.unwrap_or(false)));
        }
    }
}
