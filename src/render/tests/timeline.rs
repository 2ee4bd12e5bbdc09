use super::*;

fn dated(dates: &[&str]) -> Answer {
    let ids = (0..dates.len()).map(|at| one(text(&format!("claim-{at}"))));
    let cells = dates.iter().map(|it| match *it {
        "" => Cell::Null,
        it => one(date(it)),
    });
    answer(vec![
        column("id", Type::Text, ids.collect()),
        column("said", Type::Date(Unit::Day), cells.collect()),
    ])
}

#[test]
fn days_are_marks_and_spans_are_ranges() {
    let answer = dated(&[
        "2014-11-23",
        "2019-11-11/2019-12-18",
        "2018~",
        "2016/2021",
        "../2014-11-23",
        "2024/..",
        "../..",
        "",
        "2024-11-18?",
    ]);
    assert_eq!(
        written("timeline", &answer, &Options::default()),
        "\
id      │  2014      2016      2018      2020       2022      2024
────────┼──┴─────────┴─────────┴─────────┴──────────┴─────────┴───────
claim-0 │      ● 2014-11-23
claim-1 │                                ○ 2019-11-11/2019-12-18
claim-2 │                 ├──────────────┤~ 2018~
claim-3 │            ├──────────────────────────────┤ 2016/2021
claim-4 │ ◄────┤ ../2014-11-23
claim-5 │                                             2024/.. ├─────►
claim-6 │ unknown
claim-7 │ unknown
claim-8 │                                             2024-11-18? ├┤?
"
    );
}

#[test]
fn narrow_and_wide_terminals_have_their_axis() {
    let answer = dated(&[
        "2014-11-23",
        "2019-11-11/2019-12-18",
        "2016/2021",
        "2024/..",
        "",
    ]);
    let drawn = [40, 110].map(|width| written("timeline", &answer, &terminal(width)));
    assert_eq!(drawn.concat(), "\
id      │  2010     2015     2020
────────┼──┴────────┴────────┴──────────
claim-0 │           ● 2014-11-23
claim-1 │                    ○
claim-2 │   2016/2021 ├──────────┤
claim-3 │                    2024/.. ├►
claim-4 │ unknown
id      │  2014     2015      2016     2017      2018      2019     2020      2021     2022      2023
────────┼──┴────────┴─────────┴────────┴─────────┴─────────┴────────┴─────────┴────────┴─────────┴─────────┴──
claim-0 │          ● 2014-11-23
claim-1 │                                                          ├┤ 2019-11-11/2019-12-18
claim-2 │                     ├────────────────────────────────────────────────────────┤ 2016/2021
claim-3 │                                                                                          2024/.. ├►
claim-4 │ unknown
");
}

#[test]
fn an_axis_is_no_wider_than_a_column_may_be() {
    let shown = written("timeline", &dated(&["2014", "2024"]), &terminal(1_000_000));
    let lines: Vec<usize> = shown.lines().map(|line| line.chars().count()).collect();
    assert_eq!(lines.len(), 4, "no line was broken");
    assert!(lines.iter().all(|wide| *wide < 100_000), "{lines:?}");
}

#[test]
fn the_axis_has_ticks_as_fine_as_there_is_room_for() {
    let heading = |dates: &[&str], width| {
        let shown = written("timeline", &dated(dates), &terminal(width));
        let lines = shown.lines().take(2);
        let drawn = lines.map(|line| line.chars().skip(10).collect::<String>());
        drawn.collect::<Vec<_>>().join("\n")
    };
    let cases: [(&[&str], usize); 7] = [
        (&["2019-03-14", "2019-03-18"], 100),
        (&["2019-03-14", "2019-11"], 100),
        (&["2014", "2025"], 60),
        (&["1800", "2025"], 60),
        (&["Y-12000", "Y12000"], 60),
        (&["2019-03-14"], 60),
        (&["../.."], 60),
    ];
    let headings = cases.map(|(dates, width)| heading(dates, width));
    assert_eq!(
        headings.join("\n"),
        "\
\x202019-03-14           2019-03-15            2019-03-16           2019-03-17
─┴────────────────────┴─────────────────────┴────────────────────┴─────────────────────┴──
 2019-03  2019-04   2019-05  2019-06   2019-07   2019-08  2019-09   2019-10  2019-11
─┴────────┴─────────┴────────┴─────────┴─────────┴────────┴─────────┴────────┴────────────
 2014   2016    2018    2020   2022    2024
─┴──────┴───────┴───────┴──────┴───────┴──────────
 1800      1850      1900      1950      2000
─┴─────────┴─────────┴─────────┴─────────┴────────
 Y-20000       Y-10000       0000           Y10000
─┴─────────────┴─────────────┴──────────────┴─────
 2019-02                2019-03
─┴──────────────────────┴─────────────────────────

──────────────────────────────────────────────────"
    );
}

#[test]
fn several_dates_of_a_row_are_several_marks() {
    let days = vec![
        date("2014-11-23"),
        doubtful(date("2019-12-18")),
        date("2024"),
    ];
    let answer = answer(vec![column(
        "said",
        Type::Date(Unit::Day),
        vec![Cell::Many(days)],
    )]);
    assert_eq!(
        written("timeline", &answer, &Options::default()),
        "\
\x202014      2016      2018      2020      2022      2024
─┴─────────┴─────────┴─────────┴─────────┴─────────┴────────
     ●                         ●?                  ├─────┤
"
    );
}

#[test]
fn labels_wrap_on_a_terminal_and_are_cut_after_a_few_lines() {
    let long = "Hamas’s political bureau has moved from Qatar to Turkey.";
    let mut answer = dated(&["2019", "2024"]);
    answer
        .columns
        .push(column("text", Type::Text, vec![one(text(long)); 2]));
    let options = terminal(60);
    assert_eq!(
        written("timeline", &answer, &options),
        "\
id      │ text                          │  2015   2020
────────┼───────────────────────────────┼──┴──────┴─────────
claim-0 │ Hamas’s political bureau has  │       ├┤ 2019
        │ moved from Qatar to Turkey.   │
claim-1 │ Hamas’s political bureau has  │         2024 ├─┤
        │ moved from Qatar to Turkey.   │
"
    );
    assert_eq!(elided("timeline", &answer, &options), [""; 0]);
    let longer = [long; 2].join(" ");
    answer.columns[2].cells[1] = one(text(&longer));
    assert_eq!(
        written("timeline", &answer, &terminal(42)),
        "\
id      │ text          │  2015  2020
────────┼───────────────┼──┴─────┴────────
claim-0 │ Hamas’s       │      ├┤ 2019
        │ political     │
        │ bureau has    │
        │ moved from    │
        │ Qatar to      │
        │ Turkey.       │
claim-1 │ Hamas’s       │       2024 ├─┤
        │ political     │
        │ bureau has    │
        │ moved from    │
        │ Qatar to      │
        │ Turkey.…      │
"
    );
    assert_eq!(
        elided("timeline", &answer, &terminal(42)),
        ["1 value was cut"]
    );
    let narrow = terminal(18);
    assert_eq!(
        written("timeline", &answer, &narrow),
        "\
\x202015   2020
─┴──────┴─────────
      ├┤ 2019
        2024 ├─┤
"
    );
    assert_eq!(
        elided("timeline", &answer, &narrow),
        ["the columns ‘id’, ‘text’ are not shown"]
    );
}

#[test]
fn an_answer_without_dates_says_so() {
    let mut answer = dated(&["2019"]);
    answer.columns.pop();
    assert_eq!(
        written("timeline", &answer, &Options::default()),
        "(no column of dates)\n"
    );
    let need = mode("timeline")
        .and_then(|mode| mode.needs.as_ref())
        .expect("dates");
    assert!(!(need.is_met)(&answer));
    assert!((need.is_met)(&sample()));
}

#[test]
fn a_label_of_one_line_is_left_where_words_would_break() {
    let sources = ["Palestinian Authority", "Hamas", "Hamas"];
    let long = ["Hamas is there.", "Palestinians are.", "Accusations are."];
    let texts = |texts: [&str; 3]| texts.map(|it| one(text(it))).into();
    let mut answer = dated(&["2019", "2024", "2024"]);
    answer.columns[0] = column("source", Type::Text, texts(sources));
    answer.columns.push(column("text", Type::Text, texts(long)));
    let shown = written("timeline", &answer, &terminal(36));
    assert_eq!(shown.lines().count(), 5, "{shown}");
}

#[test]
fn an_axis_keeps_room_for_its_dates() {
    let mut answer = dated(&["2019-11-11/2019-12-18", "2024-11-18"]);
    let long = "Hamas’s political bureau has moved from Qatar to Turkey. ".repeat(3);
    let texts = vec![one(text(&long)); 2];
    answer.columns.push(column("text", Type::Text, texts));
    for width in [80, 100] {
        let shown = written("timeline", &answer, &terminal(width));
        assert!(shown.contains("○ 2019-11-11/2019-12-18"), "{shown}");
        assert!(shown.contains("2024-11-18 ●"), "{shown}");
    }
}
