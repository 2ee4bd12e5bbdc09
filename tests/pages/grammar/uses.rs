//! What a text uses of the language, read off its tree.

use std::collections::BTreeSet;
use std::slice::from_ref;

use whosaid::operator::PARTS;
use whosaid::syntax::tree::{
    Aggregate, Arithmetic, Combination, Expr, ExprKind, File, Head, Item, Literal, Query, Set,
    Stage, StageKind, StatementKind, Tail, TextTest, ViewKind, Which,
};
use whosaid::value::Comparison;

/// What a text uses: `stage take`, `operator ??`, `call count(distinct 1)`, `part lo` and so on.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) all: BTreeSet<String>,
}

impl Uses {
    fn add(&mut self, what: impl Into<String>) {
        self.all.insert(what.into());
    }

    /// Adds what a text uses.
    pub(super) fn file(&mut self, file: &File) {
        for statement in &file.statements {
            match &statement.kind {
                StatementKind::Param(param) => {
                    self.add("statement param");
                    self.exprs(&param.default);
                }
                StatementKind::Let(named) => {
                    self.add("statement let");
                    self.query(&named.query);
                }
                StatementKind::Def(def) => {
                    self.add("statement def");
                    self.expr(&def.body);
                }
                StatementKind::Query(query) => self.query(query),
            }
        }
    }

    fn query(&mut self, query: &Query) {
        if let Head::Query(inner) = &query.head {
            self.query(inner);
        }
        for tail in &query.tails {
            if let Tail::Filter(filter, _) = tail {
                self.expr(filter);
            }
        }
        for view in &query.views {
            match &view.kind {
                ViewKind::AsOf(day) => self.expr(day),
                ViewKind::Without(all) => all.iter().for_each(|which| match which {
                    Which::Named(name) => self.expr(name),
                    Which::Query(query) => self.query(query),
                }),
            }
        }
        self.exprs(&query.filter);
        query.stages.iter().for_each(|stage| self.stage(stage));
    }

    fn stage(&mut self, stage: &Stage) {
        let name = match &stage.kind {
            StageKind::Where(test) => {
                self.expr(test);
                "where"
            }
            StageKind::Assert(test) => {
                self.expr(test);
                "assert"
            }
            StageKind::Select(items) => {
                self.items(items);
                "select"
            }
            StageKind::Derive { items, per } => {
                self.items(items);
                self.items(per);
                "derive"
            }
            StageKind::Drop(_) => "drop",
            StageKind::Group(items, aggregates) => {
                self.items(items);
                self.aggregates(aggregates);
                "group"
            }
            StageKind::Aggregate(aggregates) => {
                self.aggregates(aggregates);
                "aggregate"
            }
            StageKind::Count(items) => {
                self.items(items);
                "count"
            }
            StageKind::Sort(keys) => {
                keys.iter().for_each(|key| self.expr(&key.expr));
                "sort"
            }
            StageKind::Take { count, per, .. } => {
                self.expr(count);
                self.items(per);
                "take"
            }
            StageKind::Skip(count) => {
                self.expr(count);
                "skip"
            }
            StageKind::Distinct(items) => {
                self.items(items);
                "distinct"
            }
            StageKind::Expand { path, .. } => {
                self.expr(path);
                "expand"
            }
            StageKind::Combine(how, query) => {
                self.query(query);
                match how {
                    Combination::Union => "union",
                    Combination::Except => "except",
                    Combination::Intersect => "intersect",
                }
            }
            StageKind::Pivot(pivot) => {
                self.items(from_ref(&pivot.down));
                self.items(from_ref(&pivot.across));
                self.aggregates(from_ref(&pivot.aggregate));
                "pivot"
            }
            StageKind::Totals => "totals",
            StageKind::Search { words, path } => {
                self.expr(words);
                self.exprs(path);
                "search"
            }
            StageKind::Describe => "describe",
            StageKind::Explain(_) => "explain",
        };
        self.add(format!("stage {name}"));
    }

    fn items(&mut self, items: &[Item]) {
        items.iter().for_each(|item| self.expr(&item.expr));
    }

    fn aggregates(&mut self, aggregates: &[Aggregate]) {
        for aggregate in aggregates {
            self.expr(&aggregate.expr);
            self.exprs(&aggregate.filter);
        }
    }

    fn exprs<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }

    /// Adds what an expression uses.
    pub(super) fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Literal(literal) => self.add(format!("literal {}", form(literal))),
            ExprKind::Param(_) => self.add("literal parameter"),
            ExprKind::Name(_) => {}
            ExprKind::Field(of, name) => {
                if let Some(part) = PARTS.iter().find(|part| name.is(part.name)) {
                    self.add(format!("part {}", part.name));
                }
                self.expr(of);
            }
            ExprKind::Filter(of, filter) => self.exprs([&**of, &**filter]),
            ExprKind::Repeat(of, _) => self.expr(of),
            ExprKind::Call {
                name,
                distinct,
                args,
            } => {
                self.add(format!("call {}", called(&name.text, *distinct, args)));
                self.exprs(args);
            }
            ExprKind::Negate(of) => self.prefixed("-", of),
            ExprKind::Not(of) => self.prefixed("not", of),
            ExprKind::Possibly(of) => self.prefixed("possibly", of),
            ExprKind::Exists(of) => self.prefixed("exists", of),
            ExprKind::ExistsQuery(query) => {
                self.add("prefix exists");
                self.query(query);
            }
            ExprKind::Arithmetic(op, left, right) => self.infix(sign(*op), false, [left, right]),
            ExprKind::Range(low, high) => {
                let ends = [low, high].into_iter().flatten().map(|end| &**end);
                self.add("operator ..");
                self.exprs(ends);
            }
            ExprKind::Coalesce(left, right) => self.infix("??", false, [left, right]),
            ExprKind::Compare(op, left, right) => self.infix(compared(*op), false, [left, right]),
            ExprKind::TextTest {
                op,
                negated,
                operand,
                pattern,
            } => {
                let (spelling, negated) = match (op, negated) {
                    (TextTest::Contains, negated) => ("contains", *negated),
                    (TextTest::StartsWith, negated) => ("starts with", *negated),
                    (TextTest::EndsWith, negated) => ("ends with", *negated),
                    (TextTest::Matches, negated) => ("matches", *negated),
                    (TextTest::Near, true) => ("!~", false),
                    (TextTest::Near, false) => ("~", false),
                };
                self.infix(spelling, negated, [operand, pattern]);
            }
            ExprKind::In {
                negated,
                operand,
                set,
            } => {
                self.infix("in", *negated, [operand]);
                match set {
                    Set::List(items) => self.exprs(items),
                    Set::Query(query) => self.query(query),
                    Set::Value(value) => self.expr(value),
                }
            }
            ExprKind::Between {
                negated,
                operand,
                low,
                high,
            } => self.infix("between", *negated, [operand, low, high]),
            ExprKind::IsNull { negated, operand } => self.infix("is", *negated, [operand]),
            ExprKind::And(terms) => {
                self.add("operator and");
                self.exprs(terms);
            }
            ExprKind::Or(terms) => {
                self.add("operator or");
                self.exprs(terms);
            }
            ExprKind::Broken => panic!("an example can be read"),
        }
    }

    fn prefixed(&mut self, spelling: &str, of: &Expr) {
        self.add(format!("prefix {spelling}"));
        self.expr(of);
    }

    fn infix<const N: usize>(&mut self, spelling: &str, negated: bool, operands: [&Expr; N]) {
        let not = if negated { "not " } else { "" };
        self.add(format!("operator {not}{spelling}"));
        self.exprs(operands);
    }
}

/// `count(distinct 1)`, `round(2)`, `running(sum)`: a call by its shape.
fn called(name: &str, distinct: bool, args: &[Expr]) -> String {
    let name = name.to_ascii_lowercase();
    match args {
        [one] if name == "running" => match &one.kind {
            ExprKind::Call { name: inner, .. } => format!("{name}({})", inner.text),
            _other => name,
        },
        _other => {
            let distinct = if distinct { "distinct " } else { "" };
            format!("{name}({distinct}{})", args.len())
        }
    }
}

fn sign(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
    }
}

fn compared(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

fn form(literal: &Literal) -> &'static str {
    match literal {
        Literal::Text(_) => "text",
        Literal::Regex { cased: false, .. } => "regex",
        Literal::Regex { cased: true, .. } => "regex with case",
        Literal::Number { .. } => "number",
        Literal::Date(_) => "date",
        Literal::Duration(_) => "length of time",
        Literal::Ago(_) => "day ago",
        Literal::Today => "today",
        Literal::Truth(_) => "truth",
    }
}
