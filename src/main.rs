//! The `whosaid` program.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// A ledger is read, and queries are answered, on threads of their own: there it takes memory in
/// larger pieces than the system's does.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    whosaid::cli::main()
}
