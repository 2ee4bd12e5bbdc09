//! Why the program ends otherwise than well.

/// Why the program, a query or a command ends early; what is wrong has been told by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The reader of the results has gone.
    Closed,
    /// A test or a check failed.
    Failed,
    /// The command line, or a command, makes no sense.
    Usage,
    /// A query is wrong.
    Query,
    /// The ledger cannot be opened.
    Ledger,
    /// Something failed while it ran.
    Runtime,
    /// Somebody pressed Ctrl-C.
    Interrupted,
}

impl Stop {
    /// The exit code for a wrong command line.
    pub(crate) const USAGE: u8 = 2;

    /// Returns the exit code.
    pub fn code(self) -> u8 {
        match self {
            Stop::Closed => 0,
            Stop::Failed => 1,
            Stop::Usage => Stop::USAGE,
            Stop::Query => 3,
            Stop::Ledger => 4,
            Stop::Runtime => 5,
            Stop::Interrupted => Stop::INTERRUPTED,
        }
    }

    /// The exit code after Ctrl-C, as shells have it.
    pub(crate) const INTERRUPTED: u8 = 130;

    /// Tells whether what comes behind it may still be done, where the rest is wanted: anything goes
    /// on but for what a person ended, and what nobody reads.
    pub fn allows_more(self) -> bool {
        match self {
            Stop::Closed | Stop::Interrupted => false,
            Stop::Failed | Stop::Usage | Stop::Query | Stop::Ledger | Stop::Runtime => true,
        }
    }
}
