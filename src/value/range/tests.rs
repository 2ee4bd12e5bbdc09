//! Ranges and sets held against the tables of comparison, and against every day in turn.

use super::*;
use crate::value::{Day, Real};

const ALL: [Comparison; 6] = [
    Comparison::Equal,
    Comparison::NotEqual,
    Comparison::Less,
    Comparison::LessOrEqual,
    Comparison::Greater,
    Comparison::GreaterOrEqual,
];

/// All ranges over a few days, with and without open ends.
fn ranges() -> Vec<Range<Day>> {
    let points: Vec<Day> = [Day::MIN]
        .into_iter()
        .chain((0..5).map(Day))
        .chain([Day::MAX])
        .collect();
    let pairs = points
        .iter()
        .flat_map(|lo| points.iter().map(move |hi| (*lo, *hi)));
    let ranges = pairs.filter(|(lo, hi)| lo <= hi && *lo != Day::MAX && *hi != Day::MIN);
    ranges.map(|(lo, hi)| Range::new(lo, hi)).collect()
}

fn judged(certain: bool, impossible: bool) -> Truth {
    assert!(!(certain && impossible), "nothing is both");
    if certain {
        Truth::Yes
    } else if impossible {
        Truth::No
    } else {
        Truth::Possible
    }
}

/// The days a bounded range holds.
fn days(range: Range<Day>) -> impl Iterator<Item = i32> {
    assert!(!range.lo.is_open() && !range.hi.is_open());
    range.lo.0..=range.hi.0
}

fn bounded() -> Vec<Range<Day>> {
    ranges()
        .into_iter()
        .filter(|range| !range.lo.is_open() && !range.hi.is_open())
        .collect()
}

#[test]
fn a_literal_is_judged_by_the_first_table() {
    for value in ranges() {
        for literal in ranges() {
            let (l, h, least, most) = (value.lo, value.hi, literal.lo, literal.hi);
            let is = |op| RangeSet::comparing(op, literal).judge(value);
            let case = format!("{value:?} beside {literal:?}");
            let equal = judged(least <= l && h <= most, h < least || l > most);
            assert_eq!(is(Comparison::Equal), equal, "= {case}");
            assert_eq!(is(Comparison::NotEqual), !equal, "!= {case}");
            assert_eq!(
                is(Comparison::Less),
                judged(h < least, l >= least),
                "< {case}"
            );
            assert_eq!(
                is(Comparison::Greater),
                judged(l > most, h <= most),
                "> {case}"
            );
            assert_eq!(
                is(Comparison::LessOrEqual),
                judged(h <= most, l > most),
                "<= {case}"
            );
            assert_eq!(
                is(Comparison::GreaterOrEqual),
                judged(l >= least, h < least),
                ">= {case}"
            );
        }
    }
}

#[test]
fn a_literal_is_judged_as_every_day_in_turn_would_be() {
    for value in bounded() {
        for literal in bounded() {
            for op in ALL {
                let holds = |day: i32| match op {
                    Comparison::Equal => days(literal).any(|other| other == day),
                    Comparison::NotEqual => days(literal).all(|other| other != day),
                    Comparison::Less => day < literal.lo.0,
                    Comparison::LessOrEqual => day <= literal.hi.0,
                    Comparison::Greater => day > literal.hi.0,
                    Comparison::GreaterOrEqual => day >= literal.lo.0,
                };
                let expected = judged(days(value).all(holds), !days(value).any(holds));
                let set = RangeSet::comparing(op, literal);
                assert_eq!(set.judge(value), expected, "{value:?} {op:?} {literal:?}");
            }
        }
    }
}

#[test]
fn two_values_compare_by_the_second_table() {
    for a in ranges() {
        for b in ranges() {
            let (l, h, m, k) = (a.lo, a.hi, b.lo, b.hi);
            let case = format!("{a:?} beside {b:?}");
            let one_day = l == h && m == k && l == m && !l.is_open();
            let equal = judged(one_day, h < m || k < l);
            assert_eq!(compare(Comparison::Equal, a, b), equal, "= {case}");
            assert_eq!(compare(Comparison::NotEqual, a, b), !equal, "!= {case}");
            assert_eq!(
                compare(Comparison::Less, a, b),
                judged(h < m, l >= k),
                "< {case}"
            );
            assert_eq!(
                compare(Comparison::LessOrEqual, a, b),
                judged(h <= m, l > k),
                "<= {case}"
            );
            for op in ALL {
                assert_eq!(
                    compare(op, a, b),
                    compare(op.mirrored(), b, a),
                    "{op:?} {case}"
                );
            }
        }
    }
}

#[test]
fn two_values_compare_as_every_pair_of_days_would() {
    for a in bounded() {
        for b in bounded() {
            for op in ALL {
                let pairs = || days(a).flat_map(|one| days(b).map(move |other| one.cmp(&other)));
                let expected = judged(pairs().all(|o| op.holds(o)), !pairs().any(|o| op.holds(o)));
                assert_eq!(compare(op, a, b), expected, "{a:?} {op:?} {b:?}");
            }
        }
    }
}

/// The days of a set among a few, to hold its operations against.
fn members(set: &RangeSet<Day>) -> Vec<bool> {
    (-1..7)
        .map(|day| set.judge(Range::exactly(Day(day))) == Truth::Yes)
        .collect()
}

#[test]
fn sets_unite_meet_and_turn_round_day_by_day() {
    let literals = bounded();
    let sets = || {
        literals
            .iter()
            .flat_map(|literal| ALL.map(|op| RangeSet::comparing(op, *literal)))
    };
    for a in sets() {
        let outside: Vec<bool> = members(&a).iter().map(|inside| !inside).collect();
        assert_eq!(members(&a.complement()), outside, "{a:?}");
        assert_eq!(a.complement().complement(), a);
        for b in sets() {
            let pairs = || members(&a).into_iter().zip(members(&b));
            let both: Vec<bool> = pairs().map(|(a, b)| a && b).collect();
            let either: Vec<bool> = pairs().map(|(a, b)| a || b).collect();
            assert_eq!(members(&a.intersection(&b)), both, "{a:?} {b:?}");
            assert_eq!(members(&a.union(&b)), either, "{a:?} {b:?}");
        }
    }
}

#[test]
fn united_tests_are_judged_once() {
    let set = |op, lo, hi| RangeSet::comparing(op, Range::new(Day(lo), Day(hi)));
    let value = Range::new(Day(1), Day(4));
    let touching = set(Comparison::Equal, 0, 2).union(&set(Comparison::Equal, 3, 5));
    assert_eq!(
        touching.judge(value),
        Truth::Yes,
        "two that touch hold what lies across them"
    );
    let apart = set(Comparison::Equal, 0, 1).union(&set(Comparison::Equal, 3, 5));
    assert_eq!(apart.judge(value), Truth::Possible);
    let hole = set(Comparison::Less, 1, 1).union(&set(Comparison::Greater, 4, 4));
    assert_eq!(hole.judge(value), Truth::No);
    let either = set(Comparison::Less, 2, 2).union(&set(Comparison::GreaterOrEqual, 2, 2));
    assert_eq!(either, RangeSet::full());
    let neither = set(Comparison::Less, 2, 2).intersection(&set(Comparison::Greater, 2, 2));
    assert_eq!(neither, RangeSet::empty());
}

#[test]
fn real_numbers_have_no_next_one() {
    let real = |value| Real::new(value).expect("a number");
    let range = |lo, hi| Range::new(real(lo), real(hi));
    let set = |lo, hi| RangeSet::comparing(Comparison::Equal, range(lo, hi));
    let gap = set(1.0, 2.0).union(&set(3.0, 4.0));
    assert_eq!(gap.judge(range(1.0, 4.0)), Truth::Possible);
    assert_eq!(gap.judge(range(2.5, 2.5)), Truth::No);
    assert_eq!(
        set(1.0, 2.0).union(&set(2.0, 3.0)).judge(range(1.0, 3.0)),
        Truth::Yes
    );
    let below = RangeSet::comparing(Comparison::Less, range(2.0, 2.0));
    let above = RangeSet::comparing(Comparison::Greater, range(2.0, 2.0));
    assert_eq!(below.union(&above).judge(range(2.0, 2.0)), Truth::No);
    assert_eq!(below.union(&above).union(&set(2.0, 2.0)), RangeSet::full());
    let open = Range {
        lo: real(11.0),
        hi: Real::MAX,
    };
    assert_eq!(
        RangeSet::comparing(Comparison::Greater, range(10.0, 10.0)).judge(open),
        Truth::Yes
    );
}
