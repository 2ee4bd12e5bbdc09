//! Queries and conditions that speak of the row around them, judged for many such rows at once.
//!
//! What is the same for every row around is worked out once. An equality with the row around finds
//! the rows of the query by their codes, and where one comparison is all there is no pair is ever
//! made; else pairs of rows are made, so many at a time, and judged as rows of columns.

use rustc_hash::FxHashMap;

use super::column::{Col, Scalar};
use super::eval::mapped_elements;
use super::frame::{Around, Frame, Rows};
use super::{Run, Stopped};
use crate::model::Kind;
use crate::plan::{
    Carried, Correlation, Expr, Leaf, Node, Path, Predicate, Query, Root, Stage, Step,
};
use crate::store::{Bits, Truths, row_number};
use crate::value::{Comparison, Truth};

/// So many pairs are made at a time.
const CHUNK: usize = 1 << 17;

/// What is done with the rows that a query has for rows around.
type Each<'f, 'a> = &'f mut dyn FnMut(&mut Run<'a>, &Frame) -> Result<(), Stopped>;

impl<'a> Run<'a> {
    /// Tells of every row whether a query that speaks of it has a row.
    pub(super) fn exists_for_each(
        &mut self,
        query: &Query,
        frame: &Frame,
    ) -> Result<Truths, Stopped> {
        let outside = self.outside(&query.carried, frame)?;
        self.under(query, |run| run.exists_around(query, &outside))
    }

    fn exists_around(&mut self, query: &Query, outside: &Frame) -> Result<Truths, Stopped> {
        let parts = query.correlation();
        if query.start.is_none()
            && let Some(join) = parts.semi_join()
        {
            let own = self.own_rows(query, &parts)?;
            let inner = self.eval(join.inner, &own)?;
            let outer = self.eval(join.outer, outside)?;
            let certain = |row: usize| own.certain.get(row);
            let types = (join.inner.ty, join.outer.ty);
            let matcher = self.matcher(join.op, (&inner, types.0), certain, types.1)?;
            let mut truths = Truths::sure(Bits::none(outer.len()));
            for row in 0..outer.len() {
                self.pace(row)?;
                let mut any = Truth::No;
                for (value, doubtful) in outer.of(row) {
                    let truth = self.matches(&matcher, value);
                    any = any.or(if doubtful { truth.doubted() } else { truth });
                }
                if any != Truth::No {
                    truths.set(row, any);
                }
            }
            return Ok(truths);
        }
        let mut found = vec![Truth::No; outside.len()];
        self.for_each(query, &parts, outside, &mut |_, rows| {
            for (row, &outer) in rows.around_rows().iter().enumerate() {
                let found = &mut found[outer as usize];
                *found = found.or(rows.truth(row));
            }
            Ok(())
        })?;
        Ok(Truths::judge(&Bits::all(found.len()), |row| found[row]))
    }

    /// Tells of every row whether any of its values is among those of a query that speaks of it.
    pub(super) fn member_of_each(
        &mut self,
        value: &Expr,
        query: &Query,
        frame: &Frame,
    ) -> Result<Truths, Stopped> {
        let outside = self.outside(&query.carried, frame)?;
        let column = self.eval(value, frame)?;
        let mut found: Vec<Truth> = (0..frame.len())
            .map(|row| {
                // Every predicate on somebody not known is possible.
                if column
                    .of(row)
                    .any(|(element, _)| self.is_nobodys(element, value.ty))
                {
                    Truth::Possible
                } else {
                    Truth::No
                }
            })
            .collect();
        let parts = query.correlation();
        let mut compare = |run: &mut Run<'a>, rows: &Frame| {
            let (members, ty) = match query.node {
                Some(kind) => (rows.record_column(), kind.reference()),
                None => {
                    let output = &query.output[0].expr;
                    (run.eval(output, rows)?, output.ty)
                }
            };
            for (row, &outer) in rows.around_rows().iter().enumerate() {
                let outer = outer as usize;
                for (member, member_doubtful) in members.of(row) {
                    for (own, own_doubtful) in column.of(outer) {
                        let (own, member) = ((own, value.ty), (member, ty));
                        let truth = run.compare_scalars(Comparison::Equal, own, member);
                        let doubtful = member_doubtful || own_doubtful || !rows.certain.get(row);
                        let truth = if doubtful { truth.doubted() } else { truth };
                        found[outer] = found[outer].or(truth);
                    }
                }
            }
            Ok(())
        };
        self.under(query, |run| {
            run.for_each(query, &parts, &outside, &mut compare)
        })?;
        Ok(Truths::judge(&Bits::all(found.len()), |row| found[row]))
    }

    /// Goes on only with the records of a column that a predicate holds of which speaks of the rows
    /// they are reached from.
    pub(super) fn filter_at_rows(
        &mut self,
        column: Col,
        kind: Kind,
        predicate: &Predicate,
        carried: &[Carried],
        frame: &Frame,
    ) -> Result<Col, Stopped> {
        let outside = self.outside(carried, frame)?;
        let (mut records, mut rows, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..column.len() {
            for element in column.range(row) {
                if let Scalar::Record(record) = column.values.get(element) {
                    records.push(record);
                    rows.push(row);
                    places.push(element);
                }
            }
        }
        let elements = Frame {
            around: outside.around_gathered(&rows),
            ..Frame::of_records(kind, records)
        };
        let judged = self.truths_of_nested(predicate, &elements)?;
        let mut truths = vec![Truth::No; column.values.len()];
        for (place, &element) in places.iter().enumerate() {
            truths[element] = judged.get(place);
        }
        Ok(mapped_elements(
            column,
            kind.reference(),
            |element, value| match truths[element] {
                Truth::No => (Scalar::Absent, false),
                truth => (value, truth == Truth::Possible),
            },
        ))
    }

    /// Makes the frame of rows around that has nothing but what is carried along of them.
    fn outside(&mut self, carried: &[Carried], frame: &Frame) -> Result<Frame, Stopped> {
        let mut values = Vec::with_capacity(carried.len());
        for Carried { expr, .. } in carried {
            values.push(self.eval(expr, frame)?);
        }
        let rows = (0..frame.len()).map(row_number).collect();
        Ok(Frame {
            around: Some(Around { rows, values }),
            ..Frame::of_columns(Vec::new(), Bits::all(frame.len()))
        })
    }

    /// Runs what of a query is the same for every row around.
    fn own_rows(&mut self, query: &Query, parts: &Correlation<'_>) -> Result<Frame, Stopped> {
        let mut rows = self.head(query);
        for stage in parts.alone {
            self.check(rows.len())?;
            rows = self.stage(stage, rows)?;
        }
        for predicate in &parts.own {
            rows = self.keep(predicate, rows)?;
        }
        Ok(rows.into_frame())
    }

    /// Runs a query for every row around, and does something with its rows, so many at a time.
    fn for_each(
        &mut self,
        query: &Query,
        parts: &Correlation<'_>,
        outside: &Frame,
        each: Each<'_, 'a>,
    ) -> Result<(), Stopped> {
        if let Some(path) = &query.start {
            let reached = self.path(path, query.from.reference(), outside)?;
            let begun = self.begin();
            let rows = self.reached(query.from, &reached, outside);
            self.end(begun, Node::head(query), || rows.measured());
            return self.finish(rows, query, parts, each);
        }
        let own = self.own_rows(query, parts)?;
        let join = match parts.join() {
            Some(join) => {
                let inner = self.eval(join.inner, &own)?;
                let types = (join.inner.ty, join.outer.ty);
                let pairs = self.pairs(join.op, (&inner, types.0), types.1)?;
                Some((pairs, self.eval(join.outer, outside)?))
            }
            None => None,
        };
        let (mut inner, mut outer, mut found) = (Vec::new(), Vec::new(), Vec::new());
        let mut made = 0;
        for row in 0..outside.len() {
            self.pace(row)?;
            found.clear();
            match &join {
                Some((pairs, column)) => {
                    for (value, _) in column.of(row) {
                        self.find(pairs, value, &mut found);
                    }
                    found.sort_unstable();
                    found.dedup();
                }
                None => found.extend(0..row_number(own.len())),
            }
            inner.extend(found.iter().map(|&own| own as usize));
            outer.extend(std::iter::repeat_n(row, found.len()));
            if inner.len() >= CHUNK || row + 1 == outside.len() {
                made += inner.len();
                self.check(made)?;
                let rows = Frame {
                    around: outside.around_gathered(&outer),
                    ..own.gather(&inner)
                };
                self.finish(rows, query, parts, each)?;
                inner.clear();
                outer.clear();
            }
        }
        Ok(())
    }

    /// Makes the rows of records that a column leads to from rows around.
    fn reached(&self, kind: Kind, column: &Col, outside: &Frame) -> Frame {
        let (mut records, mut rows, mut sure) = (Vec::new(), Vec::new(), Vec::new());
        for row in 0..column.len() {
            for (value, doubtful) in column.of(row) {
                if let Scalar::Record(record) = value {
                    records.push(record);
                    rows.push(row);
                    sure.push(outside.certain.get(row) && !doubtful);
                }
            }
        }
        Frame {
            certain: Bits::from_fn(sure.len(), |row| sure[row]),
            around: outside.around_gathered(&rows),
            ..Frame::of_records(kind, records)
        }
    }

    /// Judges rows that are paired with rows around, and runs the stages after that.
    fn finish(
        &mut self,
        mut rows: Frame,
        query: &Query,
        parts: &Correlation<'_>,
        each: Each<'_, 'a>,
    ) -> Result<(), Stopped> {
        // Rows that are reached from the rows around have not been judged at all.
        let own = if query.start.is_some() {
            parts.own.as_slice()
        } else {
            &[]
        };
        let begun = self.begin();
        for predicate in own.iter().chain(&parts.conditions) {
            rows = self.keep_nested(predicate, &rows)?;
        }
        if let Some(stage) = parts.judged {
            self.end(begun, Node::stage(stage), || rows.measured());
        }
        for stage in parts.rest {
            let begun = self.begin();
            rows = match stage {
                Stage::Where(predicate, _) => self.keep_nested(predicate, &rows)?,
                // Whether there is a row, and which values there are, does not hang on them.
                Stage::Sort(_) | Stage::Distinct(_) => continue,
                Stage::Reach(steps, to) => self.reach_nested(steps, *to, &rows)?,
                Stage::Select(_) | Stage::Derive(_) | Stage::Expand { .. } => {
                    self.staged(stage, Rows::Frame(rows))?.into_frame()
                }
                Stage::Window { .. }
                | Stage::Group { .. }
                | Stage::Totals(_)
                | Stage::Pivot(_)
                | Stage::Take { .. }
                | Stage::Skip(_)
                | Stage::Search(_)
                | Stage::Combine(..)
                | Stage::Assert(_)
                | Stage::Describe(_) => unreachable!("plan refuses what speaks of all rows"),
            };
            self.end(begun, Node::stage(stage), || rows.measured());
        }
        each(self, &rows)
    }

    fn keep_nested(&mut self, predicate: &Predicate, rows: &Frame) -> Result<Frame, Stopped> {
        let truths = self.truths_of_nested(predicate, rows)?;
        Ok(rows.kept(|row| truths.get(row)))
    }

    /// Judges a predicate; of somebody not known it is possible, whatever it speaks of.
    fn truths_of_nested(&mut self, predicate: &Predicate, rows: &Frame) -> Result<Truths, Stopped> {
        let truths = self.truths_of(predicate, rows)?;
        let Some(kind) = rows.kind else {
            return Ok(truths);
        };
        let somebody = self.store.collection(kind).somebody();
        if !rows.records.contains(&somebody) {
            return Ok(truths);
        }
        Ok(Truths::judge(&Bits::all(rows.len()), |row| {
            if rows.records[row] == somebody {
                Truth::Possible
            } else {
                truths.get(row)
            }
        }))
    }

    /// Goes on to the records reached from rows, each once for a row around.
    fn reach_nested(&mut self, steps: &[Step], to: Kind, rows: &Frame) -> Result<Frame, Stopped> {
        let kind = rows.kind.expect("plan follows fields from records only");
        let path = Path {
            root: Root::Row(kind),
            steps: steps.to_vec(),
            leaf: Leaf::Itself,
        };
        let column = self.path(&path, to.reference(), rows)?;
        let reached = self.reached(to, &column, rows);
        let somebody = self.store.collection(to).somebody();
        let mut first: FxHashMap<(u32, u32), usize> = FxHashMap::default();
        let (mut kept, mut certain) = (Vec::new(), Vec::new());
        for (row, &outer) in reached.around_rows().iter().enumerate() {
            self.pace(row)?;
            let record = reached.records[row];
            if record == somebody {
                continue;
            }
            let place = *first.entry((outer, record)).or_insert_with(|| {
                kept.push(row);
                certain.push(false);
                kept.len() - 1
            });
            certain[place] |= reached.certain.get(row);
        }
        Ok(Frame {
            certain: Bits::from_fn(certain.len(), |row| certain[row]),
            ..reached.gather(&kept)
        })
    }
}

impl Frame {
    /// Returns the place of the row around each row.
    fn around_rows(&self) -> &[u32] {
        let around = self.around.as_ref();
        &around
            .expect("the rows of a nested query have rows around")
            .rows
    }

    /// Returns what is around these rows, in their order.
    fn around_gathered(&self, rows: &[usize]) -> Option<Around> {
        self.around.as_ref().map(|around| around.gather(rows))
    }

    /// Tells how far a row belongs to the rows.
    fn truth(&self, row: usize) -> Truth {
        if self.certain.get(row) {
            Truth::Yes
        } else {
            Truth::Possible
        }
    }
}
