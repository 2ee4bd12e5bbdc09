//! What names mean at one place of a text, for completion.
//!
//! The text is planned as ever, with something that holds the place. When the planner comes by, the
//! scope there is kept; on the way back out, what the query has done to its rows up to the place.

use std::sync::Arc;

use super::definitions::Definitions;
use super::query::Rows;
use super::scope::{Planner, Scope};
use super::setting::{Inputs, Setting};
use super::{Expr, ExprKind, Path, Plan, Predicate, Query, Root, Stage};
use crate::diagnostic::{Source, Span, nearest};
use crate::model::Kind;
use crate::syntax::{NAMELESS, tree};
use crate::value::Type;

/// What is asked of a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked {
    /// What holds the place.
    pub(crate) at: Span,
    /// The expression that stands beside it, whose type is asked.
    pub(crate) beside: Option<Span>,
    /// Fields of the rows there that are asked for by their names.
    pub(crate) fields: &'static [&'static str],
}

/// What is known at a place.
#[derive(Debug)]
pub(crate) struct Place {
    /// The names that mean something there, the columns before the fields.
    pub(crate) names: Vec<Known>,
    /// The columns that are shown there.
    pub(crate) shown: Vec<Known>,
    /// Whether a condition is wanted there.
    pub(crate) test: bool,
    /// What stands before the dot there.
    pub(crate) base: Option<Expr>,
    /// The columns of the row that stands before the dot there.
    pub(crate) columns: Vec<Known>,
    /// The expression that stands beside it.
    pub(crate) beside: Option<Expr>,
    /// What the rows have of the fields that are asked for.
    pub(crate) fields: Vec<Expr>,
    /// The kind of the records that come to the place.
    pub(crate) kind: Option<Kind>,
    /// The query up to the place, whose rows are those that come to it.
    pub(crate) rows: Option<Plan>,
    /// What places in the plan are places in.
    pub(crate) source: Arc<Source>,
}

/// A name that means something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    /// The name.
    pub(crate) name: String,
    /// What it is the name of.
    pub(crate) what: What,
    /// The type of its values.
    pub(crate) ty: Type,
    /// Whether it may have several.
    pub(crate) many: bool,
    /// What is said of it.
    pub(crate) help: &'static str,
}

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// A column that a stage made.
    Column,
    /// A field of the records.
    Field,
    /// A row.
    Row,
}

/// What a planner looks for, and what it has found of it.
pub(super) struct Watch {
    asked: Asked,
    /// What names mean at the place.
    scope: Option<Scope>,
    /// What they mean where its stage begins.
    stage: Option<Scope>,
    shown: Vec<Known>,
    test: bool,
    base: Option<Expr>,
    columns: Vec<Known>,
    beside: Option<Expr>,
    /// What has been done to the rows since the stage began, the last first.
    narrowed: Vec<Stage>,
    rows: Option<Plan>,
    /// The kind of these rows.
    kind: Option<Kind>,
}

/// Finds what is known at a place of a text; none where the planner does not come by.
pub(crate) fn place(source: &Arc<Source>, asked: Asked, inputs: &Inputs<'_>) -> Option<Place> {
    let setting = Setting::read(source, inputs, true);
    let holds = |statement: &&tree::Statement| covers(statement.span, asked.at);
    let statement = setting.file.statements.iter().find(holds)?;
    let definitions = Definitions::collect(&setting.file, &setting.source, &mut Vec::new());
    let mut planner = setting.planner(&definitions, inputs);
    planner.watch = Some(Watch::new(asked));
    match &statement.kind {
        tree::StatementKind::Query(query) => drop(planner.rows(query, None)),
        tree::StatementKind::Let(own) => drop(planner.rows(&own.query, None)),
        tree::StatementKind::Def(_) | tree::StatementKind::Param(_) => {}
    }
    let watch = planner.watch.take()?;
    let kind = watch.kind;
    let fields = kind.map_or_else(Vec::new, |kind| {
        let fields = asked.fields.iter();
        let fields = fields.filter(|name| kind.field(name).is_some());
        fields
            .filter_map(|name| planner.field_of(Expr::row(kind), kind, name, Span::default()))
            .collect()
    });
    // Columns that its stage is about to make are not there yet to be counted.
    let made = |scope: &Option<Scope>| scope.as_ref().map_or(0, |scope| scope.columns.len());
    let early = made(&watch.scope) > made(&watch.stage);
    let outer = watch.beside.as_ref();
    let outer = outer.is_some_and(|beside| beside.reads().outer);
    let rows = watch.rows.filter(|_| !early && !outer);
    let scope = watch.scope.or(watch.stage)?;
    Some(Place {
        names: scope.known(),
        shown: watch.shown,
        test: watch.test,
        base: watch.base,
        columns: watch.columns,
        beside: watch.beside,
        fields,
        kind,
        rows,
        source: Arc::clone(&setting.source),
    })
}

/// Returns the fields of a kind.
pub(crate) fn fields(kind: Kind) -> Vec<Known> {
    Scope::of(kind).known()
}

/// Takes out the sorting that no later stage looks at: rows are counted in any order.
fn drop_order(stages: &mut Vec<Stage>) {
    let looks = |stage: &Stage| {
        !matches!(
            stage,
            Stage::Where(..)
                | Stage::Reach(..)
                | Stage::Select(_)
                | Stage::Derive(_)
                | Stage::Sort(_)
                | Stage::Expand { .. }
        )
    };
    let last = stages.iter().rposition(looks).map_or(0, |last| last + 1);
    let behind = stages.split_off(last);
    stages.extend(
        behind
            .into_iter()
            .filter(|stage| !matches!(stage, Stage::Sort(_))),
    );
}

fn covers(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

impl Watch {
    fn new(asked: Asked) -> Watch {
        Watch {
            asked,
            scope: None,
            stage: None,
            shown: Vec::new(),
            test: false,
            base: None,
            columns: Vec::new(),
            beside: None,
            narrowed: Vec::new(),
            rows: None,
            kind: None,
        }
    }

    /// Tells whether the planner is on its way back from the place, and its query goes on.
    fn is_behind(&self, span: Span) -> bool {
        self.scope.is_some() && self.rows.is_none() && covers(span, self.asked.at)
    }
}

impl Scope {
    /// Returns every name that means something, the row's own names first.
    fn known(&self) -> Vec<Known> {
        let mut known: Vec<Known> = self
            .columns
            .iter()
            .rev()
            .filter_map(|info| {
                let name = info.name.as_deref()?;
                let written = !name.starts_with(char::is_control);
                written.then(|| Known {
                    name: name.to_owned(),
                    what: What::Column,
                    ty: info.ty,
                    many: info.many,
                    help: "",
                })
            })
            .collect();
        known.reverse();
        let fields = self.kind.map_or(&[][..], |kind| kind.schema().fields);
        for field in fields
            .iter()
            .filter(|field| self.column(field.name).is_none())
        {
            known.push(Known {
                name: field.name.to_owned(),
                what: What::Field,
                ty: field.ty,
                many: field.many,
                help: field.help,
            });
        }
        known.extend(self.rows_called().into_iter().map(|(name, kind)| Known {
            name,
            what: What::Row,
            ty: kind.reference(),
            many: false,
            help: "",
        }));
        known
    }
}

impl Planner<'_> {
    /// Keeps the scope where an expression holds the place that is watched.
    pub(super) fn pass(&mut self, span: Span, scope: &Scope, test: bool) {
        if self.holds_watched(span)
            && let Some(watch) = &mut self.watch
            && watch.scope.is_none()
        {
            watch.scope = Some(scope.clone());
            watch.test = test;
        }
    }

    /// Keeps what stands before the dot where a name holds the place that is watched; tells whether
    /// it does.
    pub(super) fn pass_field(&mut self, base: &Expr, name: Span) -> bool {
        let holds = self.holds_watched(name);
        if let Some(watch) = self.watch.as_mut().filter(|_| holds) {
            watch.base = Some(base.clone());
        }
        holds
    }

    /// Keeps the columns of the row that stands before the dot where a name holds the place.
    pub(super) fn pass_row(&mut self, row: &str, name: Span, scope: &Scope) {
        if self.holds_watched(name)
            && let Some(watch) = &mut self.watch
            && let Some(called) = scope.called(row)
        {
            watch.columns = called.known();
            watch.columns.retain(|known| known.what == What::Column);
        }
    }

    /// Tells whether something holds the place that is watched.
    pub(super) fn holds_watched(&self, span: Span) -> bool {
        let watch = self.watch.as_ref().filter(|_| self.expanding.is_none());
        watch.is_some_and(|watch| watch.asked.at == span)
    }

    /// Keeps an expression that stands beside the place that is watched.
    pub(super) fn pass_beside(&mut self, span: Span, expr: impl FnOnce(&mut Self) -> Option<Expr>) {
        let is_asked = |watch: &Watch| watch.asked.beside == Some(span) && watch.beside.is_none();
        if self.expanding.is_none() && self.watch.as_ref().is_some_and(is_asked) {
            let beside = expr(self);
            if let Some(watch) = &mut self.watch {
                watch.beside = beside;
            }
        }
    }

    /// Tells whether a place is watched, and a name that means nothing may be a text without quotes.
    pub(super) fn is_meant_name(&self, name: &str) -> bool {
        self.watch.is_some() && name != NAMELESS
    }

    /// Returns what is likely meant by a name that means nothing, where a place is watched.
    pub(super) fn near_name(&mut self, name: &str, span: Span, scope: &Scope) -> Option<Expr> {
        self.watch.as_ref()?;
        // Other languages name the collection before a field.
        if let Some(kind) = scope.kind.filter(|kind| kind.collection() == name) {
            return Some(Expr::row(kind));
        }
        let near = nearest(name, scope.names())?.to_owned();
        self.name(&near, span, scope)
    }

    /// Notes that what comes to the place has passed conditions.
    pub(super) fn narrow(
        &mut self,
        whole: Span,
        parts: &[tree::Expr],
        planned: &[Option<Predicate>],
    ) {
        let Some(watch) = self.watch.as_mut().filter(|watch| watch.is_behind(whole)) else {
            return;
        };
        let at = watch.asked.at;
        let before = parts.iter().zip(planned);
        let before = before.take_while(|(part, _)| part.span.end <= at.start);
        let passed: Vec<Predicate> = before.filter_map(|(_, test)| test.clone()).collect();
        if !passed.is_empty() {
            watch
                .narrowed
                .push(Stage::Where(Predicate::And(passed), whole));
        }
    }

    /// Leaves out what could not be planned of conditions that rows must pass on their way to the
    /// place that is watched.
    pub(super) fn without_broken(&self, planned: &mut Vec<Option<Predicate>>) {
        if self.watch.is_some() && self.negations == 0 && planned.iter().any(Option::is_some) {
            planned.retain(Option::is_some);
        }
    }

    /// Notes that what comes to the place was reached along a path, behind which the place stands
    /// in a filter.
    pub(super) fn narrow_along(&mut self, base: &Expr, kind: Kind, filter: Span) {
        let Some(watch) = self.watch.as_mut().filter(|watch| watch.is_behind(filter)) else {
            return;
        };
        watch.kind = watch.kind.or(Some(kind));
        let reached = match &base.kind {
            ExprKind::Path(Path {
                root: Root::Row(_),
                steps,
                ..
            }) => Some(Stage::Reach(steps.clone(), kind)),
            _from_elsewhere => None,
        };
        if let Some(reached) = reached.filter(|reached| !reached.reads_outer()) {
            watch.narrowed.push(reached);
        } else {
            let stages = std::mem::take(&mut watch.narrowed);
            self.end_watch(Rows::whole(kind), stages);
        }
    }

    /// Notes what names mean where a part of a query begins that holds the place.
    pub(super) fn begin_part(&mut self, span: Span, rows: &Rows) {
        if let Some(watch) = self
            .watch
            .as_mut()
            .filter(|watch| covers(span, watch.asked.at))
        {
            watch.stage = Some(rows.scope.clone());
            watch.shown = Scope::table(&rows.visible).known();
        }
    }

    /// Ends the watch behind the part of a query that holds the place: keeps the query as it was
    /// before the part, so many stages and views of it.
    pub(super) fn end_part(&mut self, span: Span, rows: &Rows, stages: usize, views: usize) {
        let Some(watch) = self.watch.as_mut() else {
            return;
        };
        if watch.rows.is_some() || !covers(span, watch.asked.at) {
            return;
        }
        let narrowed = std::mem::take(&mut watch.narrowed);
        let own = watch.stage.as_ref().and_then(|scope| scope.kind);
        watch.kind = watch.kind.or(own);
        let mut before = Rows::whole(rows.from);
        before.views = rows.views.iter().take(views).copied().collect();
        before.stages = rows.stages.iter().take(stages).cloned().collect();
        self.end_watch(before, narrowed);
    }

    fn end_watch(&mut self, mut rows: Rows, narrowed: Vec<Stage>) {
        rows.stages.extend(narrowed.into_iter().rev());
        // Alone, the query has no rows around it.
        rows.stages.retain(|stage| !stage.reads_outer());
        drop_order(&mut rows.stages);
        let mut names = self.names.clone();
        // A name that nothing bears yet is no reason to know nothing.
        names.iter_mut().for_each(|name| name.widens = false);
        let mut searches = self.searches.clone();
        searches.iter_mut().for_each(|search| search.widens = false);
        let plan = Plan {
            query: Query {
                output: Vec::new(),
                node: None,
                ..rows.into_query()
            },
            names,
            searches,
            written: Vec::new(),
            views: self.views.clone(),
            explain: None,
        };
        if let Some(watch) = &mut self.watch {
            watch.rows = Some(plan);
        }
    }
}
