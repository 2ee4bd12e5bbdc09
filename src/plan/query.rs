//! Statements and stages.

use std::rc::Rc;
use std::sync::Arc;

use indexmap::IndexMap;

use super::alias::Around;
use super::definitions::Definitions;
use super::params::{declare, given};
use super::scope::{Planner, Scope};
use super::{
    Constant, Expr, ExprKind, Leaf, Output, Path, Plan, Predicate, Query, SortKey, Stage, Test,
};
use crate::diagnostic::{Diagnostic, Report, Severity, Source, Span, nearest, quoted_list};
use crate::model::{Kind, View};
use crate::syntax::{self, tree};
use crate::value::{Day, Type};

/// What a text is planned with.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// Values of parameters, by name.
    pub params: &'a [(String, String)],
    /// Tells the day that `today` means; asked where a query says so.
    pub today: &'a dyn Fn() -> Day,
}

/// What a text's queries come to.
#[derive(Debug, Default)]
pub struct Planned {
    /// The plans of the queries that are sound, in order.
    pub plans: Vec<Plan>,
    /// Every error of the others, and every warning.
    pub report: Report,
}

/// Plans every query of a text.
pub fn plan(source: &Arc<Source>, inputs: &Inputs<'_>) -> Planned {
    let (file, mut found) = syntax::parse(source);
    let mut params = IndexMap::new();
    for statement in &file.statements {
        if let tree::StatementKind::Param(param) = &statement.kind {
            declare(param, inputs, source, &mut params, &mut found);
        }
    }
    for (name, value) in inputs.params {
        params
            .entry(name.to_ascii_lowercase())
            .or_insert_with(|| given(value, None, Span::default()));
    }
    let definitions = Definitions::collect(&file, source, &mut found);
    let unread: Vec<Span> = places(&found).collect();
    let mut plans = Vec::new();
    let (asked, defined): (Vec<_>, Vec<_>) = file
        .statements
        .iter()
        .partition(|statement| matches!(statement.kind, tree::StatementKind::Query(_)));
    for statement in asked.into_iter().chain(defined) {
        let mut planner = Planner {
            source,
            params: &params,
            today: inputs.today,
            errors: Vec::new(),
            warnings: Vec::new(),
            names: Vec::new(),
            negations: 0,
            expanding: None,
            definitions: &definitions,
            calls: Vec::new(),
            depth: 0,
        };
        let planned = match &statement.kind {
            tree::StatementKind::Query(query) => planner.whole(query),
            // What is wrong with it is wrong whether it is used or not.
            tree::StatementKind::Let(own) if !definitions.is_used(&own.name) => {
                planner.rows(&own.query, None).and(None)
            }
            tree::StatementKind::Let(_)
            | tree::StatementKind::Param(_)
            | tree::StatementKind::Def(_) => None,
        };
        let within =
            |place: &Span| place.start >= statement.span.start && place.end <= statement.span.end;
        let sound = planner.errors.is_empty() && !unread.iter().any(within);
        if let Some((query, explain)) = planned.filter(|_| sound) {
            let names = planner.names;
            plans.push(Plan {
                query,
                names,
                explain,
            });
        }
        for diagnostic in planner.errors.into_iter().chain(planner.warnings) {
            // A query that is used twice is wrong once.
            if !found.iter().any(|earlier| is_same(earlier, &diagnostic)) {
                found.push(diagnostic);
            }
        }
    }
    if !found.iter().any(|one| one.severity == Severity::Error) {
        if plans.is_empty() {
            definitions.asked_nothing(source, &mut found);
        } else {
            definitions.unused(source, &mut found);
        }
    }
    found.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.span));
    Planned {
        plans,
        report: Report { diagnostics: found },
    }
}

fn is_same(a: &Diagnostic, b: &Diagnostic) -> bool {
    let places = |of: &Diagnostic| of.labels.iter().map(|label| label.span).collect::<Vec<_>>();
    (a.code, &a.message, places(a)) == (b.code, &b.message, places(b))
}

/// Returns the main place of each diagnostic that has one.
fn places(found: &[Diagnostic]) -> impl Iterator<Item = Span> {
    found
        .iter()
        .filter_map(|diagnostic| diagnostic.labels.first())
        .map(|label| label.span)
}

/// Tells whether a name is that of a collection or of a part of one.
pub(super) fn is_collection(name: &str) -> bool {
    collection(name).is_some()
}

/// Returns the kind of a collection, and the view of it that bears the name.
pub(super) fn collection(name: &str) -> Option<(Kind, Option<&'static View>)> {
    let named = |kind: &Kind| kind.collection().eq_ignore_ascii_case(name);
    if let Some(kind) = Kind::ALL.into_iter().find(named) {
        return Some((kind, None));
    }
    Kind::ALL.into_iter().find_map(|kind| {
        let view = kind
            .schema()
            .views
            .iter()
            .find(|view| view.name.eq_ignore_ascii_case(name))?;
        Some((kind, Some(view)))
    })
}

/// The rows a pipeline has so far: what names mean on them, and what of them is shown.
pub(super) struct Rows {
    from: Kind,
    start: Option<Path>,
    pub(super) stages: Vec<Stage>,
    pub(super) scope: Scope,
    pub(super) visible: Vec<Output>,
    /// What the rows are sorted by, as far as it is still there.
    pub(super) sorted: Vec<SortKey>,
}

impl Rows {
    pub(super) fn into_query(self) -> Query {
        Query {
            from: self.from,
            start: self.start,
            carried: Vec::new(),
            stages: self.stages,
            output: self.visible,
            node: self.scope.kind,
        }
    }

    /// Goes over to rows that are records no more, with these columns.
    pub(super) fn become_table(&mut self, outputs: &[Output]) {
        self.scope = Scope::table(outputs).within(self.scope.around.as_ref());
        self.sorted.clear();
        let column = |(place, output): (usize, &Output)| Output {
            name: output.name.clone(),
            expr: Expr::column(place, output.expr.ty, output.expr.many),
        };
        self.visible = outputs.iter().enumerate().map(column).collect();
    }
}

impl Planner<'_> {
    /// Plans a statement's query; tells whether its plan is asked for instead of its answer.
    fn whole(&mut self, query: &tree::Query) -> Option<(Query, bool)> {
        let Some((last, before)) = query
            .stages
            .split_last()
            .filter(|(last, _)| last.kind == tree::StageKind::Explain)
        else {
            return self.lone_query(query).map(|query| (query, false));
        };
        debug_assert_eq!(last.kind, tree::StageKind::Explain);
        let shorter = tree::Query {
            stages: before.to_vec(),
            ..query.clone()
        };
        self.lone_query(&shorter).map(|query| (query, true))
    }

    fn lone_query(&mut self, query: &tree::Query) -> Option<Query> {
        self.rows(query, None).map(Rows::into_query)
    }

    /// Plans a query in brackets at a row, which may speak of that row by its name.
    pub(super) fn subquery(&mut self, query: &tree::Query, scope: &Scope) -> Option<Query> {
        let around = scope.around();
        let rows = self.rows(query, Some(&around))?;
        Some(Query {
            carried: around.take(),
            ..rows.into_query()
        })
    }

    /// Plans a query as far as its rows and what names mean on them.
    pub(super) fn rows(
        &mut self,
        query: &tree::Query,
        around: Option<&Rc<Around>>,
    ) -> Option<Rows> {
        let mut tails = query.tails.as_slice();
        let mut rows = match &query.head {
            tree::Head::Name(name) => match self.named_query(name) {
                Some(rows) => rows?,
                None if around.is_some_and(|around| around.calls_row(&name.text)) => {
                    self.from_row(name, std::mem::take(&mut tails), around)?
                }
                None => self.head(name)?,
            },
            tree::Head::Query(inner) => {
                self.deeper(inner.span, |planner| planner.rows(inner, around))?
            }
        };
        rows.scope.around = around.cloned();
        self.reach(tails, query.span, &mut rows)?;
        let mut sound = match &query.alias {
            Some(alias) => self.call_row(alias, &mut rows.scope).is_some(),
            None => true,
        };
        if let Some(filter) = &query.filter {
            sound &= self.filter_stage(filter, &mut rows).is_some();
        }
        for stage in &query.stages {
            // A stage that fails leaves the columns before it, so that the others are still read.
            sound &= self.stage(stage, &mut rows).is_some();
            sound &= self.can_be_asked_of_each_row(stage, around).is_some();
        }
        sound.then_some(rows)
    }

    fn head(&mut self, name: &tree::Name) -> Option<Rows> {
        let Some((kind, view)) = collection(&name.text) else {
            self.unknown_collection(name);
            return None;
        };
        let mut stages = Vec::new();
        if let Some(view) = view {
            let field = tree::Name {
                text: "kind".to_owned(),
                span: name.span,
            };
            let value = self.field(Expr::row(kind), &field)?;
            let Type::Word(vocabulary) = value.ty else {
                unreachable!("a view is of records with a kind")
            };
            let codes = view
                .kinds
                .iter()
                .filter_map(|word| vocabulary.code(word))
                .collect();
            stages.push(Stage::Where(
                Predicate::Test(value, Test::Words(codes), name.span),
                name.span,
            ));
        }
        let visible = self.shown(kind);
        Some(Rows {
            from: kind,
            start: None,
            stages,
            scope: Scope::of(kind),
            visible,
            sorted: Vec::new(),
        })
    }

    /// Plans the path from a row around that a query starts from.
    fn from_row(
        &mut self,
        name: &tree::Name,
        tails: &[tree::Tail],
        around: Option<&Rc<Around>>,
    ) -> Option<Rows> {
        let place = Scope::table(&[]).within(around);
        let row = place.row_called(&name.text)?;
        let expr = self.tails(row, tails, &place)?;
        let span = tails.last().map_or(name.span, |tail| match tail {
            tree::Tail::Field(field) => field.span,
            tree::Tail::Filter(_, span) => *span,
        });
        let (path, kind) = self.path_to_records(expr, span)?;
        let visible = self.shown(kind);
        Some(Rows {
            from: kind,
            start: Some(path),
            stages: Vec::new(),
            scope: Scope::of(kind),
            visible,
            sorted: Vec::new(),
        })
    }

    /// Reports a stage that speaks of all rows where each row around has its own.
    fn can_be_asked_of_each_row(
        &mut self,
        stage: &tree::Stage,
        around: Option<&Rc<Around>>,
    ) -> Option<()> {
        let of_all = match stage.kind {
            tree::StageKind::Where(_)
            | tree::StageKind::Select(_)
            | tree::StageKind::Derive(_)
            | tree::StageKind::Drop(_)
            | tree::StageKind::Sort(_)
            | tree::StageKind::Distinct(_) => false,
            tree::StageKind::Group(..)
            | tree::StageKind::Aggregate(_)
            | tree::StageKind::Count(_)
            | tree::StageKind::Take { .. }
            | tree::StageKind::Skip(_)
            | tree::StageKind::Combine(..)
            | tree::StageKind::Describe
            | tree::StageKind::Explain => true,
        };
        if !of_all || !around.is_some_and(|around| around.is_read()) {
            return Some(());
        }
        let message = "this stage speaks of all rows, and the query has others for each row around";
        let diagnostic = self.error("stage-of-all", stage.span, message);
        diagnostic
            .helps
            .push("put it before what reads the row around, or count along a path: count(reports[…])".to_owned());
        None
    }

    fn unknown_collection(&mut self, name: &tree::Name) {
        let views = || {
            Kind::ALL
                .into_iter()
                .flat_map(|kind| kind.schema().views.iter().map(|view| view.name))
        };
        let mut known: Vec<&str> = Kind::ALL.into_iter().map(Kind::collection).collect();
        known.extend(views());
        known.extend(self.definitions.queries());
        let names = || known.iter().copied();
        let near = Kind::ALL
            .into_iter()
            .find(|kind| name.is(kind.schema().singular))
            .map(Kind::collection)
            .or_else(|| nearest(&name.text, names()));
        let diagnostic = self.error(
            "unknown-collection",
            name.span,
            format!("there is no collection ‘{}’", name.text),
        );
        diagnostic
            .helps
            .extend(near.map(|near| format!("did you mean ‘{near}’?")));
        diagnostic
            .helps
            .push(format!("the collections are {}", quoted_list(names())));
    }

    /// Plans the fields and filters straight behind a head.
    fn reach(&mut self, tails: &[tree::Tail], span: Span, rows: &mut Rows) -> Option<()> {
        if tails.is_empty() {
            return Some(());
        }
        let Some(kind) = rows.scope.kind else {
            self.error(
                "not-records",
                span,
                "these rows are records no more; a field can't be followed from them",
            );
            return None;
        };
        let expr = self.tails(Expr::row(kind), tails, &rows.scope)?;
        let (path, to) = self.path_to_records(expr, span)?;
        rows.stages.push(Stage::Reach(path.steps, to));
        rows.scope = Scope::of(to).within(rows.scope.around.as_ref());
        rows.visible = self.shown(to);
        rows.sorted.clear();
        Some(())
    }

    /// Plans the fields and filters behind an expression.
    fn tails(&mut self, mut expr: Expr, tails: &[tree::Tail], scope: &Scope) -> Option<Expr> {
        for tail in tails {
            expr = match tail {
                tree::Tail::Field(name) => self.field(expr, name)?,
                tree::Tail::Filter(filter, _) => self.filter(expr, filter, scope)?,
            };
        }
        Some(expr)
    }

    /// Returns the path that leads to records, and their kind.
    fn path_to_records(&mut self, expr: Expr, span: Span) -> Option<(Path, Kind)> {
        if let (ExprKind::Path(path), Type::Record(to)) = (expr.kind, expr.ty)
            && matches!(path.leaf, Leaf::Itself)
        {
            return Some((path, Kind::from_number(to)));
        }
        let diagnostic = self.error(
            "not-records",
            span,
            "a query starts from records, and this path ends at values",
        );
        diagnostic
            .helps
            .push("take the values with: | select …".to_owned());
        None
    }

    fn filter_stage(&mut self, filter: &tree::Expr, rows: &mut Rows) -> Option<()> {
        self.lint(filter, &rows.scope);
        let predicate = self.predicate(filter, &rows.scope)?;
        self.lint_planned(&predicate);
        let span = self.place(filter.span);
        rows.stages.push(Stage::Where(predicate, span));
        Some(())
    }

    fn stage(&mut self, stage: &tree::Stage, rows: &mut Rows) -> Option<()> {
        match &stage.kind {
            tree::StageKind::Where(filter) => self.filter_stage(filter, rows),
            tree::StageKind::Select(items) => {
                let outputs = self.items(items, &rows.scope)?;
                rows.become_table(&outputs);
                rows.stages.push(Stage::Select(outputs));
                Some(())
            }
            tree::StageKind::Derive(items) => self.derive(items, rows),
            tree::StageKind::Drop(names) => {
                self.drop_columns(names, &mut rows.scope, &mut rows.visible);
                Some(())
            }
            tree::StageKind::Group(keys, aggregates) => self.group(keys, aggregates, rows),
            tree::StageKind::Aggregate(aggregates) => self.group(&[], aggregates, rows),
            tree::StageKind::Count(keys) => self.count(keys, rows),
            tree::StageKind::Sort(keys) => {
                let planned: Vec<_> = keys
                    .iter()
                    .map(|key| self.sort_key(key, &rows.scope))
                    .collect();
                let keys: Vec<SortKey> = planned.into_iter().collect::<Option<_>>()?;
                rows.sorted = keys.clone();
                rows.stages.push(Stage::Sort(keys));
                Some(())
            }
            tree::StageKind::Take { count, ties, per } => {
                let (number, per) = (
                    self.whole_number(count, &rows.scope),
                    self.items(per, &rows.scope),
                );
                if *ties && rows.sorted.is_empty() {
                    let diagnostic = self.error(
                        "ties-unsorted",
                        stage.span,
                        "‘with ties’ needs rows in an order",
                    );
                    diagnostic
                        .helps
                        .push("sort them first: | sort … | take … with ties".to_owned());
                }
                let ties = if *ties {
                    rows.sorted.clone()
                } else {
                    Vec::new()
                };
                let per = per?.into_iter().map(|output| output.expr).collect();
                rows.stages.push(Stage::Take {
                    count: number?,
                    ties,
                    per,
                });
                Some(())
            }
            tree::StageKind::Skip(count) => {
                let count = self.whole_number(count, &rows.scope)?;
                rows.stages.push(Stage::Skip(count));
                Some(())
            }
            tree::StageKind::Distinct(items) => self.distinct(items, rows),
            tree::StageKind::Combine(how, query) => self.combine(*how, query, rows),
            tree::StageKind::Describe => {
                self.describe(rows);
                Some(())
            }
            tree::StageKind::Explain => {
                let diagnostic = self.error(
                    "explain-not-last",
                    stage.span,
                    "‘explain’ stands at the end of a whole query",
                );
                diagnostic.helps.push("move it to the end".to_owned());
                None
            }
        }
    }

    fn whole_number(&mut self, count: &tree::Expr, scope: &Scope) -> Option<usize> {
        let value = self.value(count, scope)?;
        if let ExprKind::Constant(Constant::Number(range, None)) = &value.kind {
            let number = range.lo.get();
            if range.is_exact()
                && number >= 0.0
                && number.fract() == 0.0
                && number <= f64::from(u32::MAX)
            {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "checked just above"
                )]
                return Some(number as usize);
            }
        }
        self.error(
            "not-a-count",
            count.span,
            "a number of rows is a whole number, written out",
        )
        .helps
        .push("write: take 10".to_owned());
        None
    }
}
