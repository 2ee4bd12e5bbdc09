//! Groups and what is computed over them.

use std::cmp::Ordering;

use whosaid::model::Link;
use whosaid::syntax::tree::{Aggregate, Expr, ExprKind, Item as Named};
use whosaid::value::Type;

use super::aggregate::is_aggregate;
use super::stage::{label, table};
use super::{Column, Frame, Item, Naive, Row, Shape, Tri, Val};
use crate::agree::values::Span;

pub(super) struct Group<'r> {
    pub(super) key: Vec<Option<Item>>,
    pub(super) rows: Vec<&'r Row>,
}

impl Naive<'_> {
    pub(super) fn grouped(&self, frame: &Frame, keys: &[Named], aggregates: &[Aggregate]) -> Frame {
        let mut columns = self.key_columns(frame, keys);
        for aggregate in aggregates {
            columns.push(Column {
                name: aggregate.label.as_ref().map(|label| label.text.clone()),
                shape: self
                    .shape(&aggregate.expr, frame.scope())
                    .expect("an aggregate has a type"),
            });
        }
        let row = |group: &Group<'_>| {
            let mut cells = key_cells(group);
            for aggregate in aggregates {
                let rows = self.filtered(aggregate.filter.as_ref(), frame, &group.rows);
                let rows: Vec<&Row> = rows.iter().collect();
                cells.push(self.over_rows(&aggregate.expr, frame, &rows));
            }
            made(cells)
        };
        let groups = self.groups(frame, keys);
        table(columns, groups.iter().map(row).collect())
    }

    /// `count by keys` is `group keys aggregate count() as count`.
    pub(super) fn counted(&self, frame: &Frame, keys: &[Named]) -> Frame {
        let mut columns = self.key_columns(frame, keys);
        let shape = Shape {
            ty: Type::Number,
            many: false,
        };
        columns.push(Column {
            name: Some("count".to_owned()),
            shape,
        });
        let row = |group: &Group<'_>| {
            let mut cells = key_cells(group);
            cells.push(vec![Item::number(count(&group.rows))]);
            made(cells)
        };
        let groups = self.groups(frame, keys);
        table(columns, groups.iter().map(row).collect())
    }

    pub(super) fn key_columns(&self, frame: &Frame, keys: &[Named]) -> Vec<Column> {
        let column = |key: &Named| {
            let shape = self
                .shape(&key.expr, frame.scope())
                .expect("a key has a type");
            Column {
                name: label(key),
                shape: Shape {
                    many: false,
                    ..shape
                },
            }
        };
        keys.iter().map(column).collect()
    }

    /// Returns the groups that have a certain row, in the order of their keys. Without keys all
    /// rows are one group, even where there is none.
    pub(super) fn groups<'r>(&self, frame: &'r Frame, keys: &[Named]) -> Vec<Group<'r>> {
        let mut groups: Vec<Group<'r>> = Vec::new();
        if keys.is_empty() {
            groups.push(Group {
                key: Vec::new(),
                rows: Vec::new(),
            });
        }
        for row in &frame.rows {
            for mut key in self.keys(keys, frame.scope(), row) {
                key.iter_mut().flatten().for_each(make_unknown);
                match groups.iter_mut().find(|group| self.same(&group.key, &key)) {
                    Some(group) => group.rows.push(row),
                    None => groups.push(Group {
                        key,
                        rows: vec![row],
                    }),
                }
            }
        }
        groups.retain(|group| keys.is_empty() || group.rows.iter().any(|row| row.certain));
        groups.sort_by(|a, b| {
            let orderings = a.key.iter().zip(&b.key).map(|(a, b)| self.key_order(a, b));
            orderings.fold(Ordering::Equal, Ordering::then)
        });
        groups
    }

    fn same(&self, a: &[Option<Item>], b: &[Option<Item>]) -> bool {
        let mut pairs = a.iter().zip(b);
        pairs.all(|(a, b)| self.key_text(a) == self.key_text(b))
    }

    /// Compares two keys: by value, the doubtful one behind; the empty key comes last.
    fn key_order(&self, a: &Option<Item>, b: &Option<Item>) -> Ordering {
        let key = |key: &Option<Item>| self.sort_key(key.as_slice(), false);
        let doubtful = |key: &Option<Item>| key.as_ref().is_some_and(|item| item.doubtful);
        key(a)
            .order(&key(b), false)
            .then(doubtful(a).cmp(&doubtful(b)))
    }

    /// Keeps the rows that an aggregate runs over.
    pub(super) fn filtered(&self, filter: Option<&Expr>, frame: &Frame, rows: &[&Row]) -> Vec<Row> {
        let mut kept = Vec::new();
        for row in rows {
            let truth = filter.map_or(Tri::Yes, |filter| self.test(filter, frame.scope(), row));
            if truth != Tri::No {
                let mut row = (*row).clone();
                row.certain &= truth == Tri::Yes;
                kept.push(row);
            }
        }
        kept
    }

    /// Returns the value of an expression with aggregates in it over rows.
    pub(super) fn over_rows(&self, expr: &Expr, frame: &Frame, rows: &[&Row]) -> Vec<Item> {
        match &expr.kind {
            ExprKind::Call { name, args, .. } if is_aggregate(&name.text) && args.is_empty() => {
                vec![Item::number(count(rows))]
            }
            ExprKind::Call {
                name,
                distinct,
                args,
            } if is_aggregate(&name.text) => {
                let name = name.text.to_ascii_lowercase();
                self.aggregate(&name, *distinct, args, frame.scope(), rows)
            }
            _arithmetic => self.computed(expr, frame.scope(), &|side| {
                self.over_rows(side, frame, rows)
            }),
        }
    }
}

/// Counts rows: the certain ones to all of them.
fn count(rows: &[&Row]) -> Span {
    let number = |count: usize| f64::from(u32::try_from(count).expect("there are few rows"));
    let certain = rows.iter().filter(|row| row.certain).count();
    Span::new(number(certain), number(rows.len()))
}

pub(super) fn key_cells(group: &Group<'_>) -> Vec<Vec<Item>> {
    let cells = group.key.iter().map(|key| key.iter().cloned().collect());
    cells.collect()
}

/// Makes what nobody knows one key: whether nobody wrote it or nobody is known who has it, and
/// whichever way it is reached.
fn make_unknown(key: &mut Item) {
    match &key.val {
        // A length of time has no way to say so, and stays as it is.
        Val::Unwritten(Type::Duration) => key.doubtful = false,
        Val::Unwritten(_) | Val::Anything => *key = Item::sure(Val::Anything),
        Val::Record(_, Link::SOMEBODY) => key.doubtful = false,
        _other => {}
    }
}

pub(super) fn made(cells: Vec<Vec<Item>>) -> Row {
    Row {
        node: None,
        cells,
        certain: true,
        sorted: Vec::new(),
    }
}
