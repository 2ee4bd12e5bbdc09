//! What a field is.

use super::Kind;
use crate::value::{Type, Unit};

/// One field of a record kind.
#[derive(Debug)]
pub struct Field {
    /// As files and queries write it.
    pub name: &'static str,
    /// The type of one of its values.
    pub ty: Type,
    /// Whether it may hold several values.
    pub many: bool,
    /// Whether a record without it is an error.
    pub required: bool,
    /// Where its values come from.
    pub origin: Origin,
    /// The field text operators look at instead: `content` for `text`.
    pub searched: Option<&'static str>,
    /// One phrase for help.
    pub help: &'static str,
}

/// Where a field's values come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The files write it.
    Stored,
    /// The files may not write it; the loader settles it once.
    Settled,
    /// The records of this field's kind that point here through their field of this name.
    Inverse(&'static str),
    /// Stands for this expression of the language over the record's other fields.
    Shorthand(&'static str),
}

impl Field {
    /// Makes a field that the files write, or leave out.
    pub(crate) const fn stored(name: &'static str, ty: Type, help: &'static str) -> Field {
        Field {
            name,
            ty,
            many: false,
            required: false,
            origin: Origin::Stored,
            searched: None,
            help,
        }
    }

    /// Makes a field that the loader settles.
    pub(crate) const fn settled(name: &'static str, ty: Type, help: &'static str) -> Field {
        Field {
            origin: Origin::Settled,
            ..Field::stored(name, ty, help)
        }
    }

    /// Makes the field of those records of a kind whose field `through` points here.
    pub(crate) const fn inverse(
        name: &'static str,
        from: Kind,
        through: &'static str,
        help: &'static str,
    ) -> Field {
        Field {
            many: true,
            origin: Origin::Inverse(through),
            ..Field::stored(name, from.reference(), help)
        }
    }

    /// Makes a field that stands for an expression.
    pub(crate) const fn shorthand(
        name: &'static str,
        ty: Type,
        expression: &'static str,
        help: &'static str,
    ) -> Field {
        Field {
            origin: Origin::Shorthand(expression),
            ..Field::stored(name, ty, help)
        }
    }

    /// Lets it hold several values.
    pub(crate) const fn many(mut self) -> Field {
        self.many = true;
        self
    }

    /// Makes a record without it an error.
    pub(crate) const fn required(mut self) -> Field {
        self.required = true;
        self
    }

    /// Lets text operators look at another field instead.
    pub(crate) const fn searched(mut self, field: &'static str) -> Field {
        self.searched = Some(field);
        self
    }
}

/// Names a type as listings do: `date`, `→ entities`.
pub fn type_name(ty: Type) -> String {
    match ty {
        Type::Text => "text".to_owned(),
        Type::Word(vocabulary) => format!("word of {}", vocabulary.name),
        Type::Truth => "truth".to_owned(),
        Type::Date(Unit::Day) => "date".to_owned(),
        Type::Date(unit) => unit.name().to_owned(),
        Type::Number => "number".to_owned(),
        Type::Duration => "duration".to_owned(),
        Type::Record(number) => format!("→ {}", Kind::from_number(number).collection()),
    }
}
