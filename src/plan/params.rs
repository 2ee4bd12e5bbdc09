//! Parameters: they become literals before anything is planned.

use std::cell::Cell;
use std::sync::Arc;

use indexmap::IndexMap;

use super::head::{collection_named, is_collection};
use super::literal::{Loose, Operand};
use super::path::type_name;
use super::scope::{Planner, Scope};
use super::{Constant, Expr};
use crate::diagnostic::{Diagnostic, Source, Span, did_you_mean, nearest, quoted_list};
use crate::model::Kind;
use crate::syntax::{self, tree};
use crate::value::{Type, Unit};

/// The types that parameters have besides those that name records.
const VALUES: [(&str, Type); 5] = [
    ("text", Type::Text),
    ("date", Type::Date(Unit::Day)),
    ("number", Type::Number),
    ("truth", Type::Truth),
    ("duration", Type::Duration),
];

/// A parameter, and what stands for it.
pub(super) struct Parameter {
    /// Its name, where it is declared.
    name: tree::Name,
    /// What it is declared to be of; none where it is as its literal reads.
    ty: Option<Type>,
    /// The literal that stands for it.
    value: tree::Expr,
    /// How that is written where it comes from without.
    given: Option<String>,
    /// Whether the text says that there is such a parameter.
    declared: bool,
    /// Whether a query reads it.
    read: Cell<bool>,
}

/// Returns what a parameter may be of.
pub(crate) fn parameter_types() -> impl Iterator<Item = &'static str> {
    let values = VALUES.into_iter().map(|(name, _)| name);
    values.chain(Kind::ALL.map(Kind::collection))
}

/// Returns the type that a declaration names.
fn type_named(name: &tree::Name) -> Option<Type> {
    let value = VALUES.into_iter().find(|(own, _)| name.is(own));
    let value = value.map(|(_, ty)| ty);
    value.or_else(|| collection_named(&name.text).map(Kind::reference))
}

/// Enters a declared parameter with the value given for it, or with its default.
pub(super) fn declare(
    param: &tree::Param,
    asked: Option<&str>,
    source: &Arc<Source>,
    giving: Option<&str>,
    params: &mut IndexMap<String, Parameter>,
    errors: &mut Vec<Diagnostic>,
) {
    let types = parameter_types;
    let ty = param.ty.as_ref();
    let of = ty.and_then(type_named);
    if let Some(ty) = ty.filter(|_| of.is_none()) {
        let mut diagnostic =
            Diagnostic::error("unknown-type", format!("there is no type ‘{}’", ty.text))
                .at(source, ty.span);
        diagnostic
            .helps
            .extend(nearest(&ty.text, types()).map(did_you_mean));
        errors.push(diagnostic.help(format!("a parameter is of {}", quoted_list(types()))));
    }
    let value = match (asked, &param.default) {
        (Some(value), _) => literal(value, ty, param.name.span),
        (None, Some(default)) => default.clone(),
        (None, None) => {
            let message = format!("parameter ‘${}’ has no value", param.name.text);
            let diagnostic =
                Diagnostic::error("no-value-given", message).at(source, param.name.span);
            let help = match giving {
                Some(giving) => format!("give it: {}", written(giving, &param.name.text)),
                None => format!("give it, or declare a default: {}", default(param)),
            };
            errors.push(diagnostic.help(help));
            // What reads it has nothing more to complain of.
            let kind = tree::ExprKind::Broken;
            tree::Expr {
                kind,
                span: param.name.span,
            }
        }
    };
    let parameter = Parameter {
        name: param.name.clone(),
        ty: of,
        value,
        given: asked.map(str::to_owned),
        declared: true,
        read: Cell::new(false),
    };
    let key = param.name.text.to_ascii_lowercase();
    if params.insert(key, parameter).is_some() {
        let message = format!("parameter ‘${}’ is declared twice", param.name.text);
        errors.push(Diagnostic::error("duplicate-parameter", message).at(source, param.name.span));
    }
}

/// Says how a parameter is given a value: `--param since=VALUE`.
fn written(giving: &str, name: &str) -> String {
    format!("{giving} {name}=VALUE")
}

/// Writes a declaration with a default.
fn default(param: &tree::Param) -> String {
    let ty = param.ty.as_ref();
    let ty = ty.map_or_else(String::new, |ty| format!(": {}", ty.text));
    format!("param ${}{ty} = …;", param.name.text)
}

/// Enters the parameters that are given and not declared.
pub(super) fn enter_given(given: &[(String, String)], params: &mut IndexMap<String, Parameter>) {
    for (name, value) in given {
        let key = name.to_ascii_lowercase();
        params.entry(key).or_insert_with(|| Parameter {
            name: tree::Name {
                text: name.clone(),
                span: Span::default(),
            },
            ty: None,
            value: literal(value, None, Span::default()),
            given: Some(value.clone()),
            declared: false,
            read: Cell::new(false),
        });
    }
}

/// Warns of values that go to no parameter, where one of nearly that name is left without.
pub(super) fn misnamed(
    params: &IndexMap<String, Parameter>,
    source: &Arc<Source>,
    end: usize,
    found: &mut Vec<Diagnostic>,
) {
    let left = || {
        let own = |own: &&Parameter| own.name.span.range().start < end;
        let left = params
            .values()
            .filter(|it| it.declared && it.given.is_none());
        left.filter(own)
    };
    for lost in params.values().filter(|it| !it.declared && !it.read.get()) {
        let name = &lost.name.text;
        let near = nearest(name, left().map(|it| it.name.text.as_str()));
        let Some(near) = near.and_then(|near| left().find(|it| it.name.is(near))) else {
            continue;
        };
        let message = format!(
            "a value is given to ‘{name}’, which is no parameter of this text; ‘${}’ has its default",
            near.name.text
        );
        let diagnostic = Diagnostic::warning("unknown-parameter", message);
        let diagnostic = diagnostic.at(source, near.name.span);
        found.push(diagnostic.near(&near.name.text));
    }
}

/// Returns the names of the parameters that a text reads and does not declare.
pub(super) fn read_behind(
    params: &IndexMap<String, Parameter>,
    end: usize,
) -> impl Iterator<Item = &str> {
    let is_elsewhere = move |it: &Parameter| !it.declared || it.name.span.range().start >= end;
    let read = params.values().filter(move |it| is_elsewhere(it));
    read.filter(|it| it.read.get())
        .map(|it| it.name.text.as_str())
}

/// Reads a parameter's value: a literal of the language where it is one, else a text. What is a
/// text, or names a record, may stand in quotation marks or without.
fn literal(value: &str, ty: Option<&tree::Name>, span: Span) -> tree::Expr {
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

impl Planner<'_> {
    /// Plans what stands for a parameter; one that is declared is of its type.
    pub(super) fn parameter(&mut self, name: &str, span: Span, scope: &Scope) -> Option<Operand> {
        let (params, giving) = (self.params, self.giving);
        let Some(parameter) = params.get(&name.to_ascii_lowercase()) else {
            let near = nearest(name, params.keys().map(String::as_str));
            let diagnostic = self.error(
                "unknown-parameter",
                span,
                format!("parameter ‘${name}’ has no value"),
            );
            let helps = &mut diagnostic.helps;
            helps.extend(near.map(|near| format!("did you mean ‘${near}’?")));
            helps.push(format!(
                "declare it before the query: param ${name} = \"…\";"
            ));
            helps.extend(giving.map(|giving| format!("or give it: {}", written(giving, name))));
            return None;
        };
        parameter.read.set(true);
        let operand = self.typed_parameter(parameter, scope)?;
        Some(Operand { span, ..operand })
    }

    /// Reports a declaration whose value is of another type, be it used or not.
    pub(super) fn declaration(&mut self, param: &tree::Param) {
        let params = self.params;
        if let Some(parameter) = params.get(&param.name.text.to_ascii_lowercase()) {
            self.typed_parameter(parameter, &Scope::table(&[]));
        }
    }

    /// Reads the value of a parameter as its declaration says.
    fn typed_parameter(&mut self, parameter: &Parameter, scope: &Scope) -> Option<Operand> {
        let operand = self.operand(&parameter.value, scope)?;
        let Some(ty) = parameter.ty else {
            return Some(operand);
        };
        let of = |loose| Operand {
            loose,
            ..operand.clone()
        };
        let helps = match (&operand.loose, ty) {
            (Loose::Text(text), Type::Text | Type::Record(_)) => {
                let text = text.clone();
                return Some(of(Loose::Declared { text, ty }));
            }
            (Loose::Number { text, .. }, Type::Text | Type::Record(_)) => {
                vec![format!("write: \"{text}\"")]
            }
            (_, Type::Date(_) | Type::Number | Type::Truth | Type::Duration) => {
                match self.tried(|planner| planner.constant(&operand, ty, scope)) {
                    Ok(constant) => return Some(of(Loose::Typed(Expr::constant(constant, ty)))),
                    Err(helps) => helps,
                }
            }
            (_, Type::Text | Type::Record(_) | Type::Word(_)) => Vec::new(),
        };
        self.unfit(parameter, ty, helps);
        None
    }

    /// Plans a constant; where it is none, gives what would mend it in the place of the error.
    fn tried(
        &mut self,
        plan: impl FnOnce(&mut Self) -> Option<Constant>,
    ) -> Result<Constant, Vec<String>> {
        let before = self.errors.len();
        let planned = plan(self);
        let told = self.errors.split_off(before);
        // How values compare is not what is wrong here.
        let told = told.into_iter().filter(|told| told.code != "mixed-types");
        let helps = told.flat_map(|told| told.helps).collect();
        planned.ok_or(helps)
    }

    /// Reports that what stands for a parameter is not what it is declared to be of. It is told
    /// where that stands, in the same words at each use, so that it is told once.
    fn unfit(&mut self, parameter: &Parameter, ty: Type, helps: Vec<String>) {
        let name = &parameter.name.text;
        let (what, span) = match &parameter.given {
            Some(given) => {
                let given = format!("‘{given}’, which is given to ‘${name}’,");
                (given, parameter.name.span)
            }
            None => (format!("the default of ‘${name}’"), parameter.value.span),
        };
        let wanted = match ty {
            Type::Text | Type::Word(_) => "is not a text".to_owned(),
            Type::Date(_) => "is not a date".to_owned(),
            Type::Number => "is not a number".to_owned(),
            Type::Truth => "is neither true nor false".to_owned(),
            Type::Duration => "is not a length of time".to_owned(),
            Type::Record(kind) => {
                let kind = Kind::from_number(kind).collection();
                format!("is not a text, and names of {kind} are texts")
            }
        };
        let message = format!("{what} {wanted}");
        let mut diagnostic = Diagnostic::error("parameter-type", message).at(self.source, span);
        diagnostic.helps.extend(helps);
        let giving = self.giving.filter(|_| parameter.given.is_some());
        let another = giving.map(|giving| format!("give another: {}", written(giving, name)));
        diagnostic.helps.extend(another);
        self.errors.push(diagnostic);
    }

    /// Reads a parameter that is declared to be a text, or to name records, as a value of a type.
    pub(super) fn declared_constant(
        &mut self,
        text: &str,
        declared: Type,
        ty: Type,
        span: Span,
    ) -> Option<Constant> {
        if declared == Type::Text {
            if let Type::Word(vocabulary) = ty {
                return self.word(text, vocabulary, span).map(Constant::Word);
            }
            if ty == Type::Text {
                return Some(Constant::Text(text.to_owned()));
            }
        }
        self.parameter_beside(declared, ty, span);
        None
    }

    /// Reports a literal, or what stands for a parameter, beside what it can't be compared with.
    pub(super) fn literal_mismatch(&mut self, own: Type, beside: Type, span: Span) {
        if self.words_at(span).starts_with('$') {
            self.parameter_beside(own, beside, span);
        } else {
            self.mismatch(own, beside, span);
        }
    }

    /// Reports a parameter beside what it can't be compared with.
    fn parameter_beside(&mut self, own: Type, beside: Type, span: Span) {
        let what = self.parameter_is(own, span);
        let message = format!("{what}; it can't be compared with {}", type_name(beside));
        let wanted = match beside {
            Type::Text | Type::Word(_) => "text",
            Type::Date(_) => "date",
            Type::Number => "number",
            Type::Truth => "truth",
            Type::Duration => "duration",
            Type::Record(kind) => Kind::from_number(kind).collection(),
        };
        let help = self.declared_so(wanted, span);
        let diagnostic = self.error("mixed-types", span, message);
        diagnostic.helps.push(help);
    }

    /// Says what a parameter that is read at a place is.
    pub(super) fn parameter_is(&self, ty: Type, span: Span) -> String {
        let written = self.words_at(span);
        match ty {
            Type::Record(kind) => {
                format!("‘{written}’ names {}", Kind::from_number(kind).collection())
            }
            Type::Text
            | Type::Word(_)
            | Type::Truth
            | Type::Date(_)
            | Type::Number
            | Type::Duration => format!("‘{written}’ is {}", type_name(ty)),
        }
    }

    /// Says how a parameter that is read at a place would be declared to be of a type.
    pub(super) fn declared_so(&self, ty: &str, span: Span) -> String {
        format!("declare it so: param {}: {ty}", self.words_at(span))
    }
}
