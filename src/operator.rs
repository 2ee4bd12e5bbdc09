//! Every operator, function and aggregate, once: spelling, binding power, types, help.

mod aggregate;
mod function;
mod infix;
mod part;
mod takes;
mod window;

pub use aggregate::{AGGREGATES, Aggregate, AggregateRow, Gives};
pub use function::{FUNCTIONS, Function, FunctionRow, Returns, Values};
pub use infix::{INFIX, Infix, InfixOperator, PREFIX, Power, Prefix, PrefixOperator};
pub use part::{PARTS, Part, PartRow};
pub use takes::Takes;
pub use window::{WINDOWS, Window, WindowRow};
