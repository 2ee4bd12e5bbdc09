//! Functions on values.

use super::Takes;
use crate::value::Type;

/// A function on values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// `if(test, then, otherwise)`
    If,
    /// `lower(text)`
    Lower,
    /// `upper(text)`
    Upper,
    /// `trim(text)`
    Trim,
    /// `length(text)`
    Length,
    /// `words(text)`
    Words,
    /// `left(text, number)`
    Left,
    /// `right(text, number)`
    Right,
    /// `substring(text, start, number)`
    Substring,
    /// `replace(text, from, to)`
    Replace,
    /// `split(text, separator)`
    Split,
    /// `join(path, separator)`
    Join,
    /// `text(value)`
    Text,
    /// `abs(number)`
    Abs,
    /// `round(number, digits)`
    Round,
    /// `floor(number)`
    Floor,
    /// `ceil(number)`
    Ceil,
    /// `least(a, b)`
    Least,
    /// `greatest(a, b)`
    Greatest,
    /// `bucket(value, width)`
    Bucket,
    /// `days(duration)`
    Days,
}

/// What type a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returns {
    /// This one.
    Type(Type),
    /// That of the argument at this place, and of those like it.
    Like(usize),
}

/// How many values a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// One for each value of its first argument.
    Each,
    /// Any number for each value of its first argument.
    Several,
    /// One for all the values of its first argument in a row.
    One,
    /// Those of the argument it chooses.
    Chosen,
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
    /// Its arguments, in order.
    pub takes: &'static [Takes],
    /// How many of them must be there.
    pub required: usize,
    /// Whether the last may come any number of times.
    pub repeats: bool,
    /// The type of its result.
    pub gives: Returns,
    /// How many values its result has.
    pub values: Values,
    /// One phrase for help.
    pub help: &'static str,
}

impl FunctionRow {
    /// Returns what the argument at a place may be; none where there can be no such argument.
    pub fn argument(&self, place: usize) -> Option<Takes> {
        let last = self.takes.last().filter(|_| self.repeats);
        self.takes.get(place).or(last).copied()
    }
}

const fn row(
    function: Function,
    name: &'static str,
    usage: &'static str,
    takes: &'static [Takes],
    gives: Returns,
    help: &'static str,
) -> FunctionRow {
    FunctionRow {
        function,
        name,
        usage,
        takes,
        required: takes.len(),
        repeats: false,
        gives,
        values: Values::Each,
        help,
    }
}

impl FunctionRow {
    const fn required(mut self, required: usize) -> FunctionRow {
        self.required = required;
        self
    }

    const fn repeating(mut self) -> FunctionRow {
        self.repeats = true;
        self
    }

    const fn giving(mut self, values: Values) -> FunctionRow {
        self.values = values;
        self
    }
}

const TEXT: Returns = Returns::Type(Type::Text);
const NUMBER: Returns = Returns::Type(Type::Number);
/// How many characters of a text are meant.
const COUNT: Takes = Takes::Whole(0, i32::MAX);

/// Every function.
pub const FUNCTIONS: &[FunctionRow] = &[
    row(
        Function::If,
        "if",
        "if(test, value), if(test, value, otherwise)",
        &[Takes::Truth, Takes::Any, Takes::Like(1)],
        Returns::Like(1),
        "the first value where the test holds, else the other or none",
    )
    .required(2)
    .giving(Values::Chosen),
    row(
        Function::Lower,
        "lower",
        "lower(text)",
        &[Takes::Text],
        TEXT,
        "the text in small letters",
    ),
    row(
        Function::Upper,
        "upper",
        "upper(text)",
        &[Takes::Text],
        TEXT,
        "the text in capitals",
    ),
    row(
        Function::Trim,
        "trim",
        "trim(text)",
        &[Takes::Text],
        TEXT,
        "the text without blanks at its ends",
    ),
    row(
        Function::Length,
        "length",
        "length(text)",
        &[Takes::Text],
        NUMBER,
        "how many characters it has",
    ),
    row(
        Function::Words,
        "words",
        "words(text)",
        &[Takes::Text],
        NUMBER,
        "how many words it has, as blanks part them",
    ),
    row(
        Function::Left,
        "left",
        "left(text, number)",
        &[Takes::Text, COUNT],
        TEXT,
        "so many of its first characters",
    ),
    row(
        Function::Right,
        "right",
        "right(text, number)",
        &[Takes::Text, COUNT],
        TEXT,
        "so many of its last characters",
    ),
    row(
        Function::Substring,
        "substring",
        "substring(text, start), substring(text, start, number)",
        &[Takes::Text, Takes::Whole(1, i32::MAX), COUNT],
        TEXT,
        "its characters from a place on (the first is 1), all or so many",
    )
    .required(2),
    row(
        Function::Replace,
        "replace",
        "replace(text, from, to)",
        &[Takes::Text, Takes::Text, Takes::Text],
        TEXT,
        "the text with another in the place of each part spelled just so",
    ),
    row(
        Function::Split,
        "split",
        "split(text, separator)",
        &[Takes::Text, Takes::Text],
        TEXT,
        "its parts between the separators, many values",
    )
    .giving(Values::Several),
    row(
        Function::Join,
        "join",
        "join(path, separator)",
        &[Takes::Any, Takes::Text],
        TEXT,
        "the row's values as one text, the separator between them",
    )
    .giving(Values::One),
    row(
        Function::Text,
        "text",
        "text(value)",
        &[Takes::Any],
        TEXT,
        "the value as an answer prints it",
    ),
    row(
        Function::Abs,
        "abs",
        "abs(number)",
        &[Takes::Number],
        NUMBER,
        "the number without its sign",
    ),
    row(
        Function::Round,
        "round",
        "round(number), round(number, digits)",
        &[Takes::Number, Takes::Whole(-15, 15)],
        NUMBER,
        "the nearest whole number, or the nearest with so many digits behind the point",
    )
    .required(1),
    row(
        Function::Floor,
        "floor",
        "floor(number)",
        &[Takes::Number],
        NUMBER,
        "the whole number not above it",
    ),
    row(
        Function::Ceil,
        "ceil",
        "ceil(number)",
        &[Takes::Number],
        NUMBER,
        "the whole number not below it",
    ),
    row(
        Function::Least,
        "least",
        "least(value, value, …)",
        &[Takes::Ranged, Takes::Like(0)],
        Returns::Like(0),
        "the earliest or least of these",
    )
    .repeating(),
    row(
        Function::Greatest,
        "greatest",
        "greatest(value, value, …)",
        &[Takes::Ranged, Takes::Like(0)],
        Returns::Like(0),
        "the latest or greatest of these",
    )
    .repeating(),
    row(
        Function::Bucket,
        "bucket",
        "bucket(date, 2 weeks), bucket(number, 10)",
        &[Takes::Ranged, Takes::Width(0)],
        Returns::Like(0),
        "where the bucket so wide begins that it falls into",
    ),
    row(
        Function::Days,
        "days",
        "days(duration)",
        &[Takes::Duration],
        NUMBER,
        "how many days it lasts",
    ),
];
