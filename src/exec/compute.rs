//! Parts of values, and arithmetic.

use rustc_hash::FxHashMap;

use super::column::{Col, Scalar, Values};
use super::eval::mapped;
use super::frame::Frame;
use super::{Run, Stopped};
use crate::operator::Part;
use crate::plan::{Arithmetic, Constant, Expr, ExprKind, Length, arithmetic_on_ranges, shift};
use crate::store::{Bits, NONE, UNKNOWN, UNKNOWN_WORD};
use crate::value::{Day, Point, Range, Real, Truth, Type, Unit, days_between, move_days, negate};

impl Run<'_> {
    /// Takes a part of every value.
    pub(super) fn part(&self, part: Part, column: Col, ty: Type) -> Col {
        let take: fn(Scalar) -> Scalar = match part {
            Part::Unit(unit) => return coarsened(column, unit),
            Part::Weekday => weekday,
            Part::Lo => |value| bound(value, End::Lo),
            Part::Hi => |value| bound(value, End::Hi),
            Part::Exact => |value| asked(value, is_exact(value)),
            Part::Known => |value| asked(value, value.is_present()),
            Part::Basis | Part::Why => unreachable!("plan takes the evidence from the record"),
        };
        mapped(column, ty, |value| (take(value), false))
    }

    /// Evaluates `left op right` for every row.
    pub(super) fn arithmetic(
        &mut self,
        op: Arithmetic,
        left: &Expr,
        right: &Expr,
        ty: Type,
        frame: &Frame,
    ) -> Result<Col, Stopped> {
        let (a, b) = (self.eval(left, frame)?, self.eval(right, frame)?);
        // A literal of calendar units moves a date by the calendar, not by a number of days.
        let calendar = [left, right].into_iter().find_map(|side| match &side.kind {
            ExprKind::Constant(Constant::Duration(length @ Length::Calendar(_))) => Some(*length),
            _other => None,
        });
        let rows = frame.len();
        let doubt = [&a.doubt, &b.doubt]
            .into_iter()
            .any(Option::is_some)
            .then(|| Bits::from_fn(rows, |row| a.is_doubtful(row) || b.is_doubtful(row)));
        let mut missing = 0;
        let values = (0..rows).map(|row| {
            let (a, b) = (a.values.get(row), b.values.get(row));
            let result = if ty == Type::Text {
                self.one_after_the_other((a, left.ty), (b, right.ty))
            } else {
                result(op, a, b, calendar)
            };
            missing +=
                usize::from(result == Scalar::Absent && a != Scalar::Absent && b != Scalar::Absent);
            result
        });
        let values = Values::collect(ty, values);
        self.remarks.without_value(missing);
        Ok(Col {
            ends: None,
            values,
            doubt,
        })
    }

    /// Writes one text behind another; nothing where either is absent.
    fn one_after_the_other(&mut self, a: (Scalar, Type), b: (Scalar, Type)) -> Scalar {
        let (a, b) = (
            self.as_type(a.0, a.1, Type::Text),
            self.as_type(b.0, b.1, Type::Text),
        );
        match (a, b) {
            (Scalar::Text(UNKNOWN), Scalar::Text(_)) | (Scalar::Text(_), Scalar::Text(UNKNOWN)) => {
                Scalar::Text(UNKNOWN)
            }
            (Scalar::Text(a), Scalar::Text(b)) => {
                let text = format!("{}{}", self.text(a), self.text(b));
                Scalar::Text(self.intern(&text))
            }
            (_, _) => Scalar::Absent,
        }
    }
}

fn result(op: Arithmetic, a: Scalar, b: Scalar, calendar: Option<Length>) -> Scalar {
    let moved = |date: Range<Day>, by: Range<Real>, sign: i64| match calendar {
        Some(length) => shift(date, length, sign),
        None => move_days(date, if sign < 0 { negate(by) } else { by }),
    };
    let unknown = |scalar: Scalar| scalar.is_somebodys();
    if unknown(a) || unknown(b) {
        return match (a, b, op) {
            (Scalar::Absent, _, _) | (_, Scalar::Absent, _) => Scalar::Absent,
            (Scalar::Date(..), Scalar::Date(..), _) => Scalar::Duration(Range::unknown()),
            (Scalar::Date(..), _, _) | (_, Scalar::Date(..), _) => {
                Scalar::Date(Range::unknown(), UNKNOWN)
            }
            (_, _, _) => Scalar::Number(Range::unknown(), UNKNOWN),
        };
    }
    match (op, a, b) {
        (Arithmetic::Add, Scalar::Date(date, _), Scalar::Duration(by))
        | (Arithmetic::Add, Scalar::Duration(by), Scalar::Date(date, _)) => {
            Scalar::Date(moved(date, by, 1), NONE)
        }
        (Arithmetic::Subtract, Scalar::Date(date, _), Scalar::Duration(by)) => {
            Scalar::Date(moved(date, by, -1), NONE)
        }
        (Arithmetic::Subtract, Scalar::Date(to, _), Scalar::Date(from, _)) => {
            Scalar::Duration(days_between(from, to))
        }
        (op, Scalar::Duration(a), Scalar::Duration(b)) => {
            let range = arithmetic_on_ranges(op, a, b);
            range.map_or(Scalar::Absent, |range| match op {
                Arithmetic::Divide => Scalar::Number(range, NONE),
                Arithmetic::Add | Arithmetic::Subtract | Arithmetic::Multiply => {
                    Scalar::Duration(range)
                }
            })
        }
        (op, Scalar::Duration(a), Scalar::Number(b, NONE))
        | (op, Scalar::Number(a, NONE), Scalar::Duration(b)) => {
            arithmetic_on_ranges(op, a, b).map_or(Scalar::Absent, Scalar::Duration)
        }
        (op, Scalar::Number(a, unit), Scalar::Number(b, other)) => {
            match joined_unit(op, unit, other) {
                Some(unit) => arithmetic_on_ranges(op, a, b)
                    .map_or(Scalar::Absent, |range| Scalar::Number(range, unit)),
                None => Scalar::Absent,
            }
        }
        (_, _, _) => Scalar::Absent,
    }
}

/// Returns the unit of a result; numbers of different units have none.
fn joined_unit(op: Arithmetic, a: u32, b: u32) -> Option<u32> {
    match op {
        Arithmetic::Add | Arithmetic::Subtract => (a == b).then_some(a),
        Arithmetic::Multiply | Arithmetic::Divide if b == NONE => Some(a),
        Arithmetic::Multiply if a == NONE => Some(b),
        Arithmetic::Divide if a == b => Some(NONE),
        Arithmetic::Multiply | Arithmetic::Divide => None,
    }
}

/// An end of a range.
#[derive(Clone, Copy)]
enum End {
    Lo,
    Hi,
}

impl End {
    /// Returns the value at this end; none where it is open.
    fn of<T: Point>(self, range: Range<T>) -> Option<Range<T>> {
        let end = match self {
            End::Lo => range.lo,
            End::Hi => range.hi,
        };
        (end != T::MIN && end != T::MAX).then(|| Range::exactly(end))
    }
}

fn bound(value: Scalar, end: End) -> Scalar {
    if value.is_somebodys() {
        return value;
    }
    let found = match value {
        Scalar::Date(days, _) => end.of(days).map(|day| Scalar::Date(day, NONE)),
        Scalar::Number(range, unit) => end.of(range).map(|number| Scalar::Number(number, unit)),
        Scalar::Duration(days) => end.of(days).map(Scalar::Duration),
        Scalar::Absent
        | Scalar::Text(_)
        | Scalar::Word(_)
        | Scalar::Truth(_)
        | Scalar::Record(_) => None,
    };
    found.unwrap_or(Scalar::Absent)
}

/// Tells whether a value means one day or one number only.
fn is_exact(value: Scalar) -> bool {
    match value {
        Scalar::Date(days, _) => days.is_exact(),
        Scalar::Number(range, _) | Scalar::Duration(range) => range.is_exact(),
        Scalar::Absent
        | Scalar::Text(_)
        | Scalar::Word(_)
        | Scalar::Truth(_)
        | Scalar::Record(_) => false,
    }
}

/// Answers what is asked of a value that may be absent, or of somebody not known.
fn asked(value: Scalar, answer: bool) -> Scalar {
    match value {
        Scalar::Absent => Scalar::Absent,
        value if value.is_somebodys() => Scalar::Truth(Truth::Possible),
        _value => Scalar::Truth(Truth::from(answer)),
    }
}

/// Names the day of the week of a date that is one day; of another it is not known.
fn weekday(value: Scalar) -> Scalar {
    match value {
        Scalar::Date(days, text) if days.is_exact() && text != UNKNOWN && !days.lo.is_open() => {
            Scalar::Word(days.lo.weekday() - 1)
        }
        Scalar::Date(..) => Scalar::Word(UNKNOWN_WORD),
        _no_date => Scalar::Absent,
    }
}

/// Widens every date to whole units. Days recur, so each day's unit is worked out once.
pub(super) fn coarsened(mut dates: Col, unit: Unit) -> Col {
    let Values::Date(days) = &mut dates.values else {
        unreachable!("plan takes parts of dates only")
    };
    let mut seen: FxHashMap<Day, (Day, Day)> = FxHashMap::default();
    let mut whole = |day: Day| {
        *seen
            .entry(day)
            .or_insert_with(|| (day.start_of(unit), day.end_of(unit)))
    };
    for (days, text) in days {
        if days.lo > days.hi || *text == UNKNOWN {
            continue;
        }
        days.lo = whole(days.lo).0;
        days.hi = whole(days.hi).1;
        *text = NONE;
    }
    dates
}
