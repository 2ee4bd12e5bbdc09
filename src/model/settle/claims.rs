//! Claims: what they deny, when and to whom they were said, and the text that tells the act.

mod dates;

pub(super) use dates::dates;

use crate::model::kinds::Stance;
use crate::model::{Kind, Ledger, Link, Record, Value};

/// Gives a denial without a proposition that of the claim it denies.
pub(super) fn denied_propositions(ledger: &mut Ledger) {
    let (proposition, denies) = (
        Kind::Claims.place("proposition"),
        Kind::Claims.place("denies"),
    );
    let claims = &mut ledger.tables[Kind::Claims as usize];
    let bare: Vec<u32> = (0u32..)
        .zip(claims.records.values())
        .filter(|(_, claim)| !claim.has(proposition) && claim.has(denies))
        .map(|(row, _)| row)
        .collect();
    for row in bare {
        // A denial of a denial without words goes on to what that one denies.
        let (mut at, mut doubtful) = (row, false);
        for _ in 0..=claims.records.len() {
            let Some(claim) = claims.row(at) else { break };
            if let Some(found) = claim.link(proposition) {
                let links = Value::Links(vec![found.doubted(doubtful)]);
                if let Some(denial) = claims.row_mut(row) {
                    denial.set(proposition, links);
                }
                break;
            }
            let Some(next) = claim.links(usize::from(denies)).first() else {
                break;
            };
            (at, doubtful) = (next.row, doubtful || next.doubtful);
        }
    }
}

/// Lets the occasion of a claim say to whom it was said; the place is the proposition's first.
pub(super) fn occasions(ledger: &mut Ledger) {
    let fields = Kind::Claims;
    let (occasion, to, place) = (
        fields.place("occasion"),
        fields.place("to"),
        fields.place("place"),
    );
    let proposition = fields.place("proposition");
    let (targets, event_place) = (Kind::Events.place("targets"), Kind::Events.place("place"));
    let stated_place = Kind::Propositions.place("place");
    let tables = &mut ledger.tables;
    let mut claims = std::mem::take(&mut tables[Kind::Claims as usize]);
    let events = &tables[Kind::Events as usize];
    let propositions = &tables[Kind::Propositions as usize];
    for claim in claims.records.values_mut() {
        let event = claim
            .link(occasion)
            .and_then(|link| Some((link, events.row(link.row)?)));
        if let Some((link, event)) = event
            && !claim.has(to)
        {
            give(claim, to, event, targets, link.doubtful);
        }
        let content = claim.link(proposition);
        let content = content.and_then(|link| Some((link, propositions.row(link.row)?)));
        if let Some((link, content)) = content
            && !claim.has(place)
        {
            give(claim, place, content, stated_place, link.doubtful);
        }
        if let Some((link, event)) = event
            && !claim.has(place)
        {
            give(claim, place, event, event_place, link.doubtful);
        }
    }
    tables[Kind::Claims as usize] = claims;
}

/// Copies the references of one record's field to another's.
fn give(to: &mut Record, field: u8, from: &Record, of: u8, doubtful: bool) {
    let links: Vec<Link> = from
        .links(usize::from(of))
        .iter()
        .map(|link| link.doubted(doubtful))
        .collect();
    if !links.is_empty() {
        to.set(field, Value::Links(links));
    }
}

/// Tells the act of each claim in its text, and which side it takes.
pub(super) fn texts(ledger: &mut Ledger) {
    let fields = Kind::Claims;
    let (stance, side, text) = (
        fields.place("stance"),
        fields.place("side"),
        fields.place("text"),
    );
    let (proposition, content) = (
        fields.place("proposition"),
        Kind::Propositions.place("text"),
    );
    let tables = &mut ledger.tables;
    let mut claims = std::mem::take(&mut tables[Kind::Claims as usize]);
    let propositions = &tables[Kind::Propositions as usize];
    for claim in claims.records.values_mut() {
        let Some(Value::Word(code)) = claim.get(usize::from(stance)) else {
            continue;
        };
        let Some(act) = Stance::ALL.get(usize::from(*code)) else {
            continue;
        };
        let said = claim
            .link(proposition)
            .and_then(|link| propositions.row(link.row));
        let said = said.and_then(|record| record.shared_text(content));
        let said = said.unwrap_or_else(|| "?".into());
        let told = match act.prefix() {
            Some(prefix) => format!("{prefix}: {said}").into(),
            None => said,
        };
        claim.set(side, Value::Word(act.side() as u8));
        claim.set(text, Value::Text(told));
    }
    tables[Kind::Claims as usize] = claims;
}
