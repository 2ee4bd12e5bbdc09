//! Kleene's three truth values, read as *no*, *possible* and *yes*.

/// How far a statement about uncertain data holds: Kleene's strong three-valued logic.
///
/// The order is `No < Possible < Yes`, so conjunction is the minimum and disjunction the maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// Holds under no reading of the data.
    No,
    /// Holds under some readings and fails under others.
    Possible,
    /// Holds under every reading: *certain*.
    Yes,
}

impl Truth {
    /// Conjunction.
    #[inline]
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// Disjunction.
    #[inline]
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    /// Weakens a certain truth to a possible one, as a doubtful link does.
    #[inline]
    pub fn doubted(self) -> Truth {
        self.min(Truth::Possible)
    }

    /// Returns `Yes` where the statement is not impossible: the `possibly` operator.
    pub fn possibly(self) -> Truth {
        Truth::from(self != Truth::No)
    }
}

impl std::ops::Not for Truth {
    type Output = Truth;

    fn not(self) -> Truth {
        match self {
            Truth::No => Truth::Yes,
            Truth::Possible => Truth::Possible,
            Truth::Yes => Truth::No,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Truth {
        if value { Truth::Yes } else { Truth::No }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, No, Possible, Yes};

    #[test]
    fn connectives_are_those_of_kleene() {
        // A possible statement stands for one that may be either.
        let readings = |truth| match truth {
            No => vec![false],
            Possible => vec![false, true],
            Yes => vec![true],
        };
        let judged = |all: Vec<bool>| match (all.contains(&true), all.contains(&false)) {
            (true, true) => Possible,
            (truth, _) => Truth::from(truth),
        };
        for a in [No, Possible, Yes] {
            assert_eq!(!a, judged(readings(a).into_iter().map(|a| !a).collect()));
            for b in [No, Possible, Yes] {
                let pairs = || {
                    readings(a)
                        .into_iter()
                        .flat_map(|a| readings(b).into_iter().map(move |b| (a, b)))
                };
                assert_eq!(
                    a.and(b),
                    judged(pairs().map(|(a, b)| a && b).collect()),
                    "{a:?} {b:?}"
                );
                assert_eq!(
                    a.or(b),
                    judged(pairs().map(|(a, b)| a || b).collect()),
                    "{a:?} {b:?}"
                );
            }
        }
    }

    #[test]
    fn doubt_only_weakens() {
        assert_eq!(
            [No, Possible, Yes].map(Truth::doubted),
            [No, Possible, Possible]
        );
        assert_eq!([No, Possible, Yes].map(Truth::possibly), [No, Yes, Yes]);
    }
}
