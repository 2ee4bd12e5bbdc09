//! Queries: heads, and stages from rows to rows.

use std::cmp::Ordering;
use std::rc::Rc;

use whosaid::model::{Kind, Link};
use whosaid::syntax::tree::{
    Expr, ExprKind, Head, Item as Named, Key, Name, Query, Repeat, StageKind, Tail,
};
use whosaid::value::Type;

use super::{Column, Frame, Item, Naive, Outer, Place, Row, Scope, Shape, Shown, Tri, Val};

impl Naive<'_> {
    /// Returns the rows of a query.
    pub(super) fn query(&self, query: &Query, around: Option<&Rc<Outer>>) -> Frame {
        self.under(query, || self.seen(query, around))
    }

    /// Returns the query that a name stands for.
    pub(super) fn named(&self, name: &Name) -> Option<&Query> {
        let own = self.lets.iter().find(|own| own.name.is(&name.text));
        own.map(|own| &own.query)
    }

    fn seen(&self, query: &Query, around: Option<&Rc<Outer>>) -> Frame {
        let mut alias = query.alias.as_ref().map(|alias| alias.text.clone());
        let mut tails = query.tails.as_slice();
        let mut frame = match &query.head {
            Head::Name(name) => match self.named(name) {
                Some(own) => self.query(own, None),
                None => match self.at_row(name, tails, around) {
                    Some(frame) => {
                        tails = &[];
                        frame
                    }
                    None => self.collection(name),
                },
            },
            Head::Query(inner) => self.query(inner, around),
        };
        if tails.is_empty() && alias.is_none() {
            alias.clone_from(&frame.place.alias);
        }
        let place = |frame: &mut Frame, alias: Option<&String>| {
            frame.place = Place {
                alias: alias.filter(|_| frame.kind.is_some()).cloned(),
                around: around.cloned(),
            };
        };
        while let Some((tail, rest)) = tails.split_first() {
            place(&mut frame, None);
            tails = rest;
            frame = match (tail, rest.first()) {
                (Tail::Field(name), Some(Tail::Repeat(times, _))) => {
                    tails = &rest[1..];
                    self.reached(&frame, name, Some(*times))
                }
                (Tail::Field(name), _) => self.reached(&frame, name, None),
                (Tail::Filter(filter, _), _) => self.kept(frame, filter),
                (Tail::Repeat(..), _) => panic!("only a link is repeated"),
            };
        }
        place(&mut frame, alias.as_ref());
        if let Some(filter) = &query.filter {
            frame = self.kept(frame, filter);
        }
        let totals = query.stages.last().map(|last| &last.kind) == Some(&StageKind::Totals);
        let mut total = None;
        for stage in &query.stages {
            match &stage.kind {
                StageKind::Totals => {
                    frame.rows.extend(total);
                    frame.total = true;
                    break;
                }
                StageKind::Pivot(pivot) => {
                    frame = self.pivoted(&frame, pivot, totals);
                    // Its total is among its rows.
                    total = None;
                    continue;
                }
                StageKind::Derive { items, per } if totals && total.is_some() => {
                    let mut alone = frame.clone();
                    alone.rows = total.into_iter().collect();
                    total = self.derived(alone, items, per).rows.pop();
                }
                StageKind::Sort(_) => {}
                // The last groups are those that the total is of.
                kind if totals => total = self.total(&frame, kind),
                _no_totals => {}
            }
            if let StageKind::Combine(how, other) = &stage.kind {
                frame = self.combined(*how, frame, other);
                place(&mut frame, alias.as_ref());
                continue;
            }
            frame = self.stage(frame, &stage.kind);
            place(&mut frame, alias.as_ref());
        }
        frame
    }

    fn stage(&self, mut frame: Frame, stage: &StageKind) -> Frame {
        match stage {
            StageKind::Where(condition) => self.kept(frame, condition),
            StageKind::Select(items) => self.selected(&frame, items),
            StageKind::Derive { items, per } => self.derived(frame, items, per),
            StageKind::Drop(names) => {
                names.iter().for_each(|name| dropped(&mut frame, name));
                frame
            }
            StageKind::Group(keys, aggregates) => self.grouped(&frame, keys, aggregates),
            StageKind::Aggregate(aggregates) => self.grouped(&frame, &[], aggregates),
            StageKind::Count(keys) => self.counted(&frame, keys),
            StageKind::Sort(keys) => self.sorted(frame, keys),
            StageKind::Take { count, ties, per } => self.taken(frame, whole(count), *ties, per),
            StageKind::Skip(count) => {
                // Skip drops what take would keep.
                let kept = taken(&frame.rows, whole(count), false);
                let mut at = 0..;
                frame
                    .rows
                    .retain(|_| !kept.contains(&at.next().expect("it never ends")));
                frame
            }
            StageKind::Distinct(items) => {
                if !items.is_empty() {
                    frame = self.selected(&frame, items);
                }
                self.distinct(frame)
            }
            StageKind::Expand {
                optional,
                path,
                label,
            } => self.expanded(frame, *optional, path, label.as_ref()),
            StageKind::Search { words, path } => self.ranked(frame, words, path.as_ref()),
            StageKind::Assert(_)
            | StageKind::Combine(..)
            | StageKind::Pivot(_)
            | StageKind::Totals
            | StageKind::Describe
            | StageKind::Explain(_) => {
                panic!("no such stage is generated")
            }
        }
    }

    /// Returns the records of a collection or of a named part of one.
    fn collection(&self, name: &Name) -> Frame {
        let named = |kind: &Kind| name.is(kind.collection());
        if let Some(kind) = Kind::ALL.into_iter().find(named) {
            return records(kind, self.seen_rows(kind).collect());
        }
        let mut views = Kind::ALL
            .into_iter()
            .flat_map(|kind| kind.schema().views.iter().map(move |view| (kind, view)));
        let (kind, view) = views
            .find(|(_, view)| name.is(view.name))
            .unwrap_or_else(|| panic!("no collection {}", name.text));
        let rows = self.seen_rows(kind).filter(|row| {
            let row = row.node.expect("a row of records is a record");
            let kinds = self.field(kind, row, "kind");
            kinds.iter().any(|item| match &item.val {
                Val::Word(words, code) => view.kinds.contains(&words.word(*code)),
                _other => false,
            })
        });
        records(kind, rows.collect())
    }

    /// Returns the records of a kind that are there.
    pub(super) fn seen_rows(&self, kind: Kind) -> impl Iterator<Item = Row> {
        self.all(kind)
            .filter_map(move |row| match self.there(kind, row) {
                Tri::No => None,
                truth => Some(Row::of(row, truth == Tri::Yes)),
            })
    }

    /// Goes on to the records that a field of the rows leads to: each once, in ledger order.
    /// Somebody not known is no record.
    fn reached(&self, frame: &Frame, name: &Name, times: Option<Repeat>) -> Frame {
        let from = frame.kind.expect("fields are followed from records only");
        let (_, field) = from.field(&name.text).expect("the field is there");
        let Type::Record(number) = field.ty else {
            panic!("a head goes on to records")
        };
        let kind = Kind::from_number(number);
        let mut path = Expr {
            kind: ExprKind::Name(name.text.clone()),
            span: name.span,
        };
        if let Some(times) = times {
            path.kind = ExprKind::Repeat(Box::new(path.clone()), times);
        }
        let mut rows: Vec<Row> = Vec::new();
        for to in self.all(kind) {
            let links = frame.rows.iter().flat_map(|row| {
                let items = self.values(&path, Scope::of(from), row).into_iter();
                let here = items.filter(|item| item.val == Val::Record(kind, to));
                here.map(|item| row.truth().if_doubtful(item.doubtful))
            });
            match Tri::any(links) {
                Tri::No => {}
                truth => rows.push(Row::of(to, truth == Tri::Yes)),
            }
        }
        debug_assert!(rows.iter().all(|row| row.node != Some(Link::SOMEBODY)));
        records(kind, rows)
    }

    /// Keeps the rows of which a condition is not impossible; certain ones where it is certain.
    fn kept(&self, frame: Frame, condition: &Expr) -> Frame {
        let mut rows = Vec::new();
        for row in &frame.rows {
            let truth = match row.node {
                // Of somebody not known all is possible.
                Some(Link::SOMEBODY) => Tri::Maybe,
                _known => self.test(condition, frame.scope(), row),
            };
            if truth != Tri::No {
                let mut row = row.clone();
                row.certain &= truth == Tri::Yes;
                rows.push(row);
            }
        }
        Frame { rows, ..frame }
    }

    fn selected(&self, frame: &Frame, items: &[Named]) -> Frame {
        let columns: Vec<Column> = items.iter().map(|item| self.column(item, frame)).collect();
        let mut rows = Vec::new();
        for row in &frame.rows {
            let cells = items
                .iter()
                .map(|item| self.values(&item.expr, frame.scope(), row));
            rows.push(Row {
                node: None,
                cells: cells.collect(),
                certain: row.certain,
                sorted: row.sorted.clone(),
            });
        }
        table(columns, rows)
    }

    fn derived(&self, mut frame: Frame, items: &[Named], per: &[Named]) -> Frame {
        let columns: Vec<Column> = items.iter().map(|item| self.column(item, &frame)).collect();
        let mut rows = Vec::new();
        for (place, row) in frame.rows.iter().enumerate() {
            let mut new = row.clone();
            for item in items {
                let window = self.windowed(&item.expr, &frame, place, per);
                let values = || self.values(&item.expr, frame.scope(), row);
                new.cells.push(window.unwrap_or_else(values));
            }
            rows.push(new);
        }
        frame.rows = rows;
        for column in columns {
            let name = column.name.clone().expect("a derived column has a name");
            // A column of the same name takes the place of an earlier one.
            hide(&mut frame, &name);
            frame.shown.push(Shown::Column(frame.columns.len()));
            frame.columns.push(column);
        }
        frame
    }

    fn column(&self, item: &Named, frame: &Frame) -> Column {
        let shape = self.shape(&item.expr, frame.scope());
        Column {
            name: label(item),
            shape: shape.unwrap_or(Shape {
                ty: Type::Text,
                many: false,
            }),
        }
    }

    /// Puts rows in order; ties keep the order they had.
    pub(super) fn sorted(&self, mut frame: Frame, keys: &[Key]) -> Frame {
        let mut rows = std::mem::take(&mut frame.rows);
        for row in &mut rows {
            let key = |key: &Key| {
                let items = self.values(&key.expr, frame.scope(), row);
                self.sort_key(&items, key.descending)
            };
            row.sorted = keys.iter().map(key).collect();
        }
        rows.sort_by(|a, b| {
            let each = keys.iter().zip(a.sorted.iter().zip(&b.sorted));
            let orderings = each.map(|(key, (a, b))| a.order(b, key.descending));
            orderings.fold(Ordering::Equal, Ordering::then)
        });
        let order = keys.to_vec();
        Frame {
            rows,
            order,
            ..frame
        }
    }

    /// Keeps the first rows, of all or of those under each key.
    fn taken(&self, mut frame: Frame, count: usize, ties: bool, per: &[Named]) -> Frame {
        let mut keys: Vec<Vec<String>> = Vec::new();
        let mut under: Vec<Vec<Vec<String>>> = Vec::new();
        for row in &frame.rows {
            let own = self.keys(per, frame.scope(), row);
            let own: Vec<Vec<String>> = own
                .iter()
                .map(|key| key.iter().map(|item| self.key_text(item)).collect())
                .collect();
            keys.extend(own.iter().cloned());
            under.push(own);
        }
        let mut kept = Vec::new();
        for key in &keys {
            let places: Vec<usize> = (0..frame.rows.len())
                .filter(|place| under[*place].contains(key))
                .collect();
            let rows: Vec<Row> = places
                .iter()
                .map(|place| frame.rows[*place].clone())
                .collect();
            kept.extend(taken(&rows, count, ties).into_iter().map(|at| places[at]));
        }
        let mut at = 0..;
        frame
            .rows
            .retain(|_| kept.contains(&at.next().expect("it never ends")));
        frame
    }

    /// Keeps the first of the rows that are alike, certain where any of them is. Rows that are
    /// records are distinct.
    pub(super) fn distinct(&self, mut frame: Frame) -> Frame {
        let mut kept: Vec<(Vec<String>, Row)> = Vec::new();
        for row in &frame.rows {
            let mut cells = self.shown_cells(&frame, row);
            cells.extend(row.node.map(|node| node.to_string()));
            match kept.iter_mut().find(|(own, _)| *own == cells) {
                Some((_, first)) => first.certain |= row.certain,
                None => kept.push((cells, row.clone())),
            }
        }
        frame.rows = kept.into_iter().map(|(_, row)| row).collect();
        frame
    }
}

/// Makes rows of columns only.
pub(super) fn table(columns: Vec<Column>, rows: Vec<Row>) -> Frame {
    Frame {
        kind: None,
        shown: (0..columns.len()).map(Shown::Column).collect(),
        columns,
        rows,
        order: Vec::new(),
        place: Place::default(),
        total: false,
    }
}

/// Returns the name that an item gives its column; what is no plain name can't be asked for.
pub(super) fn label(item: &Named) -> Option<String> {
    match (&item.label, &item.expr.kind) {
        (Some(label), _) => Some(label.text.clone()),
        (None, ExprKind::Name(name)) => Some(name.clone()),
        (None, _) => None,
    }
}

/// Returns the places of the first certain rows, and of the possible rows that stand before the
/// last of them; where there are too few certain ones, of all. With `ties` come those that sort
/// like the last.
fn taken(rows: &[Row], count: usize, ties: bool) -> Vec<usize> {
    let certain = (0..rows.len()).filter(|place| rows[*place].certain);
    if count == 0 {
        return Vec::new();
    }
    let Some(last) = certain.into_iter().nth(count - 1) else {
        return (0..rows.len()).collect();
    };
    (0..rows.len())
        .filter(|place| {
            let tied = ties && rows[*place].sorted == rows[last].sorted;
            *place <= last || tied
        })
        .collect()
}

/// Makes rows that are records.
pub(super) fn records(kind: Kind, rows: Vec<Row>) -> Frame {
    Frame {
        kind: Some(kind),
        columns: Vec::new(),
        shown: kind
            .schema()
            .shown
            .iter()
            .copied()
            .map(Shown::Field)
            .collect(),
        rows,
        order: Vec::new(),
        place: Place::default(),
        total: false,
    }
}

fn dropped(frame: &mut Frame, name: &Name) {
    hide(frame, &name.text);
    if let Some(place) = frame.scope().column(&name.text) {
        frame.columns[place].name = None;
    }
}

/// Takes what bears a name out of what is shown.
pub(super) fn hide(frame: &mut Frame, name: &str) {
    let columns = &frame.columns;
    frame.shown.retain(|shown| {
        let own = match shown {
            Shown::Field(own) => Some(*own),
            Shown::Column(place) => columns[*place].name.as_deref(),
        };
        !own.is_some_and(|own| own.eq_ignore_ascii_case(name))
    });
}

fn whole(count: &Expr) -> usize {
    match &count.kind {
        ExprKind::Literal(whosaid::syntax::tree::Literal::Number { text, .. }) => {
            text.parse().expect("the counts generated are whole")
        }
        other => panic!("{other:?} is no count"),
    }
}

impl Naive<'_> {
    /// Returns the combinations of keys that a row stands under: each value of a path over many;
    /// no value is the empty key.
    pub(super) fn keys(
        &self,
        keys: &[Named],
        scope: Scope<'_>,
        row: &Row,
    ) -> Vec<Vec<Option<Item>>> {
        let mut combinations: Vec<Vec<Option<Item>>> = vec![Vec::new()];
        for key in keys {
            let items = self.values(&key.expr, scope, row);
            let mut values: Vec<Option<Item>> = Vec::new();
            for item in items {
                let text = self.key_text(&Some(item.clone()));
                if values.iter().all(|other| self.key_text(other) != text) {
                    values.push(Some(item));
                }
            }
            if values.is_empty() {
                values.push(None);
            }
            combinations = combinations
                .iter()
                .flat_map(|combination| {
                    values.iter().map(|value| {
                        let mut longer = combination.clone();
                        longer.push(value.clone());
                        longer
                    })
                })
                .collect();
        }
        combinations
    }

    /// Returns what makes two keys the same: a date nobody knows is a key, and no empty one.
    pub(super) fn key_text(&self, key: &Option<Item>) -> String {
        match key {
            None => String::new(),
            Some(item) if !item.is_written() => super::cell::UNKNOWN.to_owned(),
            Some(item) => self.text(item),
        }
    }
}
