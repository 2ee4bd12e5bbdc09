//! The query asked last as a text of its own, for a file to keep.

use std::sync::Arc;

use super::{BETWEEN, Kept, Remembered, parsed};
use crate::diagnostic::{Source, Span};
use crate::plan::rewrite::{self, Rewrite};
use crate::plan::setting::Inputs;
use crate::plan::used::used;
use crate::plan::view::BEFORE;
use crate::syntax::tree::{self, ExprKind, Head, Literal, Param, StageKind, StatementKind, Tail};
use crate::syntax::{self, text_literal};
use crate::value::Day;

/// The query asked last, in the text it was asked in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alone {
    /// The comments that text begins with.
    pub lead: String,
    /// What it uses that was defined elsewhere, a statement each.
    pub uses: Vec<String>,
    /// The statements of that text, as they are written there.
    pub text: String,
    /// Whether the query goes on from the one that was written there.
    pub goes_on: bool,
    /// The values that the parameters which that text declares were given.
    pub given: Vec<(String, String)>,
}

impl Alone {
    /// Returns all of it as one text.
    pub fn whole(&self) -> String {
        let uses = self.uses.iter().map(String::as_str);
        let statements: Vec<&str> = uses.chain([self.text.as_str()]).collect();
        self.lead.clone() + &statements.join(BETWEEN)
    }
}

impl Remembered {
    /// Returns the query asked last as it was written, behind what it uses of what was defined
    /// elsewhere, and with the queries written out that it asks as the query before.
    ///
    /// Its text stays as it was written; where that has several queries, it does only if `all` are
    /// asked for. A parameter that was declared elsewhere keeps the value it was asked with as its
    /// default; `given` has the values that were given for all queries.
    pub fn alone(&self, given: &[(String, String)], all: bool) -> Option<Alone> {
        let whole = self.whole.as_ref()?;
        let is_kept = all || !whole.has_several();
        let query = if is_kept && !whole.goes_on {
            whole.query().to_owned()
        } else {
            self.written_out(self.queries.len().checked_sub(1)?)?
        };
        let (lead, text) = match is_kept {
            true => whole.with(&query),
            false => (String::new(), query),
        };
        Some(Alone {
            uses: self.uses(&text, given),
            given: self.given_in(&text, given),
            goes_on: whole.goes_on,
            lead,
            text,
        })
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

    /// Returns what a text uses of what was defined: parameters first, and all in the order they
    /// were made.
    fn uses(&self, text: &str, given: &[(String, String)]) -> Vec<String> {
        let source = Arc::new(Source {
            name: String::new(),
            text: text.to_owned(),
        });
        let definitions = Remembered {
            queries: Vec::new(),
            ..self.clone()
        };
        let values: Vec<_> = given.iter().chain(&self.values).cloned().collect();
        let used = used(
            &source,
            &Inputs {
                params: &values,
                today: &Day::today,
                before: Some(&definitions),
                giving: None,
                listing: None,
            },
        );
        let is_used = |kept: &&Kept| used.contains(&kept.name);
        let (params, others): (Vec<&Kept>, Vec<&Kept>) = self
            .definitions
            .iter()
            .filter(is_used)
            .partition(|kept| kept.name.starts_with('$'));
        let is_kept = |name: &str| params.iter().any(|kept| kept.name == name);
        let given_alone = used.iter().filter_map(|name| {
            let own = name.strip_prefix('$').filter(|_| !is_kept(name))?;
            Some(declared(own, None, self.value_of(own, given)))
        });
        let params = params.iter().map(|kept| {
            let name = param_of(&kept.text).map_or_else(String::new, |param| param.name.text);
            declared(&name, Some(&kept.text), self.value_of(&name, given))
        });
        let others = others.iter().map(|kept| kept.text.clone());
        params.chain(given_alone).chain(others).collect()
    }

    /// Returns the values that the parameters which a text declares were given.
    fn given_in(&self, text: &str, given: &[(String, String)]) -> Vec<(String, String)> {
        let declared = parsed(text).statements.into_iter();
        let names = declared.filter_map(|statement| match statement.kind {
            StatementKind::Param(param) => Some(param.name.text),
            StatementKind::Let(_) | StatementKind::Def(_) | StatementKind::Query(_) => None,
        });
        let values = names.filter_map(|name| {
            let value = self.value_of(&name, given)?.to_owned();
            Some((name, value))
        });
        values.collect()
    }

    /// Returns the value that a parameter was given: what was given for one query holds before what
    /// was given for all.
    fn value_of<'v>(&'v self, name: &str, given: &'v [(String, String)]) -> Option<&'v str> {
        let mut values = self.values.iter().rev().chain(given.iter().rev());
        let value = values.find(|(other, _)| other.eq_ignore_ascii_case(name));
        value.map(|(_, value)| value.as_str())
    }
}

/// Declares a parameter with the type it was declared with, if it was, and a value.
fn declared(name: &str, text: Option<&str>, value: Option<&str>) -> String {
    let param = text.and_then(|text| Some((param_of(text)?, text)));
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

/// Returns the parameter that a statement declares.
fn param_of(text: &str) -> Option<Param> {
    let mut statements = parsed(text).statements.into_iter();
    statements.find_map(|statement| match statement.kind {
        StatementKind::Param(param) => Some(param),
        StatementKind::Let(_) | StatementKind::Def(_) | StatementKind::Query(_) => None,
    })
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
            let own = after(texts).alone(&[], false).map(|own| own.whole());
            assert_eq!(own.as_deref(), alone, "{texts:?}");
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
        let alone = remembered.alone(&[given("who", "Hamas"), given("id", "a b")], false);
        assert_eq!(
            alone.map(|alone| alone.whole()).as_deref(),
            Some(
                "param $who: sources = \"Hamas\"\n;\nparam $id = \"a b\"\n;\n\
                 param $when = 2019\n;\n\
                 def hard = stance in (deny, accuse) and source = $WHO\n;\n\
                 let x = claims where hard\n;\nlet y = x\n;\n\
                 y where year = $when and id != $id"
            )
        );
    }

    #[test]
    fn what_only_bears_the_name_of_something_defined_is_no_use_of_it() {
        let remembered = |text: &str| {
            let earlier = "let d = claims; let n = sources; def old = year < 2000";
            after(&[earlier, text]).alone(&[], false)
        };
        let uses = |text: &str| remembered(text).map(|alone| alone.uses.len());
        for text in [
            "claims as d where exists (claims as e where e.source = d.source)",
            "claims | count by stance as n | where n > 1",
            "claims | derive year as old | where old = 2019",
            "claims where text = \"d n old $d\"",
        ] {
            assert_eq!(uses(text), Some(0), "{text}");
        }
        assert_eq!(uses("claims where source in (n) and old"), Some(2));
        assert_eq!(uses("d where exists (claims as d where d.joint)"), Some(1));
    }

    #[test]
    fn a_text_stays_as_it_was_written() {
        const TEXT: &str = "## All.\n# mine\nparam $b: date = 2019; param $a = \"x\";\n\
            claims where id != $a # so\n  and said < $b";
        let all = |texts: &[&str]| {
            let mut remembered = after(&[]);
            for text in texts {
                remembered.remember(text);
                remembered.give([("A".to_owned(), "y".to_owned())]);
            }
            remembered.alone(&[], false).expect("something was asked")
        };
        let own = all(&["let b = claims", &format!("\n\n{TEXT}\n")]);
        assert_eq!(own.whole(), TEXT);
        assert_eq!(own.given, [("a".to_owned(), "y".to_owned())]);
        let last = "claims where id != $a # so\n  and said < $b";
        for more in ["\n| count", " | take 1\n| count"] {
            let on = all(&[TEXT, &format!("{last}{more}")]);
            assert_eq!(on.whole(), format!("{TEXT}{more}"));
        }
        assert_eq!(all(&[TEXT, "_ | count"]).whole(), format!("{TEXT} | count"));
        let anew = "## Anew.\nclaims";
        assert_eq!(all(&[TEXT, anew]).whole(), anew);
        // Where a name has another meaning by now, the query has it too.
        let other = all(&[TEXT, "param $b: date = 2018", &format!("{last}\n| count")]);
        assert!(other.lead.is_empty() && other.text.starts_with("claims"));
        assert_eq!(other.uses.len(), 2);
        assert_eq!(other.uses[1], "param $b: date = 2018");
    }

    #[test]
    fn of_several_queries_one_stands_alone() {
        const TEXT: &str = "## First.\nclaims | count;\nclaims;\n_ | take 1";
        let own = |all| {
            let alone = after(&["sources", TEXT]).alone(&[], all);
            alone.map(|alone| alone.whole())
        };
        assert_eq!(own(true).as_deref(), Some(TEXT));
        assert_eq!(own(false).as_deref(), Some("claims | take 1"));
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
