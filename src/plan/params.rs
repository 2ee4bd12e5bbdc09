//! Parameters: they become literals before anything is planned.

use std::sync::Arc;

use indexmap::IndexMap;

use super::head::is_collection;
use crate::diagnostic::{Diagnostic, Source, Span, nearest, quoted_list};
use crate::model::Kind;
use crate::syntax::{self, tree};

/// Returns what a parameter may be of.
pub(crate) fn parameter_types() -> impl Iterator<Item = &'static str> {
    let values = ["text", "date", "number", "truth", "duration"];
    values.into_iter().chain(Kind::ALL.map(Kind::collection))
}

/// Enters a declared parameter with the value given for it, or with its default.
pub(super) fn declare(
    param: &tree::Param,
    asked: Option<&str>,
    source: &Arc<Source>,
    at_prompt: bool,
    params: &mut IndexMap<String, tree::Expr>,
    errors: &mut Vec<Diagnostic>,
) {
    let types = parameter_types;
    let ty = param.ty.as_ref();
    if let Some(ty) = ty.filter(|ty| !types().any(|name| ty.is(name))) {
        let mut diagnostic =
            Diagnostic::error("unknown-type", format!("there is no type ‘{}’", ty.text))
                .at(source, ty.span);
        diagnostic
            .helps
            .extend(nearest(&ty.text, types()).map(|near| format!("did you mean ‘{near}’?")));
        errors.push(diagnostic.help(format!("a parameter is of {}", quoted_list(types()))));
    }
    let value = match (asked, &param.default) {
        (Some(value), _) => given(value, ty, param.name.span),
        (None, Some(default)) => default.clone(),
        (None, None) => {
            let message = format!("parameter ‘${}’ has no value", param.name.text);
            let diagnostic =
                Diagnostic::error("no-value-given", message).at(source, param.name.span);
            let give = how_to_give(&param.name.text, at_prompt);
            errors.push(diagnostic.help(format!("give it: {give}")));
            // What reads it has nothing more to complain of.
            let kind = tree::ExprKind::Broken;
            tree::Expr {
                kind,
                span: param.name.span,
            }
        }
    };
    if params
        .insert(param.name.text.to_ascii_lowercase(), value)
        .is_some()
    {
        let message = format!("parameter ‘${}’ is declared twice", param.name.text);
        errors.push(Diagnostic::error("duplicate-parameter", message).at(source, param.name.span));
    }
}

/// Says how a parameter is given a value: at the prompt, or on a command line.
pub(super) fn how_to_give(name: &str, at_prompt: bool) -> String {
    let option = if at_prompt { ".param" } else { "--param" };
    format!("{option} {name}=VALUE")
}

/// Reads a parameter's value: a literal of the language where it is one, else a text. What is a
/// text, or names a record, may stand in quotation marks or without.
pub(super) fn given(value: &str, ty: Option<&tree::Name>, span: Span) -> tree::Expr {
    let is_text = |ty: &tree::Name| ty.is("text") || is_collection(&ty.text);
    let source = Arc::new(Source {
        name: "parameter".to_owned(),
        text: value.to_owned(),
    });
    let (expr, errors) = syntax::parse_expr(&source);
    let quoted = matches!(expr.kind, tree::ExprKind::Literal(tree::Literal::Text(_)));
    if errors.is_empty() && is_literal(&expr) && (quoted || !ty.is_some_and(is_text)) {
        return tree::Expr { span, ..expr };
    }
    tree::Expr {
        kind: tree::ExprKind::Literal(tree::Literal::Text(value.to_owned())),
        span,
    }
}

fn is_literal(expr: &tree::Expr) -> bool {
    match &expr.kind {
        tree::ExprKind::Literal(tree::Literal::Regex { .. }) => false,
        tree::ExprKind::Literal(_) => true,
        tree::ExprKind::Negate(inner) => is_literal(inner),
        tree::ExprKind::Range(low, high) => {
            [low, high].into_iter().flatten().all(|end| is_literal(end))
        }
        _reads_something => false,
    }
}
