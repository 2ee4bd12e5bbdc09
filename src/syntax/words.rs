//! The words of the language that are no stage and no operator, and words of other languages.

/// The words that are never names, unless in back-quotes.
pub const RESERVED: &[&str] = &[
    "and", "or", "not", "possibly", "exists", "in", "is", "between", "contains", "starts", "ends",
    "matches", "as", "where", "asc", "desc", "true", "false", "null",
];

/// Tells whether a word is reserved; case does not count.
pub(super) fn is_reserved(word: &str) -> bool {
    RESERVED
        .iter()
        .any(|reserved| reserved.eq_ignore_ascii_case(word))
}

/// Tells whether a reserved word is itself a value.
pub(super) fn is_value_word(word: &str) -> bool {
    ["true", "false", "null"]
        .iter()
        .any(|value| value.eq_ignore_ascii_case(word))
}

/// A word of other query languages that stands where a stage would, and what to write here.
pub(super) struct ForeignStage {
    /// The word.
    pub(super) word: &'static str,
    /// What to write, after "write ".
    pub(super) instead: &'static str,
}

/// The stages of other languages.
pub(super) const FOREIGN_STAGES: &[ForeignStage] = &[
    ForeignStage {
        word: "limit",
        instead: "‘| take 10’",
    },
    ForeignStage {
        word: "top",
        instead: "‘| sort said desc | take 10’",
    },
    ForeignStage {
        word: "head",
        instead: "‘| take 10’",
    },
    ForeignStage {
        word: "fetch",
        instead: "‘| take 10’",
    },
    ForeignStage {
        word: "offset",
        instead: "‘| skip 10’",
    },
    ForeignStage {
        word: "filter",
        instead: "‘| where …’",
    },
    ForeignStage {
        word: "having",
        instead: "‘| where …’ after the aggregate",
    },
    ForeignStage {
        word: "order",
        instead: "‘| sort …’",
    },
    ForeignStage {
        word: "orderby",
        instead: "‘| sort …’",
    },
    ForeignStage {
        word: "project",
        instead: "‘| select …’",
    },
    ForeignStage {
        word: "extend",
        instead: "‘| derive … as name’",
    },
    ForeignStage {
        word: "summarize",
        instead: "‘| group … aggregate …’",
    },
    ForeignStage {
        word: "groupby",
        instead: "‘| group … aggregate …’",
    },
    ForeignStage {
        word: "without",
        instead: "it straight after the collection: ‘claims without \"NAME\" where …’",
    },
    ForeignStage {
        word: "uniq",
        instead: "‘| distinct’",
    },
    ForeignStage {
        word: "unique",
        instead: "‘| distinct’",
    },
];

/// Finds a stage of another language.
pub(super) fn foreign_stage(word: &str) -> Option<&'static ForeignStage> {
    FOREIGN_STAGES
        .iter()
        .find(|foreign| foreign.word.eq_ignore_ascii_case(word))
}
