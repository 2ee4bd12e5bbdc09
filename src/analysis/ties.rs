//! Which records a record that is there vouches for: what it rests on, and what rests on it.
//!
//! Where a view leaves both ends of a link only possibly, the link is not in doubt for all that: a
//! report that is there stands in a document that is.

use super::links;
use crate::model::Kind;
use crate::store::Store;

/// When what a link leads to is surely there if its row is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// Always.
    Always,
    /// Where nothing else is left of what the row may rest on.
    Alone,
    /// Where no report gives the figure.
    OfClaim,
    /// Where nothing but its document takes a report away.
    OfDocument,
    /// Never: the one may be there without the other.
    Never,
}

/// Returns the tie of a field's links.
pub(super) fn tie(kind: Kind, field: usize) -> Tie {
    match (kind, kind.schema().fields[field].name) {
        (Kind::Reports, "document" | "claim" | "via" | "figures")
        | (Kind::Claims, "proposition" | "roles")
        | (Kind::Figures, "report" | "claim")
        | (Kind::Denials, "denial" | "target")
        | (Kind::Assessments, _)
        | (_, "assessments") => Tie::Always,
        (Kind::Claims, "source" | "reports")
        | (Kind::Propositions, "claims")
        | (Kind::Roles, "claims") => Tie::Alone,
        (Kind::Claims, "figures") => Tie::OfClaim,
        (Kind::Documents, "reports") => Tie::OfDocument,
        (_, _) => Tie::Never,
    }
}

/// Tells whether no report gives a figure.
pub(super) fn is_of_claim(store: &Store, figure: u32) -> bool {
    let report = links(store, Kind::Figures, "report");
    report.of(figure as usize).next().is_none()
}
