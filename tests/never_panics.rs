//! No text makes the engine panic: random words of the language, and random queries in its shape.

#[path = "format/keeps.rs"]
mod keeps;

use std::sync::LazyLock;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::TestCaseResult;
use whosaid::model::{Kind, Text};
use whosaid::operator::{AGGREGATES, FUNCTIONS, INFIX, PARTS, PREFIX, Takes, WINDOWS};
use whosaid::render::{MODES, Options, notes};
use whosaid::syntax::{RESERVED, STAGES};
use whosaid::value::{Day, Type};
use whosaid::{Error, Ledger};

/// A ledger with something of every kind, doubtful and `?` references, and dates of all sorts.
const LEDGER: &str = r#"
[[document]]
id = "d"
title = "First page"
published = "2020-02-29"
outlet = "paper"
held = true

[[document]]
id = "e"
title = "Second “page”"
held = false

[[entity]]
id = "paper"
name = "The Paper"
kind = "outlet"

[[entity]]
id = "state"
name = "Türkiye"
kind = "state"
aka = ["Turkey", { text = "Land of the Turks", in = ["d"] }]
weak = ["Turks"]

[[entity]]
id = "bureau"
name = "The Bureau"
kind = "organisation"
part_of = "state?"

[[event]]
id = "talk"
name = "The talk"
when = "2019-12~"
actors = ["state", "?"]

[[source]]
id = "diplomat"
name = "A diplomat"
kind = "office"
party = "state?"
anonymous = true

[[claim]]
id = "c1"
text = "It rains."
about = ["state", "bureau?"]
topics = ["rain"]
when = "2019-12-14/2019-12-15"
source = "diplomat"
stance = "assert"
occasion = "talk"
at = "p1"
via = ["paper?"]

[[claim.figure]]
value = "10..14 mm"
of = "rain"

[[claim.figure]]
value = "12~"
of = "clouds"

[[claim]]
id = "c2"
proposition = "c1"
source = ["diplomat?", "bureau?"]
stance = "deny"
said = "../2020"
denies = ["c1"]
at = "p2:3-9"

[[claim]]
id = "c3"
text = "It \"snows\",\nand | how \u001b[31m."
source = "?"
stance = "accuse"
said = "199X"
document = "e"
at = "p1-p2"

[[role]]
who = "bureau"
what = "office"
of = "state"
from = "2001"

[[assessment]]
target = "claim:c1"
reliability = "B"
credibility = "2"
why = "It did rain."
"#;

static OPEN: LazyLock<Ledger> = LazyLock::new(|| {
    let text = Text {
        name: "ledger.toml".to_owned(),
        text: LEDGER.to_owned(),
    };
    Ledger::from_texts([text]).expect("the ledger is sound")
});

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn words_in_any_order_are_answered_or_refused(words in vec(word(), 0..24)) {
        ask(&words.join(" "))?;
    }

    #[test]
    fn queries_are_answered_or_refused(query in queries()) {
        ask(&query)?;
    }

    #[test]
    fn layouts_keep_what_they_lay_out(query in queries(), words in vec(word(), 0..24)) {
        for text in [query, words.join(" ")] {
            keeps::keeps(&text).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn any_characters_are_refused_or_answered(text in "\\PC{0,40}", query in queries(), at: prop::sample::Index) {
        ask(&text)?;
        let mut query = query;
        let at = query.floor_char_boundary(at.index(query.len()));
        query.insert_str(at, &text);
        ask(&query)?;
    }
}

/// Asks a text and writes whatever comes back in every mode.
fn ask(query: &str) -> TestCaseResult {
    let query = OPEN
        .query(query)
        .today(Day::from_civil(2025, 1, 31).expect("a day"))
        .timeout(Duration::from_secs(20))
        .row_limit(10_000);
    let (replies, error) = query.ask_sound();
    if let Some(Error::Query(report)) = error {
        prop_assert!(report.has_errors());
        prop_assert!(!report.render(false).is_empty());
        report.json();
    }
    for reply in replies {
        let options = Options {
            width: Some(40),
            ..Options::default()
        };
        for mode in MODES {
            (mode.write)(&reply.answer, &options, &mut std::io::sink())?;
        }
        notes(&reply.answer);
        for column in &reply.answer.columns {
            prop_assert_eq!(
                column.cells.len(),
                reply.answer.certain.len(),
                "{}",
                column.name
            );
        }
    }
    Ok(())
}

const LITERALS: [&str; 24] = [
    "0",
    "1",
    "2019",
    "99999999999999999999",
    "0.1",
    "\"\"",
    "\"Turkey\"",
    "\"turks\"",
    "\"c1\"",
    "\"2019-12\"",
    "\"2020~\"",
    "\"../1999\"",
    "2019-12-14",
    "2019-12",
    "today",
    "2 months",
    "3 years ago",
    "true",
    "null",
    "/r.*n/",
    "/(/",
    "\"12~\"",
    "\"10 mm\"",
    "$p",
];

const SIGNS: [&str; 14] = [
    "(", ")", "[", "]", "{", "}", "|", ",", ";", ".", "..", "==", "#", "\"",
];

fn one_of(words: Vec<&'static str>) -> impl Strategy<Value = String> + Clone {
    select(words).prop_map(str::to_owned)
}

fn collections() -> Vec<&'static str> {
    let views = Kind::ALL.iter().flat_map(|kind| kind.schema().views);
    let whole = Kind::ALL.iter().map(|kind| kind.collection());
    whole.chain(views.map(|view| view.name)).collect()
}

/// Any word or sign of the language.
fn word() -> impl Strategy<Value = String> {
    let fields = Kind::ALL.iter().flat_map(|kind| kind.schema().fields);
    let functions = FUNCTIONS.iter().map(|row| row.name);
    let calls = functions
        .chain(AGGREGATES.iter().map(|row| row.name))
        .chain(WINDOWS.iter().map(|row| row.name));
    let operators = INFIX.iter().map(|row| row.spelling);
    let operators = operators.chain(PREFIX.iter().map(|row| row.spelling));
    let stages = STAGES.iter().map(|stage| stage.name);
    let statements = [
        "let",
        "def",
        "param",
        "by",
        "aggregate",
        "per",
        "with",
        "ties",
        "distinct",
        "of",
        "without",
        "_",
    ];
    prop_oneof![
        3 => one_of(collections()),
        6 => one_of(fields.map(|field| field.name).collect()),
        2 => one_of(calls.chain(PARTS.iter().map(|row| row.name)).collect()),
        4 => one_of(operators.collect()),
        4 => one_of(stages.collect()).prop_map(|stage| format!("| {stage}")),
        2 => one_of(RESERVED.iter().copied().chain(statements).collect()),
        4 => one_of(LITERALS.to_vec()),
        4 => one_of(SIGNS.to_vec()),
    ]
}

/// A few statements, parameters and `let`s among them.
fn queries() -> impl Strategy<Value = String> {
    let before = one_of(vec!["", "param $p = 2019; ", "param $p: text = \"c1\"; "]);
    (
        before,
        vec(select(Kind::ALL.to_vec()).prop_flat_map(query), 1..3),
    )
        .prop_map(|(before, queries)| before + &queries.join("; "))
}

fn query(kind: Kind) -> impl Strategy<Value = String> {
    let filter = prop_oneof![
        Just(String::new()),
        test(kind).prop_map(|it| format!(" where {it}"))
    ];
    let view = one_of(vec![
        "",
        "",
        "",
        " as of 2019",
        " as of today - 2 years without \"c1\"",
        " without \"Turkey\", (sources)",
        " without (documents as of $p) as of $p",
    ]);
    let head = one_of(vec![
        kind.collection(),
        kind.collection(),
        kind.collection(),
        "_",
    ]);
    (head, view, filter, vec(stage(kind), 0..4)).prop_map(move |(head, view, filter, stages)| {
        format!("{head}{view}{filter}{}", stages.concat())
    })
}

fn stage(kind: Kind) -> impl Strategy<Value = String> {
    let item = || {
        let label = one_of(vec!["", " as a", " as b", " as \"c d\""]);
        (value(kind), label).prop_map(|(value, label)| value + &label)
    };
    let aggregate = || {
        let filter = prop_oneof![
            Just(String::new()),
            test(kind).prop_map(|it| format!(" where {it}"))
        ];
        let name = one_of(AGGREGATES.iter().map(|row| row.name).collect());
        let distinct = one_of(vec!["", "", "distinct "]);
        let over = prop_oneof![Just(String::new()), path(kind).prop_map(|(path, _)| path)];
        (name, distinct, over, filter)
            .prop_map(|(name, distinct, over, filter)| format!("{name}({distinct}{over}){filter}"))
    };
    let number = one_of(vec!["0", "1", "2", "$p"]);
    prop_oneof![
        test(kind).prop_map(|test| format!(" | where {test}")),
        vec(item(), 1..4).prop_map(|items| format!(" | select {}", items.join(", "))),
        value(kind).prop_map(|value| format!(" | derive {value} as a")),
        one_of(vec![
            " | drop a",
            " | drop said",
            " | describe",
            " | explain",
            " | search \"a -b \\\"c d\\\"\"",
            " | search \"-\\\"\" in content",
            " | explain analyze",
            " | distinct",
            " | count",
            " | skip 1"
        ]),
        (value(kind), one_of(vec!["", " desc", " asc"]))
            .prop_map(|(value, order)| format!(" | sort {value}{order}")),
        (
            number,
            one_of(vec!["", " with ties", " per a"]),
            value(kind)
        )
            .prop_map(|(number, how, key)| format!(" | take {number}{}", how.replace('a', &key))),
        vec(item(), 1..3).prop_map(|items| format!(" | count by {}", items.join(", "))),
        vec(item(), 1..3).prop_map(|items| format!(" | distinct {}", items.join(", "))),
        vec(aggregate(), 1..3).prop_map(|them| format!(" | aggregate {}", them.join(", "))),
        (vec(item(), 1..3), vec(aggregate(), 1..3)).prop_map(|(keys, them)| format!(
            " | group {} aggregate {}",
            keys.join(", "),
            them.join(", ")
        )),
    ]
}

/// A path of one or two steps, and its type.
fn path(kind: Kind) -> impl Strategy<Value = (String, Type)> + Clone {
    let mut paths = Vec::new();
    for field in kind.schema().fields {
        paths.push((field.name.to_owned(), field.ty));
        match field.ty {
            Type::Record(number) => {
                let fields = Kind::from_number(number).schema().fields.iter();
                paths.extend(fields.map(|it| (format!("{}.{}", field.name, it.name), it.ty)));
            }
            Type::Date(_) => {
                let parts = PARTS.iter();
                paths.extend(parts.map(|it| (format!("{}.{}", field.name, it.name), field.ty)));
            }
            Type::Text | Type::Word(_) | Type::Truth | Type::Number | Type::Duration => {}
        }
    }
    select(paths)
}

/// A condition; most are of the right types.
fn test(kind: Kind) -> impl Strategy<Value = String> {
    let links = kind
        .schema()
        .fields
        .iter()
        .filter_map(|field| match field.ty {
            Type::Record(number) => Some((field.name, Kind::from_number(number))),
            Type::Text | Type::Word(_) | Type::Truth => None,
            Type::Date(_) | Type::Number | Type::Duration => None,
        });
    let filtered = select(links.collect::<Vec<_>>()).prop_flat_map(|(link, target)| {
        comparison(target).prop_map(move |test| format!("exists {link}[{test}]"))
    });
    let there = path(kind).prop_map(|(path, _)| format!("exists {path}"));
    let leaf = prop_oneof![6 => comparison(kind), 1 => there, 1 => filtered];
    leaf.prop_recursive(3, 12, 2, move |inner| {
        let inside = format!("exists ({} where ", kind.collection());
        let prefix = select(vec!["not (".to_owned(), "possibly (".to_owned(), inside]);
        prop_oneof![
            (inner.clone(), one_of(vec!["and", "or"]), inner.clone())
                .prop_map(|(a, word, b)| format!("({a} {word} {b})")),
            (prefix, inner).prop_map(|(prefix, a)| format!("{prefix}{a})")),
        ]
    })
}

fn comparison(kind: Kind) -> impl Strategy<Value = String> {
    path(kind).prop_flat_map(move |(path, ty)| {
        let any = one_of(INFIX.iter().map(|row| row.spelling).collect());
        let fitting = match ty {
            Type::Text | Type::Word(_) | Type::Record(_) => {
                one_of(vec!["contains", "not starts with", "ends with", "=", "!="])
            }
            Type::Truth | Type::Date(_) | Type::Number | Type::Duration => {
                one_of(vec!["=", "!=", "<", ">="])
            }
        };
        let two = (literal(ty), literal(ty));
        let of_two = one_of(vec![
            "in (A, B)",
            "not in (A, B)",
            "between A and B",
            "in A..B",
        ]);
        let test = prop_oneof![
            1 => (any, literal(ty)).prop_map(|(operator, other)| format!("{operator} {other}")),
            4 => (fitting, literal(ty)).prop_map(|(operator, other)| format!("{operator} {other}")),
            2 => (two, of_two).prop_map(|((a, b), test)| test.replace('A', &a).replace('B', &b)),
            1 => self::path(kind).prop_map(|(path, _)| format!("= {path}")),
            1 => one_of(vec!["is null", "is not null"]),
        ];
        test.prop_map(move |test| format!("{path} {test}"))
    })
}

fn literal(ty: Type) -> BoxedStrategy<String> {
    let fitting = match ty {
        Type::Text | Type::Record(_) => one_of(vec![
            "\"Turkey\"",
            "\"c1\"",
            "\"turks\"",
            "\"rain\"",
            "\"?\"",
        ])
        .boxed(),
        Type::Word(vocabulary) => {
            one_of(vocabulary.words.iter().map(|word| word.name).collect()).boxed()
        }
        Type::Truth => one_of(vec!["true", "false"]).boxed(),
        Type::Date(_) => one_of(vec![
            "2019",
            "2019-12",
            "\"2019-12-14\"",
            "\"199X\"",
            "\"..\"",
            "today",
            "1 year ago",
        ])
        .boxed(),
        Type::Number => one_of(vec!["0", "12", "-1", "\"10..14\"", "\"12 mm\"", "1e9"]).boxed(),
        Type::Duration => one_of(vec!["1 day", "2 months", "0 years"]).boxed(),
    };
    prop_oneof![5 => fitting, 1 => one_of(LITERALS.to_vec())].boxed()
}

/// An expression with a value; most are of the right types.
fn value(kind: Kind) -> impl Strategy<Value = String> {
    let typed = path(kind).prop_flat_map(|(path, ty)| {
        let functions = FUNCTIONS.iter().filter(|row| row.takes[0].accepts(ty));
        let functions = functions.map(|row| {
            let rest = row.takes[1..].iter().map(|takes| match takes {
                Takes::Text => "\"a\"".to_owned(),
                Takes::Whole(..) => "2".to_owned(),
                Takes::Width(_) if matches!(ty, Type::Number) => "10".to_owned(),
                Takes::Width(_) | Takes::Duration => "2 weeks".to_owned(),
                Takes::Truth => "true".to_owned(),
                Takes::Any | Takes::Number | Takes::Summed => "12".to_owned(),
                Takes::Like(_) | Takes::Ranged => path.clone(),
            });
            let args: Vec<String> = std::iter::once(path.clone()).chain(rest).collect();
            format!("{}({})", row.name, args.join(", "))
        });
        let aggregates = AGGREGATES.iter().filter(|row| row.takes.accepts(ty));
        let aggregates = aggregates.map(|row| format!("{}({path})", row.name));
        let calls: Vec<String> = functions.chain(aggregates).collect();
        let signs = match ty {
            Type::Number => vec!["+", "-", "*", "/", "??"],
            Type::Duration => vec!["+", "-", "??"],
            Type::Date(_) => vec!["-", "??"],
            Type::Text | Type::Word(_) | Type::Truth | Type::Record(_) => vec!["??", "="],
        };
        let sum = path.clone();
        prop_oneof![
            (one_of(signs), literal(ty)).prop_map(move |(sign, it)| format!("({sum} {sign} {it})")),
            select(calls),
            Just(path),
        ]
    });
    let leaf = prop_oneof![9 => typed, 1 => one_of(LITERALS.to_vec())];
    leaf.prop_recursive(2, 4, 2, move |inner| {
        let sign = one_of(vec!["+", "-", "*", "/", "??", "..", "="]);
        prop_oneof![
            4 => inner.clone(),
            1 => (inner.clone(), sign, inner.clone())
                .prop_map(|(a, sign, b)| format!("({a} {sign} {b})")),
            1 => inner.prop_map(|a| format!("-{a}")),
        ]
    })
}
