//! The stage that looks for words and ranks the rows.

use super::literal::Loose;
use super::path::type_name;
use super::query::Rows;
use super::scope::{Planner, Scope};
use super::{Expr, ExprKind, Leaf, Output, SortKey, Stage};
use crate::diagnostic::Span;
use crate::model::Kind;
use crate::syntax::tree;
use crate::value::{Type, fold_text, words};

/// What the column of scores is called.
const SCORE: &str = "score";

/// A search for words in the texts of records, which ranks the records.
#[derive(Debug, Clone)]
pub struct Ranked {
    /// The words as the query writes them.
    pub text: String,
    /// Where it does.
    pub span: Span,
    /// What is looked for, each once.
    pub wanted: Vec<Wanted>,
    /// Words in a row that must not stand in any text, folded.
    pub unwanted: Vec<String>,
    /// The text fields that are looked at, each at the end of a path from the record.
    pub texts: Vec<Expr>,
    /// Whether the answer would widen if there were no such word.
    pub widens: bool,
}

/// Something that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// A word, or several that stand in a row, folded, a blank between each.
    pub words: String,
    /// Whether there must be it, in the place of any.
    pub must: bool,
}

impl Expr {
    /// Returns the field that it reaches from the row, where it is one that is stored.
    pub(crate) fn stored_field(&self) -> Option<(Kind, usize)> {
        match &self.kind {
            ExprKind::Path(path) if path.is_carried() => match path.leaf {
                Leaf::Field(kind, place) => Some((kind, place)),
                Leaf::Itself | Leaf::Evidence(..) | Leaf::Computed(..) => None,
            },
            _computed => None,
        }
    }
}

impl Planner<'_> {
    /// Plans `search "words" in path`.
    pub(super) fn ranked(
        &mut self,
        words: &tree::Expr,
        path: Option<&tree::Expr>,
        rows: &mut Rows,
    ) -> Option<()> {
        let text = self.words_text(words);
        let Some(kind) = rows.scope.kind else {
            let message = "‘search’ looks at the texts of records, and these rows are columns";
            self.error("search-no-records", words.span, message)
                .helps
                .push("put it before what makes columns of them".to_owned());
            return None;
        };
        let texts = match path {
            Some(path) => self.text_at(path, kind).map(|text| vec![text]),
            None => {
                let texts = kind.schema().texts.iter();
                texts
                    .map(|text| self.expand(kind, text, words.span))
                    .collect()
            }
        };
        let (text, texts) = (text?, texts?);
        let (wanted, unwanted) = self.asked_words(&text, words.span)?;
        let score = Output {
            name: SCORE.to_owned(),
            expr: Expr::column(rows.scope.columns.len(), Type::Number, false),
        };
        rows.scope.add(&score);
        let is_score = |shown: &Output| shown.name.eq_ignore_ascii_case(SCORE);
        rows.visible.retain(|shown| !is_score(shown));
        rows.sorted = vec![SortKey {
            expr: score.expr.clone(),
            descending: true,
        }];
        rows.ordered = true;
        rows.visible.push(score);
        rows.stages.push(Stage::Search(self.searches.len()));
        let (span, widens) = (self.place(words.span), self.negations > 0);
        self.searches.push(Ranked {
            text,
            span,
            wanted,
            unwanted,
            texts,
            widens,
        });
        Some(())
    }

    /// Returns what a search is told to look for.
    fn words_text(&mut self, words: &tree::Expr) -> Option<String> {
        let operand = self.operand(words, &Scope::table(&[]))?;
        if let Loose::Number { text, .. } = operand.loose {
            return Some(text);
        }
        let found = operand.as_text().map(str::to_owned);
        if found.is_none() {
            self.error("not-a-pattern", words.span, "‘search’ looks for words")
                .helps
                .push("write them in quotes: \"…\"".to_owned());
        }
        found
    }

    /// Plans the path to the texts; of records it is what stands for them.
    fn text_at(&mut self, path: &tree::Expr, kind: Kind) -> Option<Expr> {
        let value = self.value(path, &Scope::of(kind))?;
        let value = match value.ty {
            Type::Record(kind) => {
                let kind = Kind::from_number(kind);
                self.field_of(value, kind, kind.schema().label, path.span)?
            }
            Type::Text
            | Type::Word(_)
            | Type::Truth
            | Type::Date(_)
            | Type::Number
            | Type::Duration => self.searched(value, path.span)?,
        };
        if value.stored_field().is_some() && value.ty == Type::Text {
            return Some(value);
        }
        let message = if value.ty == Type::Text {
            "‘search’ looks at texts as they are recorded, and this one is computed".to_owned()
        } else {
            let found = type_name(value.ty);
            format!("‘search’ looks at texts, and this is {found}")
        };
        let known = kind.schema().texts.join(", ");
        self.error("search-no-text", path.span, message)
            .helps
            .push(format!("without ‘in’ it looks at {known}"));
        None
    }

    /// Takes what is looked for apart: words, words in a row between quotes, and behind a dash what
    /// must not stand there.
    fn asked_words(&mut self, text: &str, span: Span) -> Option<(Vec<Wanted>, Vec<String>)> {
        let folded = fold_text(text);
        let (mut wanted, mut unwanted) = (Vec::<Wanted>::new(), Vec::<String>::new());
        let mut rest = folded.trim_start();
        while !rest.is_empty() {
            let (not, start) = match rest.strip_prefix('-') {
                Some(start) => (true, start),
                None => (false, rest),
            };
            let quoted = start.strip_prefix('"');
            let body = quoted.unwrap_or(start);
            let ends = |c: char| {
                if quoted.is_some() {
                    c == '"'
                } else {
                    c == ' ' || c == '"'
                }
            };
            let end = body.find(ends);
            if quoted.is_some() && end.is_none() {
                self.error(
                    "search-open-quote",
                    span,
                    "a quote within the words has no end",
                )
                .helps
                .push(format!("write: {}", escaped(&format!("{folded}\""))));
                return None;
            }
            let (part, behind) = body.split_at(end.unwrap_or(body.len()));
            rest = if quoted.is_some() {
                &behind[1..]
            } else {
                behind
            };
            rest = rest.trim_start();
            let row = words(part).collect::<Vec<_>>().join(" ");
            if row.is_empty() {
                continue;
            }
            if not {
                if !unwanted.contains(&row) {
                    unwanted.push(row);
                }
            } else if quoted.is_some() {
                wanted.retain(|other| other.words != row);
                wanted.push(Wanted {
                    words: row,
                    must: true,
                });
            } else {
                for word in row.split(' ') {
                    if !wanted.iter().any(|other| other.words == word) {
                        wanted.push(Wanted {
                            words: word.to_owned(),
                            must: false,
                        });
                    }
                }
            }
        }
        if wanted.is_empty() {
            let message = if unwanted.is_empty() {
                "there is no word to look for"
            } else {
                "there are only words to leave out, and none to look for"
            };
            self.error("search-no-word", span, message)
                .helps
                .push("write: search \"prisoner exchange\"".to_owned());
            return None;
        }
        Some((wanted, unwanted))
    }
}

/// Writes a text as a string of the language.
fn escaped(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
