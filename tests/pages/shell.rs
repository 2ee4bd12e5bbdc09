//! Command lines as readers of a page type them.

use std::path::Path;
use std::process::Command;

/// Runs a command line as a shell in a folder would; returns all it printed.
pub(crate) fn run(command: &str, folder: &Path) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_whosaid"));
    let programs = program.parent().expect("a folder of programs");
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(programs.to_owned()).chain(std::env::split_paths(&path));
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1; {command}")])
        .current_dir(folder)
        .env(
            "PATH",
            std::env::join_paths(folders).expect("folders without colons"),
        )
        .env_remove("WHOSAID_LEDGER")
        .env("NO_COLOR", "1")
        .output()
        .expect("a shell");
    String::from_utf8(output.stdout).expect("UTF-8")
}
