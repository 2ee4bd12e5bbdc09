//! The query asked last as a text of its own, for a file to keep.

use std::sync::Arc;

use super::{BETWEEN, Remembered, is_param, parsed};
use crate::diagnostic::{Source, Span};
use crate::plan::rewrite::{self, Rewrite};
use crate::plan::view::BEFORE;
use crate::syntax::tree::{self, ExprKind, Head, Literal, Param, StageKind, StatementKind, Tail};
use crate::syntax::{self, text_literal};

impl Remembered {
    /// Returns the query asked last as a text that asks it alone: behind what it uses of what was
    /// defined, and with the queries written out that it asks as the query before.
    ///
    /// A parameter keeps the value it was asked with as its default; `given` has the values that
    /// were given besides.
    pub fn alone(&self, given: &[(String, String)]) -> Option<String> {
        let query = self.written_out(self.queries.len().checked_sub(1)?)?;
        let needed = self.needed(&query);
        let mut statements: Vec<String> = self.parameters(&query, &needed, given);
        statements.extend(
            needed
                .iter()
                .map(|place| self.definitions[*place].text.clone()),
        );
        statements.push(query);
        Some(statements.join(BETWEEN))
    }

    /// Returns the query asked last with those written out that it asks as the query before.
    pub fn chain(&self) -> Option<String> {
        let written = self.written_out(self.queries.len().checked_sub(1)?);
        written.or_else(|| self.last())
    }

    /// Returns the collection that the query asked last starts from, with the path behind it.
    pub fn collection(&self) -> Option<String> {
        let mut text = self.queries.last()?.clone();
        let mut place = self.queries.len() - 1;
        // Each turn enters brackets, a definition or the query before; none goes on for ever.
        for _ in 0..=self.queries.len() + self.definitions.len() {
            let mut query = only_query(&text)?;
            while let (Head::Query(inner), true) = (&query.head, query.tails.is_empty()) {
                query = inner.as_ref().clone();
            }
            let Head::Name(name) = &query.head else {
                return None;
            };
            if name.is(BEFORE) {
                place = place.checked_sub(1)?;
                text.clone_from(&self.queries[place]);
                continue;
            }
            let defined = self.definitions.iter().find(|own| name.is(&own.name));
            if let Some(defined) = defined.filter(|_| query.tails.is_empty()) {
                text = let_of(&defined.text)?;
                continue;
            }
            let names = query.tails.iter().map_while(|tail| match tail {
                Tail::Field(field) => Some(field.text.as_str()),
                Tail::Filter(..) | Tail::Repeat(..) => None,
            });
            let path: Vec<&str> = [name.text.as_str()].into_iter().chain(names).collect();
            return Some(path.join("."));
        }
        None
    }

    /// Returns a query of the conversation with those in it that it asks as the query before.
    fn written_out(&self, place: usize) -> Option<String> {
        let text = &self.queries[place];
        let query = only_query(text)?;
        let mut heads = Heads::default();
        rewrite::query(&mut heads, &query);
        let Some(before) = place.checked_sub(1).filter(|_| !heads.0.is_empty()) else {
            return Some(text.clone());
        };
        let before = without_explain(&self.written_out(before)?)?;
        let mut written = String::new();
        let mut at = 0;
        heads.0.sort();
        for head in heads.0 {
            let range = head.range();
            let (start, end) = (
                text[..range.start].trim_end(),
                text[range.end..].trim_start(),
            );
            // Stages may stand behind it as they are.
            let stands_alone = (start.is_empty() || start.ends_with('('))
                && (end.is_empty() || end.starts_with(['|', ')']));
            written.push_str(&text[at..range.start]);
            if stands_alone {
                written.push_str(&before);
            } else {
                written.push_str(&format!("({before})"));
            }
            at = range.end;
        }
        written.push_str(&text[at..]);
        Some(written)
    }

    /// Returns the places of the definitions of queries and expressions that a text uses, in the
    /// order they were made.
    fn needed(&self, query: &str) -> Vec<usize> {
        let mut needed: Vec<usize> = Vec::new();
        let mut texts = vec![query.to_owned()];
        while let Some(text) = texts.pop() {
            let mut names = Names::default();
            names.look_at(&text);
            for (place, own) in self.definitions.iter().enumerate() {
                let is_used = names
                    .0
                    .iter()
                    .any(|name| name.eq_ignore_ascii_case(&own.name));
                if is_used && !needed.contains(&place) {
                    needed.push(place);
                    texts.push(own.text.clone());
                }
            }
        }
        needed.sort_unstable();
        needed
    }

    /// Declares the parameters that a text and what it needs use.
    fn parameters(&self, query: &str, needed: &[usize], given: &[(String, String)]) -> Vec<String> {
        let own = needed
            .iter()
            .map(|place| self.definitions[*place].text.as_str());
        let names = parameters_of(own.chain([query]));
        let declare = |name: String| {
            let own = format!("${}", name.to_lowercase());
            let kept = self.definitions.iter().find(|kept| kept.name == own);
            // What was given for one query holds before what was given for all.
            let mut values = self.values.iter().rev().chain(given.iter().rev());
            let value = values.find(|(other, _)| is_param(&own, other));
            let value = value.map(|(_, value)| value.as_str());
            declared(&name, kept.map(|kept| kept.text.as_str()), value)
        };
        names.into_iter().map(declare).collect()
    }
}

/// Declares a parameter with the type it was declared with, if it was, and a value.
fn declared(name: &str, text: Option<&str>, value: Option<&str>) -> String {
    let param = text.and_then(|text| {
        let mut statements = parsed(text).statements.into_iter();
        statements.find_map(|statement| match statement.kind {
            StatementKind::Param(param) => Some((param, text)),
            StatementKind::Let(_) | StatementKind::Def(_) | StatementKind::Query(_) => None,
        })
    });
    let ty = param.as_ref().and_then(|(Param { ty, .. }, _)| ty.as_ref());
    let ty = ty.map(|ty| ty.text.clone());
    let default = match (value, &param) {
        (Some(value), _) => Some(literal(value, ty.as_deref())),
        (None, Some((param, text))) => {
            let default = param.default.as_ref();
            default.map(|default| text[default.span.range()].to_owned())
        }
        (None, None) => None,
    };
    let ty = ty.map(|ty| format!(": {ty}")).unwrap_or_default();
    let default = default.map(|it| format!(" = {it}")).unwrap_or_default();
    format!("param ${name}{ty}{default}")
}

/// Returns the literal that a value given for a parameter stands for, if it is one.
fn literal_of(value: &str) -> Option<Literal> {
    let source = Arc::new(Source {
        name: String::new(),
        text: value.to_owned(),
    });
    match syntax::parse_expr(&source) {
        (expr, errors) if errors.is_empty() => match expr.kind {
            ExprKind::Literal(literal) => Some(literal),
            ExprKind::Negate(inner) => match inner.kind {
                ExprKind::Literal(literal) => Some(literal),
                _computed => None,
            },
            _computed => None,
        },
        _wrong => None,
    }
}

/// Writes a value as a literal.
fn literal(value: &str, ty: Option<&str>) -> String {
    let read = literal_of(value);
    let is_quoted = matches!(read, Some(Literal::Text(_)));
    let is_plain = ["date", "number", "truth", "duration"];
    let is_plain = ty.is_none_or(|ty| is_plain.iter().any(|own| ty.eq_ignore_ascii_case(own)));
    if is_quoted || (read.is_some() && is_plain) {
        return value.trim().to_owned();
    }
    text_literal(value)
}

/// Returns the query that is all of a text.
fn only_query(text: &str) -> Option<tree::Query> {
    let mut statements = parsed(text).statements.into_iter();
    statements.find_map(|statement| match statement.kind {
        StatementKind::Query(query) => Some(query),
        StatementKind::Let(_) | StatementKind::Def(_) | StatementKind::Param(_) => None,
    })
}

/// Returns the text of the query that a `let` names.
fn let_of(text: &str) -> Option<String> {
    let mut statements = parsed(text).statements.into_iter();
    statements.find_map(|statement| match statement.kind {
        StatementKind::Let(own) => Some(text[own.query.span.range()].to_owned()),
        StatementKind::Query(_) | StatementKind::Def(_) | StatementKind::Param(_) => None,
    })
}

/// Returns a query without the stage that would show how it is worked out.
fn without_explain(text: &str) -> Option<String> {
    let query = only_query(text)?;
    let last = query.stages.last();
    let Some(last) = last.filter(|it| matches!(it.kind, StageKind::Explain(_))) else {
        return Some(text.to_owned());
    };
    let before = text[..last.span.range().start].trim_end();
    Some(before.trim_end_matches('|').trim_end().to_owned())
}

/// Returns the names of the parameters that texts use, in the order they are met.
fn parameters_of<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        for part in text.split('$').skip(1) {
            let is_part = |c: char| c.is_alphanumeric() || c == '_';
            let name = part.split(|c| !is_part(c)).next().unwrap_or_default();
            let is_new = !names.iter().any(|other| other.eq_ignore_ascii_case(name));
            if !name.is_empty() && is_new {
                names.push(name.to_owned());
            }
        }
    }
    names
}

/// Where a text asks for the query before.
#[derive(Default)]
struct Heads(Vec<Span>);

impl Rewrite for Heads {
    fn expr(&mut self, expr: &tree::Expr) -> Option<tree::Expr> {
        if matches!(&expr.kind, ExprKind::Name(name) if name == BEFORE) {
            self.0.push(expr.span);
        }
        None
    }

    fn head(&mut self, name: &tree::Name) {
        if name.is(BEFORE) {
            self.0.push(name.span);
        }
    }
}

/// The names that a text may use of what was defined.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn look_at(&mut self, text: &str) {
        for statement in parsed(text).statements {
            match statement.kind {
                StatementKind::Query(query) => {
                    rewrite::query(self, &query);
                }
                StatementKind::Let(own) => {
                    rewrite::query(self, &own.query);
                }
                StatementKind::Def(def) => {
                    rewrite::expr(self, &def.body);
                }
                StatementKind::Param(_) => {}
            }
        }
    }
}

impl Rewrite for Names {
    fn expr(&mut self, expr: &tree::Expr) -> Option<tree::Expr> {
        match &expr.kind {
            ExprKind::Name(name) => self.0.push(name.clone()),
            ExprKind::Call { name, .. } => self.0.push(name.text.clone()),
            _names_nothing => {}
        }
        None
    }

    fn head(&mut self, name: &tree::Name) {
        self.0.push(name.text.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(texts: &[&str]) -> Remembered {
        let mut remembered = Remembered::default();
        for text in texts {
            remembered.remember(text);
        }
        remembered
    }

    #[test]
    fn a_query_stands_alone_with_what_it_asks_before() {
        let cases: [(&[&str], Option<&str>); 8] = [
            (&[], None),
            (&["let x = claims"], None),
            (&["claims; sources"], Some("sources")),
            (&["claims", "_ | count"], Some("claims | count")),
            (
                &["claims | explain", "_ without \"a\""],
                Some("(claims) without \"a\""),
            ),
            (
                &["claims", "_ | take 1", "sources | union (_)"],
                Some("sources | union (claims | take 1)"),
            ),
            (
                &["claims", "sources where claims in (_ | take 1)"],
                Some("sources where claims in (claims | take 1)"),
            ),
            (
                &["sources", "claims where source in (_)"],
                Some("claims where source in (sources)"),
            ),
        ];
        for (texts, alone) in cases {
            assert_eq!(after(texts).alone(&[]).as_deref(), alone, "{texts:?}");
        }
    }

    #[test]
    fn what_it_uses_stands_before_it() {
        let given = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let mut remembered = after(&[
            "param $who: sources; param $unused = 1",
            "def hard = stance in (deny, accuse) and source = $WHO; def soft = not hard",
            "let x = claims where hard; let y = x; let z = y",
            "y where year = $when and id != $id",
        ]);
        remembered.give([given("when", "2019")]);
        let alone = remembered.alone(&[given("who", "Hamas"), given("id", "a b")]);
        assert_eq!(
            alone.as_deref(),
            Some(
                "param $WHO: sources = \"Hamas\"\n;\nparam $when = 2019\n;\n\
                 param $id = \"a b\"\n;\n\
                 def hard = stance in (deny, accuse) and source = $WHO\n;\n\
                 let x = claims where hard\n;\nlet y = x\n;\n\
                 y where year = $when and id != $id"
            )
        );
    }

    #[test]
    fn the_collection_is_where_the_last_query_starts() {
        let cases: [(&[&str], Option<&str>); 6] = [
            (&[], None),
            (&["claims where year = 2019 | count"], Some("claims")),
            (&["claims[stance = deny].reports | count"], Some("claims")),
            (&["claims.source.entity"], Some("claims.source.entity")),
            (
                &["let x = (outlets | take 1)", "x | count", "_ | take 1"],
                Some("outlets"),
            ),
            (&["(claims where joint) without \"a\""], Some("claims")),
        ];
        for (texts, collection) in cases {
            let found = after(texts).collection();
            assert_eq!(found.as_deref(), collection, "{texts:?}");
        }
    }
}
