//! Rows that are called something, and what is read of them in brackets within.

use std::cell::RefCell;
use std::rc::Rc;

use super::scope::{Planner, Scope};
use super::{Carried, Expr, ExprKind, Leaf, Path, Root};
use crate::model::Kind;
use crate::syntax::tree;

/// The row around brackets.
pub(super) struct Around {
    scope: Scope,
    /// What is read of it within, over its own scope.
    carried: RefCell<Vec<Carried>>,
}

impl Around {
    /// Takes what has been read of the row.
    pub(super) fn take(&self) -> Vec<Carried> {
        self.carried.take()
    }

    /// Tells whether the row, or one around it, is called so.
    pub(super) fn calls_row(&self, name: &str) -> bool {
        self.scope.calls_row(name)
    }

    /// Tells whether anything has been read of it.
    pub(super) fn is_read(&self) -> bool {
        !self.carried.borrow().is_empty()
    }

    /// Returns what an expression over the row is within, where the query calls it so.
    fn carry(&self, name: String, own: Expr) -> Expr {
        let root = |expr: &Expr| match &expr.kind {
            ExprKind::Path(path) => Some(path.root),
            _computed => None,
        };
        let mut carried = self.carried.borrow_mut();
        let earlier = carried
            .iter()
            .position(|other| root(&other.expr) == root(&own));
        let (ty, many) = (own.ty, own.many);
        let place = earlier.unwrap_or_else(|| {
            carried.push(Carried { name, expr: own });
            carried.len() - 1
        });
        let path = Path {
            root: Root::Outer(place),
            steps: Vec::new(),
            leaf: Leaf::Itself,
        };
        Expr {
            kind: ExprKind::Path(path),
            ty,
            many,
        }
    }
}

impl Scope {
    /// Makes this the row around brackets.
    pub(super) fn around(&self) -> Rc<Around> {
        Rc::new(Around {
            scope: self.clone(),
            carried: RefCell::default(),
        })
    }

    /// Puts it into brackets that stand at a row.
    pub(super) fn within(mut self, around: Option<&Rc<Around>>) -> Scope {
        self.around = around.cloned();
        self
    }

    /// Tells whether a row is called so, this one or one around it.
    pub(super) fn calls_row(&self, name: &str) -> bool {
        let own = self.alias.as_deref();
        own.is_some_and(|alias| alias.eq_ignore_ascii_case(name))
            || self
                .around
                .as_ref()
                .is_some_and(|around| around.calls_row(name))
    }

    /// Returns what names mean to the row that is called so.
    pub(super) fn called(&self, name: &str) -> Option<&Scope> {
        let own = self.alias.as_deref();
        if own.is_some_and(|alias| alias.eq_ignore_ascii_case(name)) {
            return Some(self);
        }
        self.around.as_ref()?.scope.called(name)
    }

    /// Returns the row that is called so.
    pub(super) fn row_called(&self, name: &str) -> Option<Expr> {
        let row = |scope: &Scope| Some((name.to_owned(), Expr::row(scope.kind?)));
        self.of_row_called(name, &row).map(|(_, row)| row)
    }

    /// Returns what rows are called, this one and those around it, where they are records.
    pub(super) fn rows_called(&self) -> Vec<(String, Kind)> {
        let own = self.alias.clone().zip(self.kind);
        let around = self.around.as_ref();
        let around = around.map_or_else(Vec::new, |around| around.scope.rows_called());
        own.into_iter().chain(around).collect()
    }

    /// Returns a column of the row that is called so.
    pub(super) fn column_of_row(&self, row: &str, column: &str) -> Option<Expr> {
        let of_row = |scope: &Scope| {
            let (place, info) = scope.column(column)?;
            let own = Expr::column(place, info.ty, info.many);
            Some((format!("{row}.{column}"), own))
        };
        self.of_row_called(row, &of_row).map(|(_, column)| column)
    }

    fn of_row_called(
        &self,
        name: &str,
        take: &dyn Fn(&Scope) -> Option<(String, Expr)>,
    ) -> Option<(String, Expr)> {
        if let Some(alias) = &self.alias
            && alias.eq_ignore_ascii_case(name)
        {
            return take(self);
        }
        let around = self.around.as_ref()?;
        let (called, own) = around.scope.of_row_called(name, take)?;
        let within = around.carry(called.clone(), own);
        Some((called, within))
    }
}

impl Planner<'_> {
    /// Enters what a query calls its row; the name must be its own.
    pub(super) fn call_row(&mut self, name: &tree::Name, scope: &mut Scope) -> Option<()> {
        let has_field = |kind: &Kind| kind.field(&name.text).is_some();
        let holder = if let Some(kind) = Kind::ALL.into_iter().find(has_field) {
            format!("a field of {}", kind.collection())
        } else if scope.has(&name.text) {
            "a column".to_owned()
        } else if scope.calls_row(&name.text) {
            "the name of a row around this".to_owned()
        } else if scope.kind.is_none() {
            let message = "only a record can be given a name; these rows are columns";
            self.error("not-records", name.span, message);
            return None;
        } else {
            scope.alias = Some(name.text.clone());
            return Some(());
        };
        let message = format!("‘{}’ is {holder}; the row needs another name", name.text);
        self.error("taken-name", name.span, message);
        None
    }
}
