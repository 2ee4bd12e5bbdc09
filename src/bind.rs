//! Plan and store to a bound plan: every name literal looked up, unborne ones reported.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Report, Source, nearest};
use crate::model::Kind;
use crate::plan::{NameLiteral, Plan};
use crate::store::{Column, Store, Strength};
use crate::value::Truth;

/// A plan whose names are rows of a store.
#[derive(Debug)]
pub struct Bound<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// The records that bear each of [`Plan::names`], with how surely they do.
    pub names: Vec<Vec<(u32, Truth)>>,
    /// What a reader should know of how the names were taken.
    pub taken: Vec<Taken>,
}

/// Something to be known of how a name was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// Only a weak name, borne by one record alone.
    Weakly {
        /// The name in the query.
        text: String,
        /// The record's own name.
        record: String,
    },
    /// Several entities bear it; all were taken.
    Several {
        /// The name in the query.
        text: String,
        /// Their ids.
        ids: Vec<String>,
    },
}

/// Looks up every name of a plan.
///
/// A name that nothing bears is a warning where the answer only narrows, and an error where it
/// would widen: under a negation.
pub fn bind<'p>(
    plan: &'p Plan,
    store: &Store,
    source: &Arc<Source>,
) -> Result<(Bound<'p>, Report), Report> {
    let mut bound = Bound {
        plan,
        names: Vec::with_capacity(plan.names.len()),
        taken: Vec::new(),
    };
    let mut report = Report::default();
    for name in &plan.names {
        let rows = bearers(name, store, &mut bound.taken);
        if rows.is_empty() {
            report.diagnostics.push(unborne(name, store, source));
        }
        bound.names.push(rows);
    }
    if report.has_errors() {
        Err(report)
    } else {
        Ok((bound, report))
    }
}

/// Returns the records an id or a name stands for.
fn bearers(name: &NameLiteral, store: &Store, taken: &mut Vec<Taken>) -> Vec<(u32, Truth)> {
    let mut rows: Vec<(u32, Truth)> = with_id(name, store)
        .map(|row| (row, Truth::Yes))
        .into_iter()
        .collect();
    if has_names(name.kind) {
        let names = store.names(name.kind);
        let mut add = |row: u32, doubtful: bool| {
            let truth = if doubtful {
                Truth::Possible
            } else {
                Truth::Yes
            };
            match rows.iter_mut().find(|(earlier, _)| *earlier == row) {
                Some((_, earlier)) => *earlier = earlier.or(truth),
                None => rows.push((row, truth)),
            }
        };
        let all: Vec<_> = names.bearers(&name.text).collect();
        let resolving = all
            .iter()
            .filter(|bearer| bearer.strength == Strength::Resolving);
        resolving.for_each(|bearer| add(bearer.row, bearer.doubtful));
        if rows.is_empty() {
            let weak: Vec<_> = all
                .iter()
                .filter(|bearer| bearer.strength == Strength::Weak)
                .collect();
            if weakly_borne_by_one(name, store) {
                for bearer in &weak {
                    rows.push((
                        bearer.row,
                        if bearer.doubtful {
                            Truth::Possible
                        } else {
                            Truth::Yes
                        },
                    ));
                }
                if let Some(&(row, _)) = rows.first() {
                    let record = store.label(name.kind, row).to_owned();
                    taken.push(Taken::Weakly {
                        text: name.text.clone(),
                        record,
                    });
                }
            }
        }
    }
    rows.sort_unstable();
    rows.dedup_by_key(|(row, _)| *row);
    let several =
        rows.len() > 1 && matches!(name.kind, Kind::Entities | Kind::Documents | Kind::Events);
    if several {
        let ids = rows
            .iter()
            .map(|(row, _)| store.id(name.kind, *row).to_owned())
            .collect();
        taken.push(Taken::Several {
            text: name.text.clone(),
            ids,
        });
    }
    rows
}

/// Tells whether exactly one entity bears a name weakly.
fn weakly_borne_by_one(name: &NameLiteral, store: &Store) -> bool {
    let bearers = store.names(Kind::Entities).bearers(&name.text);
    let mut rows: Vec<u32> = bearers
        .filter(|bearer| bearer.strength == Strength::Weak)
        .map(|bearer| bearer.row)
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows.len() == 1
}

/// Tells whether records of a kind answer to names besides their ids.
fn has_names(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Entities | Kind::Sources | Kind::Documents | Kind::Events
    )
}

fn with_id(name: &NameLiteral, store: &Store) -> Option<u32> {
    let code = store.texts().code(&name.text)?;
    let (place, _) = name.kind.field("id").expect("every kind has an id");
    let Some(Column::Text(codes)) = store.collection(name.kind).column(place) else {
        return None;
    };
    codes
        .iter()
        .position(|other| *other == code)
        .map(crate::store::row_number)
}

fn unborne(name: &NameLiteral, store: &Store, source: &Arc<Source>) -> Diagnostic {
    let collection = name.kind.collection();
    let message = format!("none of the {collection} is called ‘{}’", name.text);
    let diagnostic = if name.widens {
        Diagnostic::error("unborne-name", message)
            .help("under a negation a name that nothing bears would let everything through")
    } else {
        Diagnostic::warning("unborne-name", message)
    };
    let diagnostic = diagnostic.at(source, name.span);
    match near_name(name, store) {
        Some(near) => diagnostic.help(format!("did you mean \"{near}\"?")),
        None => diagnostic,
    }
}

/// Returns the own name of the record with the nearest name.
fn near_name(name: &NameLiteral, store: &Store) -> Option<String> {
    let names = store.names(name.kind);
    let folded = crate::value::fold_name(&name.text);
    let spellings = names.spellings();
    let near = nearest(
        &folded,
        spellings.iter().map(|(spelling, _)| spelling.as_str()),
    )
    .or_else(|| {
        spellings
            .iter()
            .map(|(spelling, _)| spelling.as_str())
            .find(|other| other.contains(&folded))
    })?;
    let (_, bearer) = spellings.iter().find(|(spelling, _)| spelling == near)?;
    Some(store.label(name.kind, bearer.row).to_owned())
}
