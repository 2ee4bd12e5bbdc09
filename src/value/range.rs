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
mod tests;
