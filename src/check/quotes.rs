//! Quotations: whose they are, and what is kept of them.

use std::collections::BTreeMap;

use super::context::{Context, is_word, sole, sure};
use super::findings::Findings;
use crate::model::{Kind, Record};
use crate::value::{Locator, fold_text};

/// The words from which on a kept text is told from others like it.
const TELLING: usize = 3;

/// A direct quotation that is surely of somebody.
struct Quotation<'l> {
    report: &'l Record,
    speakers: Vec<u32>,
}

/// Finds passages and kept words that two sources are quoted with.
pub(super) fn credited_twice(context: &Context<'_>, findings: &mut Findings<'_>) {
    let place = |name| Kind::Reports.place(name);
    let (document, at, words) = (place("document"), place("at"), place("words"));
    let mut passages: BTreeMap<(u32, String), Quotation<'_>> = BTreeMap::new();
    for (page, quotation) in quotations(context, document) {
        let at_text = quotation.report.text(at).filter(|text| is_span(text));
        let kept = quotation.report.text(words).map(fold_text);
        let kept = kept.filter(|kept| kept.split_whitespace().count() >= TELLING);
        let keys = at_text.map(|text| (at, text.to_owned()));
        let keys = keys.into_iter().chain(kept.map(|kept| (words, kept)));
        let keys: Vec<(u8, String)> = keys.collect();
        let other = keys.iter().find_map(|(field, key)| {
            let other = passages.get(&(page, format!("{field} {key}")))?;
            let shared = other
                .speakers
                .iter()
                .any(|it| quotation.speakers.contains(it));
            (!shared).then_some((*field, other))
        });
        if let Some((field, other)) = other {
            let name = |speakers: &[u32]| {
                let first = speakers.first();
                first.map_or("?", |row| context.id(Kind::Sources, *row))
            };
            let message = format!(
                "one quotation is credited to ‘{}’ and to ‘{}’",
                name(&other.speakers),
                name(&quotation.speakers)
            );
            findings
                .add(quotation.report.place_of(field), message)
                .beside(other.report.place_of(field), "the other")
                .help("narrow the places, correct a source, or write [\"one?\", \"other?\"] where the page does not tell");
        }
        for (field, key) in keys {
            let entry = passages.entry((page, format!("{field} {key}")));
            entry.or_insert_with(|| Quotation {
                report: quotation.report,
                speakers: quotation.speakers.clone(),
            });
        }
    }
}

/// Returns the direct quotations with their documents.
fn quotations<'l>(
    context: &Context<'l>,
    document: u8,
) -> impl Iterator<Item = (u32, Quotation<'l>)> {
    let (claim, source) = (Kind::Reports.place("claim"), Kind::Claims.place("source"));
    let is_direct = is_word(Kind::Reports, "quote", "direct");
    context.rows(Kind::Reports).filter_map(move |(_, report)| {
        if !is_direct(report) {
            return None;
        }
        let claim = context.row(Kind::Claims, sole(report, claim)?)?;
        let speakers: Vec<u32> = sure(claim, source).collect();
        let page = sole(report, document)?;
        (!speakers.is_empty()).then_some((page, Quotation { report, speakers }))
    })
}

/// Finds words that are kept of what is said to be no direct quotation.
pub(super) fn words_not_direct(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (words, quote) = (Kind::Reports.place("words"), Kind::Reports.place("quote"));
    let is_direct = is_word(Kind::Reports, "quote", "direct");
    for (_, report) in context.rows(Kind::Reports) {
        if report.has(words) && report.has(quote) && !is_direct(report) {
            findings
                .add(
                    report.place_of(words),
                    "words are kept of a report that quotes none directly",
                )
                .beside(report.place_of(quote), "quote")
                .help("write quote = \"direct\" where they are the source's own, or ‘label’ where they are the page's");
        }
    }
}

/// Finds direct quotations whose place is whole paragraphs.
pub(super) fn without_span(context: &Context<'_>, findings: &mut Findings<'_>) {
    let at = Kind::Reports.place("at");
    let is_direct = is_word(Kind::Reports, "quote", "direct");
    for (_, report) in context.rows(Kind::Reports) {
        if is_direct(report) && report.text(at).is_some_and(|text| !is_span(text)) {
            findings
                .add(
                    report.place_of(at),
                    "the quotation is somewhere in whole paragraphs",
                )
                .help("write the span, as in \"p9:198-355\"");
        }
    }
}

fn is_span(text: &str) -> bool {
    matches!(Locator::parse(text), Some(Locator::Span { .. }))
}
