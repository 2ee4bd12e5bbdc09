//! Notes, as they are told.

use super::*;
use crate::answer::{Condition, Note, Within};

#[test]
fn tells_every_note() {
    let answer = Answer {
        notes: vec![
            Note::Possible(2),
            Note::Unknown {
                path: "said".into(),
                rows: 3,
            },
            Note::KeptAbsent {
                path: "place".into(),
                rows: 1,
            },
            Note::SeveralKeys(4),
            Note::UnderNoGroup(3),
            Note::WeakName {
                text: "Arouri".into(),
                record: "saleh-al-arouri".into(),
            },
            Note::SeveralRecords {
                text: "diplomat".into(),
                ids: vec!["a".into(), "b".into()],
            },
            Note::OtherUnit {
                asked: None,
                instead: Some("value > \"1 EUR\"".into()),
                rows: 1,
            },
            Note::OtherUnit {
                asked: Some("EUR".into()),
                instead: None,
                rows: 2,
            },
            Note::PossibleBeforeCut(1),
            Note::PossibleNotRead(2),
            Note::NoValue(5),
            Note::SeveralUnits(1),
            Note::UnitByUnit,
            Note::NoRows(vec![
                Condition {
                    text: "source =\n  \"x\u{1B}\"".into(),
                    certain: 0,
                    possible: 0,
                    near: Some("y".into()),
                    within: None,
                },
                Condition {
                    text: "year >= 2019".into(),
                    certain: 12,
                    possible: 15,
                    near: None,
                    within: None,
                },
                Condition {
                    text: "said < 2000".into(),
                    certain: 0,
                    possible: 3,
                    near: None,
                    within: Some(Within {
                        text: "note contains \"x\"".into(),
                        rows: 1,
                    }),
                },
            ]),
        ],
        ..Answer::default()
    };
    assert_eq!(
        notes(&answer),
        [
            "no rows · 2 possible",
            "‘said’ is not known in 3 rows",
            "1 row was kept because it has no ‘place’",
            "4 rows stand under several keys",
            "3 possible rows stand under no group shown",
            "‘Arouri’ is a weak name; it was taken for ‘saleh-al-arouri’, who alone bears it",
            "‘diplomat’ names 2 records, all taken: ‘a’, ‘b’",
            "1 row was left out for a figure of another unit; the query names no unit, as ‘value > \"1 EUR\"’ does",
            "2 rows were left out for a figure of another unit; the query asks for ‘EUR’",
            "1 possible row would have come in before the cut",
            "2 possible rows were not read: first, last, list, lag and lead read certain rows only",
            "arithmetic has no value in 5 rows",
            "1 cell is empty: figures of several units have no least, greatest, sum or mean; group by unit",
            "figures of several units stand unit by unit, as no unit is more than another",
            "source = \"x␛\": 0 rows; nearest ‘y’",
            "year >= 2019: 12 rows · 3 more possible",
            "said < 2000: 0 rows · 3 possible; note contains \"x\": 1 row",
        ]
    );
}
