//! How long whole processes take: started, a ledger read, a query asked, the answer printed, ended.
//!
//! Each runs again and again; the median counts, and the quartiles tell how steady it is.
//! `WHOSAID_BENCH_RUNS` gives another number of runs.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The number of runs unless `WHOSAID_BENCH_RUNS` gives another.
const RUNS: usize = 200;

const QUERY: &str = "claims where source = \"Turkish diplomatic source\" and year >= 2019";

fn main() {
    let runs = match std::env::var("WHOSAID_BENCH_RUNS") {
        Ok(runs) => runs.parse().expect("WHOSAID_BENCH_RUNS is a number"),
        Err(_) => RUNS,
    };
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let cases: [(&str, &[&str]); 2] = [
        ("version", &["--version"]),
        ("seeds and one query", &["query", "--ledger", seeds, QUERY]),
    ];
    let mut out = io::stdout().lock();
    for (name, arguments) in cases {
        // The first finds the program and its files on a disk, perhaps.
        run(arguments);
        let mut times: Vec<Duration> = (0..runs.max(1)).map(|_| run(arguments)).collect();
        times.sort();
        let [first, median, last] = [1, 2, 3].map(|quarter| times[(times.len() - 1) * quarter / 4]);
        writeln!(
            out,
            "{name:<24} {median:>10.2?}, half of them {first:.2?} to {last:.2?}"
        )
        .expect("it can be written");
    }
}

/// Runs the program to its end and returns the time that took.
fn run(arguments: &[&str]) -> Duration {
    let begun = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the program can be started");
    let time = begun.elapsed();
    assert!(status.success(), "the program does what it is asked");
    time
}
