//! Every operator, function and aggregate, once: spelling, binding power, types, help.

mod aggregate;
mod function;
mod infix;

pub use aggregate::{AGGREGATES, Aggregate, AggregateRow, Gives};
pub use function::{FUNCTIONS, Function, FunctionRow, PARTS, Part, PartRow, Takes};
pub use infix::{INFIX, Infix, InfixOperator, PREFIX, Power, Prefix, PrefixOperator};
