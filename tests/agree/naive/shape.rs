//! Types, as far as literals and bare words need them to be understood.

use whosaid::model::{Kind, Origin};
use whosaid::syntax::tree::{Arithmetic, Expr, ExprKind, Literal, Name};
use whosaid::value::{Basis, Day, Type};

use super::{Naive, Scope, Shape};
use crate::agree::values::Unit;

impl Naive<'_> {
    /// Returns the shape of an expression; none where it has a type only beside something else.
    pub(super) fn shape(&self, expr: &Expr, scope: Scope<'_>) -> Option<Shape> {
        let single = |ty| Some(Shape { ty, many: false });
        match &expr.kind {
            ExprKind::Literal(literal) => match literal {
                Literal::Date(_) | Literal::Ago(_) | Literal::Today => {
                    single(Type::Date(Unit::Day))
                }
                Literal::Duration(_) => single(Type::Duration),
                Literal::Truth(_) => single(Type::Truth),
                Literal::Text(_) | Literal::Number { .. } | Literal::Regex { .. } => None,
            },
            ExprKind::Name(name) => self.shape_of_name(name, scope),
            ExprKind::Field(base, name) => {
                let base = self.shape(base, scope)?;
                let field = match base.ty {
                    Type::Record(number) => field_shape(Kind::from_number(number), &name.text)?,
                    _other => Shape {
                        ty: part_type(&name.text, base.ty)?,
                        many: false,
                    },
                };
                Some(Shape {
                    ty: field.ty,
                    many: base.many || field.many,
                })
            }
            ExprKind::Repeat(base, _) => Some(Shape {
                many: true,
                ..self.shape(base, scope)?
            }),
            ExprKind::Filter(base, _) => self.shape(base, scope),
            ExprKind::Call { name, args, .. } => self.shape_of_call(&name.text, args, scope),
            ExprKind::Negate(inner) => self.shape(inner, scope),
            ExprKind::Arithmetic(op, left, right) => {
                let sides = (&**left, &**right);
                let (left, right) = (self.shape(left, scope), self.shape(right, scope));
                let ty = |shape: Option<Shape>| shape.map(|shape| shape.ty);
                let is_text = |expr: &Expr, ty: Option<Type>| {
                    matches!(ty, Some(Type::Text | Type::Word(_)))
                        || matches!(&expr.kind, ExprKind::Literal(Literal::Text(_)))
                };
                single(match (op, ty(left), ty(right)) {
                    (Arithmetic::Add, a, b) if is_text(sides.0, a) && is_text(sides.1, b) => {
                        Type::Text
                    }
                    (Arithmetic::Subtract, Some(Type::Date(_)), other)
                        if other != Some(Type::Duration) =>
                    {
                        Type::Duration
                    }
                    (_, Some(Type::Date(_)), _) | (_, _, Some(Type::Date(_))) => {
                        Type::Date(Unit::Day)
                    }
                    (Arithmetic::Divide, Some(Type::Duration), Some(Type::Duration)) => {
                        Type::Number
                    }
                    (_, Some(Type::Duration), _) | (_, _, Some(Type::Duration)) => Type::Duration,
                    _other => Type::Number,
                })
            }
            ExprKind::Coalesce(left, right) => {
                let left = self.shape(left, scope)?;
                let right = self.shape(right, scope);
                Some(Shape {
                    ty: left.ty,
                    many: left.many || right.is_some_and(|right| right.many),
                })
            }
            ExprKind::Range(low, high) => {
                let ends = [low, high].into_iter().flatten();
                ends.filter_map(|end| self.shape(end, scope)).next()
            }
            ExprKind::Param(_) | ExprKind::Broken => None,
            ExprKind::Compare(..)
            | ExprKind::TextTest { .. }
            | ExprKind::In { .. }
            | ExprKind::Between { .. }
            | ExprKind::IsNull { .. }
            | ExprKind::Exists(_)
            | ExprKind::ExistsQuery(_)
            | ExprKind::Not(_)
            | ExprKind::Possibly(_)
            | ExprKind::And(_)
            | ExprKind::Or(_) => single(Type::Truth),
        }
    }

    fn shape_of_call(&self, name: &str, args: &[Expr], scope: Scope<'_>) -> Option<Shape> {
        let single = |ty| Some(Shape { ty, many: false });
        let arg = args.first().and_then(|arg| self.shape(arg, scope));
        let among = |args: &[Expr]| {
            let mut shapes = args.iter().filter_map(|arg| self.shape(arg, scope));
            shapes.next().map(|first| Shape {
                ty: first.ty,
                many: first.many || shapes.any(|shape| shape.many),
            })
        };
        match name.to_ascii_lowercase().as_str() {
            "count" | "share" | "row" | "rank" | "percent" => single(Type::Number),
            "lag" | "lead" | "running" => arg,
            "min" | "max" | "sum" | "mean" | "first" | "last" => single(arg?.ty),
            "list" => Some(Shape {
                ty: arg?.ty,
                many: true,
            }),
            "lower" | "upper" | "trim" | "left" | "right" | "substring" | "replace" => {
                Some(Shape {
                    ty: Type::Text,
                    many: arg?.many,
                })
            }
            "split" => Some(Shape {
                ty: Type::Text,
                many: true,
            }),
            "join" => single(Type::Text),
            "if" => among(&args[1..]).or_else(|| {
                let text = matches!(&args[1].kind, ExprKind::Literal(Literal::Text(_)));
                single(if text { Type::Text } else { Type::Number })
            }),
            "least" | "greatest" => Some(Shape {
                many: arg.is_some_and(|arg| arg.many),
                ..among(args)?
            }),
            "bucket" => Some(Shape {
                ty: match arg?.ty {
                    Type::Date(_) => Type::Date(Unit::Day),
                    other => other,
                },
                many: arg?.many,
            }),
            _other => Some(Shape {
                ty: Type::Number,
                many: arg?.many,
            }),
        }
    }

    fn shape_of_name(&self, name: &str, scope: Scope<'_>) -> Option<Shape> {
        if let Some(place) = scope.column(name) {
            return Some(scope.columns[place].shape);
        }
        let field = scope.kind.and_then(|kind| field_shape(kind, name));
        field.or_else(|| scope.shape_of_row(name))
    }

    /// Tells whether an expression reads no field, beside an operand of a type.
    pub(super) fn is_literal(&self, expr: &Expr, beside: Option<Type>, scope: Scope<'_>) -> bool {
        match &expr.kind {
            ExprKind::Literal(_) => true,
            // Beside a field with a vocabulary a bare word is one of its words.
            ExprKind::Name(name) => {
                let word = matches!(beside, Some(Type::Word(words)) if words.code(name).is_some());
                word || self.shape_of_name(name, scope).is_none()
            }
            ExprKind::Negate(inner) => self.is_literal(inner, beside, scope),
            ExprKind::Arithmetic(_, left, right) => [left, right]
                .into_iter()
                .all(|side| self.is_literal(side, None, scope)),
            ExprKind::Range(low, high) => [low, high]
                .into_iter()
                .flatten()
                .all(|end| self.is_literal(end, beside, scope)),
            _reads_something => false,
        }
    }

    /// Names what a test is of, so that tests of the same can be united: shorthands written out,
    /// parts of a date taken for the date, and what is computed as it stands.
    pub(super) fn key(&self, expr: &Expr, scope: Scope<'_>) -> String {
        self.key_of_path(expr, scope)
            .unwrap_or_else(|| without_places(expr))
    }

    /// Returns the part of a date's date, as a test of it against literals is a test of its date.
    pub(super) fn whole_date(&self, expr: &Expr, scope: Scope<'_>) -> Expr {
        let (before, kind, name) = match &expr.kind {
            ExprKind::Name(name) if scope.column(name).is_none() => (None, scope.kind, name),
            ExprKind::Field(base, part) => match self.shape(base, scope).map(|base| base.ty) {
                Some(Type::Record(number)) => {
                    (Some(base), Some(Kind::from_number(number)), &part.text)
                }
                Some(Type::Date(_)) if is_unit(&part.text) => return self.whole_date(base, scope),
                _other => return expr.clone(),
            },
            _other => return expr.clone(),
        };
        let field = kind.and_then(|kind| kind.field(name));
        let Some(Origin::Shorthand(text)) = field.map(|(_, field)| field.origin) else {
            return expr.clone();
        };
        match text.rsplit_once('.') {
            Some((path, part)) if is_unit(part) => {
                let step = |base: Option<Expr>, name: &str| {
                    let kind = match base {
                        None => ExprKind::Name(name.to_owned()),
                        Some(base) => ExprKind::Field(
                            Box::new(base),
                            Name {
                                text: name.to_owned(),
                                span: expr.span,
                            },
                        ),
                    };
                    Some(Expr {
                        kind,
                        span: expr.span,
                    })
                };
                let before = before.map(|base| (**base).clone());
                let path = path.split('.').fold(before, step);
                path.expect("a path has a step")
            }
            Some(_) | None => expr.clone(),
        }
    }

    fn key_of_path(&self, expr: &Expr, scope: Scope<'_>) -> Option<String> {
        match &expr.kind {
            ExprKind::Name(name) => match scope.column(name) {
                Some(place) => Some(format!("#{place}")),
                None if scope.kind.is_none_or(|kind| kind.field(name).is_none()) => {
                    let name = name.to_ascii_lowercase();
                    scope.shape_of_row(&name).map(|_| format!("@{name}"))
                }
                None => self.key_of_field("", scope.kind?, name),
            },
            ExprKind::Field(base, name) if matches!(&base.kind, ExprKind::Name(row) if scope.is_called(row)) => {
                self.key_of_field("", scope.kind?, &name.text)
            }
            ExprKind::Field(base, name) => {
                let prefix = self.key_of_path(base, scope)?;
                match self.shape(base, scope)?.ty {
                    Type::Record(number) => {
                        let prefix = format!("{prefix}.");
                        self.key_of_field(&prefix, Kind::from_number(number), &name.text)
                    }
                    _ if is_unit(&name.text) => Some(prefix),
                    _other => None,
                }
            }
            _no_path => None,
        }
    }

    fn key_of_field(&self, prefix: &str, kind: Kind, name: &str) -> Option<String> {
        let (_, field) = kind.field(name)?;
        match field.origin {
            Origin::Stored | Origin::Settled | Origin::Inverse(_) => {
                Some(format!("{prefix}{}", field.name))
            }
            Origin::Shorthand(text) => {
                let scope = Scope::of(kind);
                let inner = self.key(&self.shorthand(text), scope);
                Some(format!("{prefix}{inner}"))
            }
        }
    }
}

impl Scope<'_> {
    /// Returns the place of the column of that name; a later one hides an earlier.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().rposition(|column| {
            column
                .name
                .as_deref()
                .is_some_and(|own| own.eq_ignore_ascii_case(name))
        })
    }
}

/// Writes an expression so that it is the same wherever it stands.
fn without_places(expr: &Expr) -> String {
    let place = regex::Regex::new(r"span: Span \{[^}]*\}").expect("the pattern is good");
    place.replace_all(&format!("{expr:?}"), "").into_owned()
}

/// Returns the shape of a field; a shorthand's table entry tells it too.
pub(super) fn field_shape(kind: Kind, name: &str) -> Option<Shape> {
    let (_, field) = kind.field(name)?;
    Some(Shape {
        ty: field.ty,
        many: field.many,
    })
}

fn is_unit(part: &str) -> bool {
    unit_part(part).is_some()
}

/// Returns the unit that a part of a date is.
pub(super) fn unit_part(part: &str) -> Option<Unit> {
    match part.to_ascii_lowercase().as_str() {
        "year" => Some(Unit::Year),
        "quarter" => Some(Unit::Quarter),
        "month" => Some(Unit::Month),
        "week" => Some(Unit::Week),
        _other => None,
    }
}

fn part_type(part: &str, date: Type) -> Option<Type> {
    if let Some(unit) = unit_part(part) {
        return Some(Type::Date(unit));
    }
    match part.to_ascii_lowercase().as_str() {
        "lo" | "hi" => Some(date),
        "exact" | "known" => Some(Type::Truth),
        "weekday" => Some(Type::Word(Day::WEEKDAYS)),
        "basis" => Some(Type::Word(Basis::VOCABULARY)),
        _other => None,
    }
}
