//! The words of the language that are no stage and no operator, and words of other languages.

/// The words that are never names, unless in back-quotes.
pub const RESERVED: &[&str] = &[
    "and", "or", "not", "possibly", "exists", "in", "is", "between", "contains", "starts", "ends",
    "matches", "as", "where", "asc", "desc", "true", "false", "null",
];

/// A word of the language that is no stage of its own and no operator between values.
#[derive(Debug)]
pub struct Keyword {
    /// The word, or the two that stand together.
    pub name: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// What it does, in one line.
    pub help: &'static str,
}

/// The keywords, with those that a parser may ask for though they are stages or operators too.
pub const KEYWORDS: &[Keyword] = &[
    word("let", "let NAME = QUERY", "names a query"),
    word("def", "def NAME[(NAME, …)] = EXPR", "names an expression"),
    word(
        "param",
        "param $NAME[: TYPE] [= VALUE]",
        "declares a parameter",
    ),
    word("_", "_ | …", "is the query before"),
    word(
        "as of",
        "COLLECTION as of DAY",
        "asks the ledger as it was on a day",
    ),
    word("of", "as of DAY", "asks the ledger as it was on a day"),
    word(
        "without",
        "COLLECTION without \"NAME\", …",
        "asks the ledger without a source, outlet or document",
    ),
    word(
        "where",
        "COLLECTION where TEST",
        "keeps the rows a test holds for",
    ),
    word("as", "EXPR as NAME, COLLECTION as NAME", "gives a name"),
    word("by", "count by EXPR, …", "for each of these"),
    word("per", "… per EXPR, …", "for each of these"),
    word(
        "aggregate",
        "group … aggregate AGGREGATE, …",
        "one value from many",
    ),
    word(
        "ties",
        "take NUMBER with ties",
        "rows that tie with the last come too",
    ),
    word("asc", "sort EXPR asc", "the least first"),
    word("desc", "sort EXPR desc", "the greatest first"),
    word("and", "TEST and TEST", "both"),
    word("not", "not TEST", "the contrary"),
    word("null", "EXPR is null", "nothing was recorded"),
    word("today", "today, today - 2 years", "the day of asking"),
];

const fn word(name: &'static str, usage: &'static str, help: &'static str) -> Keyword {
    Keyword { name, usage, help }
}

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

/// Tells whether an operand stands behind a word, by the word before it and by whether an operand
/// may stand in its own place.
pub(super) fn operand_follows(word: &str, before: &str, in_its_place: bool) -> bool {
    let is_one_of = |words: &[&str]| words.iter().any(|one| word.eq_ignore_ascii_case(one));
    // These are no reserved words, and may be names where an operand may stand.
    let goes_on = is_one_of(&["by", "per", "aggregate"])
        && (!in_its_place || before.eq_ignore_ascii_case("count"));
    let ends_test = is_one_of(&["with"]) && in_its_place;
    goes_on || ends_test || (is_reserved(word) && !is_value_word(word))
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
    foreign("limit", "‘| take 10’"),
    foreign("top", "‘| sort said desc | take 10’"),
    foreign("head", "‘| take 10’"),
    foreign("fetch", "‘| take 10’"),
    foreign("offset", "‘| skip 10’"),
    foreign("filter", "‘| where …’"),
    foreign("having", "‘| where …’ after the aggregate"),
    foreign("order", "‘| sort …’"),
    foreign("orderby", "‘| sort …’"),
    foreign("project", "‘| select …’"),
    foreign("extend", "‘| derive … as name’"),
    foreign("summarize", "‘| group … aggregate …’"),
    foreign("groupby", "‘| group … aggregate …’"),
    foreign(
        "without",
        "it straight after the collection: ‘claims without \"NAME\" where …’",
    ),
    foreign("rollup", "‘| totals’ behind the groups"),
    foreign("cube", "‘| totals’ behind the groups"),
    foreign("with", "‘| totals’ for a row of totals"),
    foreign("total", "‘| totals’"),
    foreign("subtotals", "‘| totals’"),
    foreign("crosstab", "‘| pivot stance by source aggregate count()’"),
    foreign("uniq", "‘| distinct’"),
    foreign("unique", "‘| distinct’"),
    foreign("first", "‘| take 10’"),
    foreign("last", "‘| sort said desc | take 10’"),
    foreign(
        "join",
        "the link as a path: ‘source.party’; or ‘| where source in (sources where …)’",
    ),
    foreign(
        "inner",
        "the link as a path: ‘source.party’; or ‘| where source in (sources where …)’",
    ),
    foreign("lookup", "the link as a path: ‘source.party’"),
    foreign("minus", "‘| except (…)’"),
    foreign("unnest", "‘| expand …’"),
    foreign("explode", "‘| expand …’"),
    foreign("return", "‘| select …’"),
    foreign("rename", "‘| select … as name’"),
    foreign("let", "‘| derive … as name’"),
    foreign("match", "‘| where …’, or ‘| search \"WORDS\"’"),
    foreign("find", "‘| search \"WORDS\"’"),
    foreign("grep", "‘| search \"WORDS\"’"),
    foreign("fulltext", "‘| search \"WORDS\"’"),
    foreign("map", "‘| select …’"),
    foreign("mutate", "‘| derive … as name’"),
    foreign("eval", "‘| derive … as name’"),
    foreign("arrange", "‘| sort …’"),
    foreign("sort_by", "‘| sort …’"),
    foreign("sort_values", "‘| sort …’"),
    foreign("summarise", "‘| group … aggregate …’"),
    foreign("stats", "‘| group … aggregate …’"),
    foreign("group_by", "‘| group … aggregate …’, or ‘| count by …’"),
    foreign("value_counts", "‘| count by …’"),
    foreign("length", "‘| count’"),
    foreign("size", "‘| count’"),
    foreign("keys", "‘| describe’"),
    foreign("tail", "‘| sort said desc | take 10’"),
    foreign("drop_duplicates", "‘| distinct’"),
    foreign("mv_expand", "‘| expand …’"),
    foreign("mvexpand", "‘| expand …’"),
    foreign("unwind", "‘| expand …’"),
    foreign("make_series", "‘| count by said.month’"),
    foreign("project_away", "‘| drop …’"),
    foreign("project_rename", "‘| select … as name’"),
    foreign("agg", "‘| aggregate …’, or ‘| group … aggregate …’"),
    foreign("nlargest", "‘| sort said desc | take 10’"),
    foreign("nsmallest", "‘| sort said | take 10’"),
    foreign(
        "merge",
        "the link as a path: ‘source.party’; or ‘| where source in (sources where …)’",
    ),
    foreign("query", "‘| where …’"),
];

const fn foreign(word: &'static str, instead: &'static str) -> ForeignStage {
    ForeignStage { word, instead }
}

/// Finds a stage of another language.
pub(super) fn foreign_stage(word: &str) -> Option<&'static ForeignStage> {
    // `mv-expand` is one word where it comes from.
    let word = word.replace('-', "_");
    FOREIGN_STAGES
        .iter()
        .find(|foreign| foreign.word.eq_ignore_ascii_case(&word))
}
