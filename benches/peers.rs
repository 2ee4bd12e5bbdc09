//! The same questions asked of whosaid and of databases, over the same generated ledger, in one run.
//!
//! The peers are reached through Python: `sqlite`, which comes with it, and `duckdb` and `kuzu` where
//! they are installed (`WHOSAID_BENCH_PYTHON` names the interpreter). Each holds the ledger in
//! memory with the indexes that serve the questions. The certain and the possible answer are
//! written out in SQL or Cypher by hand (`questions.tsv`), and must be those of whosaid.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a benchmark talks to whoever runs it"
)]

#[path = "generate.rs"]
mod generate;
#[path = "peers/tables.rs"]
mod tables;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use whosaid::{Answer, Ledger, Uncertain};

/// The number of claims unless `WHOSAID_BENCH_CLAIMS` gives another.
const CLAIMS: u32 = 1_000_000;
/// How often each question is asked after the first time.
const TIMES: usize = 7;
/// Each question: its name, then what whosaid, SQL and Cypher call it.
const QUESTIONS: &str = include_str!("peers/questions.tsv");
const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/peers/peers.py");

fn main() {
    let claims = env::var("WHOSAID_BENCH_CLAIMS").map_or(CLAIMS, |claims| {
        claims.parse().expect("WHOSAID_BENCH_CLAIMS is a number")
    });
    let records = generate::ledger(claims);
    let folder = Folder::new();
    tables::write(&records, &folder.0).expect("the tables can be written");
    let ledger = Ledger::from_records(&records);
    drop(records);

    println!("{claims} claims, medians of {TIMES} in ms");
    let mut engines = vec!["whosaid".to_owned()];
    let mut results = BTreeMap::new();
    for (place, question) in questions().enumerate() {
        let query = ledger.query(question.whosaid);
        let ask = || query.ask().expect("the query is right").answer;
        let result = sizes(&ask());
        results.insert((place, "whosaid".to_owned()), (median(&ask), result));
    }
    for (engine, place, measured) in peers(&folder.0) {
        if !engines.contains(&engine) {
            engines.push(engine.clone());
        }
        results.insert((place, engine), measured);
    }
    draw(&engines, &results);
}

/// One question in the languages it is asked in; `-` where a language has none.
struct Question {
    name: &'static str,
    whosaid: &'static str,
}

fn questions() -> impl Iterator<Item = Question> {
    QUESTIONS.lines().skip(1).map(|line| {
        let mut cells = line.split('\t');
        let mut next = || cells.next().expect("a question has its cells");
        Question {
            name: next(),
            whosaid: next(),
        }
    })
}

/// The least and the greatest count; of groups their number, and the sum of their greatest counts.
type Sizes = (u64, u64);

fn sizes(answer: &Answer) -> Sizes {
    #[derive(serde::Deserialize)]
    struct Counted {
        count: Uncertain<f64>,
    }
    let counts: Vec<Uncertain<f64>> = answer
        .rows::<Counted>()
        .map(|row| row.expect("a count").count)
        .collect();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "counts are whole and not negative"
    )]
    let whole = |count: Option<f64>| count.expect("a count has ends") as u64;
    match counts.as_slice() {
        [count] if answer.columns.len() == 1 => (whole(count.lo), whole(count.hi)),
        counts => (
            counts.len() as u64,
            counts.iter().map(|count| whole(count.hi)).sum(),
        ),
    }
}

fn median<T>(ask: &dyn Fn() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..TIMES)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(ask());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[TIMES / 2]
}

/// Asks the peers; tells on standard error which there are none of.
fn peers(folder: &Path) -> Vec<(String, usize, (Duration, Sizes))> {
    let python = env::var("WHOSAID_BENCH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let output = Command::new(&python)
        .arg(SCRIPT)
        .arg(folder)
        .arg(TIMES.to_string())
        .stderr(Stdio::inherit())
        .output();
    let Ok(output) = output else {
        eprintln!("no peers: ‘{python}’ cannot be run");
        return Vec::new();
    };
    assert!(output.status.success(), "the peers answer");
    let text = String::from_utf8(output.stdout).expect("the peers write UTF-8");
    text.lines().map(measured).collect()
}

/// Reads `engine place milliseconds least greatest`.
fn measured(line: &str) -> (String, usize, (Duration, Sizes)) {
    let cells: Vec<&str> = line.split('\t').collect();
    let [engine, place, milliseconds, least, greatest] = cells[..] else {
        panic!("the peers write five cells: {line}");
    };
    let milliseconds: f64 = milliseconds.parse().expect("a time");
    let duration = Duration::from_secs_f64(milliseconds / 1000.0);
    let whole = |cell: &str| cell.parse::<u64>().expect("a count");
    let place = place.parse().expect("a place");
    let sizes = (whole(least), whole(greatest));
    (engine.to_owned(), place, (duration, sizes))
}

/// Draws a line a question, and fails where the answers differ.
fn draw(engines: &[String], results: &BTreeMap<(usize, String), (Duration, Sizes)>) {
    print!("{:34}", "question");
    engines.iter().for_each(|engine| print!("{engine:>14}"));
    println!("   answer");
    let mut differ = Vec::new();
    for (place, question) in questions().enumerate() {
        print!("{:34}", question.name);
        let (_, ours) = results[&(place, "whosaid".to_owned())];
        for engine in engines {
            match results.get(&(place, engine.clone())) {
                Some((time, _)) => print!("{:14.2}", time.as_secs_f64() * 1000.0),
                None => print!("{:>14}", "-"),
            }
            let theirs = results.get(&(place, engine.clone()));
            if let Some((_, theirs)) = theirs.filter(|(_, theirs)| *theirs != ours) {
                differ.push(format!(
                    "{} {engine}: {theirs:?}, whosaid {ours:?}",
                    question.name
                ));
            }
        }
        println!("   {}..{}", ours.0, ours.1);
    }
    assert!(
        differ.is_empty(),
        "the answers differ:\n{}",
        differ.join("\n")
    );
}

/// A folder for the tables, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        let folder = env::temp_dir().join(format!("whosaid-peers-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder can be made");
        Folder(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Nothing depends on it.
        let _ = fs::remove_dir_all(&self.0);
    }
}
