//! What a reader should know of a result, gathered while it is computed.

use super::column::Scalar;
use super::frame::{Frame, Rows};
use super::{Run, Stopped};
use indexmap::IndexSet;

use crate::answer::{Answer, Cell, Condition, Data, NearName, Note};
use crate::bind::{Taken, near_name};
use crate::diagnostic::{Span, nearest};
use crate::model::Kind;
use crate::plan::{Expr, ExprKind, Leaf, Predicate, Query, Search, Stage, Test};
use crate::store::{Bits, Column, Truths, row_number};
use crate::value::{RangeSet, Type, fold_text, near_part};

/// Remarks made along the way.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    notes: Vec<Note>,
    several_keys: usize,
    under_no_group: usize,
    before_cut: usize,
    not_read: usize,
    without_value: usize,
    several_units: usize,
}

impl Remarks {
    /// Enters how names were taken.
    pub(super) fn taken(&mut self, taken: &[Taken]) {
        for taken in taken.iter().cloned() {
            self.add(match taken {
                Taken::Weakly { text, record } => Note::WeakName { text, record },
                Taken::Nearly { text, taken } => {
                    let named = |(record, name)| NearName {
                        record: Some(record),
                        name,
                    };
                    let taken = taken.into_iter().map(named).collect();
                    Note::Near { text, taken }
                }
                Taken::Several { text, ids } => Note::SeveralRecords { text, ids },
            });
        }
    }

    /// Enters rows that stand under several keys.
    pub(super) fn several_keys(&mut self, rows: usize) {
        self.several_keys += rows;
    }

    /// Enters possible rows whose groups have no certain row.
    pub(super) fn under_no_group(&mut self, rows: usize) {
        self.under_no_group += rows;
    }

    /// Enters possible rows that stood before a cut.
    pub(super) fn before_cut(&mut self, rows: usize) {
        self.before_cut += rows;
    }

    /// Enters possible rows that an aggregate did not read.
    pub(super) fn not_read(&mut self, rows: usize) {
        self.not_read += rows;
    }

    /// Enters arithmetic that had no value.
    pub(super) fn without_value(&mut self, rows: usize) {
        self.without_value += rows;
    }

    /// Enters a cell that is empty, as figures of several units have no common value.
    pub(super) fn several_units(&mut self) {
        self.several_units += 1;
    }

    /// Enters a note, unless it has been made.
    pub(super) fn add(&mut self, note: Note) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Returns the notes, the weightiest first.
    pub(super) fn into_notes(self, possible: usize) -> Vec<Note> {
        let counted = [
            (possible, Note::Possible(possible)),
            (self.before_cut, Note::PossibleBeforeCut(self.before_cut)),
            (self.several_keys, Note::SeveralKeys(self.several_keys)),
            (self.under_no_group, Note::UnderNoGroup(self.under_no_group)),
            (self.not_read, Note::PossibleNotRead(self.not_read)),
            (self.without_value, Note::NoValue(self.without_value)),
            (self.several_units, Note::SeveralUnits(self.several_units)),
        ];
        let counted = counted
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(_, note)| note);
        counted.chain(self.notes).collect()
    }
}

impl Run<'_> {
    /// Remarks on rows that a condition kept, or left out, for want of a value.
    pub(super) fn remark_rows(
        &mut self,
        predicate: &Predicate,
        kind: Kind,
        before: &Bits,
        kept: &Truths,
    ) -> Result<(), Stopped> {
        self.untraced(|run| run.remark(predicate, kind, before, kept))
    }

    fn remark(
        &mut self,
        predicate: &Predicate,
        kind: Kind,
        before: &Bits,
        kept: &Truths,
    ) -> Result<(), Stopped> {
        let mut tests = Vec::new();
        leaves(predicate, false, &mut tests);
        for (leaf, negated) in tests {
            let Predicate::Test(value, test, _) = leaf else {
                continue;
            };
            if let Test::Numbers(_, asked) = test {
                self.remark_units(value, asked.as_deref(), kind, before)?;
            }
            if let Test::Search(Search::Near(wanted)) = test
                && !negated
            {
                self.remark_near(value, wanted, kind, kept.possible())?;
            }
            if let Test::Days(_) | Test::Numbers(..) = test {
                let unknown = self.valueless(value, kind, kept.possible())?;
                let doubtful = unknown
                    .iter()
                    .filter(|row| !kept.certain().get(*row))
                    .count();
                if doubtful > 0 {
                    self.remarks.add(Note::Unknown {
                        path: value.to_string(),
                        rows: doubtful,
                    });
                }
            } else if negated && may_be_absent(value) {
                let rows = self.valueless(value, kind, kept.certain())?.count();
                if rows > 0 {
                    self.remarks.add(Note::KeptAbsent {
                        path: value.to_string(),
                        rows,
                    });
                }
            }
        }
        Ok(())
    }

    /// Remarks on the words that texts hold which are near those asked for, and not just those.
    fn remark_near(
        &mut self,
        value: &Expr,
        wanted: &str,
        kind: Kind,
        rows: &Bits,
    ) -> Result<(), Stopped> {
        let somebody = self.store.collection(kind).len();
        let records = rows.iter().filter(|row| *row != somebody).map(row_number);
        let column = self.eval(value, &Frame::of_records(kind, records.collect()))?;
        let mut found = IndexSet::new();
        for element in 0..column.values.len() {
            if let Scalar::Text(code) = column.values.get(element) {
                let folded = fold_text(self.text(code));
                let part = near_part(&folded, wanted).filter(|part| *part != wanted);
                found.extend(part.map(str::to_owned));
            }
        }
        if !found.is_empty() {
            let named = |name| NearName { record: None, name };
            self.remarks.add(Note::Near {
                text: wanted.to_owned(),
                taken: found.into_iter().map(named).collect(),
            });
        }
        Ok(())
    }

    /// Returns the rows of a set that have no value at the end of a path.
    fn valueless(&mut self, value: &Expr, kind: Kind, rows: &Bits) -> Result<Bits, Stopped> {
        let exists = Predicate::Exists(value.clone(), Span::default());
        let truths = self.truths_at(kind, &exists, rows)?;
        let mut without = rows.clone();
        without.and_not(truths.possible());
        Ok(without)
    }

    /// Remarks on rows left out of a comparison because their figure has another unit.
    fn remark_units(
        &mut self,
        value: &Expr,
        asked: Option<&str>,
        kind: Kind,
        before: &Bits,
    ) -> Result<(), Stopped> {
        let any = Test::Numbers(RangeSet::full(), asked.map(str::to_owned));
        let meets = Predicate::Test(value.clone(), any, Span::default());
        let met = self.truths_at(kind, &meets, before)?;
        let mut left_out = before.clone();
        left_out.and_not(met.possible());
        left_out.and_not(&self.valueless(value, kind, before)?);
        let rows = left_out.count();
        if rows > 0 {
            let asked = asked.map(str::to_owned);
            self.remarks.add(Note::OtherUnit { asked, rows });
        }
        Ok(())
    }

    /// Explains a result without certain rows: what each condition alone would keep.
    pub(super) fn explain_emptiness(&mut self, query: &Query) -> Result<(), Stopped> {
        let conditions = self.conditions(query, |_any| true)?;
        if !conditions.is_empty() {
            self.remarks.add(Note::NoRows(conditions));
        }
        Ok(())
    }

    /// Explains aggregates of no rows: which conditions ask for a text that is near another.
    pub(super) fn explain_nothing_counted(&mut self, query: &Query) -> Result<(), Stopped> {
        // A name that nothing bears has been told.
        let asks_text = |part: &Predicate| matches!(part, Predicate::Test(_, Test::Texts(..), _));
        let mut conditions = self.conditions(query, asks_text)?;
        conditions.retain(|condition| condition.near.is_some());
        if !conditions.is_empty() {
            self.remarks.add(Note::NoRows(conditions));
        }
        Ok(())
    }

    /// Returns what each of these conditions before the first change of rows would keep alone.
    fn conditions(
        &mut self,
        query: &Query,
        which: fn(&Predicate) -> bool,
    ) -> Result<Vec<Condition>, Stopped> {
        let mut conditions = Vec::new();
        for stage in &query.stages {
            match stage {
                Stage::Where(predicate, _) if !predicate.reads().beyond_record() => {
                    let parts = if let Predicate::And(parts) = predicate {
                        parts.as_slice()
                    } else {
                        std::slice::from_ref(predicate)
                    };
                    for part in parts.iter().filter(|part| which(part)) {
                        conditions.push(self.alone(part, query.from)?);
                    }
                }
                Stage::Search(place) => {
                    let search = &self.bound.plan.searches[*place];
                    let counts = self.holding(search, query.from)?;
                    for (wanted, (certain, possible)) in search.wanted.iter().zip(counts) {
                        conditions.push(Condition {
                            text: format!("search \"{}\"", wanted.words),
                            certain,
                            possible,
                            near: None,
                        });
                    }
                }
                Stage::Where(..)
                | Stage::Sort(_)
                | Stage::Derive(_)
                | Stage::Window { .. }
                | Stage::Assert(_) => {}
                Stage::Reach(..)
                | Stage::Select(_)
                | Stage::Group { .. }
                | Stage::Totals(_)
                | Stage::Pivot(_)
                | Stage::Take { .. }
                | Stage::Skip(_)
                | Stage::Distinct(_)
                | Stage::Expand { .. }
                | Stage::Combine(..)
                | Stage::Describe(_) => break,
            }
        }
        Ok(conditions)
    }

    fn alone(&mut self, predicate: &Predicate, kind: Kind) -> Result<Condition, Stopped> {
        let Rows::Set(_, all) = self.whole(kind) else {
            unreachable!("a whole collection is a set")
        };
        let mut truths = self.truths_at(kind, predicate, all.possible())?;
        truths.and(&all);
        let near = if truths.possible().count() == 0 {
            self.near_literal(predicate)
        } else {
            None
        };
        Ok(Condition {
            text: predicate.to_string(),
            certain: truths.certain().count(),
            possible: truths.possible().count(),
            near,
        })
    }

    /// Returns the value of a field that is nearest to the text asked for; it says nothing where that
    /// is the text itself, of what is not there under a view.
    fn near_literal(&self, predicate: &Predicate) -> Option<String> {
        let asked = match predicate {
            Predicate::Test(_, Test::Named(names), _) => &names.first()?.text,
            Predicate::Test(_, Test::Texts(_, texts), _) => &texts.first()?.written,
            _no_text => return None,
        };
        let near = self.nearest_value(predicate)?;
        (fold_text(&near) != fold_text(asked)).then_some(near)
    }

    fn nearest_value(&self, predicate: &Predicate) -> Option<String> {
        let Predicate::Test(value, test, _) = predicate else {
            return None;
        };
        match (test, &value.kind, value.ty) {
            (Test::Named(names), _, Type::Record(kind)) => {
                near_name(Kind::from_number(kind), &names.first()?.text, self.store)
            }
            (Test::Texts(_, texts), ExprKind::Path(path), _) => {
                let Leaf::Field(home, field) = path.leaf else {
                    return None;
                };
                let Some(Column::Text(codes) | Column::Texts(_, codes)) =
                    self.store.collection(home).column(field)
                else {
                    return None;
                };
                let known = codes
                    .iter()
                    .map(|&code| self.text(code))
                    .filter(|text| !text.is_empty() && *text != "?");
                nearest(&texts.first()?.folded, known).map(str::to_owned)
            }
            (_, _, _) => None,
        }
    }
}

/// Tells whether an answer is the one row that aggregates make of no rows.
pub(super) fn is_of_nothing(answer: &Answer) -> bool {
    let is_nothing = |cell: &Cell| match cell {
        Cell::Null => true,
        Cell::Many(values) => values.is_empty(),
        Cell::One(Data::Number(number)) => number.range.is_exact() && number.range.lo.get() == 0.0,
        Cell::One(_) => false,
    };
    let mut cells = answer.columns.iter().flat_map(|column| &column.cells);
    answer.len() == 1 && cells.all(is_nothing)
}

/// Lists the tests of a predicate, each with whether a negation stands round it.
fn leaves<'p>(predicate: &'p Predicate, negated: bool, out: &mut Vec<(&'p Predicate, bool)>) {
    match predicate {
        Predicate::And(parts) | Predicate::Or(parts) => {
            parts.iter().for_each(|part| leaves(part, negated, out));
        }
        Predicate::Not(inner) => leaves(inner, !negated, out),
        Predicate::Possibly(inner) => leaves(inner, negated, out),
        leaf @ Predicate::Test(..) => out.push((leaf, negated)),
        Predicate::Constant(_)
        | Predicate::Compare(..)
        | Predicate::Exists(..)
        | Predicate::Any(..)
        | Predicate::Member(..)
        | Predicate::ExistsQuery(_) => {}
    }
}

/// Tells whether a value can be missing at all.
fn may_be_absent(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Path(path) => {
            !path.steps.is_empty()
                || match path.leaf {
                    Leaf::Field(kind, field) => !kind.schema().fields[field].required,
                    Leaf::Itself | Leaf::Evidence(..) | Leaf::Computed(..) => false,
                }
        }
        ExprKind::Constant(_) => false,
        ExprKind::Part(..)
        | ExprKind::Call(..)
        | ExprKind::Arithmetic(..)
        | ExprKind::Negate(_)
        | ExprKind::Coalesce(..)
        | ExprKind::Fold(..)
        | ExprKind::Condition(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_remarks_come_first_and_only_where_there_are_any() {
        let mut remarks = Remarks::default();
        remarks.several_keys(2);
        assert_eq!(
            remarks.into_notes(3),
            vec![Note::Possible(3), Note::SeveralKeys(2)]
        );
        assert_eq!(Remarks::default().into_notes(0), Vec::new());
    }
}
