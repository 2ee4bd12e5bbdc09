//! What a reader should know of a result, gathered while it is computed.

use super::column::Scalar;
use super::frame::Frame;
use super::{Run, Stopped};
use indexmap::{IndexMap, IndexSet};

use crate::answer::{Answer, Cell, Data, NearName, Note};
use crate::bind::Taken;
use crate::diagnostic::Span;
use crate::model::Kind;
use crate::plan::{Expr, ExprKind, Leaf, Predicate, Search, Test};
use crate::store::{Bits, NONE, Truths, UNKNOWN, row_number};
use crate::value::{RangeSet, fold_text, near_part};

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
                self.remark_units(leaf, value, asked.as_deref(), kind, before)?;
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
        leaf: &Predicate,
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
            let instead = match asked {
                Some(_) => None,
                None => self.with_unit(leaf, value, kind, &left_out)?,
            };
            let asked = asked.map(str::to_owned);
            self.remarks.add(Note::OtherUnit {
                asked,
                instead,
                rows,
            });
        }
        Ok(())
    }

    /// Writes a test against a bare number with the unit that most of the rows left out have.
    fn with_unit(
        &mut self,
        test: &Predicate,
        value: &Expr,
        kind: Kind,
        left_out: &Bits,
    ) -> Result<Option<String>, Stopped> {
        let printed = test.to_string();
        let Some((before, number)) = printed.rsplit_once(' ') else {
            return Ok(None);
        };
        if before.split(' ').count() != 2 || !number.starts_with(|c: char| c.is_ascii_digit()) {
            return Ok(None);
        }
        let somebody = self.store.collection(kind).len();
        let records = left_out.iter().filter(|row| *row != somebody);
        let records = records.map(row_number).collect();
        let column = self.eval(value, &Frame::of_records(kind, records))?;
        let mut units: IndexMap<u32, usize> = IndexMap::new();
        for element in 0..column.values.len() {
            if let Scalar::Number(_, unit) = column.values.get(element)
                && unit != NONE
                && unit != UNKNOWN
            {
                *units.entry(unit).or_default() += 1;
            }
        }
        // The first of those that are as frequent.
        let most = units.into_iter().rev().max_by_key(|(_, rows)| *rows);
        Ok(most.map(|(unit, _)| format!("{before} \"{number} {}\"", self.text(unit))))
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
