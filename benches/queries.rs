//! Queries over a generated ledger, warm and on one core, from the text of a query to its answer.
//!
//! Every row of an answer is made, so a filter that keeps many rows is measured twice: as it
//! stands, and counted, which leaves the filter alone. The second part of each name says which.

mod generate;

use std::time::{Duration, Instant};

use criterion::{BatchSize, Bencher, Criterion, criterion_group, criterion_main};
use whosaid::answer::Answer;
use whosaid::syntax::tokens;
use whosaid::{Day, Ledger, Query, Settings, model};

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
    ("complete/names of pages", "claims where document = \""),
    (
        "complete/names over three links",
        "claims where outlet = \"",
    ),
    ("complete/any ids", "claims where proposition = \""),
    ("complete/names by a letter", "claims where document = \"d"),
    ("complete/ids", "claims where proposition = \"c12"),
    ("complete/dates", "claims where said >= "),
    (
        "complete/dates along links",
        "claims where document.published = ",
    ),
    (
        "complete/months along links",
        "claims where document.published = 2019",
    ),
    ("complete/what is left out", "claims without \""),
    (
        "complete/names in a view",
        "claims without \"outlet 3\" where about = \"",
    ),
    (
        "complete/names without quotes",
        "claims where stance = deny and about = united st",
    ),
    (
        "complete/names as of a day",
        "claims as of 2019-01-01 where source = \"",
    ),
    ("complete/names in a filter", "reports[document = \""),
    (
        "complete/names behind groups",
        "claims | count by source | where source = \"",
    ),
    (
        "complete/names of either",
        "claims where (source.party ?? source.country) = \"",
    ),
    (
        "complete/names behind what is broken",
        "clams whre stance = deny nad year >= and (source.party.contry = Turkey source = \"",
    ),
    ("complete/words", "claims where source.kind = "),
    ("complete/fields", "claims where sou"),
];

/// The name of each completion that has much to compute before it counts, and its text; each time it
/// is another day, another outlet, and a blank more before it, so that nothing is of use that was
/// kept of the last times.
const ANEW: &[(&str, &str)] = &[
    ("complete anew/names", "claims where source = \""),
    ("complete anew/names of pages", "claims where document = \""),
    (
        "complete anew/names as of a day",
        "claims as of DAY where source = \"",
    ),
    (
        "complete anew/names without an outlet",
        "claims without \"OUTLET\" where source = \"",
    ),
    (
        "complete anew/names through a proposition without an outlet",
        "claims without \"OUTLET\" where about = \"",
    ),
    (
        "complete anew/dates as of a day",
        "claims as of DAY where said = ",
    ),
    ("complete anew/names in a filter", "reports[document = \""),
    (
        "complete anew/names in a filter along links",
        "claims where exists reports[document = \"",
    ),
    (
        "complete anew/names behind groups",
        "claims | count by source | where source = \"",
    ),
    (
        "complete anew/names behind an order",
        "claims | sort said | where source = \"",
    ),
    (
        "complete anew/names behind the first rows",
        "claims | take 10 | where source = \"",
    ),
    (
        "complete anew/names of either",
        "claims where (source.party ?? source.country) = \"",
    ),
    ("complete anew/texts", "claims where text contains \""),
    (
        "complete anew/months along links",
        "claims where document.published = 2019",
    ),
];

/// So many times in a row nothing is asked twice.
const DIFFERENT: usize = 16;

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
        "diagnose/unknown near name",
        "claims where source ~ \"sourze 777\"",
    ),
    (
        "diagnose/unknown word of a search",
        "claims | search \"prizoner\"",
    ),
    (
        "diagnose/unknown names in a view",
        "claims as of 2019 without \"outled 3\" where source = \"sourze 777\" and about = \"entitty 7\"",
    ),
    (
        "diagnose/unknown field",
        "claims where sorce = \"source 1\"",
    ),
    (
        "diagnose/stages",
        "claims as of 2019 where source = \"source 1\" | count by about, year | where count > 3 | sort count desc | take 10",
    ),
    (
        "diagnose/unknown proposition",
        "claims where proposition = \"propozition-777\"",
    ),
];

/// The first texts of a session, each completed in a ledger that has only just been opened.
const FIRST: &[(&str, &str)] = &[
    ("first key/names", "claims where source = \"source 1"),
    ("first key/names of pages", "claims where document = \"d"),
    ("first key/ids", "claims where proposition = \"c12"),
    ("first key/texts", "claims where text contains \""),
];

/// Ledgers are opened so often for each of these, which takes long.
const OPENED: usize = 10;

fn queries(criterion: &mut Criterion) {
    let claims = match std::env::var("WHOSAID_BENCH_CLAIMS") {
        Ok(claims) => claims.parse().expect("WHOSAID_BENCH_CLAIMS is a number"),
        Err(_) => CLAIMS,
    };
    let records = generate::ledger(claims);
    let ledger = Ledger::from_records(&records);
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
    for (name, text) in ANEW {
        let mut time = 0;
        let mut next = || {
            time += 1;
            anew(text, time)
        };
        let settings = Settings::default();
        let complete = |text: String| ledger.complete(&text, text.len(), &settings);
        group.bench_function(*name, |bencher| {
            bencher.iter_batched(&mut next, complete, BatchSize::PerIteration);
        });
    }
    // What Tab falls back on where numbers are late.
    group.bench_function("complete/names without numbers", |bencher| {
        let settings = Settings {
            timeout: Some(Duration::ZERO),
            ..Settings::default()
        };
        let text = "claims | distinct source | where source = \"";
        bencher.iter(|| ledger.complete(text, text.len(), &settings));
    });
    for (name, text) in DIAGNOSED {
        let query = ledger.query(*text);
        group.bench_function(*name, |bencher| bencher.iter(|| query.diagnose()));
    }
    // A hint takes the tokens of a line, its colours take them and what is wrong with it.
    let (_, typed) = DIAGNOSED[0];
    group.bench_function("type/hint", |bencher| bencher.iter(|| tokens(typed)));
    group.bench_function("type/colours", |bencher| {
        bencher.iter(|| (tokens(typed), ledger.query(typed).diagnose()));
    });
    group
        .sample_size(OPENED)
        .warm_up_time(Duration::from_nanos(1));
    let settings = Settings::default();
    for (name, text) in FIRST {
        let complete = |ledger: &Ledger| drop(ledger.complete(text, text.len(), &settings));
        group.bench_function(*name, |bencher| fresh(bencher, &records, complete));
    }
    group.bench_function("first key/warming", |bencher| {
        fresh(bencher, &records, Ledger::warm);
    });
    group.finish();
}

/// Makes a text that was not completed for some time.
fn anew(text: &str, time: usize) -> String {
    let place = time % DIFFERENT;
    let day = format!("{}-06-01", 2009 + place);
    let outlet = format!("outlet {}", 1 + place);
    let text = text.replace("DAY", &day).replace("OUTLET", &outlet);
    " ".repeat(place) + &text
}

/// Measures what is done first in a ledger.
fn fresh(bencher: &mut Bencher<'_>, records: &model::Ledger, first: impl Fn(&Ledger)) {
    bencher.iter_custom(|times| {
        let taken = (0..times).map(|_| {
            let ledger = Ledger::from_records(records);
            let begun = Instant::now();
            first(&ledger);
            begun.elapsed()
        });
        taken.sum()
    });
}

fn answer(query: &Query<'_>) -> Answer {
    query.ask().expect("the query is right").answer
}

criterion_group!(benches, queries);
criterion_main!(benches);
