//! A naive evaluator: the syntax tree is walked anew for every row, over the records as loaded.
//!
//! It is as literal and as slow as can be, and shares nothing with the engine but the syntax tree
//! and the loaded records.

mod aggregate;
mod alias;
mod cell;
mod chain;
mod combine;
mod expr;
mod field;
mod function;
mod group;
mod name;
mod pivot;
mod search;
mod shape;
mod sort;
mod stage;
mod test;
mod united;
mod view;
mod window;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;
use std::sync::Arc;

use whosaid::diagnostic::Source;
use whosaid::model::{Kind, Ledger};
use whosaid::syntax::{self, tree};
use whosaid::value::{Type, Vocabulary};

use super::values::{Span, Tri, Unit};

pub(crate) use cell::{NULL, UNKNOWN, span_text, truth_text};

/// A ledger to be asked.
pub(crate) struct Naive<'a> {
    ledger: &'a Ledger,
    /// The queries that the text names.
    lets: &'a [tree::Let],
    /// The day that `today` means.
    today: f64,
    /// The expressions that shorthand fields stand for, read once.
    shorthands: RefCell<HashMap<&'static str, Rc<tree::Expr>>>,
    /// The views in force.
    sight: RefCell<Rc<view::Sight>>,
    /// Whether there were more choices than can be tried.
    given_up: Cell<bool>,
}

/// An answer as texts that tell all there is to tell of each cell.
#[derive(Debug, PartialEq)]
pub(crate) struct Table {
    /// Whether each row is certain, and its cells.
    pub(crate) rows: Vec<(bool, Vec<String>)>,
    /// Whether the last row is the total of the others.
    pub(crate) total: bool,
}

/// The rows that a stage leaves, certain ones and possible ones in one order.
#[derive(Clone)]
struct Frame {
    /// The kind of the records that the rows are, while they are records.
    kind: Option<Kind>,
    /// The columns that stages made.
    columns: Vec<Column>,
    /// What is shown of each row.
    shown: Vec<Shown>,
    rows: Vec<Row>,
    /// What they were last sorted by, where that still means something.
    order: Vec<tree::Key>,
    place: Place,
    /// Whether the last row is a total.
    total: bool,
}

/// Where rows stand: what each is called in brackets within, and the row around them.
#[derive(Clone, Default)]
struct Place {
    alias: Option<String>,
    around: Option<Rc<Outer>>,
}

/// A row around brackets.
struct Outer {
    kind: Option<Kind>,
    columns: Vec<Column>,
    row: Row,
    place: Place,
}

/// A column that a stage made.
#[derive(Clone)]
struct Column {
    /// None where it was dropped or named over.
    name: Option<String>,
    shape: Shape,
}

/// One thing that is shown of a row.
#[derive(Clone)]
enum Shown {
    Field(&'static str),
    Column(usize),
}

/// The type of an expression, and whether it may have several values in a row.
#[derive(Clone, Copy)]
struct Shape {
    ty: Type,
    many: bool,
}

/// What names mean.
#[derive(Clone, Copy)]
struct Scope<'s> {
    kind: Option<Kind>,
    columns: &'s [Column],
    place: Option<&'s Place>,
}

#[derive(Clone)]
struct Row {
    /// The record that it is.
    node: Option<u32>,
    /// The values of the columns.
    cells: Vec<Vec<Item>>,
    certain: bool,
    /// What it was last sorted by.
    sorted: Vec<sort::SortKey>,
}

/// One of the values that a path leads to.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    val: Val,
    /// Whether a doubtful reference stands on the way to it.
    doubtful: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Val {
    Text(String),
    Word(&'static Vocabulary, u8),
    Truth(Tri),
    /// A date, known to a unit, and the code of its basis.
    Date(Span, Unit, u8),
    Number(Span, Option<String>),
    /// A length of time in days.
    Length(Span),
    Record(Kind, u32),
    /// The date or number that a record has, but that nobody wrote or derived: wholly unknown.
    Unwritten(Type),
    /// Whatever a field of somebody not known holds: every predicate on it is possible.
    Anything,
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (certain, cells) in &self.rows {
            let mark = if *certain { "certain " } else { "possible" };
            writeln!(f, "  {mark} {}", cells.join(" | "))?;
        }
        if self.total {
            writeln!(f, "  the last is a total")?;
        }
        Ok(())
    }
}

impl Item {
    fn sure(val: Val) -> Item {
        Item {
            val,
            doubtful: false,
        }
    }

    fn number(span: Span) -> Item {
        Item::sure(Val::Number(span, None))
    }

    fn doubted_if(mut self, doubtful: bool) -> Item {
        self.doubtful |= doubtful;
        self
    }

    /// Tells whether a record holds it: neither absent nor unwritten.
    fn is_written(&self) -> bool {
        !matches!(self.val, Val::Unwritten(_))
    }
}

impl Frame {
    fn scope(&self) -> Scope<'_> {
        Scope {
            kind: self.kind,
            columns: &self.columns,
            place: Some(&self.place),
        }
    }
}

impl Row {
    fn of(node: u32, certain: bool) -> Row {
        Row {
            node: Some(node),
            cells: Vec::new(),
            certain,
            sorted: Vec::new(),
        }
    }

    /// Tells how far it belongs to the rows.
    fn truth(&self) -> Tri {
        if self.certain { Tri::Yes } else { Tri::Maybe }
    }
}

impl<'a> Naive<'a> {
    pub(crate) fn new(ledger: &'a Ledger, lets: &'a [tree::Let], today: f64) -> Self {
        Naive {
            ledger,
            lets,
            today,
            shorthands: RefCell::default(),
            sight: RefCell::default(),
            given_up: Cell::new(false),
        }
    }

    /// Answers a query; none where it would take too long.
    pub(crate) fn ask(&self, query: &tree::Query) -> Option<Table> {
        let table = self.under(query, || {
            let frame = self.query(query, None);
            let rows = frame.rows.iter();
            let cells = |row: &Row| (row.certain, self.shown_cells(&frame, row));
            Table {
                rows: rows.map(cells).collect(),
                total: frame.total,
            }
        });
        (!self.given_up.get()).then_some(table)
    }

    /// Returns the expression that a shorthand field stands for.
    fn shorthand(&self, text: &'static str) -> Rc<tree::Expr> {
        let mut read = self.shorthands.borrow_mut();
        let expr = read.entry(text).or_insert_with(|| {
            let source = Source {
                name: "field".to_owned(),
                text: text.to_owned(),
            };
            let (expr, problems) = syntax::parse_expr(&Arc::new(source));
            assert!(problems.is_empty(), "{text}: {problems:?}");
            Rc::new(expr)
        });
        Rc::clone(expr)
    }
}
