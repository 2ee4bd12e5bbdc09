//! A small program with the library inside: what it opens, asks, reads and is told.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use whosaid::answer::{Cell, Data, Note};
use whosaid::model::{Stage, Text};
use whosaid::value::Type;
use whosaid::{
    Answer, CandidateKind, Day, Doubtful, Error, Ledger, Query, RecordCell, Reply, Settings,
    Uncertain,
};

fn seeds() -> Ledger {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    Ledger::open(folder).expect("the seeds are sound")
}

/// Opens a ledger of one day, one stretch, one figure and one doubtful source.
fn small() -> Ledger {
    let text = r#"
        [[entity]]
        id = "city"
        name = "The city"
        kind = "state"
        aka = ["The town"]
        [[document]]
        id = "d"
        title = "The bridge"
        published = "2024-05-03"
        [[claim]]
        id = "sure"
        text = "The bridge was closed."
        source = "city"
        said = "2024-05-02"
        at = "p1"
        [[claim.figure]]
        value = "3~"
        of = "bridges"
        [[claim]]
        id = "doubtful"
        text = "The road was closed."
        stance = "deny"
        source = "city?"
        said = "2024-04-30/2024-05-02"
        at = "p2"
        [[claim.figure]]
        value = "20000 USD"
    "#;
    let file = Text {
        name: "small.toml".to_owned(),
        text: text.to_owned(),
    };
    Ledger::from_texts([file]).unwrap_or_else(|error| panic!("{error}"))
}

fn answer(query: &Query<'_>) -> Answer {
    let Reply { answer, warnings } = query.ask().unwrap_or_else(|error| panic!("{error}"));
    assert!(warnings.diagnostics.is_empty(), "{}", warnings.lines());
    answer
}

fn read<T: for<'a> Deserialize<'a>>(ledger: &Ledger, text: &str) -> Result<Vec<T>, String> {
    let rows: Result<Vec<T>, _> = answer(&ledger.query(text)).rows().collect();
    rows.map_err(|error| error.to_string())
}

#[test]
fn a_program_asks_and_reads_what_it_asked_for() -> Result<(), Error> {
    #[derive(Deserialize)]
    struct Claim {
        id: String,
        said: Uncertain<Day>,
        stance: Stance,
        source: Vec<Doubtful<RecordCell>>,
        note: Option<String>,
    }
    #[derive(Deserialize, Debug, PartialEq)]
    #[serde(rename_all = "lowercase")]
    enum Stance {
        Assert,
        Deny,
    }
    let ledger = small();
    assert!(ledger.warnings().diagnostics.is_empty());
    let query = ledger.query("claims | select id, said, stance, source, note");
    let answer = query.ask()?.answer;
    let claims: Vec<Claim> = answer.rows().collect::<Result<_, _>>()?;
    let day = Day::parse;
    assert_eq!(claims.len(), 2);
    assert_eq!(claims[0].id, "sure");
    assert_eq!(claims[0].said.lo, day("2024-05-02"));
    assert_eq!(claims[0].said.lo, claims[0].said.hi);
    assert_eq!(claims[1].said.lo, day("2024-04-30"));
    assert_eq!(claims[1].said.text, "2024-04-30/2024-05-02");
    assert_eq!(claims[1].stance, Stance::Deny);
    assert!(!claims[0].source[0].doubtful && claims[1].source[0].doubtful);
    assert_eq!(&*claims[1].source[0].value.label, "The city");
    assert_eq!(claims[0].note, None);
    Ok(())
}

#[test]
fn a_row_is_a_struct_a_tuple_or_one_value() {
    let ledger = small();
    let counted = read::<(String, u8)>(&ledger, "claims | count by stance");
    assert_eq!(counted, Ok(vec![("assert".into(), 1), ("deny".into(), 1)]));
    assert_eq!(read::<u32>(&ledger, "claims | count"), Ok(vec![2]));
    let ids = read::<String>(&ledger, "claims | select id");
    assert_eq!(ids, Ok(vec!["sure".into(), "doubtful".into()]));
    let days = read::<Day>(&ledger, "documents | select published");
    assert_eq!(days, Ok(vec![Day::parse("2024-05-03").expect("a day")]));
    let maps = read::<Value>(&ledger, "documents | select id, url");
    assert_eq!(maps, Ok(vec![json!({ "id": "d", "url": null })]));
}

#[test]
fn a_value_does_not_lose_its_doubt_or_an_end_unnoticed() {
    let ledger = small();
    let said = "claims | sort id | select said";
    assert_eq!(
        read::<String>(&ledger, said),
        Ok(vec!["2024-04-30/2024-05-02".into(), "2024-05-02".into()])
    );
    let error = read::<Day>(&ledger, said).expect_err("it is some day of three");
    assert!(
        error.starts_with("row 0, ‘said’: ‘2024-04-30/2024-05-02’ is no day"),
        "{error}"
    );
    let error = read::<f64>(&ledger, "figures | select value").expect_err("2 to 4");
    assert_eq!(
        error,
        "row 0, ‘value’: ‘2..4’ is no plain value: read it into a struct with ‘lo’ and ‘hi’"
    );
    let values = read::<(Uncertain<f64>,)>(&ledger, "figures | select value").expect("ends");
    assert_eq!((values[0].0.lo, values[0].0.hi), (Some(2.0), Some(4.0)));
    assert_eq!(values[1].0.unit.as_deref(), Some("USD"));
    let sources = "claims where id = \"doubtful\" | select source";
    let error = read::<(Vec<RecordCell>,)>(&ledger, sources).expect_err("it is doubtful");
    assert!(error.contains("‘The city?’ is doubtful"), "{error}");
    let texts = read::<(Vec<String>,)>(&ledger, sources);
    assert_eq!(texts, Ok(vec![(vec!["The city?".into()],)]));
}

#[test]
fn a_row_that_does_not_fit_says_where_and_why() {
    #[derive(Deserialize, Debug)]
    struct Wrong {
        #[allow(dead_code)]
        sad: String,
    }
    let ledger = small();
    let error = read::<Wrong>(&ledger, "claims | select id, said").expect_err("no such column");
    assert_eq!(
        error,
        "row 0: there is no column ‘sad’; the columns are id, said"
    );
    let error = read::<(String,)>(&ledger, "claims | select id, said").expect_err("two");
    assert_eq!(error, "row 0: it has 2 columns, not 1");
    let error = read::<String>(&ledger, "claims | select id, said").expect_err("two");
    assert!(
        error.contains("read it into a struct or a tuple"),
        "{error}"
    );
    let error = read::<(String,)>(&ledger, "claims | select note").expect_err("none has one");
    assert!(error.contains("read it into an Option"), "{error}");
    let error = read::<(u8,)>(&ledger, "claims | select id").expect_err("a text");
    assert!(error.starts_with("row 0, ‘id’: invalid type"), "{error}");
}

#[test]
fn rows_that_are_only_possible_are_seen_and_marked() {
    let answer = answer(&small().query("claims where said < 2024-05-01 | select id"));
    assert_eq!((answer.len(), answer.certain_rows().count()), (1, 0));
    let row = answer.iter().next().expect("a row");
    assert!(!row.is_certain());
    assert_eq!(row.read::<&str>(), Ok("doubtful"));
    assert_eq!(
        row.cell("id"),
        Some(&Cell::One(Data::Text("doubtful".into())))
    );
    assert!(answer.rows::<String>().next().is_none());
    assert!(
        answer.notes.contains(&Note::Possible(1)),
        "{:?}",
        answer.notes
    );
    assert_eq!(
        answer.column("id").map(|column| column.ty),
        Some(Type::Text)
    );
    let json = serde_json::to_value(&answer).expect("an answer has a form");
    assert_eq!(json["rows"], json!([]));
    assert_eq!(json["possible"], json!([{ "id": "doubtful" }]));
    assert_eq!(json["notes"][0], json!({ "possible": 1 }));
    assert_eq!(json["columns"], json!([{ "name": "id", "type": "text" }]));
}

#[test]
fn parameters_are_values_and_never_more_of_the_query() {
    let ledger = seeds();
    let text = "claims where source.party = $party | count";
    let count = |party: &str| {
        let answer = answer(&ledger.query(text).param("party", party));
        let mut rows = answer.rows::<(Uncertain<u32>,)>();
        rows.next().expect("a row").expect("a count").0.lo
    };
    assert!(count("Hamas") > Some(0));
    let sly = ledger.query(text).param("party", "Hamas\" or true or \"x");
    let warnings = sly.ask().expect("one text that nothing bears").warnings;
    assert_eq!(warnings.diagnostics[0].code, "unborne-name");
    let number = ledger.query("claims | take $n").param("n", 3);
    assert_eq!(answer(&number).len(), 3);
    let missing = ledger.query(text).ask().expect_err("it has no value");
    assert_eq!(missing.report().diagnostics[0].code, "unknown-parameter");
}

#[test]
fn a_prepared_query_is_asked_again_from_many_threads() {
    let ledger = seeds();
    let prepared = ledger.query("claims where source = \"Hamas\"").prepare();
    let prepared = prepared.expect("it is sound");
    assert!(prepared.warnings().diagnostics.is_empty());
    let first = prepared.ask().expect("it is answered").answer;
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| assert_eq!(prepared.ask().expect("it is answered").answer, first));
        }
    });
    let wrong = ledger
        .query("claims where not source = \"Nobody Atall\"")
        .prepare();
    let error = wrong.expect_err("it would widen the answer");
    assert_eq!(error.report().diagnostics[0].code, "unborne-name");
    let narrow = ledger
        .query("claims where source = \"Nobody Atall\"")
        .prepare();
    let narrow = narrow.expect("it only narrows");
    assert_eq!(narrow.warnings().diagnostics.len(), 1);
    assert_eq!(narrow.ask().expect("no rows").warnings.diagnostics.len(), 1);
}

#[test]
fn limits_and_cancelling_end_a_query() {
    let ledger = seeds();
    let pairs = "claims where exists denied_by";
    let rows = ledger.query(pairs).row_limit(10).ask();
    assert!(matches!(rows, Err(Error::TooManyRows(10))), "{rows:?}");
    let time = ledger.query(pairs).timeout(Duration::ZERO).ask();
    assert!(matches!(time, Err(Error::OutOfTime)), "{time:?}");
    let flag = Arc::new(AtomicBool::new(false));
    let query = ledger.query(pairs).cancel(Arc::clone(&flag));
    assert!(query.ask().is_ok());
    flag.store(true, Ordering::Relaxed);
    assert!(matches!(query.ask(), Err(Error::Cancelled)));
}

#[test]
fn errors_are_of_one_type_and_say_all() {
    fn run(text: &str) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
        let ledger = Ledger::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds"))?;
        let answer = ledger.query(text).ask()?.answer;
        let rows: Vec<String> = answer.rows().collect::<Result<_, _>>()?;
        Ok(rows.len())
    }
    assert!(run("documents | select id").is_ok());
    let error = run("documents where a = 1 and b = 2").expect_err("no such fields");
    assert_eq!(error.to_string().lines().count(), 2, "{error}");
    let error = run("documents; claims").expect_err("two");
    assert_eq!(error.to_string(), "the text has 2 queries, not one");
    let error = Ledger::open("no/such/folder").expect_err("there is none");
    assert!(matches!(error, Error::Ledger(_)), "{error}");
    assert!(error.to_string().contains("[no-ledger]"), "{error}");
}

#[test]
fn what_is_opened_and_asked_may_go_to_other_threads() {
    fn is_sent_and_shared<T: Send + Sync>() {}
    is_sent_and_shared::<Ledger>();
    is_sent_and_shared::<Query<'_>>();
    is_sent_and_shared::<whosaid::Prepared<'_>>();
    is_sent_and_shared::<Reply>();
    is_sent_and_shared::<Error>();
}

#[test]
fn the_library_alone_needs_no_crate_of_the_command_line() {
    let cargo = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--offline",
            "--no-default-features",
            "--edges",
            "normal",
        ])
        .args(["--prefix", "none", "--format", "{p}"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8_lossy(&cargo.stdout);
    assert!(
        tree.contains("whosaid v"),
        "{}",
        String::from_utf8_lossy(&cargo.stderr)
    );
    for name in ["clap", "rustyline", "terminal_size", "ctrlc", "crossterm"] {
        let line = tree
            .lines()
            .find(|line| line.starts_with(&format!("{name} ")));
        assert_eq!(line, None);
    }
}

#[test]
fn a_program_offers_what_may_be_written() {
    let ledger = small();
    let settings = Settings::default();
    let text = "claims where stance = deny and source = \"to\" | count";
    let cursor = text.find("\" |").expect("the text has it");
    let found = ledger.complete(text, cursor, &settings);
    assert_eq!(&text[found.replaces.clone()], "\"to");
    assert_eq!(found.more, 0);
    let [city] = found.candidates.as_slice() else {
        panic!("{found:?}")
    };
    // The other claim of the city is no denial, and this one is in doubt.
    assert_eq!(city.insert, "\"The city");
    assert_eq!(city.label, "The city (The town)");
    assert_eq!(city.detail, "0..1 claims");
    assert_eq!(city.kind, CandidateKind::Record);

    let mut completed = text.to_owned();
    completed.replace_range(found.replaces, &city.insert);
    assert!(ledger.query(completed).ask().is_ok());
}

#[test]
fn a_program_is_told_how_far_a_ledger_is_opened_and_may_end_it() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds");
    let mut told = Vec::new();
    let opened = Ledger::open_telling(seeds, |progress| {
        told.push(progress);
        ControlFlow::Continue(())
    });
    assert!(opened.is_ok());
    let stages: Vec<_> = told.chunk_by(|a, b| a.stage == b.stage).collect();
    let names: Vec<_> = stages.iter().map(|stage| stage[0].stage).collect();
    assert_eq!(names, [Stage::Reading, Stage::Linking, Stage::Building]);
    for stage in &stages {
        assert!(stage.is_sorted_by_key(|it| it.steps), "{stage:?}");
        assert!(stage.iter().all(|it| it.steps <= it.of_steps), "{stage:?}");
    }
    let last = told[told.len() - 1];
    assert_eq!((last.steps, last.files), (last.of_steps, last.of_files));
    for end in [1, told.len() / 2, told.len()] {
        let mut left = end;
        let opened = Ledger::open_telling(seeds, |_| {
            left -= 1;
            match left {
                0 => ControlFlow::Break(()),
                _ => ControlFlow::Continue(()),
            }
        });
        assert!(matches!(opened, Err(Error::Cancelled)), "{end}: {left}");
    }
}
