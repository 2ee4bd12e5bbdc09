//! Functions of values, a column at a time.

use super::column::{Col, Scalar, Values};
use super::eval::{doubt_bits, mapped, spread};
use super::frame::Frame;
use super::{Run, Stopped};
use crate::operator::Function;
use crate::plan::{Constant, Expr, ExprKind, Length};
use crate::store::{NONE, UNKNOWN};
use crate::value::{Day, Duration, Point, Range, Real, Type};

impl Run<'_> {
    /// Evaluates the arguments of a function for every row.
    pub(super) fn arguments(
        &mut self,
        args: &[Expr],
        frame: &Frame,
    ) -> Result<Vec<(Col, Type)>, Stopped> {
        let mut columns = Vec::with_capacity(args.len());
        for arg in args {
            columns.push((self.eval(arg, frame)?, arg.ty));
        }
        Ok(columns)
    }

    /// Applies a function to the columns of its arguments.
    pub(super) fn call(
        &mut self,
        function: Function,
        args: &[Expr],
        columns: &[(Col, Type)],
        ty: Type,
    ) -> Result<Col, Stopped> {
        if function == Function::If {
            return Ok(self.choose(columns, ty));
        }
        let (first, rest) = columns
            .split_first()
            .expect("plan gives every function its arguments");
        Ok(match function {
            Function::Bucket => bucketed(first.0.clone(), &args[1], ty),
            Function::Split => self.split(first, rest),
            Function::Join => self.join(first, rest),
            Function::If
            | Function::Lower
            | Function::Upper
            | Function::Trim
            | Function::Length
            | Function::Words
            | Function::Left
            | Function::Right
            | Function::Substring
            | Function::Replace
            | Function::Text
            | Function::Abs
            | Function::Round
            | Function::Floor
            | Function::Ceil
            | Function::Least
            | Function::Greatest
            | Function::Days => self.each(function, first, rest, ty)?,
        })
    }

    /// Applies a function to every element of its first argument, with the others of its row.
    fn each(
        &mut self,
        function: Function,
        (first, from): &(Col, Type),
        rest: &[(Col, Type)],
        ty: Type,
    ) -> Result<Col, Stopped> {
        let mut values = Values::with_capacity(ty, first.values.len());
        let mut doubts = Vec::new();
        let mut others = Vec::with_capacity(rest.len());
        for row in 0..first.len() {
            self.pace(row)?;
            others.clear();
            others.extend(
                rest.iter()
                    .map(|(column, ty)| (column.values.get(row), *ty)),
            );
            let row_doubtful = rest.iter().any(|(column, _)| column.is_doubtful(row));
            for element in first.range(row) {
                let value = first.values.get(element);
                let absent = |value: Scalar| value == Scalar::Absent;
                let result = if absent(value) || others.iter().any(|(other, _)| absent(*other)) {
                    Scalar::Absent
                } else if value.is_somebodys()
                    || others.iter().any(|(other, _)| other.is_somebodys())
                {
                    Scalar::unknown(ty, NONE)
                } else {
                    self.apply(function, (value, *from), &others)
                };
                if row_doubtful || first.is_doubtful(element) {
                    doubts.push(element);
                }
                values.push(result);
            }
        }
        Ok(Col {
            ends: first.ends.clone(),
            doubt: doubt_bits(&doubts, values.len()),
            values,
        })
    }

    fn apply(
        &mut self,
        function: Function,
        (value, from): (Scalar, Type),
        rest: &[(Scalar, Type)],
    ) -> Scalar {
        let whole = |place: usize| rest.get(place).map_or(0, |(value, _)| whole_number(*value));
        match function {
            Function::Lower => self.on_text(value, from, str::to_lowercase),
            Function::Upper => self.on_text(value, from, str::to_uppercase),
            Function::Trim => self.on_text(value, from, |text| text.trim().to_owned()),
            Function::Left => {
                self.on_text(value, from, |text| text.chars().take(whole(0)).collect())
            }
            Function::Right => self.on_text(value, from, |text| {
                let length = text.chars().count();
                text.chars().skip(length.saturating_sub(whole(0))).collect()
            }),
            Function::Substring => {
                let most = if rest.len() > 1 { whole(1) } else { usize::MAX };
                self.on_text(value, from, |text| {
                    let behind = text.chars().skip(whole(0).saturating_sub(1));
                    behind.take(most).collect()
                })
            }
            Function::Replace => {
                let (old, new) = (self.own_text(rest[0]), self.own_text(rest[1]));
                self.on_text(value, from, |text| {
                    if old.is_empty() {
                        text.to_owned()
                    } else {
                        text.replace(&old, &new)
                    }
                })
            }
            Function::Text => {
                let text = self.printed(value, from);
                Scalar::Text(self.intern(&text))
            }
            Function::Length => self.counted(value, from, |text| text.chars().count()),
            Function::Words => self.counted(value, from, |text| text.split_whitespace().count()),
            Function::Abs => on_number(value, absolute),
            Function::Round => {
                let digits = rest.first().map_or(0.0, |(value, _)| number(*value));
                on_number(value, |range| both_ends(range, |end| rounded(end, digits)))
            }
            Function::Floor => on_number(value, |range| both_ends(range, f64::floor)),
            Function::Ceil => on_number(value, |range| both_ends(range, f64::ceil)),
            Function::Least | Function::Greatest => {
                let others = rest.iter().map(|(value, _)| *value);
                let found = others.fold(value, |so_far, other| {
                    further(so_far, other, function == Function::Greatest)
                });
                self.remarks
                    .without_value(usize::from(found == Scalar::Absent));
                found
            }
            Function::Days => {
                if let Scalar::Duration(days) = value {
                    Scalar::Number(days, NONE)
                } else {
                    Scalar::Absent
                }
            }
            Function::If | Function::Bucket | Function::Split | Function::Join => {
                unreachable!("these work on whole columns")
            }
        }
    }

    fn on_text(&mut self, value: Scalar, from: Type, map: impl Fn(&str) -> String) -> Scalar {
        match self.as_type(value, from, Type::Text) {
            Scalar::Text(UNKNOWN) => Scalar::Text(UNKNOWN),
            Scalar::Text(code) => {
                let text = map(self.text(code));
                Scalar::Text(self.intern(&text))
            }
            _no_text => Scalar::Absent,
        }
    }

    fn counted(&mut self, value: Scalar, from: Type, count: impl Fn(&str) -> usize) -> Scalar {
        match self.as_type(value, from, Type::Text) {
            Scalar::Text(UNKNOWN) => Scalar::Number(Range::unknown(), UNKNOWN),
            Scalar::Text(code) => {
                let count = i64::try_from(count(self.text(code))).unwrap_or(i64::MAX);
                Scalar::Number(Range::exactly(Real::from_count(count)), NONE)
            }
            _no_text => Scalar::Absent,
        }
    }

    /// Returns a text, or a word as one, by itself.
    fn own_text(&mut self, (value, from): (Scalar, Type)) -> String {
        match self.as_type(value, from, Type::Text) {
            Scalar::Text(code) => self.text(code).to_owned(),
            _no_text => String::new(),
        }
    }

    /// Parts every text at its separators.
    fn split(&mut self, (texts, from): &(Col, Type), rest: &[(Col, Type)]) -> Col {
        let (separators, separator_type) = &rest[0];
        let mut parts = Vec::with_capacity(texts.values.len());
        for row in 0..texts.len() {
            let at = (separators.values.get(row), *separator_type);
            let doubtful = separators.is_doubtful(row);
            let separator = self.own_text(at);
            for (value, _) in texts.of(row) {
                let found = match self.as_type(value, *from, Type::Text) {
                    Scalar::Text(_) if at.0 == Scalar::Absent => Vec::new(),
                    Scalar::Text(code) if code == UNKNOWN || at.0.is_somebodys() => vec![UNKNOWN],
                    Scalar::Text(code) if separator.is_empty() => vec![code],
                    Scalar::Text(code) => {
                        let text = self.text(code).to_owned();
                        text.split(&separator)
                            .map(|part| self.intern(part))
                            .collect()
                    }
                    _no_text => Vec::new(),
                };
                parts.push((found, doubtful));
            }
        }
        let mut each = parts.iter();
        spread(
            texts,
            |_, emit| {
                if let Some((parts, doubtful)) = each.next() {
                    parts
                        .iter()
                        .for_each(|&part| emit(Scalar::Text(part), *doubtful));
                }
            },
            Type::Text,
        )
    }

    /// Writes all values of each row as one text; a row without any has none, and where one of them
    /// is not known nor is the whole.
    fn join(&mut self, (column, from): &(Col, Type), rest: &[(Col, Type)]) -> Col {
        let (separators, separator_type) = &rest[0];
        let somebody = self.somebody_of(*from);
        let (mut values, mut doubts) =
            (Values::with_capacity(Type::Text, column.len()), Vec::new());
        for row in 0..column.len() {
            let at = (separators.values.get(row), *separator_type);
            let items: Vec<(Scalar, bool)> = column
                .of(row)
                .filter(|(value, _)| value.is_present())
                .collect();
            let unknown = items
                .iter()
                .any(|(value, _)| value.is_somebodys() || *value == Scalar::Record(somebody));
            values.push(if items.is_empty() || at.0 == Scalar::Absent {
                Scalar::Absent
            } else if unknown || at.0.is_somebodys() {
                Scalar::Text(UNKNOWN)
            } else {
                let texts: Vec<String> = items
                    .iter()
                    .map(|(value, _)| self.printed(*value, *from))
                    .collect();
                let text = texts.join(&self.own_text(at));
                Scalar::Text(self.intern(&text))
            });
            if separators.is_doubtful(row) || items.iter().any(|(_, doubtful)| *doubtful) {
                doubts.push(row);
            }
        }
        Col {
            doubt: doubt_bits(&doubts, values.len()),
            ..Col::single(values)
        }
    }
}

/// Moves every value to where its bucket begins; one that may lie in several may begin in each.
fn bucketed(column: Col, width: &Expr, ty: Type) -> Col {
    let ExprKind::Constant(width) = &width.kind else {
        unreachable!("plan asks for widths that are written out")
    };
    let step = match width {
        Constant::Number(range, _) => range.lo.get(),
        Constant::Duration(length) => length.days().lo.get(),
        Constant::Text(_) | Constant::Word(_) | Constant::Days(_) | Constant::Truth(_) => {
            unreachable!("plan asks for widths that are numbers or lengths of time")
        }
    };
    let begins = |range| both_ends(range, |end| (end / step).floor() * step);
    mapped(column, ty, |value| {
        let value = match (value, width) {
            (value, _) if value.is_somebodys() => value,
            (Scalar::Date(days, _), Constant::Duration(Length::Calendar(length))) => {
                let range = Range {
                    lo: bucket_of(days.lo, *length),
                    hi: bucket_of(days.hi, *length),
                };
                Scalar::Date(range, NONE)
            }
            (Scalar::Number(range, unit), _) => Scalar::Number(begins(range), unit),
            (Scalar::Duration(days), _) => Scalar::Duration(begins(days)),
            (_, _) => Scalar::Absent,
        };
        (value, false)
    })
}

/// Returns the first day of the bucket of so many units that a day lies in.
fn bucket_of(day: Day, length: Duration) -> Day {
    if day.is_open() {
        return day;
    }
    let ordinal = length.unit.ordinal(day).div_euclid(length.count);
    length.unit.range(ordinal.saturating_mul(length.count)).lo
}

/// Returns the lesser, or the greater, of two values that may be uncertain.
fn further(a: Scalar, b: Scalar, greater: bool) -> Scalar {
    fn ends<T: Point>(a: Range<T>, b: Range<T>, greater: bool) -> Range<T> {
        if greater {
            Range {
                lo: a.lo.max(b.lo),
                hi: a.hi.max(b.hi),
            }
        } else {
            Range {
                lo: a.lo.min(b.lo),
                hi: a.hi.min(b.hi),
            }
        }
    }
    match (a, b) {
        (a, _) if a.is_somebodys() => a,
        (_, b) if b.is_somebodys() => b,
        (Scalar::Date(a, _), Scalar::Date(b, _)) => Scalar::Date(ends(a, b, greater), NONE),
        (Scalar::Number(a, unit), Scalar::Number(b, other)) => {
            match common_unit((a, unit), (b, other)) {
                Some(unit) => Scalar::Number(ends(a, b, greater), unit),
                None => Scalar::Absent,
            }
        }
        (Scalar::Duration(a), Scalar::Duration(b)) => Scalar::Duration(ends(a, b, greater)),
        (_, _) => Scalar::Absent,
    }
}

/// Returns the unit that two numbers share; one that nobody wrote has that of the other.
pub(super) fn common_unit(
    (a, unit): (Range<Real>, u32),
    (b, other): (Range<Real>, u32),
) -> Option<u32> {
    let unwritten = |range: Range<Real>, unit| range.is_unknown() && unit == NONE;
    match (unwritten(a, unit), unwritten(b, other)) {
        (true, _) => Some(other),
        (_, true) => Some(unit),
        (false, false) => (unit == other).then_some(unit),
    }
}

fn number(value: Scalar) -> f64 {
    if let Scalar::Number(range, _) = value {
        range.lo.get()
    } else {
        0.0
    }
}

/// Returns a number that plan has seen to be whole and not below nought.
fn whole_number(value: Scalar) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "plan admits whole numbers up to the greatest of 32 bits only"
    )]
    let whole = number(value) as usize;
    whole
}

/// Rounds a number to so many digits behind the point, or with fewer than none before it.
fn rounded(value: f64, digits: f64) -> f64 {
    let scale = 10_f64.powf(digits.abs());
    let scaled = if digits < 0.0 {
        (value / scale).round() * scale
    } else {
        (value * scale).round() / scale
    };
    if scaled.is_finite() { scaled } else { value }
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
