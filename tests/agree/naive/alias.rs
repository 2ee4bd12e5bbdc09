//! Rows that are called something, reached from brackets within.

use std::rc::Rc;

use whosaid::model::Kind;
use whosaid::syntax::tree::{Expr, ExprKind, Name, Tail};

use super::stage::records;
use super::{Frame, Item, Naive, Outer, Place, Row, Scope, Shape, Val};

impl Outer {
    /// Makes a row the one around brackets.
    pub(super) fn of(scope: Scope<'_>, row: &Row) -> Rc<Outer> {
        Rc::new(Outer {
            kind: scope.kind,
            columns: scope.columns.to_vec(),
            row: row.clone(),
            place: scope.place.cloned().unwrap_or_default(),
        })
    }

    fn scope(&self) -> Scope<'_> {
        Scope {
            kind: self.kind,
            columns: &self.columns,
            place: Some(&self.place),
        }
    }
}

impl<'s> Scope<'s> {
    /// Makes the scope of a kind's records that stand somewhere.
    pub(super) fn at(kind: Kind, place: &'s Place) -> Scope<'s> {
        Scope {
            kind: Some(kind),
            columns: &[],
            place: Some(place),
        }
    }

    /// Tells whether the row itself is called so.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let alias = self.place.and_then(|place| place.alias.as_deref());
        alias.is_some_and(|alias| alias.eq_ignore_ascii_case(name))
    }

    fn around(&self) -> Option<&'s Rc<Outer>> {
        self.place?.around.as_ref()
    }

    /// Returns the shape of the row that is called so.
    pub(super) fn shape_of_row(&self, name: &str) -> Option<Shape> {
        if self.is_called(name) {
            let ty = self.kind?.reference();
            return Some(Shape { ty, many: false });
        }
        self.around()?.scope().shape_of_row(name)
    }

    /// Returns the row that is called so.
    pub(super) fn row_called(&self, name: &str, row: &Row) -> Option<Item> {
        if self.is_called(name) {
            return Some(Item::sure(Val::Record(self.kind?, row.node?)));
        }
        let around = self.around()?;
        around.scope().row_called(name, &around.row)
    }
}

impl Naive<'_> {
    /// Returns the records that a path from a row around leads to; none where the head is no such.
    pub(super) fn at_row(
        &self,
        name: &Name,
        tails: &[Tail],
        around: Option<&Rc<Outer>>,
    ) -> Option<Frame> {
        let place = Place {
            alias: None,
            around: around.cloned(),
        };
        let scope = Scope {
            kind: None,
            columns: &[],
            place: Some(&place),
        };
        scope.shape_of_row(&name.text)?;
        let head = Expr {
            kind: ExprKind::Name(name.text.clone()),
            span: name.span,
        };
        let path = tails.iter().fold(head, |base, tail| {
            let base = Box::new(base);
            let kind = match tail {
                Tail::Field(name) => ExprKind::Field(base, name.clone()),
                Tail::Repeat(times, _) => ExprKind::Repeat(base, *times),
                Tail::Filter(filter, _) => ExprKind::Filter(base, filter.clone()),
            };
            Expr {
                kind,
                span: name.span,
            }
        });
        let mut kind = None;
        let mut rows = Vec::new();
        for item in self.values(&path, scope, &Row::of(0, true)) {
            let Val::Record(of, node) = item.val else {
                panic!("a query starts from records")
            };
            kind = Some(of);
            rows.push(Row::of(node, !item.doubtful));
        }
        let ty = self.shape(&path, scope).expect("a path has a type").ty;
        let whosaid::value::Type::Record(number) = ty else {
            panic!("a query starts from records")
        };
        Some(records(kind.unwrap_or(Kind::from_number(number)), rows))
    }
}
