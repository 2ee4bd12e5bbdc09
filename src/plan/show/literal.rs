//! Literals, tests against them, and views, in the words of the language.

use std::fmt::{self, Display, Formatter};

use super::super::{Constant, LeftOut, Search, Test, View};
use super::pen::list;
use crate::value::{Comparison, Cut, Point, Range, RangeSet, Type, duration_text, quantity};

impl Display for View {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            View::AsOf(day) => write!(f, "as of {day}"),
            View::Without(all) => {
                let shown = list(all, |one| match one {
                    LeftOut::Named { text, .. } => format!("\"{text}\""),
                    LeftOut::Query { text, .. } => format!("({text})"),
                });
                write!(f, "without {shown}")
            }
        }
    }
}

pub(super) fn comparison(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "=",
        Comparison::NotEqual => "!=",
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Greater => ">",
        Comparison::GreaterOrEqual => ">=",
    }
}

/// Writes a value that reads no field.
pub(super) fn constant_text(constant: &Constant, ty: Type) -> String {
    match (constant, ty) {
        (Constant::Text(text), _) => format!("\"{text}\""),
        (Constant::Word(code), Type::Word(vocabulary)) => vocabulary.word(*code).to_owned(),
        (Constant::Word(code), _) => code.to_string(),
        (Constant::Days(days), _) => days.to_string(),
        (Constant::Number(range, unit), _) => quantity(*range, unit.as_deref()),
        (Constant::Duration(length), _) => duration_text(length.days()),
        (Constant::Truth(truth), _) => truth.to_string(),
    }
}

/// Writes what a value of a type is tested for.
pub(super) fn test_text(test: &Test, ty: Type) -> String {
    match test {
        Test::Days(set) => set_text(set, |days| days.to_string()),
        Test::Numbers(set, unit) => set_text(set, |range| quantity(range, unit.as_deref())),
        Test::Durations(set) => set_text(set, duration_text),
        Test::Texts(op, texts) => {
            let sign = comparison(*op);
            let quoted = list(texts, |text| format!("\"{}\"", text.written));
            format!("{sign} {quoted}")
        }
        Test::Words(codes) => {
            let Type::Word(vocabulary) = ty else {
                unreachable!("words are tested for on a field of words")
            };
            let words = list(codes, |code| vocabulary.word(*code).to_owned());
            match codes.as_slice() {
                [_one] => format!("= {words}"),
                _several => format!("in ({words})"),
            }
        }
        Test::Truth(truth) => format!("= {truth}"),
        Test::Named(names) => {
            let quoted = list(names, |name| format!("\"{}\"", name.text));
            match names.as_slice() {
                [name] if name.near => format!("~ {quoted}"),
                [_name] => format!("= {quoted}"),
                _several => format!("in ({quoted})"),
            }
        }
        Test::Search(Search::Contains(text)) => format!("contains \"{text}\""),
        Test::Search(Search::StartsWith(text)) => format!("starts with \"{text}\""),
        Test::Search(Search::EndsWith(text)) => format!("ends with \"{text}\""),
        Test::Search(Search::Near(text)) => format!("~ \"{text}\""),
        Test::Search(Search::Matches { written, .. }) => format!("matches {written}"),
    }
}

/// Writes the stretches of a set as ranges; a single one with an open end as a comparison.
fn set_text<T: Point>(set: &RangeSet<T>, show: impl Fn(Range<T>) -> String) -> String {
    match set.stretches() {
        [] => "in nothing".to_owned(),
        [(from, to)] => {
            let (lo, hi) = (from.first(), to.last());
            let equal = |excluded: bool| if excluded { "" } else { "=" };
            match (lo == T::MIN, hi == T::MAX) {
                (false, true) => {
                    let sign = equal(from.excludes_first());
                    format!(">{sign} {}", show(Range::exactly(lo)))
                }
                (true, false) => {
                    let sign = equal(to.excludes_last());
                    format!("<{sign} {}", show(Range::exactly(hi)))
                }
                (true, true) | (false, false) => {
                    let text = stretch_text(*from, *to, show);
                    let closed = !from.excludes_first() && !to.excludes_last();
                    let one = closed && !text.contains("..") && !text.contains('/');
                    format!("{} {text}", if one { "=" } else { "in" })
                }
            }
        }
        stretches => {
            let each = |(from, to): &(Cut<T>, Cut<T>)| stretch_text(*from, *to, &show);
            format!("in {}", list(stretches, each))
        }
    }
}

/// Writes one stretch; on a dense line an end may be left out of the range that it bounds.
fn stretch_text<T: Point>(from: Cut<T>, to: Cut<T>, show: impl Fn(Range<T>) -> String) -> String {
    let (lo, hi) = (from.first(), to.last());
    match (from.excludes_first(), to.excludes_last()) {
        (false, false) => show(Range { lo, hi }),
        (true, false) if hi == T::MAX => format!("> {}", show(Range::exactly(lo))),
        (false, true) if lo == T::MIN => format!("< {}", show(Range::exactly(hi))),
        (_, _) => format!("inside {}", show(Range { lo, hi })),
    }
}
