//! Functions on values, and the parts of dates.

use crate::value::{Type, Unit};

/// A function on values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// `lower(text)`
    Lower,
    /// `upper(text)`
    Upper,
    /// `trim(text)`
    Trim,
    /// `length(text)`
    Length,
    /// `abs(number)`
    Abs,
    /// `round(number)`
    Round,
    /// `floor(number)`
    Floor,
    /// `ceil(number)`
    Ceil,
    /// `days(duration)`
    Days,
    /// `text(value)`
    Text,
}

/// What an argument or operand may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Text, or a word of a vocabulary.
    Text,
    /// A number.
    Number,
    /// A length of time.
    Duration,
    /// A truth.
    Truth,
    /// A date, a number or a length of time.
    Ranged,
    /// A number or a length of time.
    Summed,
    /// Any value.
    Any,
}

impl Takes {
    /// Tells whether a value of this type will do.
    pub fn accepts(self, ty: Type) -> bool {
        match self {
            Takes::Text => matches!(ty, Type::Text | Type::Word(_)),
            Takes::Number => ty == Type::Number,
            Takes::Duration => ty == Type::Duration,
            Takes::Truth => ty == Type::Truth,
            Takes::Ranged => matches!(ty, Type::Date(_) | Type::Number | Type::Duration),
            Takes::Summed => matches!(ty, Type::Number | Type::Duration),
            Takes::Any => true,
        }
    }

    /// Names it with its article, for messages.
    pub fn name(self) -> &'static str {
        match self {
            Takes::Text => "a text",
            Takes::Number => "a number",
            Takes::Duration => "a length of time",
            Takes::Truth => "a condition",
            Takes::Ranged => "a date, a number or a length of time",
            Takes::Summed => "a number or a length of time",
            Takes::Any => "a value",
        }
    }
}

/// One row of the table of functions.
#[derive(Debug)]
pub struct FunctionRow {
    /// Which function.
    pub function: Function,
    /// As queries write it.
    pub name: &'static str,
    /// How it is called, for help.
    pub usage: &'static str,
    /// Its one argument.
    pub takes: Takes,
    /// The type of its result.
    pub gives: Type,
    /// One phrase for help.
    pub help: &'static str,
}

const fn row(
    function: Function,
    name: &'static str,
    usage: &'static str,
    takes: Takes,
    gives: Type,
    help: &'static str,
) -> FunctionRow {
    FunctionRow {
        function,
        name,
        usage,
        takes,
        gives,
        help,
    }
}

/// Every function.
pub const FUNCTIONS: &[FunctionRow] = &[
    row(
        Function::Lower,
        "lower",
        "lower(text)",
        Takes::Text,
        Type::Text,
        "the text in small letters",
    ),
    row(
        Function::Upper,
        "upper",
        "upper(text)",
        Takes::Text,
        Type::Text,
        "the text in capitals",
    ),
    row(
        Function::Trim,
        "trim",
        "trim(text)",
        Takes::Text,
        Type::Text,
        "the text without blanks at its ends",
    ),
    row(
        Function::Length,
        "length",
        "length(text)",
        Takes::Text,
        Type::Number,
        "how many characters it has",
    ),
    row(
        Function::Abs,
        "abs",
        "abs(number)",
        Takes::Number,
        Type::Number,
        "the number without its sign",
    ),
    row(
        Function::Round,
        "round",
        "round(number)",
        Takes::Number,
        Type::Number,
        "the nearest whole number",
    ),
    row(
        Function::Floor,
        "floor",
        "floor(number)",
        Takes::Number,
        Type::Number,
        "the whole number not above it",
    ),
    row(
        Function::Ceil,
        "ceil",
        "ceil(number)",
        Takes::Number,
        Type::Number,
        "the whole number not below it",
    ),
    row(
        Function::Days,
        "days",
        "days(duration)",
        Takes::Duration,
        Type::Number,
        "how many days it lasts",
    ),
    row(
        Function::Text,
        "text",
        "text(value)",
        Takes::Any,
        Type::Text,
        "the value as an answer prints it",
    ),
];

/// A part of a date, written behind a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// `.year`, `.quarter`, `.month`: the date known to that unit.
    Unit(Unit),
    /// `.lo`
    Lo,
    /// `.hi`
    Hi,
    /// `.exact`
    Exact,
    /// `.known`
    Known,
    /// `.basis`
    Basis,
    /// `.why`
    Why,
}

/// One row of the table of parts.
#[derive(Debug)]
pub struct PartRow {
    /// Which part.
    pub part: Part,
    /// As queries write it.
    pub name: &'static str,
    /// One phrase for help.
    pub help: &'static str,
}

/// Every part of a date.
pub const PARTS: &[PartRow] = &[
    PartRow {
        part: Part::Unit(Unit::Year),
        name: "year",
        help: "its year",
    },
    PartRow {
        part: Part::Unit(Unit::Quarter),
        name: "quarter",
        help: "its quarter",
    },
    PartRow {
        part: Part::Unit(Unit::Month),
        name: "month",
        help: "its month",
    },
    PartRow {
        part: Part::Lo,
        name: "lo",
        help: "the first day it may mean",
    },
    PartRow {
        part: Part::Hi,
        name: "hi",
        help: "the last day it may mean",
    },
    PartRow {
        part: Part::Exact,
        name: "exact",
        help: "whether it means one day only",
    },
    PartRow {
        part: Part::Known,
        name: "known",
        help: "whether anybody wrote or derived it",
    },
    PartRow {
        part: Part::Basis,
        name: "basis",
        help: "how it is known: stated, resolved, inferred, derived",
    },
    PartRow {
        part: Part::Why,
        name: "why",
        help: "the evidence for it",
    },
];
