//! What a query starts from: a collection, a part of one, or what a row around leads to.

use std::rc::Rc;

use super::alias::Around;
use super::query::Rows;
use super::scope::{Planner, Scope};
use super::view::BEFORE;
use super::{Expr, ExprKind, Leaf, Path, Predicate, Stage, Test};
use crate::diagnostic::{Span, did_you_mean, nearest, quoted_list};
use crate::model::{Kind, View};
use crate::syntax::tree;
use crate::value::Type;

/// Tells whether a name is that of a collection or of a part of one.
pub(super) fn is_collection(name: &str) -> bool {
    name == BEFORE || Kind::named(name).is_some()
}

/// Returns the kind of a collection that is no part of one.
pub(crate) fn collection_named(name: &str) -> Option<Kind> {
    Kind::named(name).and_then(|(kind, part)| part.is_none().then_some(kind))
}

impl Planner<'_> {
    /// Plans a whole collection, or the part of one that a view is.
    pub(super) fn head(&mut self, name: &tree::Name) -> Option<Rows> {
        let Some((kind, view)) = self.collection(name) else {
            self.unknown_collection(name);
            return None;
        };
        let mut stages = Vec::new();
        if let Some(view) = view {
            let field = tree::Name {
                text: "kind".to_owned(),
                span: name.span,
            };
            let value = self.field(Expr::row(kind), &field)?;
            let Type::Word(vocabulary) = value.ty else {
                unreachable!("a view is of records with a kind")
            };
            let codes = view
                .kinds
                .iter()
                .filter_map(|word| vocabulary.code(word))
                .collect();
            stages.push(Stage::Where(
                Predicate::Test(value, Test::Words(codes), name.span),
                name.span,
            ));
        }
        let visible = self.shown(kind);
        Some(Rows {
            stages,
            visible,
            ..Rows::whole(kind)
        })
    }

    /// Returns the collection that bears a name; for completion, else the one that may be meant.
    fn collection(&self, name: &tree::Name) -> Option<(Kind, Option<&'static View>)> {
        let meant = || {
            let near = self.near_collection(name);
            near.filter(|_| self.watch.is_some()).and_then(Kind::named)
        };
        Kind::named(&name.text).or_else(meant)
    }

    /// Returns the collection or query whose name is near to one that nothing bears.
    fn near_collection(&self, name: &tree::Name) -> Option<&str> {
        let mut kinds = Kind::ALL.into_iter();
        let one = kinds.find(|kind| name.is(kind.schema().singular));
        one.map(Kind::collection)
            .or_else(|| nearest(&name.text, self.row_names()))
    }

    /// Returns the names of what a query may start from.
    fn row_names(&self) -> Vec<&str> {
        let views = Kind::ALL.into_iter().flat_map(|kind| kind.schema().views);
        let mut names: Vec<&str> = Kind::ALL.into_iter().map(Kind::collection).collect();
        names.extend(views.map(|view| view.name));
        names.extend(self.definitions.queries());
        names
    }

    /// Plans the path from a row around that a query starts from.
    pub(super) fn start_at_row(
        &mut self,
        name: &tree::Name,
        tails: &[tree::Tail],
        around: Option<&Rc<Around>>,
    ) -> Option<Rows> {
        let place = Scope::table(&[]).within(around);
        let row = place.row_called(&name.text)?;
        let expr = self.tails(row, tails, &place)?;
        let span = tails.last().map_or(name.span, |tail| match tail {
            tree::Tail::Field(field) => field.span,
            tree::Tail::Filter(_, span) | tree::Tail::Repeat(_, span) => *span,
        });
        let (path, kind) = self.path_to_records(expr, span)?;
        let visible = self.shown(kind);
        Some(Rows {
            start: Some(path),
            visible,
            ..Rows::whole(kind)
        })
    }

    /// Reports `exists (denies)`: a path of the row in the brackets of a query.
    pub(super) fn path_in_brackets(&mut self, query: &tree::Query, scope: &Scope) -> Option<()> {
        let tree::Head::Name(name) = &query.head else {
            return Some(());
        };
        let mut own = self.definitions.queries();
        let is_rows =
            is_collection(&name.text) || own.any(|own| name.is(own)) || scope.calls_row(&name.text);
        let is_more = query.alias.is_some() || !query.views.is_empty() || !query.stages.is_empty();
        if is_rows || is_more || !scope.has(&name.text) {
            return Some(());
        }
        let end = query.tails.last().map_or(name.span, |tail| match tail {
            tree::Tail::Field(field) => field.span,
            tree::Tail::Filter(_, span) | tree::Tail::Repeat(_, span) => *span,
        });
        let path = self.words_at(name.span.to(end));
        let filter = match &query.filter {
            Some(filter) => format!("[{}]", self.words_at(filter.span)),
            None => String::new(),
        };
        let message = "a path behind ‘exists’ stands without brackets";
        self.error("unknown-collection", query.span, message)
            .helps
            .push(format!("write: exists {path}{filter}"));
        None
    }

    fn unknown_collection(&mut self, name: &tree::Name) {
        let near = self.near_collection(name).map(did_you_mean);
        let known = quoted_list(self.row_names());
        let message = format!("there is no collection ‘{}’", name.text);
        let diagnostic = self.error("unknown-collection", name.span, message);
        diagnostic.helps.extend(near);
        diagnostic
            .helps
            .push(format!("the collections are {known}"));
    }

    /// Plans the fields and filters straight behind a head.
    pub(super) fn reach(
        &mut self,
        tails: &[tree::Tail],
        span: Span,
        rows: &mut Rows,
    ) -> Option<()> {
        if tails.is_empty() {
            return Some(());
        }
        let Some(kind) = rows.scope.kind else {
            self.error(
                "not-records",
                span,
                "these rows are records no more; a field can't be followed from them",
            );
            return None;
        };
        let expr = self.tails(Expr::row(kind), tails, &rows.scope)?;
        let (path, to) = self.path_to_records(expr, span)?;
        rows.stages.push(Stage::Reach(path.steps, to));
        rows.scope = Scope::of(to).within(rows.scope.around.as_ref());
        rows.visible = self.shown(to);
        rows.sorted.clear();
        rows.multiplied = false;
        Some(())
    }

    /// Plans the fields and filters behind an expression.
    fn tails(&mut self, mut expr: Expr, tails: &[tree::Tail], scope: &Scope) -> Option<Expr> {
        for tail in tails {
            expr = match tail {
                tree::Tail::Field(name) => self.field(expr, name)?,
                tree::Tail::Repeat(times, span) => self.repeated(expr, *times, *span)?,
                tree::Tail::Filter(filter, _) => self.filter(expr, filter, scope)?,
            };
        }
        Some(expr)
    }

    /// Returns the path that leads to records, and their kind.
    fn path_to_records(&mut self, expr: Expr, span: Span) -> Option<(Path, Kind)> {
        if let (ExprKind::Path(path), Type::Record(to)) = (expr.kind, expr.ty)
            && matches!(path.leaf, Leaf::Itself)
        {
            return Some((path, Kind::from_number(to)));
        }
        let diagnostic = self.error(
            "not-records",
            span,
            "a query starts from records, and this path ends at values",
        );
        diagnostic
            .helps
            .push("take the values with: | select …".to_owned());
        None
    }
}
