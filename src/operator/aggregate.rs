//! Aggregates: one value from many.

use super::Takes;
use crate::value::Type;

/// An aggregate over the rows of a group, or over the values of a row's own path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aggregate {
    /// `count()`, `count(path)`, `count(distinct path)`
    Count,
    /// `min(path)`
    Min,
    /// `max(path)`
    Max,
    /// `sum(path)`
    Sum,
    /// `mean(path)`
    Mean,
    /// `first(path)`
    First,
    /// `last(path)`
    Last,
    /// `list(path)`, `list(distinct path)`
    List,
    /// `share(condition)`
    Share,
}

/// What type an aggregate gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// A number.
    Number,
    /// The type of its operand.
    Same,
    /// Many of the type of its operand.
    Many,
}

/// One row of the table of aggregates.
#[derive(Debug)]
pub struct AggregateRow {
    /// Which aggregate.
    pub aggregate: Aggregate,
    /// As queries write it.
    pub name: &'static str,
    /// How it is called, for help.
    pub usage: &'static str,
    /// What it runs over.
    pub takes: Takes,
    /// Whether it may stand without an operand.
    pub bare: bool,
    /// Whether `distinct` may stand before its operand.
    pub distinct: bool,
    /// What it gives.
    pub gives: Gives,
    /// One phrase for help.
    pub help: &'static str,
}

impl AggregateRow {
    /// Returns the type of the result for an operand of this type, and whether it is many-valued.
    pub fn result(&self, operand: Option<Type>) -> (Type, bool) {
        match self.gives {
            Gives::Number => (Type::Number, false),
            Gives::Same => (operand.unwrap_or(Type::Number), false),
            Gives::Many => (operand.unwrap_or(Type::Number), true),
        }
    }
}

/// Every aggregate.
pub const AGGREGATES: &[AggregateRow] = &[
    AggregateRow {
        aggregate: Aggregate::Count,
        name: "count",
        usage: "count(), count(path), count(distinct path)",
        takes: Takes::Any,
        bare: true,
        distinct: true,
        gives: Gives::Number,
        help: "how many rows, values, or different values",
    },
    AggregateRow {
        aggregate: Aggregate::Min,
        name: "min",
        usage: "min(path)",
        takes: Takes::Ranged,
        bare: false,
        distinct: false,
        gives: Gives::Same,
        help: "the least value",
    },
    AggregateRow {
        aggregate: Aggregate::Max,
        name: "max",
        usage: "max(path)",
        takes: Takes::Ranged,
        bare: false,
        distinct: false,
        gives: Gives::Same,
        help: "the greatest value",
    },
    AggregateRow {
        aggregate: Aggregate::Sum,
        name: "sum",
        usage: "sum(path)",
        takes: Takes::Summed,
        bare: false,
        distinct: false,
        gives: Gives::Same,
        help: "the values added up",
    },
    AggregateRow {
        aggregate: Aggregate::Mean,
        name: "mean",
        usage: "mean(path)",
        takes: Takes::Summed,
        bare: false,
        distinct: false,
        gives: Gives::Same,
        help: "the arithmetic mean of the values",
    },
    AggregateRow {
        aggregate: Aggregate::First,
        name: "first",
        usage: "first(path)",
        takes: Takes::Any,
        bare: false,
        distinct: false,
        gives: Gives::Same,
        help: "the first value in the order of the rows",
    },
    AggregateRow {
        aggregate: Aggregate::Last,
        name: "last",
        usage: "last(path)",
        takes: Takes::Any,
        bare: false,
        distinct: false,
        gives: Gives::Same,
        help: "the last value in the order of the rows",
    },
    AggregateRow {
        aggregate: Aggregate::List,
        name: "list",
        usage: "list(path), list(distinct path)",
        takes: Takes::Any,
        bare: false,
        distinct: true,
        gives: Gives::Many,
        help: "all values in the order of the rows",
    },
    AggregateRow {
        aggregate: Aggregate::Share,
        name: "share",
        usage: "share(condition)",
        takes: Takes::Truth,
        bare: false,
        distinct: false,
        gives: Gives::Number,
        help: "the part of the rows, 0 to 1, of which the condition holds",
    },
];
