//! Claims with what stands inline: their proposition, reports and figures.

use toml::de::DeTable;

use super::draft::{Draft, Given, Item};
use super::id::Id;
use super::read::{Reader, written, written_names};
use crate::diagnostic::Span;
use crate::model::{Field, Kind};

/// What a key of a claim belongs to.
enum Part {
    Claim(u8, &'static Field),
    Proposition(u8, &'static Field),
    Report(u8, &'static Field),
}

/// Reads a `[[claim]]` and the records it makes.
pub(super) fn read<'t>(reader: &mut Reader<'_, '_, 't>, span: Span, table: DeTable<'t>) {
    let place = (reader.file, span);
    let mut claim = Draft::new("", place);
    claim.items.reserve(table.len());
    let mut proposition = Draft::new("", place);
    let mut report = Draft::new("", place);
    let (mut reports, mut figures) = (Vec::new(), Vec::new());
    for (key, value) in table {
        match &**key.get_ref() {
            "report" => reports = reader.tables(&key, value),
            "figure" => figures = reader.tables(&key, value),
            name => match part(name) {
                Some(Part::Claim(place, field)) => {
                    reader.field(Kind::Claims, place, field, value, &mut claim);
                }
                Some(Part::Proposition(place, field)) => {
                    reader.field(Kind::Propositions, place, field, value, &mut proposition);
                }
                Some(Part::Report(place, field)) => {
                    reader.field(Kind::Reports, place, field, value, &mut report);
                }
                None => reader.unknown_key(Kind::Claims, &key, keys()),
            },
        }
    }
    own_proposition(reader, &mut claim, proposition);
    let mut made = 0;
    if !report.items.is_empty() {
        report.place.1 = claim.place.1;
        push_report(reader, &claim, report, Vec::new(), &mut made);
    }
    for (span, mut table) in reports {
        let figures = match table.remove_entry("figure") {
            Some((key, value)) => reader.tables(&key, value),
            None => Vec::new(),
        };
        let report = reader.record(Kind::Reports, span, table, &["claim"]);
        push_report(reader, &claim, report, figures, &mut made);
    }
    push_figures(reader, &claim.id, &[("claim", &claim.id)], figures);
    reader.push(Kind::Claims, claim);
}

/// Makes the proposition that stands inline; it takes the claim's id.
fn own_proposition<'t>(
    reader: &mut Reader<'_, '_, 't>,
    claim: &mut Draft<'t>,
    mut proposition: Draft<'t>,
) {
    const FIELD: u8 = Kind::Claims.place("proposition");
    const TEXT: u8 = Kind::Propositions.place("text");
    let Some(Item {
        field: first, span, ..
    }) = proposition.items.first()
    else {
        return;
    };
    let key = Kind::Propositions.schema().fields[usize::from(*first)].name;
    let is_made = proposition.has(TEXT) && !claim.has(FIELD);
    if !is_made && !claim.id.is_empty() {
        reader.drafts.lose(&claim.id, reader.file);
    }
    if claim.has(FIELD) {
        let message = format!("‘{key}’ stands beside ‘proposition’");
        let diagnostic = reader.error(*span, "two-propositions", message);
        let help = "write it in the [[proposition]] or the claim that makes it; \
                    or leave ‘proposition’ out and write ‘text’, and this claim makes its own";
        diagnostic.helps.push(help.into());
    } else if !proposition.has(TEXT) {
        let message = format!("the claim has ‘{key}’ and no ‘text’");
        let diagnostic = reader.error(*span, "missing-field", message);
        let help = "‘text’ makes the claim's proposition, and what stands beside it is said of it";
        diagnostic.helps.push(help.into());
        claim.add(FIELD, Given::Broken);
    } else if !claim.id.is_empty() {
        proposition.id = claim.id.clone();
        proposition.place = claim.place;
        claim.refer(FIELD, claim.id.clone());
        reader.push(Kind::Propositions, proposition);
    }
}

/// Adds a report of a claim, and the figures of that report.
fn push_report<'t>(
    reader: &mut Reader<'_, '_, 't>,
    claim: &Draft<'t>,
    mut report: Draft<'t>,
    figures: Vec<(Span, DeTable<'t>)>,
    made: &mut usize,
) {
    const CLAIM: u8 = Kind::Reports.place("claim");
    *made += 1;
    if report.id.is_empty() {
        report.id = format!("{}/{made}", &*claim.id).into();
    }
    report.refer(CLAIM, claim.id.clone());
    let owners = [("claim", &claim.id), ("report", &report.id)];
    push_figures(reader, &report.id, &owners, figures);
    if !claim.id.is_empty() {
        reader.push(Kind::Reports, report);
    }
}

/// Adds figures of a claim or report.
fn push_figures<'t>(
    reader: &mut Reader<'_, '_, 't>,
    owner: &Id<'t>,
    owners: &[(&str, &Id<'t>)],
    tables: Vec<(Span, DeTable<'t>)>,
) {
    for (number, (span, table)) in (1..).zip(tables) {
        let mut figure = reader.record(Kind::Figures, span, table, &["claim", "report"]);
        if figure.id.is_empty() {
            figure.id = format!("{}/figure-{number}", &**owner).into();
        }
        for (field, id) in owners {
            figure.refer(Kind::Figures.place(field), (*id).clone());
        }
        if owners.iter().all(|(_, id)| !id.is_empty()) {
            reader.push(Kind::Figures, figure);
        }
    }
}

/// Returns what a key of a claim belongs to.
fn part(name: &str) -> Option<Part> {
    if let Some((place, field)) = written(Kind::Claims, name) {
        return Some(Part::Claim(place, field));
    }
    if let Some((place, field)) = written(Kind::Propositions, name) {
        return Some(Part::Proposition(place, field));
    }
    let (place, field) = written(Kind::Reports, name).filter(|(_, field)| field.name != "claim")?;
    Some(Part::Report(place, field))
}

/// Returns the keys a claim may have.
fn keys() -> impl Iterator<Item = &'static str> + Clone {
    let inline = |name: &&str| !matches!(*name, "id" | "claim");
    written_names(Kind::Claims)
        .chain(written_names(Kind::Propositions).filter(inline))
        .chain(written_names(Kind::Reports).filter(inline))
        .chain(["report", "figure"])
}

#[cfg(test)]
mod tests {
    use super::{keys, written_names};
    use crate::model::Kind;

    #[test]
    fn no_key_of_a_claim_means_two_things() {
        let mut seen = std::collections::BTreeSet::new();
        for key in keys() {
            assert!(seen.insert(key), "{key}");
        }
        assert!(written_names(Kind::Claims).count() < seen.len());
    }
}
