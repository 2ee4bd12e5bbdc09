//! Statements and stages.

use std::rc::Rc;
use std::sync::Arc;

use super::alias::Around;
use super::definitions::Definitions;
use super::params::misnamed;
use super::scope::{Planner, Scope};
use super::setting::{Inputs, Setting};
use super::totals::Ended;
use super::view::BEFORE;
use super::window::has_windows;
use super::{Constant, Expr, ExprKind, Output, Path, Plan, Query, SortKey, Stage};
use crate::diagnostic::{Diagnostic, Report, Severity, Source, Span};
use crate::model::Kind;
use crate::syntax::tree;

/// What a text's queries come to.
#[derive(Clone, Debug)]
pub struct Planned {
    /// The plans of the queries that are sound, in order.
    pub plans: Vec<Plan>,
    /// Every error of the others, and every warning.
    pub report: Report,
    /// What places in them are places in: the text and, behind it, what was asked before.
    pub source: Arc<Source>,
}

/// Plans every query of a text.
pub fn plan(source: &Arc<Source>, inputs: &Inputs<'_>) -> Planned {
    let mut setting = Setting::read(source, inputs, false);
    let mut found = std::mem::take(&mut setting.found);
    let (source, file, end) = (&setting.source, &setting.file, setting.end);
    let definitions = Definitions::collect(file, source, &mut found);
    let unread: Vec<Span> = places(&found).collect();
    let mut plans = Vec::new();
    let (asked, defined): (Vec<_>, Vec<_>) = file
        .statements
        .iter()
        .partition(|statement| matches!(statement.kind, tree::StatementKind::Query(_)));
    let own = |statement: &&tree::Statement| statement.span.range().start < end;
    for statement in asked.into_iter().chain(defined).filter(own) {
        let mut planner = setting.planner(&definitions, inputs);
        let planned = match &statement.kind {
            tree::StatementKind::Query(query) => planner.whole(query),
            // What is wrong with it is wrong whether it is used or not.
            tree::StatementKind::Let(own) if !definitions.is_used(&own.name) => {
                planner.rows(&own.query, None).and(None)
            }
            tree::StatementKind::Param(param) => {
                planner.declaration(param);
                None
            }
            tree::StatementKind::Let(_) | tree::StatementKind::Def(_) => None,
        };
        let within =
            |place: &Span| place.start >= statement.span.start && place.end <= statement.span.end;
        let sound = planner.errors.is_empty() && !unread.iter().any(within);
        if let Some((query, explain)) = planned.filter(|_| sound) {
            plans.push(Plan {
                query,
                names: planner.names,
                searches: planner.searches,
                views: planner.views,
                written: planner.written,
                explain,
            });
        }
        for diagnostic in planner.errors.into_iter().chain(planner.warnings) {
            // What stands before something unread is not all of what was meant.
            let is_cut = diagnostic.code == "not-a-condition"
                && diagnostic
                    .labels
                    .iter()
                    .any(|label| ends_unread(label.span, &unread, source));
            // A query that is used twice is wrong once.
            if !is_cut && !found.iter().any(|earlier| is_same(earlier, &diagnostic)) {
                found.push(diagnostic);
            }
        }
    }
    misnamed(&setting.params, source, end, &mut found);
    // What is defined in a conversation may be used later.
    let is_whole = inputs.before.is_none();
    if is_whole && !found.iter().any(|one| one.severity == Severity::Error) {
        if plans.is_empty() {
            definitions.asked_nothing(source, end, &mut found);
        } else {
            definitions.unused(source, end, &mut found);
        }
    }
    found.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.span));
    Planned {
        plans,
        report: Report { diagnostics: found },
        source: Arc::clone(source),
    }
}

/// Tells whether only white space stands between a place and one that could not be read.
fn ends_unread(span: Span, unread: &[Span], source: &Source) -> bool {
    unread.iter().any(|unread| {
        let between = source.text.get(span.range().end..unread.range().start);
        between.is_some_and(|between| between.trim().is_empty())
    })
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

/// The rows a pipeline has so far: what names mean on them, and what of them is shown.
pub(super) struct Rows {
    pub(super) from: Kind,
    pub(super) start: Option<Path>,
    /// The views they are seen under, by their places in the plan.
    pub(super) views: Vec<usize>,
    pub(super) stages: Vec<Stage>,
    pub(super) scope: Scope,
    pub(super) visible: Vec<Output>,
    /// What the rows are sorted by, as far as it is still there.
    pub(super) sorted: Vec<SortKey>,
    /// Whether the rows are in an order that the query asks for.
    pub(super) ordered: bool,
    /// Whether one record may be several rows.
    pub(super) multiplied: bool,
    /// What ended them, so that nothing may be asked of them any more.
    pub(super) ended: Option<Ended>,
}

impl Rows {
    /// Makes those of a whole collection, of which nothing is shown yet.
    pub(super) fn whole(kind: Kind) -> Rows {
        Rows {
            from: kind,
            start: None,
            views: Vec::new(),
            stages: Vec::new(),
            scope: Scope::of(kind),
            visible: Vec::new(),
            sorted: Vec::new(),
            ordered: false,
            multiplied: false,
            ended: None,
        }
    }

    pub(super) fn into_query(self) -> Query {
        Query {
            from: self.from,
            start: self.start,
            carried: Vec::new(),
            views: self.views,
            stages: self.stages,
            output: self.visible,
            node: self.scope.kind,
        }
    }

    /// Goes over to rows that are records no more, with these columns.
    pub(super) fn become_table(&mut self, outputs: &[Output]) {
        self.scope = Scope::table(outputs).within(self.scope.around.as_ref());
        self.sorted.clear();
        self.multiplied = false;
        let column = |(place, output): (usize, &Output)| Output {
            name: output.name.clone(),
            expr: Expr::column(place, output.expr.ty, output.expr.many),
        };
        self.visible = outputs.iter().enumerate().map(column).collect();
    }
}

impl Planner<'_> {
    /// Plans a statement's query; tells whether its plan is asked for in the place of its answer.
    pub(super) fn whole(&mut self, query: &tree::Query) -> Option<(Query, Option<tree::Explain>)> {
        if let Some((last, before)) = query.stages.split_last()
            && let tree::StageKind::Explain(explain) = last.kind
        {
            let shorter = tree::Query {
                stages: before.to_vec(),
                ..query.clone()
            };
            let planned = self.lone_query(&shorter)?;
            return Some((planned, Some(explain)));
        }
        self.lone_query(query).map(|query| (query, None))
    }

    /// Plans a query that stands alone.
    pub(super) fn lone_query(&mut self, query: &tree::Query) -> Option<Query> {
        self.rows(query, None).map(Rows::into_query)
    }

    /// Plans a query in brackets at a row, which may speak of that row by its name.
    pub(super) fn subquery(&mut self, query: &tree::Query, scope: &Scope) -> Option<Query> {
        let around = scope.around();
        let rows = self.rows(query, Some(&around))?;
        self.asked_on(query.span, &rows)?;
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
            tree::Head::Name(name) if name.is(BEFORE) => self.before(name.span)?,
            tree::Head::Name(name) => match self.named_query(name) {
                Some(rows) => rows?,
                None if around.is_some_and(|around| around.calls_row(&name.text)) => {
                    self.start_at_row(name, std::mem::take(&mut tails), around)?
                }
                None => self.head(name)?,
            },
            tree::Head::Query(inner) => {
                self.deeper(inner.span, |planner| planner.rows(inner, around))?
            }
        };
        if !tails.is_empty() || query.alias.is_some() || query.filter.is_some() {
            self.asked_on(query.span, &rows)?;
        }
        rows.scope.around = around.cloned();
        let (stages, views) = (rows.stages.len(), rows.views.len());
        self.begin_part(query.span, &rows);
        let reached = self.reach(tails, query.span, &mut rows);
        for tail in tails {
            if let tree::Tail::Filter(filter, _) = tail {
                self.end_part(filter.span, &rows, stages, views);
            }
        }
        reached?;
        let mut sound = self.views(&query.views, &mut rows).is_some();
        for (place, view) in query.views.iter().enumerate() {
            self.end_part(view.span, &rows, rows.stages.len(), views + place);
        }
        if let Some(alias) = &query.alias {
            sound &= self.call_row(alias, &mut rows.scope).is_some();
        }
        if let Some(filter) = &query.filter {
            let stages = rows.stages.len();
            self.begin_part(filter.span, &rows);
            sound &= self.filter_stage(filter, &mut rows).is_some();
            self.end_part(filter.span, &rows, stages, rows.views.len());
        }
        for stage in &query.stages {
            let stages = rows.stages.len();
            self.begin_part(stage.span, &rows);
            // A stage that fails leaves the columns before it, so that the others are still read.
            sound &= self.stage(stage, &mut rows).is_some();
            self.end_part(stage.span, &rows, stages, rows.views.len());
            sound &= self.can_be_asked_of_each_row(stage, around).is_some();
        }
        sound.then_some(rows)
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
            | tree::StageKind::Drop(_)
            | tree::StageKind::Expand { .. }
            | tree::StageKind::Sort(_)
            | tree::StageKind::Distinct(_) => false,
            tree::StageKind::Derive { ref items, .. } => has_windows(items),
            tree::StageKind::Group(..)
            | tree::StageKind::Aggregate(_)
            | tree::StageKind::Count(_)
            | tree::StageKind::Take { .. }
            | tree::StageKind::Skip(_)
            | tree::StageKind::Search { .. }
            | tree::StageKind::Combine(..)
            | tree::StageKind::Assert(_)
            | tree::StageKind::Describe
            | tree::StageKind::Totals
            | tree::StageKind::Pivot(_)
            | tree::StageKind::Explain(_) => true,
        };
        if !of_all || !around.is_some_and(|around| around.is_read()) {
            return Some(());
        }
        let message = "this stage speaks of all rows, and the query has others for each row around";
        let diagnostic = self.error("stage-of-all", stage.span, message);
        diagnostic.helps.push(
            "put it before what reads the row around, or count along a path: count(reports[…])"
                .to_owned(),
        );
        None
    }

    fn filter_stage(&mut self, filter: &tree::Expr, rows: &mut Rows) -> Option<()> {
        self.lint(filter, &rows.scope);
        let predicate = self.predicate(filter, &rows.scope)?;
        self.lint_planned(&predicate);
        let span = self.place(filter.span);
        let written = self.written_parts(filter, &predicate);
        self.written.push((span, written));
        rows.stages.push(Stage::Where(predicate, span));
        Some(())
    }

    fn stage(&mut self, stage: &tree::Stage, rows: &mut Rows) -> Option<()> {
        self.may_follow(stage, rows)?;
        match &stage.kind {
            tree::StageKind::Where(filter) => self.filter_stage(filter, rows),
            tree::StageKind::Select(items) => {
                let outputs = self.items(items, &rows.scope)?;
                rows.become_table(&outputs);
                rows.stages.push(Stage::Select(outputs));
                Some(())
            }
            tree::StageKind::Derive { items, per } => self.derive(items, per, rows),
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
                rows.ordered = true;
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
            tree::StageKind::Expand {
                optional,
                path,
                label,
            } => self.expanded(*optional, path, label.as_ref(), rows),
            tree::StageKind::Search { words, path } => self.ranked(words, path.as_ref(), rows),
            tree::StageKind::Combine(how, query) => self.combine(*how, query, rows),
            tree::StageKind::Assert(test) => self.asserted(test, rows),
            tree::StageKind::Totals => self.totals(stage.span, rows),
            tree::StageKind::Pivot(pivot) => self.pivot(pivot, rows),
            tree::StageKind::Describe => {
                self.describe(rows);
                Some(())
            }
            tree::StageKind::Explain(_) => {
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
