//! Tests of one date or number against literals, united into one set of points.
//!
//! The set is never built: a value is judged by asking of enough points, one by one, whether
//! they are in it.

use whosaid::value::Comparison;

use super::{Span, Tri};

/// Whether the points between two neighbours count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Days: there is nothing between one and the next.
    Days,
    /// Numbers, lengths of time.
    Reals,
}

/// The unit of measure of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measure<'u> {
    /// This one, or none.
    Of(Option<&'u str>),
    /// Any: a number that nobody wrote has no unit to differ in.
    Any,
}

impl Measure<'_> {
    fn meets(self, wanted: Option<&str>) -> bool {
        match self {
            Measure::Of(unit) => unit == wanted,
            Measure::Any => true,
        }
    }
}

/// A set of points, as the tests that tell which points are in it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Set {
    /// Those that compare so with a literal that covers an interval, in this unit of measure.
    Test(Comparison, Span, Option<String>),
    /// Those not in a set.
    Not(Box<Set>),
    /// Those in every set.
    All(Vec<Set>),
    /// Those in at least one.
    Any(Vec<Set>),
}

impl Set {
    /// Tells whether a point is in the set; a value with another unit of measure meets no literal.
    fn has(&self, point: f64, measure: Measure<'_>) -> bool {
        match self {
            Set::Test(_, _, wanted) if !measure.meets(wanted.as_deref()) => false,
            Set::Test(op, literal, _) => match op {
                Comparison::Equal => literal.lo <= point && point <= literal.hi,
                Comparison::NotEqual => point < literal.lo || literal.hi < point,
                Comparison::Less => point < literal.lo,
                Comparison::LessOrEqual => point <= literal.hi,
                Comparison::Greater => point > literal.hi,
                Comparison::GreaterOrEqual => point >= literal.lo,
            },
            Set::Not(inner) => !inner.has(point, measure),
            Set::All(sets) => sets.iter().all(|set| set.has(point, measure)),
            Set::Any(sets) => sets.iter().any(|set| set.has(point, measure)),
        }
    }

    /// Tells what the tests say of a value that is absent: comparisons are false, their negation
    /// true.
    fn has_absent(&self) -> bool {
        match self {
            Set::Test(..) => false,
            Set::Not(inner) => !inner.has_absent(),
            Set::All(sets) => sets.iter().all(Set::has_absent),
            Set::Any(sets) => sets.iter().any(Set::has_absent),
        }
    }

    fn ends(&self, ends: &mut Vec<f64>) {
        match self {
            Set::Test(_, literal, _) => ends.extend([literal.lo, literal.hi]),
            Set::Not(inner) => inner.ends(ends),
            Set::All(sets) | Set::Any(sets) => sets.iter().for_each(|set| set.ends(ends)),
        }
    }
}

/// Judges whether a value is in a set: certain when all it may be is, possible when some is.
///
/// `value` is none where there is no value; a doubtful value may be none.
pub(crate) fn judge(
    set: &Set,
    line: Line,
    value: Option<(Span, Measure<'_>)>,
    doubtful: bool,
) -> Tri {
    let mut readings: Vec<bool> = Vec::new();
    if let Some((span, measure)) = value {
        let points = points(set, line, span);
        readings.extend(points.iter().map(|point| set.has(*point, measure)));
    }
    if value.is_none() || doubtful {
        readings.push(set.has_absent());
    }
    Tri::judged(
        readings.iter().all(|reading| *reading),
        readings.iter().all(|reading| !*reading),
    )
}

/// Returns points of an interval such that every point of it lies in the same sets as one of
/// them: its ends, the ends of the literals, and what lies just beside and between those.
fn points(set: &Set, line: Line, span: Span) -> Vec<f64> {
    let mut ends = vec![span.lo, span.hi];
    set.ends(&mut ends);
    ends.retain(|end| end.is_finite());
    let mut points = ends.clone();
    points.extend(ends.iter().flat_map(|end| [end - 1.0, end + 1.0]));
    if line == Line::Reals {
        ends.sort_by(f64::total_cmp);
        points.extend(ends.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])));
    }
    if ends.is_empty() {
        points.push(0.0);
    }
    points.retain(|point| span.lo <= *point && *point <= span.hi);
    points
}

/// Judges as [`judge`] does, over every single day that a date may mean within a window, which
/// must be wide enough to hold all ends.
pub(crate) fn judge_by_listing(
    set: &Set,
    span: Span,
    window: std::ops::RangeInclusive<i32>,
) -> Tri {
    let days = window.map(f64::from);
    let readings: Vec<bool> = days
        .filter(|day| span.lo <= *day && *day <= span.hi)
        .map(|day| set.has(day, Measure::Of(None)))
        .collect();
    Tri::judged(
        readings.iter().all(|reading| *reading),
        readings.iter().all(|reading| !*reading),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn test(op: Comparison, lo: f64, hi: f64) -> Set {
        Set::Test(op, Span::new(lo, hi), None)
    }

    #[test]
    fn one_literal_is_met_as_the_table_says() {
        let (l, h) = (10.0, 20.0);
        for (op, lo, hi, truth) in [
            (Comparison::Equal, 10.0, 20.0, Tri::Yes),
            (Comparison::Equal, 9.0, 20.0, Tri::Maybe),
            (Comparison::Equal, 21.0, 22.0, Tri::No),
            (Comparison::Less, 1.0, 9.0, Tri::Yes),
            (Comparison::Less, 1.0, 10.0, Tri::Maybe),
            (Comparison::Less, 10.0, 10.0, Tri::No),
            (Comparison::Greater, 21.0, 21.0, Tri::Yes),
            (Comparison::Greater, 20.0, 21.0, Tri::Maybe),
            (Comparison::Greater, 20.0, 20.0, Tri::No),
            (Comparison::LessOrEqual, 1.0, 20.0, Tri::Yes),
            (Comparison::LessOrEqual, 20.0, 21.0, Tri::Maybe),
            (Comparison::LessOrEqual, 21.0, 21.0, Tri::No),
            (Comparison::GreaterOrEqual, 10.0, 99.0, Tri::Yes),
            (Comparison::GreaterOrEqual, 9.0, 99.0, Tri::Maybe),
            (Comparison::GreaterOrEqual, 1.0, 9.0, Tri::No),
        ] {
            let value = Some((Span::new(lo, hi), Measure::Of(None)));
            for line in [Line::Days, Line::Reals] {
                let judged = judge(&test(op, l, h), line, value, false);
                assert_eq!(judged, truth, "{op:?} {lo} {hi}");
            }
        }
    }

    #[test]
    fn tests_of_one_value_are_judged_as_one_set() {
        let touching = Set::Any(vec![
            test(Comparison::LessOrEqual, 5.0, 5.0),
            test(Comparison::GreaterOrEqual, 6.0, 6.0),
        ]);
        let value = Some((Span::UNKNOWN, Measure::Of(None)));
        assert_eq!(judge(&touching, Line::Days, value, false), Tri::Yes);
        assert_eq!(judge(&touching, Line::Reals, value, false), Tri::Maybe);
        let empty = Set::All(vec![
            test(Comparison::Less, 5.0, 5.0),
            test(Comparison::Greater, 5.0, 5.0),
        ]);
        assert_eq!(judge(&empty, Line::Days, value, false), Tri::No);
    }

    #[test]
    fn an_absent_value_fails_tests_and_passes_their_negation() {
        let before = test(Comparison::Less, 5.0, 5.0);
        let not = Set::Not(Box::new(before.clone()));
        let early = Some((Span::exactly(1.0), Measure::Of(None)));
        assert_eq!(judge(&before, Line::Days, None, false), Tri::No);
        assert_eq!(judge(&not, Line::Days, None, false), Tri::Yes);
        assert_eq!(judge(&before, Line::Days, early, true), Tri::Maybe);
        assert_eq!(judge(&not, Line::Days, early, true), Tri::Maybe);
    }

    #[test]
    fn a_unit_of_measure_meets_only_itself() {
        let km = Set::Test(
            Comparison::Greater,
            Span::exactly(5.0),
            Some("km".to_owned()),
        );
        let is = |measure| judge(&km, Line::Reals, Some((Span::exactly(9.0), measure)), false);
        assert_eq!(is(Measure::Of(Some("km"))), Tri::Yes);
        assert_eq!(is(Measure::Of(Some("kg"))), Tri::No);
        assert_eq!(is(Measure::Of(None)), Tri::No);
        assert_eq!(is(Measure::Any), Tri::Yes);
    }

    proptest::proptest! {
        #[test]
        fn enough_points_are_asked_of(set in sets(), lo in 0..40_i32, length in 0..40_i32, open in 0..4) {
            let lo = if open & 1 == 1 { f64::NEG_INFINITY } else { f64::from(lo) };
            let hi = if open & 2 == 2 { f64::INFINITY } else { lo.max(0.0) + f64::from(length) };
            let span = Span::new(lo, hi);
            let judged = judge(&set, Line::Days, Some((span, Measure::Of(None))), false);
            proptest::prop_assert_eq!(judged, judge_by_listing(&set, span, -100..=200));
        }
    }

    fn sets() -> impl proptest::strategy::Strategy<Value = Set> {
        use proptest::prelude::*;
        let ops = prop_oneof![
            Just(Comparison::Equal),
            Just(Comparison::NotEqual),
            Just(Comparison::Less),
            Just(Comparison::LessOrEqual),
            Just(Comparison::Greater),
            Just(Comparison::GreaterOrEqual),
        ];
        let leaf = (ops, 0..50_i32, 0..20_i32)
            .prop_map(|(op, lo, length)| test(op, f64::from(lo), f64::from(lo + length)));
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                inner.clone().prop_map(|set| Set::Not(Box::new(set))),
                proptest::collection::vec(inner.clone(), 1..4).prop_map(Set::All),
                proptest::collection::vec(inner, 1..4).prop_map(Set::Any),
            ]
        })
    }
}
