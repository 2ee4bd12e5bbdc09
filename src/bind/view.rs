//! Names of what a view leaves out: sources, outlets and documents.

use std::sync::Arc;

use super::{Taken, bearers, name_and_id};
use crate::diagnostic::{Diagnostic, Report, Source, Span};
use crate::model::Kind;
use crate::model::kinds::EntityKind;
use crate::plan::{LeftOut, NameLiteral, View};
use crate::store::{Column, Store};
use crate::value::{Truth, fold_name};

/// A record that a view leaves out, and how surely.
pub type Named = (Kind, u32, Truth);

/// Looks up the names of a view; none where nothing bears one of them.
pub(super) fn named(
    view: &View,
    store: &Store,
    source: &Arc<Source>,
    taken: &mut Vec<Taken>,
    mut report: Option<&mut Report>,
) -> Option<Vec<Named>> {
    let View::Without(all) = view else {
        return Some(Vec::new());
    };
    let mut found = Some(Vec::new());
    for one in all {
        let LeftOut::Named { text, span } = one else {
            continue;
        };
        let records = left_out(text, *span, store, taken);
        if records.is_empty() {
            if let Some(report) = &mut report {
                report.diagnostics.push(unborne(text, *span, store, source));
            }
            found = None;
        } else if let Some(found) = &mut found {
            found.extend(records);
        }
    }
    found
}

/// Returns the sources, outlets and documents that bear a name themselves: who speaks for an entity
/// is not it.
fn left_out(text: &str, span: Span, store: &Store, taken: &mut Vec<Taken>) -> Vec<Named> {
    let literal = |kind| NameLiteral {
        kind,
        text: text.to_owned(),
        span,
        widens: true,
        near: false,
    };
    let mut found = Vec::new();
    for kind in [Kind::Sources, Kind::Entities, Kind::Documents] {
        let mut remarks = Vec::new();
        let mut rows = bearers(&literal(kind), store, &mut remarks);
        if kind == Kind::Sources {
            rows.retain(|(row, _)| bears_itself(store, *row, text));
        } else if kind == Kind::Entities {
            rows.retain(|(row, _)| speaks_or_publishes(store, *row));
        }
        if kind != Kind::Sources && !rows.is_empty() {
            taken.append(&mut remarks);
        }
        found.extend(rows.into_iter().map(|(row, truth)| (kind, row, truth)));
    }
    found
}

/// Tells whether a source bears a name or id of its own, not through its entity.
fn bears_itself(store: &Store, row: u32, text: &str) -> bool {
    let own_id = store.id(Kind::Sources, row);
    let shown = name_and_id(text).filter(|(_, id)| *id == own_id);
    let folded = fold_name(shown.map_or(text, |(name, _)| name));
    let own = |field: &str| {
        let (place, _) = Kind::Sources.field(field).expect("sources have names");
        match store.collection(Kind::Sources).column(place) {
            Some(Column::Text(codes)) => codes[row as usize..=row as usize].to_vec(),
            Some(Column::Texts(ends, codes)) => {
                let start = if row == 0 { 0 } else { ends[row as usize - 1] };
                codes[start as usize..ends[row as usize] as usize].to_vec()
            }
            Some(_) | None => Vec::new(),
        }
    };
    own_id == text
        || ["name", "aka"]
            .into_iter()
            .flat_map(own)
            .any(|code| fold_name(store.texts().get(code)) == folded)
}

/// Tells whether an entity is a source or an outlet.
fn speaks_or_publishes(store: &Store, row: u32) -> bool {
    let (kind, _) = Kind::Entities.field("kind").expect("entities have a kind");
    if let Some(Column::Word(kinds)) = store.collection(Kind::Entities).column(kind)
        && kinds[row as usize] == EntityKind::Outlet as u8
    {
        return true;
    }
    ["sources", "documents"].into_iter().any(|field| {
        let (place, _) = Kind::Entities.field(field).expect("entities have them");
        let links = store.collection(Kind::Entities).links(place);
        links.of(row as usize).next().is_some()
    })
}

fn unborne(text: &str, span: Span, store: &Store, source: &Arc<Source>) -> Diagnostic {
    let message = format!("no source, outlet or document is called ‘{text}’");
    let diagnostic = Diagnostic::error("unborne-name", message)
        .help("without it the view would take nothing away")
        .at(source, span);
    let kinds = [Kind::Entities, Kind::Sources, Kind::Documents];
    let near = kinds
        .into_iter()
        .find_map(|kind| super::near_name(kind, text, store));
    match near {
        Some(near) => diagnostic.help(format!("did you mean \"{near}\"?")),
        None => diagnostic,
    }
}
