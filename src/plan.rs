//! Tree to typed plan: every error of form, field or type ends here.
//!
//! A [`Plan`] says what is to be computed over which kinds and fields, free of storage: names of
//! records are still texts ([`NameLiteral`]), looked up when the plan is bound to a store.
//! Shorthand fields are expanded, literals are sets and ranges, tests of one date or number are
//! united (`unite`) and every expression has a type.

mod aggregate;
mod alias;
mod arithmetic;
mod assert;
mod call;
mod columns;
mod combine;
mod compare;
mod correlation;
mod definitions;
mod expand;
mod expression;
mod head;
mod lint;
mod literal;
mod output;
mod params;
mod path;
mod pivot;
mod place;
mod predicate;
mod query;
mod ranked;
mod reads;
mod remembered;
mod rewrite;
mod scope;
mod search;
mod setting;
mod show;
mod substitute;
mod totals;
mod typed;
mod unite;
mod used;
mod view;
mod window;
mod written;

pub(crate) use arithmetic::{numbers as arithmetic_on_ranges, shift};
pub(crate) use correlation::{Correlation, Join};
pub(crate) use head::collection_named;
pub(crate) use params::parameter_types;
pub use pivot::Pivot;
pub(crate) use place::{Asked, Known, Place, What, fields, place};
pub use query::{Planned, plan};
pub use ranked::{Ranked, Wanted};
pub(crate) use reads::stand_alone;
pub(crate) use remembered::BETWEEN;
pub use remembered::{Alone, Parameter, Remembered};
pub use setting::Inputs;
pub use show::{Node, Shown, explain};
pub use typed::{
    AskedText, Constant, Expr, ExprKind, Leaf, Length, NameRef, Path, Predicate, Root, Search,
    Step, Test,
};
pub use view::{LeftOut, View};
pub use window::Window;

pub use crate::syntax::tree::{Arithmetic, Combination, Explain, Repeat};

use crate::diagnostic::Span;
use crate::model::Kind;
use crate::operator::Aggregate;
use crate::value::Type;

/// A query ready to be bound to a store.
#[derive(Debug, Clone)]
pub struct Plan {
    /// What is computed.
    pub query: Query,
    /// Every name of a record the query writes, in order; a [`NameRef`] refers to its place.
    pub names: Vec<NameLiteral>,
    /// Every ranked search the query writes, in order; a [`Stage`] refers to its place.
    pub searches: Vec<Ranked>,
    /// Every view the query writes, in order; a [`Query`] refers to its place.
    pub views: Vec<View>,
    /// Every condition on rows that is written in one piece: the place of its stage, and the words
    /// of each of its parts, as the query writes them.
    pub written: Vec<(Span, Vec<String>)>,
    /// Whether the plan itself is the answer.
    pub explain: Option<Explain>,
}

/// The name of a record, as a query writes it beside a reference.
#[derive(Debug, Clone, PartialEq)]
pub struct NameLiteral {
    /// The kind of the record.
    pub kind: Kind,
    /// Its id or one of its names.
    pub text: String,
    /// Where the query writes it.
    pub span: Span,
    /// Whether the answer would widen if nothing bore it.
    pub widens: bool,
    /// Whether weak, near and described names count as it.
    pub near: bool,
}

/// A pipeline from a collection to rows of columns.
#[derive(Debug, Clone)]
pub struct Query {
    /// The collection it starts from.
    pub from: Kind,
    /// The views it is asked under, besides those of the query around it, by their places.
    pub views: Vec<usize>,
    /// The path from a row around it that it starts from, in the place of the whole collection.
    pub start: Option<Path>,
    /// What it reads of the row around it; [`Root::Outer`] refers to its place. Empty for a query
    /// that stands alone.
    pub carried: Vec<Carried>,
    /// The stages, in order.
    pub stages: Vec<Stage>,
    /// The columns of the answer, over the rows that the last stage leaves.
    pub output: Vec<Output>,
    /// The kind of the records the rows are, where they still are records.
    pub node: Option<Kind>,
}

/// What is read of the row around brackets.
#[derive(Debug, Clone)]
pub struct Carried {
    /// What the query calls it.
    pub name: String,
    /// What it is, over that row.
    pub expr: Expr,
}

/// A named column to compute.
#[derive(Debug, Clone)]
pub struct Output {
    /// Its heading.
    pub name: String,
    /// What it holds.
    pub expr: Expr,
}

/// One stage of a pipeline.
#[derive(Debug, Clone)]
pub enum Stage {
    /// Keeps the rows a predicate holds of.
    Where(Predicate, Span),
    /// Goes on to the records reached from the rows, each once, in ledger order.
    Reach(Vec<Step>, Kind),
    /// Replaces the columns; rows are records no more.
    Select(Vec<Output>),
    /// Adds columns.
    Derive(Vec<Output>),
    /// Adds a column for each of these that a row reads from the rows round it.
    Window {
        /// What is read.
        windows: Vec<Window>,
        /// Rows alike in these are read by each other; none for all.
        per: Vec<Expr>,
    },
    /// Makes one row of each different combination of keys, and columns of keys, then calls.
    Group {
        /// What rows are grouped by; none for the whole.
        keys: Vec<Output>,
        /// The aggregates, each a column behind the keys.
        calls: Vec<Call>,
    },
    /// Makes the rows of these stages and behind them one of all that the groups were made of: a
    /// group, its columns, and what keeps every row and column of them.
    Totals(Vec<Stage>),
    /// Makes one row of each value of a key and one column of each value of another.
    Pivot(Box<Pivot>),
    /// Orders the rows.
    Sort(Vec<SortKey>),
    /// Keeps the first rows.
    Take {
        /// How many.
        count: usize,
        /// Rows that are alike in these with the last one come too.
        ties: Vec<SortKey>,
        /// So many for each of these.
        per: Vec<Expr>,
    },
    /// Drops the first rows.
    Skip(usize),
    /// Keeps the first of the rows that are alike in these columns.
    Distinct(Vec<Expr>),
    /// Makes a row of each value of an expression, with the value in a column.
    Expand {
        /// Whose values, and what they are called.
        value: Output,
        /// Whether rows without a value stay.
        optional: bool,
    },
    /// Joins the rows with those of another query: records by identity, else rows by their values.
    Combine(Combination, Box<Query>),
    /// Keeps the rows in whose texts words stand, the best first, with a column of their scores; the
    /// search by its place in [`Plan::searches`].
    Search(usize),
    /// Fails unless something is certain; the rows go on as they are.
    Assert(Box<Assertion>),
    /// Makes one row of each column, telling what it holds.
    Describe(Vec<Output>),
}

/// What has to be certain.
#[derive(Debug, Clone)]
pub struct Assertion {
    /// As the query writes it.
    pub text: String,
    /// What it speaks of.
    pub of: Asserted,
    /// What rows are called that fail.
    pub name: Expr,
}

/// What an assertion speaks of.
#[derive(Debug, Clone)]
pub enum Asserted {
    /// Every row.
    EachRow(Predicate),
    /// All rows together: the aggregates, and a condition on the columns that they are.
    Whole(Vec<Call>, Predicate),
}

/// What rows are ordered by.
#[derive(Debug, Clone)]
pub struct SortKey {
    /// The key.
    pub expr: Expr,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// An aggregate over the rows of a group.
#[derive(Debug, Clone)]
pub struct Call {
    /// Which one.
    pub aggregate: Aggregate,
    /// Whether each different value counts once.
    pub distinct: bool,
    /// What it runs over; none for the rows themselves.
    pub operand: Option<Expr>,
    /// Which rows it runs over.
    pub filter: Option<Predicate>,
    /// The type of its result.
    pub ty: Type,
    /// Whether its result is many values.
    pub many: bool,
}
