//! How long queries over a generated ledger go on once they are cancelled.
//!
//! Each is asked once to its end, and then again and again with its flag raised a little later each
//! time; the longest wait counts, in time of its own thread where the system tells it, so that what
//! else the machine does is left out. An answer that came all the same is freed afterwards. `WHOSAID_BENCH_CLAIMS` gives another number of claims, an argument
//! picks the rows whose name holds it.

mod generate;

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use whosaid::render::{MODES, Mode, Options};
use whosaid::{Day, Error, Ledger};

/// The number of claims unless `WHOSAID_BENCH_CLAIMS` gives another.
const CLAIMS: u32 = 1_000_000;

/// How often each is cancelled.
const TIMES: u32 = 24;

/// What is slow, each with a name.
const QUERIES: &[(&str, &str)] = &[
    ("rows", "claims"),
    (
        "rows of many columns",
        "claims | select id, said, source, content, source.party, about, year",
    ),
    ("sort by text", "claims | sort content | take 10"),
    ("sort by ids, descending", "claims | sort id desc | take 10"),
    ("sort by two", "claims | sort source desc, said | take 10"),
    (
        "group by text",
        "claims | group content aggregate count() | take 10",
    ),
    (
        "group by two links",
        "claims | count by source, about | take 10",
    ),
    ("distinct texts", "claims | distinct content | take 10"),
    (
        "first per source",
        "claims | sort said desc | take 1 per source",
    ),
    (
        "search",
        "claims | search \"prisoner exchange bounty\" | take 10",
    ),
    (
        "regular expression",
        "claims where content matches /prison.*(bounty|camp)/ | count",
    ),
    (
        "part of a text",
        "claims where content contains \"prisoner exchange\" | count",
    ),
    ("near names", "claims where source ~ \"sourse 777\" | count"),
    (
        "many differences",
        "claims | derive said - when as n | sort n desc | take 10",
    ),
    (
        "functions of texts",
        "claims | derive upper(content) as t | sort t | take 10",
    ),
    (
        "pairs",
        "claims as c where stance = deny and exists (claims where source = c.source and said > c.said and stance = assert) | count",
    ),
    (
        "counts of pairs",
        "claims as c | derive count(source.claims[said > c.said]) as n | sort n desc | take 10",
    ),
    (
        "union",
        "claims | union (claims where stance = deny) | count",
    ),
    (
        "union of columns",
        "claims | select source, said | union (claims | select source, said) | count",
    ),
    (
        "intersection of columns",
        "claims | select source, said | intersect (claims | select source, said) | count",
    ),
    ("describe", "claims | describe"),
    (
        "windows",
        "claims | sort said | derive row() as n, lag(said) as before, rank() as place per source | take 10",
    ),
    (
        "running counts",
        "claims | sort said | derive running(count()) as n per source, year | take 10",
    ),
    (
        "aggregates",
        "claims | group source aggregate count(), min(said), max(said), count(distinct about) | take 10",
    ),
    (
        "lists",
        "claims | group source aggregate list(stance), first(content) | take 10",
    ),
    (
        "totals",
        "claims | group source aggregate count(), count(distinct about) | totals",
    ),
    (
        "pivot",
        "claims | pivot source by year aggregate count() | take 10",
    ),
    ("expand", "claims | expand about | count by about | take 10"),
    (
        "repeat",
        "claims where exists denied_by{1..4}[stance = assert] | count",
    ),
    (
        "without an outlet",
        "claims without \"outlet 3\" | count by year",
    ),
    ("as of a day", "claims as of 2019 | count by source"),
    (
        "an empty answer",
        "claims where stance = deny and said > 2100 and content contains \"zzz\" and about.country = \"Kenya\"",
    ),
];

/// A stream that takes nothing more once a flag is raised.
struct Cancellable(Arc<AtomicBool>);

impl Write for Cancellable {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.load(Ordering::Relaxed) {
            return Err(io::Error::other("interrupted"));
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn main() {
    let claims = match std::env::var("WHOSAID_BENCH_CLAIMS") {
        Ok(claims) => claims.parse().expect("WHOSAID_BENCH_CLAIMS is a number"),
        Err(_) => CLAIMS,
    };
    let picked = std::env::args().skip(1).find(|arg| !arg.starts_with('-'));
    let picked = |name: &str| {
        picked
            .as_ref()
            .is_none_or(|part| name.contains(part.as_str()))
    };
    let ledger = Ledger::from_records(&generate::ledger(claims));
    let mut out = io::stdout().lock();
    let mut told = |name: &str, whole: Duration, waits: &[Duration]| {
        let longest = waits.iter().max().copied().unwrap_or_default();
        writeln!(
            out,
            "{name:<32} {whole:>10.1?} in all, {longest:>10.1?} after"
        )
        .expect("it can be written");
    };
    for (name, query) in QUERIES.iter().filter(|(name, _)| picked(name)) {
        let ask = |flag: &Arc<AtomicBool>| {
            let query = ledger
                .query(*query)
                .today(Day::from_civil(2025, 1, 1).expect("a day"));
            match query.cancel(Arc::clone(flag)).ask() {
                Ok(reply) => Some(reply),
                Err(Error::Cancelled) => None,
                Err(error) => panic!("{name}: {error}"),
            }
        };
        let (whole, waits) = waits(&ask);
        told(name, whole, &waits);
    }
    let answer = ledger
        .query("claims | select id, said, source, content")
        .ask();
    let answer = answer.expect("the query is right").answer;
    for Mode { name, write, .. } in MODES.iter().filter(|mode| mode.needs.is_none()) {
        let name = format!("written as {name}");
        if picked(&name) {
            let draw = |flag: &Arc<AtomicBool>| {
                drop(write(
                    &answer,
                    &Options::default(),
                    &mut Cancellable(Arc::clone(flag)),
                ));
            };
            let (whole, waits) = waits(&draw);
            told(&name, whole, &waits);
        }
    }
}

/// Measures how long something takes, and how long it goes on when it is cancelled at different
/// times.
fn waits<T>(run: &(impl Fn(&Arc<AtomicBool>) -> T + Sync)) -> (Duration, Vec<Duration>) {
    drop(run(&Arc::default()));
    let begun = Instant::now();
    let given = run(&Arc::default());
    let whole = begun.elapsed();
    drop(given);
    let wait = |time: u32| {
        let flag = Arc::new(AtomicBool::new(false));
        let (name, named) = mpsc::channel();
        thread::scope(|scope| {
            let running = scope.spawn(|| {
                let own = fs::read_link("/proc/thread-self").unwrap_or_default();
                name.send(Path::new("/proc").join(own))
                    .expect("it is awaited");
                let _given = run(&flag);
                now(Path::new("/proc/thread-self"))
            });
            let thread = named.recv().expect("it has begun");
            thread::sleep(whole * time / TIMES);
            let raised = now(&thread);
            flag.store(true, Ordering::Relaxed);
            let ended = running.join().expect("it ends");
            ended.saturating_sub(raised)
        })
    };
    (whole, (1..TIMES).map(wait).collect())
}

/// Returns the time that a thread has run, or else that of day.
fn now(thread: &Path) -> Duration {
    let told = fs::read_to_string(thread.join("schedstat")).unwrap_or_default();
    let own = told.split(' ').next().and_then(|time| time.parse().ok());
    let of_day = || {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default()
    };
    own.map_or_else(of_day, Duration::from_nanos)
}
