//! Statements and stages.

use std::sync::Arc;

use indexmap::IndexMap;

use super::scope::{ColumnInfo, Planner, Scope};
use super::{
    Call, Constant, Expr, ExprKind, Leaf, Output, Plan, Predicate, Query, SortKey, Stage, Test,
};
use crate::diagnostic::{Diagnostic, Report, Source, Span, nearest, quoted_list};
use crate::model::{Kind, View};
use crate::operator::Aggregate;
use crate::syntax::{self, tree};
use crate::value::{Day, Type};

/// What a text is planned with.
#[derive(Debug, Clone)]
pub struct Inputs<'a> {
    /// Values of parameters, by name.
    pub params: &'a [(String, String)],
    /// The day that `today` means.
    pub today: Day,
}

/// Plans every query of a text, in order, or returns every error in it; warnings stand beside.
pub fn plan(source: &Arc<Source>, inputs: &Inputs<'_>) -> Result<(Vec<Plan>, Report), Report> {
    let (file, mut errors) = syntax::parse(source);
    let mut params = IndexMap::new();
    for statement in &file.statements {
        if let tree::StatementKind::Param(param) = &statement.kind {
            declare(param, inputs, source, &mut params, &mut errors);
        }
    }
    for (name, value) in inputs.params {
        params
            .entry(name.to_ascii_lowercase())
            .or_insert_with(|| given(value, None, Span::default()));
    }
    let (mut plans, mut warnings) = (Vec::new(), Vec::new());
    for statement in &file.statements {
        let tree::StatementKind::Query(query) = &statement.kind else {
            continue;
        };
        let mut planner = Planner {
            source,
            params: &params,
            today: inputs.today,
            errors: Vec::new(),
            warnings: Vec::new(),
            names: Vec::new(),
            negations: 0,
            expanding: None,
        };
        if let Some((query, explain)) = planner.whole(query) {
            plans.push(Plan {
                query,
                names: planner.names,
                explain,
            });
        }
        errors.append(&mut planner.errors);
        warnings.append(&mut planner.warnings);
    }
    if errors.is_empty() {
        return Ok((
            plans,
            Report {
                diagnostics: warnings,
            },
        ));
    }
    errors.append(&mut warnings);
    errors.sort_by_key(|diagnostic| diagnostic.labels.first().map(|label| label.span));
    Err(Report {
        diagnostics: errors,
    })
}

/// Tells whether a name is that of a collection or of a part of one.
pub(super) fn is_collection(name: &str) -> bool {
    collection(name).is_some()
}

fn collection(name: &str) -> Option<(Kind, Option<&'static View>)> {
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

/// Enters a declared parameter with the value given for it, or with its default.
fn declare(
    param: &tree::Param,
    inputs: &Inputs<'_>,
    source: &Arc<Source>,
    params: &mut IndexMap<String, tree::Expr>,
    errors: &mut Vec<Diagnostic>,
) {
    let types = || {
        ["text", "date", "number", "truth", "duration"]
            .into_iter()
            .chain(Kind::ALL.map(Kind::collection))
    };
    let ty = param.ty.as_ref();
    if let Some(ty) = ty.filter(|ty| !types().any(|name| ty.is(name))) {
        let mut diagnostic =
            Diagnostic::error("unknown-type", format!("there is no type ‘{}’", ty.text))
                .at(source, ty.span);
        diagnostic
            .helps
            .extend(nearest(&ty.text, types()).map(|near| format!("did you mean ‘{near}’?")));
        errors.push(diagnostic.help(format!("a parameter is of {}", quoted_list(types()))));
        return;
    }
    let asked = inputs
        .params
        .iter()
        .rev()
        .find(|(name, _)| param.name.is(name));
    let value = match (asked, &param.default) {
        (Some((_, value)), _) => given(value, ty, param.name.span),
        (None, Some(default)) => default.clone(),
        (None, None) => {
            let message = format!("parameter ‘${}’ has no value", param.name.text);
            let diagnostic =
                Diagnostic::error("no-value-given", message).at(source, param.name.span);
            errors.push(diagnostic.help(format!("give it: --param {}=VALUE", param.name.text)));
            return;
        }
    };
    if params
        .insert(param.name.text.to_ascii_lowercase(), value)
        .is_some()
    {
        let message = format!("parameter ‘${}’ is declared twice", param.name.text);
        errors.push(Diagnostic::error("duplicate-parameter", message).at(source, param.name.span));
    }
}

/// Reads a parameter's value: a literal of the language where it is one, else a text.
fn given(value: &str, ty: Option<&tree::Name>, span: Span) -> tree::Expr {
    let is_text = |ty: &tree::Name| ty.is("text") || is_collection(&ty.text);
    if !ty.is_some_and(is_text) {
        let source = Arc::new(Source {
            name: "parameter".to_owned(),
            text: value.to_owned(),
        });
        let (expr, errors) = syntax::parse_expr(&source);
        if errors.is_empty() && is_literal(&expr) {
            return tree::Expr { span, ..expr };
        }
    }
    tree::Expr {
        kind: tree::ExprKind::Literal(tree::Literal::Text(value.to_owned())),
        span,
    }
}

fn is_literal(expr: &tree::Expr) -> bool {
    match &expr.kind {
        tree::ExprKind::Literal(tree::Literal::Regex { .. }) => false,
        tree::ExprKind::Literal(_) => true,
        tree::ExprKind::Negate(inner) => is_literal(inner),
        tree::ExprKind::Range(low, high) => {
            [low, high].into_iter().flatten().all(|end| is_literal(end))
        }
        _reads_something => false,
    }
}

/// The rows a pipeline has so far: what names mean on them, and what of them is shown.
struct Rows {
    from: Kind,
    stages: Vec<Stage>,
    scope: Scope,
    visible: Vec<Output>,
    /// What the rows are sorted by, as far as it is still there.
    sorted: Vec<Expr>,
}

impl Rows {
    /// Goes over to rows that are records no more, with these columns.
    fn become_table(&mut self, outputs: &[Output]) {
        self.scope = Scope::table(outputs);
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
            return self.subquery(query).map(|query| (query, false));
        };
        debug_assert_eq!(last.kind, tree::StageKind::Explain);
        let shorter = tree::Query {
            stages: before.to_vec(),
            ..query.clone()
        };
        self.subquery(&shorter).map(|query| (query, true))
    }

    /// Plans a query that is part of another, or a whole one.
    pub(super) fn subquery(&mut self, query: &tree::Query) -> Option<Query> {
        let rows = self.rows(query)?;
        Some(Query {
            from: rows.from,
            stages: rows.stages,
            output: rows.visible,
            node: rows.scope.kind,
        })
    }

    fn rows(&mut self, query: &tree::Query) -> Option<Rows> {
        let mut rows = match &query.head {
            tree::Head::Name(name) => self.head(name)?,
            tree::Head::Query(inner) => self.rows(inner)?,
        };
        self.reach(&query.tails, query.span, &mut rows)?;
        let mut sound = true;
        if let Some(filter) = &query.filter {
            sound &= self.filter_stage(filter, &mut rows).is_some();
        }
        for stage in &query.stages {
            // A stage that fails leaves the columns before it, so that the others are still read.
            sound &= self.stage(stage, &mut rows).is_some();
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
            stages,
            scope: Scope::of(kind),
            visible,
            sorted: Vec::new(),
        })
    }

    fn unknown_collection(&mut self, name: &tree::Name) {
        let views = || {
            Kind::ALL
                .into_iter()
                .flat_map(|kind| kind.schema().views.iter().map(|view| view.name))
        };
        let names = || Kind::ALL.into_iter().map(Kind::collection).chain(views());
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
        let mut expr = Expr::row(kind);
        for tail in tails {
            expr = match tail {
                tree::Tail::Field(name) => self.field(expr, name)?,
                tree::Tail::Filter(filter, _) => self.filter(expr, filter)?,
            };
        }
        match (expr.kind, expr.ty) {
            (ExprKind::Path(path), Type::Record(to)) if matches!(path.leaf, Leaf::Itself) => {
                let to = Kind::from_number(to);
                rows.stages.push(Stage::Reach(path.steps, to));
                rows.scope = Scope::of(to);
                rows.visible = self.shown(to);
                Some(())
            }
            (_, _) => {
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
        }
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
                rows.sorted = keys.iter().map(|key| key.expr.clone()).collect();
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

    fn derive(&mut self, items: &[tree::Item], rows: &mut Rows) -> Option<()> {
        for item in items.iter().filter(|item| item.label.is_none()) {
            let written = self.words_at(item.expr.span);
            let diagnostic = self.error("no-name", item.expr.span, "a derived column needs a name");
            diagnostic
                .helps
                .push(format!("write: derive {written} as name"));
        }
        let outputs = self.items(items, &rows.scope)?;
        for output in &outputs {
            rows.visible
                .retain(|shown| !shown.name.eq_ignore_ascii_case(&output.name));
            let expr = Expr::column(rows.scope.columns.len(), output.expr.ty, output.expr.many);
            rows.scope.add(output);
            rows.visible.push(Output {
                name: output.name.clone(),
                expr,
            });
        }
        rows.stages.push(Stage::Derive(outputs));
        Some(())
    }

    fn group(
        &mut self,
        keys: &[tree::Item],
        aggregates: &[tree::Aggregate],
        rows: &mut Rows,
    ) -> Option<()> {
        let keys = self.items(keys, &rows.scope)?;
        let (calls, outputs) = self.aggregates(&keys, aggregates, &rows.scope)?;
        self.grouped(keys, calls, outputs, rows);
        Some(())
    }

    fn grouped(
        &mut self,
        keys: Vec<Output>,
        calls: Vec<Call>,
        outputs: Vec<Output>,
        rows: &mut Rows,
    ) {
        rows.become_table(&outputs);
        rows.stages.push(Stage::Group { keys, calls });
        rows.stages.push(Stage::Select(outputs));
    }

    fn count(&mut self, keys: &[tree::Item], rows: &mut Rows) -> Option<()> {
        let keys = self.items(keys, &rows.scope)?;
        let ty = Type::Number;
        let call = Call {
            aggregate: Aggregate::Count,
            distinct: false,
            operand: None,
            filter: None,
            ty,
            many: false,
        };
        let key = |(place, key): (usize, &Output)| Output {
            name: key.name.clone(),
            expr: Expr::column(place, key.expr.ty, false),
        };
        let mut outputs: Vec<Output> = keys.iter().enumerate().map(key).collect();
        outputs.push(Output {
            name: "count".to_owned(),
            expr: Expr::column(keys.len(), ty, false),
        });
        self.grouped(keys, vec![call], outputs, rows);
        Some(())
    }

    fn sort_key(&mut self, key: &tree::Key, scope: &Scope) -> Option<SortKey> {
        let expr = self.value(&key.expr, scope)?;
        Some(SortKey {
            expr,
            descending: key.descending,
        })
    }

    fn distinct(&mut self, items: &[tree::Item], rows: &mut Rows) -> Option<()> {
        if !items.is_empty() {
            let outputs = self.items(items, &rows.scope)?;
            rows.become_table(&outputs);
            rows.stages.push(Stage::Select(outputs));
        }
        // Rows that are records are distinct already.
        if rows.scope.kind.is_none() {
            let shown = rows
                .visible
                .iter()
                .map(|output| output.expr.clone())
                .collect();
            rows.stages.push(Stage::Distinct(shown));
        }
        Some(())
    }

    fn describe(&mut self, rows: &mut Rows) {
        let mut described = rows
            .scope
            .kind
            .map_or_else(Vec::new, |kind| self.described(kind));
        let columns = rows
            .visible
            .iter()
            .filter(|output| rows.scope.kind.is_none() || is_column(&output.expr));
        described.extend(columns.cloned());
        rows.stages.push(Stage::Describe(described));
        let column = |(name, ty): (&str, Type)| ColumnInfo {
            name: Some(name.to_owned()),
            ty,
            many: false,
        };
        let columns = [
            ("name", Type::Text),
            ("type", Type::Text),
            ("present", Type::Number),
            ("distinct", Type::Number),
            ("range", Type::Text),
            ("uncertain", Type::Number),
        ];
        rows.scope = Scope {
            kind: None,
            columns: columns.map(column).into(),
        };
        let visible = columns.iter().enumerate();
        rows.visible = visible
            .map(|(place, (name, ty))| Output {
                name: (*name).to_owned(),
                expr: Expr::column(place, *ty, false),
            })
            .collect();
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

fn is_column(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Path(path) if matches!(path.root, super::Root::Column(_)))
}
