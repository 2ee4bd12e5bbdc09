//! One value beside one literal: the first table.

use super::ask::{Case, as_columns, as_tests};
use super::interval::{Interval, Op};
use super::ledger;

/// Writes every comparison with every literal, in each way that it can be written.
fn cases(operand: &str, values: &[Interval], point: impl Fn(i32) -> String + Copy) -> Vec<Case> {
    let mut cases = Vec::new();
    for literal in Interval::known() {
        let written = literal.literal(point);
        let mut case = |text: String, op: Op| {
            let of = |value: &Interval| op.beside_literal(*value, literal);
            cases.push(Case {
                text,
                expected: values.iter().map(of).collect(),
            });
        };
        for op in Op::ALL {
            case(format!("{operand} {} {written}", op.sign()), op);
            // A literal on the left has the sign the other way round.
            let mirrored = match op {
                Op::Equal => Op::Equal,
                Op::NotEqual => Op::NotEqual,
                Op::Less => Op::Greater,
                Op::LessOrEqual => Op::GreaterOrEqual,
                Op::Greater => Op::Less,
                Op::GreaterOrEqual => Op::LessOrEqual,
            };
            case(format!("{written} {} {operand}", op.sign()), mirrored);
        }
        case(format!("not {operand} = {written}"), Op::NotEqual);
        case(format!("not {operand} != {written}"), Op::Equal);
        case(format!("{operand} in ({written})"), Op::Equal);
        case(format!("{operand} in {written}"), Op::Equal);
        case(format!("{operand} not in {written}"), Op::NotEqual);
        if let (Some(lo), Some(hi)) = literal.ends() {
            let between = format!("between {} and {}", point(lo), point(hi));
            case(format!("{operand} {between}"), Op::Equal);
            case(format!("{operand} not {between}"), Op::NotEqual);
            case(format!("not {operand} {between}"), Op::NotEqual);
        }
    }
    cases
}

#[test]
fn every_date_beside_every_literal() {
    let ledger = ledger::open();
    let cases = cases("said", &ledger::dates(), ledger::day);
    as_columns(&ledger, "claims", &cases);
    as_tests(&ledger, "claims", &cases);
}

#[test]
fn every_number_beside_every_literal() {
    let ledger = ledger::open();
    let cases = cases("value", &ledger::numbers(), |point| point.to_string());
    as_columns(&ledger, "figures", &cases);
    as_tests(&ledger, "figures", &cases);
}

#[test]
fn what_is_possible_is_all_that_is_not_ruled_out() {
    let ledger = ledger::open();
    for (operand, collection, values) in [
        ("said", "claims", ledger::dates()),
        ("value", "figures", ledger::numbers()),
    ] {
        let point = |point: i32| match operand {
            "said" => ledger::day(point),
            _number => point.to_string(),
        };
        let mut possible = Vec::new();
        for literal in Interval::known() {
            let written = literal.literal(point);
            for op in Op::ALL {
                let test = format!("{operand} {} {written}", op.sign());
                let judged = values
                    .iter()
                    .map(|value| op.beside_literal(*value, literal));
                let judged: Vec<_> = judged.collect();
                let all = |of: fn(super::interval::Tri) -> super::interval::Tri| {
                    judged.iter().map(|truth| of(*truth)).collect::<Vec<_>>()
                };
                possible.extend([
                    (format!("possibly {test}"), all(|truth| truth.possibly())),
                    (
                        format!("not possibly {test}"),
                        all(|truth| truth.possibly().not()),
                    ),
                    (
                        format!("possibly not {test}"),
                        all(|truth| truth.not().possibly()),
                    ),
                    (
                        format!("not possibly not {test}"),
                        all(|truth| truth.not().possibly().not()),
                    ),
                ]);
            }
        }
        let cases: Vec<Case> = possible
            .into_iter()
            .map(|(text, expected)| Case { text, expected })
            .collect();
        as_columns(&ledger, collection, &cases);
        as_tests(&ledger, collection, &cases);
    }
}
