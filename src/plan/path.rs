//! Paths: fields of records, parts of values, filters, and shorthand fields spelt out.

use std::sync::Arc;

use super::scope::{Planner, Scope};
use super::{Expr, ExprKind, Leaf, Path, Root, Step};
use crate::diagnostic::{Source, Span, did_you_mean, nearest, quoted_list};
use crate::model::{Kind, Origin};
use crate::operator::{PARTS, Part};
use crate::syntax::{self, tree};
use crate::value::{Basis, Day, Type};

impl Expr {
    /// Makes the path to the record that the row is.
    pub(super) fn row(kind: Kind) -> Expr {
        let path = Path {
            root: Root::Row(kind),
            steps: Vec::new(),
            leaf: Leaf::Itself,
        };
        Expr {
            kind: ExprKind::Path(path),
            ty: kind.reference(),
            many: false,
        }
    }
}

impl Planner<'_> {
    /// Plans `base.name`.
    pub(super) fn field(&mut self, base: Expr, name: &tree::Name) -> Option<Expr> {
        if self.pass_field(&base, name.span) {
            return None;
        }
        match base.ty {
            Type::Record(kind) => {
                self.field_of(base, Kind::from_number(kind), &name.text, name.span)
            }
            Type::Date(_) | Type::Number | Type::Duration => self.part(base, name),
            Type::Text | Type::Word(_) | Type::Truth => {
                let message = format!("{} has no field ‘{}’", type_name(base.ty), name.text);
                self.error("no-fields", name.span, message);
                None
            }
        }
    }

    /// Plans a field, by its name, of the records a path leads to.
    pub(super) fn field_of(
        &mut self,
        base: Expr,
        kind: Kind,
        name: &str,
        span: Span,
    ) -> Option<Expr> {
        let Some((place, field)) = kind.field(name) else {
            let own = Scope::of(kind);
            if let Some(near) = nearest(name, own.names()).filter(|_| self.watch.is_some()) {
                return self.field_of(base, kind, near, span);
            }
            self.unknown_name(name, span, &own);
            return None;
        };
        let many = base.many || field.many;
        match (field.origin, field.ty) {
            (Origin::Shorthand(text), _) => {
                let expanded = self.expand(kind, text, span)?;
                self.graft(base, kind, expanded, span)
            }
            (Origin::Stored | Origin::Settled | Origin::Inverse(_), Type::Record(to)) => {
                let mut path = self.path(base, span)?;
                let to = Kind::from_number(to);
                path.steps.push(Step::Follow {
                    from: kind,
                    field: place,
                    to,
                });
                Some(Expr {
                    kind: ExprKind::Path(path),
                    ty: field.ty,
                    many,
                })
            }
            (Origin::Stored | Origin::Settled | Origin::Inverse(_), ty) => {
                let mut path = self.path(base, span)?;
                path.leaf = Leaf::Field(kind, place);
                Some(Expr {
                    kind: ExprKind::Path(path),
                    ty,
                    many,
                })
            }
        }
    }

    /// Plans `base[filter]`.
    pub(super) fn filter(
        &mut self,
        base: Expr,
        filter: &tree::Expr,
        scope: &Scope,
    ) -> Option<Expr> {
        let Type::Record(kind) = base.ty else {
            let message = format!(
                "a filter stands behind records, not behind {}",
                type_name(base.ty)
            );
            self.error("filter-on-value", filter.span, message);
            return None;
        };
        let kind = Kind::from_number(kind);
        let around = scope.around();
        let predicate = self.predicate(filter, &Scope::of(kind).within(Some(&around)));
        self.narrow_along(&base, kind, filter.span);
        let (ty, many) = (base.ty, base.many);
        let mut path = self.path(base, filter.span)?;
        let predicate = Box::new(predicate?);
        path.steps
            .push(Step::Filter(kind, predicate, around.take()));
        Some(Expr {
            kind: ExprKind::Path(path),
            ty,
            many,
        })
    }

    /// Plans `base{n..m}`.
    pub(super) fn repeated(&mut self, base: Expr, times: tree::Repeat, span: Span) -> Option<Expr> {
        let ty = base.ty;
        if let ExprKind::Path(path) = &base.kind
            && matches!(path.leaf, Leaf::Itself)
            && let Some(Step::Follow { from, field, to }) = path.steps.last()
        {
            if from == to {
                let (kind, field, mut path) = (*from, *field, path.clone());
                path.steps.pop();
                path.steps.push(Step::Repeat { kind, field, times });
                return Some(Expr {
                    kind: ExprKind::Path(path),
                    ty,
                    many: true,
                });
            }
            let message = format!(
                "‘{}’ leads from {} to {}; only a link between records of one kind can be repeated",
                from.schema().fields[*field].name,
                from.collection(),
                to.collection()
            );
            self.error("not-repeatable", span, message);
            return None;
        }
        let message = "‘{…}’ stands right behind a link from records to records of their kind";
        self.error("not-repeatable", span, message)
            .helps
            .push("write: repeats{1..}, or part_of{1..}".to_owned());
        None
    }

    /// Returns the path that an expression of records is.
    fn path(&mut self, expr: Expr, span: Span) -> Option<Path> {
        if let ExprKind::Path(path) = expr.kind {
            return Some(path);
        }
        let diagnostic = self.error(
            "field-of-computed",
            span,
            "a computed value can't be followed further here",
        );
        diagnostic
            .helps
            .push("give it a name first: derive … as name".to_owned());
        None
    }

    /// Plans the expression a shorthand field stands for, over records of its kind.
    pub(super) fn expand(&mut self, kind: Kind, text: &str, span: Span) -> Option<Expr> {
        let source = Arc::new(Source {
            name: "field".to_owned(),
            text: text.to_owned(),
        });
        let (tree, errors) = syntax::parse_expr(&source);
        debug_assert!(
            errors.is_empty(),
            "the shorthand ‘{text}’ can be read: {errors:?}"
        );
        let outer = self.expanding;
        self.expanding = Some(self.place(span));
        let expr = self.value(&tree, &Scope::of(kind));
        self.expanding = outer;
        expr
    }

    /// Puts an expression over the records of a kind behind the path that leads to them.
    fn graft(&mut self, base: Expr, kind: Kind, inner: Expr, span: Span) -> Option<Expr> {
        let outer_many = base.many;
        // A part of a date is a part of the date at the end of the whole path.
        if let ExprKind::Part(part, date) = inner.kind {
            let date = self.graft(base, kind, *date, span)?;
            return Some(Expr {
                ty: inner.ty,
                many: date.many,
                kind: ExprKind::Part(part, Box::new(date)),
            });
        }
        let mut path = self.path(base, span)?;
        let at_row = path.steps.is_empty() && matches!(path.root, Root::Row(_));
        if at_row {
            return Some(inner);
        }
        let many = outer_many || inner.many;
        let ty = inner.ty;
        match inner.kind {
            ExprKind::Path(inner) => {
                path.steps.extend(inner.steps);
                path.leaf = inner.leaf;
                Some(Expr {
                    kind: ExprKind::Path(path),
                    ty,
                    many,
                })
            }
            ExprKind::Condition(_)
            | ExprKind::Constant(_)
            | ExprKind::Part(..)
            | ExprKind::Call(..)
            | ExprKind::Arithmetic(..)
            | ExprKind::Negate(_)
            | ExprKind::Coalesce(..)
            | ExprKind::Fold(..) => {
                path.leaf = Leaf::Computed(
                    kind,
                    Box::new(Expr {
                        kind: inner.kind,
                        ty,
                        many: inner.many,
                    }),
                );
                Some(Expr {
                    kind: ExprKind::Path(path),
                    ty,
                    many,
                })
            }
        }
    }

    /// Plans a part of a date, a number or a length of time.
    fn part(&mut self, base: Expr, name: &tree::Name) -> Option<Expr> {
        let dated = matches!(base.ty, Type::Date(_));
        let rows = || PARTS.iter().filter(|row| dated || row.of_numbers);
        let Some(row) = rows().find(|row| name.is(row.name)) else {
            let whose = match base.ty {
                Type::Date(_) => "dates",
                Type::Duration => "lengths of time",
                Type::Number | Type::Text | Type::Word(_) | Type::Truth | Type::Record(_) => {
                    "numbers"
                }
            };
            let names = || rows().map(|row| row.name);
            let near = nearest(&name.text, names());
            let diagnostic = self.error(
                "unknown-part",
                name.span,
                format!("{whose} have no part ‘{}’", name.text),
            );
            diagnostic.helps.extend(near.map(did_you_mean));
            diagnostic
                .helps
                .push(format!("{whose} have {}", quoted_list(names())));
            return None;
        };
        let ty = match (row.part, base.ty) {
            (Part::Unit(unit), _) => Type::Date(unit),
            (Part::Weekday, _) => Type::Word(Day::WEEKDAYS),
            (Part::Lo | Part::Hi, ty) => ty,
            (Part::Exact | Part::Known, _) => Type::Truth,
            (Part::Basis, _) => Type::Word(Basis::VOCABULARY),
            (Part::Why, _) => Type::Text,
        };
        let many = base.many;
        if let Part::Basis | Part::Why = row.part {
            return self.evidence(row.part, base, ty, name.span);
        }
        Some(Expr {
            kind: ExprKind::Part(row.part, Box::new(base)),
            ty,
            many,
        })
    }

    /// Plans how a date is known, which only a record's own date tells.
    fn evidence(&mut self, part: Part, base: Expr, ty: Type, span: Span) -> Option<Expr> {
        if let ExprKind::Path(path) = base.kind
            && let Leaf::Field(kind, place) = path.leaf
        {
            let leaf = Leaf::Evidence(kind, place, part);
            return Some(Expr {
                kind: ExprKind::Path(Path { leaf, ..path }),
                ty,
                many: base.many,
            });
        }
        let diagnostic = self.error(
            "no-evidence",
            span,
            "only a date of a record tells how it is known",
        );
        diagnostic
            .helps
            .push("take it from the record's own field: said.basis".to_owned());
        None
    }
}

/// Names a type with its article, for messages.
pub(super) fn type_name(ty: Type) -> String {
    match ty {
        Type::Text => "a text".to_owned(),
        Type::Word(vocabulary) => format!("a {} word", vocabulary.name),
        Type::Truth => "a condition".to_owned(),
        Type::Date(_) => "a date".to_owned(),
        Type::Number => "a number".to_owned(),
        Type::Duration => "a length of time".to_owned(),
        Type::Record(kind) => format!("a reference to {}", Kind::from_number(kind).collection()),
    }
}
