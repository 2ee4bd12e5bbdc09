//! Totals below groups.

use super::*;

/// Groups with a total below them.
fn with_total() -> Answer {
    Answer {
        total: true,
        ..answer(vec![
            column(
                "stance",
                Type::Text,
                vec![one(text("deny")), Cell::Null, Cell::Null],
            ),
            column("note", Type::Text, vec![Cell::Null, Cell::Null, Cell::Null]),
            column(
                "count",
                Type::Number,
                vec![one(number("2")), one(number("1")), one(number("3"))],
            ),
        ])
    }
}

#[test]
fn a_total_stands_apart_in_every_mode() {
    let answer = with_total();
    let options = Options::default();
    let shown = |mode| written(mode, &answer, &options);
    assert_eq!(
        shown("table"),
        "stance │ note │ count\n───────┼──────┼──────\ndeny   │      │     2\n       │      │     1\n\
         ───────┼──────┼──────\ntotal  │      │     3\n"
    );
    assert_eq!(shown("csv"), "stance,note,count\ndeny,,2\n,,1\ntotal,,3\n");
    assert_eq!(
        shown("tsv"),
        "stance\tnote\tcount\ndeny\t\t2\n\t\t1\ntotal\t\t3\n"
    );
    assert_eq!(
        shown("jsonl").lines().last(),
        Some(r#"{"stance":null,"note":null,"count":3,"total":true}"#)
    );
    assert_eq!(
        shown("markdown").lines().last(),
        Some("| **total** |  | 3 |")
    );
    assert_eq!(notes(&answer), ["2 rows"]);
}

#[test]
fn a_total_stays_whatever_is_left_out_and_takes_no_name_of_a_column() {
    let mut answer = with_total();
    let most = Options {
        max_rows: Some(1),
        ..Options::default()
    };
    assert_eq!(
        written("csv", &answer, &most),
        "stance,note,count\ndeny,,2\ntotal,,3\n"
    );
    assert_eq!(
        elided("csv", &answer, &most),
        ["only the first 1 of 2 rows are shown"]
    );
    answer.columns[2].name = "total".to_owned();
    let json = written("jsonl", &answer, &most);
    assert_eq!(
        json.lines().last(),
        Some(r#"{"stance":null,"note":null,"total":3,"total_row":true}"#)
    );
}

#[test]
fn a_wrapped_total_has_one_rule_before_it() {
    let mut answer = with_total();
    answer.columns[1].cells = vec![one(text("told by many papers and denied by all")); 3];
    let narrow = Options {
        width: Some(30),
        ..Options::default()
    };
    let table = written("table", &answer, &narrow);
    let rules = table.lines().filter(|line| line.starts_with('─')).count();
    assert_eq!(rules, 2, "{table}");
    assert!(!table.contains('\u{1}'), "{table}");
}

#[test]
fn a_total_has_no_number_and_dwarfs_no_bar() {
    let answer = with_total();
    let numbered = Options {
        numbered: true,
        ..Options::default()
    };
    let table = written("table", &answer, &numbered);
    assert!(table.ends_with("\n  │ total  │      │     3\n"), "{table}");
    assert_eq!(
        elided("bar", &answer, &Options::default()),
        ["the total is not drawn"]
    );
    assert!(!written("bar", &answer, &Options::default()).contains('3'));
    let tree = written("tree", &answer, &Options::default());
    assert!(tree.ends_with("total · count 3\n"), "{tree}");
}
