//! What a reader should know about a result.

use serde::Serialize;

/// One fact about a result, for the line under it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// So many more rows are possible.
    Possible(usize),
    /// The ledger was seen through views, which took reports away.
    View {
        /// The views, as the query writes them.
        view: String,
        /// The reports there are without them.
        reports: usize,
        /// Those that are surely gone.
        gone: usize,
        /// Those that are possibly gone.
        possibly: usize,
    },
    /// So many rows hold a value of this path that nobody knows.
    Unknown {
        /// The path, as the query writes it.
        path: String,
        /// The rows.
        rows: usize,
    },
    /// So many rows were kept because a value under a negation is absent.
    KeptAbsent {
        /// The path, as the query writes it.
        path: String,
        /// The rows.
        rows: usize,
    },
    /// So many rows stand under several keys.
    SeveralKeys(usize),
    /// So many possible rows stand under no group that is shown: a group needs a certain row.
    UnderNoGroup(usize),
    /// A name was taken though only a weak one is borne by one record alone.
    WeakName {
        /// The name in the query.
        text: String,
        /// The record that bears it.
        record: String,
    },
    /// A text was taken for names or words that are not just it.
    Near {
        /// The text in the query.
        text: String,
        /// What it was taken for.
        taken: Vec<NearName>,
    },
    /// One string names several records; all were taken.
    SeveralRecords {
        /// The name in the query.
        text: String,
        /// The ids of the records.
        ids: Vec<String>,
    },
    /// So many rows have a figure of another unit than the one compared with.
    OtherUnit {
        /// The unit asked for; none for a bare number.
        asked: Option<String>,
        /// For a bare number, what asks for a unit that was left out.
        instead: Option<String>,
        /// The rows left out.
        rows: usize,
    },
    /// A possible row would have come in before the cut of a `take`.
    PossibleBeforeCut(usize),
    /// `first`, `last`, `list`, `lag` and `lead` read certain rows only; so many possible ones were
    /// not read.
    PossibleNotRead(usize),
    /// Arithmetic had no value in so many rows.
    NoValue(usize),
    /// So many cells are empty, as figures of several units have no least, greatest, sum or mean.
    SeveralUnits(usize),
    /// Figures of several units were put in order, unit by unit.
    UnitByUnit,
    /// An assertion failed.
    Failed(Failure),
    /// No row: what each condition alone gives, and the literal that nearly matched.
    NoRows(Vec<Condition>),
}

/// Something that a text was taken for though it is not just it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NearName {
    /// The record that bears the name; none for words of a text.
    pub record: Option<String>,
    /// The name, or the words.
    pub name: String,
}

/// One condition of a query that gave no rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Condition {
    /// As the query writes it.
    pub text: String,
    /// What was asked for may stand within the texts, which were compared whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<Within>,
    /// The rows it alone keeps for certain.
    pub certain: usize,
    /// The rows it alone keeps at least possibly.
    pub possible: usize,
    /// A value of the field that is near the one asked for.
    pub near: Option<String>,
}

/// A text that is no value of a field, and stands within some.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Within {
    /// The condition that finds it.
    pub text: String,
    /// The rows that keeps.
    pub rows: usize,
}

/// An assertion that does not hold for certain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Failure {
    /// As the query writes it.
    pub test: String,
    /// Whether it may hold for all that is known.
    pub possible: bool,
    /// The first rows that it does not hold of, where it speaks of rows.
    pub rows: Vec<String>,
    /// How many there are.
    pub count: usize,
    /// What the aggregates come to, where it speaks of all rows together.
    pub values: Vec<String>,
}
