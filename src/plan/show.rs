//! Plans written out: an expression in the words of the language, a pipeline step by step.

mod step;
mod window;

use std::fmt::{self, Display, Formatter};

use super::{
    Call, Constant, Expr, ExprKind, Leaf, LeftOut, Output, Path, Plan, Predicate, Query, Root,
    Search, SortKey, Stage, Step, Test, View,
};
use crate::operator::{AGGREGATES, FUNCTIONS, PARTS};
use crate::value::{Comparison, Cut, Point, Range, RangeSet, Truth, Type, duration_text, quantity};

/// Writes a plan as a person reads it, a step a line: what it does, and where.
pub fn explain(plan: &Plan) -> Vec<(String, String)> {
    let mut steps = Vec::new();
    pipeline(&plan.query, plan, "", &mut steps);
    let mut shown: Vec<String> = plan.query.output.iter().map(column).collect();
    shown.extend(plan.query.stages.iter().filter_map(step::found));
    steps.push(("show".to_owned(), shown.join(", ")));
    for name in &plan.names {
        steps.push((
            format!("name \"{}\"", name.text),
            format!("looked up among {}", name.kind.collection()),
        ));
    }
    steps
}

fn pipeline(query: &Query, plan: &Plan, indent: &str, steps: &mut Vec<(String, String)>) {
    let how = match &query.start {
        Some(path) => format!("those of {path}"),
        None => "all of them".to_owned(),
    };
    steps.push((format!("{indent}{}", query.from.collection()), how));
    for view in query.views.iter().map(|place| &plan.views[*place]) {
        let how = match view {
            View::AsOf(_) => "reports in documents published later are gone",
            View::Without(_) => "reports in them or through them are gone",
        };
        steps.push((format!("{indent}{view}"), how.to_owned()));
    }
    for stage in &query.stages {
        step::describe(stage, indent, steps);
        if let Stage::Where(predicate, _) = stage {
            leaves(predicate, plan, &format!("{indent}  "), steps);
        }
        if let Stage::Combine(_, query) = stage {
            pipeline(query, plan, &format!("{indent}  "), steps);
        }
    }
}

/// Lists each test of a predicate with where it is judged and how its truths are carried.
fn leaves(predicate: &Predicate, plan: &Plan, indent: &str, steps: &mut Vec<(String, String)>) {
    match predicate {
        Predicate::And(parts) | Predicate::Or(parts) => {
            parts
                .iter()
                .for_each(|part| leaves(part, plan, indent, steps));
        }
        Predicate::Not(inner) | Predicate::Possibly(inner) => leaves(inner, plan, indent, steps),
        Predicate::Test(value, _, _) | Predicate::Exists(value, _) => {
            steps.push((format!("{indent}{predicate}"), home(value)));
        }
        Predicate::Compare(..) => {
            let how = if predicate.reads().outer {
                "compared with the row around"
            } else {
                "judged row by row in columns"
            };
            steps.push((format!("{indent}{predicate}"), how.to_owned()));
        }
        Predicate::Any(_, path, inner) => {
            let path: String = path.iter().map(Step::to_string).collect();
            let how = format!("carried back along {}", path.trim_start_matches('.'));
            steps.push((format!("{indent}any"), how));
            leaves(inner, plan, &format!("{indent}  "), steps);
        }
        Predicate::Member(value, query, _) => {
            let how = match query.asked(false) {
                Some(how) => how,
                None => format!("a set; {}", home(value)),
            };
            steps.push((format!("{indent}{value} in"), how));
            pipeline(query, plan, &format!("{indent}  "), steps);
        }
        Predicate::ExistsQuery(query) => {
            let how = query.asked(true).unwrap_or_else(|| "asked once".to_owned());
            steps.push((format!("{indent}exists"), how));
            pipeline(query, plan, &format!("{indent}  "), steps);
        }
        Predicate::Constant(_) => {}
    }
}

/// Tells where a test of a value is judged, and along which links its truths are carried.
fn home(value: &Expr) -> String {
    let ExprKind::Path(path) = &value.kind else {
        return match &value.kind {
            ExprKind::Part(_, inner) => home(inner),
            _computed => "judged on a computed column".to_owned(),
        };
    };
    let follows: Vec<_> = path
        .steps
        .iter()
        .filter_map(|step| match step {
            Step::Follow { from, field, to } => {
                Some((*from, from.schema().fields[*field].name, *to))
            }
            Step::Repeat { kind, field, .. } => {
                Some((*kind, kind.schema().fields[*field].name, *kind))
            }
            Step::Filter(..) => None,
        })
        .collect();
    let at = match (&path.leaf, follows.last(), path.root) {
        (Leaf::Field(kind, place), _, _) => {
            format!(
                "judged at {}.{}",
                kind.collection(),
                kind.schema().fields[*place].name
            )
        }
        (Leaf::Itself, Some((_, _, to)), _) => format!("judged at {}", to.collection()),
        (Leaf::Evidence(kind, ..) | Leaf::Computed(kind, _), _, _) => {
            format!("judged on a computed column of {}", kind.collection())
        }
        (Leaf::Itself, None, Root::Row(kind)) => format!("judged at {}", kind.collection()),
        (Leaf::Itself, None, Root::Column(_)) => "judged on a column".to_owned(),
        (Leaf::Itself, None, Root::Outer(_)) => "judged on the row around".to_owned(),
    };
    let carried: Vec<String> = follows
        .iter()
        .rev()
        .map(|(from, field, _)| format!("{}.{field}", from.collection()))
        .collect();
    if carried.is_empty() {
        at
    } else {
        format!("{at}, carried back along {}", carried.join(", "))
    }
}

fn list<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    items.iter().map(show).collect::<Vec<_>>().join(", ")
}

/// Writes a column; one that only passes on an earlier column is its name.
fn column(output: &Output) -> String {
    let passed_on = matches!(&output.expr.kind, ExprKind::Path(path)
        if matches!(path.root, Root::Column(_)) && path.steps.is_empty());
    let written = output.expr.to_string();
    if passed_on || written == output.name {
        output.name.clone()
    } else {
        format!("{written} as {}", output.name)
    }
}

fn aggregate_name(aggregate: crate::operator::Aggregate) -> &'static str {
    AGGREGATES
        .iter()
        .find(|row| row.aggregate == aggregate)
        .map_or("", |row| row.name)
}

impl Display for View {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            View::AsOf(day) => write!(f, "as of {day}"),
            View::Without(all) => {
                let shown = list(all, |one| match one {
                    LeftOut::Named { text, .. } => format!("\"{text}\""),
                    LeftOut::Query { text, .. } => format!("({text})"),
                });
                write!(f, "without {shown}")
            }
        }
    }
}

impl Display for Call {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let operand = self.operand.as_ref().map_or(String::new(), Expr::to_string);
        let distinct = if self.distinct { "distinct " } else { "" };
        write!(f, "{}({distinct}{operand})", aggregate_name(self.aggregate))?;
        match &self.filter {
            Some(filter) => write!(f, " where {filter}"),
            None => Ok(()),
        }
    }
}

impl Display for SortKey {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}",
            self.expr,
            if self.descending { " desc" } else { "" }
        )
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExprKind::Constant(constant) => show_constant(constant, self.ty, f),
            ExprKind::Path(path) => path.fmt(f),
            ExprKind::Part(part, inner) => {
                let name = PARTS
                    .iter()
                    .find(|row| row.part == *part)
                    .map_or("", |row| row.name);
                write!(f, "{inner}.{name}")
            }
            ExprKind::Call(function, args) => {
                let name = FUNCTIONS
                    .iter()
                    .find(|row| row.function == *function)
                    .map_or("", |row| row.name);
                write!(f, "{name}({})", list(args, Expr::to_string))
            }
            ExprKind::Arithmetic(op, left, right) => {
                write!(f, "({left} {} {right})", super::arithmetic::symbol(*op))
            }
            ExprKind::Negate(inner) => write!(f, "-{inner}"),
            ExprKind::Coalesce(left, right) => write!(f, "({left} ?? {right})"),
            ExprKind::Fold(aggregate, distinct, inner) => {
                write!(
                    f,
                    "{}({}{inner})",
                    aggregate_name(*aggregate),
                    if *distinct { "distinct " } else { "" }
                )
            }
            ExprKind::Condition(predicate) => predicate.fmt(f),
        }
    }
}

/// Names a row around.
fn outer(place: usize) -> String {
    match place {
        0 => "outer".to_owned(),
        place => format!("outer {}", place + 1),
    }
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut text = match self.root {
            Root::Row(_) => String::new(),
            Root::Column(place) => format!("column {}", place + 1),
            Root::Outer(place) => outer(place),
        };
        self.steps
            .iter()
            .for_each(|step| text.push_str(&step.to_string()));
        match &self.leaf {
            Leaf::Itself if text.is_empty() => text.push_str("record"),
            Leaf::Itself => {}
            Leaf::Field(kind, place) => {
                text.push('.');
                text.push_str(kind.schema().fields[*place].name);
            }
            Leaf::Evidence(kind, place, part) => {
                let part = PARTS
                    .iter()
                    .find(|row| row.part == *part)
                    .map_or("", |row| row.name);
                text.push_str(&format!(".{}.{part}", kind.schema().fields[*place].name));
            }
            Leaf::Computed(_, expr) => text.push_str(&format!(".({expr})")),
        }
        f.write_str(text.trim_start_matches('.'))
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Step::Follow { from, field, .. } => write!(f, ".{}", from.schema().fields[*field].name),
            Step::Repeat { kind, field, times } => {
                let most = times.most.map_or(String::new(), |most| most.to_string());
                let name = kind.schema().fields[*field].name;
                write!(f, ".{name}{{{}..{most}}}", times.least)
            }
            Step::Filter(_, predicate, _) => write!(f, "[{predicate}]"),
        }
    }
}

impl Display for Predicate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let bracketed = |part: &Predicate| match part {
            Predicate::And(_) | Predicate::Or(_) => format!("({part})"),
            part => part.to_string(),
        };
        let joined = |parts: &[Predicate], word: &str| {
            parts.iter().map(bracketed).collect::<Vec<_>>().join(word)
        };
        match self {
            Predicate::Constant(Truth::Yes) => f.write_str("true"),
            Predicate::Constant(Truth::Possible) => f.write_str("possible"),
            Predicate::Constant(Truth::No) => f.write_str("false"),
            Predicate::And(parts) => f.write_str(&joined(parts, " and ")),
            Predicate::Or(parts) => f.write_str(&joined(parts, " or ")),
            Predicate::Not(inner) => write!(f, "not ({inner})"),
            Predicate::Possibly(inner) => write!(f, "possibly ({inner})"),
            Predicate::Test(value, test, _) => show_test(value, test, f),
            Predicate::Compare(op, left, right, _) => {
                write!(f, "{left} {} {right}", comparison(*op))
            }
            Predicate::Exists(value, _) => write!(f, "exists {value}"),
            Predicate::Any(_, steps, inner) => {
                let path: String = steps.iter().map(Step::to_string).collect();
                write!(f, "exists {}[{inner}]", path.trim_start_matches('.'))
            }
            Predicate::Member(value, query, _) => {
                write!(f, "{value} in ({} …)", query.from.collection())
            }
            Predicate::ExistsQuery(query) => write!(f, "exists ({} …)", query.from.collection()),
        }
    }
}

fn comparison(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

fn show_constant(constant: &Constant, ty: Type, f: &mut Formatter<'_>) -> fmt::Result {
    match (constant, ty) {
        (Constant::Text(text), _) => write!(f, "\"{text}\""),
        (Constant::Word(code), Type::Word(vocabulary)) => f.write_str(vocabulary.word(*code)),
        (Constant::Word(code), _) => write!(f, "{code}"),
        (Constant::Days(days), _) => days.fmt(f),
        (Constant::Number(range, unit), _) => f.write_str(&quantity(*range, unit.as_deref())),
        (Constant::Duration(length), _) => f.write_str(&duration_text(length.days())),
        (Constant::Truth(truth), _) => write!(f, "{truth}"),
    }
}

fn show_test(value: &Expr, test: &Test, f: &mut Formatter<'_>) -> fmt::Result {
    match test {
        Test::Days(set) => write!(f, "{value} in {}", show_set(set, |days| days.to_string())),
        Test::Numbers(set, unit) => write!(
            f,
            "{value} in {}",
            show_set(set, |range| quantity(range, unit.as_deref()))
        ),
        Test::Durations(set) => write!(f, "{value} in {}", show_set(set, duration_text)),
        Test::Texts(op, texts) => {
            write!(
                f,
                "{value} {} {}",
                comparison(*op),
                list(texts, |text| format!("\"{text}\""))
            )
        }
        Test::Words(codes) => {
            let Type::Word(vocabulary) = value.ty else {
                unreachable!("words are tested for on a field of words")
            };
            match codes.as_slice() {
                [code] => write!(f, "{value} = {}", vocabulary.word(*code)),
                codes => write!(
                    f,
                    "{value} in ({})",
                    list(codes, |code| vocabulary.word(*code).to_owned())
                ),
            }
        }
        Test::Truth(truth) => write!(f, "{value} = {truth}"),
        Test::Named(names) => match names.as_slice() {
            [name] => {
                let sign = if name.near { "~" } else { "=" };
                write!(f, "{value} {sign} \"{}\"", name.text)
            }
            names => {
                let quoted = list(names, |name| format!("\"{}\"", name.text));
                write!(f, "{value} in ({quoted})")
            }
        },
        Test::Search(Search::Contains(text)) => write!(f, "{value} contains \"{text}\""),
        Test::Search(Search::StartsWith(text)) => write!(f, "{value} starts with \"{text}\""),
        Test::Search(Search::EndsWith(text)) => write!(f, "{value} ends with \"{text}\""),
        Test::Search(Search::Near(text)) => write!(f, "{value} ~ \"{text}\""),
        Test::Search(Search::Matches { written, .. }) => write!(f, "{value} matches {written}"),
    }
}

/// Writes the stretches of a set as ranges.
fn show_set<T: Point>(set: &RangeSet<T>, show: impl Fn(Range<T>) -> String) -> String {
    let stretch = |(from, to): &(Cut<T>, Cut<T>)| {
        let (lo, hi) = (from.first(), to.last());
        // On a dense line an end may be left out of the range that it bounds.
        match (from.excludes_first(), to.excludes_last()) {
            (false, false) => show(Range { lo, hi }),
            (true, false) if hi == T::MAX => format!("> {}", show(Range::exactly(lo))),
            (false, true) if lo == T::MIN => format!("< {}", show(Range::exactly(hi))),
            (_, _) => format!("inside {}", show(Range { lo, hi })),
        }
    };
    match set.stretches() {
        [] => "nothing".to_owned(),
        stretches => list(stretches, stretch),
    }
}
