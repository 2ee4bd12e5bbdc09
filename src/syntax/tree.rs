//! The tree a query is read into. Every node knows its place; none knows what a field is.

use std::fmt;

use crate::diagnostic::Span;
use crate::value::{Comparison, Duration};

/// A whole text: statements between semicolons.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// In order.
    pub statements: Vec<Statement>,
}

/// One statement and the `##` lines before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The `##` lines, joined by newlines, without their marks.
    pub doc: String,
    /// What it says.
    pub kind: StatementKind,
    /// All of it, without the semicolon.
    pub span: Span,
}

/// What a statement says.
#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// `param $name: type = literal`
    Param(Param),
    /// `let name = query`
    Let(Let),
    /// `def name(a, b) = expr`
    Def(Def),
    /// `claims where … | …`
    Query(Query),
}

/// `param $name: type = literal`
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Without the `$`.
    pub name: Name,
    /// `: type`: text, date, number, truth, duration, or a collection whose records it names.
    pub ty: Option<Name>,
    /// `= literal`; without it a value must be given.
    pub default: Option<Expr>,
}

/// `let name = query`
#[derive(Clone, Debug, PartialEq)]
pub struct Let {
    /// What the query is called in this text.
    pub name: Name,
    /// The query.
    pub query: Query,
}

/// `def name(a, b) = expr`
#[derive(Clone, Debug, PartialEq)]
pub struct Def {
    /// What the expression is called in this text.
    pub name: Name,
    /// What stands in it for the arguments; empty without brackets.
    pub params: Vec<Name>,
    /// The expression.
    pub body: Expr,
}

/// A name as written, back-quotes removed; compare with [`Name::is`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The text, in the case it was written in.
    pub text: String,
    /// Where.
    pub span: Span,
}

impl Name {
    /// Tells whether it is this name; case does not count.
    pub fn is(&self, name: &str) -> bool {
        self.text.eq_ignore_ascii_case(name)
    }
}

/// `claims[…].source without … where … | stage | stage`
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The collection it starts from.
    pub head: Head,
    /// `.field`, `[filter]` on the head.
    pub tails: Vec<Tail>,
    /// `as of …`, `without …`
    pub views: Vec<View>,
    /// `as name`: what its row is called in the brackets within.
    pub alias: Option<Name>,
    /// `where …` straight after the head.
    pub filter: Option<Expr>,
    /// `| stage` …
    pub stages: Vec<Stage>,
    /// All of it.
    pub span: Span,
}

/// One view of the ledger and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// What it does.
    pub kind: ViewKind,
    /// All of it.
    pub span: Span,
}

/// What a view does to the ledger.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewKind {
    /// `as of day`
    AsOf(Expr),
    /// `without which, which`
    Without(Vec<Which>),
}

/// Whom or what `without` takes away.
#[derive(Clone, Debug, PartialEq)]
pub enum Which {
    /// `"name"`, `$name`
    Named(Expr),
    /// `( query )`
    Query(Box<Query>),
}

/// What a query starts from.
#[derive(Clone, Debug, PartialEq)]
pub enum Head {
    /// `claims`; `_` is the query before.
    Name(Name),
    /// `( query )`
    Query(Box<Query>),
}

/// One step after a head or an operand.
#[derive(Clone, Debug, PartialEq)]
pub enum Tail {
    /// `.name`
    Field(Name),
    /// `[ expr ]`
    Filter(Box<Expr>, Span),
    /// `{n..m}`
    Repeat(Repeat, Span),
}

/// `{n}`, `{n..}`, `{n..m}`: how often a link is followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// At least so often.
    pub least: u32,
    /// At most so often; none without an end.
    pub most: Option<u32>,
}

impl fmt::Display for Repeat {
    /// Writes it as it stands behind a link.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Repeat { least, most } = self;
        match most {
            Some(most) if most == least => write!(f, "{{{least}}}"),
            Some(most) => write!(f, "{{{least}..{most}}}"),
            None => write!(f, "{{{least}..}}"),
        }
    }
}

/// One stage and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// What it does.
    pub kind: StageKind,
    /// From its first word to its end, without the pipe.
    pub span: Span,
}

/// What a stage does.
#[derive(Clone, Debug, PartialEq)]
pub enum StageKind {
    /// `where expr`
    Where(Expr),
    /// `select items`
    Select(Vec<Item>),
    /// `derive items per items`
    Derive {
        /// What is added.
        items: Vec<Item>,
        /// Windows read the rows that are alike in these; empty for all rows.
        per: Vec<Item>,
    },
    /// `drop names`
    Drop(Vec<Name>),
    /// `group items aggregate aggs`
    Group(Vec<Item>, Vec<Aggregate>),
    /// `aggregate aggs`
    Aggregate(Vec<Aggregate>),
    /// `count`, `count by items`
    Count(Vec<Item>),
    /// `sort keys`
    Sort(Vec<Key>),
    /// `take n with ties per items`
    Take {
        /// How many rows.
        count: Expr,
        /// Whether rows that tie with the last come too.
        ties: bool,
        /// So many for each of these; empty for the whole.
        per: Vec<Item>,
    },
    /// `skip n`
    Skip(Expr),
    /// `distinct`, `distinct items`
    Distinct(Vec<Item>),
    /// `expand path as name`, `expand optional path`
    Expand {
        /// Whether rows without a value stay.
        optional: bool,
        /// Whose values rows are made of.
        path: Expr,
        /// What the column of them is called.
        label: Option<Name>,
    },
    /// `union (query)`, `except (query)`, `intersect (query)`
    Combine(Combination, Box<Query>),
    /// `search "words" in path`
    Search {
        /// The words: a text, or a parameter.
        words: Expr,
        /// Where they are looked for, if it is said.
        path: Option<Expr>,
    },
    /// `assert expr`
    Assert(Expr),
    /// `describe`
    Describe,
    /// `totals`
    Totals,
    /// `pivot item by item aggregate agg`
    Pivot(Box<Pivot>),
    /// `explain`, `explain analyze`
    Explain(Explain),
}

/// What `explain` shows in the place of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explain {
    /// `explain`: how the query would be answered.
    Plan,
    /// `explain analyze`: how it was answered, and what each step came to.
    Analyze,
}

/// `item by item aggregate agg`
#[derive(Clone, Debug, PartialEq)]
pub struct Pivot {
    /// What a row is made for each value of.
    pub down: Item,
    /// What a column is made for each value of.
    pub across: Item,
    /// What stands in each cell.
    pub aggregate: Aggregate,
}

/// How the rows of another query join those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combination {
    /// `union`: the rows of either.
    Union,
    /// `except`: the rows that are not among the others.
    Except,
    /// `intersect`: the rows that are among the others too.
    Intersect,
}

impl Combination {
    /// Returns the word of the stage.
    pub fn name(self) -> &'static str {
        match self {
            Combination::Union => "union",
            Combination::Except => "except",
            Combination::Intersect => "intersect",
        }
    }
}

/// `expr as label`
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What is computed.
    pub expr: Expr,
    /// `as name` or `as "text"`.
    pub label: Option<Name>,
}

/// `expr where expr as label`
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// An expression with aggregates in it: `count(distinct source)`.
    pub expr: Expr,
    /// Which rows it runs over.
    pub filter: Option<Expr>,
    /// `as name` or `as "text"`.
    pub label: Option<Name>,
}

/// `expr asc`, `expr desc`
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// What is sorted by.
    pub expr: Expr,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// An expression and its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// All of it; brackets around it are not part of it.
    pub span: Span,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `"text"`, `2019-03`, `/regex/`, `30 days`, `today`, `true`
    Literal(Literal),
    /// `$name`
    Param(String),
    /// `name`: a field, a derived column, or a bare word of a vocabulary.
    Name(String),
    /// `expr.field`
    Field(Box<Expr>, Name),
    /// `expr[filter]`
    Filter(Box<Expr>, Box<Expr>),
    /// `expr{n..m}`
    Repeat(Box<Expr>, Repeat),
    /// `name(distinct a, b)`
    Call {
        /// The function or aggregate.
        name: Name,
        /// Whether `distinct` stands before the arguments.
        distinct: bool,
        /// The arguments.
        args: Vec<Expr>,
    },
    /// `- expr`
    Negate(Box<Expr>),
    /// `a + b`, `a - b`, `a * b`, `a / b`
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    /// `a .. b`, `a ..`, `.. b`
    Range(Option<Box<Expr>>, Option<Box<Expr>>),
    /// `a ?? b`
    Coalesce(Box<Expr>, Box<Expr>),
    /// `a = b` and the other five
    Compare(Comparison, Box<Expr>, Box<Expr>),
    /// `a contains b`, `a not matches b`, `a ~ b`, `a !~ b`
    TextTest {
        /// Which test.
        op: TextTest,
        /// Whether `not` stands before it.
        negated: bool,
        /// What is looked at.
        operand: Box<Expr>,
        /// What is looked for.
        pattern: Box<Expr>,
    },
    /// `a in (…)`, `a not in 1..2`
    In {
        /// Whether `not` stands before it.
        negated: bool,
        /// What is looked for.
        operand: Box<Expr>,
        /// Where.
        set: Set,
    },
    /// `a between b and c`
    Between {
        /// Whether `not` stands before it.
        negated: bool,
        /// What is tested.
        operand: Box<Expr>,
        /// From.
        low: Box<Expr>,
        /// To.
        high: Box<Expr>,
    },
    /// `a is null`, `a is not null`
    IsNull {
        /// Whether it is `is not null`.
        negated: bool,
        /// What is tested.
        operand: Box<Expr>,
    },
    /// `exists path`
    Exists(Box<Expr>),
    /// `exists ( query )`
    ExistsQuery(Box<Query>),
    /// `not a`
    Not(Box<Expr>),
    /// `possibly a`
    Possibly(Box<Expr>),
    /// `a and b and c`, flat: nested brackets of the same connective stay nested.
    And(Vec<Expr>),
    /// `a or b or c`, likewise.
    Or(Vec<Expr>),
    /// Where the text could not be read; its error has been reported.
    Broken,
}

/// What stands after `in`.
#[derive(Clone, Debug, PartialEq)]
pub enum Set {
    /// `( a, b, c )`; a lone path in brackets is kept as a list of one, and plan decides.
    List(Vec<Expr>),
    /// `( query )`, where it can't be a list of one expression.
    Query(Box<Query>),
    /// `2018..2020` or another expression
    Value(Box<Expr>),
}

/// `+ - * /`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// `contains`, `starts with`, `ends with`, `matches`, `~`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextTest {
    /// `contains`
    Contains,
    /// `starts with`
    StartsWith,
    /// `ends with`
    EndsWith,
    /// `matches`
    Matches,
    /// `~`
    Near,
}

/// A value written in the query.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `"text"` or `“text”`, escapes undone.
    Text(String),
    /// `/pattern/`, `/pattern/c`
    Regex {
        /// Between the slashes; `\/` is a slash.
        pattern: String,
        /// Whether `c` follows: case counts.
        cased: bool,
    },
    /// `12`, `1.5`; a bare four-digit number beside a date is that year, which plan decides.
    Number {
        /// As written, for messages and for the year reading.
        text: String,
        /// The number.
        value: f64,
    },
    /// `2019-03`, `2019-03-14`, `2019-Q2`: as written; not a bare year, which reads as a number.
    Date(String),
    /// `30 days`
    Duration(Duration),
    /// `30 days ago`
    Ago(Duration),
    /// `today`
    Today,
    /// `true`, `false`
    Truth(bool),
}
