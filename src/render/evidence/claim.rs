//! The block of a claim.

use super::page::Page;
use super::{line_text, report};
use crate::evidence::{Claim, Figure, Mention, Source, When};

/// Draws a claim and its reports.
pub(super) fn draw(claim: &Claim, page: &mut Page) {
    page.heading(&super::title(&claim.record), claim.place.as_ref());
    page.inside(|page| {
        page.hanging(&claim.text);
        fields(claim, page);
        for report in &claim.reports {
            page.gap();
            report::draw(report, page);
        }
    });
}

fn fields(claim: &Claim, page: &mut Page) {
    let how = [claim.stance, claim.certainty.filter(|it| *it != "unstated")];
    let how: Vec<&str> = how.into_iter().flatten().collect();
    page.field_if("stance", Some(&how.join(", ")));
    let other = claim.proposition.as_ref();
    let other = other.filter(|proposition| proposition.id != claim.record.id);
    page.field_if("proposition", other.map(|it| &*it.id));
    let name = if claim.joint { "sources" } else { "source" };
    let or = if claim.joint { "and" } else { "or" };
    let last = claim.sources.len().saturating_sub(1);
    let sources = claim.sources.iter().enumerate().map(|(place, source)| {
        let text = source_text(source);
        if place < last {
            format!("{text}, {or}")
        } else {
            text
        }
    });
    page.fields(name, sources);
    let assessed = claim.sources.iter().flat_map(|source| &source.assessments);
    page.fields("assessed", assessed.map(line_text));
    page.field_if("said", claim.said.as_ref().map(When::text).as_deref());
    page.field_if("to", Some(&mentions(&claim.to)));
    page.field_if("occasion", Some(&mentions(&claim.occasion)));
    page.fields("figures", claim.figures.iter().map(figure_text));
    page.fields("denies", claim.denies.iter().map(line_text));
    page.fields("denied by", claim.denied_by.iter().map(line_text));
    for list in &claim.relations {
        let more = list.of.saturating_sub(list.lines.len());
        let more = (more > 0).then(|| format!("and {more} more"));
        page.fields(list.heading, list.lines.iter().map(line_text).chain(more));
    }
    page.fields("assessments", claim.assessments.iter().map(line_text));
    page.field_if("note", claim.note.as_deref());
    if claim.reports.is_empty() {
        page.field("reports", "none");
    }
}

/// Writes a number, what is counted and over which span.
pub(super) fn figure_text(figure: &Figure) -> String {
    let of = figure.of.iter().map(|of| format!("of {of}"));
    let per = figure.per.iter().map(|per| format!("per {per}"));
    let parts = std::iter::once(figure.value.clone()).chain(of).chain(per);
    parts.collect::<Vec<_>>().join(" ")
}

/// Writes records one behind the other.
pub(super) fn mentions(mentions: &[Mention]) -> String {
    let texts: Vec<String> = mentions.iter().map(Mention::text).collect();
    texts.join(", ")
}

/// Writes a source with what is known of it.
fn source_text(source: &Source) -> String {
    let stated = |word: Option<&str>| word.filter(|word| *word != "unstated").map(str::to_owned);
    let number = stated(source.number).filter(|number| number != "one");
    let perhaps = mentions(&source.perhaps);
    let party = source.party.first();
    let party = party.filter(|party| party.label != source.record.label);
    let traits = [
        stated(source.kind),
        party.map(|party| format!("for {}", party.short())),
        source.anonymous.then(|| "unnamed".to_owned()),
        number,
        stated(source.access),
        stated(source.condition).map(|word| word.replace('_', " ")),
        (!perhaps.is_empty()).then(|| format!("perhaps {perhaps}")),
    ];
    let traits: Vec<String> = traits.into_iter().flatten().collect();
    let name = source.record.text();
    if traits.is_empty() {
        name
    } else {
        format!("{name}: {}", traits.join(", "))
    }
}
