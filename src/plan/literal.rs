//! Literals, read as what stands beside them asks for.

use super::path::type_name;
use super::scope::{Planner, Scope};
use super::{Constant, Expr, ExprKind, NameRef};
use crate::diagnostic::{Span, did_you_mean, nearest, quoted_list};
use crate::model::Kind;
use crate::value::{Date, Day, Number, Point, Range, Real, Type, Unit, Vocabulary};

/// An operand and its place.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    pub(super) loose: Loose,
    pub(super) span: Span,
}

/// An operand before it is known what stands beside it.
#[derive(Clone, Debug)]
pub(super) enum Loose {
    /// It has a type of its own.
    Typed(Expr),
    /// A quoted text: a text, a date, a number with a unit, or a record's name.
    Text(String),
    /// A number, or a year.
    Number { text: String, value: f64 },
    /// A name that means nothing in scope: a word of a vocabulary, or a mistake.
    Bare(String),
    /// What stands for a parameter that is declared to be a text, or to name records.
    Declared { text: String, ty: Type },
    /// A range of these.
    Range(Option<Box<Operand>>, Option<Box<Operand>>),
}

impl Operand {
    /// Makes an operand of an expression that has a type of its own.
    pub(super) fn typed(expr: Expr, span: Span) -> Operand {
        Operand {
            loose: Loose::Typed(expr),
            span,
        }
    }

    /// Tells whether it reads no field.
    pub(super) fn is_literal(&self) -> bool {
        match &self.loose {
            Loose::Typed(expr) => matches!(expr.kind, ExprKind::Constant(_)),
            Loose::Text(_) | Loose::Number { .. } | Loose::Bare(_) | Loose::Declared { .. } => true,
            Loose::Range(low, high) => [low, high]
                .into_iter()
                .flatten()
                .all(|end| end.is_literal()),
        }
    }

    /// Returns the text it is, where it can stand for one.
    pub(super) fn as_text(&self) -> Option<&str> {
        match &self.loose {
            Loose::Text(text)
            | Loose::Declared {
                text,
                ty: Type::Text,
            } => Some(text),
            Loose::Typed(_)
            | Loose::Number { .. }
            | Loose::Bare(_)
            | Loose::Declared { .. }
            | Loose::Range(..) => None,
        }
    }

    /// Returns the type it has by itself.
    pub(super) fn own_type(&self) -> Option<Type> {
        match &self.loose {
            Loose::Typed(expr) => Some(expr.ty),
            Loose::Range(low, high) => low
                .as_ref()
                .or(high.as_ref())
                .and_then(|end| end.own_type()),
            Loose::Text(_) | Loose::Number { .. } | Loose::Bare(_) | Loose::Declared { .. } => None,
        }
    }
}

impl Planner<'_> {
    /// Gives an operand the type it has with nothing beside it.
    pub(super) fn settle(&mut self, operand: Operand, scope: &Scope) -> Option<Expr> {
        match operand.loose {
            Loose::Typed(expr) => Some(expr),
            Loose::Text(text) | Loose::Declared { text, .. } => {
                Some(Expr::constant(Constant::Text(text), Type::Text))
            }
            Loose::Number { value, .. } => {
                let value = Real::new(value).expect("a literal number is a number");
                Some(Expr::constant(
                    Constant::Number(Range::exactly(value), None),
                    Type::Number,
                ))
            }
            Loose::Bare(name) => {
                self.unknown_name(&name, operand.span, scope);
                None
            }
            Loose::Range(..) => {
                let ty = operand.own_type().unwrap_or(Type::Number);
                self.constant(&operand, ty, scope)
                    .map(|constant| Expr::constant(constant, ty))
            }
        }
    }

    /// Gives an operand the type that something beside it has.
    pub(super) fn beside(&mut self, operand: Operand, ty: Type, scope: &Scope) -> Option<Expr> {
        match &operand.loose {
            Loose::Typed(_) => self.settle(operand, scope),
            Loose::Text(_) if matches!(ty, Type::Record(_)) => self.settle(operand, scope),
            Loose::Text(_)
            | Loose::Number { .. }
            | Loose::Bare(_)
            | Loose::Range(..)
            | Loose::Declared { .. } => self
                .constant(&operand, ty, scope)
                .map(|constant| Expr::constant(constant, ty)),
        }
    }

    /// Reads a literal as a value of a type; records are named elsewhere.
    pub(super) fn constant(
        &mut self,
        operand: &Operand,
        ty: Type,
        scope: &Scope,
    ) -> Option<Constant> {
        match (&operand.loose, ty) {
            (Loose::Range(low, high), Type::Date(_) | Type::Number | Type::Duration) => {
                self.range(low.as_deref(), high.as_deref(), ty, operand.span, scope)
            }
            (Loose::Typed(expr), ty) => match &expr.kind {
                ExprKind::Constant(constant) if super::expression::same_class(expr.ty, ty) => {
                    Some(constant.clone())
                }
                _other_type => {
                    self.literal_mismatch(expr.ty, ty, operand.span);
                    None
                }
            },
            (Loose::Text(text), Type::Text) => Some(Constant::Text(text.clone())),
            (Loose::Declared { text, ty: declared }, ty) => {
                self.declared_constant(text, *declared, ty, operand.span)
            }
            (Loose::Text(text), Type::Date(_)) => self.date(text, operand.span).map(Constant::Days),
            (Loose::Text(text), Type::Number) => self.number(text, operand.span),
            (Loose::Text(text) | Loose::Bare(text), Type::Word(vocabulary)) => self
                .word(text, vocabulary, operand.span)
                .map(Constant::Word),
            (Loose::Number { text, .. }, Type::Date(_)) if text.len() == 4 && is_digits(text) => {
                self.date(text, operand.span).map(Constant::Days)
            }
            (Loose::Number { text, .. }, Type::Date(_)) => {
                let diagnostic = self.error(
                    "not-a-date",
                    operand.span,
                    format!("‘{text}’ is not a date"),
                );
                diagnostic.helps.push(
                    "a year has four digits: 2019; other dates: 2019-03, 2019-03-14, 2019-Q2"
                        .to_owned(),
                );
                None
            }
            (Loose::Number { value, .. }, Type::Number) => {
                Real::new(*value).map(|value| Constant::Number(Range::exactly(value), None))
            }
            (Loose::Number { text, .. }, Type::Duration) => {
                let message = format!("a length of time needs a unit: ‘{text}’ of what?");
                self.error("no-unit", operand.span, message)
                    .helps
                    .push(format!("write: {text} days"));
                None
            }
            (Loose::Number { text, .. }, Type::Text | Type::Record(_)) => {
                let what = match ty {
                    Type::Record(_) => "an id or a name".to_owned(),
                    other => type_name(other),
                };
                let message = format!("{what} stands in quotes");
                self.error("unquoted", operand.span, message)
                    .helps
                    .push(format!("write: \"{text}\""));
                None
            }
            (Loose::Bare(name), Type::Text) if self.is_meant_name(name) => {
                Some(Constant::Text(name.clone()))
            }
            (
                Loose::Bare(name),
                Type::Text
                | Type::Date(_)
                | Type::Number
                | Type::Duration
                | Type::Truth
                | Type::Record(_),
            ) => {
                self.unknown_name(name, operand.span, scope);
                None
            }
            (loose @ (Loose::Text(_) | Loose::Number { .. } | Loose::Range(..)), ty) => {
                let what = match loose {
                    Loose::Number { .. } => "a number",
                    Loose::Range(..) => "a range",
                    _text => "a text",
                };
                let message = format!("{what} can't be compared with {}", type_name(ty));
                let diagnostic = self.error("mixed-types", operand.span, message);
                if let Type::Word(vocabulary) = ty {
                    let words = vocabulary.words.iter().map(|word| word.name);
                    let help = format!("the words are {}", quoted_list(words));
                    diagnostic.helps.push(help);
                }
                if let (Type::Duration, Loose::Text(text)) = (ty, loose)
                    && is_duration(text)
                {
                    diagnostic
                        .helps
                        .push(format!("write it without quotes: {text}"));
                }
                if ty == Type::Truth {
                    let help = "it is true or false by itself: write it alone, or ‘not’ before it";
                    diagnostic.helps.push(help.to_owned());
                }
                None
            }
        }
    }

    /// Reads a range of literals.
    fn range(
        &mut self,
        low: Option<&Operand>,
        high: Option<&Operand>,
        ty: Type,
        span: Span,
        scope: &Scope,
    ) -> Option<Constant> {
        let mut end = |end: Option<&Operand>| match end {
            Some(end) => self.constant(end, ty, scope).map(Some),
            None => Some(None),
        };
        let (low, high) = (end(low), end(high));
        let constant = join(low?, high?);
        if constant.is_none() {
            let diagnostic = self.error(
                "reversed-range",
                span,
                "a range runs from the lesser to the greater",
            );
            diagnostic.helps.push("exchange its ends".to_owned());
        }
        constant
    }

    /// Reads a date.
    pub(super) fn date(&mut self, text: &str, span: Span) -> Option<Range<Day>> {
        match Date::parse(text) {
            Ok(date) => Some(date.days),
            Err(problem) => {
                let message = format!("‘{text}’ is not a date: {}", problem.message);
                let diagnostic = self.error("not-a-date", span, message);
                diagnostic.helps.extend(problem.hint);
                None
            }
        }
    }

    fn number(&mut self, text: &str, span: Span) -> Option<Constant> {
        match Number::parse(text) {
            Ok(number) => Some(Constant::Number(number.range, number.unit)),
            Err(problem) => {
                let message = format!("‘{text}’ is not a number: {}", problem.message);
                let diagnostic = self.error("not-a-number", span, message);
                diagnostic.helps.extend(problem.hint);
                None
            }
        }
    }

    /// Reads a word of a vocabulary.
    pub(super) fn word(
        &mut self,
        text: &str,
        vocabulary: &'static Vocabulary,
        span: Span,
    ) -> Option<u8> {
        if let Some(code) = vocabulary.code(text) {
            return Some(code);
        }
        let words = || vocabulary.words.iter().map(|word| word.name);
        let near = nearest(text, words());
        let diagnostic = self.error(
            "unknown-word",
            span,
            format!("‘{text}’ is no {}", vocabulary.name),
        );
        diagnostic.helps.extend(near.map(did_you_mean));
        diagnostic
            .helps
            .push(format!("the words are {}", quoted_list(words())));
        None
    }

    /// Reports two types that do not compare.
    pub(super) fn mismatch(&mut self, found: Type, wanted: Type, span: Span) {
        let message = format!(
            "{} can't be compared with {}",
            type_name(found),
            type_name(wanted)
        );
        let written = self.words_at(span);
        let diagnostic = self.error("mixed-types", span, message);
        if let (Type::Duration, Type::Number) = (found, wanted)
            && is_duration(&written)
        {
            let help = format!("a number stands with its unit in quotes: \"{written}\"");
            diagnostic.helps.push(help);
        }
        if let (Type::Duration, Type::Date(_)) = (found, wanted) {
            let help = "for a day so long before today: 5 days ago";
            diagnostic.helps.push(help.to_owned());
        }
    }

    /// Enters the name of a record, as written beside a reference to its kind; `near` ones count
    /// too where the query says so.
    pub(super) fn named(
        &mut self,
        operand: &Operand,
        kind: Kind,
        near: bool,
        scope: &Scope,
    ) -> Option<NameRef> {
        let text = match &operand.loose {
            Loose::Text(text) => text,
            Loose::Declared { text, ty } if [Type::Text, kind.reference()].contains(ty) => text,
            // For completion a name counts that lacks its quotes.
            Loose::Bare(text) if self.is_meant_name(text) => text,
            Loose::Declared { .. }
            | Loose::Typed(_)
            | Loose::Number { .. }
            | Loose::Bare(_)
            | Loose::Range(..) => {
                self.constant(operand, kind.reference(), scope);
                return None;
            }
        };
        let span = self.place(operand.span);
        let widens = self.negations % 2 == 1;
        self.names.push(super::NameLiteral {
            kind,
            text: text.clone(),
            span,
            widens,
            near,
        });
        let place = self.names.len() - 1;
        let text = text.clone();
        Some(NameRef { place, text, near })
    }
}

/// Tells whether a text is a length of time, as `3 days` is.
fn is_duration(text: &str) -> bool {
    let parts = text.split_once(' ');
    parts.is_some_and(|(count, unit)| is_digits(count) && Unit::parse(unit).is_some())
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Joins the ends of a range; none where it runs backwards.
fn join(low: Option<Constant>, high: Option<Constant>) -> Option<Constant> {
    fn ends<T: Point>(low: Option<Range<T>>, high: Option<Range<T>>) -> Option<Range<T>> {
        let (lo, hi) = (
            low.map_or(T::MIN, |low| low.lo),
            high.map_or(T::MAX, |high| high.hi),
        );
        (lo <= hi).then_some(Range { lo, hi })
    }
    match (low, high) {
        (Some(Constant::Number(low, unit)), Some(Constant::Number(high, other))) => {
            ends(Some(low), Some(high)).map(|range| Constant::Number(range, other.or(unit)))
        }
        (Some(Constant::Number(low, unit)), None) => {
            ends(Some(low), None).map(|range| Constant::Number(range, unit))
        }
        (None, Some(Constant::Number(high, unit))) => {
            ends(None, Some(high)).map(|range| Constant::Number(range, unit))
        }
        (Some(Constant::Duration(low)), high) => {
            let high = if let Some(Constant::Duration(high)) = high {
                Some(high.days())
            } else {
                None
            };
            ends(Some(low.days()), high).map(|days| Constant::Duration(super::Length::Days(days)))
        }
        (None, Some(Constant::Duration(high))) => {
            ends(None, Some(high.days())).map(|days| Constant::Duration(super::Length::Days(days)))
        }
        (low, high) => {
            let days = |end| {
                if let Some(Constant::Days(days)) = end {
                    Some(days)
                } else {
                    None
                }
            };
            ends(days(low), days(high)).map(Constant::Days)
        }
    }
}
