//! Text cases: read, run, compare, re-record.
//!
//! A file holds many cases. Before the first stand comments and what holds for all of them:
//!
//! ```text
//! # Who denied what.
//! ledger: ../seeds
//! today: 2025-01-01
//! format: table
//! param who=Turkey
//!
//! === denials by Turkey
//! claims where stance = deny and source.country = $who
//! ---
//! id       │ said
//! ─────────┼───────────
//! 003-deny │ 2024-11-18
//! note: 1 row
//! ```
//!
//! `ledger` is a path seen from the file. A query that is `run PATH -p NAME=VALUE` asks the query
//! file at PATH, seen from the file too, with values for its parameters. The output is what every query gives in the file's format, its notes
//! and its warnings behind it, or the diagnostics of what is wrong. An output line that begins
//! with `===` is written with a `\` before it.

mod asked;
mod diff;
mod runner;
mod suite;
mod transcript;

pub(crate) use asked::{Asked, words};
pub use diff::diff;
pub use runner::{Broken, Failure, Location, Mode, Outcome, Runner, files};
pub use suite::{Case, Header, Suite};
pub use transcript::{lack, notice, transcript};

/// The extension of files that hold cases.
pub const EXTENSION: &str = "golden";
