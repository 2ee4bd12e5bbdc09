//! What a conversation has said so far, for its next text to build on.

mod alone;
mod whole;

use std::sync::Arc;

pub use self::alone::Alone;
use self::whole::Whole;
use super::rewrite::{self, Rewrite};
use super::view::BEFORE;
use crate::diagnostic::Source;
use crate::syntax::tree::{self, StageKind, StatementKind};
use crate::syntax::{self};

/// What stands between statements that are written behind each other.
pub(crate) const BETWEEN: &str = "\n;\n";

/// What a conversation has said so far: the query asked last, and what was defined.
///
/// A definition stays until another takes its name. It means what the definitions it uses mean
/// when it is used.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    /// The query asked last, behind those that it asks for as the query before.
    queries: Vec<String>,
    /// The text that it was asked in, or the one it goes on from.
    whole: Option<Whole>,
    /// In the order they were made.
    definitions: Vec<Kept>,
    /// The values that parameters of these were given.
    values: Vec<(String, String)>,
}

/// A definition that was made, by `let`, `def` or `param`.
#[derive(Clone, Debug)]
struct Kept {
    /// In lower case, a parameter's with its `$`.
    name: String,
    text: String,
}

/// A parameter that was declared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, without its `$`.
    pub name: String,
    /// The type it was declared with.
    pub ty: Option<String>,
    /// Its default, as it was written.
    pub default: Option<String>,
    /// The value that it was given for the query asked last, or one before.
    pub given: Option<String>,
}

impl Remembered {
    /// Takes note of a text that was answered; returns the names that it defines, but for those that
    /// are defined so already.
    pub fn remember(&mut self, text: &str) -> Vec<String> {
        let (mut queries, mut names) = (Vec::new(), Vec::new());
        // Whether the first query asks for what was asked before the text, and whether any asks for
        // the one before it.
        let (mut goes_on, mut asks) = (false, AsksBefore(false));
        let file = parsed(text);
        for statement in &file.statements {
            let own = text[statement.span.range()].to_owned();
            match &statement.kind {
                StatementKind::Query(query) => {
                    asks.look_at(query);
                    goes_on |= asks.0 && queries.is_empty();
                    queries.push(own);
                }
                StatementKind::Let(_) | StatementKind::Def(_) | StatementKind::Param(_) => {
                    let shown = shown_name(&statement.kind).unwrap_or_default();
                    let name = shown.to_lowercase();
                    let same = |kept: &Kept| kept.name == name && kept.text == own;
                    if !self.definitions.iter().any(same) {
                        names.push(shown);
                    }
                    self.definitions.retain(|kept| kept.name != name);
                    self.values.retain(|(given, _)| !is_param(&name, given));
                    self.definitions.push(Kept { name, text: own });
                }
            }
        }
        let Some(last) = queries.last() else {
            return names;
        };
        if goes_on || (last == text.trim() && self.is_continued_by(last)) {
            self.go_on();
        } else {
            self.whole = Whole::of(text, &file);
        }
        if !goes_on {
            self.queries.clear();
        }
        if !asks.0 {
            queries.drain(..queries.len() - 1);
        }
        self.queries.append(&mut queries);
        names
    }

    /// Tells whether a query is the one asked last with more stages.
    fn is_continued_by(&self, query: &str) -> bool {
        let last = self.queries.last();
        let more = last.and_then(|last| query.strip_prefix(last.as_str()));
        more.is_some_and(|more| more.trim_start().starts_with('|'))
    }

    /// Takes note that the query asked last is another than stands in its text, which is kept while
    /// all that is defined there means what it did.
    fn go_on(&mut self) {
        let Some(whole) = &mut self.whole else {
            return;
        };
        whole.goes_on = true;
        let is_another = |(name, text): &(String, String)| {
            let now = self.definitions.iter().find(|kept| kept.name == *name);
            now.is_none_or(|kept| kept.text != *text)
        };
        if whole.definitions().iter().any(is_another) {
            *whole = whole.alone();
        }
    }

    /// Takes note of values that parameters were given; they hold until these are declared anew.
    pub fn give(&mut self, values: impl IntoIterator<Item = (String, String)>) {
        self.values.extend(values);
    }

    /// Returns the values that parameters were given.
    pub fn values(&self) -> &[(String, String)] {
        &self.values
    }

    /// Returns the query asked last, with those that it asks for before it.
    pub fn last(&self) -> Option<String> {
        (!self.queries.is_empty()).then(|| self.queries.join(BETWEEN))
    }

    /// Returns the parameters that were declared and hold, in the order they were.
    pub fn declared(&self) -> Vec<Parameter> {
        let texts = self.definitions.iter().map(|kept| &kept.text);
        let declared = texts.flat_map(|text| {
            let statements = parsed(text).statements.into_iter();
            statements.filter_map(move |statement| match statement.kind {
                StatementKind::Param(param) => Some((text, param)),
                StatementKind::Let(_) | StatementKind::Def(_) | StatementKind::Query(_) => None,
            })
        });
        let parameters = declared.map(|(text, param)| {
            let own = format!("${}", param.name.text.to_lowercase());
            let given = self.values.iter().rfind(|(name, _)| is_param(&own, name));
            let default = param.default.map(|it| text[it.span.range()].to_owned());
            Parameter {
                name: param.name.text,
                ty: param.ty.map(|ty| ty.text),
                default,
                given: given.map(|(_, value)| value.clone()),
            }
        });
        parameters.collect()
    }

    /// Returns what was defined and holds, a statement each, in the order it was made.
    pub fn definitions(&self) -> impl Iterator<Item = &str> {
        self.definitions.iter().map(|kept| kept.text.as_str())
    }

    /// Returns the names that are defined, in lower case; those of parameters begin with `$`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.definitions.iter().map(|kept| kept.name.as_str())
    }

    /// Returns the text that puts the query asked last through more stages, the first with its pipe.
    pub fn refined(&self, stages: &str) -> Option<String> {
        let last = self.queries.last()?;
        let file = parsed(last);
        let mut asks = AsksBefore(false);
        let mut explains = false;
        for statement in &file.statements {
            if let StatementKind::Query(query) = &statement.kind {
                asks.look_at(query);
                let stage = query.stages.last();
                explains |= stage.is_some_and(|it| matches!(it.kind, StageKind::Explain(_)));
            }
        }
        // What asks for the query before would ask for itself.
        Some(if asks.0 || explains {
            format!("{BEFORE} {stages}")
        } else {
            format!("{last}\n{stages}")
        })
    }

    /// Returns what is to stand behind a text for it to use what was said, but for what the text
    /// defines anew.
    pub(super) fn behind(&self, file: &tree::File) -> Option<String> {
        let names = file.statements.iter();
        let names: Vec<String> = names
            .filter_map(|statement| shown_name(&statement.kind))
            .map(|name| name.to_lowercase())
            .collect();
        let kept = self
            .definitions
            .iter()
            .filter(|kept| !names.contains(&kept.name));
        let kept = kept.map(|kept| kept.text.as_str());
        let parts: Vec<&str> = self
            .queries
            .iter()
            .map(String::as_str)
            .chain(kept)
            .collect();
        (!parts.is_empty()).then(|| BETWEEN.to_owned() + &parts.join(BETWEEN))
    }
}

/// Tells whether a name is that of a parameter.
fn is_param(name: &str, param: &str) -> bool {
    let own = name.strip_prefix('$');
    own.is_some_and(|own| own.eq_ignore_ascii_case(param))
}

/// Returns what a statement defines.
fn shown_name(kind: &StatementKind) -> Option<String> {
    match kind {
        StatementKind::Let(own) => Some(own.name.text.clone()),
        StatementKind::Def(def) => Some(def.name.text.clone()),
        StatementKind::Param(param) => Some(format!("${}", param.name.text)),
        StatementKind::Query(_) => None,
    }
}

fn parsed(text: &str) -> tree::File {
    let source = Arc::new(Source {
        name: String::new(),
        text: text.to_owned(),
    });
    syntax::parse(&source).0
}

/// Whether anything asks for the query before.
struct AsksBefore(bool);

impl AsksBefore {
    fn look_at(&mut self, query: &tree::Query) {
        rewrite::query(self, query);
    }
}

impl Rewrite for AsksBefore {
    fn expr(&mut self, expr: &tree::Expr) -> Option<tree::Expr> {
        // A lone name in brackets may be a query.
        self.0 |= matches!(&expr.kind, tree::ExprKind::Name(name) if name == BEFORE);
        None
    }

    fn head(&mut self, name: &tree::Name) {
        self.0 |= name.is(BEFORE);
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
    fn the_last_query_stays_and_takes_along_what_it_asks_for() {
        let cases: [(&[&str], Option<&str>); 6] = [
            (&[], None),
            (&["let x = claims"], None),
            (&["claims; sources # all"], Some("sources")),
            (&["claims", "sources"], Some("sources")),
            (&["claims", "_ | count"], Some("claims\n;\n_ | count")),
            (&["claims", "let x = claims"], Some("claims")),
        ];
        for (texts, last) in cases {
            assert_eq!(after(texts).last().as_deref(), last, "{texts:?}");
        }
    }

    #[test]
    fn a_definition_stays_until_another_takes_its_name() {
        let remembered = after(&[
            "let x = claims; x | count",
            "def X = 1 = 2; param $x = 1; sources",
        ]);
        let kept: Vec<&str> = remembered.definitions().collect();
        assert_eq!(kept, ["def X = 1 = 2", "param $x = 1"]);
        let own = parsed("let x = sources; x");
        let behind = remembered.behind(&own);
        assert_eq!(behind.as_deref(), Some("\n;\nsources\n;\nparam $x = 1"));
    }

    #[test]
    fn stages_go_behind_the_last_query_or_what_stands_for_it() {
        let cases: [(&[&str], Option<&str>); 4] = [
            (&[], None),
            (&["claims # so\n"], Some("claims\n| count")),
            (&["claims | explain"], Some("_ | count")),
            (&["claims", "_ without \"a\""], Some("_ | count")),
        ];
        for (texts, refined) in cases {
            let found = after(texts).refined("| count");
            assert_eq!(found.as_deref(), refined, "{texts:?}");
        }
    }
}
