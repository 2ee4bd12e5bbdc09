//! Comparisons of two computed columns, and membership in the rows of a query.

use super::column::{Col, Scalar};
use super::frame::{Frame, Rows};
use super::truths::any_of_rows;
use super::{Run, Stopped};
use crate::model::Kind;
use crate::plan::{Expr, Query};
use crate::store::{Bits, Truths};
use crate::value::{Comparison, Day, Point, Range, Truth, Type, Unit, compare, fold_text};

impl Run<'_> {
    /// Compares two columns row by row: any element of one with any of the other.
    pub(super) fn compare_columns(
        &mut self,
        op: Comparison,
        (left, left_type): (&Col, Type),
        (right, right_type): (&Col, Type),
    ) -> Result<Truths, Stopped> {
        let mut truths = Truths::sure(Bits::none(left.len()));
        for row in 0..left.len() {
            self.pace(row)?;
            let mut any = Truth::No;
            for (a, a_doubtful) in left.of(row) {
                for (b, b_doubtful) in right.of(row) {
                    let truth = self.compare_scalars(op, (a, left_type), (b, right_type));
                    any = any.or(if a_doubtful || b_doubtful {
                        truth.doubted()
                    } else {
                        truth
                    });
                }
            }
            if any != Truth::No {
                truths.set(row, any);
            }
        }
        Ok(truths)
    }

    /// Compares two elements.
    pub(super) fn compare_scalars(
        &mut self,
        op: Comparison,
        (a, a_type): (Scalar, Type),
        (b, b_type): (Scalar, Type),
    ) -> Truth {
        if a.is_somebodys() || b.is_somebodys() {
            return Truth::Possible;
        }
        match (a, b) {
            (Scalar::Date(a, _), Scalar::Date(b, _)) => compare_dates(op, (a, a_type), (b, b_type)),
            (Scalar::Number(a, unit), Scalar::Number(b, other)) => {
                // A number that nobody wrote has no unit to differ in.
                if unit == other || a.is_unknown() || b.is_unknown() {
                    compare(op, a, b)
                } else {
                    Truth::No
                }
            }
            (Scalar::Duration(a), Scalar::Duration(b)) => compare(op, a, b),
            (Scalar::Record(a), Scalar::Record(b)) => {
                let somebody = self.somebody_of(a_type);
                if a == somebody || b == somebody {
                    Truth::Possible
                } else {
                    Truth::from(op.holds(a.cmp(&b)))
                }
            }
            (Scalar::Truth(a), Scalar::Truth(b)) => match (a, b) {
                (Truth::Possible, _) | (_, Truth::Possible) => Truth::Possible,
                (a, b) => Truth::from(op.holds(a.cmp(&b))),
            },
            (Scalar::Word(a), Scalar::Word(b)) => Truth::from(op.holds(a.cmp(&b))),
            (a, b) => {
                let (a, b) = (
                    self.as_type(a, a_type, Type::Text),
                    self.as_type(b, b_type, Type::Text),
                );
                if let (Scalar::Text(a), Scalar::Text(b)) = (a, b) {
                    let ordering = if a == b {
                        std::cmp::Ordering::Equal
                    } else {
                        fold_text(self.text(a)).cmp(&fold_text(self.text(b)))
                    };
                    Truth::from(op.holds(ordering))
                } else {
                    Truth::No
                }
            }
        }
    }

    /// Tells whether an element is somebody not known, or what nobody knows of them.
    pub(super) fn is_nobodys(&self, element: Scalar, ty: Type) -> bool {
        element.is_somebodys() || element == Scalar::Record(self.somebody_of(ty))
    }

    pub(super) fn somebody_of(&self, ty: Type) -> u32 {
        if let Type::Record(kind) = ty {
            self.store.collection(Kind::from_number(kind)).somebody()
        } else {
            crate::store::NONE
        }
    }

    /// Tells of every row whether any of its values is among those of a query.
    pub(super) fn members_of_rows(
        &mut self,
        value: &Expr,
        query: &Query,
        frame: &Frame,
    ) -> Result<Truths, Stopped> {
        let column = self.eval(value, frame)?;
        let set = self.query(query)?;
        if let (Rows::Set(kind, members), Some(_)) = (&set, query.node) {
            let somebody = self.store.collection(*kind).somebody();
            return Ok(any_of_rows(&column, |value| match value {
                Scalar::Record(row) if row == somebody => Truth::Possible,
                Scalar::Record(row) => members.get(row as usize),
                _no_record => Truth::No,
            }));
        }
        let rows = set.into_frame();
        let (members, member_type) = match query.node {
            Some(kind) => (rows.record_column(), kind.reference()),
            None => (
                self.under(query, |run| run.eval(&query.output[0].expr, &rows))?,
                query.output[0].expr.ty,
            ),
        };
        let certain = |row: usize| rows.certain.get(row);
        let types = (member_type, value.ty);
        let matcher = self.matcher(Comparison::Equal, (&members, types.0), certain, types.1)?;
        let mut truths = Truths::sure(Bits::none(column.len()));
        for row in 0..column.len() {
            self.pace(row)?;
            let mut any = Truth::No;
            for (element, doubtful) in column.of(row) {
                // Every predicate on somebody not known is possible, whatever the set.
                let truth = if self.is_nobodys(element, value.ty) {
                    Truth::Possible
                } else {
                    self.matches(&matcher, element)
                };
                any = any.or(if doubtful { truth.doubted() } else { truth });
            }
            if any != Truth::No {
                truths.set(row, any);
            }
        }
        Ok(truths)
    }
}

/// Compares two dates: as days, or by their common unit where both are known to one.
fn compare_dates(
    op: Comparison,
    (a, a_type): (Range<Day>, Type),
    (b, b_type): (Range<Day>, Type),
) -> Truth {
    match (a_type, b_type) {
        (Type::Date(unit), Type::Date(other)) if unit == other && unit != Unit::Day => {
            compare(op, units(a, unit), units(b, unit))
        }
        (_, _) => compare(op, a, b),
    }
}

/// Returns which units a date lies in; an open end stays open.
pub(super) fn units(days: Range<Day>, unit: Unit) -> Range<Day> {
    let ordinal = |day: Day| {
        if day == Point::MIN || day == Point::MAX {
            day
        } else {
            Day(unit.ordinal(day))
        }
    };
    Range {
        lo: ordinal(days.lo),
        hi: ordinal(days.hi),
    }
}
