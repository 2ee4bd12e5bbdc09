//! Paths: fields, fields of what they lead to, filters between, parts of dates.

use whosaid::model::{Kind, Origin};
use whosaid::value::{Basis, Day, Type, Unit};

use super::{Operand, Scope, Writer};

/// What an operand is wanted for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Wanted {
    Anything,
    /// A date, a number or a length of time.
    Ranged,
    Date,
    Number,
    Record,
    /// Something of which different ones can be counted.
    Distinct,
}

impl Wanted {
    pub(super) fn accepts(self, ty: Type) -> bool {
        match self {
            Wanted::Anything => true,
            Wanted::Ranged => matches!(ty, Type::Date(_) | Type::Number | Type::Duration),
            Wanted::Date => matches!(ty, Type::Date(_)),
            Wanted::Number => ty == Type::Number,
            Wanted::Record => matches!(ty, Type::Record(_)),
            Wanted::Distinct => matches!(ty, Type::Record(_) | Type::Word(_) | Type::Text),
        }
    }
}

impl Writer<'_, '_, '_> {
    /// Writes a path to something wanted; none where a few tries find none.
    pub(super) fn path(&mut self, scope: &Scope, wanted: Wanted, depth: usize) -> Option<Operand> {
        (0..12).find_map(|_| {
            let path = self.any_path(scope, wanted, depth)?;
            wanted.accepts(path.ty).then_some(path)
        })
    }

    /// Writes a path to one value only.
    pub(super) fn single(&mut self, scope: &Scope, wanted: Wanted) -> Option<Operand> {
        (0..8).find_map(|_| self.path(scope, wanted, 2).filter(|path| !path.many))
    }

    fn any_path(&mut self, scope: &Scope, wanted: Wanted, depth: usize) -> Option<Operand> {
        let from_column = scope.kind.is_none() || self.dice.once_in(3);
        let mut path = if from_column && !scope.columns.is_empty() {
            let column = self.dice.pick(&scope.columns);
            Operand {
                text: column.name.clone(),
                ty: column.ty,
                many: column.many,
                computed: false,
                column: true,
                end: column.end,
            }
        } else {
            self.field(scope.kind?)
        };
        for _ in 0..depth {
            path = self.longer(path, wanted, depth);
        }
        Some(path)
    }

    /// Goes on behind a path, or leaves it.
    fn longer(&mut self, path: Operand, wanted: Wanted, depth: usize) -> Operand {
        match path.ty {
            Type::Record(number) if wanted != Wanted::Record || self.dice.once_in(2) => {
                let kind = Kind::from_number(number);
                let filter = if depth > 1 && self.dice.once_in(5) {
                    let filter = self.condition(&Scope::of(kind), depth - 2);
                    format!("[{filter}]")
                } else {
                    String::new()
                };
                if wanted == Wanted::Anything && self.dice.once_in(3) {
                    let text = format!("{}{filter}", path.text);
                    return Operand { text, ..path };
                }
                let next = self.field(kind);
                Operand {
                    text: format!("{}{filter}.{}", path.text, next.text),
                    ty: next.ty,
                    many: path.many || next.many,
                    ..next
                }
            }
            Type::Date(Unit::Day) if !path.computed && self.dice.once_in(4) => {
                let parts: [(&str, Type); 10] = [
                    ("week", Type::Date(Unit::Week)),
                    ("weekday", Type::Word(Day::WEEKDAYS)),
                    ("year", Type::Date(Unit::Year)),
                    ("month", Type::Date(Unit::Month)),
                    ("quarter", Type::Date(Unit::Quarter)),
                    ("exact", Type::Truth),
                    ("known", Type::Truth),
                    ("basis", Type::Word(Basis::VOCABULARY)),
                    ("lo", Type::Date(Unit::Day)),
                    ("hi", Type::Date(Unit::Day)),
                ];
                let mut fitting: Vec<_> = parts
                    .into_iter()
                    .filter(|(_, ty)| wanted.accepts(*ty))
                    .collect();
                // Only a date of a record tells how it is known.
                fitting.retain(|(part, _)| *part != "basis" || !path.column);
                if fitting.is_empty() {
                    return path;
                }
                let (part, ty) = *self.dice.pick(&fitting);
                Operand {
                    text: format!("{}.{part}", path.text),
                    ty,
                    many: path.many,
                    computed: !matches!(ty, Type::Date(_)) || part.len() == 2,
                    column: path.column,
                    end: path.end.filter(|_| matches!(ty, Type::Date(_))),
                }
            }
            Type::Number | Type::Duration if !path.computed && self.dice.once_in(3) => {
                let parts = ["lo", "hi", "exact", "known"];
                let part = parts[self.dice.below(4)];
                let ty = if part.len() == 2 {
                    path.ty
                } else {
                    Type::Truth
                };
                if !wanted.accepts(ty) {
                    return path;
                }
                Operand {
                    text: format!("{}.{part}", path.text),
                    ty,
                    computed: true,
                    end: None,
                    ..path
                }
            }
            _end => path,
        }
    }

    fn field(&mut self, kind: Kind) -> Operand {
        let fields = kind.schema().fields;
        let mut field = self.dice.pick(fields);
        if self.dice.once_in(8) {
            let same = fields.iter().filter(|field| field.ty == kind.reference());
            let own: Vec<_> = same
                .filter(|field| !matches!(field.origin, Origin::Shorthand(_)))
                .collect();
            if !own.is_empty() {
                field = *self.dice.pick(&own);
                let times = *self.dice.pick(&[
                    "{1..}", "{0..}", "{2}", "{1..2}", "{2..}", "{0..1}", "{3..}", "{2..3}",
                ]);
                return Operand {
                    text: format!("{}{times}", field.name),
                    ty: field.ty,
                    many: true,
                    computed: false,
                    column: false,
                    end: None,
                };
            }
        }
        Operand {
            text: field.name.to_owned(),
            ty: field.ty,
            many: field.many,
            computed: matches!(field.origin, Origin::Shorthand(text) if !is_path(text)),
            column: false,
            end: end(kind, field.name),
        }
    }
}

fn is_path(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_alphanumeric() || c == '.' || c == '_')
}

/// Returns the stored field that a field is or stands for.
fn end(kind: Kind, name: &str) -> Option<(Kind, usize)> {
    let (place, field) = kind.field(name)?;
    let Origin::Shorthand(text) = field.origin else {
        return Some((kind, place));
    };
    let mut at = (kind, place);
    let mut kind = Some(kind);
    for name in text.split('.') {
        // A part of a date ends where the date does.
        let Some(from) = kind else { break };
        at = end(from, name)?;
        kind = match from.field(name)?.1.ty {
            Type::Record(number) => Some(Kind::from_number(number)),
            _value => None,
        };
    }
    Some(at)
}
