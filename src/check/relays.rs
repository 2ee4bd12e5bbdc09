//! The ways by which claims came to pages.

use std::collections::BTreeMap;

use super::context::{Context, sole, sure};
use super::findings::Findings;
use super::graph;
use crate::model::{Kind, Link, Record};

/// One undoubted step of a report: its page, and a relay.
struct Step<'l> {
    report: &'l Record,
    /// The document the report stands in.
    page: u32,
    link: Link,
    relay: &'l Record,
    /// Whether the page had it from this relay itself.
    last: bool,
}

impl Step<'_> {
    /// Returns the document that the relay stands for.
    fn document(&self, context: &Context<'_>) -> Option<u32> {
        let document = sole(self.relay, Kind::Sources.place("document"));
        document.filter(|row| context.row(Kind::Documents, *row).is_some())
    }

    fn place(&self) -> super::findings::Place {
        self.report
            .place_of_link(Kind::Reports.place("via"), self.link)
    }
}

/// Returns every undoubted step of every report.
fn steps<'l>(context: &Context<'l>) -> Vec<Step<'l>> {
    let (via, document) = (Kind::Reports.place("via"), Kind::Reports.place("document"));
    let mut steps = Vec::new();
    for (_, report) in context.rows(Kind::Reports) {
        let (Some(page), links) = (sole(report, document), report.links(usize::from(via))) else {
            continue;
        };
        for (number, link) in (1..).zip(links).filter(|(_, link)| !link.doubtful) {
            steps.extend(context.row(Kind::Sources, link.row).map(|relay| Step {
                report,
                page,
                link: *link,
                relay,
                last: number == links.len(),
            }));
        }
    }
    steps
}

/// Finds relays that end in the outlet of the page itself.
pub(super) fn own_outlet(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (entity, outlet) = (
        Kind::Sources.place("entity"),
        Kind::Documents.place("outlet"),
    );
    // One page of an outlet may have a claim from another.
    let is_outlet = |step: &&Step<'_>| step.last && step.document(context).is_none();
    for step in steps(context).iter().filter(is_outlet) {
        let page = context.row(Kind::Documents, step.page);
        let outlet = page.and_then(|page| sole(page, outlet));
        if let (Some(relay), Some(outlet)) = (sole(step.relay, entity), outlet)
            && relay == outlet
        {
            let message = format!(
                "the report came through ‘{}’, the outlet it stands in",
                context.id(Kind::Entities, outlet)
            );
            findings
                .add(step.place(), message)
                .help("take it out of ‘via’: every chain ends in its document and outlet");
        }
    }
}

/// Finds relays that are the page itself.
pub(super) fn own_document(context: &Context<'_>, findings: &mut Findings<'_>) {
    for step in steps(context) {
        if step.document(context) == Some(step.page) {
            let id = context.id(Kind::Documents, step.page);
            let message = format!("the report came through ‘{id}’, the document it stands in");
            findings
                .add(step.place(), message)
                .help("take it out of ‘via’: every chain ends in its document and outlet");
        }
    }
}

/// Finds relays that came out after the page that had it from them.
pub(super) fn later_document(context: &Context<'_>, findings: &mut Findings<'_>) {
    for step in steps(context) {
        if let Some(document) = step.document(context).filter(|it| *it != step.page) {
            later(context, &step, document, "the relay", findings);
        }
    }
}

/// Finds outlets that relay, and of which the ledger has one document alone, which came out later.
pub(super) fn later_outlet(context: &Context<'_>, findings: &mut Findings<'_>) {
    let entity = Kind::Sources.place("entity");
    let documents = context.inverse(Kind::Documents, "outlet", Kind::Entities);
    let is_outlet = |step: &Step<'_>| step.document(context).is_none();
    for step in steps(context).into_iter().filter(is_outlet) {
        let outlet = sole(step.relay, entity).and_then(|row| documents.get(row as usize));
        if let Some([document]) = outlet.map(Vec::as_slice)
            && *document != step.page
        {
            let what = "the only document of the relay";
            later(context, &step, *document, what, findings);
        }
    }
}

fn later(
    context: &Context<'_>,
    step: &Step<'_>,
    document: u32,
    what: &str,
    findings: &mut Findings<'_>,
) {
    let (Some(relayed), Some(printed)) =
        (context.published(document), context.published(step.page))
    else {
        return;
    };
    if relayed.lo > printed.hi {
        let message = format!(
            "{what}, ‘{}’, came out on {relayed}, after the page, ‘{}’, on {printed}",
            context.id(Kind::Documents, document),
            context.id(Kind::Documents, step.page)
        );
        findings
            .add(step.place(), message)
            .help("change ‘via’ or the ‘published’ of one of them");
    }
}

/// Finds documents that have a claim from each other.
pub(super) fn circle(context: &Context<'_>, findings: &mut Findings<'_>) {
    let claim = Kind::Reports.place("claim");
    let mut by_claim: BTreeMap<u32, Vec<(u32, u32, Step<'_>)>> = BTreeMap::new();
    for step in steps(context) {
        let from = step.document(context).filter(|from| *from != step.page);
        if let (Some(claim), Some(from)) = (sole(step.report, claim), from) {
            let page = step.page;
            by_claim.entry(claim).or_default().push((page, from, step));
        }
    }
    for (claim, steps) in by_claim.into_iter().filter(|(_, steps)| steps.len() > 1) {
        let mut documents: Vec<u32> = steps
            .iter()
            .flat_map(|(to, from, _)| [*to, *from])
            .collect();
        documents.sort_unstable();
        documents.dedup();
        let mut edges = vec![Vec::new(); documents.len()];
        let number = |row: u32| documents.binary_search(&row).unwrap_or(0);
        for (page, from, _) in &steps {
            let from = u32::try_from(number(*from)).expect("no more than there are rows");
            edges[number(*page)].push(from);
        }
        for circle in graph::circles(&edges) {
            let rows = || circle.iter().map(|at| documents[*at as usize]);
            let first = rows().next();
            let second = rows().nth(1);
            let step = steps
                .iter()
                .find(|(page, from, _)| Some(*page) == first && Some(*from) == second);
            let Some((_, _, step)) = step else { continue };
            let names = rows()
                .chain(first)
                .map(|row| context.id(Kind::Documents, row));
            let names: Vec<String> = names.map(|id| format!("‘{id}’")).collect();
            let message = format!(
                "documents have ‘{}’ from each other: {}",
                context.id(Kind::Claims, claim),
                names.join(" from ")
            );
            findings
                .add(step.place(), message)
                .help("leave out of ‘via’ what came later, or mark what is not sure: \"id?\"");
        }
    }
}

/// Finds claims in a page's own voice that came to it through others.
pub(super) fn own_voice(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (claim, source) = (Kind::Reports.place("claim"), Kind::Claims.place("source"));
    let (entity, document) = (
        Kind::Sources.place("entity"),
        Kind::Sources.place("document"),
    );
    let outlet = Kind::Documents.place("outlet");
    for step in steps(context).iter().filter(|step| step.last) {
        let claim = sole(step.report, claim).and_then(|row| context.row(Kind::Claims, row));
        let page = context.row(Kind::Documents, step.page);
        let (Some(claim), Some(page)) = (claim, page) else {
            continue;
        };
        let is_page = |source: u32| {
            context.row(Kind::Sources, source).is_some_and(|source| {
                let of_page = sole(page, outlet);
                sole(source, document) == Some(step.page)
                    || of_page.is_some() && sole(source, entity) == of_page
            })
        };
        if sure(claim, source).any(is_page) {
            let message = "the page says it in its own voice, and yet it came through another";
            findings
                .add(step.place(), message)
                .help("write the ‘source’ that said it to the relay, or leave ‘via’ out");
        }
    }
}
