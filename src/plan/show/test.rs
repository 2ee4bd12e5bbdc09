//! How a test is judged: what serves it, where, and along which links its truths are carried.

use super::super::{Expr, ExprKind, Join, Leaf, Path, Query, Root, Step, Test, stand_alone};
use super::pen::Pen;
use crate::model::Kind;
use crate::value::{Comparison, Type};

/// Tells how a test of a value is judged.
pub(super) fn judged(value: &Expr, test: &Test) -> String {
    let (from, path) = match in_place(value) {
        Ok(found) => found,
        Err(how) => return how,
    };
    let at = match &path.leaf {
        Leaf::Field(kind, place) => {
            let field = field(*kind, *place);
            match test {
                Test::Days(_) => format!("read off the days of {field}"),
                Test::Numbers(..) => format!("read off the numbers of {field}"),
                Test::Words(_) | Test::Truth(_) => format!("read off the codes of {field}"),
                Test::Texts(..) | Test::Search(_) => {
                    format!("searched for in {field}, each different text once")
                }
                Test::Durations(_) | Test::Named(_) => format!("judged at {field}"),
            }
        }
        Leaf::Itself | Leaf::Evidence(..) | Leaf::Computed(..) => {
            let records = end(from, &path.steps).collection();
            match test {
                Test::Named(_) => format!("looked up among the names of {records}"),
                Test::Search(_) => format!("searched for in the names of {records}"),
                Test::Days(_)
                | Test::Numbers(..)
                | Test::Durations(_)
                | Test::Texts(..)
                | Test::Words(_)
                | Test::Truth(_) => format!("judged at {records}"),
            }
        }
    };
    carried_back(at, &path.steps)
}

/// Tells how it is found out whether there is a value.
pub(super) fn found(value: &Expr) -> String {
    let (_, path) = match in_place(value) {
        Ok(found) => found,
        Err(how) => return how,
    };
    match &path.leaf {
        Leaf::Field(kind, place) => {
            let at = format!(
                "read off whether there is a value in {}",
                field(*kind, *place)
            );
            carried_back(at, &path.steps)
        }
        Leaf::Itself | Leaf::Evidence(..) | Leaf::Computed(..) => {
            carried_back("read off the links".to_owned(), &path.steps)
        }
    }
}

/// Tells how a value is found among those of a query that is the same for every row.
pub(super) fn member(value: &Expr, query: &Query) -> String {
    match in_place(value) {
        Ok((from, path)) if query.node.is_some() => {
            let records = end(from, &path.steps).collection();
            let at = format!("a set of {records}, asked for once");
            carried_back(at, &path.steps)
        }
        Ok(_) | Err(_) => "a set of values, asked for once and looked up for each row".to_owned(),
    }
}

/// Tells how the records at the end of a path are reached.
pub(super) fn reached(root: Root, steps: &[Step]) -> String {
    match root {
        Root::Row(kind) if stand_alone(steps) => {
            let at = format!("judged at {}", end(kind, steps).collection());
            carried_back(at, steps)
        }
        Root::Row(_) | Root::Column(_) | Root::Outer(_) => "reached from each row".to_owned(),
    }
}

/// Tells how a query is asked for the rows around it, whether `exists` asks or `in`; none where it
/// stands alone.
pub(super) fn asked(query: &Query, exists: bool) -> Option<String> {
    if query.carried.is_empty() {
        return None;
    }
    let pen = Pen::new(&[], &query.carried);
    if let Some(path) = &query.start {
        return Some(format!("for all rows at once, along {}", pen.path(path)));
    }
    let by = |join: Join<'_>| {
        let inner = pen.expr(join.inner);
        match join.inner.ty {
            Type::Text | Type::Word(_) | Type::Truth | Type::Record(_)
                if join.op == Comparison::Equal =>
            {
                format!("by the codes of {inner}")
            }
            Type::Text
            | Type::Word(_)
            | Type::Truth
            | Type::Record(_)
            | Type::Date(_)
            | Type::Number
            | Type::Duration => format!("by sorting {inner}"),
        }
    };
    let parts = query.correlation();
    let alone = parts.semi_join().filter(|_| exists);
    Some(match (alone, parts.join()) {
        (Some(join), _) => format!("for all rows at once: a semi-join {}", by(join)),
        (None, Some(join)) if join.op == Comparison::Equal => {
            format!(
                "in pairs of rows that are found {}, under the row limit",
                by(join)
            )
        }
        (None, _) => "in pairs of all rows, under the row limit".to_owned(),
    })
}

/// Returns the path that a test is judged at the end of; or how it is judged elsewhere.
fn in_place(value: &Expr) -> Result<(Kind, &Path), String> {
    let ExprKind::Path(path) = &value.kind else {
        return Err("computed for each row".to_owned());
    };
    let whole = path.steps.is_empty() && matches!(path.leaf, Leaf::Itself);
    match path.root {
        Root::Row(kind) if path.is_carried() => Ok((kind, path)),
        Root::Column(_) if whole => Err("read from the column".to_owned()),
        Root::Outer(_) if whole => Err("read from the row around".to_owned()),
        Root::Row(_) | Root::Column(_) | Root::Outer(_) => Err("computed for each row".to_owned()),
    }
}

/// Returns the kind of the records that steps lead to.
fn end(from: Kind, steps: &[Step]) -> Kind {
    steps.last().map_or(from, |step| match step {
        Step::Follow { to, .. } => *to,
        Step::Repeat { kind, .. } | Step::Filter(kind, ..) => *kind,
    })
}

fn field(kind: Kind, place: usize) -> String {
    format!("{}.{}", kind.collection(), kind.schema().fields[place].name)
}

/// Adds the links that what is judged at the end of a path is carried back along.
fn carried_back(at: String, steps: &[Step]) -> String {
    let links = steps.iter().rev().filter_map(|step| match step {
        Step::Follow {
            from, field: place, ..
        } => Some(field(*from, *place)),
        Step::Repeat {
            kind, field: place, ..
        } => Some(field(*kind, *place)),
        Step::Filter(..) => None,
    });
    let links: Vec<String> = links.collect();
    if links.is_empty() {
        at
    } else {
        format!("{at}, carried back along {}", links.join(", "))
    }
}
