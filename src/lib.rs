//! `whosaid`: a plain-text ledger and query language for attributed claims in news reporting.

pub mod answer;
pub mod bind;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod engine;
pub mod exec;
pub mod golden;
pub mod model;
pub mod operator;
pub mod plan;
pub mod render;
#[cfg(feature = "cli")]
mod repl;
pub mod store;
pub mod syntax;
pub mod value;
