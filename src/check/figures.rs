//! Figures and their units.

use std::collections::BTreeMap;

use super::context::{Context, sole};
use super::findings::Findings;
use crate::model::{Kind, Record};
use crate::value::fold_text;

/// Finds figures of one claim, or of one thing counted, in different units.
pub(super) fn units_differ(context: &Context<'_>, findings: &mut Findings<'_>) {
    let place = |name| Kind::Figures.place(name);
    let (claim, of, unit) = (place("claim"), place("of"), place("unit"));
    let mut by_claim: BTreeMap<(u32, Option<String>), &Record> = BTreeMap::new();
    let mut by_noun: BTreeMap<String, &Record> = BTreeMap::new();
    for (_, figure) in context.rows(Kind::Figures) {
        let noun = figure.text(of).map(fold_text);
        let same_noun = noun
            .clone()
            .map(|noun| *by_noun.entry(noun).or_insert(figure));
        let same_claim = sole(figure, claim);
        let same_claim = same_claim.map(|row| *by_claim.entry((row, noun)).or_insert(figure));
        let own = figure.text(unit);
        // Of one claim a missing unit is a difference, elsewhere it may be of a mere count.
        let in_claim = same_claim.filter(|first| first.text(unit) != own);
        let elsewhere = same_noun.filter(|first| {
            own.is_some_and(|own| first.text(unit).is_some_and(|first| first != own))
        });
        if let Some(first) = in_claim.or(elsewhere) {
            let shown =
                |unit: Option<&str>| unit.map_or("no unit".to_owned(), |it| format!("‘{it}’"));
            let message = format!(
                "the figure is in {}, another of the same in {}",
                shown(own),
                shown(first.text(unit))
            );
            findings
                .add(figure.place_of(place("value")), message)
                .beside(first.place_of(place("value")), "the other")
                .help("write one unit, or another ‘of’ where something else is counted; numbers meet in one unit only");
        }
    }
}
