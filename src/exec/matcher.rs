//! Many elements made ready, so that one is compared with all of them without going through them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::column::{Col, Scalar};
use super::compare::units;
use super::extreme::bounds;
use super::keys::key_of;
use super::{Run, Stopped};
use crate::store::{NONE, UNKNOWN};
use crate::value::{Comparison, Range, Real, Truth, Type, Unit, fold_text};

/// Elements that another is compared with: *any* of them.
pub(super) struct Matcher {
    /// How the other stands to them.
    op: Comparison,
    own: Type,
    /// The type of the other.
    other: Type,
    index: Index,
    /// Whether there is any element at all.
    any: bool,
}

enum Index {
    /// Records and whether each is surely there, and whether one is nobody known.
    Records(FxHashMap<u32, bool>, bool),
    /// Folded texts and whether each is surely there, and whether one is known to nobody.
    Texts(FxHashMap<String, bool>, bool),
    /// Dates, numbers and lengths of time by unit of measure, and whether there is a number that
    /// nobody knows, whose unit is unknown too.
    Spans(FxHashMap<u32, Spans>, bool),
    /// Different elements, few of them, and whether each is surely there.
    Each(Vec<(Scalar, bool)>),
}

/// Ranges, ready to be asked for one that stands so to another.
struct Spans {
    /// The exact ones that are surely there.
    exact: FxHashSet<u64>,
    /// Every start, ascending, and the last end of the ranges up to it.
    starts: Vec<(f64, f64)>,
    /// The last start and the first end of those that are surely there.
    sure: (f64, f64),
    /// The first start and the last end of all.
    all: (f64, f64),
}

impl Run<'_> {
    /// Makes the elements of a column ready; `certain` tells which rows are.
    pub(super) fn matcher(
        &mut self,
        op: Comparison,
        (column, own): (&Col, Type),
        certain: impl Fn(usize) -> bool,
        other: Type,
    ) -> Result<Matcher, Stopped> {
        let mut seen = FxHashSet::default();
        let mut elements: Vec<(Scalar, bool)> = Vec::new();
        for row in 0..column.len() {
            self.pace(row)?;
            let row_sure = certain(row);
            for (value, doubtful) in column.of(row) {
                let sure = row_sure && !doubtful;
                if seen.insert((key_of(value), sure)) {
                    elements.push((value, sure));
                }
            }
        }
        let any = !elements.is_empty();
        let index = match (own, op) {
            (Type::Record(_), _) => {
                let somebody = Scalar::Record(self.somebody_of(own));
                let unknown = elements.iter().any(|(value, _)| *value == somebody);
                let mut records = FxHashMap::default();
                for (value, sure) in elements {
                    if let Scalar::Record(row) = value {
                        *records.entry(row).or_default() |= sure;
                    }
                }
                Index::Records(records, unknown)
            }
            (Type::Text | Type::Word(_), Comparison::Equal) => {
                let unknown = elements.iter().any(|(value, _)| value.is_somebodys());
                let mut texts = FxHashMap::default();
                for (place, (value, sure)) in elements.into_iter().enumerate() {
                    self.pace(place)?;
                    if let Some(text) = self.folded(value, own) {
                        *texts.entry(text).or_default() |= sure;
                    }
                }
                Index::Texts(texts, unknown)
            }
            (Type::Date(_) | Type::Number | Type::Duration, _) => {
                let unknown = elements.iter().any(|(value, _)| is_unknown_number(*value));
                let mut lists: FxHashMap<u32, Vec<_>> = FxHashMap::default();
                for (value, sure) in elements {
                    if !is_unknown_number(value) {
                        let span = span_of(value, (own, other));
                        lists.entry(unit_of(value)).or_default().push((span, sure));
                    }
                }
                let spans = lists
                    .into_iter()
                    .map(|(unit, list)| (unit, Spans::of(list)));
                Index::Spans(spans.collect(), unknown)
            }
            (Type::Truth | Type::Text | Type::Word(_), _) => Index::Each(elements),
        };
        Ok(Matcher {
            op,
            own,
            other,
            index,
            any,
        })
    }

    /// Tells how far a value stands so to any of the elements.
    pub(super) fn matches(&mut self, matcher: &Matcher, value: Scalar) -> Truth {
        let found = |sure: Option<&bool>, unknown: bool| match (sure, unknown) {
            (Some(true), _) => Truth::Yes,
            (Some(false), _) | (None, true) => Truth::Possible,
            (None, false) => Truth::No,
        };
        if self.is_nobodys(value, matcher.other) || is_unknown_number(value) {
            return if matcher.any {
                Truth::Possible
            } else {
                Truth::No
            };
        }
        match &matcher.index {
            Index::Records(records, unknown) => {
                let Scalar::Record(row) = value else {
                    return Truth::No;
                };
                found(records.get(&row), *unknown)
            }
            Index::Texts(texts, unknown) => match self.folded(value, matcher.other) {
                Some(text) => found(texts.get(&text), *unknown),
                None => Truth::No,
            },
            Index::Spans(of_unit, unknown) => {
                let span = span_of(value, (matcher.own, matcher.other));
                let spans = of_unit.get(&unit_of(value));
                let truth = spans.map_or(Truth::No, |spans| spans.any(matcher.op, span));
                truth.or(if *unknown { Truth::Possible } else { Truth::No })
            }
            Index::Each(elements) => {
                let mut any = Truth::No;
                for &(element, sure) in elements {
                    let (value, element) = ((value, matcher.other), (element, matcher.own));
                    let truth = self.compare_scalars(matcher.op, value, element);
                    any = any.or(if sure { truth } else { truth.doubted() });
                }
                any
            }
        }
    }

    /// Returns a text or a word, folded.
    pub(super) fn folded(&mut self, value: Scalar, ty: Type) -> Option<String> {
        match self.as_type(value, ty, Type::Text) {
            Scalar::Text(UNKNOWN) => None,
            Scalar::Text(code) => Some(fold_text(self.text(code))),
            _no_text => None,
        }
    }
}

impl Spans {
    fn of(mut list: Vec<((f64, f64), bool)>) -> Spans {
        list.sort_by(|((a, _), _), ((b, _), _)| a.total_cmp(b));
        let mut spans = Spans {
            exact: FxHashSet::default(),
            starts: Vec::with_capacity(list.len()),
            sure: (f64::NEG_INFINITY, f64::INFINITY),
            all: (f64::INFINITY, f64::NEG_INFINITY),
        };
        for ((lo, hi), sure) in list {
            spans.all = (spans.all.0.min(lo), spans.all.1.max(hi));
            spans.starts.push((lo, spans.all.1));
            if sure {
                spans.sure = (spans.sure.0.max(lo), spans.sure.1.min(hi));
                if is_exact((lo, hi)) {
                    spans.exact.insert(bits(lo));
                }
            }
        }
        spans
    }

    /// Tells how far a range stands so to any of these: as [`compare`](crate::value::compare) has
    /// it for each.
    fn any(&self, op: Comparison, (lo, hi): (f64, f64)) -> Truth {
        let (certain, possible) = match op {
            Comparison::Equal => {
                let certain = is_exact((lo, hi)) && self.exact.contains(&bits(lo));
                let before = self.starts.partition_point(|(start, _)| *start <= hi);
                let last_end = before.checked_sub(1).map(|place| self.starts[place].1);
                (certain, last_end.is_some_and(|end| end >= lo))
            }
            Comparison::Less => (hi < self.sure.0, lo < self.all.1),
            Comparison::LessOrEqual => (hi <= self.sure.0, lo <= self.all.1),
            Comparison::Greater => (lo > self.sure.1, hi > self.all.0),
            Comparison::GreaterOrEqual => (lo >= self.sure.1, hi >= self.all.0),
            Comparison::NotEqual => unreachable!("plan asks for what is equal, and negates it"),
        };
        match (certain, possible) {
            (true, _) => Truth::Yes,
            (false, true) => Truth::Possible,
            (false, false) => Truth::No,
        }
    }
}

/// Returns the ends of a date, a number or a length of time, as the two types compare.
pub(super) fn span_of(value: Scalar, (own, other): (Type, Type)) -> (f64, f64) {
    let coarse = match (value, own, other) {
        (Scalar::Date(days, text), Type::Date(unit), Type::Date(same))
            if unit == same && unit != Unit::Day =>
        {
            Scalar::Date(units(days, unit), text)
        }
        (value, _, _) => value,
    };
    bounds(coarse)
}

fn unit_of(value: Scalar) -> u32 {
    if let Scalar::Number(_, unit) = value {
        unit
    } else {
        NONE
    }
}

fn is_unknown_number(value: Scalar) -> bool {
    let unknown = |range: Range<Real>| range.is_unknown();
    matches!(value, Scalar::Number(range, _) if unknown(range))
}

fn is_exact((lo, hi): (f64, f64)) -> bool {
    lo == hi && lo.is_finite()
}

fn bits(number: f64) -> u64 {
    (number + 0.0).to_bits()
}
