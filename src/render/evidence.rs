//! Evidence for a person, and as JSON.

mod claim;
mod page;
mod report;

use std::io;

use self::page::Page;
use super::{Options, json};
use crate::evidence::{Evidence, Line, List, Mention};
use crate::value::counted;

/// How the records that a row rests on are listed, where it rests on several.
#[derive(Clone, Copy, Debug)]
pub struct Listing {
    /// The most records whose evidence is drawn whole.
    pub whole: usize,
    /// What to type to see the evidence for one of them.
    pub one: &'static str,
    /// What to type to have all of them.
    pub all: &'static str,
}

/// The most records that are listed where a row rests on very many.
pub const MOST_RECORDS: usize = 100;

/// Draws the evidence for a record, as the options have its width.
///
/// ```
/// use whosaid::evidence::With;
/// use whosaid::model::Kind;
/// use whosaid::render;
///
/// let ledger = whosaid::Ledger::sample();
/// let evidence = ledger.evidence(Kind::Claims, "003-moved-denied", With::default());
/// let evidence = evidence.expect("a claim of the sample");
/// let drawn = render::evidence(&evidence, &render::Options::default());
/// assert!(drawn.contains("Turkish diplomatic source ─→ Reuters ─→ 003 p7"));
/// ```
pub fn evidence(evidence: &Evidence, options: &Options) -> String {
    let mut page = Page::new(options);
    draw(evidence, &mut page);
    page.into_text()
}

/// Draws what a row rests on and the evidence for the first of it: whole where the records are few,
/// else a line each, for [`MOST_RECORDS`] of them.
pub fn evidence_of_row(
    records: &[Mention],
    all: &[Evidence],
    listing: Listing,
    options: &Options,
) -> String {
    let mut page = Page::new(options);
    let possible = records.iter().filter(|it| it.doubtful).count();
    if records.is_empty() {
        page.line("the row rests on no record");
    } else if records.len() > 1 || possible > 0 {
        let counted = counted(records.len(), "record");
        let possibly = match possible {
            0 => String::new(),
            _ => format!(", {possible} of them only possibly"),
        };
        page.line(&format!("the row rests on {counted}{possibly}"));
        page.gap();
    }
    if records.len() <= listing.whole {
        for (place, evidence) in all.iter().enumerate() {
            if place > 0 {
                page.gap();
            }
            draw(evidence, &mut page);
        }
    } else {
        for evidence in all.iter().take(MOST_RECORDS) {
            page.hanging(&summary(evidence));
        }
        let more = records.len() - all.len().min(MOST_RECORDS);
        if more > 0 {
            page.line(&format!("and {more} more; ‘{}’ writes all", listing.all));
        }
        page.gap();
        let one = listing.one;
        page.line(&format!("{one} draws the evidence for one of them"));
    }
    page.into_text()
}

/// Writes evidence as JSON: an array of objects, one a record.
///
/// # Errors
///
/// Only what writing gives.
pub fn evidence_json(all: &[Evidence], out: &mut dyn io::Write) -> io::Result<()> {
    json::write_objects(all.iter(), out)
}

fn draw(evidence: &Evidence, page: &mut Page) {
    let record = &evidence.record;
    if !evidence.is_claim() {
        page.heading(&title(record), evidence.place.as_ref());
        page.inside(|page| {
            for fact in &evidence.facts {
                page.field(fact.field, &fact.values.join("; "));
            }
        });
    }
    let is_headed = !page.is_empty();
    for claim in &evidence.claims {
        if is_headed || page.ends_block() {
            page.gap();
        }
        claim::draw(claim, page);
    }
    let more = evidence.claims_of.saturating_sub(evidence.claims.len());
    if more > 0 {
        page.gap();
        page.line(&format!("and {} more", counted(more, "claim")));
    }
    for report in &evidence.reports {
        page.gap();
        report::draw(report, page);
    }
    for list in &evidence.lists {
        page.gap();
        draw_list(list, page);
    }
    if evidence.unseen > 0 {
        page.gap();
        let reports = counted(evidence.unseen, "report");
        page.line(&format!("the view leaves out {reports} beneath it"));
    }
}

fn draw_list(list: &List, page: &mut Page) {
    page.line(&format!("{} ({})", list.heading, list.of));
    page.inside(|page| {
        for line in &list.lines {
            page.hanging(&line_text(line));
        }
        let more = list.of.saturating_sub(list.lines.len());
        if more > 0 {
            page.line(&format!("and {more} more"));
        }
    });
}

/// Names a record with its kind.
fn title(record: &Mention) -> String {
    let kind = record.kind.schema().singular;
    let doubt = if record.doubtful { "?" } else { "" };
    if record.label == record.id {
        format!("{kind} {}{doubt}", record.id)
    } else {
        format!("{kind} {}{doubt} · {}", record.id, record.label)
    }
}

/// Writes a record in one line: `ID (meets) · 2024-11-18 · SOURCE: what it says · 003 p7`.
fn line_text(line: &Line) -> String {
    let doubt = if line.record.doubtful { "?" } else { "" };
    let by: Vec<String> = line.by.iter().map(Mention::short).collect();
    let text = match (by.is_empty(), line.text.is_empty()) {
        (true, _) => line.text.clone(),
        (false, true) => by.join(", "),
        (false, false) => format!("{}: {}", by.join(", "), line.text),
    };
    let scope = line.scope.map(|scope| format!(" ({scope})"));
    let scope = scope.unwrap_or_default();
    let parts = [
        Some(format!("{}{doubt}{scope}", line.record.id)),
        line.said.clone(),
        Some(text),
        Some(line.at.join(", ")),
    ];
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

/// Writes a record that a row rests on in one line.
fn summary(evidence: &Evidence) -> String {
    let doubt = if evidence.record.doubtful { "?" } else { "" };
    let kind = evidence.record.kind.schema().singular;
    let id = format!("{kind}:{}{doubt}", evidence.record.id);
    let rest = match &evidence.claims[..] {
        [claim, ..] => {
            let by = claim.sources.iter().map(|source| source.record.short());
            let at = claim.reports.iter().filter_map(|report| {
                let document = &report.document.as_ref()?.record;
                Some(format!("{} {}", document.id, report.at))
            });
            let (by, at): (Vec<_>, Vec<_>) = (by.collect(), at.collect());
            format!("{}: {} · {}", by.join(", "), claim.text, at.join(", "))
        }
        [] if evidence.record.label != evidence.record.id => evidence.record.label.to_string(),
        [] => {
            let facts = evidence.facts.iter();
            let facts = facts.map(|fact| format!("{} {}", fact.field, fact.values.join("; ")));
            facts.collect::<Vec<_>>().join(" · ")
        }
    };
    format!("{id} · {rest}")
}
