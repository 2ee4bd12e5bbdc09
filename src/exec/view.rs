//! The ledger that a query sees: whole, or through its views.

use std::sync::Arc;

use super::frame::Rows;
use super::{Run, Stopped};
use crate::analysis::{self, Lens, Removed, Taken, inverse};
use crate::answer::Note;
use crate::model::Kind;
use crate::plan::{LeftOut, Node, Query, View};
use crate::store::{Bits, Links, Store, Truths};
use crate::value::Truth;

/// The views that are in force, by their places in the plan, and what is seen through them.
pub(super) type Sight = (Vec<usize>, Option<Arc<Lens>>);

impl<'a> Run<'a> {
    /// Runs something under the views of a query, besides those in force.
    pub(super) fn under<T>(
        &mut self,
        query: &Query,
        run: impl FnOnce(&mut Self) -> Result<T, Stopped>,
    ) -> Result<T, Stopped> {
        if query.views.is_empty() {
            return run(self);
        }
        let mut views = self.sight.0.clone();
        views.extend(&query.views);
        views.sort_unstable();
        views.dedup();
        let lens = self.lens(&views)?;
        self.seeing((views, Some(lens)), run)
    }

    fn seeing<T>(
        &mut self,
        sight: Sight,
        run: impl FnOnce(&mut Self) -> Result<T, Stopped>,
    ) -> Result<T, Stopped> {
        let outer = std::mem::replace(&mut self.sight, sight);
        let result = run(self);
        self.sight = outer;
        result
    }

    /// Returns what is seen through some views at once, and remarks on it the first time.
    fn lens(&mut self, views: &[usize]) -> Result<Arc<Lens>, Stopped> {
        if let Some(lens) = self.lenses.get(views) {
            return Ok(Arc::clone(lens));
        }
        let begun = self.begin();
        let plan = self.bound.plan;
        let mut made = Vec::with_capacity(views.len());
        for &place in views {
            made.push(match &plan.views[place] {
                View::AsOf(day) => analysis::View::AsOf(*day),
                View::Without(all) => analysis::View::Without(self.removed(place, all)?),
            });
        }
        self.check(0)?;
        let lens = self.looking(made);
        let Taken {
            of,
            surely,
            possibly,
        } = lens.taken(self.store);
        let written: Vec<String> = views
            .iter()
            .map(|place| plan.views[*place].to_string())
            .collect();
        self.remarks.add(Note::View {
            view: written.join(" "),
            reports: of,
            gone: surely,
            possibly,
        });
        self.lenses.insert(views.to_vec(), Arc::clone(&lens));
        if let Some(last) = views.last() {
            self.end_without_rows(begun, Node::View(*last));
        }
        Ok(lens)
    }

    /// Looks through views whose names have been looked up, unless that has been kept.
    fn looking(&self, views: Vec<analysis::View>) -> Arc<Lens> {
        if let Some(lens) = self.kept.and_then(|kept| kept.lenses.get(&views)) {
            return lens;
        }
        let lens = Arc::new(Lens::new(self.store, &views));
        if let Some(kept) = self.kept {
            kept.lenses.keep(views, &lens);
        }
        lens
    }

    /// Returns what a view leaves out: its queries are asked of the ledger without views.
    fn removed(&mut self, place: usize, all: &[LeftOut]) -> Result<Removed, Stopped> {
        let mut removed = Removed::nothing(self.store);
        for &(kind, row, truth) in &self.bound.left_out[place] {
            removed.add(kind, row, truth);
        }
        for one in all {
            let LeftOut::Query { query, kind, .. } = one else {
                continue;
            };
            let rows = self.seeing((Vec::new(), None), |run| run.query(query))?;
            let frame = rows.into_frame();
            for (row, &record) in frame.records.iter().enumerate() {
                let truth = if frame.certain.get(row) {
                    Truth::Yes
                } else {
                    Truth::Possible
                };
                removed.add(*kind, record, truth);
            }
        }
        Ok(removed)
    }

    /// Returns the set of all records of a kind that are there.
    pub(super) fn whole(&self, kind: Kind) -> Rows {
        let collection = self.store.collection(kind);
        let mut all = Bits::all(collection.rows());
        all.clear(collection.len());
        let mut all = Truths::sure(all);
        let seen = match &self.sight.1 {
            Some(lens) => lens.present(self.store, kind),
            None => collection.present(),
        };
        if let Some(present) = seen {
            all.and(present);
        }
        Rows::Set(kind, all)
    }

    /// Returns the links of the other direction, where a field holds them and a row's own links say
    /// the same.
    pub(super) fn opposite(&self, from: Kind, field: usize, to: Kind) -> Option<&'a Links> {
        // A link is as doubtful as what it leads to, which differs by direction.
        let changed = |lens: &Arc<Lens>| lens.changes(self.store, from, field);
        let in_doubt = |kind: Kind| self.store.collection(kind).present().is_some();
        if self.sight.1.as_ref().is_some_and(changed) || in_doubt(from) || in_doubt(to) {
            return None;
        }
        inverse(from, field, to).map(|place| self.store.collection(to).links(place))
    }
}

/// Returns the links of a field as they are seen.
pub(super) fn links<'l>(
    store: &'l Store,
    lens: Option<&'l Arc<Lens>>,
    kind: Kind,
    field: usize,
) -> &'l Links {
    match lens {
        Some(lens) => lens.links(store, kind, field),
        None => store.collection(kind).links(field),
    }
}
