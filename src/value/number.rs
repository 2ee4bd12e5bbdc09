//! Numbers that may be uncertain and may carry a unit.

mod mend;
mod multiplier;
mod parse;

pub use multiplier::leads_with_multiplier;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use super::{Point, Range};

/// A real number that is never NaN, ordered; the infinities stand for open ends.
#[derive(Clone, Copy, Debug)]
pub struct Real(f64);

/// A number on a record, `12`, `"12~"`, `"11.."`, `"10..14"` or `"20000 USD"`.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// What it may be.
    pub range: Range<Real>,
    /// The unit of measure, as written.
    pub unit: Option<String>,
    /// The number as written, without its unit.
    pub text: String,
}

/// Why a text is no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError {
    /// What is wrong, in a phrase that follows "‘TEXT’ is not a number: ".
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

impl Real {
    /// Makes a real number; NaN is refused, and minus nought is nought.
    pub fn new(value: f64) -> Option<Real> {
        (!value.is_nan()).then_some(Real(value + 0.0))
    }

    /// Makes the real number of a count; beyond 2⁵³ the nearest there is.
    pub fn from_count(count: i64) -> Real {
        Real(count as f64)
    }

    /// Returns the number.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl PartialEq for Real {
    fn eq(&self, other: &Real) -> bool {
        self.0 == other.0
    }
}

impl Eq for Real {}

impl PartialOrd for Real {
    fn partial_cmp(&self, other: &Real) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Real {
    fn cmp(&self, other: &Real) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Hash for Real {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.to_bits().hash(state);
    }
}

impl Point for Real {
    const MIN: Real = Real(f64::NEG_INFINITY);
    const MAX: Real = Real(f64::INFINITY);

    fn successor(self) -> Option<Real> {
        None
    }

    fn predecessor(self) -> Option<Real> {
        None
    }
}

impl Number {
    /// Makes the number that a range holds, written in its shortest form.
    pub fn of(range: Range<Real>, unit: Option<String>) -> Number {
        Number {
            range,
            unit,
            text: range.to_string(),
        }
    }

    /// Reads a number as files and quoted literals write it.
    pub fn parse(text: &str) -> Result<Number, NumberError> {
        parse::number(text)
    }
}

impl fmt::Display for Real {
    /// Writes the shortest form that reads as the same number, an open end as `..`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_infinite() {
            f.write_str("..")
        } else {
            write!(f, "{}", self.0)
        }
    }
}

impl fmt::Display for Range<Real> {
    /// Writes `12`, `11..13`, `11..`, `..5`, or `?`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.lo == Real::MIN, self.hi == Real::MAX) {
            (true, true) => f.write_str("?"),
            (true, false) => write!(f, "..{}", self.hi),
            (false, true) => write!(f, "{}..", self.lo),
            (false, false) if self.is_exact() => write!(f, "{}", self.lo),
            (false, false) => write!(f, "{}..{}", self.lo, self.hi),
        }
    }
}

/// Writes a number and its unit: `10..14 km`, `40%`.
pub fn quantity(range: Range<Real>, unit: Option<&str>) -> String {
    match unit {
        None => range.to_string(),
        Some("%") => format!("{range}%"),
        Some(unit) => format!("{range} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_printed() {
        let cases = [
            ("12", "12"),
            ("-12", "-12"),
            ("1.50", "1.5"),
            ("12~", "11..13"),
            ("40~", "30..50"),
            ("100~", "0..200"),
            ("1200~", "1100..1300"),
            ("1.5~", "1.4..1.6"),
            ("0.3~", "0.2..0.4"),
            ("-12~", "-13..-11"),
            ("0~", "-1..1"),
            ("11..", "11.."),
            ("..5", "..5"),
            ("10..14", "10..14"),
            ("40~..60~", "30..70"),
            ("20000 USD", "20000 USD"),
            ("10..14 km", "10..14 km"),
            ("12~  square  km", "11..13 square  km"),
            ("40%", "40%"),
            ("40~ %", "30..50%"),
            (" 7 ", "7"),
            ("-0", "0"),
        ];
        for (text, printed) in cases {
            let number =
                Number::parse(text).map(|number| quantity(number.range, number.unit.as_deref()));
            assert_eq!(number.as_deref(), Ok(printed), "{text}");
        }
    }

    #[test]
    fn the_text_of_a_number_has_no_unit() {
        let number = Number::parse("12~ km").expect("a number");
        assert_eq!(
            (number.text.as_str(), number.unit.as_deref()),
            ("12~", Some("km"))
        );
        assert_eq!(Number::of(number.range, number.unit).text, "11..13");
    }

    #[test]
    fn what_is_no_number_shows_what_to_write() {
        let cases = [
            ("20,000", "‘20000’"),
            ("1,234,567.5", "‘1234567.5’"),
            ("1 000", "‘1000’"),
            ("1 000 USD", "‘1000 USD’"),
            ("1'000", "‘1000’"),
            ("1.000.000", "‘1000000’"),
            ("1,5", "‘1.5’"),
            ("14..10", "‘10..14’"),
            ("14..10 km", "‘10..14 km’"),
            ("10-14", "‘10..14’"),
            ("10 – 14 km", "‘10..14 km’"),
            ("10 to 14", "‘10..14’"),
            ("10...14", "‘10..14’"),
            ("+5", "‘5’"),
            (".5", "‘0.5’"),
            ("5.", "‘5’"),
            ("~12", "‘12~’"),
            ("12?", "‘12~’"),
            (">= 11", "‘11..’"),
            ("<5", "‘..5’"),
            ("11+", "‘11..’"),
            ("10km", "‘10 km’"),
            ("$200", "‘200 $’"),
            ("1e6", "‘1000000’"),
            ("about 12", "‘12~’"),
            ("at least 11", "‘11..’"),
            ("up to 5 km", "‘..5 km’"),
            ("a dozen", "write 12, or in quotes"),
            ("NaN", "write 12, or in quotes"),
            ("inf", "write 12, or in quotes"),
            ("..", "write 12, or in quotes"),
            ("", "write 12, or in quotes"),
            ("12 of 20", "write 12, or in quotes"),
            ("5000 ~", "‘5000~’"),
            ("5000 ~ GBP", "‘5000~ GBP’"),
        ];
        for (text, wanted) in cases {
            let error = Number::parse(text).expect_err(text);
            let hint = error.hint.unwrap_or_default();
            assert!(hint.contains(wanted), "{text}: {} ({hint})", error.message);
        }
    }

    #[test]
    fn thousands_and_millions_are_written_out() {
        let cases = [
            ("1.2m GBP", "‘1200000 GBP’"),
            ("1.2 m GBP", "‘1200000 GBP’"),
            ("1.2mn GBP", "‘1200000 GBP’"),
            ("1.2 mn. GBP", "‘1200000 GBP’"),
            ("1.2 million GBP", "‘1200000 GBP’"),
            ("1.2m", "‘1200000’"),
            ("1.2M", "‘1200000’"),
            ("5 million", "‘5000000’"),
            ("3bn USD", "‘3000000000 USD’"),
            ("3 billion USD", "‘3000000000 USD’"),
            ("40k people", "‘40000 people’"),
            ("40 k", "‘40000’"),
            ("40 thousand people", "‘40000 people’"),
            ("2 trillion", "‘2000000000000’"),
            ("1.2~ million", "‘1200000~’"),
            ("1.2 million~", "‘1200000~’"),
            ("10..14 million", "‘10000000..14000000’"),
            ("10-14 million EUR", "‘10000000..14000000 EUR’"),
            ("5.. million", "‘5000000..’"),
            ("..5m people", "‘..5000000 people’"),
            ("about 5 million people", "‘5000000~ people’"),
            ("$1.2m", "‘1200000 $’"),
            ("£3 million", "‘3000000 £’"),
            ("0.5 million", "‘500000’"),
            ("1.2345k", "‘1234.5’"),
        ];
        for (text, wanted) in cases {
            let error = Number::parse(text).expect_err(text);
            let hint = error.hint.unwrap_or_default();
            assert!(hint.contains(wanted), "{text}: {} ({hint})", error.message);
        }
        for (text, wanted) in [
            ("12,5 m", "‘12.5 m’"),
            ("1,2m GBP", "write 12, or in quotes"),
            ("9 to 12 m/s", "‘9..12 m/s’"),
        ] {
            let hint = Number::parse(text).expect_err(text).hint;
            assert!(hint.is_some_and(|hint| hint.contains(wanted)), "{text}");
        }
        for text in [
            "12 m",
            "12 m/s",
            "12 m²",
            "5 k/s",
            "10..14 km",
            "3 mm",
            "5 members",
            "2 kg",
            "7 bulls",
        ] {
            assert!(Number::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn real_numbers_are_ordered_and_nought_is_one() {
        let real = |value| Real::new(value).expect("a number");
        assert_eq!(Real::new(f64::NAN), None);
        assert_eq!(real(-0.0), real(0.0));
        assert_eq!(real(-0.0).to_string(), "0");
        let ascending = [
            Real::MIN,
            real(-1.5),
            real(0.0),
            real(1e-300),
            real(2.0),
            Real::MAX,
        ];
        assert!(ascending.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn numbers_print_in_their_shortest_form() {
        let texts =
            [1.0, 0.1, 1e21, -2.5].map(|value| Real::new(value).expect("a number").to_string());
        assert_eq!(texts, ["1", "0.1", "1000000000000000000000", "-2.5"]);
        assert_eq!(quantity(Range::unknown(), None), "?");
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "[-+0-9.,~% e]{0,40}|\\PC{0,12}|[<>≥–~+]?[0-9]{1,7}[^0-9]{0,4}[0-9]{0,7}") {
            if let Ok(number) = Number::parse(&text) {
                assert!(number.range.lo <= number.range.hi, "{text}");
            }
        }

        #[test]
        fn what_is_printed_is_read_back(lo in -1e9..1e9_f64, length in 0.0..1e6_f64) {
            let real = |value| Real::new(value).expect("a number");
            let number = Number::of(Range::new(real(lo), real(lo + length)), Some("km".to_owned()));
            let printed = quantity(number.range, number.unit.as_deref());
            assert_eq!(Number::parse(&printed), Ok(number));
        }
    }
}
