//! Conditions that are well formed and probably not what was meant.

use super::scope::{Planner, Scope};
use super::{Expr, ExprKind, Predicate, Query, Test};
use crate::diagnostic::Span;
use crate::model::{Kind, Origin};
use crate::syntax::tree;
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

    /// Warns where one single value is asked to be two things.
    fn lint_two_names(&mut self, parts: &[Predicate]) {
        let mut seen: Vec<String> = Vec::new();
        for part in parts {
            let Predicate::Test(
                value @ Expr {
                    many: false,
                    kind: ExprKind::Path(_),
                    ..
                },
                test,
                span,
            ) = part
            else {
                continue;
            };
            if !matches!(
                test,
                Test::Named(_) | Test::Words(_) | Test::Texts(Comparison::Equal, _)
            ) {
                continue;
            }
            let path = value.to_string();
            if seen.contains(&path) {
                let diagnostic = self.warn(
                    "two-values",
                    *span,
                    format!("‘{path}’ has one value and can't be both"),
                );
                diagnostic
                    .helps
                    .push(format!("for either: {path} in (…, …)"));
            }
            seen.push(path);
        }
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
