use super::*;

/// An answer as analysts have it: an id, a date, names, a text, and a word.
fn claims() -> Answer {
    let names = |names: &[&str]| Cell::Many(names.iter().map(|it| record(it, it)).collect());
    answer(vec![
        column(
            "id",
            Type::Text,
            vec![one(text("003-moved-denied")), one(text("003-hosts"))],
        ),
        column(
            "said",
            Type::Date(Unit::Day),
            vec![one(date("2024-11-18")), one(date("2024"))],
        ),
        column(
            "source",
            Type::Record(3),
            vec![
                names(&["Turkish diplomatic source", "Hamas"]),
                names(&["Benjamin Netanyahu", "Israel", "United States"]),
            ],
        ),
        column(
            "text",
            Type::Text,
            vec![
                one(text(
                    "denies: Hamas’s political bureau has moved from Qatar to Turkey.",
                )),
                one(text("Turkey hosts leaders of Hamas.")),
            ],
        ),
        column(
            "outlet",
            Type::Record(4),
            vec![one(record("mee", "MEE")), one(record("mee", "MEE"))],
        ),
        column("place", Type::Record(4), vec![Cell::Null, Cell::Null]),
    ])
}

#[test]
fn wraps_to_the_width() {
    let long = "Hamas’s political bureau has moved from Qatar to Turkey.";
    let answer = answer(vec![
        column("id", Type::Text, vec![one(text("003-moved"))]),
        column("text", Type::Text, vec![one(text(long))]),
    ]);
    let options = Options {
        width: Some(40),
        ..Options::default()
    };
    assert_eq!(
        written("table", &answer, &options),
        "\
id        │ text
──────────┼─────────────────────────────
003-moved │ Hamas’s political bureau has
          │ moved from Qatar to Turkey.
"
    );
    assert!(written("table", &answer, &Options::default()).contains(long));
}

#[test]
fn exact_columns_keep_their_width_and_lists_break_between_names() {
    assert_eq!(
        written("table", &claims(), &terminal(100)),
        "\
id               │ said       │ source                   │ text                     │ outlet │ place
─────────────────┼────────────┼──────────────────────────┼──────────────────────────┼────────┼──────
003-moved-denied │ 2024-11-18 │ Turkish diplomatic       │ denies: Hamas’s          │ MEE    │
                 │            │ source, Hamas            │ political bureau has     │        │
                 │            │                          │ moved from Qatar to      │        │
                 │            │                          │ Turkey.                  │        │
003-hosts        │ 2024       │ Benjamin Netanyahu,      │ Turkey hosts leaders of  │ MEE    │
                 │            │ Israel, United States    │ Hamas.                   │        │
"
    );
}

#[test]
fn columns_that_tell_least_are_left_out_first_and_a_mark_stands_for_them() {
    assert_eq!(
        written("table", &claims(), &terminal(54)),
        "\
id               │ source         │ text           │ …
─────────────────┼────────────────┼────────────────┼──
003-moved-denied │ Turkish        │ denies:        │ …
                 │ diplomatic     │ Hamas’s        │
                 │ source, Hamas  │ political      │
                 │                │ bureau has     │
                 │                │ moved from     │
                 │                │ Qatar to       │
                 │                │ Turkey.        │
003-hosts        │ Benjamin       │ Turkey hosts   │ …
                 │ Netanyahu,     │ leaders of     │
                 │ Israel,        │ Hamas.         │
                 │ United States  │                │
"
    );
    assert_eq!(
        elided("table", &claims(), &terminal(54)),
        ["the columns ‘said’, ‘outlet’, ‘place’ are not shown"]
    );
}

#[test]
fn of_columns_that_tell_alike_the_last_selected_are_left_out() {
    let mut answer = claims();
    answer.columns.truncate(4);
    let topics = [["attacks", "exile"], ["money", "offices"]];
    let topics = topics.map(|topics| Cell::Many(topics.map(text).into()));
    let ids = ["a", "b"].map(|id| one(text(id)));
    answer
        .columns
        .insert(1, column("topics", Type::Text, topics.into()));
    answer.columns.push(column("by", Type::Text, ids.into()));
    let left_out = |width| elided("table", &answer, &terminal(width));
    assert_eq!(left_out(79), [""; 0]);
    assert_eq!(left_out(78), ["the column ‘by’ is not shown"]);
    assert_eq!(left_out(66), ["the columns ‘said’, ‘by’ are not shown"]);
    let left_out = left_out(52);
    assert_eq!(
        left_out,
        ["the columns ‘topics’, ‘said’, ‘by’ are not shown"]
    );
}

#[test]
fn long_values_that_repeat_go_before_a_text_is_hard_to_read() {
    let titles = |titles: [&str; 2]| {
        column(
            "document",
            Type::Record(2),
            titles.map(|it| one(record(it, it))).into(),
        )
    };
    let long = "The charges of the Palestinian Authority against Hamas";
    let mut answer = claims();
    answer.columns.truncate(4);
    answer.columns.push(titles([long, long]));
    let left_out = |answer: &Answer, width| elided("table", answer, &terminal(width));
    assert_eq!(
        left_out(&answer, 94),
        ["the column ‘document’ is not shown"]
    );
    assert_eq!(left_out(&answer, 98), [""; 0]);
    answer.columns[4] = titles([long, "Qatar"]);
    assert_eq!(left_out(&answer, 94), [""; 0]);
}

#[test]
fn what_tells_rows_apart_may_repeat() {
    let long = [
        "The charges of the Palestinian Authority",
        "The report of The Telegraph on its plots",
    ];
    let keys = |count: usize, of: usize| (0..count).map(move |row| row / of);
    let names = keys(6, 3).map(|at| {
        one(record(
            "x",
            &format!("{} {at}", "Palestinian Authority".repeat(2)),
        ))
    });
    let titles = keys(6, 1).map(|at| one(record("x", long[at % 2])));
    let answer = answer(vec![
        column("source", Type::Record(3), names.collect()),
        column("document", Type::Record(2), titles.collect()),
        column("count", Type::Number, vec![one(number("1")); 6]),
    ]);
    assert_eq!(elided("table", &answer, &terminal(40)), [""; 0]);
}

#[test]
fn without_elision_everything_is_squeezed_in() {
    let options = Options {
        width: Some(60),
        ..Options::default()
    };
    assert_eq!(
        written("table", &claims(), &options),
        "\
id        │ said      │ source   │ text     │ outlet │ place
──────────┼───────────┼──────────┼──────────┼────────┼──────
003-      │ 2024-11-  │ Turkish  │ denies:  │ MEE    │
moved-    │ 18        │ diplomat │ Hamas’s  │        │
denied    │           │ ic       │ politica │        │
          │           │ source,  │ l bureau │        │
          │           │ Hamas    │ has      │        │
          │           │          │ moved    │        │
          │           │          │ from     │        │
          │           │          │ Qatar to │        │
          │           │          │ Turkey.  │        │
003-hosts │ 2024      │ Benjamin │ Turkey   │ MEE    │
          │           │ Netanyah │ hosts    │        │
          │           │ u,       │ leaders  │        │
          │           │ Israel,  │ of       │        │
          │           │ United   │ Hamas.   │        │
          │           │ States   │          │        │
"
    );
    assert_eq!(elided("table", &claims(), &options), [""; 0]);
}

#[test]
fn rows_are_numbered_where_that_is_asked_for() {
    let options = Options {
        numbered: true,
        max_rows: Some(1),
        ..terminal(54)
    };
    assert_eq!(
        written("table", &claims(), &options),
        "\
# │ id               │ source       │ text         │ …
──┼──────────────────┼──────────────┼──────────────┼──
1 │ 003-moved-denied │ Turkish      │ denies:      │ …
  │                  │ diplomatic   │ Hamas’s      │
  │                  │ source,      │ political    │
  │                  │ Hamas        │ bureau has   │
  │                  │              │ moved from   │
  │                  │              │ Qatar to     │
  │                  │              │ Turkey.      │
"
    );
}

#[test]
fn a_single_wide_row_is_written_as_a_block() {
    let mut answer = claims();
    answer.columns.truncate(4);
    let options = Options {
        auto: true,
        ..terminal(60)
    };
    assert!(written("table", &answer, &options).starts_with("id   "));
    answer.certain[0] = false;
    assert_eq!(
        written("table", &answer, &options),
        "\
id     │ 003-hosts
said   │ 2024
source │ Benjamin Netanyahu, Israel, United States
text   │ Turkey hosts leaders of Hamas.
"
    );
}

#[test]
fn texts_give_room_before_ids_break_and_ids_before_a_source_is_left_out() {
    let mut answer = claims();
    answer.columns.truncate(4);
    assert_eq!(
        written("table", &answer, &terminal(64)),
        "\
id               │ said       │ source          │ text
─────────────────┼────────────┼─────────────────┼───────────────
003-moved-denied │ 2024-11-18 │ Turkish         │ denies:
                 │            │ diplomatic      │ Hamas’s
                 │            │ source, Hamas   │ political
                 │            │                 │ bureau has
                 │            │                 │ moved from
                 │            │                 │ Qatar to
                 │            │                 │ Turkey.
003-hosts        │ 2024       │ Benjamin        │ Turkey hosts
                 │            │ Netanyahu,      │ leaders of
                 │            │ Israel,         │ Hamas.
                 │            │ United States   │
"
    );
    assert_eq!(elided("table", &answer, &terminal(64)), [""; 0]);
    let narrow = written("table", &answer, &terminal(46));
    assert!(
        narrow.starts_with("id           │ source       │ text         │ …"),
        "{narrow}"
    );
}

#[test]
fn rows_are_blocks_where_a_table_would_leave_much_out() {
    let answer = claims();
    let options = Options {
        auto: true,
        ..terminal(60)
    };
    let (shown, elisions) = written_and_elided("table", &answer, &options);
    assert!(shown.starts_with("id               │ source"), "{shown}");
    assert!(!elisions.contains(&Elision::Table), "{elisions:?}");
    let options = Options {
        auto: true,
        ..terminal(30)
    };
    let (shown, elisions) = written_and_elided("table", &answer, &options);
    assert!(shown.starts_with("id     │ 003-moved-denied\n"), "{shown}");
    assert_eq!(elisions, [Elision::Table]);
    let listed = Options {
        kept: 2,
        ..terminal(34)
    };
    assert_eq!(
        written("table", &answer, &listed),
        "\
id               │ said       │ …
─────────────────┼────────────┼──
003-moved-denied │ 2024-11-18 │ …
003-hosts        │ 2024       │ …
"
    );
}

#[test]
fn a_first_column_of_one_value_goes_before_others() {
    let mut answer = claims();
    answer.columns.rotate_right(2);
    let shown = written("table", &answer, &terminal(54));
    assert!(shown.starts_with("id               │ source"), "{shown}");
}

#[test]
fn headings_break_behind_their_parts() {
    let years = vec![one(number("1")), one(number("2"))];
    let answer = answer(vec![
        column(
            "document",
            Type::Text,
            vec![one(text("000")), one(text("001"))],
        ),
        column("claim.source.party", Type::Number, years),
    ]);
    assert_eq!(
        written("table", &answer, &terminal(18)),
        "\
document │  claim.
         │ source.
         │   party
─────────┼────────
000      │       1
001      │       2
"
    );
}

#[test]
fn lists_whose_values_have_commas_are_parted_by_semicolons() {
    let titles = ["Turkey, Hamas and plots", "Qatar"];
    let list = Cell::Many(titles.iter().map(|it| record(it, it)).collect());
    let answer = answer(vec![column("documents", Type::Record(1), vec![list])]);
    let joined = "Turkey, Hamas and plots; Qatar";
    for mode in ["table", "vertical", "markdown", "tsv", "tree"] {
        let shown = written(mode, &answer, &Options::default());
        assert!(shown.contains(joined), "{mode}: {shown}");
    }
    assert!(written("csv", &answer, &Options::default()).contains(&format!("\"{joined}\"")));
}

#[test]
fn wide_letters_and_marks_are_aligned() {
    let cells = [
        "שלום עולם",
        "حماس",
        "中文报纸",
        "👩\u{200D}👧",
        "e\u{301}te\u{301}",
        "❤\u{FE0F}",
    ];
    let answer = answer(vec![
        column("name", Type::Text, cells.map(|it| one(text(it))).into()),
        column("n", Type::Number, cells.map(|_| one(number("1"))).into()),
    ]);
    let shown = written("table", &answer, &Options::default());
    assert_eq!(
        shown,
        "\
name         │ n
─────────────┼──
שלום עולם    │ 1
حماس         │ 1
中文报纸     │ 1
👩⟨U+200D⟩👧 │ 1
e\u{301}te\u{301}          │ 1
❤\u{fe0f}           │ 1
"
    );
    let options = Options {
        terminal: true,
        ..Options::default()
    };
    let isolated = written("table", &answer, &options);
    assert_eq!(isolated.matches('\u{2068}').count(), 2);
    assert!(isolated.contains("\u{2068}حماس\u{2069}  "), "{isolated}");
    assert_eq!(isolated.replace(['\u{2068}', '\u{2069}'], ""), shown);
}

#[test]
fn headings_are_bold_and_rules_dim_where_colour_is_on() {
    let mut answer = sample();
    answer.columns.truncate(2);
    answer.certain = vec![true, false, false];
    let options = Options {
        color: true,
        ..Options::default()
    };
    assert_eq!(
        written("table", &answer, &options),
        "\u{1B}[1mid\u{1B}[0m \u{1B}[2m│\u{1B}[0m \u{1B}[1msaid\u{1B}[0m\n\
         \u{1B}[2m───┼───────────\u{1B}[0m\n\
         a  \u{1B}[2m│\u{1B}[0m 2019-03-14\n"
    );
}

#[test]
fn survives_a_cell_wider_than_any_table() {
    let answer = answer(vec![column(
        "a",
        Type::Text,
        vec![one(text(&"x".repeat(70_000)))],
    )]);
    for width in [None, Some(80)] {
        let options = Options {
            width,
            ..Options::default()
        };
        assert_eq!(
            written("table", &answer, &options).matches('x').count(),
            70_000
        );
    }
    let options = terminal(80);
    assert_eq!(written("table", &answer, &options).lines().count(), 22);
    assert_eq!(elided("table", &answer, &options), ["1 value was cut"]);
}

#[test]
fn many_values_and_long_ones_are_quick() {
    let cells: Vec<Cell> = (0..70_000)
        .map(|at| one(text(&format!("value {at}"))))
        .collect();
    let many = answer(vec![column("a", Type::Text, cells)]);
    assert_eq!(
        written("table", &many, &terminal(20)).lines().count(),
        70_002
    );
    let long = Cell::Many(vec![text(&"word ".repeat(20_000)); 2]);
    let long = answer(vec![
        column("id", Type::Text, vec![one(text("x")); 40]),
        column("text", Type::Text, vec![long; 40]),
    ]);
    let shown = written("table", &long, &terminal(80));
    assert_eq!(shown.lines().count(), 2 + 40 * 20);
}

#[test]
fn a_long_answer_is_one_table_though_it_is_drawn_in_parts() {
    let cells = |words: &[&str]| {
        let words = words.iter().cycle().take(3_500);
        words.map(|it| one(text(it))).collect::<Vec<Cell>>()
    };
    let answer = answer(vec![
        column("a", Type::Text, cells(&["one", "number eleven"])),
        column("b", Type::Text, cells(&["x", "", "z"])),
    ]);
    let options = Options {
        numbered: true,
        ..Options::default()
    };
    let shown = written("table", &answer, &options);
    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines.len(), 2 + 3_500);
    assert_eq!(lines[0], "   # │ a             │ b");
    assert_eq!(lines[2], "   1 │ one           │ x");
    assert_eq!(lines[1_003], "1002 │ number eleven │ z");
    assert_eq!(lines[3_501], "3500 │ number eleven │");
}

#[test]
fn a_range_of_dates_breaks_before_another_column_is_left_out() {
    let answer = answer(vec![
        column("id", Type::Text, vec![one(text("003-moved-denied"))]),
        column(
            "said",
            Type::Date(Unit::Day),
            vec![one(date("2019-11-11/2019-12-18"))],
        ),
        column("stance", Type::Text, vec![one(text("deny"))]),
    ]);
    assert_eq!(
        written("table", &answer, &terminal(42)),
        "\
id               │ said        │ stance
─────────────────┼─────────────┼───────
003-moved-denied │ 2019-11-11/ │ deny
                 │ 2019-12-18  │
"
    );
    assert_eq!(elided("table", &answer, &terminal(42)), [""; 0]);
}
