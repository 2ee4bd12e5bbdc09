//! `completions`: the scripts by which shells complete the command line.

use clap_complete::Shell;

use crate::console::command_line;
use crate::console::messages::Messages;
use crate::console::options::Options;
use crate::console::output::Output;
use crate::console::stop::Stop;

/// Writes the script of a shell.
pub(super) fn run(shell: Shell, options: &Options) -> Result<(), Stop> {
    let mut command = command_line::command_to_complete();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "whosaid", &mut script);
    let script = String::from_utf8_lossy(&script);
    Output::new(options).text(&script, &Messages::new(options))
}
