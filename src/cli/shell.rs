//! `completions`: the scripts by which shells complete the command line.

use clap_complete::Shell;

use super::command_line;
use super::messages::Messages;
use super::options::Options;
use super::output::Output;
use super::stop::Stop;

/// Writes the script of a shell.
pub(super) fn run(shell: Shell, options: &Options) -> Result<(), Stop> {
    let mut command = command_line::command_to_complete();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "whosaid", &mut script);
    let script = String::from_utf8_lossy(&script);
    Output::new(options).text(&script, &Messages::new(options))
}
