//! The body of a definition with the arguments of a call in it.
//!
//! A name in an argument means what it means at the call. In brackets and queries of the body
//! names are those of other rows, so that an argument there may not speak of the row of the call
//! but through its alias.

use super::definitions::{Call, vocabulary_of};
use super::rewrite::{self, Rewrite};
use super::scope::{Planner, Scope};
use crate::diagnostic::Span;
use crate::syntax::tree;

/// Returns the body of a definition with the arguments in their places.
pub(super) fn substitute(
    planner: &mut Planner<'_>,
    call: &Call<'_, '_>,
    scope: &Scope,
) -> Option<tree::Expr> {
    let mut copy = Substitution {
        call,
        scope,
        depth: 0,
        aliases: Vec::new(),
        captured: Vec::new(),
    };
    let body = rewrite::expr(&mut copy, &call.def.body);
    let captured = copy.captured;
    for (name, span, meant) in &captured {
        planner.captured(&call.def.name.text, name, *span, *meant, scope);
    }
    captured.is_empty().then_some(body)
}

/// What a name in an argument means at the call.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meant {
    /// A field or a column of the row.
    OfRow,
    /// A row, whose name the definition gives to another.
    Row,
    Nothing,
}

impl Planner<'_> {
    /// Reports an argument that would come to mean something else in the brackets of a definition.
    fn captured(&mut self, def: &str, name: &str, span: Span, meant: Meant, scope: &Scope) {
        match meant {
            Meant::OfRow => {
                let message = format!(
                    "‘{def}’ uses this argument in brackets, where ‘{name}’ is not the row's of the call"
                );
                let helps = [
                    format!("give the row a name, as in ‘claims as c’, and write: c.{name}"),
                    format!("a word of a vocabulary can stand in quotes: \"{name}\""),
                ];
                self.error("captured-name", span, message)
                    .helps
                    .extend(helps);
            }
            Meant::Row => {
                let message =
                    format!("‘{def}’ calls another row ‘{name}’, where it uses this argument");
                let help = "give the row another name".to_owned();
                self.error("captured-name", span, message).helps.push(help);
            }
            Meant::Nothing => self.unknown_name(name, span, scope),
        }
    }
}

struct Substitution<'c, 'e, 't> {
    call: &'c Call<'e, 't>,
    scope: &'c Scope,
    /// How many brackets and queries of the body stand round the place.
    depth: usize,
    /// What the body calls the rows of its own queries round the place, and how deep each is.
    aliases: Vec<(usize, String)>,
    /// The names in arguments that would come to mean something else.
    captured: Vec<(String, Span, Meant)>,
}

impl Rewrite for Substitution<'_, '_, '_> {
    fn expr(&mut self, expr: &tree::Expr) -> Option<tree::Expr> {
        let tree::ExprKind::Name(name) = &expr.kind else {
            return None;
        };
        let is = |param: &tree::Name| param.is(name);
        let place = self.call.def.params.iter().position(is)?;
        let arg = &self.call.args[place];
        if self.depth == 0 {
            return Some(arg.clone());
        }
        let mut closed = Closed {
            scope: self.scope,
            aliases: &self.aliases,
            depth: 0,
            captured: &mut self.captured,
        };
        Some(rewrite::expr(&mut closed, arg))
    }

    fn alias(&mut self, name: &tree::Name) {
        self.aliases.push((self.depth, name.text.clone()));
    }

    fn enter(&mut self) {
        self.depth += 1;
    }

    fn leave(&mut self) {
        let own = self.depth;
        self.aliases.retain(|(depth, _)| *depth < own);
        self.depth -= 1;
    }
}

/// Makes an argument mean the same whatever row it stands in.
struct Closed<'c> {
    scope: &'c Scope,
    aliases: &'c [(usize, String)],
    /// How many brackets and queries of the argument stand round the place.
    depth: usize,
    captured: &'c mut Vec<(String, Span, Meant)>,
}

impl Rewrite for Closed<'_> {
    fn expr(&mut self, expr: &tree::Expr) -> Option<tree::Expr> {
        let tree::ExprKind::Name(name) = &expr.kind else {
            return None;
        };
        if self.depth > 0 {
            return None;
        }
        let is = |(_, alias): &(usize, String)| alias.eq_ignore_ascii_case(name);
        let meant = if self.scope.has(name) {
            Meant::OfRow
        } else if !self.scope.calls_row(name) {
            Meant::Nothing
        } else if self.aliases.iter().any(is) {
            Meant::Row
        } else {
            // The name of a row reaches it from anywhere within.
            return None;
        };
        if meant == Meant::Nothing && vocabulary_of(name).is_some() {
            let kind = tree::ExprKind::Literal(tree::Literal::Text(name.clone()));
            return Some(tree::Expr {
                kind,
                span: expr.span,
            });
        }
        let captured = (name.clone(), expr.span, meant);
        if !self.captured.contains(&captured) {
            self.captured.push(captured);
        }
        None
    }

    fn enter(&mut self) {
        self.depth += 1;
    }

    fn leave(&mut self) {
        self.depth -= 1;
    }
}
