//! What holds of every answer, at every width.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::value::fit::width;

const DATES: &[&str] = &[
    "2019-03-14",
    "2019",
    "2018~",
    "2019-03-14?",
    "../2014-11-23",
    "2024/..",
    "../..",
    "Y-12345",
    "Y17E7",
    "2019-11-11/2019-12-18",
    "Y4000000",
];
const NUMBERS: &[&str] = &[
    "12",
    "0",
    "-5",
    "10..17",
    "11..",
    "..5",
    "..",
    "0.001",
    "5 USD",
    "40~",
    "123456789012345678",
];

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,20}",
        "(?s).{0,10}",
        "[a-z]{1,12}( [a-z]{1,12}){0,12}",
        "[אבגשحماسلا中文e\u{301}👍🏽❤\u{FE0F}🇹🇷\u{200D}\u{202E}\u{1B} -]{0,24}",
    ]
}

fn data(kind: usize) -> BoxedStrategy<Data> {
    match kind {
        0 => select(DATES).prop_map(date).boxed(),
        1 => prop_oneof![
            8 => select(NUMBERS).prop_map(number),
            1 => (any::<f64>(), any::<f64>()).prop_map(|(a, b)| between(a.min(b), a.max(b))),
        ]
        .boxed(),
        2 => texts().prop_map(|it| text(&it)).boxed(),
        _names => texts().prop_map(|it| record(&it, &it)).boxed(),
    }
}

fn cell(kind: usize) -> impl Strategy<Value = Cell> {
    prop_oneof![
        1 => Just(Cell::Null),
        6 => data(kind).prop_map(Cell::One),
        1 => data(kind).prop_map(|it| Cell::One(doubtful(it))),
        2 => proptest::collection::vec(data(kind), 0..4).prop_map(Cell::Many),
    ]
}

fn columns(rows: usize) -> impl Strategy<Value = Vec<Column>> {
    let types = [
        Type::Date(Unit::Day),
        Type::Date(Unit::Year),
        Type::Number,
        Type::Text,
        Type::Record(1),
        Type::Record(1),
    ];
    let column = (0..types.len(), texts()).prop_flat_map(move |(ty, name)| {
        let kind = [0, 0, 1, 2, 3, 3][ty];
        proptest::collection::vec(cell(kind), rows)
            .prop_map(move |cells| super::column(&name, types[ty], cells))
    });
    proptest::collection::vec(column, 0..7)
}

fn answers() -> impl Strategy<Value = Answer> {
    let rows = (0..6_usize).prop_flat_map(|rows| {
        (
            columns(rows),
            proptest::collection::vec(any::<bool>(), rows),
            any::<bool>(),
        )
    });
    rows.prop_map(|(columns, mut certain, total)| {
        if let Some(last) = certain.last_mut() {
            *last |= total;
        }
        Answer {
            columns,
            total: total && !certain.is_empty(),
            certain,
            notes: Vec::new(),
        }
    })
}

fn for_people() -> impl Iterator<Item = &'static Mode> {
    MODES.iter().filter(|mode| mode.elides)
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_terminal(
        answer in answers(),
        most in 1..200_usize,
        numbered: bool,
        auto: bool,
        isolates: bool,
    ) {
        let options = Options { numbered, auto, terminal: isolates, ..terminal(most) };
        for mode in for_people() {
            for line in written(mode.name, &answer, &options).lines() {
                prop_assert!(
                    width(line) <= most,
                    "{} at {}: {:?} takes {}", mode.name, most, line, width(line)
                );
            }
        }
    }

    #[test]
    fn nothing_is_left_out_in_files(answer in answers(), more in 0..100_usize) {
        for mode in for_people() {
            let least = mode.least_width.map_or(1, |least| least(&answer));
            let options = Options { width: Some(least + more), ..Options::default() };
            let (shown, elisions) = written_and_elided(mode.name, &answer, &options);
            for line in shown.lines() {
                prop_assert!(width(line) <= least + more, "{} at {}: {:?}", mode.name, least + more, line);
            }
            // What is told of a series beside its marks is no value of the answer.
            let is_left_out = |it: &Elision| match it {
                Elision::Columns(_) => mode.name != "spark",
                it => matches!(it, Elision::Rows { .. } | Elision::Cells(_)),
            };
            prop_assert!(!elisions.iter().any(is_left_out), "{}: {:?}", mode.name, elisions);
        }
    }

    #[test]
    fn only_line_ends_are_controls(answer in answers(), most in proptest::option::of(1..200_usize), elide: bool, terminal: bool) {
        let options = Options { width: most, elide, terminal, ..Options::default() };
        for mode in for_people() {
            let shown = written(mode.name, &answer, &options);
            prop_assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "{}", mode.name);
        }
    }
}
