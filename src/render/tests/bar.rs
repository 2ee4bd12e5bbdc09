use super::*;

fn counted(values: &[&str]) -> Answer {
    let keys = (0..values.len()).map(|at| one(text(&format!("key {at}"))));
    let cells = values.iter().map(|it| match *it {
        "" => Cell::Null,
        it => one(number(it)),
    });
    answer(vec![
        column("count", Type::Number, cells.collect()),
        column("by", Type::Text, keys.collect()),
    ])
}

#[test]
fn numbers_are_bars_solid_to_what_is_sure() {
    let answer = counted(&[
        "12", "10..17", "0", "1", "0.1", "8..", "..5", "", "..", "20",
    ]);
    assert_eq!(
        written("bar", &answer, &Options::default()),
        "\
by    │  count │
──────┼────────┼─────────────────────────────────────────
key 0 │     12 │ ████████████████████████
key 1 │ 10..17 │ ████████████████████░░░░░░░░░░░░░░
key 2 │      0 │
key 3 │      1 │ ██
key 4 │    0.1 │ ▎
key 5 │    8.. │ ████████████████░░░░░░░░░░░░░░░░░░░░░░░►
key 6 │    ..5 │ ░░░░░░░░░░
key 7 │      – │
key 8 │      ? │ ?
key 9 │     20 │ ████████████████████████████████████████
"
    );
    assert_eq!(
        written("bar", &answer, &terminal(30)),
        "\
by    │  count │
──────┼────────┼──────────────
key 0 │     12 │ ███████▊
key 1 │ 10..17 │ ██████░░░░░
key 2 │      0 │
key 3 │      1 │ ▋
key 4 │    0.1 │ ▏
key 5 │    8.. │ █████░░░░░░░►
key 6 │    ..5 │ ░░░
key 7 │      – │
key 8 │      ? │ ?
key 9 │     20 │ █████████████
"
    );
}

#[test]
fn numbers_below_nought_run_to_the_left() {
    let answer = counted(&["-5", "10", "-10..-2", "-3..4", "..-2", "0", ".."]);
    assert_eq!(
        written("bar", &answer, &Options::default()),
        "\
by    │   count │
──────┼─────────┼─────────────────────────────────────────
key 0 │      -5 │          ██████████│
key 1 │      10 │                    │███████████████████▌
key 2 │ -10..-2 │ ░░░░░░░░░░░░░░░░███│
key 3 │   -3..4 │              ░░░░░░│░░░░░░░░
key 4 │    ..-2 │ ◄░░░░░░░░░░░░░░░███│
key 5 │       0 │                    │
key 6 │       ? │                    │?
"
    );
    let answer = counted(&["-5", "-1"]);
    assert_eq!(
        written("bar", &answer, &Options::default()),
        "\
by    │ count │
──────┼───────┼─────────────────────────────────────────
key 0 │    -5 │ ███████████████████████████████████████│
key 1 │    -1 │                                ████████│
"
    );
}

#[test]
fn only_numbers_of_one_unit_are_drawn() {
    let answer = counted(&["5 USD", "7", "10 USD", "3 USD"]);
    assert_eq!(
        written("bar", &answer, &Options::default()),
        "\
by    │  count │
──────┼────────┼─────────────────────────────────────────
key 0 │  5 USD │ ████████████████████
key 1 │      7 │
key 2 │ 10 USD │ ████████████████████████████████████████
key 3 │  3 USD │ ████████████
"
    );
    assert_eq!(
        elided("bar", &answer, &Options::default()),
        ["1 value of another unit is not drawn"]
    );
}

#[test]
fn labels_that_tell_rows_apart_and_the_number_stay() {
    let names = |names: [&str; 4]| names.map(|it| one(text(it))).into();
    let answer = answer(vec![
        column(
            "value",
            Type::Number,
            ["4", "12", "7", "3"].map(|it| one(number(it))).into(),
        ),
        column("kind", Type::Text, names(["count"; 4])),
        column(
            "source",
            Type::Text,
            names(["The Telegraph", "The Telegraph", "Israel", ""]),
        ),
        column(
            "stance",
            Type::Text,
            names(["assert", "deny", "assert", "speculate"]),
        ),
        column(
            "claim",
            Type::Text,
            names(["a-long-id", "b-long-id", "c-long-id", "d-long-id"]),
        ),
    ]);
    assert_eq!(
        written("bar", &answer, &terminal(44)),
        "\
source       │ stance    │ value │
─────────────┼───────────┼───────┼──────────
The Telegra… │ assert    │     4 │ ███
The Telegra… │ deny      │    12 │ █████████
Israel       │ assert    │     7 │ █████▎
             │ speculate │     3 │ ██▎
"
    );
    assert_eq!(
        elided("bar", &answer, &terminal(44)),
        [
            "the columns ‘kind’, ‘claim’ are not shown",
            "2 values were cut"
        ]
    );
}

#[test]
fn an_absent_label_is_seen() {
    let mut answer = counted(&["1", "2"]);
    answer.columns[1].cells[0] = Cell::Null;
    assert!(written("bar", &answer, &Options::default()).contains('–'));
    answer.columns.swap(0, 1);
    let shown = written("spark", &answer, &Options::default());
    assert!(shown.contains("1 (–)"), "{shown}");
    let options = Options {
        null: "none".to_owned(),
        ..Options::default()
    };
    assert!(written("bar", &answer, &options).contains("none"));
}

#[test]
fn great_and_small_numbers_are_drawn() {
    let mut answer = counted(&["0", "0", "0", "0"]);
    let cells = [
        (1e300, 1e300),
        (-1e300, -1e300),
        (1e-300, 1e-300),
        (-1.7e308, 1.7e308),
    ];
    answer.columns[0].cells = cells.map(|(lo, hi)| one(between(lo, hi))).into();
    assert_eq!(
        written("bar", &answer, &terminal(60)),
        "\
by    │
──────┼─────────────────────────────────────────────────────
key 0 │                          │▏
key 1 │                         ▐│
key 2 │                          │
key 3 │ ░░░░░░░░░░░░░░░░░░░░░░░░░│░░░░░░░░░░░░░░░░░░░░░░░░░░
"
    );
}

#[test]
fn the_unit_that_most_values_have_is_drawn() {
    let mut answer = counted(&["3 USD", "10 people", "20 people", "40 people"]);
    let several = vec![number("40 people"), number("2 USD")];
    answer.columns[0].cells[3] = Cell::Many(several);
    let drawn = written("bar", &answer, &Options::default());
    let bars: Vec<usize> = drawn
        .lines()
        .skip(2)
        .map(|it| it.matches('█').count())
        .collect();
    assert_eq!(bars, [0, 10, 20, 40], "{drawn}");
    assert_eq!(
        elided("bar", &answer, &Options::default()),
        ["2 values of another unit are not drawn"]
    );
}
