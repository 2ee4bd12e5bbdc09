//! The whole life of a process: the seeds are loaded, one query is asked, the answer printed.

use std::process::{Command, Stdio};
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};

const QUERY: &str = "claims where source = \"Turkish diplomatic source\" and year >= 2019";

fn startup(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("process");
    group.measurement_time(Duration::from_secs(5));
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    group.bench_function("version", |bencher| bencher.iter(|| run(&["--version"])));
    group.bench_function("seeds and one query", |bencher| {
        bencher.iter(|| run(&["query", "--ledger", seeds, QUERY]));
    });
    group.finish();
}

fn run(arguments: &[&str]) {
    let status = Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("the program can be started");
    assert!(status.success(), "the program does what it is asked");
}

criterion_group!(benches, startup);
criterion_main!(benches);
