//! Reading numbers.

use super::{Number, NumberError, Point, Range, Real, leads_with_multiplier, mend};

/// Reads a number as files and quoted literals write it.
pub(super) fn number(text: &str) -> Result<Number, NumberError> {
    let number = read(text).ok_or_else(|| mend::explain(text.trim()))?;
    if number.range.lo > number.range.hi {
        let turned = number
            .text
            .split_once("..")
            .map(|(low, high)| format!("{high}..{low}"));
        let unit = number
            .unit
            .map(|unit| format!(" {unit}"))
            .unwrap_or_default();
        let hint = turned.map(|turned| format!("write ‘{turned}{unit}’"));
        return Err(NumberError {
            message: "the range runs downwards".to_owned(),
            hint,
        });
    }
    Ok(number)
}

/// Reads a number whose range may run downwards; none where it is no number.
pub(super) fn read(text: &str) -> Option<Number> {
    let (amount, unit) = split_unit(text.trim());
    let range = range(amount).filter(|_| unit.is_none_or(is_unit))?;
    Some(Number {
        range,
        unit: unit.map(str::to_owned),
        text: amount.to_owned(),
    })
}

/// Splits `10..14 km` and `40%` into the number and its unit.
fn split_unit(text: &str) -> (&str, Option<&str>) {
    if let Some((amount, unit)) = text.split_once(char::is_whitespace) {
        return (amount, Some(unit.trim_start()));
    }
    match text.strip_suffix('%') {
        Some(amount) => (amount, Some("%")),
        None => (text, None),
    }
}

/// No word of a unit begins with a digit, or `1 000` would be one of the unit `000`; nor is the first
/// a word for a power of ten.
fn is_unit(text: &str) -> bool {
    let number = |first: char| first.is_ascii_digit() || matches!(first, '.' | '-' | '–' | '~');
    !text.split_whitespace().any(|word| word.starts_with(number)) && !leads_with_multiplier(text)
}

/// Reads `12`, `12~`, `11..`, `..5`, `10..14`; none where it is nothing of these.
fn range(text: &str) -> Option<Range<Real>> {
    match text.split_once("..") {
        None => Decimal::read(text)?.range(),
        Some(("", "")) => None,
        Some((low, "")) => Some(Range {
            lo: Decimal::read(low)?.range()?.lo,
            hi: Real::MAX,
        }),
        Some(("", high)) => Some(Range {
            lo: Real::MIN,
            hi: Decimal::read(high)?.range()?.hi,
        }),
        Some((low, high)) => Some(Range {
            lo: Decimal::read(low)?.range()?.lo,
            hi: Decimal::read(high)?.range()?.hi,
        }),
    }
}

/// A number as its digits, so that widening it stays exact.
struct Decimal {
    /// All digits, without the point.
    digits: i128,
    /// How many of them stand behind the point.
    scale: usize,
    /// By how much `~` widens it, in units of its last digit.
    width: i128,
}

impl Decimal {
    /// Reads `12`, `-1.5`, `40~`.
    fn read(text: &str) -> Option<Decimal> {
        let (text, approximate) = match text.strip_suffix('~') {
            Some(text) => (text, true),
            None => (text, false),
        };
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text),
        };
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        let written = format!("{whole}{fraction}");
        let is_number = !whole.is_empty() && written.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || written.len() > MOST_DIGITS {
            return None;
        }
        let digits: i128 = written.parse().expect("so few digits fit");
        let width = if approximate { last_digit(&written) } else { 0 };
        Some(Decimal {
            digits: if negative { -digits } else { digits },
            scale: fraction.len(),
            width,
        })
    }

    fn range(&self) -> Option<Range<Real>> {
        let real = |digits: i128| {
            let text = format!("{digits}e-{}", self.scale);
            Real::new(text.parse().expect("digits and an exponent are a number"))
        };
        Some(Range {
            lo: real(self.digits - self.width)?,
            hi: real(self.digits + self.width)?,
        })
    }
}

/// The digits a number may have.
const MOST_DIGITS: usize = 30;

/// Returns one unit of the last digit that is not nought, or of the last where all are.
fn last_digit(digits: &str) -> i128 {
    let noughts = digits.len() - digits.trim_end_matches('0').len();
    let noughts = if noughts == digits.len() { 0 } else { noughts };
    10_i128.pow(u32::try_from(noughts).expect("numbers have few digits"))
}
