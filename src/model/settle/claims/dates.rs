//! When claims were said, where no file says so.

use crate::model::{Kind, Ledger, Link, Record, Table, Value};
use crate::value::{Date, Day, Point};

/// Dates claims by their occasion, by publication where the page speaks itself, and otherwise as
/// not after the first publication of their reports.
pub(in crate::model::settle) fn dates(ledger: &mut Ledger) {
    let said = Kind::Claims.place("said");
    let found: Vec<Option<Date>> = {
        let printed = Printed::new(ledger);
        (0u32..)
            .zip(ledger.table(Kind::Claims).records.values())
            .map(|(row, claim)| {
                if claim.has(said) {
                    return None;
                }
                let of_occasion = occasion_date(ledger.table(Kind::Events), claim);
                of_occasion
                    .or_else(|| printed.own_voice(claim, row))
                    .or_else(|| printed.not_after(row))
            })
            .collect()
    };
    let claims = ledger.tables[Kind::Claims as usize].records.values_mut();
    for (claim, found) in claims.zip(found) {
        if let Some(date) = found {
            claim.set(said, Value::Date(date));
        }
    }
}

/// Returns the date of a claim's undoubted occasion.
fn occasion_date(events: &Table, claim: &Record) -> Option<Date> {
    let link = claim
        .link(Kind::Claims.place("occasion"))
        .filter(|link| !link.doubtful)?;
    let event = events.row(link.row)?;
    if let Some(when) = event.date(Kind::Events.place("when")) {
        return Some(when.clone());
    }
    let from = event.date(Kind::Events.place("from"))?;
    let until = event.date(Kind::Events.place("until"))?;
    let text = format!("{}/{}", from.text, until.text);
    Date::parse(&text).ok().map(|date| Date {
        basis: from.basis,
        ..date
    })
}

/// The documents that carry each claim.
struct Printed<'l> {
    ledger: &'l Ledger,
    /// By claim: the undoubted documents of its reports.
    documents: Vec<Vec<&'l Record>>,
}

impl<'l> Printed<'l> {
    fn new(ledger: &'l Ledger) -> Self {
        let (claim, document) = (
            Kind::Reports.place("claim"),
            Kind::Reports.place("document"),
        );
        let mut documents: Vec<Vec<&Record>> =
            vec![Vec::new(); ledger.table(Kind::Claims).records.len()];
        for report in ledger.table(Kind::Reports).records.values() {
            let sure = |link: Option<Link>| link.filter(|link| !link.doubtful);
            let Some((claim, document)) = sure(report.link(claim)).zip(sure(report.link(document)))
            else {
                continue;
            };
            let document = ledger.table(Kind::Documents).row(document.row);
            if let (Some(list), Some(document)) = (documents.get_mut(claim.row as usize), document)
            {
                list.push(document);
            }
        }
        Printed { ledger, documents }
    }

    fn of(&self, claim: u32) -> &[&'l Record] {
        self.documents
            .get(claim as usize)
            .map_or(&[], Vec::as_slice)
    }

    /// Returns the publication of the first page that says the claim in its own voice.
    fn own_voice(&self, claim: &Record, row: u32) -> Option<Date> {
        let source = claim
            .link(Kind::Claims.place("source"))
            .filter(|link| !link.doubtful)?;
        let source = self.ledger.table(Kind::Sources).row(source.row)?;
        let outlet = Kind::Documents.place("outlet");
        let entity = source.link(Kind::Sources.place("entity"));
        let stands_for = source.link(Kind::Sources.place("document"));
        let stands_for =
            stands_for.and_then(|link| self.ledger.table(Kind::Documents).row(link.row));
        let speaks = |document: &&Record| {
            stands_for.is_some_and(|own| std::ptr::eq(own, *document))
                || entity
                    .is_some_and(|entity| !entity.doubtful && document.link(outlet) == Some(entity))
        };
        let own = self.of(row).iter().copied().filter(speaks);
        let dates = own.filter_map(|document| document.date(Kind::Documents.place("published")));
        dates
            .min_by_key(|date| (date.days.lo, date.days.hi))
            .cloned()
    }

    /// Returns the date that a claim must have been said by to be printed when it was.
    fn not_after(&self, row: u32) -> Option<Date> {
        let published = Kind::Documents.place("published");
        let dates = self
            .of(row)
            .iter()
            .filter_map(|document| document.date(published));
        let last: Day = dates.map(|date| date.days.hi).min()?;
        (last != Day::MAX).then(|| Date::not_after(last))
    }
}
