//! Trees as short s-expressions.

use crate::operator::{INFIX, Infix};
use crate::syntax::tree::{
    Aggregate, Arithmetic, Combination, Explain, Expr, ExprKind, File, Head, Item, Key, Literal,
    Name, Query, Repeat, Set, Stage, StageKind, Statement, StatementKind, Tail, TextTest, View,
    ViewKind, Which,
};

pub(in crate::syntax) fn file(file: &File) -> String {
    join(&file.statements, statement, "; ")
}

fn statement(statement: &Statement) -> String {
    let doc = if statement.doc.is_empty() {
        String::new()
    } else {
        format!("## {:?} ", statement.doc)
    };
    match &statement.kind {
        StatementKind::Query(inner) => doc + &query(inner),
        StatementKind::Let(own) => format!("{doc}let {} = {}", own.name.text, query(&own.query)),
        StatementKind::Def(def) => {
            let params = if def.params.is_empty() {
                String::new()
            } else {
                format!("({})", join(&def.params, |name| name.text.clone(), ", "))
            };
            format!("{doc}def {}{params} = {}", def.name.text, expr(&def.body))
        }
        StatementKind::Param(param) => {
            let ty = param
                .ty
                .as_ref()
                .map_or(String::new(), |ty| format!(": {}", ty.text));
            let default = param
                .default
                .as_ref()
                .map_or(String::new(), |value| format!(" = {}", expr(value)));
            format!("{doc}param {}{ty}{default}", param.name.text)
        }
    }
}

pub(super) fn query(query: &Query) -> String {
    let head = match &query.head {
        Head::Name(name) => name.text.clone(),
        Head::Query(inner) => format!("({})", self::query(inner)),
    };
    let tail = |tail: &Tail| match tail {
        Tail::Field(name) => format!(".{}", name.text),
        Tail::Repeat(times, _) => repeat(*times),
        Tail::Filter(filter, _) => format!("[{}]", expr(filter)),
    };
    let views: String = query
        .views
        .iter()
        .map(|view| format!(" {}", self::view(view)))
        .collect();
    let filter = query
        .filter
        .as_ref()
        .map_or(String::new(), |filter| format!(" where {}", expr(filter)));
    let stages: String = query
        .stages
        .iter()
        .map(|stage| format!(" | {}", self::stage(stage)))
        .collect();
    let alias = query
        .alias
        .as_ref()
        .map_or(String::new(), |alias| format!(" as {}", alias.text));
    head + &join(&query.tails, tail, "") + &views + &alias + &filter + &stages
}

fn view(view: &View) -> String {
    let which = |which: &Which| match which {
        Which::Named(name) => expr(name),
        Which::Query(inner) => format!("({})", query(inner)),
    };
    match &view.kind {
        ViewKind::AsOf(day) => format!("as of {}", expr(day)),
        ViewKind::Without(all) => format!("without {}", join(all, which, ", ")),
    }
}

fn stage(stage: &Stage) -> String {
    match &stage.kind {
        StageKind::Where(test) => format!("where {}", expr(test)),
        StageKind::Select(items) => format!("select {}", join(items, item, ", ")),
        StageKind::Derive { items, per } => {
            let per = if per.is_empty() {
                String::new()
            } else {
                format!(" per {}", join(per, item, ", "))
            };
            format!("derive {}{per}", join(items, item, ", "))
        }
        StageKind::Drop(names) => format!("drop {}", join(names, |name| name.text.clone(), ", ")),
        StageKind::Group(items, aggregates) => {
            format!(
                "group {} aggregate {}",
                join(items, item, ", "),
                join(aggregates, aggregate, ", ")
            )
        }
        StageKind::Aggregate(aggregates) => {
            format!("aggregate {}", join(aggregates, aggregate, ", "))
        }
        StageKind::Count(items) => format!("count{}", after(" by ", items)),
        StageKind::Sort(keys) => format!("sort {}", join(keys, key, ", ")),
        StageKind::Take { count, ties, per } => {
            let ties = if *ties { " with ties" } else { "" };
            format!("take {}{ties}{}", expr(count), after(" per ", per))
        }
        StageKind::Skip(count) => format!("skip {}", expr(count)),
        StageKind::Distinct(items) => format!("distinct{}", after(" ", items)),
        StageKind::Expand {
            optional,
            path,
            label,
        } => {
            let optional = if *optional { "optional " } else { "" };
            let label = label
                .as_ref()
                .map_or(String::new(), |label| format!(" as {:?}", label.text));
            format!("expand {optional}{}{label}", expr(path))
        }
        StageKind::Combine(how, inner) => {
            let how = match how {
                Combination::Union => "union",
                Combination::Except => "except",
                Combination::Intersect => "intersect",
            };
            format!("{how} ({})", query(inner))
        }
        StageKind::Assert(test) => format!("assert {}", expr(test)),
        StageKind::Pivot(pivot) => format!(
            "pivot {} by {} aggregate {}",
            item(&pivot.down),
            item(&pivot.across),
            aggregate(&pivot.aggregate)
        ),
        StageKind::Totals => "totals".to_owned(),
        StageKind::Search { words, path } => {
            let path = path.as_ref().map(|path| format!(" in {}", expr(path)));
            format!("search {}{}", expr(words), path.unwrap_or_default())
        }
        StageKind::Describe => "describe".to_owned(),
        StageKind::Explain(Explain::Plan) => "explain".to_owned(),
        StageKind::Explain(Explain::Analyze) => "explain analyze".to_owned(),
    }
}

fn after(word: &str, items: &[Item]) -> String {
    if items.is_empty() {
        String::new()
    } else {
        word.to_owned() + &join(items, item, ", ")
    }
}

fn item(item: &Item) -> String {
    expr(&item.expr) + &label(item.label.as_ref())
}

fn aggregate(aggregate: &Aggregate) -> String {
    let filter = aggregate
        .filter
        .as_ref()
        .map_or(String::new(), |filter| format!(" where {}", expr(filter)));
    expr(&aggregate.expr) + &filter + &label(aggregate.label.as_ref())
}

fn key(key: &Key) -> String {
    expr(&key.expr) + if key.descending { " desc" } else { "" }
}

fn label(label: Option<&Name>) -> String {
    label.map_or(String::new(), |label| format!(" as {:?}", label.text))
}

pub(super) fn expr(expr: &Expr) -> String {
    let all = |exprs: &[Expr]| join(exprs, self::expr, " ");
    match &expr.kind {
        ExprKind::Literal(literal) => self::literal(literal),
        ExprKind::Param(name) => format!("${name}"),
        ExprKind::Name(name) => name.clone(),
        ExprKind::Field(of, name) => format!("{}.{}", self::expr(of), name.text),
        ExprKind::Repeat(base, times) => self::expr(base) + &repeat(*times),
        ExprKind::Filter(of, filter) => format!("{}[{}]", self::expr(of), self::expr(filter)),
        ExprKind::Call {
            name,
            distinct,
            args,
        } => {
            let distinct = if *distinct { "distinct " } else { "" };
            format!("{}({distinct}{})", name.text, join(args, self::expr, ", "))
        }
        ExprKind::Negate(of) => format!("(neg {})", self::expr(of)),
        ExprKind::Arithmetic(op, left, right) => two(arithmetic(*op), left, right),
        ExprKind::Range(low, high) => {
            let end = |end: &Option<Box<Expr>>| {
                end.as_ref().map_or("∞".to_owned(), |end| self::expr(end))
            };
            format!("(.. {} {})", end(low), end(high))
        }
        ExprKind::Coalesce(left, right) => two("??", left, right),
        ExprKind::Compare(op, left, right) => {
            let row = INFIX.iter().find(|row| row.op == Infix::Compare(*op));
            two(
                row.expect("every comparison has a row").spelling,
                left,
                right,
            )
        }
        ExprKind::TextTest {
            op,
            negated,
            operand,
            pattern,
        } => two(
            &format!("{}{}", not(*negated), text_test(*op)),
            operand,
            pattern,
        ),
        ExprKind::In {
            negated,
            operand,
            set,
        } => {
            let set = match set {
                Set::List(items) => format!("[{}]", all(items)),
                Set::Query(inner) => format!("{{{}}}", query(inner)),
                Set::Value(value) => self::expr(value),
            };
            format!("({}in {} {set})", not(*negated), self::expr(operand))
        }
        ExprKind::Between {
            negated,
            operand,
            low,
            high,
        } => {
            let (low, high) = (self::expr(low), self::expr(high));
            format!(
                "({}between {} {low} {high})",
                not(*negated),
                self::expr(operand)
            )
        }
        ExprKind::IsNull { negated, operand } => {
            format!("({}null {})", not(*negated), self::expr(operand))
        }
        ExprKind::Exists(path) => format!("(exists {})", self::expr(path)),
        ExprKind::ExistsQuery(inner) => format!("(exists {{{}}})", query(inner)),
        ExprKind::Not(of) => format!("(not {})", self::expr(of)),
        ExprKind::Possibly(of) => format!("(possibly {})", self::expr(of)),
        ExprKind::And(terms) => format!("(and {})", all(terms)),
        ExprKind::Or(terms) => format!("(or {})", all(terms)),
        ExprKind::Broken => "BROKEN".to_owned(),
    }
}

fn two(op: &str, left: &Expr, right: &Expr) -> String {
    format!("({op} {} {})", expr(left), expr(right))
}

fn not(negated: bool) -> &'static str {
    if negated { "not-" } else { "" }
}

fn arithmetic(op: Arithmetic) -> &'static str {
    match op {
        Arithmetic::Add => "+",
        Arithmetic::Subtract => "-",
        Arithmetic::Multiply => "*",
        Arithmetic::Divide => "/",
    }
}

fn text_test(op: TextTest) -> &'static str {
    match op {
        TextTest::Contains => "contains",
        TextTest::StartsWith => "starts",
        TextTest::EndsWith => "ends",
        TextTest::Matches => "matches",
        TextTest::Near => "~",
    }
}

fn literal(literal: &Literal) -> String {
    match literal {
        Literal::Text(text) => format!("{text:?}"),
        Literal::Regex { pattern, cased } => {
            format!("/{pattern}/{}", if *cased { "c" } else { "" })
        }
        Literal::Number { text, value } => {
            assert_eq!(text.parse(), Ok(*value));
            text.clone()
        }
        Literal::Date(text) => format!("d{text}"),
        Literal::Duration(length) => format!("{}×{:?}", length.count, length.unit),
        Literal::Ago(length) => format!("ago {}×{:?}", length.count, length.unit),
        Literal::Today => "TODAY".to_owned(),
        Literal::Truth(truth) => truth.to_string().to_uppercase(),
    }
}

fn join<T>(all: &[T], show: impl FnMut(&T) -> String, between: &str) -> String {
    all.iter().map(show).collect::<Vec<_>>().join(between)
}

fn repeat(times: Repeat) -> String {
    let most = times.most.map_or(String::new(), |most| most.to_string());
    format!("{{{}..{most}}}", times.least)
}
