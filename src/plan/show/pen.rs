//! Expressions in the words of the language.

use std::fmt::{self, Display, Formatter};
use std::slice::from_ref;

use super::super::{
    Call, Carried, Expr, ExprKind, Leaf, Output, Path, Pivot, Predicate, Root, SortKey, Step, Test,
    Window, arithmetic,
};
use super::literal::{comparison, constant_text, test_text};
use crate::model::{Kind, Origin};
use crate::operator::{AGGREGATES, Aggregate, FUNCTIONS, PARTS, Part};
use crate::value::Truth;

/// Writes expressions where columns and rows around are called so.
#[derive(Clone, Copy, Default)]
pub(super) struct Pen<'n> {
    columns: &'n [String],
    outer: &'n [Carried],
    /// Whether a path that a field is short for is written as that field.
    short: bool,
}

impl<'n> Pen<'n> {
    pub(super) fn new(columns: &'n [String], outer: &'n [Carried]) -> Self {
        Pen {
            columns,
            outer,
            short: false,
        }
    }

    /// Makes the pen for what a reader is told of, who wrote the fields as they are called.
    fn short() -> Self {
        Pen {
            short: true,
            ..Pen::default()
        }
    }

    /// Returns the pen for conditions in brackets behind a path.
    pub(super) fn inside(self, carried: &'n [Carried]) -> Self {
        Pen::new(&[], carried)
    }

    pub(super) fn expr(self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Constant(constant) => constant_text(constant, expr.ty),
            ExprKind::Path(path) => self.path(path),
            ExprKind::Part(part, inner) => format!("{}.{}", self.expr(inner), part_name(*part)),
            ExprKind::Call(function, args) => {
                let row = FUNCTIONS.iter().find(|row| row.function == *function);
                let name = row.map_or("", |row| row.name);
                format!("{name}({})", list(args, |arg| self.expr(arg)))
            }
            ExprKind::Arithmetic(op, left, right) => {
                let sign = arithmetic::symbol(*op);
                format!("({} {sign} {})", self.expr(left), self.expr(right))
            }
            ExprKind::Negate(inner) => format!("-{}", self.expr(inner)),
            ExprKind::Coalesce(left, right) => {
                format!("({} ?? {})", self.expr(left), self.expr(right))
            }
            ExprKind::Fold(aggregate, distinct, inner) => {
                let distinct = if *distinct { "distinct " } else { "" };
                let name = aggregate_name(*aggregate);
                format!("{name}({distinct}{})", self.expr(inner))
            }
            ExprKind::Condition(predicate) => self.predicate(predicate),
        }
    }

    pub(super) fn path(self, path: &Path) -> String {
        let from = self.from(path.root, &path.steps);
        let tail = match &path.leaf {
            Leaf::Itself if from.is_empty() => "record".to_owned(),
            Leaf::Itself => String::new(),
            Leaf::Field(kind, place) => kind.schema().fields[*place].name.to_owned(),
            Leaf::Evidence(kind, place, part) => {
                let field = kind.schema().fields[*place].name;
                format!("{field}.{}", part_name(*part))
            }
            Leaf::Computed(_, expr) => format!("({})", Pen::default().expr(expr)),
        };
        let dot = if from.is_empty() || tail.is_empty() {
            ""
        } else {
            "."
        };
        let whole = format!("{from}{dot}{tail}");
        match path.root {
            Root::Row(kind) if self.short => shortened(kind, whole),
            Root::Row(_) | Root::Column(_) | Root::Outer(_) => whole,
        }
    }

    /// Writes where a path starts, and its steps.
    pub(super) fn from(self, root: Root, steps: &[Step]) -> String {
        let root = match root {
            Root::Row(_) => String::new(),
            Root::Column(place) => match self.columns.get(place) {
                Some(name) => name.clone(),
                None => format!("column {}", place + 1),
            },
            Root::Outer(place) => match self.outer.get(place) {
                Some(carried) => carried.name.clone(),
                None => "the row around".to_owned(),
            },
        };
        let whole = root + &self.steps(steps);
        whole.trim_start_matches('.').to_owned()
    }

    pub(super) fn steps(self, steps: &[Step]) -> String {
        let step = |step: &Step| match step {
            Step::Follow { from, field, .. } => format!(".{}", from.schema().fields[*field].name),
            Step::Repeat { kind, field, times } => {
                let name = kind.schema().fields[*field].name;
                format!(".{name}{times}")
            }
            Step::Filter(_, predicate, carried) => {
                format!("[{}]", self.inside(carried).predicate(predicate))
            }
        };
        steps.iter().map(step).collect()
    }

    pub(super) fn predicate(self, predicate: &Predicate) -> String {
        let joined = |parts: &[Predicate], word: &str| {
            let bracketed = |part: &Predicate| match part {
                Predicate::And(_) | Predicate::Or(_) => format!("({})", self.predicate(part)),
                part => self.predicate(part),
            };
            parts.iter().map(bracketed).collect::<Vec<_>>().join(word)
        };
        match predicate {
            Predicate::Constant(Truth::Yes) => "true".to_owned(),
            Predicate::Constant(Truth::Possible) => "possible".to_owned(),
            Predicate::Constant(Truth::No) => "false".to_owned(),
            Predicate::And(parts) => joined(parts, " and "),
            Predicate::Or(parts) => joined(parts, " or "),
            Predicate::Not(inner) => format!("not ({})", self.predicate(inner)),
            Predicate::Possibly(inner) => format!("possibly ({})", self.predicate(inner)),
            Predicate::Test(value, Test::Truth(true), _) => self.expr(value),
            Predicate::Test(value, test, _) => {
                let ty = value.ty;
                format!("{} {}", self.expr(value), test_text(test, ty))
            }
            Predicate::Compare(op, left, right, _) => {
                let sign = comparison(*op);
                format!("{} {sign} {}", self.expr(left), self.expr(right))
            }
            Predicate::Exists(value, _) => format!("exists {}", self.expr(value)),
            Predicate::Any(root, steps, inner) => {
                let inner = Pen::default().predicate(inner);
                format!("exists {}[{inner}]", self.from(*root, steps))
            }
            Predicate::Member(value, query, _) => {
                format!("{} in ({} …)", self.expr(value), query.from.collection())
            }
            Predicate::ExistsQuery(query) => format!("exists ({} …)", query.from.collection()),
        }
    }

    /// Writes columns; one that only passes on an earlier column is its name.
    pub(super) fn outputs(self, outputs: &[Output]) -> String {
        list(outputs, |output| {
            let passed_on = passes_on(&output.expr).is_some_and(|place| {
                let from = self.columns.get(place);
                from.is_none_or(|name| *name == output.name)
            });
            let written = self.expr(&output.expr);
            if passed_on || written == output.name {
                output.name.clone()
            } else {
                format!("{written} as {}", output.name)
            }
        })
    }

    /// Writes the columns that a group makes.
    pub(super) fn grouped(self, keys: &[Output], calls: &[Call]) -> Vec<String> {
        let keys = keys
            .iter()
            .map(|key| self.outputs(std::slice::from_ref(key)));
        keys.chain(calls.iter().map(|call| self.call(call)))
            .collect()
    }

    /// Writes the keys of a table, and what stands in its cells.
    pub(super) fn pivot(self, pivot: &Pivot) -> String {
        let [down, across] = pivot.keys.each_ref().map(from_ref);
        let calls = self.grouped(&[], &pivot.calls);
        let cell = Pen::new(&calls, self.outer).expr(&pivot.cell);
        let (down, across) = (self.outputs(down), self.outputs(across));
        format!("pivot {down} by {across} aggregate {cell}")
    }

    /// Writes the columns under their new names, where all of them are only passed on.
    pub(super) fn renamed(self, outputs: &[Output]) -> Option<String> {
        let each = |(at, output): (usize, &Output)| {
            let place = passes_on(&output.expr).filter(|place| *place == at)?;
            let written = &self.columns[place];
            let named =
                written == &output.name || written.ends_with(&format!(" as {}", output.name));
            Some(if named {
                written.clone()
            } else {
                format!("{written} as {}", output.name)
            })
        };
        let all: Option<Vec<String>> = outputs.iter().enumerate().map(each).collect();
        all.map(|all| all.join(", "))
    }

    pub(super) fn call(self, call: &Call) -> String {
        match &call.filter {
            Some(filter) => format!("{} where {}", self.head_of(call), self.predicate(filter)),
            None => self.head_of(call),
        }
    }

    /// Writes an aggregate without its condition.
    pub(super) fn head_of(self, call: &Call) -> String {
        let operand = call.operand.as_ref();
        let operand = operand.map_or(String::new(), |operand| self.expr(operand));
        let distinct = if call.distinct { "distinct " } else { "" };
        format!("{}({distinct}{operand})", aggregate_name(call.aggregate))
    }

    pub(super) fn sort_key(self, key: &SortKey) -> String {
        let direction = if key.descending { " desc" } else { "" };
        format!("{}{direction}", self.expr(&key.expr))
    }

    pub(super) fn window(self, window: &Window) -> String {
        match window {
            Window::Row => "row()".to_owned(),
            Window::Rank(_) => "rank()".to_owned(),
            Window::Lag(value) => format!("lag({})", self.expr(value)),
            Window::Lead(value) => format!("lead({})", self.expr(value)),
            Window::Percent(value) => format!("percent({})", self.expr(value)),
            Window::Running(call) => format!("running({})", self.call(call)),
        }
    }
}

/// Writes each of several things, with commas between them.
pub(super) fn list<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    items.iter().map(show).collect::<Vec<_>>().join(", ")
}

/// Writes a path as the field of a kind that is short for its beginning, the longest there is.
fn shortened(kind: Kind, path: String) -> String {
    let fields = kind.schema().fields.iter();
    let begun = fields.filter_map(|field| {
        let Origin::Shorthand(long) = field.origin else {
            return None;
        };
        let rest = path.strip_prefix(long)?;
        let ends = rest.is_empty() || rest.starts_with(['.', '[', '{']);
        (ends && long.contains('.')).then_some((field.name, rest))
    });
    match begun.min_by_key(|(_, rest)| rest.len()) {
        Some((name, rest)) => format!("{name}{rest}"),
        None => path,
    }
}

/// Returns the column that an expression is, and no more.
fn passes_on(expr: &Expr) -> Option<usize> {
    match &expr.kind {
        ExprKind::Path(path) if path.steps.is_empty() && matches!(path.leaf, Leaf::Itself) => {
            match path.root {
                Root::Column(place) => Some(place),
                Root::Row(_) | Root::Outer(_) => None,
            }
        }
        _computed => None,
    }
}

fn aggregate_name(aggregate: Aggregate) -> &'static str {
    let row = AGGREGATES.iter().find(|row| row.aggregate == aggregate);
    row.map_or("", |row| row.name)
}

fn part_name(part: Part) -> &'static str {
    let row = PARTS.iter().find(|row| row.part == part);
    row.map_or("", |row| row.name)
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&Pen::short().expr(self))
    }
}

impl Display for Predicate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&Pen::short().predicate(self))
    }
}

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&Pen::default().call(self))
    }
}
