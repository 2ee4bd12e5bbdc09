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
        match self.dice.below(18) {
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
                    3 => format!("round({text} / 3)"),
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
