//! Calls of functions, and of aggregates over the values of a row.

use super::expression::common_type;
use super::literal::Operand;
use super::path::type_name;
use super::scope::{Planner, Scope};
use super::window::window_named;
use super::{Constant, Expr, ExprKind, Length};
use crate::diagnostic::{Span, did_you_mean, nearest, quoted_list};
use crate::model::Kind;
use crate::operator::{
    AGGREGATES, Aggregate, AggregateRow, FUNCTIONS, FunctionRow, Returns, Takes, Values, WINDOWS,
};
use crate::syntax::tree;
use crate::value::{Real, Type, Unit};

/// Functions of other languages, and what to write.
const FOREIGN: &[(&str, &str)] = &[
    ("now", "‘today’"),
    ("today", "‘today’"),
    ("getdate", "‘today’"),
    ("date", "the date as it is: 2019-03-14"),
    ("year", "‘said.year’"),
    ("month", "‘said.month’"),
    ("avg", "‘mean(…)’"),
    ("average", "‘mean(…)’"),
    ("len", "‘length(…)’"),
    ("concat", "‘… + …’"),
    ("coalesce", "‘… ?? …’"),
    ("ifnull", "‘… ?? …’"),
    ("nvl", "‘… ?? …’"),
    ("iif", "‘if(…, …, …)’"),
    ("like", "‘text contains \"…\"’"),
    ("match", "the stage ‘| search \"WORDS\"’"),
    ("freetext", "the stage ‘| search \"WORDS\"’"),
    ("isnull", "‘… is null’"),
    ("isempty", "‘… is null’"),
    ("isna", "‘… is null’"),
    ("isnotnull", "‘… is not null’"),
    ("isnotempty", "‘… is not null’"),
    ("notnull", "‘… is not null’"),
    ("datetime", "the date as it is: 2019-03-14"),
    ("todatetime", "the date as it is: 2019-03-14"),
    ("ago", "‘30 days ago’"),
    ("tolower", "‘lower(…)’"),
    ("toupper", "‘upper(…)’"),
    ("strlen", "‘length(…)’"),
    ("countif", "‘count() where …’ in an aggregate"),
    ("sumif", "‘sum(…) where …’ in an aggregate"),
    ("averageif", "‘mean(…) where …’ in an aggregate"),
    (
        "any",
        "‘x in (…, …)’, or ‘… or …’; a path over many values asks for any of them",
    ),
    ("make_list", "‘list(…)’"),
    ("nunique", "‘count(distinct …)’"),
    ("array_agg", "‘list(…)’"),
    ("group_concat", "‘list(…)’"),
    ("string_agg", "‘list(…)’"),
    ("rollup", "‘| totals’ behind the groups"),
    ("cube", "‘| totals’ behind the groups"),
    ("crosstab", "‘| pivot … by … aggregate count()’"),
    ("ratio_to_report", "‘percent(…)’ in ‘derive’"),
    ("dcount", "‘count(distinct …)’"),
    ("bin", "‘bucket(…, …)’"),
    ("collect", "‘list(…)’"),
    ("size", "‘count(…)’"),
    ("substr", "‘substring(…)’"),
    ("date_trunc", "‘said.month’, or ‘bucket(said, 2 weeks)’"),
    ("datediff", "the difference of two dates: ‘today - said’"),
    ("date_diff", "the difference of two dates: ‘today - said’"),
    ("cast", "the value as it is, or ‘text(…)’"),
    ("extract", "‘said.year’"),
];

impl Planner<'_> {
    /// Plans `name(a, b)`.
    pub(super) fn call(
        &mut self,
        name: &tree::Name,
        distinct: bool,
        args: &[tree::Expr],
        span: Span,
        scope: &Scope,
    ) -> Option<Expr> {
        let written = self.words_at(span);
        if scope.kind.is_none() && scope.column(&written).is_some() {
            let message = "this is a column that has been made, whose name stands in back-quotes";
            self.error("aggregate-elsewhere", span, message)
                .helps
                .push(format!(
                    "write ‘`{written}`’, or give it a name where it is made: ‘{written} as n’"
                ));
            return None;
        }
        if let Some(row) = AGGREGATES.iter().find(|row| name.is(row.name)) {
            return self.fold(row, distinct, args, span, scope);
        }
        let Some(row) = FUNCTIONS.iter().find(|row| name.is(row.name)) else {
            self.unknown_function(name);
            return None;
        };
        if distinct {
            self.error(
                "distinct-elsewhere",
                span,
                format!("‘distinct’ has no meaning in {}", row.name),
            );
        }
        self.function(row, args, span, scope)
    }

    /// Reports an expression that calls what is no function of values, and tells whether it does.
    pub(super) fn is_foreign_call(&mut self, expr: &tree::Expr, scope: &Scope) -> bool {
        let tree::ExprKind::Call { name, args, .. } = &expr.kind else {
            return false;
        };
        let is_own = FUNCTIONS.iter().any(|row| name.is(row.name))
            || AGGREGATES.iter().any(|row| name.is(row.name))
            || self.called(expr, scope).is_some();
        if is_own {
            return false;
        }
        self.unknown_function(name);
        if name.is("percent")
            && let [test] = &args[..]
        {
            let help = format!(
                "the part of the rows of a group: share({})",
                self.words_at(test.span)
            );
            self.only_help(help);
        }
        true
    }

    fn unknown_function(&mut self, name: &tree::Name) {
        if let Some(row) = window_named(name) {
            self.window_elsewhere(row, name.span);
            return;
        }
        let own: Vec<&str> = self.definitions.expressions().collect();
        let names = || {
            let functions = FUNCTIONS.iter().map(|row| row.name);
            functions
                .chain(AGGREGATES.iter().map(|row| row.name))
                .chain(WINDOWS.iter().map(|row| row.name))
                .chain(own.iter().copied())
        };
        let foreign = FOREIGN.iter().find(|(foreign, _)| name.is(foreign));
        let near = nearest(&name.text, names()).filter(|_| foreign.is_none());
        let slip = nearest(&name.text, FOREIGN.iter().map(|(foreign, _)| *foreign));
        let foreign = foreign.or_else(|| {
            let slip = slip.filter(|_| near.is_none())?;
            FOREIGN.iter().find(|(foreign, _)| *foreign == slip)
        });
        let list = quoted_list(names());
        let diagnostic = self.error(
            "unknown-function",
            name.span,
            format!("there is no function ‘{}’", name.text),
        );
        if let Some((_, instead)) = foreign {
            diagnostic.helps.push(format!("write {instead}"));
            return;
        }
        diagnostic.helps.extend(near.map(did_you_mean));
        diagnostic.helps.push(format!("there are {list}"));
    }

    /// Plans a function of values.
    fn function(
        &mut self,
        row: &'static FunctionRow,
        args: &[tree::Expr],
        span: Span,
        scope: &Scope,
    ) -> Option<Expr> {
        if args.len() < row.required || args.len() > row.takes.len() && !row.repeats {
            let message = format!("{} takes {}, not {}", row.name, wanted(row), args.len());
            self.error("argument-count", span, message)
                .helps
                .push(format!("write: {}", row.usage));
            return None;
        }
        let operands = self.operands(row, args, scope)?;
        self.applied(row, operands, scope)
    }

    /// Plans every argument as far as can be told by itself, so that every error is found.
    fn operands(
        &mut self,
        row: &FunctionRow,
        args: &[tree::Expr],
        scope: &Scope,
    ) -> Option<Vec<Operand>> {
        // Calls stand in calls, so that little may lie on the stack here.
        let mut operands = Vec::with_capacity(args.len());
        let mut failed = false;
        for (place, arg) in args.iter().enumerate() {
            let operand = if row.argument(place) == Some(Takes::Truth) {
                let test = self.predicate(arg, scope);
                test.map(|test| Operand::typed(Expr::condition(test), arg.span))
            } else {
                self.operand(arg, scope)
            };
            match operand {
                Some(operand) => operands.push(operand),
                None => failed = true,
            }
        }
        (!failed).then_some(operands)
    }

    /// Makes the call of a function of its arguments, each of the type that it takes there.
    fn applied(
        &mut self,
        row: &'static FunctionRow,
        operands: Vec<Operand>,
        scope: &Scope,
    ) -> Option<Expr> {
        // Literals among arguments that are like each other take the type of the one that has one.
        let like = (0..operands.len()).find_map(|place| {
            let among = matches!(row.argument(place), Some(Takes::Like(_)))
                || row.gives == Returns::Like(place);
            operands[place].own_type().filter(|_| among)
        });
        let mut planned: Vec<Expr> = Vec::with_capacity(operands.len());
        for (place, operand) in operands.into_iter().enumerate() {
            let takes = row.argument(place)?;
            let of = operand.span;
            let value = match (takes, like, row.gives) {
                (Takes::Like(_), Some(ty), _) => self.beside(operand, ty, scope)?,
                (_, Some(ty), Returns::Like(at)) if at == place => {
                    self.beside(operand, ty, scope)?
                }
                (_, _, _) => self.settle(operand, scope)?,
            };
            self.argument(row, takes, &value, &planned, of)?;
            if place > 0 && row.values != Values::Chosen {
                self.single(&value, of)?;
            }
            planned.push(value);
        }
        let ty = match row.gives {
            Returns::Type(ty) => ty,
            Returns::Like(at) => {
                let alike = planned.iter().enumerate().filter(|(place, _)| {
                    *place == at || matches!(row.argument(*place), Some(Takes::Like(_)))
                });
                let first = planned[at].ty;
                let joined = alike.fold(first, |ty, (_, value)| {
                    common_type(ty, value.ty).expect("each argument was checked to be like it")
                });
                // Buckets need not be those of the calendar.
                if let (Type::Date(_), Some(Takes::Width(_))) = (joined, row.argument(1)) {
                    Type::Date(Unit::Day)
                } else {
                    joined
                }
            }
        };
        let many = match row.values {
            Values::Each => planned[0].many,
            Values::Several => true,
            Values::One => false,
            Values::Chosen => planned[1..].iter().any(|value| value.many),
        };
        Some(Expr {
            kind: ExprKind::Call(row.function, planned),
            ty,
            many,
        })
    }

    /// Reports an argument that is not what its function takes.
    fn argument(
        &mut self,
        row: &FunctionRow,
        takes: Takes,
        value: &Expr,
        before: &[Expr],
        span: Span,
    ) -> Option<()> {
        let message = match takes {
            Takes::Like(at) if common_type(before[at].ty, value.ty).is_none() => format!(
                "{} takes values of one type, not {} and {}",
                row.name,
                type_name(before[at].ty),
                type_name(value.ty)
            ),
            Takes::Width(at) if !is_width(value, before[at].ty) => {
                let what = match before[at].ty {
                    Type::Date(_) => "a length of time above nought",
                    Type::Duration => "some days or weeks",
                    Type::Text | Type::Word(_) | Type::Truth | Type::Number | Type::Record(_) => {
                        "a number above nought"
                    }
                };
                format!(
                    "a bucket of {} is {what} wide, written out",
                    type_name(before[at].ty)
                )
            }
            Takes::Whole(least, greatest) if !is_whole(value, least, greatest) => {
                let bounds = if greatest == i32::MAX {
                    format!("{least} or more")
                } else {
                    format!("{least} to {greatest}")
                };
                format!("a whole number stands here, {bounds}, written out")
            }
            takes if !takes.accepts(value.ty) => format!(
                "{} takes {}, and this is {}",
                row.name,
                takes.name(),
                type_name(value.ty)
            ),
            Takes::Text
            | Takes::Number
            | Takes::Duration
            | Takes::Truth
            | Takes::Ranged
            | Takes::Summed
            | Takes::Any
            | Takes::Like(_)
            | Takes::Width(_)
            | Takes::Whole(..) => return Some(()),
        };
        let named = match (takes, value.ty) {
            (Takes::Text, Type::Record(kind)) => {
                let names = Kind::from_number(kind).field("name").is_some();
                let field = if names { "name" } else { "id" };
                let path = format!("{}.{field}", self.words_at(span));
                Some(match row.takes {
                    [_only] => format!("{}({path})", row.name),
                    _several => path,
                })
            }
            (_, _) => None,
        };
        let help = named.unwrap_or_else(|| row.usage.to_owned());
        self.error("argument-type", span, message)
            .helps
            .push(format!("write: {help}"));
        None
    }

    /// Plans an aggregate over the values of the row's own path.
    fn fold(
        &mut self,
        row: &AggregateRow,
        distinct: bool,
        args: &[tree::Expr],
        span: Span,
        scope: &Scope,
    ) -> Option<Expr> {
        let operand = self.aggregate_operand(row, distinct, args, span, scope)?;
        let Some(operand) = operand.filter(|_| row.aggregate != Aggregate::Share) else {
            let message = format!("‘{}’ runs over rows here, and a row is one", row.name);
            let diagnostic = self.error("aggregate-elsewhere", span, message);
            diagnostic
                .helps
                .push("over the rows: | aggregate …, or | group … aggregate …".to_owned());
            diagnostic
                .helps
                .push(format!("over a row's own values: {}(path)", row.name));
            return None;
        };
        let (ty, many) = row.result(Some(operand.ty));
        Some(Expr {
            kind: ExprKind::Fold(row.aggregate, distinct, Box::new(operand)),
            ty,
            many,
        })
    }

    /// Plans what an aggregate runs over; none where it runs over the rows.
    pub(super) fn aggregate_operand(
        &mut self,
        row: &AggregateRow,
        distinct: bool,
        args: &[tree::Expr],
        span: Span,
        scope: &Scope,
    ) -> Option<Option<Expr>> {
        if distinct && (!row.distinct || args.is_empty()) {
            self.error(
                "distinct-elsewhere",
                span,
                format!("‘distinct’ has no meaning in {}", row.name),
            )
            .helps
            .push(format!("write: {}", row.usage));
            return None;
        }
        match args {
            [] if row.bare => Some(None),
            [arg] => {
                let value = self.value(arg, scope)?;
                if row.takes.accepts(value.ty) {
                    return Some(Some(value));
                }
                let message = format!(
                    "{} takes {}, and this is {}",
                    row.name,
                    row.takes.name(),
                    type_name(value.ty)
                );
                let written = self.words_at(arg.span);
                let way = match row.aggregate {
                    Aggregate::Max => " desc",
                    _other => "",
                };
                let help = match (value.ty, row.aggregate) {
                    (Type::Text | Type::Word(_), Aggregate::Min | Aggregate::Max) => {
                        format!("texts are put in order by a stage: | sort {written}{way} | take 1")
                    }
                    (_, _) => format!("write: {}", row.usage),
                };
                self.error("argument-type", arg.span, message)
                    .helps
                    .push(help);
                None
            }
            [] | [..] => {
                let message = format!("{} takes one value, not {}", row.name, args.len());
                self.error("argument-count", span, message)
                    .helps
                    .push(format!("write: {}", row.usage));
                None
            }
        }
    }
}

/// Tells how many values a function takes.
fn wanted(row: &FunctionRow) -> String {
    let (least, most) = (row.required, row.takes.len());
    match (least, most) {
        (least, _) if row.repeats => format!("{least} values or more"),
        (1, 1) => "one value".to_owned(),
        (least, most) if least == most => format!("{least} values"),
        (least, most) => format!("{least} or {most} values"),
    }
}

/// Tells whether a value is a literal that says how wide the buckets of a type are.
fn is_width(width: &Expr, ty: Type) -> bool {
    let above_nought = |range: crate::value::Range<Real>| range.is_exact() && range.lo.get() > 0.0;
    let ExprKind::Constant(constant) = &width.kind else {
        return false;
    };
    match (constant, ty) {
        (Constant::Duration(Length::Calendar(duration)), Type::Date(_)) => duration.count > 0,
        (Constant::Duration(length), Type::Duration) => above_nought(length.days()),
        (Constant::Number(range, None), Type::Number) => above_nought(*range),
        (_, _) => false,
    }
}

fn is_whole(value: &Expr, least: i32, greatest: i32) -> bool {
    let ExprKind::Constant(Constant::Number(range, None)) = &value.kind else {
        return false;
    };
    let number = range.lo.get();
    range.is_exact()
        && number.fract() == 0.0
        && (f64::from(least)..=f64::from(greatest)).contains(&number)
}
