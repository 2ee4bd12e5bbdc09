//! Stages, one function each.

use super::column::{Col, Scalar};
use super::frame::{Frame, Rows};
use super::view::links;
use super::{Run, Stopped};
use crate::model::Kind;
use crate::plan::{Leaf, Node, Output, Path, Predicate, Query, Root, Stage, Step};
use crate::store::{Bits, Truths};

impl Run<'_> {
    /// Returns the rows that a query starts from.
    pub(super) fn head(&mut self, query: &Query) -> Rows {
        let begun = self.begin();
        let rows = self.whole(query.from);
        self.end(begun, Node::head(query), || rows.measured());
        rows
    }

    /// Runs one stage.
    pub(super) fn stage(&mut self, stage: &Stage, rows: Rows) -> Result<Rows, Stopped> {
        let begun = self.begin();
        let rows = self.staged(stage, rows)?;
        self.end(begun, Node::stage(stage), || rows.measured());
        Ok(rows)
    }

    /// Runs one stage, and enters nothing about it.
    pub(super) fn staged(&mut self, stage: &Stage, rows: Rows) -> Result<Rows, Stopped> {
        match stage {
            Stage::Where(predicate, _) => self.keep(predicate, rows),
            Stage::Reach(steps, to) => self.reach(steps, *to, rows),
            Stage::Select(outputs) => {
                let frame = rows.into_frame();
                let columns = self.columns(outputs, &frame)?;
                let grounds = self.grounding.then(|| frame.all_grounds());
                Ok(Rows::Frame(Frame {
                    around: frame.around,
                    grounds,
                    ..Frame::of_columns(columns, frame.certain)
                }))
            }
            Stage::Derive(outputs) => {
                let mut frame = rows.into_frame();
                let mut columns = self.columns(outputs, &frame)?;
                frame.columns.append(&mut columns);
                Ok(Rows::Frame(frame))
            }
            Stage::Window { windows, per } => {
                let frame = rows.into_frame();
                self.windows(windows, per, frame).map(Rows::Frame)
            }
            Stage::Group { keys, calls } => {
                let frame = rows.into_frame();
                self.group(keys, calls, &frame).map(Rows::Frame)
            }
            Stage::Totals(totals) => {
                let frame = rows.into_frame();
                self.totals(totals, &frame).map(Rows::Frame)
            }
            Stage::Pivot(pivot) => {
                let frame = rows.into_frame();
                self.pivot(pivot, &frame).map(Rows::Frame)
            }
            Stage::Sort(keys) => {
                let frame = rows.into_frame();
                self.sort(keys, &frame).map(Rows::Frame)
            }
            Stage::Take { count, ties, per } => {
                let frame = rows.into_frame();
                self.take(*count, ties, per, &frame).map(Rows::Frame)
            }
            Stage::Skip(count) => Ok(Rows::Frame(skip(*count, &rows.into_frame()))),
            Stage::Distinct(columns) => {
                let frame = rows.into_frame();
                self.distinct(columns, &frame).map(Rows::Frame)
            }
            Stage::Assert(assertion) => {
                let frame = rows.into_frame();
                self.assert(assertion, &frame)?;
                Ok(Rows::Frame(frame))
            }
            Stage::Expand { value, optional } => {
                let frame = rows.into_frame();
                self.expand(&value.expr, *optional, &frame).map(Rows::Frame)
            }
            Stage::Search(place) => {
                let search = &self.bound.plan.searches[*place];
                self.ranked(search, &rows.into_frame()).map(Rows::Frame)
            }
            Stage::Combine(how, query) => self.combine(*how, query, rows),
            Stage::Describe(outputs) => {
                let frame = rows.into_frame();
                self.describe(outputs, &frame).map(Rows::Frame)
            }
        }
    }

    /// Computes columns.
    pub(super) fn columns(
        &mut self,
        outputs: &[Output],
        frame: &Frame,
    ) -> Result<Vec<Col>, Stopped> {
        outputs
            .iter()
            .map(|output| self.eval(&output.expr, frame))
            .collect()
    }

    /// Keeps the rows a predicate holds of: certain ones for certain, possible ones possibly.
    pub(super) fn keep(&mut self, predicate: &Predicate, rows: Rows) -> Result<Rows, Stopped> {
        match rows {
            Rows::Set(kind, mut rows) => {
                let before = rows.possible().clone();
                rows.and(&self.truths_at(kind, predicate, &before)?);
                self.remark_rows(predicate, kind, &before, &rows)?;
                Ok(Rows::Set(kind, rows))
            }
            Rows::Frame(mut frame) => {
                let before = frame.as_set(self.store);
                let truths = self.truths_of(predicate, &frame)?;
                frame.certain.and(truths.certain());
                let kept: Vec<usize> = truths.possible().iter().collect();
                let frame = frame.gather(&kept);
                if let (Some((kind, before)), Some((_, kept))) = (before, frame.as_set(self.store))
                    && !predicate.reads().beyond_record()
                {
                    self.remark_rows(predicate, kind, before.possible(), &kept)?;
                }
                Ok(Rows::Frame(frame))
            }
        }
    }

    /// Goes on to the records reached from the rows.
    fn reach(&mut self, steps: &[Step], to: Kind, rows: Rows) -> Result<Rows, Stopped> {
        let rows = match rows {
            Rows::Set(_, set) if steps.iter().all(|step| matches!(step, Step::Follow { .. })) => {
                return Ok(Rows::Set(to, self.reach_along(steps, set)));
            }
            rows => rows,
        };
        let frame = rows.into_frame();
        let kind = frame.kind.expect("plan follows fields from records only");
        let path = Path {
            root: Root::Row(kind),
            steps: steps.to_vec(),
            leaf: Leaf::Itself,
        };
        let ty = to.reference();
        let expr = crate::plan::Expr {
            kind: crate::plan::ExprKind::Path(path),
            ty,
            many: true,
        };
        let reached = self.eval(&expr, &frame)?;
        let collection = self.store.collection(to);
        let mut certain = Bits::none(collection.rows());
        let mut possible = Bits::none(collection.rows());
        for row in 0..reached.len() {
            for (value, doubtful) in reached.of(row) {
                if let Scalar::Record(record) = value
                    && record != collection.somebody()
                {
                    possible.set(record as usize);
                    if frame.certain.get(row) && !doubtful {
                        certain.set(record as usize);
                    }
                }
            }
        }
        Ok(Rows::Set(to, Truths::pair(certain, possible)))
    }

    /// Goes on to the records that links alone lead to.
    fn reach_along(&self, steps: &[Step], mut set: Truths) -> Truths {
        for step in steps {
            let Step::Follow { from, field, to } = step else {
                continue;
            };
            let links = links(self.store, self.sight.1.as_ref(), *from, *field);
            let collection = self.store.collection(*to);
            let mut certain = Bits::none(collection.rows());
            let mut possible = certain.clone();
            for row in set.possible().iter() {
                let is_certain = set.certain().get(row);
                for (target, doubtful) in links.of(row) {
                    if target != collection.somebody() {
                        possible.set(target as usize);
                        if is_certain && !doubtful {
                            certain.set(target as usize);
                        }
                    }
                }
            }
            set = Truths::pair(certain, possible);
        }
        set
    }
}

/// Drops the first certain rows, and the possible ones among them.
fn skip(count: usize, frame: &Frame) -> Frame {
    let mut certain_before = 0;
    let kept: Vec<usize> = (0..frame.len())
        .filter(|&row| {
            let dropped = certain_before < count;
            certain_before += usize::from(frame.certain.get(row));
            !dropped
        })
        .collect();
    frame.gather(&kept)
}
