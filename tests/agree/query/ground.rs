//! What laws are written of: records, and what may be asked of them.

use whosaid::model::Kind;
use whosaid::value::Type;

use super::path::Wanted;
use super::{Scope, Writer};

/// Records of one kind, and conditions, keys and views that may stand behind them.
pub(crate) struct Ground {
    /// The collection.
    pub(crate) rows: String,
    /// Two conditions on its records, in brackets.
    pub(crate) p: String,
    pub(crate) q: String,
    /// A path and a literal that compare.
    pub(crate) compared: (String, String),
    /// What has one value in each record, to group by.
    pub(crate) key: String,
    /// Keys to sort by.
    pub(crate) order: String,
    /// What is selected of records.
    pub(crate) columns: String,
    /// Two views, each with a blank before it.
    pub(crate) views: [String; 2],
    /// How many rows to take.
    pub(crate) few: usize,
}

impl Writer<'_, '_, '_> {
    pub(super) fn ground(&mut self) -> Ground {
        let kind = *self.dice.pick(&[
            Kind::Claims,
            Kind::Claims,
            Kind::Reports,
            Kind::Events,
            Kind::Figures,
            Kind::Sources,
            Kind::Propositions,
            Kind::Denials,
        ]);
        let scope = Scope::of(kind);
        let depth = self.dice.below(3);
        let p = format!("({})", self.condition(&scope, depth));
        let q = format!("({})", self.condition(&scope, 1));
        Ground {
            rows: kind.collection().to_owned(),
            p,
            q,
            compared: self.compared(&scope),
            key: self.key(&scope),
            order: self.order(&scope),
            columns: self.items(&scope, false).0,
            views: [self.one_view(), self.one_view()],
            few: self.dice.below(6),
        }
    }

    /// Writes a path and a literal of its type: half the time one uncertain value, the tests of which
    /// are united.
    fn compared(&mut self, scope: &Scope) -> (String, String) {
        let one = self.dice.once_in(2);
        let found = (0..8).find_map(|_| {
            let path = if one {
                self.single(scope, Wanted::Ranged)?
            } else {
                self.path(scope, Wanted::Anything, 2)?
            };
            if path.ty == Type::Truth {
                return None;
            }
            let literal = self.literal_for(&path)?;
            Some((path.text, literal))
        });
        found.unwrap_or_else(|| ("id".to_owned(), "\"x\"".to_owned()))
    }

    /// Writes a path to one value.
    fn key(&mut self, scope: &Scope) -> String {
        let path = self.single(scope, Wanted::Distinct);
        path.map_or("id".to_owned(), |path| path.text)
    }

    fn order(&mut self, scope: &Scope) -> String {
        let path = self.path(scope, Wanted::Anything, 1);
        let way = *self.dice.pick(&["", " desc"]);
        path.map_or("id".to_owned(), |path| format!("{}{way}", path.text))
    }

    /// Writes one view.
    fn one_view(&mut self) -> String {
        let views = (0..20)
            .map(|_| self.views())
            .find(|views| !views.is_empty());
        views.unwrap_or_else(|| " as of 2019".to_owned())
    }
}
