//! Views: what is still there is asked anew of every record, by what it rests on.

use std::collections::HashMap;
use std::rc::Rc;

use whosaid::model::kinds::SourceKind;
use whosaid::model::{Kind, Link};
use whosaid::syntax::tree::{Expr, ExprKind, Head, Literal, Query, View, ViewKind, Which};
use whosaid::value::{Type, Unit};

use super::{Frame, Item, Naive, Scope, Tri, Val};
use crate::agree::values::name_folded;

/// The views in force, and what they were found to leave.
#[derive(Clone, Default)]
pub(super) struct Sight {
    /// The last days of `as of`.
    days: Vec<f64>,
    /// What is left out: each record of a kind and how surely.
    out: HashMap<(Kind, u32), Tri>,
    leaves_out: bool,
    /// How far each claim is there for all that is left out, days apart.
    claims: Vec<Tri>,
}

impl Naive<'_> {
    /// Does something under the views of a query, besides those in force.
    pub(super) fn under<T>(&self, query: &Query, work: impl FnOnce() -> T) -> T {
        let views = self.all_views(query);
        if views.is_empty() {
            return work();
        }
        let outer = Rc::clone(&self.sight.borrow());
        let mut sight = (*outer).clone();
        for view in views {
            match &view.kind {
                ViewKind::AsOf(day) => {
                    let ty = Type::Date(Unit::Day);
                    let nothing = Scope {
                        kind: None,
                        columns: &[],
                        place: None,
                    };
                    sight.days.push(self.literal_span(day, ty, nothing).0.hi);
                }
                ViewKind::Without(all) => {
                    sight.leaves_out = true;
                    all.iter()
                        .for_each(|which| self.leave_out(which, &mut sight));
                }
            }
        }
        if sight.leaves_out {
            self.stand_for_each_other(&mut sight);
            self.claims_left(&mut sight);
        }
        *self.sight.borrow_mut() = Rc::new(sight);
        let result = work();
        *self.sight.borrow_mut() = outer;
        result
    }

    /// Returns the views of a query, those of its head first, whether that stands in brackets or
    /// bears a name.
    fn all_views<'q>(&'q self, query: &'q Query) -> Vec<&'q View> {
        let head = match &query.head {
            Head::Query(inner) => Some(&**inner),
            Head::Name(name) => self.named(name),
        };
        let mut views = head.map_or(Vec::new(), |head| self.all_views(head));
        views.extend(&query.views);
        views
    }

    fn leave_out(&self, which: &Which, sight: &mut Sight) {
        let text = match which {
            Which::Query(query) => {
                let outer = self.sight.replace(Rc::default());
                let Frame { kind, rows, .. } = self.query(query, None);
                *self.sight.borrow_mut() = outer;
                let kind = kind.expect("records are left out");
                for row in rows {
                    let node = row.node.expect("a row of records is a record");
                    sight.add(kind, node, row.truth());
                }
                return;
            }
            Which::Named(Expr {
                kind: ExprKind::Literal(Literal::Text(text)),
                ..
            }) => text,
            Which::Named(other) => panic!("{other:?} is no name"),
        };
        for kind in [Kind::Entities, Kind::Documents] {
            for row in self.all(kind) {
                sight.add(kind, row, self.bears(kind, row, text));
            }
        }
        // A source that answers to the name of its entity only is one who speaks for it.
        let wanted = name_folded(text);
        for row in self.all(Kind::Sources) {
            let names = ["name", "aka"].map(|field| self.texts(Kind::Sources, row, field));
            let own = names
                .iter()
                .flatten()
                .any(|name| name_folded(name) == wanted);
            let is_it = own || self.id(Kind::Sources, row) == text;
            sight.add(Kind::Sources, row, Tri::of(is_it));
        }
    }

    /// Lets outlets, documents and the sources that are one of them go together.
    fn stand_for_each_other(&self, sight: &mut Sight) {
        for source in self.all(Kind::Sources) {
            let is_document = !self.stored(Kind::Sources, source, "document").is_empty();
            for (kind, target, itself) in self.stands_for(source) {
                if kind == Kind::Entities && is_document {
                    continue;
                }
                if target != Link::SOMEBODY {
                    sight.add(kind, target, sight.out(Kind::Sources, source).min(itself));
                }
            }
        }
        for document in self.all(Kind::Documents) {
            let outlets = self.stored(Kind::Documents, document, "outlet");
            let out = outlets.iter().map(|outlet| sight.reached_out(outlet));
            sight.add(Kind::Documents, document, Tri::any(out));
        }
        for source in self.all(Kind::Sources) {
            let wholes = self.stands_for(source).into_iter();
            let out = wholes.map(|(kind, target, itself)| sight.out(kind, target).min(itself));
            sight.add(Kind::Sources, source, Tri::any(out));
        }
    }

    /// Returns the entity and the document that a source is, and how surely.
    fn stands_for(&self, source: u32) -> Vec<(Kind, u32, Tri)> {
        let kind = self.stored(Kind::Sources, source, "kind");
        let is_outlet = kind
            .iter()
            .any(|kind| matches!(kind.val, Val::Word(_, code) if code == SourceKind::Outlet as u8));
        let mut found = Vec::new();
        for field in ["entity", "document"] {
            for link in self.stored(Kind::Sources, source, field) {
                let Val::Record(kind, target) = link.val else {
                    panic!("{field} is a record")
                };
                let alike = || {
                    let name = |kind, row| name_folded(&self.texts(kind, row, "name")[0]);
                    self.id(Kind::Sources, source) == self.id(kind, target)
                        || name(Kind::Sources, source) == name(kind, target)
                };
                if kind == Kind::Documents || is_outlet || target != Link::SOMEBODY && alike() {
                    found.push((kind, target, Tri::Yes.if_doubtful(link.doubtful)));
                }
            }
        }
        found
    }

    /// Finds the claims that are left: as long as one that repeats others is found less sure than
    /// it was, all are asked again.
    fn claims_left(&self, sight: &mut Sight) {
        sight.claims = self.all(Kind::Claims).map(|_| Tri::Yes).collect();
        loop {
            let found: Vec<Tri> = self
                .all(Kind::Claims)
                .map(|claim| {
                    let speakers = self.stored(Kind::Claims, claim, "source");
                    let speaks = rests_on(&speakers, |_, row| sight.out(Kind::Sources, row).not());
                    let reports = self.pointing(Kind::Reports, "claim", claim);
                    let carried = rests_on(&reports, |_, row| self.not_through(row, sight));
                    let repeated = self.stored(Kind::Claims, claim, "repeats");
                    let first = rests_on(&repeated, |_, row| match row {
                        Link::SOMEBODY => Tri::Maybe,
                        row => sight.claims[row as usize],
                    });
                    Tri::all([speaks, carried, first])
                })
                .collect();
            if found == sight.claims {
                return;
            }
            sight.claims = found;
        }
    }

    fn not_through(&self, report: u32, sight: &Sight) -> Tri {
        let within = self.stored(Kind::Reports, report, "document");
        let through = self.stored(Kind::Reports, report, "via");
        let links = within.iter().chain(&through);
        Tri::any(links.map(|link| sight.reached_out(link))).not()
    }

    /// Tells how far a document was published by the days in force.
    fn published(&self, document: u32, sight: &Sight) -> Tri {
        let published = match document {
            Link::SOMEBODY => Vec::new(),
            document => self.stored(Kind::Documents, document, "published"),
        };
        let by = |last: &f64| match published.first().map(|item| &item.val) {
            Some(Val::Date(days, ..)) => Tri::judged(days.hi <= *last, days.lo > *last),
            _unwritten => Tri::Maybe,
        };
        Tri::all(sight.days.iter().map(by))
    }

    /// Tells how far a record is there under the views in force.
    pub(super) fn there(&self, kind: Kind, row: u32) -> Tri {
        let sight = Rc::clone(&self.sight.borrow());
        // A denial in doubt is only possibly one.
        let is_doubtful = self.ledger.table(kind).possible.contains(&row);
        let is_one = Tri::Yes.if_doubtful(is_doubtful);
        if sight.days.is_empty() && !sight.leaves_out {
            return is_one;
        }
        if row == Link::SOMEBODY {
            return match kind {
                Kind::Entities | Kind::Names | Kind::Sources | Kind::Events => Tri::Yes,
                Kind::Documents
                | Kind::Propositions
                | Kind::Claims
                | Kind::Reports
                | Kind::Figures
                | Kind::Denials
                | Kind::Roles
                | Kind::Assessments => Tri::Maybe,
            };
        }
        let stored = |field: &str| self.stored(kind, row, field);
        let there = |kind, row| self.there(kind, row);
        match kind {
            Kind::Entities | Kind::Names | Kind::Sources | Kind::Events => Tri::Yes,
            Kind::Documents => self.published(row, &sight).min(sight.out(kind, row).not()),
            Kind::Reports => {
                let documents = stored("document");
                let stands = Tri::any(documents.iter().map(|link| match &link.val {
                    &Val::Record(_, document) if !sight.days.is_empty() => {
                        let published = self.published(document, &sight);
                        published.if_doubtful(link.doubtful)
                    }
                    _whenever => Tri::Yes,
                }));
                let claims = rests_on(&stored("claim"), |_, row| match row {
                    _ if !sight.leaves_out => Tri::Yes,
                    Link::SOMEBODY => Tri::Maybe,
                    row => sight.claims[row as usize],
                });
                let through = match sight.leaves_out {
                    true => self.not_through(row, &sight),
                    false => Tri::Yes,
                };
                Tri::all([stands, claims, through])
            }
            Kind::Claims => {
                let left = match sight.leaves_out {
                    true => sight.claims[row as usize],
                    false => Tri::Yes,
                };
                left.min(rests_on(&self.pointing(Kind::Reports, "claim", row), there))
            }
            Kind::Propositions => rests_on(&self.pointing(Kind::Claims, "proposition", row), there),
            Kind::Figures => {
                rests_on(&stored("report"), there).min(rests_on(&stored("claim"), there))
            }
            Kind::Denials => {
                let ends = ["denial", "target"].map(|field| rests_on(&stored(field), there));
                is_one.min(Tri::all(ends))
            }
            Kind::Roles => rests_on(&stored("claims"), there),
            Kind::Assessments => {
                let judged = ["document", "claim", "proposition", "report"];
                Tri::all(judged.map(|field| rests_on(&stored(field), there)))
            }
        }
    }

    /// Takes away the links of a field that lead to what is gone, and doubts those that may.
    pub(super) fn left(&self, kind: Kind, row: u32, field: &str, links: Vec<Item>) -> Vec<Item> {
        let sight = Rc::clone(&self.sight.borrow());
        let there = |to: Kind, target: u32| {
            let speaks = match (kind, field) {
                (Kind::Claims, "source") | (Kind::Reports, "via") => sight.out(to, target).not(),
                (Kind::Sources, "claims" | "relayed") => sight.out(kind, row).not(),
                _other => Tri::Yes,
            };
            self.there(to, target).min(speaks)
        };
        let known = |item: &Item| match &item.val {
            &Val::Record(to, target) if target != Link::SOMEBODY => Some((to, target)),
            _value => None,
        };
        let rest =
            |item: &Item| known(item).is_none_or(|(to, target)| there(to, target) != Tri::No);
        let count = links.iter().filter(|item| rest(item)).count();
        let kept = links.into_iter().filter_map(|item| {
            let Some((to, target)) = known(&item) else {
                return Some(item);
            };
            match there(to, target) {
                Tri::No => None,
                Tri::Maybe => {
                    let vouched = self.vouches(kind, field, target, count == 1);
                    Some(item.doubted_if(!vouched))
                }
                Tri::Yes => Some(item),
            }
        });
        kept.collect()
    }

    /// Tells whether a record that is there vouches for what its field leads to.
    fn vouches(&self, kind: Kind, field: &str, target: u32, alone: bool) -> bool {
        match (kind, field) {
            (Kind::Reports, "document" | "claim" | "via" | "figures")
            | (Kind::Claims, "proposition" | "roles")
            | (Kind::Figures, "report" | "claim")
            | (Kind::Denials, "denial" | "target")
            | (Kind::Assessments, _)
            | (_, "assessments") => true,
            (Kind::Claims, "source" | "reports") | (Kind::Propositions | Kind::Roles, "claims") => {
                alone
            }
            (Kind::Claims, "figures") => self.stored(Kind::Figures, target, "report").is_empty(),
            (Kind::Documents, "reports") => !self.sight.borrow().leaves_out,
            _independent => false,
        }
    }
}

impl Sight {
    fn add(&mut self, kind: Kind, row: u32, truth: Tri) {
        let out = self.out(kind, row);
        self.out.insert((kind, row), out.max(truth));
    }

    /// Tells how far a record is left out; somebody not known may be.
    fn out(&self, kind: Kind, row: u32) -> Tri {
        if row == Link::SOMEBODY {
            return Tri::Maybe;
        }
        self.out.get(&(kind, row)).copied().unwrap_or(Tri::No)
    }

    fn reached_out(&self, link: &Item) -> Tri {
        match &link.val {
            &Val::Record(kind, row) => self.out(kind, row).if_doubtful(link.doubtful),
            _value => Tri::No,
        }
    }
}

/// Tells how far a record is there that rests on what its links lead to.
fn rests_on(links: &[Item], there: impl Fn(Kind, u32) -> Tri) -> Tri {
    let of = |link: &Item| match &link.val {
        &Val::Record(kind, row) => there(kind, row),
        _value => Tri::Yes,
    };
    if links.is_empty() {
        Tri::Yes
    } else if links.iter().any(|link| !link.doubtful) {
        Tri::any(links.iter().map(|link| of(link).if_doubtful(link.doubtful)))
    } else {
        // It need not be this one that it rests on.
        Tri::all(links.iter().map(|link| of(link).max(Tri::Maybe)))
    }
}
