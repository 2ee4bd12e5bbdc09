//! A prompt: talks to a person.
//!
//! [`Session`] is the conversation, without a terminal: [`Session::line`] takes what a person types.
//! [`COMMANDS`] is the table of commands. The editor, on a terminal, only feeds it lines.

mod commands;
mod config;
mod editor;
mod memory;
mod page;
pub(crate) mod script;
mod session;
mod settings;
mod topics;
mod watch;

pub use crate::console::Stop;
pub use crate::console::Transcript;
pub use commands::{Argument, COMMANDS, Command, Flow, Section, find};
pub use session::Session;

#[cfg(test)]
use settings::SETTINGS;

/// Holds a conversation on a terminal, begun with what the person keeps for each.
pub(crate) fn run(session: &mut Session) -> Result<(), Stop> {
    session.converse().messages.be_brief();
    if let Some(folder) = config::folder().filter(|_| session.starts_up())
        && config::begin(session, &folder) == Flow::Leave
    {
        return Ok(());
    }
    editor::run(session)
}

/// Returns the name of each setting, what it takes and what it says.
pub fn settings() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let settings = settings::SETTINGS.iter();
    settings.map(|setting| (setting.name, setting.takes, setting.help))
}
