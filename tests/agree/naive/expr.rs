//! The values of expressions in a row, and of literals beside an operand.

use whosaid::model::{Kind, Link, Origin};
use whosaid::syntax::tree::{Arithmetic, Expr, ExprKind, Literal};
use whosaid::value::{Basis, Duration, Type};

use super::{Item, Naive, Outer, Place, Row, Scope, Val};
use crate::agree::values::{Span, Tri, Unit, date, shift};

impl Naive<'_> {
    /// Returns the values of an expression in a row, in the order of the path.
    pub(super) fn values(&self, expr: &Expr, scope: Scope<'_>, row: &Row) -> Vec<Item> {
        match &expr.kind {
            ExprKind::Name(name) => match (scope.column(name), scope.kind, row.node) {
                (Some(place), _, _) => row.cells[place].clone(),
                (None, Some(kind), Some(node)) if kind.field(name).is_some() => {
                    self.field(kind, node, name)
                }
                (None, _, _) => match scope.row_called(name, row) {
                    Some(item) => vec![item],
                    None => panic!("‘{name}’ means nothing here"),
                },
            },
            ExprKind::Field(base, name) => self.step(self.values(base, scope, row), &name.text),
            ExprKind::Repeat(path, times) => self.repeated(path, *times, scope, row),
            ExprKind::Filter(base, filter) => {
                let items = self.values(base, scope, row);
                let place = Place {
                    alias: None,
                    around: Some(Outer::of(scope, row)),
                };
                let kept = |item: Item| {
                    let truth = match &item.val {
                        Val::Record(kind, to) => self.holds_of(filter, *kind, *to, &place),
                        _no_record => Tri::Maybe,
                    };
                    (truth != Tri::No).then(|| item.doubted_if(truth == Tri::Maybe))
                };
                items.into_iter().filter_map(kept).collect()
            }
            ExprKind::Call {
                name,
                distinct,
                args,
            } => self.call(&name.text, *distinct, args, scope, row),
            ExprKind::Coalesce(left, right) => {
                // `??` asks the record: the right side stands where nothing is written.
                let mut written = self.values(left, scope, row);
                written.retain(Item::is_written);
                if !written.is_empty() {
                    return written;
                }
                let ty = self.shape(left, scope).map(|shape| shape.ty);
                if self.is_literal(right, ty, scope) {
                    return vec![self.literal(right, ty, scope)];
                }
                self.values(right, scope, row)
            }
            ExprKind::Arithmetic(..) | ExprKind::Negate(_) => {
                if self.is_literal(expr, None, scope) {
                    let ty = self.shape(expr, scope).map(|shape| shape.ty);
                    return vec![self.literal(expr, ty, scope)];
                }
                self.computed(expr, scope, &|inner| self.values(inner, scope, row))
            }
            ExprKind::Literal(_) | ExprKind::Range(..) => {
                let ty = self.shape(expr, scope).map(|shape| shape.ty);
                vec![self.literal(expr, ty, scope)]
            }
            ExprKind::Param(_) | ExprKind::Broken => panic!("no such thing is generated"),
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
            | ExprKind::Or(_) => vec![Item::sure(Val::Truth(self.test(expr, scope, row)))],
        }
    }

    /// Goes on from what a path has reached so far to a field of it, or to a part of a date.
    fn step(&self, items: Vec<Item>, name: &str) -> Vec<Item> {
        // A shorthand that is a path stands for that path.
        if let Some(Val::Record(kind, _)) = items.first().map(|item| &item.val)
            && let Some((_, field)) = kind.field(name)
            && let Origin::Shorthand(text) = field.origin
            && text
                .chars()
                .all(|c| c.is_alphanumeric() || "._".contains(c))
        {
            return text
                .split('.')
                .fold(items, |items, name| self.step(items, name));
        }
        let next = |item: Item| match item.val {
            Val::Record(kind, to) => {
                let reached = self.field(kind, to, name).into_iter();
                reached
                    .map(|next| next.doubted_if(item.doubtful))
                    .collect::<Vec<_>>()
            }
            val => super::function::part(&val, name)
                .map(|val| Item::sure(val).doubted_if(item.doubtful))
                .into_iter()
                .collect(),
        };
        once_each(items.into_iter().flat_map(next))
    }

    /// Tells how far a condition holds of a record; of somebody not known all is possible.
    fn holds_of(&self, condition: &Expr, kind: Kind, record: u32, place: &Place) -> Tri {
        if record == Link::SOMEBODY {
            return Tri::Maybe;
        }
        self.test(condition, Scope::at(kind, place), &Row::of(record, true))
    }

    /// Works out arithmetic on the values of its sides; without a value on a side there is none.
    pub(super) fn computed(
        &self,
        expr: &Expr,
        scope: Scope<'_>,
        side: &dyn Fn(&Expr) -> Vec<Item>,
    ) -> Vec<Item> {
        match &expr.kind {
            ExprKind::Negate(inner) => {
                let zero = Item::number(Span::exactly(0.0));
                let items = side(inner).into_iter();
                let negative = |item: Item| arithmetic(Arithmetic::Subtract, &zero, &item);
                items.filter_map(negative).collect()
            }
            ExprKind::Arithmetic(op, left, right) => {
                let (left_type, right_type) = (self.shape(left, scope), self.shape(right, scope));
                let operand = |expr: &Expr, beside: Option<super::Shape>| {
                    let ty = match beside.map(|shape| shape.ty) {
                        Some(ty @ Type::Date(_)) => Some(ty),
                        _other => None,
                    };
                    if self.is_literal(expr, None, scope) {
                        let own = self.shape(expr, scope).map(|shape| shape.ty);
                        return vec![self.literal(expr, own.or(ty), scope)];
                    }
                    side(expr)
                };
                let (lefts, rights) = (operand(left, right_type), operand(right, left_type));
                let (Some(a), Some(b)) = (lefts.first(), rights.first()) else {
                    return Vec::new();
                };
                if let (ExprKind::Literal(Literal::Duration(length)), Val::Date(days, _, basis)) =
                    (&right.kind, &a.val)
                {
                    let sign = if *op == Arithmetic::Add { 1 } else { -1 };
                    let moved = moved(*days, *length, sign);
                    let val = Val::Date(moved, Unit::Day, *basis);
                    return vec![Item::sure(val).doubted_if(a.doubtful)];
                }
                let result = arithmetic(*op, a, b);
                let ty = self.shape(expr, scope).map(|shape| shape.ty);
                let typed = |item: Item| match (&item.val, ty) {
                    (Val::Anything, Some(ty @ Type::Duration)) => Item {
                        val: Val::Unwritten(ty),
                        ..item
                    },
                    (_, _) => item,
                };
                result.map(typed).into_iter().collect()
            }
            _other => panic!("this is no arithmetic"),
        }
    }

    /// Returns the value of a literal beside an operand of a type.
    pub(super) fn literal(&self, expr: &Expr, beside: Option<Type>, scope: Scope<'_>) -> Item {
        let val = match (&expr.kind, beside) {
            (ExprKind::Literal(Literal::Text(text)), None | Some(Type::Text)) => {
                Val::Text(text.clone())
            }
            (ExprKind::Literal(Literal::Truth(truth)), _) => Val::Truth(Tri::of(*truth)),
            (
                ExprKind::Literal(Literal::Text(text)) | ExprKind::Name(text),
                Some(Type::Word(words)),
            ) => {
                let code = words.code(text);
                Val::Word(
                    words,
                    code.expect("the words generated are the vocabulary's"),
                )
            }
            _ranged => {
                let ty = beside.unwrap_or(Type::Number);
                let (span, unit) = self.literal_span(expr, ty, scope);
                match ty {
                    Type::Date(_) => Val::Date(span, Unit::Day, Basis::Stated as u8),
                    Type::Duration => Val::Length(span),
                    _other => Val::Number(span, unit),
                }
            }
        };
        Item::sure(val)
    }

    /// Returns the interval that a literal date, number or length of time covers, and its unit of
    /// measure.
    pub(super) fn literal_span(
        &self,
        expr: &Expr,
        ty: Type,
        scope: Scope<'_>,
    ) -> (Span, Option<String>) {
        let read = |text: &str| match ty {
            Type::Date(_) => (
                date(text).unwrap_or_else(|| panic!("{text}: no date")),
                None,
            ),
            _other => number(text).unwrap_or_else(|| panic!("{text}: no number")),
        };
        match &expr.kind {
            ExprKind::Literal(literal) => match literal {
                Literal::Text(text) | Literal::Number { text, .. } | Literal::Date(text) => {
                    read(text)
                }
                Literal::Duration(length) => (days(*length), None),
                Literal::Today => (Span::exactly(self.today), None),
                Literal::Ago(length) => {
                    let day = shift(self.today, -length.count, length.unit);
                    (Span::exactly(day), None)
                }
                Literal::Regex { .. } | Literal::Truth(_) => panic!("no interval"),
            },
            ExprKind::Range(low, high) => {
                let end = |end: &Option<Box<Expr>>| {
                    let end = end.as_ref()?;
                    Some(self.literal_span(end, ty, scope))
                };
                let (low, high) = (end(low), end(high));
                let lo = low.as_ref().map_or(f64::NEG_INFINITY, |low| low.0.lo);
                let hi = high.as_ref().map_or(f64::INFINITY, |high| high.0.hi);
                let unit = |end: Option<(Span, Option<String>)>| end.and_then(|end| end.1);
                (Span::new(lo, hi), unit(high).or(unit(low)))
            }
            ExprKind::Arithmetic(..) | ExprKind::Negate(_) => {
                let side = |inner: &Expr| {
                    let own = self.shape(inner, scope).map(|shape| shape.ty);
                    vec![self.literal(inner, own, scope)]
                };
                let items = self.computed(expr, scope, &side);
                match items.first().map(|item| &item.val) {
                    Some(Val::Date(span, ..) | Val::Length(span)) => (*span, None),
                    Some(Val::Number(span, unit)) => (*span, unit.clone()),
                    other => panic!("a literal has a value, not {other:?}"),
                }
            }
            _other => panic!("this is no literal interval"),
        }
    }
}

/// Leaves each record once, without doubt where any way to it is without; those that are not known
/// may be different ones and all stay.
pub(super) fn once_each(items: impl Iterator<Item = Item>) -> Vec<Item> {
    let mut kept: Vec<Item> = Vec::new();
    for item in items {
        let known = matches!(item.val, Val::Record(_, row) if row != Link::SOMEBODY);
        match kept.iter_mut().find(|other| known && other.val == item.val) {
            Some(earlier) => earlier.doubtful &= item.doubtful,
            None => kept.push(item),
        }
    }
    kept
}

/// Joins two values; none where there is no result.
fn arithmetic(op: Arithmetic, a: &Item, b: &Item) -> Option<Item> {
    let doubtful = a.doubtful || b.doubtful;
    let add = |a: f64, b: f64| a + b;
    let subtract = |a: f64, b: f64| a - b;
    let val = match (op, &a.val, &b.val) {
        (_, Val::Anything, _) | (_, _, Val::Anything) => Val::Anything,
        // What nobody wrote may be anything, and so may what is made of it.
        (
            Arithmetic::Subtract,
            Val::Unwritten(Type::Date(_)) | Val::Date(..),
            Val::Unwritten(Type::Date(_)),
        )
        | (Arithmetic::Subtract, Val::Unwritten(Type::Date(_)), Val::Date(..)) => {
            Val::Unwritten(Type::Duration)
        }
        (_, Val::Unwritten(ty), _) | (_, _, Val::Unwritten(ty)) => Val::Unwritten(*ty),
        (Arithmetic::Add, Val::Date(days, ..), Val::Length(by))
        | (Arithmetic::Add, Val::Length(by), Val::Date(days, ..)) => Val::Date(
            Span::new(days.lo + by.lo, days.hi + by.hi),
            Unit::Day,
            Basis::Stated as u8,
        ),
        (Arithmetic::Subtract, Val::Date(days, ..), Val::Length(by)) => Val::Date(
            Span::new(days.lo - by.hi, days.hi - by.lo),
            Unit::Day,
            Basis::Stated as u8,
        ),
        (Arithmetic::Subtract, Val::Date(to, ..), Val::Date(from, ..)) => {
            Val::Length(Span::new(to.lo - from.hi, to.hi - from.lo))
        }
        (Arithmetic::Add, Val::Length(a), Val::Length(b)) => {
            Val::Length(Span::corners(*a, *b, add))
        }
        (Arithmetic::Subtract, Val::Length(a), Val::Length(b)) => {
            Val::Length(Span::corners(*a, *b, subtract))
        }
        (Arithmetic::Add, a, b) if a.spelling().is_some() => {
            Val::Text(format!("{}{}", a.spelling()?, b.spelling()?))
        }
        (op, Val::Number(a, unit), Val::Number(b, other)) => {
            let unit = match op {
                Arithmetic::Add | Arithmetic::Subtract if unit == other => unit,
                Arithmetic::Multiply | Arithmetic::Divide if other.is_none() => unit,
                Arithmetic::Multiply if unit.is_none() => other,
                Arithmetic::Divide if unit == other => &None,
                // Numbers of different units have no common result.
                _other => return None,
            };
            let span = match op {
                Arithmetic::Add => Span::corners(*a, *b, add),
                Arithmetic::Subtract => Span::corners(*a, *b, subtract),
                Arithmetic::Multiply => {
                    Span::corners(
                        *a,
                        *b,
                        |a, b| {
                            if a == 0.0 || b == 0.0 { 0.0 } else { a * b }
                        },
                    )
                }
                Arithmetic::Divide if b.lo <= 0.0 && 0.0 <= b.hi => return None,
                Arithmetic::Divide => Span::corners(*a, *b, |a, b| a / b),
            };
            Val::Number(span, unit.clone())
        }
        (op, a, b) => panic!("{a:?} {op:?} {b:?}"),
    };
    Some(Item::sure(val.unwritten_if_unknown()).doubted_if(doubtful))
}

impl Val {
    /// Returns the value; one of which nothing is known is as if nobody had written it.
    pub(super) fn unwritten_if_unknown(self) -> Val {
        match self {
            Val::Date(Span::UNKNOWN, unit, _) => Val::Unwritten(Type::Date(unit)),
            Val::Length(Span::UNKNOWN) => Val::Unwritten(Type::Duration),
            Val::Number(Span::UNKNOWN, _) => Val::Unwritten(Type::Number),
            known => known,
        }
    }
}

/// Moves a date by calendar units, forwards or (with sign -1) backwards.
fn moved(days: Span, by: Duration, sign: i32) -> Span {
    let moved = |day: f64| shift(day, by.count * sign, by.unit);
    Span::new(moved(days.lo), moved(days.hi))
}

/// Returns the fewest and the most days that so many units can last, by trying every month of
/// four years.
fn days(length: Duration) -> Span {
    let start = crate::agree::values::day_of(2000, 1, 1);
    let lengths = (0..48).map(|month| {
        let from = shift(start, month, Unit::Month);
        shift(from, length.count, length.unit) - from
    });
    let all: Vec<f64> = lengths.collect();
    Span::new(
        all.iter().copied().fold(f64::INFINITY, f64::min),
        all.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    )
}

/// Reads a number with its unit of measure: `12`, `12~`, `11..`, `10..14`, `20000 USD`.
fn number(text: &str) -> Option<(Span, Option<String>)> {
    let (amount, unit) = match text.split_once(' ') {
        Some((amount, unit)) => (amount, Some(unit.to_owned())),
        None => (text, None),
    };
    let plain = |text: &str| text.parse::<f64>().ok();
    let span = match amount.split_once("..") {
        Some((low, "")) => Span::new(plain(low)?, f64::INFINITY),
        Some(("", high)) => Span::new(f64::NEG_INFINITY, plain(high)?),
        Some((low, high)) => Span::new(plain(low)?, plain(high)?),
        None => match amount.strip_suffix('~') {
            None => Span::exactly(plain(amount)?),
            Some(about) => {
                // One unit of the last digit that is not nought.
                let noughts = about.len() - about.trim_end_matches('0').len();
                let step = 10_f64.powi(i32::try_from(noughts).ok()?);
                Span::new(plain(about)? - step, plain(about)? + step)
            }
        },
    };
    Some((span, unit))
}
