//! When claims were said, where no file says so.

use crate::model::{Kind, Ledger, Link, Record, Table, Value};
use crate::value::{Date, Day, Point};

const PUBLISHED: u8 = Kind::Documents.place("published");

/// Dates claims by their occasion, by publication where the page speaks itself, and otherwise as
/// not after the first publication of their reports and of the documents these came through.
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
            claim.set(said, Value::Date(Box::new(date)));
        }
    }
}

/// Returns the date of a claim's undoubted occasion.
fn occasion_date(events: &Table, claim: &Record) -> Option<Date> {
    const OCCASION: u8 = Kind::Claims.place("occasion");
    let link = claim.link(OCCASION).filter(|link| !link.doubtful)?;
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
    /// By claim: the undoubted documents that its reports came through.
    relays: Vec<Vec<&'l Record>>,
}

impl<'l> Printed<'l> {
    fn new(ledger: &'l Ledger) -> Self {
        let (claim, document) = (
            Kind::Reports.place("claim"),
            Kind::Reports.place("document"),
        );
        let (via, of_source) = (Kind::Reports.place("via"), Kind::Sources.place("document"));
        let none: Vec<Vec<&Record>> = vec![Vec::new(); ledger.table(Kind::Claims).records.len()];
        let (mut documents, mut relays) = (none.clone(), none);
        let sure = |link: Option<Link>| link.filter(|link| !link.doubtful);
        let published = |link: Link| ledger.table(Kind::Documents).row(link.row);
        for report in ledger.table(Kind::Reports).records.values() {
            let Some(claim) = sure(report.link(claim)).map(|link| link.row as usize) else {
                continue;
            };
            let page = sure(report.link(document)).and_then(published);
            if let Some(list) = documents.get_mut(claim) {
                list.extend(page);
            }
            let through = report.links(usize::from(via)).iter();
            let through = through.filter_map(|link| {
                let relay = ledger.table(Kind::Sources);
                let relay = relay.row(sure(Some(*link))?.row)?;
                published(sure(relay.link(of_source))?)
            });
            if let Some(list) = relays.get_mut(claim) {
                list.extend(through);
            }
        }
        Printed {
            ledger,
            documents,
            relays,
        }
    }

    fn of(&self, claim: u32) -> &[&'l Record] {
        self.documents
            .get(claim as usize)
            .map_or(&[], Vec::as_slice)
    }

    /// Returns the publication of the first page that says the claim in its own voice.
    fn own_voice(&self, claim: &Record, row: u32) -> Option<Date> {
        const SOURCE: u8 = Kind::Claims.place("source");
        const ENTITY: u8 = Kind::Sources.place("entity");
        const DOCUMENT: u8 = Kind::Sources.place("document");
        const OUTLET: u8 = Kind::Documents.place("outlet");
        let source = claim.link(SOURCE).filter(|link| !link.doubtful)?;
        let source = self.ledger.table(Kind::Sources).row(source.row)?;
        let entity = source.link(ENTITY);
        let stands_for = source.link(DOCUMENT);
        let stands_for =
            stands_for.and_then(|link| self.ledger.table(Kind::Documents).row(link.row));
        let speaks = |document: &&Record| {
            stands_for.is_some_and(|own| std::ptr::eq(own, *document))
                || entity
                    .is_some_and(|entity| !entity.doubtful && document.link(OUTLET) == Some(entity))
        };
        let own = self.of(row).iter().copied().filter(speaks);
        let dates = own.filter_map(|document| document.date(PUBLISHED));
        dates
            .min_by_key(|date| (date.days.lo, date.days.hi))
            .cloned()
    }

    /// Returns the date that a claim must have been said by to be printed when it was.
    fn not_after(&self, row: u32) -> Option<Date> {
        let relays = self.relays.get(row as usize).map_or(&[][..], Vec::as_slice);
        let documents = self.of(row).iter().chain(relays);
        let dates = documents.filter_map(|document| document.date(PUBLISHED));
        let last: Day = dates.map(|date| date.days.hi).min()?;
        (last != Day::MAX).then(|| Date::not_after(last))
    }
}
