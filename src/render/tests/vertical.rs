use super::*;

#[test]
fn a_row_is_a_block_of_lines() {
    assert_eq!(
        written("vertical", &sample(), &Options::default()),
        "\
id        │ a
said      │ 2019-03-14
year      │ 2019
value     │ 12
sources   │ Hamas, Turkey?
anonymous │ true
──────────┼─────────────────────
id        │ b
said      │ 2019
year      │ 2018-05/2019-02
value     │ 11..
sources   │ ?
anonymous │ possible
──────────┼─────────────────────
id        │ c
said      │
year      │
value     │ -5 USD
sources   │
anonymous │ false
"
    );
}

#[test]
fn values_and_names_wrap_to_the_width() {
    let long = "Hamas’s political bureau has moved from Qatar to Turkey.";
    let answer = answer(vec![
        column("id", Type::Text, vec![one(text("003-moved"))]),
        column("when it was said", Type::Text, vec![one(text(long))]),
    ]);
    assert_eq!(
        written("vertical", &answer, &terminal(34)),
        "\
id          │ 003-moved
when it was │ Hamas’s political
said        │ bureau has moved
            │ from Qatar to
            │ Turkey.
"
    );
    assert_eq!(
        written("vertical", &answer, &terminal(14)),
        "\
id
003-moved
when it was
said
Hamas’s
political
bureau has
moved from
Qatar to
Turkey.
"
    );
}

#[test]
fn rows_are_numbered_where_that_is_asked_for() {
    let mut answer = sample();
    answer.columns.truncate(1);
    answer.certain[0] = false;
    let options = Options {
        numbered: true,
        ..Options::default()
    };
    assert_eq!(
        written("vertical", &answer, &options),
        "\
#  │ 1
id │ b
───┼─────────────────────
#  │ 2
id │ c
"
    );
}

#[test]
fn a_very_long_value_is_cut_on_a_terminal_only() {
    let cell = one(text(&"word ".repeat(20_000)));
    let answer = answer(vec![column("text", Type::Text, vec![cell])]);
    let options = terminal(60);
    assert_eq!(written("vertical", &answer, &options).lines().count(), 100);
    assert_eq!(elided("vertical", &answer, &options), ["1 value was cut"]);
    for width in [None, Some(60)] {
        let options = Options {
            width,
            ..Options::default()
        };
        let shown = written("vertical", &answer, &options);
        assert_eq!(shown.matches("word").count(), 20_000);
        assert_eq!(elided("vertical", &answer, &options), [""; 0]);
    }
}
