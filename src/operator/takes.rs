//! What arguments and operands may be.

use crate::value::Type;

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
    /// A value that can stand for the argument at this place.
    Like(usize),
    /// How wide a bucket of the argument at this place is: a literal.
    Width(usize),
    /// A whole number that is no less and no greater than these: a literal.
    Whole(i32, i32),
}

impl Takes {
    /// Tells whether a value of this type will do, as far as its type alone tells.
    pub fn accepts(self, ty: Type) -> bool {
        match self {
            Takes::Text => matches!(ty, Type::Text | Type::Word(_)),
            Takes::Number | Takes::Whole(..) => ty == Type::Number,
            Takes::Duration => ty == Type::Duration,
            Takes::Truth => ty == Type::Truth,
            Takes::Ranged => matches!(ty, Type::Date(_) | Type::Number | Type::Duration),
            Takes::Summed | Takes::Width(_) => matches!(ty, Type::Number | Type::Duration),
            Takes::Any | Takes::Like(_) => true,
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
            Takes::Any | Takes::Like(_) => "a value",
            Takes::Width(_) => "a width above nought, written out",
            Takes::Whole(..) => "a whole number, written out",
        }
    }
}
