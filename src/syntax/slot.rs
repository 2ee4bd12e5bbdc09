//! What may stand at a place of a text, as messages name it and completion asks for it.

use std::fmt;

/// A kind of thing that may stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The collection that a query starts from.
    Collection,
    /// A stage, behind its pipe.
    Stage,
    /// An operator between operands.
    Operator,
    /// What `not` may stand before: `in`, `between`, a test of text.
    NegatedTest,
    /// An expression.
    Expression,
    /// What `exists` asks for: a path, or a query in brackets.
    Path,
    /// A field, behind a dot.
    Field,
    /// The column that `drop` takes away.
    Column,
    /// A text or another literal.
    Literal,
    /// A text.
    Text,
    /// The day of `as of`.
    Day,
    /// What `without` leaves out.
    LeftOut,
    /// How many rows `take` keeps.
    RowCount,
    /// A parameter with its `$`.
    Parameter,
    /// The type of a parameter.
    Type,
    /// How often a link is followed.
    Times,
    /// A name of the reader's own choice, as messages call it.
    New(&'static str),
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Slot::Collection => "a collection",
            Slot::Stage => "a stage",
            Slot::Operator => "an operator",
            Slot::NegatedTest => "‘in’, ‘between’ or a test of text",
            Slot::Expression => "an expression",
            Slot::Path => "a path or a query in brackets",
            Slot::Field => "a field name",
            Slot::Column => "the name of a column",
            Slot::Literal => "a literal",
            Slot::Text => "a string",
            Slot::Day => "a day",
            Slot::LeftOut => "a name in quotes or a query in brackets",
            Slot::RowCount => "a number of rows",
            Slot::Parameter => "a parameter like ‘$name’",
            Slot::Type => "a type",
            Slot::Times => "how often, as in ‘{1..}’",
            Slot::New(what) => what,
        })
    }
}
