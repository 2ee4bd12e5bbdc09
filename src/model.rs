//! Record kinds, each with its one table of fields, and loading a ledger from its files.
//!
//! A **proposition** (what is said to be so) is committed to or denied in a **claim**, which
//! reaches a page in a **report**; an **assessment** is our own analyst's. The table of each kind
//! stands in a file of its own below [`kinds`] and is all there is to say about its fields: the
//! loader, the store, the planner, `schema`, completion and the documentation read it.

mod field;
mod kind;
pub mod kinds;
mod load;
mod record;
pub(crate) mod relations;
mod settle;

pub use field::{Field, Origin, type_name};
pub use kind::{Kind, Schema, View};
pub use load::{
    Loaded, Progress, Stage, Text, ledger_files, ledger_files_within, load_folder,
    load_folder_telling, load_texts,
};
pub use record::{Ledger, Link, Record, Table, Value};
