//! The fields of records.

use whosaid::model::{Field, Kind, Link, Origin, Record, Value};
use whosaid::value::{Range, Real, Type};

use super::{Item, Naive, Row, Scope, Val};
use crate::agree::values::{Span, Unit};

impl Naive<'_> {
    /// Returns the values that a field has in a record.
    pub(super) fn field(&self, kind: Kind, row: u32, name: &str) -> Vec<Item> {
        let (place, field) = kind
            .field(name)
            .unwrap_or_else(|| panic!("{} have {name}", kind.collection()));
        // Whatever is asked of somebody not known is possible, whether there is anything too.
        if row == Link::SOMEBODY {
            return vec![Item::sure(of_somebody(field.ty)).doubted_if(true)];
        }
        match field.origin {
            Origin::Stored | Origin::Settled => {
                let links = stored(self.record(kind, row), place, field);
                self.left(kind, row, field.name, links)
            }
            Origin::Inverse(through) => {
                let Type::Record(from) = field.ty else {
                    panic!("inverses lead to records")
                };
                let links = self.pointing(Kind::from_number(from), through, row);
                self.left(kind, row, field.name, links)
            }
            Origin::Shorthand(text) => {
                let scope = Scope::of(kind);
                self.values(&self.shorthand(text), scope, &Row::of(row, true))
            }
        }
    }

    pub(super) fn record(&self, kind: Kind, row: u32) -> &Record {
        let records = &self.ledger.table(kind).records;
        let (_, record) = records
            .get_index(row as usize)
            .expect("the loader gives rows that there are");
        record
    }

    pub(super) fn id(&self, kind: Kind, row: u32) -> &str {
        let records = &self.ledger.table(kind).records;
        let (id, _) = records
            .get_index(row as usize)
            .expect("the loader gives rows that there are");
        id
    }

    /// Returns the numbers of all records of a kind.
    pub(super) fn all(&self, kind: Kind) -> std::ops::Range<u32> {
        let count = self.ledger.table(kind).records.len();
        0..u32::try_from(count).expect("the ledgers are small")
    }

    /// Returns what a field holds without views.
    pub(super) fn stored(&self, kind: Kind, row: u32, name: &str) -> Vec<Item> {
        let (place, field) = kind.field(name).expect("the field is there");
        stored(self.record(kind, row), place, field)
    }

    /// Returns the records whose field points here, in ledger order; each once, and without doubt
    /// where one of its references is. A reference to somebody not known points nowhere.
    pub(super) fn pointing(&self, from: Kind, through: &str, here: u32) -> Vec<Item> {
        let points = |row: u32| {
            let links = self.stored(from, row, through).into_iter();
            let here = links.filter(|link| matches!(link.val, Val::Record(_, to) if to == here));
            here.map(|link| link.doubtful).min()
        };
        let found = self.all(from).filter_map(|row| Some((row, points(row)?)));
        found
            .map(|(row, doubtful)| Item::sure(Val::Record(from, row)).doubted_if(doubtful))
            .collect()
    }
}

/// Returns what a field of somebody not known holds.
pub(super) fn of_somebody(ty: Type) -> Val {
    match ty {
        Type::Record(number) => Val::Record(Kind::from_number(number), Link::SOMEBODY),
        Type::Truth => Val::Truth(super::Tri::Maybe),
        Type::Text | Type::Word(_) | Type::Date(_) | Type::Number | Type::Duration => Val::Anything,
    }
}

/// Returns what the files or the loader wrote.
fn stored(record: &Record, place: usize, field: &Field) -> Vec<Item> {
    match (record.get(place), field.ty) {
        (None, Type::Date(_) | Type::Number) if !field.many => {
            vec![Item::sure(Val::Unwritten(field.ty))]
        }
        (None, _) => Vec::new(),
        (Some(Value::Text(text)), _) => vec![Item::sure(Val::Text((**text).to_owned()))],
        (Some(Value::Texts(texts)), _) => texts
            .iter()
            .map(|text| Item::sure(Val::Text((**text).to_owned())))
            .collect(),
        (Some(Value::Word(code)), Type::Word(vocabulary)) => {
            vec![Item::sure(Val::Word(vocabulary, *code))]
        }
        (Some(Value::Truth(truth)), _) => vec![Item::sure(Val::Truth(super::Tri::of(*truth)))],
        (Some(Value::Date(date)), _) => {
            let days = Span::new(
                open(date.days.lo.0, i32::MIN),
                open(date.days.hi.0, i32::MAX),
            );
            vec![Item::sure(Val::Date(days, Unit::Day, date.basis as u8))]
        }
        (Some(Value::Number(number)), _) => {
            let span = span_of(number.range);
            vec![Item::sure(Val::Number(span, number.unit.clone()))]
        }
        (Some(Value::Links(links)), Type::Record(number)) => {
            let kind = Kind::from_number(number);
            let item =
                |link: &Link| Item::sure(Val::Record(kind, link.row)).doubted_if(link.doubtful);
            links.iter().map(item).collect()
        }
        (Some(value), ty) => panic!("a field of {ty:?} holds {value:?}"),
    }
}

/// Makes a day a number; the least and the greatest are open ends.
fn open(day: i32, end: i32) -> f64 {
    if day == end {
        f64::INFINITY.copysign(f64::from(end))
    } else {
        f64::from(day)
    }
}

fn span_of(range: Range<Real>) -> Span {
    Span::new(range.lo.get(), range.hi.get())
}
