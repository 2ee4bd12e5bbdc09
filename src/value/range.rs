//! Closed ranges of points, sets of them, and the two interval tables of the language.

use super::Truth;

/// A point on a line with two open ends.
pub trait Point: Copy + Ord + std::fmt::Debug {
    /// Stands for *no lower bound*.
    const MIN: Self;
    /// Stands for *no upper bound*.
    const MAX: Self;

    /// Returns the next point where the line is discrete, so that touching ranges can join.
    fn successor(self) -> Option<Self>;

    /// Returns the point before where the line is discrete.
    fn predecessor(self) -> Option<Self>;
}

/// The closed range `lo..=hi`: one value known to lie somewhere in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Range<T> {
    /// The least value it may be.
    pub lo: T,
    /// The greatest value it may be.
    pub hi: T,
}

impl<T: Point> Range<T> {
    /// Makes the range `lo..=hi`; the caller sees to it that `lo <= hi`.
    pub fn new(lo: T, hi: T) -> Self {
        debug_assert!(lo <= hi, "a range runs upwards: {lo:?} {hi:?}");
        Range { lo, hi }
    }

    /// Makes the range that holds one value.
    pub fn exactly(value: T) -> Self {
        Range {
            lo: value,
            hi: value,
        }
    }

    /// Makes the range of which nothing is known.
    pub fn unknown() -> Self {
        Range {
            lo: T::MIN,
            hi: T::MAX,
        }
    }

    /// Tells whether it holds one value only.
    pub fn is_exact(self) -> bool {
        self.lo == self.hi
    }

    /// Tells whether neither end is known.
    pub fn is_unknown(self) -> bool {
        self.lo == T::MIN && self.hi == T::MAX
    }

    /// Returns the least range that covers both.
    pub fn hull(self, other: Self) -> Self {
        Range {
            lo: self.lo.min(other.lo),
            hi: self.hi.max(other.hi),
        }
    }
}

/// The six comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// Returns the comparison that holds with both sides exchanged.
    pub fn mirrored(self) -> Self {
        match self {
            Comparison::Equal => Comparison::Equal,
            Comparison::NotEqual => Comparison::NotEqual,
            Comparison::Less => Comparison::Greater,
            Comparison::LessOrEqual => Comparison::GreaterOrEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        }
    }

    /// Judges an ordering of two known values.
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => ordering.is_eq(),
            Comparison::NotEqual => ordering.is_ne(),
            Comparison::Less => ordering.is_lt(),
            Comparison::LessOrEqual => ordering.is_le(),
            Comparison::Greater => ordering.is_gt(),
            Comparison::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

/// Compares two uncertain values.
///
/// `=` is certain only between two equal exact values, `<` when the whole of one lies before the
/// whole of the other. A value open at the end in question is never exact.
pub fn compare<T: Point>(op: Comparison, a: Range<T>, b: Range<T>) -> Truth {
    let judged = |certain: bool, impossible: bool| match (certain, impossible) {
        (true, _) => Truth::Yes,
        (false, true) => Truth::No,
        (false, false) => Truth::Possible,
    };
    match op {
        Comparison::Equal => judged(
            a.is_exact() && a == b && a.lo != T::MIN && a.lo != T::MAX,
            a.hi < b.lo || b.hi < a.lo,
        ),
        Comparison::NotEqual => !compare(Comparison::Equal, a, b),
        Comparison::Less => judged(a.hi < b.lo, a.lo >= b.hi),
        Comparison::LessOrEqual => judged(a.hi <= b.lo, a.lo > b.hi),
        Comparison::Greater => compare(Comparison::Less, b, a),
        Comparison::GreaterOrEqual => compare(Comparison::LessOrEqual, b, a),
    }
}

/// A place between points: just below one or just above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cut<T> {
    point: T,
    above: bool,
}

impl<T: Point> Cut<T> {
    /// Returns the place just below a point.
    pub fn below(point: T) -> Self {
        Cut {
            point,
            above: false,
        }
    }

    /// Returns the place just above a point; on a discrete line that is just below the next.
    pub fn above(point: T) -> Self {
        match point.successor() {
            Some(next) => Cut::below(next),
            None => Cut { point, above: true },
        }
    }

    /// Returns the point next above the place, or the one it excludes where the line is dense.
    pub fn first(self) -> T {
        self.point
    }

    /// Tells whether a stretch that begins here leaves [`Cut::first`] out.
    pub fn excludes_first(self) -> bool {
        self.above
    }

    /// Tells whether a stretch that ends here leaves [`Cut::last`] out.
    pub fn excludes_last(self) -> bool {
        !self.above && self.point.predecessor().is_none()
    }

    /// Returns the point next below the place, or the one it excludes where the line is dense.
    pub fn last(self) -> T {
        if self.above {
            self.point
        } else {
            self.point.predecessor().unwrap_or(self.point)
        }
    }
}

/// A set of points as ascending, disjoint, non-touching stretches between [`Cut`]s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RangeSet<T> {
    stretches: Vec<(Cut<T>, Cut<T>)>,
}

impl<T: Point> RangeSet<T> {
    /// Makes the empty set.
    pub fn empty() -> Self {
        RangeSet {
            stretches: Vec::new(),
        }
    }

    /// Makes the set of all points.
    pub fn full() -> Self {
        Self::empty().complement()
    }

    /// Makes the set of the points that compare so with a literal covering `literal`.
    ///
    /// A literal covers its whole unit: nothing is before it but what is before all of it.
    pub fn comparing(op: Comparison, literal: Range<T>) -> Self {
        let (start, end) = (Cut::below(T::MIN), Cut::above(T::MAX));
        let (before, after) = (Cut::below(literal.lo), Cut::above(literal.hi));
        match op {
            Comparison::Equal => Self::stretch(before, after),
            Comparison::NotEqual => Self::stretch(before, after).complement(),
            Comparison::Less => Self::stretch(start, before),
            Comparison::LessOrEqual => Self::stretch(start, after),
            Comparison::Greater => Self::stretch(after, end),
            Comparison::GreaterOrEqual => Self::stretch(before, end),
        }
    }

    fn stretch(from: Cut<T>, to: Cut<T>) -> Self {
        RangeSet {
            stretches: if from < to {
                vec![(from, to)]
            } else {
                Vec::new()
            },
        }
    }

    /// Returns the points in either set.
    pub fn union(&self, other: &Self) -> Self {
        let mut all: Vec<_> = self
            .stretches
            .iter()
            .chain(&other.stretches)
            .copied()
            .collect();
        all.sort_unstable();
        let mut stretches: Vec<(Cut<T>, Cut<T>)> = Vec::with_capacity(all.len());
        for (from, to) in all {
            match stretches.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                Some(_) | None => stretches.push((from, to)),
            }
        }
        RangeSet { stretches }
    }

    /// Returns the points in both sets.
    pub fn intersection(&self, other: &Self) -> Self {
        self.complement().union(&other.complement()).complement()
    }

    /// Returns the points not in the set.
    pub fn complement(&self) -> Self {
        let mut stretches = Vec::with_capacity(self.stretches.len() + 1);
        let mut from = Cut::below(T::MIN);
        for &(start, end) in &self.stretches {
            if from < start {
                stretches.push((from, start));
            }
            from = end;
        }
        let end = Cut::above(T::MAX);
        if from < end {
            stretches.push((from, end));
        }
        RangeSet { stretches }
    }

    /// Judges whether a value known to lie in `value` is in the set.
    pub fn judge(&self, value: Range<T>) -> Truth {
        let (from, to) = (Cut::below(value.lo), Cut::above(value.hi));
        match self.stretches.iter().find(|(_, end)| *end > from) {
            Some((start, end)) if *start <= from && to <= *end => Truth::Yes,
            Some((start, _)) if *start < to => Truth::Possible,
            Some(_) | None => Truth::No,
        }
    }

    /// Returns the stretches of the set, ascending.
    pub fn stretches(&self) -> &[(Cut<T>, Cut<T>)] {
        &self.stretches
    }
}

#[cfg(test)]
mod tests {
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
                    let pairs =
                        || days(a).flat_map(|one| days(b).map(move |other| one.cmp(&other)));
                    let expected =
                        judged(pairs().all(|o| op.holds(o)), !pairs().any(|o| op.holds(o)));
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
}
