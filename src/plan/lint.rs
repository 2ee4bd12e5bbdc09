//! Conditions that are well formed and probably not what was meant.

use rustc_hash::FxHashMap;

use super::scope::{Planner, Scope};
use super::{Expr, ExprKind, Predicate, Query, Test};
use crate::diagnostic::Span;
use crate::model::{Kind, Origin};
use crate::syntax::{tree, written_name};
use crate::value::{Comparison, RangeSet};

impl Planner<'_> {
    /// Warns about a condition as it is written.
    pub(super) fn lint(&mut self, expr: &tree::Expr, scope: &Scope) {
        match &expr.kind {
            tree::ExprKind::Or(parts) => {
                for part in parts {
                    if matches!(part.kind, tree::ExprKind::And(_)) && !self.is_bracketed(part.span)
                    {
                        let diagnostic = self.warn(
                            "mixed-connectives",
                            part.span,
                            "‘and’ binds before ‘or’ here",
                        );
                        diagnostic.helps.push(
                            "put brackets round one of them to say which is meant".to_owned(),
                        );
                    }
                    self.lint(part, scope);
                }
            }
            tree::ExprKind::And(parts) => {
                self.lint_reports(parts, expr.span, scope);
                for part in parts {
                    self.lint(part, scope);
                }
            }
            tree::ExprKind::Not(inner) | tree::ExprKind::Possibly(inner) => self.lint(inner, scope),
            _no_connective => {}
        }
    }

    /// Tells whether brackets stand right round a place.
    fn is_bracketed(&self, span: Span) -> bool {
        let text = &self.source.text;
        let before = text
            .get(..span.start as usize)
            .unwrap_or_default()
            .trim_end();
        let after = text
            .get(span.end as usize..)
            .unwrap_or_default()
            .trim_start();
        before.ends_with('(') && after.starts_with(')')
    }

    /// Warns where two fields of a claim's reports may be met by different reports.
    fn lint_reports(&mut self, parts: &[tree::Expr], span: Span, scope: &Scope) {
        if scope.kind != Some(Kind::Claims) {
            return;
        }
        let mut fields: Vec<&str> = Vec::new();
        for part in parts {
            let field = match &part.kind {
                tree::ExprKind::Compare(Comparison::Equal, left, _) => field_of_reports(left),
                _other_condition => None,
            };
            fields.extend(field.filter(|field| !fields.contains(field)));
        }
        if let [first, second, ..] = fields[..] {
            let message =
                format!("‘{first}’ and ‘{second}’ may be met by different reports of one claim");
            let diagnostic = self.warn("different-reports", span, message);
            diagnostic.helps.push(format!(
                "for one report that meets both: exists reports[{first} = … and {second} = …]"
            ));
        }
    }

    /// Warns where a collection stands in brackets that the row has a field of the name of.
    pub(super) fn lint_whole_collection(
        &mut self,
        query: &tree::Query,
        planned: &Query,
        scope: &Scope,
    ) {
        let tree::Head::Name(head) = &query.head else {
            return;
        };
        let Some(kind) = scope.kind.filter(|kind| kind.field(&head.text).is_some()) else {
            return;
        };
        if !planned.carried.is_empty() || scope.column(&head.text).is_some() {
            return;
        }
        let (name, singular) = (&head.text, kind.schema().singular);
        let message = format!("‘{name}’ here are all of them, whichever the {singular}");
        let diagnostic = self.warn("whole-collection", head.span, message);
        diagnostic
            .helps
            .push(format!("for those of the {singular}: exists {name}[…]"));
    }

    /// Warns about a condition as it is planned.
    pub(super) fn lint_planned(&mut self, predicate: &Predicate) {
        match predicate {
            Predicate::And(parts) => {
                self.lint_two_names(parts);
                parts.iter().for_each(|part| self.lint_planned(part));
            }
            Predicate::Or(parts) => parts.iter().for_each(|part| self.lint_planned(part)),
            Predicate::Not(inner) | Predicate::Possibly(inner) => self.lint_planned(inner),
            Predicate::Test(value, test, span) => {
                let empty = match test {
                    Test::Days(set) => *set == RangeSet::empty(),
                    Test::Numbers(set, _) | Test::Durations(set) => *set == RangeSet::empty(),
                    Test::Texts(..)
                    | Test::Words(_)
                    | Test::Truth(_)
                    | Test::Named(_)
                    | Test::Search(_) => false,
                };
                if empty {
                    let message = format!("no value of ‘{value}’ can meet this");
                    let help = "where either is enough, write ‘or’";
                    self.warn("never", *span, message)
                        .helps
                        .push(help.to_owned());
                }
            }
            Predicate::Constant(_)
            | Predicate::Compare(..)
            | Predicate::Exists(..)
            | Predicate::Any(..)
            | Predicate::Member(..)
            | Predicate::ExistsQuery(_) => {}
        }
    }

    /// Warns where one single value is asked to be two things: once for each value.
    fn lint_two_names(&mut self, parts: &[Predicate]) {
        let mut seen: FxHashMap<String, Option<String>> = FxHashMap::default();
        for part in parts {
            let Predicate::Test(
                value @ Expr {
                    many: false,
                    kind: ExprKind::Path(_),
                    ..
                },
                Test::Named(_) | Test::Words(_) | Test::Texts(Comparison::Equal, _),
                span,
            ) = part
            else {
                continue;
            };
            let path = value.to_string();
            let asked = part.to_string();
            let Some(earlier) = seen.get_mut(&path) else {
                seen.insert(path, Some(asked));
                continue;
            };
            if earlier.take_if(|earlier| *earlier != asked).is_some() {
                let message = format!("‘{path}’ has one value and can't be both");
                self.warn("two-values", *span, message)
                    .helps
                    .push(format!("for either: {path} in (…, …)"));
            }
        }
    }

    /// Warns where a name stands in quotes, and is a text, where a value of the row is asked for.
    pub(super) fn lint_quoted_name(&mut self, expr: &tree::Expr, scope: &Scope) {
        let tree::ExprKind::Literal(tree::Literal::Text(text)) = &expr.kind else {
            return;
        };
        // What a parameter stands for may well be called as a field is.
        if !scope.has(text) || !self.words_at(expr.span).starts_with(['"', '“']) {
            return;
        }
        let Some(name) = written_name(text) else {
            return;
        };
        let message = "a text in quotes is the same in every row";
        self.warn("quoted-name", expr.span, message)
            .helps
            .push(format!("write the name: {name}"));
    }

    /// Warns where a whole number is too large to be kept to its last digit.
    pub(super) fn lint_large_number(&mut self, text: &str, value: f64, span: Span) {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if value.abs() > EXACT && text.bytes().all(|byte| byte.is_ascii_digit()) {
            let message = "a number as large as this is not kept to its last digit";
            self.warn("large-number", span, message).helps.push(
                "whole numbers are exact up to 9007199254740992; text in quotes is kept as it is"
                    .to_owned(),
            );
        }
    }

    /// Warns where rows are sorted by a number that is no column.
    pub(super) fn lint_number_key(&mut self, expr: &tree::Expr, scope: &Scope) {
        let tree::ExprKind::Literal(tree::Literal::Number { text, .. }) = &expr.kind else {
            return;
        };
        let names = scope.columns.iter().filter_map(|info| info.name.as_deref());
        let place = text.parse::<usize>().ok().filter(|_| scope.kind.is_none());
        let meant = place.and_then(|place| names.clone().nth(place.checked_sub(1)?));
        let help = match meant.and_then(written_name) {
            Some(name) => format!("write the name: {name}"),
            None => "write the name of a field or a column".to_owned(),
        };
        self.warn(
            "number-key",
            expr.span,
            "a number is the same in every row, and sorts nothing",
        )
        .helps
        .push(help);
    }
}

/// Returns the field of a claim's reports that an expression names, as `via` or `reports.via`.
fn field_of_reports(expr: &tree::Expr) -> Option<&'static str> {
    match &expr.kind {
        tree::ExprKind::Name(name) => {
            let (_, field) = Kind::Claims.field(name)?;
            let of_reports =
                matches!(field.origin, Origin::Shorthand(text) if text.starts_with("reports."));
            of_reports.then_some(field.name)
        }
        tree::ExprKind::Field(base, name) => {
            let (_, field) = Kind::Reports.field(&name.text)?;
            let of_reports = matches!(&base.kind, tree::ExprKind::Name(base) if base.eq_ignore_ascii_case("reports"));
            of_reports.then_some(field.name)
        }
        _no_path => None,
    }
}
