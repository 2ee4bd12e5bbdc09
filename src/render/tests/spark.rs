use super::*;

fn by_year(rows: &[(&str, &str, &str)]) -> Answer {
    let parties = rows.iter().map(|(party, _, _)| one(text(party)));
    let years = rows.iter().map(|(_, year, _)| match *year {
        "" => Cell::Null,
        year => one(date(year)),
    });
    let counts = rows.iter().map(|(_, _, count)| one(number(count)));
    answer(vec![
        column("party", Type::Text, parties.collect()),
        column("year", Type::Date(Unit::Year), years.collect()),
        column("count", Type::Number, counts.collect()),
    ])
}

#[test]
fn years_without_a_row_are_gaps() {
    let mut answer = by_year(&[
        ("", "2014", "101"),
        ("", "2015", "0"),
        ("", "2018/2019", "26"),
        ("", "2019", "114"),
        ("", "2021", "30..40"),
        ("", "", "3"),
    ]);
    answer.columns.remove(0);
    assert_eq!(
        written("spark", &answer, &Options::default()),
        "\
first │ last   │ least    │ most       │ 2014 … 2021
──────┼────────┼──────────┼────────────┼────────────
101   │ 30..40 │ 0 (2015) │ 114 (2019) │ ▇▁   █ ▃
"
    );
    assert_eq!(
        elided("spark", &answer, &Options::default()),
        ["2 rows lie in no one year and are not drawn"]
    );
}

#[test]
fn keys_before_the_last_are_series() {
    let answer = by_year(&[
        ("Hamas", "2014", "3"),
        ("Hamas", "2019", "6"),
        ("Israel", "2019", "28"),
        ("Turkey", "2015", "1"),
        ("Turkey", "2024", "9"),
    ]);
    assert_eq!(
        written("spark", &answer, &Options::default()),
        "\
party  │ first │ last │ least     │ most      │ 2014 … 2024
───────┼───────┼──────┼───────────┼───────────┼────────────
Hamas  │ 3     │ 6    │ 3 (2014)  │ 6 (2019)  │ ▂    ▃
Israel │ 28    │ 28   │ 28 (2019) │ 28 (2019) │      █
Turkey │ 1     │ 9    │ 1 (2015)  │ 9 (2024)  │  ▁        ▃
"
    );
    assert_eq!(
        written("spark", &answer, &terminal(50)),
        "\
party  │ first │ last │ least     │ 2014 … 2024
───────┼───────┼──────┼───────────┼────────────
Hamas  │ 3     │ 6    │ 3 (2014)  │ ▂    ▃
Israel │ 28    │ 28   │ 28 (2019) │      █
Turkey │ 1     │ 9    │ 1 (2015)  │  ▁        ▃
"
    );
}

#[test]
fn keys_that_are_no_dates_stand_in_the_order_of_the_answer() {
    let mut answer = by_year(&[("b", "2014", "3"), ("a", "2014", "-2"), ("c", "2014", "8")]);
    answer.columns.remove(1);
    assert_eq!(
        written("spark", &answer, &Options::default()),
        "\
first │ last │ least  │ most  │ b … c
──────┼──────┼────────┼───────┼──────
3     │ 8    │ -2 (a) │ 8 (c) │ ▅▁█
"
    );
    answer.columns.remove(0);
    assert_eq!(
        written("spark", &answer, &Options::default()),
        "\
first │ last │ least │ most │
──────┼──────┼───────┼──────┼────
3     │ 8    │ -2    │ 8    │ ▅▁█
"
    );
}

#[test]
fn marks_that_have_no_room_are_put_together() {
    let rows: Vec<String> = (1900..2020).map(|year| year.to_string()).collect();
    let rows: Vec<_> = rows
        .iter()
        .map(|year| ("", year.as_str(), &year[3..]))
        .collect();
    let mut answer = by_year(&rows);
    answer.columns.remove(0);
    let options = terminal(80);
    assert_eq!(
        written("spark", &answer, &options),
        "\
first │ last │ least    │ most     │ 1900 … 2019
──────┼──────┼──────────┼──────────┼─────────────────────────────────────────
0     │ 9    │ 0 (1900) │ 9 (1909) │ ▃▅▇█▄▆█▃▆█▃▅▇█▄▆█▃▆█▃▅▇█▄▆█▃▆█▃▅▇█▄▆█▃▆█
"
    );
    assert_eq!(
        elided("spark", &answer, &options),
        ["a mark stands for 3 years and shows the greatest value of them"]
    );
}

#[test]
fn rows_without_a_mark_of_their_own_are_told() {
    let mut answer = by_year(&[
        ("", "2014", "3"),
        ("", "2014", "8"),
        ("", "2015", ".."),
        ("", "2016", "2"),
        ("", "2016", "2"),
        ("", "2016", "1"),
        ("", "2017", "5 USD"),
    ]);
    answer.columns.remove(0);
    assert_eq!(
        elided("spark", &answer, &Options::default()),
        [
            "1 value of another unit is not drawn",
            "1 number is not known at either end and is not drawn",
            "3 rows have the key of another and are not drawn: of several the greatest is",
        ]
    );
}

#[test]
fn what_is_told_of_a_series_is_left_away_where_it_has_no_room() {
    let answer = by_year(&[
        ("Hamas", "2014", "3"),
        ("Hamas", "2019", "6"),
        ("Israel", "2019", "28"),
    ]);
    for (width, told, left_away) in [
        (60, "first │ last │ least     │ most", None),
        (
            40,
            "first │ last",
            Some("the columns ‘least’, ‘most’ are not shown"),
        ),
        (
            20,
            "party",
            Some("the columns ‘first’, ‘last’, ‘least’, ‘most’ are not shown"),
        ),
    ] {
        let options = Options {
            width: Some(width),
            ..Options::default()
        };
        let drawn = written("spark", &answer, &options);
        assert!(drawn.contains(told) && drawn.contains("Hamas"), "{drawn}");
        assert!(drawn.lines().count() == 4, "{drawn}");
        assert!(
            drawn.lines().all(|line| line.chars().count() <= width),
            "{drawn}"
        );
        let elided = elided("spark", &answer, &options);
        assert_eq!(elided.first().map(String::as_str), left_away, "{drawn}");
    }
}
