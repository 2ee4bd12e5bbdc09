//! Denials that have no words of their own.

use std::collections::BTreeSet;

use super::problems::Problems;
use crate::model::{Kind, Ledger};

/// Reports denials that tell by nothing what they deny, or by several things.
pub(super) fn check(ledger: &mut Ledger, problems: &mut Problems<'_>) {
    let (proposition, denies) = (
        Kind::Claims.place("proposition"),
        Kind::Claims.place("denies"),
    );
    let is_bare = |row: &u32| {
        ledger
            .table(Kind::Claims)
            .row(*row)
            .is_some_and(|it| !it.has(proposition))
    };
    let count = ledger.table(Kind::Claims).records.len();
    let bare: Vec<u32> = (0u32..).take(count).filter(is_bare).collect();
    ledger.adopt_denied_propositions();
    let claims = ledger.table(Kind::Claims);
    for claim in bare.into_iter().filter_map(|row| claims.row(row)) {
        let denied = claim.links(usize::from(denies)).iter();
        let denied = denied.filter_map(|link| claims.row(link.row)?.link(proposition));
        let propositions: BTreeSet<u32> = denied.map(|link| link.row).collect();
        let (message, help) = if !claim.has(proposition) {
            let message = "nothing tells what the claim denies";
            (
                message,
                "write ‘text’, what is said to be so, or ‘proposition’, its id",
            )
        } else if propositions.len() > 1 {
            let message = "the claim denies several things and does not say which it speaks of";
            (
                message,
                "write ‘text’ or ‘proposition’, or make a claim for each thing denied",
            )
        } else {
            continue;
        };
        problems
            .error(claim.place, "no-proposition", message)
            .helps
            .push(help.into());
    }
}
