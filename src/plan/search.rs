//! Text operators: `contains`, `starts with`, `ends with`, `matches`, `~`.

use super::literal::Loose;
use super::path::type_name;
use super::scope::{Planner, Scope};
use super::{Expr, ExprKind, Leaf, Predicate, Search, Test};
use crate::diagnostic::Span;
use crate::model::Kind;
use crate::syntax::tree::{self, TextTest};
use crate::value::{Type, fold_name, fold_text, near_part};

/// The most memory a compiled regular expression may take, in bytes.
const REGEX_LIMIT: usize = 1 << 20;

impl Planner<'_> {
    /// Plans a text test.
    pub(super) fn text_test(
        &mut self,
        op: TextTest,
        operand: &tree::Expr,
        pattern: &tree::Expr,
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        if op == TextTest::Near {
            return self.near(operand, pattern, span, scope);
        }
        let (value, search) = (self.value(operand, scope), self.search(op, pattern, scope));
        let value = self.searched(value?, operand.span)?;
        let search = search?;
        let search = if matches!(value.ty, Type::Record(_)) {
            search.over_names()
        } else {
            search
        };
        self.found(value, search, operand.span, span)
    }

    /// Plans `operand ~ pattern`: on references by their names, on other values as texts.
    fn near(
        &mut self,
        operand: &tree::Expr,
        pattern: &tree::Expr,
        span: Span,
        scope: &Scope,
    ) -> Option<Predicate> {
        let (value, wanted) = (self.value(operand, scope), self.operand(pattern, scope));
        let value = self.searched(value?, operand.span)?;
        let wanted = wanted?;
        let is_name = matches!(wanted.loose, Loose::Text(_) | Loose::Declared { .. });
        if let (Type::Record(kind), true) = (value.ty, is_name) {
            let named = self.named(&wanted, Kind::from_number(kind), true, scope)?;
            let test = Test::Named(vec![named]);
            return Some(Predicate::Test(value, test, self.place(span)));
        }
        let search = self.search(TextTest::Near, pattern, scope);
        if search.is_none()
            && let Type::Date(_) | Type::Number | Type::Duration = value.ty
        {
            let [left, right] = [operand.span, pattern.span].map(|span| self.words_at(span));
            self.only_help(format!("write: {left} = {right}"));
        }
        self.found(value, search?, operand.span, span)
    }

    /// Makes the test that something is found in a value.
    fn found(
        &mut self,
        value: Expr,
        search: Search,
        operand: Span,
        span: Span,
    ) -> Option<Predicate> {
        match value.ty {
            Type::Text | Type::Record(_) => Some(Predicate::Test(
                value,
                Test::Search(search),
                self.place(span),
            )),
            Type::Word(vocabulary) => {
                let passing = (0u8..)
                    .zip(vocabulary.words)
                    .filter(|(_, word)| search.finds(word.name, &fold_text(word.name)));
                let codes = passing.map(|(code, _)| code).collect();
                Some(Predicate::Test(value, Test::Words(codes), self.place(span)))
            }
            ty @ (Type::Truth | Type::Date(_) | Type::Number | Type::Duration) => {
                let message = format!(
                    "text operators look at texts, and this is {}",
                    type_name(ty)
                );
                self.error("not-a-text", operand, message)
                    .helps
                    .push("make a text of it first: text(…)".to_owned());
                None
            }
        }
    }

    /// Goes over to the field that text operators look at, where that is another one.
    pub(super) fn searched(&mut self, value: Expr, span: Span) -> Option<Expr> {
        if let ExprKind::Path(path) = &value.kind
            && let Leaf::Field(kind, place) = path.leaf
            && let Some(other) = kind.schema().fields[place].searched
        {
            let mut path = path.clone();
            path.leaf = Leaf::Itself;
            let base = Expr {
                kind: ExprKind::Path(path),
                ty: kind.reference(),
                many: value.many,
            };
            return self.field_of(base, kind, other, span);
        }
        Some(value)
    }

    fn search(&mut self, op: TextTest, pattern: &tree::Expr, scope: &Scope) -> Option<Search> {
        if let (
            TextTest::Matches,
            tree::ExprKind::Literal(tree::Literal::Regex {
                pattern: text,
                cased,
            }),
        ) = (op, &pattern.kind)
        {
            let built = regex::RegexBuilder::new(text)
                .case_insensitive(!cased)
                .size_limit(REGEX_LIMIT)
                .build();
            return match built {
                Ok(regex) => {
                    let flag = if *cased { "c" } else { "" };
                    let written = format!("/{text}/{flag}");
                    Some(Search::Matches { regex, written })
                }
                Err(problem) => {
                    let problem = problem.to_string();
                    let last = problem.lines().last().unwrap_or_default();
                    let message = format!(
                        "this regular expression can't be read: {}",
                        last.trim_start_matches("error: ")
                    );
                    self.error("bad-regex", pattern.span, message);
                    None
                }
            };
        }
        let operand = self.operand(pattern, scope)?;
        let (Some(text), true) = (operand.as_text(), op != TextTest::Matches) else {
            let (message, help) = match (op, &operand.loose) {
                (TextTest::Matches, _) => (
                    "‘matches’ looks for a regular expression".to_owned(),
                    "write: matches /…/".to_owned(),
                ),
                (_, Loose::Declared { ty, .. }) => {
                    let what = self.parameter_is(*ty, pattern.span);
                    let help = self.declared_so("text", pattern.span);
                    (format!("text operators look for a text, and {what}"), help)
                }
                (_, _) => (
                    "text operators look for a text".to_owned(),
                    "write it in quotes: \"…\"".to_owned(),
                ),
            };
            self.error("not-a-pattern", pattern.span, message)
                .helps
                .push(help);
            return None;
        };
        Some(
            match op {
                TextTest::Contains => Search::Contains(text.to_owned()),
                TextTest::StartsWith => Search::StartsWith(text.to_owned()),
                TextTest::EndsWith => Search::EndsWith(text.to_owned()),
                TextTest::Near => Search::Near(text.to_owned()),
                TextTest::Matches => unreachable!("a regular expression was asked for above"),
            }
            .folded(fold_text),
        )
    }
}

impl Search {
    /// Tells whether it is found in a text, given as it is and folded.
    pub(crate) fn finds(&self, text: &str, folded: &str) -> bool {
        match self {
            Search::Contains(part) => folded.contains(part.as_str()),
            Search::StartsWith(part) => folded.starts_with(part.as_str()),
            Search::EndsWith(part) => folded.ends_with(part.as_str()),
            Search::Near(other) => near_part(folded, other).is_some(),
            Search::Matches { regex, .. } => regex.is_match(text),
        }
    }

    fn folded(self, fold: impl Fn(&str) -> String) -> Self {
        match self {
            Search::Contains(part) => Search::Contains(fold(&part)),
            Search::StartsWith(part) => Search::StartsWith(fold(&part)),
            Search::EndsWith(part) => Search::EndsWith(fold(&part)),
            Search::Near(other) => Search::Near(fold(&other)),
            matches @ Search::Matches { .. } => matches,
        }
    }

    /// Folds what it looks for as names are folded.
    fn over_names(self) -> Self {
        self.folded(fold_name)
    }
}
