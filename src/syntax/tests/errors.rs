use super::{show, wrong};
use crate::diagnostic::quoted_list;
use crate::syntax::STAGES;

/// Checks `errors.txt`: a query on a line of its own and, indented below it, all that is told of it.
#[test]
fn every_error_says_what_to_type() {
    let stages = quoted_list(STAGES.iter().map(|stage| stage.name));
    let mut failed = String::new();
    let mut lines = include_str!("errors.txt").lines().peekable();
    while let Some(text) = lines.next() {
        let mut expected = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with("    ")) {
            expected.push(line);
        }
        let told = wrong(text).1.replace(&stages, "STAGES");
        let told: Vec<String> = told.lines().map(|line| format!("    {line}")).collect();
        if told != expected || told.is_empty() {
            failed += &format!("{text}\n{}\n", told.join("\n"));
        }
    }
    assert!(failed.is_empty(), "these are told otherwise:\n{failed}");
}

#[test]
fn what_is_right_stays_in_the_tree() {
    let cases = [
        (
            "a where x = | sort y | srt z | take 3",
            "a where BROKEN | sort y | take 3",
        ),
        (
            "a where x = 2019-3 and y == 1",
            "a where (and (= x BROKEN) (= y 1))",
        ),
        ("a where not-this and b", "a where (and BROKEN b)"),
        ("a where x = 1 sort y", "a where (= x 1) | sort y"),
        ("a where (x = 1 | sort y; b", "a where BROKEN | sort y; b"),
        (
            "a where x != null | aggregate count(*)",
            "a where (not-null x) | aggregate count()",
        ),
        ("a where x = 'b' || !y", "a where (or (= x \"b\") (not y))"),
        ("= 1; b | limit 3; param $x = y; c", "b; c"),
        ("a | sort by x desc", "a | sort x desc"),
        ("a.b.c d | take 1", "a.b.c | take 1"),
    ];
    for (text, expected) in cases {
        let (file, told) = wrong(text);
        assert!(!told.is_empty(), "{text} is no error");
        assert_eq!(show::file(&file), expected, "{text}");
    }
}
