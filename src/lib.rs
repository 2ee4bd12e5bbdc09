//! `whosaid`: a plain-text ledger and query language for attributed claims in news reporting.

pub mod value;
