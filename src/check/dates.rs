//! Dates that cannot stand beside each other, and dates without their reasons.

use super::context::{Context, days, sole};
use super::findings::Findings;
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

/// Finds claims that a page printed before they were said: one that we read, or every page.
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
            Some((report, page, context.published(page)))
        });
        let is_early =
            |published: Option<Range<Day>>| published.filter(|published| published.hi < spoken.lo);
        let all_early = pages
            .clone()
            .all(|(_, _, published)| is_early(published).is_some());
        for (report, page, published) in pages {
            let Some(published) = is_early(published) else {
                continue;
            };
            if !all_early && !context.is_held(page) {
                continue;
            }
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
