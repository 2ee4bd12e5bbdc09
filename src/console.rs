//! What a script and a person at a prompt have in common: options, the streams of answers and of
//! messages, what is written to them and how, Ctrl-C, and where ledgers and saved queries are found.

pub(crate) mod apart;
pub(crate) mod command_line;
pub(crate) mod explain;
pub(crate) mod input;
pub(crate) mod interrupt;
pub(crate) mod ledger;
pub(crate) mod listing;
pub(crate) mod messages;
pub(crate) mod options;
pub(crate) mod output;
pub(crate) mod pager;
pub(crate) mod params;
pub(crate) mod progress;
pub(crate) mod saved;
pub(crate) mod schema;
pub(crate) mod stop;
pub(crate) mod stream;
pub(crate) mod transcript;

pub use stop::Stop;
pub use transcript::Transcript;
