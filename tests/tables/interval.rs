//! Intervals over four points, and what the tables say of them. Nothing here is shared with the engine.

/// How far something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tri {
    No,
    Maybe,
    Yes,
}

impl Tri {
    /// Tells the truth of what is surely so, surely not so, or neither.
    pub(super) fn judged(certain: bool, impossible: bool) -> Tri {
        assert!(!(certain && impossible), "nothing is both");
        match (certain, impossible) {
            (true, _) => Tri::Yes,
            (_, true) => Tri::No,
            (false, false) => Tri::Maybe,
        }
    }

    pub(super) fn not(self) -> Tri {
        match self {
            Tri::No => Tri::Yes,
            Tri::Maybe => Tri::Maybe,
            Tri::Yes => Tri::No,
        }
    }

    /// What `possibly` makes of it.
    pub(super) fn possibly(self) -> Tri {
        if self == Tri::No { Tri::No } else { Tri::Yes }
    }
}

/// What lies from one point to another; far away where an end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) lo: i32,
    pub(super) hi: i32,
}

/// How many points there are, the first being 1.
pub(super) const POINTS: i32 = 4;

const FAR: i32 = 99;

impl Interval {
    pub(super) const UNKNOWN: Interval = Interval { lo: -FAR, hi: FAR };

    /// All with two ends, then those with one.
    pub(super) fn known() -> Vec<Interval> {
        let closed = (1..=POINTS).flat_map(|lo| (lo..=POINTS).map(move |hi| Interval { lo, hi }));
        let left = (1..=POINTS).map(|hi| Interval { lo: -FAR, hi });
        let right = (1..=POINTS).map(|lo| Interval { lo, hi: FAR });
        closed.chain(left).chain(right).collect()
    }

    /// The two ends; none where it is open.
    pub(super) fn ends(self) -> (Option<i32>, Option<i32>) {
        let end = |point: i32| (point.abs() != FAR).then_some(point);
        (end(self.lo), end(self.hi))
    }

    /// Writes it as a literal of the language.
    pub(super) fn literal(self, point: impl Fn(i32) -> String) -> String {
        let (lo, hi) = self.ends();
        match (lo, hi) {
            (Some(lo), Some(hi)) if lo == hi => point(lo),
            _range => {
                let [lo, hi] = [lo, hi].map(|end| end.map(&point).unwrap_or_default());
                format!("{lo}..{hi}")
            }
        }
    }
}

/// A comparison with its sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Op {
    pub(super) const ALL: [Op; 6] = [
        Op::Equal,
        Op::NotEqual,
        Op::Less,
        Op::LessOrEqual,
        Op::Greater,
        Op::GreaterOrEqual,
    ];

    pub(super) fn sign(self) -> &'static str {
        match self {
            Op::Equal => "=",
            Op::NotEqual => "!=",
            Op::Less => "<",
            Op::LessOrEqual => "<=",
            Op::Greater => ">",
            Op::GreaterOrEqual => ">=",
        }
    }

    /// The first table: a value beside a literal.
    pub(super) fn beside_literal(self, value: Interval, literal: Interval) -> Tri {
        let (l, h, least, most) = (value.lo, value.hi, literal.lo, literal.hi);
        match self {
            Op::Equal => Tri::judged(least <= l && h <= most, h < least || l > most),
            Op::NotEqual => Op::Equal.beside_literal(value, literal).not(),
            // Nothing lies before what has no beginning, nor behind what has no end.
            Op::Less => Tri::judged(h < least, l >= least),
            Op::Greater => Tri::judged(l > most, h <= most),
            Op::LessOrEqual => Tri::judged(h <= most, l > most),
            Op::GreaterOrEqual => Tri::judged(l >= least, h < least),
        }
    }

    /// The second table: a value beside another.
    pub(super) fn beside_value(self, a: Interval, b: Interval) -> Tri {
        let (l, h, m, k) = (a.lo, a.hi, b.lo, b.hi);
        match self {
            Op::Equal => Tri::judged(l == h && h == m && m == k, h < m || k < l),
            Op::NotEqual => Op::Equal.beside_value(a, b).not(),
            Op::Less => Tri::judged(h < m, l >= k),
            Op::LessOrEqual => Tri::judged(h <= m, l > k),
            Op::Greater => Op::Less.beside_value(b, a),
            Op::GreaterOrEqual => Op::LessOrEqual.beside_value(b, a),
        }
    }
}
