//! `whosaid`: a plain-text ledger and query language for attributed claims in news reporting.

pub mod answer;
pub mod diagnostic;
pub mod engine;
pub mod golden;
pub mod operator;
pub mod render;
pub mod syntax;
pub mod value;
