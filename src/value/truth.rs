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
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// Disjunction.
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    /// Weakens a certain truth to a possible one, as a doubtful link does.
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
