//! Heads and stages.

use whosaid::model::{Kind, Origin};
use whosaid::value::{Type, Unit};

use super::path::Wanted;
use super::{Column, Scope, Writer};

/// Claims most often: they have the most fields.
const KINDS: [Kind; 15] = [
    Kind::Claims,
    Kind::Claims,
    Kind::Claims,
    Kind::Reports,
    Kind::Sources,
    Kind::Entities,
    Kind::Propositions,
    Kind::Documents,
    Kind::Events,
    Kind::Figures,
    Kind::Names,
    Kind::Roles,
    Kind::Assessments,
    Kind::Denials,
    Kind::Denials,
];

impl Writer<'_, '_, '_> {
    pub(super) fn query(&mut self) -> String {
        if self.dice.once_in(12) {
            return self.with_let();
        }
        self.plain_query()
    }

    /// Writes a query that another begins with, and joins with itself.
    fn with_let(&mut self) -> String {
        let (mut head, mut scope) = self.head();
        head += &own_name(&scope);
        let mut own = format!("{head} where {}", self.condition(&scope, 1));
        if let Some(stage) = self.any_stage(&mut scope) {
            own = format!("{own} | {stage}");
        }
        let mut text = format!("let own = {own}; own where {}", self.condition(&scope, 1));
        if scope.kind.is_none() || scope.columns.is_empty() {
            let how = *self.dice.pick(&["union", "except", "intersect"]);
            text = format!("{text} | {how} (own where {})", self.test(&scope, 0));
        }
        match scope.kind {
            Some(_) if self.dice.once_in(2) => format!("{text} | where id in (own | select id)"),
            Some(_) | None => text,
        }
    }

    fn plain_query(&mut self) -> String {
        let (mut text, mut scope) = self.head();
        let views = self.views();
        text = format!("{text}{views}{}", own_name(&scope));
        if self.dice.once_in(2) {
            let condition = self.condition(&scope, 2);
            text = format!("{text} where {condition}");
        }
        if self.dice.once_in(6) {
            // Aggregates of rows most of which are only possible.
            let date = self.single(&scope, Wanted::Date);
            let condition = date.and_then(|date| self.ranged_test(&date));
            let condition = condition.unwrap_or_else(|| self.test(&scope, 0));
            let aggregates = self.aggregates(&scope, &mut Vec::new());
            return format!("{text} | where {condition} | aggregate {aggregates}");
        }
        for _ in 0..self.dice.below(4) {
            if let Some(stage) = self.any_stage(&mut scope) {
                text = format!("{text} | {stage}");
            }
            if self.dice.once_in(6)
                && let Some(stage) = self.expand(&mut scope)
            {
                text = format!("{text} | {stage}");
            }
            if self.dice.once_in(9) {
                text = self.combined(text, &scope);
            }
        }
        if self.dice.once_in(6) {
            text = self.sorted_and_joined(text, &mut scope);
        }
        match self.dice.below(8) {
            0 => self.with_totals(text, &scope),
            1 => self.pivoted(text, &scope),
            _ => text,
        }
    }

    /// Writes groups at the end of a query, and a total below them.
    fn with_totals(&mut self, text: String, scope: &Scope) -> String {
        let (keys, mut columns) = self.items(scope, false);
        columns.iter_mut().for_each(|column| column.many = false);
        let text = if self.dice.once_in(3) {
            format!("{text} | count by {keys}")
        } else {
            let aggregates = self.aggregates(scope, &mut columns);
            format!("{text} | group {keys} aggregate {aggregates}")
        };
        let grouped = Scope {
            kind: None,
            columns,
            called: Vec::new(),
        };
        let sorted = match self.sort(&grouped) {
            Some(sort) if self.dice.once_in(2) => format!("{text} | {sort}"),
            Some(_) | None => text,
        };
        let derived = match self.path(&grouped, Wanted::Number, 0) {
            Some(path) if self.dice.once_in(3) => {
                format!(
                    "{sorted} | derive percent({0}) as part, {0} + 1 as more",
                    path.text
                )
            }
            Some(_) | None => sorted,
        };
        format!("{derived} | totals")
    }

    /// Writes a table of two keys at the end of a query.
    fn pivoted(&mut self, text: String, scope: &Scope) -> String {
        let mut key = || {
            let path = self.path(scope, Wanted::Anything, 1);
            path.map_or("count(id)".to_owned(), |path| path.text)
        };
        let (down, across) = (key(), key());
        let aggregate = self.aggregate(scope);
        let (aggregate, ..) = aggregate.unwrap_or(("count()".to_owned(), Type::Number, false));
        let filter = if self.dice.once_in(4) {
            format!(" where {}", self.test(scope, 0))
        } else {
            String::new()
        };
        let end = *self.dice.pick(&["", " | totals", " | totals", " | take 2"]);
        format!("{text} | pivot {down} by {across} aggregate {aggregate}{filter}{end}")
    }

    fn expand(&mut self, scope: &mut Scope) -> Option<String> {
        let path = self.path(scope, Wanted::Anything, 1)?;
        if path.computed || path.ty == Type::Truth {
            return None;
        }
        let optional = *self.dice.pick(&["", "optional "]);
        let name = self.new_name();
        scope.columns.push(Column {
            name: name.clone(),
            ty: path.ty,
            many: false,
            end: path.end,
        });
        Some(format!("expand {optional}{} as {name}", path.text))
    }

    /// Joins a query with another: of records of its kind, or with itself, narrowed.
    fn combined(&mut self, text: String, scope: &Scope) -> String {
        let how = *self.dice.pick(&["union", "except", "intersect"]);
        let other = match scope.kind {
            Some(_) if how == "union" && !scope.columns.is_empty() => return text,
            Some(kind) => self.small_query(kind),
            None => match self.dice.below(3) {
                0 => format!("{text} | take 2"),
                1 => format!("{text} | skip 1"),
                _ => format!("{text} | where {}", self.test(scope, 0)),
            },
        };
        format!("{text} | {how} ({other})")
    }

    /// Sorts rows, perhaps by what they then lose, and joins them with those of another query.
    fn sorted_and_joined(&mut self, mut text: String, scope: &mut Scope) -> String {
        let sort = self.sort(scope);
        let dropped = if self.dice.once_in(2) {
            self.drop(scope)
        } else {
            None
        };
        for stage in [sort, dropped].into_iter().flatten() {
            text = format!("{text} | {stage}");
        }
        self.combined(text, scope)
    }

    fn drop(&mut self, scope: &mut Scope) -> Option<String> {
        let droppable = scope.columns.len() > 1 || scope.kind.is_some();
        if !droppable || scope.columns.is_empty() {
            return None;
        }
        let place = self.dice.below(scope.columns.len());
        let column = scope.columns.remove(place);
        Some(format!("drop {}", column.name))
    }

    /// Writes a query of records of a kind, for `in` and `exists`.
    pub(super) fn small_query(&mut self, kind: Kind) -> String {
        let condition = self.test(&Scope::of(kind), 0);
        let views = if self.dice.once_in(6) {
            self.views()
        } else {
            String::new()
        };
        format!("{}{views} where {condition}", kind.collection())
    }

    pub(super) fn one_date(&mut self) -> (Kind, &'static str, String) {
        let dated = |kind: Kind| {
            let fields = kind.schema().fields.iter();
            let dates = fields.filter(|field| field.ty == Type::Date(Unit::Day));
            let own = dates.filter(|field| !matches!(field.origin, Origin::Shorthand(_)));
            own.map(move |field| (kind, field.name))
        };
        let all: Vec<(Kind, &str)> = Kind::ALL.into_iter().flat_map(dated).collect();
        let (kind, field) = *self.dice.pick(&all);
        let part = *self.dice.pick(&["", "", ".year", ".month"]);
        let mut tests = Vec::new();
        for _ in 0..1 + self.dice.below(3) {
            let operand = super::Operand {
                text: format!("{field}{part}"),
                ty: Type::Date(Unit::Day),
                many: false,
                computed: false,
                column: false,
                end: kind.field(field).map(|(place, _)| (kind, place)),
            };
            let test = self
                .ranged_test(&operand)
                .unwrap_or_else(|| format!("{field} = 2019"));
            let negation = if self.dice.once_in(4) { "not " } else { "" };
            tests.push(format!("{negation}({test})"));
        }
        let condition = tests.join(*self.dice.pick(&[" and ", " or "]));
        (
            kind,
            field,
            format!("{} where {condition}", kind.collection()),
        )
    }

    fn head(&mut self) -> (String, Scope) {
        let kind = *self.dice.pick(&KINDS);
        match self.dice.below(10) {
            6 => {
                let views = [
                    ("outlets", Kind::Entities),
                    ("people", Kind::Entities),
                    ("organisations", Kind::Entities),
                    ("states", Kind::Entities),
                ];
                let (name, kind) = *self.dice.pick(&views);
                (name.to_owned(), Scope::of(kind))
            }
            7 => {
                let condition = self.condition(&Scope::of(kind), 1);
                (
                    format!("{}[{condition}]", kind.collection()),
                    Scope::of(kind),
                )
            }
            8 => {
                let condition = self.test(&Scope::of(kind), 1);
                let views = if self.dice.once_in(3) {
                    self.views()
                } else {
                    String::new()
                };
                let text = format!("({}{views} where {condition} | take 5)", kind.collection());
                (text, Scope::of(kind))
            }
            9 => {
                let links: Vec<_> = kind
                    .schema()
                    .fields
                    .iter()
                    .filter_map(|field| match field.ty {
                        Type::Record(number) => Some((field.name, Kind::from_number(number))),
                        _ => None,
                    })
                    .collect();
                let (field, to) = *self.dice.pick(&links);
                let (_, own) = kind.field(field).expect("it was picked");
                let link = !matches!(own.origin, Origin::Shorthand(_));
                let times = if to == kind && link { "{1..}" } else { "" };
                (
                    format!("{}.{field}{times}", kind.collection()),
                    Scope::of(to),
                )
            }
            4 | 5 => {
                let name = self.new_name();
                let mut scope = Scope::of(kind);
                scope.called.push((name.clone(), kind));
                (kind.collection().to_owned(), scope)
            }
            _ => (kind.collection().to_owned(), Scope::of(kind)),
        }
    }

    /// Writes windows over sorted rows.
    fn windows(&mut self, scope: &mut Scope) -> Option<String> {
        let sort = self.sort(scope)?;
        let mut items = Vec::new();
        let mut columns = Vec::new();
        for _ in 0..1 + self.dice.below(2) {
            let number = ("row()".to_owned(), Type::Number, false);
            let (text, ty, many) = match self.dice.below(7) {
                0 => number,
                1 => ("rank()".to_owned(), Type::Number, false),
                2 | 3 => {
                    let path = self.path(scope, Wanted::Anything, 1)?;
                    let name = *self.dice.pick(&["lag", "lead"]);
                    (format!("{name}({})", path.text), path.ty, path.many)
                }
                4 => {
                    let path = self.path(scope, Wanted::Ranged, 2)?;
                    let name = *self.dice.pick(&["min", "max"]);
                    (format!("running({name}({}))", path.text), path.ty, false)
                }
                5 => {
                    let path = self.path(scope, Wanted::Number, 1)?;
                    let text = match path.many {
                        true => format!("percent(count({}))", path.text),
                        false => format!("percent({})", path.text),
                    };
                    (text, Type::Number, false)
                }
                _ => {
                    let path = self.path(scope, Wanted::Number, 1);
                    match path {
                        Some(path) => (format!("running(sum({}))", path.text), Type::Number, false),
                        None => ("running(count())".to_owned(), Type::Number, false),
                    }
                }
            };
            let name = self.new_name();
            items.push(format!("{text} as {name}"));
            columns.push(Column {
                name,
                ty,
                many,
                end: None,
            });
        }
        let per = match self.path(scope, Wanted::Distinct, 1) {
            Some(key) if self.dice.once_in(2) => format!(" per {}", key.text),
            Some(_) | None => String::new(),
        };
        scope.columns.extend(columns);
        Some(format!("{sort} | derive {}{per}", items.join(", ")))
    }

    fn any_stage(&mut self, scope: &mut Scope) -> Option<String> {
        if self.dice.once_in(10) {
            self.search(scope)
        } else if self.dice.once_in(10) {
            self.windows(scope)
        } else {
            self.stage(scope)
        }
    }

    fn stage(&mut self, scope: &mut Scope) -> Option<String> {
        match self.dice.below(14) {
            0 | 1 => Some(format!("where {}", self.condition(scope, 1))),
            2 | 3 => {
                let (items, columns) = self.items(scope, true);
                *scope = Scope {
                    kind: None,
                    columns,
                    called: Vec::new(),
                };
                Some(format!("select {items}"))
            }
            4 => {
                let (items, mut columns) = self.items(scope, false);
                // Now and then a column takes the place of another.
                if let [only] = &mut columns[..]
                    && let Some((expr, _)) = items.rsplit_once(" as ")
                    && !scope.columns.is_empty()
                    && self.dice.once_in(4)
                {
                    only.name.clone_from(&self.dice.pick(&scope.columns).name);
                    scope.columns.retain(|column| column.name != only.name);
                    let items = format!("{expr} as {}", only.name);
                    scope.columns.append(&mut columns);
                    return Some(format!("derive {items}"));
                }
                scope.columns.append(&mut columns);
                Some(format!("derive {items}"))
            }
            5 => self.drop(scope),
            6 => self.sort(scope),
            7 => self.take(scope),
            8 => Some(format!("skip {}", self.dice.below(4))),
            9 if self.dice.once_in(5) => {
                scope.kind = None;
                scope.called.clear();
                scope.columns = vec![Column {
                    name: "count".to_owned(),
                    ty: Type::Number,
                    many: false,
                    end: None,
                }];
                Some("count".to_owned())
            }
            9 | 10 => {
                let (items, mut columns) = self.items(scope, false);
                columns.iter_mut().for_each(|column| column.many = false);
                columns.push(Column {
                    name: "count".to_owned(),
                    ty: Type::Number,
                    many: false,
                    end: None,
                });
                *scope = Scope {
                    kind: None,
                    columns,
                    called: Vec::new(),
                };
                Some(format!("count by {items}"))
            }
            11 | 12 => {
                let (keys, mut columns) = self.items(scope, false);
                columns.iter_mut().for_each(|column| column.many = false);
                let grouped = self.dice.once_in(2);
                if !grouped {
                    columns.clear();
                }
                let aggregates = self.aggregates(scope, &mut columns);
                *scope = Scope {
                    kind: None,
                    columns,
                    called: Vec::new(),
                };
                Some(if grouped {
                    format!("group {keys} aggregate {aggregates}")
                } else {
                    format!("aggregate {aggregates}")
                })
            }
            _ => {
                if self.dice.once_in(3) {
                    return Some("distinct".to_owned());
                }
                let (items, columns) = self.items(scope, true);
                *scope = Scope {
                    kind: None,
                    columns,
                    called: Vec::new(),
                };
                Some(format!("distinct {items}"))
            }
        }
    }

    fn take(&mut self, scope: &Scope) -> Option<String> {
        let count = self.dice.below(5);
        match self.dice.below(3) {
            0 => {
                let key = self.path(scope, Wanted::Distinct, 1)?;
                Some(format!("take {count} per {}", key.text))
            }
            1 => {
                let sort = self.sort(scope)?;
                Some(format!("{sort} | take {count} with ties"))
            }
            _ => Some(format!("take {count}")),
        }
    }

    fn sort(&mut self, scope: &Scope) -> Option<String> {
        let mut keys = Vec::new();
        for _ in 0..1 + self.dice.below(2) {
            let key = self.path(scope, Wanted::Anything, 1)?;
            let way = *self.dice.pick(&["", " desc", " asc"]);
            keys.push(format!("{}{way}", key.text));
        }
        Some(format!("sort {}", keys.join(", ")))
    }

    /// Writes items and the columns they make; a plain field may go without a name of its own.
    pub(super) fn items(&mut self, scope: &Scope, bare: bool) -> (String, Vec<Column>) {
        let (mut items, mut columns) = (Vec::new(), Vec::new());
        for _ in 0..1 + self.dice.below(3) {
            let Some(operand) = self.operand(scope, Wanted::Anything, 1) else {
                continue;
            };
            let plain = operand
                .text
                .chars()
                .all(|letter| letter.is_alphanumeric() || letter == '_');
            let taken = columns
                .iter()
                .any(|column: &Column| column.name == operand.text);
            let name = if bare && plain && !taken && self.dice.once_in(2) {
                items.push(operand.text.clone());
                operand.text
            } else {
                let name = self.new_name();
                items.push(format!("{} as {name}", operand.text));
                name
            };
            columns.push(Column {
                name,
                ty: operand.ty,
                many: operand.many,
                end: operand.end,
            });
        }
        if items.is_empty() {
            // Every scope has something that can be named.
            let (text, ty) = match scope.columns.first() {
                Some(column) => (column.name.clone(), column.ty),
                None => ("id".to_owned(), Type::Text),
            };
            let name = self.new_name();
            let many = scope.columns.first().is_some_and(|column| column.many);
            items.push(format!("{text} as {name}"));
            let end = scope.columns.first().and_then(|column| column.end);
            columns.push(Column {
                name,
                ty,
                many,
                end,
            });
        }
        (items.join(", "), columns)
    }

    fn aggregates(&mut self, scope: &Scope, columns: &mut Vec<Column>) -> String {
        let mut all = Vec::new();
        for _ in 0..1 + self.dice.below(2) {
            let (text, ty, many) =
                self.aggregate(scope)
                    .unwrap_or(("count()".to_owned(), Type::Number, false));
            let filter = if self.dice.once_in(4) {
                format!(" where {}", self.test(scope, 0))
            } else {
                String::new()
            };
            let name = self.new_name();
            all.push(format!("{text}{filter} as {name}"));
            let end = None;
            columns.push(Column {
                name,
                ty,
                many,
                end,
            });
        }
        all.join(", ")
    }

    fn aggregate(&mut self, scope: &Scope) -> Option<(String, Type, bool)> {
        Some(match self.dice.below(9) {
            1 => {
                let path = self.path(scope, Wanted::Anything, 2)?;
                (format!("count({})", path.text), Type::Number, false)
            }
            2 => {
                let path = self.path(scope, Wanted::Distinct, 2)?;
                (
                    format!("count(distinct {})", path.text),
                    Type::Number,
                    false,
                )
            }
            3 => {
                let path = self.path(scope, Wanted::Ranged, 2)?;
                let name = *self.dice.pick(&["min", "max"]);
                (format!("{name}({})", path.text), path.ty, false)
            }
            4 => {
                let path = self.path(scope, Wanted::Number, 2)?;
                let name = *self.dice.pick(&["sum", "mean"]);
                (format!("{name}({})", path.text), Type::Number, false)
            }
            5 => {
                let path = self.path(scope, Wanted::Anything, 2)?;
                let name = *self.dice.pick(&["first", "last"]);
                (format!("{name}({})", path.text), path.ty, false)
            }
            6 => {
                let path = self.path(scope, Wanted::Distinct, 2)?;
                let distinct = *self.dice.pick(&["", "distinct "]);
                (format!("list({distinct}{})", path.text), path.ty, true)
            }
            7 => (
                format!("share({})", self.test(scope, 0)),
                Type::Number,
                false,
            ),
            8 => {
                let path = self.path(scope, Wanted::Date, 2)?;
                if path.ty != Type::Date(Unit::Day) {
                    return None;
                }
                let text = format!("max({0}) - min({0})", path.text);
                (text, Type::Duration, false)
            }
            _ => ("count()".to_owned(), Type::Number, false),
        })
    }

    pub(super) fn new_name(&mut self) -> String {
        self.made += 1;
        format!("x{}", self.made)
    }
}

/// Writes what the rows of a head are called.
fn own_name(scope: &Scope) -> String {
    let own = scope.called.first();
    own.map_or(String::new(), |(name, _)| format!(" as {name}"))
}
