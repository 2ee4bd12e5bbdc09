//! Every operator, function and aggregate, once: spelling, binding power, types, help.

mod infix;

pub use infix::{INFIX, Infix, InfixOperator, PREFIX, Power, Prefix, PrefixOperator};
