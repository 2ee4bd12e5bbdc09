//! Queries, their stages and the lists in them.

use std::slice::from_ref;

use super::Formatter;
use super::doc::Doc;
use crate::diagnostic::Span;
use crate::syntax::tree::{
    Aggregate, Combination, Explain, Head, Item, Key, Name, Pivot, Query, Repeat, Stage, StageKind,
    Tail, View, ViewKind, Which,
};

/// How far a continuation is indented.
pub(super) const INDENT: usize = 4;

/// How far the second word of a stage is indented that stands on a line of its own.
const SECOND_WORD: usize = 2;

impl Formatter<'_> {
    /// Writes a query; it breaks before its stages.
    pub(super) fn query(&mut self, docs: &mut Vec<Doc>, query: &Query) {
        let Query {
            head,
            tails,
            views,
            alias,
            filter,
            stages,
            span: _,
        } = query;
        match head {
            Head::Name(name) => {
                docs.push(Doc::text(self.raw(name.span)));
                self.at = name.span.range().end;
            }
            Head::Query(inner) => self.subquery(docs, inner),
        }
        for tail in tails {
            match tail {
                Tail::Field(name) => docs.push(Doc::text(format!(".{}", self.raw(name.span)))),
                Tail::Filter(filter, _) => self.filter(docs, filter),
                Tail::Repeat(times, _) => docs.push(repeat(*times)),
            }
        }
        for View { kind, span: _ } in views {
            docs.push(Doc::text(" "));
            self.view(docs, kind);
        }
        self.label(docs, alias.as_ref());
        if let Some(filter) = filter {
            docs.push(Doc::text(" where "));
            self.expr(docs, filter);
        }
        for Stage { kind, span } in stages {
            self.gap(docs, span.range().start);
            docs.push(Doc::text("| "));
            self.stage(docs, kind);
        }
    }

    /// Writes a query in brackets.
    pub(super) fn subquery(&mut self, docs: &mut Vec<Doc>, query: &Query) {
        let mut inner = Vec::new();
        self.query(&mut inner, query);
        self.at = query.span.range().end;
        docs.push(Doc::Group(vec![
            Doc::text("("),
            Doc::Nest(INDENT, inner),
            Doc::text(")"),
        ]));
    }

    fn view(&mut self, docs: &mut Vec<Doc>, view: &ViewKind) {
        match view {
            ViewKind::AsOf(day) => {
                docs.push(Doc::text("as of "));
                self.operand(docs, day);
            }
            ViewKind::Without(all) => self.list(docs, "without", all, Self::which),
        }
    }

    fn which(&mut self, docs: &mut Vec<Doc>, which: &Which) {
        match which {
            Which::Named(name) => self.operand(docs, name),
            Which::Query(query) => self.subquery(docs, query),
        }
    }

    fn stage(&mut self, docs: &mut Vec<Doc>, stage: &StageKind) {
        match stage {
            StageKind::Where(test) => {
                docs.push(Doc::text("where "));
                self.expr(docs, test);
            }
            StageKind::Select(items) => self.list(docs, "select", items, Self::item),
            StageKind::Derive { items, per } => {
                self.list(docs, "derive", items, Self::item);
                if !per.is_empty() {
                    self.list(docs, " per", per, Self::item);
                }
            }
            StageKind::Drop(names) => self.list(docs, "drop", names, Self::column),
            StageKind::Group(keys, aggregates) => {
                let mut group = Vec::new();
                self.items(&mut group, "group", keys, Self::item);
                let aggregate = vec![Doc::Line, Doc::text("aggregate")];
                group.push(Doc::Nest(SECOND_WORD, aggregate));
                docs.push(Doc::Group(group));
                self.list(docs, "", aggregates, Self::aggregate);
            }
            StageKind::Aggregate(aggregates) => {
                self.list(docs, "aggregate", aggregates, Self::aggregate);
            }
            StageKind::Count(by) if by.is_empty() => docs.push(Doc::text("count")),
            StageKind::Count(by) => self.list(docs, "count by", by, Self::item),
            StageKind::Sort(keys) => self.list(docs, "sort", keys, Self::key),
            StageKind::Take { count, ties, per } => {
                docs.push(Doc::text("take "));
                self.expr(docs, count);
                if *ties {
                    docs.push(Doc::text(" with ties"));
                }
                if !per.is_empty() {
                    self.list(docs, " per", per, Self::item);
                }
            }
            StageKind::Skip(count) => {
                docs.push(Doc::text("skip "));
                self.expr(docs, count);
            }
            StageKind::Distinct(items) if items.is_empty() => docs.push(Doc::text("distinct")),
            StageKind::Distinct(items) => self.list(docs, "distinct", items, Self::item),
            StageKind::Expand {
                optional,
                path,
                label,
            } => {
                docs.push(Doc::text(if *optional {
                    "expand optional "
                } else {
                    "expand "
                }));
                self.operand(docs, path);
                self.label(docs, label.as_ref());
            }
            StageKind::Combine(how, query) => {
                docs.push(Doc::text(match how {
                    Combination::Union => "union ",
                    Combination::Except => "except ",
                    Combination::Intersect => "intersect ",
                }));
                self.subquery(docs, query);
            }
            StageKind::Search { words, path } => {
                docs.push(Doc::text("search "));
                self.expr(docs, words);
                if let Some(path) = path {
                    docs.push(Doc::text(" in "));
                    self.operand(docs, path);
                }
            }
            StageKind::Assert(test) => {
                docs.push(Doc::text("assert "));
                self.expr(docs, test);
            }
            StageKind::Pivot(pivot) => {
                let Pivot {
                    down,
                    across,
                    aggregate,
                } = &**pivot;
                let mut group = Vec::new();
                self.items(&mut group, "pivot", from_ref(down), Self::item);
                self.items(&mut group, " by", from_ref(across), Self::item);
                let word = vec![Doc::Line, Doc::text("aggregate")];
                group.push(Doc::Nest(SECOND_WORD, word));
                docs.push(Doc::Group(group));
                self.list(docs, "", from_ref(aggregate), Self::aggregate);
            }
            StageKind::Totals => docs.push(Doc::text("totals")),
            StageKind::Describe => docs.push(Doc::text("describe")),
            StageKind::Explain(Explain::Plan) => docs.push(Doc::text("explain")),
            StageKind::Explain(Explain::Analyze) => docs.push(Doc::text("explain analyze")),
        }
    }

    /// Writes a word and what follows it, which stands in its line or one a line.
    fn list<T: Part>(
        &mut self,
        docs: &mut Vec<Doc>,
        word: &str,
        parts: &[T],
        write: fn(&mut Self, &mut Vec<Doc>, &T),
    ) {
        let mut group = Vec::new();
        self.items(&mut group, word, parts, write);
        docs.push(Doc::Group(group));
    }

    fn items<T: Part>(
        &mut self,
        docs: &mut Vec<Doc>,
        word: &str,
        parts: &[T],
        write: fn(&mut Self, &mut Vec<Doc>, &T),
    ) {
        docs.push(Doc::text(word));
        let mut list = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            if place > 0 {
                list.push(Doc::text(","));
            }
            self.gap(&mut list, part.span().range().start);
            write(self, &mut list, part);
        }
        docs.push(Doc::Nest(INDENT, list));
    }

    fn item(&mut self, docs: &mut Vec<Doc>, item: &Item) {
        let Item { expr, label } = item;
        self.operand(docs, expr);
        self.label(docs, label.as_ref());
    }

    fn aggregate(&mut self, docs: &mut Vec<Doc>, aggregate: &Aggregate) {
        let Aggregate {
            expr,
            filter,
            label,
        } = aggregate;
        self.operand(docs, expr);
        if let Some(filter) = filter {
            docs.push(Doc::text(" where "));
            self.expr(docs, filter);
        }
        self.label(docs, label.as_ref());
    }

    fn key(&mut self, docs: &mut Vec<Doc>, key: &Key) {
        let Key { expr, descending } = key;
        self.operand(docs, expr);
        if *descending {
            docs.push(Doc::text(" desc"));
        }
    }

    fn column(&mut self, docs: &mut Vec<Doc>, name: &Name) {
        docs.push(Doc::text(self.raw(name.span)));
    }

    fn label(&mut self, docs: &mut Vec<Doc>, label: Option<&Name>) {
        docs.extend(label.map(|label| Doc::text(format!(" as {}", self.raw(label.span)))));
    }
}

/// Writes how often a link is followed.
pub(super) fn repeat(times: Repeat) -> Doc {
    Doc::text(times.to_string())
}

/// One of a list.
trait Part {
    /// Returns where its first part stands, brackets round it left out.
    fn span(&self) -> Span;
}

impl Part for Item {
    fn span(&self) -> Span {
        self.expr.span
    }
}

impl Part for Which {
    fn span(&self) -> Span {
        match self {
            Which::Named(name) => name.span,
            Which::Query(query) => query.span,
        }
    }
}

impl Part for Aggregate {
    fn span(&self) -> Span {
        self.expr.span
    }
}

impl Part for Key {
    fn span(&self) -> Span {
        self.expr.span
    }
}

impl Part for Name {
    fn span(&self) -> Span {
        self.span
    }
}
