//! Operands that are computed from paths.

use whosaid::value::{Type, Unit};

use super::path::Wanted;
use super::{Operand, Scope, Writer};

const DAYS: Type = Type::Date(Unit::Day);

impl Writer<'_, '_, '_> {
    /// Writes a path, or something computed from paths.
    pub(super) fn operand(
        &mut self,
        scope: &Scope,
        wanted: Wanted,
        depth: usize,
    ) -> Option<Operand> {
        match self.dice.below(21) {
            9 | 14 | 16 if wanted.accepts(Type::Number) => self.number(scope),
            10 if wanted.accepts(Type::Duration) => {
                let (a, b) = (self.day(scope)?, self.day(scope)?);
                computed(format!("({a} - {b})"), Type::Duration)
            }
            11 if wanted.accepts(DAYS) => {
                let (day, by) = (self.day(scope)?, self.literal(Type::Duration)?);
                let sign = *self.dice.pick(&["+", "-"]);
                computed(format!("({day} {sign} {by})"), DAYS)
            }
            12 => {
                let (a, b) = (self.single(scope, wanted)?, self.single(scope, wanted)?);
                if a.ty != b.ty || a.ty == Type::Truth || a.computed || b.computed {
                    return None;
                }
                let ty = a.ty;
                computed(format!("({} ?? {})", a.text, b.text), ty)
            }
            13 if wanted.accepts(DAYS) => {
                let path = self.path(scope, Wanted::Date, 2)?;
                let function = *self.dice.pick(&["min", "max"]);
                let text = format!("{function}({})", path.text);
                (path.ty == DAYS).then(|| computed(text, DAYS))?
            }
            15 if wanted == Wanted::Anything && depth > 0 => {
                let text = format!("({})", self.condition(scope, depth - 1));
                computed(text, Type::Truth)
            }
            17 if wanted == Wanted::Anything => self.of_text(scope),
            18 if wanted.accepts(Type::Text) && depth > 0 => self.choice(scope, wanted, depth),
            19 if wanted.accepts(DAYS) => self.of_ranged(scope, wanted),
            20 if wanted == Wanted::Anything => self.of_texts(scope),
            _plain => self.path(scope, wanted, 2),
        }
    }

    /// Writes a count, arithmetic on a number, or a function that gives one.
    fn number(&mut self, scope: &Scope) -> Option<Operand> {
        let text = match self.dice.below(7) {
            0..=2 => {
                let path = self.path(scope, Wanted::Distinct, 2);
                let path = path.filter(|path| path.many)?;
                let distinct = *self.dice.pick(&["", "", "distinct "]);
                format!("count({distinct}{})", path.text)
            }
            3 => format!("days({} - {})", self.day(scope)?, self.day(scope)?),
            _of_number => {
                let path = self.single(scope, Wanted::Number)?;
                let text = path.text;
                match self.dice.below(7) {
                    0 => format!("({text} * 2)"),
                    1 => format!("({text} - 3)"),
                    2 => format!("(10 / {text})"),
                    3 => format!("round({text} / 3, 1)"),
                    4 => format!("floor({text} / 3)"),
                    5 => format!("ceil({text} / 3)"),
                    _ => format!("abs({text} - 10)"),
                }
            }
        };
        computed(text, Type::Number)
    }

    /// Writes a function of a text or a word.
    fn of_text(&mut self, scope: &Scope) -> Option<Operand> {
        let path = self.path(scope, Wanted::Distinct, 2)?;
        if matches!(path.ty, Type::Record(_)) {
            return None;
        }
        let (function, ty) = *self.dice.pick(&[
            ("lower", Type::Text),
            ("upper", Type::Text),
            ("trim", Type::Text),
            ("length", Type::Number),
        ]);
        let operand = computed(format!("{function}({})", path.text), ty)?;
        Some(Operand {
            many: path.many,
            ..operand
        })
    }

    /// Writes a choice between two paths, or a path and a literal.
    fn choice(&mut self, scope: &Scope, wanted: Wanted, depth: usize) -> Option<Operand> {
        let test = self.condition(scope, depth - 1);
        let a = self.path(scope, wanted, 2).filter(|path| !path.computed)?;
        let (text, many) = match self.dice.below(3) {
            0 => (String::new(), a.many),
            1 => (format!(", {}", self.literal_for(&a)?), a.many),
            _ => {
                let b = self.path(scope, wanted, 2)?;
                if b.ty != a.ty || b.computed {
                    return None;
                }
                (format!(", {}", b.text), a.many || b.many)
            }
        };
        // A literal beside a reference would be a text.
        if matches!(a.ty, Type::Record(_)) && text.contains('"') {
            return None;
        }
        let operand = computed(format!("if({test}, {}{text})", a.text), a.ty)?;
        Some(Operand { many, ..operand })
    }

    /// Writes a function of dates or numbers that gives one.
    fn of_ranged(&mut self, scope: &Scope, wanted: Wanted) -> Option<Operand> {
        let path = self.path(scope, wanted, 2)?;
        let (text, ty) = match (path.ty, self.dice.below(2)) {
            (Type::Date(_), 0) => {
                let width = [
                    "2 weeks",
                    "10 days",
                    "1 month",
                    "5 months",
                    "3 quarters",
                    "2 years",
                ];
                let width = *self.dice.pick(&width);
                (format!("bucket({}, {width})", path.text), DAYS)
            }
            (Type::Number, 0) => {
                let width = *self.dice.pick(&["10", "3"]);
                (format!("bucket({}, {width})", path.text), Type::Number)
            }
            (ty @ (Type::Number | Type::Date(Unit::Day)), _) => {
                let name = *self.dice.pick(&["least", "greatest"]);
                let other = self.single(scope, wanted).filter(|other| other.ty == ty)?;
                let third = match (ty, self.dice.below(2)) {
                    (Type::Number, 0) => ", 12",
                    (_, 0) => ", 2019-03",
                    (_, _) => "",
                };
                (format!("{name}({}, {}{third})", path.text, other.text), ty)
            }
            (_, _) => return None,
        };
        let operand = computed(text, ty)?;
        Some(Operand {
            many: path.many,
            ..operand
        })
    }

    /// Writes a function of a text and others.
    fn of_texts(&mut self, scope: &Scope) -> Option<Operand> {
        let path = self.path(scope, Wanted::Distinct, 2)?;
        if matches!(path.ty, Type::Record(_)) {
            let text = format!("join({}, \"; \")", path.text);
            return computed(text, Type::Text);
        }
        let number = self.dice.below(6);
        let (text, ty, many) = match self.dice.below(8) {
            0 => (
                format!("left({}, {number})", path.text),
                Type::Text,
                path.many,
            ),
            1 => (
                format!("right({}, {number})", path.text),
                Type::Text,
                path.many,
            ),
            2 => (
                format!("substring({}, {}, 4)", path.text, number + 1),
                Type::Text,
                path.many,
            ),
            3 => (
                format!("replace({}, \"e\", \"E-\")", path.text),
                Type::Text,
                path.many,
            ),
            4 => (format!("split({}, \" \")", path.text), Type::Text, true),
            5 => (format!("join({}, \"+\")", path.text), Type::Text, false),
            6 => (format!("words({})", path.text), Type::Number, path.many),
            _ => {
                let other = self.single(scope, Wanted::Distinct)?;
                if path.many || matches!(other.ty, Type::Record(_)) {
                    return None;
                }
                let text = format!("({} + \" \" + {})", path.text, other.text);
                (text, Type::Text, false)
            }
        };
        let operand = computed(text, ty)?;
        Some(Operand { many, ..operand })
    }

    /// Writes a path to one date known to the day.
    fn day(&mut self, scope: &Scope) -> Option<String> {
        let path = self.single(scope, Wanted::Date)?;
        (path.ty == DAYS).then_some(path.text)
    }
}

fn computed(text: String, ty: Type) -> Option<Operand> {
    Some(Operand {
        text,
        ty,
        many: false,
        computed: true,
        column: false,
        end: None,
    })
}
