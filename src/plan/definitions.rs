//! What a text names by itself: queries by `let`, expressions by `def`.
//!
//! Both are written out where they are used: the rows of a `let` are planned anew, the body of a
//! `def` is planned with the arguments in it (`substitute`). Nothing is defined through itself,
//! and what is written out has limits.

use std::cell::Cell;
use std::sync::Arc;

use super::query::Rows;
use super::rewrite::{self, Rewrite};
use super::scope::{Planner, Scope};
use super::substitute::substitute;
use crate::diagnostic::{Diagnostic, Source, Span};
use crate::model::Kind;
use crate::operator::{AGGREGATES, FUNCTIONS};
use crate::syntax::tree;
use crate::value::Type;

/// How many bytes the definitions that a text uses may come to, written out.
const MAX_WRITTEN_OUT: usize = 1 << 18;

/// What a text names.
#[derive(Default)]
pub(super) struct Definitions<'t> {
    all: Vec<Definition<'t>>,
    /// How many bytes have been written out.
    written_out: Cell<usize>,
}

struct Definition<'t> {
    name: &'t tree::Name,
    what: What<'t>,
    used: Cell<bool>,
    /// Whether writing it out would never end.
    endless: Cell<bool>,
}

#[derive(Clone, Copy)]
enum What<'t> {
    Query(&'t tree::Query),
    Expression(&'t tree::Def),
}

/// The names that something may use.
struct Names<'t> {
    /// The arguments, whose names mean nothing else.
    params: &'t [tree::Name],
    found: Vec<String>,
}

impl Rewrite for Names<'_> {
    fn expr(&mut self, expr: &tree::Expr) -> Option<tree::Expr> {
        match &expr.kind {
            tree::ExprKind::Name(name) if !self.params.iter().any(|param| param.is(name)) => {
                self.found.push(name.clone());
            }
            tree::ExprKind::Call { name, .. } => self.found.push(name.text.clone()),
            _names_nothing => {}
        }
        None
    }

    fn head(&mut self, name: &tree::Name) {
        self.found.push(name.text.clone());
    }
}

impl<'t> Definitions<'t> {
    /// Gathers what a text names; names that can't be had are reported.
    pub(super) fn collect(
        file: &'t tree::File,
        source: &Arc<Source>,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut definitions = Definitions::default();
        for statement in &file.statements {
            let (name, what) = match &statement.kind {
                tree::StatementKind::Let(own) => (&own.name, What::Query(&own.query)),
                tree::StatementKind::Def(def) => (&def.name, What::Expression(def)),
                tree::StatementKind::Param(_) | tree::StatementKind::Query(_) => continue,
            };
            let mut refuse = |message: String, span| {
                found.push(Diagnostic::error("taken-name", message).at(source, span));
            };
            if let Some(holder) = holder(&name.text, what) {
                refuse(format!("‘{}’ is {holder}", name.text), name.span);
            } else if let Some(earlier) = definitions.find(&name.text) {
                let message = format!("‘{}’ is defined twice", name.text);
                let diagnostic = Diagnostic::error("taken-name", message).at(source, name.span);
                found.push(diagnostic.label(source, earlier.name.span, "first here"));
                continue;
            }
            if let What::Expression(def) = what {
                for (place, param) in def.params.iter().enumerate() {
                    if def.params[..place]
                        .iter()
                        .any(|other| other.is(&param.text))
                    {
                        let (name, param, span) = (&def.name.text, &param.text, param.span);
                        refuse(format!("‘{name}’ has two arguments ‘{param}’"), span);
                    }
                }
            }
            definitions.all.push(Definition {
                name,
                what,
                used: Cell::new(false),
                endless: Cell::new(false),
            });
        }
        definitions.refuse_endless(source, found);
        definitions
    }

    /// Reports what is defined through itself.
    fn refuse_endless(&self, source: &Arc<Source>, found: &mut Vec<Diagnostic>) {
        let uses: Vec<Vec<usize>> = self.all.iter().map(|own| self.uses_of(own.what)).collect();
        for (place, own) in self.all.iter().enumerate() {
            // A search from each for the way back to itself.
            let mut came_from = vec![None; self.all.len()];
            let mut open = vec![place];
            while let Some(at) = open.pop() {
                for &next in &uses[at] {
                    if came_from[next].is_none() {
                        came_from[next] = Some(at);
                        open.push(next);
                    }
                }
            }
            let Some(mut at) = came_from[place] else {
                continue;
            };
            own.endless.set(true);
            // Its name is refused, and what it means with it.
            if holder(&own.name.text, own.what).is_some() {
                continue;
            }
            let mut way = vec![own.name.text.as_str()];
            while at != place {
                way.push(&self.all[at].name.text);
                at = came_from[at].expect("the search came here from somewhere");
            }
            way.push(&own.name.text);
            way.reverse();
            let (name, way) = (&own.name.text, way.join(" → "));
            let message = format!("‘{name}’ is defined through itself: {way}");
            found.push(Diagnostic::error("recursive", message).at(source, own.name.span));
        }
    }

    /// Returns the definitions that one uses, by their places.
    fn uses_of(&self, what: What<'_>) -> Vec<usize> {
        let mut names = Names {
            params: &[],
            found: Vec::new(),
        };
        match what {
            What::Query(query) => {
                rewrite::query(&mut names, query);
            }
            What::Expression(def) => {
                names.params = &def.params;
                rewrite::expr(&mut names, &def.body);
            }
        }
        let is_used = |own: &Definition<'_>| names.found.iter().any(|name| own.name.is(name));
        let used = self.all.iter().enumerate();
        let used = used.filter(|(_, own)| is_used(own));
        used.map(|(place, _)| place).collect()
    }

    fn find(&self, name: &str) -> Option<&Definition<'t>> {
        self.all.iter().find(|own| own.name.is(name))
    }

    /// Tells whether something has been asked of a definition.
    pub(super) fn is_used(&self, name: &tree::Name) -> bool {
        let found = self.find(&name.text);
        found.is_some_and(|own| own.used.get())
    }

    /// Tells whether a query bears this name.
    pub(super) fn has_query(&self, name: &str) -> bool {
        let found = self.find(name);
        found.is_some_and(|own| matches!(own.what, What::Query(_)))
    }

    /// Returns the names of queries.
    pub(super) fn queries(&self) -> impl Iterator<Item = &'t str> {
        let queries = self.all.iter();
        let queries = queries.filter(|own| matches!(own.what, What::Query(_)));
        queries.map(|own| own.name.text.as_str())
    }

    /// Returns the names of expressions.
    pub(super) fn expressions(&self) -> impl Iterator<Item = &'t str> {
        let expressions = self.all.iter();
        let expressions = expressions.filter(|own| matches!(own.what, What::Expression(_)));
        expressions.map(|own| own.name.text.as_str())
    }

    /// Returns what a text defines before its end; what stands behind was asked before it.
    fn own(&self, end: usize) -> impl Iterator<Item = &Definition<'t>> {
        let own = self.all.iter();
        own.filter(move |own| own.name.span.range().start < end)
    }

    /// Returns the names that were asked of what stands behind a text.
    pub(super) fn used_behind(&self, end: usize) -> impl Iterator<Item = &'t str> {
        let behind = self.all.iter();
        let behind = behind.filter(move |own| own.name.span.range().start >= end);
        behind
            .filter(|own| own.used.get())
            .map(|own| own.name.text.as_str())
    }

    /// Reports a text that defines something and asks nothing.
    pub(super) fn asked_nothing(
        &self,
        source: &Arc<Source>,
        end: usize,
        found: &mut Vec<Diagnostic>,
    ) {
        if let Some(first) = self.own(end).next() {
            let message = format!("‘{}’ is defined, and nothing is asked", first.name.text);
            let diagnostic = Diagnostic::error("asks-nothing", message);
            let diagnostic = diagnostic.at(source, first.name.span);
            found.push(diagnostic.help("write a query behind it, in the same text, after a ‘;’"));
        }
    }

    /// Warns of what is named in vain.
    pub(super) fn unused(&self, source: &Arc<Source>, end: usize, found: &mut Vec<Diagnostic>) {
        for own in self.own(end).filter(|own| !own.used.get()) {
            let message = format!("‘{}’ is never used", own.name.text);
            found.push(Diagnostic::warning("unused", message).at(source, own.name.span));
        }
    }
}

/// Returns what else bears a name that a definition would take.
fn holder(name: &str, what: What<'_>) -> Option<String> {
    match what {
        What::Query(_) => Kind::named(name).map(|_| "a collection; its name is taken".to_owned()),
        What::Expression(def) => {
            let functions = FUNCTIONS.iter().map(|row| row.name);
            let mut functions = functions.chain(AGGREGATES.iter().map(|row| row.name));
            if functions.any(|function| def.name.is(function)) {
                return Some("a function; its name is taken".to_owned());
            }
            if !def.params.is_empty() {
                return None;
            }
            let has_field = |kind: &Kind| kind.field(name).is_some();
            let field = Kind::ALL.into_iter().find(has_field);
            let field =
                field.map(|kind| format!("a field of {}; its name is taken", kind.collection()));
            field.or_else(|| {
                let word = vocabulary_of(name)?;
                Some(format!("a word for {word}; its name is taken"))
            })
        }
    }
}

/// Returns the name of a vocabulary that has this word.
pub(super) fn vocabulary_of(word: &str) -> Option<&'static str> {
    let fields = Kind::ALL.into_iter().flat_map(|kind| kind.schema().fields);
    let mut vocabularies = fields.filter_map(|field| match field.ty {
        Type::Word(vocabulary) => Some(vocabulary),
        Type::Text
        | Type::Truth
        | Type::Date(_)
        | Type::Number
        | Type::Duration
        | Type::Record(_) => None,
    });
    let found = vocabularies.find(|vocabulary| vocabulary.code(word).is_some());
    found.map(|vocabulary| vocabulary.name)
}

/// A definition of an expression, called.
pub(super) struct Call<'e, 't> {
    pub(super) def: &'t tree::Def,
    pub(super) args: &'e [tree::Expr],
    distinct: bool,
    endless: bool,
    span: Span,
}

impl<'t> Planner<'t> {
    /// Plans the query that is called so by the text; none where there is none, or it can't be.
    pub(super) fn named_query(&mut self, name: &tree::Name) -> Option<Option<Rows>> {
        let definitions = self.definitions;
        let own = definitions.find(&name.text)?;
        let What::Query(query) = own.what else {
            return None;
        };
        own.used.set(true);
        if own.endless.get() || !self.affords(query.span.range().len(), name.span) {
            return Some(None);
        }
        Some(self.deeper(name.span, |planner| planner.rows(query, None)))
    }

    /// Tells whether an expression calls a definition.
    pub(super) fn called<'e>(&self, expr: &'e tree::Expr, scope: &Scope) -> Option<Call<'e, 't>> {
        let (name, args, distinct) = match &expr.kind {
            tree::ExprKind::Name(name) if !scope.knows(name) => (name, &[][..], false),
            tree::ExprKind::Call {
                name,
                args,
                distinct,
            } => (&name.text, args.as_slice(), *distinct),
            _no_call => return None,
        };
        let definitions = self.definitions;
        let own = definitions.find(name)?;
        let What::Expression(def) = own.what else {
            return None;
        };
        own.used.set(true);
        Some(Call {
            def,
            args,
            distinct,
            endless: own.endless.get(),
            span: expr.span,
        })
    }

    /// Plans the body of a definition with the arguments in their places.
    pub(super) fn within_call<T>(
        &mut self,
        call: &Call<'_, 't>,
        scope: &Scope,
        plan: impl FnOnce(&mut Self, &tree::Expr) -> Option<T>,
    ) -> Option<T> {
        let (def, written) = (call.def, usage(call.def));
        if call.distinct {
            let message = format!("‘distinct’ has no meaning in {}", def.name.text);
            self.error("distinct-elsewhere", call.span, message)
                .helps
                .push(format!("write: {written}"));
            return None;
        }
        if call.args.len() != def.params.len() {
            let takes = match def.params.len() {
                1 => "one value".to_owned(),
                number => format!("{number} values"),
            };
            let message = format!("{} takes {takes}, not {}", def.name.text, call.args.len());
            self.error("argument-count", call.span, message)
                .helps
                .push(format!("write: {written}"));
            self.label_last(def.name.span, "defined here");
            return None;
        }
        let arguments = call.args.iter().map(|arg| arg.span.range().len());
        let size = def.body.span.range().len() + arguments.sum::<usize>();
        if call.endless || !self.affords(size, call.span) {
            return None;
        }
        let body = substitute(self, call, scope)?;
        self.calls.push((def.name.text.clone(), call.span));
        let planned = plan(self, &body);
        self.calls.pop();
        planned
    }

    /// Counts what is written out; reports where it comes to too much.
    pub(super) fn affords(&mut self, size: usize, span: Span) -> bool {
        let before = self.definitions.written_out.get();
        let after = before.saturating_add(size);
        self.definitions.written_out.set(after);
        // What comes after the first that was too much is not told.
        if before <= MAX_WRITTEN_OUT && after > MAX_WRITTEN_OUT {
            let message = "the definitions come to too long a text, written out";
            self.error("too-long", span, message)
                .helps
                .push("let a definition use others less often".to_owned());
        }
        after <= MAX_WRITTEN_OUT
    }
}

/// Writes how a definition is called.
fn usage(def: &tree::Def) -> String {
    if def.params.is_empty() {
        return def.name.text.clone();
    }
    let params: Vec<&str> = def.params.iter().map(|name| name.text.as_str()).collect();
    format!("{}({})", def.name.text, params.join(", "))
}
