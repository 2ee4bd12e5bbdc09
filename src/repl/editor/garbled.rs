//! Keys that are no text: bytes that are not UTF-8, from a paste or a terminal of another encoding.

use std::io;

use rustyline::error::ReadlineError;

use crate::diagnostic::Diagnostic;
use crate::repl::session::Session;

/// Tells whether what was read was no text.
pub(super) fn is_garbled(error: &ReadlineError) -> bool {
    matches!(error, ReadlineError::Io(error) if error.kind() == io::ErrorKind::InvalidData)
}

/// Leaves out what came with bytes that are no text, and tells so.
pub(super) fn leave_out(session: &Session) {
    // Where that fails the rest is taken as if it had been typed.
    let _ = take_rest();
    let message = "what was typed or pasted is not UTF-8; it is left out";
    let warning = Diagnostic::warning("garbled", message);
    session.messages.report(&warning.into());
}

/// Takes what the terminal sends up to a pause, so that no line of the rest of a paste is run.
#[cfg(unix)]
fn take_rest() -> io::Result<()> {
    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

    let input = io::stdin();
    let usual = tcgetattr(&input)?;
    let mut raw = usual.clone();
    raw.make_raw();
    tcsetattr(&input, OptionalActions::Flush, &raw)?;
    let taken = read_to_a_pause(&input);
    tcsetattr(&input, OptionalActions::Now, &usual)?;
    taken
}

#[cfg(unix)]
fn read_to_a_pause(input: &io::Stdin) -> io::Result<()> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    /// After so long nothing more of it comes.
    const PAUSE: Timespec = Timespec {
        tv_sec: 0,
        tv_nsec: 50_000_000,
    };
    /// So many reads at most: who sends without an end is not waited for.
    const MOST: usize = 4096;
    let mut bytes = [0; 4096];
    for _ in 0..MOST {
        let mut ready = [PollFd::new(input, PollFlags::IN)];
        if poll(&mut ready, Some(&PAUSE))? == 0 || rustix::io::read(input, &mut bytes)? == 0 {
            break;
        }
    }
    Ok(())
}

/// What the editor has read ahead went with the line, and it reads all there is.
#[cfg(not(unix))]
fn take_rest() -> io::Result<()> {
    Ok(())
}
