//! A ledger held against the original texts, and its files mended.
//!
//! [`Survey`] says how every document and report of a ledger stands to a folder of originals.
//! [`Plan`] turns that into changes of single values, and says what is left to a person;
//! [`Plan::write`] carries it out. No byte of a file is touched that no change is about.

mod edit;
mod passages;
mod plan;
mod survey;
mod texts;

pub use passages::Passage;
pub use plan::{Act, Change, Plan, Written};
pub use survey::Survey;
pub use texts::Text;
