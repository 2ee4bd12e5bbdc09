//! Columns while they are computed.

use crate::store::{Bits, NONE, UNKNOWN, UNKNOWN_WORD, WORD_NONE};
use crate::value::{Day, Range, Real, Truth, Type};

/// The values of an expression, row by row.
#[derive(Debug, Clone)]
pub(super) struct Col {
    /// Where each row's elements end; absent where each row has one element.
    pub(super) ends: Option<Vec<u32>>,
    /// The elements.
    pub(super) values: Values,
    /// Which elements were reached through a doubtful link; absent where none was.
    pub(super) doubt: Option<Bits>,
}

/// Elements of one type. Any of them may be absent.
#[derive(Debug, Clone)]
pub(super) enum Values {
    Text(Vec<u32>),
    Word(Vec<u8>),
    Truth(Vec<u8>),
    /// Days, and the code of the text as written.
    Date(Vec<(Range<Day>, u32)>),
    /// A number and the code of its unit.
    Number(Vec<(Range<Real>, u32)>),
    Duration(Vec<Range<Real>>),
    Record(Vec<u32>),
}

/// One element.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Scalar {
    /// There is no value.
    Absent,
    Text(u32),
    Word(u8),
    Truth(Truth),
    Date(Range<Day>, u32),
    Number(Range<Real>, u32),
    Duration(Range<Real>),
    Record(u32),
}

impl Scalar {
    /// Makes the value that stands for one of this type that nobody knows.
    pub(super) fn unknown(ty: Type, somebody: u32) -> Scalar {
        match ty {
            Type::Text => Scalar::Text(UNKNOWN),
            Type::Word(_) => Scalar::Word(UNKNOWN_WORD),
            Type::Truth => Scalar::Truth(Truth::Possible),
            Type::Date(_) => Scalar::Date(Range::unknown(), UNKNOWN),
            Type::Number => Scalar::Number(Range::unknown(), UNKNOWN),
            Type::Duration => Scalar::Duration(Range::unknown()),
            Type::Record(_) => Scalar::Record(somebody),
        }
    }

    /// Tells whether there is a value for the record: neither absent nor a date or number that
    /// nobody wrote.
    pub(super) fn is_present(self) -> bool {
        match self {
            Scalar::Absent => false,
            Scalar::Date(days, text) => text != NONE || !days.is_unknown(),
            Scalar::Number(range, unit) => unit != NONE || !range.is_unknown(),
            Scalar::Duration(days) => !days.is_unknown(),
            Scalar::Text(_) | Scalar::Word(_) | Scalar::Truth(_) | Scalar::Record(_) => true,
        }
    }

    /// Tells whether it stands for a value that nobody knows, of a record that nobody knows.
    pub(super) fn is_somebodys(self) -> bool {
        matches!(
            self,
            Scalar::Text(UNKNOWN)
                | Scalar::Word(UNKNOWN_WORD)
                | Scalar::Date(_, UNKNOWN)
                | Scalar::Number(_, UNKNOWN)
        )
    }
}

impl Values {
    /// Makes an empty list of elements of a type.
    pub(super) fn new(ty: Type) -> Values {
        Values::with_capacity(ty, 0)
    }

    /// Makes an empty list of elements of a type that has room for so many.
    pub(super) fn with_capacity(ty: Type, room: usize) -> Values {
        match ty {
            Type::Text => Values::Text(Vec::with_capacity(room)),
            Type::Word(_) => Values::Word(Vec::with_capacity(room)),
            Type::Truth => Values::Truth(Vec::with_capacity(room)),
            Type::Date(_) => Values::Date(Vec::with_capacity(room)),
            Type::Number => Values::Number(Vec::with_capacity(room)),
            Type::Duration => Values::Duration(Vec::with_capacity(room)),
            Type::Record(_) => Values::Record(Vec::with_capacity(room)),
        }
    }

    /// Makes a list of elements of a type.
    pub(super) fn collect(ty: Type, elements: impl IntoIterator<Item = Scalar>) -> Values {
        let elements = elements.into_iter();
        let mut values = Values::with_capacity(ty, elements.size_hint().0);
        elements.for_each(|element| values.push(element));
        values
    }

    /// Returns the number of elements.
    pub(super) fn len(&self) -> usize {
        match self {
            Values::Text(codes) | Values::Record(codes) => codes.len(),
            Values::Word(codes) | Values::Truth(codes) => codes.len(),
            Values::Date(dates) => dates.len(),
            Values::Number(numbers) => numbers.len(),
            Values::Duration(days) => days.len(),
        }
    }

    /// Returns an element.
    pub(super) fn get(&self, element: usize) -> Scalar {
        match self {
            Values::Text(codes) => present(codes[element], NONE, Scalar::Text),
            Values::Word(codes) => present(codes[element], WORD_NONE, Scalar::Word),
            Values::Truth(codes) => present(codes[element], WORD_NONE, |code| {
                Scalar::Truth(truth_of(code))
            }),
            Values::Date(dates) => match dates[element] {
                (days, _) if days.lo > days.hi => Scalar::Absent,
                (days, text) => Scalar::Date(days, text),
            },
            Values::Number(numbers) => match numbers[element] {
                (range, _) if range.lo > range.hi => Scalar::Absent,
                (range, unit) => Scalar::Number(range, unit),
            },
            Values::Duration(days) => match days[element] {
                days if days.lo > days.hi => Scalar::Absent,
                days => Scalar::Duration(days),
            },
            Values::Record(rows) => present(rows[element], NONE, Scalar::Record),
        }
    }

    /// Adds an element; one of another type counts as absent.
    pub(super) fn push(&mut self, element: Scalar) {
        match self {
            Values::Text(codes) => codes.push(if let Scalar::Text(code) = element {
                code
            } else {
                NONE
            }),
            Values::Word(codes) => codes.push(if let Scalar::Word(code) = element {
                code
            } else {
                WORD_NONE
            }),
            Values::Truth(codes) => {
                codes.push(if let Scalar::Truth(truth) = element {
                    truth_code(truth)
                } else {
                    WORD_NONE
                });
            }
            Values::Date(dates) => {
                dates.push(if let Scalar::Date(days, text) = element {
                    (days, text)
                } else {
                    (inverted(), NONE)
                });
            }
            Values::Number(numbers) => {
                numbers.push(if let Scalar::Number(range, unit) = element {
                    (range, unit)
                } else {
                    (inverted(), NONE)
                });
            }
            Values::Duration(days) => {
                days.push(if let Scalar::Duration(range) = element {
                    range
                } else {
                    inverted()
                });
            }
            Values::Record(rows) => rows.push(if let Scalar::Record(row) = element {
                row
            } else {
                NONE
            }),
        }
    }

    /// Returns the elements at these places, in their order.
    pub(super) fn gather(&self, places: &[usize]) -> Values {
        fn at<T: Copy>(from: &[T], places: &[usize]) -> Vec<T> {
            places.iter().map(|&place| from[place]).collect()
        }
        match self {
            Values::Text(codes) => Values::Text(at(codes, places)),
            Values::Word(codes) => Values::Word(at(codes, places)),
            Values::Truth(codes) => Values::Truth(at(codes, places)),
            Values::Date(dates) => Values::Date(at(dates, places)),
            Values::Number(numbers) => Values::Number(at(numbers, places)),
            Values::Duration(days) => Values::Duration(at(days, places)),
            Values::Record(rows) => Values::Record(at(rows, places)),
        }
    }
}

impl Col {
    /// Makes a column of one element a row, none in doubt.
    pub(super) fn single(values: Values) -> Col {
        Col {
            ends: None,
            values,
            doubt: None,
        }
    }

    /// Makes a column of any number of elements a row, none in doubt.
    pub(super) fn many(ends: Vec<u32>, values: Values) -> Col {
        Col {
            ends: Some(ends),
            values,
            doubt: None,
        }
    }

    /// Returns the number of rows.
    pub(super) fn len(&self) -> usize {
        self.ends.as_ref().map_or(self.values.len(), Vec::len)
    }

    /// Returns the places of a row's elements.
    pub(super) fn range(&self, row: usize) -> std::ops::Range<usize> {
        match &self.ends {
            None => row..row + 1,
            Some(ends) => (if row == 0 { 0 } else { ends[row - 1] }) as usize..ends[row] as usize,
        }
    }

    /// Returns a row's elements that are there, and whether each is in doubt.
    pub(super) fn of(&self, row: usize) -> impl Iterator<Item = (Scalar, bool)> {
        self.range(row)
            .map(|element| (self.values.get(element), self.is_doubtful(element)))
            .filter(|(value, _)| *value != Scalar::Absent)
    }

    /// Tells whether an element is in doubt.
    pub(super) fn is_doubtful(&self, element: usize) -> bool {
        self.doubt.as_ref().is_some_and(|doubt| doubt.get(element))
    }

    /// Returns its rows with those of another column of its type behind them.
    pub(super) fn followed_by(&self, other: &Col) -> Col {
        let (own, all) = (self.values.len(), self.values.len() + other.values.len());
        let mut values = self.values.clone();
        (0..other.values.len()).for_each(|element| values.push(other.values.get(element)));
        let ends = (self.ends.is_some() || other.ends.is_some()).then(|| {
            let ends = (0..self.len()).map(|row| self.range(row).end);
            let others = (0..other.len()).map(|row| own + other.range(row).end);
            ends.chain(others).map(crate::store::row_number).collect()
        });
        let doubt = (self.doubt.is_some() || other.doubt.is_some()).then(|| {
            Bits::from_fn(all, |element| {
                if element < own {
                    self.is_doubtful(element)
                } else {
                    other.is_doubtful(element - own)
                }
            })
        });
        Col {
            ends,
            values,
            doubt,
        }
    }

    /// Returns the rows at these places, in their order.
    pub(super) fn gather(&self, rows: &[usize]) -> Col {
        let (elements, ends) = match &self.ends {
            None => (rows.to_vec(), None),
            Some(_) => {
                let mut elements = Vec::new();
                let ends = rows.iter().map(|&row| {
                    elements.extend(self.range(row));
                    crate::store::row_number(elements.len())
                });
                let ends = ends.collect();
                (elements, Some(ends))
            }
        };
        let doubt = self
            .doubt
            .as_ref()
            .map(|doubt| Bits::from_fn(elements.len(), |place| doubt.get(elements[place])));
        Col {
            ends,
            values: self.values.gather(&elements),
            doubt,
        }
    }
}

/// Makes an element of a code, or none of the code of none.
pub(super) fn present<T: PartialEq + Copy>(code: T, none: T, make: impl Fn(T) -> Scalar) -> Scalar {
    if code == none {
        Scalar::Absent
    } else {
        make(code)
    }
}

/// Returns the code of a truth in a column.
pub(super) fn truth_code(truth: Truth) -> u8 {
    match truth {
        Truth::No => 0,
        Truth::Possible => UNKNOWN_WORD,
        Truth::Yes => 1,
    }
}

fn truth_of(code: u8) -> Truth {
    match code {
        0 => Truth::No,
        1 => Truth::Yes,
        _unknown => Truth::Possible,
    }
}

/// The range that stands for an absent value: it runs backwards.
fn inverted<T: crate::value::Point>() -> Range<T> {
    Range {
        lo: T::MAX,
        hi: T::MIN,
    }
}
