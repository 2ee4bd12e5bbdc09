//! Arithmetic on uncertain values: the least and greatest results over all readings.

use super::{Day, Point, Range, Real};

/// Adds two ranges; an open end stays open.
pub fn add(a: Range<Real>, b: Range<Real>) -> Option<Range<Real>> {
    corners(a, b, |a, b| a + b)
}

/// Takes one range from another.
pub fn subtract(a: Range<Real>, b: Range<Real>) -> Option<Range<Real>> {
    corners(a, b, |a, b| a - b)
}

/// Multiplies two ranges.
pub fn multiply(a: Range<Real>, b: Range<Real>) -> Option<Range<Real>> {
    // Nought times an open end is nought: the end stands for ever greater numbers, not for one.
    corners(a, b, |a, b| if a == 0.0 || b == 0.0 { 0.0 } else { a * b })
}

/// Divides one range by another; none where the divisor may be nought.
pub fn divide(a: Range<Real>, b: Range<Real>) -> Option<Range<Real>> {
    let nought = Real::new(0.0)?;
    if b.lo <= nought && nought <= b.hi {
        return None;
    }
    corners(a, b, |a, b| if b.is_infinite() { 0.0 } else { a / b })
}

/// Changes the sign of a range.
pub fn negate(a: Range<Real>) -> Range<Real> {
    let negated = |real: Real| Real::new(-real.get()).unwrap_or(Real::MIN);
    Range {
        lo: negated(a.hi),
        hi: negated(a.lo),
    }
}

/// Returns the days from one date to another.
pub fn days_between(from: Range<Day>, to: Range<Day>) -> Range<Real> {
    let days = |to: Day, from: Day| f64::from(to.0) - f64::from(from.0);
    let lo = if to.lo == Day::MIN || from.hi == Day::MAX {
        f64::NEG_INFINITY
    } else {
        days(to.lo, from.hi)
    };
    let hi = if to.hi == Day::MAX || from.lo == Day::MIN {
        f64::INFINITY
    } else {
        days(to.hi, from.lo)
    };
    Range {
        lo: Real::new(lo).unwrap_or(Real::MIN),
        hi: Real::new(hi).unwrap_or(Real::MAX),
    }
}

/// Moves a date by a number of days; an open end stays open.
pub fn move_days(date: Range<Day>, by: Range<Real>) -> Range<Day> {
    let moved = |day: Day, by: Real, open: Day| {
        let sum = f64::from(day.0) + by.get();
        let reachable = f64::from(i32::MIN + 1)..=f64::from(i32::MAX - 1);
        // Truncation can't lose anything: the sum is within the range of days.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "checked against the range of days"
        )]
        if day == open || !reachable.contains(&sum) {
            open
        } else {
            Day(sum.round() as i32)
        }
    };
    Range {
        lo: moved(date.lo, by.lo, Day::MIN),
        hi: moved(date.hi, by.hi, Day::MAX),
    }
}

fn corners(a: Range<Real>, b: Range<Real>, op: impl Fn(f64, f64) -> f64) -> Option<Range<Real>> {
    let results = [(a.lo, b.lo), (a.lo, b.hi), (a.hi, b.lo), (a.hi, b.hi)]
        .map(|(a, b)| Real::new(op(a.get(), b.get())));
    let known = results.into_iter().flatten();
    let (lo, hi) = (known.clone().min()?, known.max()?);
    // An undefined corner, such as one open end less another, leaves that side open.
    let undefined = results.iter().any(Option::is_none);
    Some(if undefined {
        Range::unknown()
    } else {
        Range { lo, hi }
    })
}
