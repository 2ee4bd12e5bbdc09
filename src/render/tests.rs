mod bar;
mod laws;
mod notes;
mod spark;
mod table;
mod timeline;
mod total;
mod tree;
mod vertical;

use super::*;
use crate::answer::{Cell, Column, Data, DateCell, NumberCell, RecordCell};
use crate::value::{Date, Number, Point, Range, Real, Truth, Type, Unit};

fn text(text: &str) -> Data {
    Data::Text(text.into())
}

fn date(text: &str) -> Data {
    let days = Date::parse(text).expect("a date").days;
    Data::Date(DateCell {
        days,
        text: text.into(),
    })
}

fn number(text: &str) -> Data {
    if text == ".." {
        return between(f64::NEG_INFINITY, f64::INFINITY);
    }
    let Number { range, unit, .. } = Number::parse(text).expect("a number");
    Data::Number(NumberCell {
        range,
        unit: unit.map(Into::into),
    })
}

fn between(lo: f64, hi: f64) -> Data {
    let ends = |number: f64, open| {
        Real::new(number)
            .filter(|_| number.is_finite())
            .unwrap_or(open)
    };
    Data::Number(NumberCell {
        range: Range::new(ends(lo, Real::MIN), ends(hi, Real::MAX)),
        unit: None,
    })
}

fn record(id: &str, label: &str) -> Data {
    Data::Record(RecordCell {
        id: id.into(),
        label: label.into(),
    })
}

fn doubtful(data: Data) -> Data {
    Data::Doubtful(Box::new(data))
}

fn column(name: &str, ty: Type, cells: Vec<Cell>) -> Column {
    Column {
        name: name.to_owned(),
        ty,
        cells,
    }
}

fn one(data: Data) -> Cell {
    Cell::One(data)
}

fn answer(columns: Vec<Column>) -> Answer {
    let rows = columns.first().map_or(0, |column| column.cells.len());
    Answer {
        columns,
        certain: vec![true; rows],
        total: false,
        notes: Vec::new(),
    }
}

/// One column of every sort, a plain row, an uncertain one and an empty one.
fn sample() -> Answer {
    let source = Type::Record(3);
    answer(vec![
        column(
            "id",
            Type::Text,
            vec![one(text("a")), one(text("b")), one(text("c"))],
        ),
        column(
            "said",
            Type::Date(Unit::Day),
            vec![one(date("2019-03-14")), one(date("2019")), Cell::Null],
        ),
        column(
            "year",
            Type::Date(Unit::Year),
            vec![one(date("2019")), one(date("2018-05/2019-02")), Cell::Null],
        ),
        column(
            "value",
            Type::Number,
            vec![
                one(number("12")),
                one(number("11..")),
                one(number("-5 USD")),
            ],
        ),
        column(
            "sources",
            source,
            vec![
                Cell::Many(vec![record("h", "Hamas"), doubtful(record("t", "Turkey"))]),
                one(doubtful(record("?", "?"))),
                Cell::Many(vec![]),
            ],
        ),
        column(
            "anonymous",
            Type::Truth,
            vec![
                one(Data::Truth(Truth::Yes)),
                one(Data::Truth(Truth::Possible)),
                one(Data::Truth(Truth::No)),
            ],
        ),
    ])
}

fn written_and_elided(name: &str, answer: &Answer, options: &Options) -> (String, Vec<Elision>) {
    let mode = mode(name).expect("a mode");
    let mut bytes = Vec::new();
    let elisions = (mode.write)(answer, options, &mut bytes).expect("memory takes all");
    (
        String::from_utf8(bytes).expect("modes write UTF-8"),
        elisions,
    )
}

fn written(name: &str, answer: &Answer, options: &Options) -> String {
    written_and_elided(name, answer, options).0
}

fn elided(name: &str, answer: &Answer, options: &Options) -> Vec<String> {
    let (_, elisions) = written_and_elided(name, answer, options);
    elisions.iter().map(Elision::text).collect()
}

/// How a terminal of this width has it.
fn terminal(width: usize) -> Options {
    Options {
        width: Some(width),
        elide: true,
        ..Options::default()
    }
}

#[test]
fn writes_every_value_in_every_mode() {
    let cases = [
        (
            "table",
            "\
id │ said       │ year            │  value │ sources        │ anonymous
───┼────────────┼─────────────────┼────────┼────────────────┼──────────
a  │ 2019-03-14 │ 2019            │     12 │ Hamas, Turkey? │ true
b  │ 2019       │ 2018-05/2019-02 │   11.. │ ?              │ possible
c  │            │                 │ -5 USD │                │ false
",
        ),
        (
            "csv",
            "\
id,said,year,value,sources,anonymous
a,2019-03-14,2019,12,Hamas; Turkey?,true
b,2019,2018-05/2019-02,11..,?,possible
c,,,-5 USD,,false
",
        ),
        (
            "tsv",
            "\
id\tsaid\tyear\tvalue\tsources\tanonymous
a\t2019-03-14\t2019\t12\tHamas; Turkey?\ttrue
b\t2019\t2018-05/2019-02\t11..\t?\tpossible
c\t\t\t-5 USD\t\tfalse
",
        ),
        (
            "jsonl",
            r#"{"id":"a","said":"2019-03-14","year":"2019","value":12,"sources":["Hamas",{"value":"Turkey","doubtful":true,"text":"Turkey?"}],"anonymous":true}
{"id":"b","said":{"lo":"2019-01-01","hi":"2019-12-31","text":"2019"},"year":{"lo":"2018-05-01","hi":"2019-02-28","text":"2018-05/2019-02"},"value":{"lo":11,"hi":null,"text":"11.."},"sources":{"value":null,"doubtful":true,"text":"?"},"anonymous":"possible"}
{"id":"c","said":null,"year":null,"value":{"lo":-5,"hi":-5,"unit":"USD","text":"-5 USD"},"sources":[],"anonymous":false}
"#,
        ),
        (
            "markdown",
            "\
| id | said | year | value | sources | anonymous |
| --- | --- | --- | ---: | --- | --- |
| a | 2019-03-14 | 2019 | 12 | Hamas, Turkey? | true |
| b | 2019 | 2018-05/2019-02 | 11.. | ? | possible |
| c |  |  | -5 USD |  | false |
",
        ),
    ];
    for (mode, expected) in cases {
        assert_eq!(
            written(mode, &sample(), &Options::default()),
            expected,
            "{mode}"
        );
    }
}

#[test]
fn writes_json_arrays_that_parse() {
    let json = written("json", &sample(), &Options::default());
    assert!(json.starts_with("[\n  {\"id\":\"a\""), "{json}");
    let lines = written("jsonl", &sample(), &Options::default());
    let array: serde_json::Value = serde_json::from_str(&json).expect("json");
    let objects: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("json"))
        .collect();
    assert_eq!(array, serde_json::Value::Array(objects));
}

#[test]
fn writes_the_other_sorts_of_values() {
    let days = |lo: f64, hi: f64| {
        let real = |value| Real::new(value).expect("a number");
        Data::Duration(Range::new(real(lo), real(hi)))
    };
    let cells = vec![
        one(days(1.0, 1.0)),
        one(days(2.0, 5.0)),
        one(Data::Duration(Range::unknown())),
        one(doubtful(number("1.5"))),
        one(Data::Word("deny")),
        one(number("1000000000000000000000")),
    ];
    let answer = answer(vec![column("x", Type::Duration, cells)]);
    assert_eq!(
        written("csv", &answer, &Options::default()),
        "x\n1 day\n2..5 days\n?\n1.5?\ndeny\n1000000000000000000000\n"
    );
    assert_eq!(
        written("jsonl", &answer, &Options::default()),
        r#"{"x":1}
{"x":{"lo":2,"hi":5,"text":"2..5 days"}}
{"x":{"lo":null,"hi":null,"text":"?"}}
{"x":{"value":1.5,"doubtful":true,"text":"1.5?"}}
{"x":"deny"}
{"x":1e+21}
"#
    );
}

#[test]
fn writes_an_answer_without_rows() {
    let mut none = sample();
    none.certain = vec![false; 3];
    let options = Options::default();
    assert_eq!(written("json", &none, &options), "[]\n");
    assert_eq!(written("jsonl", &none, &options), "");
    assert_eq!(
        written("csv", &none, &options),
        "id,said,year,value,sources,anonymous\n"
    );
    assert_eq!(written("table", &none, &options).lines().count(), 2);
    assert_eq!(written("markdown", &none, &options).lines().count(), 2);
}

#[test]
fn writes_an_answer_without_columns() {
    for mode in MODES {
        let expected = if mode.name == "json" { "[]\n" } else { "" };
        assert_eq!(
            written(mode.name, &Answer::default(), &Options::default()),
            expected
        );
    }
}

#[test]
fn writes_certain_rows_only_and_no_more_than_asked() {
    let mut answer = sample();
    answer.certain[1] = false;
    let options = Options::default();
    assert_eq!(written("tsv", &answer, &options).lines().count(), 3);
    assert_eq!(notes(&answer), ["2 rows · 1 more possible"]);
    assert_eq!(elided("tsv", &answer, &options), [""; 0]);

    let options = Options {
        max_rows: Some(1),
        ..options
    };
    for mode in ["table", "markdown"] {
        let shown = written(mode, &answer, &options);
        assert_eq!(shown.lines().count(), 3, "{shown}");
    }
    for mode in MODES.iter().filter(|mode| !matches!(mode.name, "spark")) {
        assert_eq!(
            elided(mode.name, &answer, &options),
            ["only the first 1 of 2 rows are shown"],
            "{}",
            mode.name
        );
    }
}

#[test]
fn keeps_hostile_text_from_the_terminal() {
    let hostile = "a\u{1B}[31m|b\u{202E}\n=c\"\t";
    let answer = answer(vec![column(hostile, Type::Text, vec![one(text(hostile))])]);
    let options = Options {
        terminal: true,
        ..Options::default()
    };
    for mode in MODES {
        let shown = written(mode.name, &answer, &options);
        let unsafe_ = shown
            .chars()
            .find(|c| c.is_control() && *c != '\n' || *c == '\u{202E}');
        assert_eq!(unsafe_, None, "{}: {shown:?}", mode.name);
    }
    let parsed: serde_json::Value =
        serde_json::from_str(&written("jsonl", &answer, &options)).expect("json");
    assert_eq!(parsed[hostile], hostile);
    assert_eq!(
        written("tsv", &answer, &Options::default()).lines().next(),
        Some("a\u{1B}[31m|b\u{202E}\\n=c\"\\t")
    );
}

#[test]
fn escapes_markdown() {
    let answer = answer(vec![column(
        "a|b",
        Type::Text,
        vec![one(text(r"x|*y*\<b>[z](u)`"))],
    )]);
    assert_eq!(
        written("markdown", &answer, &Options::default()),
        "| a\\|b |\n| --- |\n| x\\|\\*y\\*\\\\\\<b>\\[z](u)\\` |\n"
    );
}

#[test]
fn escapes_markdown_where_it_would_show_other_text() {
    let cases = [
        ("turkish_diplomat_2019", "turkish_diplomat_2019"),
        ("_so_ he__said __", "\\_so\\_ he__said \\_\\_"),
        ("2019~", "2019~"),
        ("~a~", "\\~a\\~"),
        ("a & b; R&D", "a & b; R&D"),
        ("&amp; &#38; &#x26;", "\\&amp; \\&#38; \\&#x26;"),
        ("&; &a b;", "&; &a b;"),
    ];
    for (own, expected) in cases {
        let answer = answer(vec![column("a", Type::Text, vec![one(text(own))])]);
        let shown = written("markdown", &answer, &Options::default());
        assert_eq!(shown.lines().last(), Some(&*format!("| {expected} |")));
    }
}

#[test]
fn neutralises_formulas_when_asked() {
    let answer = answer(vec![
        column(
            "=name",
            Type::Text,
            vec![one(text("=1+1")), one(text("@x")), one(text("a=b"))],
        ),
        column(
            "n",
            Type::Number,
            vec![one(number("-5")), one(number("5")), Cell::Null],
        ),
    ]);
    let options = Options {
        csv_safe: true,
        ..Options::default()
    };
    assert_eq!(
        written("csv", &answer, &options),
        "'=name,n\n'=1+1,-5\n'@x,5\na=b,\n"
    );
    assert_eq!(
        written("csv", &answer, &Options::default()),
        "=name,n\n=1+1,-5\n@x,5\na=b,\n"
    );
}

#[test]
fn writes_the_null_text_for_what_is_absent() {
    let cells = vec![Cell::Null, Cell::Many(vec![]), one(text("x"))];
    let answer = answer(vec![column("a", Type::Text, cells)]);
    let options = Options {
        null: "∅".to_owned(),
        ..Options::default()
    };
    assert_eq!(written("csv", &answer, &options), "a\n∅\n∅\nx\n");
    assert_eq!(written("table", &answer, &options), "a\n─\n∅\n∅\nx\n");
    assert!(written("json", &answer, &options).contains("null"));
}

#[test]
fn knows_modes_by_name() {
    for expected in MODES {
        let found = mode(&expected.name.to_uppercase()).expect("case does not count");
        assert_eq!(found.name, expected.name);
    }
    assert!(mode("xml").is_none());
}
