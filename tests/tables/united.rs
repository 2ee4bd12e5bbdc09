//! Several tests of one value: judged as one, by listing every point that the value may be.

use whosaid::Ledger;

use super::ask::{Case, as_columns, as_tests};
use super::interval::{Interval, Op, POINTS, Tri};
use super::ledger;

/// A condition on one value, told for one point of it.
enum Test {
    Compare(Op, Interval),
    Not(Box<Test>),
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
    In(Vec<Interval>),
    /// What stands in it is judged by itself.
    Possibly(Box<Test>),
}

/// What a value is, and how it is written.
struct Of {
    operand: &'static str,
    collection: &'static str,
    values: Vec<Interval>,
    point: fn(i32) -> String,
    /// How many steps there are from one point to the next: between days there is nothing.
    steps: i32,
}

impl Of {
    fn dates() -> Of {
        Of {
            operand: "said",
            collection: "claims",
            values: ledger::dates(),
            point: ledger::day,
            steps: 1,
        }
    }

    fn numbers() -> Of {
        Of {
            operand: "value",
            collection: "figures",
            values: ledger::numbers(),
            point: |point| point.to_string(),
            steps: 2,
        }
    }

    fn write(&self, test: &Test) -> String {
        let operand = self.operand;
        match test {
            Test::Compare(op, literal) => {
                format!("{operand} {} {}", op.sign(), literal.literal(self.point))
            }
            Test::Not(inner) => format!("not ({})", self.write(inner)),
            Test::And(a, b) => format!("({}) and ({})", self.write(a), self.write(b)),
            Test::Or(a, b) => format!("({}) or ({})", self.write(a), self.write(b)),
            Test::In(literals) => {
                let all: Vec<String> = literals
                    .iter()
                    .map(|literal| literal.literal(self.point))
                    .collect();
                format!("{operand} in ({})", all.join(", "))
            }
            Test::Possibly(inner) => format!("possibly ({})", self.write(inner)),
        }
    }

    /// Tells whether a test holds of one point, in steps; `whole` is all that the value may be.
    fn holds(&self, test: &Test, at: i32, whole: Interval) -> bool {
        let within =
            |literal: Interval| literal.lo * self.steps <= at && at <= literal.hi * self.steps;
        match test {
            Test::Compare(op, literal) => match op {
                Op::Equal => within(*literal),
                Op::NotEqual => !within(*literal),
                Op::Less => at < literal.lo * self.steps,
                Op::LessOrEqual => at <= literal.hi * self.steps,
                Op::Greater => at > literal.hi * self.steps,
                Op::GreaterOrEqual => at >= literal.lo * self.steps,
            },
            Test::Not(inner) => !self.holds(inner, at, whole),
            Test::And(a, b) => self.holds(a, at, whole) && self.holds(b, at, whole),
            Test::Or(a, b) => self.holds(a, at, whole) || self.holds(b, at, whole),
            Test::In(literals) => literals.iter().any(|literal| within(*literal)),
            Test::Possibly(inner) => self.judge(inner, whole) != Tri::No,
        }
    }

    /// Judges a test of a value by every point that it may be.
    fn judge(&self, test: &Test, value: Interval) -> Tri {
        // Beyond the points all is alike, as far as the tests go.
        let (first, last) = (0, (POINTS + 1) * self.steps);
        let from = (value.lo * self.steps).max(first);
        let until = (value.hi * self.steps).min(last);
        let held: Vec<bool> = (from..=until)
            .map(|at| self.holds(test, at, value))
            .collect();
        Tri::judged(held.iter().all(|held| *held), !held.contains(&true))
    }

    fn case(&self, test: &Test) -> Case {
        let values = self.values.iter();
        Case {
            text: self.write(test),
            expected: values.map(|value| self.judge(test, *value)).collect(),
        }
    }
}

/// The literals of tests that are joined: a point, a stretch, and one open at each end.
const LITERALS: [Interval; 4] = [
    Interval { lo: 2, hi: 2 },
    Interval { lo: 2, hi: 3 },
    Interval {
        lo: -Interval::UNKNOWN.hi,
        hi: 2,
    },
    Interval {
        lo: 3,
        hi: Interval::UNKNOWN.hi,
    },
];

fn atoms() -> Vec<(Op, Interval)> {
    let each = LITERALS.iter();
    each.flat_map(|literal| Op::ALL.map(|op| (op, *literal)))
        .collect()
}

fn each_of_both(hold: impl Fn(&Ledger, &Of)) {
    let ledger = ledger::open();
    for of in [Of::dates(), Of::numbers()] {
        hold(&ledger, &of);
    }
}

fn compare((op, literal): (Op, Interval)) -> Box<Test> {
    Box::new(Test::Compare(op, literal))
}

#[test]
fn one_test_is_judged_as_the_table_judges_it() {
    for of in [Of::dates(), Of::numbers()] {
        for literal in Interval::known() {
            for op in Op::ALL {
                let listed = of.case(&Test::Compare(op, literal));
                let values = of.values.iter();
                let tabled: Vec<Tri> = values
                    .map(|value| op.beside_literal(*value, literal))
                    .collect();
                assert_eq!(listed.expected, tabled, "{}", listed.text);
            }
        }
    }
}

#[test]
fn every_two_tests_joined() {
    each_of_both(|ledger, of| {
        let mut cases = Vec::new();
        for a in atoms() {
            for b in atoms() {
                cases.push(of.case(&Test::And(compare(a), compare(b))));
                cases.push(of.case(&Test::Or(compare(a), Box::new(Test::Not(compare(b))))));
            }
        }
        as_columns(ledger, of.collection, &cases);
    });
}

#[test]
fn every_two_tests_of_points_asked_of_rows() {
    each_of_both(|ledger, of| {
        let mut cases = Vec::new();
        let point = LITERALS[0];
        for a in Op::ALL {
            for b in atoms() {
                let both = Test::Or(compare((a, point)), compare(b));
                cases.push(of.case(&Test::Not(Box::new(both))));
                cases.push(of.case(&Test::And(
                    Box::new(Test::Not(compare((a, point)))),
                    compare(b),
                )));
            }
        }
        as_tests(ledger, of.collection, &cases);
    });
}

#[test]
fn every_list_of_two_and_some_of_three() {
    each_of_both(|ledger, of| {
        let mut cases = Vec::new();
        let all = Interval::known();
        for (place, a) in all.iter().enumerate() {
            for b in &all[place..] {
                let list = || Box::new(Test::In(vec![*a, *b]));
                cases.push(of.case(&list()));
                cases.push(of.case(&Test::Not(list())));
            }
        }
        for a in LITERALS {
            for b in &all {
                cases.push(of.case(&Test::In(vec![a, *b, all[0]])));
            }
        }
        as_columns(ledger, of.collection, &cases);
        as_tests(ledger, of.collection, &cases);
    });
}

#[test]
fn possibly_ends_what_is_judged_as_one() {
    each_of_both(|ledger, of| {
        let mut cases = Vec::new();
        for a in atoms() {
            for b in atoms() {
                let possible = |test| Box::new(Test::Possibly(test));
                cases.push(of.case(&Test::And(possible(compare(a)), possible(compare(b)))));
                cases.push(of.case(&Test::Possibly(Box::new(Test::And(compare(a), compare(b))))));
                cases.push(of.case(&Test::Or(possible(compare(a)), compare(b))));
            }
        }
        as_columns(ledger, of.collection, &cases);
    });
}
