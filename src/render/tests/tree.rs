use super::*;

fn records(kind: u8, name: &str, names: &[&str]) -> Column {
    let cells = names.iter().map(|name| match *name {
        "" => Cell::Null,
        name => one(record(name, name)),
    });
    column(name, Type::Record(kind), cells.collect())
}

fn relays(names: &[&str]) -> Cell {
    Cell::Many(names.iter().map(|name| record(name, name)).collect())
}

#[test]
fn what_rows_share_is_written_once() {
    let counts = ["3", "4..5", "1", "2", "6"];
    let answer = answer(vec![
        records(1, "outlet", &["MEE", "MEE", "MEE", "Reuters", "Reuters"]),
        records(
            2,
            "document",
            &["Doc A", "Doc A", "Doc B", "Doc C", "Doc D"],
        ),
        records(3, "claim", &["a1", "a2", "", "c1", "d1"]),
        column(
            "count",
            Type::Number,
            counts.map(|it| one(number(it))).into(),
        ),
    ]);
    assert_eq!(
        written("tree", &answer, &Options::default()),
        "\
MEE
├─ Doc A
│  ├─ a1 · count 3
│  └─ a2 · count 4..5
└─ Doc B · count 1
Reuters
├─ Doc C
│  └─ c1 · count 2
└─ Doc D
   └─ d1 · count 6
"
    );
}

#[test]
fn a_row_that_ends_where_others_go_on_is_a_branch_of_its_own() {
    let answer = answer(vec![
        records(
            1,
            "outlet",
            &["", "MEE", "MEE", "MEE", "Reuters", "Reuters"],
        ),
        records(2, "document", &["", "", "Doc A", "", "Doc C", ""]),
        column(
            "count",
            Type::Number,
            ["7", "3", "4", "5", "1", "2"]
                .map(|it| one(number(it)))
                .into(),
        ),
    ]);
    assert_eq!(
        written("tree", &answer, &Options::default()),
        "\
– · count 7
MEE
├─ – · count 3
├─ – · count 5
└─ Doc A · count 4
Reuters
├─ Doc C · count 1
└─ – · count 2
"
    );
}

#[test]
fn lists_of_the_same_kind_are_a_chain() {
    let answer = answer(vec![
        records(2, "document", &["Doc A", "Doc A", "Doc A"]),
        column(
            "source",
            Type::Record(5),
            vec![
                relays(&["Hamas", "Turkey"]),
                relays(&["Israel"]),
                Cell::Null,
            ],
        ),
        column(
            "via",
            Type::Record(5),
            vec![
                relays(&["Shin Bet", "Reuters"]),
                relays(&[]),
                relays(&["Reuters"]),
            ],
        ),
        records(1, "outlet", &["MEE", "MEE", "MEE"]),
        records(3, "claim", &["a1", "a2", "a3"]),
    ]);
    assert_eq!(
        written("tree", &answer, &Options::default()),
        "\
Doc A
├─ Hamas, Turkey → Shin Bet → Reuters → MEE
│  └─ a1
├─ Israel → MEE
│  └─ a2
└─ – → Reuters → MEE
   └─ a3
"
    );
}

#[test]
fn names_wrap_beside_their_branch() {
    let long = "Hamas’s political bureau has moved from Qatar to Turkey.";
    let answer = answer(vec![
        records(1, "outlet", &["MEE", "MEE"]),
        column("text", Type::Text, vec![one(text(long)); 2]),
    ]);
    assert_eq!(
        written("tree", &answer, &terminal(30)),
        "\
MEE
├─ Hamas’s political bureau
│  has moved from Qatar to
│  Turkey.
└─ Hamas’s political bureau
   has moved from Qatar to
   Turkey.
"
    );
    assert_eq!(written("tree", &answer, &terminal(5)).lines().count(), 11);
}

#[test]
fn rows_that_begin_alike_are_one_branch_wherever_they_stand() {
    let answer = answer(vec![
        records(1, "outlet", &["MEE", "Reuters", "MEE", "Reuters", "MEE"]),
        records(
            2,
            "document",
            &["Doc A", "Doc C", "Doc B", "Doc C", "Doc A"],
        ),
        records(3, "claim", &["a1", "c1", "b1", "c2", "a2"]),
    ]);
    assert_eq!(
        written("tree", &answer, &Options::default()),
        "\
MEE
├─ Doc A
│  ├─ a1
│  └─ a2
└─ Doc B
   └─ b1
Reuters
└─ Doc C
   ├─ c1
   └─ c2
"
    );
}
