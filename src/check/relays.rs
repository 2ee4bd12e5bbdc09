//! The ways by which claims came to pages.

use super::context::{Context, sole};
use super::findings::Findings;
use crate::model::Kind;

/// Finds relays that end in the outlet of the page itself.
pub(super) fn own_outlet(context: &Context<'_>, findings: &mut Findings<'_>) {
    let (via, document) = (Kind::Reports.place("via"), Kind::Reports.place("document"));
    let outlet = Kind::Documents.place("outlet");
    let entity = Kind::Sources.place("entity");
    for (_, report) in context.rows(Kind::Reports) {
        let Some(last) = report.links(usize::from(via)).last() else {
            continue;
        };
        let relay = context
            .row(Kind::Sources, last.row)
            .filter(|_| !last.doubtful);
        let page = sole(report, document).and_then(|page| context.row(Kind::Documents, page));
        let (Some(relay), Some(page)) = (relay, page) else {
            continue;
        };
        if let (Some(relay), Some(outlet)) = (sole(relay, entity), sole(page, outlet))
            && relay == outlet
        {
            let message = format!(
                "the report came through ‘{}’, the outlet it stands in",
                context.id(Kind::Entities, outlet)
            );
            findings
                .add(report.place_of_link(via, *last), message)
                .help("take it out of ‘via’: every chain ends in its document and outlet");
        }
    }
}
