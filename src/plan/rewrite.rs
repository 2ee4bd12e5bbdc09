//! A tree copied with other expressions in some places.

use crate::syntax::tree::{
    Aggregate, Expr, ExprKind, Head, Item, Key, Name, Pivot, Query, Set, Stage, StageKind, Tail,
    View, ViewKind, Which,
};

/// What is put in the place of what.
pub(super) trait Rewrite {
    /// Returns what stands for an expression; none where it stays and its parts are asked of.
    fn expr(&mut self, expr: &Expr) -> Option<Expr>;

    /// Takes note of the collection that a query starts from.
    fn head(&mut self, _name: &Name) {}

    /// Takes note of what a query calls its row.
    fn alias(&mut self, _name: &Name) {}

    /// Enters brackets or a query, in which names are those of other rows.
    fn enter(&mut self) {}

    /// Leaves them.
    fn leave(&mut self) {}
}

/// Copies an expression.
pub(super) fn expr(with: &mut impl Rewrite, own: &Expr) -> Expr {
    if let Some(other) = with.expr(own) {
        return other;
    }
    let mut inner = |inner: &Expr| Box::new(expr(with, inner));
    let kind = match &own.kind {
        kind @ (ExprKind::Literal(_)
        | ExprKind::Param(_)
        | ExprKind::Name(_)
        | ExprKind::Broken) => kind.clone(),
        ExprKind::Field(base, name) => ExprKind::Field(inner(base), name.clone()),
        ExprKind::Repeat(base, times) => ExprKind::Repeat(inner(base), *times),
        ExprKind::Filter(base, filter) => {
            let base = inner(base);
            ExprKind::Filter(base, Box::new(within(with, |with| expr(with, filter))))
        }
        ExprKind::Call {
            name,
            distinct,
            args,
        } => ExprKind::Call {
            name: name.clone(),
            distinct: *distinct,
            args: exprs(with, args),
        },
        ExprKind::Negate(value) => ExprKind::Negate(inner(value)),
        ExprKind::Arithmetic(op, left, right) => {
            ExprKind::Arithmetic(*op, inner(left), inner(right))
        }
        ExprKind::Range(low, high) => {
            let low = low.as_deref().map(&mut inner);
            ExprKind::Range(low, high.as_deref().map(inner))
        }
        ExprKind::Coalesce(left, right) => ExprKind::Coalesce(inner(left), inner(right)),
        ExprKind::Compare(op, left, right) => ExprKind::Compare(*op, inner(left), inner(right)),
        ExprKind::TextTest {
            op,
            negated,
            operand,
            pattern,
        } => ExprKind::TextTest {
            op: *op,
            negated: *negated,
            operand: inner(operand),
            pattern: inner(pattern),
        },
        ExprKind::In {
            negated,
            operand,
            set,
        } => ExprKind::In {
            negated: *negated,
            operand: inner(operand),
            set: match set {
                Set::List(items) => Set::List(exprs(with, items)),
                Set::Query(own) => Set::Query(Box::new(query(with, own))),
                Set::Value(value) => Set::Value(inner(value)),
            },
        },
        ExprKind::Between {
            negated,
            operand,
            low,
            high,
        } => ExprKind::Between {
            negated: *negated,
            operand: inner(operand),
            low: inner(low),
            high: inner(high),
        },
        ExprKind::IsNull { negated, operand } => ExprKind::IsNull {
            negated: *negated,
            operand: inner(operand),
        },
        ExprKind::Exists(operand) => ExprKind::Exists(inner(operand)),
        ExprKind::ExistsQuery(own) => ExprKind::ExistsQuery(Box::new(query(with, own))),
        ExprKind::Not(test) => ExprKind::Not(inner(test)),
        ExprKind::Possibly(test) => ExprKind::Possibly(inner(test)),
        ExprKind::And(parts) => ExprKind::And(exprs(with, parts)),
        ExprKind::Or(parts) => ExprKind::Or(exprs(with, parts)),
    };
    Expr {
        kind,
        span: own.span,
    }
}

fn exprs(with: &mut impl Rewrite, all: &[Expr]) -> Vec<Expr> {
    all.iter().map(|own| expr(with, own)).collect()
}

fn within<R: Rewrite, T>(with: &mut R, copy: impl FnOnce(&mut R) -> T) -> T {
    with.enter();
    let copied = copy(with);
    with.leave();
    copied
}

/// Copies a query.
pub(super) fn query(with: &mut impl Rewrite, own: &Query) -> Query {
    within(with, |with| {
        let head = match &own.head {
            Head::Name(name) => {
                with.head(name);
                Head::Name(name.clone())
            }
            Head::Query(inner) => Head::Query(Box::new(query(with, inner))),
        };
        let tail = |tail: &Tail| match tail {
            tail @ (Tail::Field(_) | Tail::Repeat(..)) => tail.clone(),
            Tail::Filter(filter, span) => {
                let filter = within(with, |with| expr(with, filter));
                Tail::Filter(Box::new(filter), *span)
            }
        };
        let tails = own.tails.iter().map(tail).collect();
        let views = own.views.iter().map(|own| view(with, own)).collect();
        own.alias.iter().for_each(|alias| with.alias(alias));
        let filter = own.filter.as_ref().map(|filter| expr(with, filter));
        let stages = own.stages.iter().map(|own| stage(with, own)).collect();
        Query {
            head,
            tails,
            views,
            alias: own.alias.clone(),
            filter,
            stages,
            span: own.span,
        }
    })
}

fn view(with: &mut impl Rewrite, own: &View) -> View {
    let kind = match &own.kind {
        ViewKind::AsOf(day) => ViewKind::AsOf(expr(with, day)),
        ViewKind::Without(all) => {
            let which = |which: &Which| match which {
                Which::Named(name) => Which::Named(expr(with, name)),
                Which::Query(own) => Which::Query(Box::new(query(with, own))),
            };
            ViewKind::Without(all.iter().map(which).collect())
        }
    };
    View {
        kind,
        span: own.span,
    }
}

fn stage(with: &mut impl Rewrite, own: &Stage) -> Stage {
    let kind = match &own.kind {
        StageKind::Where(test) => StageKind::Where(expr(with, test)),
        StageKind::Assert(test) => StageKind::Assert(expr(with, test)),
        StageKind::Select(all) => StageKind::Select(items(with, all)),
        StageKind::Derive { items: all, per } => {
            let all = items(with, all);
            StageKind::Derive {
                items: all,
                per: items(with, per),
            }
        }
        StageKind::Group(keys, all) => {
            let keys = items(with, keys);
            StageKind::Group(keys, aggregates(with, all))
        }
        StageKind::Aggregate(all) => StageKind::Aggregate(aggregates(with, all)),
        StageKind::Count(keys) => StageKind::Count(items(with, keys)),
        StageKind::Sort(keys) => {
            let key = |key: &Key| Key {
                expr: expr(with, &key.expr),
                descending: key.descending,
            };
            StageKind::Sort(keys.iter().map(key).collect())
        }
        StageKind::Take { count, ties, per } => StageKind::Take {
            count: count.clone(),
            ties: *ties,
            per: items(with, per),
        },
        StageKind::Distinct(all) => StageKind::Distinct(items(with, all)),
        StageKind::Expand {
            optional,
            path,
            label,
        } => StageKind::Expand {
            optional: *optional,
            path: expr(with, path),
            label: label.clone(),
        },
        StageKind::Pivot(pivot) => StageKind::Pivot(Box::new(Pivot {
            down: item(with, &pivot.down),
            across: item(with, &pivot.across),
            aggregate: aggregate(with, &pivot.aggregate),
        })),
        StageKind::Search { words, path } => StageKind::Search {
            words: words.clone(),
            path: path.as_ref().map(|path| expr(with, path)),
        },
        StageKind::Combine(how, other) => StageKind::Combine(*how, Box::new(query(with, other))),
        kind @ (StageKind::Drop(_)
        | StageKind::Skip(_)
        | StageKind::Describe
        | StageKind::Totals
        | StageKind::Explain(_)) => kind.clone(),
    };
    Stage {
        kind,
        span: own.span,
    }
}

/// Copies items.
pub(super) fn items(with: &mut impl Rewrite, all: &[Item]) -> Vec<Item> {
    all.iter().map(|own| item(with, own)).collect()
}

fn item(with: &mut impl Rewrite, own: &Item) -> Item {
    Item {
        expr: expr(with, &own.expr),
        label: own.label.clone(),
    }
}

fn aggregates(with: &mut impl Rewrite, all: &[Aggregate]) -> Vec<Aggregate> {
    all.iter().map(|own| aggregate(with, own)).collect()
}

fn aggregate(with: &mut impl Rewrite, own: &Aggregate) -> Aggregate {
    Aggregate {
        expr: expr(with, &own.expr),
        filter: own.filter.as_ref().map(|filter| expr(with, filter)),
        label: own.label.clone(),
    }
}
