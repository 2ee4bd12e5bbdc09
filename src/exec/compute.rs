//! Parts of dates, functions of values, and arithmetic.

use rustc_hash::FxHashMap;

use super::column::{Col, Scalar, Values};
use super::eval::mapped;
use super::frame::Frame;
use super::{Run, Stopped};
use crate::operator::{Function, Part};
use crate::plan::{Arithmetic, Constant, Expr, ExprKind, Length, arithmetic_on_ranges, shift};
use crate::store::{Bits, NONE, UNKNOWN, UNKNOWN_WORD};
use crate::value::{Day, Point, Range, Real, Truth, Type, Unit, days_between, move_days, negate};

impl Run<'_> {
    /// Takes a part of every date.
    pub(super) fn part(&self, part: Part, dates: Col, ty: Type) -> Col {
        match part {
            Part::Unit(unit) => coarsened(dates, unit),
            Part::Lo => mapped(dates, ty, |value| (bound(value, |days| days.lo), false)),
            Part::Hi => mapped(dates, ty, |value| (bound(value, |days| days.hi), false)),
            Part::Exact => mapped(dates, ty, |value| {
                (asked(value, |days, _| days.is_exact()), false)
            }),
            Part::Known => mapped(dates, ty, |value| {
                (asked(value, |_, _| value.is_present()), false)
            }),
            Part::Basis | Part::Why => unreachable!("plan takes the evidence from the record"),
        }
    }

    /// Applies a function to every element.
    pub(super) fn call(&mut self, function: Function, column: &Col, from: Type, ty: Type) -> Col {
        let values = (0..column.values.len()).map(|element| {
            let value = column.values.get(element);
            self.apply(function, value, from)
        });
        let values = Values::collect(ty, values.collect::<Vec<_>>());
        Col {
            ends: column.ends.clone(),
            values,
            doubt: column.doubt.clone(),
        }
    }

    fn apply(&mut self, function: Function, value: Scalar, from: Type) -> Scalar {
        if value == Scalar::Absent {
            return value;
        }
        match function {
            Function::Lower => self.on_text(value, from, |text| text.to_lowercase()),
            Function::Upper => self.on_text(value, from, |text| text.to_uppercase()),
            Function::Trim => self.on_text(value, from, |text| text.trim().to_owned()),
            Function::Text => {
                if value.is_somebodys() {
                    return Scalar::Text(UNKNOWN);
                }
                let text = self.printed(value, from);
                Scalar::Text(self.intern(&text))
            }
            Function::Length => match self.as_type(value, from, Type::Text) {
                Scalar::Text(UNKNOWN) => Scalar::Number(Range::unknown(), UNKNOWN),
                Scalar::Text(code) => {
                    let length = i64::try_from(self.text(code).chars().count()).unwrap_or(i64::MAX);
                    Scalar::Number(Range::exactly(Real::from_count(length)), NONE)
                }
                _no_text => Scalar::Absent,
            },
            Function::Abs => on_number(value, absolute),
            Function::Round => on_number(value, |range| both_ends(range, f64::round)),
            Function::Floor => on_number(value, |range| both_ends(range, f64::floor)),
            Function::Ceil => on_number(value, |range| both_ends(range, f64::ceil)),
            Function::Days => {
                if let Scalar::Duration(days) = value {
                    Scalar::Number(days, NONE)
                } else {
                    Scalar::Absent
                }
            }
        }
    }

    fn on_text(&mut self, value: Scalar, from: Type, map: impl Fn(&str) -> String) -> Scalar {
        match self.as_type(value, from, Type::Text) {
            Scalar::Text(UNKNOWN) | Scalar::Word(UNKNOWN_WORD) => Scalar::Text(UNKNOWN),
            Scalar::Text(code) => {
                let text = map(self.text(code));
                Scalar::Text(self.intern(&text))
            }
            _no_text => Scalar::Absent,
        }
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
            let result = result(op, a, b, calendar);
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

fn bound(value: Scalar, end: impl Fn(Range<Day>) -> Day) -> Scalar {
    match value {
        Scalar::Date(days, UNKNOWN) => Scalar::Date(days, UNKNOWN),
        Scalar::Date(days, _) => match end(days) {
            Day::MIN | Day::MAX => Scalar::Absent,
            day => Scalar::Date(Range::exactly(day), NONE),
        },
        _no_date => Scalar::Absent,
    }
}

fn asked(value: Scalar, ask: impl Fn(Range<Day>, u32) -> bool) -> Scalar {
    match value {
        Scalar::Date(_, UNKNOWN) => Scalar::Truth(Truth::Possible),
        Scalar::Date(days, text) => Scalar::Truth(Truth::from(ask(days, text))),
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

fn on_number(value: Scalar, map: impl Fn(Range<Real>) -> Range<Real>) -> Scalar {
    if let Scalar::Number(range, unit) = value {
        Scalar::Number(map(range), unit)
    } else {
        Scalar::Absent
    }
}

fn both_ends(range: Range<Real>, map: impl Fn(f64) -> f64) -> Range<Real> {
    let mapped = |real: Real| Real::new(map(real.get())).unwrap_or(real);
    Range {
        lo: mapped(range.lo),
        hi: mapped(range.hi),
    }
}

fn absolute(range: Range<Real>) -> Range<Real> {
    let ends = [range.lo.get().abs(), range.hi.get().abs()];
    let straddles = range.lo.get() < 0.0 && range.hi.get() > 0.0;
    let (lo, hi) = (
        if straddles { 0.0 } else { ends[0].min(ends[1]) },
        ends[0].max(ends[1]),
    );
    Range {
        lo: Real::new(lo).unwrap_or(range.lo),
        hi: Real::new(hi).unwrap_or(range.hi),
    }
}
