//! A prompt: talks to a person.
//!
//! [`Session`] is the conversation, without a terminal: [`Session::line`] takes what a person types.
//! [`COMMANDS`] is the table of commands. The editor, on a terminal, only feeds it lines.

mod commands;
mod editor;
pub(crate) mod script;
mod session;
mod settings;
mod topics;
mod transcript;

pub use crate::cli::Stop;
pub use commands::{Argument, COMMANDS, Command, Flow, Section, find};
pub(crate) use editor::run;
pub use session::Session;
pub use transcript::Transcript;

#[cfg(test)]
use settings::SETTINGS;

/// Returns the name of each setting, what it takes and what it says.
pub fn settings() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let settings = settings::SETTINGS.iter();
    settings.map(|setting| (setting.name, setting.takes, setting.help))
}
