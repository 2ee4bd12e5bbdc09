//! Two values of one record: the second table, and Kleene's connectives over two fields.

use super::ask::{Case, as_columns, as_tests};
use super::interval::{Interval, Op, Tri};
use super::ledger;

#[test]
fn every_date_beside_every_other() {
    let ledger = ledger::open();
    let mut cases = Vec::new();
    for op in Op::ALL {
        let judged = ledger::pairs()
            .into_iter()
            .map(|(from, until)| op.beside_value(from, until));
        let judged: Vec<Tri> = judged.collect();
        let of = |of: fn(Tri) -> Tri| judged.iter().map(|truth| of(*truth)).collect();
        let test = format!("from {} until", op.sign());
        cases.extend([
            Case {
                text: test.clone(),
                expected: judged.clone(),
            },
            Case {
                text: format!("not {test}"),
                expected: of(Tri::not),
            },
            Case {
                text: format!("possibly {test}"),
                expected: of(Tri::possibly),
            },
        ]);
    }
    as_columns(&ledger, "events", &cases);
    as_tests(&ledger, "events", &cases);
}

#[test]
fn every_number_beside_every_other() {
    let ledger = ledger::open();
    let numbers = ledger::numbers();
    for op in Op::ALL {
        for (place, other) in numbers.iter().enumerate() {
            // The other one is that of the record with this id, wherever it stands.
            let text = format!(
                "exists (claims where id = \"c{place}\" and figures.value {} f.value)",
                op.sign()
            );
            let expected = numbers.iter().map(|value| op.beside_value(*other, *value));
            let case = Case {
                text,
                expected: expected.collect(),
            };
            as_tests(&ledger, "figures as f", std::slice::from_ref(&case));
        }
    }
}

#[test]
fn tests_of_two_fields_join_as_kleene_has_it() {
    let ledger = ledger::open();
    let literal = Interval { lo: 2, hi: 3 };
    let written = literal.literal(ledger::day);
    let a = format!("from = {written}");
    let b = format!("until < {written}");
    let judged: Vec<(Tri, Tri)> = ledger::pairs()
        .into_iter()
        .map(|(from, until)| {
            let a = Op::Equal.beside_literal(from, literal);
            (a, Op::Less.beside_literal(until, literal))
        })
        .collect();
    for a in [Tri::No, Tri::Maybe, Tri::Yes] {
        for b in [Tri::No, Tri::Maybe, Tri::Yes] {
            assert!(judged.contains(&(a, b)), "no record has {a:?} and {b:?}");
        }
    }
    type Table = fn(Tri, Tri) -> Tri;
    let tables: [(String, Table); 12] = [
        (format!("{a} and {b}"), |a, b| a.min(b)),
        (format!("{a} or {b}"), |a, b| a.max(b)),
        (format!("not ({a} and {b})"), |a, b| a.not().max(b.not())),
        (format!("not ({a} or {b})"), |a, b| a.not().min(b.not())),
        (format!("not {a} and {b}"), |a, b| a.not().min(b)),
        (format!("{a} or not {b}"), |a, b| a.max(b.not())),
        (format!("possibly {a} and {b}"), |a, b| a.possibly().min(b)),
        (format!("possibly ({a} and {b})"), |a, b| {
            a.min(b).possibly()
        }),
        (format!("possibly ({a} or {b})"), |a, b| a.max(b).possibly()),
        (format!("not possibly ({a} and not {b})"), |a, b| {
            a.min(b.not()).possibly().not()
        }),
        (format!("({a} and {b}) or (not {a} and not {b})"), |a, b| {
            a.min(b).max(a.not().min(b.not()))
        }),
        (format!("{a} and ({a} or {b}) and {b}"), |a, b| a.min(b)),
    ];
    let cases: Vec<Case> = tables
        .into_iter()
        .map(|(text, table)| Case {
            text,
            expected: judged.iter().map(|(a, b)| table(*a, *b)).collect(),
        })
        .collect();
    as_columns(&ledger, "events", &cases);
    as_tests(&ledger, "events", &cases);
}
