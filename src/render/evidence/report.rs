//! The block of a report: its chain, its page, its hash and its passage.

use super::claim::{figure_text, mentions};
use super::line_text;
use super::page::Page;
use crate::evidence::{Document, Mention, Node, Paragraph, Report, Standing, Step};

/// Draws a report.
pub(super) fn draw(report: &Report, page: &mut Page) {
    page.heading(&super::title(&report.record), report.place.as_ref());
    page.inside(|page| {
        page.row(&chain(&report.chain));
        page.field_if("claim", report.claim.as_ref().map(line_text).as_deref());
        let document = report.document.as_ref();
        // In the list of a document's reports each is in that document.
        let document = document.filter(|_| report.claim.is_none());
        page.field_if("document", document.map(document_text).as_deref());
        let objection = document.and_then(|document| document.objection.as_deref());
        // Where there is no text at all the hash says so.
        let compared = !matches!(report.standing, Standing::NoOriginal { .. });
        page.field_if("original", objection.filter(|_| compared));
        page.field_if("cue", Some(&cue(report)));
        page.field_if("label", report.label.as_deref());
        page.field_if("described as", report.described_as.as_deref());
        let words = report.words.as_ref().map(|words| format!("“{words}”"));
        page.field_if("words", words.as_deref());
        page.fields("figures", report.figures.iter().map(figure_text));
        page.field("hash", &hash(report));
        for paragraph in &report.passage {
            page.field(&format!("p{}", paragraph.number), &passage(paragraph));
        }
    });
}

/// Names the stations of a chain, each but the first behind an arrow: a broken one where in doubt.
fn chain(nodes: &[Node]) -> Vec<(&'static str, String)> {
    let mut pieces = Vec::with_capacity(nodes.len());
    let mut before: Option<&Node> = None;
    for node in nodes {
        let arrow = match before {
            None => "",
            Some(before) if before.is_doubtful() || node.is_doubtful() => "╌?→ ",
            Some(_) => "─→ ",
        };
        if node.skipped > 0 {
            pieces.push((arrow, format!("… {} more", node.skipped)));
        }
        pieces.push((arrow, station(node)));
        before = Some(node);
    }
    pieces
}

fn station(node: &Node) -> String {
    let name = |who: &Mention| match node.step {
        Step::Document => who.id.to_string(),
        Step::Repeated | Step::Source | Step::Via => who.label.to_string(),
    };
    let names: Vec<String> = node.who.iter().map(name).collect();
    let names = names.join(if node.joint { " + " } else { " or " });
    match &node.at {
        Some(at) => format!("{names} {at}"),
        None => names,
    }
}

fn document_text(document: &Document) -> String {
    let published = document.published.as_ref();
    let parts = [
        Some(document.record.text()),
        Some(mentions(&document.outlet)).filter(|it| !it.is_empty()),
        published.map(|when| format!("published {}", when.short())),
        (!document.held).then(|| "not read by us".to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn cue(report: &Report) -> String {
    let quote = report.quote.map(|quote| match quote {
        "none" => "no words quoted".to_owned(),
        quote => format!("{quote} speech"),
    });
    let frame = report.frame.map(|frame| match frame {
        "neutral" => "the page is neutral".to_owned(),
        frame => format!("the page {frame}"),
    });
    let unnamed = report
        .unnamed
        .then(|| "the page leaves the source unnamed".to_owned());
    let parts = [report.cue.clone(), quote, frame, unnamed];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(" · ")
}

fn hash(report: &Report) -> String {
    let standing = match &report.standing {
        Standing::NotCompared => "not compared: no originals at hand".to_owned(),
        Standing::NoOriginal { why } => format!("not compared: {why}"),
        Standing::NotStamped => "not stamped".to_owned(),
        Standing::Matches => "the text matches".to_owned(),
        Standing::Moved { to, times: 1 } => format!("moved to {to}"),
        Standing::Moved { to, times } => {
            format!("moved to {to}, the nearest of {times} places that have it")
        }
        Standing::Changed { hash } => format!("changed: what stands there now has {hash}"),
        Standing::OutOfRange { why } => format!("nowhere in the text: {why}"),
    };
    match &report.hash {
        Some(hash) => format!("{hash} · {standing}"),
        None => standing,
    }
}

/// Writes a paragraph, the passage in it between marks where it is not all of it.
fn passage(paragraph: &Paragraph) -> String {
    let Some((start, end)) = paragraph.span else {
        return paragraph.text.clone();
    };
    let mut marked = String::with_capacity(paragraph.text.len() + 8);
    let mut place = 0;
    for c in paragraph.text.chars() {
        if place == start {
            marked.push('⟦');
        }
        if place == end {
            marked.push('⟧');
        }
        marked.push(c);
        place += 1;
    }
    if place == end {
        marked.push('⟧');
    }
    marked
}
