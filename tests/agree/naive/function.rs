//! Functions of values, and the parts of dates, numbers and lengths of time.

use whosaid::syntax::tree::{Expr, ExprKind, Literal};
use whosaid::value::{Basis, Day, Type};

use super::shape::unit_part;
use super::{Item, Naive, Row, Scope, Val};
use crate::agree::values::{Span, Tri, Unit, bucket_start, weekday, whole_unit};

impl Naive<'_> {
    /// Calls a function, or an aggregate over the row's own path.
    pub(super) fn call(
        &self,
        name: &str,
        distinct: bool,
        args: &[Expr],
        scope: Scope<'_>,
        row: &Row,
    ) -> Vec<Item> {
        let name = name.to_ascii_lowercase();
        if super::aggregate::is_aggregate(&name) {
            let mut own = row.clone();
            own.certain = true;
            return self.aggregate(&name, distinct, args, scope, &[&own]);
        }
        match name.as_str() {
            "if" => self.chosen(args, scope, row),
            "bucket" => {
                let items = self.values(&args[0], scope, row).into_iter();
                items.filter_map(|item| bucket(item, &args[1])).collect()
            }
            "join" => {
                let items = self.values(&args[0], scope, row);
                let separator = self.values(&args[1], scope, row);
                self.joined(items, separator.first()).into_iter().collect()
            }
            _by_value => {
                let beside = args.iter().find_map(|arg| self.shape(arg, scope));
                let beside = beside.map(|shape| shape.ty);
                let of = |arg: &Expr| match (&arg.kind, beside) {
                    // A literal beside a date is one; all other literals are what they are.
                    (ExprKind::Literal(_), Some(Type::Date(_))) => {
                        vec![self.literal(arg, beside, scope)]
                    }
                    (_, _) => self.values(arg, scope, row),
                };
                let mut rest = Vec::new();
                for arg in &args[1..] {
                    let Some(item) = of(arg).into_iter().next() else {
                        return Vec::new();
                    };
                    rest.push(item);
                }
                let doubtful = rest.iter().any(|item| item.doubtful);
                let vals: Vec<Val> = rest.into_iter().map(|item| item.val).collect();
                let items = of(&args[0]).into_iter();
                let each = items.flat_map(|item| {
                    let results = results(&name, &item.val, &vals);
                    results
                        .into_iter()
                        .map(move |val| Item::sure(val).doubted_if(item.doubtful || doubtful))
                });
                each.collect()
            }
        }
    }

    /// Chooses between two values by a test, or takes what may be either.
    fn chosen(&self, args: &[Expr], scope: Scope<'_>, row: &Row) -> Vec<Item> {
        let shapes: Vec<_> = args[1..].iter().map(|arg| self.shape(arg, scope)).collect();
        let beside = shapes.iter().flatten().next().map(|shape| shape.ty);
        let of = |place: usize| match args.get(place) {
            None => Vec::new(),
            Some(arg) if self.is_literal(arg, beside, scope) => {
                vec![self.literal(arg, beside, scope)]
            }
            Some(arg) => self.values(arg, scope, row),
        };
        let (then, otherwise) = (of(1), of(2));
        match self.test(&args[0], scope, row) {
            Tri::Yes => then,
            Tri::No => otherwise,
            Tri::Maybe if shapes.iter().flatten().any(|shape| shape.many) => {
                let held = |item: &Item, by: &[Item]| {
                    by.iter()
                        .any(|other| other.val.is_same(&item.val) && !other.doubtful)
                };
                let mut all: Vec<Item> = Vec::new();
                for (items, others) in [(&then, &otherwise), (&otherwise, &then)] {
                    for item in items {
                        if !all.iter().any(|earlier| earlier.val.is_same(&item.val)) {
                            let doubtful = item.doubtful || !held(item, others);
                            all.push(Item {
                                doubtful,
                                ..item.clone()
                            });
                        }
                    }
                }
                all
            }
            Tri::Maybe => match (then.first(), otherwise.first()) {
                (None, None) => Vec::new(),
                (Some(one), None) | (None, Some(one)) => vec![one.clone().doubted_if(true)],
                (Some(a), Some(b)) => {
                    let doubtful = a.doubtful || b.doubtful;
                    let val = either(&a.val, &b.val).unwritten_if_unknown();
                    vec![Item::sure(val).doubted_if(doubtful)]
                }
            },
        }
    }

    /// Writes all values of a row as one text.
    fn joined(&self, items: Vec<Item>, separator: Option<&Item>) -> Option<Item> {
        let written: Vec<Item> = items.into_iter().filter(Item::is_written).collect();
        let separator = separator.filter(|_| !written.is_empty())?;
        let doubtful = separator.doubtful || written.iter().any(|item| item.doubtful);
        let texts: Option<Vec<String>> = written
            .iter()
            .map(|item| match &item.val {
                Val::Record(kind, row) if *row != whosaid::model::Link::SOMEBODY => {
                    Some(self.label(*kind, *row))
                }
                val => val.spelling(),
            })
            .collect();
        let val = match (texts, separator.val.spelling()) {
            (Some(texts), Some(separator)) => Val::Text(texts.join(&separator)),
            (_, _) => Val::Anything,
        };
        Some(Item::sure(val).doubted_if(doubtful))
    }
}

impl Val {
    /// Returns a text, or a word, as a text.
    pub(super) fn spelling(&self) -> Option<String> {
        match self {
            Val::Text(text) => Some(text.clone()),
            Val::Word(words, code) => Some(words.word(*code).to_owned()),
            _other => None,
        }
    }

    /// Tells whether it is the same value, however it is known.
    fn is_same(&self, other: &Val) -> bool {
        match (self, other) {
            (Val::Date(a, ..), Val::Date(b, ..)) => a == b,
            (a, b) if a.spelling().is_some() => a.spelling() == b.spelling(),
            (a, b) => a == b,
        }
    }
}

/// Returns a value that is one of two.
fn either(a: &Val, b: &Val) -> Val {
    let hull = |a: &Span, b: &Span| Span::new(a.lo.min(b.lo), a.hi.max(b.hi));
    match (a, b) {
        (a, b) if a.is_same(b) => a.clone(),
        (Val::Date(a, ..), Val::Date(b, ..)) => {
            Val::Date(hull(a, b), Unit::Day, Basis::Stated as u8)
        }
        (Val::Length(a), Val::Length(b)) => Val::Length(hull(a, b)),
        (Val::Number(a, unit), Val::Number(b, other)) if unit == other => {
            Val::Number(hull(a, b), unit.clone())
        }
        (Val::Truth(_), Val::Truth(_)) => Val::Truth(Tri::Maybe),
        // What somebody not known has and a length that nobody knows print alike.
        (Val::Length(_) | Val::Unwritten(Type::Duration), _)
        | (_, Val::Length(_) | Val::Unwritten(Type::Duration)) => Val::Unwritten(Type::Duration),
        (_, _) => Val::Anything,
    }
}

/// Moves a value to where its bucket begins.
fn bucket(item: Item, width: &Expr) -> Option<Item> {
    let doubtful = item.doubtful;
    let number = |literal: &Literal| match literal {
        Literal::Number { value, .. } => *value,
        Literal::Duration(length) => {
            let days = if length.unit == Unit::Week { 7 } else { 1 };
            f64::from(length.count * days)
        }
        other => panic!("{other:?} is no width"),
    };
    let ExprKind::Literal(width) = &width.kind else {
        panic!("a width is a literal")
    };
    let begins = |end: f64| {
        if end.is_infinite() {
            return end;
        }
        end - end.rem_euclid(number(width))
    };
    let val = match (item.val, width) {
        (Val::Date(days, _, basis), Literal::Duration(length)) => {
            let begins = |day| bucket_start(day, length.count, length.unit);
            Val::Date(
                Span::new(begins(days.lo), begins(days.hi)),
                Unit::Day,
                basis,
            )
        }
        (Val::Number(span, unit), _) => {
            Val::Number(Span::new(begins(span.lo), begins(span.hi)), unit)
        }
        (Val::Length(span), _) => Val::Length(Span::new(begins(span.lo), begins(span.hi))),
        (val, _) => val,
    };
    Some(Item::sure(val).doubted_if(doubtful))
}

/// Calls a function on a value and the others of the row: any number of results.
fn results(name: &str, val: &Val, rest: &[Val]) -> Vec<Val> {
    if rest.contains(&Val::Anything) {
        return vec![Val::Anything];
    }
    match (name, val.spelling(), rest.first().and_then(Val::spelling)) {
        ("split", Some(text), Some(separator)) => text
            .split(separator.as_str())
            .map(|part| Val::Text(part.to_owned()))
            .collect(),
        _other => function(name, val, rest).into_iter().collect(),
    }
}

fn function(name: &str, val: &Val, rest: &[Val]) -> Option<Val> {
    let rounded = |round: &dyn Fn(f64) -> f64| match val {
        Val::Number(span, unit) => Some(Val::Number(
            Span::new(round(span.lo), round(span.hi)),
            unit.clone(),
        )),
        _other => None,
    };
    let whole = |place: usize| match rest.get(place) {
        Some(Val::Number(span, _)) => span.lo,
        _other => 0.0,
    };
    let letters = |text: &str, from: f64, to: f64| {
        let at = (1..).zip(text.chars());
        let kept = at.filter(|(place, _)| from <= f64::from(*place) && f64::from(*place) <= to);
        Val::Text(kept.map(|(_, letter)| letter).collect())
    };
    let count = |count: usize| {
        let count = u32::try_from(count).expect("texts are short");
        Val::Number(Span::exactly(f64::from(count)), None)
    };
    if matches!(name, "least" | "greatest") {
        return rest
            .iter()
            .try_fold(val.clone(), |a, b| further(&a, b, name == "greatest"));
    }
    match (name, val) {
        (_, Val::Anything) => Some(Val::Anything),
        (_, Val::Word(words, code)) => {
            function(name, &Val::Text(words.word(*code).to_owned()), rest)
        }
        ("days", Val::Unwritten(_)) => Some(Val::Unwritten(Type::Number)),
        // Whatever it is, it has no sign.
        ("abs", Val::Unwritten(_)) => Some(Val::Number(Span::new(0.0, f64::INFINITY), None)),
        (_, Val::Unwritten(_)) => Some(val.clone()),
        ("lower", Val::Text(text)) => Some(Val::Text(text.to_lowercase())),
        ("trim", Val::Text(text)) => Some(Val::Text(text.trim().to_owned())),
        ("upper", Val::Text(text)) => Some(Val::Text(text.to_uppercase())),
        ("length", Val::Text(text)) => Some(count(text.chars().count())),
        ("words", Val::Text(text)) => {
            let words = text.split(char::is_whitespace);
            Some(count(words.filter(|word| !word.is_empty()).count()))
        }
        ("left", Val::Text(text)) => Some(letters(text, 1.0, whole(0))),
        ("right", Val::Text(text)) => {
            let backwards: String = text.chars().rev().collect();
            let last = letters(&backwards, 1.0, whole(0)).spelling()?;
            Some(Val::Text(last.chars().rev().collect()))
        }
        ("substring", Val::Text(text)) => {
            let to = if rest.len() > 1 {
                whole(0) + whole(1) - 1.0
            } else {
                f64::INFINITY
            };
            Some(letters(text, whole(0), to))
        }
        ("replace", Val::Text(text)) => {
            let (old, new) = (rest[0].spelling()?, rest[1].spelling()?);
            Some(Val::Text(
                text.split(old.as_str()).collect::<Vec<_>>().join(&new),
            ))
        }
        ("abs", Val::Number(span, unit)) => {
            let (low, high) = (span.lo.abs(), span.hi.abs());
            let through_zero = span.lo <= 0.0 && 0.0 <= span.hi;
            let least = if through_zero { 0.0 } else { low.min(high) };
            Some(Val::Number(Span::new(least, low.max(high)), unit.clone()))
        }
        ("floor", _) => rounded(&f64::floor),
        ("ceil", _) => rounded(&f64::ceil),
        ("round", _) => {
            let scale = 10_f64.powf(whole(0));
            rounded(&|end| (end * scale).round() / scale)
        }
        ("days", Val::Length(span)) => Some(Val::Number(*span, None)),
        _other => None,
    }
}

/// Returns the lesser or the greater of two; none where they have different units.
fn further(a: &Val, b: &Val, greater: bool) -> Option<Val> {
    let (units, ty) = match (a, b) {
        (Val::Anything, _) | (_, Val::Anything) => return Some(Val::Anything),
        (Val::Number(_, unit), Val::Number(_, other)) => (vec![unit, other], Type::Number),
        (Val::Number(_, unit), _) | (_, Val::Number(_, unit)) => (vec![unit], Type::Number),
        (Val::Length(_), _) | (_, Val::Length(_)) => (vec![], Type::Duration),
        (Val::Unwritten(a), Val::Unwritten(_)) => return Some(Val::Unwritten(*a)),
        (_, _) => (vec![], Type::Date(Unit::Day)),
    };
    let span = |val: &Val| match val {
        Val::Date(span, ..) | Val::Number(span, _) | Val::Length(span) => *span,
        _unwritten => Span::UNKNOWN,
    };
    let (a, b) = (span(a), span(b));
    let further = if greater { f64::max } else { f64::min };
    let found = Span::new(further(a.lo, b.lo), further(a.hi, b.hi));
    if units.windows(2).any(|pair| pair[0] != pair[1]) {
        return None;
    }
    Some(match ty {
        Type::Number => Val::Number(found, units.first().and_then(|unit| (*unit).clone())),
        Type::Duration => Val::Length(found),
        _date => Val::Date(found, Unit::Day, Basis::Stated as u8),
    })
}

/// Returns a part of a value.
pub(super) fn part(val: &Val, name: &str) -> Option<Val> {
    let name = name.to_ascii_lowercase();
    match (val, name.as_str()) {
        (Val::Date(days, _, basis), part) if unit_part(part).is_some() => {
            let unit = unit_part(part)?;
            Some(Val::Date(whole_unit(unit, *days), unit, *basis))
        }
        (Val::Unwritten(_), part) if unit_part(part).is_some() => {
            Some(Val::Unwritten(Type::Date(unit_part(part)?)))
        }
        // An open end is no day.
        (Val::Date(days, _, basis), "lo") => day(days.lo, *basis),
        (Val::Date(days, _, basis), "hi") => day(days.hi, *basis),
        (Val::Unwritten(_), "lo" | "hi") => None,
        (Val::Date(days, ..), "exact") => Some(Val::Truth(Tri::of(days.is_exact()))),
        (Val::Anything, "exact" | "known") => Some(Val::Truth(Tri::Maybe)),
        (Val::Anything, _) => Some(Val::Anything),
        (Val::Date(..), "known") => Some(Val::Truth(Tri::Yes)),
        (Val::Unwritten(_), "exact" | "known") => Some(Val::Truth(Tri::No)),
        (Val::Date(days, ..), "weekday") if days.is_exact() => {
            Some(Val::Word(Day::WEEKDAYS, weekday(days.lo)))
        }
        (Val::Date(..) | Val::Unwritten(_), "weekday") => Some(Val::Anything),
        (Val::Number(span, unit), "lo" | "hi") => {
            let end = if name == "lo" { span.lo } else { span.hi };
            end.is_finite()
                .then(|| Val::Number(Span::exactly(end), unit.clone()))
        }
        (Val::Length(span), "lo" | "hi") => {
            let end = if name == "lo" { span.lo } else { span.hi };
            end.is_finite().then(|| Val::Length(Span::exactly(end)))
        }
        (Val::Number(span, _) | Val::Length(span), "exact") => {
            Some(Val::Truth(Tri::of(span.is_exact())))
        }
        (Val::Number(..) | Val::Length(_), "known") => Some(Val::Truth(Tri::Yes)),
        (Val::Date(_, _, basis), "basis") => Some(Val::Word(Basis::VOCABULARY, *basis)),
        (Val::Unwritten(_), "basis") => None,
        _other => panic!("no part {name} of {val:?}"),
    }
}

fn day(day: f64, basis: u8) -> Option<Val> {
    day.is_finite()
        .then(|| Val::Date(Span::exactly(day), Unit::Day, basis))
}
