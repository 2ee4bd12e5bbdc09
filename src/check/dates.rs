//! Dates that cannot stand beside each other, and dates without their reasons.

use super::context::{Context, days, sole};
use super::findings::{Findings, Place};
use super::propositions::is_placeholder;
use crate::model::{Kind, Origin, Record};
use crate::value::{Basis, Date, Day, Range, Type};

/// Finds what ends before it begins.
pub(super) fn reversed(context: &Context<'_>, findings: &mut Findings<'_>) {
    for kind in [Kind::Events, Kind::Roles] {
        let (from, until) = (kind.place("from"), kind.place("until"));
        for (_, record) in context.rows(kind) {
            let (Some(first), Some(last)) = (days(record, from), days(record, until)) else {
                continue;
            };
            if last.hi < first.lo {
                let what = kind.schema().singular;
                let message =
                    format!("the {what} ends before it begins: until {last}, from {first}");
                findings
                    .add(record.place_of(until), message)
                    .beside(record.place_of(from), "begins")
                    .help("change ‘from’ or ‘until’");
            }
        }
    }
}

/// Finds claims that came out before they were said, be it in a page or in a document that it had
/// them from: in one that we read, or in every one.
pub(super) fn said_after_publication(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (said, document) = (Kind::Claims.place("said"), Kind::Reports.place("document"));
    for (row, claim) in context.rows(Kind::Claims) {
        let Some(spoken) = days(claim, said) else {
            continue;
        };
        let reports = context.reports_of(row).iter();
        let pages = reports.filter_map(|&report| {
            let report = context.row(Kind::Reports, report)?;
            let page = sole(report, document)?;
            Some((page, early(context, report, page, spoken)))
        });
        let pages: Vec<(u32, Option<Early>)> = pages.collect();
        let all_early = pages.iter().all(|(_, early)| early.is_some());
        for (page, early) in pages {
            let Some(early) = early.filter(|_| all_early || context.is_held(page)) else {
                continue;
            };
            let message = format!(
                "the claim was said on {spoken} and printed before, on {}, in ‘{}’",
                early.published,
                context.id(Kind::Documents, early.document)
            );
            findings
                .add(claim.place_of(said), message)
                .beside(early.place, early.what)
                .help("change ‘said’, or the document's ‘published’");
        }
    }
}

/// A document that came out before a claim was said that it carries.
struct Early {
    document: u32,
    published: Range<Day>,
    place: Place,
    what: &'static str,
}

/// Finds a report's page, or a document that it came through, that came out before some days.
fn early(context: &Context<'_>, report: &Record, page: u32, spoken: Range<Day>) -> Option<Early> {
    let (via, document) = (Kind::Reports.place("via"), Kind::Reports.place("document"));
    let of_relay = Kind::Sources.place("document");
    let relays = report.links(usize::from(via)).iter();
    let relays = relays.filter(|link| !link.doubtful).filter_map(|link| {
        let relay = sole(context.row(Kind::Sources, link.row)?, of_relay)?;
        Some((relay, report.place_of_link(via, *link), "came through here"))
    });
    let page = (page, report.place_of(document), "printed here");
    let mut all = std::iter::once(page).chain(relays);
    all.find_map(|(document, place, what)| {
        let published = context.published(document)?;
        (published.hi < spoken.lo).then_some(Early {
            document,
            published,
            place,
            what,
        })
    })
}

/// Finds events that begin before the event they are part of, or end after it.
pub(super) fn outside_whole(context: &Context<'_>, findings: &mut Findings<'_>) {
    let part_of = Kind::Events.place("part_of");
    for (_, event) in context.rows(Kind::Events) {
        let Some(row) = sole(event, part_of) else {
            continue;
        };
        let whole = context.row(Kind::Events, row).and_then(lasting);
        let (Some(part), Some(whole)) = (lasting(event), whole) else {
            continue;
        };
        if part.0.hi < whole.0.lo || part.1.lo > whole.1.hi {
            let id = context.id(Kind::Events, row);
            let message = format!(
                "the event, {}, is outside of ‘{id}’, which it is part of, {}",
                span(part),
                span(whole)
            );
            findings
                .add(event.place_of(part_of), message)
                .help("change the dates of one of them, or ‘part_of’");
        }
    }
}

/// Finds claims said on other days than the occasion was on.
pub(super) fn off_occasion(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (said, occasion) = (Kind::Claims.place("said"), Kind::Claims.place("occasion"));
    for (_, claim) in context.rows(Kind::Claims) {
        let Some(row) = sole(claim, occasion) else {
            continue;
        };
        let event = context.row(Kind::Events, row).and_then(lasting);
        let (Some(spoken), Some(event)) = (days(claim, said), event) else {
            continue;
        };
        if spoken.hi < event.0.lo || spoken.lo > event.1.hi {
            let message = format!(
                "the claim was said on {spoken}, its occasion ‘{}’ was {}",
                context.id(Kind::Events, row),
                span(event)
            );
            findings
                .add(claim.place_of(said), message)
                .beside(claim.place_of(occasion), "occasion")
                .help("leave ‘said’ out where the occasion gives it");
        }
    }
}

/// Finds claims that were written down before they were said.
pub(super) fn entered_before_said(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (said, entered) = (Kind::Claims.place("said"), Kind::Claims.place("entered"));
    for (_, claim) in context.rows(Kind::Claims) {
        if let (Some(spoken), Some(written)) = (days(claim, said), days(claim, entered))
            && written.hi < spoken.lo
        {
            let message = format!("the claim was entered on {written} and said after, on {spoken}");
            findings
                .add(claim.place_of(entered), message)
                .beside(claim.place_of(said), "said")
                .help("change ‘entered’ or ‘said’");
        }
    }
}

/// Finds dates that were worked out or inferred and do not say how.
pub(super) fn without_why(context: &Context<'_>, findings: &mut Findings<'_>) {
    for kind in Kind::ALL {
        let fields = (0u8..).zip(kind.schema().fields);
        let dates = fields.filter(|(_, field)| {
            field.origin == Origin::Stored && matches!(field.ty, Type::Date(_))
        });
        let dates: Vec<u8> = dates.map(|(place, _)| place).collect();
        for (_, record) in context.rows(kind) {
            for &field in &dates {
                let says_why =
                    |date: &&Date| date.why.as_deref().is_some_and(|it| !is_placeholder(it));
                let Some(date) = record.date(field).filter(|date| !says_why(date)) else {
                    continue;
                };
                let basis = match date.basis {
                    Basis::Resolved | Basis::Inferred => date.basis.word(),
                    Basis::Stated | Basis::Derived => continue,
                };
                // What a claim has from its occasion is explained there.
                if record.place_of(field) != record.place {
                    let message = format!("the date is {basis} and does not say from what");
                    findings
                        .add(record.place_of(field), message)
                        .help("add why = \"…\", in a few words of our own");
                }
            }
        }
    }
}

/// Finds documents that we read and that have no date.
pub(super) fn undated(context: &Context<'_>, findings: &mut Findings<'_>) {
    let published = Kind::Documents.place("published");
    for (row, document) in context.rows(Kind::Documents) {
        if context.is_held(row) && !document.has(published) {
            findings
                .add(document.place, "the document has no ‘published’")
                .help(
                    "write the widest dates that are sure, as in { edtf = \"2024-05/2024-08\", \
                     basis = \"inferred\", why = \"…\" }",
                );
        }
    }
}

/// Returns when an event began and when it ended.
fn lasting(event: &Record) -> Option<(Range<Day>, Range<Day>)> {
    let date = |name| days(event, Kind::Events.place(name));
    let when = date("when");
    let (first, last) = (date("from").or(when), date("until").or(when));
    match (first, last) {
        (None, None) => None,
        (first, last) => Some((
            first.unwrap_or_else(Range::unknown),
            last.unwrap_or_else(Range::unknown),
        )),
    }
}

/// Writes from when to when something lasted.
fn span((first, last): (Range<Day>, Range<Day>)) -> String {
    if first == last {
        format!("on {first}")
    } else {
        format!("from {first} until {last}")
    }
}
