//! Definitions of definitions: however they are piled up, they end, and soon.

use std::fmt::Write;
use std::time::{Duration, Instant};

use whosaid::{Error, Ledger};

/// Asks the sample ledger; returns the messages of what is wrong.
fn refused(text: String) -> Vec<String> {
    let ledger = Ledger::sample();
    let start = Instant::now();
    let result = ledger.query(text).ask_all();
    assert!(
        start.elapsed() < Duration::from_secs(20),
        "it took too long"
    );
    match result {
        Ok(_) => Vec::new(),
        Err(Error::Query(report)) => {
            let all = report.diagnostics.into_iter();
            all.map(|diagnostic| diagnostic.message).collect()
        }
        Err(other) => panic!("{other:?}"),
    }
}

/// Writes definitions each of which is made of the one before it.
fn chain(length: usize, first: &str, next: impl Fn(usize) -> String, last: &str) -> String {
    let mut text = first.to_owned();
    for place in 1..=length {
        writeln!(text, "{};", next(place)).expect("a text");
    }
    text + last
}

#[test]
fn a_long_chain_is_refused_and_a_short_one_is_not() {
    let query = |place: usize| format!("let q{place} = q{} where exists document", place - 1);
    let of_length = |length| chain(length, "let q0 = claims;", query, "");
    assert!(refused(of_length(40) + "q40 | count").is_empty());
    let messages = refused(of_length(2000) + "q2000 | count");
    assert!(
        messages.contains(&"the definitions are nested too deeply".to_owned()),
        "{:?}",
        &messages[..1]
    );
    let test = |place: usize| format!("def t{place}(x) = not t{}(x)", place - 1);
    let of_length = |length| chain(length, "def t0(x) = x;", test, "");
    assert!(refused(of_length(60) + "claims where t60(joint)").is_empty());
    assert_eq!(
        refused(of_length(2000) + "claims where t2000(joint)"),
        ["the definitions are nested too deeply"]
    );
}

#[test]
fn what_grows_by_doubling_is_refused() {
    let query = |place: usize| format!("let q{place} = q{0} | union (q{0})", place - 1);
    let text = chain(40, "let q0 = claims;", query, "q40 | count");
    let messages = refused(text);
    assert!(messages.contains(&"the definitions come to too long a text, written out".to_owned()));
    let sum = |place: usize| format!("def f{place}(x) = f{0}(x) + f{0}(x)", place - 1);
    let text = chain(
        40,
        "def f0(x) = x;",
        sum,
        "figures | select f40(value) as v",
    );
    assert_eq!(
        refused(text),
        ["the definitions come to too long a text, written out"]
    );
    let nested = "f(".repeat(60) + "value" + &")".repeat(60);
    let text = format!("def f(x) = x + x; figures | select {nested} as v");
    assert_eq!(
        refused(text),
        ["the definitions come to too long a text, written out"]
    );
}

#[test]
fn the_deepest_that_is_answered_does_not_overflow() {
    let nots = "not ".repeat(120);
    let text = format!(
        "def a(x) = {nots} x; def b(x) = {nots} a(x); claims where b(joint) | count;
         def c(x) = {}x{}; figures | select c(c(value)) as v",
        "abs(".repeat(120),
        ")".repeat(120)
    );
    assert_eq!(refused(text), Vec::<String>::new());
    let text = format!("def a(x) = {nots} x; def b(x) = {nots} a(a(x)); claims where b(joint)");
    assert_eq!(refused(text), ["the definitions are nested too deeply"]);
    let filters = "[exists repeats".repeat(40) + &"]".repeat(40);
    let text = format!("def way = exists repeats{filters}; claims where way or not way | count");
    assert_eq!(refused(text), Vec::<String>::new());
}

/// Texts with definitions, and the same written out.
const WRITTEN_OUT: &[(&str, &str)] = &[
    (
        "let recent = claims where year = 2024; recent where stance = deny",
        "(claims where year = 2024) where stance = deny",
    ),
    (
        "let a = b | sort said desc; let b = claims where exists via; A | take 3 with ties",
        "(claims where exists via) | sort said desc | take 3 with ties",
    ),
    (
        "let official = sources where kind = office; claims where source in (official)",
        "claims where source in (sources where kind = office)",
    ),
    (
        "let rejections = claims where stance = deny; claims | except (rejections) | count by stance",
        "claims | except (claims where stance = deny) | count by stance",
    ),
    (
        "let ids = claims | select id; claims where denied_by.id in (ids) | select id",
        "claims where denied_by.id in (claims | select id) | select id",
    ),
    (
        "let where_said = claims where exists place; where_said.source[anonymous] | select id",
        "claims[exists place].source[anonymous] | select id",
    ),
    (
        "def hostile = stance in (deny, accuse); claims where hostile and not joint",
        "claims where stance in (deny, accuse) and not joint",
    ),
    // Tests of one date are united, whichever definitions they come from.
    (
        "def before(d, y) = d < y; def since(d, y) = d >= y; claims where before(said, 2019-12) or since(said, 2019-12)",
        "claims where said < 2019-12 or said >= 2019-12",
    ),
    (
        "def by(who) = source = who or exists via[party = who]; claims where by(\"Turkey\")",
        "claims where source = \"Turkey\" or exists via[party = \"Turkey\"]",
    ),
    (
        "def quoted(how) = exists reports[quote = how]; claims where quoted(direct)",
        "claims where exists reports[quote = direct]",
    ),
    (
        "def side_of(s) = s.party ?? s.country; claims | select side_of(source) as p, side_of(via)",
        "claims | select source.party ?? source.country as p, via.party ?? via.country",
    ),
    (
        "def width(d) = days(max(d).hi - min(d).lo); claims | group stance aggregate width(said) as w",
        "claims | group stance aggregate days(max(said).hi - min(said).lo) as w",
    ),
    (
        "def f(x) = g(x, x); def g(a, b) = a + b; figures | select f(f(value)) as v",
        "figures | select value + value + value + value as v",
    ),
    (
        "def n = 3; claims | sort id | derive n + 1 as m | take 2 | select id, m",
        "claims | sort id | derive 3 + 1 as m | take 2 | select id, m",
    ),
    (
        "def finds(p) = content contains p or content matches /attack/; claims where finds(\"plot\")",
        "claims where content contains \"plot\" or content matches /attack/",
    ),
    (
        "param $y: date = 2024; def then(d) = d.year = $y; claims where then(said)",
        "claims where said.year = 2024",
    ),
];

#[test]
fn what_is_defined_answers_as_what_is_written_out() {
    let ledger = Ledger::sample();
    let ask = |text: &str| {
        let result = ledger.query(text).ask_all();
        let replies = result.unwrap_or_else(|error| panic!("{text}: {error:?}"));
        (
            replies[0].answer.certain.clone(),
            replies[0].answer.columns.clone(),
        )
    };
    for (defined, written_out) in WRITTEN_OUT {
        let (own, plain) = (ask(defined), ask(written_out));
        assert_eq!(own.0, plain.0, "{defined}");
        let cells = |answer: &[whosaid::answer::Column]| -> Vec<_> {
            answer.iter().map(|column| column.cells.clone()).collect()
        };
        assert_eq!(cells(&own.1), cells(&plain.1), "{defined}");
        assert!(!own.0.is_empty(), "{defined} tells nothing");
    }
}
