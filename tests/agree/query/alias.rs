//! Conditions that speak of a row around by its name.

use whosaid::model::Kind;
use whosaid::value::Type;

use super::path::Wanted;
use super::{Operand, Scope, Writer};

impl Writer<'_, '_, '_> {
    /// Writes a condition on another collection, or on what the row leads to, that speaks of a row
    /// that is called something.
    pub(super) fn about_row(&mut self, scope: &Scope) -> Option<String> {
        if scope.called.is_empty() {
            return None;
        }
        match self.dice.below(5) {
            0 => {
                let (query, _) = self.at_row(scope)?;
                Some(format!("exists ({query})"))
            }
            1 => {
                let link = self.path(scope, Wanted::Record, 0)?;
                let Type::Record(number) = link.ty else {
                    return None;
                };
                let inner = self.inside(Kind::from_number(number), scope);
                let condition = self.correlated(&inner)?;
                Some(format!("exists {}[{condition}]", link.text))
            }
            2 => {
                let (query, inner) = self.of_each(scope)?;
                let value = self.path(&inner, Wanted::Anything, 0)?;
                let operand = (0..10).find_map(|_| {
                    let own = self.path(scope, Wanted::Anything, 1)?;
                    (own.ty == value.ty && own.ty != Type::Truth).then_some(own)
                })?;
                let negation = if self.dice.once_in(3) { "not " } else { "" };
                let query = format!("{query} | select {} as v", value.text);
                Some(format!("{} {negation}in ({query})", operand.text))
            }
            _ => {
                let (query, _) = self.of_each(scope)?;
                let negation = if self.dice.once_in(3) { "not " } else { "" };
                Some(format!("{negation}exists ({query})"))
            }
        }
    }

    /// Writes a query from what a row that is called something leads to.
    fn at_row(&mut self, scope: &Scope) -> Option<(String, Kind)> {
        let (name, kind) = self.dice.pick(&scope.called).clone();
        let link = self.path(&Scope::of(kind), Wanted::Record, 0)?;
        let Type::Record(number) = link.ty else {
            return None;
        };
        let to = Kind::from_number(number);
        let condition = self.test(&self.inside(to, scope), 0);
        Some((format!("{name}.{} where {condition}", link.text), to))
    }

    /// Writes a query of a collection that has other rows for each row that is called something.
    fn of_each(&mut self, scope: &Scope) -> Option<(String, Scope)> {
        let kinds = [
            Kind::Claims,
            Kind::Claims,
            Kind::Reports,
            Kind::Sources,
            Kind::Propositions,
            Kind::Entities,
        ];
        let kind = *self.dice.pick(&kinds);
        let mut inner = self.inside(kind, scope);
        let mut alias = String::new();
        if self.dice.once_in(3) {
            let name = self.new_name();
            alias = format!(" as {name}");
            inner.called.push((name, kind));
        }
        let mut condition = self.correlated(&inner)?;
        match self.dice.below(5) {
            0 => condition = format!("{condition} and {}", self.test(&inner, 0)),
            1 => condition = format!("{condition} and {}", self.correlated(&inner)?),
            2 => condition = format!("{condition} or {}", self.test(&inner, 0)),
            _ => {}
        }
        let mut query = format!("{}{alias} where {condition}", kind.collection());
        match self.dice.below(6) {
            0 => query = format!("{query} | where {}", self.test(&inner, 0)),
            1 => query = format!("{query} | sort id | derive id as n"),
            2 => {
                let before = self.test(&Scope::of(kind), 0);
                let head = kind.collection();
                query = format!("({head} where {before} | take 4){alias} where {condition}");
            }
            _ => {}
        }
        Some((query, inner))
    }

    fn inside(&self, kind: Kind, scope: &Scope) -> Scope {
        Scope {
            called: scope.called.clone(),
            ..Scope::of(kind)
        }
    }

    /// Writes a comparison of the row with one around it.
    fn correlated(&mut self, inner: &Scope) -> Option<String> {
        (0..20).find_map(|_| {
            let own = self.path(&Scope::of(inner.kind?), Wanted::Anything, 1)?;
            let outer = self.of_row(inner)?;
            if own.ty != outer.ty || own.ty == Type::Truth || own.computed || outer.computed {
                return None;
            }
            let ordered = match own.ty {
                Type::Date(_) | Type::Number | Type::Duration => true,
                Type::Text | Type::Word(_) | Type::Truth | Type::Record(_) => false,
            };
            let ops: &[&str] = if ordered {
                &["=", "<", "<=", ">", ">=", "!="]
            } else {
                &["=", "=", "="]
            };
            let op = *self.dice.pick(ops);
            Some(if self.dice.once_in(4) {
                let mirrored = match op {
                    "<" => ">",
                    "<=" => ">=",
                    ">" => "<",
                    ">=" => "<=",
                    same => same,
                };
                format!("{} {mirrored} {}", outer.text, own.text)
            } else {
                format!("{} {op} {}", own.text, outer.text)
            })
        })
    }

    /// Writes a path from a row that is called something, or the row.
    fn of_row(&mut self, scope: &Scope) -> Option<Operand> {
        let (name, kind) = self.dice.pick(&scope.called).clone();
        if self.dice.once_in(3) {
            return Some(Operand {
                text: name,
                ty: kind.reference(),
                many: false,
                computed: false,
                column: false,
                end: None,
            });
        }
        let path = self.path(&Scope::of(kind), Wanted::Anything, 1)?;
        Some(Operand {
            text: format!("{name}.{}", path.text),
            ..path
        })
    }
}
