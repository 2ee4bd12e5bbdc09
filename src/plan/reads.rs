//! What an expression reads: the record of its row, columns beside it, the rows around it.

use super::{
    Asserted, Call, Expr, ExprKind, Leaf, Path, Predicate, Query, Root, Stage, Step, Window,
};

/// What an expression reads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Reads {
    /// The record that the row is.
    pub(crate) row: bool,
    /// Columns that stages made.
    pub(crate) columns: bool,
    /// Rows around the query.
    pub(crate) outer: bool,
}

impl Reads {
    /// Tells whether it reads more than the record, so that equal records may differ in it.
    pub(crate) fn beyond_record(self) -> bool {
        self.columns || self.outer
    }

    fn and(self, other: Reads) -> Reads {
        Reads {
            row: self.row || other.row,
            columns: self.columns || other.columns,
            outer: self.outer || other.outer,
        }
    }

    fn all(parts: impl IntoIterator<Item = Reads>) -> Reads {
        parts.into_iter().fold(Reads::default(), Reads::and)
    }
}

impl Expr {
    /// Tells what it reads.
    pub(crate) fn reads(&self) -> Reads {
        match &self.kind {
            ExprKind::Constant(_) => Reads::default(),
            ExprKind::Path(path) => path.reads(),
            ExprKind::Call(_, args) => Reads::all(args.iter().map(Expr::reads)),
            ExprKind::Part(_, inner) | ExprKind::Negate(inner) | ExprKind::Fold(_, _, inner) => {
                inner.reads()
            }
            ExprKind::Arithmetic(_, left, right) | ExprKind::Coalesce(left, right) => {
                left.reads().and(right.reads())
            }
            ExprKind::Condition(predicate) => predicate.reads(),
        }
    }
}

impl Path {
    fn reads(&self) -> Reads {
        along(self.root, &self.steps)
    }

    /// Tells whether it leads from the row to where a test of it is judged in place.
    pub(crate) fn is_carried(&self) -> bool {
        matches!(self.root, Root::Row(_))
            && matches!(self.leaf, Leaf::Itself | Leaf::Field(..))
            && stand_alone(&self.steps)
    }
}

/// Tells whether the conditions between steps can be judged without the row they start from.
pub(crate) fn stand_alone(steps: &[Step]) -> bool {
    steps.iter().all(|step| match step {
        Step::Follow { .. } | Step::Repeat { .. } => true,
        Step::Filter(_, _, carried) => carried.is_empty(),
    })
}

/// Tells what following steps from a root reads; conditions at the end are on other records.
fn along(root: Root, steps: &[Step]) -> Reads {
    let root = match root {
        Root::Row(_) => Reads {
            row: true,
            ..Reads::default()
        },
        Root::Column(_) => Reads {
            columns: true,
            ..Reads::default()
        },
        Root::Outer(_) => Reads {
            outer: true,
            ..Reads::default()
        },
    };
    let carried = steps.iter().flat_map(|step| match step {
        Step::Follow { .. } | Step::Repeat { .. } => &[][..],
        Step::Filter(_, _, carried) => carried,
    });
    root.and(Reads::all(carried.map(|carried| carried.expr.reads())))
}

impl Predicate {
    /// Tells what it reads.
    pub(crate) fn reads(&self) -> Reads {
        match self {
            Predicate::Constant(_) => Reads::default(),
            Predicate::And(parts) | Predicate::Or(parts) => {
                Reads::all(parts.iter().map(Predicate::reads))
            }
            Predicate::Not(inner) | Predicate::Possibly(inner) => inner.reads(),
            Predicate::Test(value, ..) | Predicate::Exists(value, _) => value.reads(),
            Predicate::Compare(_, left, right, _) => left.reads().and(right.reads()),
            Predicate::Any(root, steps, _) => along(*root, steps),
            Predicate::Member(value, query, _) => value.reads().and(query.reads()),
            Predicate::ExistsQuery(query) => query.reads(),
        }
    }
}

impl Query {
    /// Tells what it reads of the row that it is asked for.
    fn reads(&self) -> Reads {
        Reads::all(self.carried.iter().map(|carried| carried.expr.reads()))
    }
}

impl Stage {
    /// Tells whether it reads rows around its query.
    pub(crate) fn reads_outer(&self) -> bool {
        match self {
            Stage::Where(predicate, _) => predicate.reads().outer,
            Stage::Reach(steps, kind) => along(Root::Row(*kind), steps).outer,
            Stage::Select(outputs) | Stage::Derive(outputs) | Stage::Describe(outputs) => {
                outputs.iter().any(|output| output.expr.reads().outer)
            }
            Stage::Window { windows, per } => {
                windows.iter().any(Window::reads_outer) || per.iter().any(|key| key.reads().outer)
            }
            Stage::Group { keys, calls } => {
                keys.iter().any(|key| key.expr.reads().outer) || calls.iter().any(Call::reads_outer)
            }
            // Plan refuses what speaks of all rows where each row around has its own.
            Stage::Totals(_) | Stage::Pivot(_) => false,
            Stage::Sort(keys) => keys.iter().any(|key| key.expr.reads().outer),
            Stage::Take { ties, per, .. } => {
                ties.iter().any(|key| key.expr.reads().outer)
                    || per.iter().any(|key| key.reads().outer)
            }
            Stage::Assert(assertion) => match &assertion.of {
                Asserted::EachRow(test) => test.reads().outer,
                Asserted::Whole(..) => false,
            },
            Stage::Expand { value, .. } => value.expr.reads().outer,
            Stage::Distinct(columns) => columns.iter().any(|column| column.reads().outer),
            Stage::Skip(_) | Stage::Search(_) | Stage::Combine(..) => false,
        }
    }
}

impl Call {
    fn reads_outer(&self) -> bool {
        self.operand.iter().any(|operand| operand.reads().outer)
            || self.filter.iter().any(|filter| filter.reads().outer)
    }
}

impl Window {
    fn reads_outer(&self) -> bool {
        match self {
            Window::Row => false,
            Window::Rank(keys) => keys.iter().any(|key| key.expr.reads().outer),
            Window::Lag(value) | Window::Lead(value) | Window::Percent(value) => {
                value.reads().outer
            }
            Window::Running(call) => call.reads_outer(),
        }
    }
}
