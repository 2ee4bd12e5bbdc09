//! Typed expressions: values, the paths they are reached by, and conditions.

use super::{Arithmetic, Carried, Query, Repeat};
use crate::diagnostic::Span;
use crate::model::Kind;
use crate::operator::{Aggregate, Function, Part};
use crate::value::{Comparison, Day, Duration, Range, RangeSet, Real, Truth, Type, fold_text};

/// A typed expression.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// The type of one of its values.
    pub ty: Type,
    /// Whether it may have several values in a row.
    pub many: bool,
}

/// What an expression is.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A value that reads no field.
    Constant(Constant),
    /// Values reached from the row.
    Path(Path),
    /// A part of a date, a number or a length of time.
    Part(Part, Box<Expr>),
    /// A function of values.
    Call(Function, Vec<Expr>),
    /// `a + b` and the like.
    Arithmetic(Arithmetic, Box<Expr>, Box<Expr>),
    /// `- a`
    Negate(Box<Expr>),
    /// `a ?? b`
    Coalesce(Box<Expr>, Box<Expr>),
    /// An aggregate over the values of the row's own path.
    Fold(Aggregate, bool, Box<Expr>),
    /// How far a predicate holds.
    Condition(Box<Predicate>),
}

/// A value that reads no field.
#[derive(Debug, Clone, PartialEq)]
pub enum Constant {
    /// A text.
    Text(String),
    /// A word, by its code in the vocabulary of the expression's type.
    Word(u8),
    /// A date.
    Days(Range<Day>),
    /// A number and its unit.
    Number(Range<Real>, Option<String>),
    /// A length of time, in calendar units or in days.
    Duration(Length),
    /// True or false.
    Truth(bool),
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Length {
    /// So many calendar units.
    Calendar(Duration),
    /// So many days.
    Days(Range<Real>),
}

impl Length {
    /// Returns the days it may last.
    pub fn days(self) -> Range<Real> {
        match self {
            Length::Calendar(duration) => duration.days(),
            Length::Days(days) => days,
        }
    }
}

/// Values reached from a row, over any number of links.
#[derive(Debug, Clone)]
pub struct Path {
    /// Where it starts.
    pub root: Root,
    /// The links it follows and the filters between them.
    pub steps: Vec<Step>,
    /// What it takes from the records at its end.
    pub leaf: Leaf,
}

/// Where a path starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// At the record the row is.
    Row(Kind),
    /// At the values of a column.
    Column(usize),
    /// At what is carried along of the row around, by its place in what is carried.
    Outer(usize),
}

/// One step of a path.
#[derive(Debug, Clone)]
pub enum Step {
    /// Follows a reference field.
    Follow {
        /// The kind that has the field.
        from: Kind,
        /// The field's place in that kind's table.
        field: usize,
        /// The kind of the records it leads to.
        to: Kind,
    },
    /// Follows a reference field between records of one kind so often, to each record once.
    Repeat {
        /// The kind.
        kind: Kind,
        /// The field's place in that kind's table.
        field: usize,
        /// How often.
        times: Repeat,
    },
    /// Goes on only with the records a predicate holds of; what it reads of the row that the path
    /// starts from is carried along.
    Filter(Kind, Box<Predicate>, Vec<Carried>),
}

/// What a path takes at its end.
#[derive(Debug, Clone)]
pub enum Leaf {
    /// The records themselves, or the column's own values.
    Itself,
    /// A field that is no reference.
    Field(Kind, usize),
    /// How a stored date is known: its basis, or the evidence for it.
    Evidence(Kind, usize, Part),
    /// An expression over each record.
    Computed(Kind, Box<Expr>),
}

/// A condition on a row.
#[derive(Debug, Clone)]
pub enum Predicate {
    /// Holds always, or never.
    Constant(Truth),
    /// All hold.
    And(Vec<Predicate>),
    /// At least one holds.
    Or(Vec<Predicate>),
    /// Does not hold.
    Not(Box<Predicate>),
    /// Is not impossible.
    Possibly(Box<Predicate>),
    /// Any value passes a test against literals.
    Test(Expr, Test, Span),
    /// Any value on the left compares so with any on the right.
    Compare(Comparison, Expr, Expr, Span),
    /// There is a value.
    Exists(Expr, Span),
    /// Holds of any record reached.
    Any(Root, Vec<Step>, Box<Predicate>),
    /// Any value is among those of a query.
    Member(Expr, Box<Query>, Span),
    /// A query has a row.
    ExistsQuery(Box<Query>),
}

/// A text that others are compared with.
#[derive(Debug, Clone)]
pub struct AskedText {
    /// As it was written.
    pub written: String,
    /// As it is compared.
    pub folded: String,
}

impl AskedText {
    /// Folds a text.
    pub(super) fn new(written: String) -> AskedText {
        AskedText {
            folded: fold_text(&written),
            written,
        }
    }
}

/// A test of one value against literals.
#[derive(Debug, Clone)]
pub enum Test {
    /// A date, some day of which is in the set.
    Days(RangeSet<Day>),
    /// A number of this unit in the set.
    Numbers(RangeSet<Real>, Option<String>),
    /// A length of time, in days, in the set.
    Durations(RangeSet<Real>),
    /// A text that, folded, compares so with one of these.
    Texts(Comparison, Vec<AskedText>),
    /// One of these words, by their codes.
    Words(Vec<u8>),
    /// This truth.
    Truth(bool),
    /// A record that bears one of these names.
    Named(Vec<NameRef>),
    /// A text, or any name of a record, that holds this pattern.
    Search(Search),
}

/// A name that a test asks for.
#[derive(Debug, Clone)]
pub struct NameRef {
    /// Its place in [`Plan::names`](super::Plan::names).
    pub place: usize,
    /// As the query writes it.
    pub text: String,
    /// Whether weak, near and described names count as it.
    pub near: bool,
}

/// What a text operator looks for.
#[derive(Debug, Clone)]
pub enum Search {
    /// `contains`
    Contains(String),
    /// `starts with`
    StartsWith(String),
    /// `ends with`
    EndsWith(String),
    /// `~`
    Near(String),
    /// `matches`
    Matches {
        /// Ready to run.
        regex: regex::Regex,
        /// As the query writes it, slashes and all.
        written: String,
    },
}

impl Expr {
    /// Makes a constant.
    pub(crate) fn constant(constant: Constant, ty: Type) -> Expr {
        Expr {
            kind: ExprKind::Constant(constant),
            ty,
            many: false,
        }
    }

    /// Makes a condition a value.
    pub(crate) fn condition(predicate: Predicate) -> Expr {
        Expr {
            kind: ExprKind::Condition(Box::new(predicate)),
            ty: Type::Truth,
            many: false,
        }
    }

    /// Makes the path to a column of the frame.
    pub(crate) fn column(place: usize, ty: Type, many: bool) -> Expr {
        let path = Path {
            root: Root::Column(place),
            steps: Vec::new(),
            leaf: Leaf::Itself,
        };
        Expr {
            kind: ExprKind::Path(path),
            ty,
            many,
        }
    }
}
