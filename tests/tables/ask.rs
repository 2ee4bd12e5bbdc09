//! Conditions asked of all records at once, in both ways that there are.

use whosaid::Ledger;
use whosaid::answer::{Answer, Cell, Data};
use whosaid::value::Truth;

use super::interval::Tri;

/// A condition as text, and what is expected of it at each record.
pub(super) struct Case {
    pub(super) text: String,
    pub(super) expected: Vec<Tri>,
}

/// Holds the engine to what is expected of conditions: as columns, all at once.
pub(super) fn as_columns(ledger: &Ledger, collection: &str, cases: &[Case]) {
    // A select of very many columns is planned slowly.
    for cases in cases.chunks(200) {
        let columns: Vec<String> = cases
            .iter()
            .enumerate()
            .map(|(place, case)| format!("({}) as x{place}", case.text))
            .collect();
        let query = format!("{collection} | select {}", columns.join(", "));
        let answer = asked(ledger, &query);
        for (column, case) in answer.columns.iter().zip(cases) {
            let given: Vec<Tri> = column.cells.iter().map(truth).collect();
            compare(&case.text, &given, &case.expected);
        }
    }
}

/// Holds the engine to what is expected of conditions: as tests of rows, one after the other.
pub(super) fn as_tests(ledger: &Ledger, collection: &str, cases: &[Case]) {
    let all = ids(&asked(ledger, &format!("{collection} | select id")));
    for case in cases {
        let text = &case.text;
        let answer = asked(ledger, &format!("{collection} where {text} | select id"));
        let mut given = vec![Tri::No; all.len()];
        let mut places = 0..all.len();
        for (row, id) in ids(&answer).iter().enumerate() {
            // The rows of an answer stand in the order of the ledger.
            let place = places.find(|place| all[*place] == *id);
            given[place.expect("a row of the ledger")] = match answer.certain[row] {
                true => Tri::Yes,
                false => Tri::Maybe,
            };
        }
        compare(text, &given, &case.expected);
    }
}

fn compare(text: &str, given: &[Tri], expected: &[Tri]) {
    assert_eq!(given.len(), expected.len(), "{text}");
    for (place, (given, expected)) in given.iter().zip(expected).enumerate() {
        assert_eq!(given, expected, "{text}: record {place}");
    }
}

fn asked(ledger: &Ledger, query: &str) -> Answer {
    match ledger.query(query).ask() {
        Ok(reply) => reply.answer,
        Err(error) => panic!("{}", error.report().render(false)),
    }
}

fn ids(answer: &Answer) -> Vec<String> {
    let column = answer.columns.first().expect("one column is selected");
    let ids = column.cells.iter().map(|cell| match cell {
        Cell::One(Data::Text(id)) => id.to_string(),
        other => panic!("{other:?} is no id"),
    });
    ids.collect()
}

fn truth(cell: &Cell) -> Tri {
    match cell {
        Cell::One(Data::Truth(Truth::No)) => Tri::No,
        Cell::One(Data::Truth(Truth::Possible)) => Tri::Maybe,
        Cell::One(Data::Truth(Truth::Yes)) => Tri::Yes,
        other => panic!("{other:?} is no truth"),
    }
}
