//! Plan and store to a bound plan: every name literal looked up, unborne ones reported.

mod view;
mod words;

pub use view::Named;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Report, Source, nearest_shaped};
use crate::model::Kind;
use crate::plan::{NameLiteral, Plan};
use crate::store::{Bearer, Column, Store, Strength};
use crate::value::{Shape, Truth, fold_name, is_near};

/// A part of a name that is shorter than this suggests nothing.
const SHORTEST_PART: usize = 3;

/// Of more ids than this, which are mostly numbers, none is suggested.
const MOST_IDS: usize = 100_000;

/// A plan whose names are rows of a store.
#[derive(Debug)]
pub struct Bound<'p> {
    /// The plan.
    pub plan: &'p Plan,
    /// The records that bear each of [`Plan::names`], with how surely they do.
    pub names: Vec<Vec<(u32, Truth)>>,
    /// What each of [`Plan::views`] leaves out by name.
    pub left_out: Vec<Vec<Named>>,
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
    /// It was taken for weak, near and described names too.
    Nearly {
        /// The name in the query.
        text: String,
        /// Each record taken for the sake of such a name alone, and that name.
        taken: Vec<(String, String)>,
    },
    /// Several entities bear it; all were taken.
    Several {
        /// The name in the query.
        text: String,
        /// Their ids.
        ids: Vec<String>,
    },
}

/// Looks up every name of a plan; what is to be said of them is added to a report, if one is given.
///
/// A name that nothing bears is a warning where the answer only narrows. It is an error where the
/// answer would widen, under a negation, and then there is no bound plan.
pub fn bind<'p>(
    plan: &'p Plan,
    store: &Store,
    source: &Arc<Source>,
    mut report: Option<&mut Report>,
) -> Option<Bound<'p>> {
    let mut bound = Bound {
        plan,
        names: Vec::with_capacity(plan.names.len()),
        left_out: Vec::with_capacity(plan.views.len()),
        taken: Vec::new(),
    };
    let mut widens = false;
    for name in &plan.names {
        let rows = if name.near {
            near_bearers(name, store, &mut bound.taken)
        } else {
            bearers(name, store, &mut bound.taken)
        };
        if rows.is_empty() {
            widens |= name.widens;
            if let Some(report) = &mut report {
                report.diagnostics.push(unborne(name, store, source));
            }
        }
        bound.names.push(rows);
    }
    for view in &plan.views {
        let report = report.as_deref_mut();
        let named = view::named(view, store, source, &mut bound.taken, report);
        widens |= named.is_none();
        bound.left_out.push(named.unwrap_or_default());
    }
    for search in &plan.searches {
        let report = report.as_deref_mut();
        widens |= words::report_unborne(search, store, source, report) && search.widens;
    }
    (!widens).then_some(bound)
}

/// Returns the records an id or a name stands for.
fn bearers(name: &NameLiteral, store: &Store, taken: &mut Vec<Taken>) -> Vec<(u32, Truth)> {
    let mut rows: Vec<(u32, Truth)> = with_id(name.kind, &name.text, store)
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
            let shown = as_shown(name, store);
            rows.extend(shown.map(|row| (row, Truth::Yes)));
        }
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
    if rows.len() > 1 {
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

/// Returns the records with an id or a name, of whatever strength, that a text is near.
fn near_bearers(name: &NameLiteral, store: &Store, taken: &mut Vec<Taken>) -> Vec<(u32, Truth)> {
    let wanted = fold_name(&name.text);
    let id = with_id(name.kind, &name.text, store).or_else(|| as_shown(name, store));
    let mut found: BTreeMap<u32, Truth> = id.map(|row| (row, Truth::Yes)).into_iter().collect();
    let mut plain: Vec<u32> = id.into_iter().collect();
    let mut near: BTreeMap<u32, &str> = BTreeMap::new();
    let names = store.names(name.kind);
    let shape = Shape::of(&wanted);
    let is_near =
        |(folded, other): (&str, Shape)| other.may_be_near(shape) && is_near(folded, &wanted);
    let taken_for: Vec<bool> = names.shaped().map(is_near).collect();
    for spelling in names.spellings() {
        if !taken_for[spelling.number as usize] {
            continue;
        }
        let Bearer {
            row,
            strength,
            doubtful,
        } = spelling.bearer;
        let truth = if doubtful {
            Truth::Possible
        } else {
            Truth::Yes
        };
        let earlier = found.entry(row).or_insert(truth);
        *earlier = earlier.or(truth);
        if *spelling.folded == *wanted && strength == Strength::Resolving {
            plain.push(row);
        } else {
            near.entry(row).or_insert(&spelling.text);
        }
    }
    let listed = near.into_iter().filter(|(row, _)| !plain.contains(row));
    let listed = listed.map(|(row, by)| (store.label(name.kind, row).to_owned(), by.to_owned()));
    let listed: Vec<(String, String)> = listed.collect();
    if !listed.is_empty() {
        taken.push(Taken::Nearly {
            text: name.text.clone(),
            taken: listed,
        });
    }
    found.into_iter().collect()
}

/// Finds the record that a text stands for as answers show it where several records print alike: its
/// name with its id behind it, `engineer (engineer-2)`.
fn as_shown(name: &NameLiteral, store: &Store) -> Option<u32> {
    let (own, id) = name_and_id(&name.text)?;
    let row = with_id(name.kind, id, store)?;
    let resolving = |bearer: &Bearer| bearer.row == row && bearer.strength == Strength::Resolving;
    let mut bearers = store.names(name.kind).bearers(own);
    bearers.any(|bearer| resolving(&bearer)).then_some(row)
}

/// Cuts `NAME (ID)`.
fn name_and_id(text: &str) -> Option<(&str, &str)> {
    text.strip_suffix(')')?.rsplit_once(" (")
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

fn with_id(kind: Kind, id: &str, store: &Store) -> Option<u32> {
    let code = store.texts().code(id)?;
    let (place, _) = kind.field("id").expect("every kind has an id");
    let Some(Column::Text(codes)) = store.collection(kind).column(place) else {
        return None;
    };
    codes
        .iter()
        .position(|other| *other == code)
        .map(crate::store::row_number)
}

fn unborne(name: &NameLiteral, store: &Store, source: &Arc<Source>) -> Diagnostic {
    let collection = name.kind.collection();
    let like = if name.near { "anything like " } else { "" };
    let message = format!("none of the {collection} is called {like}‘{}’", name.text);
    let diagnostic = if name.widens {
        Diagnostic::error("unborne-name", message)
            .help("under a negation a name that nothing bears would let everything through")
    } else {
        Diagnostic::warning("unborne-name", message)
    };
    let diagnostic = diagnostic.at(source, name.span);
    match near_name(name.kind, &name.text, store) {
        Some(near) => diagnostic.help(format!("did you mean \"{near}\"?")),
        None => diagnostic,
    }
}

/// Returns the own name of the record whose name is nearest to a text, or holds it.
pub(crate) fn near_name(kind: Kind, text: &str, store: &Store) -> Option<String> {
    if !has_names(kind) && store.collection(kind).len() > MOST_IDS {
        return None;
    }
    let folded = fold_name(text);
    let names = store.names(kind);
    let near = nearest_shaped(&folded, names.shaped());
    let place = match near {
        Some(near) => names.places(near).first().map(|place| *place as usize),
        None if folded.len() < SHORTEST_PART => None,
        None => names.spelt(store, kind).least_holding(&folded),
    };
    let found = &names.spellings()[place?];
    Some(store.label(kind, found.bearer.row).to_owned())
}
