//! Queries over a generated ledger, warm and on one core, from the text of a query to its answer.
//!
//! Every row of an answer is made, so a filter that keeps many rows is measured twice: as it
//! stands, and counted, which leaves the filter alone. The second part of each name says which.

mod generate;

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use whosaid::answer::Answer;
use whosaid::{Day, Ledger, Query, Settings};

/// The number of claims unless `WHOSAID_BENCH_CLAIMS` gives another.
const CLAIMS: u32 = 1_000_000;

/// The name of each measurement and the query it asks.
const QUERIES: &[(&str, &str)] = &[
    (
        "card/rows",
        "claims where source = \"source 777\" and year >= 2019",
    ),
    (
        "card of the commonest source/count",
        "claims where source = \"source 0\" and year >= 2019 | count",
    ),
    (
        "through two links/rows",
        "claims where source.country = \"Turkey\" and stance = deny",
    ),
    (
        "through two links/count",
        "claims where source.country = \"Turkey\" and stance = deny | count",
    ),
    (
        "through two links/first 100",
        "claims where source.country = \"Turkey\" and stance = deny | take 100",
    ),
    (
        "by year and stance/groups",
        "claims | count by year, stance",
    ),
    (
        "denied from one country/rows",
        "claims where denied_by.source.country = \"Turkey\"",
    ),
    (
        "denied from one country/count",
        "claims where denied_by.source.country = \"Turkey\" | count",
    ),
    (
        "substring/rows",
        "claims where content contains \"prisoner exchange\"",
    ),
    (
        "substring/count",
        "claims where content contains \"prisoner exchange\" | count",
    ),
    (
        "without an outlet/count",
        "claims without \"outlet 3\" | count",
    ),
    (
        "without an outlet, through two links/count",
        "claims without \"outlet 3\" where source.country = \"Turkey\" and stance = deny | count",
    ),
    ("as of a day/count", "claims as of 2019 | count"),
    ("denials by scope/groups", "denials | count by scope"),
];

/// The name of each completion and the text that is completed at its end.
const COMPLETED: &[(&str, &str)] = &[
    ("complete/names", "claims where source = \"source 1"),
    (
        "complete/names behind a condition",
        "claims where source.country = \"Turkey\" and about = \"",
    ),
    ("complete/any names", "claims where about = \""),
    ("complete/names by a letter", "claims where document = \"d"),
    (
        "complete/ids",
        "claims where proposition = \"proposition-12",
    ),
    ("complete/dates", "claims where said >= "),
    (
        "complete/dates along links",
        "claims where document.published = ",
    ),
    ("complete/words", "claims where source.kind = "),
    ("complete/fields", "claims where sou"),
];

/// The name of each text that is looked over while it is typed, and the text.
const DIAGNOSED: &[(&str, &str)] = &[
    (
        "diagnose/known names",
        "claims where source.country = \"Turkey\" and about = \"entity 7\" | count by year",
    ),
    (
        "diagnose/unknown source",
        "claims where source = \"sourze 777\" | count",
    ),
    (
        "diagnose/unknown document",
        "claims where document = \"a paper that nobody wrote\"",
    ),
    (
        "diagnose/unknown proposition",
        "claims where proposition = \"propozition-777\"",
    ),
];

fn queries(criterion: &mut Criterion) {
    let claims = match std::env::var("WHOSAID_BENCH_CLAIMS") {
        Ok(claims) => claims.parse().expect("WHOSAID_BENCH_CLAIMS is a number"),
        Err(_) => CLAIMS,
    };
    let ledger = Ledger::from_records(&generate::ledger(claims));
    let today = Day::from_civil(2025, 1, 1).expect("a day");
    let mut group = criterion.benchmark_group(format!("{claims} claims"));
    group
        .sample_size(20)
        .measurement_time(Duration::from_secs(4))
        .warm_up_time(Duration::from_secs(1));
    for (name, query) in QUERIES {
        let asked = ledger.query(*query).today(today);
        let ask = || answer(&asked);
        assert!(!ask().is_empty(), "{query} has an answer");
        group.bench_function(*name, |bencher| bencher.iter(ask));
    }
    for (name, text) in COMPLETED {
        let settings = Settings::default();
        let complete = || ledger.complete(text, text.len(), &settings);
        assert!(!complete().candidates.is_empty(), "{text} can go on");
        group.bench_function(*name, |bencher| bencher.iter(complete));
    }
    for (name, text) in DIAGNOSED {
        let query = ledger.query(*text);
        group.bench_function(*name, |bencher| bencher.iter(|| query.diagnose()));
    }
    group.finish();
}

fn answer(query: &Query<'_>) -> Answer {
    query.ask().expect("the query is right").answer
}

criterion_group!(benches, queries);
criterion_main!(benches);
